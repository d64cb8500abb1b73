"""Put a finished folder in the place of the published one, in one rename.

A reader of the site never sees half of it: on Linux the two folders change places in one system call
(`renameat2` with RENAME_EXCHANGE); elsewhere, and on file systems without it, the old folder steps aside
first and `recover` puts it back should the second rename never have come.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def put_in_place(staged: Path, published: Path) -> None:
    """Make the folder STAGED the one at PUBLISHED and remove the old one; both stand on one file system.

    Once the new one stands nothing stops the build any more: what cannot be removed of the old one, the next removes.
    """
    if not published.exists():
        staged.rename(published)
        return
    if _exchange(staged, published):
        with suppress(OSError):
            _remove(os.fspath(staged))
        return
    aside = _aside(published)
    published.rename(aside)
    staged.rename(published)
    shutil.rmtree(aside, ignore_errors=True)


def _remove(folder: str) -> None:
    """Remove FOLDER and all that is in it: it is ours, so no one else puts links into it meanwhile."""
    with os.scandir(folder) as entries:
        for entry in list(entries):
            if entry.is_dir(follow_symlinks=False):
                _remove(entry.path)
            else:
                os.unlink(entry.path)  # noqa: PTH108 - strings: there are very many
    os.rmdir(folder)  # noqa: PTH106


def recover(published: Path) -> None:
    """Put back the old folder if an earlier run was stopped between its two renames."""
    aside = _aside(published)
    if not aside.is_dir():
        return
    if published.exists():
        shutil.rmtree(aside)
    else:
        aside.rename(published)


def _aside(published: Path) -> Path:
    return published.with_name(f".staging-{published.name}-before")


def _exchange(one: Path, other: Path) -> bool:
    """Return whether the system exchanged the two folders in one step."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)
