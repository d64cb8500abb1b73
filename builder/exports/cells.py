r"""A value of a row as SQLite keeps it, and as a cell of CSV that no spreadsheet takes for a formula.

A list is JSON in both: `["President","Chief Executive Officer"]`. In CSV a text such as `=HYPERLINK("x")` becomes
`'=HYPERLINK("x")`: the apostrophe stands before each of `= + - @` and `'` that begins a cell, and inside one after
a semicolon, a quotation mark, a tab or a line break, where a program that parts cells there would begin a new one
(OWASP, "CSV Injection"). `unguard` takes it away again. Control and bidi characters, which RFC 4180 (section 2)
has no place for, are shown as `[U+0007]`; JSON Lines and SQLite keep them.
"""

from __future__ import annotations

import re
import types
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter
from typing import get_args, get_origin, get_type_hints

import msgspec

from builder.exports.columns import Places, Row, Texts

Stored = str | int | float | None
"""What SQLite keeps."""


class Kind(StrEnum):
    """What a column holds, in the words of content/data.md."""

    TEXT = "text"
    DATE = "date"
    INTEGER = "integer"
    REAL = "number"
    TRUTH = "true or false"
    LIST = "list"


_KINDS = {str: Kind.TEXT, date: Kind.DATE, int: Kind.INTEGER, float: Kind.REAL, bool: Kind.TRUTH, tuple: Kind.LIST}

_IDLE = re.compile(r"[A-Za-z0-9\[(][A-Za-z0-9 ,.:/()&'\[\]=+@-]*")
"""A cell that needs neither guard nor mark."""

_WAKING = re.compile("(^|[;\"\\t\\r\\n])(?=[=+\\-@'\\t\\r\\n\uff1d\uff0b\uff0d\uff20])")
_GUARDED = re.compile("(^|[;\"\\t\\r\\n])'")

_UNSEEN = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
"""Control, bidi and zero-width characters, and those that are none."""


class Columns:
    """The columns of one table, and its rows as SQLite keeps them and as CSV prints them."""

    def __init__(self, row: type[Row]) -> None:
        """Take the columns from the fields of ROW, the table's record."""
        hints = get_type_hints(row)
        self.kinds = {field.name: _kind(hints[field.name]) for field in msgspec.structs.fields(row)}
        self.names = tuple(self.kinds)
        self._values = attrgetter(*self.names)
        self._places = {kind: tuple(n for n, each in enumerate(self.kinds.values()) if each is kind) for kind in Kind}
        self._words = tuple(sorted(self._places[Kind.TEXT] + self._places[Kind.LIST]))

    def stored(self, row: Row) -> list[Stored]:
        """Return the values of ROW as SQLite keeps them: dates in ISO form, lists as JSON."""
        values = list(self._values(row))
        for place in self._places[Kind.DATE]:
            if values[place] is not None:
                values[place] = values[place].isoformat()
        for place in self._places[Kind.LIST]:
            values[place] = _listed(values[place])
        return values

    def cells(self, values: Sequence[Stored]) -> list[Stored]:
        """Return stored VALUES as the cells of a line of CSV; None makes an empty one."""
        cells = list(values)
        for place in self._words:
            words = cells[place]
            if isinstance(words, str):
                cells[place] = guard(words)
        for place in self._places[Kind.TRUTH]:
            cells[place] = "true" if cells[place] else "false"
        return cells


def _kind(hint: object) -> Kind:
    stated = get_args(hint)[0] if isinstance(hint, types.UnionType) else hint
    return next(kind for known, kind in _KINDS.items() if known in (stated, get_origin(stated)))


@lru_cache(maxsize=4096)
def _listed(values: Texts | Places) -> str:
    return msgspec.json.encode(values).decode()


@lru_cache(maxsize=4096)
def guard(text: str) -> str:
    """Return TEXT with an apostrophe wherever a spreadsheet could begin a formula, unseen characters shown."""
    if _IDLE.fullmatch(text):
        return text
    return _WAKING.sub(r"\1'", show_unseen(text))


def unguard(guarded: str) -> str:
    """Return the text that `guard` was given, unseen characters still shown."""
    return _GUARDED.sub(r"\1", guarded)


def show_unseen(text: str) -> str:
    """Return TEXT with control, bidi and zero-width characters shown as marks: "[U+202E]"."""
    return _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
