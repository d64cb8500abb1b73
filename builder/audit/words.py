"""The words of a stretch of text, folded for comparing, each with its place.

"4.  The registrant’s other certifying officer(s) and I" gives "the registrant other certifying officer and i". What is
equal by policy folds to one form here: case, punctuation, numbering, quotation marks, possessives, "officer(s)" and
"officers", "Rules" and "Rule(s)", "&" and "and", spaces and brackets in "13a-15(e)". At most `MOST_WORDS` are read.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from builder.wording.tables import fragment

MOST_WORDS = 3000
"""A 302 certification has about 500 words, the longest statements of trusts about 1,500."""
MOST_CHARACTERS = 60_000
LONG_LINE = 2500
"""Characters; longer lines hold whole statements and are not kept for the next one."""
BROKEN = re.compile(r"(?:\d[a-dA-D]?|[-(\u2010-\u2015])\s*\n$")
"""The end of a line within "13a-15(e)"."""

_HYPHEN = fragment("hyphen").pattern
WORD = re.compile(
    rf"""
      (?P<number> (?<![\w(.-]) \(?(?:[1-9]|[a-hA-H]|[ivx]{{1,4}})\s?\)\.?
                | (?<![\w(.-]) (?:[1-9]|[a-hA-H]|[ivx]{{1,4}})\.(?=\s|[A-Z]) )
    | (?P<rule> (?<!\w)\d{{2,3}}[a-dA-D] (?:\s{{0,60}}{_HYPHEN}\s{{0,60}}|\s{{1,60}})? \d{{1,2}}
                (?: \s{{0,60}}\(\s{{0,60}}[a-fA-F]\s{{0,60}}\)? | [a-f](?!\w) )? )
    | (?P<word> [^\W\d_]+ (?: ['’´`\u0092] [^\W\d_]{{1,3}} )? (?: \(s\) )? | \d+ | & )
    | (?P<stop> [;:] )
    """,
    re.VERBOSE,
)
NUMBERS = frozenset("bcdefghsvx123456789") | {"ii", "iii", "iv"}
"""Standing alone these number a paragraph: bare in a table's cell, or what is left of "(s)"."""
ALIKE = {"officers": "officer", "rules": "rule", "registrants": "registrant", "&": "and"}
_NO_RULE = re.compile(r"[^0-9a-z]+")


class Line(NamedTuple):
    """The words of one line, with their places in it."""

    folded: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    opens: tuple[int, ...]
    """Numbers of the words before which a numbering, a colon or a semicolon stands."""
    breaks: bool
    """Whether its end may break a citation, "13a-" / "15(e)": it is read together with the next line."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words in order: as folded, which of them open a sentence or a paragraph, and where each begins and ends."""

    folded: tuple[str, ...]
    opens: frozenset[int]
    """Numbers of the words before which a numbering, a colon or a semicolon stands."""
    whole: bool
    """Whether all words were read, none left beyond the limit."""
    lines: tuple[Line, ...]
    firsts: tuple[int, ...]
    """The number of each line's first word, ascending."""
    places: tuple[int, ...]
    """Where each line begins."""

    def start(self, number: int) -> int:
        """Return where word NUMBER begins."""
        line = bisect_right(self.firsts, number) - 1
        return self.places[line] + self.lines[line].starts[number - self.firsts[line]]

    def end(self, number: int) -> int:
        """Return where word NUMBER ends."""
        line = bisect_right(self.firsts, number) - 1
        return self.places[line] + self.lines[line].ends[number - self.firsts[line]]

    def since(self, number: int) -> Words:
        """Return the words from NUMBER on."""
        opens = frozenset(each - number for each in self.opens if each >= number)
        firsts = tuple(first - number for first in self.firsts)
        return replace(self, folded=self.folded[number:], opens=opens, firsts=firsts)


def read_words(characters: str, start: int, end: int) -> Words:
    """Return the words of CHARACTERS from START to END."""
    folded: list[str] = []
    opens: list[int] = []
    lines: list[Line] = []
    firsts: list[int] = []
    places: list[int] = []
    stop = min(end, start + MOST_CHARACTERS)
    for place, line in _lines(characters, start, stop):
        first = len(folded)
        if line.opens:
            opens += [first + each for each in line.opens]
        if line.folded:
            folded += line.folded
            lines.append(line)
            firsts.append(first)
            places.append(place)
        if len(folded) > MOST_WORDS:
            break
    whole = len(folded) <= MOST_WORDS and end == stop
    found = tuple(folded[:MOST_WORDS])
    return Words(found, frozenset(opens), whole, tuple(lines), tuple(firsts), tuple(places))


def _lines(characters: str, start: int, end: int) -> Iterator[tuple[int, Line]]:
    """Yield the lines from START to END, each with its place; one that may break a citation goes on with the next."""
    place = start
    while place < end:
        stop = characters.find("\n", place, end) + 1 or end
        line = _line_words(characters[place:stop])
        while line.breaks and stop < end and stop - place < LONG_LINE:
            stop = characters.find("\n", stop, end) + 1 or end
            line = _line_words(characters[place:stop])
        yield place, line
        place = stop


@lru_cache(maxsize=8192)
def _short_line(line: str) -> Line:
    return _split(line)


def _line_words(line: str) -> Line:
    """Return the words of LINE: lines come again and again, in every quarter's and every officer's certification."""
    return _short_line(line) if len(line) <= LONG_LINE else _split(line)


def _split(line: str) -> Line:
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    opens: list[int] = []
    for match in WORD.finditer(line):
        kind = match.lastgroup
        word = fold_word(match.group(), kind == "rule") if kind in ("word", "rule") else ""
        if not word or word in NUMBERS:
            opens.append(len(folded))
            continue
        folded.append(word)
        starts.append(match.start())
        ends.append(match.end())
        if len(folded) > MOST_WORDS:
            break
    breaks = BROKEN.search(line, max(0, len(line) - 12)) is not None
    return Line(tuple(folded), tuple(starts), tuple(ends), tuple(opens), breaks)


@lru_cache(maxsize=8192)
def fold_word(word: str, rule: bool = False) -> str:
    """Return WORD for comparing; a RULE is spelled without brackets, "13a-15(e)" as "13a15e"."""
    plain = word if word.isascii() else unicodedata.normalize("NFKC", word)
    plain = plain.lower().replace("’", "'").replace("´", "'").replace("`", "'").replace("\x92", "'")
    if rule:
        return _NO_RULE.sub("", plain)
    plain = plain.removesuffix("(s)").removesuffix("'s").rstrip("'")
    return ALIKE.get(plain, plain)


def joined(words: Words, start: int, end: int, characters: str) -> str:
    """Return the words START to END as they stand in CHARACTERS, white space folded."""
    return " ".join(characters[words.start(start) : words.end(end - 1)].split()) if end > start else ""
