"""Filings drafted for the audit's benchmark: clean ones of every text, form and layout, to plant defects in.

A `Draft` is one certification before it is set: heading, first line, paragraphs, signature block. A `Plan` is a filing
of drafts. `set_submission(chance, plan)` gives the full submission's bytes in one of the layouts in which filers set
such exhibits, varied by what is no difference: numbering, quotation marks, spaces, line breaks, "officer(s)". Companies
and people are invented; the prescribed words come from the builder's tables.
"""

from __future__ import annotations

import html
import random
import textwrap
from calendar import monthrange
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

LAYOUTS = ("text", "indented text", "html paragraphs", "html table", "html of a word processor", "html divisions")


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
        "{title} of the Company, certify, pursuant to 18 U.S.C. Section 1350, as adopted pursuant to Section 906 of the "
        "Sarbanes-Oxley Act of 2002, that:",
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


def set_submission(chance: random.Random, plan: Plan, layout: str, *, varied: bool = True) -> bytes:
    """Return PLAN as a full submission in LAYOUT, varied by what is no difference."""
    setting = _Setting(chance, layout, varied)
    blocks = [_block(plan.form, 1, "body.htm", "", f"<P>{plan.body}</P>")]
    for sequence, draft in enumerate(plan.drafts, 2):
        extension = "txt" if "text" in layout else "htm"
        name = f"ex{sequence}.{extension}"
        blocks.append(_block(draft.declared, sequence, name, draft.description, setting.body(draft)))
    return (_header(plan) + "".join(blocks) + "</SEC-DOCUMENT>\n").encode("cp1252", "xmlcharrefreplace")


class _Setting:
    """How one filer sets exhibits: layout, numbering, quotation marks, the order of the signature block."""

    def __init__(self, chance: random.Random, layout: str, varied: bool) -> None:
        self.chance = chance
        self.layout = layout
        self.varied = varied
        self.numbers = chance.choice(("{}.", "({})", "{})")) if varied else "{}."
        self.letters = chance.choice(("({})", "{}.", "{})", "{}).")) if varied else "({})"
        self.curly = varied and chance.random() < 0.5
        self.officers = chance.choice(("officer(s)", "officers", "officer")) if varied else "officer(s)"
        self.spaced = varied and chance.random() < 0.2
        self.block = chance.randrange(4)
        self.width = chance.choice((62, 70, 78, 96)) if varied else 78

    def body(self, draft: Draft) -> str:
        """Return the exhibit's text."""
        lines = [*([f"Exhibit {draft.declared[3:]}"] if draft.declared else []), *draft.heading, draft.first_line]
        numbered = [(self._label(each.key), self._words(each.words)) for each in draft.paragraphs]
        opening = [self._words(line) for line in lines]
        closing = [self._words(line) for line in draft.below]
        signature = self._signature(draft)
        if "text" in self.layout:
            return self._as_text(opening, numbered, signature, closing)
        return self._as_html(opening, numbered, signature, closing)

    def _label(self, key: str) -> str:
        if key[-1].isalpha():
            return self.letters.format(key[-1])
        return self.numbers.format(key[-1])

    def _words(self, words: str) -> str:
        words = words.replace("officer(s)", self.officers)
        if self.curly:
            words = (
                words.replace("'", "\u2019").replace(' "', " \u201c").replace('("', "(\u201c").replace('"', "\u201d")
            )
        if self.spaced:
            words = words.replace("13a-15(", "13a-15 (").replace(". ", ".  ")
        return words

    def _signature(self, draft: Draft) -> list[str]:
        blocks = [(draft.mark, draft.name, draft.titles), *draft.others]
        lines = [draft.above] if draft.above else []
        dated = [f"Date: {draft.dated}"] if draft.dated else []
        for number, (mark, name, titles) in enumerate(blocks):
            when = dated if number == 0 else []
            if self.block == 0:
                lines = [*when, *lines, mark, name, *titles]
            elif self.block == 1:
                lines += [mark, name, *titles, *when]
            elif self.block == 2:
                lines = [*when, *lines, f"By: {mark}", f"Name: {name}", f"Title: {', '.join(titles)}"]
            else:
                lines = [*(each.removeprefix("Date: ") for each in when), *lines, mark, name, *titles]
        return lines

    def _as_text(
        self, opening: list[str], numbered: list[tuple[str, str]], signature: list[str], closing: list[str]
    ) -> str:
        hang = "     " if self.layout == "indented text" else ""
        parts = [textwrap.fill(line, self.width) for line in opening]
        parts += [
            textwrap.fill(f"{label} {words}", self.width, initial_indent=hang, subsequent_indent=hang * 2)
            for label, words in numbered
        ]
        return "\n\n".join([*parts, "\n".join(signature), *(textwrap.fill(line, self.width) for line in closing)])

    def _as_html(
        self, opening: list[str], numbered: list[tuple[str, str]], signature: list[str], closing: list[str]
    ) -> str:
        tag, end = {
            "html of a word processor": (
                '<p class=MsoNormal><span style="font-size:10.0pt">',
                "</span><o:p></o:p></p>",
            ),
            "html divisions": ('<div style="text-align:left"><font size="2">', "</font></div>"),
        }.get(self.layout, ('<P STYLE="font: 10pt Times New Roman">', "</P>"))
        parts = [f"{tag}{_escape(line)}{end}" for line in opening]
        if self.layout == "html table":
            parts += [
                f'<TABLE><TR><TD WIDTH="5%">{label}</TD><TD>{_escape(words)}</TD></TR></TABLE>'
                for label, words in numbered
            ]
        else:
            parts += [f"{tag}{label}&nbsp;&nbsp;{_escape(words)}{end}" for label, words in numbered]
        if self.layout == "html table":
            rows = "".join(f"<TR><TD>&nbsp;</TD><TD>{_escape(line)}</TD></TR>" for line in signature if line)
            parts.append(f"<TABLE>{rows}</TABLE>")
        else:
            parts += [f"{tag}{_escape(line) or '&nbsp;'}{end}" for line in signature]
        parts += [f"{tag}{_escape(line)}{end}" for line in closing]
        return "<HTML><BODY>\n" + "\n".join(parts) + "\n</BODY></HTML>"


def _escape(words: str) -> str:
    """Return WORDS as HTML; a picture is a picture."""
    return (
        html.escape(words, quote=False)
        .replace("\u2019", "&#146;")
        .replace("\u201c", "&#147;")
        .replace("\u201d", "&#148;")
        .replace("[picture]", '<IMG SRC="g1.jpg">')
    )


def _block(kind: str, sequence: int, name: str, description: str, body: str) -> str:
    declared = f"<TYPE>{kind}\n" if kind else ""
    described = f"<DESCRIPTION>{description}\n" if description else ""
    head = f"{declared}<SEQUENCE>{sequence}\n<FILENAME>{name}\n{described}"
    return f"<DOCUMENT>\n{head}<TEXT>\n{body}\n</TEXT>\n</DOCUMENT>\n"


def _header(plan: Plan) -> str:
    filed = f"{plan.filed:%Y%m%d}"
    accession = f"{plan.cik:010}-{plan.filed.year % 100:02}-000017"
    year_end = plan.period.month if plan.kind.annual else 12
    ends = monthrange(2001, year_end)[1]
    filers = "".join(
        f"\nFILER:\n\n\tCOMPANY DATA:\t\n\t\tCOMPANY CONFORMED NAME:\t\t\t{name}\n"
        f"\t\tCENTRAL INDEX KEY:\t\t\t{plan.cik + place:010}\n"
        f"\t\tSTANDARD INDUSTRIAL CLASSIFICATION:\tSOME TRADE [{plan.kind.sic}]\n"
        f"\t\tFISCAL YEAR END:\t\t\t{year_end:02}{ends:02}\n\n"
        f"\tFILING VALUES:\n\t\tFORM TYPE:\t\t{plan.form}\n\t\tSEC FILE NUMBER:\t{plan.file_number}\n"
        for place, name in enumerate((plan.named, *plan.co_registrants))
    )
    return (
        f"<SEC-DOCUMENT>{accession}.txt : {filed}\n<SEC-HEADER>{accession}.hdr.sgml : {filed}\n"
        f"<ACCEPTANCE-DATETIME>{filed}163000\nACCESSION NUMBER:\t\t{accession}\n"
        f"CONFORMED SUBMISSION TYPE:\t{plan.form}\nPUBLIC DOCUMENT COUNT:\t\t5\n"
        f"CONFORMED PERIOD OF REPORT:\t{plan.period:%Y%m%d}\nFILED AS OF DATE:\t\t{filed}\n{filers}</SEC-HEADER>\n"
    )
