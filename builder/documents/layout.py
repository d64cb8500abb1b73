r"""The lines that a browser would show for an HTML body.

In: text and markup in turn (see markup.py). Out: a page of lines, as in `<p>By:<br>/s/ Ann Lee</p>` -> "By:",
"/s/ Ann Lee". Block tags and `<br>` break lines, paragraphs and headings stand apart by a blank line unless their
style takes the margin away, tags within a line add no space, an ordered list shows its numbers, a picture is U+FFFC.
No recursion; nesting is counted and capped. A page begins where a style asks for it, at `<PAGE>`, and after a rule
over the whole width outside all tables; a short rule, or one in a table or at the left, is a line for a signature
and nothing is shown for it. Refuses to know what the words say.
"""

from __future__ import annotations

from itertools import zip_longest

from builder.documents.columns import Table
from builder.documents.flow import Flow
from builder.documents.markup import TAGS, Action, Tag, list_mark

DEEPEST = 12
"""Tables and lists nested deeper are read as plain lines."""
PICTURE = "\ufffc"
"""OBJECT REPLACEMENT CHARACTER stands where a picture stands, so that a signature given as one is seen to be there."""


class Layout:
    """Lays out one body; `lay_out` is its only use."""

    def __init__(self, *, hides: bool) -> None:
        """Begin an empty page; HIDES says whether elements that are not displayed are left out."""
        self.page = Flow()
        self.flow = self.page
        self.left_out: list[tuple[int, int]] = []
        """From where to where elements are not displayed."""
        self.tables: list[Table] = []
        self.tables_ignored = 0
        self.lists: list[tuple[str, int]] = []
        """(Kind of mark, next number) of each list that is open."""
        self.lists_ignored = 0
        self.is_apart_below = True
        """Whether a blank line is due below the open paragraph."""
        self.preformatted = 0
        self.owes_page = False
        """Whether a page begins at the next character."""
        self.hides = hides
        self.hidden = ""
        """Name of the element that is not displayed; "" outside of one."""
        self.hidden_from = 0
        self.awaited = ""
        """Name of the element after whose end a page begins."""
        self.depth = 0
        """Elements of the name that is looked for, one within the other."""

    def lay_out(self, pieces: list[str], start: int) -> bool:
        """Lay out PIECES, whose first character is at offset START; return False if a hidden element never ended."""
        place = start
        for text, markup in zip_longest(pieces[::2], pieces[1::2]):
            if text:
                if self.preformatted or not text.isspace():
                    self.add_text(text, place)
                elif not self.flow.space:
                    self.add_space(place)
                place += len(text)
            if markup:
                end = place + len(markup)
                tag = TAGS[markup]
                if self.hidden or self.awaited:
                    self.follow(tag, place)
                if tag.acts and not self.hidden:
                    if tag.is_plain:
                        _ACTIONS[tag.action](self, tag, place, end)
                    else:
                        self.act(tag, place, end)
                place = end
        while self.tables:
            self.end_table()
        self.page.end_line()
        return not self.hidden

    def follow(self, tag: Tag, place: int) -> None:
        """Look for the end of the element that is hidden, or that a page break follows, in TAG at PLACE."""
        if tag.name != (self.hidden or self.awaited):
            return
        self.depth += -1 if tag.is_end else 1
        if self.hidden:
            if self.depth == 0:
                self.left_out.append((self.hidden_from, place))
                self.hidden = ""
        elif self.depth == 0 or self.awaited == "p":
            self.owes_page = True
            self.awaited = ""

    def act(self, tag: Tag, start: int, end: int) -> None:
        """Do to the page what TAG, which stands from START to END, does beside its action, and its action."""
        if tag.is_hidden and self.hides:
            self.hidden, self.awaited, self.depth, self.hidden_from = tag.name, "", 1, end
            return
        _ACTIONS[tag.action](self, tag, start, end)
        if tag.breaks_before:
            self.owes_page = True
        if tag.breaks_after and tag.action in (Action.RULE, Action.LINE_BREAK):
            self.owes_page = self.owes_page or not self.tables
        elif tag.breaks_after and not self.awaited:
            self.awaited, self.depth = tag.name, 1

    def add_text(self, text: str, start: int) -> None:
        """Add TEXT, whose first byte is at offset START, unless it is not displayed."""
        if self.hidden:
            return
        if self.owes_page:
            self.begin_page(start)
        if not self.preformatted:
            self.flow.add(text, start)
            return
        for number, row in enumerate(text.split("\n")):
            if number:
                self.flow.break_line()
            if row and row != "\r":
                self.flow.add_kept(row, start)
            start += len(row) + 1

    def add_space(self, start: int) -> None:
        """Add the space at offset START, unless it is not displayed."""
        if not self.hidden:
            self.flow.add_space(start)

    def begin_page(self, start: int) -> None:
        """Mark that a page begins here, unless nothing stands before it."""
        self.owes_page = False
        if self.flow.blank:
            self.flow.pay_blank()
        if self.page.lines or self.tables or self.page.line:
            self.flow.line.append(("", start, start))

    # Lines and lists

    def do_nothing(self, _tag: Tag, _start: int, _end: int) -> None:
        """Leave the page as it is."""

    def new_line(self, _tag: Tag, _start: int, _end: int) -> None:
        """Begin a new line."""
        self.flow.end_line()

    def open_paragraph(self, tag: Tag, _start: int, _end: int) -> None:
        """Begin a new paragraph."""
        self.flow.end_line()
        above, self.is_apart_below = tag.is_apart
        self.flow.blank = self.flow.blank or above

    def close_paragraph(self, _tag: Tag, _start: int, _end: int) -> None:
        """End a paragraph."""
        self.flow.end_line()
        self.flow.blank = self.flow.blank or self.is_apart_below
        self.is_apart_below = True

    def break_line(self, _tag: Tag, _start: int, _end: int) -> None:
        """Break the line."""
        self.flow.break_line()

    def open_preformatted(self, _tag: Tag, _start: int, _end: int) -> None:
        """Keep white space from here on."""
        self.flow.owe_blank()
        self.preformatted += 1

    def close_preformatted(self, _tag: Tag, _start: int, _end: int) -> None:
        """Fold white space again."""
        self.flow.owe_blank()
        self.preformatted = max(0, self.preformatted - 1)

    def open_list(self, tag: Tag, _start: int, _end: int) -> None:
        """Begin a list; an ordered one counts."""
        self.flow.end_line()
        if len(self.lists) < DEEPEST:
            self.lists.append((tag.mark, tag.columns))
        else:
            self.lists_ignored += 1

    def close_list(self, _tag: Tag, _start: int, _end: int) -> None:
        """End a list."""
        self.flow.end_line()
        if self.lists_ignored:
            self.lists_ignored -= 1
        elif self.lists:
            self.lists.pop()

    def open_item(self, _tag: Tag, _start: int, end: int) -> None:
        """Begin an item, with its number in an ordered list."""
        self.flow.end_line()
        if self.lists and self.lists[-1][0]:
            kind, number = self.lists[-1]
            if self.owes_page:
                self.begin_page(end)
            self.flow.add_picture(f"{list_mark(kind, number)} ", end, end)
            self.flow.space = True
            self.lists[-1] = kind, number + 1

    def show_picture(self, _tag: Tag, start: int, end: int) -> None:
        """Show that a picture stands here."""
        self.flow.add_picture(PICTURE, start, end)

    def begin_next_page(self, _tag: Tag, _start: int, _end: int) -> None:
        """Begin a page at EDGAR's own mark."""
        self.flow.end_line()
        self.owes_page = True

    # Tables

    def open_table(self, _tag: Tag, start: int, _end: int) -> None:
        """Begin a table."""
        self.flow.end_line()
        if len(self.tables) < DEEPEST:
            self.tables.append(Table(self.flow, start))
        else:
            self.tables_ignored += 1

    def close_table(self, _tag: Tag, _start: int, _end: int) -> None:
        """End a table."""
        self.flow.end_line()
        if self.tables_ignored:
            self.tables_ignored -= 1
        elif self.tables:
            self.end_table()

    def end_table(self) -> None:
        """End the innermost table."""
        self.end_cell(self.tables[-1])
        self.tables.pop().close_row()

    def open_row(self, _tag: Tag, _start: int, _end: int) -> None:
        """Begin a row, or end one: both end the row before."""
        if self.tables and not self.tables_ignored:
            self.end_cell(self.tables[-1])
            self.tables[-1].close_row()
        else:
            self.flow.end_line()

    def open_cell(self, tag: Tag, start: int, end: int) -> None:
        """Begin a cell; one outside of all tables begins a table, since slices of a body may begin within one."""
        if self.tables_ignored:
            self.flow.end_line()
            return
        if not self.tables:
            self.open_table(tag, start, end)
        self.end_cell(self.tables[-1])
        self.flow = self.tables[-1].open_cell(tag.columns, tag.rows)

    def close_cell(self, _tag: Tag, _start: int, _end: int) -> None:
        """End the open cell."""
        if self.tables and not self.tables_ignored:
            self.end_cell(self.tables[-1])

    def end_cell(self, table: Table) -> None:
        """End the open cell of TABLE, if there is one; what follows outside of cells stands before the row."""
        if table.is_open:
            table.close_cell(self.flow)
        else:
            self.flow.end_line()
        self.flow = table.outer


_ACTIONS = {
    Action.NOTHING: Layout.do_nothing,
    Action.LINE: Layout.new_line,
    Action.PARAGRAPH: Layout.open_paragraph,
    Action.PARAGRAPH_END: Layout.close_paragraph,
    Action.LINE_BREAK: Layout.break_line,
    Action.RULE: Layout.new_line,
    Action.TABLE: Layout.open_table,
    Action.TABLE_END: Layout.close_table,
    Action.ROW: Layout.open_row,
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
