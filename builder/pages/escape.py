r"""Text from outside becomes Markdown that says it and does nothing else.

Every value that a page prints goes through `escape`; the words of an exhibit, printed inside a block of
HTML, through `verbatim`; an address in a tag through `address`. All are safe in HTML, the first two in Markdown's text,
`escape` in quoted attributes too, and all show what cannot be seen: a NUL becomes "␀", a right-to-left override
"[U+202E]". So `escape("*Harrow* & Pell")` is "&#42;Harrow&#42; &#38; Pell". This module decides nothing about layout.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache

from markupsafe import Markup

PLAIN = frozenset(" ,.-'()/;%“”‘’")
"""Punctuation that is idle inside a line of Markdown and in HTML; what it may do at the start of a line,
or in a bare address, `escape` prevents."""

WAKING_START = re.compile(r"^(\d{1,9}(?=[.)](?: |$))|(?=[ -]))(.)")
"""A list mark, an indented block or a rule, were the value to begin a line."""

NEEDLESS_QUOTES = re.compile(r'(?<=[a-z\d])="([\w#.:-]+)"(?=[\s>]|\{%)')
"""Quotes around words that hold nothing to quote (HTML, 13.1.2.3); before a slash they stay, or it would be quoted."""

PLAIN_ADDRESS = re.compile(r"(?=.)[A-Za-z0-9._/-]*(?:#[A-Za-z0-9._-]+)?")
"""An address of this site, or the name of a file on it, with nothing in it to quote."""

BARE_ADDRESS = re.compile(r"(?i)\b(www)\.")
"""What GitHub's Markdown turns into a link by itself."""


def _mark_of(code: int) -> str | None:
    """Return the visible mark for a character that cannot be seen, or None for one that can."""
    if code in (0x09, 0x0A, 0x0D):
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return f"[U+{code:04X}]"
    return None


KEPT_UP_TO = 400
"""Characters; names, labels and the lines of prescribed texts come again and again, and are escaped once."""


class _Shown(dict[int, str]):
    """A translation that shows control, bidi and zero-width characters; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = _mark_of(code) or chr(code)
        return self[code]


class _Escaped(dict[int, str]):
    """A translation that also turns all but letters, digits and idle punctuation into numeric entities."""

    def __missing__(self, code: int) -> str:
        shown = _mark_of(code) or chr(code)
        self[code] = "".join(c if c.isalnum() or c in PLAIN else f"&#{ord(c)};" for c in shown)
        return self[code]


class _Verbatim(dict[int, str]):
    """A translation for the words of an exhibit: HTML's own characters as entities, lines kept."""

    def __missing__(self, code: int) -> str:
        html = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": "\n"}
        self[code] = html.get(chr(code)) or _mark_of(code) or chr(code)
        return self[code]


_SHOWN, _ESCAPED, _VERBATIM = _Shown(), _Escaped(), _Verbatim()


def shown(text: str) -> str:
    """Return TEXT in one line, with every character that cannot be seen replaced by a visible mark."""
    return text.translate(_SHOWN)


def escape(text: str) -> Markup:
    """Return TEXT as idle Markdown and HTML, in one line; a reader of the page sees the words as they are."""
    if isinstance(text, Markup):
        return text
    return _kept_idle(text) if len(text) <= KEPT_UP_TO else _idle(text)


def _idle(text: str) -> Markup:
    idle = text.translate(_ESCAPED)
    start = WAKING_START.match(idle)
    if start:
        idle = _made_idle(start) + idle[start.end() :]
    if "www." in idle.lower():
        idle = BARE_ADDRESS.sub(r"\1&#46;", idle)
    return Markup(idle)  # noqa: S704  (this is the escaping function)


def verbatim(text: str) -> Markup:
    """Return TEXT for a block of HTML, line breaks kept; tabs are to be laid out as spaces before."""
    return _kept_verbatim(text) if len(text) <= KEPT_UP_TO else _verbatim(text)


def _verbatim(text: str) -> Markup:
    return Markup(text.translate(_VERBATIM))  # noqa: S704  (this is the escaping function)


def without_needless_quotes(html: str) -> str:
    """Return HTML, in which every outside value is escaped, without the quotes that it does without."""
    return NEEDLESS_QUOTES.sub(r"=\1", html)


@lru_cache(maxsize=8192)
def address(text: str) -> Markup:
    """Return TEXT as the value of an attribute: bare where it is a plain address, else escaped and in quotes."""
    return Markup(text if PLAIN_ADDRESS.fullmatch(text) else f'"{escape(text)}"')  # noqa: S704  (plain, or escaped)


_kept_idle = lru_cache(maxsize=8192)(_idle)
_kept_verbatim = lru_cache(maxsize=8192)(_verbatim)


def scalar(text: str) -> str:
    """Return TEXT as a quoted YAML (and JSON) scalar for the front matter of a page."""
    return json.dumps(shown(text), ensure_ascii=False)


def finalise(value: object) -> Markup:
    """Return VALUE as a template may print it: Jinja calls this on every expression of every template."""
    if type(value) is str:
        return _kept_idle(value) if len(value) <= KEPT_UP_TO else _idle(value)
    if isinstance(value, Markup):
        return value
    if isinstance(value, int | str):
        return escape(str(value))
    raise TypeError(f"a template may print text, numbers and ready markup, not {type(value).__name__}")


def _made_idle(start: re.Match[str]) -> str:
    """Return the START of a value so that it opens no list, rule or indented block."""
    digits, mark = start.groups()
    return f"{digits}&#{ord(mark)};"
