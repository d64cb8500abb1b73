"""Filings drafted for the audit's benchmark: clean ones of every text, form and layout, to plant defects in.

A `Draft` is one certification before it is set: heading, first line, paragraphs, signature block. A `Plan` is a filing
of drafts; `setting.py` sets it as filers do. Companies and people are invented; the prescribed words come from the
builder's tables.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from benchmarks.archive import PEO_TITLES, PFO_TITLES, Officer, invent_company, invent_officer
from builder.audit.prescribed import prescribed_text
from builder.records import Section


@dataclass(frozen=True)
class Kind:
    """A text that is right for a form at a time."""

    text: str
    form: str
    period: date
    noun: str = "registrant"
    sic: str = "3570"

    @property
    def annual(self) -> bool:
        """Whether it certifies an annual report."""
        return not self.form.startswith(("10-Q", "N-"))

    @property
    def fund(self) -> bool:
        """Whether it certifies a report of an investment company."""
        return self.form.startswith("N-")


KINDS = (
    Kind("302-2002", "10-Q", date(2002, 12, 31)),
    Kind("302-2002", "10-K", date(2002, 12, 31)),
    Kind("302-2002", "10-QSB", date(2003, 3, 31)),
    Kind("302-2003-noicfr", "10-K", date(2004, 6, 30)),
    Kind("302-2003-noicfr", "10-Q", date(2005, 3, 31)),
    Kind("302-2003-noicfr", "10-QSB", date(2006, 6, 30), "small business issuer"),
    Kind("302-2003-full", "10-K", date(2009, 12, 31)),
    Kind("302-2003-full", "10-Q", date(2012, 9, 30)),
    Kind("302-2003-full", "10-K", date(2021, 12, 31)),
    Kind("302-2003-full", "10-Q", date(2024, 6, 30)),
    Kind("302-2003-full", "10-K/A", date(2011, 12, 31)),
    Kind("302-foreign", "20-F", date(2012, 12, 31), "company"),
    Kind("302-foreign", "40-F", date(2014, 12, 31), "issuer"),
    Kind("302-fund", "N-CSR", date(2010, 6, 30)),
    Kind("302-fund", "N-Q", date(2011, 3, 31)),
    Kind("302-asset-backed", "10-K", date(2008, 12, 31), "registrant", "6189"),
)


@dataclass(frozen=True)
class Paragraph:
    """One numbered paragraph: its key in the prescribed text ("4a") and its words."""

    key: str
    words: str


@dataclass(frozen=True)
class Draft:
    """One certification before it is set."""

    section: Section
    declared: str
    """The exhibit type in its document's head."""
    description: str
    heading: tuple[str, ...]
    first_line: str
    paragraphs: tuple[Paragraph, ...]
    name: str
    titles: tuple[str, ...]
    mark: str
    """What stands on the signature line: "/s/ Name", "" or a rule."""
    dated: str
    """The date as printed; "" for none."""
    above: str = ""
    """A line right above the signature, such as the company's name."""
    below: tuple[str, ...] = ()
    """Lines behind the signature block, such as a legend."""
    others: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    """(mark, name, titles) of further signers under it."""

    @property
    def title(self) -> str:
        """The first title, "" where it has none."""
        return self.titles[0] if self.titles else ""

    def words(self, key: str) -> str:
        """Return the words of paragraph KEY, "" where it has none."""
        return next((each.words for each in self.paragraphs if each.key == key), "")

    def worded(self, key: str, words: str) -> Draft:
        """Return the draft with WORDS for those of paragraph KEY."""
        return replace(
            self, paragraphs=tuple(Paragraph(key, words) if each.key == key else each for each in self.paragraphs)
        )

    def without(self, *keys: str) -> Draft:
        """Return the draft without the paragraphs KEYS."""
        return replace(self, paragraphs=tuple(each for each in self.paragraphs if each.key not in keys))


@dataclass(frozen=True)
class Plan:
    """One filing before it is set."""

    kind: Kind
    company: str
    named: str
    """The company as EDGAR's header has it; differs from `company` where the certification is another's."""
    cik: int
    form: str
    """The header's form."""
    period: date
    filed: date
    drafts: tuple[Draft, ...]
    file_number: str = "001-31542"
    co_registrants: tuple[str, ...] = ()
    body: str = "The annual or quarterly report itself."

    @property
    def signed(self) -> date:
        """The day on which clean drafts are dated."""
        return self.filed

    def under(self, section: Section) -> list[int]:
        """Return the numbers of the drafts under SECTION."""
        return [number for number, draft in enumerate(self.drafts) if draft.section is section]

    def put(self, number: int, draft: Draft) -> Plan:
        """Return the plan with DRAFT for draft NUMBER."""
        return replace(self, drafts=tuple(draft if at == number else each for at, each in enumerate(self.drafts)))


def clean_plan(chance: random.Random, kind: Kind) -> Plan:
    """Return a filing of KIND in which nothing differs from what is prescribed."""
    company = invent_company(chance, chance.randint(700_000, 899_999))
    filed = kind.period + timedelta(days=chance.randint(60, 75) if kind.annual else chance.randint(32, 44))
    executive = Officer(_plain(company.executive.name), company.executive.titles)
    financial = Officer(_plain(company.financial.name), company.financial.titles)
    plan = Plan(kind, company.name, company.name.upper(), company.cik, kind.form, kind.period, filed, ())
    if kind.text == "302-asset-backed":
        executive = Officer(executive.name, ("Senior officer in charge of securitization of the depositor",))
        return replace(plan, drafts=(draft_302(plan, executive, "EX-31.1"),), file_number="333-104283")
    officers = ((executive, "1"), (financial, "2"))
    drafts = [draft_302(plan, officer, f"EX-31.{place}") for officer, place in officers]
    drafts += [draft_906(chance, plan, officer, f"EX-32.{place}") for officer, place in officers]
    return replace(plan, drafts=tuple(drafts))


def another_officer(chance: random.Random, *, financial: bool = False) -> Officer:
    """Return an officer who is in no plan."""
    return invent_officer(chance, PFO_TITLES if financial else PEO_TITLES)


def draft_302(plan: Plan, officer: Officer, declared: str) -> Draft:
    """Return a clean 302 certification of OFFICER."""
    return Draft(
        section=Section.S302,
        declared=declared,
        description="CERTIFICATION",
        heading=("CERTIFICATION",),
        first_line=f"I, {officer.name}, certify that:",
        paragraphs=paragraphs_of(plan, plan.kind.text),
        name=officer.name,
        titles=officer.titles,
        mark=f"/s/ {officer.name}",
        dated=in_words(plan.signed),
    )


def paragraphs_of(plan: Plan, text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of the prescribed TEXT as a certification in PLAN has them."""
    kind = plan.kind
    adjective = "annual" if kind.annual else "quarterly"
    report = f"report on Form {plan.form}" if kind.fund else f"{adjective} report on Form {plan.form}"
    noun = kind.noun if text.startswith(("302-2003", "302-foreign")) else "registrant"
    made = []
    for key, forms in prescribed_text(text).paragraphs:
        words = forms[0] if plan.form != "N-Q" or key != "3" else forms[-1]
        words = words.replace("[annual|quarterly] report on Form {form} of", "{report} of") if key == "1" else words
        filled = words.replace("{report}", report).replace("{registrant}", plan.company)
        filled = filled if key == "1" else filled.replace("registrant", noun)
        made.append(Paragraph(key, _first_forms(filled, adjective)))
    return tuple(made)


def _first_forms(words: str, adjective: str) -> str:
    """Return WORDS with one of each "[one|other]" chosen, ADJECTIVE where it is among them."""
    whole = ""
    for part in words.split("["):
        inside, bracket, rest = part.partition("]")
        forms = inside.split("|")
        whole += f"{adjective if adjective in forms else forms[0]}{rest}" if bracket else part
    return whole


STATEMENTS_906 = (
    (
        'In connection with the {kind} Report of {company} (the "Company") on Form {form} for the {span} ended '
        '{period}, as filed with the Securities and Exchange Commission on the date hereof (the "Report"), I, {name}, '
        "{title} of the Company, certify, pursuant to 18 U.S.C. Section 1350, as adopted pursuant to Section 906 of "
        "the Sarbanes-Oxley Act of 2002, that:",
        "The Report fully complies with the requirements of Section 13(a) or 15(d) of the Securities Exchange Act of "
        "1934; and",
        "The information contained in the Report fairly presents, in all material respects, the financial condition "
        "and results of operations of the Company.",
    ),
    (
        "Pursuant to 18 U.S.C. Section 1350, as adopted pursuant to Section 906 of the Sarbanes-Oxley Act of 2002, the "
        "undersigned, {name}, {title} of {company}, hereby certifies that, with respect to the {kind} Report on Form "
        '{form} for the {span} ended {period} (the "Report"):',
        "the Report fully complies with the requirements of Section 13(a) or Section 15(d) of the Securities Exchange "
        "Act of 1934, as amended; and",
        "the information contained in the Report fairly presents, in all material respects, the financial condition "
        "and results of operations of {company}.",
    ),
)


def draft_906(chance: random.Random, plan: Plan, officer: Officer, declared: str) -> Draft:
    """Return a clean 906 certification of OFFICER."""
    lead, complies, presents = (
        words.format(
            kind="Annual" if plan.kind.annual else "Quarterly",
            company=plan.company,
            form=plan.form,
            span="period" if plan.kind.fund else "year" if plan.kind.annual else "quarter",
            period=in_words(plan.period),
            name=officer.name,
            title=officer.titles[0],
        )
        for words in chance.choice(STATEMENTS_906)
    )
    return Draft(
        section=Section.S906,
        declared=declared,
        description="CERTIFICATION",
        heading=("CERTIFICATION PURSUANT TO 18 U.S.C. SECTION 1350",),
        first_line=lead,
        paragraphs=(Paragraph("c1", complies), Paragraph("c2", presents)),
        name=officer.name,
        titles=officer.titles,
        mark=f"/s/ {officer.name}",
        dated=in_words(plan.signed),
    )


def in_words(day: date) -> str:
    """Return "March 5, 2010"."""
    return f"{day:%B} {day.day}, {day.year}"


def _plain(name: str) -> str:
    return name.partition(",")[0]
