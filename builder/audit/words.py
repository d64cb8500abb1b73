"""The words of a stretch of text, folded for comparing, each with its place.

"4.  The registrant’s other certifying officer(s) and I" gives "the registrant other certifying officer and i". What is
equal by policy folds to one form here: case, punctuation, numbering, quotation marks, possessives, "officer(s)" and
"officers", "Rules" and "Rule(s)", "&" and "and", spaces and brackets in "13a-15(e)". At most `MOST_WORDS` are read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

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


@dataclass(frozen=True, slots=True)
class Words:
    """Words in order: as folded, where each begins and ends, and which of them open a sentence or a paragraph."""

    folded: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    opens: frozenset[int]
    """Numbers of the words before which a numbering, a colon or a semicolon stands."""
    whole: bool
    """Whether all words were read, none left beyond the limit."""


def read_words(characters: str, start: int, end: int) -> Words:
    """Return the words of CHARACTERS from START to END."""
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    opens: list[int] = []
    stop = min(end, start + MOST_CHARACTERS)
    for place, line in _lines(characters, start, stop):
        known = _line_words(line)
        base = len(folded)
        folded += known.folded
        starts += [place + each for each in known.starts]
        ends += [place + each for each in known.ends]
        opens += [base + each for each in known.opens]
        if len(folded) > MOST_WORDS:
            del folded[MOST_WORDS:], starts[MOST_WORDS:], ends[MOST_WORDS:]
            return Words(tuple(folded), tuple(starts), tuple(ends), frozenset(opens), whole=False)
    return Words(tuple(folded), tuple(starts), tuple(ends), frozenset(opens), whole=end == stop)


def _lines(characters: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the lines from START to END, each with its break; one that may break a citation goes on with the next."""
    place = start
    while place < end:
        stop = characters.find("\n", place, end) + 1 or end
        while stop < end and stop - place < LONG_LINE and BROKEN.search(characters, max(place, stop - 12), stop):
            stop = characters.find("\n", stop, end) + 1 or end
        yield place, characters[place:stop]
        place = stop


@lru_cache(maxsize=8192)
def _short_line(line: str) -> Words:
    return _split(line)


def _line_words(line: str) -> Words:
    """Return the words of LINE: lines come again and again, in every quarter's and every officer's certification."""
    return _short_line(line) if len(line) <= LONG_LINE else _split(line)


def _split(line: str) -> Words:
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
    return Words(tuple(folded), tuple(starts), tuple(ends), frozenset(opens), whole=True)


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
    return " ".join(characters[words.starts[start] : words.ends[end - 1]].split()) if end > start else ""
