"""The JSON twin of each page: the same record for programs, `index.json` beside `index.html`.

A filing's twin holds the filing as it was read, every value with its bytes; a company's and an officer's hold their
entry and what belongs to them. Dates are ISO, `null` means "not stated". Of a comparison with the prescribed text only
the paragraphs that do not stand as prescribed are listed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from builder.entries import CompanyEntry, FilingEntry, Mention, OfficerEntry
from builder.findings import Examination, ParagraphStanding, Standing


class _FilingLine(msgspec.Struct, frozen=True):
    """A filing in a company's twin."""

    address: str
    form_type: str | None
    period_of_report: str | None
    filed_on: str | None
    mentions: tuple[Mention, ...]


class _CompanyTwin(msgspec.Struct, frozen=True):
    """A company with its filings and the addresses of its officers."""

    company: CompanyEntry
    officers: tuple[str, ...]
    filings: tuple[_FilingLine, ...]


class _OfficerTwin(msgspec.Struct, frozen=True):
    """An officer with every signature."""

    officer: OfficerEntry
    mentions: tuple[Mention, ...]


def filing_twin(entry: FilingEntry) -> str:
    """Return the twin of a filing's page."""
    return _json(replace(entry, examinations=tuple(map(_differing, entry.examinations))))


def _differing(examined: Examination) -> Examination:
    """Return EXAMINED without the paragraphs that stand as prescribed, in their order."""
    if examined.comparison is None:
        return examined
    told = (each for each in examined.comparison.paragraphs if not _stands(each))
    return replace(examined, comparison=replace(examined.comparison, paragraphs=tuple(told)))


def _stands(paragraph: ParagraphStanding) -> bool:
    return paragraph.standing is Standing.AS_PRESCRIBED and paragraph.in_order


def company_twin(company: CompanyEntry, filings: Sequence[FilingEntry], officers: Sequence[OfficerEntry]) -> str:
    """Return the twin of a company's page."""
    lines = tuple(
        _FilingLine(
            f.address,
            f.form_type.value if f.form_type else None,
            f.period_of_report.value if f.period_of_report else None,
            f.filed_on.value if f.filed_on else None,
            f.mentions,
        )
        for f in filings
    )
    return _json(_CompanyTwin(company, tuple(officer.address for officer in officers), lines))


def officer_twin(officer: OfficerEntry, mentions: Sequence[Mention]) -> str:
    """Return the twin of an officer's page."""
    return _json(_OfficerTwin(officer, tuple(mentions)))


def _json(record: FilingEntry | _CompanyTwin | _OfficerTwin) -> str:
    return msgspec.json.encode(record).decode() + "\n"
