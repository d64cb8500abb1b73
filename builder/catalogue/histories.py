"""Histories: each company's filings in the order of filing, handed to the rules that look over them.

The catalogue knows no rule: `write_histories` is given the function that judges, hands it a company's filings one
company at a time, and keeps what it tells on the cards of the filings that it tells it of.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import date

import msgspec
from msgspec.structs import replace

from builder.catalogue.archive import FilingCard
from builder.catalogue.drafts import Signing
from builder.catalogue.store import Store
from builder.entries import PastFiling, PastSigner, Sourced
from builder.findings import Finding

JudgeHistory = Callable[[Sequence[PastFiling]], Iterator[tuple[int, Finding]]]
"""Given a company's filings in the order of filing, yields findings with the number of the filing each is about."""

_CARDS = msgspec.msgpack.Decoder(FilingCard)
_SIGNINGS = msgspec.msgpack.Decoder(Signing)
_ENCODER = msgspec.msgpack.Encoder()


def no_history(_: Sequence[PastFiling]) -> Iterator[tuple[int, Finding]]:
    """Yield nothing: no rule looks over a company's filings."""
    return iter(())


def write_histories(db: sqlite3.Connection, store: Store, judge: JudgeHistory) -> None:
    """Add to the filings' cards what JUDGE tells of each company's filings; a filing belongs to its first company."""
    own = "SELECT id, card FROM filing WHERE company = ? ORDER BY dated, address"
    for company in db.execute("SELECT DISTINCT company FROM named ORDER BY company").fetchall():
        filings = [(ident, _CARDS.decode(card)) for ident, card in db.execute(own, company)]
        if len(filings) < 2:
            continue
        told: dict[int, list[Finding]] = {}
        for number, finding in judge([_past(db, store, ident, card) for ident, card in filings]):
            told.setdefault(number, []).append(finding)
        for number, findings in told.items():
            ident, card = filings[number]
            whole = replace(card, findings=(*card.findings, *findings))
            db.execute("UPDATE filing SET card = ? WHERE id = ?", (_ENCODER.encode(whole), ident))


def _past(db: sqlite3.Connection, store: Store, ident: int, card: FilingCard) -> PastFiling:
    sources = db.execute("SELECT source FROM filing_source WHERE filing = ? ORDER BY place", (ident,)).fetchall()
    examined = [store.examined(source) for (source,) in sources]
    mentions = db.execute(
        "SELECT officer.address, mention.body FROM mention JOIN officer ON officer.id = mention.officer"
        " WHERE filing = ? ORDER BY mention.id",
        (ident,),
    )
    return PastFiling(
        path=examined[0].path,
        form_type=card.form_type.value if card.form_type else None,
        period_of_report=_day(card.period_of_report),
        filed_on=_day(card.filed_on),
        signers=tuple(_signer(officer, _SIGNINGS.decode(body)) for officer, body in mentions),
        examinations=tuple(each for one in examined for each in one.examinations),
        findings=tuple(each for one in examined for each in one.findings),
    )


def _signer(officer: str, signing: Signing) -> PastSigner:
    return PastSigner(
        officer=officer,
        name=signing.name,
        certification=signing.certification,
        signature=signing.signature,
        section=signing.section,
        roles=signing.roles,
        signed_on=signing.signed_on,
    )


def _day(stated: Sourced | None) -> date | None:
    return date.fromisoformat(stated.value) if stated else None
