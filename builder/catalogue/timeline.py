"""Who signed when in which office of one company: what two names' certifications say about each other.

Each answer is about groups of names, so that "Doug Armstrong" is seen beside everything that "R. Douglas
Armstrong" and "Douglas Armstrong" signed. Knows filings, offices and days; refuses to know how names are
spelled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from builder.records import Role, Section

ADJOINING = 400
"""Days between two filings of one office within which they follow each other: a year, and some weeks late."""

OFFICES = (Role.PEO, Role.PFO)


@dataclass(frozen=True, slots=True)
class Use:
    """One signature under a name, as evidence of whom the name belongs to."""

    filing: int
    certification: int
    section: Section
    roles: tuple[Role, ...]
    on: date | None
    """`dated_on` of the filing."""
    normal: str
    """The name for comparing."""
    name: str
    """As printed."""
    aliases: tuple[str, ...]
    """Other names for comparing that stand for the same signature."""


@dataclass(frozen=True, slots=True)
class _Filed:
    """The names that certified in one office in one filing."""

    on: date
    filing: int
    names: frozenset[str]


class Timeline:
    """The certifications of one company in order, asked about groups of names."""

    def __init__(self, uses: Sequence[Use]) -> None:
        """Arrange USES by name, filing, section and office."""
        self._linked: set[frozenset[str]] = set()
        self._filings: dict[str, set[tuple[int, Section]]] = defaultdict(set)
        self._roles: dict[str, set[Role]] = defaultdict(set)
        self._days: dict[str, list[date]] = defaultdict(list)
        self._held: dict[tuple[int, Role], dict[Section, set[str]]] = defaultdict(lambda: defaultdict(set))
        days: dict[int, date] = {}
        for use in uses:
            self._linked |= {frozenset((use.normal, alias)) for alias in use.aliases}
            self._filings[use.normal].add((use.filing, use.section))
            self._roles[use.normal] |= {role for role in use.roles if role in OFFICES}
            for role in use.roles:
                self._held[use.filing, role][use.section].add(use.normal)
            if use.on:
                days[use.filing] = use.on
                self._days[use.normal].append(use.on)
        self._filed = {role: self._in_order(role, days) for role in OFFICES}

    def linked(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Return whether a name of each stands for one and the same signature."""
        theirs = tuple(other)
        return any(frozenset((mine, their)) in self._linked for mine in one for their in theirs)

    def side_by_side(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Return whether both sign, apart, under one section of one filing."""
        return bool(_union(self._filings, one) & _union(self._filings, other))

    def share_office(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Return whether both certify in one of the principal offices."""
        return bool(_union(self._roles, one) & _union(self._roles, other))

    def years_apart(self, one: Iterable[str], other: Iterable[str]) -> float:
        """Return the years between the last day of the earlier and the first of the later; 0 where they overlap."""
        mine = [day for name in one for day in self._days[name]]
        theirs = [day for name in other for day in self._days[name]]
        if not mine or not theirs:
            return 0.0
        gap = max((min(theirs) - max(mine)).days, (min(mine) - max(theirs)).days)
        return max(0, gap) / 365.25

    def echo(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Return whether each alone holds one office in one filing, one under 302 and the other under 906."""
        mine, theirs = set(one), set(other)
        for sections in self._held.values():
            first, second = sections.get(Section.S302, set()), sections.get(Section.S906, set())
            if (first and second) and ((first <= mine and second <= theirs) or (first <= theirs and second <= mine)):
                return True
        return False

    def adjoin(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Return whether they hold an office in two filings that follow each other."""
        mine, theirs = set(one), set(other)
        return any(
            (before.names & mine and after.names & theirs) or (before.names & theirs and after.names & mine)
            for filed in self._filed.values()
            for before, after in pairwise(filed)
            if (after.on - before.on).days <= ADJOINING
        )

    def enclose(self, outer: Iterable[str], inner: Iterable[str]) -> bool:
        """Return whether OUTER holds an office right before and right after INNER, and nobody else between."""
        around, within = set(outer), set(inner)
        for filed in self._filed.values():
            places = [place for place, each in enumerate(filed) if each.names & within]
            if not places or places[0] == 0 or places[-1] == len(filed) - 1:
                continue
            before, after = filed[places[0] - 1], filed[places[-1] + 1]
            between = filed[places[0] : places[-1] + 1]
            near = (between[0].on - before.on).days <= ADJOINING and (after.on - between[-1].on).days <= ADJOINING
            if (
                near
                and before.names & around
                and after.names & around
                and all(e.names <= around | within for e in between)
            ):
                return True
        return False

    def _in_order(self, role: Role, days: dict[int, date]) -> tuple[_Filed, ...]:
        held = (
            _Filed(days[filing], filing, frozenset().union(*sections.values()))
            for (filing, office), sections in self._held.items()
            if office is role and filing in days
        )
        return tuple(sorted(held, key=lambda each: (each.on, each.filing)))


def _union(sets: dict[str, set[tuple[int, Section]]] | dict[str, set[Role]], names: Iterable[str]) -> set[object]:
    return {item for name in names for item in sets[name]}
