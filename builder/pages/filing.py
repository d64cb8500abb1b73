"""The view of a filing's page: who certified what, the record with its sources, findings, text, provenance.

One `FilingEntry` and the words of its documents become a `FilingView`: plain values in the order of the page.
Where the file is a lone exhibit, what it does not hold is unknown, not missing. Refuses to know Markdown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from builder.entries import FilingEntry, Sourced
from builder.findings import RuleText
from builder.pages.cite import Citation, cite_filing
from builder.pages.copies import bundled_name, copy_name
from builder.pages.exhibit import DocumentText, show_documents
from builder.pages.history import History
from builder.pages.prescribed import ComparisonView, Prescribed, tell_comparisons
from builder.pages.shown import Company, ShownFiling, show_filing
from builder.pages.signatures import NAMED_UP_TO, SignatureBlock, Signer, signature_blocks, signers_of, tell_who
from builder.pages.since import SinceLine, StatementOf, tell_since
from builder.pages.told import FindingLine, count_findings, tell_findings
from builder.pages.views import (
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
    stated,
    stated_date,
    way,
)
from builder.records import Filing, RawFile, Text
from builder.wording.companies import fold_company

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

BLOCKS_UP_TO = 12
"""More signatures than this are shown as a table; blocks would run over several screens."""


class RecordRow(msgspec.Struct, frozen=True):
    """One fact of the filing with its source; `values` is empty where it is not stated."""

    label: str
    values: tuple[Link, ...]
    source: Link
    differs: tuple[str, ...] = ()
    """Other readings of the same fact."""
    note: str = ""


class FileLine(msgspec.Struct, frozen=True):
    """One raw file, as it was received."""

    path: str
    about: str
    sha256: str
    copy: Link | None
    """The file itself, to download, with how it stands there; None where the archive publishes none."""


class FilingView(msgspec.Struct, frozen=True):
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
    signers: tuple[Signer, ...]
    blocks: tuple[SignatureBlock, ...]
    tabled: bool
    quad: Quad
    record: tuple[RecordRow, ...]
    record_source: str
    """Where all of it is from; "" where the rows have sources of their own."""
    findings: tuple[FindingLine, ...]
    findings_note: str
    comparisons: tuple[ComparisonView, ...]
    conformity: bool
    """Whether any of them differs, so that its conformity is told."""
    since: tuple[SinceLine, ...]
    texts: tuple[DocumentText, ...]
    files: tuple[FileLine, ...]
    sec: str
    """Where EDGAR has its index, below the folder of all filings; "" where that is not known."""
    citation: Citation
    earlier: Link | None
    all_filings: Link | None
    later: Link | None


class Telling(msgspec.Struct, frozen=True):
    """What a filing's page needs to know of other pages."""

    neighbours: Mapping[str, str]
    """Words for the company's other filings, by address: "10-Q, 31 Dec 2003"."""
    rules: Mapping[str, RuleText]
    history: History
    statement_of: StatementOf
    copies: bool
    """Whether raw files are published."""
    bundle: str = ""
    """The address of the file that they stand in together; "" where they stand beside the page."""
    prescribed: Prescribed | None = None
    """The prescribed texts; None where certifications are not held against them."""


def view_filing(
    entry: FilingEntry,
    companies: Mapping[str, Company],
    text_of: Callable[[Filing, int], Text],
    told: Telling,
) -> FilingView:
    """Return what the page of ENTRY shows; TEXT_OF reads a document's words again from the raw file."""
    shown = show_filing(entry, companies, text_of)
    company = companies.get(entry.companies[0]) if entry.companies else None
    form, period, filed = stated(entry.form_type), stated(entry.period_of_report), stated(entry.filed_on)
    header = entry.filing.header
    compared = tuple(tell_comparisons(shown, text_of, told.prescribed, told.rules)) if told.prescribed else ()
    blocks = tuple(signature_blocks(shown, compared=bool(compared)))
    home = Link(entry.company_name, way(entry.address, entry.companies[0])) if entry.companies else None
    record = tuple(_record(shown, filed))
    return FilingView(
        title=_title(entry.company_name, form, period, long=True),
        description=_description(entry),
        kind=_kind(entry, form),
        heading=_title(entry.company_name, form, period, long=False),
        lead=tell_who(entry),
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
        signers=tuple(signers_of(shown)),
        blocks=blocks,
        tabled=len(blocks) > BLOCKS_UP_TO,
        quad=quad(entry),
        record=record,
        record_source=_common_source(record),
        findings=tuple(tell_findings(shown, told.rules, compared=bool(compared))),
        findings_note=count_findings(entry.findings),
        since=tuple(tell_since(entry, told.history, told.statement_of)),
        comparisons=compared,
        conformity=any(each.differs for each in compared),
        texts=tuple(show_documents(shown)),
        files=tuple(_files(entry, told)),
        sec=_at_the_sec(entry, company),
        citation=cite_filing(entry, shown.exhibits),
        earlier=_neighbour(entry, entry.earlier, told.neighbours),
        all_filings=home,
        later=_neighbour(entry, entry.later, told.neighbours),
    )


def short_words(entry: FilingEntry) -> str:
    """Return how lists name a filing: "10-Q, 31 Dec 2003"."""
    parts = [stated(entry.form_type), stated(entry.period_of_report) or day(entry.dated_on)]
    return ", ".join(part for part in parts if part) or "Filing"


def _title(company: str, form: str, period: str, *, long: bool) -> str:
    ended = f"{period_kind(form)} ended {period}" if period else ""
    if not long:
        return f"{company}, {ended}" if ended else f"{company}, {form}" if form else company
    return f"{company}, " + (f"{form} for the {ended}" if form and ended else form or ended or "certification")


def _description(entry: FilingEntry) -> str:
    """Return what search engines show of the page: who signed when, in fewer words than its first sentence."""
    names = tuple(dict.fromkeys(mention.name for mention in entry.mentions))
    if not 0 < len(names) <= NAMED_UP_TO:
        return tell_who(entry)
    return f"Certified by {listed(names)}{f', {day(entry.dated_on)}' if entry.dated_on else ''}."


def _kind(entry: FilingEntry, form: str) -> str:
    words = form_kind(form) if form else "Certification"
    return f"{words}, of {number(len(entry.companies))} registrants" if len(entry.companies) > 1 else words


def _record(shown: ShownFiling, filed: str) -> Iterator[RecordRow]:
    entry = shown.entry
    header = entry.filing.header
    source = SOURCE_WORDS.get(header.source, header.source) if header else ""
    named = Link(source, "") if header and header.registrants else shown.certified("co")
    links = tuple(_company_link(shown, address) for address in entry.companies) or (Link(entry.company_name, ""),)
    yield RecordRow("Company" if len(links) == 1 else "Companies", links, named, _other_names(entry))
    yield _fact(shown, "Form", entry.form_type, "form")
    yield _fact(shown, "Period ended", entry.period_of_report, "period")
    signed = sorted({m.signed_on for m in entry.mentions if m.signed_on})
    filed_on = stated_date(entry.filed_on)
    note = (
        "signed the same day"
        if filed and signed == [filed_on]
        else f"signed {days(signed[0], signed[-1])}"
        if signed
        else ""
    )
    fact = _fact(shown, "Filed", entry.filed_on, "")
    yield RecordRow(fact.label, fact.values, fact.source, fact.differs, note)
    if header and header.accession_number:
        yield RecordRow("Accession", (Link(header.accession_number, ""),), Link(source, ""))
    else:
        yield RecordRow("CIK, accession", (), Link("the file came without an EDGAR header", ""))


def _common_source(record: Sequence[RecordRow]) -> str:
    """Return the words for the one source of all rows of RECORD; "" where they are from several, or from a place."""
    sources = {row.source for row in record}
    return next(iter(sources)).words if len(sources) == 1 and not next(iter(sources)).href else ""


def _company_link(shown: ShownFiling, address: str) -> Link:
    company = shown.companies.get(address) or Company(shown.entry.company_name, "")
    return Link(company.name, way(shown.entry.address, address), f"CIK {company.cik}" if company.cik else "")


def _other_names(entry: FilingEntry) -> tuple[str, ...]:
    """Return the names that certifications give the company, where they are not the record's in another spelling."""
    said = [c.registrant for c in entry.filing.certifications if c.registrant and not c.co_registrants]
    record = fold_company(entry.company_name)
    names = dict.fromkeys(name.value for name in said if fold_company(name.value) != record)
    return tuple(f"{name} (the certification)" for name in names)


def _fact(shown: ShownFiling, label: str, fact: Sourced | None, value: str) -> RecordRow:
    if fact is None:
        return RecordRow(label, (), Link("", ""))
    source = Link(SOURCE_WORDS.get(fact.source, fact.source), "")
    if fact.source == "certification" and value:
        source = shown.certified(value)
    others = tuple(f"{stated(Sourced(o, s))} ({SOURCE_WORDS.get(s, s)})" for o, s in fact.others)
    return RecordRow(label, (Link(stated(fact), ""),), source, others)


def _files(entry: FilingEntry, told: Telling) -> Iterator[FileLine]:
    container = entry.filing.container
    about = CONTAINER_WORDS.get(container, container)
    for file in entry.filing.files:
        size = f"{counted(file.size, 'byte')}, {about}"
        yield FileLine(file.path, size, eights(file.sha256), _copy(entry, file, told.bundle) if told.copies else None)


def _copy(entry: FilingEntry, file: RawFile, bundle: str) -> Link:
    """Return the way to a raw FILE of ENTRY, and how it stands there."""
    if bundle:
        return Link("raw files of the company", way(entry.address, bundle), f"as {bundled_name(entry, file)}")
    return Link("raw file", copy_name(file), "packed with gzip")


def _at_the_sec(entry: FilingEntry, company: Company | None) -> str:
    header = entry.filing.header
    if not (header and header.accession_number):
        return ""
    ciks = [registrant.cik for registrant in header.registrants if registrant.cik]
    cik = ciks[0] if ciks else company.cik if company else ""
    number = header.accession_number
    return f"{int(cik)}/{number.replace('-', '')}/{number}-index.htm" if cik else ""


def _neighbour(entry: FilingEntry, address: str | None, neighbours: Mapping[str, str]) -> Link | None:
    return Link(neighbours.get(address, "filing"), way(entry.address, address)) if address else None
