"""The case before the audit: one filing, and what a rule says of it.

A rule is a row: its id, what it looks for in a plain sentence, how much it matters, where that is written,
what keeps it from speaking, and the function that looks. A rule speaks only where all it needs was read
without doubt; where an input is missing the answer is "unknown", and nothing is said.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from builder.findings import Severity
from builder.records import Certification, Filing, Section, Signature, Span, Stated, Text

Value = TypeVar("Value")

LONGEST_LEGEND = 2000
"""How many characters after a certification's last signature are looked through for its legend."""


@dataclass(frozen=True, slots=True)
class Case:
    """One filing, with a way to its documents' text."""

    filing: Filing
    text_of: Callable[[int], Text]

    def certifications(self, section: Section | None = None) -> Iterator[tuple[int, Certification]]:
        """Yield the certifications under SECTION, with their places."""
        for place, each in enumerate(self.filing.certifications):
            if section is None or each.section.value is section:
                yield place, each

    def signatures(self, section: Section | None = None) -> Iterator[tuple[int, int, Certification, Signature]]:
        """Yield the signatures under SECTION, with the places of certification and signature."""
        for place, certification in self.certifications(section):
            for number, signature in enumerate(certification.signatures):
                yield place, number, certification, signature


@dataclass(frozen=True, slots=True)
class Seen:
    """What a rule saw at one place."""

    expected: str
    seen: str
    spans: tuple[Span, ...] = ()
    certification: int | None = None
    signature: int | None = None
    confidence: float = 0.9
    severity: Severity | None = None
    """Instead of the rule's own, where the rule tells cases apart."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table of rules."""

    id: str
    sentence: str
    """What it looks for, in words that accuse nobody."""
    severity: Severity
    source: str
    guard: str
    """What keeps it from speaking."""
    check: Callable[[Case], Iterator[Seen]]
    severity_906: Severity | None = None
    """Under section 906, where that differs."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of one certification, white space folded to single spaces, with the way back to the bytes."""

    words: str
    folded: tuple[int, ...]
    """Where each word begins in `words`."""
    shown: tuple[int, ...]
    """Where it begins in the document's text."""
    text: Text

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the bytes behind the words START to END."""
        return self.text.spans(self._place(start), self._place(max(start, end - 1)) + 1)

    def _place(self, offset: int) -> int:
        word = max(0, bisect_right(self.folded, offset) - 1)
        return self.shown[word] + offset - self.folded[word]


def read_passage(case: Case, certification: Certification) -> Passage:
    """Return the words of CERTIFICATION as they stand in its document."""
    text = case.text_of(certification.document)
    return _passage(text, [piece for span in certification.whole for piece in text.ranges(span)])


def read_remainder(case: Case, certification: Certification) -> Passage:
    """Return the words that follow CERTIFICATION, up to the next one in its document: its legend, if it has one."""
    text = case.text_of(certification.document)
    pieces = [piece for span in certification.whole for piece in text.ranges(span)]
    after = max((end for _, end in pieces), default=len(text.characters))
    others = [each for _, each in case.certifications() if each.document == certification.document]
    begins = [start for each in others for start, _ in text.ranges(each.whole[0])[:1] if start >= after]
    end = min([*begins, after + LONGEST_LEGEND, len(text.characters)])
    return _passage(text, [(after, end)])


def _passage(text: Text, pieces: list[tuple[int, int]]) -> Passage:
    parts: list[str] = []
    folded: list[int] = []
    shown: list[int] = []
    length = 0
    for start, end in pieces:
        for word, place in _words(text.characters, start, end):
            parts.append(word)
            folded.append(length)
            shown.append(place)
            length += len(word) + 1
    return Passage(" ".join(parts), tuple(folded), tuple(shown), text)


def sure(stated: Stated[Value] | None) -> Value | None:
    """Return the value of STATED where it was read without doubt."""
    return stated.value if stated and stated.doubt is None else None


def _words(characters: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    place = start
    for word in characters[start:end].split():
        place = characters.index(word, place, end)
        yield word, place
        place += len(word)
