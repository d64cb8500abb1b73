r"""HTML markup told from text, and what each tag does to the page.

In: the characters of an HTML body. Out: text and markup in turn (`split_markup`), and the `Tag` behind each
piece of markup (`read_tag`), as in `<td colspan=2>` -> `Tag(Action.CELL, "td", columns=2)`. The splitting
follows the HTML standard's tokenizer (html.spec.whatwg.org, section 13.2.5) where a reader would see a
difference: quoted attribute values may hold ">", comments end at "-->", `<3` is text. Elements whose content
is never shown (script, style, title) are one piece of markup, content included. Knows nothing of layout.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
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
COLUMNS = re.compile(r"colspan\s*=\s*[\"']?\s*(\d{1,9})", re.IGNORECASE)
ROWS = re.compile(r"rowspan\s*=\s*[\"']?\s*(\d{1,9})", re.IGNORECASE)
START = re.compile(r"start\s*=\s*[\"']?\s*(\d{1,6})", re.IGNORECASE)
WIDTH = re.compile(r"width\s*[=:]\s*[\"']?\s*(\d{1,6})\s*(%?)", re.IGNORECASE)
BREAK_BEFORE = re.compile(r"break-before\s*:\s*(?:always|page|left|right|recto|verso)", re.IGNORECASE)
BREAK_AFTER = re.compile(r"break-after\s*:\s*(?:always|page|left|right|recto|verso)", re.IGNORECASE)
NOT_DISPLAYED = re.compile(r"display\s*:\s*none", re.IGNORECASE)
NO_MARGIN = re.compile(r"margin(?:-top)?\s*:\s*0(?![.\d]*[1-9])", re.IGNORECASE)
SMALL_PICTURE = re.compile(r"(?:width|height)\s*[=:]\s*[\"']?\s*[0-3](?:px)?[\s\"';>/]", re.IGNORECASE)

MOST_COLUMNS = 50
"""A cell spans at most so many columns, and a row so many times the lines it holds (see layout.py)."""


class Action(IntEnum):
    """What a piece of markup does to the page."""

    NOTHING = 0
    """Comments, and tags within a line: they add no space, so that `C<SMALL>HARLES</SMALL>` stays one word."""
    LINE = 1
    """Begins a new line: div, center, li."""
    PARAGRAPH = 2
    """Begins a new line, with a blank one before: p, h1."""
    LINE_BREAK = 3
    RULE = 4
    TABLE = 5
    TABLE_END = 6
    ROW = 7
    ROW_END = 8
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
    is_end: bool = False
    columns: int = 1
    """Columns that a cell spans; the number that an ordered list begins with, 0 for a bulleted one."""
    rows: int = 1
    break_before: bool = False
    break_after: bool = False
    hidden: bool = False
    """The element is not displayed (`display:none`, an inline-XBRL header)."""


_LINES = """
    div center form address dd dt dl fieldset article section header footer main nav caption
    tbody thead tfoot body html dir menu option
"""
_PARAGRAPHS = "p h1 h2 h3 h4 h5 h6 blockquote"
_STARTS = (
    dict.fromkeys(_LINES.split(), Action.LINE)
    | dict.fromkeys(_PARAGRAPHS.split(), Action.PARAGRAPH)
    | {
        "br": Action.LINE_BREAK,
        "hr": Action.RULE,
        "table": Action.TABLE,
        "tr": Action.ROW,
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
    dict.fromkeys(_LINES.split(), Action.LINE)
    | dict.fromkeys(_PARAGRAPHS.split(), Action.PARAGRAPH)
    | {
        "br": Action.LINE_BREAK,
        "table": Action.TABLE_END,
        "tr": Action.ROW_END,
        "td": Action.CELL_END,
        "th": Action.CELL_END,
        "pre": Action.PREFORMATTED_END,
        "listing": Action.PREFORMATTED_END,
        "ul": Action.LIST_END,
        "ol": Action.LIST_END,
        "li": Action.LINE,
    }
)
_SILENT = Tag(Action.NOTHING, "")


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
    """Return what MARKUP does; short pieces are remembered, since a page repeats the same few."""
    return _read_short(markup) if len(markup) < 300 else _read(markup)


def _read(markup: str) -> Tag:
    found = NAME.match(markup)
    if not found:
        return _SILENT
    name = found[1].lower()
    if markup[1] == "/":
        return Tag(_ENDS.get(name, Action.NOTHING), name, is_end=True)
    action = _STARTS.get(name, Action.NOTHING)
    tag = Tag(action, name)
    lower = markup.lower()
    if action is Action.CELL:
        tag = tag._replace(columns=_number(COLUMNS, markup, MOST_COLUMNS), rows=_number(ROWS, markup, 1000))
    elif action is Action.LIST:
        tag = tag._replace(columns=_number(START, markup, 99_999) if name == "ol" else 0)
    elif action is Action.PARAGRAPH and "margin" in lower and NO_MARGIN.search(markup):
        tag = tag._replace(action=Action.LINE)
    elif action is Action.PICTURE and SMALL_PICTURE.search(markup):
        tag = tag._replace(action=Action.NOTHING)
    elif action is Action.RULE and _is_page_rule(lower):
        tag = tag._replace(break_after=True)
    if "break-" in lower:
        tag = tag._replace(
            break_before=tag.break_before or bool(BREAK_BEFORE.search(markup)),
            break_after=tag.break_after or bool(BREAK_AFTER.search(markup)),
        )
    if name == "ix:header" or ("display" in lower and NOT_DISPLAYED.search(markup)):
        tag = tag._replace(hidden=True)
    return tag


_read_short = lru_cache(maxsize=4096)(_read)


def _number(pattern: re.Pattern[str], markup: str, most: int) -> int:
    """Return the number in an attribute of MARKUP, from 1 to MOST."""
    found = pattern.search(markup)
    return min(max(int(found[1]), 1), most) if found else 1


def _is_page_rule(markup: str) -> bool:
    """Return whether an `<HR>` runs over the page, as filers part pages, and not under a signature.

    A rule for a signature is short (`<HR WIDTH="30%" ALIGN="left">`) or stands at the left.
    """
    width = WIDTH.search(markup)
    if width:
        return int(width[1]) >= (90 if width[2] else 500)
    return "left" not in markup
