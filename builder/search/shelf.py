"""The shelf of the Whoosh index: the cards under their keys, all or those that are wanted."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from functools import cached_property

import msgspec
from whoosh.columns import ColumnReader
from whoosh.reading import IndexReader

from builder.records import Role
from builder.search.cards import Card, CompanyCard, read_card
from builder.search.familiar import Familiar, both_ways
from builder.search.keys import ENDING, HEAD
from builder.search.lexicon import Lexicon


class BesideCards(msgspec.Struct, frozen=True):
    """What stands beside the Whoosh index of names."""

    weights: dict[str, int]
    long_words: tuple[str, ...]
    commoner: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a card must be; None where it may be anything."""

    kind: str | None
    role: Role | None
    form: str | None

    def admits(self, held: str) -> bool:
        """Return whether a card with the term HELD, "officer PEO PFO|10-K 10-Q", may be found."""
        kind, _, rest = held.partition(" ")
        roles, _, forms = rest.partition("|")
        return (
            self.kind in {None, "", kind}
            and (self.role is None or self.role in roles.split(" "))
            and (not self.form or self.form in forms.split(" "))
        )


class WhooshShelf:
    """The cards of one Whoosh index under their keys."""

    def __init__(self, reader: IndexReader, words: BesideCards) -> None:
        """Read from READER and from the WORDS beside it."""
        self.commoner: Familiar = words.commoner
        self.familiar: Familiar = both_ways(words.commoner)
        self._reader = reader
        self._long = frozenset(words.long_words)
        self._lexicon = Lexicon(words.weights)
        self._narrow: frozenset[int] | None = None
        self._year: int | None = None

    def narrowed(self, narrow: frozenset[int] | None, year: int | None = None) -> WhooshShelf:
        """Return the same shelf with the cards of NARROW and of YEAR alone; None for all."""
        shelf = copy(self)
        shelf._narrow, shelf._year = narrow, year
        return shelf

    @cached_property
    def _cards(self) -> ColumnReader:
        return self._reader.column_reader("card")

    @property
    def _is_whole(self) -> bool:
        return self._narrow is None and self._year is None

    def begins(self, key: str) -> Iterator[Card]:
        """Yield the cards filed under keys that begin with KEY, or the head of that range."""
        main, _, ending = key.partition(ENDING)
        for at in self._filed_beside(main, ending[::-1]) if ending else self._filed(key):
            card = read_card(self._cards[at].decode())
            if (self._year is None or self._year in card.years) and not (ending and isinstance(card, CompanyCard)):
                yield card

    def _filed_beside(self, main: str, ending: str) -> Iterator[int]:
        """Yield the officers filed under MAIN beside a word with this ENDING."""
        end = f"{ending} ".encode()
        for term in self._reader.expand_prefix("keys", main):
            if term.endswith(end):
                yield from self._reader.postings("keys", term).all_ids()

    def _filed(self, key: str) -> list[int]:
        head = (key + HEAD).encode()
        if self._is_whole and ("keys", head) in self._reader:
            return list(self._reader.postings("keys", head).all_ids())
        found: dict[int, None] = {}
        for term in self._reader.expand_prefix("keys", key):
            found.update(dict.fromkeys(self._reader.postings("keys", term).all_ids()))
        return [at for at in found if self._narrow is None or at in self._narrow]

    def is_long(self, word: str) -> bool:
        """Return whether WORD has too many cards to read them all; never where they are narrowed."""
        return self._is_whole and word in self._long

    def near(self, word: str) -> tuple[str, ...]:
        """Return the words one slip away from WORD."""
        return self._lexicon.near(word)

    def glued(self, word: str) -> tuple[tuple[str, str], ...]:
        """Return the pairs of words that WORD may be made of."""
        return self._lexicon.glued(word)
