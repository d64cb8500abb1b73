"""The views of the findings: all rules by year as a map of shares, and a page for each rule that was met.

A share is told in per cent of what the rule applies to, never as a raw count alone, and a year without anything to
apply to is told apart from one in which nothing was found. No share says anything about a person or a company.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from builder.findings import RuleText, Severity
from builder.pages.deviations import shorten
from builder.pages.drawings import draw_shares
from builder.pages.lineage import Spread
from builder.pages.paragraphs import key_words
from builder.pages.shown import Company
from builder.pages.tally import RuleTally, Specimen, Tally
from builder.pages.views import SEVERITY_WORDS, Link, counted, day, iso_day, number, sentence, way, years

STEPS = (1.5, 5.0, 10.0, 20.0)
"""Per cent at which the next darker step of the map begins."""

COMPANIES_SHOWN = 200
CHANGES_SHOWN = 15

NO_WORDS, NOT_FOUND = "no words here", "not found"
"""How a finding tells that nothing was prescribed at its place, or nothing stood there."""

_BEFORE_PARAGRAPH = re.compile(r"; (?=\d[a-d]?: )")
_OF_PARAGRAPH = re.compile(r"(\d[a-d]?): (.+)", re.DOTALL)

NONE: Mapping[int, int] = {}
"""Nothing to find anything in."""

FAMILIES = {
    "T302": "Text of the 302",
    "R906": "Text of the 906",
    "SIG": "Signatures",
    "DATE": "Dates",
    "TTL": "Titles",
    "AG": "Against the filing",
    "FIL": "Completeness",
    "AMD": "Amendments",
    "ABS": "Asset-backed issuers",
    "HIS": "Over time",
    "Q": "Our own reading",
}
"""What the rules are about, by how their ids begin."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What a rule is met in."""

    there: str
    """How the tally counts how many there were."""
    met: str
    """How it counts those in which the rule was met."""
    words: str


FILING = Thing("filing", "filing", "filing")

THINGS = {
    "302": Thing("302", "certification", "section 302 certification"),
    "906": Thing("906", "certification", "section 906 certification"),
    "each signature": Thing("signature", "signature", "signature"),
    "each certification": Thing("certification", "certification", "certification"),
}
"""By what a rule says that it applies to; a filing where it says none of these."""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A rule in a year: `step` is "" for none found, "na" where there was nothing to find it in."""

    step: str
    words: str
    told: str
    """The same in counts."""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One rule through the years."""

    rule: Link
    severity: str
    severity_words: str
    cells: tuple[HeatCell, ...]
    total: str


@dataclass(frozen=True, slots=True)
class HeatFamily:
    """Rules about the same."""

    name: str
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True)
class FindingsView:
    """The page of all findings."""

    lead: str
    years: tuple[tuple[str, str], ...]
    """(year, as its column is headed)."""
    families: tuple[HeatFamily, ...]
    severities: tuple[tuple[str, str, str], ...]
    """(severity, its meaning, how many findings)."""
    unmet: tuple[str, ...]
    """Names of the rules that were met nowhere."""


@dataclass(frozen=True, slots=True)
class ChangedWords:
    """Words of one paragraph that differ from the prescribed ones; "" where there are none."""

    paragraph: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class SpecimenView:
    """One place where a rule was met."""

    seen: str
    expected: str
    changes: tuple[ChangedWords, ...]
    """The same as words gone and added, where each is of a paragraph of the prescribed text."""
    filing: Link


@dataclass(frozen=True, slots=True)
class MetLine:
    """How often a rule was met at one company."""

    company: Link
    filings: str
    years: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change of the prescribed words, and how far it spread."""

    paragraph: str
    expected: str
    found: str
    first: Link
    """The company that had it first, with the filing; its note is the day."""
    filings: str
    companies: str
    agents: str


@dataclass(frozen=True, slots=True)
class RuleView:
    """The page of one rule."""

    address: str
    title: str
    description: str
    lead: str
    path: tuple[Link, ...]
    id: str
    severity: str
    severity_words: str
    facts: tuple[tuple[str, str, str], ...]
    chart: Markup
    shares: tuple[tuple[int, str], ...]
    """(year, "3 of 40"): the chart in words."""
    changes: tuple[ChangeLine, ...]
    changes_note: str
    specimens: tuple[SpecimenView, ...]
    not_meant: str
    guard: str
    companies: tuple[MetLine, ...]
    companies_note: str
    before: Link | None
    after: Link | None


def rule_address(code: str) -> str:
    """Return the address of a rule's page: "SIG-NONE" is "findings/sig-none/"."""
    return f"findings/{re.sub(r'[^a-z0-9]+', '-', code.lower()).strip('-')}/"


def met_rules(tally: Tally, rules: Mapping[str, RuleText]) -> tuple[RuleText, ...]:
    """Return the rules that were met, in the order in which RULES has them."""
    return tuple(rule for code, rule in rules.items() if code in tally.rules)


def view_findings(tally: Tally, rules: Mapping[str, RuleText]) -> FindingsView:
    """Return the map of all rules that were met."""
    met = met_rules(tally, rules)
    span = _span(tally)
    families = tuple(
        HeatFamily(name, tuple(_heat_row(rule, tally, span) for rule in group))
        for name, group in groupby(sorted(met, key=_gravest_first), key=_family)
    )
    return FindingsView(
        lead=_lead(tally, len(met), len(rules)),
        years=tuple((str(year), f"’{year % 100:02}") for year in span),
        families=families,
        severities=tuple(_severities(tally)),
        unmet=tuple(sorted(_name(rule) for code, rule in rules.items() if code not in tally.rules)),
    )


def view_rules(tally: Tally, rules: Mapping[str, RuleText], companies: Mapping[str, Company]) -> Iterator[RuleView]:
    """Yield the page of each rule that was met."""
    met = sorted(met_rules(tally, rules), key=_gravest_first)
    padded = [None, *met, None]
    for before, rule, after in zip(padded, met, padded[2:], strict=False):
        yield _rule(rule, tally, companies, (before, after))


def _family(rule: RuleText) -> str:
    return FAMILIES.get(rule.id.split("-")[0], "Our own reading")


def _family_order(rule: RuleText) -> int:
    names = list(FAMILIES.values())
    return names.index(_family(rule))


def _gravest_first(rule: RuleText) -> tuple[int, int]:
    return _family_order(rule), list(Severity).index(rule.severity)


def _lead(tally: Tally, met: int, rules: int) -> str:
    filings = sum(tally.there.get("filing", NONE).values())
    return (
        "Where certifications differ from the prescribed text, from their own filing, or from what is expected beside "
        f"them. {number(tally.without['to tell'])} of {counted(filings, 'filing')} have no finding but information, "
        f"{number(tally.without['at all'])} none at all. {counted(met, 'rule')} of {number(rules)} were met."
    )


def _severities(tally: Tally) -> Iterator[tuple[str, str, str]]:
    for severity in Severity:
        yield severity.value, sentence(SEVERITY_WORDS[severity]), number(tally.severities[severity])


def _name(rule: RuleText) -> str:
    return rule.name or rule.sentence.rstrip(".")


def _thing(rule: RuleText) -> Thing:
    return THINGS.get(rule.applies, FILING)


def _met(rule: RuleText, tally: Tally) -> Mapping[int, int]:
    """Return in how many things RULE was met, by year."""
    return tally.rules[rule.id].by_year.get(_thing(rule).met, NONE)


def _there(rule: RuleText, tally: Tally) -> Mapping[int, int]:
    """Return how many things there were that RULE applies to, by year."""
    return tally.there.get(_thing(rule).there, NONE)


def _span(tally: Tally) -> range:
    known = [year for year in tally.there.get("filing", {}) if year]
    return range(min(known), max(known) + 1) if known else range(0)


def _heat_row(rule: RuleText, tally: Tally, span: range) -> HeatRow:
    found, there = _met(rule, tally), _there(rule, tally)
    return HeatRow(
        rule=Link(_name(rule), way("findings/", rule_address(rule.id))),
        severity=rule.severity.value,
        severity_words=sentence(SEVERITY_WORDS[rule.severity]),
        cells=tuple(_heat_cell(found.get(year, 0), there.get(year, 0), _thing(rule).words) for year in span),
        total=number(sum(found.values())),
    )


def _heat_cell(found: int, there: int, thing: str) -> HeatCell:
    if not there:
        return HeatCell("na", "", f"no {thing}")
    if not found:
        return HeatCell("", "", f"none of {counted(there, thing)}")
    share = min(100.0, 100 * found / there)
    step = 1 + sum(share >= edge for edge in STEPS)
    words = f"{share:.0f}" if share >= 1 else "<1"
    return HeatCell(f"h{step}", words, f"{number(found)} of {counted(there, thing)}")


def _rule(
    rule: RuleText,
    tally: Tally,
    companies: Mapping[str, Company],
    around: tuple[RuleText | None, RuleText | None],
) -> RuleView:
    address, met = rule_address(rule.id), tally.rules[rule.id]
    shown = tuple(_met_lines(met, companies, address))
    more = len(met.companies) - len(shown)
    shares, spreads = _shares(rule, tally), tally.lineage.of(rule.id)
    before, after = (Link(_name(other), way(address, rule_address(other.id))) if other else None for other in around)
    return RuleView(
        address=address,
        title=_name(rule),
        description=f"Certifications in which this was met: {rule.sentence}",
        lead=rule.sentence if rule.name else "What this rule looks for, how often it was met, and where.",
        path=(Link("Findings", "findings/"), Link(_name(rule), "")),
        id=rule.id,
        severity=rule.severity.value,
        severity_words=SEVERITY_WORDS[rule.severity],
        facts=tuple(_facts(rule, tally, met)),
        chart=draw_shares(shares, f"Per cent of {_thing(rule).words}s, by year: {_name(rule)}"),
        shares=tuple((year, f"{number(found)} of {number(there)}") for year, found, there in shares if there),
        changes=tuple(_change(spread, address) for spread in spreads[:CHANGES_SHOWN]),
        changes_note=f"the {CHANGES_SHOWN} most often met of {number(len(spreads))}"
        if len(spreads) > CHANGES_SHOWN
        else "most filings first",
        specimens=tuple(_specimen(specimen, address) for specimen in met.specimens),
        not_meant=_full(rule.not_meant),
        guard=_full(rule.guard),
        companies=shown,
        companies_note=f"and {number(more)} more, in the data files" if more > 0 else "most filings first",
        before=before,
        after=after,
    )


def _full(words: str) -> str:
    """Return WORDS as a sentence; "" where there are none."""
    return f"{sentence(words.rstrip('.'))}." if words else ""


def _change(spread: Spread, address: str) -> ChangeLine:
    first = Link(spread.first_company, way(address, spread.first_filing), day(spread.first))
    return ChangeLine(
        paragraph=key_words(spread.paragraph) if spread.paragraph else "all",
        expected=shorten(spread.expected),
        found=shorten(spread.found),
        first=first,
        filings=number(spread.filings),
        companies=number(len(spread.companies)),
        agents=number(len(spread.agents)),
    )


def _facts(rule: RuleText, tally: Tally, met: RuleTally) -> Iterator[tuple[str, str, str]]:
    found, total = sum(_met(rule, tally).values()), sum(_there(rule, tally).values())
    yield "Source", rule.source, ""
    yield "Found", f"{number(found)} of {counted(total, _thing(rule).words)}", ""
    yield "Filings", number(sum(each.filings for each in met.companies.values())), ""
    yield "Companies", number(len(met.companies)), ""


def _shares(rule: RuleText, tally: Tally) -> Sequence[tuple[int, int, int]]:
    """Return (year, found, of how many) for each year."""
    found, there = _met(rule, tally), _there(rule, tally)
    return tuple((year, found.get(year, 0), there.get(year, 0)) for year in _span(tally))


def _specimen(specimen: Specimen, address: str) -> SpecimenView:
    words = ", ".join(part for part in (specimen.company_name, specimen.form, iso_day(specimen.period)) if part)
    anchor = f"#{specimen.anchor}" if specimen.anchor else ""
    filing = Link(words, way(address, specimen.filing) + anchor)
    return SpecimenView(specimen.seen, specimen.expected, tuple(_changed(specimen)), filing)


def _changed(specimen: Specimen) -> Iterator[ChangedWords]:
    """Yield the changes that SPECIMEN tells by paragraph, as "4b: and; 5: to"; none where it tells something else."""
    found, expected = (
        [_OF_PARAGRAPH.fullmatch(each) for each in _BEFORE_PARAGRAPH.split(words)]
        for words in (specimen.seen, specimen.expected)
    )
    pairs = list(zip(found, expected, strict=False))
    if len(found) != len(expected) or not all(one and other and one[1] == other[1] for one, other in pairs):
        return
    for one, other in pairs:
        if one and other:
            words = ("" if other[2] == NO_WORDS else other[2], "" if one[2] == NOT_FOUND else one[2])
            yield ChangedWords(key_words(one[1]), shorten(words[0]), shorten(words[1]))


def _met_lines(met: RuleTally, companies: Mapping[str, Company], address: str) -> Iterator[MetLine]:
    ordered = sorted(met.companies.items(), key=lambda item: (-item[1].filings, item[0]))
    for company, each in ordered[:COMPANIES_SHOWN]:
        name = companies[company].name if company in companies else "no company"
        link = Link(name, way(address, company) if company else "")
        yield MetLine(link, number(each.filings), years(each.first, each.last))
