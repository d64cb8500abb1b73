r"""HTML markup told from text, and what each tag does to the page.

In: the characters of an HTML body. Out: text and markup in turn (`split_markup`), and the `Tag` behind each
piece of markup (`TAGS`), as in `<td colspan=2>` -> `Tag(Action.CELL, "td", columns=2)`. The splitting
follows the HTML standard's tokenizer (html.spec.whatwg.org, section 13.2.5) where a reader would see a
difference: quoted attribute values may hold ">", comments end at "-->", `<3` is text. Elements whose content
is never shown (script, style, title) are one piece of markup, content included. Knows nothing of layout.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import NamedTuple

ATTRIBUTES = r"""[^>=]*+ (?: = \s*+ (?: "[^"]*+" | '[^']*+' )?+ [^>=]*+ )*+"""
"""Up to the ">" that ends a tag. Possessive throughout, so that no character is read twice."""


def _never_shown(name: str) -> str:
    return rf"<(?i:{name})(?=[\s/>]) {ATTRIBUTES} (?: > (?s:.*?) (?: </(?i:{name}) [^>]*+ (?: > | \Z ) | \Z ) | \Z )"


MARKUP = re.compile(
    rf"""(
      <!-- (?: -?> | (?s:.*?) (?: --!?> | \Z ) )            # comment
    | {_never_shown("script")}
    | {_never_shown("style")}
    | {_never_shown("title")}
    | </?[a-zA-Z] {ATTRIBUTES} (?: > | \Z )                 # start tag, end tag
    | <[!?/] [^>]*+ (?: > | \Z )                            # declaration, bogus comment
    )""",
    re.VERBOSE,
)
"""One piece of markup. Whatever does not end runs to the end of the body: `split_markup` mends that."""

PLAIN_MARKUP = re.compile(r"(<[a-zA-Z!?/][^>]*+(?:>|\Z))")
"""Markup in what follows a piece that never ends: quotation marks and comments no longer count there."""

NAME = re.compile(r"</?([a-zA-Z][^\s/>]*)")
COLUMNS = re.compile(r"colspan\s{0,9}=[\s\"']{0,9}(\d{1,9})", re.IGNORECASE)
ROWS = re.compile(r"rowspan\s{0,9}=[\s\"']{0,9}(\d{1,9})", re.IGNORECASE)
START = re.compile(r"start\s{0,9}=[\s\"']{0,9}(\d{1,6})", re.IGNORECASE)
LIST_KIND = re.compile(r"\btype\s{0,9}=[\s\"']{0,9}([1aAiI])\b")
LIST_STYLE = re.compile(r"list-style(?:-type)?\s{0,9}:\s{0,9}(none|lower-alpha|upper-alpha|lower-roman|upper-roman)")
WIDTH = re.compile(r"width\s{0,9}[=:][\s\"']{0,9}(\d{1,6})\s{0,9}(%?)")
BREAK_BEFORE = re.compile(r"break-before\s{0,9}:\s{0,9}(?:always|page|left|right|recto|verso)")
BREAK_AFTER = re.compile(r"break-after\s{0,9}:\s{0,9}(?:always|page|left|right|recto|verso)")
NOT_DISPLAYED = re.compile(r"display\s{0,9}:\s{0,9}none")
MARGIN = re.compile(r"margin(-top|-bottom)?\s{0,9}:\s{0,9}([^;\"'>]{1,60})")
NOTHING_WIDE = re.compile(r"0*(?:\.0*)?(?:px|pt|em|in|cm|mm|%)?")
SMALL_PICTURE = re.compile(r"(?:width|height)\s{0,9}[=:][\s\"']{0,9}[0-3](?:px)?[\s\"';>/]")

MOST_COLUMNS = 50
"""Columns that one cell may span."""
MOST_ROWS = 1000
LONGEST_REMEMBERED = 300
MOST_REMEMBERED = 4096


class Action(IntEnum):
    """What a piece of markup does to the page."""

    NOTHING = 0
    """Comments, and tags within a line: they add no space, so that `C<SMALL>HARLES</SMALL>` stays one word."""
    LINE = 1
    """Begins a new line: div, center, dd."""
    PARAGRAPH = 2
    """Begins a new line, with a blank one before: p, h1."""
    PARAGRAPH_END = 3
    LINE_BREAK = 4
    RULE = 5
    TABLE = 6
    TABLE_END = 7
    ROW = 8
    """Begins or ends a row: either ends the row before."""
    CELL = 9
    CELL_END = 10
    PREFORMATTED = 11
    PREFORMATTED_END = 12
    LIST = 13
    LIST_END = 14
    ITEM = 15
    PICTURE = 16
    PAGE = 17
    """EDGAR's `<PAGE>` in an HTML body."""


class Tag(NamedTuple):
    """A piece of markup, read."""

    action: Action
    name: str
    """Lower case, without the slash; "" for comments and declarations."""
    acts: bool = False
    """Whether it does anything at all."""
    is_plain: bool = True
    """Whether its action is all that it does."""
    is_end: bool = False
    columns: int = 1
    """Columns that a cell spans; the number that an ordered list begins with."""
    rows: int = 1
    """Rows that a cell spans."""
    mark: str = ""
    """How an ordered list numbers its items: "1", "a", "A", "i" or "I"; "" for one without numbers."""
    is_apart: tuple[bool, bool] = (True, True)
    """Whether a blank line is due above and below a paragraph."""
    breaks_before: bool = False
    """A page begins with the element."""
    breaks_after: bool = False
    """A page begins after the element."""
    is_hidden: bool = False
    """The element is not displayed (`display:none`, an inline-XBRL header)."""


_LINES = """
    div center form address dd dt dl fieldset article section header footer main nav caption
    tbody thead tfoot body html dir menu option
"""
_PARAGRAPHS = "p h1 h2 h3 h4 h5 h6 blockquote"
_BOTH = dict.fromkeys(_LINES.split(), Action.LINE) | {"br": Action.LINE_BREAK, "tr": Action.ROW}
"""What start and end tags do alike; browsers take `</br>` for `<br>`."""
_STARTS = (
    _BOTH
    | dict.fromkeys(_PARAGRAPHS.split(), Action.PARAGRAPH)
    | {
        "hr": Action.RULE,
        "table": Action.TABLE,
        "td": Action.CELL,
        "th": Action.CELL,
        "pre": Action.PREFORMATTED,
        "listing": Action.PREFORMATTED,
        "ul": Action.LIST,
        "ol": Action.LIST,
        "li": Action.ITEM,
        "img": Action.PICTURE,
        "page": Action.PAGE,
    }
)
_ENDS = (
    _BOTH
    | dict.fromkeys(_PARAGRAPHS.split(), Action.PARAGRAPH_END)
    | {
        "table": Action.TABLE_END,
        "td": Action.CELL_END,
        "th": Action.CELL_END,
        "pre": Action.PREFORMATTED_END,
        "listing": Action.PREFORMATTED_END,
        "ul": Action.LIST_END,
        "ol": Action.LIST_END,
        "li": Action.LINE,
    }
)
_STYLES = {"none": "", "lower-alpha": "a", "upper-alpha": "A", "lower-roman": "i", "upper-roman": "I"}


def split_markup(characters: str) -> list[str]:
    """Return text and markup in turn: text at even places, markup at odd ones, each character once."""
    pieces = MARKUP.split(characters)
    if len(pieces) > 1 and not pieces[-1] and _never_ends(pieces[-2]):
        unfinished = pieces[-2]
        end = unfinished.find(">") + 1
        if end:
            pieces[-2:] = [unfinished[:end], *PLAIN_MARKUP.split(unfinished[end:])]
    return pieces


def _never_ends(markup: str) -> bool:
    """Return whether MARKUP, the last piece of a body, ran to the end for want of its own end."""
    if markup.startswith("<!--"):
        return not markup.endswith(("-->", "--!>")) and markup != "<!--->"
    name = NAME.match(markup)
    if name and name[1].lower() in ("script", "style", "title") and not markup.startswith("</"):
        return f"</{name[1].lower()}" not in markup.lower() or not markup.endswith(">")
    return not markup.endswith(">")


def read_tag(markup: str) -> Tag:
    """Return what MARKUP does."""
    found = NAME.match(markup)
    if not found:
        return Tag(Action.NOTHING, "")
    name = found[1].lower()
    if markup[1] == "/":
        action = _ENDS.get(name, Action.NOTHING)
        return Tag(action, name, acts=action is not Action.NOTHING, is_end=True)
    lower = markup.lower()
    before = after = hidden = False
    if "break-" in lower:
        before, after = bool(BREAK_BEFORE.search(lower)), bool(BREAK_AFTER.search(lower))
    if name == "ix:header" or ("display" in lower and NOT_DISPLAYED.search(lower)):
        hidden = True
    tag = _act(name, markup, lower)
    after = after or tag.breaks_after
    is_plain = not (before or after or hidden)
    acts = tag.action is not Action.NOTHING or not is_plain
    return tag._replace(acts=acts, is_plain=is_plain, breaks_before=before, breaks_after=after, is_hidden=hidden)


def _act(name: str, markup: str, lower: str) -> Tag:
    """Return the tag called NAME with its action and what the action needs to know."""
    tag = Tag(_STARTS.get(name, Action.NOTHING), name)
    if tag.action is Action.CELL and "span" in lower:
        return tag._replace(columns=_number(COLUMNS, markup, MOST_COLUMNS), rows=_number(ROWS, markup, MOST_ROWS))
    if tag.action is Action.LIST and name == "ol":
        kind, style = LIST_KIND.search(markup), LIST_STYLE.search(lower)
        mark = _STYLES[style[1]] if style else kind[1] if kind else "1"
        return tag._replace(columns=_number(START, markup, 99_999), mark=mark)
    if tag.action is Action.PARAGRAPH and "margin" in lower:
        return tag._replace(is_apart=_margins(lower))
    if tag.action is Action.PICTURE and SMALL_PICTURE.search(lower):
        return tag._replace(action=Action.NOTHING)
    if tag.action is Action.RULE and _is_page_rule(lower):
        return tag._replace(breaks_after=True)
    return tag


def _margins(lower: str) -> tuple[bool, bool]:
    """Return whether there is a margin above and below, by the style in LOWER; where it does not say, there is."""
    above = below = True
    for side, written in MARGIN.findall(lower):
        values = [not NOTHING_WIDE.fullmatch(value) for value in written.split()] or [True]
        if side != "-bottom":
            above = values[0]
        if side != "-top":
            below = values[2] if len(values) > 2 and not side else values[0]
    return above, below


def _number(pattern: re.Pattern[str], markup: str, most: int) -> int:
    """Return the number in an attribute of MARKUP, from 1 to MOST."""
    found = pattern.search(markup)
    return min(max(int(found[1]), 1), most) if found else 1


def _is_page_rule(lower: str) -> bool:
    """Return whether an `<HR>` runs over the page, as filers part pages, and not under a signature.

    A rule for a signature is short (`<HR WIDTH="30%" ALIGN="left">`) or stands at the left.
    """
    width = WIDTH.search(lower)
    if width:
        return int(width[1]) >= (90 if width[2] else 500)
    return "left" not in lower


class _Tags(dict[str, Tag]):
    """Every piece of markup with its Tag; short pieces are remembered, since a page repeats the same few."""

    def __missing__(self, markup: str) -> Tag:
        tag = read_tag(markup)
        if len(markup) < LONGEST_REMEMBERED:
            if len(self) >= MOST_REMEMBERED:
                self.clear()
            self[markup] = tag
        return tag


TAGS = _Tags()
"""What each piece of markup does: `TAGS["<br>"].action is Action.LINE_BREAK`."""


def list_mark(kind: str, number: int) -> str:
    """Return the mark of item NUMBER in an ordered list of KIND: "1.", "b.", "iv."."""
    if kind in "aA" and number <= 26:
        return f"{chr(ord(kind) + number - 1)}."
    if kind in "iI" and number <= 39:
        tens, ones = divmod(number, 10)
        numeral = "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
        return f"{numeral if kind == 'i' else numeral.upper()}."
    return f"{number}."
