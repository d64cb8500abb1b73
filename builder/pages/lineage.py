"""How a change of the prescribed words spreads: first appearance, filings, companies and filing agents that have it.

Counted filing by filing. A change is known by its rule, its paragraph and its words without case; words that run
through a text ("Company" for "registrant") are one change in all its paragraphs. A filing agent is inferred where the
accession number's first ten digits are not the registrant's CIK. Many agents and companies with the same words tell
of a shared model text. Refuses to know how it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from builder.entries import FilingEntry
from builder.findings import Deviation, DeviationKind
from builder.pages.deviations import told_deviations

KEPT = 240
"""Characters of a change by which it is known and shown; a longer one is known by its beginning."""

PARTED = "\n"
"""Stands between the paragraph and the words that a change is known by."""

THROUGHOUT = (DeviationKind.NOUN, DeviationKind.REPORT_WORD, DeviationKind.SINGULAR)
"""Kinds that are one change in whichever paragraph they stand."""


@dataclass(slots=True)
class Spread:
    """One change, and where it was met."""

    paragraph: str
    """"" where it runs through the text."""
    expected: str = ""
    """As the first filing has it, `found` too."""
    found: str = ""
    filings: int = 0
    companies: set[str] = field(default_factory=set)
    agents: set[str] = field(default_factory=set)
    first: date | None = None
    first_filing: str = ""
    first_company: str = ""

    def add(self, entry: FilingEntry, agent: str, deviation: Deviation) -> None:
        """Count ENTRY with its DEVIATION, filed by AGENT; "" where the registrant filed it, or none is known."""
        self.filings += 1
        self.companies.update(entry.companies[:1])
        if agent:
            self.agents.add(agent)
        if self._is_after(entry.dated_on, entry.address):
            self.first, self.first_filing, self.first_company = entry.dated_on, entry.address, entry.company_name
            self.expected, self.found = deviation.expected[:KEPT], deviation.found[:KEPT]

    def join(self, other: Spread) -> None:
        """Count what OTHER has counted of other filings."""
        self.filings += other.filings
        self.companies |= other.companies
        self.agents |= other.agents
        if self._is_after(other.first, other.first_filing):
            self.first, self.first_filing, self.first_company = other.first, other.first_filing, other.first_company
            self.expected, self.found = other.expected, other.found

    def _is_after(self, when: date | None, filing: str) -> bool:
        """Return whether the change was met in FILING, listed by the day WHEN, before its first filing so far."""
        first, other = self.first or date.max, when or date.max
        return not self.first_filing or other < first or (other == first and filing > self.first_filing)


@dataclass(slots=True)
class Lineage:
    """All changes by rule."""

    rules: dict[str, dict[str, Spread]] = field(default_factory=dict)
    """By rule and what a change is known by."""

    def add(self, entry: FilingEntry) -> None:
        """Count the changes in ENTRY, each once."""
        agent = filing_agent(entry)
        for rule, key, deviation in _changes(entry):
            paragraph = key.partition(PARTED)[0]
            self.rules.setdefault(rule, {}).setdefault(key, Spread(paragraph)).add(entry, agent, deviation)

    def join(self, other: Lineage) -> None:
        """Count what OTHER has counted of other filings."""
        for rule, changes in other.rules.items():
            known = self.rules.setdefault(rule, {})
            for key, spread in changes.items():
                known.setdefault(key, Spread(spread.paragraph)).join(spread)

    def of(self, rule: str) -> list[Spread]:
        """Return the changes told by RULE, those in most filings first."""
        changes = sorted(self.rules.get(rule, {}).items(), key=lambda item: _widest_first(*item))
        return [spread for _, spread in changes]


def _widest_first(key: str, spread: Spread) -> tuple[object, ...]:
    return -spread.filings, -len(spread.companies), spread.paragraph, spread.expected, spread.found, key


def filing_agent(entry: FilingEntry) -> str:
    """Return the first ten digits of the accession number where they are no registrant's CIK; "" else."""
    header = entry.filing.header
    if header is None or not header.accession_number:
        return ""
    prefix = header.accession_number[:10]
    return "" if any(each.cik == prefix for each in header.registrants) else prefix


def _changes(entry: FilingEntry) -> Iterator[tuple[str, str, Deviation]]:
    """Yield each change of ENTRY once: its rule, what it is known by, and the deviation."""
    told: set[tuple[str, str]] = set()
    for number in range(len(entry.examinations)):
        for each in told_deviations(entry, number):
            paragraph = "" if each.kind in THROUGHOUT else each.paragraph
            key = PARTED.join((paragraph, _known_by(each.expected, each.kind), _known_by(each.found, each.kind)))
            if (each.rule, key) not in told:
                told.add((each.rule, key))
                yield each.rule, key, each


def _known_by(words: str, kind: DeviationKind) -> str:
    plain = words[:KEPT].casefold().replace("’", "'").strip(' ,;:.()"“”')
    return plain.removesuffix("'s") if kind is DeviationKind.NOUN else plain
