"""The wording tables: every pattern matches its examples, no near miss, and stays linear on hostile text."""

from __future__ import annotations

import time

import pytest

from builder.wording.tables import NAMES, Entry, check_table, load_table

ENTRIES = [entry for name in NAMES for entry in load_table(name).entries]
HOSTILE = (
    *(
        "a ",
        "A ",
        "I, ",
        "( ",
        "(the ",
        "of ",
        "of A",
        "/s/ ",
        "1 ",
        "10-",
        "10-K ",
        "Jan 1",
        "January 1, 200",
        "A.",
        "- ",
    ),
    *("-", "_", "'s ", "Inc. ", "certif", "Principal ", "year ended ", "Chief Executive and ", "Certification "),
    *("report of ", "period from May 1, 2002 to "),
)


@pytest.mark.parametrize("name", NAMES)
def test_every_example_is_matched_by_its_own_entry_and_no_near_miss(name: str) -> None:
    assert list(check_table(load_table(name))) == []


def test_every_entry_says_why_it_is_there() -> None:
    assert [entry.key for entry in ENTRIES if len(entry.source) < 10 or not entry.near_misses] == []


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.key for entry in ENTRIES])
def test_time_grows_with_the_text_and_no_faster(entry: Entry) -> None:
    for seed in (*HOSTILE, *(example.replace("{", "").replace("}", "") + " " for example in entry.examples[:2])):
        short, long = (_seconds(entry, seed * (size // len(seed))) for size in (4_000, 32_000))
        assert long < max(0.05, 24 * short), f"{seed!r}: {short:.4f} s for 4 kB, {long:.4f} s for 32 kB"


def _seconds(entry: Entry, text: str) -> float:
    begin = time.process_time()
    for _ in entry.pattern.finditer(text):
        pass
    return time.process_time() - begin
