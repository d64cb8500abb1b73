"""The same raw files give the same bytes, whoever builds them, where, when and in which order they came."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.archive import write_archive
from benchmarks.sequences import run_sequence
from tests.conftest import ARCHIVE, ROOT, SEED
from tests.test_build import tree

DOOR = """
import os, sys
os.umask(int(sys.argv.pop(1), 8))
processors = int(sys.argv.pop(1))
os.cpu_count = lambda: processors
from builder.commands import main
main()
"""


def lay(raw: Path, *, backwards: bool) -> None:
    """Put 60 invented filings, the dozen varied ones and the first exhibit into RAW, in one order or the other."""
    source = raw.with_name("source")
    write_archive(source, 60, 3)
    shutil.copytree(ARCHIVE, source / "varied")
    shutil.copy(SEED, source / SEED.name)
    for path in sorted((path for path in source.rglob("*") if path.is_file()), reverse=backwards):
        target = raw / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def built(place: Path, umask: str, processors: int, *, backwards: bool, **environment: str) -> dict[str, str]:
    """Return what a build in PLACE writes, under these circumstances."""
    lay(place / "raw", backwards=backwards)
    folders = ("--raw", "raw", "--work", "work", "--out", "site")
    done = subprocess.run(
        [sys.executable, "-c", DOOR, umask, str(processors), "build", *folders],
        cwd=place,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode in (0, 3), done.stderr
    return tree(place / "work" / "content") | {f"site/{path}": seen for path, seen in tree(place / "site").items()}


def test_another_machine_gives_the_same_bytes(tmp_path: Path) -> None:
    here = built(
        tmp_path / "here", "022", 1, backwards=False, TZ="UTC", LC_ALL="C.UTF-8", PYTHONHASHSEED="1", USER="one"
    )
    (tmp_path / "a long way off").mkdir()
    there = built(
        tmp_path / "a long way off" / "café",
        "077",
        3,
        backwards=True,
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONHASHSEED="4242",
        USER="other",
        HOME=str(tmp_path),
    )
    assert len(here) > 300
    assert [path for path in sorted({*here, *there}) if here.get(path) != there.get(path)] == []


@pytest.mark.parametrize("seed", [11, 12])
def test_builds_one_after_another_give_what_a_clean_build_gives(tmp_path: Path, seed: int) -> None:
    assert run_sequence(tmp_path, 3, seed) == []
