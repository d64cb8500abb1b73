"""The SQLite file of a work folder: ours and of this schema, or made anew; a foreign file is never touched."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from builder.errors import SiteError

APPLICATION = 0x0302_0906
"""Stands in the file's own head (SQLite's application_id): a store of ours, and no other program's."""

SCHEMA = 5
"""Raised whenever the tables below change; a store of another number is made anew."""

TABLES = """
CREATE TABLE build (number INTEGER NOT NULL, finished INTEGER NOT NULL);
INSERT INTO build VALUES (0, 0);
CREATE TABLE source (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, content TEXT NOT NULL, path TEXT NOT NULL, folder TEXT NOT NULL,
    build INTEGER NOT NULL
);
CREATE INDEX source_path ON source (path);
CREATE INDEX source_folder ON source (folder);
CREATE TABLE folder (path TEXT PRIMARY KEY, stamp TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE reading (source INTEGER PRIMARY KEY, filing BLOB NOT NULL, findings BLOB NOT NULL,
    examinations BLOB NOT NULL);
CREATE TABLE drafted (source INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE set_aside (
    source INTEGER, path TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT, code TEXT NOT NULL, reason TEXT NOT NULL
);
CREATE INDEX set_aside_source ON set_aside (source);
"""


@contextmanager
def trouble(path: Path) -> Iterator[None]:
    """Turn what SQLite says of the file at PATH into a SiteError with a remedy."""
    try:
        yield
    except sqlite3.OperationalError as error:
        remedy = "see that the folder can be written, has room, and that no other build uses it"
        raise SiteError(str(path), f"the store cannot be used ({error})", remedy) from error
    except (sqlite3.DatabaseError, msgspec.DecodeError) as error:
        remedy = "remove this file and build again: raw/ holds everything that it knew"
        raise SiteError(str(path), f"the store is damaged ({error})", remedy) from error


def open_database(path: Path) -> sqlite3.Connection:
    """Open the database at PATH, making it where there is none or one of another schema; refuse a foreign file."""
    try:
        return _open_ours(path)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        if not _is_ours(path):
            raise _foreign(path) from None
    _remove(path)
    return _open_ours(path)


def _open_ours(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level="IMMEDIATE")
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        schema = connection.execute("PRAGMA user_version").fetchone()[0]
        empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
        if application != APPLICATION and not empty:
            raise _foreign(path)
        if not empty and schema != SCHEMA:
            connection.close()
            _remove(path)
            return _open_ours(path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if empty:
            _make_tables(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _make_tables(connection: sqlite3.Connection) -> None:
    """Make all tables and sign the file, or nothing at all."""
    head = f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {SCHEMA};"
    connection.executescript(f"BEGIN IMMEDIATE; {TABLES} {head} COMMIT;")


def _is_ours(path: Path) -> bool:
    """Return whether the file's head carries our number, at byte 68 (SQLite file format, section 1.3)."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError:
        return False
    return head.startswith(b"SQLite format 3\x00") and head[68:72] == APPLICATION.to_bytes(4)


def _foreign(path: Path) -> SiteError:
    return SiteError(str(path), "this file is not a store of ours", "move it away, or name another work folder")


def _remove(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)
