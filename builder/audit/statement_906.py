"""The words of section 906 certifications, for which elements are asked and no text is prescribed.

The report that it names, "fully complies", "fairly presents": 18 U.S.C. 1350(b). Which section of the Exchange Act is
cited, a knowledge qualifier, a legend are told as practice. Phrases stand in `wording/phrases_906.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from builder.audit.case import Answer, Case, Certified, Seen, Unknown
from builder.findings import Severity
from builder.records import Section
from builder.wording.tables import load_table

LISTED = ("001-", "000-", "0-", "1-")
"""File numbers of companies that report under section 13(a)."""

OFFERED = ("333-", "033-", "33-", "002-", "2-")
"""File numbers of companies that report under section 15(d) alone."""

COMPLIES = "complies with the requirements of section 13"
PRESENTS = "fairly presents, in all material respects, the financial condition and results of operations"
NOT_REQUIRED = ("plan_annual", "current")
"""Families of forms to which section 906 does not apply: their statements speak of a plan's assets, not of results."""
NEAR = 80.0
"""A phrase is there when its words are at least so alike (0 to 100)."""
CLAUSES = 6000
"""Characters in which a 906 statement says what it says."""


def not_complying(case: Case) -> Iterator[Answer]:
    """Yield the certifications that do not say that the report fully complies."""
    for each in _required(case):
        words = _clauses(each)
        if each.cut or not _statement_read(words):
            yield Unknown("the statement's clauses were not read to their end", each.place)
        elif fuzz.partial_ratio(COMPLIES, words) < NEAR:
            expected = "fully complies with the requirements of section 13(a) or 15(d)"
            yield Seen(expected, "not found in this certification", (), each.place, None, 0.85)


def not_presenting(case: Case) -> Iterator[Answer]:
    """Yield the certifications that do not say that the information is fairly presented."""
    for each in _required(case):
        words = _clauses(each)
        if each.cut or not _statement_read(words):
            yield Unknown("the statement's clauses were not read to their end", each.place)
        elif not _presents(words):
            yield Seen(PRESENTS, "not found in this certification", (), each.place, None, 0.85)


def partly_complying(case: Case) -> Iterator[Answer]:
    """Yield the certifications in which the report complies otherwise than fully."""
    phrases = load_table("phrases_906")
    for each in case.statements(Section.S906):
        found = each.passage.search(phrases["complies_except"], CLAUSES)
        if found is None and not each.passage.search(phrases["fully_complies"], CLAUSES):
            found = each.passage.search(phrases["complies"], CLAUSES)
        if found:
            yield Seen("fully complies", found.group(), each.passage.spans(*found.span()), each.place)


def wrong_act(case: Case) -> Iterator[Answer]:
    """Yield the certifications that cite an act or a section of the code by another name or number."""
    yield from _phrase(case, "wrong_act", "Securities Exchange Act of 1934; 18 U.S.C. 1350")


def report_unnamed(case: Case) -> Iterator[Answer]:
    """Yield the certifications that name neither the form nor the period of the report."""
    for each in case.statements(Section.S906):
        if each.certification.form_type is None and each.certification.period_of_report is None:
            attached = each.passage.search(load_table("phrases_906")["attached_report"], CLAUSES)
            severity = Severity.D if attached else Severity.C
            yield Seen("the report by form or period", "neither was found", (), each.place, None, 0.8, severity)


def cites_one_section(case: Case) -> Iterator[Answer]:
    """Yield the certifications that cite only one of sections 13(a) and 15(d)."""
    phrases = load_table("phrases_906")
    for each in case.statements(Section.S906):
        first = each.passage.search(phrases["section_13a"])
        second = each.passage.search(phrases["section_15d"])
        cited = first or second
        if cited is None or (first and second):
            continue
        severity, confidence = _fits(case, by_13a=first is not None)
        spans = each.passage.spans(cited.start(), cited.end())
        expected = "section 13(a) or 15(d), whichever the company reports under"
        yield Seen(expected, cited.group(), spans, each.place, None, confidence, severity)


def to_knowledge(case: Case) -> Iterator[Answer]:
    """Yield the certifications that are made to the officer's knowledge."""
    yield from _phrase(case, "knowledge", "no qualifier in the statute")


def legend(case: Case) -> Iterator[Answer]:
    """Yield the certifications that speak of a signed original which is retained, in the long or the short form."""
    phrases = load_table("phrases_906")
    for each in case.statements(Section.S906):
        for name in ("legend_long", "legend_short"):
            found = each.passage.search(phrases[name])
            if found:
                form = name.removeprefix("legend_")
                spans = each.passage.spans(*found.span())
                yield Seen("asked for by no rule in force", f"the {form} form", spans, each.place, None, 1.0)
                break


def furnished(case: Case) -> Iterator[Answer]:
    """Yield the certifications that say that they are furnished and not filed."""
    yield from _phrase(case, "furnished", "asked for by no rule")


def joint(case: Case) -> Iterator[Answer]:
    """Yield the certifications that several officers sign together."""
    for each in case.statements(Section.S906):
        signers = len(each.certification.signatures)
        if signers > 1:
            yield Seen("one certification or several", f"signed by {signers} officers", (), each.place)


def not_required(case: Case) -> Iterator[Answer]:
    """Yield the certifications in forms to which section 906 does not apply."""
    if case.family and case.family.name in NOT_REQUIRED:
        for each in case.statements(Section.S906):
            yield Seen("none for this form", f"section 906 in Form {case.asked.form_type}", (), each.place)


def _required(case: Case) -> Iterator[Certified]:
    """Yield the 906 certifications, none in forms to which the section does not apply."""
    if case.family is None or case.family.name not in NOT_REQUIRED:
        yield from case.statements(Section.S906)


def _clauses(each: Certified) -> str:
    return each.passage.folded[:CLAUSES]


def _statement_read(words: str) -> bool:
    """Return whether any clause was read: transcripts that lose a list's items lose both, and no officer did."""
    return "compl" in words or "present" in words


def _presents(words: str) -> bool:
    if "present" not in words:
        return False
    return fuzz.partial_ratio(PRESENTS, words) >= NEAR or (
        "material respects" in words and "financial condition" in words and "fair" in words
    )


def _phrase(case: Case, name: str, expected: str) -> Iterator[Answer]:
    entry = load_table("phrases_906")[name]
    for each in case.statements(Section.S906):
        found = each.passage.search(entry)
        if found:
            yield Seen(expected, found.group(), each.passage.spans(*found.span()), each.place)


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
