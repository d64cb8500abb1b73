"""A print of each company: one digest of all that the catalogue knows of it and of what stands beside it.

Two builds that give a company the same print would write the same pages for it: the print covers its entry, its filings
with the bytes that they were read from, the other registrants of those filings, its officers, the officers of the same
names elsewhere, and every address that leads to one of them. One pass over each table, nothing decoded.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable

_COMPANIES = "SELECT key, address, card FROM company ORDER BY key"
_FILINGS = """
    SELECT filing_company.company, filing.address, filing.dated, filing.card, source.key
    FROM filing_company JOIN filing ON filing.id = filing_company.filing
    JOIN filing_source ON filing_source.filing = filing.id JOIN source ON source.id = filing_source.source
    ORDER BY filing_company.company, filing.dated, filing.address, filing_source.place
"""
_MENTIONS = """
    SELECT filing_company.company, officer.address, mention.body
    FROM filing_company JOIN mention ON mention.filing = filing_company.filing
    JOIN officer ON officer.id = mention.officer
    ORDER BY filing_company.company, filing_company.dated, filing_company.address, mention.id
"""
_TOGETHER = """
    SELECT own.company, company.address, company.card
    FROM filing_company AS own JOIN filing_company AS other ON other.filing = own.filing
    JOIN company ON company.key = other.company WHERE other.company <> own.company
    ORDER BY own.company, own.dated, own.address, other.company
"""
_OFFICERS = """
    SELECT officer_company.company, officer.address, officer.card, officer.id
    FROM officer_company JOIN officer ON officer.id = officer_company.officer
    ORDER BY officer_company.company, officer.address
"""
_NAMES = """
    SELECT officer_name.normal, officer_name.officer, officer.address, officer.card
    FROM officer_name JOIN officer ON officer.id = officer_name.officer
    ORDER BY officer_name.normal, officer.address
"""


def company_prints(db: sqlite3.Connection, salt: str) -> dict[str, str]:
    """Return the print of each company by its address; SALT is what the pages of all depend on."""
    prints = {key: hashlib.sha256(salt.encode()) for (key,) in db.execute("SELECT key FROM company")}
    leading_on: dict[str, list[str]] = defaultdict(list)
    for old, new in db.execute("SELECT old, new FROM redirect ORDER BY old"):
        leading_on[new].append(old)
    addresses: dict[str, str] = {}
    for key, address, card in db.execute(_COMPANIES):
        addresses[key] = address
        _add(prints[key], address, card, *leading_on.get(address, ()))
    for key, address, dated, card, source in db.execute(_FILINGS):
        _add(prints[key], address, dated, card, source, *leading_on.get(address, ()))
    for query in (_MENTIONS, _TOGETHER):
        for key, address, body in db.execute(query):
            _add(prints[key], address, body)
    names = _names(db)
    for key, address, card, officer in db.execute(_OFFICERS):
        _add(prints[key], address, card, *names.get(officer, ()), *leading_on.get(address, ()))
    return {addresses[key]: each.hexdigest() for key, each in prints.items()}


def _names(db: sqlite3.Connection) -> dict[int, list[str]]:
    """Return for each officer a digest of all officers who bear each of the officer's names."""
    bearing: dict[str, hashlib._Hash] = {}
    borne: dict[int, list[str]] = defaultdict(list)
    for normal, officer, address, card in db.execute(_NAMES):
        _add(bearing.setdefault(normal, hashlib.sha256()), address, card)
        borne[officer].append(normal)
    digests = {normal: each.hexdigest() for normal, each in bearing.items()}
    return {officer: [digests[normal] for normal in names] for officer, names in borne.items()}


def _add(digest: hashlib._Hash, *parts: str | bytes) -> None:
    digest.update(b"\0".join(_bytes(parts)) + b"\1")


def _bytes(parts: Iterable[str | bytes]) -> Iterable[bytes]:
    return (part if isinstance(part, bytes) else part.encode() for part in parts)
