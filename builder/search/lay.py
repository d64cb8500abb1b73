"""Laying words on words: how well one typed word answers one word of a name, and the best pairs of them.

The same word, a familiar form (bob, robert), a beginning (arms, armstrong), one slip (armstrng), an
initial; two or three words may be joined to meet one (o neill, oneill). Whole numbers only, so that the
browser's twin in publish/theme/assets/search-names.js reaches the same order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from builder.search.familiar import Familiar
from builder.search.lexicon import SHORTEST, begins_with_slip, one_slip
from builder.search.names import PARTICLES


class Grade(IntEnum):
    """How well one word answers another, in hundredths of the same word."""

    NONE = 0
    PRINTED_MIDDLE_INITIAL = 45
    BEGINS_WITH_SLIP = 48
    MIDDLE_INITIAL = 50
    PRINTED_INITIAL = 55
    BEGINS_INSIDE = 60
    INITIAL = 62
    SAME_INITIAL = 65
    SLIP = 72
    BEGINS = 80
    FAMILIAR = 85
    SAME = 100


REASONS = {
    Grade.PRINTED_MIDDLE_INITIAL: "printed as an initial",
    Grade.BEGINS_WITH_SLIP: "begins so but for one letter",
    Grade.MIDDLE_INITIAL: "initial",
    Grade.PRINTED_INITIAL: "printed as an initial",
    Grade.BEGINS_INSIDE: "begins so",
    Grade.INITIAL: "initial",
    Grade.SAME_INITIAL: "initial",
    Grade.SLIP: "one letter",
    Grade.BEGINS: "begins so",
    Grade.FAMILIAR: "familiar form",
    Grade.SAME: "joined",
}
"""Said where the words differ."""

INITIALS = frozenset({Grade.INITIAL, Grade.SAME_INITIAL})
UNCLEAR = frozenset({Grade.PRINTED_INITIAL, Grade.PRINTED_MIDDLE_INITIAL, Grade.BEGINS_WITH_SLIP})
_MIDDLE = {
    Grade.INITIAL: Grade.MIDDLE_INITIAL,
    Grade.SAME_INITIAL: Grade.MIDDLE_INITIAL,
    Grade.PRINTED_INITIAL: Grade.PRINTED_MIDDLE_INITIAL,
}
"""What an initial is worth on a middle name."""
_SHORTEST_SLIPPED = 3
_MOST_JOINED = 3


@dataclass(frozen=True, slots=True)
class Run:
    """A word, or two or three neighbours joined."""

    first: int
    count: int
    text: str

    @property
    def bits(self) -> int:
        """The places of its words, a bit each."""
        return ((1 << self.count) - 1) << self.first


@dataclass(frozen=True, slots=True)
class Pair:
    """A run of the query laid on a run of the name."""

    value: int
    asked: Run
    named: Run
    grade: Grade
    on_surname: bool


@lru_cache(maxsize=4096)
def runs(words: tuple[str, ...]) -> tuple[Run, ...]:
    """Return the words, then their joins of two and three neighbours; an initial is never joined."""
    return tuple(
        Run(first, count, "".join(words[first : first + count]))
        for count in range(1, _MOST_JOINED + 1)
        for first in range(len(words) - count + 1)
        if count == 1 or all(len(word) > 1 or word in PARTICLES for word in words[first : first + count])
    )


def grade_word(asked: str, named: str, *, last: bool, familiar: Familiar) -> Grade:
    """Return how well the word ASKED answers the word NAMED; LAST where typing may go on after it.

    FAMILIAR is the table of familiar forms for a given name, and empty for a surname.
    """
    if len(asked) == 1:
        if asked == named:
            return Grade.SAME_INITIAL
        return Grade.INITIAL if named[0] == asked else Grade.NONE
    if asked == named:
        return Grade.SAME
    if len(named) == 1:
        return Grade.PRINTED_INITIAL if asked[0] == named else Grade.NONE
    return _grade_full(asked, named, last, familiar)


def _grade_full(asked: str, named: str, last: bool, familiar: Familiar) -> Grade:
    if named in familiar.get(asked, ()):
        return Grade.FAMILIAR
    if named.startswith(asked):
        return Grade.BEGINS if last else Grade.BEGINS_INSIDE
    if len(asked) >= SHORTEST and len(named) >= _SHORTEST_SLIPPED and one_slip(asked, named):
        return Grade.SLIP
    if last and len(asked) > SHORTEST and begins_with_slip(asked, named):
        return Grade.BEGINS_WITH_SLIP
    return Grade.NONE


def grade_joined(found: Grade, asked: Run, asked_first: str, named: Run, named_first: str) -> Grade:
    """Return what FOUND is worth where words were joined.

    An initial before a slip is no join, nor is a word that reaches no further than the first of those joined.
    """
    if found == Grade.SAME or (found == Grade.SLIP and len(asked_first) > 1):
        return found
    if found == Grade.BEGINS and (named.count == 1 or len(asked.text) > len(named_first)):
        return found
    return Grade.NONE


def grade_middle(found: Grade) -> Grade:
    """Return what FOUND is worth on a middle name."""
    return _MIDDLE.get(found, found)


def lay(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the best of PAIRS of which no two share a word, in the order of the query."""
    laid: list[Pair] = []
    asked = named = 0
    for pair in sorted(pairs, key=_worth):
        if not (asked & pair.asked.bits or named & pair.named.bits):
            asked |= pair.asked.bits
            named |= pair.named.bits
            laid.append(pair)
    return sorted(laid, key=lambda pair: pair.asked.first)


def _worth(pair: Pair) -> tuple[int, int, int, int, int]:
    return (-pair.value, pair.asked.first, pair.named.first, pair.asked.count, pair.named.count)
