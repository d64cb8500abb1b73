"""A dozen varied filings through to the site, and what bad input does to a build: a clear line, nothing lost."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from builder.errors import RawError, SiteError
from builder.pipeline import build
from builder.publish.lock import hold
from builder.publish.site import MARK
from tests.conftest import ARCHIVE, ROOT, SEED, Built, folders_in, lay_raw
from tests.crawl import crawl

LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def tree(folder: Path) -> dict[str, str]:
    """Return the sha256 of every file below FOLDER by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def door(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the door as a user would."""
    return subprocess.run(
        [sys.executable, "-m", "builder", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "200"},
    )


def test_every_file_is_a_page_or_a_line(built: Built) -> None:
    assert built.report.filings == 11
    assert len(built.report.set_aside) == 3
    listed = (built.site / "quarantine" / "index.html").read_text(encoding="utf-8")
    for name in ("empty.txt", "scan.bin", "nyse-annual-affirmation.txt"):
        assert name.replace("-", "&#45;") in listed or name in listed


def test_no_link_is_broken_and_no_page_is_an_orphan(built: Built) -> None:
    found = crawl(built.site)
    assert found.pages > 40
    assert found.broken == []
    assert found.orphans == []


class _Active(HTMLParser):
    """Whatever on a page could run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._script: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.found += [f"{tag} {name}" for name in values if name.startswith("on") or name in ("style", "srcdoc")]
        self.found += [value for value in values.values() if value.strip().lower().startswith(("javascript:", "data:"))]
        if tag in ("iframe", "object", "embed", "base") or (
            tag == "script" and "src" not in values and values.get("type") != "application/ld+json"
        ):
            self.found.append(f"{tag} {values}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)


def test_nothing_from_an_exhibit_runs(built: Built) -> None:
    words = 0
    for page in built.site.rglob("*.html"):
        active = _Active()
        active.feed(page.read_text(encoding="utf-8"))
        assert active.found == [], page
        words += "onerror=alert(1)&gt;" in page.read_text(encoding="utf-8")
    assert words, "the hostile exhibit is shown as it was filed"


def test_the_first_exhibit(built: Built) -> None:
    done = door("read", str(SEED))
    assert done.returncode == 0
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["section"], row["name_as_printed"], row["conformed_name"], row["roles"]) for row in rows] == [
        ("906", "R. Douglas Armstrong, Ph.D.", "R. Douglas Armstrong", ["PEO"]),
        ("906", "Alan M. Wright", "Alan M. Wright", ["PFO", "PAO"]),
    ]
    for row in rows:
        assert row["registrant"] == "Aastrom Biosciences, Inc."
        assert (row["form_type"], row["period_of_report"], row["signed_on"]) == ("10-Q", "2003-12-31", "2004-02-13")
        raw = SEED.read_bytes()
        for name in ("registrant", "name_as_printed", "conformed_name"):
            words = b" ".join(raw[start:end] for start, end in row["spans"][name])
            assert " ".join(words.decode().split()) == row[name]


def test_the_same_files_give_the_same_bytes(built: Built, tmp_path: Path) -> None:
    folders = folders_in(tmp_path, lay_raw(tmp_path))
    build(folders, lambda *_: None)
    assert tree(folders.out) == tree(built.site)


def test_the_map_of_the_site_names_each_page(tmp_path: Path) -> None:
    folders = replace(folders_in(tmp_path, lay_raw(tmp_path)), site_url="https://archive.example/")
    build(folders, lambda *_: None)
    listed = {each.text or "" for each in ElementTree.parse(folders.out / "sitemap.xml").getroot().iter(LOCATION)}  # noqa: S314
    pages = {page.parent.relative_to(folders.out).as_posix() for page in folders.out.rglob("index.html")}
    named = {url.removeprefix("https://archive.example/").rstrip("/") or "." for url in listed}
    assert named <= pages
    for page in pages - named:
        assert 'http-equiv="refresh"' in (folders.out / page / "index.html").read_text(encoding="utf-8"), page


def test_a_second_build_reads_nothing_again(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    shutil.copy(SEED, raw / SEED.name)
    folders = folders_in(tmp_path, raw)
    told: list[tuple[str, int, int | None]] = []
    build(folders, lambda *each: told.append(each))
    first = tree(folders.out)
    told.clear()
    build(folders, lambda *each: told.append(each))
    assert [each for each in told if each[0] == "reading" and each[2]] == []
    assert tree(folders.out) == first


def test_a_removed_exhibit_leaves_the_site(tmp_path: Path) -> None:
    raw = lay_raw(tmp_path)
    folders = folders_in(tmp_path, raw)
    build(folders, lambda *_: None)
    for path in sorted(raw.rglob("*"), reverse=True):
        if path.is_file() and path.name != SEED.name:
            path.unlink()
    report = build(folders, lambda *_: None)
    assert (report.filings, report.set_aside) == (1, ())
    assert not any("Harrow" in page.read_text(encoding="utf-8") for page in folders.out.rglob("*.html"))
    assert crawl(folders.out).broken == []


def test_a_missing_raw_folder(tmp_path: Path) -> None:
    with pytest.raises(RawError, match="nowhere"):
        build(folders_in(tmp_path, tmp_path / "nowhere"), lambda *_: None)
    done = door(
        "build", "--raw", str(tmp_path / "nowhere"), "--work", str(tmp_path / "w"), "--out", str(tmp_path / "s")
    )
    assert done.returncode == 2
    assert "nowhere" in done.stderr and "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_raw_folder_without_exhibits(tmp_path: Path) -> None:
    (tmp_path / "raw" / "empty").mkdir(parents=True)
    with pytest.raises(RawError, match="no exhibit"):
        build(folders_in(tmp_path, tmp_path / "raw"), lambda *_: None)


def test_a_site_that_is_not_ours_is_never_overwritten(tmp_path: Path) -> None:
    folders = folders_in(tmp_path, lay_raw(tmp_path))
    folders.out.mkdir()
    (folders.out / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SiteError, match=MARK):
        build(folders, lambda *_: None)
    assert tree(folders.out) == {"thesis.txt": hashlib.sha256(b"mine").hexdigest()}


def test_an_unreadable_file_is_a_line(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    shutil.copy(SEED, raw / SEED.name)
    (raw / "locked.txt").symlink_to(tmp_path / "gone.txt")
    shutil.copy(SEED, os.fsencode(raw) + b"/\xff\xfe.txt")
    report = build(folders_in(tmp_path, raw), lambda *_: None)
    assert report.filings == 1
    assert [entry.path for entry in report.set_aside] == ["\\xff\\xfe.txt", "locked.txt"]


def test_two_builds_at_once_are_told_apart(tmp_path: Path) -> None:
    folders = folders_in(tmp_path, lay_raw(tmp_path))
    with hold(folders.work), pytest.raises(SiteError, match="another build"):
        build(folders, lambda *_: None)


def test_the_door_sets_files_aside_with_status_3(tmp_path: Path) -> None:
    done = door("build", "--raw", str(ARCHIVE), "--work", str(tmp_path / "w"), "--out", str(tmp_path / "s"))
    assert done.returncode == 3, done.stderr
    assert "empty.txt" in done.stdout + done.stderr
    found = door("search", "--work", str(tmp_path / "w"), "thorn")
    assert "Margaret E. Thorne" in found.stdout
