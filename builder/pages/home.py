"""The parts of the home page as ready HTML, which MkDocs' `extra.archive` hands to the theme's home.html."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from builder.entries import Archive
from builder.pages.browse import home_facts
from builder.pages.drawings import draw_years
from builder.pages.environment import make_environment
from builder.pages.rows import row_of
from builder.pages.views import counted, number, size_words

NEWEST = 12
"""Filings on the home page."""


@dataclass(frozen=True, slots=True)
class DataLink:
    """A data file that the home page offers."""

    path: str
    name: str
    words: str
    size: int
    """Bytes."""


def home_parts(archive: Archive) -> dict[str, str]:
    """Return the parts of the home page that tell of ARCHIVE."""
    counts = archive.counts()
    template = make_environment().get_template("home.jinja")
    newest = tuple(row_of(entry, "") for entry in islice(archive.lines(), NEWEST))
    years = tuple((str(c.year), number(c.s302), number(c.s906)) for c in counts.by_year)
    aside = counted(counts.set_aside, "file")
    periods = sum(1 for _ in archive.periods())
    return {
        "facts": template.render(what="facts", items=home_facts(archive), aside=aside),
        "chart": str(draw_years(counts.by_year)),
        "years": template.render(what="years", items=years),
        "newest": template.render(what="newest", items=newest) if newest else "",
        "key": template.render(what="key"),
        "s302": number(sum(count.s302 for count in counts.by_year)),
        "s906": number(sum(count.s906 for count in counts.by_year)),
        "companies": counted(counts.companies, "registrant"),
        "officers": counted(counts.officers, "person", "people"),
        "periods": counted(periods, "quarter"),
    }


def data_part(files: Iterable[DataLink]) -> str:
    """Return the list of data FILES for the home page, each with its size."""
    items = tuple((file.path, file.name, file.words, size_words(file.size)) for file in files)
    return make_environment().get_template("home.jinja").render(what="data", items=items) if items else ""
