"""Kill builds at random moments: `python -m benchmarks.kills [--kills 200] [--filings 120]`.

A good site stands; its raw files change; the build that follows is killed (SIGKILL, its worker processes too) at a
random moment. Then the site must be whole, the old one or the new one, never a mixture; the next build must finish and
give what a clean build gives. The printed line says how many sites were torn and how many builds ended otherwise.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.archive import write_archive

ROOT = Path(__file__).parents[1]


@dataclass
class Tally:
    """What the kills did."""

    killed: int = 0
    finished: int = 0
    """Builds that were done before the signal came."""
    torn: int = 0
    differing: int = 0
    """Sites after the next build that differ from a clean build's."""
    refused: int = 0
    """Next builds that did not finish."""


def main() -> None:
    """Kill as many builds as the command line asks for."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--filings", type=int, default=120)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as place:
        tally = run_kills(Path(place), chosen.kills, chosen.filings, chosen.seed)
    print(tally)
    sys.exit(bool(tally.torn or tally.differing or tally.refused))


def run_kills(place: Path, kills: int, filings: int, seed: int) -> Tally:
    """Kill KILLS rebuilds over an archive of FILINGS in PLACE, each after a change of the raw files."""
    chance = random.Random(seed)  # noqa: S311 - no secret hangs on it
    states = [place / "one", place / "other"]
    write_archive(states[0], filings, seed)
    write_archive(states[1], filings + 5, seed + 1)
    trees = [clean_build(place, raw) for raw in states]
    lay(states[0], place / "raw")
    took = timed_build(place)
    tally = Tally()
    for number in range(kills):
        before, after = trees[number % 2], trees[(number + 1) % 2]
        lay(states[(number + 1) % 2], place / "raw")
        killed = kill_build(place, chance.uniform(0.0, 1.05) * took)
        tally.killed += killed
        tally.finished += not killed
        tally.torn += tree(place / "site") not in (before, after)
        if start_build(place).wait():
            tally.refused += 1
        tally.differing += tree(place / "site") != after
    return tally


def clean_build(place: Path, raw: Path) -> dict[str, str]:
    """Return the site that a build of RAW gives where none was before."""
    lay(raw, place / "raw")
    for folder in ("work", "site"):
        shutil.rmtree(place / folder, ignore_errors=True)
    timed_build(place)
    return tree(place / "site")


def lay(source: Path, raw: Path) -> None:
    """Make RAW hold what SOURCE holds."""
    shutil.rmtree(raw, ignore_errors=True)
    shutil.copytree(source, raw)


def start_build(place: Path) -> subprocess.Popen[bytes]:
    """Start a build in PLACE, in a process group of its own."""
    folders = ("--raw", "raw", "--work", "work", "--out", "site")
    return subprocess.Popen(
        [sys.executable, "-m", "builder", "build", *folders],
        cwd=place,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def timed_build(place: Path) -> float:
    """Build in PLACE, and return how many seconds it took."""
    begun = time.monotonic()
    if start_build(place).wait():
        raise SystemExit("the build does not finish even when it is left alone")
    return time.monotonic() - begun


def kill_build(place: Path, after: float) -> bool:
    """Start a build and kill it AFTER so many seconds; return whether it was still at work then."""
    build = start_build(place)
    try:
        build.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(build.pid, signal.SIGKILL)
        build.wait()
        return True
    return False


def tree(folder: Path) -> dict[str, str]:
    """Return the sha256 of every file below FOLDER by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


if __name__ == "__main__":
    main()
