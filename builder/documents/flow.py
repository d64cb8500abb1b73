r"""Lines one below the other, and how characters come to stand on them.

In: stretches of characters with the offset of their first byte. Out: lines of runs, white space folded as a browser
folds it: "CHIEF\n  EXECUTIVE" -> "CHIEF EXECUTIVE", no space at a line's start or end. Folded bytes belong to no run.
A page and a cell of a table are a Flow each. Knows no tags.
"""

from __future__ import annotations

from builder.documents.shown import SPECIAL, SPECIAL_CHARACTER, Run, find_shown

Line = list[Run]

FOLDED = "\t\n\r\f\v\x1c\x1d\x1e\x1f"
FOLDING = dict.fromkeys(map(ord, FOLDED), " ") | {0: "\ufffd"}
KEEPING = dict.fromkeys(map(ord, FOLDED.replace("\n", "")), " ") | {0: "\ufffd"}


class Flow:
    """Lines one below the other: the page itself, or one cell of a table."""

    __slots__ = ("blank", "has_columns", "line", "lines", "space")

    def __init__(self) -> None:
        """Begin with an empty line."""
        self.lines: list[Line] = []
        self.line: Line = []
        self.space = True
        """Whether a space here would be folded away: at a line's start or after another space."""
        self.blank = False
        """Whether a blank line is owed before the next text."""
        self.has_columns = False
        """Whether lines hold tabs, from a table within."""

    def add(self, text: str, start: int) -> None:
        """Add TEXT, whose first byte is at offset START, its white space folded."""
        if self.blank:
            self.pay_blank()
        if not text.isprintable():
            text = text.translate(FOLDING)
        if "&" in text or "  " in text or not text.isascii():
            self._add_special(text, start)
            return
        if self.space and text[0] == " ":
            text = text[1:]
            start += 1
        self.line.append((text, start, start + len(text)))
        self.space = text[-1] == " "

    def add_space(self, start: int) -> None:
        """Add the space at offset START."""
        self.line.append((" ", start, start + 1))
        self.space = True

    def add_kept(self, text: str, start: int) -> None:
        """Add TEXT, which is preformatted and holds no line end, with all its spaces."""
        if self.blank:
            self.pay_blank()
        text = text.translate(KEEPING)
        self.space = False
        done = 0
        for found in SPECIAL.finditer(text):
            first, last = found.span()
            if text[first] != " ":
                self._put(text, done, first, start)
                self._show(found[0], start + first)
                done = last
        self._put(text, done, len(text), start)
        self.space = False

    def add_picture(self, character: str, start: int, end: int) -> None:
        """Add CHARACTER for the bytes from START to END."""
        if self.blank:
            self.pay_blank()
        self.line.append((character, start, end))
        self.space = False

    def _add_special(self, text: str, start: int) -> None:
        """Add TEXT that holds references, several spaces or bytes above 127."""
        done = 0
        pattern = SPECIAL if "  " in text else SPECIAL_CHARACTER
        for found in pattern.finditer(text):
            first, last = found.span()
            if text[first] == " ":
                self._put(text, done, first + 1, start)
            else:
                self._put(text, done, first, start)
                self._show(found[0], start + first)
            done = last
        self._put(text, done, len(text), start)

    def _put(self, text: str, first: int, last: int, start: int) -> None:
        """Put the characters FIRST to LAST of TEXT, which show themselves, on the line."""
        if self.space and first < last and text[first] == " ":
            first += 1
        if first < last:
            self.line.append((text[first:last], start + first, start + last))
            self.space = text[last - 1] == " "

    def _show(self, special: str, start: int) -> None:
        """Put on the line what is seen for SPECIAL, which begins at offset START."""
        characters = find_shown(special)
        if characters:
            self.line.append((characters, start, start + len(special)))
            self.space = False

    def end_line(self) -> None:
        """End the open line, if anything stands on it."""
        if self.line:
            self.break_line()

    def break_line(self) -> None:
        """End the open line, even an empty one, without the spaces at its end."""
        if self.blank:
            self.pay_blank()
        line = self.line
        while line and line[-1][0][-1:] == " ":
            text, start, end = line.pop()
            kept = text.rstrip(" ")
            if kept:
                line.append((kept, start, start + len(kept) if len(text) == end - start else end))
        self.lines.append(line)
        self.line = []
        self.space = True

    def owe_blank(self) -> None:
        """End the open line and part what follows by a blank one."""
        self.end_line()
        self.blank = True

    def pay_blank(self) -> None:
        """Show the blank line that is owed, unless nothing or a blank one stands above."""
        self.blank = False
        if self.lines and self.lines[-1] and not self.line:
            self.lines.append([])
