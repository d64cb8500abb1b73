r"""A run of a document's text with its white space folded, that knows where each character stands.

"Jane\nDoe" becomes "Jane Doe": sentences break over lines, cells and pages, and every table of `wording/` is
matched against text without such breaks. Bars, which some transcriptions put between cells, fold like white space.
Refuses to know what the words mean.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeVar

from builder.records import Span, Stated, Text

T = TypeVar("T")

WORD = re.compile(r"[^\s|\u200b\ufeff]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """The characters START to END of a text, folded."""

    text: Text
    words: str
    """The characters with every run of white space and bars made one space."""
    _folded: tuple[int, ...]
    """Offset in `words` at which each word begins."""
    _places: tuple[int, ...]
    """Offset in the text's characters at which each word begins."""

    @classmethod
    def of(cls, text: Text, start: int, end: int) -> Passage:
        """Return the characters START to END of TEXT as a passage."""
        found = [match.span() for match in WORD.finditer(text.characters, start, end)]
        words = [text.characters[begin:stop] for begin, stop in found]
        folded = tuple(accumulate((stop - begin + 1 for begin, stop in found[:-1]), initial=0)) if found else ()
        return cls(text, " ".join(words), folded, tuple(begin for begin, _ in found))

    def place(self, offset: int) -> int:
        """Return where the word character at OFFSET of `words` stands in the text's characters."""
        if not self._folded:
            return 0
        number = max(0, bisect_right(self._folded, offset) - 1)
        return self._places[number] + offset - self._folded[number]

    def offset(self, place: int) -> int:
        """Return the offset in `words` of the first word that does not begin before PLACE."""
        number = bisect_left(self._places, place)
        return self._folded[number] if number < len(self._folded) else len(self.words)

    def pieces(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Return the character ranges behind START to END of `words`, parted only where a bar stands between words."""
        whole = self.place(start), self.place(end - 1) + 1
        if end > start and self.text.characters.find("|", *whole) < 0:
            return (whole,)
        found: list[tuple[int, int]] = []
        for number in range(max(0, bisect_right(self._folded, start) - 1), len(self._folded)):
            fold = self._folded[number]
            if fold >= end:
                break
            length = (self._folded[number + 1] - 1 if number + 1 < len(self._folded) else len(self.words)) - fold
            low, high = max(0, start - fold), min(length, end - fold)
            if high <= low:
                continue
            begin, stop = self._places[number] + low, self._places[number] + high
            if found and self.text.characters.find("|", found[-1][1], begin) < 0:
                found[-1] = (found[-1][0], stop)
            else:
                found.append((begin, stop))
        return tuple(found)

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the raw bytes behind START to END of `words`."""
        return tuple(span for piece in self.pieces(start, end) for span in self.text.spans(*piece))

    def stated(self, value: T, start: int, end: int, entry: str, doubt: str | None = None) -> Stated[T]:
        """Return VALUE with its evidence: the words from START to END, as ENTRY recognised them."""
        return Stated(value, self.words[start:end], self.spans(start, end), entry, doubt)


def stated_words(passage: Passage, start: int, end: int, entry: str, doubt: str | None = None) -> Stated[str]:
    """Return the words from START to END themselves as a stated value."""
    return passage.stated(passage.words[start:end], start, end, entry, doubt)
