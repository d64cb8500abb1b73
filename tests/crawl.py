"""Walk a built site as files: every link and anchor of every page, and what nothing leads to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.leads_on = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "meta" and found.get("http-equiv") == "refresh":
            self.leads_on = True
            self.links.append(str(found["content"]).partition("url=")[2])
        if found.get("id"):
            self.anchors.add(str(found["id"]))
        for name in ("href", "src", "action"):
            if found.get(name):
                self.links.append(str(found[name]))


@dataclass
class Crawl:
    """What a walk found."""

    pages: int
    broken: list[str]
    orphans: list[str]


def crawl(site: Path) -> Crawl:
    """Return every broken link and anchor of SITE, and every page that no link leads to from the home page.

    Addresses of old that lead on to a new one, and the page for what is not found, are reached from elsewhere.
    """
    pages: dict[str, _Page] = {}
    for path in sorted(site.rglob("*.html")):
        page = _Page()
        page.feed(path.read_text(encoding="utf-8"))
        pages[path.relative_to(site).as_posix()] = page
    broken: list[str] = []
    leads: dict[str, set[str]] = {name: set() for name in pages}
    for name, page in pages.items():
        for link, (place, anchor) in _targets(name, page):
            if not (site / place).is_file():
                broken.append(f"{name}: {link}")
            elif anchor and place in pages and anchor not in pages[place].anchors:
                broken.append(f"{name}: {link} (no such anchor)")
            else:
                leads[name].add(place)
    expected = {name for name, page in pages.items() if not page.leads_on and name != "404.html"}
    return Crawl(len(pages), broken, sorted(expected - _reached(leads)))


def _reached(leads: dict[str, set[str]]) -> set[str]:
    """Return the files that can be reached from the home page."""
    seen, waiting = {"index.html"}, ["index.html"]
    while waiting:
        for place in leads.get(waiting.pop(), set()) - seen:
            seen.add(place)
            waiting.append(place)
    return seen


def _targets(name: str, page: _Page) -> Iterator[tuple[str, tuple[str, str]]]:
    for link in page.links:
        target = _target(name, link)
        if target:
            yield link, target


def _target(page: str, link: str) -> tuple[str, str] | None:
    """Return (file, anchor) for a LINK on PAGE within the site, or None where it leads elsewhere."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or page == "404.html":
        return None
    path = unquote(parts.path)
    if not path:
        return page, unquote(parts.fragment)
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    if path in (".", "..") or path.endswith(("/", "/.", "/..")):
        joined = posixpath.normpath(posixpath.join(joined, "index.html"))
    return joined, unquote(parts.fragment)
