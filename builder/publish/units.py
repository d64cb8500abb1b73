"""Units: the folders of content/ that become folders of the site one by one, such as `filings/0000950124-04-000418/`.

A unit is a folder two levels deep or more with one page, `index.md`, and what lies beside it. What it becomes depends
on its own files and on the frame around all pages, so a unit that stands as it did may be taken from the last site, and
units may be rendered in any number of processes. What is less deep (home, lists, hand-written pages) is no unit: such
pages may link to any other and are rendered every time.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from sys import intern
from typing import NamedTuple

import msgspec

PAGE = "index.md"
RENDERED = "index.html"
MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""The endings of names that MkDocs takes for pages."""

_LEFT_OUT = "templates"
"""A folder at the root that MkDocs leaves out."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One folder with its files."""

    folder: str
    """Below content/, and so below the site."""
    files: tuple[str, ...]
    """The names beside its page."""
    page: bool
    stamp: str
    """How its files stand."""


_ENCODER = msgspec.json.Encoder()
_UNITS = msgspec.json.Decoder(Unit)


def find_units(content: str) -> Iterator[Unit]:
    """Yield the units of the folder CONTENT."""
    for first in _folders(content, ""):
        if first != _LEFT_OUT:
            for second in _folders(content, f"{first}/"):
                yield from _units(content, f"{first}/{second}")


def write_units(units: Iterable[Unit], path: Path) -> int:
    """Write UNITS, of which there may be very many, into the file at PATH as they come; return how many there are."""
    count = 0
    with path.open("wb") as file:
        for unit in units:
            file.write(_ENCODER.encode(unit) + b"\n")
            count += 1
    return count


def read_units(path: Path) -> Iterator[Unit]:
    """Yield the units that `write_units` wrote to PATH."""
    with path.open("rb") as file:
        yield from map(_UNITS.decode, file)


def shallow_files(content: str) -> Iterator[str]:
    """Yield the paths of the files of CONTENT that belong to no unit."""
    for name in _files(content, ""):
        yield name
    for folder in _folders(content, ""):
        for name in _files(content, f"{folder}/"):
            yield f"{folder}/{name}"


class Looked(NamedTuple):
    """One folder: the names of its files, those of its folders, how the files stand and how many bytes they have."""

    names: tuple[str, ...]
    folders: tuple[str, ...]
    stamp: str
    size: int


def look(folder: str) -> Looked:
    """Return what stands in FOLDER; a folder that is not there has nothing."""
    names: list[str] = []
    folders: list[str] = []
    stood: list[tuple[str | int, ...]] = []
    size = 0
    try:
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=_name):
                if entry.name.startswith("."):
                    continue
                if entry.is_dir():
                    folders.append(entry.name)
                    continue
                stat = entry.stat()
                names.append(intern(entry.name))
                stood.append((entry.name, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino))
                size += stat.st_size
    except (FileNotFoundError, NotADirectoryError):
        return Looked((), (), "", 0)
    stamp = sha256(repr(stood).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return Looked(tuple(names), tuple(folders), stamp, size)


def look_over(root: str) -> Iterator[tuple[str, Looked]]:
    """Yield the path of each folder at or below ROOT, ROOT itself as "", with what stands in it, in order of paths."""
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        looked = look(f"{root}/{folder}")
        yield folder, looked
        waiting += (f"{folder}/{name}".lstrip("/") for name in reversed(looked.folders))


_name = attrgetter("name")


def _units(content: str, folder: str) -> Iterator[Unit]:
    names, below, stamp, _ = look(f"{content}/{folder}")
    if names:
        pages = [name for name in names if name.endswith(MARKDOWN)]
        beside = tuple(name for name in names if name != PAGE)
        yield Unit(folder, beside, PAGE in names, stamp if pages in ([], [PAGE]) else "")
    for name in below:
        yield from _units(content, f"{folder}/{name}")


def _folders(content: str, folder: str) -> list[str]:
    with os.scandir(f"{content}/{folder}") as entries:
        return sorted(each.name for each in entries if each.is_dir() and not each.name.startswith("."))


def _files(content: str, folder: str) -> list[str]:
    with os.scandir(f"{content}/{folder}") as entries:
        return sorted(each.name for each in entries if not each.is_dir() and not each.name.startswith("."))
