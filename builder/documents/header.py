r"""A filing's header: form type, period, dates, and the registrants with their former names.

In: the bytes before the first document (or a header file of an EDGAR folder), as in
"CONFORMED PERIOD OF REPORT:\t20031231" or "<PERIOD>20031231". Out: a Header. Keys are looked up in the table
wording/header_tags.toml; unknown keys and sections pass unread. A value that cannot be read is left out and named.
Refuses to know the documents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from msgspec.structs import replace

from builder.records import AccessionNumber, Cik, FormerName, Header, Registrant
from builder.wording.tables import load_table

LINE = re.compile(
    r"""
    ^ [ \t]*+
    (?: < (?P<tag> [A-Z][A-Z0-9-]{1,60} ) > (?P<tagged> [^\r\n<]*+ )
      | (?P<key> [A-Z][A-Z0-9 .&/()-]{1,60} ) : (?P<value> [^\r\n]*+ )
    )
    """,
    re.VERBOSE | re.MULTILINE,
)
FIRST_LINE = re.compile(r"\b(\d{10}-\d\d-\d{6})\.(?:txt|hdr\.sgml|nc)\b")
ACCESSION = re.compile(r"(\d{10})-?(\d\d)-?(\d{6})")
CLASSIFICATION = re.compile(r"(?P<name> [^\[]*? ) [ ]? \[? (?P<number> \d{3,4} )? \]?", re.VERBOSE)
"""Of words one space apart; more of them could be shared out in many ways."""


@dataclass(slots=True)
class _Party:
    """One FILER block while it is read."""

    counts: bool
    """Whether it is a registrant."""
    values: dict[str, str] = field(default_factory=dict)
    former: list[FormerName] = field(default_factory=list)


def read_header(raw: bytes) -> tuple[Header | None, tuple[str, ...]]:
    """Return the header in RAW, or None if it has none, and the lines whose values could not be read."""
    text = raw.decode("latin-1")
    filing: dict[str, str] = {}
    parties: list[_Party] = []
    unread: list[str] = []
    for found in LINE.finditer(text):
        name = field_name(found["tag"] or found["key"])
        if name:
            _take(name, (found["tagged"] or found["value"] or "").strip(), filing, parties, unread)
    if not filing and not parties:
        return None, ()
    first_line = FIRST_LINE.search(text[:2000])
    if first_line:
        filing.setdefault("accession_number", first_line[1])
    header = Header(
        source="header",
        accession_number=accession(filing.get("accession_number", "")),
        form_type=filing.get("form_type"),
        period_of_report=_day(filing, "period_of_report", unread),
        filed_on=_day(filing, "filed_on", unread),
        accepted_at=_moment(filing, unread),
        registrants=tuple(_registrant(party) for party in parties if party.counts and party.values),
    )
    return header, tuple(unread)


@lru_cache(maxsize=1024)
def field_name(key: str) -> str | None:
    """Return the name of the field that KEY of a header stands for, None for one that is not read."""
    found = load_table("header_tags").first_whole(" ".join(key.split()))
    return found[0].key.partition(".")[2] if found else None


def accession(written: str) -> AccessionNumber | None:
    """Return the accession number WRITTEN with or without dashes; None if it is none."""
    found = ACCESSION.fullmatch(written.strip())
    return AccessionNumber("-".join(found.groups())) if found else None


def central_index_key(written: str) -> Cik | None:
    """Return the CIK WRITTEN with or without leading zeros; None if it is none."""
    digits = written.strip()
    return Cik(digits.zfill(10)) if digits.isascii() and digits.isdigit() and len(digits) <= 10 else None


@lru_cache(maxsize=4096)
def day(written: str) -> date | None:
    """Return the date WRITTEN as eight digits; None if it is none."""
    try:
        return datetime.strptime(written[:8], "%Y%m%d").date() if len(written) >= 8 else None
    except ValueError:
        return None


_OF_THE_FILING = frozenset({"accession_number", "form_type", "period_of_report", "filed_on", "accepted_at"})


def _take(name: str, value: str, filing: dict[str, str], parties: list[_Party], unread: list[str]) -> None:
    """Put VALUE of the field NAME where it belongs; the first of several stands."""
    if name in _OF_THE_FILING:
        if value:
            filing.setdefault(name, value)
    elif name in ("registrant", "other_party"):
        parties.append(_Party(counts=name == "registrant"))
    elif not parties or not value:
        return
    elif name == "former_name":
        parties[-1].former.append(FormerName(value, None))
    elif name == "changed_on":
        former = parties[-1].former
        if former and former[-1].changed_on is None:
            former[-1] = replace(former[-1], changed_on=day(value))
        if day(value) is None:
            unread.append(f"{name}: {value}")
    else:
        parties[-1].values.setdefault(name, value)


def _registrant(party: _Party) -> Registrant:
    values = party.values
    sic = CLASSIFICATION.fullmatch(" ".join(values.get("sic", "").split()))
    return Registrant(
        name=values.get("name"),
        cik=central_index_key(values.get("cik", "")),
        sic=sic["number"] if sic else None,
        sic_name=(sic["name"] or None) if sic else None,
        fiscal_year_end=values.get("fiscal_year_end"),
        file_number=values.get("file_number"),
        former_names=tuple(party.former),
    )


def _day(filing: dict[str, str], name: str, unread: list[str]) -> date | None:
    written = filing.get(name)
    if not written:
        return None
    found = day(written)
    if found is None:
        unread.append(f"{name}: {written}")
    return found


def _moment(filing: dict[str, str], unread: list[str]) -> datetime | None:
    written = filing.get("accepted_at")
    if not written:
        return None
    try:
        return datetime.strptime(written, "%Y%m%d%H%M%S")
    except ValueError:
        unread.append(f"accepted_at: {written}")
        return None
