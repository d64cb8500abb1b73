"""The search itself: which ranges of keys to read for a query, and when to look for slips.

First the cards under the query's surname and first given name. Where no card answers every word, a slip
is looked for under the one of them that stands; then every word is tried as a surname, in its familiar
forms and joined to its neighbour; then the words one slip away. It reads ranges through a `Shelf` and knows
neither Whoosh nor files; its twin in publish/theme/assets/search-shards.js takes the same steps.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from builder.search.cards import Card
from builder.search.familiar import Familiar
from builder.search.keys import ENDING
from builder.search.lexicon import SHORTEST, middle_swapped
from builder.search.names import PARTICLES
from builder.search.query import Query
from builder.search.score import Match, Scorer

MOST_COMMON = 2
"""More common forms of one given name are not read in place of the surname."""
MOST_FORMS = 6
"""Of the familiar forms of one name, those that are looked for."""


class Shelf(Protocol):
    """What holds the cards under their keys."""

    familiar: Familiar
    commoner: Familiar
    """Of the familiar forms those that more officers bear."""

    def begins(self, key: str) -> Iterable[Card]:
        """Return the cards filed under keys that begin with KEY, or the head of that range; see keys.py for "~"."""

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
    for keys in (slipped_keys, second_keys, near_keys):
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


def likely_pairs(query: Query) -> list[tuple[str, str]]:
    """Return what is likely to be the surname with the word beside it, then the first given name with the surname.

    "mary ann van dyke" gives (vandyke, mary), (mary, vandyke).
    """
    words = query.words
    last = len(words) - 1
    full = [i for i, word in enumerate(words) if len(word) > 1 and (i == last or word not in PARTICLES)] or [last]
    at = max((i for i in full if i < query.surname_first), default=full[-1])
    start = at
    while start - 1 in query.joins:
        start -= 1
    surname = "".join(words[start : at + 1])
    others = [i for i in range(len(words)) if not start <= i <= at]
    given = next((words[i] for i in others if i in full), "")
    beside = given or next((words[i] for i in others), "")
    return [(surname, beside), (given, surname)] if given else [(surname, beside)]


def first_keys(query: Query, shelf: Shelf) -> list[str]:
    """Return what is read first: the likely surname, the likely first name, and what is being typed.

    Who bears a common given name stands under it, so the surname need not be read.
    """
    (surname, beside), *rest = likely_pairs(query)
    if not rest:
        return [_pair_key(surname, beside, shelf), surname]
    names = (beside, *shelf.commoner.get(beside, ()))
    if len(names) <= MOST_COMMON and all(map(shelf.is_long, names)):
        return [f"{name} {surname}" for name in names]
    forms = _commonest(shelf.commoner.get(beside, ()), shelf) if shelf.is_long(surname) else []
    keys = [_pair_key(surname, beside, shelf), _pair_key(beside, surname, shelf)]
    return [*keys, *(f"{surname} {form}" for form in forms)]


def _pair_key(main: str, beside: str, shelf: Shelf) -> str:
    """Return the key of the cards under MAIN; where they are many, only those with a word that begins with BESIDE."""
    return f"{main} {beside}" if beside and shelf.is_long(main) else f"{main} "


def _commonest(forms: Iterable[str], shelf: Shelf) -> list[str]:
    return sorted(forms, key=lambda form: (not shelf.is_long(form), form))[:MOST_FORMS]


def slipped_keys(query: Query, shelf: Shelf) -> list[str]:
    """Return what is read for a slip in one of two words where the other has many cards.

    A slip leaves the first or the second half of a word whole, or swaps the letters at its middle.
    """
    keys: list[str] = []
    for main, beside in likely_pairs(query):
        if len(beside) >= SHORTEST and shelf.is_long(main):
            half = len(beside) // 2
            keys.append(f"{main} {beside[:half]}")
            keys.append(f"{main} {middle_swapped(beside)}")
            keys.append(f"{main} {ENDING}{beside[: half - 1 : -1]}")
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
        for form in _commonest(shelf.familiar.get(words[0], ()), shelf):
            keys.append(_pair_key(form, words[-1], shelf))
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
            keys += [f"{main} {form}" for form in shelf.commoner.get(other, ())]
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
