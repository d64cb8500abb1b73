"""What was made of each company at the last build, so that nothing is made again that would come out the same.

A company's files are as they were where what they are made from has the same print (a digest that the catalogue gives)
and they stand as they were left. The record is one SQLite file in the work folder, asked part by part, so that it may
be long; without it all is made. What a build notes is kept all at once at its end, or not at all.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Generic, Protocol, Self, TypeVar

import msgspec

from builder.errors import SiteError
from builder.traces import stamp


class _Written(Protocol):
    """What is told of the files of one part."""

    @property
    def paths(self) -> Sequence[str]:
        """Return every file, below content/."""


Told = TypeVar("Told", bound=_Written)

_TABLE = "CREATE TABLE IF NOT EXISTS made (part TEXT PRIMARY KEY, key TEXT, stamp TEXT, told BLOB, now INTEGER)"


class Made(Generic[Told]):
    """The record of what was made, and of what is made now, to be closed by `with`."""

    def __init__(self, record: Path | None, content: Path, kind: type[Told]) -> None:
        """Open the RECORD of the last build, whose files stand in CONTENT; it tells of each part what KIND holds."""
        self._path = record
        self._root = str(content)
        self._decoder = msgspec.json.Decoder(kind)
        self._record = self._open(record) if record else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._record:
            self._record.close()

    def unchanged(self, part: str, key: str) -> Told | None:
        """Return what was made of PART, where it was made from KEY and stands as it was left; else None."""
        for stood, told in self._ask("SELECT stamp, told FROM made WHERE part = ? AND key = ?", part, key):
            made = self._read(told)
            if made is not None and stamp(self._root, made.paths) == stood:
                self._ask("UPDATE made SET now = 1 WHERE part = ?", part)
                return made
        return None

    def note(self, part: str, key: str, made: Told) -> None:
        """Note that PART was MADE from KEY."""
        told = msgspec.json.encode(made) if self._record else b""
        stood = stamp(self._root, made.paths) if self._record else ""
        self._ask("INSERT OR REPLACE INTO made VALUES (?, ?, ?, ?, 1)", part, key, stood, told)

    def keep(self) -> None:
        """Put the record of this build in the place of the last one's."""
        self._ask("DELETE FROM made WHERE NOT now")
        self._ask("COMMIT")

    def _ask(self, statement: str, *values: str | bytes) -> list[tuple[str, bytes]]:
        """Return what the record answers, nothing where there is none."""
        try:
            return self._record.execute(statement, values).fetchall() if self._record else []
        except sqlite3.DatabaseError as error:
            remedy = "see that the disk has room; else remove it, and all is made anew"
            raise SiteError(str(self._path), f"cannot be used ({error})", remedy) from error

    def _read(self, told: bytes) -> Told | None:
        try:
            return self._decoder.decode(told)
        except msgspec.MsgspecError:
            return None

    def _open(self, record: Path) -> sqlite3.Connection:
        """Return the database at RECORD, in the midst of a change; a file that is none is made anew."""
        try:
            return _begin(record)
        except sqlite3.OperationalError as error:
            raise SiteError(str(record), f"cannot be used ({error})", "see that it can be written") from error
        except sqlite3.DatabaseError:
            record.unlink()
            return _begin(record)


def _begin(record: Path) -> sqlite3.Connection:
    database = sqlite3.connect(record, isolation_level=None)
    try:
        database.execute("BEGIN IMMEDIATE")
        database.execute(_TABLE)
        database.execute("UPDATE made SET now = 0")
    except sqlite3.DatabaseError:
        database.close()
        raise
    return database
