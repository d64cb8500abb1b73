"""How a change of the prescribed words spreads: first appearance, filings, companies and filing agents that have it.

Counted as filings stream by. A change is known by its rule, its paragraph and its words without case; words that run
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

KEPT = 240
"""Characters of a change by which it is known and shown; a longer one is known by its beginning."""

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
        when = entry.dated_on
        if not self.first_filing or (when and (self.first is None or when < self.first)):
            self.first, self.first_filing, self.first_company = when, entry.address, entry.company_name
            self.expected, self.found = deviation.expected[:KEPT], deviation.found[:KEPT]


@dataclass(slots=True)
class Lineage:
    """All changes by rule."""

    rules: dict[str, dict[tuple[str, str, str], Spread]] = field(default_factory=dict)

    def add(self, entry: FilingEntry) -> None:
        """Count the changes in ENTRY, each once."""
        agent = filing_agent(entry)
        for rule, key, deviation in _changes(entry):
            self.rules.setdefault(rule, {}).setdefault(key, Spread(key[0])).add(entry, agent, deviation)

    def of(self, rule: str) -> list[Spread]:
        """Return the changes told by RULE, those in most filings first."""
        return sorted(
            self.rules.get(rule, {}).values(),
            key=lambda each: (-each.filings, -len(each.companies), each.paragraph, each.expected, each.found),
        )


def filing_agent(entry: FilingEntry) -> str:
    """Return the first ten digits of the accession number where they are no registrant's CIK; "" else."""
    header = entry.filing.header
    if header is None or not header.accession_number:
        return ""
    prefix = header.accession_number[:10]
    return "" if any(each.cik == prefix for each in header.registrants) else prefix


def _changes(entry: FilingEntry) -> Iterator[tuple[str, tuple[str, str, str], Deviation]]:
    """Yield each change of ENTRY once: its rule, what it is known by, and the deviation."""
    told: set[tuple[str, tuple[str, str, str]]] = set()
    for examined in entry.examinations:
        for each in examined.comparison.deviations if examined.comparison else ():
            paragraph = "" if each.kind in THROUGHOUT else each.paragraph
            key = paragraph, _known_by(each.expected, each.kind), _known_by(each.found, each.kind)
            if (each.rule, key) not in told:
                told.add((each.rule, key))
                yield each.rule, key, each


def _known_by(words: str, kind: DeviationKind) -> str:
    plain = words[:KEPT].casefold().replace("’", "'").strip(' ,;:.()"“”')
    return plain.removesuffix("'s") if kind is DeviationKind.NOUN else plain
