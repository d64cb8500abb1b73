"""Registrants: each company by its CIK, or by its folded name where no filing states one.

A company known by name alone joins the company with a CIK whose name, or former name, it bears, if there
is exactly one: "Aastrom Biosciences, Inc." on a loose exhibit and AASTROM BIOSCIENCES INC in a header.
Two companies of one name are never taken for one.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from datetime import date
from itertools import groupby

import msgspec
from msgspec.structs import replace

from builder.catalogue.addresses import company_address
from builder.catalogue.drafts import Draft
from builder.entries import UNNAMED, CompanyEntry
from builder.findings import Finding, Severity
from builder.records import Cik, FormerName, Registrant
from builder.wording.companies import fold_company

MOST_SHARING = 20
"""The most companies of one name whose addresses are kept up for an exhibit without CIK."""

_ENCODER = msgspec.msgpack.Encoder()
_REGISTRANTS = msgspec.msgpack.Decoder(Registrant)
_COMPANIES = msgspec.msgpack.Decoder(CompanyEntry)


def learn_spellings(db: sqlite3.Connection, draft: Draft) -> None:
    """Keep the names, present and former, that DRAFT gives to each CIK."""
    for registrant in draft.registrants:
        if registrant.cik:
            names = [registrant.name or "", *(former.name for former in registrant.former_names)]
            rows = {(fold_company(name), registrant.cik) for name in names if fold_company(name)}
            db.executemany("INSERT OR IGNORE INTO spelling VALUES (?, ?)", sorted(rows))


def company_keys(db: sqlite3.Connection, draft: Draft) -> dict[str, Registrant]:
    """Return each company of DRAFT by its key, the first named first, none twice."""
    found: dict[str, Registrant] = {}
    for registrant in draft.registrants:
        found.setdefault(company_key(db, registrant, draft), registrant)
    return found


def company_key(db: sqlite3.Connection, registrant: Registrant, draft: Draft) -> str:
    """Return the CIK of REGISTRANT, known or found by its name; else a key of its name."""
    if registrant.cik:
        return registrant.cik
    same = sharing(db, registrant.name)
    return same[0] if len(same) == 1 else own_key(registrant.name, draft)


def own_key(name: str | None, draft: Draft) -> str:
    """Return the key of a company known by NAME alone; one of its own for each filing that names none."""
    folded = fold_company(name or "")
    if folded:
        return f"name:{folded}"
    unnamed = hashlib.sha256("".join(draft.files).encode()).hexdigest()[:12]
    return f"unnamed:{unnamed}"


def sharing(db: sqlite3.Connection, name: str | None) -> tuple[str, ...]:
    """Return the CIKs of the companies that bear or bore NAME."""
    query = "SELECT cik FROM spelling WHERE folded = ? ORDER BY cik LIMIT ?"
    return tuple(cik for (cik,) in db.execute(query, (fold_company(name or ""), MOST_SHARING)))


def homes_of(companies: dict[str, Registrant]) -> dict[str, str]:
    """Return the key of each of a filing's COMPANIES by its folded names, present and former; the first wins."""
    homes: dict[str, str] = {}
    for key, registrant in companies.items():
        for name in (registrant.name or "", *(former.name for former in registrant.former_names)):
            homes.setdefault(fold_company(name), key)
    return homes


def joined_by_name(db: sqlite3.Connection, draft: Draft, path: str) -> Iterator[Finding]:
    """Yield the finding that a registrant without CIK was taken for the company of the same name."""
    for registrant in draft.registrants:
        same = () if registrant.cik else sharing(db, registrant.name)
        if len(same) == 1:
            yield Finding(
                code="registrant_by_name",
                severity=Severity.INFORMATION,
                path=path,
                spans=(),
                expected="a CIK in a header or a sidecar",
                seen=f"only the name {registrant.name}, which one company in the archive bears or bore: CIK {same[0]}",
                confidence=0.95,
            )


def write_companies(db: sqlite3.Connection) -> None:
    """Make a row in `company` of each, with its card; counts and redirects come later."""
    rows = db.execute("SELECT company, dated, registrant FROM named ORDER BY company, dated, registrant")
    for key, group in groupby(rows, lambda row: str(row[0])):
        newest_last = [_REGISTRANTS.decode(body) for _, _, body in group]
        newest_last.sort(key=lambda each: each.cik is not None)
        card = _company(key, list(dict.fromkeys(newest_last)), newest_last[-1])
        row = key, card.address, fold_company(card.name), _ENCODER.encode(card)
        db.execute("INSERT INTO company VALUES (?, ?, ?, ?)", row)


def _company(key: str, distinct: list[Registrant], newest: Registrant) -> CompanyEntry:
    names = list(dict.fromkeys(each.name for each in reversed([*distinct, newest]) if each.name))
    former = {(fold_company(each.name), each.changed_on): each for reg in distinct for each in reg.former_names}
    return CompanyEntry(
        address=company_address(key),
        name=names[0] if names else UNNAMED,
        cik=None if ":" in key else Cik(key),
        other_names=tuple(names[1:]),
        former_names=tuple(sorted(former.values(), key=_by_date)),
        sic=_latest([each.sic for each in distinct]),
        sic_name=_latest([each.sic_name for each in distinct]),
        fiscal_year_end=_latest([each.fiscal_year_end for each in distinct]),
        filings=0,
        certifications=0,
        officers=0,
        first=None,
        last=None,
    )


def _by_date(former: FormerName) -> tuple[str, str]:
    return former.changed_on.isoformat() if former.changed_on else "", former.name


def _latest(values: list[str | None]) -> str | None:
    return next((value for value in reversed(values) if value), None)


def count_companies(db: sqlite3.Connection) -> None:
    """Put into each company's card how many filings, certifications and officers it has, and its span."""
    rows = db.execute(
        "SELECT company.key, company.card, count(*), sum(filing.certifications), min(nullif(filing.dated, '')),"
        " max(nullif(filing.dated, '')) FROM company JOIN filing_company ON filing_company.company = company.key"
        " JOIN filing ON filing.id = filing_company.filing WHERE company.key IN (SELECT company FROM named)"
        " GROUP BY company.key"
    ).fetchall()
    for key, card, filings, certifications, first, last in rows:
        officers = db.execute("SELECT count(*) FROM officer_company WHERE company = ?", (key,)).fetchone()[0]
        entry = replace(
            _COMPANIES.decode(card),
            filings=filings,
            certifications=certifications,
            officers=officers,
            first=date.fromisoformat(first) if first else None,
            last=date.fromisoformat(last) if last else None,
        )
        db.execute("UPDATE company SET card = ? WHERE key = ?", (_ENCODER.encode(entry), key))
