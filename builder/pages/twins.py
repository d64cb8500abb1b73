"""The JSON twin of each page: the same record for programs, `index.json` beside `index.html`.

A filing's twin holds the filing as it was read, every value with its bytes; a company's and an officer's hold their
entry and what belongs to them. Dates are ISO, `null` means "not stated".
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from builder.entries import CompanyEntry, FilingEntry, Mention, OfficerEntry


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
    return _json(entry)


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
