"""sitemap.xml (sitemaps.org 0.9): every page that stands in content/, but for those that only lead on.

A sitemap holds 50,000 addresses at most; beyond that `sitemap.xml` is the index of `sitemap-1.xml` and so on. It gives
no date, since a page's date of change is not known. Without the site's URL there is none: its addresses are absolute.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from xml.sax.saxutils import escape

from builder.exports.owned import OwnedFiles
from builder.exports.site import Site

MOST = 50_000
"""Addresses in one sitemap (sitemaps.org, "Sitemap index files")."""

PARTS = 40
"""The most sitemaps of one site: two million pages."""

SITEMAP = "sitemap.xml"
SITEMAPS = frozenset(f"sitemap-{number}.xml" for number in range(1, PARTS + 1))
"""The names of all parts that there could be."""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write_sitemap(files: OwnedFiles, site: Site, leading_on: frozenset[str], most: int = MOST) -> None:
    """Write the sitemap of the pages below the content folder; LEADING_ON are the addresses that lead to others."""
    batches = _batches((page for page in _pages(files.root) if page not in leading_on), most)
    first, second = next(batches, []), next(batches, None)
    if not first:
        return
    if second is None:
        files.write(SITEMAP, _sitemap(first, site))
        return
    parts = []
    for number, batch in enumerate(chain((first, second), batches), 1):
        parts.append(f"sitemap-{number}.xml")
        files.write(parts[-1], _sitemap(batch, site))
    files.write(SITEMAP, _index(parts, site))


def _batches(pages: Iterator[str], most: int) -> Iterator[list[str]]:
    """Yield PAGES in lists of MOST."""
    while batch := list(islice(pages, most)):
        yield batch


def _pages(content: Path) -> Iterator[str]:
    """Yield the address of each page below CONTENT, as MkDocs gives it with directory addresses."""
    for folder, below, names in os.walk(content):
        below[:] = sorted(name for name in below if not name.startswith("."))
        place = Path(folder).relative_to(content).as_posix()
        prefix = "" if place == "." else f"{place}/"
        for name in sorted(names):
            stem, dot, kind = name.rpartition(".")
            if dot and kind == "md" and not name.startswith("."):
                yield prefix if stem in ("index", "README") else f"{prefix}{stem}/"


def _sitemap(pages: list[str], site: Site) -> bytes:
    lines = "".join(f"<url><loc>{escape(site.link(page))}</loc></url>\n" for page in pages)
    return f'{_HEAD}<urlset xmlns="{_SCHEMA}">\n{lines}</urlset>\n'.encode()


def _index(parts: list[str], site: Site) -> bytes:
    lines = "".join(f"<sitemap><loc>{escape(site.link(part))}</loc></sitemap>\n" for part in parts)
    return f'{_HEAD}<sitemapindex xmlns="{_SCHEMA}">\n{lines}</sitemapindex>\n'.encode()
