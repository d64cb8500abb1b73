"""A build with nothing new to do does nothing, and whatever has changed is seen."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from builder.pipeline import Folders, build
from builder.traces import recall, remember, trace
from tests.conftest import SEED, folders_in
from tests.test_build import tree


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    raw = tmp_path / "raw"
    raw.mkdir()
    shutil.copy(SEED, raw / "first.txt")
    made = folders_in(tmp_path, raw)
    build(made, lambda *_: None)
    return made


def steps(folders: Folders) -> list[str]:
    """Return the steps of a build."""
    told: list[str] = []
    build(folders, lambda step, *_: told.append(step))
    return told


def test_nothing_new_is_nothing_to_do(folders: Folders) -> None:
    first, stat = tree(folders.out), (folders.out / "index.html").stat()
    report = build(folders, lambda *_: None)
    assert steps(folders) == []
    assert (report.filings, report.certifications, report.site.folder) == (1, 2, folders.out)
    assert report.site.files == len(first)
    assert tree(folders.out) == first
    assert (folders.out / "index.html").stat().st_ino == stat.st_ino


def rewrite_raw(folders: Folders) -> None:
    """Change a letter of the exhibit, and set its date back."""
    path = folders.raw / "first.txt"
    stat = path.stat()
    path.write_bytes(path.read_bytes().replace(b"Armstrong", b"Armstrang"))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def remove(pattern: str) -> Callable[[Folders], None]:
    def removing(folders: Folders) -> None:
        next(folders.out.parent.glob(pattern)).unlink()

    return removing


CHANGES: dict[str, Callable[[Folders], object]] = {
    "a letter of an exhibit": rewrite_raw,
    "an exhibit that is gone": remove("raw/first.txt"),
    "an exhibit added": lambda folders: shutil.copy(SEED, folders.raw / "second.txt"),
    "a page of the site that is gone": remove("site/filings/*/index.html"),
    "a generated page that is gone": remove("work/content/filings/*/index.md"),
    "an index that is gone": lambda folders: shutil.rmtree(folders.work / "index"),
    "overrides": lambda folders: (folders.raw / "officers.toml").write_text(""),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_every_change_is_seen_and_mended(folders: Folders, tmp_path: Path, change: Callable[[Folders], object]) -> None:
    change(folders)
    if not any(folders.raw.iterdir()):
        shutil.copy(SEED, folders.raw / "third.txt")
    assert steps(folders)
    assert steps(folders) == []
    clean = replace(folders, work=tmp_path / "w", content=tmp_path / "w" / "content", out=tmp_path / "s")
    build(clean, lambda *_: None)
    assert tree(folders.out) == tree(clean.out)


def test_what_the_user_chose_is_seen(folders: Folders) -> None:
    assert steps(replace(folders, notice="All is invented."))
    assert steps(replace(folders, notice="All is invented.")) == []
    assert steps(folders)


def test_a_trace_sees_names_bytes_modes_and_absence(tmp_path: Path) -> None:
    folder, file = tmp_path / "a", tmp_path / "a" / "b"
    seen = {trace(tmp_path)}
    for change in (
        folder.mkdir,
        partial(file.write_bytes, b"1"),
        partial(file.chmod, 0o600),
        partial((tmp_path / "d").symlink_to, "nowhere"),
        partial(file.rename, folder / "c"),
        (folder / "c").unlink,
        folder.rmdir,
    ):
        change()
        seen.add(trace(tmp_path))
    assert len(seen) == 8
    assert trace(tmp_path / "none") != trace(tmp_path)


@pytest.mark.parametrize("words", [b"", b"{", b'{"inputs":"a"}', b'{"inputs":"a","outputs":"b","report":"no number"}'])
def test_a_spoilt_record_is_no_record(tmp_path: Path, words: bytes) -> None:
    path = tmp_path / "last.json"
    path.write_bytes(words)
    assert recall(path, "a", lambda: "b", int) is None
    remember(path, "a", "b", 7)
    assert recall(path, "a", lambda: "b", int) == 7
    assert recall(path, "a", lambda: "c", int) is None
