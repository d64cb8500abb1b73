"""How a filing is cited: the parts of one line, which names report, exhibits, signers, date and source.

`cite_filing` gives the parts of "Aastrom Biosciences, Inc., Form 10-Q for the quarter ended 31 Dec 2003, Exhibit 32,
certifications of ...". The line ends with the accession number or, without one, the beginning of the file's SHA-256.
BibTeX, RIS and CSL JSON are made from the same parts by the page's script, when somebody wants them.
"""

from __future__ import annotations

import msgspec

from builder.entries import FilingEntry
from builder.pages.views import day, listed, period_kind, stated


class Citation(msgspec.Struct, frozen=True):
    """The parts of a citation, in the order of the line."""

    company: str
    report: str
    """Report and exhibits."""
    by: str
    """The certifications, by whom."""
    day: str
    iso: str
    """The same day as a program reads it; both are "" where no day is known."""
    source: str


def cite_filing(entry: FilingEntry, exhibits: tuple[str, ...]) -> Citation:
    """Return how to cite the filing at ENTRY."""
    form, period = stated(entry.form_type), stated(entry.period_of_report)
    report = f"Form {form}" if form else "officer certification"
    if period:
        report += f" for the {period_kind(form)} ended {period}"
    named = tuple(dict.fromkeys(exhibit.split(", ")[0] for exhibit in exhibits))
    signers = tuple(dict.fromkeys(mention.name for mention in entry.mentions))
    return Citation(
        company=entry.company_name,
        report=", ".join(part for part in (report, _exhibits(named)) if part),
        by=f"certifications of {listed(signers)}" if signers else "certifications",
        day=day(entry.dated_on),
        iso=entry.dated_on.isoformat() if entry.dated_on else "",
        source=_source(entry),
    )


def _source(entry: FilingEntry) -> str:
    header = entry.filing.header
    if header and header.accession_number:
        return f"EDGAR accession {header.accession_number}"
    return f"SHA-256 {entry.filing.files[0].sha256[:8]}"


def _exhibits(named: tuple[str, ...]) -> str:
    """Return "Exhibits 31.1, 31.2 and 32.1", or names of other kinds one by one."""
    numbers = [name.removeprefix("Exhibit ") for name in named]
    plain = len(named) > 1 and not any(number == name for number, name in zip(numbers, named, strict=True))
    return f"Exhibits {listed(numbers)}" if plain else listed(named)
