"""Which readings make one filing, and which are the same filing once more.

One accession number is one filing. Where it stands in `raw/` several times, the reading with the most
certifications is taken, of equals the full submission before the folder before loose exhibits; loose
exhibits alone are joined into one filing. A loose exhibit without accession number is a duplicate where
the same bytes stand in another filing. Every source that is left out becomes a "duplicate" line.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from builder.catalogue.addresses import digest, filing_address
from builder.catalogue.drafts import Draft, draft_filing, join_filings
from builder.catalogue.store import Store
from builder.findings import Finding
from builder.records import Filing, RawFile

RANKS = {"submission": 0, "folder": 1, "exhibit": 2}
"""The whole submission is the filing as it was received; a folder may lack documents; an exhibit does."""


class _Source(NamedTuple):
    accession: str | None
    certifications: int
    rank: int
    path: str
    source: int
    content: str


def group_readings(db: sqlite3.Connection, store: Store) -> None:
    """Make a row in `filing` of each filing, with its sources; a "duplicate" line of each other source."""
    for _, group in groupby(list_sources(db, "accession IS NOT NULL"), attrgetter("accession")):
        best, *others = group
        kept = [best]
        for source in others:
            joins = best.rank == source.rank == RANKS["exhibit"]
            if joins and source.content not in {each.content for each in kept}:
                kept.append(source)
            else:
                _leave_out(db, store, source, best)
        _keep(db, filing_address(str(best.accession)), sorted(kept, key=attrgetter("path", "source")))
    for source in list_sources(db, "accession IS NULL"):
        first = _first_with_same_bytes(db, store, source)
        if first:
            _leave_out(db, store, source, first)
        else:
            _keep(db, _free_address(db, store, source), [source])
    for _ in range(2):  # a repeated exhibit may repeat a source that is itself left out
        db.execute(
            "UPDATE draft SET filing = (SELECT first.filing FROM draft AS first WHERE first.source = draft.same)"
            " WHERE same IS NOT NULL"
        )


def drafts_of_filings(db: sqlite3.Connection, store: Store) -> Iterator[tuple[int, Draft]]:
    """Yield each filing's row with its draft, parts joined."""
    filings = db.execute(
        "SELECT filing_source.filing, group_concat(source) FROM filing_source JOIN draft USING (source)"
        " GROUP BY filing_source.filing ORDER BY filing_source.filing"
    )
    for filing, sources in filings:
        numbers = [int(number) for number in sources.split(",")]
        if len(numbers) == 1:
            yield filing, store.draft(numbers[0]).draft
        else:
            yield filing, draft_filing(*join_sources(db, store, filing))


def join_sources(db: sqlite3.Connection, store: Store, filing: int) -> tuple[Filing, tuple[Finding, ...]]:
    """Return the filing in row FILING and its findings, from all of its sources."""
    sources = db.execute("SELECT source FROM filing_source WHERE filing = ? ORDER BY place", (filing,)).fetchall()
    readings = [store.reading(source) for (source,) in sources]
    return join_filings(tuple((reading.filing, reading.findings) for reading in readings))


def list_sources(db: sqlite3.Connection, where: str) -> Iterator[_Source]:
    """Yield the sources WHERE, the best of each accession number first."""
    columns = "accession, certifications, rank, path, source, content"
    order = "accession, certifications DESC, rank, path, content"
    yield from map(_Source._make, db.execute(f"SELECT {columns} FROM draft WHERE {where} ORDER BY {order}"))  # noqa: S608


def _keep(db: sqlite3.Connection, address: str, sources: list[_Source]) -> None:
    row = db.execute(
        "INSERT INTO filing (address, dated, certifications, s302, s906) VALUES (?, '', 0, 0, 0)", (address,)
    )
    for place, source in enumerate(sources):
        db.execute("INSERT INTO filing_source VALUES (?, ?, ?)", (row.lastrowid, place, source.source))
        db.execute("UPDATE draft SET filing = ? WHERE source = ?", (row.lastrowid, source.source))


def _leave_out(db: sqlite3.Connection, store: Store, source: _Source, first: _Source) -> None:
    db.execute("UPDATE draft SET same = ? WHERE source = ?", (first.source, source.source))
    for file in store.reading(source.source).filing.files:
        row = source.source, *_line(file, source, first)
        db.execute("INSERT INTO duplicate VALUES (?, ?, ?, ?, 'duplicate', ?)", row)


def _line(file: RawFile, source: _Source, first: _Source) -> tuple[str, int, str, str]:
    what = f"filing {source.accession} was" if source.accession else "the same bytes were"
    return file.path, file.size, file.sha256, f"{what} already read from {first.path}"


def _first_with_same_bytes(db: sqlite3.Connection, store: Store, source: _Source) -> _Source | None:
    """Return the source that SOURCE repeats: one with an accession number first, else the first by path."""
    columns = "accession, certifications, rank, path, draft.source, content"
    rows = db.execute(
        f"SELECT {columns} FROM draft_file JOIN draft ON draft.source = draft_file.source"  # noqa: S608
        " WHERE sha256 IN (SELECT sha256 FROM draft_file WHERE source = ?) "
        " ORDER BY accession IS NULL, accession, rank, path, content",
        (source.source,),
    )
    own = store.draft(source.source).draft
    for row in map(_Source._make, rows):
        if row.source == source.source:
            return None
        if row.content == source.content or (
            source.rank == RANKS["exhibit"] and _may_be_one(own, store.draft(row.source).draft)
        ):
            return row
    return None


def _may_be_one(one: Draft, other: Draft) -> bool:
    """Return whether two sources that share a file may be one filing: not where sidecars name two companies."""
    return not (one.header and other.header) or one.registrants == other.registrants


def _free_address(db: sqlite3.Connection, store: Store, source: _Source) -> str:
    """Return the address of SOURCE by its own text; the same bytes under two sidecars are told apart by both."""
    address = store.draft(source.source).draft.own_address
    if db.execute("SELECT 1 FROM filing WHERE address = ?", (address,)).fetchone():
        return f"{address.rstrip('/')}-{digest(7, source.content)}/"
    return address
