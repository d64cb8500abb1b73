"""Render content/ into a staging folder, and put the finished site in place.

What would come out as it stands is taken over from the last site (reuse.py); the rest is rendered (render.py). The
published folder carries a mark, `undersigned.json`; a folder without it is not ours and is never overwritten. A run
that fails or is killed leaves the published site as it was.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from builder.errors import SiteError
from builder.publish.render import EPOCH, load, render, render_units
from builder.publish.reuse import LastSite
from builder.publish.swap import put_in_place, recover
from builder.publish.units import find_units, look_over

MARK = "undersigned.json"
"""The file at the root of every site that this program made."""


UNUSED = ("assets/images", "assets/javascripts", "assets/stylesheets")
"""Folders of Material that MkDocs lays into every site and that no page of ours loads (see theme/main.html): 2.6 MB."""


@dataclass(frozen=True, slots=True)
class PublishedSite:
    """What was put in place."""

    folder: Path
    files: int
    size: int
    """Bytes."""
    stamp: str
    """How all of it stands."""


def require_ours(out: Path) -> None:
    """Raise SiteError unless OUT is absent, empty, or a site that this program made."""
    recover(out)
    if not out.exists():
        return
    if not out.is_dir():
        raise SiteError(str(out), "expected a folder, found a file", "name another with --out")
    if any(out.iterdir()) and not (out / MARK).is_file():
        raise SiteError(
            str(out),
            f"holds files but no {MARK}, so it was not made by this program and is left as it is",
            "name another with --out, or empty it",
        )


def publish_site(  # noqa: PLR0913 - what is rendered, where to, and how
    configuration: Path,
    content: Path,
    out: Path,
    facts: Mapping[str, object],
    *,
    record: Path | None = None,
    program: str = "",
    plain: bool = False,
) -> PublishedSite:
    """Render CONTENT by the MkDocs CONFIGURATION and put the site at OUT; FACTS reach templates as `extra.archive`.

    With a RECORD of what the site at OUT was made from, only what has changed since is rendered; PROGRAM stands for
    everything beside content that decides how pages look. PLAIN leaves all to MkDocs: the same site, more slowly.
    """
    require_ours(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    _remove_leftovers(out)
    staged = Path(tempfile.mkdtemp(prefix=f".staging-{out.name}-", dir=out.parent))
    last = LastSite(record, _frame(configuration, facts, program), out)
    try:
        units = map(last.noted, find_units(os.fspath(content)))
        parted = not plain and _may_be_parted(configuration, content, staged)
        try:
            if parted:
                fresh = (unit for unit in units if not last.take_over(unit, staged))
                render_units(configuration, content, fresh, staged, facts)
        except SiteError:  # a page of a unit may lead to one that its process does not see
            _empty(staged)
            parted = False
        if not parted:
            deque(units, 0)
            render(configuration, content, staged, facts, plain=plain)
        for folder in UNUSED:
            shutil.rmtree(staged / folder, ignore_errors=True)
        (staged / MARK).write_text(json.dumps({"made_by": "undersigned"}) + "\n", encoding="utf-8")
        staged.chmod(0o755)
        put_in_place(staged, out)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    seen = _Seen()
    last.remember(seen.stamps(out))
    return seen.site(out)


def look_at_site(out: Path) -> PublishedSite:
    """Return what stands at OUT."""
    seen = _Seen()
    for _ in seen.stamps(out):
        pass
    return seen.site(out)


class _Seen:
    """What was seen of a site."""

    def __init__(self) -> None:
        self._files = self._size = 0
        self._digest = sha256()

    def stamps(self, out: Path) -> Iterator[tuple[str, str]]:
        """Look at each folder of the site at OUT, and yield it with how it stands."""
        for folder, looked in look_over(os.fspath(out)):
            self._files += len(looked.names)
            self._size += looked.size
            self._digest.update(repr((folder, looked.stamp)).encode("utf-8", "surrogateescape"))
            yield folder, looked.stamp

    def site(self, out: Path) -> PublishedSite:
        """Return all that was seen, of the site at OUT."""
        return PublishedSite(out, self._files, self._size, self._digest.hexdigest())


def _frame(configuration: Path, facts: Mapping[str, object], program: str) -> str:
    """Return a digest of all that the frame around every page depends on; what the home page alone shows is no part."""
    chosen = (os.environ.get("SITE_URL"), os.environ.get("SOURCE_DATE_EPOCH", EPOCH), facts.get("notice"), program)
    return sha256(configuration.read_bytes() + repr(chosen).encode()).hexdigest()


def _may_be_parted(configuration: Path, content: Path, staged: Path) -> bool:
    """Return whether MkDocs may be given the pages in parts: not where a plugin or a pattern looks at all of them."""
    config = load(configuration, content, staged)
    return not (config.plugins or config.hooks or config.exclude_docs or config.draft_docs)


def _empty(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def _remove_leftovers(out: Path) -> None:
    """Remove staging folders of runs that were killed; the lock on the work folder says none is running."""
    for leftover in out.parent.glob(f".staging-{out.name}-*"):
        shutil.rmtree(leftover, ignore_errors=True)
