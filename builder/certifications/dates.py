"""Dates as printed to dates: "this 16th day of March, 2009", "03/11/05", "28,2006".

A strict grammar of its own (wording/dates.toml), for a date library guesses where it should refuse. A day that no
calendar has is not read. Refuses to know what a date is the date of.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from builder.wording.tables import Entry, fragment, load_table

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
)
TENS = {"twenty": 20, "thirty": 30, "twentieth": 20, "thirtieth": 30}

DATES = load_table("dates")
ANY_DATE = fragment("date")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and where it stands in the words it was found in."""

    value: date | None
    """None where no calendar has such a day."""
    start: int
    end: int
    entry: Entry


def find_date(words: str, start: int = 0, end: int | None = None) -> FoundDate | None:
    """Return the first date in WORDS between START and END."""
    match = ANY_DATE.search(words, start, len(words) if end is None else end)
    return read_date(words, match.start(), match.end()) if match else None


def read_date(words: str, start: int, end: int) -> FoundDate | None:
    """Return the date that is printed from START to END of WORDS."""
    found = _dated(words[start:end])
    return FoundDate(found[0], start, end, found[1]) if found else None


@lru_cache(maxsize=4096)
def _dated(words: str) -> tuple[date | None, Entry] | None:
    """Return the date that WORDS print, None where no calendar has it, and the entry that says so."""
    found = DATES.first_whole(words)
    if found is None:
        return None
    entry, match = found
    parts = match.groupdict()
    year = int(parts["year"])
    year += 2000 if year < 100 else 0
    month = _month(parts["month"])
    day = int(parts["day"]) if parts.get("day") else _ordinal(parts["ordinal"])
    if month > 12 >= day and parts["month"].isdigit():
        month, day = day, month
    try:
        return date(year, month, day), entry
    except ValueError:
        return None, entry


def _month(word: str) -> int:
    return int(word) if word.isdigit() else MONTHS.index(word[:3].lower()) + 1


def _ordinal(word: str) -> int:
    """Return the day that WORD names: "sixteenth", "twenty-first"."""
    tens, _, units = word.lower().replace("-", " ").partition(" ")
    if units:
        return TENS[tens] + ORDINALS.index(units.strip()) + 1
    if tens in TENS:
        return TENS[tens]
    for prefix in ("twenty", "thirty"):
        if tens.startswith(prefix) and tens[len(prefix) :] in ORDINALS:
            return TENS[prefix] + ORDINALS.index(tens[len(prefix) :]) + 1
    return ORDINALS.index(tens) + 1
