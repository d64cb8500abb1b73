"""The front matter of a page, parted into its shape and its texts.

In: `title: "Harrow Tools, Inc."`, `twin: true`, `path:` with items like `["Companies", "companies/"]`. Out: what YAML
gives for it, without a YAML parser at work for each page: many pages have one shape (the same lines once their quoted
texts are taken out), and YAML reads each shape once. Front matter with lines of other kinds is for MkDocs to read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from mkdocs.utils.meta import get_data

Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | None"

_FENCE = "---\n"
_BREAKS_YAML = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""Characters that YAML forbids, or takes for the end of a line."""
_QUOTED = re.compile(r'"([^"\\\n]*+(?:\\["\\][^"\\\n]*+)*+)"')
"""A quoted text that escapes nothing but the quote and the backslash."""
_ESCAPE = re.compile(r'\\(["\\])')
FULL, _EMPTY = '"~"', '""'
_TEXT = r'"~?"'
TEXT = re.compile(_TEXT)
"""A text in a shape: FULL, or empty."""
_PLACE = "\N{SECTION SIGN}"
"""What begins the place of a text; no bare word holds it."""
_LINE = re.compile(
    rf"""
      [a-z_]+:(?:\ (?:{_TEXT}|[A-Za-z0-9][A-Za-z0-9\ ,;._/()-]*+))? # with a text, bare words or a list to come
    | \ \ -\ \[{_TEXT}(?:,\ {_TEXT})*+\]                           # an item of a list: a list of texts
    | \ \ -\ \{{[a-z_]+:\ {_TEXT}(?:,\ [a-z_]+:\ {_TEXT})*+\}}     # or a mapping of texts
    |                                                              # or an empty line
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Front:
    """The front matter of one page."""

    shape: str
    """Its lines with every text taken out, though not whether it was empty."""
    texts: tuple[str, ...]
    end: int
    """Where the page's Markdown begins."""

    def values(self) -> dict[str, Value]:
        """Return the values as YAML reads them."""
        return lay_out(self.shape, self.texts)


def read_front(source: str) -> Front | None:
    """Return the front matter at the start of SOURCE; None where MkDocs is to read it."""
    close = source.find("\n" + _FENCE)
    if not source.startswith(_FENCE) or close < len(_FENCE):
        return None
    lines = source[len(_FENCE) : close + 1]
    if _BREAKS_YAML.search(lines):
        return None
    texts: list[str] = []

    def take_out(quoted: re.Match[str]) -> str:
        texts.append(_ESCAPE.sub(r"\1", quoted[1]) if "\\" in quoted[1] else quoted[1])
        return FULL if quoted[1] else _EMPTY

    shape = _QUOTED.sub(take_out, lines)
    return Front(shape, tuple(texts), close + 1 + len(_FENCE)) if _is_known(shape) else None


def lay_out(shape: str, texts: Sequence[str]) -> dict[str, Value]:
    """Return the values of front matter of this SHAPE with these TEXTS."""
    return {key: _fill(value, texts) for key, value in _structure(shape).items()}


def _fill(value: Value, texts: Sequence[str]) -> Value:
    """Return VALUE with its texts at their places."""
    if isinstance(value, str) and value.startswith(_PLACE):
        return texts[int(value[1:])]
    if isinstance(value, list):
        return [_fill(each, texts) for each in value]
    if isinstance(value, dict):
        return {key: _fill(each, texts) for key, each in value.items()}
    return value


@lru_cache(maxsize=4096)
def _is_known(shape: str) -> bool:
    """Return whether SHAPE has lines of the known kinds alone and YAML takes it for a mapping with words as keys."""
    lines = shape.split("\n")
    if not all(_LINE.fullmatch(line) for line in lines):
        return False
    if any(
        item.startswith(" ") and not above.startswith(" ") and not above.endswith(":")
        for above, item in pairwise(lines)
    ):
        return False
    structure = _structure(shape)
    return bool(structure) and all(isinstance(key, str) for key in structure)


@lru_cache(maxsize=4096)
def _structure(shape: str) -> dict[str, Value]:
    """Return what MkDocs reads in front matter of this SHAPE, with a numbered place for each text."""
    count = iter(range(len(shape)))
    numbered = TEXT.sub(lambda _: f'"{_PLACE}{next(count)}"', shape)
    return get_data(f"{_FENCE}{numbered}{_FENCE}")[1]
