"""How often each rule was met, by year and company, and where: counted filing by filing, a few specimens kept.

A finding is counted once for each thing that its rule is about: a filing, a certification, a signature. So a share can
be told of how many there were. What was counted of some filings can be joined to what was counted of others, in any
order. Refuses to know how shares are shown (see findings.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from builder.entries import FilingEntry
from builder.findings import Finding, Severity
from builder.pages.lineage import Lineage
from builder.records import Section

SPECIMENS = 5
"""Places shown for each rule, each of another company."""

Thing = TypeVar("Thing", int, str, Severity)


@dataclass(frozen=True, slots=True)
class Specimen:
    """One place where a rule was met."""

    filing: str
    anchor: str
    company: str
    company_name: str
    form: str
    period: str
    seen: str
    expected: str
    on: date | None
    """The day by which the filing is listed."""


@dataclass(slots=True)
class DatedCount:
    """How many filings, and from when to when."""

    filings: int = 0
    first: date | None = None
    last: date | None = None

    def add(self, first: date | None, last: date | None, filings: int = 1) -> None:
        """Count FILINGS listed by days from FIRST to LAST."""
        self.filings += filings
        if first and last:
            self.first = min(self.first or first, first)
            self.last = max(self.last or last, last)


@dataclass(slots=True)
class RuleTally:
    """How often one rule was met."""

    by_year: dict[str, dict[int, int]] = field(default_factory=dict)
    """By what is counted ("filing", "certification", "signature"), how many by year; 0 for no year."""
    companies: dict[str, DatedCount] = field(default_factory=dict)
    specimens: list[Specimen] = field(default_factory=list)
    """Of the newest filings, the newest first."""

    def join(self, other: RuleTally) -> None:
        """Count what OTHER has counted of other companies."""
        _join_by_year(self.by_year, other.by_year)
        self.companies |= other.companies
        newest = sorted((*self.specimens, *other.specimens), key=_listed, reverse=True)
        self.specimens = newest[:SPECIMENS]


@dataclass(slots=True)
class Tally:
    """All rules, and how many things there were that they could be met in."""

    rules: dict[str, RuleTally] = field(default_factory=dict)
    there: dict[str, dict[int, int]] = field(default_factory=dict)
    """By what is counted ("filing", "certification", "signature", "302", "906"), its number by year; 0 for no year."""
    severities: dict[Severity, int] = field(default_factory=lambda: dict.fromkeys(Severity, 0))
    """How many findings of each severity."""
    without: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("at all", "to tell"), 0))
    """How many filings have no finding "at all", and how many none "to tell": of severity A to D."""
    lineage: Lineage = field(default_factory=Lineage)

    def add(self, entry: FilingEntry) -> None:
        """Count ENTRY and its findings; a company's filings come newest first."""
        year = entry.dated_on.year if entry.dated_on else 0
        for thing, count in _things(entry):
            _join(self.there.setdefault(thing, {}), {year: count})
        for finding in entry.findings:
            self.severities[finding.severity] += 1
        self.without["at all"] += not entry.findings
        self.without["to tell"] += all(each.severity is Severity.INFORMATION for each in entry.findings)
        self.lineage.add(entry)
        by_code: dict[str, list[Finding]] = {}
        for finding in entry.findings:
            by_code.setdefault(finding.code, []).append(finding)
        for code, findings in by_code.items():
            tally = self.rules.setdefault(code, RuleTally())
            for thing, count in _met_things(findings):
                _join(tally.by_year.setdefault(thing, {}), {year: count})
            home = entry.companies[0]
            tally.companies.setdefault(home, DatedCount()).add(entry.dated_on, entry.dated_on)
            if len(tally.specimens) < SPECIMENS and all(home != other.company for other in tally.specimens):
                tally.specimens.append(_specimen(entry, findings[0]))

    def join(self, other: Tally) -> None:
        """Count what OTHER has counted of other companies."""
        for code, tally in other.rules.items():
            self.rules.setdefault(code, RuleTally()).join(tally)
        _join_by_year(self.there, other.there)
        _join(self.severities, other.severities)
        _join(self.without, other.without)
        self.lineage.join(other.lineage)


def _join(counts: dict[Thing, int], more: Mapping[Thing, int]) -> None:
    for thing, count in more.items():
        counts[thing] = counts.get(thing, 0) + count


def _join_by_year(counts: dict[str, dict[int, int]], more: Mapping[str, Mapping[int, int]]) -> None:
    for thing, by_year in more.items():
        _join(counts.setdefault(thing, {}), by_year)


def _listed(specimen: Specimen) -> tuple[date, str]:
    """Return what orders the filings of specimens in lists."""
    return specimen.on or date.min, specimen.filing


def _things(entry: FilingEntry) -> Iterable[tuple[str, int]]:
    certifications = entry.filing.certifications
    yield "filing", 1
    yield "certification", len(certifications)
    yield "signature", sum(len(certification.signatures) for certification in certifications)
    for section in Section:
        yield section.value, sum(certification.section.value is section for certification in certifications)


def _met_things(findings: Sequence[Finding]) -> Iterable[tuple[str, int]]:
    yield "filing", 1
    yield "certification", len({finding.certification for finding in findings})
    yield "signature", len({(finding.certification, finding.signature) for finding in findings})


def _specimen(entry: FilingEntry, finding: Finding) -> Specimen:
    anchors = {mention.certification: mention.anchor for mention in reversed(entry.mentions)}
    return Specimen(
        filing=entry.address,
        anchor=anchors.get(finding.certification, "") if finding.certification is not None else "",
        company=entry.companies[0],
        company_name=entry.company_name,
        form=entry.form_type.value if entry.form_type else "",
        period=entry.period_of_report.value if entry.period_of_report else "",
        seen=finding.seen,
        expected=finding.expected,
        on=entry.dated_on,
    )
