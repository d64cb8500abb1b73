"""The catalogue's entries: what is known once all filings have been seen together.

The catalogue compiles them; pages, search and exports read them through the `Archive` protocol and
know nothing else of the catalogue. Addresses are site paths that end in "/", without a leading one:
"companies/0000887359/", "officers/r-douglas-armstrong-k3f9a/". Once published they stay or redirect.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from builder.findings import Examination, Finding
from builder.records import Cik, Filing, FormerName, Modifier, Record, Role, Section

UNNAMED = "Registrant not stated"
"""The name of a company that no filing of its own names."""


class Sourced(Record, frozen=True):
    """A fact of a filing with where it was taken from, where header and certification may differ."""

    value: str
    """A form type, or an ISO date."""
    source: str
    """"header", "index", "sidecar" or "certification"."""
    others: tuple[tuple[str, str], ...] = ()
    """(value, source) of each other reading that differs from `value`."""


class Mention(Record, frozen=True):
    """One signature under one certification, as lists show it."""

    filing: str
    """Address of the filing."""
    anchor: str
    """Anchor of the certification on the filing's page: "ceo-302", "cfo-906"."""
    certification: int
    signature: int
    section: Section
    name: str
    """Name as printed, else conformed; a signature without any name has no mention."""
    officer: str
    """Address of the officer."""
    roles: tuple[Role, ...]
    modifiers: tuple[Modifier, ...]
    titles: tuple[str, ...]
    signed: bool
    signed_on: date | None
    form_type: str | None
    period_of_report: date | None


class FilingEntry(Record, frozen=True):
    """One filing in its order: its address, what it is, who signed."""

    address: str
    company_name: str
    """The name of its first registrant as the newest reading has it; views add form and period."""
    companies: tuple[str, ...]
    """Addresses of its registrants, the first named first."""
    form_type: Sourced | None
    period_of_report: Sourced | None
    filed_on: Sourced | None
    dated_on: date | None
    """What orders it in lists: filed on, else the last signed on, else the period of report."""
    mentions: tuple[Mention, ...]
    expected: tuple[tuple[Section, Role], ...]
    """What the form asks for, (section, PEO or PFO); empty where it is not known."""
    found: tuple[tuple[Section, Role], ...]
    filing: Filing
    findings: tuple[Finding, ...]
    earlier: str | None
    """Address of the same company's filing before this one."""
    later: str | None
    redirects: tuple[str, ...] = ()
    """Addresses that lead here."""
    examinations: tuple[Examination, ...] = ()
    """What the audit kept of the words of each certification, in their order."""

    @property
    def container(self) -> str:
        """Return what the filing came as: "submission", "folder" or "exhibit"."""
        return self.filing.container


class FilingLine(Record, frozen=True):
    """A filing as lists show it: what `FilingEntry` has of it, without what was read in it."""

    address: str
    company_name: str
    companies: tuple[str, ...]
    container: str
    form_type: Sourced | None
    period_of_report: Sourced | None
    filed_on: Sourced | None
    dated_on: date | None
    mentions: tuple[Mention, ...]
    expected: tuple[tuple[Section, Role], ...]
    found: tuple[tuple[Section, Role], ...]
    findings: tuple[Finding, ...]


class PastSigner(Record, frozen=True):
    """One signature of a filing, as the history of its company sees it."""

    officer: str
    """Address of the certifying officer."""
    name: str
    certification: int
    signature: int
    section: Section
    roles: tuple[Role, ...]
    signed_on: date | None


class PastFiling(Record, frozen=True):
    """One filing of a company, as its history sees it: small, so that all of a company's stand in memory."""

    path: str
    """Its first raw file, below the raw folder."""
    form_type: str | None
    period_of_report: date | None
    filed_on: date | None
    """None where no header states it."""
    signers: tuple[PastSigner, ...]
    examinations: tuple[Examination, ...]
    findings: tuple[Finding, ...]


class CompanyEntry(Record, frozen=True):
    """A registrant: by its CIK, or by its folded name where no filing states one."""

    address: str
    name: str
    """As its newest filing states it."""
    cik: Cik | None
    other_names: tuple[str, ...]
    """Other spellings under which filings name it."""
    former_names: tuple[FormerName, ...]
    sic: str | None
    sic_name: str | None
    fiscal_year_end: str | None
    filings: int
    certifications: int
    """Counted as (certification, signature)."""
    officers: int
    first: date | None
    """`dated_on` of its earliest filing."""
    last: date | None
    redirects: tuple[str, ...] = ()


class OfficerEntry(Record, frozen=True):
    """A certifying officer: one person within one company, never merged across companies on the name."""

    address: str
    company: str
    """Address of the company."""
    company_name: str
    name: str
    """The fullest name as printed."""
    given: tuple[str, ...]
    surname: str
    suffix: str
    """"Jr.", "II": part of who it is; "" where there is none."""
    names_as_printed: tuple[str, ...]
    roles: tuple[Role, ...]
    titles: tuple[str, ...]
    """Distinct, newest first."""
    certifications: int
    first: date | None
    last: date | None
    years: tuple[int, ...]
    forms: tuple[str, ...]
    sections: tuple[Section, ...]
    findings: int
    confidence: float
    """That all mentions are of one person: 1.0 where all names agree; see catalogue/officers.py."""
    evidence: tuple[str, ...]
    """Why differing names were taken for one person, a sentence each."""
    same_name: tuple[str, ...]
    """Addresses of officers of the same name in other companies: listed, not merged."""
    redirects: tuple[str, ...] = ()


class PeriodEntry(Record, frozen=True):
    """A calendar quarter in which reported periods ended."""

    address: str
    year: int
    quarter: int
    filings: int
    certifications: int
    companies: int


class QuarantineEntry(Record, frozen=True):
    """A raw file that was set aside, with the reason."""

    path: str
    size: int
    sha256: str | None
    """None where the file could not be opened."""
    code: str
    """A word for the reason: "empty", "binary", "no_certification", "unreadable", "too_large"."""
    reason: str
    """The reason in a sentence."""


class YearCount(Record, frozen=True):
    """Certifications by year of `dated_on`."""

    year: int
    s302: int
    s906: int


class ArchiveCounts(Record, frozen=True):
    """The archive in one glance."""

    filings: int
    companies: int
    officers: int
    certifications: int
    set_aside: int
    size: int
    """Bytes of the raw files of all filings."""
    first: date | None
    last: date | None
    by_year: tuple[YearCount, ...]


class Archive(Protocol):
    """What a compiled catalogue answers; every iteration streams, in a fixed order."""

    def counts(self) -> ArchiveCounts:
        """Return the archive's size and span."""

    def companies(self) -> Iterator[CompanyEntry]:
        """Yield the companies by folded name, then address."""

    def officers(self) -> Iterator[OfficerEntry]:
        """Yield the officers by surname, given names, company, address."""

    def filings(self) -> Iterator[FilingEntry]:
        """Yield the filings, newest first."""

    def periods(self) -> Iterator[PeriodEntry]:
        """Yield the quarters, newest first."""

    def quarantined(self) -> Iterator[QuarantineEntry]:
        """Yield the files that were set aside, by path."""

    def leading_on(self) -> Iterator[str]:
        """Yield the addresses that only lead to another."""

    def company(self, address: str) -> CompanyEntry:
        """Return the company at ADDRESS."""

    def officer(self, address: str) -> OfficerEntry:
        """Return the officer at ADDRESS."""

    def filings_of(self, company: str) -> Iterator[FilingEntry]:
        """Yield the filings of the company at address COMPANY, newest first."""

    def lines(self) -> Iterator[FilingLine | FilingEntry]:
        """Yield the filings as lists show them, newest first."""

    def lines_in(self, period: str) -> Iterator[FilingLine | FilingEntry]:
        """Yield the filings whose period of report ended in the quarter at address PERIOD, by company."""

    def officers_of(self, company: str) -> Iterator[OfficerEntry]:
        """Yield the officers of the company at address COMPANY, by surname."""

    def mentions_of(self, officer: str) -> Iterator[Mention]:
        """Yield the officer's signatures, newest first."""
