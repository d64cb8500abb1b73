"""The views of the wording tables: every way of writing that the reader knows, with examples and near misses.

Each table is a page, `wording/openings/`; each entry has its name as anchor, so that the entry that recognised a value
("openings.i_name") can be looked up. Made from the tables themselves, so that the pages cannot differ from them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from builder.pages.views import Link, counted, day, way
from builder.wording.tables import NAMES, Entry, load_table


@dataclass(frozen=True, slots=True)
class Example:
    """Words that an entry matches, with what stands around the match."""

    before: str
    matched: str
    after: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """One way of writing."""

    name: str
    key: str
    examples: tuple[Example, ...]
    near_misses: tuple[str, ...]
    source: str
    facts: tuple[tuple[str, str], ...]
    pattern: str


@dataclass(frozen=True, slots=True)
class TableView:
    """The page of one table."""

    address: str
    title: str
    description: str
    lead: str
    path: tuple[Link, ...]
    entries: tuple[EntryView, ...]


def view_tables() -> Iterator[TableView]:
    """Yield the page of each table."""
    for name in NAMES:
        table = load_table(name)
        title = name.replace("_", " ").capitalize()
        yield TableView(
            address=f"wording/{name.replace('_', '-')}/",
            title=f"Wordings: {title}",
            description=f"How filers write {title.lower()}, as this archive reads it.",
            lead=" ".join(table.about.split()),
            path=(Link("How well we read", "reading/"), Link("Wordings", "wording/"), Link(title, "")),
            entries=tuple(_entry(entry) for entry in table.entries),
        )


def list_tables(tables: Iterator[TableView]) -> Iterator[Link]:
    """Yield the way to each table, with how many entries it has."""
    for table in tables:
        words = table.title.removeprefix("Wordings: ")
        yield Link(words, way("wording/", table.address), counted(len(table.entries), "wording"))


def _entry(entry: Entry) -> EntryView:
    name = entry.key.split(".", 1)[1]
    facts = (
        ("Stands for", entry.means or ""),
        ("In doubt", entry.weak or ""),
        ("Since", day(entry.since)),
        ("Until", day(entry.until)),
    )
    return EntryView(
        name=name.replace("_", " ").capitalize(),
        key=entry.key,
        examples=tuple(_example(words) for words in entry.examples),
        near_misses=entry.near_misses,
        source=" ".join(entry.source.split()),
        facts=tuple((label, words) for label, words in facts if words),
        pattern=entry.pattern.pattern,
    )


def _example(words: str) -> Example:
    """Return an example taken apart where braces hold what is matched."""
    before, opened, rest = words.partition("{")
    matched, closed, after = rest.partition("}")
    return Example(before, matched, after) if opened and closed else Example("", words, "")
