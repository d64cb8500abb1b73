"""Readings to catalogue: everything is known before anything is written.

In order: each filing by itself (drafts), which readings are one filing (grouping), the companies, the
certifying officers of each company, the addresses that must go on leading somewhere, the cards that the
archive hands out. All in one transaction beside the readings, so that a killed build leaves the former
catalogue whole; the same readings give the same catalogue whatever order they were read in. Where a catalogue stands
already, only what the change of the raw files touches is compiled again (see touched.py).
"""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import date
from pathlib import Path

import msgspec

from builder.catalogue import tables
from builder.catalogue.addresses import period_address
from builder.catalogue.archive import Catalogue, FilingCard, list_mentions
from builder.catalogue.database import trouble
from builder.catalogue.drafts import Draft, Signing
from builder.catalogue.grouping import RANKS, drafts_of_filings, group_readings
from builder.catalogue.histories import JudgeHistory, no_history, write_histories
from builder.catalogue.overrides import read_overrides
from builder.catalogue.redirects import keep_addresses
from builder.catalogue.registrants import (
    company_keys,
    count_companies,
    homes_of,
    joined_by_name,
    learn_spellings,
    write_companies,
)
from builder.catalogue.roster import write_officers
from builder.catalogue.store import Store
from builder.catalogue.touched import Touched, find_touched, forget, keep_ties
from builder.entries import Sourced

_ENCODER = msgspec.msgpack.Encoder()


def compile_catalogue(store: Store, overrides: Path | None = None, judge: JudgeHistory = no_history) -> Catalogue:
    """Return the catalogue of all that is present in STORE.

    OVERRIDES is `officers.toml`, where there is one; JUDGE tells what is worth telling of a company's filings together.
    """
    db = store.connection
    with trouble(store.path):
        fingerprint = _fingerprint(store, overrides)
        if _is_compiled(db, fingerprint):
            return Catalogue(store)
        with db:
            db.execute("BEGIN IMMEDIATE")
            program = _program(overrides)
            touched = find_touched(db, store) if overrides is None and _is_made_by(db, program) else None
            if touched:
                forget(db, touched)
                _run(db, tables.DRAFTING)
            else:
                _make_tables(db)
            _draft_readings(db, store, touched)
            group_readings(db, store)
            _name_filings(db, store)
            write_companies(db)
            write_officers(db, read_overrides(db, overrides))
            list_mentions(db, "SELECT filing FROM draft")
            write_histories(db, store, judge)
            keep_addresses(db, store)
            count_companies(db)
            _drop(db, tables.DRAFTS)
            db.execute("DELETE FROM compiled")
            db.execute("INSERT INTO compiled VALUES (?, ?)", (fingerprint, program))
    return Catalogue(store)


def _fingerprint(store: Store, overrides: Path | None) -> str:
    """Return a digest of all that the catalogue depends on: readings, overrides, this very code and its tables."""
    return hashlib.sha256((store.fingerprint() + _program(overrides)).encode()).hexdigest()


def _program(overrides: Path | None) -> str:
    """Return a digest of what the catalogue depends on beside the readings."""
    digest = hashlib.sha256(overrides.read_bytes() if overrides else b"")
    here = Path(__file__).parent
    code = [
        *here.glob("*.py"),
        *(here.parent / "wording").glob("*.*"),
        here.parent / "records.py",
        here.parent / "entries.py",
    ]
    for file in sorted(code):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _is_compiled(db: sqlite3.Connection, fingerprint: str) -> bool:
    """Return whether the catalogue in DB is the one of FINGERPRINT."""
    return _has_column(db, "fingerprint") and bool(
        db.execute("SELECT 1 FROM compiled WHERE fingerprint = ?", (fingerprint,)).fetchone()
    )


def _is_made_by(db: sqlite3.Connection, program: str) -> bool:
    """Return whether this very PROGRAM made the catalogue in DB."""
    return _has_column(db, "program") and bool(
        db.execute("SELECT 1 FROM compiled WHERE program = ?", (program,)).fetchone()
    )


def _has_column(db: sqlite3.Connection, name: str) -> bool:
    return bool(db.execute("SELECT 1 FROM pragma_table_info('compiled') WHERE name = ?", (name,)).fetchone())


def _make_tables(db: sqlite3.Connection) -> None:
    """Make the tables anew, so that those of an earlier version never stand in the way."""
    _drop(db, (*tables.DRAFTS, *tables.ENTRIES))
    _run(db, tables.DRAFTING + tables.SCHEMA)


def _run(db: sqlite3.Connection, statements: str) -> None:
    for statement in statements.split(";"):
        db.execute(statement)


def _drop(db: sqlite3.Connection, names: tuple[str, ...]) -> None:
    for name in names:
        db.execute(f"DROP TABLE IF EXISTS {name}")


def _draft_readings(db: sqlite3.Connection, store: Store, touched: Touched | None) -> None:
    """Keep the draft of each reading, of those TOUCHED if not of all, and learn how companies are spelled."""
    for drafted in map(store.draft, touched.present) if touched else store.drafts():
        source, draft = drafted.source, drafted.draft
        rank = RANKS.get(draft.container, len(RANKS))
        whole = draft.container != "exhibit" and all(registrant.cik for registrant in draft.registrants)
        row = source, draft.accession_number, rank, draft.certifications, drafted.path, drafted.content, whole
        db.execute(
            "INSERT INTO draft (source, accession, rank, certifications, path, content, whole) VALUES (?,?,?,?,?,?,?)",
            row,
        )
        db.executemany("INSERT INTO draft_file VALUES (?, ?)", [(sha256, source) for sha256 in draft.files])
        learn_spellings(db, draft)
        keep_ties(db, source, draft)


def _name_filings(db: sqlite3.Connection, store: Store) -> None:
    """Give each filing its companies, its quarter and its mentions, and make its card."""
    for filing, draft in drafts_of_filings(db, store):
        companies = company_keys(db, draft)
        dated = _day(draft.dated_on)
        for place, (key, registrant) in enumerate(companies.items()):
            db.execute("INSERT INTO named VALUES (?,?,?,?,?)", (filing, place, key, dated, _ENCODER.encode(registrant)))
        homes, first = homes_of(companies), next(iter(companies))
        for signing in draft.signings:
            home, whole = _home(signing, homes, first)
            row = filing, home, signing.normal, dated, whole, _ENCODER.encode(signing)
            db.execute("INSERT INTO mention (filing, company, normal, dated, whole, body) VALUES (?,?,?,?,?,?)", row)
        address = db.execute("SELECT address FROM filing WHERE id = ?", (filing,)).fetchone()[0]
        db.executemany(
            "INSERT INTO filing_company VALUES (?, ?, ?, ?)", [(key, dated, address, filing) for key in companies]
        )
        _describe_filing(db, filing, draft, tuple(companies))


def _home(signing: Signing, homes: dict[str, str], first: str) -> tuple[str, bool]:
    """Return the company for which SIGNING was made, and whether it counts for all companies of its filing.

    Of several registrants it is the one that the certification names; the first where it names none or several.
    """
    named = homes.get(signing.registrant) if signing.registrant and len(set(homes.values())) > 1 else None
    return (named, False) if named else (first, True)


def _describe_filing(db: sqlite3.Connection, filing: int, draft: Draft, companies: tuple[str, ...]) -> None:
    path = db.execute(
        "SELECT path FROM filing_source JOIN draft USING (source) WHERE filing_source.filing = ? AND place = 0",
        (filing,),
    ).fetchone()[0]
    card = FilingCard(
        companies=companies,
        container=draft.container,
        form_type=draft.form_type,
        period_of_report=draft.period_of_report,
        filed_on=draft.filed_on,
        dated_on=draft.dated_on,
        expected=draft.expected,
        found=draft.found,
        findings=(*draft.told, *joined_by_name(db, draft, path)),
    )
    db.execute(
        "UPDATE filing SET dated=?, company=?, period=?, certifications=?, s302=?, s906=?, size=?, card=? WHERE id=?",
        (_day(draft.dated_on), companies[0], _quarter(draft.period_of_report), draft.certifications, draft.s302,
         draft.s906, draft.size, _ENCODER.encode(card), filing),
    )  # fmt: skip


def _quarter(period: Sourced | None) -> str | None:
    return period_address(date.fromisoformat(period.value)) if period else None


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
