"""A small archive made by hand, of fictional companies and people, for tests of pages alone.

An exhibit is written with its evidence in brackets, `[company:Harrow & Pell Instruments, Inc.]`; the brackets become
spans. What is odd in real filings is here on purpose: a lone exhibit, eleven co-registrants, four signers, forty
filings, no date, a hostile name.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from msgspec.structs import replace

from builder.entries import (
    ArchiveCounts,
    CompanyEntry,
    FilingEntry,
    Mention,
    OfficerEntry,
    PeriodEntry,
    QuarantineEntry,
    Sourced,
    YearCount,
)
from builder.findings import (
    Comparison,
    Deviation,
    DeviationKind,
    Examination,
    Finding,
    ParagraphStanding,
    Severity,
    Standing,
)
from builder.records import (
    AccessionNumber,
    BodyForm,
    Certification,
    Cik,
    Document,
    Filing,
    FormerName,
    Header,
    Modifier,
    RawFile,
    Registrant,
    Role,
    Section,
    Signature,
    Span,
    Stated,
    Text,
)

MARKED = re.compile(r"\[(\w+):([^\]]*)\]")

EXHIBIT_906 = """<PAGE>

                                                                      [label:EXHIBIT 32]

                            CERTIFICATION PURSUANT TO
                  [section:SECTION 906 OF THE SARBANES-OXLEY ACT OF 2002]

         In connection with the Quarterly Report of [company:{company}]
(the "Company") on Form [form:{form}] for the period ended [period:{period}],
I, [speaker:{name}], certify, pursuant to 18 U.S.C. Section 1350, that:

         (1)      The Report fully complies with section 13(a); and

         (2)      The information in the Report fairly presents, in all material
respects, the financial condition and results of operations of the Company.

[on:{on}]

[mark:/s/] [conformed:{name}]
--------------------------------------------
[printed:{name}]
[title:{title}]
[role:({role})]
"""

EXHIBIT_302 = """[label:EXHIBIT 31]

                    CERTIFICATION UNDER [section:SECTION 302]

I, [speaker:{name}], certify that:

1.\tI have reviewed this report on Form [form:{form}] of [company:{company}] for the period ended [period:{period}];

2.\tBased on my knowledge, this report does not contain any untrue statement of a material fact;

3.\tBased on my knowledge, the financial statements fairly present in all material respects the financial condition, \
results of operations and cash flows of the registrant as of, and for, the periods presented in this report;

Date: [on:{on}]\t\t[mark:/s/] [conformed:{name}]
\t\t[printed:{name}]
\t\t[title:{title}]
\t\t[role:({role})]
"""


@dataclass
class Signing:
    """Who signs, in a filing made by hand."""

    name: str
    role: Role | None
    title: str
    section: Section = Section.S302
    on: date | None = None
    modifiers: tuple[Modifier, ...] = ()
    officer: str = ""


def long_day(when: date) -> str:
    return f"{when:%B} {when.day}, {when.year}"


def plain_text(characters: str) -> Text:
    size = len(characters.encode())
    assert size == len(characters), "exhibits made by hand are ASCII unless their Text is given"
    return Text(characters, (0,), (0,), (size,))


def typed(words: str) -> str:
    """Return WORDS as a typist of 2003 would have them: ASCII, and none of the marks that this file uses."""
    return re.sub(r"[^ -~]", "?", words).translate(str.maketrans("[]{}:", "()();")).strip() or "x"


def read_marks(marked: str, at: int) -> tuple[str, dict[str, tuple[Span, str]]]:
    """Return the words without brackets, and the span and words of each bracket."""
    out, spans, last = "", {}, 0
    for found in MARKED.finditer(marked):
        out += marked[last : found.start()]
        spans[found[1]] = (Span(at + len(out), at + len(out) + len(found[2])), found[2])
        out, last = out + found[2], found.end()
    return out + marked[last:], spans


def make_filing(
    company: str,
    signings: Sequence[Signing],
    *,
    form: str = "10-Q",
    period: date | None = date(2004, 3, 31),
    filed: date | None = date(2004, 5, 12),
    container: str = "submission",
    registrants: Sequence[Registrant] = (),
    accession: str | None = "0009990417-04-000031",
    body: BodyForm = BodyForm.TEXT,
    path: str = "",
) -> tuple[Filing, dict[int, Text]]:
    """Return a filing with one document a section, and the texts of its documents."""
    whole, documents, texts = "", [], {}
    certifications: list[Certification] = []
    for section in Section:
        own = [signing for signing in signings if signing.section is section]
        if not own:
            continue
        start = len(whole)
        for signing in own:
            at = len(whole)
            template = EXHIBIT_302 if section is Section.S302 else EXHIBIT_906
            words, spans = read_marks(_filled(template, company, form, period, signing), at)
            whole += words
            certifications.append(
                _certification(
                    section, len(documents), Span(at, len(whole)), spans, form=form, period=period, signing=signing
                )
            )
        kind = f"EX-{31 if section is Section.S302 else 32}" if container != "exhibit" else None
        part = Span(start, len(whole))
        documents.append(Document(0, kind, str(len(documents) + 2), f"ex{len(documents)}.txt", None, part, part, body))
        text = plain_text(whole[start:])
        texts[len(documents) - 1] = dataclasses.replace(text, raw_starts=(start,), raw_ends=(len(whole),))
    raw = whole.encode()
    header = None
    if container != "exhibit":
        number = AccessionNumber(accession) if accession else None
        header = Header("header", number, form, period, filed, None, tuple(registrants))
    name = path or f"{(accession or company).replace(' ', '-')}.txt"
    file = RawFile(name, hashlib.sha256(raw + name.encode()).hexdigest(), len(raw))
    return Filing(container, (file,), header, tuple(documents), tuple(certifications)), texts


def _filled(template: str, company: str, form: str, period: date | None, signing: Signing) -> str:
    return template.format(
        company=company,
        form=form,
        period=long_day(period) if period else "the quarter",
        name=signing.name,
        on=long_day(signing.on) if signing.on else "the date hereof",
        title=signing.title,
        role={Role.PEO: "Principal Executive Officer", Role.PFO: "Principal Financial Officer"}.get(
            signing.role or Role.PAO, "Officer"
        ),
    )


def _certification(
    section: Section,
    document: int,
    whole: Span,
    spans: dict[str, tuple[Span, str]],
    *,
    form: str,
    period: date | None,
    signing: Signing,
) -> Certification:
    def one(name: str, value: object = None, doubt: str | None = None) -> Stated:  # type: ignore[type-arg]
        span, words = spans[name]
        return Stated(value if value is not None else words, words, (span,), f"by.{name}", doubt)

    signature = Signature(
        signed=True,
        mark=one("mark"),
        conformed_name=one("conformed"),
        name_as_printed=one("printed"),
        titles=(one("title"),),
        roles=(one("role", signing.role),) if signing.role else (),
        modifiers=signing.modifiers,
        signed_on=one("on", signing.on) if signing.on else None,
    )
    return Certification(
        section=one("section", section),
        document=document,
        whole=(whole,),
        exhibit_label=one("label", "Exhibit 31" if section is Section.S302 else "Exhibit 32"),
        registrant=one("company"),
        co_registrants=(),
        form_type=one("form", form),
        period_of_report=one("period", period, "the day is not in the text" if period and period.day == 30 else None)
        if period
        else None,
        speakers=(one("speaker"),),
        speaker_titles=(),
        signatures=(signature,),
    )


def slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "x"


@dataclass
class FakeArchive:
    """An archive over filings made by hand; implements builder.entries.Archive."""

    entries: list[FilingEntry] = field(default_factory=list)
    made: dict[str, CompanyEntry] = field(default_factory=dict)
    people: dict[str, OfficerEntry] = field(default_factory=dict)
    texts: dict[str, dict[int, Text]] = field(default_factory=dict)
    aside: list[QuarantineEntry] = field(default_factory=list)

    def text_of(self, filing: Filing, document: int) -> Text:
        return self.texts[filing.files[0].sha256][document]

    def company_named(self, name: str, cik: str | None = None, **values: object) -> str:
        address = f"companies/{cik or slug(name)}/"
        blank = CompanyEntry(address, name, Cik(cik) if cik else None, (), (), None, None, None, 0, 0, 0, None, None)
        self.made.setdefault(address, replace(blank, **values))  # type: ignore[arg-type]
        return address

    def add(
        self,
        companies: Sequence[str],
        signings: Sequence[Signing],
        findings: Sequence[Finding] = (),
        **values: object,
    ) -> FilingEntry:
        name = self.made[companies[0]].name
        asked = [self.made[address] for address in companies]
        registrants = [Registrant(c.name, c.cik, c.sic, c.sic_name, c.fiscal_year_end, None) for c in asked]
        filing, texts = make_filing(typed(name), signings, registrants=registrants, **values)  # type: ignore[arg-type]
        self.texts[filing.files[0].sha256] = texts
        form, period, filed = str(values.get("form", "10-Q")), values.get("period", date(2004, 3, 31)), None
        source = filing.header.source if filing.header else "certification"
        if filing.header:
            filed = filing.header.filed_on
        number = filing.header.accession_number if filing.header else None
        address = f"filings/{number or slug(f'{name} {form}') + '-' + filing.files[0].sha256[:8]}/"
        signed = [s.on for s in signings if s.on]
        mentions = self._mentions(address, companies[0], signings, form, period)  # type: ignore[arg-type]
        expected = tuple((section, role) for section in Section for role in (Role.PEO, Role.PFO))
        entry = FilingEntry(
            address=address,
            company_name=name,
            companies=tuple(companies),
            form_type=Sourced(form, source),
            period_of_report=Sourced(period.isoformat(), source) if isinstance(period, date) else None,
            filed_on=Sourced(filed.isoformat(), "header") if filed else None,
            dated_on=filed or (max(signed) if signed else None),
            mentions=tuple(mentions),
            expected=expected,
            found=tuple(sorted({(s.section, s.role) for s in signings if s.role}, key=str)),
            filing=filing,
            findings=tuple(findings),
            earlier=None,
            later=None,
        )
        self.entries.append(entry)
        return entry

    def _mentions(
        self, address: str, company: str, signings: Sequence[Signing], form: str, period: date | None
    ) -> Iterator[Mention]:
        ordered = [s for section in Section for s in signings if s.section is section]
        taken: dict[str, int] = {}
        for index, s in enumerate(ordered):
            who = {Role.PEO: "ceo", Role.PFO: "cfo"}.get(s.role) if s.role else None
            anchor = f"{who}-{s.section}" if who else f"cert-{index + 1}"
            taken[anchor] = taken.get(anchor, 0) + 1
            anchor = anchor if taken[anchor] == 1 else f"{anchor}-{taken[anchor]}"
            officer = self._person(s, company)
            yield Mention(
                address, anchor, index, 0, s.section, s.name, officer, (s.role,) if s.role else (), s.modifiers,
                (s.title,), True, s.on, form, period,
            )  # fmt: skip

    def _person(self, signing: Signing, company: str) -> str:
        name = signing.officer or signing.name
        address = f"officers/{slug(name)}-{hashlib.sha256((company + name).encode()).hexdigest()[:5]}/"
        parts = name.split()
        self.people.setdefault(
            address,
            OfficerEntry(
                address, company, self.made[company].name, name, tuple(parts[:-1]), parts[-1], "", (name,), (), (), 0,
                None, None, (), (), (), 0, 1.0, (), (),
            ),
        )  # fmt: skip
        return address

    def finish(self) -> FakeArchive:
        """Count everything, and link neighbours."""
        self.entries.sort(key=lambda e: (e.dated_on or date.min, e.address), reverse=True)
        for address in self.made:
            own = [i for i, e in enumerate(self.entries) if e.companies[0] == address]
            for newer, older in pairwise(own):
                self.entries[newer] = replace(self.entries[newer], earlier=self.entries[older].address)
                self.entries[older] = replace(self.entries[older], later=self.entries[newer].address)
            filings = list(self.filings_of(address))
            dates = sorted(e.dated_on for e in filings if e.dated_on)
            self.made[address] = replace(
                self.made[address],
                filings=len(filings),
                certifications=sum(len(e.mentions) for e in filings),
                officers=sum(p.company == address for p in self.people.values()),
                first=dates[0] if dates else None,
                last=dates[-1] if dates else None,
            )
        for address, person in self.people.items():
            own_mentions = list(self.mentions_of(address))
            dates = sorted(m.signed_on for m in own_mentions if m.signed_on)
            self.people[address] = replace(
                person,
                roles=tuple(dict.fromkeys(r for m in own_mentions for r in m.roles)),
                titles=tuple(dict.fromkeys(t for m in own_mentions for t in m.titles)),
                names_as_printed=tuple(dict.fromkeys(m.name for m in own_mentions)),
                certifications=len(own_mentions),
                first=dates[0] if dates else None,
                last=dates[-1] if dates else None,
                evidence=("“M. E. Thorne” has the initials of “Margaret E. Thorne” and signs as the same officer.",)
                if len({m.name for m in own_mentions}) > 1
                else (),
                confidence=0.93 if len({m.name for m in own_mentions}) > 1 else 1.0,
                same_name=tuple(
                    other for other, p in self.people.items() if other != address and p.surname == person.surname
                    and p.given[:1] == person.given[:1] and p.company != person.company
                ),
            )  # fmt: skip
        return self

    def counts(self) -> ArchiveCounts:
        years: dict[int, list[int]] = {}
        for entry in self.entries:
            for mention in entry.mentions:
                if entry.dated_on:
                    years.setdefault(entry.dated_on.year, [0, 0])[mention.section is Section.S906] += 1
        dates = sorted(e.dated_on for e in self.entries if e.dated_on)
        return ArchiveCounts(
            len(self.entries), len(self.made), len(self.people), sum(len(e.mentions) for e in self.entries),
            len(self.aside), sum(f.size for e in self.entries for f in e.filing.files),
            dates[0] if dates else None, dates[-1] if dates else None,
            tuple(YearCount(year, *years[year]) for year in sorted(years)),
        )  # fmt: skip

    def companies(self) -> Iterator[CompanyEntry]:
        yield from sorted(self.made.values(), key=lambda c: (c.name.casefold(), c.address))

    def officers(self) -> Iterator[OfficerEntry]:
        yield from sorted(self.people.values(), key=lambda o: (o.surname.casefold(), o.given, o.address))

    def filings(self) -> Iterator[FilingEntry]:
        yield from self.entries

    def _quarter(self, entry: FilingEntry) -> tuple[int, int] | None:
        when = date.fromisoformat(entry.period_of_report.value) if entry.period_of_report else None
        return (when.year, (when.month - 1) // 3 + 1) if when else None

    def periods(self) -> Iterator[PeriodEntry]:
        quarters = {q for e in self.entries if (q := self._quarter(e))}
        for year, quarter in sorted(quarters, reverse=True):
            own = [e for e in self.entries if self._quarter(e) == (year, quarter)]
            yield PeriodEntry(
                f"periods/{year}-q{quarter}/", year, quarter, len(own), sum(len(e.mentions) for e in own),
                len({e.companies[0] for e in own}),
            )  # fmt: skip

    def quarantined(self) -> Iterator[QuarantineEntry]:
        yield from self.aside

    def leading_on(self) -> Iterator[str]:
        for each in (*self.made.values(), *self.people.values(), *self.entries):
            yield from each.redirects

    def company(self, address: str) -> CompanyEntry:
        return self.made[address]

    def officer(self, address: str) -> OfficerEntry:
        return self.people[address]

    def filings_of(self, company: str) -> Iterator[FilingEntry]:
        yield from (e for e in self.entries if company in e.companies)

    def lines(self) -> Iterator[FilingEntry]:
        yield from self.entries

    def lines_in(self, period: str) -> Iterator[FilingEntry]:
        own = [e for e in self.entries if (q := self._quarter(e)) and f"periods/{q[0]}-q{q[1]}/" == period]
        yield from sorted(own, key=lambda e: (e.company_name.casefold(), e.address))

    def officers_of(self, company: str) -> Iterator[OfficerEntry]:
        yield from (o for o in self.officers() if o.company == company)

    def mentions_of(self, officer: str) -> Iterator[Mention]:
        yield from (m for e in self.entries for m in e.mentions if m.officer == officer)


def a_finding(code: str, severity: Severity, certification: int | None = 0) -> Finding:
    return Finding(
        code, severity, "x.txt", (Span(60, 90),), "the name alone", "The “I,” line gives the officer’s title.", 0.98,
        certification,
    )  # fmt: skip


def an_examination(text: Text) -> Examination:
    """Return what the audit would keep of the first 302 certification in TEXT: one insertion, one paragraph lost."""
    second = text.characters.index("Based on my knowledge, this report")
    spans, added = text.spans(second, second + 92), text.spans(second + 10, second + 12)
    return Examination(
        "0123456789abcdef",
        Comparison(
            "302-2003-full", (0,) * 11, "the text of June 2003", "Item 601(b)(31)(i)", None, "it is not known", 0.5,
            (
                ParagraphStanding("1", Standing.AS_PRESCRIBED, True, 1.0, text.spans(0, 1)),
                ParagraphStanding("2", Standing.DIFFERS, False, 0.9, spans),
                ParagraphStanding("3", Standing.NOT_FOUND, True, 0.0, ()),
            ),
            (Deviation("2", DeviationKind.INSERTION, "", "=my", added, 1.0, "T302-IDTITLE", 12),),
        ),
    )  # fmt: skip


HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "**bold** _em_ `code` ~~gone~~ | cell | # head",
    "{{ config.site_name }} {% raw %} {: .cls onclick=x }",
    '"><svg/onload=alert(1)>',
    "--- title: taken --- ![i](data:text/html,x)",
    "\u202eevil\u202c\u0000\u0007 \ufeff \u2028 end",
    "1. list",
    "- list",
    "    indented",
    "&lt;b&gt; &#60;i&#62; &amp;",
    "www.example.com http://example.com <a@b.example>",
)


def sample_archive() -> FakeArchive:
    """Return the archive that tests and the eye look at."""
    archive = FakeArchive()
    harrow = archive.company_named(
        "Harrow & Pell Instruments, Inc.", "0009990417", sic="3827", sic_name="Optical instruments and lenses",
        fiscal_year_end="0930", former_names=(FormerName("Pell Optical Corp.", date(2006, 5, 12)),),
    )  # fmt: skip
    _harrow(archive, harrow)
    lone = archive.company_named("Larkspur Cell Therapeutics, Inc.")
    on = date(2004, 2, 13)
    archive.add(
        [lone],
        [
            Signing("R. Delacroix Armistead, Ph.D.", Role.PEO, "President, Chief Executive Officer", Section.S906, on),
            Signing(
                "Alan Whitcombe", Role.PFO, "Sr. Vice President Administrative & Financial Operations", Section.S906, on
            ),
        ],
        [replace(a_finding("retained_original_stated", Severity.D), seen="A signed original is said to be retained.")],
        period=date(2003, 12, 31),
        container="exhibit",
        path="000_larkspur.txt",
    )
    _oddities(archive)
    archive.aside.append(
        QuarantineEntry("scans/ex31-scan.htm", 3006, None, "binary", "The certification is an image only.")
    )
    archive.aside.append(QuarantineEntry("<b>odd</b>.txt", 0, None, "empty", "The file is empty."))
    return archive.finish()


TENURES = (
    ("Walter H. Pell", Role.PEO, "Chairman and Chief Executive Officer", date(2003, 1, 1), date(2006, 6, 1), ()),
    ("Judith A. Harrow", Role.PEO, "Chairman, President and Chief Executive Officer", date(2006, 6, 1), None, ()),
    ("Marcus Idowu", Role.PEO, "Co-Chief Executive Officer", date(2010, 6, 1), None, (Modifier.CO,)),
    ("Gordon Leitch", Role.PFO, "Treasurer", date(2003, 1, 1), date(2004, 3, 1), ()),
    ("Margaret E. Thorne", Role.PFO, "Senior Vice President, Finance", date(2004, 11, 1), date(2007, 5, 1), ()),
    ("Margaret E. Thorne", Role.PFO, "Chief Financial Officer", date(2007, 6, 1), date(2009, 1, 1), ()),
    ("Peter Nakagawa", Role.PFO, "Acting Treasurer", date(2009, 1, 1), date(2009, 6, 1), (Modifier.INTERIM,)),
    ("Sofia Brandt", Role.PFO, "Chief Financial Officer", date(2009, 6, 1), None, ()),
)
"""Who signs for Harrow & Pell from when to when: successions, an interim officer, a co-chief, two vacancies."""


def _harrow(archive: FakeArchive, harrow: str) -> None:
    """Forty filings over ten years, of which one is not there."""
    quarters = [(year, month) for year in range(2003, 2013) for month in (2, 5, 8, 12)]
    for number, (year, month) in enumerate(quarters, 1):
        filed = date(year, month, 11 + number % 3)
        ended = {2: date(year - 1, 12, 31), 5: date(year, 3, 31), 8: date(year, 6, 30), 12: date(year, 9, 30)}[month]
        if ended == date(2006, 12, 31):
            continue
        people = [
            Signing(name.replace("Margaret E.", "M. E.") if ended == date(2005, 6, 30) else name, role, title,
                    on=filed, modifiers=modifiers, officer=name)
            for name, role, title, first, last, modifiers in TENURES
            if first <= filed and not (last and filed >= last)
        ]  # fmt: skip
        findings = [a_finding("T302-IDTITLE", Severity.C)] if year == 2008 else []
        if not any(signing.role is Role.PFO for signing in people):
            findings.append(a_finding("no_financial_officer_found", Severity.A, None))
        archive.add(
            [harrow], people + [dataclasses.replace(signing, section=Section.S906) for signing in people], findings,
            form="10-K" if month == 12 else "10-Q", period=ended, filed=filed,
            accession=f"0009990417-{year % 100:02d}-{number:06d}",
            body=BodyForm.HTML if year > 2008 else BodyForm.TEXT,
        )  # fmt: skip
        if year == 2008:
            own = archive.entries[-1]
            archive.entries[-1] = replace(own, examinations=(an_examination(archive.text_of(own.filing, 0)),))


def _oddities(archive: FakeArchive) -> None:
    trusts = [
        archive.company_named(f"Heathcote Aggregates Funding Trust {i}", f"00099905{i:02d}") for i in range(1, 12)
    ]
    on = date(2011, 3, 30)
    four = [
        Signing(name, role, title, section, on)
        for section in Section
        for name, role, title in (
            (
                "Wilhelmina Konstantinopolsky-Featherstonehaugh, Jr.",
                Role.PEO,
                "Co-Chief Executive Officer and Managing Member of the General Partner of the General Partner",
            ),
            ("Margaret Thorne", Role.PEO, "Co-Chief Executive Officer"),
            ("Tomas Eklund-Reyes", Role.PFO, "Chief Financial Officer"),
            ("Priya Venkataraghavan", None, "Authorized Signatory"),
        )
    ]
    archive.add(trusts, four, form="10-K", period=date(2010, 12, 31), filed=on, accession="0009990501-11-000007")
    late = archive.company_named(
        "Ninth Meridian Bancorp and Trust Company of the Upper Peninsula, National Association, Holdings II, LLC"
    )
    archive.add(
        [late],
        [Signing("Samuel T. Okonjo", Role.PEO, "Chief Executive Officer", Section.S906, None)],
        form="10-Q",
        period=None,
        container="exhibit",
        path="okonjo.txt",
    )
    for index, words in enumerate(HOSTILE):
        plain = typed(words)
        home = archive.company_named(words, f"00088800{index:02d}")
        signing = Signing(plain, Role.PEO, plain, Section.S302, on + timedelta(days=index))
        entry = archive.add(
            [home],
            [signing],
            [replace(a_finding(f"odd_{index}", Severity.C), seen=words, expected=words)],
            form="8-K",
            period=date(2011, 6, 30),
            filed=on,
            accession=f"00088800{index:02d}-11-000001",
        )
        mention = replace(entry.mentions[0], name=words, titles=(words,))
        archive.entries[-1] = replace(entry, mentions=(mention,), company_name=words)
