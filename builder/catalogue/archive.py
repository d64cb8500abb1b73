"""The archive as compiled: what pages, search and exports iterate over, entry by entry.

Implements `builder.entries.Archive` from the catalogue's tables. Every iteration streams in a fixed
order; nothing is decided here. `list_mentions` lets the signatures of filings stand ready to be listed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
from msgspec.structs import replace

from builder.catalogue.database import trouble
from builder.catalogue.drafts import Signing, join_filings
from builder.catalogue.encoded import EXAMINATIONS, FILINGS, FINDINGS
from builder.catalogue.ledger import Expectation
from builder.catalogue.store import Store
from builder.entries import (
    ArchiveCounts,
    CompanyEntry,
    FilingEntry,
    FilingLine,
    Mention,
    OfficerEntry,
    PeriodEntry,
    QuarantineEntry,
    Sourced,
    YearCount,
)
from builder.errors import SiteError
from builder.findings import Examination, Finding
from builder.records import Filing, Record

MOST_SAME_NAMES = 50
"""The most officers of the same name elsewhere that are listed with an officer."""

Row = tuple[Any, ...]
"""A row of the tables, whose columns are as `tables.py` declares them."""

NAMES_KEPT = 5000
"""Companies whose names are kept at hand."""

NEWEST_FIRST = "dated DESC, address DESC"

LISTED = "filing.id, filing.address, filing.card, filing.mentions"
"""Columns of a filing, for one line."""

BESIDE = (
    "(SELECT address FROM filing_company AS beside WHERE beside.company = filing.company"
    " AND (beside.dated, beside.address) {0} (filing.dated, filing.address)"
    " ORDER BY beside.dated {1}, beside.address {1} LIMIT 1)"
)
"""The address of the filing of the same company before or after."""

WHOLE = (
    f"{LISTED}, {BESIDE.format('<', 'DESC')}, {BESIDE.format('>', 'ASC')},"  # noqa: S608 - our own words
    " EXISTS (SELECT 1 FROM redirect WHERE new = filing.address)"
)


class FilingCard(Record, frozen=True):
    """What the catalogue adds to a filing; stands ready in the store."""

    companies: tuple[str, ...]
    """Keys of its companies, the first named first."""
    container: str
    form_type: Sourced | None
    period_of_report: Sourced | None
    filed_on: Sourced | None
    dated_on: date | None
    expected: tuple[Expectation, ...]
    found: tuple[Expectation, ...]
    findings: tuple[Finding, ...]
    """Those of the catalogue alone."""


_CARDS = msgspec.msgpack.Decoder(FilingCard)
_COMPANIES = msgspec.msgpack.Decoder(CompanyEntry)
_OFFICERS = msgspec.msgpack.Decoder(OfficerEntry)
_SIGNINGS = msgspec.msgpack.Decoder(Signing)
_MENTIONS = msgspec.msgpack.Decoder(tuple[Mention, ...])
_ENCODER = msgspec.msgpack.Encoder()


class Catalogue:
    """The compiled catalogue in a store; see `builder.entries.Archive` for what each method answers."""

    def __init__(self, store: Store) -> None:
        """Answer from what was last compiled in STORE."""
        self._store = store
        self._db = store.connection
        self._names: dict[str, tuple[str, str]] = {}

    def counts(self) -> ArchiveCounts:
        """Return the archive's size and span."""
        filings, certifications, size, first, last = self._one(
            "SELECT count(*), coalesce(sum(certifications), 0), coalesce(sum(size), 0), min(nullif(dated, '')),"
            " max(nullif(dated, '')) FROM filing"
        )
        years = self._rows(
            "SELECT substr(dated, 1, 4), sum(s302), sum(s906) FROM filing WHERE dated <> '' GROUP BY 1 ORDER BY 1"
        )
        return ArchiveCounts(
            filings=filings,
            companies=self._one("SELECT count(*) FROM company")[0],
            officers=self._one("SELECT count(*) FROM officer")[0],
            certifications=certifications,
            set_aside=sum(1 for _ in self.quarantined()),
            size=size,
            first=_date(first),
            last=_date(last),
            by_year=tuple(YearCount(int(year), s302, s906) for year, s302, s906 in years),
        )

    def companies(self) -> Iterator[CompanyEntry]:
        """Yield the companies by folded name, then address."""
        for (card,) in self._rows("SELECT card FROM company ORDER BY folded, address"):
            yield self._company(card)

    def officers(self) -> Iterator[OfficerEntry]:
        """Yield the officers by surname, given names, company, address."""
        order = "surname, given, company_folded, address"
        for ident, card in self._rows(f"SELECT id, card FROM officer ORDER BY {order}"):  # noqa: S608
            yield self._officer(ident, card)

    def filings(self) -> Iterator[FilingEntry]:
        """Yield the filings, newest first."""
        yield from map(self._filing, self._rows(f"SELECT {WHOLE} FROM filing ORDER BY {NEWEST_FIRST}"))  # noqa: S608

    def periods(self) -> Iterator[PeriodEntry]:
        """Yield the quarters, newest first."""
        named = self._rows(
            "SELECT period, count(DISTINCT filing_company.company) FROM filing_company"
            " JOIN filing ON filing.id = filing_company.filing WHERE period IS NOT NULL GROUP BY period"
        )
        companies: dict[str, int] = dict(named)
        rows = self._rows(
            "SELECT period, count(*), sum(certifications) FROM filing WHERE period IS NOT NULL"
            " GROUP BY period ORDER BY period DESC"
        )
        for address, filings, certifications in rows:
            year, _, quarter = address.removeprefix("periods/").rstrip("/").partition("-q")
            yield PeriodEntry(address, int(year), int(quarter), filings, certifications, companies[address])

    def quarantined(self) -> Iterator[QuarantineEntry]:
        """Yield the files that were set aside, by path; duplicates are among them."""
        rows = self._rows(
            "SELECT path, size, sha256, code, reason FROM duplicate UNION ALL"
            " SELECT set_aside.path, size, sha256, code, reason FROM set_aside LEFT JOIN source ON source.id = source"
            " WHERE source IS NULL OR build = (SELECT number FROM build) ORDER BY 1, 4, 5"
        )
        for row in rows:
            yield QuarantineEntry(*row)

    def leading_on(self) -> Iterator[str]:
        """Yield the addresses that only lead to another."""
        return (old for (old,) in self._rows("SELECT old FROM redirect ORDER BY old"))

    def company(self, address: str) -> CompanyEntry:
        """Return the company at ADDRESS."""
        return self._company(self._one("SELECT card FROM company WHERE address = ?", address)[0])

    def officer(self, address: str) -> OfficerEntry:
        """Return the officer at ADDRESS."""
        return self._officer(*self._one("SELECT id, card FROM officer WHERE address = ?", address))

    def filings_of(self, company: str) -> Iterator[FilingEntry]:
        """Yield the filings of the company at address COMPANY, newest first."""
        rows = self._rows(
            f"SELECT {WHOLE} FROM filing_company"  # noqa: S608 - our own words
            " JOIN filing ON filing.id = filing_company.filing"
            " WHERE filing_company.company = (SELECT key FROM company WHERE address = ?)"
            " ORDER BY filing_company.dated DESC, filing_company.address DESC",
            company,
        )
        yield from map(self._filing, rows)

    def lines(self) -> Iterator[FilingLine]:
        """Yield the filings as lists show them, newest first."""
        yield from map(self._line, self._rows(f"SELECT {LISTED} FROM filing ORDER BY {NEWEST_FIRST}"))  # noqa: S608

    def lines_in(self, period: str) -> Iterator[FilingLine]:
        """Yield the filings whose period of report ended in the quarter at address PERIOD, by company."""
        rows = self._rows(
            f"SELECT {LISTED} FROM filing"  # noqa: S608 - our own words
            " CROSS JOIN company ON company.key = filing.company WHERE period = ?"
            " ORDER BY folded, company.address, filing.address",
            period,
        )
        yield from map(self._line, rows)

    def officers_of(self, company: str) -> Iterator[OfficerEntry]:
        """Yield the officers who signed for the company at address COMPANY, by surname."""
        rows = self._rows(
            "SELECT officer.id, officer.card FROM officer_company JOIN officer ON officer.id = officer"
            " WHERE officer_company.company = (SELECT key FROM company WHERE address = ?)"
            " ORDER BY surname, given, company_folded, address",
            company,
        )
        for ident, card in rows:
            yield self._officer(ident, card)

    def mentions_of(self, officer: str) -> Iterator[Mention]:
        """Yield the officer's signatures, newest first."""
        rows = self._rows(
            "SELECT filing.address, mention.body FROM mention JOIN filing ON filing.id = mention.filing"
            " WHERE officer = (SELECT id FROM officer WHERE address = ?)"
            " ORDER BY mention.dated DESC, filing.address DESC, mention.id",
            officer,
        )
        for address, body in rows:
            yield _mention(address, officer, _SIGNINGS.decode(body))

    def _company(self, card: bytes) -> CompanyEntry:
        entry = _COMPANIES.decode(card)
        return replace(entry, redirects=self._redirects(entry.address))

    def _officer(self, ident: int, card: bytes) -> OfficerEntry:
        entry = _OFFICERS.decode(card)
        elsewhere = self._rows(
            "SELECT DISTINCT other.address FROM officer_name AS own"
            " JOIN officer_name AS other ON other.normal = own.normal"
            " WHERE own.officer = ? AND other.officer <> own.officer ORDER BY other.address LIMIT ?",
            ident,
            MOST_SAME_NAMES,
        )
        same_name = tuple(address for (address,) in elsewhere)
        return replace(entry, same_name=same_name, redirects=self._redirects(entry.address))

    def _filing(self, row: tuple[int, str, bytes, bytes, str | None, str | None, int]) -> FilingEntry:
        ident, address, body, mentions, earlier, later, redirected = row
        card = _CARDS.decode(body)
        filing, findings, examinations = self._read(ident)
        companies = [self._named(key) for key in card.companies]
        return FilingEntry(
            address=address,
            company_name=companies[0][1],
            companies=tuple(company for company, _ in companies),
            form_type=card.form_type,
            period_of_report=card.period_of_report,
            filed_on=card.filed_on,
            dated_on=card.dated_on,
            mentions=_MENTIONS.decode(mentions),
            expected=card.expected,
            found=card.found,
            filing=filing,
            findings=(*findings, *card.findings),
            examinations=examinations,
            earlier=earlier,
            later=later,
            redirects=self._redirects(address) if redirected else (),
        )

    def _line(self, row: tuple[int, str, bytes, bytes]) -> FilingLine:
        ident, address, body, mentions = row
        card = _CARDS.decode(body)
        companies = [self._named(key) for key in card.companies]
        told = self._rows(
            "SELECT findings FROM filing_source JOIN reading USING (source)"
            " WHERE filing_source.filing = ? ORDER BY place",
            ident,
        )
        return FilingLine(
            address=address,
            company_name=companies[0][1],
            companies=tuple(company for company, _ in companies),
            container=card.container,
            form_type=card.form_type,
            period_of_report=card.period_of_report,
            filed_on=card.filed_on,
            dated_on=card.dated_on,
            mentions=_MENTIONS.decode(mentions),
            expected=card.expected,
            found=card.found,
            findings=(*(each for (found,) in told for each in FINDINGS.decode(found)), *card.findings),
        )

    def _named(self, key: str) -> tuple[str, str]:
        """Return the address and the name of the company with KEY."""
        if key not in self._names:
            if len(self._names) >= NAMES_KEPT:
                self._names.clear()
            address, card = self._one("SELECT address, card FROM company WHERE key = ?", key)
            self._names[key] = (address, _COMPANIES.decode(card).name)
        return self._names[key]

    def _read(self, filing: int) -> tuple[Filing, tuple[Finding, ...], tuple[Examination, ...]]:
        read = list(
            self._rows(
                "SELECT reading.filing, findings, examinations FROM filing_source JOIN reading USING (source)"
                " WHERE filing_source.filing = ? ORDER BY place",
                filing,
            )
        )
        parts = tuple((FILINGS.decode(whole), FINDINGS.decode(findings)) for whole, findings, _ in read)
        whole, findings = join_filings(parts)
        return whole, findings, tuple(each for *_, told in read for each in EXAMINATIONS.decode(told))

    def _redirects(self, address: str) -> tuple[str, ...]:
        return tuple(old for (old,) in self._rows("SELECT old FROM redirect WHERE new = ? ORDER BY old", address))

    def _rows(self, query: str, *values: str | int) -> Iterator[Row]:
        with trouble(self._store.path):
            yield from self._db.execute(query, values)

    def _one(self, query: str, *values: str | int) -> Row:
        row = next(self._rows(query, *values), None)
        if row is None:
            raise SiteError(str(self._store.path), f"the catalogue has no entry for {values}", "build again")
        return row


def list_mentions(db: sqlite3.Connection, filings: str) -> None:
    """Let the signatures of FILINGS, a query that gives their rows, stand ready beside each."""
    signed = (
        "SELECT filing.address, officer.address, mention.body FROM mention"
        " JOIN officer ON officer.id = mention.officer JOIN filing ON filing.id = mention.filing"
        " WHERE mention.filing = ? ORDER BY mention.id"
    )
    for row in db.execute(f"SELECT id FROM filing WHERE id IN ({filings})").fetchall():  # noqa: S608 - our own words
        own = (_mention(address, officer, _SIGNINGS.decode(body)) for address, officer, body in db.execute(signed, row))
        db.execute("UPDATE filing SET mentions = ? WHERE id = ?", (_ENCODER.encode(tuple(own)), *row))


def _mention(filing: str, officer: str, signing: Signing) -> Mention:
    return Mention(
        filing=filing,
        anchor=signing.anchor,
        certification=signing.certification,
        signature=signing.signature,
        section=signing.section,
        name=signing.name,
        officer=officer,
        roles=signing.roles,
        modifiers=signing.modifiers,
        titles=signing.titles,
        signed=signing.signed,
        signed_on=signing.signed_on,
        form_type=signing.form_type,
        period_of_report=signing.period_of_report,
    )


def _date(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
