"""Redirects: the addresses that a source had, or would have, by itself go on leading to where it now is.

A loose exhibit may have been published before a submission made its company's CIK known, or before the
filing that it belongs to came in: "filings/acme-10-q-2004-03-31-0a1b2c3d/" then leads to
"filings/0000950124-04-000418/". No memory of earlier builds is needed: what an address would be without
the other filings follows from the source alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from builder.catalogue.addresses import company_address, officer_address, period_address
from builder.catalogue.drafts import Draft
from builder.catalogue.registrants import company_keys, own_key, sharing
from builder.catalogue.store import Store

MOST_KEYS = 100
"""For how many companies of one exhibit addresses are kept up; no exhibit certifies for more."""


def keep_addresses(db: sqlite3.Connection, store: Store) -> None:
    """Make a row in `redirect` of each address that a source could have by itself and that is nobody's now."""
    left_out = "filing IS NOT NULL AND (same IS NOT NULL OR NOT whole)"
    for filing, source in db.execute(f"SELECT filing, source FROM draft WHERE {left_out} ORDER BY source"):  # noqa: S608
        claims = [(address, filing, normal) for address, normal in _claims(db, store.draft(source).draft)]
        db.executemany("INSERT INTO claim VALUES (?, ?, ?)", claims)
    _redirect_claims(db)


def _claims(db: sqlite3.Connection, draft: Draft) -> Iterator[tuple[str, str | None]]:
    """Yield the addresses that DRAFT could have by itself, each with the normal name that it leads to."""
    keys = set(company_keys(db, draft))
    for name in [*draft.stated, *(each.name for each in draft.registrants if not each.cik)]:
        keys |= {own_key(name, draft), *sharing(db, name)}
    if not draft.stated:
        keys.add(own_key(None, draft))
    normals = sorted({signing.normal for signing in draft.signings})
    if draft.accession_number is None or draft.container == "exhibit":
        yield draft.own_address, None
    if draft.own_period:
        yield period_address(draft.own_period), None
    for key in sorted(keys)[:MOST_KEYS]:
        yield company_address(key), None
        yield from ((officer_address(key, normal), normal) for normal in normals)


def _redirect_claims(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM redirect WHERE claimed")
    free = (
        "address NOT IN (SELECT address FROM filing UNION ALL SELECT address FROM company"
        " UNION ALL SELECT address FROM officer UNION ALL SELECT old FROM redirect"
        " UNION ALL SELECT period FROM filing WHERE period IS NOT NULL)"
    )
    officer = (
        "SELECT min(officer.address) FROM claim AS other JOIN mention ON mention.filing = other.filing"
        " AND mention.normal = other.normal JOIN officer ON officer.id = mention.officer"
        " WHERE other.address = claim.address"
    )
    company = (
        "SELECT min(company.address) FROM claim AS other JOIN filing ON filing.id = other.filing"
        " JOIN company ON company.key = filing.company WHERE other.address = claim.address"
    )
    filing = (
        "SELECT min(filing.address) FROM claim AS other JOIN filing ON filing.id = other.filing"
        " WHERE other.address = claim.address"
    )
    for kind, target in (
        ("officers/", f"coalesce(({officer}), ({company}))"),
        ("companies/", f"({company})"),
        ("", f"({filing})"),
    ):
        db.execute(
            f"INSERT OR IGNORE INTO redirect SELECT address, {target}, 1 FROM claim"  # noqa: S608
            f" WHERE substr(address, 1, ?) = ? AND {free} GROUP BY address",
            (len(kind), kind),
        )
