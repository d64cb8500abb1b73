"""What folders looked like when a build ended, so that the next one can tell that there is nothing to do.

A trace is a digest of names, sizes, inodes and times of change; no file is opened for it. The time of change (ctime) is
set by the system on every write, rename and change of mode, and cannot be set back, so a file that was put in another's
place shows even where its size and date are the same. The record is one JSON file in the work folder.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from stat import S_ISLNK
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
            files, folders = _look(waiting.pop())
            digest.update(_told(files, folders))
            waiting += (entry.path for entry in folders)
    return digest.hexdigest()


def folder_stamps(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the path of each folder at or below ROOT with a digest of how its own files stand.

    The digest is "" where that cannot be told: where the folder is closed, a file is a link or the name no plain one.
    """
    waiting = [("", os.fspath(root))]
    while waiting:
        name, path = waiting.pop()
        try:
            files, folders = _look(path)
        except OSError:
            yield name, ""
            continue
        waiting += ((f"{name}/{entry.name}".lstrip("/"), entry.path) for entry in folders)
        told = name.isprintable() and not any(S_ISLNK(stat.st_mode) for _, stat in files)
        yield name, sha256(_told(files)).hexdigest()[:32] if told else ""


def stamp(root: str, paths: Iterable[str]) -> str:
    """Return a digest of how the files at PATHS below the folder ROOT stand; "" where one of them is gone."""
    try:
        return sha256(_told([(path, os.lstat(f"{root}/{path}")) for path in paths])).hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return ""


def _look(path: str) -> tuple[list[tuple[str, os.stat_result]], list[os.DirEntry[str]]]:
    """Return how each file in the folder at PATH stands, or that file itself, and the folders in it, in order."""
    try:
        with os.scandir(path) as entries:
            found = sorted((each for each in entries if each.name != _COMPILED), key=_name)
    except FileNotFoundError:
        return [], []
    except NotADirectoryError:
        return [(os.path.basename(path), os.lstat(path))], []  # noqa: PTH119 - a string, as all here
    folders = [entry for entry in found if entry.is_dir(follow_symlinks=False)]
    held = {entry.name for entry in folders}
    return [(each.name, each.stat(follow_symlinks=False)) for each in found if each.name not in held], folders


_name = attrgetter("name")


def _told(files: Iterable[tuple[str, os.stat_result]], folders: Iterable[os.DirEntry[str]] = ()) -> bytes:
    """Return all that tells whether FILES stand as they did, and the names of FOLDERS."""
    stood = [
        (name, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino, stat.st_mode) for name, stat in files
    ]
    return repr((stood, [entry.name for entry in folders])).encode("utf-8", "surrogateescape")


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
