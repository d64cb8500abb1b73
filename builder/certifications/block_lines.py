"""The lines of a signature block as they were typed, before old HTML broke them.

"Date: November" / "6," / "2009" is one line, and so is "Jane Q." / "Doe, Vice President and". A long run that holds the
block and a legend behind it ends where the legend begins. Refuses to know what stands on a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from builder.certifications.names import TITLE_WORD, is_name
from builder.records import Text
from builder.wording.tables import fragment

MOST_LINES = 400
"""More than any signature block has: four signers fill fewer than a hundred lines."""
BROKEN_DATE = re.compile(rf"(?:^|[\s:])(?:{fragment('month').pattern})(?:\s?\d{{1,2}},?)?$", re.VERBOSE)
BROKEN_DAY = re.compile(rf"(?i:dated?)\s?:?\s\d{{1,2}}(?:{fragment('ordinal').pattern})?$", re.VERBOSE)
MONTH_AND_YEAR = re.compile(rf"(?:{fragment('month').pattern}),?\s\d{{4}}$", re.VERBOSE)
"""The rest of a date whose day ends the line before: "Date: 9" / "September 2011"."""
HALF_LABELS = frozenset(("Printed", "Print", "Typed"))
"""What begins a label that goes on with "Name:" in the next line."""
ARTICLES = frozenset(("The", "This", "These", "A", "THE", "THIS", "THESE"))
"""Words that alone on a line begin what the next one says: a legend, or a company's name."""
BROKEN_NAME = re.compile(r"[A-Z][\w'’-]{1,20}(?:(?:\s[A-Z][\w.'’-]{0,20})?\s[A-Z]\.)?")
"""Given names, with an initial at the end or one alone."""
NAME_SUFFIX = re.compile(r"(?i:jr|sr|ii|iii|iv|esq|ph\.?\s?d|m\.?d|c\.?p\.?a)\.?,?")
LONG = 120
LEGEND_IN_RUN = re.compile(
    r"\s[\[*\"“]{0,2}(?=(?i:a\ssigned\soriginal)|(?:This|The\s(?:foregoing|above))\s(?:written\s)?(?:certificat|statement|exhibit)|Pursuant\sto\s|The\sinformation\sin\s)"
)
"""Where a legend begins in a run that holds the block as well."""


class BlockLine(NamedTuple):
    """One line of a block."""

    start: int
    """Where it begins in the text's characters."""
    end: int
    words: str
    """Its words, white space and bars folded."""


def read_lines(text: Text, start: int, end: int, own_names: Sequence[str] = ()) -> Iterator[BlockLine]:
    """Yield the lines of TEXT from START to END, with dates and names joined that old HTML broke; so are OWN_NAMES."""
    held: BlockLine | None = None
    for line in _lines(text, start, end):
        if held and line.words and _go_together(held.words, line.words, own_names):
            held = BlockLine(held.start, line.end, f"{held.words} {line.words}")
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _go_together(before: str, words: str, own_names: Sequence[str]) -> bool:
    """Return whether WORDS, a line, belong to BEFORE, the line above."""
    if before in ARTICLES or _is_broken(before, words):
        return True
    return any(_breaks(name.casefold(), before.casefold(), words.casefold()) for name in own_names)


def _breaks(name: str, before: str, words: str) -> bool:
    """Return whether NAME begins at the end of the line BEFORE and ends in WORDS: "/s/ Jane Q." / "Head"."""
    return any(
        before.endswith(name[: space.start()]) and words.startswith(name[space.end() :])
        for space in re.finditer(" ", name)
    )


def _lines(text: Text, start: int, end: int) -> Iterator[BlockLine]:
    """Yield the lines of TEXT from START to END one by one: most blocks end long before END."""
    place = start
    for _ in range(MOST_LINES):
        if place >= end:
            return
        stop = text.characters.find("\n", place, end)
        stop = end if stop < 0 else stop
        yield BlockLine(place, stop, " ".join(text.characters[place:stop].replace("|", " ").split()))
        place = stop + 1


def _is_broken(before: str, words: str) -> bool:
    """Return whether WORDS go on with the date or the name that BEFORE breaks off: "Jane Q." / "Doe, Treasurer"."""
    if words[0].isdigit():
        return BROKEN_DATE.search(before) is not None
    if before in HALF_LABELS or (before[-1:].isalnum() and BROKEN_DAY.search(before)):
        return words.startswith(("Name", "name")) or MONTH_AND_YEAR.match(words) is not None
    if NAME_SUFFIX.fullmatch(words):
        return before.endswith(",") and not TITLE_WORD.search(before)
    surname, comma, title = words.partition(", ")
    if not comma or " " in surname or not BROKEN_NAME.fullmatch(before) or not TITLE_WORD.match(title):
        return False
    return is_name(before) and is_name(surname)


def before_legend(text: Text, line: BlockLine) -> BlockLine:
    """Return LINE as far as the legend that a long run holds behind its block."""
    if len(line.words) < LONG:
        return line
    legend = LEGEND_IN_RUN.search(text.characters, line.start + 20, line.end)
    return line._replace(end=legend.start()) if legend else line
