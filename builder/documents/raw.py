"""The raw folder: which files belong together as one raw source, and their bytes.

In: a path. Out: RawSources in a fixed order: a full submission, an EDGAR folder (exhibits beside an index or a header
file), or a loose exhibit with its sidecar. Recognised by content, never by name alone: a full submission begins with
its wrapper, its header or a <DOCUMENT>; an EDGAR folder holds EDGAR's own index. Hidden files and README* are
nobody's source. Links that lead out of the folder are never followed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterator
from hashlib import sha256
from pathlib import Path

from builder.documents.unreadable import Unreadable
from builder.entries import QuarantineEntry
from builder.errors import RawError
from builder.records import RawFile, Record

MOST_BYTES = 64 * 1024 * 1024
"""A larger file is set aside."""
OPENING = 4096

ENVELOPE = re.compile(
    rb"""
      \s{0,400}-----BEGIN[ ]PRIVACY-ENHANCED[ ]MESSAGE-----
    | (?:\xef\xbb\xbf)?\s{0,400}<(?i:SEC-DOCUMENT|SEC-HEADER|IMS-DOCUMENT|IMS-HEADER|SUBMISSION|DOCUMENT|Header)>
    """,
    re.VERBOSE,
)
"""How a submission begins."""
ACCESSION_LINE = re.compile(rb"^ACCESSION[ ]NUMBER:[ \t]", re.MULTILINE)
LISTING = re.compile(rb'\A\s{0,80}\{\s{0,80}"directory"\s{0,80}:|<title>EDGAR Filing Documents', re.IGNORECASE)
HEADER_FILE = re.compile(rb"(?:<|&lt;)(?:SEC-HEADER|SUBMISSION)(?:>|&gt;)")
WITHIN = re.compile(rb"^<(?:DOCUMENT|/TEXT)>", re.MULTILINE)


class NoExhibitsError(RawError):
    """The raw folder holds no file to read."""


class RawSource(Record, frozen=True):
    """Files that are one filing, or a part of one."""

    kind: str
    """"submission", "folder" or "exhibit"."""
    root: Path
    """The raw folder, below which the paths are told."""
    paths: tuple[Path, ...]
    sidecar: Path | None = None
    index: tuple[Path, ...] = ()
    """EDGAR's own index or header files of a folder."""


class RawContents(Record, frozen=True):
    """A raw source with its bytes: all that the reading of an envelope may look at."""

    kind: str
    files: tuple[tuple[RawFile, bytes], ...]
    sidecar: tuple[RawFile, bytes] | None = None
    index: tuple[tuple[RawFile, bytes], ...] = ()
    unopened: tuple[QuarantineEntry, ...] = ()
    """Its files that could not be opened, each with the reason."""


def find_raw(raw: Path, *, needed: bool = False, known: Container[str] = ()) -> Iterator[RawSource]:
    """Return the raw sources below RAW, or of the single file RAW, by path; with NEEDED, insist on one at least.

    KNOWN are the paths of folders below RAW whose own sources are left out; RAW itself is "".
    """
    if not raw.exists():
        raise RawError(str(raw), "no such folder", "make it and put exhibits into it, or name another with --raw")
    if raw.is_file():
        return iter((_alone(raw, raw.parent),))
    sources = _sources(raw, known)
    if not needed:
        return sources
    first = next(sources, None)
    if first is None:
        raise NoExhibitsError(
            str(raw), "no exhibits in it", "put submissions or exhibits into it, or name another with --raw"
        )
    return _again(first, sources)


def _again(first: RawSource, others: Iterator[RawSource]) -> Iterator[RawSource]:
    yield first
    yield from others


def open_raw(source: RawSource) -> RawContents:
    """Return the bytes of SOURCE; a file that is too large or cannot be opened is told in `unopened`."""
    unopened: list[QuarantineEntry] = []

    def opened(paths: tuple[Path, ...]) -> Iterator[tuple[RawFile, bytes]]:
        for path in paths:
            try:
                yield _open(path, source.root)
            except Unreadable as trouble:
                name = raw_path(path, source.root)
                unopened.append(QuarantineEntry(name, _size(path), None, trouble.code, trouble.reason))

    files = tuple(opened(source.paths))
    sidecar = tuple(opened((source.sidecar,) if source.sidecar else ()))
    index = tuple(opened(source.index))
    return RawContents(source.kind, files, sidecar[0] if sidecar else None, index, tuple(unopened))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def raw_path(path: Path, root: Path) -> str:
    r"""Return PATH below ROOT with "/" between its parts; bytes that are not UTF-8 are shown as `\xff`."""
    return os.fsencode(path.relative_to(root).as_posix()).decode("utf-8", "backslashreplace")


def folder_path(folder: Path, root: Path) -> str:
    """Return the path of FOLDER below ROOT; ROOT itself is ""."""
    return "" if folder == root else raw_path(folder, root)


def is_submission(opening: bytes) -> bool:
    """Return whether a file with this OPENING is a full submission; what a header's line holds is looked for first."""
    if ENVELOPE.match(opening):
        return True
    return b"ACCESSION NUMBER:" in opening and ACCESSION_LINE.search(opening) is not None


def _open(path: Path, root: Path) -> tuple[RawFile, bytes]:
    if raw_path(path, root) != path.relative_to(root).as_posix():
        raise Unreadable("unreadable", f"the name {raw_path(path, root)} is not UTF-8; rename the file")
    if _leads_out(path, root):
        raise Unreadable("unreadable", f"{raw_path(path, root)} is a link that leads out of the raw folder")
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise Unreadable("too_large", f"{raw_path(path, root)} has {size:,} bytes, more than {MOST_BYTES:,}")
        if not path.is_file():
            raise Unreadable("unreadable", f"{raw_path(path, root)} is not a file")
        held = path.read_bytes()
    except OSError as error:
        raise Unreadable("unreadable", f"{raw_path(path, root)}: {error.strerror}") from error
    return RawFile(raw_path(path, root), sha256(held).hexdigest(), len(held)), held


def _leads_out(path: Path, root: Path) -> bool:
    return path.is_symlink() and not path.resolve().is_relative_to(root.resolve())


def _sources(raw: Path, known: Container[str]) -> Iterator[RawSource]:
    """Yield the sources in the folder RAW and below it, by path, without those in folders that are KNOWN."""
    open_folders = [_within(raw, raw, known)]
    while open_folders:
        found = next(open_folders[-1], None)
        if found is None:
            open_folders.pop()
        elif isinstance(found, RawSource):
            yield found
        else:
            open_folders.append(_within(found, raw, known))


def _within(folder: Path, root: Path, known: Container[str]) -> Iterator[RawSource | Path]:
    """Yield the sources that stand in FOLDER itself, and its folders, by path; a closed one is a source.

    Of a folder that is KNOWN only its folders are given.
    """
    try:
        with os.scandir(folder) as opened:
            entries = {folder / entry.name: entry for entry in opened if not _is_nobodys(entry)}
    except OSError:
        yield RawSource("exhibit", root, (folder,))
        return
    folders = {path for path, entry in entries.items() if entry.is_dir(follow_symlinks=False)}
    if folder_path(folder, root) in known:
        yield from sorted(folders)
        return
    kinds = {path: _kind(path, root) for path in sorted(entries.keys() - folders)}
    beside = {path: _sidecar(path, entries) for path in kinds}
    index = tuple(path for path, kind in kinds.items() if kind == "index")
    alone = {path for path in kinds if path not in index} - set(beside.values())
    if index:
        exhibits = tuple(path for path, kind in kinds.items() if path in alone and kind == "exhibit")
        if exhibits:
            yield RawSource("folder", root, exhibits, None, index)
        alone -= set(exhibits)
    for path in sorted(folders | alone):
        yield path if path in folders else RawSource(kinds[path], root, (path,), beside[path])


def _alone(path: Path, root: Path) -> RawSource:
    kind = "submission" if is_submission(_opening(path, root)) else "exhibit"
    return RawSource(kind, root, (path,), _sidecar(path))


def _sidecar(path: Path, held: Container[Path] | None = None) -> Path | None:
    """Return the sidecar of PATH, NAME.toml beside NAME.txt or NAME.txt.toml, HELD by its folder; None without one."""
    if path.suffix == ".toml":
        return None
    beside = (path.with_name(f"{path.name}.toml"), path.with_suffix(".toml"))
    return next((each for each in beside if (held is None or each in held) and each.is_file()), None)


def _is_nobodys(entry: os.DirEntry[str]) -> bool:
    return entry.name.startswith(".") or (entry.name.startswith("README") and not entry.is_dir())


def _kind(path: Path, root: Path) -> str:
    """Return whether the file at PATH is a "submission", an "exhibit" or EDGAR's "index" of a folder."""
    opening = _opening(path, root)
    if _is_index(path, opening):
        return "index"
    return "submission" if is_submission(opening) else "exhibit"


def _is_index(path: Path, opening: bytes) -> bool:
    """Return whether the file at PATH with this OPENING is EDGAR's listing or header of a folder, not a document."""
    if LISTING.search(opening):
        return True
    if not HEADER_FILE.search(opening) or b"<DOCUMENT>" in opening:
        return False
    try:
        return not WITHIN.search(path.read_bytes()) if path.stat().st_size <= MOST_BYTES else False
    except OSError:
        return False


def _opening(path: Path, root: Path) -> bytes:
    """Return the first bytes of PATH; none if it cannot be opened, which `open_raw` will tell."""
    if _leads_out(path, root) or not path.is_file():
        return b""
    try:
        with path.open("rb") as opened:
            return opened.read(OPENING)
    except OSError:
        return b""
