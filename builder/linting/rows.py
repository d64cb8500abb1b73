"""What the check tells, for programs: one JSON line a finding.

    {"file":"draft-ex311.htm","line":14,"column":52,"byte_start":3371,"byte_end":3382,"severity":"C","rule":"T302-TYPO",...}

The keys are stable: new ones may be added, none is renamed or changes its meaning.
"""

from __future__ import annotations

from dataclasses import dataclass

from builder.findings import RuleText
from builder.linting.checked import Told
from builder.linting.sources import address_of
from builder.records import Filing


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding; None where a key says nothing of it."""

    file: str
    """The path as it was given."""
    document: int | None
    """Which document of a submission or folder, from 1."""
    document_type: str | None
    """As declared in its own head: "EX-31.1"."""
    certification: int | None
    """Which certification of the source, from 1."""
    signature: int | None
    """Which signature of that certification, from 1."""
    section: str | None
    place: str
    """What line and column are the place of: "words", "signature", "certification", "file"."""
    line: int | None
    """Line of the shown text, from 1, as the archive's pages number it; `line` to `end_column` are None for a file."""
    column: int | None
    """Character of that line, from 1."""
    end_line: int | None
    end_column: int | None
    """Behind the last character."""
    byte_start: int | None
    """Offset of the first byte in the raw file."""
    byte_end: int | None
    """Offset after the last byte of the first run."""
    spans: tuple[tuple[int, int], ...]
    """All runs of bytes, in reading order."""
    severity: str
    rule: str
    name: str
    sentence: str
    expected: str
    seen: str
    confidence: float
    source: str
    address: str | None
    """Where the source can be read."""
    not_meant: str


def finding_row(told: Told, rule: RuleText, filing: Filing | None) -> FindingRow:
    """Return the row of one finding of RULE in FILING."""
    finding, place = told.finding, told.place
    certification = None
    if filing and finding.certification is not None:
        certification = filing.certifications[finding.certification]
    spans = tuple((each.start, each.end) for each in place.regions)
    return FindingRow(
        file=place.file,
        document=place.document,
        document_type=filing.documents[place.document - 1].type if filing and place.document else None,
        certification=None if finding.certification is None else finding.certification + 1,
        signature=None if finding.signature is None else finding.signature + 1,
        section=certification.section.value.value if certification else None,
        place=place.anchor.value,
        line=place.line,
        column=place.column,
        end_line=place.end_line,
        end_column=place.end_column,
        byte_start=spans[0][0] if spans else None,
        byte_end=spans[0][1] if spans else None,
        spans=spans,
        severity=finding.severity.value,
        rule=finding.code,
        name=rule.name,
        sentence=rule.sentence,
        expected=finding.expected,
        seen=finding.seen,
        confidence=finding.confidence,
        source=rule.source,
        address=address_of(rule.source),
        not_meant=rule.not_meant,
    )
