"""The files that exports write below content/: replaced whole, only if changed, and removed when no longer made.

Each file is written aside, in a hidden folder of the same disk, and put in place by one rename, so that no reader
sees half of one. `content/.exports` lists them, a line a file, and a file is listed before it is put in place: a
build that was killed leaves none that the next one does not know. Files that are not listed are never touched.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from builder.errors import SiteError

MANIFEST = ".exports"
"""Hidden, so that MkDocs leaves it alone."""

ASIDE = ".exports.new"
"""The folder of files that are being written."""

_CHUNK = 1 << 18


class OwnedFiles:
    """The files of exports below one content folder."""

    def __init__(self, root: Path) -> None:
        """Open the folder at ROOT, and clear away what a killed build was writing."""
        self.root = root
        self.written: set[str] = set()
        self.changed = 0
        self._aside = root / ASIDE
        shutil.rmtree(self._aside, ignore_errors=True)
        self._aside.mkdir(parents=True)
        self._before = self._listed()
        self._made: set[Path] = set()

    def write(self, path: str, content: bytes) -> None:
        """Write CONTENT to PATH below the folder, unless it stands there already."""
        target = self._claim(path)
        try:
            same = target.stat().st_size == len(content) and target.read_bytes() == content
        except FileNotFoundError:
            same = False
        if not same:
            fresh = self._aside / "file"
            fresh.write_bytes(content)
            self._put(fresh, target, path)

    def keep(self, paths: Iterable[str]) -> None:
        """Count PATHS, which stand as they should, as written again."""
        self.written.update(paths)

    @contextmanager
    def fresh(self, path: str) -> Iterator[Path]:
        """Give the place to write the file at PATH; when whole it goes there, unless the same stands there already."""
        target = self._claim(path)
        fresh = self._aside / path.replace("/", "-")
        yield fresh
        if target.is_file() and _same(fresh, target):
            fresh.unlink()
        else:
            self._put(fresh, target, path)

    def scratch(self, name: str) -> Path:
        """Return a place for a file called NAME that is needed only while others are written."""
        return self._aside / f"scratch-{name}"

    def close(self) -> int:
        """Remove the files of earlier builds that were not written again, and return how many."""
        stale = sorted(self._before - self.written)
        for path in stale:
            self._remove(path)
        fresh = self._aside / MANIFEST
        fresh.write_text("".join(f"{path}\n" for path in sorted(self.written)), encoding="utf-8")
        fresh.replace(self.root / MANIFEST)
        self._aside.rmdir()
        return len(stale)

    def _listed(self) -> set[str]:
        try:
            return set((self.root / MANIFEST).read_text(encoding="utf-8").splitlines())
        except FileNotFoundError:
            return set()

    def _claim(self, path: str) -> Path:
        if ".." in path.split("/") or path.startswith("/"):
            raise SiteError(path, "leads out of the content folder", "report this: an address is wrong")
        self.written.add(path)
        return self.root / path

    def _put(self, fresh: Path, target: Path, path: str) -> None:
        """List PATH, then put FRESH in the place of TARGET; what is not ours stops the build."""
        if path not in self._before:
            if target.exists():
                raise SiteError(str(target), "exists and was not written by the builder", "move it elsewhere")
            with (self.root / MANIFEST).open("a", encoding="utf-8") as manifest:
                manifest.write(f"{path}\n")
        if target.parent not in self._made:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(target.parent)
        fresh.replace(target)
        self.changed += 1

    def _remove(self, path: str) -> None:
        target = self.root / path
        if ".." in path.split("/") or path.startswith("/") or target.is_symlink():
            return
        target.unlink(missing_ok=True)
        folder = target.parent
        while folder != self.root and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent


def _same(one: Path, other: Path) -> bool:
    """Return whether two files hold the same bytes."""
    if one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as left, other.open("rb") as right:
        while chunk := left.read(_CHUNK):
            if chunk != right.read(_CHUNK):
                return False
    return True
