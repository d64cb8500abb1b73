"""The parts of the home page as ready HTML, which MkDocs' `extra.archive` hands to the theme's home.html."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote_plus

from builder.entries import UNNAMED, Archive, FilingEntry, FilingLine
from builder.findings import Severity
from builder.pages.browse import home_facts
from builder.pages.drawings import draw_years
from builder.pages.environment import make_environment
from builder.pages.rows import row_of
from builder.pages.tally import Tally
from builder.pages.views import Link, counted, number, size_words

NEWEST = 8
"""Filings on the home page."""

SEARCHES = 4
"""Searches that are offered as examples."""


@dataclass(frozen=True, slots=True)
class DataLink:
    """A data file that the home page offers."""

    path: str
    name: str
    words: str
    size: int
    """Bytes."""


def home_parts(archive: Archive, tally: Tally) -> dict[str, str]:
    """Return the parts of the home page that tell of ARCHIVE, whose findings were counted in TALLY."""
    counts = archive.counts()
    template = make_environment().get_template("home.jinja")
    entries = tuple(islice(archive.lines(), NEWEST))
    newest = tuple(row_of(entry, "") for entry in entries)
    searches = tuple(islice(_searches(archive, entries), SEARCHES))
    years = tuple((str(c.year), number(c.s302), number(c.s906)) for c in counts.by_year)
    aside = counted(counts.set_aside, "file")
    periods = sum(1 for _ in archive.periods())
    return {
        "facts": template.render(what="facts", items=home_facts(archive), aside=aside),
        "searches": template.render(what="searches", items=searches) if searches else "",
        "chart": str(draw_years(counts.by_year)),
        "years": template.render(what="years", items=years),
        "newest": template.render(what="newest", items=newest) if newest else "",
        "key": template.render(what="key"),
        "s302": number(sum(count.s302 for count in counts.by_year)),
        "s906": number(sum(count.s906 for count in counts.by_year)),
        "companies": counted(counts.companies, "registrant"),
        "officers": counted(counts.officers, "person", "people"),
        "periods": counted(periods, "quarter"),
        "findings": _findings_words(tally),
    }


def _findings_words(tally: Tally) -> str:
    """Return "6,863 by 58 rules", notes for information left out."""
    told = sum(count for severity, count in tally.severities.items() if severity is not Severity.INFORMATION)
    return f"{number(told)} by {counted(len(tally.rules), 'rule')}"


def _searches(archive: Archive, newest: Sequence[FilingEntry | FilingLine]) -> Iterator[Link]:
    """Yield searches that find something: of the NEWEST filings in turn a signer's surname and a company's name."""
    offered: set[str] = set()
    for place, entry in enumerate(newest):
        if place % 2:
            words = archive.company(entry.companies[0]).name
        else:
            words = archive.officer(entry.mentions[0].officer).surname.casefold() if entry.mentions else ""
        if words and words != UNNAMED and words not in offered:
            offered.add(words)
            yield Link(words, f"search/?q={quote_plus(words)}")


def data_part(files: Iterable[DataLink]) -> str:
    """Return the list of data FILES for the home page, each with its size."""
    items = tuple((file.path, file.name, file.words, size_words(file.size)) for file in files)
    return make_environment().get_template("home.jinja").render(what="data", items=items) if items else ""
