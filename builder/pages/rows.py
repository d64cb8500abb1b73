"""A filing as one row of a table: when, which form, who signed, what was found; for every page that lists filings.

`row_of(entry, page)` gives the cells already in words, links relative to the page at address PAGE.
"""

from __future__ import annotations

from datetime import date

import msgspec

from builder.entries import FilingEntry, FilingLine
from builder.pages.views import Flag, Link, Quad, day, flags, quad, stated, way
from builder.records import Modifier

SIGNERS_UP_TO = 4
"""More signers than this are counted in a row, not named."""


class Signer(msgspec.Struct, frozen=True):
    """A name in a row, with what is unusual about the role."""

    name: str
    note: str


class FilingRow(msgspec.Struct, frozen=True):
    """One filing in a list; `gap` is set on a row that stands for a filing which is expected and not there."""

    company: Link
    filing: Link
    period: str
    filed: str
    """The day of filing; "" where it is not stated."""
    dated: str
    """The day it is listed by, with what it is, as "signed": "" where it is the day of filing."""
    signers: tuple[Signer, ...]
    more: str
    quad: Quad
    flags: tuple[Flag, ...]
    gap: str = ""


NO_QUAD = Quad(("x", "x", "x", "x"), "")
NOWHERE = Link("", "")


def row_of(entry: FilingEntry | FilingLine, page: str) -> FilingRow:
    """Return ENTRY as a row of the page at address PAGE."""
    form = stated(entry.form_type)
    filed = stated(entry.filed_on)
    notes: dict[str, dict[str, None]] = {}
    for mention in entry.mentions:
        note = "interim" if Modifier.INTERIM in mention.modifiers else ""
        notes.setdefault(mention.officer, {}).setdefault(mention.name, None)
        if note:
            notes[mention.officer].setdefault(note, None)
    signers = tuple(Signer(next(iter(said)), "interim" if "interim" in said else "") for said in notes.values())
    more = len(signers) - SIGNERS_UP_TO
    return FilingRow(
        company=Link(entry.company_name, way(page, entry.companies[0]) if entry.companies else ""),
        filing=Link(form or "filing", way(page, entry.address)),
        period=stated(entry.period_of_report),
        filed=filed,
        dated="" if filed or not entry.dated_on else day(entry.dated_on),
        signers=signers if more <= 1 else signers[:SIGNERS_UP_TO],
        more=f"and {more} more" if more > 1 else "",
        quad=quad(entry),
        flags=flags(entry.findings),
    )


def gap_row(ended: date, form: str, company: Link = NOWHERE) -> FilingRow:
    """Return a row for a filing of COMPANY on FORM that is expected for the period ENDED and not in the archive."""
    words = f"A {form} is expected here. None is in the archive."
    return FilingRow(company, NOWHERE, day(ended), "", "", (), "", NO_QUAD, (), words)
