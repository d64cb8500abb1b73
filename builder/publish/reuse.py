"""The last site's units, taken over into the next one where they would come out the same.

A unit is taken over by hard links, in no time and without room on the disk; where the file system has none it is
copied. The record of what was published from what is one file in the work folder, a line a unit in the order in which
units are found; without it, or where the frame around the pages has changed, everything is rendered. It is read and
written line by line, so that memory does not grow with the archive.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import msgspec

from builder.publish.units import Unit, look

_Line = tuple[str, str]
"""A unit's folder, and how its files stood in content/ and on the site."""

_LINES = msgspec.json.Decoder(_Line)
_ENCODER = msgspec.json.Encoder()


class LastSite:
    """The site that stands, and what it was made from; units, and then folders of the next site, come in order."""

    def __init__(self, record: Path | None, frame: str, out: Path) -> None:
        """Read the RECORD of the site at OUT; it is of no use unless the FRAME is the same."""
        self._path = record
        self._frame = frame
        self._out = os.fspath(out)
        self._known = _Lines(_read(record, frame) if record else iter(()))
        self._found = tempfile.TemporaryFile(dir=record.parent) if record else None  # noqa: SIM115 - closed by `remember`

    def take_over(self, unit: Unit, staged: Path) -> bool:
        """Put into STAGED what UNIT became, if it stands on the site as it would be made again; return whether."""
        known = self._known.of(unit.folder)
        if not (known and unit.stamp):
            return False
        here, there = f"{self._out}/{unit.folder}", f"{staged}/{unit.folder}"
        stands = look(here)
        if known != f"{unit.stamp}{stands.stamp}":
            return False
        os.makedirs(there, exist_ok=True)  # noqa: PTH103 - strings: there are very many
        for name in stands.names:
            _link(f"{here}/{name}", f"{there}/{name}")
        return True

    def noted(self, unit: Unit) -> Unit:
        """Return UNIT, noted as one of those that the next site is made from."""
        if self._found and unit.stamp:
            self._found.write(_ENCODER.encode((unit.folder, unit.stamp)) + b"\n")
        return unit

    def remember(self, stamps: Iterator[_Line]) -> None:
        """Keep what the site was made from, whose folders stand by their STAMPS, all of which are asked for."""
        if self._path is None or self._found is None:
            deque(stamps, 0)
            return
        fresh = self._path.with_suffix(".new")
        with self._found, fresh.open("wb") as record:
            self._found.seek(0)
            found = _Lines(map(_LINES.decode, self._found))
            record.write(_ENCODER.encode((self._frame, "")) + b"\n")
            for folder, stamp in stamps:
                if unit := found.of(folder):
                    record.write(_ENCODER.encode((folder, f"{unit}{stamp}")) + b"\n")
        fresh.replace(self._path)


class _Lines:
    """Lines in the order of their folders, asked for one folder after the other."""

    def __init__(self, lines: Iterator[_Line]) -> None:
        self._lines = lines
        self._next = next(lines, None)

    def of(self, folder: str) -> str:
        """Return what the line of FOLDER says, "" where there is none; lines before it are passed by."""
        asked = folder.split("/")
        while self._next and self._next[0] != folder and self._next[0].split("/") < asked:
            self._next = next(self._lines, None)
        return self._next[1] if self._next and self._next[0] == folder else ""


def _link(here: str, there: str) -> None:
    try:
        os.link(here, there)
    except OSError:
        shutil.copyfile(here, there)


def _read(record: Path, frame: str) -> Iterator[_Line]:
    """Yield the lines of RECORD, if it is that of FRAME; a line that cannot be read ends it."""
    try:
        with record.open("rb") as lines:
            if _LINES.decode(next(lines, b"")) == (frame, ""):
                yield from map(_LINES.decode, lines)
    except (FileNotFoundError, msgspec.MsgspecError):
        return
