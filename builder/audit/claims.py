"""Which rule tells a change of words, and how much the change weighs.

Each change goes to the first of `CLAIMS` that takes it: a lost "not" is never called a typo, "company" for "registrant"
never an insertion. What is equal by policy goes to none. Sources of the ranking: Item 601(b)(31)(i) of Regulation S-K
("exactly as set forth"); the staff's comments told in C&DI 246.13.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from builder.audit.align import Paragraph, Version
from builder.audit.prescribed import phrases
from builder.audit.words import read_words
from builder.findings import DeviationKind

FORMS = frozenset(
    {"form", "10", "20", "40", "k", "q", "f", "ksb", "qsb", "kt", "qt", "csr", "csrs", "n", "sb", "amended"}
)
REPORT_WORDS = FORMS | {
    "annual", "quarterly", "semi", "semiannual", "transition", "transitional", "periodic", "current", "yearly",
    "interim", "the", "this", "such", "on", "report",
}  # fmt: skip
SINGULAR = frozenset({"i", "am", "my", "me", "has", "was"})
PLURAL = frozenset({
    "the", "registrant", "other", "certifying", "officer", "and", "i", "are", "our", "us", "we", "have",
})  # fmt: skip
LIMITS = ("except", "subject to", "other than", "to the best of", "provided that", "qualified", "generally accepted")
NEGATIONS = frozenset({"not", "no", "never", "without", "nor"})
MEANINGS = (
    frozenset({"present", "represent"}), frozenset({"not", "now"}), frozenset({"internal", "external"}),
    frozenset({"material", "immaterial"}), frozenset({"effective", "ineffective"}), frozenset({"on", "upon"}),
)  # fmt: skip
"""Words one or two letters apart that are no slips of each other."""
CITATION = re.compile(r"\d{2,3}[a-d]\d{1,2}[a-f]?")
SLIP, LONG_RUN, NOUN_WORDS = 2, 8, 6

JOINING = ((), ("and",))
"""At the end of a paragraph this joins it to the next, which depends on which paragraphs follow."""

WEIGHTS = {
    DeviationKind.TYPO: 0.25,
    DeviationKind.NOUN: 0.1,
    DeviationKind.REPORT_WORD: 0.1,
    DeviationKind.SINGULAR: 0.5,
}
GRAVE = {"T302-NEG": 4.0, "T302-FAIRLY": 2.0, "T302-AUDCOMM": 2.0, "T302-MATWEAK": 2.0, "T302-KNOW": 1.5}


@dataclass(frozen=True, slots=True)
class Change:
    """Words expected and words found at one place of a paragraph."""

    paragraph: Paragraph
    start: int
    end: int
    expected: tuple[str, ...]
    found: tuple[str, ...]
    touched: frozenset[str]
    """Rules of whose phrases it changes a word."""
    boundary: bool
    """Whether it stands between two paragraphs."""

    @property
    def longest(self) -> int:
        """How many words the longer side has."""
        return max(len(self.expected), len(self.found))


Claim = tuple[DeviationKind, str] | None


def _nearest_form(expected: str, found: str, alike: dict[str, str]) -> str:
    """Return the word of which EXPECTED is one form that FOUND comes nearest to: "quartrly" is no slip of "annual"."""
    forms = [other for other, one in alike.items() if one == expected]
    return min((expected, *forms), key=lambda form: OSA.distance(form, found))


def change_at(  # noqa: PLR0913 - both sides of one change
    version: Version, number: int, start: int, end: int, found: tuple[str, ...], *, boundary: bool = False
) -> Change | None:
    """Return what differs where FOUND stands for words START to END of paragraph NUMBER; None if equal by policy."""
    paragraph = version.paragraphs[number]
    expected = paragraph.folded[start:end]
    while expected and found and expected[0] == found[0]:
        expected, found, start = expected[1:], found[1:], start + 1
    while expected and found and expected[-1] == found[-1]:
        expected, found, end = expected[:-1], found[:-1], end - 1
    if _is_furniture(found):
        found = ()
    if expected in JOINING and found in JOINING and (start == 0 or end == len(paragraph.folded)):
        return None
    if "".join(expected) == "".join(found) or (start == 0 and not expected and set(found) <= {"a", "i"}):
        return None
    if len(expected) == len(found) == 1:
        expected = (_nearest_form(expected[0], found[0], version.alike),)
    touched = frozenset(
        rule
        for rule, low, high in phrase_places(version, number)
        if (low < end and start < high) or (start == end and low < start < high)
    )
    return Change(paragraph, start, end, expected, found, touched, boundary)


def _is_furniture(found: tuple[str, ...]) -> bool:
    """Return whether FOUND stands at the head or foot of a page: "Table of Contents", its number."""
    return all(word in ("table", "of", "contents", "page", "index") or word.isdigit() for word in found)


def claim(change: Change) -> tuple[DeviationKind, str]:
    """Return what kind CHANGE is of, and the rule that tells it."""
    for each in CLAIMS:
        taken = each(change)
        if taken:
            return taken
    return plain_kind(change), "T302-WORDS"


def plain_kind(change: Change) -> DeviationKind:
    """Return whether words are left out, added or replaced."""
    if not change.found:
        return DeviationKind.OMISSION
    return DeviationKind.SUBSTITUTION if change.expected else DeviationKind.INSERTION


def weight(change: Change, kind: DeviationKind, rule: str) -> float:
    """Return how much CHANGE takes from the score, in words."""
    return change.longest * WEIGHTS.get(kind, 1.0) * GRAVE.get(rule, 1.0)


def limits(found: tuple[str, ...]) -> bool:
    """Return whether words FOUND limit what is certified."""
    return any(limit in " ".join(found) for limit in LIMITS)


@lru_cache(maxsize=1024)
def _places(paragraph: Paragraph) -> tuple[tuple[str, int, int], ...]:
    found = []
    for phrase in phrases():
        if paragraph.key not in phrase.paragraphs:
            continue
        taken: list[tuple[int, int]] = []
        for printed in phrase.words:
            words = read_words(printed, 0, len(printed)).folded
            for place in range(len(paragraph.folded) - len(words) + 1):
                inside = any(low <= place < high for low, high in taken)
                if paragraph.folded[place : place + len(words)] == words and not inside:
                    taken.append((place, place + len(words)))
                    found.append((phrase.rule, place, place + len(words)))
    return tuple(found)


def phrase_places(version: Version, number: int) -> tuple[tuple[str, int, int], ...]:
    """Return (rule, first word, end) of each phrase of paragraph NUMBER that has a rule of its own."""
    return _places(version.paragraphs[number])


def _citation(change: Change) -> Claim:
    cited = [word for word in (*change.expected, *change.found) if CITATION.fullmatch(word)]
    if not cited or change.paragraph.key != "4" or change.longest > LONG_RUN:
        return None
    at = [place for place, word in enumerate(change.paragraph.folded) if word == "internal"]
    control = bool(at) and change.start > at[0]
    return plain_kind(change), "T302-CITE-ICFR" if control else "T302-CITE-DCP"


def _noun(change: Change) -> Claim:
    if "registrant" not in change.expected or len(change.expected) > 3 or not 0 < len(change.found) <= NOUN_WORDS:
        return None
    if "registrant" in change.found or set(change.expected) - {"the", "registrant", "of"}:
        return None
    slip = len(change.found) == 1 and OSA.distance(change.found[0], "registrant") <= SLIP
    if slip or set(change.found) <= SINGULAR | PLURAL:
        return None
    return DeviationKind.NOUN, "T302-NOUN"


def _report_word(change: Change) -> Claim:
    if not set(change.found) <= REPORT_WORDS or not set(change.expected) <= {
        "this",
        "the",
        "report",
        "annual",
        "quarterly",
    }:
        return None
    beside = change.paragraph.folded[max(0, change.start - 2) : change.end + 2]
    return (DeviationKind.REPORT_WORD, "T302-REPORTWORD") if "report" in beside else None


def _negation(change: Change) -> Claim:
    added = NEGATIONS & set(change.found) and not NEGATIONS & set(change.expected)
    lost = "T302-NEG" in change.touched and (
        not _is_slip(change)
        and (set(change.expected) & {"not", "material", "any", "untrue", "whether", "misleading", "does", "omit"})
    )
    if change.longest > 2 * LONG_RUN:
        return None
    return (plain_kind(change), "T302-NEG") if added or lost else None


def _phrase(rule: str) -> Callable[[Change], Claim]:
    def claim_phrase(change: Change) -> Claim:
        if rule not in change.touched or change.longest > 3 * LONG_RUN:
            return None
        if rule == "T302-AUDCOMM" and not set(change.expected) & {"auditors", "audit", "committee"}:
            return None
        if rule == "T302-SUBS" and not set(change.expected) & {"consolidated", "subsidiaries"}:
            return None
        return None if _is_slip(change) and rule != "T302-FAIRLY" else (plain_kind(change), rule)

    return claim_phrase


def _qualifier(change: Change) -> Claim:
    """Take words that qualify paragraph 3, as "in accordance with generally accepted accounting principles"."""
    if change.paragraph.key == "3" and limits(change.found) and not limits(change.expected):
        return plain_kind(change), "T302-FAIRLY"
    return None


def _knowledge(change: Change) -> Claim:
    added = "knowledge" in change.found and "knowledge" not in change.expected
    return (plain_kind(change), "T302-KNOW") if added and change.paragraph.key in ("2", "3", "1") else None


def _singular(change: Change) -> Claim:
    if change.found and set(change.found) <= SINGULAR and set(change.expected) <= PLURAL:
        return DeviationKind.SINGULAR, "T302-SOLE"
    left_out = {"registrant", "officer"} <= set(change.expected) <= PLURAL and not change.found
    return (DeviationKind.SINGULAR, "T302-SOLE") if left_out else None


def _typo(change: Change) -> Claim:
    return (DeviationKind.TYPO, "T302-TYPO") if _is_slip(change) else None


def _is_slip(change: Change) -> bool:
    if len(change.expected) != len(change.found):
        return bool(change.expected and change.found) and _near("".join(change.expected), "".join(change.found), 2)
    return bool(change.expected) and all(
        one == other or _near(one, other, SLIP) for one, other in zip(change.expected, change.found, strict=True)
    )


def _near(one: str, other: str, most: int) -> bool:
    if {one, other} in MEANINGS or {one, other} & NEGATIONS or one.isdigit() or other.isdigit():
        return False
    most = most if min(len(one), len(other)) >= 4 else 1
    return min(len(one), len(other)) > 1 and OSA.distance(one, other) <= most


def _extra(change: Change) -> Claim:
    if len(change.found) - len(change.expected) < LONG_RUN and not (limits(change.found) and not change.expected):
        return None
    return DeviationKind.INSERTION, "T302-EXTRA"


CLAIMS: tuple[Callable[[Change], Claim], ...] = (
    _citation,
    _report_word,
    _negation,
    _knowledge,
    _qualifier,
    _noun,
    _phrase("T302-KNOW"),
    _phrase("T302-FAIRLY"),
    _phrase("T302-QUARTER"),
    _phrase("T302-SUBS"),
    _singular,
    _phrase("T302-MATWEAK"),
    _phrase("T302-AUDCOMM"),
    _typo,
    _extra,
)
"""In this order; what none takes is told as words that differ."""
