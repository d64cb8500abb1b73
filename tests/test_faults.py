"""A disk that is full, read-only or forbidden: one clear line, the published site stays whole, the next build mends."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.kills import run_kills
from tests.conftest import ARCHIVE, ROOT, SEED
from tests.test_build import tree

SIZE = 24_000_000
"""Bytes of the small disk: room for one build and the next one's staging folder."""


def door(place: Path, *before: str) -> subprocess.CompletedProcess[str]:
    """Build in PLACE as a user would; the command comes after those BEFORE."""
    folders = ("--raw", "raw", "--work", "work", "--out", "public/site")
    return subprocess.run(
        [*before, sys.executable, "-m", "builder", "build", *folders],
        cwd=place,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def assert_one_line(done: subprocess.CompletedProcess[str]) -> str:
    """Hold that a build stopped with one line of what is wrong, and return it."""
    assert done.returncode == 4, done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith("undersigned:")]
    assert len(lines) == 1
    return lines[0]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk with a good site on it; the raw files have changed since."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        warnings.warn("FULL AND READ-ONLY DISKS ARE NOT TESTED: this user may not mount one", stacklevel=1)
        pytest.skip("may not mount a small disk")
    try:
        shutil.copytree(ARCHIVE, place / "raw")
        assert door(place).returncode == 3
        shutil.copy(SEED, place / "raw" / SEED.name)
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


@pytest.mark.parametrize("free", [0, 20_000, 150_000, 800_000, 2_500_000])
def test_a_full_disk(disk: Path, free: int) -> None:
    before = tree(disk / "public" / "site")
    ballast = disk / "ballast"
    stat = os.statvfs(disk)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, stat.f_bavail * stat.f_frsize - free))
    line = assert_one_line(door(disk))
    assert "No space left" in line or "has room" in line
    assert tree(disk / "public" / "site") == before
    assert [path.name for path in (disk / "public").iterdir()] == ["site"]
    ballast.unlink()
    assert door(disk).returncode == 3
    assert len(tree(disk / "public" / "site")) > len(before)


def test_a_read_only_disk(disk: Path) -> None:
    before = tree(disk / "public" / "site")
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    assert "ead-only" in assert_one_line(door(disk))
    assert tree(disk / "public" / "site") == before


BOUND = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
"""Takes from root what lets it write where it may not."""


@pytest.mark.parametrize("forbidden", ["work", "work/content/filings", "public", "work/index"])
def test_a_folder_that_may_not_be_written(disk: Path, forbidden: str) -> None:
    if shutil.which(BOUND[0]) is None:
        pytest.skip("setpriv is not here")
    before = tree(disk / "public" / "site")
    (disk / forbidden).chmod(0o555)
    line = assert_one_line(door(disk, *BOUND))
    assert forbidden.rpartition("/")[2] in line
    assert tree(disk / "public" / "site") == before
    (disk / forbidden).chmod(0o755)
    assert door(disk).returncode == 3


@pytest.mark.parametrize("in_the_way", ["work/content/filings", "work/index", "work/catalogue.sqlite", "public"])
def test_something_else_in_the_way(tmp_path: Path, in_the_way: str) -> None:
    shutil.copytree(ARCHIVE, tmp_path / "raw")
    path = tmp_path / in_the_way
    path.parent.mkdir(parents=True, exist_ok=True)
    if in_the_way.endswith("sqlite"):
        path.mkdir()
    else:
        path.write_text("mine", encoding="utf-8")
    assert_one_line(door(tmp_path))
    assert path.is_dir() or path.read_text(encoding="utf-8") == "mine"


def test_killed_builds(tmp_path: Path) -> None:
    tally = run_kills(tmp_path, kills=4, filings=8, seed=5)
    assert (tally.torn, tally.differing, tally.refused) == (0, 0, 0)
    assert tally.killed
