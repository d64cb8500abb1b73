"""The tokenizer: a name, or what somebody typed for one, as folded words.

"O’Neill-Vane, Seán P., Jr." gives the words oneill, vane, sean, p; "last, first" is noticed, suffixes
and credentials are set aside. Officers, companies and queries all go through here, and its twin in
publish/theme/assets/search-names.js does the same in the browser: tests/vectors/names.json holds the
two equal. It refuses to know what is done with the words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

MOST_CHARACTERS = 400
"""A longer text is cut here before anything else looks at it."""
MOST_WORDS = 12
LONGEST_WORD = 40

_LETTERS = {
    "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h",
}  # fmt: skip
"""Letters that NFKD leaves whole."""
_GLUE = "'’‘`´ʼʻ′＇"
_TRANSLATION = str.maketrans(_LETTERS | dict.fromkeys(_GLUE, ""))

GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
CREDENTIALS = frozenset({"phd", "md", "cpa", "esq", "mba", "jd", "cfa", "cma", "dds", "llm", "dba"})
HONORIFICS = frozenset({"dr", "mr", "mrs", "ms", "prof", "sir", "hon"})
PARTICLES = frozenset(
    {"van", "von", "der", "den", "de", "del", "della", "di", "da", "do", "dos", "du", "des", "la", "le", "lo", "st",
     "san", "mac", "mc", "ter", "ten", "el", "al", "bin", "ibn", "o", "d", "l"}
)  # fmt: skip
"""Words that belong to the surname which follows them."""

_DOTTED_CREDENTIAL = re.compile(
    r"[ ,](?:ph\.? ?d|m\. ?d|j\. ?d|d\.d\.s|c\.p\.a|c\.m\.a|m\.b\.a|c\.f\.a|ll\.m|d\.b\.a)\.?[ ,]*$"
)
_OTHER_ASCII = re.compile(r"[^a-z0-9.,-]")
_WORD = re.compile(r"[^ .,-]+")


@dataclass(frozen=True, slots=True)
class Words:
    """A name cut into words."""

    words: tuple[str, ...]
    surname_first: int
    """How many of the words stand before the comma of "last, first"; 0 where it is not written so."""
    generation: str
    """"jr", "iii"; "" where none is given."""
    hyphens: tuple[int, ...]
    """Each i for which word i is joined to word i + 1 by a hyphen."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in folded words."""

    given: tuple[str, ...]
    """Given names and initials in order."""
    surname: tuple[str, ...]
    """The words of the surname, particles included."""
    generation: str = ""


def plain(text: str) -> str:
    """Return TEXT folded: lower case, no accents, apostrophes glued, every other sign one of " .,-"."""
    text = text[:MOST_CHARACTERS].lower().translate(_TRANSLATION)
    if text.isascii():
        return _OTHER_ASCII.sub(" ", text)
    return "".join(map(_plain_character, unicodedata.normalize("NFKD", text).lower().translate(_TRANSLATION)))


def _plain_character(character: str) -> str:
    if character in ".,-" or (character.isascii() and character.isalnum()):
        return character
    category = unicodedata.category(character)
    if category in {"Mn", "Mc", "Me", "Cf"}:
        return ""
    if category[0] in "LN" and ord(character) < 0x10000:
        return character
    return "-" if category == "Pd" else " "


@lru_cache(maxsize=16_384)
def cut_words(text: str) -> tuple[str, ...]:
    """Return all the words of TEXT, nothing set aside: ("harrow", "pell", "inc")."""
    return tuple(word[:LONGEST_WORD] for word in _WORD.findall(plain(text))[:MOST_WORDS])


def read_words(text: str) -> Words:
    """Return the words of a person's name, with suffixes, credentials and honorifics set aside.

    "Armstrong, R. Douglas, Ph.D." gives armstrong, r, douglas, with one word before the comma.
    """
    folded = plain(text).strip(" ,")
    for _ in range(3):
        folded = _DOTTED_CREDENTIAL.sub("", folded)
    found = list(_WORD.finditer(folded))[: MOST_WORDS + 4]
    kept = _without_titles([match[0][:LONGEST_WORD] for match in found])[:MOST_WORDS]
    words = [found[i][0][:LONGEST_WORD] for i in kept]
    aside = [match[0] for i, match in enumerate(found) if i not in kept and match[0] in GENERATIONS]
    comma = folded.find(",")
    before = sum(found[i].start() < comma for i in kept)
    hyphens = tuple(at for at, (i, j) in enumerate(pairwise(kept)) if folded[found[i].end() : found[j].start()] == "-")
    return Words(tuple(words), before if before < len(words) else 0, aside[0] if aside else "", hyphens)


def _without_titles(words: list[str]) -> list[int]:
    """Return the places of the words that name the person."""
    kept = [i for i, word in enumerate(words) if i == 0 or (word not in GENERATIONS and word not in CREDENTIALS)]
    if len(kept) > 1 and words[kept[0]] in HONORIFICS:
        return kept[1:]
    return kept


def read_name(text: str) -> PersonName:
    """Return a printed name in its parts: the last word is the surname, with its particles and hyphens.

    "Alice Armstrong-Vane" has the surname (armstrong, vane), "Dirk van der Berg" (van, der, berg).
    """
    read = read_words(text)
    words, start = read.words, len(read.words) - 1
    if read.surname_first:
        return PersonName(words[read.surname_first :], words[: read.surname_first], read.generation)
    while start > 0 and start - 1 in read.hyphens:
        start -= 1
    while start > 1 and words[start - 1] in PARTICLES and len(words[start - 1]) > 1:
        start -= 1
    return PersonName(words[: max(0, start)], words[max(0, start) :], read.generation)
