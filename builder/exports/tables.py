"""Entries of the archive to rows of the data files.

`rows_of_filing(entry, ciks)` yields the filing's own row, then those of its registrants, certifications and
findings. Nothing is decided here: a row repeats what its entry holds, in plain values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from builder.entries import CompanyEntry, FilingEntry, Mention, OfficerEntry, QuarantineEntry, Sourced
from builder.exports.columns import (
    CertificationRow,
    CompanyRow,
    FilingRow,
    FindingRow,
    OfficerRow,
    RegistrantRow,
    Row,
    SetAsideRow,
)
from builder.exports.rows import UNSIGNED, stated_values
from builder.findings import Finding
from builder.records import AccessionNumber, Certification, Role, Section, Signature

TABLES: dict[str, type[Row]] = {
    "certifications": CertificationRow,
    "filings": FilingRow,
    "registrants": RegistrantRow,
    "officers": OfficerRow,
    "companies": CompanyRow,
    "findings": FindingRow,
    "set-aside": SetAsideRow,
}
"""The row of each table, by the name of its files."""


def rows_of_filing(entry: FilingEntry, ciks: Mapping[str, str | None]) -> Iterator[Row]:
    """Yield all rows of a filing; CIKS are the companies' by their addresses."""
    certifications = tuple(_certification_rows(entry, ciks))
    yield _filing_row(entry, len(certifications))
    for position, company in enumerate(entry.companies, 1):
        yield RegistrantRow(entry.address, position, company)
    yield from certifications
    for finding in entry.findings:
        yield _finding_row(entry, finding)


def row_of_officer(officer: OfficerEntry) -> OfficerRow:
    """Return the row of an officer."""
    return OfficerRow(
        officer=officer.address,
        company=officer.company,
        company_name=officer.company_name,
        name=officer.name,
        given=officer.given,
        surname=officer.surname or None,
        suffix=officer.suffix or None,
        names_as_printed=officer.names_as_printed,
        roles=tuple(role.value for role in officer.roles),
        titles=officer.titles,
        sections=tuple(section.value for section in officer.sections),
        forms=officer.forms,
        certifications=officer.certifications,
        findings=officer.findings,
        first=officer.first,
        last=officer.last,
        confidence=officer.confidence,
        evidence=officer.evidence,
        same_name=officer.same_name,
    )


def row_of_company(company: CompanyEntry) -> CompanyRow:
    """Return the row of a company."""
    return CompanyRow(
        company=company.address,
        cik=company.cik,
        name=company.name,
        other_names=company.other_names,
        former_names=tuple(former.name for former in company.former_names),
        sic=company.sic,
        sic_name=company.sic_name,
        fiscal_year_end=company.fiscal_year_end,
        filings=company.filings,
        certifications=company.certifications,
        officers=company.officers,
        first=company.first,
        last=company.last,
    )


def row_of_set_aside(entry: QuarantineEntry) -> SetAsideRow:
    """Return the row of a file that was set aside."""
    return SetAsideRow(entry.path, entry.size, entry.sha256, entry.code, entry.reason)


def _accession_number(entry: FilingEntry) -> AccessionNumber | None:
    return entry.filing.header.accession_number if entry.filing.header else None


def _value(sourced: Sourced | None) -> str | None:
    return sourced.value if sourced else None


def _source(sourced: Sourced | None) -> str | None:
    return sourced.source if sourced else None


def _day(sourced: Sourced | None) -> date | None:
    return date.fromisoformat(sourced.value) if sourced else None


def _filing_row(entry: FilingEntry, signatures: int) -> FilingRow:
    return FilingRow(
        filing=entry.address,
        accession_number=_accession_number(entry),
        company_name=entry.company_name,
        form_type=_value(entry.form_type),
        form_type_source=_source(entry.form_type),
        period_of_report=_day(entry.period_of_report),
        period_source=_source(entry.period_of_report),
        filed_on=_day(entry.filed_on),
        filed_source=_source(entry.filed_on),
        dated_on=entry.dated_on,
        container=entry.filing.container,
        signatures=signatures,
        findings=len(entry.findings),
        expected=_asked(entry.expected),
        found=_asked(entry.found),
        files=tuple(file.path for file in entry.filing.files),
        sha256=tuple(file.sha256 for file in entry.filing.files),
    )


def _asked(asked: tuple[tuple[Section, Role], ...]) -> tuple[str, ...]:
    return tuple(f"{section.value} {role.value}" for section, role in asked)


def _certification_rows(entry: FilingEntry, ciks: Mapping[str, str | None]) -> Iterator[CertificationRow]:
    mentions = {(mention.certification, mention.signature): mention for mention in entry.mentions}
    anchors = {mention.certification: mention.anchor for mention in entry.mentions}
    company = entry.companies[0] if entry.companies else None
    cik = ciks.get(company) if company else None
    for number, certification in enumerate(entry.filing.certifications):
        for place, signature in enumerate(certification.signatures or (UNSIGNED,)):
            yield CertificationRow(
                filing=entry.address,
                anchor=anchors.get(number),
                accession_number=_accession_number(entry),
                company=company,
                cik=cik,
                company_name=entry.company_name,
                form_type=_value(entry.form_type),
                period_of_report=_day(entry.period_of_report),
                filed_on=_day(entry.filed_on),
                certification=number + 1,
                signature=place + 1 if certification.signatures else 0,
                section=certification.section.value.value,
                exhibit_type=entry.filing.documents[certification.document].type,
                registrant_stated=certification.registrant.value if certification.registrant else None,
                form_type_stated=certification.form_type.value if certification.form_type else None,
                period_stated=certification.period_of_report.value if certification.period_of_report else None,
                name_as_printed=signature.name_as_printed.value if signature.name_as_printed else None,
                conformed_name=signature.conformed_name.value if signature.conformed_name else None,
                officer=_officer(mentions.get((number, place))),
                roles=tuple(role.value.value for role in signature.roles),
                modifiers=tuple(modifier.value for modifier in signature.modifiers),
                titles=tuple(title.value for title in signature.titles),
                signed=signature.signed,
                signed_on=signature.signed_on.value if signature.signed_on else None,
                doubts=_doubts(certification, signature),
            )


def _officer(mention: Mention | None) -> str | None:
    return mention.officer if mention else None


def _doubts(certification: Certification, signature: Signature) -> tuple[str, ...]:
    values = stated_values(certification, signature)
    return tuple(f"{name}: {each.doubt}" for name, found in values.items() for each in found if each.doubt)


def _finding_row(entry: FilingEntry, finding: Finding) -> FindingRow:
    return FindingRow(
        filing=entry.address,
        accession_number=_accession_number(entry),
        code=finding.code,
        severity=finding.severity.value,
        confidence=finding.confidence,
        certification=finding.certification + 1 if finding.certification is not None else None,
        signature=finding.signature + 1 if finding.signature is not None else None,
        file=finding.path,
        places=tuple((span.start, span.end) for span in finding.spans),
        expected=finding.expected or None,
        seen=finding.seen or None,
    )
