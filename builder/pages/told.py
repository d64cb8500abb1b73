"""Findings as a page tells them: what the rule looks for, what stands there, what was expected, and where.

The wording accuses nobody: "differs from", "not found". A rule's sentence and source come with it; without them its
code is shown. Refuses to know how a finding was made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.findings import Finding, RuleText, Severity
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


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding as a page tells it."""

    severity: str
    severity_words: str
    sentence: str
    seen: str
    expected: str
    source: str
    code: Link
    """Its page, where there is one."""
    confidence: str
    places: tuple[Link, ...]


def tell_findings(shown: ShownFiling, rules: Mapping[str, RuleText]) -> Iterator[FindingLine]:
    """Yield the findings of a filing, gravest first."""
    order = list(Severity)
    numbered = sorted(enumerate(shown.entry.findings), key=lambda pair: order.index(pair[1].severity))
    for index, finding in numbered:
        rule = rules.get(finding.code)
        yield FindingLine(
            severity=finding.severity.value,
            severity_words=SEVERITY_WORDS[finding.severity],
            sentence=rule.sentence if rule else rule_words(finding.code),
            seen=finding.seen,
            expected=finding.expected,
            source=rule.source if rule else "",
            code=Link(finding.code, way(shown.entry.address, rule_address(finding.code)) if rule else ""),
            confidence=f"{finding.confidence:.2f}",
            places=tuple(_places(shown, index, finding)),
        )


def rule_words(code: str) -> str:
    """Return a code in words: "name_not_read" is "Name not read"; a rule's id stays as it is."""
    return f"{sentence(code.replace('_', ' '))}." if code.islower() else code


def count_findings(findings: Sequence[Finding]) -> str:
    """Return "1 notable, 2 for information"."""
    counts = {severity: sum(f.severity is severity for f in findings) for severity in Severity}
    return ", ".join(f"{number(count)} {SEVERITY_COUNTS[severity]}" for severity, count in counts.items() if count)


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
