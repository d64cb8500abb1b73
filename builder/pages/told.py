"""Findings as a page tells them: what the rule looks for, what stands there, what was expected, and where.

Findings of one rule are told together, gravest first: its name and sentence once, then each place. The wording accuses
nobody: "differs from", "not found". A rule's sentence and source come with it; without them its code is shown. Refuses
to know how a finding was made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from builder.findings import Finding, RuleText, Severity
from builder.pages.deviations import shorten
from builder.pages.findings import rule_address
from builder.pages.shown import ShownFiling, finding_name
from builder.pages.views import SEVERITY_WORDS, Link, number, sentence, way

SEVERITY_COUNTS = {
    Severity.A: "to correct with the report",
    Severity.B: "to correct",
    Severity.C: "differing from the prescribed text",
    Severity.D: "notable",
    Severity.INFORMATION: "for information",
}


class FindingPlace(msgspec.Struct, frozen=True):
    """What was seen and what expected, with each place where that was so."""

    seen: str
    expected: str
    places: tuple[Link, ...]


class FindingLine(msgspec.Struct, frozen=True):
    """The findings of one rule as a page tells them."""

    severity: str
    severity_words: str
    name: Link
    """The rule's name with its page, where there is one; else the code in words."""
    sentence: str
    not_meant: str
    source: str
    code: str
    confidence: str
    found: tuple[FindingPlace, ...]
    compared: bool
    """Whether the comparison with the prescribed text shows the words themselves."""


def tell_findings(shown: ShownFiling, rules: Mapping[str, RuleText], *, compared: bool) -> Iterator[FindingLine]:
    """Yield the findings of a filing by rule, gravest first; COMPARED says that deviations are set out elsewhere."""
    order = list(Severity)
    together: dict[tuple[Severity, str], list[int]] = {}
    for index, finding in enumerate(shown.entry.findings):
        together.setdefault((finding.severity, finding.code), []).append(index)
    deviating = _deviating(shown) if compared else frozenset()
    for (severity, code), indices in sorted(together.items(), key=lambda item: order.index(item[0][0])):
        rule = rules.get(code)
        own = [shown.entry.findings[index] for index in indices]
        set_out = all((finding.certification, code) in deviating for finding in own)
        yield FindingLine(
            severity=severity.value,
            severity_words=SEVERITY_WORDS[severity],
            name=_name(shown, code, rule),
            sentence=rule.sentence if rule else "",
            not_meant=rule.not_meant if rule else "",
            source=rule.source if rule else "",
            code=code,
            confidence=_confidence(own),
            found=() if set_out else tuple(_found(shown, indices)),
            compared=set_out,
        )


def rule_words(code: str) -> str:
    """Return a code in words: "name_not_read" is "Name not read"; a rule's id stays as it is."""
    return f"{sentence(code.replace('_', ' '))}." if code.islower() else code


def count_findings(findings: Sequence[Finding]) -> str:
    """Return "1 notable, 2 for information"."""
    counts = {severity: sum(f.severity is severity for f in findings) for severity in Severity}
    return ", ".join(f"{number(count)} {SEVERITY_COUNTS[severity]}" for severity, count in counts.items() if count)


def _deviating(shown: ShownFiling) -> frozenset[tuple[int | None, str]]:
    """Return (certification, rule) of every deviation that the comparison sets out."""
    return frozenset(
        (index, deviation.rule)
        for index, examined in enumerate(shown.entry.examinations)
        if examined.comparison
        for deviation in examined.comparison.deviations
    )


def _name(shown: ShownFiling, code: str, rule: RuleText | None) -> Link:
    if rule is None:
        return Link(rule_words(code).rstrip("."), "")
    return Link(rule.name or code, way(shown.entry.address, rule_address(code)))


def _confidence(own: Sequence[Finding]) -> str:
    low, high = min(finding.confidence for finding in own), max(finding.confidence for finding in own)
    return f"{low:.2f}" if low == high else f"{low:.2f} to {high:.2f}"


def _found(shown: ShownFiling, indices: Sequence[int]) -> Iterator[FindingPlace]:
    """Yield what was seen, with all places where the same was."""
    same: dict[tuple[str, str], list[Link]] = {}
    for index in indices:
        finding = shown.entry.findings[index]
        same.setdefault((finding.seen, finding.expected), []).extend(_places(shown, index, finding))
    for (seen, expected), places in same.items():
        yield FindingPlace(shorten(seen), shorten(expected), tuple(dict.fromkeys(places)))


def _places(shown: ShownFiling, index: int, finding: Finding) -> Iterator[Link]:
    """Yield where a finding can be seen: the line that its words begin in, else its document."""
    if finding.certification is None or finding.certification >= len(shown.exhibits):
        return
    exhibit = shown.exhibits[finding.certification]
    document = shown.certifications[finding.certification].document
    place = shown.place(finding_name(index), document)
    if place:
        yield Link(f"{exhibit}, line {number(place.line)}", f"#{place.anchor}")
    else:
        yield Link(exhibit, f"#text-{document + 1}")
