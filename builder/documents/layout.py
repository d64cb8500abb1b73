r"""The lines that a browser would show for an HTML body, with tables as rows and columns.

In: text and markup in turn (see markup.py). Out: runs in reading order, line ends among them, as in
`<p>By:<br>/s/ Ann Lee</p>` -> "By:", "\n", "/s/ Ann Lee". White space is folded as a browser folds it.
Columns stay columns: the cells of a row stand side by side, a "\t" at each boundary. No recursion; nesting
is counted and capped. Page breaks are those that a style asks for, `<PAGE>`, and a rule over the whole page
outside all tables; a rule under a signature is none. Refuses to know what the words say.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from builder.documents.markup import Action, Tag, read_tag
from builder.documents.shown import SPECIAL, Run, find_shown

Line = list[Run]

DEEPEST = 32
"""Tables and lists nested deeper are read as plain lines."""
FOLDING = dict.fromkeys(map(ord, "\t\n\r\f"), " ") | {0: "\ufffd", 0xB: " ", 0x1C: " ", 0x1D: " ", 0x1E: " ", 0x1F: " "}
KEEPING = {0: "\ufffd", ord("\t"): " ", ord("\f"): " ", 0xB: " ", 0x1C: " ", 0x1D: " ", 0x1E: " ", 0x1F: " "}
PICTURE = "\ufffc"
"""OBJECT REPLACEMENT CHARACTER stands where a picture stands, so that a signature given as one is seen."""


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

    def end_line(self) -> None:
        """End the open line, if anything stands on it."""
        if self.line:
            self.break_line()

    def break_line(self) -> None:
        """End the open line, even an empty one."""
        line = self.line
        while line:
            text, start, end = line[-1]
            if text[-1:] != " ":
                break
            kept = text.rstrip(" ")
            if kept and len(text) == end - start:
                line[-1] = (kept, start, start + len(kept))
                break
            line.pop()
            if kept:
                line.append((kept, start, end))
                break
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


@dataclass(slots=True)
class Cell:
    """One cell of the row that is being read."""

    column: int
    columns: int
    flow: Flow


@dataclass(slots=True)
class Table:
    """A table that is being read."""

    outer: Flow
    """Where its rows go."""
    cells: list[Cell] = field(default_factory=list)
    column: int = 0
    is_open: bool = False
    """Whether a cell is open."""
    below: dict[int, int] = field(default_factory=dict)
    """Column -> how many more rows a cell above reaches down into."""
    widths: dict[int, int] = field(default_factory=dict)
    """Column -> tabs that tables within its cells have needed so far."""


class Layout:
    """Lays out one body; `lay_out` is its only use."""

    def __init__(self, *, hides: bool) -> None:
        """Begin an empty page; HIDES says whether elements that are not displayed are left out."""
        self.page = Flow()
        self.flow = self.page
        self.tables: list[Table] = []
        self.tables_ignored = 0
        self.lists: list[int] = []
        self.preformatted = 0
        self.owes_break = False
        self.anything_shown = False
        self.hides = hides
        self.hidden = ""
        """Name of the element that is not displayed; "" outside of one."""
        self.awaited = ""
        """Name of the element after whose end a page begins."""
        self.depth = 0
        self.place = 0

    def lay_out(self, pieces: list[str], start: int) -> bool:
        """Lay out PIECES, whose first character is at offset START; return False if a hidden element never ended."""
        place = start
        is_text = False
        for piece in pieces:
            is_text = not is_text
            if is_text:
                if piece and not self.hidden:
                    self.add_text(piece, place)
            else:
                tag = read_tag(piece)
                self.place = place
                if self.hidden or self.awaited:
                    self.follow(tag)
                if not self.hidden and (tag.action or tag.hidden or tag.break_after or tag.break_before):
                    self.act(tag, place + len(piece))
            place += len(piece)
        while self.tables:
            self.end_table()
        self.page.end_line()
        return not self.hidden

    def follow(self, tag: Tag) -> None:
        """Look for the end of the element that is hidden, or that a page break follows."""
        name = self.hidden or self.awaited
        if tag.name != name:
            return
        self.depth += -1 if tag.is_end else 1
        if self.depth == 0 or (self.awaited == "p" and not self.hidden):
            self.owes_break = self.owes_break or not self.hidden
            self.hidden = self.awaited = ""

    def act(self, tag: Tag, end: int) -> None:
        """Do what TAG, which ends at offset END, does to the page."""
        if tag.hidden and self.hides:
            self.hidden, self.awaited, self.depth = tag.name, "", 1
            return
        if tag.break_before:
            self.owes_break = True
        _ACTIONS[tag.action](self, tag, end)
        if tag.break_after:
            if tag.action is Action.RULE or tag.is_end:
                self.owes_break = self.owes_break or not self.tables
            elif not self.awaited:
                self.awaited, self.depth = tag.name, 1

    # Text

    def add_text(self, text: str, start: int) -> None:
        """Add TEXT, whose first byte is at offset START, to the open line."""
        if self.preformatted:
            self.add_preformatted(text, start)
            return
        text = text.translate(FOLDING)
        flow = self.flow
        if text.isspace():
            if not flow.space:
                flow.line.append((" ", start, start + 1))
                flow.space = True
            return
        if flow.blank:
            flow.pay_blank()
        if self.owes_break:
            self.begin_page(start)
        if flow.space and text[0] == " ":
            trimmed = text.lstrip(" ")
            start += len(text) - len(trimmed)
            text = trimmed
        self.anything_shown = True
        if "&" in text or "  " in text or not text.isascii():
            self.add_special(text, start)
        else:
            flow.line.append((text, start, start + len(text)))
            flow.space = text[-1] == " "

    def add_special(self, text: str, start: int) -> None:
        """Add TEXT that holds references, several spaces or bytes above 127."""
        line = self.flow.line
        done = 0
        space = False
        for found in SPECIAL.finditer(text):
            first, last = found.span()
            if text[first] == " ":
                if first > done or not (space or (self.flow.space and first == 0)):
                    line.append((text[done : first + 1], start + done, start + first + 1))
                done, space = last, True
                continue
            if first > done:
                skipped = 1 if space and text[done] == " " else 0
                if first > done + skipped:
                    line.append((text[done + skipped : first], start + done + skipped, start + first))
            done = last
            characters = find_shown(found[0])
            space = False
            if characters:
                line.append((characters, start + first, start + last))
        if done < len(text):
            line.append((text[done:], start + done, start + len(text)))
            space = text[-1] == " "
        self.flow.space = space

    def add_preformatted(self, text: str, start: int) -> None:
        """Add TEXT as it stands, its line ends being line ends."""
        place = start
        for number, row in enumerate(text.split("\n")):
            if number:
                self.flow.break_line()
            kept = row.rstrip("\r").translate(KEEPING).replace("\r", " ")
            if kept:
                if self.flow.blank:
                    self.flow.pay_blank()
                if self.owes_break:
                    self.begin_page(place)
                self.anything_shown = True
                self.add_kept(kept, place)
            place += len(row) + 1

    def add_kept(self, text: str, start: int) -> None:
        """Add TEXT with its spaces, its references and high bytes shown."""
        line = self.flow.line
        done = 0
        for found in SPECIAL.finditer(text):
            first, last = found.span()
            if text[first] == " ":
                continue
            if first > done:
                line.append((text[done:first], start + done, start + first))
            done = last
            characters = find_shown(found[0])
            if characters:
                line.append((characters, start + first, start + last))
        if done < len(text):
            line.append((text[done:], start + done, start + len(text)))
        self.flow.space = False

    def begin_page(self, start: int) -> None:
        """Mark that a page begins here, unless nothing stands before it."""
        self.owes_break = False
        if self.anything_shown:
            self.flow.line.append(("", start, start))

    # Lines

    def new_line(self, _tag: Tag, _end: int) -> None:
        """Begin a new line."""
        self.flow.end_line()

    def new_paragraph(self, _tag: Tag, _end: int) -> None:
        """Begin a new paragraph."""
        self.flow.owe_blank()

    def break_line(self, _tag: Tag, _end: int) -> None:
        """Break the line."""
        if self.flow.blank:
            self.flow.pay_blank()
        self.flow.break_line()

    def open_preformatted(self, _tag: Tag, _end: int) -> None:
        """Keep white space from here on."""
        self.flow.owe_blank()
        self.preformatted += 1

    def close_preformatted(self, _tag: Tag, _end: int) -> None:
        """Fold white space again."""
        self.flow.owe_blank()
        self.preformatted = max(0, self.preformatted - 1)

    def open_list(self, tag: Tag, _end: int) -> None:
        """Begin a list; an ordered one counts."""
        self.flow.end_line()
        if len(self.lists) < DEEPEST:
            self.lists.append(tag.columns)

    def close_list(self, _tag: Tag, _end: int) -> None:
        """End a list."""
        self.flow.end_line()
        if self.lists:
            self.lists.pop()

    def open_item(self, _tag: Tag, end: int) -> None:
        """Begin an item, with its number in an ordered list."""
        self.flow.end_line()
        if self.lists and self.lists[-1]:
            self.flow.line.append((f"{self.lists[-1]}. ", end, end))
            self.lists[-1] += 1

    def show_picture(self, _tag: Tag, end: int) -> None:
        """Show that a picture stands here."""
        if self.flow.blank:
            self.flow.pay_blank()
        self.flow.line.append((PICTURE, self.place, end))
        self.flow.space = False

    def begin_next_page(self, _tag: Tag, _end: int) -> None:
        """Begin a page at EDGAR's own mark."""
        self.flow.end_line()
        self.owes_break = True

    # Tables

    def open_table(self, _tag: Tag, _end: int) -> None:
        """Begin a table."""
        self.flow.end_line()
        if len(self.tables) >= DEEPEST:
            self.tables_ignored += 1
        else:
            self.tables.append(Table(self.flow))

    def close_table(self, _tag: Tag, _end: int) -> None:
        """End a table."""
        if self.tables_ignored:
            self.tables_ignored -= 1
        elif self.tables:
            self.end_table()
            return
        self.flow.end_line()

    def end_table(self) -> None:
        """End the innermost table."""
        self.end_row()
        self.tables.pop()

    def open_row(self, _tag: Tag, _end: int) -> None:
        """Begin a row."""
        if self.tables_ignored or not self.tables:
            self.flow.end_line()
        else:
            self.end_row()

    close_row = open_row

    def end_row(self) -> None:
        """End the open row of the innermost table."""
        table = self.tables[-1]
        self.end_cell(table)
        if table.cells:
            add_row(table)
            table.below = {column: rows - 1 for column, rows in table.below.items() if rows > 1}
            table.cells = []
        table.column = 0

    def open_cell(self, tag: Tag, end: int) -> None:
        """Begin a cell; one outside of any table begins a table, since slices of a body may begin within one."""
        if self.tables_ignored:
            self.flow.end_line()
            return
        if not self.tables:
            self.open_table(tag, end)
        table = self.tables[-1]
        self.end_cell(table)
        while table.below.get(table.column):
            table.column += 1
        flow = Flow()
        table.cells.append(Cell(table.column, tag.columns, flow))
        if tag.rows > 1 and table.column < 1000:
            for column in range(table.column, table.column + tag.columns):
                table.below[column] = tag.rows
        table.column += tag.columns
        table.is_open = True
        self.flow = flow

    def close_cell(self, _tag: Tag, _end: int) -> None:
        """End the open cell."""
        if self.tables and not self.tables_ignored:
            self.end_cell(self.tables[-1])

    def end_cell(self, table: Table) -> None:
        """End the open cell of TABLE, if there is one; what follows outside of cells stands before the table."""
        if table.is_open:
            self.flow.end_line()
            lines = self.flow.lines
            while lines and not lines[-1]:
                lines.pop()
            table.is_open = False
        else:
            self.flow.end_line()
        self.flow = table.outer


_ACTIONS = {
    Action.NOTHING: lambda _layout, _tag, _end: None,
    Action.LINE: Layout.new_line,
    Action.PARAGRAPH: Layout.new_paragraph,
    Action.LINE_BREAK: Layout.break_line,
    Action.RULE: Layout.new_line,
    Action.TABLE: Layout.open_table,
    Action.TABLE_END: Layout.close_table,
    Action.ROW: Layout.open_row,
    Action.ROW_END: Layout.close_row,
    Action.CELL: Layout.open_cell,
    Action.CELL_END: Layout.close_cell,
    Action.PREFORMATTED: Layout.open_preformatted,
    Action.PREFORMATTED_END: Layout.close_preformatted,
    Action.LIST: Layout.open_list,
    Action.LIST_END: Layout.close_list,
    Action.ITEM: Layout.open_item,
    Action.PICTURE: Layout.show_picture,
    Action.PAGE: Layout.begin_next_page,
}


def add_row(table: Table) -> None:
    """Add the row that has been read to the lines around the table, its cells side by side."""
    outer = table.outer
    cells = table.cells
    if outer.blank:
        outer.pay_blank()
    if len(cells) == 1 and cells[0].column == 0 and cells[0].columns == 1:
        outer.lines += cells[0].flow.lines
        outer.has_columns = outer.has_columns or cells[0].flow.has_columns
        return
    height = max(len(cell.flow.lines) for cell in cells) or 1
    held = sum(len(cell.flow.lines) for cell in cells)
    width = cells[-1].column + cells[-1].columns
    if height * width > 1000 + 8 * held:
        for cell in cells:
            outer.lines += cell.flow.lines
        return
    outer.has_columns = True
    for cell in cells:
        if cell.flow.has_columns and cell.columns == 1:
            needed = max(_tabs(line) for line in cell.flow.lines) if cell.flow.lines else 0
            table.widths[cell.column] = max(needed, table.widths.get(cell.column, 0))
    outer.lines += [_joined(cells, number, table.widths) for number in range(height)]


def _joined(cells: list[Cell], number: int, widths: dict[int, int]) -> Line:
    """Return line NUMBER of all CELLS, side by side."""
    line: Line = []
    column = place = owed = 0
    for cell in cells:
        owed += cell.column - column
        lines = cell.flow.lines
        if number < len(lines) and lines[number]:
            if owed:
                line.append(("\t" * owed, place, place))
                owed = 0
            line += lines[number]
            place = line[-1][2]
            if widths:
                owed = max(0, widths.get(cell.column, 0) - _tabs(lines[number]))
        elif widths:
            owed += widths.get(cell.column, 0)
        column = cell.column
    owed += cells[-1].columns - 1
    if owed:
        line.append(("\t" * owed, place, place))
    return line


def _tabs(line: Line) -> int:
    return sum(len(text) for text, start, end in line if start == end and text[:1] == "\t")
