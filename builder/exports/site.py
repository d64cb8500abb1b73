"""Where the site stands, and what its pages are called in files that leave it.

With a site URL every reference is absolute and an identifier is a tag URI (RFC 4151):
`tag:archive.example,2026:/filings/0000950124-04-000418/`. Without one, references are relative to the file that
holds them (RFC 3986, section 5) and an identifier is a UUID made from the address, so that it is the same in
every build.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, uuid5

MINTED = "2026"
"""The year in which tags began to be given out (RFC 4151, section 2.1); it never changes."""


@dataclass(frozen=True, slots=True)
class Site:
    """A published site, or one whose place is not known."""

    url: str
    """Ends in "/"; "" where it is not known."""

    def link(self, address: str, holder: str = "") -> str:
        """Return a reference to ADDRESS for the file HOLDER, "companies/0000887359/feed.xml"."""
        if self.url:
            return self.url + quote(address)
        return "../" * holder.count("/") + quote(address) or "./"

    def identifier(self, address: str) -> str:
        """Return what identifies ADDRESS for ever, whatever stands there."""
        parts = urlsplit(self.url)
        if parts.hostname:
            return f"tag:{parts.hostname},{MINTED}:{quote(parts.path + address)}"
        return uuid5(NAMESPACE_URL, f"undersigned:{address}").urn


def site_at(url: str) -> Site:
    """Return the site at URL, "" where that is not known."""
    return Site(f"{url.rstrip('/')}/" if url else "")
