r"""The wording tables: how filers write things, as data.

Each `*.toml` beside this module is one table. An entry has a `pattern` (verbose form, one idea a line; white space
is `\s`, since every table is matched against text whose white space is folded to single spaces), `example`s as they
stand in exhibits, a `not` (a near miss that must fail), a `source` (who writes so, and why it is told apart), and
sometimes `since`/`until`, `means` (what a match stands for), `weak` (why a value that rests on it is in doubt) and
`needs` (what all that it matches holds, in lower case: cheap to look for first).
`<<name>>` in a pattern stands for a fragment of `fragments.toml`. An example may show the words around the match: then
braces hold what is matched, as in "Annual Report {of }Acme Corporation". This module decides nothing about exhibits.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from builder.errors import TableError

NAMES = (
    "dates",
    "decoys",
    "exhibit_labels",
    "exhibit_types",
    "forms",
    "header_tags",
    "headings",
    "labels",
    "layouts",
    "marks",
    "openings",
    "periods",
    "registrants",
    "sources",
    "statements",
    "titles",
)
"""Every table, by the stem of its file; `fragments.toml` serves them all."""

NAMED_GROUP = re.compile(r"\(\?P<\w+>")
FRAGMENT = re.compile(r"<<([a-z_]+)>>")


@dataclass(frozen=True, slots=True)
class Entry:
    """One way in which filers write one thing."""

    key: str
    """Table and name: "periods.quarter_ended"."""
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    """Each is matched whole (or what its braces hold is) by this entry, and by none before it in its table."""
    near_misses: tuple[str, ...]
    """Not one of them is matched whole."""
    source: str
    """Who writes so, and why the entry stands where it stands."""
    means: str | None
    """What a match stands for, where the words themselves do not say it: "10-QSB", "PEO"."""
    weak: str | None
    """Why a value that rests on this entry is in doubt; None for a strong entry."""
    needs: str | None
    """What the words hold, in lower case, wherever the pattern matches: "knowledge"; None where nothing is so plain."""
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Table:
    """The entries of one table, in the order in which they are tried."""

    name: str
    about: str
    """What the table is for, and why its order is as it is."""
    entries: tuple[Entry, ...]
    _keys: dict[str, Entry]
    _any: re.Pattern[str]
    """Matches wherever one of the entries does: most words are none of them, and one pattern says so quickest."""

    def __getitem__(self, name: str) -> Entry:
        """Return the entry called NAME, without its table."""
        return self._keys[f"{self.name}.{name}"]

    def first_whole(self, words: str) -> tuple[Entry, re.Match[str]] | None:
        """Return the first entry that matches all of WORDS."""
        for entry in self.entries:
            if match := entry.pattern.fullmatch(words):
                return entry, match
        return None

    def first_at(self, words: str, start: int = 0) -> tuple[Entry, re.Match[str]] | None:
        """Return the first entry that matches WORDS from START on."""
        if not self._any.match(words, start):
            return None
        found = ((entry, match) for entry in self.entries if (match := entry.pattern.match(words, start)))
        return next(found, None)

    def earliest(self, words: str, start: int = 0, end: int | None = None) -> tuple[Entry, re.Match[str]] | None:
        """Return the match that begins first in WORDS; of several there, the one whose entry stands first."""
        stop = len(words) if end is None else end
        found = ((entry, match) for entry in self.entries if (match := entry.pattern.search(words, start, stop)))
        return min(found, key=lambda each: each[1].start(), default=None)


@cache
def load_table(name: str) -> Table:
    """Return the table called NAME, its patterns compiled."""
    written = _read(name)
    about = written.pop("about", None)
    if not isinstance(about, str):
        raise TableError(
            f"wording/{name}.toml", "no `about`", "say at its top what it is for and why its order matters"
        )
    entries = tuple(_entry(name, key, fields) for key, fields in written.items())
    several = "|".join(f"(?:{NAMED_GROUP.sub('(?:', entry.pattern.pattern)}\n)" for entry in entries)
    return Table(name, about, entries, {entry.key: entry for entry in entries}, re.compile(several, re.VERBOSE))


@cache
def fragment(name: str) -> re.Pattern[str]:
    """Return the fragment called NAME as a pattern of its own."""
    return re.compile(_expanded(f"wording/fragments.toml [{name}]", f"<<{name}>>"), re.VERBOSE)


@cache
def word_list(name: str) -> frozenset[str]:
    """Return the words of the list called NAME in `word_lists.toml`."""
    words = _read("word_lists").get(name)
    if not isinstance(words, str):
        raise TableError(f"wording/word_lists.toml [{name}]", "no such list", "add it")
    return frozenset(words.split())


def check_table(table: Table) -> Iterator[str]:
    """Yield what is wrong with TABLE: examples that its entries miss, near misses that they take."""
    for place, entry in enumerate(table.entries):
        for example in entry.examples:
            if entry.needs and entry.needs not in example.lower():
                yield f"{entry.key}: example {example!r} is without what it needs, {entry.needs!r}"
            if not matches_example(entry, example):
                yield f"{entry.key}: example {example!r} is not matched whole by {entry.pattern.pattern!r}"
            for earlier in table.entries[:place]:
                if matches_example(earlier, example):
                    yield f"{entry.key}: example {example!r} is taken by {earlier.key}, which stands before it"
        for near_miss in entry.near_misses:
            if entry.pattern.fullmatch(near_miss):
                yield f"{entry.key}: near miss {near_miss!r} is matched"


def matches_example(entry: Entry, example: str) -> bool:
    """Return whether ENTRY matches all of EXAMPLE, or all that its braces hold."""
    start, end = example.find("{"), example.find("}") - 1
    if start < 0:
        return entry.pattern.fullmatch(example) is not None
    match = entry.pattern.match(example.replace("{", "").replace("}", ""), start)
    return match is not None and match.end() == end


def _read(name: str) -> dict[str, object]:
    path = resources.files("builder.wording") / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise TableError(f"wording/{name}.toml", str(error), "mend the table") from error


@cache
def _fragments() -> dict[str, str]:
    written = _read("fragments")
    written.pop("about", None)
    return {name: pattern for name, pattern in written.items() if isinstance(pattern, str)}


def _expanded(place: str, pattern: str) -> str:
    """Return PATTERN with its fragments put in; a fragment may use others."""
    for _ in range(6):
        if not FRAGMENT.search(pattern):
            return pattern
        try:
            pattern = FRAGMENT.sub(lambda found: f"(?:{_fragments()[found[1]]})", pattern)
        except KeyError as error:
            raise TableError(place, f"no fragment {error}", "add it to wording/fragments.toml") from error
    raise TableError(place, "fragments that use each other in a circle", "untie them in wording/fragments.toml")


def _entry(table: str, name: str, fields: object) -> Entry:
    place = f"wording/{table}.toml [{name}]"
    if not isinstance(fields, dict):
        raise TableError(place, "not an entry", "give it pattern, example, not and source")
    unknown = set(fields) - {"pattern", "example", "not", "source", "means", "weak", "needs", "since", "until"}
    if unknown:
        raise TableError(place, f"unknown keys {sorted(unknown)}", "remove or correct them")
    try:
        pattern = re.compile(_expanded(place, _words(place, fields, "pattern")), re.VERBOSE)
    except re.error as error:
        raise TableError(place, f"the pattern does not compile: {error}", "mend the pattern") from error
    return Entry(
        key=f"{table}.{name}",
        pattern=pattern,
        examples=_several(place, fields, "example"),
        near_misses=_several(place, fields, "not"),
        source=_words(place, fields, "source"),
        means=_optional(fields, "means"),
        weak=_optional(fields, "weak"),
        needs=_optional(fields, "needs"),
        since=_day(fields, "since"),
        until=_day(fields, "until"),
    )


def _words(place: str, fields: dict[str, object], key: str) -> str:
    value = fields.get(key)
    if not isinstance(value, str) or not value.strip():
        raise TableError(place, f"no `{key}`", "every entry has pattern, example, not and source")
    return value


def _several(place: str, fields: dict[str, object], key: str) -> tuple[str, ...]:
    value = fields.get(key)
    several = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else ()
    if not several or not all(isinstance(each, str) for each in several):
        raise TableError(place, f"no `{key}`", "every entry has pattern, example, not and source")
    return several


def _optional(fields: dict[str, object], key: str) -> str | None:
    value = fields.get(key)
    return value if isinstance(value, str) else None


def _day(fields: dict[str, object], key: str) -> date | None:
    value = fields.get(key)
    return value if isinstance(value, date) else None
