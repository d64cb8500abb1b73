"""The last site's units, taken over into the next one where they would come out the same.

A unit is taken over by hard links, in no time and without room on the disk; where the file system has none it is
copied. The record of what was published from what is one JSON file in the work folder, a line a unit; without it, or
where the frame around the pages has changed, everything is rendered.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import msgspec

from builder.publish.units import Unit, look


class _Record(msgspec.Struct, frozen=True):
    """What was published."""

    frame: str
    """Digest of all that every page depends on."""
    units: dict[str, str]
    """By folder: how its files stood in content/ and on the site."""


_EMPTY = _Record("", {})


class LastSite:
    """The site that stands, and what it was made from."""

    def __init__(self, record: Path | None, frame: str, out: Path) -> None:
        """Read the RECORD of the site at OUT; it is of no use unless the FRAME is the same."""
        self._path = record
        self._frame = frame
        self._out = os.fspath(out)
        known = _read(record) if record else _EMPTY
        self._units = known.units if known.frame == frame else {}

    def has(self, unit: Unit) -> bool:
        """Return whether UNIT stands on the site as it would be made again."""
        known = self._units.get(unit.folder)
        return bool(known and unit.stamp and known == f"{unit.stamp}{look(f'{self._out}/{unit.folder}').stamp}")

    def take_over(self, units: Iterable[Unit], staged: Path) -> None:
        """Put what UNITS became into the folder STAGED."""
        for unit in units:
            here, there = f"{self._out}/{unit.folder}", f"{staged}/{unit.folder}"
            os.makedirs(there, exist_ok=True)  # noqa: PTH103 - strings: there are very many
            with os.scandir(here) as entries:
                names = [entry.name for entry in entries if not entry.is_dir() and not entry.name.startswith(".")]
            for name in names:
                _link(f"{here}/{name}", f"{there}/{name}")

    def remember(self, units: Iterable[Unit], stamps: dict[str, str]) -> None:
        """Keep that the site whose folders stand by their STAMPS was made from UNITS; the stamps are used up."""
        if self._path is None:
            return
        made = {unit.folder: f"{unit.stamp}{stamps.pop(unit.folder, '')}" for unit in units if unit.stamp}
        fresh = self._path.with_suffix(".new")
        fresh.write_bytes(msgspec.json.encode(_Record(self._frame, made)))
        fresh.replace(self._path)


def _link(here: str, there: str) -> None:
    try:
        os.link(here, there)
    except OSError:
        shutil.copyfile(here, there)


def _read(record: Path) -> _Record:
    try:
        return msgspec.json.decode(record.read_bytes(), type=_Record)
    except (FileNotFoundError, msgspec.MsgspecError):
        return _EMPTY
