"""What was made of each company at the last build, so that nothing is made again that would come out the same.

A company's pages are as they were where what they are made from has the same print (a digest that the catalogue gives)
and their files stand as they were left. The record is one JSON file in the work folder; without it all is made.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec

from builder.pages.compose import Composed
from builder.traces import stamp


class _Part(msgspec.Struct, frozen=True):
    """What was made of one company."""

    key: str
    stamp: str
    made: Composed


_PARTS = msgspec.json.Decoder(_Part)


class Made:
    """The record of what was made, and of what is made now; each part as it stands in the file, which is smallest."""

    def __init__(self, record: Path | None, content: Path) -> None:
        """Read the RECORD of the last build, whose pages stand in CONTENT; nothing is known without one."""
        self._record = record
        self._root = str(content)
        self._before = _read(record) if record else {}
        self._now: dict[str, msgspec.Raw] = {}

    def unchanged(self, part: str, key: str) -> Composed | None:
        """Return what was made of PART, where it was made from KEY and stands as it was left; else None."""
        if part not in self._before:
            return None
        try:
            known = _PARTS.decode(self._before[part])
        except msgspec.MsgspecError:
            return None
        if known.key != key or stamp(self._root, known.made.paths) != known.stamp:
            return None
        self._now[part] = self._before[part]
        return replace(known.made, changed=0)

    def note(self, part: str, key: str, made: Composed) -> None:
        """Note that PART was MADE from KEY."""
        if self._record:
            noted = _Part(key, stamp(self._root, made.paths), made)
            self._now[part] = msgspec.Raw(msgspec.json.encode(noted))

    def keep(self) -> None:
        """Put the record of this build in the place of the last one's."""
        if self._record:
            fresh = self._record.with_suffix(".new")
            fresh.write_bytes(msgspec.json.encode(self._now))
            fresh.replace(self._record)


def _read(record: Path) -> dict[str, msgspec.Raw]:
    try:
        return msgspec.json.decode(record.read_bytes(), type=dict[str, msgspec.Raw])
    except (FileNotFoundError, msgspec.MsgspecError):
        return {}
