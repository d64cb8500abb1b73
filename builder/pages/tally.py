"""How often each rule was met, by year and company, and where: counted as filings stream by, a few specimens kept.

A finding is counted once for each thing that its rule is about: a filing, a certification, a signature. So a share can
be told of how many there were. Refuses to know how shares are shown (see findings.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from builder.entries import FilingEntry
from builder.findings import Finding, Severity
from builder.pages.lineage import Lineage
from builder.records import Section

SPECIMENS = 5
"""Places shown for each rule, each of another company."""


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


@dataclass(slots=True)
class Met:
    """How often one rule was met at one company."""

    filings: int = 0
    first: date | None = None
    last: date | None = None

    def add(self, when: date | None) -> None:
        """Count a filing listed by the day WHEN."""
        self.filings += 1
        if when:
            self.first = min(self.first or when, when)
            self.last = max(self.last or when, when)


@dataclass(slots=True)
class RuleTally:
    """How often one rule was met."""

    by_year: dict[str, Counter[int]] = field(default_factory=dict)
    """By what is counted ("filing", "certification", "signature"), how many by year; 0 for no year."""
    companies: dict[str, Met] = field(default_factory=dict)
    specimens: list[Specimen] = field(default_factory=list)


@dataclass(slots=True)
class Tally:
    """All rules, and how many things there were that they could be met in."""

    rules: dict[str, RuleTally] = field(default_factory=dict)
    there: dict[str, Counter[int]] = field(default_factory=dict)
    """By what is counted ("filing", "certification", "signature", "302", "906"), its number by year; 0 for no year."""
    severities: Counter[Severity] = field(default_factory=Counter)
    """How many findings of each severity."""
    without: Counter[str] = field(default_factory=Counter)
    """How many filings have no finding "at all", and how many none "to tell": of severity A to D."""
    lineage: Lineage = field(default_factory=Lineage)

    def add(self, entry: FilingEntry) -> None:
        """Count ENTRY and its findings."""
        year = entry.dated_on.year if entry.dated_on else 0
        for thing, count in _things(entry):
            self.there.setdefault(thing, Counter())[year] += count
        self.severities.update(finding.severity for finding in entry.findings)
        self.without["at all"] += not entry.findings
        self.without["to tell"] += all(each.severity is Severity.INFORMATION for each in entry.findings)
        self.lineage.add(entry)
        by_code: dict[str, list[Finding]] = {}
        for finding in entry.findings:
            by_code.setdefault(finding.code, []).append(finding)
        for code, findings in by_code.items():
            tally = self.rules.setdefault(code, RuleTally())
            for thing, count in _met_things(findings):
                tally.by_year.setdefault(thing, Counter())[year] += count
            home = entry.companies[0] if entry.companies else ""
            tally.companies.setdefault(home, Met()).add(entry.dated_on)
            if len(tally.specimens) < SPECIMENS and all(home != other.company for other in tally.specimens):
                tally.specimens.append(_specimen(entry, findings[0]))


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
        company=entry.companies[0] if entry.companies else "",
        company_name=entry.company_name,
        form=entry.form_type.value if entry.form_type else "",
        period=entry.period_of_report.value if entry.period_of_report else "",
        seen=finding.seen,
        expected=finding.expected,
    )
