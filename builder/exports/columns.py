"""The columns of the data files: one record a table, one field a column.

A row is made of plain values only, so that it reads the same in CSV, JSON Lines and SQLite, as in
`RegistrantRow(filing="filings/0000950124-04-000418/", position=1, company="companies/0000887359/")`.
`None` is "not stated". Addresses are site paths, as in entries.py; numbers of certifications, signatures and
positions begin at 1. content/data.md tells the columns to readers, and tests hold the two together.
"""

from __future__ import annotations

from datetime import date

import msgspec

Texts = tuple[str, ...]
"""A list of words."""

Places = tuple[tuple[int, int], ...]
"""First byte, and byte after the last, of each run in a raw file."""


class CertificationRow(msgspec.Struct, frozen=True):
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
    text_compared: str | None
    """Id of the prescribed text that it comes nearest to, "302-2003-full"; None where it was not compared."""
    text_asked: str | None
    """Id of the text that is prescribed for its filing; None where that is not known."""
    conformity: float | None
    """To the text compared, by words: from 0 to 1."""
    deviations: int | None
    """Its rows in the table of deviations."""


class FilingRow(msgspec.Struct, frozen=True):
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


class RegistrantRow(msgspec.Struct, frozen=True):
    """One (filing, company): who files together with whom."""

    filing: str
    position: int
    """1 for the company that the filing names first."""
    company: str


class OfficerRow(msgspec.Struct, frozen=True):
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


class CompanyRow(msgspec.Struct, frozen=True):
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


class FindingRow(msgspec.Struct, frozen=True):
    """One finding."""

    filing: str
    anchor: str | None
    """Place of the certification on the filing's page; None for the whole filing."""
    accession_number: str | None
    cik: str | None
    """Of the registrant that the filing names first."""
    company_name: str
    form_type: str | None
    period_of_report: date | None
    filed_on: date | None
    code: str
    """A word for our own reading, or the id of a rule of the audit."""
    name: str | None
    """The rule's name, "Another form is named"."""
    severity: str
    """"A" to "D", or "I" for information."""
    confidence: float
    """From 0 to 1."""
    certification: int | None
    """Which certification; None for the whole filing."""
    signature: int | None
    """Which of its signatures; None for all of it."""
    section: str | None
    """Of that certification."""
    officer: str | None
    """Address of the officer whose signature it is about, or who alone signs that certification."""
    file: str
    """The raw file, below the raw folder."""
    places: Places
    """Bytes of that file; empty where something is absent from all of it."""
    line: int | None
    """Line of the document's text, as its page counts them."""
    expected: str | None
    seen: str | None
    source: str | None
    """Where the rule is prescribed."""


class DeviationRow(msgspec.Struct, frozen=True):
    """One place where a certification leaves the prescribed text, or a paragraph of it that was not found."""

    filing: str
    anchor: str | None
    certification: int
    text_compared: str
    """Id of the prescribed text."""
    paragraph: str
    """"4a"."""
    kind: str
    """How the words differ, or that the paragraph is not found, repeated or in another order."""
    expected: str | None
    """The prescribed words; None where words were added, or of a whole paragraph."""
    found: str | None
    """The words as they stand; None where they were left out, or of a whole paragraph."""
    weight: float | None
    """What it takes from the conformity, in words; None for a whole paragraph."""
    code: str | None
    """The rule that tells it; None for a whole paragraph, which several rules tell."""
    places: Places
    """Bytes of the raw file; for words left out, of those before which they would stand."""
    line: int | None


class SetAsideRow(msgspec.Struct, frozen=True):
    """One raw file that could not be read."""

    file: str
    size: int
    """Bytes."""
    sha256: str | None
    code: str
    """A word for the reason."""
    reason: str


Row = CertificationRow | FilingRow | RegistrantRow | OfficerRow | CompanyRow | FindingRow | DeviationRow | SetAsideRow
