r"""JSON-LD of the archive, a company and an officer (schema.org), as strings that may stand inside a `<script>`.

`<script type="application/ld+json">` holds data: no browser runs it, and a Content-Security-Policy against scripts
within the page lets it stand (HTML, "prepare the script element": the type is looked at first). Every `<`, `>` and
`&` is written as `\u003c` and so on, so that no name can end the element. Nothing is claimed here that the page
does not show: no review of a claim, no date of office, and a Person only where all names agree.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import urlencode

from builder.entries import ArchiveCounts, CompanyEntry, OfficerEntry
from builder.exports.site import site_at

DESCRIPTION = (
    "An archive of Sarbanes-Oxley certifications (sections 302 and 906) by the officer who signed: who put their name "
    "under which report, when, in which words, and where those words differ from the prescribed text."
)

LICENCE = "https://spdx.org/licenses/MIT.html"

_EDGAR = "https://www.sec.gov/cgi-bin/browse-edgar"

_SAFE = str.maketrans({each: f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"})

Linked = str | int | bool | list["Linked"] | dict[str, "Linked"]
"""A value of JSON-LD."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """A data file of the whole archive."""

    name: str
    path: str
    media_type: str
    words: str


ZIP, GZIP = "application/zip", "application/gzip"

DATA_FILES = (
    DataFile("certifications.csv.zip", "data/certifications.csv.zip", ZIP, "a row a certification and signature"),
    DataFile("filings.csv.zip", "data/filings.csv.zip", ZIP, "a row a filing"),
    DataFile("registrants.csv.zip", "data/registrants.csv.zip", ZIP, "a row a filing and company"),
    DataFile("officers.csv.zip", "data/officers.csv.zip", ZIP, "a row an officer within one company"),
    DataFile("companies.csv.zip", "data/companies.csv.zip", ZIP, "a row a company"),
    DataFile("findings.csv.zip", "data/findings.csv.zip", ZIP, "a row a finding"),
    DataFile(
        "deviations.csv.zip", "data/deviations.csv.zip", ZIP, "a row a place where words leave the prescribed text"
    ),
    DataFile("set-aside.csv.zip", "data/set-aside.csv.zip", ZIP, "a row a raw file that could not be read"),
    DataFile(
        "certifications.jsonl.gz",
        "data/certifications.jsonl.gz",
        GZIP,
        "the same as certifications.csv in JSON Lines; each CSV file has such a twin",
    ),
    DataFile("undersigned.sqlite.gz", "data/undersigned.sqlite.gz", GZIP, "all tables, with indexes"),
)
"""The files that are offered, the one most asked for first."""


def linked_archive(counts: ArchiveCounts, site_url: str = "") -> str:
    """Return the Dataset that the archive is, for its home page."""
    site = site_at(site_url)
    files: list[Linked] = [
        {
            "@type": "DataDownload",
            "name": file.name,
            "encodingFormat": file.media_type,
            "contentUrl": site.link(file.path),
        }
        for file in DATA_FILES
    ]
    dataset: dict[str, Linked] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": site.link(""),
        "url": site.link(""),
        "name": "Undersigned: officers’ certifications under the Sarbanes-Oxley Act",
        "description": DESCRIPTION,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "keywords": ["Sarbanes-Oxley", "section 302", "section 906", "EDGAR", "officer certifications"],
        "size": f"{counts.certifications} signatures in {counts.filings} filings",
        "distribution": files,
    }
    if counts.first and counts.last:
        dataset["temporalCoverage"] = f"{counts.first.isoformat()}/{counts.last.isoformat()}"
    return _ready(dataset)


def linked_company(company: CompanyEntry, site_url: str = "") -> str:
    """Return the Organization that a company's page is about."""
    organization: dict[str, Linked] = {"@context": "https://schema.org"} | _organization(
        company.address, company.address, company.name, site_url
    )
    others = [*company.other_names, *(former.name for former in company.former_names)]
    if others:
        organization["alternateName"] = list(dict.fromkeys(others))
    if company.cik:
        query = urlencode({"action": "getcompany", "CIK": company.cik})
        organization["identifier"] = {"@type": "PropertyValue", "propertyID": "CIK", "value": company.cik}
        organization["sameAs"] = f"{_EDGAR}?{query}"
    return _ready(organization)


def linked_officer(officer: OfficerEntry, site_url: str = "") -> str:
    """Return the Person that an officer's page is about; "" unless it is sure that all its names are one person's."""
    if officer.confidence < 1.0:
        return ""
    person: dict[str, Linked] = {
        "@context": "https://schema.org",
        "@type": "Person",
        "@id": site_at(site_url).link(officer.address, officer.address),
        "name": officer.name,
        "affiliation": _organization(officer.company, officer.address, officer.company_name, site_url),
    }
    stated = {
        "givenName": " ".join(officer.given),
        "familyName": officer.surname,
        "honorificSuffix": officer.suffix,
    }
    person |= {name: value for name, value in stated.items() if value}
    others: list[Linked] = [name for name in officer.names_as_printed if name != officer.name]
    return _ready(person | {"alternateName": others} if others else person)


def _organization(address: str, page: str, name: str, site_url: str) -> dict[str, Linked]:
    """Return the company at ADDRESS as the page PAGE names it."""
    return {"@type": "Organization", "@id": site_at(site_url).link(address, page), "name": name}


def _ready(linked: dict[str, Linked]) -> str:
    """Return LINKED in one line that holds no character of HTML."""
    return json.dumps(linked, ensure_ascii=False, separators=(",", ":")).translate(_SAFE)
