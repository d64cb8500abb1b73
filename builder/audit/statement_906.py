"""The words of section 906 certifications that are worth telling, though no text is prescribed for them.

Which section of the Exchange Act is cited, whether the statement is made to somebody's knowledge, whether
it says that a signed original is retained. Phrases stand in `wording/phrases_906.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from builder.audit.case import Case, Seen, read_passage, read_remainder
from builder.findings import Severity
from builder.records import Section
from builder.wording.tables import load_table

LISTED = ("001-", "000-", "0-", "1-")
"""File numbers of companies that report under section 13(a)."""

OFFERED = ("333-", "033-", "33-", "002-", "2-")
"""File numbers of companies that report under section 15(d) alone."""


def cites_one_section(case: Case) -> Iterator[Seen]:
    """Yield the certifications that cite only one of sections 13(a) and 15(d)."""
    phrases = load_table("phrases_906")
    for place, certification in case.certifications(Section.S906):
        passage = read_passage(case, certification)
        first = phrases["section_13a"].pattern.search(passage.words)
        second = phrases["section_15d"].pattern.search(passage.words)
        cited = first or second
        if cited is None or (first and second):
            continue
        severity, confidence = _fits(case, by_13a=first is not None)
        spans = passage.spans(cited.start(), cited.end())
        expected = "section 13(a) or 15(d), whichever the company reports under"
        yield Seen(expected, cited.group(), spans, place, None, confidence, severity)


def to_knowledge(case: Case) -> Iterator[Seen]:
    """Yield the certifications that are made to the officer's knowledge."""
    yield from _phrase(case, "knowledge", "no qualifier in the statute")


def legend(case: Case) -> Iterator[Seen]:
    """Yield the certifications that speak of a signed original which is retained, in the long or the short form."""
    phrases = load_table("phrases_906")
    for place, certification in case.certifications(Section.S906):
        passages = read_passage(case, certification), read_remainder(case, certification)
        for name, passage in product(("legend_long", "legend_short"), passages):
            found = phrases[name].pattern.search(passage.words)
            if found:
                form = name.removeprefix("legend_")
                spans = passage.spans(found.start(), found.end())
                yield Seen("asked for by no rule in force", f"the {form} form", spans, place, None, 1.0)
                break


def _phrase(case: Case, name: str, expected: str) -> Iterator[Seen]:
    pattern = load_table("phrases_906")[name].pattern
    for place, certification in case.certifications(Section.S906):
        passage = read_passage(case, certification)
        found = pattern.search(passage.words)
        if found:
            yield Seen(expected, found.group(), passage.spans(found.start(), found.end()), place)


def _fits(case: Case, *, by_13a: bool) -> tuple[Severity, float]:
    """Return how much it matters that only one section is cited: less where the file number agrees, or is unknown."""
    header = case.filing.header
    numbers = [each.file_number for each in header.registrants if each.file_number] if header else []
    if not numbers:
        return Severity.D, 0.5
    listed = any(number.startswith(LISTED) for number in numbers)
    offered_only = all(number.startswith(OFFERED) for number in numbers)
    contradicts = offered_only if by_13a else listed
    return (Severity.C, 0.7) if contradicts else (Severity.D, 0.9)
