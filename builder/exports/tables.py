"""Entries of the archive to rows of the data files.

`rows_of_filing(entry, cik, rules)` yields the filing's own row, then those of its registrants, certifications,
findings and deviations. Nothing is decided here: a row repeats what its entry holds, in plain values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from builder.entries import CompanyEntry, FilingEntry, Mention, OfficerEntry, QuarantineEntry, Sourced
from builder.exports.columns import (
    CertificationRow,
    CompanyRow,
    DeviationRow,
    FilingRow,
    FindingRow,
    OfficerRow,
    RegistrantRow,
    Row,
    SetAsideRow,
)
from builder.exports.rows import UNSIGNED, stated_values
from builder.findings import Comparison, Deviation, Finding, ParagraphStanding, RuleText, Standing
from builder.records import AccessionNumber, Certification, Role, Section, Signature

TABLES: dict[str, type[Row]] = {
    "certifications": CertificationRow,
    "filings": FilingRow,
    "registrants": RegistrantRow,
    "officers": OfficerRow,
    "companies": CompanyRow,
    "findings": FindingRow,
    "deviations": DeviationRow,
    "set-aside": SetAsideRow,
}
"""The row of each table, by the name of its files."""


PARAGRAPH_KINDS = {Standing.NOT_FOUND: "paragraph not found", Standing.REPEATED: "paragraph repeated"}
"""What the table of deviations says of a whole paragraph."""


def rows_of_filing(entry: FilingEntry, cik: str | None, rules: Mapping[str, RuleText]) -> Iterator[Row]:
    """Yield all rows of a filing; CIK is that of the company it names first, RULES what each code means."""
    certifications = tuple(_certification_rows(entry, cik))
    yield _filing_row(entry, len(certifications))
    for position, company in enumerate(entry.companies, 1):
        yield RegistrantRow(entry.address, position, company)
    yield from certifications
    about = _About(entry, cik)
    for finding in entry.findings:
        yield about.finding_row(finding, rules.get(finding.code))
    for number, comparison in _comparisons(entry):
        yield from about.deviation_rows(number, comparison)


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


def _certification_rows(entry: FilingEntry, cik: str | None) -> Iterator[CertificationRow]:
    mentions = {(mention.certification, mention.signature): mention for mention in entry.mentions}
    anchors = {mention.certification: mention.anchor for mention in entry.mentions}
    company = entry.companies[0] if entry.companies else None
    compared = dict(_comparisons(entry))
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
                text_compared=compared[number].version if number in compared else None,
                text_asked=compared[number].asked if number in compared else None,
                conformity=compared[number].score if number in compared else None,
                deviations=_deviations(compared[number]) if number in compared else None,
            )


def _comparisons(entry: FilingEntry) -> Iterator[tuple[int, Comparison]]:
    """Yield (number of the certification, its comparison) for each that was compared."""
    for number, examined in enumerate(entry.examinations):
        if examined.comparison:
            yield number, examined.comparison


def _deviations(comparison: Comparison) -> int:
    """Return how many rows COMPARISON has in the table of deviations."""
    return len(comparison.deviations) + sum(len(_whole_kinds(each)) for each in comparison.paragraphs)


def _whole_kinds(paragraph: ParagraphStanding) -> tuple[str, ...]:
    """Return what is said of a whole PARAGRAPH; nothing of most."""
    kinds = [PARAGRAPH_KINDS[paragraph.standing]] if paragraph.standing in PARAGRAPH_KINDS else []
    return tuple(kinds if paragraph.in_order else [*kinds, "paragraph in another order"])


def _officer(mention: Mention | None) -> str | None:
    return mention.officer if mention else None


def _doubts(certification: Certification, signature: Signature) -> tuple[str, ...]:
    values = stated_values(certification, signature)
    return tuple(f"{name}: {each.doubt}" for name, found in values.items() for each in found if each.doubt)


@dataclass(frozen=True, slots=True)
class _About:
    """What the rows of findings and deviations repeat of their filing."""

    entry: FilingEntry
    cik: str | None

    def finding_row(self, finding: Finding, rule: RuleText | None) -> FindingRow:
        """Return the row of FINDING; RULE is what its code means."""
        entry, number = self.entry, finding.certification
        return FindingRow(
            filing=entry.address,
            anchor=self._anchor(number),
            accession_number=_accession_number(entry),
            cik=self.cik,
            company_name=entry.company_name,
            form_type=_value(entry.form_type),
            period_of_report=_day(entry.period_of_report),
            filed_on=_day(entry.filed_on),
            code=finding.code,
            name=rule.name or None if rule else None,
            severity=finding.severity.value,
            confidence=finding.confidence,
            certification=number + 1 if number is not None else None,
            signature=finding.signature + 1 if finding.signature is not None else None,
            section=entry.filing.certifications[number].section.value.value if number is not None else None,
            officer=self._officer_of(finding),
            file=finding.path,
            places=tuple((span.start, span.end) for span in finding.spans),
            line=finding.line,
            expected=finding.expected or None,
            seen=finding.seen or None,
            source=rule.source or None if rule else None,
        )

    def deviation_rows(self, number: int, comparison: Comparison) -> Iterator[DeviationRow]:
        """Yield the rows of the certification with NUMBER, paragraph by paragraph."""
        for paragraph in comparison.paragraphs:
            for kind in _whole_kinds(paragraph):
                yield self._deviation_row(number, comparison, paragraph, kind)
            for deviation in comparison.deviations:
                if deviation.paragraph == paragraph.key:
                    yield self._deviation_row(number, comparison, deviation, deviation.kind.value)

    def _deviation_row(
        self, number: int, comparison: Comparison, told: Deviation | ParagraphStanding, kind: str
    ) -> DeviationRow:
        words = told if isinstance(told, Deviation) else None
        return DeviationRow(
            filing=self.entry.address,
            anchor=self._anchor(number),
            certification=number + 1,
            text_compared=comparison.version,
            paragraph=told.paragraph if isinstance(told, Deviation) else told.key,
            kind=kind,
            expected=words.expected or None if words else None,
            found=words.found or None if words else None,
            weight=words.weight if words else None,
            code=words.rule if words else None,
            places=tuple((span.start, span.end) for span in told.spans),
            line=words.line if words else None,
        )

    def _anchor(self, number: int | None) -> str | None:
        return next((each.anchor for each in self.entry.mentions if each.certification == number), None)

    def _officer_of(self, finding: Finding) -> str | None:
        """Return the officer whose signature FINDING is about, or who alone signs its certification."""
        own = [each for each in self.entry.mentions if each.certification == finding.certification]
        if finding.signature is not None:
            own = [each for each in own if each.signature == finding.signature]
        return own[0].officer if len(own) == 1 else None
