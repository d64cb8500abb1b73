"""One row for each (certification, signature) of a filing: the reading contract of `read`.

A row holds plain values, `None` where the exhibit does not state one, and the bytes behind each, as in
`{"section": "906", "registrant": "Aastrom Biosciences, Inc.", "signed_on": "2004-02-13", ...}`.
A certification without any signature block still gives one row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from builder.records import AccessionNumber, Certification, Cik, Filing, Header, Role, Signature, Stated

UNSIGNED = Signature(
    signed=False,
    mark=None,
    conformed_name=None,
    name_as_printed=None,
    titles=(),
    roles=(),
    modifiers=(),
    signed_on=None,
)
"""Stands in where a certification has no signature block at all."""


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """What the filing's envelope says, beside what the certification says."""

    source: str
    accession_number: AccessionNumber | None
    form_type: str | None
    period_of_report: date | None
    filed_on: date | None
    registrants: tuple[str | None, ...]
    ciks: tuple[Cik | None, ...]


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """One (certification, signature) as `read` prints it; field names are the reading contract's."""

    file: str
    """The path as it was given."""
    exhibit_type: str | None
    """As declared in the file's own document head."""
    exhibit_label: str | None
    """As printed in the text."""
    certification: int
    """Which certification of the filing, from 1."""
    signature: int
    """Which signature of that certification, from 1; 0 where it has no signature block."""
    section: str
    registrant: str | None
    co_registrants: tuple[str, ...]
    form_type: str | None
    period_of_report: date | None
    name_as_printed: str | None
    conformed_name: str | None
    titles: tuple[str, ...]
    signed_on: date | None
    signed: bool
    roles: tuple[Role, ...]
    spans: dict[str, tuple[tuple[int, int], ...]]
    """Raw bytes behind each value that was read, by the name of its field."""
    entries: dict[str, str]
    """The wording-table entry that recognised each value."""
    doubts: dict[str, str]
    """Why a value may be misread; a field that is not named here is not in doubt."""
    header: HeaderRow | None


def signature_rows(filing: Filing, paths: tuple[str, ...]) -> Iterator[SignatureRow]:
    """Yield the rows of FILING; PATHS are its files as the reader of the rows knows them."""
    header = header_row(filing.header) if filing.header else None
    for number, certification in enumerate(filing.certifications, 1):
        document = filing.documents[certification.document]
        numbered = enumerate(certification.signatures, 1) if certification.signatures else ((0, UNSIGNED),)
        for place, signature in numbered:
            values = stated_values(certification, signature)
            first = {name: found[0] for name, found in values.items() if found}
            yield SignatureRow(
                file=paths[document.file],
                exhibit_type=document.type,
                exhibit_label=_plain(certification.exhibit_label),
                certification=number,
                signature=place,
                section=certification.section.value,
                registrant=_plain(certification.registrant),
                co_registrants=tuple(each.value for each in certification.co_registrants),
                form_type=_plain(certification.form_type),
                period_of_report=certification.period_of_report.value if certification.period_of_report else None,
                name_as_printed=_plain(signature.name_as_printed),
                conformed_name=_plain(signature.conformed_name),
                titles=tuple(title.value for title in signature.titles),
                signed_on=signature.signed_on.value if signature.signed_on else None,
                signed=signature.signed,
                roles=tuple(role.value for role in signature.roles),
                spans={
                    name: tuple((span.start, span.end) for each in found for span in each.spans)
                    for name, found in values.items()
                    if found
                },
                entries={name: each.entry for name, each in first.items()},
                doubts={name: each.doubt for name, each in first.items() if each.doubt},
                header=header,
            )


def header_row(header: Header) -> HeaderRow:
    """Return what HEADER says in one flat row."""
    return HeaderRow(
        source=header.source,
        accession_number=header.accession_number,
        form_type=header.form_type,
        period_of_report=header.period_of_report,
        filed_on=header.filed_on,
        registrants=tuple(registrant.name for registrant in header.registrants),
        ciks=tuple(registrant.cik for registrant in header.registrants),
    )


def stated_values(certification: Certification, signature: Signature) -> dict[str, tuple[Stated[Any], ...]]:
    """Return every value read for one signature, by the name of its field; empty where not stated."""
    single: dict[str, Stated[Any] | None] = {
        "section": certification.section,
        "exhibit_label": certification.exhibit_label,
        "registrant": certification.registrant,
        "form_type": certification.form_type,
        "period_of_report": certification.period_of_report,
        "mark": signature.mark,
        "conformed_name": signature.conformed_name,
        "name_as_printed": signature.name_as_printed,
        "signed_on": signature.signed_on,
    }
    several: dict[str, tuple[Stated[Any], ...]] = {
        "co_registrants": certification.co_registrants,
        "titles": signature.titles,
        "roles": signature.roles,
    }
    return {name: (value,) if value else () for name, value in single.items()} | several


def _plain(stated: Stated[str] | None) -> str | None:
    return stated.value if stated else None
