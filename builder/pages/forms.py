"""The views of the lists of filings: the newest ones, and all of one form, newest first, cut into pages.

`view_forms` gives the table of forms; `Lister` takes filings as they stream by and gives each page when it is full,
so that no more than one page a form is held.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.entries import FilingEntry, FilingLine
from builder.pages.browse import page_address
from builder.pages.rows import FilingRow, row_of
from builder.pages.survey import Survey
from builder.pages.tally import DatedCount
from builder.pages.views import Link, counted, form_kind, number, way, years

ROWS = 200
"""Filings of one page; more makes a page that a phone loads slowly."""

NO_FORM = "not-stated"


@dataclass(frozen=True, slots=True)
class FormLine:
    """One form in the table of forms."""

    link: Link
    kind: str
    filings: str
    years: str


@dataclass(frozen=True, slots=True)
class FilingsView:
    """A page that lists filings."""

    address: str
    title: str
    description: str
    lead: str
    path: tuple[Link, ...]
    rows: tuple[FilingRow, ...]
    pages: tuple[Link, ...]


def form_address(form: str) -> str:
    """Return the address of the filings of FORM: "10-K/A" is "forms/10-k-a/"."""
    slug = re.sub(r"[^a-z0-9]+", "-", form.lower()).strip("-")
    return f"forms/{slug or NO_FORM}/"


def view_forms(survey: Survey) -> Iterator[FormLine]:
    """Yield the forms by name, those that state none last."""
    for form in sorted(survey.forms, key=lambda form: (not form, form)):
        count = survey.forms[form]
        link = Link(form or "Not stated", way("forms/", form_address(form)))
        kind = form_kind(form).split(", Form")[0] if form else ""
        told = "" if kind.startswith("Form") else kind
        yield FormLine(link, told, number(count.filings), years(count.first, count.last))


class Lister:
    """Takes filings, newest first, and gives the pages of their forms."""

    def __init__(self, survey: Survey) -> None:
        """Prepare for the filings that SURVEY counted; forms that share an address share their pages."""
        self._counts: dict[str, DatedCount] = {}
        self._names: dict[str, list[str]] = {}
        for form in sorted(survey.forms):
            address = form_address(form)
            self._names.setdefault(address, []).append(form)
            self._counts.setdefault(address, DatedCount()).filings += survey.forms[form].filings
        self._held: dict[str, list[FilingRow]] = {}
        self._given: dict[str, int] = {}

    def add(self, entry: FilingEntry | FilingLine) -> Iterator[FilingsView]:
        """Take ENTRY, and yield the page that it fills, if it fills one."""
        home = form_address(entry.form_type.value if entry.form_type else "")
        page = self._given.get(home, 0)
        rows = self._held.setdefault(home, [])
        rows.append(row_of(entry, page_address(home, page)))
        if len(rows) == ROWS or page * ROWS + len(rows) == self._counts[home].filings:
            yield self._view(home, page, rows)
            self._held[home] = []
            self._given[home] = page + 1

    def _view(self, home: str, page: int, rows: Sequence[FilingRow]) -> FilingsView:
        total = self._counts[home].filings
        form = ", ".join(self._names[home]) or "Form not stated"
        address = page_address(home, page)
        title = form_kind(form) if self._names[home] != [""] else "Form not stated"
        return FilingsView(
            address=address,
            title=title,
            description=f"Filings with officer certifications, {title}, newest first.",
            lead=f"{counted(total, 'filing')}, newest first.",
            path=(Link("Forms", "forms/"), Link(form, "")),
            rows=tuple(rows),
            pages=tuple(_pages(home, page, -(-total // ROWS))),
        )


def _pages(home: str, current: int, count: int) -> Iterator[Link]:
    for page in range(count if count > 1 else 0):
        href = "" if page == current else way(page_address(home, current), page_address(home, page))
        yield Link(f"page {page + 1}", href)


def view_newest(entries: Sequence[FilingEntry | FilingLine], total: int) -> FilingsView:
    """Return the page of the newest filings."""
    first = "All" if total <= len(entries) else f"The newest {number(len(entries))} of"
    return FilingsView(
        address="filings/",
        title="Newest filings",
        description="The filings of the archive, newest first.",
        lead=f"{first} {counted(total, 'filing')}, by the day of filing, else of signing.",
        path=(Link("Newest filings", ""),),
        rows=tuple(row_of(entry, "filings/") for entry in entries),
        pages=(),
    )
