"""Measure builds: `python -m benchmarks.build [--filings 1000 10000] [--huge] [--folder F]`.

For each size an archive of fictional filings is built three times: from nothing, with nothing new, and with one filing
more; time counts from when the program is loaded. Then plain MkDocs renders the same pages in the same run, and the two
sites are compared byte by byte. Printed are seconds by step, memory, bytes a filing against the gigabyte of GitHub
Pages, pages a second, and for every step the exponent with which its time grows from the smallest size to the largest.
`--huge` adds 50,000 filings.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import deque
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.archive import submissions, write_archive
from benchmarks.kills import tree
from builder.pipeline import Folders, build
from builder.publish.site import publish_site
from builder.terminal import Stopwatch

ROOT = Path(__file__).parents[1]
ONE = "import sys; from benchmarks.build import print_one; print_one(*sys.argv[1:])"
"""One run by itself: as with the command, its other processes load no more than they need."""
PAGES_LIMIT = 1_000_000_000
"""Bytes that GitHub Pages holds for one site."""


@dataclass
class Run:
    """One build, measured in a process of its own."""

    seconds: float
    processor: float
    """Seconds of processor time, child processes included."""
    steps: dict[str, float]
    peak: float
    """Megabytes of memory in the process that took most."""
    files: int
    size: int


@dataclass
class Measured:
    """What was measured at one size."""

    filings: int
    pages: int
    content: int
    """Bytes of the raw files."""
    runs: dict[str, Run]
    same: bool
    """Whether plain MkDocs gave the same bytes."""


def measure(place: Path, filings: int) -> Measured:
    """Return what builds of FILINGS filings in PLACE take."""
    raw = place / "raw"
    write_archive(raw, filings, 1)
    runs = {"from nothing": in_process(place, "build"), "nothing new": in_process(place, "build")}
    for cik, accession, words in deque(submissions(filings + 1, 1), maxlen=1):
        (raw / f"{cik:010}").mkdir(exist_ok=True)
        (raw / f"{cik:010}" / f"{accession}.txt").write_text(words, encoding="utf-8", newline="\n")
    runs["one more"] = in_process(place, "build")
    runs["rendering"] = in_process(place, "quick")
    runs["plain MkDocs"] = in_process(place, "plain")
    pages = sum(1 for _ in (place / "work" / "content").rglob("*.md"))
    size = sum(path.stat().st_size for path in raw.rglob("*.txt"))
    return Measured(filings, pages, size, runs, tree(place / "quick") == tree(place / "plain"))


def in_process(place: Path, what: str) -> Run:
    """Return the run of WHAT, in a new process."""
    done = subprocess.run(
        [sys.executable, "-c", ONE, what, str(place)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        check=True,
    )
    return Run(**json.loads(done.stdout))


def print_one(what: str, place: str) -> None:
    """Print what running WHAT in PLACE takes, as `in_process` reads it."""
    print(json.dumps(asdict(run_one(Path(place), what))))


def run_one(place: Path, what: str) -> Run:
    """Run WHAT in this process: a build, or the rendering of what was built, by the accelerator or without it."""
    configuration, content = ROOT / "mkdocs.yml", place / "work" / "content"
    watch = Stopwatch(lambda *_: None)
    begun, loaded = time.monotonic(), processor_time()
    if what == "build":
        folders = Folders(place / "raw", place / "work", content, place / "site", configuration)
        site = build(folders, watch.tell).site
    else:
        site = publish_site(configuration, content, place / what, {}, plain=what == "plain")
    seconds = time.monotonic() - begun
    watch.line()
    peak = max(own_peak(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024
    return Run(seconds, processor_time() - loaded, watch.seconds, peak, site.files, site.size)


def own_peak() -> int:
    """Return the most kilobytes of memory that this process has had.

    What the system counts for it begins with the size of the process that started it, so its own record is asked first.
    """
    record = Path("/proc/self/status")
    held = re.search(r"VmHWM:\s+(\d+) kB", record.read_text()) if record.is_file() else None
    return int(held[1]) if held else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def processor_time() -> float:
    """Return the seconds of processor time of this process and of those that it started and that have ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def table(all_measured: list[Measured]) -> str:
    """Return all that was measured as a table."""
    lines: list[str] = []
    for each in all_measured:
        whole, quick, plain = (each.runs[name] for name in ("from nothing", "rendering", "plain MkDocs"))
        published = whole.size / each.filings
        lines += [
            f"{each.filings:,} filings, {each.pages:,} pages, {each.content / each.filings / 1e3:,.1f} kB raw a filing",
            *(
                f"  {name:<26}{run.seconds:>9.1f} s {run.processor:>9.1f} s of processors {run.peak:>9.0f} MB"
                for name, run in each.runs.items()
            ),
            *(f"    {step:<24}{seconds:>9.1f} s" for step, seconds in whole.steps.items()),
            f"  one more, by step: {', '.join(f'{k} {v:.1f} s' for k, v in each.runs['one more'].steps.items())}",
            f"  documents read a second    {4 * each.filings / max(0.01, whole.steps.get('reading', 0)):>9,.0f}",
            f"  pages rendered a second    {each.pages / quick.processor:>9,.0f} of processor time, all told",
            f"  beside plain MkDocs        {plain.processor / quick.processor:>9.1f} x, "
            + ("the same bytes" if each.same else "NOT THE SAME BYTES"),
            f"  published a filing         {published / 1e3:>9.1f} kB, {PAGES_LIMIT / published:,.0f} filings on Pages",
        ]
    return "\n".join([*lines, *growth(all_measured)])


def growth(all_measured: list[Measured]) -> list[str]:
    """Return for each step the exponent of its growth from the smallest archive to the largest."""
    if len(all_measured) < 2:
        return []
    small, large = all_measured[0], all_measured[-1]
    grown = math.log(large.filings / small.filings)
    first, last = small.runs["from nothing"], large.runs["from nothing"]
    steps = [
        f"  {step:<26}N^{math.log(seconds / first.steps[step]) / grown:.2f}"
        for step, seconds in last.steps.items()
        if first.steps.get(step, 0) > 0.05
    ]
    rendered = large.runs["rendering"].processor / small.runs["rendering"].processor
    memory = (last.peak - first.peak) * 1024 / (large.filings - small.filings)
    return [
        f"growth from {small.filings:,} to {large.filings:,} filings",
        *steps,
        f"  {'rendering alone':<26}N^{math.log(rendered) / grown:.2f}",
        f"  memory {memory:.1f} KB a filing",
    ]


def main() -> None:
    """Measure what the command line asks for."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--filings", type=int, nargs="+", default=[1000, 10_000])
    options.add_argument("--huge", action="store_true", help="measure 50,000 filings too")
    options.add_argument("--folder", type=Path, help="where to build; a folder in memory is quickest")
    chosen = options.parse_args()
    measured = []
    for filings in [*chosen.filings, *([50_000] if chosen.huge else [])]:
        place = Path(tempfile.mkdtemp(dir=chosen.folder))
        try:
            measured.append(measure(place, filings))
        finally:
            shutil.rmtree(place)
    print(table(measured))


if __name__ == "__main__":
    main()
