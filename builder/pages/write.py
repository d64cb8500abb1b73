"""Catalogue to content/: every page written, company by company; what the home page shows handed back.

`write_pages(archive, Path("content"), text_of)` writes one Markdown file a page and its JSON twin, touches only what
changed, and removes pages that are no longer made. Templates are compiled once; one company's filings are held at a
time. Views decide what is shown and templates how it is worded; nothing reaches a page unescaped (see escape.py).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment

from builder.entries import Archive, CompanyEntry, FilingEntry, OfficerEntry
from builder.findings import RuleText
from builder.pages.browse import (
    ListView,
    aside_lines,
    company_lists,
    letter_link,
    officer_lists,
    view_period,
    view_periods,
)
from builder.pages.company import Told, view_company
from builder.pages.copies import RawBytes, lay_copies
from builder.pages.environment import make_environment
from builder.pages.filing import Telling, short_words, view_filing
from builder.pages.findings import view_findings, view_rules
from builder.pages.folder import Folder
from builder.pages.forms import Lister, view_forms, view_newest
from builder.pages.history import History, compile_history
from builder.pages.home import home_parts
from builder.pages.officer import view_officer
from builder.pages.prescribed import Prescribed
from builder.pages.shown import Company
from builder.pages.survey import Survey, survey
from builder.pages.twins import company_twin, filing_twin, officer_twin
from builder.pages.views import Link, by_surname, counted, way
from builder.pages.wordings import list_tables, view_tables
from builder.records import Filing, Text

OWNED = frozenset(
    {"companies", "filings", "findings", "forms", "officers", "periods", "raw", "wording", "quarantine.md"}
)
"""What below content/ belongs to this module; all else is hand-written or another stage's."""

NEWEST = 200
"""Filings on the page of the newest ones."""

TextOf = Callable[[Filing, int], Text]
"""Reads the words of a filing's document again from the raw file."""

TEXTS_KEPT = 12
"""Texts kept while pages are written: those of a filing, and of the one before that it is compared with."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What pages say of the rest of the site and of the world."""

    rules: Mapping[str, RuleText] = field(default_factory=dict)
    """What each code of a finding means, in words."""
    site_url: str = ""
    """Goes into citations; ends in "/", "" where it is not known."""
    raw_bytes: RawBytes | None = None
    """Gives a raw file to be published beside the pages; None where none is."""
    linked_company: Callable[[CompanyEntry], str] | None = None
    """Gives the JSON-LD of a company, free of characters of HTML."""
    linked_officer: Callable[[OfficerEntry], str] | None = None
    company_files: tuple[Link, ...] = ()
    """Files that another stage lays beside a company's page."""
    prescribed: Prescribed | None = None
    """The prescribed texts that certifications are shown against; None where they are not."""


BY_THEMSELVES = Surroundings()
"""Pages without anything around them."""


@dataclass(frozen=True, slots=True)
class PagesReport:
    """What was written, and the parts of the home page as ready HTML for MkDocs' `extra.archive`."""

    pages: int
    """Pages of the archive, twins and redirects left out."""
    changed: int
    """Files that differ from the last build."""
    removed: int
    """Files of the last build that are no longer made."""
    home: dict[str, str]


@dataclass(slots=True)
class _Writer:
    """The templates, compiled once, and the folder that pages go to."""

    archive: Archive
    folder: Folder
    text_of: TextOf
    around: Surroundings
    copies: Mapping[str, str]
    companies: Mapping[str, Company]
    company_count: int
    officer_count: int
    environment: Environment = field(default_factory=make_environment)
    pages: int = 0

    def page(self, address: str, template: str, **values: object) -> None:
        """Write the page at ADDRESS by TEMPLATE."""
        words = self.environment.get_template(template).render(root=way(address, ""), **values)
        self.folder.write(f"{address}index.md" if address.endswith("/") else f"{address}.md", words)
        self.pages += 1

    def twin(self, address: str, words: str) -> None:
        """Write the JSON twin of the page at ADDRESS."""
        self.folder.write(f"{address}index.json", words)

    def redirects(self, old: Sequence[str], address: str, title: str) -> None:
        """Write a page at each OLD address that leads to ADDRESS."""
        for other in old:
            href = way(other, address)
            template = self.environment.get_template("redirect.md.jinja")
            words = template.render(title=title, location=address, href=href)
            self.folder.write(f"{other}index.md", words)


def write_pages(
    archive: Archive,
    content: Path,
    text_of: TextOf,
    around: Surroundings = BY_THEMSELVES,
) -> PagesReport:
    """Write all pages of ARCHIVE below CONTENT, AROUND them the rest of the site.

    TEXT_OF reads a document's words again from the raw file.
    """
    counts = archive.counts()
    companies = {c.address: Company(c.name, c.cik or "") for c in archive.companies()}
    folder = Folder(content, OWNED)
    known = survey(archive)
    copies = lay_copies(known.files, folder, around.raw_bytes)
    told = (around, copies, companies)
    writer = _Writer(archive, folder, _recent(text_of), *told, counts.companies, counts.officers)
    for company in archive.companies():
        _write_company(writer, company)
    for entry in archive.filings():
        if not entry.companies:
            _write_filing(writer, entry, {}, compile_history([entry]))
    _write_lists(writer)
    _write_filings(writer, known)
    _write_periods(writer)
    _write_wordings(writer)
    _write_findings(writer, known)
    _write_aside(writer)
    home = home_parts(archive)
    removed = folder.close()
    return PagesReport(writer.pages, folder.changed, removed, home)


def _recent(text_of: TextOf) -> TextOf:
    """Return TEXT_OF with the newest texts kept: a filing is compared with the one whose page comes next."""
    kept: OrderedDict[tuple[str, int], Text] = OrderedDict()

    def recent_text(filing: Filing, number_of: int) -> Text:
        key = (filing.files[filing.documents[number_of].file].sha256, number_of)
        if key not in kept:
            kept[key] = text_of(filing, number_of)
        kept.move_to_end(key)
        while len(kept) > TEXTS_KEPT:
            kept.popitem(last=False)
        return kept[key]

    return recent_text


def _write_company(writer: _Writer, company: CompanyEntry) -> None:
    """Write a company's page, those of its officers, and those of the filings that name it first."""
    filings = list(writer.archive.filings_of(company.address))
    officers = list(writer.archive.officers_of(company.address))
    letter = letter_link("companies", company.name, writer.company_count)
    around = writer.around
    view = view_company(company, filings, officers, letter, Told(around.rules, writer.companies))
    linked = around.linked_company(company) if around.linked_company else ""
    writer.page(company.address, "company.md.jinja", view=view, linked=linked, files=around.company_files)
    writer.twin(company.address, company_twin(company, filings, officers))
    writer.redirects(company.redirects, company.address, company.name)
    by_address = {entry.address: entry for entry in filings}
    for officer in officers:
        _write_officer(writer, officer, by_address)
    words = {entry.address: short_words(entry) for entry in filings}
    history = compile_history(filings)
    for entry in filings:
        if entry.companies[0] == company.address:
            _write_filing(writer, entry, words, history)


def _write_officer(writer: _Writer, officer: OfficerEntry, filings: Mapping[str, FilingEntry]) -> None:
    mentions = list(writer.archive.mentions_of(officer.address))
    letter = letter_link("officers", by_surname(officer), writer.officer_count)
    view = view_officer(officer, mentions, filings, writer.archive.officer, letter)
    linked = writer.around.linked_officer(officer) if writer.around.linked_officer else ""
    writer.page(officer.address, "officer.md.jinja", view=view, linked=linked)
    writer.twin(officer.address, officer_twin(officer, mentions))
    writer.redirects(officer.redirects, officer.address, officer.name)


def _write_filing(writer: _Writer, entry: FilingEntry, neighbours: Mapping[str, str], history: History) -> None:
    around = writer.around
    telling = Telling(neighbours, around.rules, around.site_url, history, writer.copies, around.prescribed)
    view = view_filing(entry, writer.companies, writer.text_of, telling)
    writer.page(entry.address, "filing.md.jinja", view=view)
    writer.twin(entry.address, filing_twin(entry))
    writer.redirects(entry.redirects, entry.address, view.title)


def _write_lists(writer: _Writer) -> None:
    archive = writer.archive
    for view in company_lists(archive.companies(), writer.company_count, archive.filings_of):
        _write_list(writer, view, "companies")
    for view in officer_lists(archive.officers(), writer.officer_count):
        _write_list(writer, view, "officers")


def _write_list(writer: _Writer, view: ListView, part: str) -> None:
    writer.page(view.address, "list.md.jinja", view=view, part=part)


def _write_filings(writer: _Writer, known: Survey) -> None:
    """Write the newest filings, the table of forms, and the filings of each form."""
    lister = Lister(known)
    newest: list[FilingEntry] = []
    for entry in writer.archive.filings():
        if len(newest) < NEWEST:
            newest.append(entry)
        for view in lister.add(entry):
            writer.page(view.address, "filings.md.jinja", view=view, ways=_ways(view.address))
    writer.page("filings/", "filings.md.jinja", view=view_newest(newest, known.filings), ways=_ways("filings/"))
    lead = f"{counted(known.filings, 'filing')} by the form that their officers certified."
    writer.page("forms/", "forms.md.jinja", lines=tuple(view_forms(known)), lead=lead, ways=_ways("forms/"))


def _ways(page: str) -> tuple[Link, ...]:
    """Return the other ways through the filings."""
    ways = {"filings/": "Newest filings", "forms/": "By form", "periods/": "By quarter", "companies/": "By company"}
    return tuple(Link(words, way(page, address)) for address, words in ways.items() if address != page)


def _write_periods(writer: _Writer) -> None:
    periods = list(writer.archive.periods())
    writer.page("periods/", "periods.md.jinja", view=view_periods(periods), ways=_ways("periods/"))
    padded = [None, *periods, None]
    for later, period, earlier in zip(padded, periods, padded[2:], strict=False):
        for view in view_period(period, writer.archive, earlier, later):
            all_periods = Link("periods", way(view.address, "periods/"))
            writer.page(view.address, "period.md.jinja", view=view, all_periods=all_periods)


def _write_wordings(writer: _Writer) -> None:
    for view in view_tables():
        writer.page(view.address, "wording.md.jinja", view=view)
    writer.page("wording/", "wordings.md.jinja", tables=tuple(list_tables(view_tables())))


def _write_findings(writer: _Writer, known: Survey) -> None:
    rules = writer.around.rules
    writer.page("findings/", "findings.md.jinja", view=view_findings(known.tally, rules))
    for view in view_rules(known.tally, rules, writer.companies):
        all_findings = Link("findings", way(view.address, "findings/"))
        writer.page(view.address, "rule.md.jinja", view=view, all_findings=all_findings)


def _write_aside(writer: _Writer) -> None:
    lines = tuple(aside_lines(writer.archive.quarantined()))
    many = f"{counted(len(lines), 'file')} could not be read. " if lines else "Every file could be read. "
    lead = f"{many}A file that cannot be read is not dropped: it stands here with the reason until it can be."
    writer.page("quarantine", "quarantine.md.jinja", lines=lines, lead=lead)
