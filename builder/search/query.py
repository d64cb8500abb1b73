"""What was asked: the words of a name, and hints of year and role beside them.

"thorne, margaret cfo 2008" asks for thorne and margaret, the surname first, and prefers a principal
financial officer of 2008. Nothing that can be typed raises; what cannot be answered is said in `note`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from builder.records import Role
from builder.search.names import LONGEST_WORD, MOST_CHARACTERS, MOST_WORDS, PARTICLES, Words, read_words

_YEAR = re.compile(r"(?:19|20)[0-9][0-9]")
_CIK = re.compile(r"0+[1-9][0-9]*")
"""With its leading zeros; companies are filed without them."""
_ROLES = {"ceo": Role.PEO, "peo": Role.PEO, "cfo": Role.PFO, "pfo": Role.PFO}
"""Not "cao": that is a surname too."""
_INITIALS = frozenset({"d", "l"})
"""Particles that are oftener an initial where a word stands before them."""
MOST_ASKED = 8
"""Words beyond these are not searched for."""


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked, in words."""

    words: tuple[str, ...]
    surname_first: int
    generation: str
    hyphens: tuple[int, ...]
    year: int | None
    role: Role | None
    note: str
    """What could not be searched for, in a sentence; "" where everything was."""

    @property
    def joins(self) -> tuple[int, ...]:
        """Each i for which word i and the next may well be one: "o neill", "smith-jones"."""
        last = len(self.words) - 1
        return tuple(i for i in range(last) if i in self.hyphens or self._is_particle(i))

    def _is_particle(self, i: int) -> bool:
        return self.words[i] in PARTICLES and (i == 0 or self.words[i] not in _INITIALS)


def read_query(text: str) -> Query:
    """Return what TEXT asks for."""
    read = read_words(text)
    year = next((int(word) for word in read.words if _YEAR.fullmatch(word)), None)
    role = next((_ROLES[word] for word in read.words if word in _ROLES), None)
    asked = _only_names(read)
    if not asked.words:
        year = role = None
        asked = read
    note = _note(text, asked)
    asked = _first(asked, MOST_ASKED)
    words = tuple(word.lstrip("0") if _CIK.fullmatch(word) else word for word in asked.words)
    return Query(words, asked.surname_first, asked.generation, asked.hyphens, year, role, note)


def _only_names(read: Words) -> Words:
    """Return READ without its years and roles."""
    kept = [i for i, word in enumerate(read.words) if word not in _ROLES and not _YEAR.fullmatch(word)]
    before = sum(i < read.surname_first for i in kept)
    hyphens = tuple(at for at, i in enumerate(kept[:-1]) if i in read.hyphens and kept[at + 1] == i + 1)
    return Words(tuple(read.words[i] for i in kept), before if before < len(kept) else 0, read.generation, hyphens)


def _first(read: Words, most: int) -> Words:
    before = read.surname_first if read.surname_first < most else 0
    return replace(
        read, words=read.words[:most], surname_first=before, hyphens=tuple(i for i in read.hyphens if i < most - 1)
    )


def _note(text: str, asked: Words) -> str:
    if not asked.words:
        return "There is no letter or digit to search for." if text.strip() else "Nothing was asked."
    beyond = len(text) > MOST_CHARACTERS or len(asked.words) > MOST_ASKED or len(asked.words) >= MOST_WORDS
    if beyond or any(len(word) >= LONGEST_WORD for word in asked.words):
        return f"Only the beginning was searched for: at most {MOST_ASKED} words of {LONGEST_WORD} letters."
    return ""
