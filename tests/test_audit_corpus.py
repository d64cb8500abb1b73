"""The audit against exhibits that people have labelled: what it tells is so."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from builder.documents.raw import find_raw, open_raw
from builder.reading import read_source

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"

pytestmark = pytest.mark.skipif(
    not (CORPUS / "gold.jsonl").is_file(), reason=f"NO LABELLED EXHIBITS at {CORPUS}: the audit's truth is not measured"
)


@cache
def labelled() -> dict[tuple[str, str], list[dict[str, object]]]:
    rows: dict[tuple[str, str], list[dict[str, object]]] = defaultdict(list)
    for line in (CORPUS / "gold.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        rows[Path(row["file"]).name, row["section"]].append(row)
    return rows


@cache
def told() -> dict[str, list[tuple[str, str, str]]]:
    """File, section and what was seen of each finding, by rule; unlabelled files are left aside."""
    known = {file for file, _ in labelled()}
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for source in find_raw(CORPUS):
        reading = read_source(open_raw(source))
        for each in reading.findings:
            name = Path(each.path).name
            if reading.filing and name in known:
                section = (
                    ""
                    if each.certification is None
                    else reading.filing.certifications[each.certification].section.value
                )
                found[each.code].append((name, str(section), each.seen))
    return found


def test_what_is_told_as_undated_is_undated() -> None:
    for file, section, _ in told()["DATE-NONE"]:
        assert any(row["signed_on"] is None for row in labelled()[file, section]), file


def test_what_is_told_as_unsigned_is_unsigned() -> None:
    for file, section, _ in told()["SIG-NONE"]:
        assert any(row["signed"] is False for row in labelled()[file, section]), file


def test_names_that_differ_are_labelled_so() -> None:
    for file, section, _ in told()["SIG-NAMEDIFF"]:
        rows = labelled()[file, section]
        assert any(row["conformed_name"] != row["name_as_printed"] for row in rows), file


@pytest.mark.parametrize(
    "rule", ["AG-FORM", "AG-COMPANY", "AG-PERIOD", "DATE-BEFORE-PERIOD", "FIL-302-PEO", "FIL-302-PFO"]
)
def test_no_grave_finding_in_sound_exhibits(rule: str) -> None:
    assert told()[rule] == []
