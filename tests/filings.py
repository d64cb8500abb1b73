"""Filings made by hand, of fictional companies and people, for tests that need no reader."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from builder.catalogue.encoded import encode_reading
from builder.catalogue.store import Store
from builder.findings import Finding
from builder.records import (
    AccessionNumber,
    BodyForm,
    Certification,
    Cik,
    Document,
    Filing,
    FormerName,
    Header,
    RawFile,
    Registrant,
    Role,
    Section,
    Signature,
    Span,
    Stated,
)

Value = TypeVar("Value")


def stated(value: Value, printed: str | None = None, doubt: str | None = None) -> Stated[Value]:
    return Stated(value, printed or str(value), (Span(0, 4),), "by.hand", doubt)


def registrant(
    name: str | None = "Quartz Lantern Corp", cik: str | None = "0000900001", former: tuple[str, ...] = ()
) -> Registrant:
    names = tuple(FormerName(each, date(2001, 1, 1)) for each in former)
    return Registrant(name, Cik(cik) if cik else None, None, None, "1231", "000-12345", names)


def header(
    *registrants: Registrant,
    form: str | None = "10-Q",
    period: date | None = date(2004, 3, 31),
    filed: date | None = date(2004, 5, 10),
    accession: str | None = "0000900001-04-000001",
    source: str = "header",
) -> Header:
    return Header(
        source,
        AccessionNumber(accession) if accession else None,
        form,
        period,
        filed,
        None,
        registrants or (registrant(),),
    )


def signature(
    name: str | None = "Mara T. Quill",
    *roles: Role,
    titles: tuple[str, ...] = (),
    on: date | None = date(2004, 5, 10),
    conformed: str | None = "same",
    signed: bool = True,
) -> Signature:
    as_signed = name if conformed == "same" else conformed
    return Signature(
        signed=signed,
        mark=stated("/s/") if signed else None,
        conformed_name=stated(as_signed) if as_signed else None,
        name_as_printed=stated(name) if name else None,
        titles=tuple(stated(each) for each in titles),
        roles=tuple(stated(each) for each in roles),
        modifiers=(),
        signed_on=stated(on) if on else None,
    )


def certification(
    *signatures: Signature,
    section: Section = Section.S302,
    company: str | None = "Quartz Lantern Corp.",
    form: str | None = "10-Q",
    period: date | None = None,
    speakers: tuple[str, ...] = (),
    document: int = 0,
) -> Certification:
    return Certification(
        section=stated(section),
        document=document,
        whole=(Span(0, 100),),
        exhibit_label=None,
        registrant=stated(company) if company else None,
        co_registrants=(),
        form_type=stated(form) if form else None,
        period_of_report=stated(period) if period else None,
        speakers=tuple(stated(each) for each in speakers),
        speaker_titles=(),
        signatures=signatures,
    )


def filing(
    *certifications: Certification,
    head: Header | None = None,
    container: str = "submission",
    path: str = "one.txt",
    raw: str | None = None,
    types: tuple[str | None, ...] = ("EX-31.1",),
) -> Filing:
    said = repr((certifications, head if container != "exhibit" else None))
    sha256 = hashlib.sha256((raw or said).encode()).hexdigest()
    documents = tuple(
        Document(0, each, None, None, None, Span(0, 100), Span(0, 100), BodyForm.TEXT)
        for each in (*types, *(None for _ in certifications[len(types) :]))
    )
    return Filing(container, (RawFile(path, sha256, 100),), head, documents, certifications)


def usual(
    number: int = 1,
    *,
    company: Registrant | None = None,
    filed: date = date(2004, 5, 10),
    peo: str = "Mara T. Quill",
    pfo: str = "Odo Fennimore",
    path: str | None = None,
) -> Filing:
    """A submission with a 302 and a 906 of each of two officers."""
    named = company or registrant()
    accession = f"{named.cik}-{filed.year % 100:02}-{number:06}"
    people = ((peo, Role.PEO), (pfo, Role.PFO))
    certified = [
        certification(signature(name, role, on=filed), section=section, company=named.name)
        for section in Section
        for name, role in people
    ]
    return filing(
        *certified,
        head=header(named, accession=accession, filed=filed, period=date(filed.year, 3, 31)),
        path=path or f"{accession}.txt",
    )


def loose(
    *certifications: Certification, path: str = "exhibit.txt", raw: str | None = None, head: Header | None = None
) -> Filing:
    return filing(*certifications, container="exhibit", head=head, path=path, raw=raw, types=(None,))


def moved(one: Filing, path: str) -> Filing:
    """The same bytes at another path."""
    return replace(one, files=(replace(one.files[0], path=path),))


def keep(store: Store, *filings: Filing, findings: tuple[Finding, ...] = ()) -> None:
    """Put FILINGS into STORE as a whole build would."""
    store.begin_build()
    for each in filings:
        sidecar = b"sidecar" + repr(each.header).encode() if each.container == "exhibit" and each.header else None
        key = store.key_of(each.container, each.files, sidecar)
        if not store.has(key):
            store.put(key, encode_reading(each, findings))
    store.finish_build()
