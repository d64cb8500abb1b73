"""Read exhibits that were damaged at random: `python -m benchmarks.mutations [--count 100000] [--seed S] [--folder F]`.

Each mutant is a file of FOLDER (the labelled set, or the project's own exhibits where it is not there) with pieces cut
out, doubled, moved, overwritten, spliced from another file, or strewn with markup and bytes that lead readers astray.
It must give certifications or a line of what was set aside, spans that lie in its bytes, and a reading that can be
stored, within LIMIT seconds. Anything else is printed with the seed that makes the same mutant again, and the exit
status is 1. The same seed gives the same mutants, however many processes read them.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

import msgspec

from builder.documents.raw import RawContents, is_submission
from builder.processes import in_order
from builder.reading import Reading, read_source
from builder.records import RawFile, Span

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
OWN = ROOT / "tests" / "exhibits"
LIMIT = 2.0
"""Seconds of one processor for one mutant: what a reader may be kept busy."""

STREWN = (
    *(b"<table><tr><td>", b"</td></tr></table>", b"<p style='display:none'>", b"<pre>", b"<!--", b"-->", b"<script>"),
    *(b"<DOCUMENT>\n<TYPE>EX-31\n<TEXT>\n", b"</TEXT>\n</DOCUMENT>\n", b"<TYPE>EX-32\n", b"<PAGE>\n", b"<S>", b"<C>"),
    *(
        b"&#8217;",
        b"&#x",
        b"&nbsp;",
        b"&#47;s&#47; ",
        b"/s/ ",
        b"\\s\\ ",
        b"Date: ",
        b"December 31, 2003",
        b"(i) ",
        b"1. ",
    ),
    *(b"I, Ada Quill, certify that:\n", b"18 U.S.C. Section 1350", b"-----BEGIN PRIVACY-ENHANCED MESSAGE-----\n"),
    *(b"\x00", b"\xff\xfe", b"\x92", b"\xc2\x92", b"\xe2\x80\xae", b"\r", b"\n\n\n", b"\t\t", b" " * 300, b"_" * 200),
    b"begin 644 a.jpg\nM",
)
"""What readers of such files stumble over."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reading one mutant gave."""

    seconds: float
    certifications: int
    wrong: str
    """What should not be; "" where all is well."""


def mutate(chance: random.Random, files: list[bytes]) -> bytes:
    """Return one of FILES, damaged at CHANCE in one to eight places."""
    raw = chance.choice(files)
    for _ in range(chance.randint(1, 8)):
        raw = chance.choice(DAMAGES)(chance, raw, files)
    return raw


def _reach(chance: random.Random, raw: bytes) -> tuple[int, int]:
    start = chance.randint(0, len(raw))
    return start, min(len(raw), start + int(chance.expovariate(1 / 200)))


def _cut(chance: random.Random, raw: bytes, _: list[bytes]) -> bytes:
    start, end = _reach(chance, raw)
    return raw[:start] + raw[end:]


def _double(chance: random.Random, raw: bytes, _: list[bytes]) -> bytes:
    start, end = _reach(chance, raw)
    return raw[:end] + raw[start:end] * chance.choice((1, 1, 2, 30)) + raw[end:]


def _move(chance: random.Random, raw: bytes, _: list[bytes]) -> bytes:
    start, end = _reach(chance, raw)
    rest = raw[:start] + raw[end:]
    place = chance.randint(0, len(rest))
    return rest[:place] + raw[start:end] + rest[place:]


def _overwrite(chance: random.Random, raw: bytes, _: list[bytes]) -> bytes:
    start, end = _reach(chance, raw)
    return raw[:start] + chance.randbytes(min(end - start, 40)) + raw[end:]


def _strew(chance: random.Random, raw: bytes, _: list[bytes]) -> bytes:
    place = chance.randint(0, len(raw))
    return raw[:place] + chance.choice(STREWN) * chance.choice((1, 1, 1, 2, 50)) + raw[place:]


def _splice(chance: random.Random, raw: bytes, files: list[bytes]) -> bytes:
    other = chance.choice(files)
    place, start = chance.randint(0, len(raw)), chance.randint(0, len(other))
    return raw[:place] + other[start : start + int(chance.expovariate(1 / 2000))] + raw[place:]


def _end(chance: random.Random, raw: bytes, _: list[bytes]) -> bytes:
    return raw[: chance.randint(0, len(raw))]


def _recode(chance: random.Random, raw: bytes, _: list[bytes]) -> bytes:
    written = chance.choice(("utf-8", "utf-16", "cp1252", "latin-1"))
    return raw.decode("cp1252", "replace").encode(written, "replace")


DAMAGES: tuple[Callable[[random.Random, bytes, list[bytes]], bytes], ...] = (
    *(_cut, _cut, _double, _move, _overwrite, _strew, _strew, _strew, _splice),
    *(_end, _recode),
)


def read_mutant(files: list[bytes], seed: int, number: int) -> Outcome:
    """Return what reading mutant NUMBER of SEED gives."""
    raw = mutate(random.Random(f"{seed}/{number}"), files)  # noqa: S311 - the same mutants again
    file = RawFile("mutant", sha256(raw).hexdigest(), len(raw))
    contents = RawContents("submission" if is_submission(raw[:4096]) else "exhibit", ((file, raw),))
    begin = time.process_time()
    try:
        reading = read_source(contents)
        msgspec.json.encode(reading)
    except Exception as error:  # noqa: BLE001 - whatever a reader raises is what is looked for
        return Outcome(time.process_time() - begin, 0, f"{type(error).__name__}: {error}")
    seconds = time.process_time() - begin
    found = len(reading.filing.certifications) if reading.filing else 0
    wrong = next(_wrongs(reading, len(raw)), "")
    return Outcome(seconds, found, wrong or (f"took {seconds:.1f} s" if seconds > LIMIT else ""))


def _wrongs(reading: Reading, size: int) -> Iterator[str]:
    """Yield what a READING of SIZE bytes should not be."""
    if reading.filing is None and not reading.set_aside:
        yield "neither certifications nor a line of what was set aside"
    for span in _spans(msgspec.to_builtins(reading)):
        if not 0 <= span.start <= span.end <= size:
            yield f"{span} does not lie in {size} bytes"


def _spans(value: object) -> Iterator[Span]:
    """Yield every span within VALUE, a record as plain values."""
    if isinstance(value, dict):
        if value.keys() == {"start", "end"}:
            yield Span(value["start"], value["end"])
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for part in value:
            yield from _spans(part)


def open_reader(folder: Path, seed: int) -> Callable[[int], Outcome]:
    """Return the function that reads mutant NUMBER of the files below FOLDER, for a process of its own."""
    return partial(read_mutant, list(_files(folder)), seed)


def _files(folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".txt", ".htm", ".html") and path.is_file():
            yield path.read_bytes()


def main() -> None:
    """Read mutants, tell how it goes, and end with status 1 where one was not read as it must be."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--folder", type=Path, default=CORPUS if CORPUS.is_dir() else OWN)
    chosen = options.parse_args()
    numbers = iter(range(chosen.count))
    wrong = certified = certifications = 0
    slowest = (0.0, 0)
    for number, outcome in in_order(partial(open_reader, chosen.folder, chosen.seed), numbers, batch=50):
        certified += outcome.certifications > 0
        certifications += outcome.certifications
        slowest = max(slowest, (outcome.seconds, number))
        if outcome.wrong:
            wrong += 1
            print(f"mutant {number} of seed {chosen.seed}: {outcome.wrong}", flush=True)
        if (number + 1) % 10_000 == 0:
            print(f"{number + 1:,} read, {wrong} wrong", file=sys.stderr, flush=True)
    print(f"{chosen.count:,} mutants of {chosen.folder}: {certified:,} with {certifications:,} certifications")
    print(f"slowest: mutant {slowest[1]}, {slowest[0]:.2f} s of one processor; not read as it must be: {wrong}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
