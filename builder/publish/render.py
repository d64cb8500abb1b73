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
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from builder.errors import SiteError
from builder.processes import given, in_order
from builder.publish.accelerate import NAME as ACCELERATOR
from builder.publish.accelerate import Accelerator
from builder.publish.units import PAGE, Unit, shallow_files

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


def render_units(
    configuration: Path, content: Path, units: Sequence[Unit], staged: Path, facts: Mapping[str, object]
) -> None:
    """Render the pages of UNITS of CONTENT, and all that is no unit, into STAGED; lay beside them what is no page."""
    count = max(1, min(os.cpu_count() or 1, len(units) // SHARE))
    with tempfile.TemporaryDirectory(prefix=f"{staged.name}-", dir=staged.parent) as place:
        views = [Path(place) / f"view-{number}" for number in range(count)]
        parts = [Path(place) / f"part-{number}" for number in range(count)]
        shares = [units[number::count] for number in range(count)]
        for share, view in zip(shares, views, strict=True):
            _lay_view(content, share, view)
        make = partial(given, partial(_render_part, configuration, content, dict(facts)))
        for (_, _, part), _ in in_order(make, zip(shares, views, parts, strict=True), few=1, batch=1):
            _move(os.fspath(part), os.fspath(staged))


def _render_part(
    configuration: Path, content: Path, facts: Mapping[str, object], part: tuple[Sequence[Unit], Path, Path]
) -> None:
    """Render a view of units into a folder of its own, which MkDocs empties; lay beside them what is no page."""
    units, view, folder = part
    render(configuration, view, folder, facts)
    for unit in units:
        _lay_beside(os.fspath(content), unit, os.fspath(folder))


def _lay_view(content: Path, units: Sequence[Unit], view: Path) -> None:
    """Make VIEW a folder of links to the pages of UNITS and to all files of CONTENT that are in no unit."""
    here, there = os.fspath(content.resolve()), os.fspath(view)
    paths = list(shallow_files(here))
    for unit in units:
        names = unit.files if not unit.stamp else ()
        paths += [f"{unit.folder}/{name}" for name in ((PAGE, *names) if unit.page else names)]
    made: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        if folder not in made:
            os.makedirs(f"{there}/{folder}", exist_ok=True)  # noqa: PTH103 - strings: there are very many
            made.add(folder)
        os.symlink(f"{here}/{path}", f"{there}/{path}")  # noqa: PTH211


def _move(part: str, staged: str) -> None:
    """Move what is in the folder PART into STAGED; what both hold is the same in both."""
    with os.scandir(part) as entries:
        for entry in list(entries):
            target = f"{staged}/{entry.name}"
            if not os.path.lexists(target):
                os.rename(entry.path, target)  # noqa: PTH104
            elif entry.is_dir():
                _move(entry.path, target)


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
