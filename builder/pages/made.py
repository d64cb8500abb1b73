"""What was made of each company at the last build, so that nothing is made again that would come out the same.

A company's pages are as they were where what they are made from has the same print (a digest that the catalogue gives)
and their files stand as they were left. The record is one JSON file in the work folder; without it all is made.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from builder.pages.compose import Composed
from builder.pages.quarters import Tidings
from builder.traces import stamp


class _Part(msgspec.Struct, frozen=True):
    """What was made of one company."""

    key: str
    stamp: str
    pages: int
    paths: tuple[str, ...]
    tidings: Tidings


class Made:
    """The record of what was made, and of what is made now."""

    def __init__(self, record: Path | None, content: Path) -> None:
        """Read the RECORD of the last build, whose pages stand in CONTENT; nothing is known without one."""
        self._record = record
        self._root = str(content)
        self._before = _read(record) if record else {}
        self._now: dict[str, _Part] = {}

    def unchanged(self, part: str, key: str) -> Composed | None:
        """Return what was made of PART, where it was made from KEY and stands as it was left; else None."""
        known = self._before.get(part)
        if known is None or known.key != key or stamp(self._root, known.paths) != known.stamp:
            return None
        self._now[part] = known
        return Composed(known.paths, known.pages, 0, known.tidings)

    def note(self, part: str, key: str, made: Composed) -> None:
        """Note that PART was MADE from KEY."""
        if self._record:
            self._now[part] = _Part(key, stamp(self._root, made.paths), made.pages, made.paths, made.tidings)

    def keep(self) -> None:
        """Put the record of this build in the place of the last one's."""
        if self._record:
            fresh = self._record.with_suffix(".new")
            fresh.write_bytes(msgspec.json.encode(self._now))
            fresh.replace(self._record)


def _read(record: Path) -> dict[str, _Part]:
    try:
        return msgspec.json.decode(record.read_bytes(), type=dict[str, _Part])
    except (FileNotFoundError, msgspec.MsgspecError):
        return {}
