"""What is written beside the pages, each in a process of its own: the data files, the search index and the names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from builder.catalogue.archive import Catalogue
from builder.catalogue.prints import company_prints
from builder.exports.write import write_exports
from builder.findings import RuleText
from builder.kept import open_store
from builder.search.index import write_index
from builder.search.shards import write_shards

NAMES = "names"
"""The folder of the browser's name index, below content/ and so below the site."""


def write_search(work: Path, content: Path) -> None:
    """Write the search index into WORK, and the names that a browser searches below CONTENT."""
    with open_store(work) as store:
        write_index(Catalogue(store), work / "index")
        write_shards(Catalogue(store), content / NAMES)


def write_tables(work: Path, content: Path, site_url: str, rules: Mapping[str, RuleText], made_by: str) -> None:
    """Write the data files below CONTENT; those of a company only where it, or what they are MADE_BY, has changed."""
    with open_store(work) as store:
        write_exports(
            Catalogue(store),
            content,
            site_url=site_url,
            rules=rules,
            prints=company_prints(store.connection, made_by),
            record=work / "exports.sqlite",
        )
