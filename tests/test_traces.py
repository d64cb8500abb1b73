"""A build with nothing new to do does nothing, and whatever has changed is seen."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from builder import kept, pipeline
from builder.documents import raw
from builder.documents.raw import RawContents, RawSource
from builder.pipeline import Folders, build
from builder.traces import folder_stamps, recall, remember, trace
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


def opened(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the raw files that a build opens."""
    paths: list[str] = []

    def open_raw(source: RawSource) -> RawContents:
        paths.extend(path.name for path in source.paths)
        return raw.open_raw(source)

    monkeypatch.setattr(pipeline, "open_raw", open_raw)
    build(folders, lambda *_: None)
    return sorted(paths)


def test_files_are_opened_only_in_folders_that_changed(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "other"):
        (folders.raw / name).mkdir()
        (folders.raw / name / f"{name}.txt").write_bytes(SEED.read_bytes().replace(b"Aastrom", name.encode()))
    assert opened(folders, monkeypatch) == ["one.txt", "other.txt"]
    (folders.raw / "other" / "new.txt").write_bytes(SEED.read_bytes().replace(b"Aastrom", b"Harrow"))
    assert opened(folders, monkeypatch) == ["new.txt", "other.txt"]
    (folders.raw / "one" / "one.txt").unlink()
    assert opened(folders, monkeypatch) == []
    assert build(folders, lambda *_: None).filings == 3
    os.utime(folders.raw / "first.txt")
    assert opened(folders, monkeypatch) == ["first.txt"]


def test_another_reader_opens_every_file(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "reader_version", lambda: "another")
    (folders.raw / "new").mkdir()
    assert opened(folders, monkeypatch) == ["first.txt"]


def test_how_a_link_stands_cannot_be_told(tmp_path: Path) -> None:
    for name in ("linked", "plain", "plain/below"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("I, Ann Lee, certify")
    (tmp_path / "linked" / "b.txt").symlink_to(tmp_path / "plain" / "a.txt")
    stamps = dict(folder_stamps(tmp_path))
    assert stamps.keys() == {"", "linked", "plain", "plain/below"}
    assert [name for name, stamp in stamps.items() if not stamp] == ["linked"]
    assert stamps["plain"] != stamps["plain/below"]


def test_a_file_that_could_not_be_opened_is_tried_again(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    (folders.raw / "link.txt").symlink_to(folders.out / "outside.txt")
    assert opened(folders, monkeypatch) == ["first.txt", "link.txt"]
    (folders.raw / "new").mkdir()
    assert opened(folders, monkeypatch) == ["first.txt", "link.txt"]
