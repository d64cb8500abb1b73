"""The scoreboard: no figure on the labelled set falls below its floor in accuracy.toml."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
import warnings
from hashlib import sha256
from pathlib import Path

import pytest

from benchmarks.rows import read_texts, reading_rows
from builder.certifications.recognise import read_certifications
from builder.exports.rows import stated_values

SHARED = Path(__file__).resolve().parents[2] / "shared"
CORPUS = SHARED / "corpus"
GOLD = CORPUS / "gold.jsonl"
FLOORS = tomllib.loads((Path(__file__).parent / "accuracy.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def gold() -> Path:
    if not GOLD.exists():
        warnings.warn(f"NO LABELLED SET at {CORPUS}: the reading's accuracy was NOT measured", stacklevel=1)
        pytest.skip(f"NO LABELLED SET at {CORPUS}")
    return GOLD


def test_the_labels_are_those_the_floors_were_set_for(gold: Path) -> None:
    assert sha256(gold.read_bytes()).hexdigest() == FLOORS["gold_sha256"], "the labels changed: set the floors anew"


def test_no_figure_is_below_its_floor(gold: Path, tmp_path: Path) -> None:
    labelled = {json.loads(line)["file"] for line in gold.read_text(encoding="utf-8").splitlines()}
    read = tmp_path / "read.jsonl"
    with read.open("w", encoding="utf-8") as out:
        for name in sorted(labelled):
            for row in reading_rows(name, (CORPUS / name).read_bytes()):
                out.write(json.dumps(row) + "\n")
    command = [sys.executable, str(SHARED / "tools" / "score_reading.py"), str(gold), str(read), "--json"]
    figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    low = {name: figures[name] for name, floor in FLOORS["floors"].items() if figures[name] < floor}
    assert low == {}, f"below the floor: {low}; see them with `score_reading.py --errors`"


def test_the_bytes_behind_every_value_give_its_words_back(gold: Path) -> None:
    wrong = []
    for path in sorted(gold.parent.glob("*/*")):
        for number, (document, text) in enumerate(read_texts(path.read_bytes())):
            for certification in read_certifications(text, document, number, path.name)[0]:
                for signature in certification.signatures:
                    for values in stated_values(certification, signature).values():
                        wrong.extend(
                            (path.name, value.entry, value.as_printed, shown)
                            for value in values
                            if (shown := _shown(text, value.spans)) != value.as_printed
                        )
    assert wrong == []


def _shown(text, spans) -> str:
    """Return what a reader sees of SPANS, white space folded."""
    pieces = ["".join(text.characters[a:b] for a, b in text.ranges(span)) for span in spans]
    return " ".join(" ".join(pieces).split())
