"""The folders below content/ that the builder owns: files written only if changed, stale ones removed.

What was written is listed in `content/.pages`, a line a file; only files of that list are ever removed, so a page
that a person put there stays. A file that the builder did not write and would have to overwrite stops the build.
A file is listed before it is written, so that a build that was killed leaves none that the next one does not know;
several processes may write at once, since each adds whole lines to the list. Each file is written aside and put in
place by a rename.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from builder.errors import SiteError

MANIFEST = ".pages"
"""Hidden, so that MkDocs leaves it alone."""

BUFFER = 65_536
"""Bytes; told, so that no file is asked whether it is a terminal."""


class Folder:
    """The generated part of a content folder."""

    def __init__(self, root: Path, owned: frozenset[str]) -> None:
        """Open the folder at ROOT; OWNED are the names directly below it that belong to the builder."""
        self.root = root
        self.owned = owned
        self.written: set[str] = set()
        self.changed = 0
        self._place = os.fspath(root)
        self._aside = f"{self._place}/{MANIFEST}.{os.getpid()}"
        self._before = self._listed()
        self._standing = ""
        """The folder that was written to last."""
        self._manifest: FileIO | None = None

    def _listed(self) -> set[str]:
        try:
            return set((self.root / MANIFEST).read_text(encoding="utf-8").splitlines())
        except FileNotFoundError:
            return set()

    def _list(self, path: str) -> None:
        """Add PATH to the list on disk."""
        if self._manifest:
            self._manifest.write(f"{path}\n".encode())
        else:
            with self.at_hand():
                self._list(path)

    @contextmanager
    def at_hand(self) -> Iterator[None]:
        """Keep the list open while many files are written."""
        self.root.mkdir(parents=True, exist_ok=True)
        with FileIO(self.root / MANIFEST, "ab") as manifest:
            self._manifest = manifest
            try:
                yield
            finally:
                self._manifest = None

    def write(self, path: str, words: str) -> None:
        """Write WORDS to PATH below the folder, unless they stand there already."""
        self.write_bytes(path, words.encode("utf-8"))

    def write_bytes(self, path: str, content: bytes) -> None:
        """Write CONTENT to PATH below the folder, unless it stands there already."""
        parts = path.split("/")
        if parts[0] not in self.owned or ".." in parts:
            raise SiteError(path, "not in a folder that the builder owns", "report this: an address is wrong")
        self.written.add(path)
        target = f"{self._place}/{path}"
        held = None if self._makes(os.path.dirname(target)) else _content(target, len(content))  # noqa: PTH120 - strings
        if held == content:
            return
        if path not in self._before:
            if held is not None:
                raise SiteError(target, "exists and was not written by the builder", "move it elsewhere")
            self._list(path)
        with open(self._aside, "wb", BUFFER) as fresh:  # noqa: PTH123
            fresh.write(content)
        os.replace(self._aside, target)  # noqa: PTH105
        self.changed += 1

    def _makes(self, folder: str) -> bool:
        """Make FOLDER unless it stands; return whether it is new, so that nothing stands in it."""
        if folder == self._standing:
            return False
        self._standing = folder
        try:
            os.mkdir(folder)  # noqa: PTH102
        except FileNotFoundError:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        except FileExistsError:
            return False
        return True

    def keep(self, paths: Iterable[str], changed: int = 0) -> None:
        """Count PATHS, which stand as they should, as written again; CHANGED of them by another process."""
        self.written.update(paths)
        self.changed += changed

    def close(self) -> int:
        """Remove the files of earlier builds that were not written again, and return how many."""
        stale = sorted(path for path in self._before - self.written if path.split("/")[0] in self.owned)
        for path in stale:
            self._remove(path)
        self.root.mkdir(parents=True, exist_ok=True)
        for left in self.root.glob(f"{MANIFEST}.*"):  # of processes that were killed
            left.unlink()
        fresh = self.root / f"{MANIFEST}.new"
        with fresh.open("w", encoding="utf-8") as lines:
            lines.writelines(f"{path}\n" for path in sorted(self.written))
        fresh.replace(self.root / MANIFEST)
        return len(stale)

    def _remove(self, path: str) -> None:
        target = self.root / path
        if ".." in path.split("/") or target.is_symlink():
            return
        target.unlink(missing_ok=True)
        folder = target.parent
        while folder != self.root and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent


def _content(path: str, size: int) -> bytes | None:
    """Return what stands at PATH, b"" where it is not of this SIZE; None where nothing stands there."""
    try:
        if os.stat(path).st_size != size:  # noqa: PTH116
            return b"" if size else b"\0"
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read()
    except FileNotFoundError:
        return None
