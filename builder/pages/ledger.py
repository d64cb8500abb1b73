"""The ledger of a company's page: fiscal years across, quarters down, which filings the archive holds.

A fiscal year is named by the year in which it ends; the quarter comes from the period of report and the fiscal
year's end, ten days' grace for years of 52 or 53 weeks. A quarter between two that are held is a gap, if the
company files quarterly and no more than two follow each other; longer stretches are simply not in the archive.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import msgspec

from builder.entries import CompanyEntry, FilingEntry
from builder.findings import Severity
from builder.pages.views import MONTHS, Link, Quad, day, quad, stated, stated_date, way

GRACE = timedelta(days=10)
QUARTERS = (1, 2, 3, 4)
FEWEST_HELD = 3
"""Fewer quarters than this make no ledger; the list of filings says it all."""
LONGEST_GAP = 2
"""Quarters; a longer stretch says that the archive is thin there (annual reports alone), not that one is missing."""
ANNUAL = re.compile(r"10-?K|20-?F|40-?F")
QUARTERLY = re.compile(r"10-?Q")

Slot = tuple[int, int]
"""(fiscal year, quarter from 1 to 4)."""


class LedgerCell(msgspec.Struct, frozen=True):
    """One quarter: a filing, a gap, or nothing known."""

    state: str
    """"held", "gap" or "none"."""
    link: Link
    quad: Quad | None
    grave: bool
    """Whether the filing has findings of severity A to C."""


class LedgerRow(msgspec.Struct, frozen=True):
    """One quarter of every fiscal year."""

    label: str
    cells: tuple[LedgerCell, ...]


class Ledger(msgspec.Struct, frozen=True):
    """The grid, and the same in words."""

    years: tuple[str, ...]
    rows: tuple[LedgerRow, ...]
    gaps: tuple[tuple[date, str], ...]
    """(end of the quarter, form) that is expected and not in the archive."""


def year_end_month(company: CompanyEntry, filings: Sequence[FilingEntry]) -> int:
    """Return the month in which the fiscal year ends: as stated, else as its annual reports have it, else December."""
    stated_end = company.fiscal_year_end or ""
    if re.fullmatch(r"(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", stated_end):
        month, of_month = int(stated_end[:2]), int(stated_end[2:])
        return (month - 2) % 12 + 1 if of_month <= GRACE.days else month
    annual = [f for f in filings if f.form_type and ANNUAL.match(f.form_type.value)]
    months = Counter((when - GRACE).month for f in annual if (when := stated_date(f.period_of_report)))
    return months.most_common(1)[0][0] if months else 12


def slot_of(period: date, end_month: int) -> Slot:
    """Return the fiscal year and quarter in which PERIOD ends."""
    when = period - GRACE
    return when.year + (when.month > end_month), (when.month - end_month - 1) % 12 // 3 + 1


def slot_end(slot: Slot, end_month: int) -> date:
    """Return the last day of the quarter SLOT."""
    months = slot[0] * 12 + end_month - 3 * (4 - slot[1])
    year, month = (months - 1) // 12, (months - 1) % 12 + 1
    return date(year, month, calendar.monthrange(year, month)[1])


class _Grid(msgspec.Struct, frozen=True):
    """What is held and what is expected, by fiscal year and quarter."""

    page: str
    """Address of the company's page."""
    end_month: int
    held: Mapping[Slot, FilingEntry]
    gaps: frozenset[Slot]

    def knows(self, year: int) -> bool:
        """Return whether anything can be said of YEAR."""
        return any(slot in self.held or slot in self.gaps for slot in ((year, quarter) for quarter in QUARTERS))

    def row(self, quarter: int, years: Sequence[int]) -> LedgerRow:
        """Return the line of one QUARTER through the YEARS."""
        month = MONTHS[slot_end((2001, quarter), self.end_month).month - 1]
        return LedgerRow(f"{month}, {self.form(quarter)}", tuple(self._cell((year, quarter)) for year in years))

    def form(self, quarter: int) -> str:
        """Return the form that the company usually files for QUARTER."""
        own = (filing for (_, other), filing in self.held.items() if other == quarter)
        forms = Counter(stated(filing.form_type).removesuffix("/A") for filing in own)
        usual = [form for form, _ in forms.most_common() if form]
        return usual[0] if usual else "10-K" if quarter == QUARTERS[-1] else "10-Q"

    def _cell(self, slot: Slot) -> LedgerCell:
        ended = day(slot_end(slot, self.end_month))
        filing = self.held.get(slot)
        if filing is None:
            gap = slot in self.gaps
            words = f"Quarter ended {ended}: {'expected, none in the archive' if gap else 'none'}"
            return LedgerCell("gap" if gap else "none", Link(words, ""), None, grave=False)
        grave = any(f.severity in (Severity.A, Severity.B, Severity.C) for f in filing.findings)
        words = f"{stated(filing.form_type)}, {stated(filing.period_of_report)}"
        return LedgerCell("held", Link(words, way(self.page, filing.address)), quad(filing), grave)


def compile_ledger(company: CompanyEntry, filings: Sequence[FilingEntry]) -> Ledger | None:
    """Return the ledger of COMPANY, or None where fewer than three quarters are held."""
    end_month = year_end_month(company, filings)
    held = _held(filings, end_month)
    if len(held) < FEWEST_HELD:
        return None
    years = range(min(held)[0], max(held)[0] + 1)
    quarterly = any(f.form_type and QUARTERLY.match(f.form_type.value) for f in held.values())
    gaps = _gaps([(year, quarter) for year in years for quarter in QUARTERS], held) if quarterly else set()
    grid = _Grid(company.address, end_month, held, frozenset(gaps))
    known = [year for year in years if grid.knows(year)]
    used = [quarter for quarter in QUARTERS if any(slot[1] == quarter for slot in (*held, *gaps))]
    told = tuple((slot_end(slot, end_month), grid.form(slot[1])) for slot in sorted(gaps))
    return Ledger(tuple(map(str, known)), tuple(grid.row(quarter, known) for quarter in used), told)


def _held(filings: Sequence[FilingEntry], end_month: int) -> dict[Slot, FilingEntry]:
    """Return the filing of each quarter; of several the first original, amendments after it."""
    held: dict[Slot, FilingEntry] = {}
    for filing in reversed(filings):
        period = stated_date(filing.period_of_report)
        if period is None:
            continue
        slot = slot_of(period, end_month)
        before = held.get(slot)
        if before is None or (_amends(before) and not _amends(filing)):
            held[slot] = filing
    return held


def _amends(filing: FilingEntry) -> bool:
    return stated(filing.form_type).endswith("/A")


def _gaps(every: Sequence[Slot], held: Mapping[Slot, FilingEntry]) -> set[Slot]:
    inside = [slot for slot in every if min(held) < slot < max(held)]
    gaps: set[Slot] = set()
    run: list[Slot] = []
    for slot in [*inside, max(held)]:
        if slot not in held:
            run.append(slot)
            continue
        if len(run) <= LONGEST_GAP:
            gaps.update(run)
        run = []
    return gaps
