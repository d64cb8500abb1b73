"""Plants defects in clean filings and counts how many the audit tells: `python -m benchmarks.defects [--seeds 2]`.

Every defect of `planted.py` is planted in every kind of filing of `drafts.py` that has a place for it, in every layout,
singly and in pairs; the untouched filings are audited under the same harmless variations. Printed: found by rule with
severity, what was missed, what was told of the untouched, and certifications audited a second. Exit status 1 where
100 % of ranks A and B, 98 % of C, or 0 findings of A to C on the untouched are not reached.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.drafts import KINDS, Kind, Plan, clean_plan
from benchmarks.planted import DEFECTS, Defect
from benchmarks.setting import LAYOUTS, set_submission
from builder.audit.rules import examine_filing, rules
from builder.documents.plaintext import read_text
from builder.documents.raw import find_raw, open_raw
from builder.documents.submission import read_envelope
from builder.findings import Finding
from builder.reading import Reading, read_source

GRAVE = ("A", "B", "C")


@dataclass
class Count:
    """How often a rule's defects were planted and told."""

    planted: int = 0
    told: int = 0
    severities: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)


@dataclass
class Run:
    """What a run counted."""

    single: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    pairs: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    false: Counter[str] = field(default_factory=Counter)
    clean: int = 0
    examples: dict[str, str] = field(default_factory=dict)


def read(folder: Path, submission: bytes) -> Reading:
    """Return what is read and told of SUBMISSION."""
    file = folder / "one.txt"
    file.write_bytes(submission)
    (source,) = find_raw(file)
    return read_source(open_raw(source))


def plans(seeds: int, first: int) -> Iterator[tuple[str, random.Random, Kind, str, Plan]]:
    """Yield clean filings of every kind in every layout, each with its own chance and name."""
    for seed in range(first, first + seeds):
        for kind in KINDS:
            for layout in LAYOUTS:
                name = f"{seed}/{kind.text}/{kind.form}/{kind.period}/{layout}"
                chance = random.Random(name)  # noqa: S311 - no secret hangs on it
                yield name, chance, kind, layout, clean_plan(chance, kind)


def audit_clean(run: Run, folder: Path, name: str, layout: str, plan: Plan) -> None:
    """Count what is told of an untouched filing."""
    reading = read(folder, set_submission(random.Random(name), plan, layout))  # noqa: S311
    run.clean += 1
    for finding in reading.findings:
        if finding.severity.value in GRAVE:
            run.false[finding.code] += 1
            run.examples.setdefault(finding.code, f"{name}: expected {finding.expected!r}, seen {finding.seen!r}")


def audit_planted(  # noqa: PLR0913, PLR0917 - one filing with what was planted in it
    counts: dict[str, Count], folder: Path, name: str, layout: str, plan: Plan, planted: tuple[Defect, ...]
) -> None:
    """Count which of the defects PLANTED in PLAN are told."""
    reading = read(folder, set_submission(random.Random(name), plan, layout))  # noqa: S311
    by_rule: dict[str, Finding] = {finding.code: finding for finding in reading.findings}
    for defect in planted:
        count = counts[defect.rule]
        count.planted += 1
        if defect.rule in by_rule:
            count.told += 1
            count.severities[by_rule[defect.rule].severity.value] += 1
        else:
            count.missed.append(f"{defect.name} in {name}; told: {', '.join(sorted(by_rule)) or 'nothing'}")


def run_all(seeds: int, pairs: int, first: int) -> Run:
    """Return what was told of all clean filings, single defects and PAIRS pairs a filing."""
    run = Run()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name, chance, _, layout, plan in plans(seeds, first):
            audit_clean(run, folder, name, layout, plan)
            for defect in DEFECTS:
                planted = defect.plant(chance, plan) if _has_place(defect, layout) else None
                if planted:
                    audit_planted(run.single, folder, name, layout, planted, (defect,))
            for _ in range(pairs):
                one, other = chance.sample(DEFECTS, 2)
                if one.at & other.at or "filing" in one.at | other.at or not _has_place(one, layout, other):
                    continue
                first_planted = one.plant(chance, plan)
                both = other.plant(chance, first_planted) if first_planted else None
                if both:
                    audit_planted(run.pairs, folder, name, layout, both, (one, other))
    return run


def _has_place(defect: Defect, layout: str, *others: Defect) -> bool:
    return "html" in layout or not any(each.html for each in (defect, *others))


def audited_a_second(seeds: int) -> float:
    """Return how many certifications are audited in a second of one core, their texts read before."""
    held = []
    with tempfile.TemporaryDirectory() as place:
        for name, _, _, layout, plan in plans(seeds, 0):
            file = Path(place) / "one.txt"
            file.write_bytes(set_submission(random.Random(name), plan, layout))  # noqa: S311
            contents = open_raw(next(iter(find_raw(file))))
            filing = read_source(contents).filing
            envelope, _ = read_envelope(contents)
            if filing:
                texts = {
                    number: read_text(contents.files[document.file][1], document)
                    for number, document in enumerate(envelope.documents)
                }
                held.append((filing, texts))
    begun = time.process_time()
    for filing, texts in held:
        examine_filing(filing, texts.__getitem__)
    return sum(len(filing.certifications) for filing, _ in held) / (time.process_time() - begun)


def tell(title: str, counts: dict[str, Count]) -> None:
    """Print a table of COUNTS by rule."""
    print(f"\n{title}\n{'rule':<20}{'planted':>9}{'told':>8}{'share':>9}  told as")
    for rule in (each for each in rules() if each in counts):
        count = counts[rule]
        ranks = ", ".join(f"{rank} {number}" for rank, number in sorted(count.severities.items()))
        print(f"{rule:<20}{count.planted:>9,}{count.told:>8,}{count.told / count.planted:>9.1%}  {ranks}")
        for line in count.missed[:3]:
            print(f"    missed: {line}")


def share(counts: dict[str, Count], ranks: str) -> float:
    """Return the share told of the defects whose rule tells them at RANKS."""
    own = [count for rule, count in counts.items() if _rank(rule, count) in ranks]
    planted = sum(count.planted for count in own)
    return sum(count.told for count in own) / planted if planted else 1.0


def _rank(rule: str, count: Count) -> str:
    text = rules()[rule].text.severity.value
    return min(count.severities, default=text)


def main() -> None:
    """Run what the command line asks for and print the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seeds", type=int, default=1, help="how many filings of each kind and layout")
    options.add_argument("--first", type=int, default=0, help="the first seed; other seeds are other filings")
    options.add_argument("--pairs", type=int, default=40, help="how many pairs to try a filing")
    chosen = options.parse_args()
    run = run_all(chosen.seeds, chosen.pairs, chosen.first)
    tell("one defect", run.single)
    tell("two defects", run.pairs)
    print(f"\nuntouched filings: {run.clean:,}; findings of ranks A to C: {sum(run.false.values()):,}")
    for code, number in run.false.most_common():
        print(f"    {code} {number}: {run.examples[code]}")
    reached = {}
    for title, counts in (("one defect", run.single), ("two defects", run.pairs)):
        reached[title, "A and B"] = share(counts, "AB"), 1.0
        reached[title, "C"] = share(counts, "C"), 0.98
    for (title, ranks), (got, asked) in reached.items():
        print(f"{title}, ranks {ranks}: {got:.2%} (asked {asked:.0%})")
    print(f"audited: {audited_a_second(2):,.0f} certifications a second on one core")
    sys.exit(any(got < asked for got, asked in reached.values()) or bool(run.false))


if __name__ == "__main__":
    main()
