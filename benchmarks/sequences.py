"""Add, change and delete filings at random: `python -m benchmarks.sequences [--sequences 100] [--steps 4]`.

After every step of a sequence an incremental build runs, with the accelerator or by plain MkDocs; at its end content
and site must be, byte for byte, those of one clean build of the same raw files.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from benchmarks.archive import submissions
from benchmarks.kills import tree
from builder.pipeline import Folders, build

ROOT = Path(__file__).parents[1]
FIRST = 6
"""Filings at the beginning of a sequence."""


def run_sequence(place: Path, steps: int, seed: int) -> list[str]:
    """Return the files in which a sequence of STEPS incremental builds in PLACE ends otherwise than a clean build."""
    chance = random.Random(seed)  # noqa: S311 - no secret hangs on it
    unused = [(f"{cik}/{accession}.txt", words) for cik, accession, words in submissions(60, seed)]
    chance.shuffle(unused)
    raw = place / "raw"
    for _ in range(FIRST):
        add(raw, unused.pop())
    folders = Folders(raw, place / "work", place / "work" / "content", place / "site", ROOT / "mkdocs.yml")
    build(folders, lambda *_: None)
    for _ in range(steps):
        change(raw, unused, chance)
        build(replace(folders, plain=chance.random() < 0.2), lambda *_: None)
    clean = replace(folders, work=place / "w", content=place / "w" / "content", out=place / "s")
    build(clean, lambda *_: None)
    grown = tree(folders.content) | {f"site/{path}": seen for path, seen in tree(folders.out).items()}
    whole = tree(clean.content) | {f"site/{path}": seen for path, seen in tree(clean.out).items()}
    return [path for path in sorted({*grown, *whole}) if grown.get(path) != whole.get(path)]


def change(raw: Path, unused: list[tuple[str, str]], chance: random.Random) -> None:
    """Add, change, move or delete up to three filings in RAW."""
    for _ in range(chance.randint(1, 3)):
        held = sorted(raw.rglob("*.txt"))
        what = chance.choice(("add", "add", "change", "move", "delete"))
        path = chance.choice(held)
        if what == "add" or len(held) < 3:
            add(raw, unused.pop())
        elif what == "change":
            words = path.read_text(encoding="utf-8")
            path.write_text(words.replace("Based on", "Based upon", 1), encoding="utf-8")
        elif what == "move":
            path.rename(path.with_name(f"moved-{chance.randrange(1000):03}-{path.name[-24:]}"))
        else:
            path.unlink()


def add(raw: Path, submission: tuple[str, str]) -> None:
    """Write a SUBMISSION, its path and its words, below RAW."""
    path = raw / submission[0]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(submission[1], encoding="utf-8", newline="\n")


def main() -> None:
    """Run as many sequences as the command line asks for."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sequences", type=int, default=100)
    options.add_argument("--steps", type=int, default=4)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    wrong = 0
    for number in range(chosen.sequences):
        place = Path(tempfile.mkdtemp())
        differing = run_sequence(place, chosen.steps, chosen.seed + number)
        shutil.rmtree(place)
        if differing:
            wrong += 1
            print(f"sequence {chosen.seed + number}: {len(differing)} files differ, such as {differing[0]}")
    print(f"{chosen.sequences} sequences of {chosen.steps} steps: {wrong} end otherwise than a clean build")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
