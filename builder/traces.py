"""What folders looked like when a build ended, so that the next one can tell that there is nothing to do.

A trace is a digest of names, sizes, inodes and times of change; no file is opened for it. The time of change (ctime) is
set by the system on every write, rename and change of mode, and cannot be set back, so a file that was put in another's
place shows even where its size and date are the same. The record is one JSON file in the work folder.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import msgspec

Report = TypeVar("Report")

_COMPILED = "__pycache__"
"""Python's own folder, which comes and goes."""


class _Record(msgspec.Struct):
    """What the last build started from, what it left, and what it reported."""

    inputs: str
    outputs: str
    report: msgspec.Raw


def trace(*places: Path) -> str:
    """Return a digest of all that stands at PLACES, files or folders; a place where nothing stands counts too."""
    digest = sha256()
    for place in places:
        digest.update(b"\0")
        waiting = [os.fspath(place)]
        while waiting:
            path = waiting.pop()
            for line, folder in _lines(path):
                digest.update(line)
                if folder:
                    waiting.append(folder)
    return digest.hexdigest()


def folder_stamps(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the path of each folder at or below ROOT with a digest of how its own files stand.

    The digest is "" where that cannot be told: where the folder is closed, a file is a link or the name no plain one.
    """
    waiting = [("", os.fspath(root))]
    while waiting:
        name, path = waiting.pop()
        digest, told = sha256(), name.isprintable()
        try:
            with os.scandir(path) as entries:
                for entry in sorted(entries, key=lambda each: each.name):
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append((f"{name}/{entry.name}".lstrip("/"), entry.path))
                    else:
                        told = told and not entry.is_symlink()
                        digest.update(_line(entry.name, entry.stat(follow_symlinks=False), None)[0])
        except OSError:
            told = False
        yield name, digest.hexdigest()[:32] if told else ""


def stamp(root: str, paths: Iterable[str]) -> str:
    """Return a digest of how the files at PATHS below the folder ROOT stand; "" where one of them is gone."""
    digest = sha256()
    try:
        for path in paths:
            digest.update(_line(path, os.lstat(f"{root}/{path}"), None)[0])
    except (FileNotFoundError, NotADirectoryError):
        return ""
    return digest.hexdigest()


def _lines(path: str) -> list[tuple[bytes, str | None]]:
    """Return a line for each entry of the folder at PATH, in order, and where an entry is a folder its path."""
    try:
        with os.scandir(path) as entries:
            found = sorted(
                (each for each in entries if each.name != _COMPILED), key=lambda each: os.fsencode(each.name)
            )
            return [_line(entry.name, entry.stat(follow_symlinks=False), entry) for entry in found]
    except FileNotFoundError:
        return []
    except NotADirectoryError:
        return [_line(os.path.basename(path), os.lstat(path), None)]  # noqa: PTH119 - a string, as all here


def _line(name: str, stat: os.stat_result, entry: os.DirEntry[str] | None) -> tuple[bytes, str | None]:
    if entry is not None and entry.is_dir(follow_symlinks=False):
        return os.fsencode(name) + b"/\0", entry.path
    times = f"\0{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino} {stat.st_mode}\0"
    return os.fsencode(name) + times.encode(), None


def remember(path: Path, inputs: str, outputs: str, report: object) -> None:
    """Keep at PATH that a build which started from INPUTS left OUTPUTS and reported REPORT."""
    record = _Record(inputs, outputs, msgspec.Raw(msgspec.json.encode(report, enc_hook=os.fspath)))
    fresh = path.with_suffix(".new")
    fresh.write_bytes(msgspec.json.encode(record))
    fresh.replace(path)


def recall(path: Path, inputs: str, outputs: Callable[[], str], kind: type[Report]) -> Report | None:
    """Return the report kept at PATH if the build began with INPUTS and its OUTPUTS stand as it left them."""
    try:
        record = msgspec.json.decode(path.read_bytes(), type=_Record)
        if record.inputs != inputs or record.outputs != outputs():
            return None
        return msgspec.json.decode(record.report, type=kind, dec_hook=lambda wanted, value: wanted(value))
    except (FileNotFoundError, msgspec.MsgspecError):
        return None
