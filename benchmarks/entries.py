"""Prints for every wording entry how many files of the labelled set it recognises.

    python -m benchmarks.entries [--few 1]

An entry that serves no file, or one, must say in its table why it is a layout and not a case; with --few N only the
entries that serve N files or fewer are printed. Needs the labelled set at ../shared/corpus.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks.rows import read_texts
from builder.certifications.recognise import read_certifications
from builder.records import Certification, Signature
from builder.wording.tables import NAMES, load_table

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"


def entries_of(certification: Certification) -> Iterator[str]:
    """Yield the entries that recognised anything in CERTIFICATION."""
    for stated in (
        certification.section,
        certification.exhibit_label,
        certification.registrant,
        certification.form_type,
        certification.period_of_report,
        *certification.speakers,
    ):
        if stated:
            yield stated.entry
    for signature in certification.signatures:
        yield from _signature_entries(signature)


def _signature_entries(signature: Signature) -> Iterator[str]:
    for stated in (signature.mark, signature.signed_on, *signature.titles, *signature.roles):
        if stated:
            yield stated.entry


def line_entries(characters: str) -> Iterator[str]:
    """Yield the entries of those tables that are matched at the start of a line, for the lines of a text."""
    tables = [load_table(name) for name in ("headings", "labels", "layouts")]
    for line in characters.splitlines():
        words = " ".join(line.replace("|", " ").split())
        for table in tables if words else ():
            found = table.first_at(words)
            if found:
                yield found[0].key


def main() -> None:
    """Count the files that each entry serves, and print the counts."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--few", type=int)
    few = options.parse_args().few
    if not CORPUS.exists():
        sys.exit(f"SKIPPED: no labelled set at {CORPUS}: nothing was counted")
    files: dict[str, set[str]] = defaultdict(set)
    for path in sorted(CORPUS.glob("*/*")):
        for number, (document, text) in enumerate(read_texts(path.read_bytes())):
            for entry in line_entries(text.characters):
                files[entry].add(path.name)
            for certification in read_certifications(text, document, number, path.name)[0]:
                for entry in entries_of(certification):
                    files[entry].add(path.name)
    for name in NAMES:
        for entry in load_table(name).entries:
            served = len(files[entry.key])
            if few is None or served <= few:
                print(f"{served:5}  {entry.key:42} {entry.source}")


if __name__ == "__main__":
    main()
