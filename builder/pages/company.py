"""The view of a company's page: who signed when, expected and found, filings by fiscal year, officers, findings.

One `CompanyEntry` with its filings and officers become a `CompanyView`. Bars run from first to last certification,
never by terms of office, which filings do not state. A gap is shown as a gap and nothing is concluded from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from markupsafe import Markup

from builder.entries import CompanyEntry, FilingEntry, Mention, OfficerEntry
from builder.findings import RuleText
from builder.pages.drawings import Lane, Tenure, Vacancy, draw_timeline, words_of
from builder.pages.ledger import Ledger, compile_ledger, slot_of, year_end_month
from builder.pages.met import CompanyFindings, tell_company_findings
from builder.pages.rows import FilingRow, gap_row, row_of
from builder.pages.shown import Company
from builder.pages.views import (
    Link,
    by_surname,
    counted,
    day,
    days,
    months,
    number,
    stated_date,
    way,
)
from builder.records import Modifier, Role
from builder.wording.companies import fold_company

SHOWN_FILINGS = 40
"""Rows shown at once; earlier filings stand in a fold beneath."""

FORMER_NAMES = 4
"""Former names told one by one, the latest first; of more, their number."""

BREAK_DAYS = 550
"""A longer pause in which someone else certified ends a tenure; the next certification begins another."""

LANES = ((("Principal", "executive"), Role.PEO), (("Principal", "financial"), Role.PFO))


@dataclass(frozen=True, slots=True)
class FilingGroup:
    """The filings of one fiscal year; all of them, without a heading, where years hold one or two."""

    heading: str
    rows: tuple[FilingRow, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What a company's page needs to know of others."""

    rules: Mapping[str, RuleText]
    companies: Mapping[str, Company]


@dataclass(frozen=True, slots=True)
class CompanyView:
    """Everything that a company's page shows."""

    name: str
    description: str
    path: tuple[Link, ...]
    cik: str
    facts: tuple[tuple[str, str, str], ...]
    """(label, words, note)."""
    timeline: Markup
    timeline_list: tuple[str, ...]
    interim: bool
    missed: bool
    vacant: bool
    ledger: Ledger | None
    ledger_note: str
    ledger_lines: tuple[tuple[str, str], ...]
    groups: tuple[FilingGroup, ...]
    folded: tuple[FilingGroup, ...]
    folded_words: str
    findings: CompanyFindings
    officers: tuple[Link, ...]
    together: tuple[Link, ...]
    """Registrants that share filings with it."""


def view_company(
    company: CompanyEntry,
    filings: Sequence[FilingEntry],
    officers: Sequence[OfficerEntry],
    letter: Link,
    told: Told,
) -> CompanyView:
    """Return what the page of COMPANY shows; FILINGS come newest first, LETTER leads to its place from A to Z."""
    lanes = tuple(_lanes(company, filings))
    drawn = bool(lanes) and len({f.dated_on for f in filings if f.mentions}) > 1
    ledger = compile_ledger(company, filings)
    groups = tuple(_groups(company, filings, ledger))
    shown, folded = _fold(groups)
    tenures = [tenure for lane in lanes for tenure in lane.tenures]
    expected, found = _counts(filings)
    return CompanyView(
        name=company.name,
        description=f"Officer certifications of {company.name}: {counted(company.filings, 'filing')}.",
        path=(Link("Companies", "companies/"), letter, Link(company.name, "")),
        cik=company.cik or "",
        facts=tuple(_facts(company)),
        timeline=draw_timeline(lanes, f"Who signed when, {company.name}", _described(lanes)) if drawn else Markup(""),
        timeline_list=tuple(_list(lanes)) if drawn else (),
        interim=any(tenure.interim for tenure in tenures),
        missed=any(tenure.missed for tenure in tenures),
        vacant=any(lane.vacancies for lane in lanes),
        ledger=ledger,
        ledger_note=f"{number(found)} of {number(expected)} expected" if expected else "",
        ledger_lines=tuple(_ledger_lines(ledger, filings, expected, found)) if ledger else (),
        groups=shown,
        folded=folded,
        folded_words=counted(sum(len(group.rows) for group in folded), "earlier filing"),
        findings=tell_company_findings(company, filings, told.rules),
        officers=tuple(
            Link(
                by_surname(officer),
                way(company.address, officer.address),
                number(officer.certifications) if index else counted(officer.certifications, "certification"),
            )
            for index, officer in enumerate(officers)
        ),
        together=tuple(_together(company, filings, told.companies)),
    )


def _together(
    company: CompanyEntry, filings: Sequence[FilingEntry], companies: Mapping[str, Company]
) -> Iterator[Link]:
    """Yield the other registrants of the same filings, those with most filings in common first."""
    shared = Counter(other for filing in filings for other in filing.companies if other != company.address)
    for address, count in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if address in companies:
            yield Link(companies[address].name, way(company.address, address), counted(count, "filing"))


def _facts(company: CompanyEntry) -> Iterator[tuple[str, str, str]]:
    yield "CIK", company.cik or "", ""
    for index, name in enumerate(reversed(company.former_names[-FORMER_NAMES:])):
        until = f"to {day(name.changed_on)}" if name.changed_on else ""
        more = len(company.former_names) - FORMER_NAMES if index == FORMER_NAMES - 1 else 0
        yield "Formerly", name.name, f"{until}, and {more} before" if more > 0 else until
    known = {fold_company(name) for name in (company.name, *(former.name for former in company.former_names))}
    others = {fold_company(name): name for name in company.other_names if fold_company(name) not in known}
    if others:
        more = len(others) - 2
        yield "Also written", "; ".join(list(others.values())[:2]), f"and {more} more" if more > 0 else ""
    if company.sic_name or company.sic:
        yield f"Industry (SIC {company.sic})" if company.sic else "Industry", company.sic_name or company.sic or "", ""
    end = company.fiscal_year_end or ""
    if len(end) == 4 and end.isdigit() and 1 <= int(end[:2]) <= 12 and 1 <= int(end[2:]) <= 31:
        yield "Fiscal year ends", f"{int(end[2:])} {day(date(2000, int(end[:2]), 1)).split()[1]}", ""
    held = f"{counted(company.filings, 'filing')}, {counted(company.certifications, 'certification')}"
    yield "In the archive", held, ""
    yield "Filed or signed", months(company.first, company.last), ""


def _lanes(company: CompanyEntry, filings: Sequence[FilingEntry]) -> Iterator[Lane]:
    placed: set[tuple[str, int, int]] = set()
    for label, role in LANES:
        signed = list(_signed(filings, role))
        placed.update((m.filing, m.certification, m.signature) for _, m in signed)
        yield from _lane(company, label, signed, _lacking(filings, role))
    others = [(when, m) for when, m in _signed(filings, None) if (m.filing, m.certification, m.signature) not in placed]
    yield from _lane(company, ("Other", "signers"), others, [])


def _signed(filings: Sequence[FilingEntry], role: Role | None) -> Iterator[tuple[date, Mention]]:
    """Yield the dated signatures in ROLE, oldest first."""
    dated = [
        (when, mention)
        for filing in filings
        for mention in filing.mentions
        if (when := filing.dated_on or mention.signed_on) and (role is None or role in mention.roles)
    ]
    yield from sorted(dated, key=lambda pair: (pair[0], pair[1].officer, pair[1].section))


def _lacking(filings: Sequence[FilingEntry], role: Role) -> list[date]:
    """Return the dates of filings that expect a certification in ROLE and have none under either section."""
    return sorted(
        filing.dated_on
        for filing in filings
        if filing.dated_on
        and filing.filing.container != "exhibit"
        and any(r is role for _, r in filing.expected)
        and not any(r is role for _, r in filing.found)
    )


def _lane(
    company: CompanyEntry, label: tuple[str, ...], signed: Sequence[tuple[date, Mention]], lacking: Sequence[date]
) -> Iterator[Lane]:
    if not signed:
        return
    newest = signed[-1][0]
    tenures = [
        _tenure(company, part, lacking, newest)
        for officer in dict.fromkeys(mention.officer for _, mention in signed)
        for part in _stretches(officer, signed)
    ]
    missed = {when for tenure in tenures for when in tenure.missed}
    yield Lane(label, tuple(tenures), tuple(_vacancies([when for when in lacking if when not in missed], signed)))


def _stretches(officer: str, signed: Sequence[tuple[date, Mention]]) -> Iterator[list[tuple[date, Mention]]]:
    """Yield an officer's signatures, cut where a long pause was filled by someone else."""
    own = [pair for pair in signed if pair[1].officer == officer]
    part = own[:1]
    for (before, _), (when, mention) in pairwise(own):
        long = (when - before).days > BREAK_DAYS
        if long and any(before < other < when for other, m in signed if m.officer != officer):
            yield part
            part = []
        part.append((when, mention))
    yield part


def _tenure(
    company: CompanyEntry, part: Sequence[tuple[date, Mention]], lacking: Sequence[date], newest: date
) -> Tenure:
    first, last = part[0][0], part[-1][0]
    mention = part[-1][1]
    interim = all(Modifier.INTERIM in m.modifiers for _, m in part)
    co = any(Modifier.CO in m.modifiers for _, m in part)
    goes_on = last == newest and first != last
    words = f"from {day(first)}" if goes_on else days(first, last)
    return Tenure(
        name=mention.name,
        href=way(company.address, mention.officer),
        words=f"{words}{', interim' if interim else ''}{', co-officer' if co else ''}",
        first=first,
        last=last,
        signed=tuple(dict.fromkeys(when for when, _ in part)),
        missed=tuple(when for when in lacking if first < when < last),
        interim=interim,
        goes_on=goes_on,
    )


def _vacancies(lacking: Sequence[date], signed: Sequence[tuple[date, Mention]]) -> Iterator[Vacancy]:
    """Yield each run of filings without anybody in the lane."""
    filled = [when for when, _ in signed]
    runs = groupby(lacking, key=lambda when: sum(other <= when for other in filled))
    for _, run in runs:
        dates = list(run)
        yield Vacancy(f"none found, {counted(len(dates), 'filing')}", dates[0], dates[-1])


def _described(lanes: Sequence[Lane]) -> str:
    parts = []
    for lane in lanes:
        names = ", ".join(f"{t.name} {days(t.first, t.last)}" for t in lane.tenures)
        parts.append(f"{' '.join(lane.label)}: {names}.")
    return " ".join(parts) + " The list below gives the same."


def _list(lanes: Sequence[Lane]) -> Iterator[str]:
    for lane in lanes:
        yield from words_of(lane, " ".join(lane.label).lower())


def _counts(filings: Sequence[FilingEntry]) -> tuple[int, int]:
    """Return how many certifications the filings expect, and how many of those were found."""
    whole = [filing for filing in filings if filing.filing.container != "exhibit"]
    expected = sum(len(filing.expected) for filing in whole)
    return expected, sum(part in filing.found for filing in whole for part in filing.expected)


def _ledger_lines(
    ledger: Ledger, filings: Sequence[FilingEntry], expected: int, found: int
) -> Iterator[tuple[str, str]]:
    if expected:
        yield f"Found {number(found)} of {number(expected)} expected", ""
    for ended, form in ledger.gaps[:4]:
        yield f"No {form} for the quarter ended {day(ended)}", ""
    if len(ledger.gaps) > 4:
        yield f"{number(len(ledger.gaps) - 4)} more quarters without a report", ""
    for label, role in LANES:
        lacking = _lacking(filings, role)
        if lacking:
            when = ", ".join(months(filed, filed) for filed in lacking[:4])
            more = f" and {len(lacking) - 4} more" if len(lacking) > 4 else ""
            yield f"No {' '.join(label).lower()} officer in {counted(len(lacking), 'filing')}", f"filed {when}{more}"


def _groups(company: CompanyEntry, filings: Sequence[FilingEntry], ledger: Ledger | None) -> Iterator[FilingGroup]:
    """Yield the filings by fiscal year, newest first, gaps among them; a report a year needs no headings."""
    end_month = year_end_month(company, filings)
    dated: list[tuple[int, date, FilingRow]] = []
    for filing in filings:
        period = stated_date(filing.period_of_report) or filing.dated_on
        year = slot_of(period, end_month)[0] if period else 0
        dated.append((year, period or date.min, row_of(filing, company.address)))
    for ended, form in ledger.gaps if ledger else ():
        dated.append((slot_of(ended, end_month)[0], ended, gap_row(ended, form)))
    dated.sort(key=lambda item: (item[0], item[1]), reverse=True)
    if len(dated) < 2 * len({year for year, _, _ in dated}):
        yield FilingGroup("", tuple(row for _, _, row in dated))
        return
    for year, rows in groupby(dated, key=lambda item: item[0]):
        yield FilingGroup(f"Fiscal year {year}" if year else "Without a date", tuple(row for _, _, row in rows))


def _fold(groups: Sequence[FilingGroup]) -> tuple[tuple[FilingGroup, ...], tuple[FilingGroup, ...]]:
    """Return the groups that are shown and those that are folded beneath; a year is never torn."""
    count = 0
    for index, group in enumerate(groups):
        if not group.heading and len(group.rows) > SHOWN_FILINGS:
            return (FilingGroup("", group.rows[:SHOWN_FILINGS]),), (FilingGroup("", group.rows[SHOWN_FILINGS:]),)
        if count and count + len(group.rows) > SHOWN_FILINGS:
            return tuple(groups[:index]), tuple(groups[index:])
        count += len(group.rows)
    return tuple(groups), ()
