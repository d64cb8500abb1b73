"""The tables of the archive in three forms: CSV (RFC 4180, UTF-8), JSON Lines, and one SQLite file with all of them.

All are put together of pieces that stand ready (see pieces.py), company by company; the same rows give the same bytes.
All are packed, to about a tenth: the CSV files by zip, which every desktop opens by a double click, the others by
gzip, which what reads them reads. What is asked again of the whole archive, such as one company's certifications, is
asked of the SQLite file just written.
"""

from __future__ import annotations

import csv
import gzip
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from builder.errors import SiteError
from builder.exports.columns import Row
from builder.exports.owned import OwnedFiles
from builder.exports.packing import EFFORT, write_gzip, write_zip
from builder.exports.pieces import COLUMNS, Pieces

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


class Sheets:
    """All tables."""

    def __init__(self, files: OwnedFiles, database: sqlite3.Connection) -> None:
        """Begin with tables without rows."""
        self.database = database
        self._files = files
        self._pieces = Pieces(database)

    def lay(self, key: str, rows: Callable[[], Iterable[Row]]) -> None:
        """Let the rows that were kept under KEY come next; where there are none, or KEY is "", these ROWS."""
        self._pieces.lay(key, rows)

    def finish(self) -> None:
        """Write the files, and make the database ready to be asked."""
        for name in COLUMNS:
            with self._files.fresh(f"data/{name}.jsonl.gz") as fresh, fresh.open("wb") as file:
                write_gzip(file, self._pieces.packed(name, "jsonl"))
            with self._files.fresh(f"data/{name}.csv.zip") as fresh:
                write_zip(fresh, f"{name}.csv", self._pieces.packed(name, "csv"))
        self._pieces.copy_rows()
        for table, column in INDEXES:
            self.database.execute(f"CREATE INDEX {table}_by_{column} ON {table} ({column})")
        self._pieces.forget_others()


@contextmanager
def open_sheets(files: OwnedFiles, kept: Path | None) -> Iterator[Sheets]:
    """Give the tables to be written; rows are KEPT for the next build in that file, nowhere where it is None."""
    scratch = files.scratch("undersigned.sqlite")
    with _trouble(files.root / DATABASE, kept), _open_database(scratch, kept) as database:
        yield Sheets(files, database)
    with (
        files.fresh(DATABASE) as fresh,
        scratch.open("rb") as whole,
        fresh.open("wb") as file,
        gzip.GzipFile("", "wb", EFFORT, file, mtime=0) as packed,
    ):
        shutil.copyfileobj(whole, packed, 1 << 18)
    scratch.unlink()


def company_sheet(database: sqlite3.Connection, company: str) -> bytes:
    """Return a zip file of a CSV file: the certifications in all filings that name the company at address COMPANY."""
    columns = COLUMNS["certifications"]
    asked = ", ".join(f"certifications.{name}" for name in columns.names)
    query = (
        f"SELECT {asked} FROM registrants JOIN filings USING (filing) JOIN certifications USING (filing)"  # noqa: S608 - our own names
        " WHERE registrants.company = ? ORDER BY dated_on DESC, filing DESC, certifications.rowid"
    )
    words = StringIO(newline="")
    sheet = csv.writer(words)
    sheet.writerow(columns.names)
    sheet.writerows(map(columns.cells, database.execute(query, (company,))))
    member = ZipInfo("certifications.csv")
    member.compress_type = ZIP_DEFLATED
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr(member, words.getvalue().encode())
    return packed.getvalue()


@contextmanager
def _open_database(path: Path, kept: Path | None) -> Iterator[sqlite3.Connection]:
    """Give a new database; it needs no journal, since it is put in place only when whole. KEPT is attached to it."""
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
        _attach(database, kept)
        database.execute("BEGIN")
        yield database
        database.execute("COMMIT")
    finally:
        database.close()


def _attach(database: sqlite3.Connection, kept: Path | None) -> None:
    """Attach the file KEPT to DATABASE; one that is no database is made anew."""
    attach, place = "ATTACH ? AS kept", (str(kept) if kept else "",)
    try:
        database.execute(attach, place)
        database.execute("SELECT count(*) FROM kept.sqlite_schema")
    except sqlite3.DatabaseError:
        if kept is None or not kept.is_file():
            raise
        with suppress(sqlite3.DatabaseError):  # it may not be attached at all
            database.execute("DETACH kept")
        kept.unlink()
        database.execute(attach, place)


@contextmanager
def _trouble(path: Path, kept: Path | None) -> Iterator[None]:
    """Turn what SQLite cannot do into an error with its place."""
    try:
        yield
    except sqlite3.Error as error:
        remedy = f"see that the disk has room; else remove {kept}, which is made anew" if kept else "see to the disk"
        raise SiteError(str(path), f"SQLite cannot write it ({error})", remedy) from error
