"""The view of an officer's page: every certification, names as printed, titles over time, who signed beside.

One `OfficerEntry` with its mentions and the company's filings become an `OfficerView`. A person is known within one
company only; equal names elsewhere are listed and nothing is concluded from them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

import msgspec
from markupsafe import Markup

from builder.entries import FilingEntry, Mention, OfficerEntry
from builder.findings import Finding
from builder.pages.drawings import draw_dates
from builder.pages.views import (
    Flag,
    Link,
    counted,
    day,
    days,
    flags,
    listed,
    number,
    role_words,
    sentence,
    stated,
    way,
    years,
)
from builder.records import Section

SHOWN_ROWS = 60
"""Certifications shown at once; earlier ones stand in a fold beneath."""


class NameLine(msgspec.Struct, frozen=True):
    """One spelling of the name."""

    name: str
    times: str
    when: str


class TitleLine(msgspec.Struct, frozen=True):
    """One title as printed, and the role read from it."""

    title: str
    role: str
    when: str


class SignedLine(msgspec.Struct, frozen=True):
    """The officer's certifications in one filing."""

    signed: str
    filing: Link
    period: str
    sections: str
    flags: tuple[Flag, ...]


class OfficerView(msgspec.Struct, frozen=True):
    """Everything that an officer's page shows."""

    name: str
    heading: str
    description: str
    path: tuple[Link, ...]
    company: Link
    lead_before: str
    lead_after: str
    drawing: Markup
    names: tuple[NameLine, ...]
    merged: tuple[str, ...]
    """Why differing names were taken for one person."""
    confidence: str
    titles: tuple[TitleLine, ...]
    rows: tuple[SignedLine, ...]
    folded: tuple[SignedLine, ...]
    folded_words: str
    beside: tuple[Link, ...]
    same_name: tuple[Link, ...]


def view_officer(
    officer: OfficerEntry,
    mentions: Sequence[Mention],
    filings: Mapping[str, FilingEntry],
    find_officer: Callable[[str], OfficerEntry],
    letter: Link,
) -> OfficerView:
    """Return what the page of OFFICER shows; MENTIONS come newest first, FILINGS are the company's by address."""
    rows = tuple(_rows(officer, mentions, filings))
    words = sentence(role_words(officer.roles))
    signed = counted(officer.certifications, "certification")
    return OfficerView(
        name=officer.name,
        heading=", ".join(part for part in (officer.name, officer.company_name) if part),
        description=f"{signed} by {officer.name} for {officer.company_name}.",
        path=(Link("Officers", "officers/"), letter, Link(officer.name, "")),
        company=Link(officer.company_name, way(officer.address, officer.company)),
        lead_before=f"{words} of" if words else "Signer for",
        lead_after=_lead(mentions),
        drawing=_drawing(officer, mentions),
        names=tuple(_names(mentions)),
        merged=officer.evidence,
        confidence=f"{officer.confidence:.2f}" if officer.confidence < 1 else "",
        titles=tuple(_titles(mentions)),
        rows=rows[:SHOWN_ROWS],
        folded=rows[SHOWN_ROWS:],
        folded_words=counted(len(rows[SHOWN_ROWS:]), "earlier filing"),
        beside=tuple(_beside(officer, mentions, filings)),
        same_name=tuple(_same_name(officer, find_officer)),
    )


def _lead(mentions: Sequence[Mention]) -> str:
    """Return how many certifications there are and from when, by the dates of signature that MENTIONS state."""
    dates = sorted(mention.signed_on for mention in mentions if mention.signed_on)
    signed = all(mention.signed for mention in mentions)
    many = f"{'who signed' if signed else 'who is named in'} {counted(len(mentions), 'certification')}"
    if not dates:
        return many
    first, last = dates[0], dates[-1]
    if len(dates) < len(mentions):
        return f"{many}, {number(len(dates))} of them dated {days(first, last)}"
    if not signed:
        return f"{many}, dated {days(first, last)}"
    return f"{many} on {day(first)}" if first == last else f"{many} between {day(first)} and {day(last)}"


def _drawing(officer: OfficerEntry, mentions: Sequence[Mention]) -> Markup:
    rows = [
        (f"Section {section.value}", sorted({m.signed_on for m in mentions if m.section is section and m.signed_on}))
        for section in Section
    ]
    rows = [(label, dates) for label, dates in rows if dates]
    if len({when for _, dates in rows for when in dates}) < 2:
        return Markup("")
    parts = [f"{label.lower()}: {len(dates)} dates, {days(dates[0], dates[-1])}" for label, dates in rows]
    return draw_dates(rows, f"Certifications of {officer.name} by date; {listed(parts)}")


def _spans(pairs: Sequence[tuple[str, date | None]]) -> Iterator[tuple[str, int, str]]:
    """Yield each of the words with how often and from when to when, in order of first use."""
    seen: dict[str, list[date | None]] = {}
    for words, when in pairs:
        seen.setdefault(words, []).append(when)
    order = sorted(seen.items(), key=lambda item: (min((d for d in item[1] if d), default=date.max), item[0]))
    for words, dates in order:
        known = sorted(when for when in dates if when)
        yield words, len(dates), days(known[0], known[-1]) if known else ""


def _names(mentions: Sequence[Mention]) -> Iterator[NameLine]:
    found = _spans([(mention.name, mention.signed_on) for mention in mentions])
    for name, times, when in sorted(found, key=lambda line: -line[1]):
        yield NameLine(name, number(times), when)


def _titles(mentions: Sequence[Mention]) -> Iterator[TitleLine]:
    roles = {", ".join(m.titles): role_words(m.roles, m.modifiers) for m in mentions if m.titles}
    for title, _, when in _spans([(", ".join(m.titles), m.signed_on) for m in mentions if m.titles]):
        yield TitleLine(title, sentence(roles[title]), when)


def _rows(
    officer: OfficerEntry, mentions: Sequence[Mention], filings: Mapping[str, FilingEntry]
) -> Iterator[SignedLine]:
    """Yield a line for each filing, in the order of the mentions."""
    grouped: dict[str, list[Mention]] = {}
    for mention in mentions:
        grouped.setdefault(mention.filing, []).append(mention)
    for address, own in grouped.items():
        signed = sorted({mention.signed_on for mention in own if mention.signed_on})
        entry, href = filings.get(address), way(officer.address, address)
        own.sort(key=lambda mention: (mention.section, mention.certification))
        yield SignedLine(
            signed=days(signed[0], signed[-1]) if signed else "",
            filing=Link(
                (stated(entry.form_type) if entry else own[0].form_type) or "filing", f"{href}#{own[0].anchor}"
            ),
            period=(stated(entry.period_of_report) if entry else "") or day(own[0].period_of_report),
            sections=", ".join(dict.fromkeys(mention.section.value for mention in own)),
            flags=flags(_own_findings(entry, {m.certification for m in own})),
        )


def _own_findings(entry: FilingEntry | None, certifications: set[int]) -> Iterator[Finding]:
    yield from (f for f in entry.findings if f.certification in certifications) if entry else ()


def _beside(officer: OfficerEntry, mentions: Sequence[Mention], filings: Mapping[str, FilingEntry]) -> Iterator[Link]:
    """Yield who else certified the same filings, most often first."""
    names: dict[str, str] = {}
    dates: dict[str, list[date]] = {}
    counts: dict[str, int] = {}
    for address in dict.fromkeys(mention.filing for mention in mentions):
        entry = filings.get(address)
        others = {m.officer: m.name for m in entry.mentions if m.officer != officer.address} if entry else {}
        for other, name in others.items():
            names.setdefault(other, name)
            counts[other] = counts.get(other, 0) + 1
            dates.setdefault(other, []).extend([entry.dated_on] if entry and entry.dated_on else [])
    for other in sorted(names, key=lambda address: (-counts[address], names[address])):
        when = years(min(dates[other], default=None), max(dates[other], default=None))
        note = ", ".join(part for part in (counted(counts[other], "filing"), when) if part)
        yield Link(names[other], way(officer.address, other), note)


def _same_name(officer: OfficerEntry, find_officer: Callable[[str], OfficerEntry]) -> Iterator[Link]:
    for address in officer.same_name:
        other = find_officer(address)
        parts = (other.company_name, role_words(other.roles), years(other.first, other.last))
        yield Link(other.name, way(officer.address, address), ", ".join(part for part in parts if part))
