"""A paragraph of a certification as it stands, with what differs from the prescribed words marked in place.

`set_out(text, standing, deviations)` gives the paragraph's own words in pieces: "same", "gone" for prescribed words
that were not found there, "added" for words that stand instead of them or besides. Refuses to know rules and pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from builder.entries import FilingEntry
from builder.findings import Deviation, DeviationKind, ParagraphStanding
from builder.records import Span, Text

LONGEST = 4000
"""Characters; what reaches over more is not one paragraph and is not set out."""

MOST_ADDED = 60
"""Words of one addition that are shown; of a longer one its beginning and its end."""

CLOSING = frozenset(").,;:’”\"'")
"""Punctuation that belongs to the word before it."""

ENDING = 8
"""Words shown of the end of a long addition."""


class Piece(msgspec.Struct, frozen=True):
    """Words that stand as prescribed ("same"), prescribed ones not found ("gone"), or others ("added")."""

    kind: str
    words: str
    space: bool
    """Whether a space parts it from the words before."""
    note: int | None = None
    """Which deviation ends with it."""


class _Place(msgspec.Struct, frozen=True):
    """A deviation's place in the characters; of an omission both ends are one."""

    start: int
    end: int
    number: int


def told_deviations(entry: FilingEntry, number: int) -> tuple[Deviation, ...]:
    """Return the deviations of certification NUMBER that a finding tells.

    Another word for the registrant may be right for the form: then no rule speaks of it, and it is not marked.
    """
    examined = entry.examinations[number] if number < len(entry.examinations) else None
    if examined is None or examined.comparison is None:
        return ()
    codes = tuple(finding.code for finding in entry.findings if finding.certification == number)
    return tuple(
        each
        for each in examined.comparison.deviations
        if each.kind is not DeviationKind.NOUN or any(code.startswith(each.rule) for code in codes)
    )


def set_out(text: Text, standing: ParagraphStanding, deviations: Sequence[Deviation]) -> tuple[Piece, ...]:
    """Return the paragraph of STANDING in TEXT with DEVIATIONS in place; nothing where its words cannot be told."""
    reach = _reach(text, standing.spans)
    places = sorted(_places(text, deviations), key=lambda each: (each.start, each.end, each.number))
    if reach is None or len(places) < len(deviations):
        return ()
    changed = [each for each in places if each.end > each.start]
    start = min([reach[0], *(each.start for each in changed)])
    end = max([reach[1], *(each.end for each in changed)])
    if end - start > LONGEST:
        return ()
    while end < len(text.characters) and text.characters[end] in CLOSING:
        end += 1
    return tuple(_pieces(text.characters, start, end, places, deviations))


def shorten(words: str) -> str:
    """Return WORDS in one line, the middle of a long addition left out and counted."""
    parts = words.split()
    if len(parts) <= MOST_ADDED:
        return " ".join(parts)
    left_out = len(parts) - MOST_ADDED
    return f"{' '.join(parts[: MOST_ADDED - ENDING])} … ({left_out:,} words not shown) … {' '.join(parts[-ENDING:])}"


def _reach(text: Text, spans: Sequence[Span]) -> tuple[int, int] | None:
    """Return the first character shown for SPANS and the one after the last; None where none is."""
    found = [piece for span in spans for piece in text.ranges(span)]
    return (min(start for start, _ in found), max(end for _, end in found)) if found else None


def _places(text: Text, deviations: Sequence[Deviation]) -> Iterator[_Place]:
    for number, deviation in enumerate(deviations):
        reach = _reach(text, deviation.spans)
        if reach:
            yield _Place(reach[0], reach[1] if deviation.found else reach[0], number)


def _pieces(
    characters: str, start: int, end: int, places: Sequence[_Place], deviations: Sequence[Deviation]
) -> Iterator[Piece]:
    at, apart = start, False
    for place in places:
        begin, stop = min(max(at, place.start), end), min(max(at, place.end), end)
        if begin > at:
            yield Piece("same", _joined(characters[at:begin]), apart or _parted(characters, at, start))
        apart = begin > start and (begin == end or apart or characters[begin - 1].isspace())
        deviation = deviations[place.number]
        if deviation.expected:
            yield Piece("gone", deviation.expected, apart, None if deviation.found else place.number)
            apart = True
        if deviation.found:
            yield Piece("added", shorten(characters[begin:stop]), apart, place.number)
            apart = False
        at = stop
    if end > at:
        yield Piece("same", _joined(characters[at:end]), apart or _parted(characters, at, start))


def _parted(characters: str, at: int, start: int) -> bool:
    """Return whether a space stands at AT, or right before it."""
    return at > start and (characters[at].isspace() or characters[at - 1].isspace())


def _joined(words: str) -> str:
    return " ".join(words.split())
