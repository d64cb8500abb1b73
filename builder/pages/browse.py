"""The views of pages that list: companies and officers A to Z, quarters, files set aside, and the home page's parts.

Lists stay short enough to load at once: beyond a few hundred lines a letter has a page of its own, and beyond a
page's length it is cut into pages. Everything streams; only what one page shows is held.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from builder.entries import Archive, CompanyEntry, OfficerEntry, PeriodEntry, QuarantineEntry
from builder.pages.rows import FilingRow, row_of
from builder.pages.views import Link, by_surname, counted, day, initial, number, way, years

ONE_PAGE_UP_TO = 600
"""More entries than this are spread over a page a letter."""

PAGE_LENGTH = 500
"""Lines of one page of a list."""

ALPHABET = (*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0-9", "#")

QUARTERS = ("First", "Second", "Third", "Fourth")
QUARTER_ENDS = (("1 Jan", "31 Mar"), ("1 Apr", "30 Jun"), ("1 Jul", "30 Sep"), ("1 Oct", "31 Dec"))


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a list: a name with what stands beside it."""

    link: Link
    beside: str
    years: str
    count: str


@dataclass(frozen=True, slots=True)
class Letter:
    """The entries under one letter, or as many as one page holds."""

    name: str
    anchor: str
    note: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """A page of a list from A to Z."""

    address: str
    title: str
    description: str
    lead: str
    path: tuple[Link, ...]
    letters: tuple[tuple[str, str, bool], ...]
    """(letter, href or "" where nothing stands under it, whether it is this page's)."""
    shown: tuple[Letter, ...]
    pages: tuple[Link, ...]
    """The pages that a long letter is cut into; "" as href for this one."""


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
    rows: tuple[FilingRow, ...]
    earlier: Link | None
    later: Link | None
    pages: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class AsideLine:
    """One file that was set aside."""

    path: str
    reason: str
    size: str


def slug_of(letter: str) -> str:
    """Return how a letter stands in an address or an anchor."""
    return {"#": "other", "0-9": "figures"}.get(letter, letter.lower())


def letter_link(kind: str, name: str, total: int) -> Link:
    """Return the way to NAME's letter in the list KIND ("companies" or "officers") of TOTAL entries."""
    letter = initial(name)
    if total <= ONE_PAGE_UP_TO:
        return Link(letter, f"{kind}/#{slug_of(letter)}")
    return Link(letter, f"{kind}/by-letter/{slug_of(letter)}/")


def company_lists(companies: Iterable[CompanyEntry], total: int) -> Iterator[ListView]:
    """Yield the pages of the companies from A to Z."""
    lines = ((c.name, c) for c in companies)
    lead = "Registrants by name. Beside each: years of filing and number of filings."
    yield from _lists("companies", "Companies", f"{counted(total, 'registrant')}, by name.", lead, lines, total)


def officer_lists(officers: Iterable[OfficerEntry], total: int) -> Iterator[ListView]:
    """Yield the pages of the officers from A to Z."""
    lines = ((by_surname(o), o) for o in officers)
    lead = "Each line is one person within one company; equal names are not merged."
    many = f"{counted(total, 'person', 'people')}, by surname."
    yield from _lists("officers", "Officers", many, lead, lines, total)


def _lists(
    kind: str,
    title: str,
    many: str,
    lead: str,
    entries: Iterable[tuple[str, CompanyEntry | OfficerEntry]],
    total: int,
) -> Iterator[ListView]:
    by_letter: dict[str, list[tuple[str, CompanyEntry | OfficerEntry]]] = {}
    for name, entry in entries:
        by_letter.setdefault(initial(name), []).append((name, entry))
    paged = total > ONE_PAGE_UP_TO
    counts = {letter: len(by_letter.get(letter, ())) for letter in ALPHABET}
    home = Link(title, f"{kind}/")
    description = f"{title} from A to Z."
    shown = () if paged else tuple(_letter(kind, x, by_letter[x], f"{kind}/") for x in ALPHABET if counts[x])
    address = f"{kind}/"
    yield ListView(
        address, title, description, f"{many} {lead}", (Link(title, ""),), _alphabet(kind, counts, "", paged), shown, ()
    )
    for letter in ALPHABET if paged else ():
        yield from _letter_pages(kind, title, home, letter, by_letter.get(letter, []), counts)


def _letter_pages(
    kind: str,
    title: str,
    home: Link,
    letter: str,
    entries: Sequence[tuple[str, CompanyEntry | OfficerEntry]],
    counts: dict[str, int],
) -> Iterator[ListView]:
    base = f"{kind}/by-letter/{slug_of(letter)}/"
    parts = [entries[at : at + PAGE_LENGTH] for at in range(0, len(entries), PAGE_LENGTH)]
    addresses = [base if index == 0 else f"{base}{index + 1}/" for index in range(len(parts))]
    for index, part in enumerate(parts):
        address = addresses[index]
        alphabet = tuple(
            (x, way(address, href.removeprefix("./")) if href else "", x == letter)
            for x, href, _ in _alphabet(kind, counts, letter, paged=True)
        )
        pages = tuple(
            Link(_range_words(other), "" if at == index else way(address, addresses[at]))
            for at, other in enumerate(parts)
        )
        yield ListView(
            address,
            f"{title}: {letter}",
            f"{title} from A to Z: {letter}.",
            f"{counted(counts[letter], 'entry', 'entries')} under {letter}.",
            (home, Link(letter, "")),
            alphabet,
            (_letter(kind, letter, part, address),),
            pages if len(parts) > 1 else (),
        )


def _range_words(part: Sequence[tuple[str, CompanyEntry | OfficerEntry]]) -> str:
    return f"{part[0][0][:18]} to {part[-1][0][:18]}"


def _alphabet(kind: str, counts: dict[str, int], current: str, paged: bool) -> tuple[tuple[str, str, bool], ...]:
    """Return the letters; hrefs are site paths on letter pages, anchors on a single page."""
    out = []
    for letter in ALPHABET:
        if letter in ("#", "0-9") and not counts[letter]:
            continue
        site_path = f"{kind}/by-letter/{slug_of(letter)}/"
        href = "" if not counts[letter] else f"#{slug_of(letter)}" if not paged else site_path
        if paged and not current and href:
            href = way(f"{kind}/", site_path)
        out.append((letter, href, letter == current))
    return tuple(out)


def _letter(kind: str, letter: str, entries: Sequence[tuple[str, CompanyEntry | OfficerEntry]], page: str) -> Letter:
    one, many = ("company", "companies") if kind == "companies" else ("officer", "officers")
    return Letter(
        letter, slug_of(letter), counted(len(entries), one, many), tuple(_line(name, e, page) for name, e in entries)
    )


def _line(name: str, entry: CompanyEntry | OfficerEntry, page: str) -> Line:
    if isinstance(entry, CompanyEntry):
        return Line(Link(name, way(page, entry.address)), "", years(entry.first, entry.last), number(entry.filings))
    link = Link(name, way(page, entry.address))
    return Line(link, entry.company_name, years(entry.first, entry.last), number(entry.certifications))


def view_periods(periods: Sequence[PeriodEntry]) -> PeriodsView:
    """Return the grid of quarters."""
    known = {(p.year, p.quarter): p for p in periods}
    columns = tuple(sorted({p.year for p in periods}))
    rows = tuple(
        (f"Q{quarter}", tuple(_quarter_link(known.get((year, quarter))) for year in columns))
        for quarter in (1, 2, 3, 4)
    )
    total = sum(p.filings for p in periods)
    lead = f"Filings by the calendar quarter in which the reported period ended: {counted(len(periods), 'quarter')}, {counted(total, 'filing')}."
    return PeriodsView(tuple(str(year) for year in columns), rows, lead)


def _quarter_link(period: PeriodEntry | None) -> Link:
    if period is None:
        return Link("", "", "none")
    words = f"{quarter_words(period)}: {counted(period.filings, 'filing')}"
    return Link(number(period.filings), way("periods/", period.address), words)


def quarter_words(period: PeriodEntry) -> str:
    """Return "Third quarter of 2008"."""
    return f"{QUARTERS[period.quarter - 1]} quarter of {period.year}"


def view_period(
    period: PeriodEntry, archive: Archive, earlier: PeriodEntry | None, later: PeriodEntry | None
) -> Iterator[PeriodView]:
    """Yield the pages of one quarter, its filings by company."""
    count = max(1, -(-period.filings // PAGE_LENGTH))
    addresses = [period.address if at == 0 else f"{period.address}{at + 1}/" for at in range(count)]
    first, last = QUARTER_ENDS[period.quarter - 1]
    lead = (
        f"Reports for periods that ended between {first} and {last} {period.year}: {counted(period.companies, 'company', 'companies')}, "
        f"{counted(period.filings, 'filing')}, {counted(period.certifications, 'certification')}."
    )
    entries = enumerate(archive.filings_in(period.address))
    for at, part in groupby(entries, key=lambda pair: pair[0] // PAGE_LENGTH):
        address = addresses[min(at, count - 1)]
        yield PeriodView(
            address=address,
            title=quarter_words(period),
            description=f"Officer certifications for periods that ended in the {quarter_words(period).lower()}.",
            lead=lead,
            path=(
                Link("Periods", "periods/"),
                Link(f"{period.year}, {QUARTERS[period.quarter - 1].lower()} quarter", ""),
            ),
            rows=tuple(row_of(entry, address) for _, entry in part),
            earlier=Link(quarter_words(earlier), way(address, earlier.address)) if earlier else None,
            later=Link(quarter_words(later), way(address, later.address)) if later else None,
            pages=tuple(
                Link(f"page {n + 1}", "" if n == at else way(address, other)) for n, other in enumerate(addresses)
            )
            if count > 1
            else (),
        )


def aside_lines(quarantined: Iterable[QuarantineEntry]) -> Iterator[AsideLine]:
    """Yield the files that were set aside."""
    for entry in quarantined:
        yield AsideLine(entry.path, entry.reason, number(entry.size))


def home_facts(archive: Archive) -> tuple[tuple[str, str], ...]:
    """Return the archive's size and span, (label, words)."""
    counts = archive.counts()
    return (
        ("Certifications", number(counts.certifications)),
        ("Officers", number(counts.officers)),
        ("Filings", number(counts.filings)),
        ("Companies", number(counts.companies)),
        ("First filed or signed", day(counts.first)),
        ("Last filed or signed", day(counts.last)),
    )
