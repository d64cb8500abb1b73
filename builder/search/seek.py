"""The search itself: which ranges of keys to read for a query, and when to look for slips.

First the cards under the query's surname and first given name. Where no card answers every word, every
word is tried as a surname, in its familiar forms and joined to its neighbour; then the words one slip
away. It reads ranges through a `Shelf` and knows
neither Whoosh nor files; its twin in publish/theme/assets/search-shards.js takes the same steps.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from builder.search.cards import Card
from builder.search.familiar import Familiar
from builder.search.names import PARTICLES
from builder.search.query import Query
from builder.search.score import Match, Scorer

MOST_FORMS = 4
"""Of the familiar forms of a first name, those looked for with a surname still being typed."""


class Shelf(Protocol):
    """What holds the cards under their keys."""

    familiar: Familiar

    def begins(self, key: str) -> Iterable[Card]:
        """Return the cards filed under keys that begin with KEY, or the head of that range."""

    def is_long(self, word: str) -> bool:
        """Return whether WORD has too many cards to read them all."""

    def near(self, word: str) -> tuple[str, ...]:
        """Return the words one slip away from WORD."""

    def glued(self, word: str) -> tuple[tuple[str, str], ...]:
        """Return the pairs of words that WORD may be made of."""


def seek(query: Query, shelf: Shelf, limit: int, *, thorough: bool) -> list[Match]:
    """Return the cards that answer QUERY, the best first; THOROUGH looks for slips where fewer than LIMIT answer."""
    if not query.words:
        return []
    scorer = Scorer(query, shelf.familiar)
    found: dict[str, Match] = {}
    read: set[str] = set()
    _read(first_keys(query, shelf), shelf, scorer, found, read)
    enough = limit if thorough else 1
    for keys in (second_keys, near_keys):
        if sum(match.sure for match in found.values()) < enough:
            _read(keys(query, shelf), shelf, scorer, found, read)
    return _ranked(found.values())[:limit]


def _read(keys: Iterable[str], shelf: Shelf, scorer: Scorer, found: dict[str, Match], read: set[str]) -> None:
    for key in keys:
        if key in read:
            continue
        read.add(key)
        for card in shelf.begins(key):
            if card.address not in found:
                found[card.address] = scorer.match(card)


def _ranked(matches: Iterable[Match]) -> list[Match]:
    answered = [match for match in matches if match.score > 0]
    return sorted(answered, key=lambda match: (-match.score, -match.card.certifications, match.card.address))


def first_keys(query: Query, shelf: Shelf) -> list[str]:
    """Return what is read first: the likely surname, the likely first name, and what is being typed."""
    words = query.words
    last = len(words) - 1
    full = [i for i, word in enumerate(words) if len(word) > 1 and (i == last or word not in PARTICLES)] or [last]
    mains = [query.surname_first - 1, full[0]] if query.surname_first else [full[-1], full[0]]
    keys: list[str] = []
    for main in dict.fromkeys(mains):
        keys += word_keys(words[main], _others(words, main), shelf)
    for i in query.joins:
        keys += word_keys(words[i] + words[i + 1], [*words[:i], *words[i + 2 :]], shelf)
    if len(full) == 1:
        keys.append(words[full[0]])
    return keys


def word_keys(main: str, others: list[str], shelf: Shelf) -> list[str]:
    """Return the keys of the cards under MAIN; where they are many, only those with one of OTHERS."""
    telling = [other for other in others if len(other) == 1 or other not in PARTICLES] or others
    if not telling or not shelf.is_long(main):
        return [f"{main} "]
    keys = []
    for other in telling:
        keys.append(f"{main} {other}")
        if len(other) > 1:
            keys.append(f"{main} {other[0]} ")
            keys += [f"{main} {form}" for form in shelf.familiar.get(other, ())]
    return keys


def second_keys(query: Query, shelf: Shelf) -> list[str]:
    """Return what is read where no card answered every word: every word as a surname, joins, familiar forms."""
    words = query.words
    keys: list[str] = []
    for i, word in enumerate(words):
        if len(word) > 1:
            keys += word_keys(word, _others(words, i), shelf)
    for i in range(len(words) - 1):
        keys += word_keys(words[i] + words[i + 1], [*words[:i], *words[i + 2 :]], shelf)
    if len(words) > 1 and len(words[-1]) > 1:
        forms = sorted(shelf.familiar.get(words[0], ()), key=lambda form: (not shelf.is_long(form), form))
        keys += (f"{form} {words[-1]}" for form in forms[:MOST_FORMS])
    return keys


def near_keys(query: Query, shelf: Shelf) -> list[str]:
    """Return what is read last: the words one slip away from each word, and the words it may be made of."""
    words = query.words
    keys: list[str] = []
    for i, word in enumerate(words):
        near = shelf.near(word)
        for other in near:
            keys += word_keys(other, _others(words, i), shelf)
        for start, end in () if near else shelf.glued(word):
            keys += word_keys(end, [start, *_others(words, i)], shelf)
    return keys


def _others(words: tuple[str, ...], i: int) -> list[str]:
    return [*words[:i], *words[i + 1 :]]
