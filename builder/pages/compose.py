"""All pages of one company: its own, those of its officers, those of the filings that name it first, its raw files.

`Composer(...).compose(company)` writes them and says which files they are. A company's pages depend on the entries that
belong to it and on little else, so companies are composed in any number of processes, and one is composed again only
when something of it has changed (see made.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.entries import Archive, CompanyEntry, FilingEntry, Mention, OfficerEntry
from builder.pages.browse import letter_link
from builder.pages.company import Told, view_company
from builder.pages.copies import BUNDLE, copy_name, may_be_bundled, pack_bundle, pack_copy
from builder.pages.environment import make_environment
from builder.pages.filing import Telling, short_words, view_filing
from builder.pages.folder import Folder
from builder.pages.history import History, compile_history
from builder.pages.officer import view_officer
from builder.pages.quarters import Tidings, tell_quarters
from builder.pages.recent import TextOf, recent_texts, statement_reader
from builder.pages.shown import Company
from builder.pages.surroundings import Surroundings
from builder.pages.survey import Survey
from builder.pages.twins import company_twin, filing_twin, officer_twin
from builder.pages.views import Link, by_surname, way

OWNED = frozenset({"companies", "filings", "findings", "forms", "officers", "periods", "wording", "quarantine.md"})
"""What below content/ belongs to the pages; all else is hand-written or another stage's."""

OpenArchive = Callable[[], tuple[Archive, TextOf]]
"""Opens the archive, in whatever process it is called, with what reads the words of its documents."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What a company's pages need to know of the whole archive."""

    companies: int
    officers: int
    copies: bool
    """Whether raw files are published."""


@dataclass(frozen=True, slots=True)
class Composed:
    """What was written for one company."""

    paths: tuple[str, ...]
    """Every file, below content/."""
    pages: int
    """Pages; twins, redirects and raw files left out."""
    changed: int
    """Files that differ from the last build."""
    tidings: Tidings
    """What its filings tell of quarters."""
    counted: Survey
    """What was counted of the filings that name it first."""


class Composer:
    """The templates, compiled once, and the folder that pages go to."""

    def __init__(self, archive: Archive, text_of: TextOf, folder: Folder, around: Surroundings, totals: Totals) -> None:
        """Write pages of ARCHIVE to FOLDER; TEXT_OF reads a document's words again from the raw file."""
        self.archive = archive
        self.folder = folder
        self.around = around
        self.totals = totals
        self.companies: Mapping[str, Company] = {c.address: Company(c.name, c.cik or "") for c in archive.companies()}
        self.pages = 0
        self._text_of = recent_texts(text_of)
        self._statement_of = statement_reader(self._text_of)
        self._environment = make_environment()

    def page(self, address: str, template: str, **values: object) -> None:
        """Write the page at ADDRESS by TEMPLATE."""
        words = self._environment.get_template(template).render(root=way(address, ""), **values)
        self.folder.write(f"{address}index.md" if address.endswith("/") else f"{address}.md", words)
        self.pages += 1

    def compose(self, address: str) -> Composed:
        """Write all pages of the company at ADDRESS."""
        before, changed = self.pages, self.folder.changed
        self.folder.written.clear()
        counted = Survey()
        with self.folder.at_hand():
            tidings = self._company(self.archive.company(address), counted)
        paths = tuple(sorted(self.folder.written))
        return Composed(paths, self.pages - before, self.folder.changed - changed, tidings, counted)

    def filing(self, entry: FilingEntry, neighbours: Mapping[str, str], history: History, bundle: str = "") -> None:
        """Write the page of ENTRY; NEIGHBOURS are words for the filings beside it, by address.

        BUNDLE is the address of the file that its raw files are in, "" where they are to stand beside the page.
        """
        around = self.around
        telling = Telling(
            neighbours=neighbours,
            rules=around.rules,
            history=history,
            statement_of=self._statement_of,
            copies=self.totals.copies,
            bundle=bundle,
            prescribed=around.prescribed,
        )
        view = view_filing(entry, self.companies, self._text_of, telling)
        self.page(entry.address, "filing.md.jinja", view=view)
        self._twin(entry.address, filing_twin(entry))
        if self.totals.copies and around.raw_bytes and not bundle:
            for file in entry.filing.files:
                self.folder.write_bytes(f"{entry.address}{copy_name(file)}", pack_copy(around.raw_bytes(file)))
        self._redirects(entry.redirects, entry.address, view.title)

    def _company(self, company: CompanyEntry, counted: Survey) -> Tidings:
        """Write the pages of COMPANY, count its own filings, and return what it tells of quarters."""
        filings = list(self.archive.filings_of(company.address))
        officers = list(self.archive.officers_of(company.address))
        letter = letter_link("companies", company.name, self.totals.companies)
        around = self.around
        view = view_company(company, filings, officers, letter, Told(around.rules, self.companies))
        linked = around.linked_company(company) if around.linked_company else ""
        first_named = [entry for entry in filings if entry.companies[0] == company.address]
        bundle = self._bundle(company, first_named)
        files = (*around.company_files, *((Link("Raw files", BUNDLE, "as received"),) if bundle else ()))
        self.page(company.address, "company.md.jinja", view=view, linked=linked, files=files)
        self._twin(company.address, company_twin(company, filings, officers))
        self._redirects(company.redirects, company.address, company.name)
        by_address = {entry.address: entry for entry in filings}
        own = [
            (each, list(self.archive.mentions_of(each.address))) for each in officers if each.company == company.address
        ]
        for officer, mentions in own:
            self._officer(officer, mentions, by_address)
        words = {entry.address: short_words(entry) for entry in filings}
        history = compile_history(filings)
        for entry in first_named:
            self.filing(entry, words, history, bundle)
            counted.add(entry)
        return tell_quarters(view.ledger, own, by_address)

    def _bundle(self, company: CompanyEntry, filings: Sequence[FilingEntry]) -> str:
        """Write the raw files of FILINGS, which come newest first, as one file; return its address, "" for none."""
        raw_bytes = self.around.raw_bytes if self.totals.copies else None
        if not (raw_bytes and filings and may_be_bundled(filings)):
            return ""
        packed = pack_bundle(reversed(filings), raw_bytes)
        for address in (company.address, *company.redirects):
            self.folder.write_bytes(f"{address}{BUNDLE}", packed)
        return f"{company.address}{BUNDLE}"

    def _officer(self, officer: OfficerEntry, mentions: Sequence[Mention], filings: Mapping[str, FilingEntry]) -> None:
        letter = letter_link("officers", by_surname(officer), self.totals.officers)
        view = view_officer(officer, mentions, filings, self.archive.officer, letter)
        linked = self.around.linked_officer(officer) if self.around.linked_officer else ""
        self.page(officer.address, "officer.md.jinja", view=view, linked=linked)
        self._twin(officer.address, officer_twin(officer, mentions))
        self._redirects(officer.redirects, officer.address, officer.name)

    def _twin(self, address: str, words: str) -> None:
        """Write the JSON twin of the page at ADDRESS."""
        self.folder.write(f"{address}index.json", words)

    def _redirects(self, old: Sequence[str], address: str, title: str) -> None:
        """Write a page at each OLD address that leads to ADDRESS."""
        for other in old:
            template = self._environment.get_template("redirect.md.jinja")
            words = template.render(title=title, location=address, href=way(other, address))
            self.folder.write(f"{other}index.md", words)


def open_composer(open_archive: OpenArchive, content: Path, around: Surroundings, totals: Totals) -> Composer:
    """Return a composer in a process of its own, which opens the archive for itself."""
    archive, text_of = open_archive()
    return Composer(archive, text_of, Folder(content, OWNED), around, totals)


def load_templates() -> None:
    """Compile the templates of a company's pages, so that a process which does nothing else yet is ready for them."""
    for name in ("company", "filing", "officer"):
        make_environment().get_template(f"{name}.md.jinja")


def open_composing(
    open_archive: OpenArchive, content: Path, around: Surroundings, totals: Totals
) -> Callable[[str], Composed]:
    """Return the function that composes the company at an address, for a process of its own."""
    return open_composer(open_archive, content, around, totals).compose
