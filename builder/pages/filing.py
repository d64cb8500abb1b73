"""The view of a filing's page: who certified what, the record with its sources, findings, text, provenance.

One `FilingEntry` and the words of its documents become a `FilingView`: plain values in the order of the page.
Where the file is a lone exhibit, what it does not hold is unknown, not missing. Refuses to know Markdown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from builder.entries import FilingEntry, Mention, Sourced
from builder.findings import Finding, Severity
from builder.pages.cite import Citation, cite_filing
from builder.pages.evidence import Value, exhibit_words, exhibits_of, values_of
from builder.pages.marked import Evidence, Marked, Place, mark_text
from builder.pages.views import (
    SEVERITY_WORDS,
    Link,
    Quad,
    counted,
    day,
    days,
    eights,
    form_kind,
    listed,
    number,
    period_kind,
    quad,
    role_words,
    sentence,
    stated,
    stated_date,
    way,
)
from builder.records import BodyForm, Certification, Filing, Role, Section, Signature, Span, Text

SOURCE_WORDS = {
    "header": "the EDGAR header",
    "index": "the EDGAR index",
    "sidecar": "a note beside the file",
    "certification": "the certification",
}

CONTAINER_WORDS = {
    "submission": "full submission",
    "folder": "file of an EDGAR folder",
    "exhibit": "exhibit alone, without an EDGAR header",
}

EXHIBITS = {Section.S302: "Exhibit 31", Section.S906: "Exhibit 32"}

BLOCKS_UP_TO = 12
"""More signatures than this are shown as a table; blocks would run over several screens."""

NAMED_UP_TO = 3
"""More signers than this are counted in the lead, not named."""


@dataclass(frozen=True, slots=True)
class Company:
    """A registrant's name and CIK, for links."""

    name: str
    cik: str


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """One signature under one certification, or the place where one is not found."""

    anchor: str
    section: str
    exhibit: str
    on: str
    by: str
    """The signature as typed, "/s/ Jane Doe"; "" where none was found."""
    who: Link | None
    titles: tuple[str, ...]
    role: str
    note: str
    """Why the block is empty; "" where it is not."""
    missing: bool
    """Whether what is not found was expected."""


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One fact of the filing with its source; `values` is empty where it is not stated."""

    label: str
    values: tuple[Link, ...]
    source: Link
    differs: tuple[str, ...] = ()
    """Other readings of the same fact."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding as a page tells it."""

    severity: str
    severity_words: str
    seen: str
    expected: str
    code: str
    confidence: str
    places: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One value of the list beside the text; `place.anchor` is "" where it is not in the shown text."""

    label: str
    words: str
    name: str
    anchor: str
    line: str
    doubt: str


@dataclass(frozen=True, slots=True)
class ValueGroup:
    """What was read of one certification."""

    heading: str
    values: tuple[ValueLine, ...]


@dataclass(frozen=True, slots=True)
class DocumentText:
    """One document's words, and what was read from them."""

    anchor: str
    words: str
    file: str
    prose: bool
    """Whether lines are paragraphs that may wrap (HTML) or lines as filed (text)."""
    groups: tuple[ValueGroup, ...]
    lines: Markup
    folded: bool
    """Whether the groups are folded, being many."""


@dataclass(frozen=True, slots=True)
class FileLine:
    """One raw file, as it was received."""

    path: str
    about: str
    sha256: str


@dataclass(frozen=True, slots=True)
class FilingView:
    """Everything that a filing's page shows."""

    title: str
    description: str
    kind: str
    heading: str
    lead: str
    path: tuple[Link, ...]
    company: str
    cik: str
    form_type: str
    period_of_report: str
    filed_on: str
    accession_number: str
    signers: tuple[tuple[str, str, str, str, str], ...]
    """(name, role, section, signed on, exhibit) of each signature."""
    blocks: tuple[SignatureBlock, ...]
    tabled: bool
    quad: Quad
    record: tuple[RecordRow, ...]
    findings: tuple[FindingLine, ...]
    findings_note: str
    texts: tuple[DocumentText, ...]
    files: tuple[FileLine, ...]
    sec: Link | None
    citation: Citation
    earlier: Link | None
    all_filings: Link | None
    later: Link | None


@dataclass(frozen=True, slots=True)
class _Reading:
    """A filing with everything that its parts of the page are made from."""

    entry: FilingEntry
    companies: Mapping[str, Company]
    exhibits: tuple[str, ...]
    anchors: Mapping[int, str]
    mentions: Mapping[tuple[int, int], Mention]
    marked: Mapping[int, Marked]
    values: tuple[tuple[Value, ...], ...]

    def place(self, name: str, document: int) -> Place | None:
        """Return where the value NAME stands in the shown text of DOCUMENT."""
        shown = self.marked.get(document)
        return shown.places.get(name) if shown else None


def view_filing(
    entry: FilingEntry,
    companies: Mapping[str, Company],
    text_of: Callable[[Filing, int], Text],
    neighbours: Mapping[str, str],
    site_url: str,
) -> FilingView:
    """Return what the page of ENTRY shows; NEIGHBOURS are the words for the filings before and after it."""
    reading = _read(entry, companies, text_of)
    company = companies.get(entry.companies[0]) if entry.companies else None
    form, period, filed = stated(entry.form_type), stated(entry.period_of_report), stated(entry.filed_on)
    header = entry.filing.header
    blocks = tuple(_blocks(reading))
    home = Link(entry.company_name, way(entry.address, entry.companies[0])) if entry.companies else None
    return FilingView(
        title=_title(entry.company_name, form, period, long=True),
        description=_lead(entry),
        kind=form_kind(form) if form else "Certification",
        heading=_title(entry.company_name, form, period, long=False),
        lead=_lead(entry),
        path=(
            Link("Companies", "companies/"),
            *((Link(entry.company_name, entry.companies[0]),) if entry.companies else ()),
            Link(short_words(entry), ""),
        ),
        company=entry.company_name,
        cik=company.cik if company else "",
        form_type=form,
        period_of_report=entry.period_of_report.value if entry.period_of_report else "",
        filed_on=entry.filed_on.value if entry.filed_on else "",
        accession_number=(header.accession_number or "") if header else "",
        signers=tuple(_signers(reading)),
        blocks=blocks,
        tabled=len(blocks) > BLOCKS_UP_TO,
        quad=quad(entry),
        record=tuple(_record(reading, filed)),
        findings=tuple(_finding(reading, finding) for finding in entry.findings),
        findings_note=_findings_note(entry.findings),
        texts=tuple(_text(reading, document) for document in reading.marked),
        files=tuple(_files(entry.filing)),
        sec=_sec_link(entry, company),
        citation=cite_filing(entry, reading.exhibits, site_url),
        earlier=_neighbour(entry, entry.earlier, neighbours),
        all_filings=home,
        later=_neighbour(entry, entry.later, neighbours),
    )


def short_words(entry: FilingEntry) -> str:
    """Return how lists name a filing: "10-Q, 31 Dec 2003"."""
    parts = [stated(entry.form_type), stated(entry.period_of_report) or day(entry.dated_on)]
    return ", ".join(part for part in parts if part) or "Filing"


def _read(entry: FilingEntry, companies: Mapping[str, Company], text_of: Callable[[Filing, int], Text]) -> _Reading:
    filing = entry.filing
    values = tuple(tuple(values_of(c, n)) for n, c in enumerate(filing.certifications, 1))
    marked: dict[int, Marked] = {}
    for document in dict.fromkeys(c.document for c in filing.certifications):
        inside = [i for i, c in enumerate(filing.certifications) if c.document == document]
        evidence = [Evidence(v.name, v.spans, bool(v.doubt)) for i in inside for v in values[i]]
        whole = [span for i in inside for span in filing.certifications[i].whole]
        rows = filing.documents[document].form is BodyForm.HTML
        marked[document] = mark_text(text_of(filing, document), evidence, whole, rows=rows)
    return _Reading(
        entry,
        companies,
        exhibits_of(filing),
        {m.certification: m.anchor for m in reversed(entry.mentions)},
        {(m.certification, m.signature): m for m in entry.mentions},
        marked,
        values,
    )


def _title(company: str, form: str, period: str, *, long: bool) -> str:
    ended = f"{period_kind(form)} ended {period}" if period else ""
    if not long:
        return f"{company}, {ended}" if ended else f"{company}, {form}" if form else company
    return f"{company}, " + (f"{form} for the {ended}" if form and ended else form or ended or "certification")


def _lead(entry: FilingEntry) -> str:
    """Return one sentence: who certified, as what, under which section, when."""
    people: dict[str, list[Mention]] = {}
    for mention in entry.mentions:
        people.setdefault(mention.officer, []).append(mention)
    if not people:
        return f"{counted(len(entry.filing.certifications), 'certification')}, without a name that could be read."
    sections = sorted({mention.section.value for mention in entry.mentions})
    under = f"under {'section' if len(sections) == 1 else 'sections'} {listed(sections)}"
    signed = sorted({mention.signed_on for mention in entry.mentions if mention.signed_on})
    when = "" if not signed else f" on {day(signed[0])}" if len(signed) == 1 else f" from {days(signed[0], signed[-1])}"
    if len(people) > NAMED_UP_TO:
        return f"{number(len(people))} officers certified this report {under}{when}."
    named = [_as_role(mentions) for mentions in people.values()]
    roles = any(", as " in words for words in named)
    return f"{listed_with_roles(named) if roles else listed(named)} certified this report {under}{when}."


def listed_with_roles(named: Sequence[str]) -> str:
    """Return "A, as chief, and B, as treasurer,", the commas closing each role."""
    return "; ".join(named[:-1]).replace("; ", ", ") + (", and " if len(named) > 1 else "") + f"{named[-1]},"


def _as_role(mentions: Sequence[Mention]) -> str:
    roles = [role for role in Role if any(role in mention.roles for mention in mentions)]
    words = role_words(roles, mentions[0].modifiers)
    return f"{mentions[0].name}, as {words}" if words else mentions[0].name


def _blocks(reading: _Reading) -> Iterator[SignatureBlock]:
    taken: set[str] = set()
    for index, certification in enumerate(reading.entry.filing.certifications):
        anchor = reading.anchors.get(index) or f"cert-{index + 1}"
        for count, signature in enumerate(certification.signatures):
            yield _block(reading, index, count, signature, "" if anchor in taken else anchor)
            taken.add(anchor)
        if not certification.signatures:
            yield _empty(certification.section.value, reading.exhibits[index], "No signature was found.", "", anchor)
    yield from _missing(reading.entry)


def _block(reading: _Reading, index: int, count: int, signature: Signature, anchor: str) -> SignatureBlock:
    certification = reading.entry.filing.certifications[index]
    mention = reading.mentions.get((index, count))
    printed = signature.name_as_printed or signature.conformed_name
    conformed = signature.conformed_name.value if signature.conformed_name else ""
    mark = signature.mark.value if signature.mark else ""
    href = way(reading.entry.address, mention.officer) if mention else ""
    return SignatureBlock(
        anchor=anchor,
        section=certification.section.value.value,
        exhibit=reading.exhibits[index],
        on=day(signature.signed_on.value) if signature.signed_on else "",
        by=f"{mark} {conformed}".strip() if signature.signed else "",
        who=Link(printed.value, href) if printed else None,
        titles=tuple(title.value for title in signature.titles),
        role=sentence(role_words((role.value for role in signature.roles), signature.modifiers)),
        note="",
        missing=False,
    )


def _missing(entry: FilingEntry) -> Iterator[SignatureBlock]:
    """Yield a block for each certification that the form asks for and the filing does not have."""
    alone = entry.filing.container == "exhibit"
    lacking = [part for part in entry.expected if part not in entry.found]
    for section in Section:
        roles = [role for other, role in lacking if other is section]
        if not roles:
            continue
        if alone:
            if not any(found is section for found, _ in entry.found):
                held = listed([EXHIBITS[s] for s in Section if any(found is s for found, _ in entry.found)])
                note = f"The file is {held or 'one exhibit'} alone. Whether {EXHIBITS[section]} was filed is unknown."
                yield _empty(section, EXHIBITS[section], note, "not in this file")
        else:
            for role in roles:
                note = f"Expected with this form from the {role_words((role,))}."
                yield _empty(section, EXHIBITS[section], note, "not found", missing=True)


def _empty(
    section: Section, exhibit: str, note: str, words: str, anchor: str = "", *, missing: bool = False
) -> SignatureBlock:
    who = Link(words, "") if words else None
    return SignatureBlock(anchor, section.value, exhibit, "", "", who, (), "", note, missing)


def _signers(reading: _Reading) -> Iterator[tuple[str, str, str, str, str]]:
    for mention in reading.entry.mentions:
        on = mention.signed_on.isoformat() if mention.signed_on else ""
        exhibit = reading.exhibits[mention.certification]
        yield mention.name, role_words(mention.roles, mention.modifiers), mention.section.value, on, exhibit


def _record(reading: _Reading, filed: str) -> Iterator[RecordRow]:
    entry = reading.entry
    header = entry.filing.header
    source = SOURCE_WORDS.get(header.source, header.source) if header else ""
    named = Link(source, "") if header and header.registrants else _certified(reading, "company")
    links = tuple(_company_link(reading, address) for address in entry.companies) or (Link(entry.company_name, ""),)
    yield RecordRow("Company" if len(links) == 1 else "Companies", links, named, _other_names(entry))
    yield _fact(reading, "Form", entry.form_type, "form")
    yield _fact(reading, "Period ended", entry.period_of_report, "period")
    signed = sorted({m.signed_on for m in entry.mentions if m.signed_on})
    filed_on = stated_date(entry.filed_on)
    note = (
        "signed the same day"
        if filed and signed == [filed_on]
        else f"signed {days(signed[0], signed[-1])}"
        if signed
        else ""
    )
    fact = _fact(reading, "Filed", entry.filed_on, "")
    yield RecordRow(fact.label, fact.values, fact.source, fact.differs, note)
    if header and header.accession_number:
        yield RecordRow("Accession", (Link(header.accession_number, ""),), Link(source, ""))
    else:
        yield RecordRow("CIK, accession", (), Link("the file came without an EDGAR header", ""))


def _company_link(reading: _Reading, address: str) -> Link:
    company = reading.companies.get(address) or Company(reading.entry.company_name, "")
    return Link(company.name, way(reading.entry.address, address), f"CIK {company.cik}" if company.cik else "")


def _other_names(entry: FilingEntry) -> tuple[str, ...]:
    """Return the names that certifications give the company, where they are not the record's."""
    said = [c.registrant for c in entry.filing.certifications if c.registrant and not c.co_registrants]
    names = dict.fromkeys(name.value for name in said if name.value.casefold() != entry.company_name.casefold())
    return tuple(f"{name} (the certification)" for name in names)


def _fact(reading: _Reading, label: str, fact: Sourced | None, value: str) -> RecordRow:
    if fact is None:
        return RecordRow(label, (), Link("", ""))
    source = Link(SOURCE_WORDS.get(fact.source, fact.source), "")
    if fact.source == "certification" and value:
        source = _certified(reading, value)
    others = tuple(f"{stated(Sourced(o, s))} ({SOURCE_WORDS.get(s, s)})" for o, s in fact.others)
    return RecordRow(label, (Link(stated(fact), ""),), source, others)


def _certified(reading: _Reading, value: str) -> Link:
    """Return "the certification, line 11", leading to the place of VALUE."""
    for index, certification in enumerate(reading.entry.filing.certifications):
        place = reading.place(f"c{index + 1}-{value}", certification.document)
        if place:
            return Link(f"the certification, line {number(place.line)}", f"#{place.anchor}")
    return Link("the certification", "")


def _finding(reading: _Reading, finding: Finding) -> FindingLine:
    return FindingLine(
        severity=finding.severity.value,
        severity_words=SEVERITY_WORDS[finding.severity],
        seen=finding.seen,
        expected=finding.expected,
        code=finding.code,
        confidence=f"{finding.confidence:.2f}",
        places=tuple(_places(reading, finding)),
    )


def _places(reading: _Reading, finding: Finding) -> Iterator[Link]:
    """Yield where a finding can be seen: its certification, and the line of a value that it overlaps."""
    if finding.certification is None or finding.certification >= len(reading.exhibits):
        return
    certification = reading.entry.filing.certifications[finding.certification]
    for value in reading.values[finding.certification]:
        place = reading.place(value.name, certification.document)
        if place and any(_overlap(span, other) for span in finding.spans for other in value.spans):
            exhibit = reading.exhibits[finding.certification]
            yield Link(f"{exhibit}, line {number(place.line)}", f"#{place.anchor}")
            return
    yield Link(reading.exhibits[finding.certification], f"#text-{certification.document + 1}")


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _findings_note(findings: Sequence[Finding]) -> str:
    words = {
        Severity.A: "grave",
        Severity.B: "to correct",
        Severity.C: "differing from the prescribed text",
        Severity.D: "notable",
        Severity.INFORMATION: "for information",
    }
    counts = {severity: sum(f.severity is severity for f in findings) for severity in Severity}
    return ", ".join(f"{number(count)} {words[severity]}" for severity, count in counts.items() if count)


def _text(reading: _Reading, document: int) -> DocumentText:
    filing = reading.entry.filing
    inside = [i for i, c in enumerate(filing.certifications) if c.document == document]
    groups = tuple(
        ValueGroup(_group_heading(reading, index, alone=len(inside) == 1), tuple(_value_lines(reading, index)))
        for index in inside
    )
    record = filing.documents[document]
    marked = reading.marked[document]
    return DocumentText(
        anchor=f"text-{document + 1}",
        words=exhibit_words(record, filing.certifications[inside[0]]),
        file=record.filename or "",
        prose=record.form is BodyForm.HTML,
        groups=groups,
        lines=marked.lines,
        folded=len(inside) > NAMED_UP_TO + 1,
    )


def _group_heading(reading: _Reading, index: int, *, alone: bool) -> str:
    certification: Certification = reading.entry.filing.certifications[index]
    names = dict.fromkeys(m.name for (at, _), m in reading.mentions.items() if at == index)
    if alone and not names:
        return reading.exhibits[index]
    return f"{listed(tuple(names)) or reading.exhibits[index]}, {certification.section.value.value}"


def _value_lines(reading: _Reading, index: int) -> Iterator[ValueLine]:
    document = reading.entry.filing.certifications[index].document
    for value in reading.values[index]:
        place = reading.place(value.name, document)
        line = f"line {number(place.line)}" if place else ""
        yield ValueLine(value.label, value.words, value.name, place.anchor if place else "", line, value.doubt)


def _files(filing: Filing) -> Iterator[FileLine]:
    about = CONTAINER_WORDS.get(filing.container, filing.container)
    for file in filing.files:
        yield FileLine(file.path, f"{counted(file.size, 'byte')}, {about}, kept as received", eights(file.sha256))


def _sec_link(entry: FilingEntry, company: Company | None) -> Link | None:
    header = entry.filing.header
    if not (header and header.accession_number):
        return None
    ciks = [registrant.cik for registrant in header.registrants if registrant.cik]
    cik = ciks[0] if ciks else company.cik if company else ""
    if not cik:
        return None
    folder = f"https://www.sec.gov/Archives/edgar/data/{int(cik)}/{header.accession_number.replace('-', '')}"
    return Link("EDGAR filing index", f"{folder}/{header.accession_number}-index.htm")


def _neighbour(entry: FilingEntry, address: str | None, neighbours: Mapping[str, str]) -> Link | None:
    return Link(neighbours.get(address, "filing"), way(entry.address, address)) if address else None


def newest_first(when: date | None) -> date:
    """Return a date to sort by, where none is stated the earliest."""
    return when or date.min
