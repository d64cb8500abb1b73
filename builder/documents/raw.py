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
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from builder.documents.unreadable import Unreadable
from builder.entries import QuarantineEntry
from builder.errors import RawError
from builder.records import RawFile

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


@dataclass(frozen=True, slots=True)
class RawSource:
    """Files that are one filing, or a part of one."""

    kind: str
    """"submission", "folder" or "exhibit"."""
    root: Path
    """The raw folder, below which the paths are told."""
    paths: tuple[Path, ...]
    sidecar: Path | None = None
    index: tuple[Path, ...] = ()
    """EDGAR's own index or header files of a folder."""


@dataclass(frozen=True, slots=True)
class RawContents:
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
        entries = sorted(path for path in folder.iterdir() if not _is_nobodys(path))
    except OSError:
        yield RawSource("exhibit", root, (folder,))
        return
    folders = {path for path in entries if path.is_dir() and not path.is_symlink()}
    if folder_path(folder, root) in known:
        yield from sorted(folders)
        return
    files = [path for path in entries if path not in folders]
    index = tuple(path for path in files if _is_index(path, root))
    sidecars = {sidecar for path in files if (sidecar := _sidecar(path))}
    alone = {path for path in files if path not in index and path not in sidecars}
    if index:
        exhibits = tuple(path for path in files if path in alone and not is_submission(_opening(path, root)))
        if exhibits:
            yield RawSource("folder", root, exhibits, None, index)
        alone -= set(exhibits)
    for path in entries:
        if path in folders:
            yield path
        elif path in alone:
            yield _alone(path, root)


def _alone(path: Path, root: Path) -> RawSource:
    kind = "submission" if is_submission(_opening(path, root)) else "exhibit"
    return RawSource(kind, root, (path,), _sidecar(path))


def _sidecar(path: Path) -> Path | None:
    """Return the sidecar of PATH, NAME.toml beside NAME.txt or NAME.txt.toml; None if it has none."""
    if path.suffix == ".toml":
        return None
    beside = (path.with_name(f"{path.name}.toml"), path.with_suffix(".toml"))
    return next((sidecar for sidecar in beside if sidecar.is_file()), None)


def _is_nobodys(path: Path) -> bool:
    return path.name.startswith(".") or (path.name.startswith("README") and not path.is_dir())


def _is_index(path: Path, root: Path) -> bool:
    """Return whether PATH is EDGAR's listing or header of a folder, not a document."""
    opening = _opening(path, root)
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
