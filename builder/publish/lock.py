"""One build at a time in one work folder.

The lock is the system's own (`flock`): it goes with the process that holds it, so a killed build leaves none behind.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from builder.errors import SiteError


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Hold FOLDER, made where it is missing, for one build; SiteError where another build holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SiteError(
                str(folder), "another build is at work here", "wait for it, or name another folder with --work"
            ) from None
        yield
