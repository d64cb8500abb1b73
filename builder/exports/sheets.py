"""The tables of the archive in three forms at once: CSV (RFC 4180, UTF-8), JSON Lines, and one SQLite file.

Rows go through one by one, so memory stays flat; the same rows give the same bytes. All are packed, to about a tenth:
the CSV files by zip, which every desktop opens by a double click, the others by gzip, which what reads them reads.
What is asked again of the whole archive, such as one company's certifications, is asked of the SQLite file just
written.
"""

from __future__ import annotations

import csv
import gzip
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from io import BufferedWriter, BytesIO, RawIOBase, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec

from builder.errors import SiteError
from builder.exports.cells import Columns, Kind, Stored
from builder.exports.columns import Row
from builder.exports.owned import OwnedFiles
from builder.exports.tables import TABLES

COLUMNS = {name: Columns(row) for name, row in TABLES.items()}

DATABASE = "data/undersigned.sqlite.gz"

APPLICATION = 0x534F5831
"""SQLite's application id of the file: "SOX1"."""

INDEXES = (
    ("certifications", "filing"),
    ("certifications", "officer"),
    ("certifications", "cik"),
    ("filings", "filing"),
    ("filings", "period_of_report"),
    ("registrants", "company"),
    ("officers", "officer"),
    ("officers", "company"),
    ("officers", "surname"),
    ("companies", "company"),
    ("findings", "filing"),
    ("findings", "code"),
    ("deviations", "filing"),
    ("deviations", "code"),
)
"""(table, column) of each index."""

_TYPES = {
    Kind.TEXT: "TEXT",
    Kind.DATE: "TEXT",
    Kind.LIST: "TEXT",
    Kind.INTEGER: "INTEGER",
    Kind.TRUTH: "INTEGER",
    Kind.REAL: "REAL",
}

_BATCH = 500
"""Rows that go into SQLite at once."""

_EFFORT = 7
"""Of gzip, from 1 to 9; more than this takes twice as long for a hundredth less."""

_ENCODER = msgspec.json.Encoder()


class Sheet:
    """One table, written to a CSV file, a JSON Lines file and a table of the database."""

    def __init__(self, name: str, files: OwnedFiles, database: sqlite3.Connection, stack: ExitStack) -> None:
        """Begin the table NAME; STACK closes its files."""
        self._columns = COLUMNS[name]
        self._lines = stack.enter_context(_packed(files, f"data/{name}.jsonl.gz"))
        zipped = stack.enter_context(_zipped(files, f"data/{name}.csv"))
        self._csv = csv.writer(stack.enter_context(TextIOWrapper(zipped, encoding="utf-8", newline="")))
        self._csv.writerow(self._columns.names)
        self._database = database
        self._insert = f"INSERT INTO {table_of(name)} VALUES ({','.join('?' * len(self._columns.names))})"  # noqa: S608 - our own names
        self._waiting: list[list[Stored]] = []
        declared = ", ".join(f"{column} {_TYPES[kind]}" for column, kind in self._columns.kinds.items())
        database.execute(f"CREATE TABLE {table_of(name)} ({declared})")

    def add(self, row: Row) -> None:
        """Write one row in all three forms."""
        self._lines.write(_ENCODER.encode(row) + b"\n")
        values = self._columns.stored(row)
        self._csv.writerow(self._columns.cells(values))
        self._waiting.append(values)
        if len(self._waiting) == _BATCH:
            self.flush()

    def flush(self) -> None:
        """Put the rows that wait into the database."""
        self._database.executemany(self._insert, self._waiting)
        self._waiting.clear()


class Sheets:
    """All tables."""

    def __init__(self, files: OwnedFiles, database: sqlite3.Connection, stack: ExitStack) -> None:
        """Begin all tables; STACK closes their files."""
        self.database = database
        self._sheets = {row: Sheet(name, files, database, stack) for name, row in TABLES.items()}

    def add(self, rows: Iterable[Row]) -> None:
        """Write each of ROWS to its table."""
        for row in rows:
            self._sheets[type(row)].add(row)

    def finish(self) -> None:
        """Make the database ready to be asked."""
        for sheet in self._sheets.values():
            sheet.flush()
        for table, column in INDEXES:
            self.database.execute(f"CREATE INDEX {table}_by_{column} ON {table} ({column})")


@contextmanager
def open_sheets(files: OwnedFiles) -> Iterator[Sheets]:
    """Give the tables to be written; all are put in place together once they are whole."""
    scratch = files.scratch("undersigned.sqlite")
    with _trouble(files.root / DATABASE), ExitStack() as stack:
        yield Sheets(files, stack.enter_context(_open_database(scratch)), stack)
    with _packed(files, DATABASE) as packed, scratch.open("rb") as database:
        shutil.copyfileobj(database, packed, 1 << 18)
    scratch.unlink()


@contextmanager
def _zipped(files: OwnedFiles, path: str) -> Iterator[BufferedWriter[Any]]:
    """Give a stream into the file at PATH, which stands packed as `PATH.zip`; the same bytes give the same file."""
    with (
        files.fresh(f"{path}.zip") as fresh,
        ZipFile(fresh, "w") as archive,
        archive.open(_member(path.rsplit("/", 1)[1]), "w", force_zip64=True) as packed,
        BufferedWriter(cast("RawIOBase", packed), 1 << 16) as stream,
    ):
        yield stream


def _member(name: str) -> ZipInfo:
    """Return the file NAME as it stands in a zip file, without the day on which it was put there."""
    member = ZipInfo(name)
    member.compress_type = ZIP_DEFLATED
    return member


@contextmanager
def _packed(files: OwnedFiles, path: str) -> Iterator[BufferedWriter[gzip.GzipFile]]:
    """Give a stream whose bytes are packed into the file at PATH; the same bytes give the same file."""
    with (
        files.fresh(path) as fresh,
        fresh.open("wb") as file,
        gzip.GzipFile("", "wb", _EFFORT, file, mtime=0) as packed,
        BufferedWriter(packed, 1 << 16) as stream,
    ):
        yield stream


def table_of(name: str) -> str:
    """Return the database's table for the files called NAME."""
    return name.replace("-", "_")


def company_sheet(database: sqlite3.Connection, company: str) -> bytes:
    """Return a zip file of a CSV file: the certifications in all filings that name the company at address COMPANY."""
    columns = COLUMNS["certifications"]
    asked = ", ".join(f"certifications.{name}" for name in columns.names)
    query = (
        f"SELECT {asked} FROM registrants JOIN certifications USING (filing)"  # noqa: S608 - our own names
        " WHERE registrants.company = ? ORDER BY certifications.rowid"
    )
    words = StringIO(newline="")
    sheet = csv.writer(words)
    sheet.writerow(columns.names)
    sheet.writerows(map(columns.cells, database.execute(query, (company,))))
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr(_member("certifications.csv"), words.getvalue().encode())
    return packed.getvalue()


@contextmanager
def _open_database(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a new database; it needs no journal, since it is put in place only when whole."""
    database = sqlite3.connect(path, isolation_level=None)
    try:
        for setting in (
            "page_size = 4096",
            "journal_mode = OFF",
            "synchronous = OFF",
            "locking_mode = EXCLUSIVE",
            f"application_id = {APPLICATION}",
            "user_version = 1",
        ):
            database.execute(f"PRAGMA {setting}")
        database.execute("BEGIN")
        yield database
        database.execute("COMMIT")
    finally:
        database.close()


@contextmanager
def _trouble(path: Path) -> Iterator[None]:
    """Turn what SQLite cannot do into an error with its place."""
    try:
        yield
    except sqlite3.Error as error:
        raise SiteError(str(path), f"SQLite cannot write it ({error})", "see that the disk has room") from error
