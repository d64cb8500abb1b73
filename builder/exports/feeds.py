"""Atom feeds (RFC 4287): the newest filings of the archive, and those of each company.

An entry is a filing: who certified which report. It is dated by the filing and never by the build, so the same
archive gives the same feed; a filing without any date is not in a feed. Read from the database of sheets.py.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from xml.etree import ElementTree as ET

from builder.exports.cells import show_unseen
from builder.exports.site import Site

NEWEST = 50
"""Filings in the archive's feed."""

NEWEST_OF_COMPANY = 10
"""Filings in a company's feed."""

BEFORE_ALL = "2002-07-30"
"""The day of the Act (Public Law 107-204), before which nothing was certified: dates a feed without an entry."""

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Item:
    """A filing in a feed."""

    address: str
    company_name: str
    form_type: str | None
    period_of_report: str | None
    dated_on: str
    signers: str
    """"Section 302: Jane Doe (PEO), John Roe (PFO)."; "" where no name was read."""


def archive_feed(database: sqlite3.Connection, site: Site) -> bytes:
    """Return the feed of the archive's newest filings."""
    rows = database.execute(f"{_SELECT} FROM filings WHERE {_NEWEST_FIRST} LIMIT ?", (NEWEST,))
    items = tuple(_items(database, rows.fetchall()))
    return _feed("Undersigned: newest filings", "", "feed.xml", items, site)


def company_feed(database: sqlite3.Connection, company: str, name: str, site: Site) -> bytes:
    """Return the feed of the newest filings of the company NAME at address COMPANY."""
    rows = database.execute(
        f"{_SELECT} FROM registrants JOIN filings USING (filing) WHERE company = ? AND {_NEWEST_FIRST} LIMIT ?",
        (company, NEWEST_OF_COMPANY),
    )
    items = tuple(_items(database, rows.fetchall()))
    return _feed(f"{name}: certifications", company, f"{company}feed.xml", items, site)


_SELECT = "SELECT filing, company_name, form_type, period_of_report, dated_on"
_NEWEST_FIRST = "dated_on IS NOT NULL ORDER BY dated_on DESC, filing DESC"


def _items(database: sqlite3.Connection, rows: list[tuple[str, str, str | None, str | None, str]]) -> Iterator[Item]:
    query = (
        "SELECT section, coalesce(name_as_printed, conformed_name), roles FROM certifications"
        " WHERE filing = ? AND coalesce(name_as_printed, conformed_name) IS NOT NULL ORDER BY section, rowid"
    )
    for row in rows:
        signed = database.execute(query, (row[0],)).fetchall()
        sections = (_signers(section, found) for section, found in groupby(signed, key=lambda each: each[0]))
        yield Item(*row, signers=" ".join(sections))


def _signers(section: str, found: Iterator[tuple[str, str, str]]) -> str:
    names = dict.fromkeys(
        f"{name} ({', '.join(json.loads(roles))})" if roles != "[]" else name for _, name, roles in found
    )
    return f"Section {section}: {', '.join(names)}."


def _feed(title: str, page: str, path: str, items: tuple[Item, ...], site: Site) -> bytes:
    """Return the feed at PATH that goes with PAGE."""
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    if site.url:
        feed.set("xml:base", site.url)
    _say(feed, "id", site.identifier(path))
    _say(feed, "title", title)
    _say(feed, "updated", _instant(max((item.dated_on for item in items), default=BEFORE_ALL)))
    ET.SubElement(feed, "link", rel="self", type="application/atom+xml", href=site.link(path, path))
    ET.SubElement(feed, "link", rel="alternate", type="text/html", href=site.link(page, path))
    _say(ET.SubElement(feed, "author"), "name", "Undersigned")
    for item in items:
        _add_entry(feed, item, path, site)
    ET.indent(feed, "")
    words: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return words + b"\n"


def _add_entry(feed: ET.Element, item: Item, path: str, site: Site) -> None:
    entry = ET.SubElement(feed, "entry")
    form = item.form_type or "filing"
    period = f" for the period ended {item.period_of_report}" if item.period_of_report else ""
    _say(entry, "id", site.identifier(item.address))
    _say(entry, "title", f"{item.company_name}: {form}{period}")
    _say(entry, "updated", _instant(item.dated_on))
    ET.SubElement(entry, "link", rel="alternate", type="text/html", href=site.link(item.address, path))
    if item.form_type:
        ET.SubElement(entry, "category", term=show_unseen(item.form_type))
    _say(entry, "summary", item.signers or "No name of a signer could be read.")


def _say(parent: ET.Element, name: str, words: str) -> None:
    ET.SubElement(parent, name).text = show_unseen(words)


def _instant(day: str) -> str:
    """Return DAY as RFC 3339 writes an instant."""
    return f"{day}T00:00:00Z"
