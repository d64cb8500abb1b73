"""Names as printed to certifying officers, within one company and never on a guess.

"R. Douglas Armstrong", "R. Douglas Armstrong, Ph.D." and "Douglas Armstrong" in one office of one company
are one person; "John A. Smith" and "John B. Smith" are two, and "John Smith" beside them both stays a
third, for nothing says which of the two it is. A wrong merge accuses a living person: where names and
timeline leave a doubt, persons stay apart, and the page says so. Names are taken from the fullest to the
barest; each joins the one person that it fits, or stands by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from builder.catalogue.timeline import Timeline, Use
from builder.wording.likeness import Kind, Likeness, Side, compare_names, is_nickname
from builder.wording.persons import PersonName, read_name

MOST_COMPARED = 150
"""A company with more names than this (a fund family, a misread list) is compared surname by surname alone,
and a surname with more persons not at all: they stay apart."""

LONGEST_PAUSE = 3.0
"""Years between two offices of one name beyond which a fuller name is no longer taken for the same person."""


@dataclass(frozen=True, slots=True)
class Person:
    """The names that lead to one certifying officer."""

    normals: tuple[str, ...]
    """Names for comparing, the fullest first."""
    confidence: float
    evidence: tuple[str, ...]
    """A sentence for each name that was joined, and for each that was left apart in doubt."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the override file says of some names of one company."""

    normals: frozenset[str]
    sentence: str


@dataclass(frozen=True, slots=True)
class Rulings:
    """All rulings on one company."""

    same: tuple[Ruling, ...] = ()
    different: tuple[Ruling, ...] = ()


@dataclass(frozen=True, slots=True)
class _Name:
    """One name for comparing, with all that its spellings tell."""

    normal: str
    parts: PersonName
    shown: str
    nicknames: frozenset[str]
    times: int


@dataclass(slots=True)
class _Group:
    """A person while names are being joined."""

    names: list[_Name]
    anchors: tuple[_Name, ...]
    """What other names are held against: the fullest name, or all that the override file joins."""
    confidence: float = 1.0
    evidence: list[str] = field(default_factory=list)

    @property
    def normals(self) -> tuple[str, ...]:
        return tuple(name.normal for name in self.names)


@dataclass(frozen=True, slots=True)
class _Verdict:
    """Whether a name belongs to a group, and why."""

    anchor: _Name
    """The name of the group that it was held against."""
    same: bool
    confidence: float
    reason: str
    strong: bool = False
    """Whether it rests on one signature or one filing, which no rival name can share."""


NO_RULINGS = Rulings()


def tell_persons_apart(uses: Sequence[Use], rulings: Rulings = NO_RULINGS) -> tuple[Person, ...]:
    """Return the persons behind USES, all of one company; each name for comparing belongs to exactly one."""
    timeline = Timeline(uses)
    names = _fullest_first(_names(uses))
    groups = _ruled_groups(names, rulings)
    ruled = {name for group in groups for name in group.normals}
    near = len(names) <= MOST_COMPARED
    by_surname: dict[str, list[_Group]] = defaultdict(list)
    for group in groups:
        by_surname[_block(group.names[0], near)].append(group)
    for name in names:
        if name.normal not in ruled:
            _place(name, by_surname[_block(name, near)], timeline, rulings)
    rank = {name.normal: place for place, name in enumerate(names)}
    return tuple(_person(group, rank, rulings) for each in by_surname.values() for group in each)


def _person(group: _Group, rank: dict[str, int], rulings: Rulings) -> Person:
    normals = tuple(sorted(group.normals, key=rank.__getitem__))
    parted = (ruling.sentence for ruling in rulings.different if ruling.normals & set(normals))
    return Person(normals, group.confidence, (*group.evidence, *parted))


def _names(uses: Sequence[Use]) -> list[_Name]:
    spelled: dict[str, list[str]] = defaultdict(list)
    for use in uses:
        spelled[use.normal].append(use.name)
    found = []
    for normal, printed in spelled.items():
        read = [name for name in map(read_name, sorted(set(printed))) if name]
        nicknames = frozenset(name.nickname for name in read if name.nickname)
        found.append(_Name(normal, read[0], read[0].display, nicknames, len(printed)))
    return found


def _fullest_first(names: list[_Name]) -> list[_Name]:
    """Return NAMES so that each comes after every name that says more: suffixes and written-out names first."""
    formal = {name.parts.given[0] for name in names if name.parts.given}

    def rank(name: _Name) -> tuple[int, int, bool, bool, int, int, str]:
        given = name.parts.given
        full = sum(len(each) > 1 for each in given)
        nickname = bool(given) and any(is_nickname(given[0], each) for each in formal if each != given[0])
        letters = sum(map(len, given))
        return -len(given), -full, not name.parts.suffix, nickname, -name.times, -letters, name.normal

    return sorted(names, key=rank)


def _block(name: _Name, near: bool) -> str:
    return "" if near else "".join(name.parts.surname)


def _ruled_groups(names: list[_Name], rulings: Rulings) -> list[_Group]:
    """Return a group for each `same` ruling, chains of rulings joined."""
    joined: list[tuple[set[str], list[str]]] = []
    for ruling in rulings.same:
        touching = [each for each in joined if each[0] & ruling.normals]
        normals = set(ruling.normals).union(*(each[0] for each in touching))
        sentences = [sentence for each in touching for sentence in each[1]] + [ruling.sentence]
        joined = [each for each in joined if each not in touching] + [(normals, sentences)]
    groups = []
    for normals, sentences in joined:
        ruled = [name for name in names if name.normal in normals]
        groups.append(_Group(ruled, tuple(ruled), 1.0, sentences))
    return groups


def _place(name: _Name, groups: list[_Group], timeline: Timeline, rulings: Rulings) -> None:
    """Put NAME into the one group of GROUPS that it fits, or into one of its own."""
    compared = groups if len(groups) <= MOST_COMPARED else []
    verdicts = [(group, _judge(name, group, timeline, rulings)) for group in compared]
    fitting = [(group, verdict) for group, verdict in verdicts if verdict and verdict.same]
    rivals = [(group, verdict) for group, verdict in verdicts if verdict and not verdict.same]
    if len(fitting) == 1 and (fitting[0][1].strong or not rivals):
        group, verdict = fitting[0]
        group.names.append(name)
        group.confidence = min(group.confidence, verdict.confidence)
        group.evidence.append(f"“{name.shown}” and “{verdict.anchor.shown}”: {verdict.reason}.")
        return
    apart = _Group([name], (name,))
    for _, verdict in [*fitting, *rivals]:
        why = "and so does another name" if verdict.same else verdict.reason
        apart.evidence.append(f"Left apart from “{verdict.anchor.shown}”: the names would allow one person, {why}.")
    groups.append(apart)


def _judge(name: _Name, group: _Group, timeline: Timeline, rulings: Rulings) -> _Verdict | None:
    """Return whether NAME belongs to GROUP; None where the names themselves exclude it."""
    likenesses = [(_likeness(name, each), each) for each in group.anchors]
    likeness, anchor = min(likenesses, key=lambda found: list(Kind).index(found[0].kind))
    if likeness.kind is Kind.OTHER or _contradicts(name, group, anchor):
        return None
    mine, theirs = (name.normal,), group.normals
    for ruling in rulings.different:
        if name.normal in ruling.normals and ruling.normals & set(theirs):
            return None
    if likeness.kind is not Kind.EQUAL and timeline.side_by_side(mine, theirs):
        return None
    return _weigh(likeness, name, anchor, group.normals, timeline)


def _contradicts(name: _Name, group: _Group, anchor: _Name) -> bool:
    """Return whether NAME excludes a name of GROUP that ANCHOR does not take in as it takes in NAME."""
    for member in group.names:
        if member not in group.anchors and _likeness(name, member).kind is Kind.OTHER:
            both = all(_likeness(anchor, each).fuller is Side.FIRST for each in (name, member))
            if not both:
                return True
    return False


def _likeness(one: _Name, other: _Name) -> Likeness:
    """Return what the names allow, a nickname printed beside the full name taken as one of its names."""
    found = compare_names(one.parts, other.parts)
    if found.kind not in (Kind.OTHER, Kind.NICKNAME) or one.parts.suffix != other.parts.suffix:
        return found
    if one.parts.surname == other.parts.surname and one.parts.given and other.parts.given:
        if one.parts.given[0] in other.nicknames:
            return Likeness(Kind.FULLER, Side.SECOND)
        if other.parts.given[0] in one.nicknames:
            return Likeness(Kind.FULLER, Side.FIRST)
    return found


def _weigh(likeness: Likeness, name: _Name, anchor: _Name, theirs: tuple[str, ...], timeline: Timeline) -> _Verdict:
    """Return what the timeline makes of a LIKENESS that is possible."""
    mine, kind, said = (name.normal,), likeness.kind, likeness.kind.value
    if kind is Kind.EQUAL or timeline.linked(mine, theirs):
        reason = said if kind is Kind.EQUAL else f"{said}, and both stand for one signature"
        return _Verdict(anchor, True, 0.99 if kind is Kind.EQUAL else 0.97, reason, strong=True)
    if timeline.echo(mine, theirs):
        reason = f"{said}, and one filing has them in one office under both sections"
        return _Verdict(anchor, True, 0.95, reason, strong=True)
    if kind is Kind.FULLER:
        return _weigh_fuller(anchor, mine, theirs, timeline)
    if kind in (Kind.SUFFIX, Kind.MISPRINT):
        return _weigh_slip(likeness, name, anchor, theirs, timeline)
    if timeline.adjoin(mine, theirs):
        confidence = 0.9 if kind is Kind.INITIAL else 0.85
        return _Verdict(anchor, True, confidence, f"{said}, in one office in filings that follow each other")
    return _Verdict(anchor, False, 0.5, "but no office passes from the one to the other")


def _weigh_fuller(anchor: _Name, mine: tuple[str, ...], theirs: tuple[str, ...], timeline: Timeline) -> _Verdict:
    said = Kind.FULLER.value
    if timeline.adjoin(mine, theirs):
        return _Verdict(anchor, True, 0.99, f"{said}, in one office in filings that follow each other")
    pause = timeline.years_apart(mine, theirs)
    if pause > LONGEST_PAUSE:
        return _Verdict(anchor, False, 0.5, f"but more than {LONGEST_PAUSE:.0f} years lie between them")
    if timeline.share_office(mine, theirs):
        return _Verdict(anchor, True, 0.95, f"{said}, in one office")
    if pause > 0:
        return _Verdict(anchor, True, 0.9, f"{said}, in one office after the other")
    return _Verdict(anchor, False, 0.5, "but they hold two offices at one time")


def _weigh_slip(
    likeness: Likeness, name: _Name, anchor: _Name, theirs: tuple[str, ...], timeline: Timeline
) -> _Verdict:
    """Return the verdict on a suffix or a letter that only one name has: an office must hold them together."""
    mine, kind = (name.normal,), likeness.kind
    if timeline.enclose(theirs, mine) or timeline.enclose(mine, theirs):
        reason = f"{kind.value}, and the one stands between filings of the other in one office"
        return _Verdict(anchor, True, 0.85, reason)
    certain = likeness.plain or len(name.parts.given) > 1
    if kind is Kind.MISPRINT and certain and timeline.adjoin(mine, theirs):
        return _Verdict(anchor, True, 0.75, f"{kind.value}, in one office in filings that follow each other")
    return _Verdict(anchor, False, 0.5, "but no office holds them together")
