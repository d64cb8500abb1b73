"""The words of two certifications laid beside each other, names, dates, forms and periods left aside.

`Statement(certification, text)` is what an officer subscribes, up to the signature; of two of them `compare_statements`
gives what stands in the later one alone and in the earlier one alone, in short pieces with a little of what is around.
Most say the same, which a key of each tells without looking at single words. Bounded in length; refuses to know which
certifications belong together (see history.py).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property, lru_cache
from itertools import accumulate

import msgspec
from rapidfuzz.distance import Indel

from builder.records import Certification, Signature, Stated, Text

LONGEST = 4000
"""Words; a longer statement is a misread one and is not compared."""

AROUND = 7
"""Words shown before and after each difference."""

STRAY = 2
"""Fewer equal words than this between two differences belong to them."""

REWRITTEN_UNDER = 0.6
"""Below this share of equal words the two are told apart in a sentence, not word by word."""

MOST_PLACES = 40
"""More differences than this are not set out."""

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"

OPENING = re.compile(
    r"\bI,\s|\bI\s{1,4}(?:hereby\s{1,4})?certify\b|\bWe,\s|\bIn\s{1,4}connection\s{1,4}with\b"
    r"|\b(?:[Ee]ach\s{1,4}of\s{1,4})?[Tt]he\s{1,4}undersigned\b|\bSolely\s{1,4}for\b|\bTo\s{1,4}my\s{1,4}knowledge\b"
)
"""How statements begin, after their headings; looked for in the first half."""

PASSING = re.compile(
    rf"\b(?:{MONTHS})\s{{1,4}}\d{{1,2}}\s{{0,2}},?\s{{1,4}}\d{{4}}\b"
    r"|\b\d{1,2}/\d{1,2}/\d{2,4}\b"
    r"|\b(?:annual|quarterly|transition)(?=\s{1,4}report)"
    r"|\b(?:form\s{1,4})?\d{2}-?[KQF](?:SB|T|405)?(?:/A)?\b"
    r"|\b(?:(?:fiscal|three|six|nine|twelve|fourth|third|second|first)\s{1,4}){0,2}(?:year|quarter|period|months?)"
    r"(?=\s{1,4}end(?:ed|ing)\b)",
    re.IGNORECASE,
)
"""What changes from report to report by its nature: dates, the form, the kind of period."""

MASKED = "\0"
"""The key of every name, date and form: no word that a text could have."""

PARAGRAPH = "\n\n"

LONGEST_KEPT = 2000
"""Characters of a paragraph whose words are kept for the next statement that has it."""

_APART = re.compile(f"({WORD.pattern})")

LABELS = frozenset({"date", "dated", "by", "signed", "signature", "name", "s"})
"""Words that open the signature, and no longer belong to the statement."""


_Value = Stated[str] | Stated[date] | None


class Word(msgspec.Struct, frozen=True):
    """A word as it stands, with what follows it up to the next word, and as it is compared."""

    shown: str
    key: str


class Piece(msgspec.Struct, frozen=True):
    """Words that stand in both ("same"), in the later one alone ("added") or in the earlier one alone ("gone")."""

    kind: str
    words: str


class Difference(msgspec.Struct, frozen=True):
    """How the later of two statements differs from the earlier."""

    places: int
    """0 where the words are the same."""
    pieces: tuple[tuple[Piece, ...], ...]
    """Each place with what is around it; empty where the two are too different to be set out."""


class Statement:
    """The words of a certification without headings and signature; worked out as far as they are asked for."""

    def __init__(self, certification: Certification, text: Text) -> None:
        """Find where the statement of CERTIFICATION stands in TEXT, and the values in it that change."""
        ranges = [found for span in certification.whole for found in text.ranges(span)]
        self._characters = text.characters
        signed = set(_places(_parts(certification.signatures), text))
        self._masks = sorted(signed.union(_places(_passing(certification), text)))
        first, last = _statement(text, ranges, signed)
        cut = [(max(start, first), min(stop, last)) for start, stop in ranges]
        self._ranges = [(start, stop) for start, stop in cut if start < stop]

    @cached_property
    def key(self) -> str:
        """Return the words as they are compared; equal keys say the same, different ones may."""
        parts = [part for start, stop in self._ranges for part in self._masked(start, stop).split(PARAGRAPH)]
        key = " ".join(filter(None, map(_paragraph_key, parts)))
        before, _, last = key.rpartition(" ")
        while last in LABELS:
            key = before
            before, _, last = key.rpartition(" ")
        return _REPEATED_MASKS.sub(MASKED, key)

    def _masked(self, start: int, stop: int) -> str:
        """Return the characters from START to STOP, each value that changes as one mask."""
        first = bisect_left(self._masks, (start, start))
        if first == len(self._masks) or self._masks[first][0] >= stop:
            return self._characters[start:stop]
        left: list[str] = []
        for begin, end in self._masks[first:]:
            if begin >= stop:
                break
            if end > start:
                left += (self._characters[start : max(begin, start)], MASKED)
                start = end
        left.append(self._characters[start:stop])
        return "".join(left)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Return the words, each name, date and form as one word."""
        masks = sorted({*self._masks, *_passing_words(self._ranges, self._characters)})
        words: list[Word] = []
        for start, stop in self._ranges:
            words += _words(self._characters, start, stop, masks)
        while words and words[-1].key in LABELS:
            words.pop()
        return tuple(words)


_KEY = re.compile(rf"{WORD.pattern}|{MASKED}")
_REPEATED_MASKS = re.compile(rf"{MASKED}(?: {MASKED})+")


def _paragraph_key(paragraph: str) -> str:
    """Return the words of PARAGRAPH as they are compared; most paragraphs are those of the prescribed text."""
    return _kept_key(paragraph) if len(paragraph) <= LONGEST_KEPT else _key(paragraph)


def _key(paragraph: str) -> str:
    plain = PASSING.sub(MASKED, paragraph).casefold().replace("’", "'")
    return " ".join(_KEY.findall(plain))


_kept_key = lru_cache(maxsize=4096)(_key)


def compare_statements(later: Statement, earlier: Statement) -> Difference | None:
    """Return how LATER differs from EARLIER, or None where either is empty or too long to compare."""
    if later.key == earlier.key and 0 < later.key.count(" ") < LONGEST // 2:
        return Difference(0, ())
    return compare_words(later.words, earlier.words)


def compare_words(later: Sequence[Word], earlier: Sequence[Word]) -> Difference | None:
    """Return how LATER differs from EARLIER, or None where either is empty or too long to compare."""
    if not later or not earlier or max(len(later), len(earlier)) > LONGEST:
        return None
    before, after = [word.key for word in earlier], [word.key for word in later]
    if before == after:
        return Difference(0, ())
    blocks = list(_blocks(before, after))
    equal = sum(stop - start for kind, start, stop, _, _ in blocks if kind == "same")
    places = sum(kind != "same" for kind, *_ in blocks)
    if equal < REWRITTEN_UNDER * max(len(before), len(after)) or places > MOST_PLACES:
        return Difference(places, ())
    return Difference(places, tuple(_set_out(blocks, earlier, later)))


def _passing(certification: Certification) -> Iterator[_Value]:
    """Yield the values that change from report to report, those of the signatures left out."""
    yield from (certification.registrant, certification.exhibit_label, certification.form_type)
    yield certification.period_of_report
    for values in (certification.co_registrants, certification.speakers, certification.speaker_titles):
        yield from values


def _parts(signatures: Sequence[Signature]) -> Iterator[_Value]:
    """Yield what stands in SIGNATURES."""
    for signature in signatures:
        yield from (signature.mark, signature.conformed_name, signature.name_as_printed)
        yield from signature.titles
        yield signature.signed_on


def _places(values: Iterable[_Value], text: Text) -> list[tuple[int, int]]:
    """Return where those of VALUES stand in TEXT that are stated."""
    found = [place for value in values if value for span in value.spans for place in text.ranges(span)]
    return [(start, end) for start, end in found if end > start]


def _passing_words(ranges: Sequence[tuple[int, int]], characters: str) -> Iterator[tuple[int, int]]:
    for start, stop in ranges:
        before = start - 1 if start else 0  # where a word ends decides what begins behind it
        words = characters[before:stop]
        places = _kept_passing if len(words) <= LONGEST_KEPT else _passing_places
        yield from ((before + first, before + last) for first, last in places(words, start - before))


def _passing_places(words: str, start: int) -> tuple[tuple[int, int], ...]:
    return tuple(found.span() for found in PASSING.finditer(words, start))


_kept_passing = lru_cache(maxsize=1024)(_passing_places)


def _statement(text: Text, ranges: Sequence[tuple[int, int]], signed: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """Return where the statement begins and where the first part SIGNED after its first half does."""
    first, last = min((start for start, _ in ranges), default=0), max((stop for _, stop in ranges), default=0)
    half = (first + last) // 2
    signature = min((start for start, _ in signed if start > half), default=last)
    opening = OPENING.search(text.characters, first, half)
    return (opening.start() if opening else first), signature


def _words(characters: str, start: int, stop: int, masks: Sequence[tuple[int, int]]) -> list[Word]:
    """Return the words between START and STOP; those of a mask are one word, equal to every other mask."""
    before, *parts = _APART.split(characters[start:stop])
    if not parts:
        return []
    parts[-1] += " "  # what follows is not of the file: a new line, a column
    shown = [word + after for word, after in zip(parts[::2], parts[1::2], strict=True)]
    keys = [word.casefold().replace("’", "'") for word in parts[::2]]
    begins = list(accumulate(map(len, shown[:-1]), initial=start + len(before)))
    words: list[Word] = []
    done = 0
    for opens, closes in masks:
        first = bisect_left(begins, opens, done)
        last = bisect_left(begins, closes, first)
        if first < last:
            words += map(Word, shown[done:first], keys[done:first])
            words.append(Word("".join(shown[first:last]), MASKED))
            done = last
    words += map(Word, shown[done:], keys[done:])
    return words


_Block = tuple[str, int, int, int, int]
"""(kind, start and stop in the earlier, start and stop in the later); kind is "same" or "other"."""


def _blocks(before: Sequence[str], after: Sequence[str]) -> Iterator[_Block]:
    """Yield equal and different stretches in turn; a stray equal word within a difference counts as different."""
    open_block: _Block | None = None
    operations = list(Indel.opcodes(before, after))
    for index, (tag, a, b, c, d) in enumerate(
        (o.tag, o.src_start, o.src_end, o.dest_start, o.dest_end) for o in operations
    ):
        inside = 0 < index < len(operations) - 1
        same = tag == "equal" and (b - a >= STRAY or not inside)
        if same:
            if open_block:
                yield open_block
            open_block = None
            yield "same", a, b, c, d
        else:
            open_block = (*open_block[:2], b, open_block[3], d) if open_block else ("other", a, b, c, d)
    if open_block:
        yield open_block


def _set_out(blocks: Sequence[_Block], earlier: Sequence[Word], later: Sequence[Word]) -> Iterator[tuple[Piece, ...]]:
    for index, (kind, a, b, c, d) in enumerate(blocks):
        if kind == "same":
            continue
        before = _joined(later[blocks[index - 1][3] : c][-AROUND:]) if index else ""
        after = _joined(later[d : blocks[index + 1][4]][:AROUND]) if index + 1 < len(blocks) else ""
        pieces = (
            Piece("same", before),
            Piece("gone", _joined(earlier[a:b])),
            Piece("added", _joined(later[c:d])),
            Piece("same", after.rstrip(' (“"')),
        )
        yield tuple(piece for piece in pieces if piece.words)


def _joined(words: Sequence[Word]) -> str:
    return " ".join("".join(word.shown for word in words).split())
