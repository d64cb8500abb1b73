"""What has not changed is taken over from the last build: the same bytes, without being made again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from benchmarks.archive import submissions, write_archive
from builder.errors import RawError
from builder.made import Made
from builder.pipeline import Folders, build
from builder.processes import beside, given, in_order
from builder.publish import render
from builder.publish.site import publish_site
from builder.publish.units import find_units
from tests.conftest import ROOT, folders_in
from tests.test_build import tree

CONFIGURATION = ROOT / "mkdocs.yml"
FACTS = {"notice": ""}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """A built archive of three invented companies."""
    place = tmp_path_factory.mktemp("reuse")
    write_archive(place / "raw", 90, 5)
    folders = folders_in(place, place / "raw")
    build(folders, lambda *_: None)
    return folders


def numbers(folder: Path) -> dict[str, int]:
    """Return the inode of every page, which a page that is made again does not keep."""
    return {path.relative_to(folder).as_posix(): path.stat().st_ino for path in folder.rglob("index.*")}


def test_adding_a_filing_makes_only_what_its_company_touches(first: Folders, tmp_path: Path) -> None:
    before = {kind: numbers(folder) for kind, folder in (("content", first.content), ("site", first.out))}
    cik, accession, words = list(submissions(91, 5))[-1]
    added = first.raw / f"{cik:010}" / f"{accession}.txt"
    added.write_text(words, encoding="utf-8", newline="\n")
    build(first, lambda *_: None)
    after = {"content": numbers(first.content), "site": numbers(first.out)}
    for kind, stood in before.items():
        filings = [path for path in stood if path.startswith("filings/90000000")]
        assert filings and any(path.startswith(f"filings/{cik}-") for path in filings)
        made = {path for path in filings if after[kind][path] != stood[path]}
        assert made and all(path.startswith(f"filings/{cik}-") for path in made)
    assert (first.out / "filings" / accession / "index.html").is_file()
    clean = replace(first, work=tmp_path / "w", content=tmp_path / "w" / "content", out=tmp_path / "s")
    build(clean, lambda *_: None)
    assert tree(first.out) == tree(clean.out)


def published(content: Path, place: Path, name: str = "site", **chosen: object) -> Path:
    """Publish CONTENT in PLACE, remembering what from."""
    out = place / name
    publish_site(CONFIGURATION, content, out, {**FACTS, **chosen}, record=place / f"{name}.json")
    return out


def test_a_site_grown_by_parts_is_the_whole_one(
    first: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = tree(published(first.content, tmp_path, "whole"))
    monkeypatch.setattr(render, "SHARE", 10)
    assert tree(published(first.content, tmp_path)) == whole
    page = next((tmp_path / "site" / "officers").glob("*/index.html"))
    page.write_text("spoilt", encoding="utf-8")
    assert tree(published(first.content, tmp_path)) == whole


def test_where_there_are_no_hard_links_files_are_copied(
    first: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = published(first.content, tmp_path)
    whole, inodes = tree(before), numbers(before)
    assert (
        numbers(published(first.content, tmp_path))["companies/9000000001/index.json"]
        == inodes["companies/9000000001/index.json"]
    )

    def refuse(*_: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    assert tree(published(first.content, tmp_path)) == whole


def test_another_frame_renders_all_again(first: Folders, tmp_path: Path) -> None:
    out = published(first.content, tmp_path)
    assert b"Invented." not in (out / "companies" / "9000000001" / "index.html").read_bytes()
    published(first.content, tmp_path, notice="Invented.")
    assert b"Invented." in (out / "companies" / "9000000001" / "index.html").read_bytes()


def test_units_are_the_deep_folders_with_one_page(tmp_path: Path) -> None:
    for path in ("index.md", "about.md", "a/index.md", "a/b/index.md", "a/b/x.json", "a/c/one.md", "a/b/d/e.txt"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path, encoding="utf-8")
    (tmp_path / "templates" / "t").mkdir(parents=True)
    (tmp_path / "templates" / "t" / "index.md").write_text("no page", encoding="utf-8")
    units = {unit.folder: unit for unit in find_units(str(tmp_path))}
    assert set(units) == {"a/b", "a/b/d", "a/c"}
    assert (units["a/b"].files, units["a/b"].page, bool(units["a/b"].stamp)) == (("x.json",), True, True)
    assert (units["a/b/d"].page, bool(units["a/b/d"].stamp)) == (False, True)
    assert not units["a/c"].stamp, "a folder with other pages is left to MkDocs"


@dataclass(frozen=True)
class Files:
    """What is told of the files of one part."""

    paths: tuple[str, ...]


def test_what_was_made_is_kept_all_at_once(tmp_path: Path) -> None:
    record = tmp_path / "made.sqlite"
    record.write_bytes(b"no database")
    (tmp_path / "a.md").write_text("Harrow", encoding="utf-8")
    files = Files(("a.md",))
    with Made(record, tmp_path, Files) as stopped:
        stopped.note("harrow", "print", files)
    with Made(record, tmp_path, Files) as first:
        assert first.unchanged("harrow", "print") is None
        first.note("harrow", "print", files)
        first.keep()
    with Made(record, tmp_path, Files) as second:
        assert second.unchanged("harrow", "another") is None
        assert second.unchanged("harrow", "print") == files
        second.keep()
    (tmp_path / "a.md").write_text("Pell", encoding="utf-8")
    with Made(record, tmp_path, Files) as third:
        assert third.unchanged("harrow", "print") is None
        third.keep()
    with Made(record, tmp_path, Files) as fourth:
        assert fourth.unchanged("harrow", "print") is None, "what is not made again is forgotten"


def squared() -> Iterator[int]:
    yield from range(40)


@pytest.mark.parametrize("few", [3, 100])
def test_results_come_in_the_order_of_the_values(few: int) -> None:
    found = list(in_order(partial(given, pow_two), squared(), few=few, batch=3, processes=2))
    assert found == [(value, value * value) for value in range(40)]


def pow_two(value: int) -> int:
    return value * value


def refuse_seven(value: int) -> int:
    if value == 7:
        raise RawError("seven", "is not wanted", "leave it out")
    return value


def write_into(path: Path) -> None:
    path.write_text("done", encoding="utf-8")


def fail() -> None:
    raise RawError("beside", "cannot be done", "do something else")


def test_trouble_in_another_process_comes_back_as_it_is() -> None:
    with pytest.raises(RawError, match="seven: is not wanted; leave it out"):
        list(in_order(partial(given, refuse_seven), squared(), few=3, processes=2))


@pytest.mark.parametrize("worth_it", [True, False])
def test_work_beside_is_done_when_the_body_is_left(tmp_path: Path, worth_it: bool) -> None:
    with beside(partial(write_into, tmp_path / "done"), worth_it=worth_it):
        pass
    assert (tmp_path / "done").read_text(encoding="utf-8") == "done"
    with pytest.raises(RawError, match="beside: cannot be done"), beside(fail, worth_it=worth_it):
        pass
