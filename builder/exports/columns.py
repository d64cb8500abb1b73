"""The columns of the data files: one record a table, one field a column.

A row is made of plain values only, so that it reads the same in CSV, JSON Lines and SQLite, as in
`RegistrantRow(filing="filings/0000950124-04-000418/", position=1, company="companies/0000887359/")`.
`None` is "not stated". Addresses are site paths, as in entries.py; numbers of certifications, signatures and
positions begin at 1. content/data.md tells the columns to readers, and tests hold the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Texts = tuple[str, ...]
"""A list of words."""

Places = tuple[tuple[int, int], ...]
"""First byte, and byte after the last, of each run in a raw file."""


@dataclass(frozen=True, slots=True)
class CertificationRow:
    """One (certification, signature); a certification without a signature block has one row all the same."""

    filing: str
    """Address of the filing."""
    anchor: str | None
    """Place on the filing's page, "ceo-302"; None where no name stands under the certification."""
    accession_number: str | None
    company: str | None
    """Address of the registrant that the filing names first."""
    cik: str | None
    """Of that registrant."""
    company_name: str
    form_type: str | None
    """The filing's; by its header where there is one."""
    period_of_report: date | None
    """The filing's; by its header where there is one."""
    filed_on: date | None
    certification: int
    """Which certification of the filing."""
    signature: int
    """Which signature of that certification; 0 where it has no signature block."""
    section: str
    """"302" or "906"."""
    exhibit_type: str | None
    """As declared in the head of its document."""
    registrant_stated: str | None
    """The company as the certification names it."""
    form_type_stated: str | None
    """The form that the certification says it is about."""
    period_stated: date | None
    """The period that the certification says it is about."""
    name_as_printed: str | None
    """The name typed besides the signature."""
    conformed_name: str | None
    """The name typed as the signature, without its mark."""
    officer: str | None
    """Address of the officer; None where no name was read."""
    roles: Texts
    """"PEO", "PFO", "PAO" and the two of asset-backed securities."""
    modifiers: Texts
    """"co", "interim"."""
    titles: Texts
    """As printed."""
    signed: bool
    signed_on: date | None
    doubts: Texts
    """"field: why the value may be misread"."""


@dataclass(frozen=True, slots=True)
class FilingRow:
    """One filing."""

    filing: str
    """Address."""
    accession_number: str | None
    company_name: str
    """Of the registrant that it names first."""
    form_type: str | None
    form_type_source: str | None
    """"header", "index", "sidecar" or "certification"."""
    period_of_report: date | None
    period_source: str | None
    filed_on: date | None
    filed_source: str | None
    dated_on: date | None
    """What orders it in lists: filed on, else the last signed on, else the period of report."""
    container: str
    """"submission", "folder" or "exhibit"."""
    signatures: int
    """Rows in the table of certifications."""
    findings: int
    expected: Texts
    """What the form asks for, "302 PEO"; empty where it is not known."""
    found: Texts
    """What of it is here."""
    files: Texts
    """The raw files, below the raw folder."""
    sha256: Texts
    """Of each of these files."""


@dataclass(frozen=True, slots=True)
class RegistrantRow:
    """One (filing, company): who files together with whom."""

    filing: str
    position: int
    """1 for the company that the filing names first."""
    company: str


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """One certifying officer: a person within one company, never joined across companies."""

    officer: str
    """Address."""
    company: str
    company_name: str
    name: str
    """The fullest name as printed."""
    given: Texts
    surname: str | None
    suffix: str | None
    """"Jr.", "II"."""
    names_as_printed: Texts
    roles: Texts
    titles: Texts
    """Newest first."""
    sections: Texts
    forms: Texts
    certifications: int
    """Counted as (certification, signature)."""
    findings: int
    first: date | None
    last: date | None
    confidence: float
    """That all these certifications are one person's, from 0 to 1."""
    evidence: Texts
    """Why names that differ were taken for one person."""
    same_name: Texts
    """Addresses of officers of that name in other companies: listed, not joined."""


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """One registrant."""

    company: str
    """Address."""
    cik: str | None
    name: str
    """As its newest filing states it."""
    other_names: Texts
    former_names: Texts
    sic: str | None
    sic_name: str | None
    fiscal_year_end: str | None
    """Month and day, "0630"."""
    filings: int
    certifications: int
    """Counted as (certification, signature)."""
    officers: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding."""

    filing: str
    accession_number: str | None
    code: str
    """A word for our own reading, or the id of a rule of the audit."""
    severity: str
    """"A" to "D", or "I" for information."""
    confidence: float
    """From 0 to 1."""
    certification: int | None
    """Which certification; None for the whole filing."""
    signature: int | None
    """Which of its signatures; None for all of it."""
    file: str
    """The raw file, below the raw folder."""
    places: Places
    """Bytes of that file; empty where something is absent from all of it."""
    expected: str | None
    seen: str | None


@dataclass(frozen=True, slots=True)
class SetAsideRow:
    """One raw file that could not be read."""

    file: str
    size: int
    """Bytes."""
    sha256: str | None
    code: str
    """A word for the reason."""
    reason: str


Row = CertificationRow | FilingRow | RegistrantRow | OfficerRow | CompanyRow | FindingRow | SetAsideRow
