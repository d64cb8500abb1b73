"""The roster: each company's certifying officers, from the names under its certifications.

Takes the persons that `officers.py` tells apart, makes the card of each, and tells each mention whom it
leads to. Works a company at a time, so that memory holds one company's names and no more.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import msgspec

from builder.catalogue.addresses import officer_address
from builder.catalogue.drafts import Signing
from builder.catalogue.officers import NO_RULINGS, Person, Rulings, tell_persons_apart
from builder.catalogue.timeline import Use
from builder.entries import CompanyEntry, OfficerEntry
from builder.records import Role
from builder.wording.persons import fold_word, read_name

_ENCODER = msgspec.msgpack.Encoder()
_SIGNINGS = msgspec.msgpack.Decoder(Signing)
_COMPANIES = msgspec.msgpack.Decoder(CompanyEntry)


@dataclass(frozen=True, slots=True)
class _Mention:
    """One row of `mention`."""

    row: int
    filing: int
    dated: date | None
    whole: bool
    """Whether it counts for all companies of its filing."""
    signing: Signing


def write_officers(db: sqlite3.Connection, rulings: dict[str, Rulings]) -> None:
    """Make a row in `officer` of each person, with its card; RULINGS stand by key of the company."""
    rows = db.execute(
        "SELECT mention.company, mention.id, mention.filing, mention.dated, mention.whole, mention.body FROM mention"
        " JOIN filing ON filing.id = mention.filing WHERE mention.company IN (SELECT company FROM named)"
        " ORDER BY mention.company, mention.dated, filing.address, mention.id"
    )
    for key, group in groupby(rows, lambda row: str(row[0])):
        mentions = [_mention(*row[1:]) for row in group]
        card, folded = db.execute("SELECT card, folded FROM company WHERE key = ?", (key,)).fetchone()
        company = _COMPANIES.decode(card)
        for person in tell_persons_apart([_use(each) for each in mentions], rulings.get(key, NO_RULINGS)):
            normals = frozenset(person.normals)
            own = [each for each in mentions if each.signing.normal in normals]
            officer = _write_officer(db, key, folded, _officer(key, company, person, own))
            _write_names(db, key, officer, person)
            _write_mentions(db, key, officer, own)


def _mention(row: int, filing: int, dated: str, whole: int, body: bytes) -> _Mention:
    return _Mention(row, filing, date.fromisoformat(dated) if dated else None, bool(whole), _SIGNINGS.decode(body))


def _use(mention: _Mention) -> Use:
    each = mention.signing
    return Use(
        mention.filing,
        each.certification,
        each.section,
        each.roles,
        mention.dated,
        each.normal,
        each.name,
        each.aliases,
    )


def _write_officer(db: sqlite3.Connection, key: str, folded: str, card: OfficerEntry) -> int | None:
    surname, given = fold_word(card.surname), " ".join(map(fold_word, card.given))
    row = card.address, key, surname, given, folded, _ENCODER.encode(card)
    columns = "address, company, surname, given, company_folded, card"
    return db.execute(f"INSERT INTO officer ({columns}) VALUES (?,?,?,?,?,?)", row).lastrowid  # noqa: S608


def _write_names(db: sqlite3.Connection, key: str, officer: int | None, person: Person) -> None:
    """Keep each of the officer's names with its address; all but the fullest name's address redirect."""
    main, *others = (officer_address(key, normal) for normal in person.normals)
    db.executemany("INSERT INTO officer_name VALUES (?, ?, ?)", [(normal, officer, main) for normal in person.normals])
    db.executemany("INSERT INTO redirect VALUES (?, ?, 0)", [(other, main) for other in others])


def _write_mentions(db: sqlite3.Connection, key: str, officer: int | None, own: list[_Mention]) -> None:
    """Tell each mention whom it leads to, and keep the companies that the officer signed for."""
    db.executemany("UPDATE mention SET officer = ? WHERE id = ?", [(officer, each.row) for each in own])
    served = {key}
    for filing in {each.filing for each in own if each.whole}:
        served.update(other for (other,) in db.execute("SELECT company FROM named WHERE filing = ?", (filing,)))
    db.executemany("INSERT INTO officer_company VALUES (?, ?)", [(each, officer) for each in sorted(served)])


def _officer(key: str, company: CompanyEntry, person: Person, own: list[_Mention]) -> OfficerEntry:
    newest = [each.signing for each in reversed(own)]
    fullest = _best_printed([each.name for each in newest if each.normal == person.normals[0]])
    name = read_name(fullest)
    dates = sorted(each.dated for each in own if each.dated)
    return OfficerEntry(
        address=officer_address(key, person.normals[0]),
        company=company.address,
        company_name=company.name,
        name=name.display if name else fullest,
        given=name.given_display if name else (),
        surname=name.surname_display if name else fullest,
        suffix=name.suffix_display if name else "",
        names_as_printed=tuple(dict.fromkeys(each.name for each in newest)),
        roles=tuple(role for role in Role if any(role in each.roles for each in newest)),
        titles=tuple(dict.fromkeys(title for each in newest for title in each.titles)),
        certifications=len(newest),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        years=tuple(sorted({found.year for found in dates})),
        forms=tuple(sorted({each.form_type for each in newest if each.form_type})),
        sections=tuple(sorted({each.section for each in newest})),
        findings=sum(each.findings for each in newest),
        confidence=person.confidence,
        evidence=person.evidence,
        same_name=(),
    )


def _best_printed(names: list[str]) -> str:
    """Return the spelling to show: mixed case before capitals, then the most letters, then the newest."""
    return max(names, key=lambda name: (name != name.upper(), sum(mark.isalpha() for mark in name)))
