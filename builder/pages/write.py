"""Catalogue to content/: every page written, company by company; what the home page shows handed back.

`write_pages(archive, Path("content"), text_of)` writes one Markdown file a page and its JSON twin, touches only what
changed, and removes pages that are no longer made. Templates are compiled once; one company's filings are held at a
time. Views decide what is shown and templates how it is worded; nothing reaches a page unescaped (see escape.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from builder.entries import Archive, FilingEntry, FilingLine
from builder.made import Made
from builder.pages.browse import (
    ONE_PAGE_UP_TO,
    ListView,
    aside_lines,
    company_lists,
    officer_lists,
)
from builder.pages.compose import OWNED, Composed, Composer, OpenArchive, Totals, open_composing
from builder.pages.copies import COPIES_UP_TO
from builder.pages.findings import view_findings, view_rules
from builder.pages.folder import Folder
from builder.pages.forms import Lister, view_forms, view_newest
from builder.pages.home import home_parts
from builder.pages.quarters import Quarters, Tidings
from builder.pages.recent import TextOf
from builder.pages.surroundings import BY_THEMSELVES, Surroundings
from builder.pages.survey import Survey
from builder.pages.views import Link, counted, way
from builder.pages.wordings import list_tables, view_tables
from builder.processes import in_order

NEWEST = 200
"""Filings on the page of the newest ones."""

FEW = 4
"""Companies that are composed without other processes."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """How pages are made on all processors, and only where something has changed."""

    open_archive: OpenArchive
    """Can be sent to another process."""
    prints: Callable[[], Mapping[str, str]]
    """Gives for each company's address a digest of all that its pages are made from."""
    record: Path
    """Where the next build finds what this one made."""


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


def write_pages(
    archive: Archive,
    content: Path,
    text_of: TextOf,
    around: Surroundings = BY_THEMSELVES,
    workshop: Workshop | None = None,
) -> PagesReport:
    """Write all pages of ARCHIVE below CONTENT, AROUND them the rest of the site.

    TEXT_OF reads a document's words again from the raw file. Without a WORKSHOP all is made, in this process.
    """
    counts, known = archive.counts(), Survey()
    copies = around.raw_bytes is not None and counts.size <= COPIES_UP_TO
    totals = Totals(counts.companies, counts.officers, copies)
    writer = Composer(archive, text_of, Folder(content, OWNED), around, totals)
    told: dict[str, Tidings] = {}
    for company, made in _compose(writer, content, text_of, workshop):
        writer.folder.keep(made.paths, made.changed)
        writer.pages += made.pages
        told[company] = made.tidings
        known.join(made.counted)
    _write_lists(writer)
    _write_filings(writer, known)
    _write_periods(writer, told)
    _write_wordings(writer)
    _write_findings(writer, known)
    _write_aside(writer)
    home = home_parts(archive, known.tally)
    removed = writer.folder.close()
    return PagesReport(writer.pages, writer.folder.changed, removed, home)


def _compose(
    writer: Composer, content: Path, text_of: TextOf, workshop: Workshop | None
) -> Iterator[tuple[str, Composed]]:
    """Yield each company's address with what its pages are; only those that are not as they should be are made."""
    prints = workshop.prints() if workshop else {}
    totals = writer.totals
    listed = (totals.companies > ONE_PAGE_UP_TO, totals.officers > ONE_PAGE_UP_TO, totals.copies)
    keys = {address: sha256(repr((prints.get(address), listed)).encode()).hexdigest() for address in writer.companies}
    with Made(workshop.record if workshop else None, content, Composed) as made:
        waiting: list[str] = []
        for address, key in keys.items():
            as_it_was = made.unchanged(address, key)
            if as_it_was:
                yield address, replace(as_it_was, changed=0)
            else:
                waiting.append(address)
        open_archive = workshop.open_archive if workshop and len(waiting) > FEW else lambda: (writer.archive, text_of)
        make = partial(open_composing, open_archive, content, writer.around, totals)
        processes = None if workshop else 1
        for address, composed in in_order(make, waiting, few=FEW, batch=1, processes=processes):
            made.note(address, keys[address], composed)
            yield address, composed
        made.keep()


def _write_lists(writer: Composer) -> None:
    archive = writer.archive
    for view in company_lists(archive.companies(), writer.totals.companies, archive.filings_of):
        _write_list(writer, view, "companies")
    for view in officer_lists(archive.officers(), writer.totals.officers):
        _write_list(writer, view, "officers")


def _write_list(writer: Composer, view: ListView, part: str) -> None:
    writer.page(view.address, "list.md.jinja", view=view, part=part)


def _write_filings(writer: Composer, known: Survey) -> None:
    """Write the newest filings, the table of forms, and the filings of each form."""
    lister = Lister(known)
    newest: list[FilingEntry | FilingLine] = []
    for entry in writer.archive.lines():
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


def _write_periods(writer: Composer, told: Mapping[str, Tidings]) -> None:
    """Write the pages of quarters, with what is TOLD of them by companies."""
    quarters = Quarters(writer.archive)
    for address, company in writer.companies.items():
        quarters.add(address, company.name, told[address])
    view = quarters.all()
    writer.page("periods/", "periods.md.jinja", view=view, ways=_ways("periods/"))
    span = f"{view.years[0]} to {view.years[-1]}" if view.years else ""
    for page in quarters.pages():
        all_periods = Link(span, way(page.address, "periods/"))
        writer.page(page.address, "period.md.jinja", view=page, all_periods=all_periods)


def _write_wordings(writer: Composer) -> None:
    for view in view_tables():
        writer.page(view.address, "wording.md.jinja", view=view)
    writer.page("wording/", "wordings.md.jinja", tables=tuple(list_tables(view_tables())))


def _write_findings(writer: Composer, known: Survey) -> None:
    rules = writer.around.rules
    writer.page("findings/", "findings.md.jinja", view=view_findings(known.tally, rules))
    for view in view_rules(known.tally, rules, writer.companies):
        all_findings = Link("findings", way(view.address, "findings/"))
        writer.page(view.address, "rule.md.jinja", view=view, all_findings=all_findings)


def _write_aside(writer: Composer) -> None:
    lines = tuple(aside_lines(writer.archive.quarantined()))
    many = f"{counted(len(lines), 'file')} could not be read. " if lines else "Every file could be read. "
    lead = f"{many}A file that cannot be read is not dropped: it stands here with the reason until it can be."
    writer.page("quarantine", "quarantine.md.jinja", lines=lines, lead=lead)
