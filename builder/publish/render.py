"""MkDocs at work: a folder of pages becomes a folder of the site, as strictly as `mkdocs build --strict` would.

`render(configuration, docs, staged, facts)` renders one folder. `render_units` renders only some units of a content
folder, over all processors: each process gives MkDocs a folder that holds links to its share of the pages, and to all
pages that are no units, since those may be linked to.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from builder.errors import SiteError
from builder.processes import given, in_order
from builder.publish.accelerate import NAME as ACCELERATOR
from builder.publish.accelerate import Accelerator
from builder.publish.units import PAGE, Unit, read_units, shallow_files, write_units

EPOCH = "1027987200"
"""30 July 2002, the day the Sarbanes-Oxley Act was signed: the date of every build, so that builds compare."""

SHARE = 400
"""Pages up to which one process renders them all; starting MkDocs takes as long as some hundreds of pages."""


def load(configuration: Path, docs: Path, staged: Path) -> MkDocsConfig:
    """Return the MkDocs CONFIGURATION for rendering the folder DOCS into STAGED."""
    with _told_by_mkdocs() as told:
        try:
            return load_config(
                str(configuration), docs_dir=str(docs.resolve()), site_dir=str(staged.resolve()), strict=True
            )
        except (Abort, MkDocsException) as stopped:
            raise _refused(docs, told, stopped) from stopped


def render(configuration: Path, docs: Path, staged: Path, facts: Mapping[str, object], *, plain: bool = False) -> None:
    """Render the folder DOCS into STAGED; PLAIN leaves all to MkDocs."""
    with _told_by_mkdocs() as told, _dated():
        try:
            config = load(configuration, docs, staged)
            config.extra["archive"] = dict(facts)
            if not plain:
                config.plugins[ACCELERATOR] = Accelerator()
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build(config)
            finally:
                config.plugins.on_shutdown()
        except (Abort, MkDocsException) as stopped:
            raise _refused(docs, told, stopped) from stopped


class _Share(NamedTuple):
    """The units that one process renders: one in so many of those in a file, beside which it works."""

    units: Path
    number: int
    of: int

    @property
    def view(self) -> Path:
        """Return the folder that MkDocs is given."""
        return self.units.with_name(f"view-{self.number}")

    @property
    def part(self) -> Path:
        """Return the folder that MkDocs fills."""
        return self.units.with_name(f"part-{self.number}")

    def own(self) -> Iterator[Unit]:
        """Yield its units."""
        return islice(read_units(self.units), self.number, None, self.of)


def render_units(
    configuration: Path, content: Path, units: Iterable[Unit], staged: Path, facts: Mapping[str, object]
) -> None:
    """Render the pages of UNITS of CONTENT, and all that is no unit, into STAGED; lay beside them what is no page."""
    with tempfile.TemporaryDirectory(prefix=f"{staged.name}-", dir=staged.parent) as place:
        waiting = Path(place) / "units"
        count = max(1, min(os.cpu_count() or 1, write_units(units, waiting) // SHARE))
        shares = (_Share(waiting, number, count) for number in range(count))
        make = partial(given, partial(_render_share, configuration, content, dict(facts)))
        for share, _ in in_order(make, shares, few=1, batch=1):
            _move(os.fspath(share.part), os.fspath(staged))


def _render_share(configuration: Path, content: Path, facts: Mapping[str, object], share: _Share) -> None:
    """Render a SHARE of units into a folder of its own, which MkDocs empties; lay beside them what is no page."""
    _lay_view(content, share.own(), share.view)
    render(configuration, share.view, share.part, facts)
    for unit in share.own():
        _lay_beside(os.fspath(content), unit, os.fspath(share.part))


def _lay_view(content: Path, units: Iterable[Unit], view: Path) -> None:
    """Make VIEW a folder of links to the pages of UNITS and to all files of CONTENT that are in no unit."""
    here, there = os.fspath(content.resolve()), os.fspath(view)
    made = ""
    for path in chain(shallow_files(here), chain.from_iterable(map(_looked_at, units))):
        folder = path.rpartition("/")[0]
        if folder != made or not folder:
            os.makedirs(f"{there}/{folder}", exist_ok=True)  # noqa: PTH103 - strings: there are very many
            made = folder
        os.symlink(f"{here}/{path}", f"{there}/{path}")  # noqa: PTH211


def _looked_at(unit: Unit) -> Iterator[str]:
    """Yield the files of UNIT that MkDocs is given: its page, and what lies beside where that may be pages."""
    if unit.page:
        yield f"{unit.folder}/{PAGE}"
    for name in unit.files if not unit.stamp else ():
        yield f"{unit.folder}/{name}"


def _move(part: str, staged: str) -> None:
    """Move what is in the folder PART into STAGED; what both hold is the same in both."""
    for name in os.listdir(part):  # noqa: PTH208 - strings: there are very many
        here, there = f"{part}/{name}", f"{staged}/{name}"
        if not os.path.lexists(there):
            os.rename(here, there)  # noqa: PTH104
        elif os.path.isdir(here):  # noqa: PTH112
            _move(here, there)


def _lay_beside(content: str, unit: Unit, staged: str) -> None:
    """Copy what lies beside the page of UNIT; of a unit with more pages MkDocs has done it."""
    if not unit.stamp:
        return
    if unit.files:
        os.makedirs(f"{staged}/{unit.folder}", exist_ok=True)  # noqa: PTH103
    for name in unit.files:
        shutil.copyfile(f"{content}/{unit.folder}/{name}", f"{staged}/{unit.folder}/{name}")


def _refused(docs: Path, told: Sequence[str], stopped: Exception) -> SiteError:
    seen = "; ".join(told[:5]) or str(stopped)
    return SiteError(str(docs), f"MkDocs refused the pages ({len(told)} warnings): {seen}", "see the pages named")


@contextmanager
def _told_by_mkdocs() -> Iterator[list[str]]:
    """Collect the warnings that MkDocs logs."""
    told: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told.append(record.getMessage())

    collector = Collector(level=logging.WARNING)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(collector)
    try:
        yield told
    finally:
        logger.removeHandler(collector)


@contextmanager
def _dated() -> Iterator[None]:
    """Let MkDocs date its files by SOURCE_DATE_EPOCH: the caller's if set, else always the same one."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ.setdefault("SOURCE_DATE_EPOCH", EPOCH)
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
