r"""The keys under which cards are filed, and the heads of long ranges.

A card is filed under each word that names it, "thorne "; where the cards of a word are too many to read them
all, under two: "smith margaret ". There a familiar form is filed as its commoner forms too: Bob Smith under
"smith robert " and "robert smith " as well. A range too long to read has a head: its cards with most
certifications, filed under the range's beginning and a tab, "smi\t", which sorts before all that begins so.
"john ~nos" asks for the other end: officers filed under john beside a word that ends in "son".
Whoosh and the browser's shards hold the same keys; that is why they find the same.
"""

from __future__ import annotations

import gc
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from heapq import nsmallest
from operator import itemgetter

from builder.entries import Archive, CompanyEntry, OfficerEntry
from builder.search.cards import CompanyCard, officer_names, read_card, write_company, write_officer
from builder.search.familiar import Familiar, commoner_forms
from builder.search.lexicon import AFTER_ALL
from builder.search.names import PARTICLES
from builder.search.score import LEGAL_FORMS

LONG = 120
"""A range of more cards than these is read by its head."""
HEAD = "\t"
ENDING = "~"
"""Stands in a key before the end of a word, written backwards."""
_COMMON_WORDS = LEGAL_FORMS - {"trust"}
_COMPANY_WORDS = 6


class _As(IntEnum):
    """What a main word is to its card."""

    SURNAME = 0
    GIVEN = 1
    COMPANY = 2
    FORM = 3
    """A commoner familiar form of a given name."""


Main = tuple[str, _As, tuple[str, ...]]
"""A main word, what it is, and the words that part its cards where there are too many."""
_Key = tuple[str, int, _As]
HEADS = {_As.SURNAME: 12, _As.GIVEN: 6, _As.COMPANY: 6}
"""How many of each stand in a head."""


@dataclass(frozen=True, slots=True)
class Filed:
    """One card with the words that it is filed under."""

    line: str
    mains: tuple[Main, ...]
    weight: int
    """Certifications: decides who stands in a head."""


@dataclass(frozen=True, slots=True)
class Drawer:
    """All keys of an archive with the cards filed under them."""

    cards: tuple[str, ...]
    """Each card, written."""
    keys: tuple[tuple[str, int], ...]
    """(key, index of the card), sorted; heads among them."""
    weights: dict[str, int]
    """Each main word with the bit length of the number of its cards, sorted."""
    long_words: tuple[str, ...]
    """The main words whose cards are more than `LONG`, sorted."""
    commoner: dict[str, tuple[str, ...]]
    """Each given name with its commoner familiar forms."""

    def endings(self) -> Iterator[tuple[str, int]]:
        """Yield the keys of officers under words with many cards, the word beside written backwards; not sorted."""
        long = frozenset(self.long_words)
        for key, at in self.keys:
            main, _, part = key.partition(" ")
            if main in long and part and not self.cards[at].startswith("@"):
                yield f"{main} {part[-2::-1]} ", at


@contextmanager
def without_collecting() -> Iterator[None]:
    """Hold back the collector of circles: it walks millions of records that live on, and finds none."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def file_cards(archive: Archive) -> Drawer:
    """Return the drawer of all officers and companies of ARCHIVE."""
    filed = [_file_officer(entry) for entry in archive.officers()]
    filed += [_file_company(entry) for entry in archive.companies()]
    counts = Counter(main for card in filed for main, _, _ in card.mains)
    given = Counter(main for card in filed for main, kind, _ in card.mains if kind == _As.GIVEN)
    commoner = commoner_forms(given)
    keys = sorted((key, at, kind) for at, card in enumerate(filed) for key, kind in _keys(card, counts, commoner))
    return Drawer(
        tuple(card.line for card in filed),
        tuple(sorted([(key, at) for key, at, _ in keys] + _heads(keys, filed))),
        {word: counts[word].bit_length() for word in sorted(counts)},
        tuple(sorted(word for word, count in counts.items() if count > LONG)),
        commoner,
    )


def _file_officer(entry: OfficerEntry) -> Filed:
    names = officer_names(entry)
    mains: dict[str, tuple[_As, dict[str, None]]] = {}
    for name in names:
        surnames = _surname_words(name.surname)
        firsts = [word for i, word in enumerate(name.given) if i == 0 or len(word) > 1]
        for surname in surnames:
            mains.setdefault(surname, (_As.SURNAME, {}))[1].update(dict.fromkeys(firsts or [""]))
        for full in firsts:
            if len(full) > 1:
                mains.setdefault(full, (_As.GIVEN, {}))[1].update(dict.fromkeys(surnames))
    return Filed(write_officer(entry, names), _frozen(mains), entry.certifications)


def _surname_words(surname: Sequence[str]) -> list[str]:
    if len(surname) == 1:
        return list(surname)
    words = [word for word in surname if word not in PARTICLES] or list(surname)
    return [*words, "".join(surname)] if surname else []


def _file_company(entry: CompanyEntry) -> Filed:
    line = write_company(entry)
    card = read_card(line)
    mains: dict[str, tuple[_As, dict[str, None]]] = {}
    if isinstance(card, CompanyCard):
        for words in card.names:
            telling = [word for word in words if word not in _COMMON_WORDS][:_COMPANY_WORDS] or list(words[:1])
            for at, word in enumerate(telling):
                beside = telling[at + 1] if at + 1 < len(telling) else telling[0] if at else ""
                mains.setdefault(word, (_As.COMPANY, {}))[1][beside] = None
        if card.cik:
            mains[card.cik] = (_As.COMPANY, {"": None})
    return Filed(line, _frozen(mains), entry.certifications)


def _frozen(mains: dict[str, tuple[_As, dict[str, None]]]) -> tuple[Main, ...]:
    return tuple((main, kind, tuple(parts)) for main, (kind, parts) in mains.items())


def _keys(card: Filed, counts: Counter[str], commoner: Familiar) -> Iterator[tuple[str, _As]]:
    """Yield the keys of CARD: one a main word, or one for each part where the word's cards are many."""
    for main, kind, parts in card.mains:
        if counts[main] <= LONG:
            yield f"{main} ", kind
        else:
            for part in parts:
                yield f"{main} {part} ", kind
            if kind == _As.SURNAME:
                for form in {form for part in parts for form in commoner.get(part, ())}.difference(parts):
                    yield f"{main} {form} ", _As.FORM
        if kind == _As.GIVEN:
            for form in commoner.get(main, ()):
                if counts[form] > LONG:
                    for part in parts:
                        yield f"{form} {part} ", _As.FORM


def _heads(keys: list[_Key], filed: Sequence[Filed]) -> list[tuple[str, int]]:
    """Return the keys of the heads: for each beginning of more than `LONG` keys."""
    ranks = [0] * len(filed)
    for rank, at in enumerate(sorted(range(len(filed)), key=lambda at: (-filed[at].weight, at))):
        ranks[at] = rank
    found: list[tuple[str, int]] = []
    ranges = [(0, len(keys), 0)]
    while ranges:
        low, high, length = ranges.pop()
        if length:
            head = keys[low][0][:length] + HEAD
            found += [(head, at) for at in _foremost(keys[low:high], ranks)]
        while low < high:
            beginning = keys[low][0][: length + 1]
            end = bisect_right(keys, beginning + AFTER_ALL, low, high, key=itemgetter(0))
            if end - low > LONG and len(keys[low][0]) > length:
                ranges.append((low, end, length + 1))
            low = end
    return found


def _foremost(keys: Iterable[_Key], ranks: Sequence[int]) -> set[int]:
    """Return those with most certifications: of the surname, of the given name, and of the companies."""
    kinds: dict[_As, set[int]] = {kind: set() for kind in _As}
    for _, at, kind in keys:
        kinds[kind].add(at)
    found: set[int] = set()
    for kind, most in HEADS.items():
        found.update(nsmallest(most, kinds[kind], key=ranks.__getitem__))
    return found
