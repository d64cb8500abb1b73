"""The Markdown of a page, rendered at once where every block of it is of the kinds that the builder's pages hold.

In: blocks parted by empty lines, each a heading (`# Harrow Tools, Inc.`), a paragraph of one line, or a block of HTML
that is closed within itself. Out: the bytes that Python-Markdown gives for them. An HTML block passes through it as it
is, and so do tags and entities inside a line; so what has to be known is only that a block *is* one of these, which is
decided by its form alone. Anything else, and the page is for Python-Markdown to render: `render_body` gives None.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown.extensions.toc import slugify  # type: ignore[import-untyped]
from markdown.util import BLOCK_LEVEL_ELEMENTS  # type: ignore[import-untyped]

_CONTROLS = tuple(chr(code) for code in range(32) if code != ord("\n"))
_BLANKS = re.compile("\n +\n")
_FENCES = ("```", "~~~")
_GAP = "\n\n"
_TAG = re.compile(r"<[^<>]*>")
_ATTRIBUTES = r"""(?:\ [A-Za-z][A-Za-z0-9:_.-]*+(?:=(?:"[^"<>]*+"|[A-Za-z0-9_\#./:-]++))?)*+"""
_LEAF = re.compile(
    rf"""
    < (a|b|mark|i|small|span|summary|h[23]|em|code|t[dh]|li|d[td]|p|sup|ins|del|time) {_ATTRIBUTES} > [^<>]*+
    (?: < (b|i|small|em|code|mark|span) {_ATTRIBUTES} > [^<>]*+ </\2> [^<>]*+ )*+
    </\1>
    """,
    re.VERBOSE,
)
"""An element that holds words alone, or beside them elements that do."""
_WELL_FORMED = re.compile(
    rf"""
      < (?P<open>[a-z][a-z0-9]*) {_ATTRIBUTES} \ ? (?P<void>/?) >
    | </ (?P<close>[a-z][a-z0-9]*) >
    """,
    re.VERBOSE,
)
_ENTITY = r"&(?:\#[0-9]{1,7}|\#x[0-9a-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
_ENTITIES = re.compile(_ENTITY)
_IDLE_LINE = re.compile(rf"""(?:[\w ,.;:'"()/%\x80-\U0010ffff-]++|{_ENTITY}|<[^<>\n\[\]!]*>)++""")
"""A line in which nothing is Markdown: words and idle punctuation, entities, tags."""
_LIST_ITEM = re.compile(r"\d+\.|-")
_HEADING = re.compile(r"# (?=\S)([^\n]*[^\s#])")

_SWALLOWING = frozenset({"script", "style", "iframe", "xmp", "noembed", "noframes", "plaintext"})
"""Elements in which a parser of HTML sees neither tags nor entities."""
_TEXT_ONLY = frozenset({"title", "textarea"})
"""Elements in which some parsers of HTML see no tags."""
_BLOCK_LEVEL = frozenset(BLOCK_LEVEL_ELEMENTS)
_EMPTY = frozenset({"hr"})
"""Elements that Python-Markdown takes for closed in themselves."""


@dataclass(frozen=True, slots=True)
class Body:
    """A rendered page."""

    html: str
    anchor: str | None
    """The id of its one heading; None where it has none. Headings inside blocks of HTML are not counted."""


@dataclass(frozen=True, slots=True)
class _Tag:
    """What a tag does to the stack of open elements."""

    name: str
    opens: bool
    closes: bool
    text_only: bool
    """Whether it opens an element in which there are no tags."""


def render_body(markdown: str) -> Body | None:
    """Return MARKDOWN rendered, or None where one of its blocks is not of a known kind."""
    if _is_touched(markdown):
        return None
    anchor: str | None = None
    rendered: list[str] = []
    pieces = iter(markdown.strip("\n").split(_GAP))
    for piece in pieces:
        block = piece.lstrip("\n")
        if not block:
            continue
        if block.startswith("#"):
            heading = _heading(block)
            if heading is None or anchor is not None:
                return None
            anchor, words = heading
            rendered.append(f'<h1 id="{anchor}">{words}</h1>')
        elif "\n" not in block and _is_paragraph(block):
            rendered.append(f"<p>{block}</p>")
        else:
            whole = _html_block(block, pieces)
            if whole is None:
                return None
            rendered.append(whole + "\n")
    return Body("\n".join(rendered).strip(), anchor)


def _is_touched(markdown: str) -> bool:
    """Return whether MARKDOWN holds what Python-Markdown normalises, or reads as code in a block of HTML too."""
    return bool(
        markdown.startswith(_FENCES)
        or any(f"\n{fence}" in markdown for fence in _FENCES)
        or any(control in markdown for control in _CONTROLS)
        or _BLANKS.search(markdown)
    )


def _html_block(first: str, pieces: Iterator[str]) -> str | None:
    """Return the block of HTML that FIRST begins, with as many of PIECES as it takes to close it; None for another."""
    opening = _TAG.match(first)
    known = _TAGS[opening[0]] if opening else None
    if known is None or not known.opens or known.name not in _BLOCK_LEVEL:
        return None
    parts = [first]
    open_elements: list[str] = []
    if not _follow(first, open_elements):
        return None
    while open_elements:
        more = next(pieces, None)
        if more is None or not _follow(more, open_elements):
            return None
        parts.append(more)
    return _GAP.join(parts)


class _Tags(dict[str, "_Tag | None"]):
    """What each tag does, filled as tags are met; None for one that is not well formed."""

    def __missing__(self, tag: str) -> _Tag | None:
        if len(self) > 50_000:
            self.clear()
        found = _WELL_FORMED.fullmatch(tag)
        known = found is not None and (found["open"] or found["close"]) not in _SWALLOWING and _whole_entities(tag)
        self[tag] = _of(found) if known and found else None
        return self[tag]


def _of(found: re.Match[str]) -> _Tag:
    name = found["open"] or found["close"]
    opens = bool(found["open"]) and not found["void"] and name not in _EMPTY
    return _Tag(name, opens, bool(found["close"]), opens and name in _TEXT_ONLY)


_TAGS = _Tags()


def _whole_entities(words: str) -> bool:
    """Return whether each ampersand of WORDS begins an entity, closed by its semicolon."""
    return "&" not in words or words.count("&") == len(_ENTITIES.findall(words))


def _follow(block: str, open_elements: list[str]) -> bool:
    """Return whether BLOCK is well formed; put what it opens on OPEN_ELEMENTS and take off what it closes.

    Elements are stacked as Python-Markdown stacks them: a closing tag closes all that was opened inside its element.
    The outermost may be closed by the last tag alone, with nothing behind it. Elements within it that open and close
    again around words leave the stack as it was, so they are not followed.
    """
    opening = 0 if open_elements else block.find(">") + 1
    left = block[:opening] + _LEAF.sub("", block[opening:])
    tags = _TAG.findall(left)
    if left.count("<") != len(tags) or left.count(">") != len(tags) or not _whole_entities(block):
        return False
    for number, tag in enumerate(tags, 1):
        known = _TAGS[tag]
        if known is None or (known.text_only and tags[number : number + 1] != [f"</{known.name}>"]):
            return False
        if known.opens:
            open_elements.append(known.name)
        elif known.closes and known.name in open_elements:
            while open_elements.pop() != known.name:
                pass
            if not open_elements:
                return number == len(tags) and block.endswith(tag)
    return True


@lru_cache(maxsize=1024)
def _is_paragraph(block: str) -> bool:
    """Return whether BLOCK, of one line, is a paragraph with nothing in it that is Markdown; most pages share some."""
    return bool(
        not block[0].isspace()
        and not block[-1].isspace()
        and "_" not in _TAG.sub("", block)
        and not _LIST_ITEM.match(block)
        and _IDLE_LINE.fullmatch(block)
        and all(_is_inline(tag) for tag in _TAG.findall(block))
    )


def _is_inline(tag: str) -> bool:
    known = _TAGS[tag]
    return known is not None and known.name not in _BLOCK_LEVEL


def _heading(block: str) -> tuple[str, str] | None:
    """Return the id and the words of a heading of the first level; None for another block."""
    found = _HEADING.fullmatch(block)
    if found is None or "<" in block or "_" in block or not _IDLE_LINE.fullmatch(found[1]):
        return None
    anchor = slugify(html.unescape(found[1]), "-")
    return (anchor, found[1]) if anchor else None
