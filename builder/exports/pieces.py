"""The rows of some companies in all their forms, made once and kept, so that the next build makes only what changed.

A piece holds what a few neighbouring companies give each table: lines of CSV and of JSON Lines, packed (see
packing.py), and rows for the database. Pieces stand in one SQLite file of the work folder under the key that they were
made from; they are kept in one transaction, so that a build that was killed leaves those that were there.
"""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from typing import cast

import msgspec

from builder.exports.cells import Columns, Kind, Stored
from builder.exports.columns import Row
from builder.exports.packing import Deflating, Piece, piece_of
from builder.exports.tables import TABLES

COLUMNS = {name: Columns(row) for name, row in TABLES.items()}

_TYPES = {
    Kind.TEXT: "TEXT",
    Kind.DATE: "TEXT",
    Kind.LIST: "TEXT",
    Kind.INTEGER: "INTEGER",
    Kind.TRUTH: "INTEGER",
    Kind.REAL: "REAL",
}

_BATCH = 200
"""Rows of a table that are held before they are packed."""

_ENCODER = msgspec.json.Encoder()


def table_of(name: str) -> str:
    """Return the database's table for the files called NAME."""
    return name.replace("-", "_")


def declared(name: str) -> str:
    """Return the columns of the table NAME as SQL declares them."""
    return ", ".join(f"{column} {_TYPES[kind]}" for column, kind in COLUMNS[name].kinds.items())


class Pieces:
    """The pieces that are kept, and those of them, in their order, that this build is made of."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """Keep pieces in the file that is attached to DATABASE as `kept`, a new one or one that this class made."""
        self._database = database
        self._order: list[int] = []
        wanted = {table: f"CREATE TABLE {table} ({columns})" for table, columns in _kept_tables()}
        schema = "SELECT name, sql FROM kept.sqlite_schema WHERE type = 'table'"
        if dict(database.execute(schema)) != wanted:
            for (table,) in database.execute("SELECT name FROM kept.sqlite_schema WHERE type = 'table'").fetchall():
                database.execute(f"DROP TABLE kept.{table}")
            for table, columns in _kept_tables():
                database.execute(f"CREATE TABLE kept.{table} ({columns})")
                if table != "piece":
                    database.execute(f"CREATE INDEX kept.{table}_piece ON {table} (piece)")

    def lay(self, key: str, rows: Callable[[], Iterable[Row]]) -> None:
        """Let the piece of KEY come next; where none is kept, or KEY is "", it is made of ROWS."""
        kept = self._database.execute("SELECT id FROM kept.piece WHERE key = ? AND key <> ''", (key,)).fetchone()
        self._order.append(kept[0] if kept else self._make(key, rows()))

    def packed(self, name: str, kind: str) -> Iterator[Piece]:
        """Yield what stands in the file of the table NAME and of KIND, "csv" or "jsonl"."""
        if kind == "csv":
            yield piece_of(f"{','.join(COLUMNS[name].names)}\r\n".encode())
        query = "SELECT body, crc, size FROM kept.packed WHERE piece = ? AND name = ? AND kind = ?"
        for piece in self._order:
            for row in self._database.execute(query, (piece, name, kind)):
                yield Piece(*row)

    def copy_rows(self) -> None:
        """Put the rows into the database's own tables."""
        for name, columns in COLUMNS.items():
            asked, table = ", ".join(columns.names), table_of(name)
            self._database.execute(f"CREATE TABLE main.{table} ({declared(name)})")
            for piece in self._order:
                self._database.execute(
                    f"INSERT INTO main.{table} SELECT {asked} FROM kept.{table} WHERE piece = ? ORDER BY rowid",  # noqa: S608
                    (piece,),
                )

    def forget_others(self) -> None:
        """Forget the pieces that this build is not made of."""
        kept = {piece for (piece,) in self._database.execute("SELECT id FROM kept.piece")}
        gone = [(piece,) for piece in sorted(kept - set(self._order))]
        for table, _ in _kept_tables():
            column = "id" if table == "piece" else "piece"
            self._database.executemany(f"DELETE FROM kept.{table} WHERE {column} = ?", gone)  # noqa: S608

    def _make(self, key: str, rows: Iterable[Row]) -> int:
        """Keep the piece of KEY, made of ROWS, and return its number."""
        piece = cast("int", self._database.execute("INSERT INTO kept.piece (key) VALUES (?)", (key,)).lastrowid)
        tables = {row: _Table(name, piece, self._database) for name, row in TABLES.items()}
        for row in rows:
            tables[type(row)].add(row)
        for table in tables.values():
            table.close()
        return piece


def _kept_tables() -> Iterator[tuple[str, str]]:
    """Yield each table of the file of pieces, with its columns."""
    yield "piece", "id INTEGER PRIMARY KEY, key TEXT NOT NULL"
    yield "packed", "piece INTEGER, name TEXT, kind TEXT, body BLOB, crc INTEGER, size INTEGER"
    for name in COLUMNS:
        yield table_of(name), f"piece INTEGER, {declared(name)}"


class _Table:
    """What one piece gives one table."""

    def __init__(self, name: str, piece: int, database: sqlite3.Connection) -> None:
        self._name, self._piece, self._database = name, piece, database
        self._columns = COLUMNS[name]
        self._csv, self._jsonl = Deflating(), Deflating()
        self._waiting: list[Row] = []

    def add(self, row: Row) -> None:
        """Take one row."""
        self._waiting.append(row)
        if len(self._waiting) == _BATCH:
            self._flush()

    def close(self) -> None:
        """Keep what is packed; of a table without rows nothing."""
        self._flush()
        for kind, deflating in (("csv", self._csv), ("jsonl", self._jsonl)):
            packed = deflating.piece()
            if packed.size:
                row = (self._piece, self._name, kind, *packed)
                self._database.execute("INSERT INTO kept.packed VALUES (?, ?, ?, ?, ?, ?)", row)

    def _flush(self) -> None:
        if not self._waiting:
            return
        stored: list[list[Stored]] = [self._columns.stored(row) for row in self._waiting]
        words = StringIO(newline="")
        csv.writer(words).writerows(map(self._columns.cells, stored))
        self._csv.add(words.getvalue().encode())
        self._jsonl.add(_ENCODER.encode_lines(self._waiting))
        marks = ",".join("?" * len(self._columns.names))
        insert = f"INSERT INTO kept.{table_of(self._name)} VALUES ({self._piece}, {marks})"  # noqa: S608
        self._database.executemany(insert, stored)
        self._waiting.clear()
