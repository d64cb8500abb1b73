"""The store: what has been read from each raw source, kept in one SQLite file between builds.

A reading is keyed by the sha256 of everything that it depends on (the source's kind, its files' paths
and bytes, its sidecar, the reader's version), so that an unchanged source is never read twice and a
changed reader reads all again. Each build marks the sources it meets; `finish_build` forgets the rest. How the files
of a folder stood when its sources were read is kept too: where they stand so still, none is opened.
Readings are kept some at a time, in one transaction, so a build killed at any moment loses no more than these.
The file is a cache of `raw/`: a damaged one may be removed and is made anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

import msgspec

from builder.catalogue.database import open_database, trouble
from builder.catalogue.encoded import (
    EXAMINATIONS,
    FINDINGS,
    Drafted,
    Encoded,
    Examined,
    Reading,
    decode_draft,
    decode_reading,
)
from builder.entries import QuarantineEntry
from builder.errors import SiteError
from builder.findings import Finding
from builder.records import RawFile

MET = 1000
"""Sources that are marked as present in one transaction."""

KEPT = 64
"""Readings that are kept in one transaction."""

DRAFTED = "id, content, path, body FROM source JOIN drafted ON drafted.source = source.id"
READING = "id, content, path, filing, findings, examinations FROM source JOIN reading ON reading.source = source.id"


@dataclass(frozen=True, slots=True)
class SourceKey:
    """What a reading depends on, in one digest, and where the source stands."""

    key: str
    """Digest of kind, paths, bytes, sidecar and reader version."""
    content: str
    """Digest of the bytes alone: equal for the same files at two places."""
    path: str
    """Path of the first file, below the raw folder."""


class Store:
    """The SQLite file of one work folder; one writer at a time."""

    def __init__(self, path: Path, reader: str) -> None:
        """Open the store at PATH, making it where there is none; READER is the reader's version."""
        self.path = path
        self.reader = reader
        with trouble(path):
            self.connection = open_database(path)
        self._build = self._number()
        self._met: list[tuple[int, int]] = []
        self._put = 0
        """Readings in the open transaction; what is not committed is lost where a build fails."""

    def close(self) -> None:
        """Close the file; what was stored stays."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def key_of(self, kind: str, files: tuple[RawFile, ...], sidecar: bytes | None = None) -> SourceKey:
        """Return the key of a source of KIND with FILES and the bytes of its SIDECAR."""
        beside = hashlib.sha256(sidecar).hexdigest() if sidecar is not None else "-"
        content = _digest([*(file.sha256 for file in files), beside])
        places = [part for file in files for part in (file.path, file.sha256)]
        key = _digest([self.reader, kind, beside, *places])
        return SourceKey(key, content, files[0].path if files else "")

    def standing(self, stamps: Mapping[str, str]) -> frozenset[str]:
        """Return the folders with sources that stand by their STAMPS as when these were read."""
        with trouble(self.path):
            held = {folder for (folder,) in self.connection.execute("SELECT DISTINCT folder FROM source")}
            known = dict(self.connection.execute("SELECT path, stamp FROM folder"))
        return frozenset(path for path in held if (stamp := stamps.get(path)) and known.get(path) == self._read(stamp))

    def _read(self, stamp: str) -> str:
        """Return STAMP as it is kept: only what this reader has read stands as it was read."""
        return f"{stamp} {self.reader}"

    def begin_build(self, standing: Iterable[str] = ()) -> None:
        """Begin a build: the sources in the folders STANDING are present in it, all that was read can be used again."""
        with trouble(self.path), self.connection:
            self.connection.execute("UPDATE build SET number = number + 1")
            self.connection.execute("DELETE FROM set_aside WHERE source IS NULL")
            mark = "UPDATE source SET build = (SELECT number FROM build) WHERE folder = ?"
            self.connection.executemany(mark, ((folder,) for folder in standing))
        self._build = self._number()
        self._met.clear()

    def has(self, key: SourceKey) -> bool:
        """Return whether KEY has been read before, in which case it counts as present in this build."""
        with trouble(self.path):
            found = self.connection.execute("SELECT id FROM source WHERE key = ?", (key.key,)).fetchone()
        if found is None:
            return False
        self._met.append((self._build, *found))
        if len(self._met) >= MET:
            self._mark()
        return True

    def put(self, key: SourceKey, read: Encoded, set_aside: tuple[QuarantineEntry, ...] = ()) -> None:
        """Keep what was READ as the reading of KEY, and a line for each of its files SET_ASIDE."""
        with trouble(self.path):
            source = self._present(key)
            row = source, read.filing, read.findings, read.examinations
            self.connection.execute("INSERT INTO reading VALUES (?, ?, ?, ?)", row)
            self.connection.execute("INSERT INTO drafted VALUES (?, ?)", (source, read.draft))
            for entry in set_aside:
                self._set_aside(source, entry)
            self._put += 1
            if self._put >= KEPT:
                self.connection.commit()
                self._put = 0

    def quarantine(self, entry: QuarantineEntry, key: SourceKey | None = None) -> None:
        """Keep ENTRY as all that is known of its source; without a KEY it is tried again in the next build."""
        with trouble(self.path), self.connection:
            self._set_aside(self._present(key) if key else None, entry)

    def finish_build(self, stamps: Mapping[str, str] = MappingProxyType({})) -> None:
        """Forget the sources that this build did not meet; STAMPS tell how each folder stood that was read whole."""
        self._mark()
        gone = "SELECT id FROM source WHERE build <> ?"
        with trouble(self.path), self.connection:
            self.connection.execute(f"DELETE FROM reading WHERE source IN ({gone})", (self._build,))  # noqa: S608
            self.connection.execute(f"DELETE FROM drafted WHERE source IN ({gone})", (self._build,))  # noqa: S608
            self.connection.execute(f"DELETE FROM set_aside WHERE source IN ({gone})", (self._build,))  # noqa: S608
            self.connection.execute("DELETE FROM source WHERE build <> ?", (self._build,))
            self.connection.execute("DELETE FROM folder")
            rows = [(path, self._read(stamp)) for path, stamp in stamps.items() if stamp]
            self.connection.executemany("INSERT INTO folder VALUES (?, ?)", rows)
            self.connection.execute("UPDATE build SET finished = number")

    def readings(self) -> Iterator[Reading]:
        """Yield what was read, one at a time, in an order that depends on the bytes and paths alone."""
        rows = self.connection.execute(
            f"SELECT {READING} WHERE build = ? ORDER BY path, key",
            (self._build,),
        )
        with trouble(self.path):
            yield from map(decode_reading, rows)

    def reading(self, source: int) -> Reading:
        """Return what was read from SOURCE."""
        with trouble(self.path):
            row = self.connection.execute(f"SELECT {READING} WHERE id = ?", (source,)).fetchone()
        if row is None:
            raise SiteError(str(self.path), f"source {source} is not in the store", "build again")
        return decode_reading(row)

    def drafts(self) -> Iterator[Drafted]:
        """Yield what each reading says by itself, in the order of `readings`."""
        rows = self.connection.execute(f"SELECT {DRAFTED} WHERE build = ? ORDER BY path, key", (self._build,))
        with trouble(self.path):
            yield from map(decode_draft, rows)

    def draft(self, source: int) -> Drafted:
        """Return what the reading of SOURCE says by itself."""
        with trouble(self.path):
            row = self.connection.execute(f"SELECT {DRAFTED} WHERE id = ?", (source,)).fetchone()
        if row is None:
            raise SiteError(str(self.path), f"source {source} is not in the store", "build again")
        return decode_draft(row)

    def findings(self) -> Iterator[Finding]:
        """Yield what the audit found in all that is present, without what it was found in."""
        rows = self.connection.execute(
            "SELECT findings FROM source JOIN reading ON reading.source = source.id WHERE build = ?", (self._build,)
        )
        with trouble(self.path):
            for (findings,) in rows:
                yield from FINDINGS.decode(findings)

    def examined(self, source: int) -> Examined:
        """Return what the audit said of SOURCE, without its filing."""
        with trouble(self.path):
            row = self.connection.execute(
                "SELECT path, findings, examinations FROM source JOIN reading ON reading.source = source.id"
                " WHERE id = ?",
                (source,),
            ).fetchone()
        if row is None:
            raise SiteError(str(self.path), f"source {source} is not in the store", "build again")
        return Examined(row[0], FINDINGS.decode(row[1]), EXAMINATIONS.decode(row[2]))

    def set_aside(self) -> Iterator[QuarantineEntry]:
        """Yield the files that could not be read, by path."""
        rows = self.connection.execute(
            "SELECT set_aside.path, size, sha256, code, reason FROM set_aside LEFT JOIN source ON source.id = source"
            " WHERE source IS NULL OR build = ? ORDER BY set_aside.path, code, reason",
            (self._build,),
        )
        with trouble(self.path):
            for row in rows:
                yield QuarantineEntry(*row)

    def fingerprint(self) -> str:
        """Return a digest of all that is present: equal as long as nothing was added, changed or removed."""
        digest = hashlib.sha256()
        present = "SELECT key FROM source WHERE build = ? ORDER BY key"
        with trouble(self.path):
            for (key,) in self.connection.execute(present, (self._build,)):
                digest.update(key.encode())
        for entry in self.set_aside():
            digest.update(msgspec.msgpack.encode(entry))
        return digest.hexdigest()

    def _mark(self) -> None:
        """Mark the sources met so far as present, in one transaction."""
        with trouble(self.path), self.connection:
            self.connection.executemany("UPDATE source SET build = ? WHERE id = ?", self._met)
        self._met.clear()

    def _number(self) -> int:
        with trouble(self.path):
            number: int = self.connection.execute("SELECT number FROM build").fetchone()[0]
        return number

    def _present(self, key: SourceKey) -> int:
        """Return the row of KEY, new or emptied, present in this build."""
        old = self.connection.execute("SELECT id FROM source WHERE key = ?", (key.key,)).fetchone()
        if old:
            self.connection.execute("DELETE FROM reading WHERE source = ?", old)
            self.connection.execute("DELETE FROM drafted WHERE source = ?", old)
            self.connection.execute("DELETE FROM set_aside WHERE source = ?", old)
            self.connection.execute("DELETE FROM source WHERE id = ?", old)
        row = key.key, key.content, key.path, key.path.rpartition("/")[0], self._build
        made = self.connection.execute(
            "INSERT INTO source (key, content, path, folder, build) VALUES (?, ?, ?, ?, ?)", row
        )
        if made.lastrowid is None:
            raise SiteError(str(self.path), "a row was stored without a number", "remove the file and build again")
        return made.lastrowid

    def _set_aside(self, source: int | None, entry: QuarantineEntry) -> None:
        row = source, entry.path, entry.size, entry.sha256, entry.code, entry.reason
        self.connection.execute("INSERT INTO set_aside VALUES (?, ?, ?, ?, ?, ?)", row)


def _digest(parts: list[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
