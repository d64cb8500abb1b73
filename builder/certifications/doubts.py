"""Findings about our own reading: what was left out, what is in doubt, what was there and could not be read.

"June 31, 2003" beside a signature is no date: the field stays empty and a finding says so, for unread is not absent.
Refuses to judge the certification itself: that is the audit's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from builder.certifications.blocks import Block
from builder.certifications.cuts import Kind
from builder.certifications.dates import read_date
from builder.certifications.passage import stated_words
from builder.certifications.statements import LookAlike
from builder.findings import Finding, Severity
from builder.records import Certification, Section, Signature, Stated, Text

Value: TypeAlias = Stated[Section] | Stated[str] | Stated[date]


def left_out(text: Text, look_alike: LookAlike, path: str) -> Finding:
    """Return the finding that LOOK_ALIKE was recognised and left out."""
    start, end = look_alike.start, look_alike.end
    seen = f"{look_alike.entry.means}: {' '.join(text.characters[start:end].split())}"
    expected = "a certification under section 302 or 906"
    return Finding("look_alike", Severity.INFORMATION, path, text.spans(start, end), expected, seen, 0.9)


def overfull(text: Text, path: str) -> Finding:
    """Return the finding that TEXT holds so many statements that none was read."""
    whole = text.spans(0, len(text.characters))
    seen = f"certifying words without end in {len(text.characters):,} characters"
    return Finding("document_not_read", Severity.INFORMATION, path, whole, "the statements of one filing", seen, 1.0)


def unread_dates(block: Block) -> Iterator[Stated[str]]:
    """Yield the words of BLOCK that are set like a date and are in no calendar."""
    for piece in block.pieces:
        if piece.kind is Kind.DATE:
            read = read_date(piece.passage.words, piece.start, piece.end)
            if read is None or read.value is None:
                yield stated_words(piece.passage, piece.start, piece.end, piece.entry)


def doubts_of(certification: Certification, unread: tuple[Stated[str], ...], path: str) -> Iterator[Finding]:
    """Yield a finding for each value in doubt, for each of the UNREAD dates, and for signatures that are missing."""
    for value in _values(certification):
        if value.doubt:
            seen = value.as_printed
            yield Finding("doubtful_value", Severity.INFORMATION, path, value.spans, value.doubt, seen, 0.6)
    for words in unread:
        expected = "a day that a calendar has"
        yield Finding("date_not_read", Severity.INFORMATION, path, words.spans, expected, words.value, 0.9)
    if not certification.signatures:
        spans, expected = certification.whole, "a signature block"
        yield Finding("no_signature_block", Severity.INFORMATION, path, spans, expected, "none", 0.8)


def _values(certification: Certification) -> Iterator[Value]:
    """Yield the values of CERTIFICATION that a doubt may be about."""
    single = (
        certification.section,
        certification.registrant,
        certification.form_type,
        certification.period_of_report,
    )
    yield from (value for value in single if value)
    for signature in certification.signatures:
        yield from _signature_values(signature)


def _signature_values(signature: Signature) -> Iterator[Value]:
    single = (signature.mark, signature.conformed_name, signature.name_as_printed, signature.signed_on)
    yield from (value for value in single if value)
