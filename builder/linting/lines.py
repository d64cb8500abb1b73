"""The lines of a text or of a raw file: which one holds an offset, found without reading all before it again."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right


class Lines:
    r"""Where the lines begin, each behind a "\n"."""

    def __init__(self, content: str | bytes) -> None:
        """Look for the lines of CONTENT once."""
        ends = re.finditer("\n", content) if isinstance(content, str) else re.finditer(b"\n", content)
        self._starts = array("q", [0, *(found.end() for found in ends)])
        self._length = len(content)

    def number(self, offset: int) -> int:
        """Return the number, from 1, of the line that holds OFFSET."""
        return bisect_right(self._starts, offset)

    def bounds(self, number: int) -> tuple[int, int]:
        """Return where line NUMBER begins, and where its own end stands."""
        last = number == len(self._starts)
        return self._starts[number - 1], self._length if last else self._starts[number] - 1

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Return the line that holds OFFSET and the place in it, both from 1."""
        number = self.number(offset)
        return number, offset - self._starts[number - 1] + 1
