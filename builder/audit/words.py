"""The words of a stretch of text, folded for comparing, each with its place.

"4.  The registrant’s other certifying officer(s) and I" gives "the registrant other certifying officer and i". What is
equal by policy folds to one form here: case, punctuation, numbering, quotation marks, possessives, "officer(s)" and
"officers", "Rules" and "Rule(s)", "&" and "and", spaces and brackets in "13a-15(e)". At most `MOST_WORDS` are read.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from builder.wording.tables import fragment

MOST_WORDS = 3000
"""A 302 certification has about 500 words, the longest statements of trusts about 1,500."""
MOST_CHARACTERS = 60_000

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
    opens: set[int] = set()
    whole = end - start <= MOST_CHARACTERS
    for match in WORD.finditer(characters, start, min(end, start + MOST_CHARACTERS)):
        kind = match.lastgroup
        word = fold_word(match.group(), kind == "rule") if kind in ("word", "rule") else ""
        if not word or word in NUMBERS:
            opens.add(len(folded))
            continue
        if len(folded) == MOST_WORDS:
            whole = False
            break
        folded.append(word)
        starts.append(match.start())
        ends.append(match.end())
    return Words(tuple(folded), tuple(starts), tuple(ends), frozenset(opens), whole)


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
