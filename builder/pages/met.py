"""A company's findings over time: how many filings of each fiscal year a rule was met in, and what history tells.

A row a rule, gravest first; notes about our own reading are left out. Findings over several filings (a copy of the
certification before, words first seen, another officer) are told one by one, newest first. Refuses to conclude
anything from their number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.entries import CompanyEntry, FilingEntry
from builder.findings import RuleText, Severity
from builder.pages.deviations import shorten
from builder.pages.findings import rule_address
from builder.pages.ledger import slot_of, year_end_month
from builder.pages.told import rule_words
from builder.pages.views import SEVERITY_WORDS, Link, counted, day, days, number, sentence, stated, stated_date, way

OVER_TIME = "history"
"""What rules over several filings say that they apply to."""

HISTORY_SHOWN = 4
"""Findings of one rule over time shown at once; earlier ones stand in a fold beneath."""

STEPS = 4
"""Shades of a year, by the share of its filings."""


@dataclass(frozen=True, slots=True)
class YearCell:
    """One rule in one fiscal year."""

    step: str
    """"" where it was not met, "h1" to "h4" by the share of the year's filings."""
    count: str
    told: str
    """"2 of 4 filings"."""


@dataclass(frozen=True, slots=True)
class RuleLine:
    """How often one rule was met."""

    rule: Link
    severity: str
    severity_words: str
    filings: str
    when: str
    cells: tuple[YearCell, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """One finding over several filings, at the filing that it is told of."""

    when: str
    filing: Link
    seen: str
    expected: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One rule over several filings, newest finding first."""

    rule: Link
    sentence: str
    moments: tuple[Moment, ...]
    earlier: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class CompanyFindings:
    """What a company's page says of findings."""

    years: tuple[str, ...]
    """The columns; none where one year says it all."""
    rules: tuple[RuleLine, ...]
    history: tuple[HistoryLine, ...]


def tell_company_findings(
    company: CompanyEntry, filings: Sequence[FilingEntry], rules: Mapping[str, RuleText]
) -> CompanyFindings:
    """Return the findings on FILINGS of COMPANY, which come newest first."""
    end_month = year_end_month(company, filings)
    year_of = {filing.address: _fiscal_year(filing, end_month) for filing in filings}
    in_year = Counter(year_of.values())
    known = [year for year in in_year if year]
    years = range(min(known), max(known) + 1) if len(known) > 1 else range(0)
    return CompanyFindings(
        years=tuple(str(year) for year in years),
        rules=tuple(_rules(company, filings, rules, [(year, in_year[year]) for year in years], year_of)),
        history=tuple(_history(company, filings, rules)),
    )


def _fiscal_year(filing: FilingEntry, end_month: int) -> int:
    """Return the fiscal year that FILING is about; 0 where it is not known."""
    period = stated_date(filing.period_of_report) or filing.dated_on
    return slot_of(period, end_month)[0] if period else 0


def _rules(
    company: CompanyEntry,
    filings: Sequence[FilingEntry],
    rules: Mapping[str, RuleText],
    years: Sequence[tuple[int, int]],
    year_of: Mapping[str, int],
) -> Iterator[RuleLine]:
    """Yield each rule that was met, gravest first; notes about our own reading left out."""
    met: dict[tuple[Severity, str], list[FilingEntry]] = {}
    for filing in filings:
        for key in dict.fromkeys((finding.severity, finding.code) for finding in filing.findings):
            met.setdefault(key, []).append(filing)
    order = list(Severity)
    for (severity, code), where in sorted(met.items(), key=lambda item: (order.index(item[0][0]), item[0][1])):
        if severity is Severity.INFORMATION:
            continue
        dates = sorted(filing.dated_on for filing in where if filing.dated_on)
        counts = Counter(year_of[filing.address] for filing in where)
        yield RuleLine(
            rule=_rule(company, code, rules),
            severity=severity.value,
            severity_words=sentence(SEVERITY_WORDS[severity]),
            filings=number(len(where)),
            when=days(dates[0], dates[-1]) if dates else "",
            cells=tuple(_cell(counts[year], there) for year, there in years),
        )


def _cell(count: int, there: int) -> YearCell:
    if not there:
        return YearCell("na", "", "no filing")
    step = f"h{-(-STEPS * count // there)}" if count else ""
    return YearCell(step, number(count) if count else "", f"{number(count)} of {counted(there, 'filing')}")


def _history(
    company: CompanyEntry, filings: Sequence[FilingEntry], rules: Mapping[str, RuleText]
) -> Iterator[HistoryLine]:
    """Yield what is told over several filings, a line a rule, in the order of RULES."""
    met: dict[str, list[Moment]] = {}
    for filing in filings:
        link = Link(stated(filing.form_type) or "filing", way(company.address, filing.address))
        for finding in filing.findings:
            moment = Moment(day(filing.dated_on) or "no date", link, shorten(finding.seen), shorten(finding.expected))
            met.setdefault(finding.code, []).append(moment)
    for code, rule in rules.items():
        if rule.applies == OVER_TIME and code in met:
            moments = tuple(dict.fromkeys(met[code]))
            shown, earlier = moments[:HISTORY_SHOWN], moments[HISTORY_SHOWN:]
            yield HistoryLine(_rule(company, code, rules), rule.sentence, shown, earlier)


def _rule(company: CompanyEntry, code: str, rules: Mapping[str, RuleText]) -> Link:
    known = rules.get(code)
    if known is None:
        return Link(rule_words(code), "")
    return Link(known.name or known.sentence, way(company.address, rule_address(code)))
