"""What programs read first: robots.txt (RFC 9309) and llms.txt (llmstxt.org), the guide to the archive in plain words.

llms.txt has the form that its site asks for: a title, a quotation that sums up, some sentences, then lists of links.
"""

from __future__ import annotations

from builder.entries import ArchiveCounts
from builder.exports.linked import DATA_FILES, DESCRIPTION
from builder.exports.site import Site
from builder.exports.sitemap import SITEMAP

_LISTS = (
    ("Companies", "companies/", "registrants from A to Z; a company's page shows who signed when"),
    ("Officers", "officers/", "certifying officers from A to Z; a page stands for one person within one company"),
    ("Periods", "periods/", "filings by the quarter in which their period ended"),
    ("Files set aside", "quarantine/", "raw files that could not be read, with the reason"),
)

_READING = (
    ("How well we read", "reading/", "how bytes become values, and what a doubt means"),
    ("Data files", "data/", "the columns of every table, with types and meaning"),
    ("About the archive", "about/", "what it holds, what it does not conclude, how to correct it"),
)


def robots_text(site: Site) -> bytes:
    """Return robots.txt: everything may be read."""
    sitemap = f"\nSitemap: {site.link(SITEMAP)}\n" if site.url else ""
    return f"User-agent: *\nAllow: /\n{sitemap}".encode()


def guide_text(counts: ArchiveCounts, site: Site) -> bytes:
    """Return llms.txt."""
    span = f", dated {counts.first.isoformat()} to {counts.last.isoformat()}" if counts.first and counts.last else ""
    sections = (
        ("Lists", tuple(_link(*each, site=site) for each in _LISTS)),
        ("Data", tuple(_link(file.name, file.path, file.words, site=site) for file in DATA_FILES)),
        ("Reading contract", tuple(_link(*each, site=site) for each in _READING)),
        ("Optional", (_link("Newest filings", "feed.xml", "Atom; every company has its own feed.xml", site=site),)),
    )
    lists = "".join(f"\n## {heading}\n\n{''.join(links)}" for heading, links in sections)
    return f"""# Undersigned

> {DESCRIPTION}

The archive holds {counts.certifications:,} signatures under certifications in {counts.filings:,} filings of \
{counts.companies:,} companies by {counts.officers:,} officers{span}.

- Every page of a filing, company or officer has a JSON twin: put `index.json` after its address. A filing's twin has \
the bytes of the raw file behind every value.
- Addresses are permanent: `companies/<CIK>/`, `filings/<accession number>/`, `officers/<name>-<id>/`, \
`periods/<year>-q<quarter>/`; one that has changed leads on.
- `null`, or an empty cell, means "not stated": nothing is guessed from another filing.
- A finding says where the words differ from the prescribed text. It concludes nothing about a person or a company.
- Equal names in different companies are not taken for one person.
{lists}""".encode()


def _link(name: str, path: str, words: str, *, site: Site) -> str:
    return f"- [{name}]({site.link(path)}): {words}\n"
