"""Words within one slip of a word that was typed: a letter left out, put in, changed, or two swapped.

A slip leaves one half of the word whole. So the words near "armstrng" begin with "arms" or end with
"trng" (or have the two letters at the middle swapped): two short ranges of two sorted lists, where a
deletion map would hold nine entries a word. The browser reads the same ranges from files. The lexicon
knows words and how many cards stand under each, not names.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

SHORTEST = 4
"""A shorter word is not searched for slips: too much is near it."""
MOST_NEAR = 8
MOST_BEGUN = 4
AFTER_ALL = "\uffff"


def one_slip(a: str, b: str) -> bool:
    """Return whether A becomes B by at most one letter left out, put in, changed, or one swap of neighbours."""
    if abs(len(a) - len(b)) > 1:
        return False
    start, shorter = 0, min(len(a), len(b))
    while start < shorter and a[start] == b[start]:
        start += 1
    tail = 0
    while tail < shorter - start and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    rest_a, rest_b = len(a) - start - tail, len(b) - start - tail
    if rest_a <= 1 and rest_b <= 1:
        return True
    return rest_a == 2 and rest_b == 2 and a[start] == b[start + 1] and a[start + 1] == b[start]


def begins_with_slip(typed: str, word: str) -> bool:
    """Return whether WORD goes on after TYPED, a slip in what was typed allowed: "armstrn", "armstrong"."""
    if len(word) <= len(typed):
        return False
    return any(one_slip(typed, word[:length]) for length in (len(typed) - 1, len(typed), len(typed) + 1))


def middle_swapped(word: str) -> str:
    """Return WORD with the two letters on either side of its middle swapped."""
    half = len(word) // 2
    return word[: half - 1] + word[half] + word[half - 1] + word[half + 1 :]


@dataclass(frozen=True)
class Lexicon:
    """The words under which cards are filed, in order, each with the size of its heap."""

    weights: dict[str, int]
    """Word to the bit length of the number of its cards; the words in sorted order."""

    @cached_property
    def _forward(self) -> list[str]:
        return list(self.weights)

    @cached_property
    def _backward(self) -> list[str]:
        return sorted(word[::-1] for word in self.weights)

    def near(self, word: str) -> tuple[str, ...]:
        """Return the words one slip away, the commonest first; else words that begin so, a slip allowed."""
        if len(word) < SHORTEST:
            return ()
        half = len(word) // 2
        begun = list(_range(self._forward, word[:half]))
        ended = (ending[::-1] for ending in _range(self._backward, word[half:][::-1]))
        found = {near for near in (*begun, *ended) if near != word and one_slip(word, near)}
        if (swapped := middle_swapped(word)) in self.weights and swapped != word:
            found.add(swapped)
        if found:
            return self._commonest(found, MOST_NEAR)
        return self._commonest((near for near in begun if begins_with_slip(word, near)), MOST_BEGUN)

    def glued(self, word: str) -> tuple[tuple[str, str], ...]:
        """Return the pairs of words that WORD may be made of: "douglasarmstrong"."""
        pairs = ((word[:at], word[at:]) for at in range(3, len(word) - 2))
        return tuple((a, b) for a, b in pairs if a in self.weights and b in self.weights)[:MOST_BEGUN]

    def _commonest(self, words: Iterable[str], most: int) -> tuple[str, ...]:
        return tuple(sorted(words, key=lambda word: (-self.weights[word], word))[:most])


def _range(ordered: list[str], start: str) -> Iterator[str]:
    for at in range(bisect_left(ordered, start), bisect_left(ordered, start + AFTER_ALL)):
        yield ordered[at]
