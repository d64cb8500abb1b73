"""The scorer: how well a card answers what was asked, and why.

Words laid on a surname weigh more than words laid on given names; a word that nothing answers costs more
than any word can earn, unless the officer's company has it in its name. Whole numbers only, so that the
browser's twin in publish/theme/assets/search-names.js reaches the same order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from builder.search.cards import Card, CompanyCard, OfficerCard
from builder.search.familiar import Familiar
from builder.search.lay import (
    INITIALS,
    REASONS,
    UNCLEAR,
    Grade,
    Pair,
    Run,
    grade_joined,
    grade_middle,
    grade_word,
    lay,
    runs,
)
from builder.search.names import PersonName, cut_words
from builder.search.query import Query

_GIVEN, _SURNAME, _COMPANY, _LEGAL_FORM = 10, 16, 14, 2
"""What a word of each kind weighs."""
_UNANSWERED = 1100
_COMPANY_WORD = 300
_SURNAME_LEFT, _GIVEN_LEFT = 80, 20
_JOINED = 50
_HINT = 200
_FIRST_GIVEN, _LAST_SURNAME, _COMMA_SURNAME, _GENERATION = 140, 100, 120, 30
_CIK = 5000
_HEAVIEST = 12
LEGAL_FORMS = frozenset(
    {"inc", "corp", "corporation", "co", "company", "ltd", "llc", "lp", "llp", "plc", "trust", "the", "of", "and"}
)


@dataclass(frozen=True, slots=True)
class Match:
    """A card with its score."""

    card: Card
    score: int
    sure: bool
    """Every word was answered, at most one of several by a slip, and none by a printed initial."""
    why: str
    """"armstrng → armstrong, one letter"; "" where the match is plain."""


class Scorer:
    """Scores cards for one query."""

    def __init__(self, query: Query, familiar: Familiar) -> None:
        """Prepare for QUERY with the archive's table of FAMILIAR forms."""
        self._query = query
        self._words = query.words
        self._familiar = familiar
        self._asked = runs(query.words)
        self._grades: dict[tuple[str, str, bool, bool], Grade] = {}

    def match(self, card: Card) -> Match:
        """Return CARD with its score."""
        if isinstance(card, CompanyCard):
            best = self._company(card)
            role = False
        else:
            best = self._officer(card)
            role = self._query.role in card.roles
        weight = 2 * min(card.certifications.bit_length(), _HEAVIEST)
        hints = _HINT * (role + (self._query.year in card.years))
        return replace(best, score=best.score + weight + hints)

    def _officer(self, card: OfficerCard) -> Match:
        return max((self._officer_named(card, name) for name in card.names), key=lambda match: match.score)

    def _officer_named(self, card: OfficerCard, name: PersonName) -> Match:
        words = (*name.given, *name.surname)
        pairs = lay(self._officer_pairs(name))
        answered = _places(pair.asked for pair in pairs)
        used = _places(pair.named for pair in pairs)
        elsewhere = self._in_company(answered, card.company_name)
        unanswered = len(self._words) - len(answered) - len(elsewhere)
        score = sum(pair.value for pair in pairs) + self._order(pairs, name)
        score -= sum(_SURNAME_LEFT if i >= len(name.given) else _GIVEN_LEFT for i in range(len(words)) if i not in used)
        score += _COMPANY_WORD * len(elsewhere) - _UNANSWERED * unanswered
        score += _GENERATION if self._query.generation and self._query.generation == name.generation else 0
        why = [self._reason(pair, words) for pair in pairs]
        if elsewhere:
            why.append(f"{' '.join(self._words[i] for i in elsewhere)}, in the company's name")
        sure = unanswered == 0 and _sure(pairs)
        return Match(card, score, sure, "; ".join(filter(None, why)))

    def _officer_pairs(self, name: PersonName) -> Iterator[Pair]:
        given = len(name.given)
        words = (*name.given, *name.surname)
        for named in runs(words):
            on_surname = named.first + named.count > given
            weight = _SURNAME if on_surname else _GIVEN
            for asked in self._asked:
                found = self._grade(asked, named, words[named.first], on_surname)
                if named.first and not on_surname and named.count == 1:
                    found = grade_middle(found)
                if found and not (on_surname and self._is_misplaced(asked, found)):
                    yield _pair(asked, named, found, weight, on_surname)

    def _is_misplaced(self, asked: Run, found: Grade) -> bool:
        """Return whether an initial cannot mean a surname: only the last letter typed may begin one."""
        return found == Grade.PRINTED_INITIAL or (found in INITIALS and asked.first + 1 < len(self._words))

    def _grade(self, asked: Run, named: Run, named_first: str, on_surname: bool) -> Grade:
        if asked.count > 1 and named.count > 1:
            return Grade.NONE
        last = asked.first + asked.count == len(self._words)
        key = (asked.text, named.text, last, on_surname)
        found = self._grades.get(key)
        if found is None:
            familiar = {} if on_surname else self._familiar
            found = self._grades[key] = grade_word(asked.text, named.text, last=last, familiar=familiar)
        if found and asked.count + named.count > 2:
            return grade_joined(found, asked, self._words[asked.first], named, named_first)
        return found

    def _order(self, pairs: list[Pair], name: PersonName) -> int:
        """Return what the order of the words is worth: given names first, or the surname before a comma."""
        comma = self._query.surname_first
        score = 0
        for pair in pairs:
            if pair.asked.first == comma and pair.named.first == 0 and name.given:
                score += _FIRST_GIVEN
            if comma and pair.asked.first == 0 and pair.on_surname:
                score += _COMMA_SURNAME
        if not comma and len(pairs) > 1 and pairs[-1].on_surname:
            score += _LAST_SURNAME
        return score

    def _in_company(self, answered: frozenset[int], company_name: str) -> list[int]:
        """Return the words that the name leaves open and the company's name has."""
        if len(answered) == len(self._words):
            return []
        company = frozenset(cut_words(company_name)) - LEGAL_FORMS
        last = len(self._words) - 1
        return [
            i
            for i, word in enumerate(self._words)
            if i not in answered
            and (word in company or (i == last and len(word) > 1 and any(one.startswith(word) for one in company)))
        ]

    def _reason(self, pair: Pair, words: tuple[str, ...]) -> str:
        asked, named = pair.asked, pair.named
        typed = " ".join(self._words[asked.first : asked.first + asked.count])
        printed = " ".join(words[named.first : named.first + named.count])
        return "" if typed == printed else f"{typed} → {printed}, {REASONS[pair.grade]}"

    def _company(self, card: CompanyCard) -> Match:
        if len(self._words) == 1 and self._words[0].lstrip("0") == card.cik != "":
            return Match(card, _CIK, sure=True, why="CIK")
        named = (self._company_named(card, at, words) for at, words in enumerate(card.names))
        return max(named, key=lambda match: match.score)

    def _company_named(self, card: CompanyCard, at: int, words: tuple[str, ...]) -> Match:
        pairs = lay(self._company_pairs(words))
        unanswered = len(self._words) - len(_places(pair.asked for pair in pairs))
        left = len(words) - len(_places(pair.named for pair in pairs))
        score = sum(pair.value for pair in pairs) - _UNANSWERED * unanswered - _GIVEN_LEFT * left
        why = [self._reason(pair, words) for pair in pairs]
        if at:
            score -= _JOINED
            why.append(f"also named {card.other_names[at - 1]}")
        return Match(card, score, unanswered == 0 and _sure(pairs), "; ".join(filter(None, why)))

    def _company_pairs(self, words: tuple[str, ...]) -> Iterator[Pair]:
        for named in runs(words):
            weight = _LEGAL_FORM if named.text in LEGAL_FORMS else _COMPANY - (named.first > 0)
            for asked in self._asked:
                found = self._grade(asked, named, words[named.first], on_surname=True)
                if found and len(asked.text) > 1:
                    yield _pair(asked, named, found, weight, on_surname=True)


def _pair(asked: Run, named: Run, found: Grade, weight: int, on_surname: bool) -> Pair:
    joined = _JOINED if asked.count + named.count > 2 else 0
    return Pair(found * weight * asked.count - joined, asked, named, found, on_surname)


def _places(laid: Iterator[Run]) -> frozenset[int]:
    return frozenset(place for run in laid for place in range(run.first, run.first + run.count))


def _sure(pairs: list[Pair]) -> bool:
    """Return whether at most one of several words was answered by a slip, and none less clearly."""
    slips = sum(pair.grade == Grade.SLIP for pair in pairs)
    unclear = any(pair.grade in UNCLEAR for pair in pairs)
    return not unclear and (slips == 0 or (slips == 1 and len(pairs) > 1))
