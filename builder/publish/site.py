"""Run MkDocs over content/ into a staging folder, and put the finished site in place.

The published folder carries a mark, `undersigned.json`; a folder without it is not ours and is never
overwritten. A run that fails or is killed leaves the published site as it was.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from builder.errors import SiteError
from builder.publish.accelerate import NAME as ACCELERATOR
from builder.publish.accelerate import Accelerator
from builder.publish.swap import put_in_place, recover

MARK = "undersigned.json"
"""The file at the root of every site that this program made."""

_EPOCH = "1027987200"
"""30 July 2002, the day the Sarbanes-Oxley Act was signed: the date of every build, so that builds compare."""


@dataclass(frozen=True, slots=True)
class PublishedSite:
    """What was put in place."""

    folder: Path
    files: int
    size: int
    """Bytes."""


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


def publish_site(
    configuration: Path, content: Path, out: Path, facts: Mapping[str, object], *, plain: bool = False
) -> PublishedSite:
    """Render CONTENT by the MkDocs CONFIGURATION and put the site at OUT; FACTS reach templates as `extra.archive`.

    PLAIN leaves all to MkDocs: the same site, more slowly.
    """
    require_ours(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    _remove_leftovers(out)
    staged = Path(tempfile.mkdtemp(prefix=f".staging-{out.name}-", dir=out.parent))
    try:
        _render(configuration, content, staged, facts, plain=plain)
        (staged / MARK).write_text(json.dumps({"made_by": "undersigned"}) + "\n", encoding="utf-8")
        staged.chmod(0o755)
        size, files = _measure(staged)
        put_in_place(staged, out)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return PublishedSite(out, files, size)


def _render(configuration: Path, content: Path, staged: Path, facts: Mapping[str, object], *, plain: bool) -> None:
    """Fill STAGED with the site, as strictly as `mkdocs build --strict` would."""
    with _told_by_mkdocs() as told, _dated():
        try:
            config = load_config(
                str(configuration), docs_dir=str(content.resolve()), site_dir=str(staged.resolve()), strict=True
            )
            config.extra["archive"] = dict(facts)
            if not plain:
                config.plugins[ACCELERATOR] = Accelerator()
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build(config)
            finally:
                config.plugins.on_shutdown()
        except (Abort, MkDocsException) as stopped:
            seen = "; ".join(told[:5]) or str(stopped)
            raise SiteError(
                str(content), f"MkDocs refused the pages ({len(told)} warnings): {seen}", "see the pages named"
            ) from stopped


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
    os.environ.setdefault("SOURCE_DATE_EPOCH", _EPOCH)
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]


def _remove_leftovers(out: Path) -> None:
    """Remove staging folders of runs that were killed; the lock on the work folder says none is running."""
    for leftover in out.parent.glob(f".staging-{out.name}-*"):
        shutil.rmtree(leftover, ignore_errors=True)


def _measure(folder: Path) -> tuple[int, int]:
    """Return (bytes, files) of FOLDER."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return sum(sizes), len(sizes)
