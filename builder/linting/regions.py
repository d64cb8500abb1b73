r"""Runs of bytes as an editor shows them: lines and columns of the raw file, which SARIF asks for.

Lines end with "\n" or "\r\n". A column is a character: of UTF-8 where the whole file is UTF-8, else of Windows-1252, as
Word writes it. Refuses to know what a reader of the rendered words sees.
"""

from __future__ import annotations

from functools import cached_property

from builder.linting.checked import Region
from builder.linting.lines import Lines
from builder.records import Span


class Source:
    """The bytes of one raw file."""

    def __init__(self, raw: bytes) -> None:
        """Keep RAW."""
        self.raw = raw

    @cached_property
    def is_utf_8(self) -> bool:
        """Whether all of it is UTF-8."""
        try:
            self.raw.decode("utf-8")
        except UnicodeDecodeError:
            return False
        return True

    def region(self, span: Span) -> Region:
        """Return SPAN with its lines and columns."""
        return Region(span.start, span.end, *self._place(span.start), *self._place(span.end))

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.raw)

    def _place(self, offset: int) -> tuple[int, int]:
        line, column = self._lines.line_and_column(offset)
        if self.is_utf_8:
            column = len(self.raw[offset - column + 1 : offset].decode("utf-8", "ignore")) + 1
        return line, column
