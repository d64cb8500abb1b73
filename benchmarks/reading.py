"""Measures how many certification documents are read in a second of one core, and what costs most.

    python -m benchmarks.reading [--rounds 9] [--costs 20]

Every file of the labelled set at ../shared/corpus is read from its bytes to its certifications, in memory; a document
counts if a certification was found in it. CPU time, the middle of several rounds; before each round everything that
the readers remember of words is forgotten. With --costs N the N costliest functions follow, as cProfile sees them.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import statistics
import sys
import time
from functools import _lru_cache_wrapper
from pathlib import Path

from benchmarks.rows import read_texts
from builder.certifications.recognise import read_certifications
from builder.processes import seldom_collect

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
FOLDERS = ("exhibits", "submissions")
TABLES = ("builder.wording.tables", "builder.wording.forms")
"""What is loaded once for all documents is not forgotten."""


def forget() -> None:
    """Empty what the readers remember of words that they have judged."""
    for held in gc.get_objects():
        if isinstance(held, _lru_cache_wrapper):
            room = getattr(held, "__module__", "") or ""
            if room.startswith("builder.") and room not in TABLES:
                held.cache_clear()


def read_all(files: list[bytes]) -> tuple[int, int]:
    """Read FILES; return how many documents held a certification, and how many certifications there were."""
    documents = certifications = 0
    for raw in files:
        for number, (document, text) in enumerate(read_texts(raw)):
            found = len(read_certifications(text, document, number, "exhibit")[0])
            documents += found > 0
            certifications += found
    return documents, certifications


def main() -> None:
    """Read the labelled set several times over, and print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=9)
    options.add_argument("--costs", type=int, default=0)
    chosen = options.parse_args()
    if not CORPUS.exists():
        sys.exit(f"SKIPPED: no labelled set at {CORPUS}: nothing was measured")
    seldom_collect()  # as in every process that reads
    files = [path.read_bytes() for folder in FOLDERS for path in sorted((CORPUS / folder).glob("*"))]
    documents, certifications = read_all(files)
    seconds = []
    for _ in range(chosen.rounds):
        forget()
        begin = time.process_time()
        read_all(files)
        seconds.append(time.process_time() - begin)
    middle = statistics.median(seconds)
    print(f"{documents} documents, {certifications} certifications in {len(files)} files")
    print(f"{documents / middle:.0f} documents a second of one core (the best round {documents / min(seconds):.0f})")
    if chosen.costs:
        profile = cProfile.Profile()
        profile.runcall(read_all, files)
        pstats.Stats(profile).sort_stats("tottime").print_stats(chosen.costs)


if __name__ == "__main__":
    main()
