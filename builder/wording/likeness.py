"""How alike two names of persons are, by their parts: the same, one fuller, a nickname, a misprint, others.

"R. Douglas Armstrong" is fuller than "Douglas Armstrong"; "John A. Smith" and "John B. Smith" are others,
as are "John Smith, Jr." and "John Smith, Sr.". Says what the two names allow; refuses to decide whether
they are one person, which takes the company, the role and the time as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from itertools import groupby

from nicknames import NickNamer, name_triplets
from rapidfuzz.distance import OSA

from builder.wording.persons import PersonName, name_words


class Kind(Enum):
    """What the parts of two names allow, the strongest first."""

    EQUAL = "written alike but for spaces, hyphens and accents"
    FULLER = "the one adds middle names or writes out initials of the other"
    INITIAL = "the one has only an initial for a first name"
    DROPPED = "the one leaves out the first name of the other"
    CROSSED = "each writes out what is an initial in the other"
    NICKNAME = "the one has a nickname of the other"
    SWAPPED = "the same names in another order"
    SUFFIX = "alike, but only one has a generational suffix"
    MISPRINT = "one letter apart"
    OTHER = "names of different persons"


class Side(Enum):
    """Which of two names says more."""

    FIRST = "first"
    SECOND = "second"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two names allow."""

    kind: Kind
    fuller: Side = Side.NEITHER
    plain: bool = False
    """Whether a misprint only swaps or doubles letters, which hardly ever makes another name."""


OTHER = Likeness(Kind.OTHER)

SHORTEST_MISPRINT = 5
"""Words shorter than this differ by one letter too easily: Dan and Don, Hall and Hill."""


LONGEST_STEM = 4
"""A nickname of more letters is mostly another name: Edwin and Edwina, Georgia and Georgiana."""

_DIMINUTIVE = re.compile(r"(?:ie|ey|y|i|e)$")


@lru_cache(maxsize=4096)
def compare_names(one: PersonName, other: PersonName) -> Likeness:
    """Return what the parts of ONE and OTHER allow."""
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return OTHER
    likeness = _compare_without_suffix(one, other)
    if one.suffix == other.suffix or likeness.kind is Kind.OTHER:
        return likeness
    return _with_one_suffix(one, likeness)


def _with_one_suffix(one: PersonName, likeness: Likeness) -> Likeness:
    """Return LIKENESS where only one name has a suffix: a reason to doubt unless all else is alike."""
    side = Side.FIRST if one.suffix else Side.SECOND
    if likeness.kind in (Kind.EQUAL, Kind.FULLER) and likeness.fuller in (side, Side.NEITHER):
        return Likeness(Kind.SUFFIX, side)
    return OTHER


def _compare_without_suffix(one: PersonName, other: PersonName) -> Likeness:
    if not one.given or not other.given:
        return Likeness(Kind.EQUAL) if one.joined == other.joined and one.joined else OTHER
    if _spelled_alike(one, other):
        return Likeness(Kind.EQUAL)
    if _same_surname(one, other):
        likeness = _compare_given(one, other)
        if likeness.kind is not Kind.OTHER:
            return likeness
    if _swapped(one, other):
        return Likeness(Kind.SWAPPED)
    return _misprint(one, other)


def _spelled_alike(one: PersonName, other: PersonName) -> bool:
    """Return whether the letters are the same: De Luca and DeLuca, Mueller and Müller, Smith-Jones and Smith Jones."""
    if one.joined == other.joined:
        return len(one.given[0]) == len(other.given[0]) or min(len(one.given[0]), len(other.given[0])) > 1
    return one.joined in other.expanded or other.joined in one.expanded


def _same_surname(one: PersonName, other: PersonName) -> bool:
    mine, theirs = _surname(one), _surname(other)
    return mine == theirs


def _surname(name: PersonName) -> str:
    return "".join(name.surname).replace("-", "")


def _compare_given(one: PersonName, other: PersonName) -> Likeness:
    if len(one.given) >= len(other.given):
        return _align(one, other, Side.FIRST)
    return _align(other, one, Side.SECOND)


def _align(longer: PersonName, shorter: PersonName, side: Side) -> Likeness:
    """Return what the given names of two persons of one surname allow; SIDE says which name is LONGER."""
    found = _links(shorter.given, longer.given)
    if found is None:
        return OTHER
    first, links = found
    more = len(longer.given) > len(shorter.given)
    written_out = "expands" in links
    initials = "initial" in links
    if first > 0:
        whole = links[0] == "equal" and len(shorter.given[0]) > 1
        return Likeness(Kind.DROPPED, side) if whole and not written_out else OTHER
    if "nickname" in links:
        return (
            OTHER
            if written_out or initials
            else Likeness(Kind.NICKNAME, side if more else _formal(longer, shorter, side))
        )
    if written_out and (more or initials):
        return OTHER if more else Likeness(Kind.CROSSED)
    fuller = _other(side) if written_out else side
    return Likeness(Kind.INITIAL if links[0] != "equal" else Kind.FULLER, fuller)


def _formal(longer: PersonName, shorter: PersonName, side: Side) -> Side:
    """Return which of two equally long names has the formal given name; neither where both may be nicknames."""
    shorter_is, longer_is = (
        is_nickname(shorter.given[0], longer.given[0]),
        is_nickname(longer.given[0], shorter.given[0]),
    )
    if shorter_is and longer_is:
        return Side.NEITHER
    return side if shorter_is else _other(side)


def _other(side: Side) -> Side:
    return Side.SECOND if side is Side.FIRST else Side.FIRST


def _links(shorter: tuple[str, ...], longer: tuple[str, ...]) -> tuple[int, list[str]] | None:
    """Return where SHORTER begins in LONGER, and how each of its names stands to the one it meets there."""
    for first in range(len(longer) - len(shorter) + 1):
        links: list[str] = []
        place = first
        for name in shorter:
            while place < len(longer):
                link = _link(name, longer[place], first_name=not links)
                place += 1
                if link:
                    links.append(link)
                    break
                if not links:
                    break
        if len(links) == len(shorter):
            return first, links
    return None


def _link(short: str, long: str, *, first_name: bool) -> str | None:
    if short == long:
        return "equal"
    if len(short) == 1:
        return "initial" if long.startswith(short) else None
    if len(long) == 1:
        return "expands" if short.startswith(long) else None
    if short.replace("-", "") == long.replace("-", ""):
        return "equal"
    nicknamed = first_name and (is_nickname(short, long) or is_nickname(long, short))
    return "nickname" if nicknamed else None


def _swapped(one: PersonName, other: PersonName) -> bool:
    """Return whether both names have the same full words in another order: Tanaka Hiroshi, Hiroshi Tanaka.

    Not where both words are given names: James Thomas and Thomas James are two persons.
    """
    mine, theirs = (*one.given, *one.surname), (*other.given, *other.surname)
    turned = len(mine) == len(theirs) == 2 and mine == theirs[::-1] and min(map(len, mine)) > 1
    return turned and not set(mine) <= known_names()


def _misprint(one: PersonName, other: PersonName) -> Likeness:
    """Return a misprint where one word differs by one slip, and is no other known name: Tremane and Tremaine."""
    if len(one.given) != len(other.given) or one.suffix != other.suffix:
        return OTHER
    pairs = [*zip(one.given, other.given, strict=True), (_surname(one), _surname(other))]
    apart = [(mine, theirs) for mine, theirs in pairs if mine != theirs]
    if len(apart) != 1:
        return OTHER
    mine, theirs = apart[0]
    if min(len(mine), len(theirs)) < SHORTEST_MISPRINT or OSA.distance(mine, theirs, score_cutoff=1) > 1:
        return OTHER
    if mine[0] != theirs[0] or (mine in known_names() and theirs in known_names()):
        return OTHER
    plain = sorted(mine) == sorted(theirs) or _undoubled(mine) == _undoubled(theirs)
    if pairs[-1] == (mine, theirs) or not _differ_at_end(mine, theirs):
        return Likeness(Kind.MISPRINT, plain=plain)
    return OTHER


def _undoubled(word: str) -> str:
    return "".join(letter for letter, _ in groupby(word))


def _differ_at_end(one: str, other: str) -> bool:
    """Return whether only the last letter tells two given names apart: Paul and Paula, Maria and Marie."""
    return one[:-1] in (other, other[:-1]) or other[:-1] == one


def slips(one: PersonName, other: PersonName) -> int:
    """Return how many letters part two names, at most 3."""
    return min(3, OSA.distance(one.joined, other.joined))


@lru_cache(maxsize=4096)
def is_nickname(short: str, formal: str) -> bool:
    """Return whether SHORT is a nickname of FORMAL that may be trusted: Bob for Robert, but not Bill.

    The package's list also holds Edwin for Edwina and Jean for Jane; so a listed nickname counts only where
    it is the formal name cut short ("dan", "danny" for "daniel"), or stands in our own table.
    """
    if formal in name_words().nicknames.get(short, ()):
        return True
    stem = _DIMINUTIVE.sub("", short)
    stem = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem
    cut_short = 2 <= len(stem) <= LONGEST_STEM and len(short) < len(formal) and formal.startswith(stem)
    return cut_short and short in _nicknamer().nicknames_of(formal)


@cache
def known_names() -> frozenset[str]:
    """Return given names that are known to exist: two of them are two names, however near."""
    listed = {name for each in name_triplets() for name in (each.name1, each.name2)}
    return frozenset(listed | set(name_words().nicknames))


@cache
def _nicknamer() -> NickNamer:
    return NickNamer()
