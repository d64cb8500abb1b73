"""The archive to files that machines read: tables, feeds, the sitemap, a guide.

`write_exports(archive, Path("content"), site_url="https://archive.example/")` is called after the pages have been
written, since the sitemap lists the pages that stand there. It writes `data/`, `feed.xml`, `llms.txt`, `robots.txt`
and the sitemap, and beside each company's page its `feed.xml` and `certifications.csv.zip`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from builder.entries import Archive, CompanyEntry
from builder.exports.columns import Row
from builder.exports.feeds import archive_feed, company_feed
from builder.exports.guide import guide_text, robots_text
from builder.exports.owned import OwnedFiles
from builder.exports.sheets import company_sheet, open_sheets
from builder.exports.site import Site, site_at
from builder.exports.sitemap import SITEMAP, SITEMAPS, write_sitemap
from builder.exports.tables import row_of_company, row_of_officer, row_of_set_aside, rows_of_filing
from builder.findings import RuleText
from builder.made import Made

OWNED = frozenset({"data", "feed.xml", "llms.txt", "robots.txt", SITEMAP}) | SITEMAPS
"""What directly below content/ belongs to this module; in `companies/` only the files that it lists."""

NO_RULES: Mapping[str, RuleText] = {}
"""Codes without a meaning."""

NO_PRINTS: Mapping[str, str] = {}
"""Nothing is known of what companies' files are made from, so all are made."""

TOGETHER = 8
"""Companies in a piece of the tables, on the average."""

COMPANY_FEED = "feed.xml"
COMPANY_SHEET = "certifications.csv.zip"
"""Beside a company's page."""


@dataclass(frozen=True, slots=True)
class ExportsReport:
    """What was written."""

    files: int
    changed: int
    """Files that differ from the last build."""
    removed: int
    """Files of the last build that are no longer made."""


@dataclass(frozen=True, slots=True)
class _OfCompany:
    """What was written for one company."""

    paths: tuple[str, ...]


def write_exports(  # noqa: PLR0913 - what is told, where to, and what of it stands already
    archive: Archive,
    content: Path,
    *,
    site_url: str = "",
    rules: Mapping[str, RuleText] = NO_RULES,
    prints: Mapping[str, str] = NO_PRINTS,
    record: Path | None = None,
) -> ExportsReport:
    """Write all exports of ARCHIVE below CONTENT, where its pages already stand; SITE_URL is "" where not known.

    RULES say what each code of a finding means. PRINTS are, by company, digests of all that its files are made from;
    what stands as the RECORD of the last build says is not made again, nor are the rows kept in a file beside it.
    """
    site = site_at(site_url)
    files = OwnedFiles(content)
    kept = record.with_name("rows.sqlite") if record else None
    with Made(record, content, _OfCompany) as made, open_sheets(files, kept) as sheets:
        for companies in _neighbours(archive.companies()):
            sheets.lay(_key(companies, prints), partial(_rows, archive, companies, rules))
        sheets.lay("", lambda: map(row_of_set_aside, archive.quarantined()))
        sheets.finish()
        files.write("feed.xml", archive_feed(sheets.database, site))
        for company in archive.companies():
            key = prints.get(company.address, "")
            standing = made.unchanged(company.address, key) if key else None
            if standing:
                files.keep(standing.paths)
            else:
                made.note(company.address, key, _write_company(company, sheets.database, files, site))
        made.keep()
    files.write("llms.txt", guide_text(archive.counts(), site))
    files.write("robots.txt", robots_text(site))
    if site.url:
        write_sitemap(files, site, frozenset(archive.leading_on()))
    removed = files.close()
    return ExportsReport(len(files.written), files.changed, removed)


def _neighbours(companies: Iterable[CompanyEntry]) -> Iterator[list[CompanyEntry]]:
    """Yield COMPANIES some at a time, parted by their addresses alone: one that comes or goes moves few others."""
    together: list[CompanyEntry] = []
    for company in companies:
        if together and sha256(company.address.encode()).digest()[0] % TOGETHER == 0:
            yield together
            together = []
        together.append(company)
    if together:
        yield together


def _key(companies: Sequence[CompanyEntry], prints: Mapping[str, str]) -> str:
    """Return what the rows of COMPANIES are made from; "" where that is not known of all."""
    parts = [(company.address, prints.get(company.address, "")) for company in companies]
    return sha256(repr(parts).encode()).hexdigest() if all(known for _, known in parts) else ""


def _rows(archive: Archive, companies: Iterable[CompanyEntry], rules: Mapping[str, RuleText]) -> Iterator[Row]:
    """Yield the rows of COMPANIES, of their own officers, and of the filings that name them first."""
    for company in companies:
        yield row_of_company(company)
        for officer in archive.officers_of(company.address):
            if officer.company == company.address:
                yield row_of_officer(officer)
        for entry in archive.filings_of(company.address):
            if entry.companies[0] == company.address:
                yield from rows_of_filing(entry, company.cik, rules)


def _write_company(company: CompanyEntry, database: sqlite3.Connection, files: OwnedFiles, site: Site) -> _OfCompany:
    """Write a company's feed and table, at its address and at those that lead to it."""
    feed = company_feed(database, company.address, company.name, site)
    sheet = company_sheet(database, company.address)
    paths: list[str] = []
    for address in (company.address, *company.redirects):
        for name, content in ((COMPANY_FEED, feed), (COMPANY_SHEET, sheet)):
            paths.append(f"{address}{name}")
            files.write(paths[-1], content)
    return _OfCompany(tuple(paths))
