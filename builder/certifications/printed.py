"""Words of a block as printed, each with its place, joined to one stated value.

"Jane Q." in one line and "Doe" in the next become one name with two spans. Rules, quotation marks around a name
and its trailing comma are left behind; letters that small capitals tore apart are joined where the printed name proves
it. Refuses to know what the words are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from builder.certifications.blocks import Piece
from builder.certifications.passage import Passage
from builder.records import Span, Stated

STOPS = ",;:"
"""What ends a name in a block and is no part of it."""


WORD = re.compile(r"\S+")
RULED = re.compile(r"[_*(\"“”„'‘’`]|(?:^|\s)(?:[\s,;:]|$)")
"""Where something may be no part of a name: a rule, a bracket, a quotation mark, or a stop that stands alone."""
TORN = re.compile(r"(?:^|\s)[A-Z]\s[A-Z]{2}")
"""A capital that small capitals tore from its name: "J ANE"."""


class Word(NamedTuple):
    """One word of a block, or several that stand together."""

    passage: Passage
    start: int
    end: int
    label: bool

    @property
    def words(self) -> str:
        """The word as printed."""
        return self.passage.words[self.start : self.end]


def split_words(piece: Piece) -> list[Word]:
    """Return the words of PIECE one by one."""
    return [
        Word(piece.passage, piece.start + match.start(), piece.start + match.end(), piece.label == "title")
        for match in WORD.finditer(piece.words)
    ]


def _all(piece: Piece) -> Word:
    """Return the words of PIECE in one."""
    return Word(piece.passage, piece.start, piece.end, piece.label == "title")


def mended(signature: Stated[str] | None, printed: Stated[str] | None) -> Stated[str] | None:
    """Return SIGNATURE with the letters joined that small capitals tore apart, where the PRINTED name proves it."""
    if signature is None or printed is None or not TORN.search(signature.value):
        return signature
    letters = signature.value.replace(" ", "")
    if letters.casefold() != printed.value.replace(" ", "").casefold():
        return signature
    words: list[str] = []
    place = 0
    for word in printed.value.split():
        words.append(letters[place : place + len(word)])
        place += len(word)
    return replace(signature, value=" ".join(words))


def joined(pieces: list[Piece], entry: str, doubt: str | None) -> Stated[str] | None:
    """Return the names in PIECES joined to one, without rule, quotation marks and trailing comma."""
    words = [word for piece in pieces for word in (split_words(piece) if RULED.search(piece.words) else [_all(piece)])]
    trimmed = _without_stops([_without_rule(word) for word in words])
    kept = [word for word in _outside_quotes(trimmed) if word.end > word.start] if trimmed else []
    return join_words(kept, entry, doubt) if any(letter.isalpha() for word in kept for letter in word.words) else None


def _without_stops(words: list[Word]) -> list[Word]:
    """Return WORDS without stops at the end, nor words of nothing but stops at either end: "By /s/ : Jane Doe,"."""
    kept = list(words)
    while kept and not kept[-1].words.rstrip(STOPS):
        kept.pop()
    while kept and not kept[0].words.strip(STOPS):
        kept.pop(0)
    if kept:
        last = kept[-1]
        kept[-1] = last._replace(end=last.start + len(last.words.rstrip(STOPS)))
    return [word for word in kept if word.end > word.start]


def _without_rule(word: Word) -> Word:
    words = word.words
    if words[0] not in "_*" and words[-1] not in "_*":
        return word
    start = word.start + len(words) - len(words.lstrip("_*"))
    return word._replace(start=start, end=max(start, word.end - (len(words) - len(words.rstrip("_*")))))


def _outside_quotes(words: list[Word]) -> list[Word]:
    """Return WORDS without the quotation marks or the brackets around all of them."""
    quotes = "\"“”„'‘’`"
    first, last = words[0], words[-1]
    if len(words) > 1 and first.words[0] == "(" and last.words[-1] == ")" and "(" not in last.words:
        return [first._replace(start=first.start + 1), *words[1:-1], last._replace(end=last.end - 1)]
    if first.words[0] in quotes and last.words[-1] in quotes and not (len(words) > 2 and first.words[-1] in quotes):
        words = [first._replace(start=first.start + 1), *words[1:]]
        words[-1] = words[-1]._replace(end=words[-1].end - 1)
    return words


def join_words(words: list[Word], entry: str, doubt: str | None) -> Stated[str]:
    """Return WORDS as one stated value, with a span for each run of them."""
    value = " ".join(word.words for word in words)
    spans: list[Span] = []
    for passage, start, end in _runs(words):
        spans.extend(passage.spans(start, end))
    return Stated(value, value, tuple(spans), entry, doubt)


def _runs(words: Iterable[Word]) -> list[tuple[Passage, int, int]]:
    """Return WORDS as runs that stand together in one cell."""
    runs: list[tuple[Passage, int, int]] = []
    for word in words:
        if runs and runs[-1][0] is word.passage and runs[-1][2] + 1 == word.start:
            runs[-1] = (word.passage, runs[-1][1], word.end)
        else:
            runs.append((word.passage, word.start, word.end))
    return runs


def words_of(pieces: Sequence[Piece]) -> str:
    """Return the words of PIECES in one string."""
    return " ".join(piece.words for piece in pieces)
