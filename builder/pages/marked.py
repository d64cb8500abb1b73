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
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from itertools import accumulate, pairwise

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


class Marked(msgspec.Struct, frozen=True):
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
        self.words = text.characters.split("\n")
        self.starts = list(accumulate((len(words) + 1 for words in self.words[:-1]), initial=0))
        self._rows = rows and "\t" in text.characters

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
        if self._rows:
            return " " * self._spaces.get(offset, 2)
        column = len(self.characters[self.starts[self.of(offset)] : offset].expandtabs(8))
        return " " * (8 - column % 8)

    @cached_property
    def _spaces(self) -> dict[int, int]:
        return _aligned(self.words, self.starts)


class Shown:
    """The documents of one page, so that what one repeats of another is said once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._repeated = Repeated()
        self._names: list[tuple[str, str]] = []

    def fold(self, lines: Sequence[str], kept: Set[int], anchor: str, words: str) -> dict[int, tuple[int, str]]:
        """Return by index of the first line how many LINES of the document at ANCHOR are left out, and what is said.

        The lines KEPT, those with marks, are none of them.
        """
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
        lines,
        list(_joined(_pieces(text, evidence), text.characters)),
        {value.name: value.kind for value in evidence if value.kind},
    )
    pages = {lines.of(at) for at in text.breaks if 0 < at <= len(text.characters)}
    total = len(lines.starts)
    runs = _shown_lines(text, lines, whole)
    layer = _Paragraphs() if rows else _TypedLines()
    before, numbered, widest, shown = 0, total > WHOLE_UP_TO, 0, 0
    for first, last in runs:
        layer.cut(_left_out(first - before))
        printed = printer.lines(first, last)
        folded = above.fold(printed, printer.marked, anchor, words) if above and last - first == total else {}
        stops = sorted({*folded, *pages, last})
        number = first
        while number < last:
            if number in folded:
                count, told = folded[number]
                layer.cut(told, number + 1)
                number, numbered = number + count, True
                continue
            stop = stops[bisect_right(stops, number)]
            broken = number in pages and number > runs[0][0]
            layer.lines(printed[number - first : stop - first], number + 1 if numbered else 0, broken=broken)
            number = stop
        before = last
        shown += last - first
        widest = max(widest, *map(len, lines.words[first:last]))
    layer.cut(_left_out(total - before))
    return Marked(Markup("".join(layer.out)), printer.places, shown, total, widest)  # noqa: S704  (by _Printer)


def _left_out(count: int) -> str:
    return f"{count:,} {'line' if count == 1 else 'lines'} not shown here" if count else ""


class _TypedLines:
    """Lines of a typed text, each an element `b` of its `<pre>`."""

    def __init__(self) -> None:
        self.out: list[str] = []

    def lines(self, lines: Sequence[str], number: int, *, broken: bool) -> None:
        """Lay LINES, numbered from NUMBER on unless that is 0, a page BROKEN before them."""
        for at, words in enumerate(lines):
            kind = " class=pg" if broken and not at else ""
            self.out.append(f"<b{kind} data-n={number + at}>{words}\n</b>" if number else f"<b{kind}>{words}\n</b>")

    def cut(self, told: str, number: int = 0) -> None:
        """Lay what is TOLD in the place of lines from NUMBER on; nothing where nothing is told."""
        if told:
            self.out.append(f"<b class=cut{f' data-n={number}' if number else ''}>{told}\n</b>")


_KINDS = {(True, False): "", (False, False): " class=t", (True, True): " class=pg", (False, True): ' class="t pg"'}
"""The class of a paragraph, by whether a blank line follows it and a page begins with it."""


class _Paragraphs:
    """Lines of a text made from HTML, each an element `p`: mostly a paragraph, which an empty line follows."""

    def __init__(self) -> None:
        self.out: list[str] = []

    def lines(self, lines: Sequence[str], number: int, *, broken: bool) -> None:
        """Lay LINES, each with the blank one beneath it; one without is of the class "t"."""
        at = 0
        while at < len(lines):
            blank = at + 1 < len(lines) and not lines[at + 1]
            kind = _KINDS[blank, broken and not at]
            self.out.append(f"<p{kind} data-n={number + at}>{lines[at]}\n" if number else f"<p{kind}>{lines[at]}\n")
            at += 1 + blank

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
    opening: dict[int, list[tuple[int, str]]] = {}
    for value in evidence:
        for span in value.spans:
            for start, end in text.ranges(span):
                opening.setdefault(start, []).append((end, value.name))
    active: list[tuple[int, str]] = []
    for start, after in pairwise([*sorted(opening), len(text.characters) + 1]):
        opened = opening[start]
        if not active and len(opened) == 1 and opened[0][0] <= after:  # as mostly: one value alone
            yield _Piece(start, opened[0][0], (opened[0][1],))
            continue
        active += opened
        at = start
        for edge in sorted({min(end, after) for end, _ in active}):
            yield _Piece(at, edge, tuple(dict.fromkeys(name for _, name in active)))
            active = [(end, name) for end, name in active if end > edge]
            at = edge


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
        self.pieces = pieces
        self.kinds = kinds
        self.places: dict[str, Place] = {}
        self.marked: set[int] = set()
        """The lines that hold a mark."""
        self._lines = lines
        self._next = 0

    def lines(self, first: int, last: int) -> list[str]:
        """Return the lines from FIRST to before LAST as HTML, their newlines left out."""
        out: list[str] = []
        upcoming = self._upcoming(self._lines.starts[first])
        for number in range(first, last):
            words, start = self._lines.words[number], self._lines.starts[number]
            end = start + len(words)
            if upcoming < end:
                out.append(self._line(number, start, end))
                upcoming = self._upcoming(end + 1)
            else:
                out.append(self._lines.laid_out(start, end) if "\t" in words else verbatim(words))
        return out

    def _upcoming(self, start: int) -> int:
        """Return where the next piece begins that reaches behind START."""
        while self._next < len(self.pieces):
            piece = self.pieces[self._next]
            if piece.end > start:
                return piece.start
            self._next += 1
        return sys.maxsize

    def _line(self, number: int, start: int, end: int) -> str:
        """Return line NUMBER, from START to END, in which a piece may stand."""
        laid_out, characters = self._lines.laid_out, self._lines.characters
        out: list[str] = []
        done = start
        for index in range(self._next, len(self.pieces)):
            piece = self.pieces[index]
            if piece.start >= end:
                break
            begin, stop = max(piece.start, start), min(piece.end, end)
            if begin > done:
                out.append(laid_out(done, begin))
            blank = not characters[begin:stop].strip()
            out.append(laid_out(begin, stop) if blank else self._mark(piece, laid_out(begin, stop), number))
            done = stop
        if end > done:
            out.append(laid_out(done, end))
        return "".join(out)

    def _mark(self, piece: _Piece, words: str, number: int) -> str:
        """Return WORDS as a mark that names its values; the first mark of a value carries an id."""
        self.marked.add(number)
        new = tuple([name for name in piece.names if name not in self.places])
        for name in new:
            self.places[name] = Place(new[0], number + 1)
        anchor = f" id={new[0]}" if new else ""
        names = f' data-ev="{" ".join(piece.names)}"' if piece.names != new or len(new) > 1 else ""
        return f"<mark{self._classes(piece) if self.kinds else ''}{names}{anchor}>{words}</mark>"

    def _classes(self, piece: _Piece) -> str:
        """Return the classes of a mark; none where all of its values are certain, and no finding is about them."""
        kinds = {self.kinds.get(name, "") for name in piece.names}
        if not any(kinds):
            return ""
        classes = " ".join(f"u-ev--{kind or 'value'}" for kind in ("doubt", "finding", "") if kind in kinds)
        return f' class="{classes}"'


def _aligned(lines: Sequence[str], starts: Sequence[int]) -> dict[int, int]:
    """Return for each tab of LINES, which begin at STARTS, how many spaces set the next cell under the one above it.

    Rows that follow each other make a table; a column that is empty in all of them takes no room.
    """
    spaces: dict[int, int] = {}
    table: list[list[tuple[int, str]]] = []
    for row, start in [*zip(lines, starts, strict=True), ("", 0)]:
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
