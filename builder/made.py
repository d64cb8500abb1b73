"""What was made of each company at the last build, so that nothing is made again that would come out the same.

A company's files are as they were where what they are made from has the same print (a digest that the catalogue gives)
and they stand as they were left. The record is one JSON file in the work folder; without it all is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import msgspec

from builder.traces import stamp


class _Written(Protocol):
    """What is told of the files of one part."""

    @property
    def paths(self) -> Sequence[str]:
        """Return every file, below content/."""


Told = TypeVar("Told", bound=_Written)


class _Part(msgspec.Struct, frozen=True):
    """What was made of one company."""

    key: str
    stamp: str
    made: msgspec.Raw


_PARTS = msgspec.json.Decoder(_Part)


class Made(Generic[Told]):
    """The record of what was made, and of what is made now; each part as it stands in the file, which is smallest."""

    def __init__(self, record: Path | None, content: Path, kind: type[Told]) -> None:
        """Read the RECORD of the last build, whose files stand in CONTENT; it tells of each part what KIND holds."""
        self._record = record
        self._root = str(content)
        self._decoder = msgspec.json.Decoder(kind)
        self._before = _read(record) if record else {}
        self._now: dict[str, msgspec.Raw] = {}

    def unchanged(self, part: str, key: str) -> Told | None:
        """Return what was made of PART, where it was made from KEY and stands as it was left; else None."""
        if part not in self._before:
            return None
        try:
            known = _PARTS.decode(self._before[part])
            made = self._decoder.decode(known.made) if known.key == key else None
        except msgspec.MsgspecError:
            return None
        if made is None or stamp(self._root, made.paths) != known.stamp:
            return None
        self._now[part] = self._before[part]
        return made

    def note(self, part: str, key: str, made: Told) -> None:
        """Note that PART was MADE from KEY."""
        if self._record:
            noted = _Part(key, stamp(self._root, made.paths), msgspec.Raw(msgspec.json.encode(made)))
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
