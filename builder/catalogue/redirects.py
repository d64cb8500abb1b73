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
from builder.catalogue.grouping import DRAFTS
from builder.catalogue.registrants import company_keys, own_key, sharing

MOST_KEYS = 100
"""For how many companies of one exhibit addresses are kept up; no exhibit certifies for more."""


def keep_addresses(db: sqlite3.Connection) -> None:
    """Make a row in `redirect` of each address that a source could have by itself and that is nobody's now."""
    rows = db.execute("SELECT filing, same IS NOT NULL, body FROM draft WHERE filing IS NOT NULL ORDER BY source")
    for filing, left_out, body in rows:
        draft = DRAFTS.decode(body)
        whole = draft.container != "exhibit" and all(registrant.cik for registrant in draft.registrants)
        if left_out or not whole:
            claims = [(address, filing, normal) for address, normal in _claims(db, draft)]
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
