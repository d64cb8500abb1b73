"""The pages of quarters: which companies' officers certified a report on it, who was new, which reports are not there.

What only a company's own filings tell (a gap in its ledger, a signer not met before) comes with what its pages were
composed from, as `Tidings`, and is kept with them; the filings themselves stream from the archive. A report that is
expected and not in the archive is told as that, and nothing is concluded from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import merge
from typing import TypeAlias

from builder.entries import Archive, FilingEntry, FilingLine, Mention, OfficerEntry, PeriodEntry
from builder.pages.browse import PAGE_LENGTH, anchor_of, letter_of, letters_over, page_address
from builder.pages.ledger import Ledger
from builder.pages.rows import FilingRow, gap_row, row_of
from builder.pages.views import Link, by_surname, counted, day, number, stated_date, way

QUARTERS = ("First", "Second", "Third", "Fourth")
QUARTER_ENDS = (("1 Jan", "31 Mar"), ("1 Apr", "30 Jun"), ("1 Jul", "30 Sep"), ("1 Oct", "31 Dec"))

FIRST_YEAR_SHOWN, YEARS_SHOWN = 5, 11
"""Years of the grid before a quarter's own, and in all."""

LETTERS_FROM = 60
"""Rows of a page from which its letters are offered."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A report that a company's other filings let expect, and that the archive does not hold."""

    ended: date
    form: str


@dataclass(frozen=True, slots=True)
class Newcomer:
    """An officer whose first certification in the archive is on a report of a company that had others before."""

    address: str
    name: str
    """Surname first."""
    ended: date
    """The period of that report."""


@dataclass(frozen=True, slots=True)
class Tidings:
    """What a company's filings tell of quarters beyond the filings themselves."""

    gaps: tuple[Gap, ...] = ()
    newcomers: tuple[Newcomer, ...] = ()


@dataclass(slots=True)
class _Quarter:
    """What all companies tell of one quarter, in the order in which they are listed."""

    gaps: list[tuple[str, str, Gap]] = field(default_factory=list)
    """(the company's address, its name, the gap)."""
    newcomers: list[tuple[str, Newcomer]] = field(default_factory=list)
    """(the company's name, the officer)."""


@dataclass(frozen=True, slots=True)
class _Missing:
    """A report that is not there, with the company that would have filed it."""

    company: str
    name: str
    gap: Gap


_Line: TypeAlias = FilingLine | FilingEntry | _Missing


@dataclass(frozen=True, slots=True)
class PeriodsView:
    """All quarters as a grid of years."""

    years: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Link, ...]], ...]
    """(quarter, a link for each year; "" as href where there is none)."""
    lead: str


@dataclass(frozen=True, slots=True)
class PeriodView:
    """One page of one quarter."""

    address: str
    title: str
    description: str
    lead: str
    path: tuple[Link, ...]
    facts: tuple[tuple[str, str, str], ...]
    grid: PeriodsView
    rows: tuple[tuple[str, FilingRow], ...]
    """Each with the anchor of its letter, if it is the first under it."""
    letters: tuple[Link, ...]
    """From A to Z, "" as href where nothing stands under one; none on a short page."""
    newcomers: tuple[Link, ...]
    """On the first page alone."""
    earlier: Link | None
    later: Link | None
    pages: tuple[Link, ...]


def tell_quarters(
    ledger: Ledger | None,
    officers: Sequence[tuple[OfficerEntry, Sequence[Mention]]],
    filings: Mapping[str, FilingEntry],
) -> Tidings:
    """Return what a company with LEDGER tells of quarters; OFFICERS are its own, each with signatures, newest first."""
    gaps = tuple(Gap(ended, form) for ended, form in ledger.gaps) if ledger else ()
    dates = [entry.dated_on for entry in filings.values() if entry.dated_on]
    return Tidings(gaps, tuple(_newcomers(officers, filings, min(dates))) if dates else ())


def _newcomers(
    officers: Iterable[tuple[OfficerEntry, Sequence[Mention]]], filings: Mapping[str, FilingEntry], since: date
) -> Iterator[Newcomer]:
    for officer, mentions in officers:
        first = filings.get(mentions[-1].filing) if mentions else None
        ended = stated_date(first.period_of_report) if first else None
        if first and ended and first.dated_on and first.dated_on > since:
            yield Newcomer(officer.address, by_surname(officer), ended)


class Quarters:
    """The archive's quarters, with what companies tell of them."""

    def __init__(self, archive: Archive) -> None:
        """Take the quarters of ARCHIVE."""
        self._archive = archive
        self._periods = tuple(archive.periods())
        self._told = {period.address: _Quarter() for period in self._periods}
        self._by_quarter = {(period.year, period.quarter): period.address for period in self._periods}
        self._rank: dict[str, int] = {}

    def add(self, company: str, name: str, tidings: Tidings) -> None:
        """Take what the COMPANY of NAME tells; companies come in the order in which pages list them."""
        self._rank[company] = len(self._rank)
        for gap in tidings.gaps:
            if quarter := self._quarter(gap.ended):
                quarter.gaps.append((company, name, gap))
        for newcomer in tidings.newcomers:
            if quarter := self._quarter(newcomer.ended):
                quarter.newcomers.append((name, newcomer))

    def _quarter(self, ended: date) -> _Quarter | None:
        """Return the quarter in which a period ENDED; None where no filing is on it."""
        address = self._by_quarter.get((ended.year, (ended.month - 1) // 3 + 1))
        return self._told[address] if address else None

    def all(self) -> PeriodsView:
        """Return the grid of all quarters."""
        total = sum(period.filings for period in self._periods)
        held = f"{counted(len(self._periods), 'quarter')}, {counted(total, 'filing')}"
        lead = f"Filings by the calendar quarter in which the reported period ended: {held}."
        return _grid(self._periods, sorted({period.year for period in self._periods}), "periods/", lead)

    def pages(self) -> Iterator[PeriodView]:
        """Yield the pages of every quarter, newest first."""
        padded = (None, *self._periods, None)
        for later, period, earlier in zip(padded, self._periods, padded[2:], strict=False):
            yield from self._pages(period, earlier, later)

    def _pages(
        self, period: PeriodEntry, earlier: PeriodEntry | None, later: PeriodEntry | None
    ) -> Iterator[PeriodView]:
        """Yield the pages of one quarter, its filings by company, reports that are not there among them."""
        told = self._told[period.address]
        count = max(1, -(-(period.filings + len(told.gaps)) // PAGE_LENGTH))
        addresses = [page_address(period.address, at) for at in range(count)]
        lines = list(self._archive.lines_in(period.address))
        everything = list(merge(self._filed(lines), self._missing(told), key=lambda each: each[0]))
        facts = tuple(_facts(lines, told))
        first, last = QUARTER_ENDS[period.quarter - 1]
        years = self._years_around(period.year)
        for at, address in enumerate(addresses):
            part = [entry for _, entry in everything[at * PAGE_LENGTH : (at + 1) * PAGE_LENGTH]]
            yield PeriodView(
                address=address,
                title=quarter_words(period),
                description=f"Officer certifications for periods that ended in the {quarter_words(period).lower()}.",
                lead=f"Reports for periods that ended between {first} and {last} {period.year}: {_held(period)}.",
                path=(
                    Link("Periods", "periods/"),
                    Link(f"{period.year}, {QUARTERS[period.quarter - 1].lower()} quarter", ""),
                ),
                facts=facts,
                grid=_grid(self._periods, years, address, "", here=period),
                rows=tuple(zip(_anchors(part), (_row(entry, address) for entry in part), strict=True)),
                letters=_letters(part) if len(part) >= LETTERS_FROM else (),
                newcomers=tuple(_newcomer_links(told, address)) if at == 0 else (),
                earlier=Link(quarter_words(earlier), way(address, earlier.address)) if earlier else None,
                later=Link(quarter_words(later), way(address, later.address)) if later else None,
                pages=_page_links(addresses, at),
            )

    def _filed(self, lines: Iterable[FilingLine | FilingEntry]) -> Iterator[tuple[int, _Line]]:
        for line in lines:
            yield self._rank[line.companies[0]], line

    def _missing(self, told: _Quarter) -> Iterator[tuple[int, _Line]]:
        for company, name, gap in told.gaps:
            yield self._rank[company], _Missing(company, name, gap)

    def _years_around(self, year: int) -> Sequence[int]:
        """Return the years of the grid beside a quarter of YEAR: as many as fit, its own among them."""
        years = sorted({period.year for period in self._periods})
        start = max(0, min(years.index(year) - FIRST_YEAR_SHOWN, len(years) - YEARS_SHOWN))
        return years[start : start + YEARS_SHOWN]


def quarter_words(period: PeriodEntry) -> str:
    """Return "Third quarter of 2008"."""
    return f"{QUARTERS[period.quarter - 1]} quarter of {period.year}"


def _held(period: PeriodEntry) -> str:
    companies = counted(period.companies, "company", "companies")
    return f"{companies}, {counted(period.filings, 'filing')}, {counted(period.certifications, 'certification')}"


def _grid(
    periods: Sequence[PeriodEntry], years: Sequence[int], page: str, lead: str, here: PeriodEntry | None = None
) -> PeriodsView:
    """Return the quarters of YEARS as PAGE shows them; the one HERE leads nowhere."""
    known = {(period.year, period.quarter): period for period in periods}
    rows = tuple(
        (f"Q{quarter}", tuple(_cell(known.get((year, quarter)), page, here) for year in years))
        for quarter in (1, 2, 3, 4)
    )
    return PeriodsView(tuple(str(year) for year in years), rows, lead)


def _cell(period: PeriodEntry | None, page: str, here: PeriodEntry | None) -> Link:
    if period is None:
        return Link("", "", "none")
    words = f"{quarter_words(period)}: {counted(period.filings, 'filing')}"
    return Link(number(period.filings), "" if period == here else way(page, period.address), words)


def _facts(lines: Sequence[FilingLine | FilingEntry], told: _Quarter) -> Iterator[tuple[str, str, str]]:
    whole = [line for line in lines if _container(line) != "exhibit"]
    expected = sum(len(line.expected) for line in whole)
    if expected:
        found = sum(part in line.found for line in whole for part in line.expected)
        yield "Expected", counted(expected, "certification"), ""
        yield "Found", number(found), ""
    if told.gaps:
        yield "No report found", counted(len({company for company, _, _ in told.gaps}), "company", "companies"), ""
    dates = [line.dated_on for line in lines if line.dated_on]
    if dates:
        yield "First filed or signed", day(min(dates)), ""
        yield "Last filed or signed", day(max(dates)), ""
    if told.newcomers:
        yield "New signers", counted(len(told.newcomers), "officer"), ""


def _container(line: FilingLine | FilingEntry) -> str:
    return line.container if isinstance(line, FilingLine) else line.filing.container


def _row(entry: _Line, page: str) -> FilingRow:
    if not isinstance(entry, _Missing):
        return row_of(entry, page)
    return gap_row(entry.gap.ended, entry.gap.form, Link(entry.name, way(page, entry.company)))


def _letter(entry: _Line) -> str:
    return letter_of(entry.name if isinstance(entry, _Missing) else entry.company_name)


def _anchors(part: Sequence[_Line]) -> Iterator[str]:
    """Yield for each line the anchor of its letter where it is the first under it, else ""."""
    met: set[str] = set()
    for entry in part:
        letter = _letter(entry)
        yield "" if letter in met else anchor_of(letter)
        met.add(letter)


def _letters(part: Sequence[_Line]) -> tuple[Link, ...]:
    held = {_letter(entry) for entry in part}
    return tuple(Link(letter, f"#{anchor_of(letter)}" if letter in held else "") for letter in letters_over(held))


def _newcomer_links(told: _Quarter, page: str) -> Iterator[Link]:
    for company, newcomer in sorted(told.newcomers, key=lambda each: (each[1].name.casefold(), each[1].address)):
        yield Link(newcomer.name, way(page, newcomer.address), company)


def _page_links(addresses: Sequence[str], here: int) -> tuple[Link, ...]:
    """Return the pages that one quarter is cut into; none where it is one page."""
    if len(addresses) == 1:
        return ()
    own = addresses[here]
    return tuple(Link(f"page {n + 1}", "" if n == here else way(own, other)) for n, other in enumerate(addresses))
