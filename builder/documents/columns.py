r"""Tables: the cells of a row set side by side, so that columns stay columns.

In: cells, each a Flow. Out: lines in which one "\t" stands at each column boundary, empty and spanned columns
counted: `| By: | /s/ Ann Lee |` over `| | Ann Lee |` -> "By:\t/s/ Ann Lee", "\tAnn Lee". A cell of several lines
makes several lines. A row of one plain cell is just its lines. Where a row is taller than a page, or most of its
places would be empty, it is a page laid out as a table: its cells stand one below the other.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from builder.documents.flow import Flow, Line

MOST_EMPTY = 1000
"""Places of a row that may be empty, and eight more for each line that its cells hold."""
TALLEST = 1000
"""Lines of a row."""
MOST_BELOW = 64
"""Columns in which cells may reach down into the rows below."""


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
    place: int
    """Offset after the bytes that were set last; tabs, which no byte stands for, are told to be there."""
    cells: list[Cell] = field(default_factory=list)
    column: int = 0
    is_open: bool = False
    """Whether a cell is open."""
    below: dict[int, int] = field(default_factory=dict)
    """Column -> rows, this one included, that a cell takes up there."""
    widths: dict[int, int] = field(default_factory=dict)
    """Column -> tabs that tables within its cells have needed so far."""

    def open_cell(self, columns: int, rows: int) -> Flow:
        """Return the flow of a new cell over COLUMNS and ROWS, right of those that reach down from above."""
        while self.below.get(self.column):
            self.column += 1
        cell = Cell(self.column, columns, Flow())
        self.cells.append(cell)
        if rows > 1 and self.column < MOST_BELOW:
            self.below |= dict.fromkeys(range(self.column, self.column + columns), rows)
        self.column += columns
        self.is_open = True
        return cell.flow

    def close_cell(self, flow: Flow) -> None:
        """Close the open cell, whose FLOW ends here."""
        flow.end_line()
        while flow.lines and not flow.lines[-1]:
            flow.lines.pop()
        self.is_open = False

    def close_row(self) -> None:
        """Add the row to the lines around the table."""
        if self.cells:
            self._add_row()
            self.cells = []
            if self.below:
                self.below = {column: rows - 1 for column, rows in self.below.items() if rows > 1}
        self.column = 0

    def _add_row(self) -> None:
        outer, cells = self.outer, self.cells
        if outer.blank:
            outer.pay_blank()
        first = cells[0]
        if len(cells) == 1 and first.column == 0 and first.columns == 1:
            outer.lines += first.flow.lines
            outer.has_columns = outer.has_columns or first.flow.has_columns
            return
        height = max(len(cell.flow.lines) for cell in cells) or 1
        if self._is_page_layout(height):
            for cell in cells:
                outer.lines += cell.flow.lines
            return
        outer.has_columns = True
        for cell in cells:
            if cell.flow.has_columns and cell.columns == 1:
                needed = max((_tabs(line) for line in cell.flow.lines), default=0)
                self.widths[cell.column] = max(needed, self.widths.get(cell.column, 0))
        outer.lines += [self._joined(number) for number in range(height)]

    def _is_page_layout(self, height: int) -> bool:
        held = sum(len(cell.flow.lines) for cell in self.cells)
        width = self.cells[-1].column + self.cells[-1].columns
        return height > TALLEST or height * width > MOST_EMPTY + 8 * held

    def _joined(self, number: int) -> Line:
        """Return line NUMBER of all cells, side by side."""
        line: Line = []
        column = owed = 0
        for cell in self.cells:
            owed += cell.column - column
            column = cell.column
            width = self.widths.get(column, 0)
            here = cell.flow.lines[number] if number < len(cell.flow.lines) else None
            if not here:
                owed += width
                continue
            if owed:
                line.append(("\t" * owed, self.place, self.place))
            line += here
            self.place = here[-1][2]
            owed = max(0, width - _tabs(here)) if width else 0
        owed += self.cells[-1].columns - 1
        if owed:
            line.append(("\t" * owed, self.place, self.place))
        return line


def _tabs(line: Line) -> int:
    return sum(len(text) for text, start, end in line if start == end and text[:1] == "\t")
