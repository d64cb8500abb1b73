"""The words of a document with the evidence marked: a Text and the spans of its values become lines of HTML.

Each line of a typed text is one `<b>`; each line of a text made from HTML is one `<p>`, with the empty line beneath it
unless its class is "t". The style sheet numbers them. Each run of characters behind a value is a `<mark>` whose `id`
or, where it is not the value's first or only one, `data-ev` names the values read from it, as in
`<b>SECTION <mark id=1-sec>906</mark>`. Lines that do not follow the one above say their number: `<b data-n=812>`.
Lines that repeat those of a document shown before are said once (see repeated.py). Columns of
tables are laid out as spaces in `<i>`, so that a row reads as a row, and on a phone still wraps. Refuses to know what a
value means.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import msgspec
from markupsafe import Markup

from builder.pages.escape import escape, verbatim
from builder.pages.repeated import Repeated, Run
from builder.records import Span, Text

WIDEST_CELL = 44
"""Columns wider than this hold running text: the next column follows after a gap instead of being aligned."""

WHOLE_UP_TO = 400
"""Documents of up to so many lines are shown whole; of longer ones the certifications and their surroundings."""

AROUND = 3
"""Lines shown before and after a certification that is cut from a longer document."""


class Evidence(msgspec.Struct, frozen=True):
    """One value's place: the name that links to it and the raw bytes behind it."""

    name: str
    spans: tuple[Span, ...]
    kind: str = ""
    """"" for a value, "doubt" for one that may be misread, "finding" for what a finding is about."""


class Place(msgspec.Struct, frozen=True):
    """Where a value stands in the shown text."""

    anchor: str
    """The id of the mark that it begins in."""
    line: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A document's words, ready to print, and the place of each value in them."""

    lines: Markup
    places: dict[str, Place]
    shown: int
    """Lines shown."""
    total: int
    """Lines of the document."""
    widest: int
    """Characters of the longest line shown."""


class _Piece(msgspec.Struct, frozen=True):
    """Characters that carry the same values."""

    start: int
    end: int
    names: tuple[str, ...]


class _Lines:
    """The lines of a text, and the columns of its tables."""

    def __init__(self, text: Text, rows: bool) -> None:
        self.characters = text.characters
        self.starts = [0, *(found.end() for found in re.finditer("\n", text.characters))]
        self.ends = [start - 1 for start in self.starts[1:]] + [len(text.characters)]
        self.spaces = _aligned(text.characters, self.starts, self.ends) if rows else None

    def of(self, offset: int) -> int:
        """Return the index of the line that holds the character at OFFSET."""
        return bisect_right(self.starts, offset) - 1

    def laid_out(self, start: int, end: int) -> str:
        """Return the characters START to END of one line as HTML, tabs as spaces."""
        words = self.characters[start:end]
        if "\t" not in words:
            return verbatim(words)
        out: list[str] = []
        for part in re.finditer(r"\t|[^\t]+", words):
            tab = part.group() == "\t"
            room = self._space(start + part.start()) if tab else ""
            out.append(f"<i>{room}</i>" if room else "" if tab else verbatim(part.group()))
        return "".join(out)

    def _space(self, offset: int) -> str:
        if self.spaces is not None:
            return " " * self.spaces.get(offset, 2)
        column = len(self.characters[self.starts[self.of(offset)] : offset].expandtabs(8))
        return " " * (8 - column % 8)


class Shown:
    """The documents of one page, so that what one repeats of another is said once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._repeated = Repeated()
        self._names: list[tuple[str, str]] = []

    def fold(self, lines: Sequence[str], anchor: str, words: str) -> dict[int, tuple[int, str]]:
        """Return by index of the first line how many LINES of the document at ANCHOR are left out, and what is said."""
        kept = frozenset(number for number, line in enumerate(lines) if "<mark" in line)
        runs = self._repeated.fold(lines, kept)
        self._names.append((anchor, words))
        return {run.first: (run.count, self._told(run)) for run in runs}

    def _told(self, run: Run) -> str:
        anchor, words = self._names[run.document]
        count = f"{run.count:,} {'line' if run.count == 1 else 'lines'}"
        place = f"lines {run.line + 1:,} to {run.line + run.count:,}"
        return f'<a href="#{escape(anchor)}">{count}, word for word as in {verbatim(words)}, {place}</a>'


def mark_text(  # noqa: PLR0913 - a document, what is marked in it, where it stands
    text: Text,
    evidence: Sequence[Evidence],
    whole: Iterable[Span],
    *,
    rows: bool,
    above: Shown | None = None,
    anchor: str = "",
    words: str = "",
) -> Marked:
    """Return the words of TEXT with EVIDENCE marked; ROWS says that tabs part the columns of a table.

    WHOLE are the bytes of the certifications: of a long document only they and a few lines around are shown. What
    repeats a document ABOVE on the page is left out; this one stands at ANCHOR and is called WORDS.
    """
    lines = _Lines(text, rows)
    printer = _Printer(
        lines, tuple(_joined(_pieces(text, evidence), text.characters)), {value.name: value.kind for value in evidence}
    )
    pages = {lines.of(at) for at in text.breaks if 0 < at <= len(text.characters)}
    total = len(lines.starts)
    runs = _shown_lines(text, lines, whole)
    printed = {number: printer.line(number) for first, last in runs for number in range(first, last)}
    folded = above.fold(list(printed.values()), anchor, words) if above and len(printed) == total else {}
    layer = _Paragraphs() if rows else _TypedLines()
    before, numbered = 0, total > WHOLE_UP_TO
    for first, last in runs:
        layer.cut(_left_out(first - before))
        number = first
        while number < last:
            if number in folded:
                count, told = folded[number]
                layer.cut(told, number + 1)
                number, numbered = number + count, True
                continue
            under = number + 1
            blank = under < last and not printed[under] and under not in folded and under not in pages
            broken = number in pages and number > runs[0][0]
            number += layer.line(printed[number], number + 1 if numbered else 0, blank=blank, broken=broken)
        before = last
    layer.cut(_left_out(total - before))
    widest = max((lines.ends[number] - lines.starts[number] for number in printed), default=0)
    return Marked(Markup("".join(layer.out)), printer.places, len(printed), total, widest)  # noqa: S704  (by _Printer)


def _left_out(count: int) -> str:
    return f"{count:,} {'line' if count == 1 else 'lines'} not shown here" if count else ""


class _TypedLines:
    """Lines of a typed text, each an element `b` of its `<pre>`."""

    def __init__(self) -> None:
        self.out: list[str] = []

    def line(self, words: str, number: int, *, blank: bool, broken: bool) -> int:  # noqa: ARG002 - see _Paragraphs
        """Lay a line, with its NUMBER unless 0, a page BROKEN before it; return how many lines that were."""
        self.out.append(f"<b{' class=pg' if broken else ''}{f' data-n={number}' if number else ''}>{words}\n</b>")
        return 1

    def cut(self, told: str, number: int = 0) -> None:
        """Lay what is TOLD in the place of lines from NUMBER on; nothing where nothing is told."""
        if told:
            self.out.append(f"<b class=cut{f' data-n={number}' if number else ''}>{told}\n</b>")


class _Paragraphs:
    """Lines of a text made from HTML, each an element `p`: mostly a paragraph, which an empty line follows."""

    def __init__(self) -> None:
        self.out: list[str] = []

    def line(self, words: str, number: int, *, blank: bool, broken: bool) -> int:
        """Lay a line, and the BLANK one beneath it; a line without is of the class "t"."""
        kinds = " ".join(("t",) * (not blank) + ("pg",) * broken)
        told = f" class={kinds}" if kinds and " " not in kinds else f' class="{kinds}"' if kinds else ""
        self.out.append(f"<p{told}{f' data-n={number}' if number else ''}>{words}\n")
        return 2 if blank else 1

    def cut(self, told: str, number: int = 0) -> None:
        """Lay what is TOLD in the place of lines from NUMBER on; nothing where nothing is told."""
        if told:
            self.out.append(f"<p class=cut{f' data-n={number}' if number else ''}>{told}\n")


def _shown_lines(text: Text, lines: _Lines, whole: Iterable[Span]) -> list[tuple[int, int]]:
    """Return the runs of lines to show, as (first, after the last)."""
    total = len(lines.starts)
    if total <= WHOLE_UP_TO:
        return [(0, total)]
    runs: list[tuple[int, int]] = []
    for start, end in sorted(found for span in whole for found in text.ranges(span)):
        first, last = max(0, lines.of(start) - AROUND), min(total, lines.of(max(start, end - 1)) + 1 + AROUND)
        if runs and first <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(last, runs[-1][1]))
        else:
            runs.append((first, last))
    return runs or [(0, WHOLE_UP_TO)]


def _pieces(text: Text, evidence: Sequence[Evidence]) -> Iterator[_Piece]:
    """Yield the marked characters in order, cut where a value begins or ends."""
    spread = [
        (start, end, value.name) for value in evidence for span in value.spans for start, end in text.ranges(span)
    ]
    edges = sorted({edge for start, end, _ in spread for edge in (start, end)})
    opening: dict[int, list[tuple[int, str]]] = {}
    for start, end, name in spread:
        opening.setdefault(start, []).append((end, name))
    active: list[tuple[int, str]] = []
    for start, end in pairwise(edges):
        active = [(stop, name) for stop, name in active if stop > start] + opening.get(start, [])
        names = tuple(dict.fromkeys(name for _, name in active))
        if names:
            yield _Piece(start, end, names)


def _joined(pieces: Iterable[_Piece], characters: str) -> Iterator[_Piece]:
    """Yield PIECES, those of the same values joined where only blanks of a line part them, as in "/s/ Jane Doe"."""
    last: _Piece | None = None
    for piece in pieces:
        if last and piece.names == last.names and not characters[last.end : piece.start].strip(" "):
            last = _Piece(last.start, piece.end, piece.names)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


class _Printer:
    """Prints the lines of a text in order, and notes where each value first stands."""

    def __init__(self, lines: _Lines, pieces: Sequence[_Piece], kinds: Mapping[str, str]) -> None:
        self.lines = lines
        self.pieces = pieces
        self.kinds = kinds
        self.places: dict[str, Place] = {}
        self._next = 0

    def line(self, number: int) -> str:
        """Return line NUMBER as HTML, its newline left out."""
        start, end = self.lines.starts[number], self.lines.ends[number]
        while self._next < len(self.pieces) and self.pieces[self._next].end <= start:
            self._next += 1
        if self._next == len(self.pieces) or self.pieces[self._next].start >= end:
            return self.lines.laid_out(start, end)
        out: list[str] = []
        done, index = start, self._next
        while index < len(self.pieces) and self.pieces[index].start < end:
            piece = self.pieces[index]
            begin, stop = max(piece.start, start), min(piece.end, end)
            out.append(self.lines.laid_out(done, begin))
            words = self.lines.laid_out(begin, stop)
            blank = not self.lines.characters[begin:stop].strip()
            out.append(words if blank else self._mark(piece, words, number))
            done, index = stop, index + 1
        out.append(self.lines.laid_out(done, end))
        return "".join(out)

    def _mark(self, piece: _Piece, words: str, number: int) -> str:
        """Return WORDS as a mark that names its values; the first mark of a value carries an id."""
        new = [name for name in piece.names if name not in self.places]
        self.places.update((name, Place(new[0], number + 1)) for name in new)
        anchor = f" id={new[0]}" if new else ""
        names = f' data-ev="{" ".join(piece.names)}"' if piece.names != tuple(new) or len(new) > 1 else ""
        kinds = {self.kinds[name] for name in piece.names}
        classes = " ".join(f"u-ev--{kind or 'value'}" for kind in ("doubt", "finding", "") if kind in kinds)
        told = f' class="{classes}"' if kinds != {""} else ""
        return f"<mark{told}{names}{anchor}>{words}</mark>"


def _aligned(characters: str, starts: Sequence[int], ends: Sequence[int]) -> dict[int, int]:
    """Return for each tab how many spaces set the next cell under the one above it.

    Rows that follow each other make a table; a column that is empty in all of them takes no room.
    """
    spaces: dict[int, int] = {}
    table: list[list[tuple[int, str]]] = []
    for start, end in [*zip(starts, ends, strict=True), (0, 0)]:
        row = characters[start:end]
        if "\t" in row:
            offset, cells = start, []
            for cell in row.split("\t"):
                cells.append((offset, cell))
                offset += len(cell) + 1
            table.append(cells)
        elif table:
            _align_table(table, spaces)
            table = []
    return spaces


def _align_table(table: Sequence[Sequence[tuple[int, str]]], spaces: dict[int, int]) -> None:
    """Add to SPACES the room after each cell of TABLE."""
    widths: dict[int, int] = {}
    for row in table:
        for column, (_, cell) in enumerate(row):
            widths[column] = max(widths.get(column, 0), len(cell) if len(cell) <= WIDEST_CELL else 0)
    filled = {column for row in table for column, (_, cell) in enumerate(row) if cell.strip()}
    for row in table:
        for column, (offset, cell) in enumerate(row[:-1]):
            room = max(widths[column] - len(cell), 0) + 2
            spaces[offset + len(cell)] = room if column in filled else 0
