r"""A run of a document's text with its white space folded, that knows where each character stands.

"Jane\nDoe" becomes "Jane Doe": sentences break over lines, cells and pages, and every table of `wording/` is
matched against text without such breaks. Bars, which some transcriptions put between cells, fold like white space.
Refuses to know what the words mean.
"""

from __future__ import annotations

import re
from typing import TypeVar

from builder.records import Span, Stated, Text

T = TypeVar("T")

BETWEEN_BARS = re.compile(r"[^\s|\u200b\ufeff](?:[^|]*[^\s|\u200b\ufeff])?")


class Passage:
    """The characters START to END of a text, folded."""

    __slots__ = ("_parted", "_start", "text", "words")

    text: Text
    words: str
    """The characters with every run of white space and bars made one space."""

    def __init__(self, text: Text, start: int, end: int) -> None:
        """Fold the characters START to END of TEXT."""
        self.text = text
        self._start = start
        self._parted = _parted(text.characters[start:end])
        self.words = " ".join(self._parted.split())

    def place(self, offset: int) -> int:
        """Return where the word character at OFFSET of `words` stands in the text's characters."""
        if not self.words:
            return 0
        if len(self.words) == len(self._parted):
            return self._start + offset
        before = self.words.count(" ", 0, offset)
        rest = self._parted.split(None, before)[before]
        start = self.words.rfind(" ", 0, offset) + 1
        return self._start + len(self._parted) - len(rest) + offset - start

    def offset(self, place: int) -> int:
        """Return the offset in `words` of the first word that does not begin before PLACE."""
        before = self._parted[: max(0, place - self._start)]
        folded = " ".join(before.split())
        if not folded or len(folded) == len(self.words):
            return len(folded)
        if before[-1].isspace() or self.words[len(folded)] == " ":
            return len(folded) + 1
        return self.words.find(" ", len(folded)) + 1 or len(self.words)

    def pieces(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Return the character ranges behind START to END of `words`, parted only where a bar stands between words."""
        first = self.place(start)
        if self.text.characters.startswith(self.words[start:end], first):
            return ((first, first + end - start),)
        whole = first, self.place(end - 1) + 1
        if end > start and self.text.characters.find("|", *whole) < 0:
            return (whole,)
        return tuple(cell.span() for cell in BETWEEN_BARS.finditer(self.text.characters, *whole))

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the raw bytes behind START to END of `words`."""
        pieces = self.pieces(start, end)
        if len(pieces) == 1:
            return self.text.spans(*pieces[0])
        return tuple(span for piece in pieces for span in self.text.spans(*piece))

    def stated(self, value: T, start: int, end: int, entry: str, doubt: str | None = None) -> Stated[T]:
        """Return VALUE with its evidence: the words from START to END, as ENTRY recognised them."""
        return Stated(value, self.words[start:end], self.spans(start, end), entry, doubt)


def fold(characters: str) -> str:
    """Return CHARACTERS with every run of white space and bars made one space."""
    return " ".join(_parted(characters).split())


def _parted(characters: str) -> str:
    """Return CHARACTERS, place for place, with a space for what parts words beside white space."""
    return characters.replace("|", " ").replace("\u200b", " ").replace("\ufeff", " ")


def stated_words(passage: Passage, start: int, end: int, entry: str, doubt: str | None = None) -> Stated[str]:
    """Return the words from START to END themselves as a stated value."""
    return passage.stated(passage.words[start:end], start, end, entry, doubt)
