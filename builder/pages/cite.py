"""How a filing is cited: one line, BibTeX, RIS and CSL JSON, each naming report, exhibits, signers, date and source.

`cite_filing` gives "Aastrom Biosciences, Inc., Form 10-Q for the quarter ended 31 Dec 2003, Exhibit 32, ...".
The line ends with the accession number or, without one, the beginning of the file's SHA-256.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from builder.entries import FilingEntry
from builder.pages.views import day, listed, period_kind, stated

TEX_SPECIAL = re.compile(r"[\\{}$&#%_~^]")
"""Characters that TeX would run; left out by their place in braces or written by name."""


@dataclass(frozen=True, slots=True)
class Citation:
    """The same citation in four forms."""

    line: str
    bibtex: str
    ris: str
    csl: str


def cite_filing(entry: FilingEntry, exhibits: tuple[str, ...], site_url: str) -> Citation:
    """Return how to cite the filing at ENTRY."""
    form, period = stated(entry.form_type), stated(entry.period_of_report)
    report = f"Form {form}" if form else "officer certification"
    if period:
        report += f" for the {period_kind(form)} ended {period}"
    named = tuple(dict.fromkeys(exhibit.split(", ")[0] for exhibit in exhibits))
    signers = tuple(dict.fromkeys(mention.name for mention in entry.mentions))
    by = f"certifications of {listed(signers)}" if signers else "certifications"
    source = _source(entry)
    parts = [entry.company_name, report, listed(named), by, day(entry.dated_on)]
    line = f"{', '.join(part for part in parts if part)}. {source}. Undersigned."
    title = f"{report}, {listed(named)}: {by}"
    url = f"{site_url}{entry.address}" if site_url else ""
    parts_of = (entry, title, source, url)
    return Citation(line, _bibtex(*parts_of), _ris(*parts_of), _csl(*parts_of))


def _source(entry: FilingEntry) -> str:
    header = entry.filing.header
    if header and header.accession_number:
        return f"EDGAR accession {header.accession_number}"
    return f"SHA-256 {entry.filing.files[0].sha256[:8]}"


def _key(entry: FilingEntry) -> str:
    return re.sub(r"[^a-z0-9]+", "-", entry.address.removeprefix("filings/").lower()).strip("-")


def _bibtex(entry: FilingEntry, title: str, source: str, url: str) -> str:
    fields = {
        "author": f"{{{_tex(entry.company_name)}}}",
        "title": f"{{{_tex(title)}}}",
        "date": entry.dated_on.isoformat() if entry.dated_on else "",
        "note": f"{_tex(source)}. Undersigned",
        "url": url,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{_key(entry)},", *lines, "}"])


def _tex(words: str) -> str:
    """Return WORDS without anything that TeX would run."""
    names = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return TEX_SPECIAL.sub(lambda found: names.get(found.group(), "\\" + found.group()), words)


def _ris(entry: FilingEntry, title: str, source: str, url: str) -> str:
    fields = {
        "TY": "RPRT",
        "AU": entry.company_name,
        "TI": title,
        "PY": str(entry.dated_on.year) if entry.dated_on else "",
        "DA": entry.dated_on.strftime("%Y/%m/%d") if entry.dated_on else "",
        "M1": source,
        "DP": "Undersigned",
        "UR": url,
    }
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields.items() if value]
    return "\n".join([*lines, "ER  - "])


def _csl(entry: FilingEntry, title: str, source: str, url: str) -> str:
    item: dict[str, object] = {
        "id": _key(entry),
        "type": "report",
        "author": [{"literal": entry.company_name}],
        "title": title,
        "number": source,
        "archive": "Undersigned",
    }
    if entry.dated_on:
        item["issued"] = {"date-parts": [[entry.dated_on.year, entry.dated_on.month, entry.dated_on.day]]}
    if url:
        item["URL"] = url
    return json.dumps([item], ensure_ascii=False, indent=1)
