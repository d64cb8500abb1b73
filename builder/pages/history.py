"""Which certification came before another: of the same office and section in the company's filings, or of one officer.

`compile_history(filings)` takes the filings of one company once; `before` gives what a certification is compared with,
`of_officer` the officer's own ones before and after it. Refuses to know what they say (see compared.py).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from operator import attrgetter

import msgspec

from builder.entries import FilingEntry, Mention
from builder.records import Role, Section

_order = attrgetter("order")

OFFICES = (Role.PEO, Role.PFO)

_Key = tuple[Section, str]
"""A section with an office or the address of an officer."""


class Stand(msgspec.Struct, frozen=True, eq=False):
    """One certification in its filing; two are equal only if they are one."""

    order: int
    """Its place among all of the company, oldest first."""
    entry: FilingEntry
    number: int
    """Which of the filing's certifications."""
    mentions: tuple[Mention, ...]

    @property
    def on(self) -> date | None:
        """Return the day that it is known by: signed, else as the filing is listed."""
        return self.mentions[0].signed_on or self.entry.dated_on

    def offices(self) -> set[_Key]:
        """Return the offices that it is signed in; where none was read, the officers."""
        section = self.mentions[0].section
        offices = {(section, role.value) for mention in self.mentions for role in mention.roles if role in OFFICES}
        return offices or {(section, mention.officer) for mention in self.mentions}


class History:
    """The certifications of one company, oldest first, by office and by officer."""

    def __init__(self, stands: Iterable[Stand]) -> None:
        """Arrange STANDS, which come oldest first."""
        self._by_key: dict[_Key, list[Stand]] = defaultdict(list)
        self._own: dict[tuple[str, int], Stand] = {}
        for stand in stands:
            self._own[stand.entry.address, stand.number] = stand
            for key in stand.offices() | {(m.section, m.officer) for m in stand.mentions}:
                self._by_key[key].append(stand)

    def stand(self, address: str, number: int) -> Stand | None:
        """Return certification NUMBER of the filing at ADDRESS; None where nobody is named under it."""
        return self._own.get((address, number))

    def before(self, stand: Stand) -> Stand | None:
        """Return the certification of the same office and section in the nearest earlier filing that has one."""
        found = [other for key in stand.offices() if (other := self._beside(key, stand, -1))]
        return max(found, key=lambda other: other.order, default=None)

    def of_officer(self, stand: Stand, mention: Mention) -> tuple[Stand | None, Stand | None]:
        """Return the officer's certifications under the same section in the filings before and after."""
        key = (mention.section, mention.officer)
        return self._beside(key, stand, -1), self._beside(key, stand, 1)

    def _beside(self, key: _Key, stand: Stand, step: int) -> Stand | None:
        """Return the nearest one under KEY in another filing than STAND's, in the direction of STEP."""
        line = self._by_key[key]
        at = bisect_left(line, stand.order, key=_order) + step
        while 0 <= at < len(line) and line[at].entry.address == stand.entry.address:
            at += step
        return line[at] if 0 <= at < len(line) else None


def compile_history(filings: Sequence[FilingEntry]) -> History:
    """Return the history of FILINGS of one company, which come newest first."""
    signed = [(entry, number, mentions) for entry in reversed(filings) for number, mentions in _by_number(entry)]
    return History(Stand(order, *parts) for order, parts in enumerate(signed))


def _by_number(entry: FilingEntry) -> list[tuple[int, tuple[Mention, ...]]]:
    """Return the mentions of each certification of ENTRY, by its number."""
    found: dict[int, list[Mention]] = defaultdict(list)
    for mention in entry.mentions:
        found[mention.certification].append(mention)
    return [(number, tuple(found[number])) for number in sorted(found)]
