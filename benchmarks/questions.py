"""Questions about officers in the ways people ask: fourteen classes, with the answers that are right.

Right answers to a question are all officers who bear the name that is meant, never fewer than one: for
"bob thorne" every Robert, Rob or Bob Thorne. Which officers are asked for, and how, follows from a seed.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from builder.entries import OfficerEntry
from builder.search.familiar import _pairs
from builder.search.names import cut_words

LETTERS = "abcdefghijklmnoprstuvwy"
_MOST_TRIES = 200_000


@dataclass(frozen=True, slots=True)
class Question:
    """What is typed, and who is meant."""

    kind: str
    typed: str
    right: frozenset[str]
    """Addresses of the officers."""


@dataclass(frozen=True, slots=True)
class _Person:
    entry: OfficerEntry
    first: str
    middle: str
    last: str
    """Glued: "oneill", "vanderberg"."""

    @property
    def is_plain(self) -> bool:
        return (
            len(self.first) > 2
            and self.entry.given[0].isascii()
            and self.entry.surname.isascii()
            and self.entry.surname.isalpha()
        )


Test = Callable[[_Person], bool]


class _Asker:
    def __init__(self, officers: Iterable[OfficerEntry], seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311
        self._people = [person for entry in officers if (person := _person(entry)) is not None]
        self._by_last: dict[str, list[_Person]] = defaultdict(list)
        for person in self._people:
            self._by_last[person.last].append(person)

    def ask(self, kind: str) -> Question | None:
        """Return one question of KIND; None where nobody in the archive fits it."""
        typed_and_meant = _KINDS[kind](self)
        if typed_and_meant is None:
            return None
        typed, last, test = typed_and_meant
        right = frozenset(person.entry.address for person in self._by_last[last] if test(person))
        return Question(kind, typed, right)

    def somebody(self, test: Test) -> _Person | None:
        for _ in range(_MOST_TRIES):
            person = self._chance.choice(self._people)
            if test(person):
                return person
        return None

    def exact(self) -> _Asked:
        person = self.somebody(lambda _: True)
        return person and (person.entry.name, person.last, _same_first(person, middle=True))

    def lower_case(self) -> _Asked:
        person = self.somebody(lambda one: one.is_plain)
        return person and (person.entry.name.lower(), person.last, _same_first(person, middle=True))

    def last_only(self) -> _Asked:
        person = self.somebody(lambda one: one.is_plain)
        return person and (person.entry.surname, person.last, lambda _: True)

    def last_first(self) -> _Asked:
        person = self.somebody(lambda one: one.is_plain)
        if person is None:
            return None
        given = person.entry.given if self._chance.random() < 0.5 else person.entry.given[:1]
        return f"{person.entry.surname}, {' '.join(given)}", person.last, _same_first(person)

    def initial_for_first(self) -> _Asked:
        person = self.somebody(lambda one: one.is_plain)
        if person is None:
            return None
        letter = person.first[0]
        dot = self._chance.choice((".", ""))
        return f"{letter.upper()}{dot} {person.entry.surname}", person.last, lambda one: one.first[:1] == letter

    def missing_middle(self) -> _Asked:
        person = self.somebody(lambda one: one.is_plain and bool(one.middle))
        return person and (f"{person.entry.given[0]} {person.entry.surname}", person.last, _same_first(person))

    def nickname(self) -> _Asked:
        person = self.somebody(lambda one: one.is_plain and bool(_unlike(one.first)))
        if person is None:
            return None
        nick = self._chance.choice(_unlike(person.first))
        forms = _pairs()[nick] | {nick}
        return f"{nick.title()} {person.entry.surname}", person.last, lambda one: one.first in forms

    def one_typo(self) -> _Asked:
        person = self.somebody(lambda one: one.is_plain and len(one.last) >= 5)
        if person is None:
            return None
        if self._chance.random() < 0.75 or len(person.first) < 5:
            return f"{person.first} {self._slip(person.last)}", person.last, _same_first(person)
        return f"{self._slip(person.first)} {person.last}", person.last, _same_first(person)

    def transposition(self) -> _Asked:
        person = self.somebody(lambda one: one.is_plain and len(one.last) >= 5 and len(set(one.last)) > 1)
        return person and (f"{person.first} {self._swap(person.last)}", person.last, _same_first(person))

    def diacritics(self) -> _Asked:
        person = self.somebody(lambda one: not f"{one.entry.given}{one.entry.surname}".replace("’", "").isascii())
        if person is None:
            return None
        printed = f"{person.entry.given[0]} {person.entry.surname}"
        typed = " ".join(cut_words(printed)).title() if self._chance.random() < 0.8 else printed
        return typed, person.last, _same_first(person)

    def suffix(self) -> _Asked:
        if self._chance.random() < 0.5:
            person = self.somebody(lambda one: one.is_plain and bool(one.entry.suffix))
            added = ""
        else:
            person = self.somebody(lambda one: one.is_plain and not one.entry.suffix)
            added = self._chance.choice((", Jr.", " Jr", " III", ", Ph.D.", " PhD", ", C.P.A."))
        return person and (person.entry.name + added, person.last, _same_first(person, middle=True))

    def joined(self) -> _Asked:
        person = self.somebody(lambda one: bool(re.search("['’ -]", one.entry.surname)))
        if person is None:
            return None
        surname = person.entry.surname
        typed = self._chance.choice((re.sub("['’ -]", "", surname), re.sub("['’-]", " ", surname), surname.lower()))
        return f"{person.entry.given[0]} {typed}", person.last, _same_first(person)

    def goes_by_middle(self) -> _Asked:
        person = self.somebody(lambda one: len(one.first) == 1 and len(one.middle) > 2 and one.entry.surname.isalpha())
        if person is None:
            return None
        last = self._slip(person.last) if len(person.last) > 5 and self._chance.random() < 0.25 else person.last
        typed = self._chance.choice((f"{person.middle} {last}", f"{person.last} {person.first} {person.middle}"))
        return typed, person.last, lambda one: person.middle in {one.first, one.middle}

    def prefix(self) -> _Asked:
        person = self.somebody(lambda one: one.is_plain and len(one.last) >= 6)
        if person is None:
            return None
        begun = person.last[: self._chance.randrange(3, 6)]
        return f"{person.first} {begun}", begun + "*", _same_first(person)

    def add_prefixes(self, question: Question, begun: str) -> Question:
        """Return QUESTION with everybody whose surname begins so and who has the same first name."""
        first = question.typed.split(" ", maxsplit=1)[0]
        right = (one.entry.address for one in self._people if one.last.startswith(begun) and _first_is(one, first))
        return Question(question.kind, question.typed, frozenset(right))

    def _slip(self, word: str) -> str:
        while True:
            at = self._chance.randrange(0, len(word))
            letter = self._chance.choice(LETTERS)
            slipped = self._chance.choice(
                (
                    word[:at] + word[at + 1 :],
                    word[:at] + letter + word[at + 1 :],
                    word[:at] + letter + word[at:],
                )
            )
            if slipped != word:
                return slipped

    def _swap(self, word: str) -> str:
        while True:
            at = self._chance.randrange(0, len(word) - 1)
            if word[at] != word[at + 1]:
                return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


_Asked = tuple[str, str, Test] | None

_KINDS: dict[str, Callable[[_Asker], _Asked]] = {
    "exact": _Asker.exact,
    "lower case": _Asker.lower_case,
    "last only": _Asker.last_only,
    "last, first": _Asker.last_first,
    "initial for first": _Asker.initial_for_first,
    "missing middle": _Asker.missing_middle,
    "nickname": _Asker.nickname,
    "one typo": _Asker.one_typo,
    "transposition": _Asker.transposition,
    "diacritics": _Asker.diacritics,
    "suffix": _Asker.suffix,
    "hyphen, apostrophe": _Asker.joined,
    "goes by middle name": _Asker.goes_by_middle,
    "as-you-type prefix": _Asker.prefix,
}


def ask(officers: Iterable[OfficerEntry], count: int, seed: int) -> list[Question]:
    """Return up to COUNT questions of each class about OFFICERS."""
    asker = _Asker(officers, seed)
    found: list[Question] = []
    for kind in _KINDS:
        for _ in range(count):
            question = asker.ask(kind)
            if question is None:
                break
            found.append(
                asker.add_prefixes(question, question.typed.split(" ")[-1])
                if kind == "as-you-type prefix"
                else question
            )
    return found


def _person(entry: OfficerEntry) -> _Person | None:
    given, last = cut_words(" ".join(entry.given)), "".join(cut_words(entry.surname))
    if not given or not last:
        return None
    return _Person(entry, given[0], given[1] if len(given) > 1 else "", last)


def _same_first(meant: _Person, *, middle: bool = False) -> Test:
    def test(person: _Person) -> bool:
        if not _first_is(person, meant.first):
            return False
        return not (middle and meant.middle and person.middle and person.middle[0] != meant.middle[0])

    return test


def _first_is(person: _Person, first: str) -> bool:
    return person.first == first or (len(person.first) == 1 and person.middle == first)


def _unlike(first: str) -> list[str]:
    """Return the familiar forms of FIRST that do not begin as it does."""
    return sorted(form for form in _pairs().get(first, ()) if form.isalpha() and not form.startswith(first[:3]))
