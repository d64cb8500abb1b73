"""Drafts: what one filing says by itself, before it is seen together with the others.

A `Draft` is small (no spans, no documents) and depends on its filing alone: registrants, form and period
with their sources, each signature as lists show it. "10KSB" in the header and "10-KSB" in the
certification are one reading; "10-Q" against "10-K" are two, and both are kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from msgspec.structs import replace
from rapidfuzz import fuzz

from builder.catalogue import ledger
from builder.catalogue.addresses import anchors, exhibit_address
from builder.entries import Sourced
from builder.findings import Finding, Severity
from builder.records import Certification, Filing, Modifier, Record, Registrant, Role, Section, Signature, Stated
from builder.wording.companies import fold_company
from builder.wording.forms import same_form
from builder.wording.persons import read_name

Value = TypeVar("Value")

MISPRINT = 88
"""Two folded company names as near as this (0 to 100) within one exhibit are one name and its misprint."""

MOST_COMPARED = 50
"""How many companies of one exhibit are looked at for misprints; no list of registrants is misprinted throughout."""


class Signing(Record, frozen=True):
    """One signature with a person's name, as the catalogue needs it."""

    certification: int
    signature: int
    anchor: str
    section: Section
    name: str
    """Name as printed, else conformed."""
    normal: str
    """The name for comparing."""
    aliases: tuple[str, ...]
    """Other names for comparing that stand for the same signature: conformed, or in "I, NAME, certify"."""
    roles: tuple[Role, ...]
    modifiers: tuple[Modifier, ...]
    titles: tuple[str, ...]
    signed: bool
    signed_on: date | None
    form_type: str | None
    period_of_report: date | None
    findings: int
    """Findings about it, those that only inform left out."""
    registrant: str | None
    """Folded name of the one registrant that its certification names; None for none or several."""


class Draft(Record, frozen=True):
    """One filing by itself."""

    container: str
    accession_number: str | None
    header: bool
    """Whether it has a header of any source."""
    files: tuple[str, ...]
    """sha256 of each file."""
    size: int
    """Bytes of all of them."""
    registrants: tuple[Registrant, ...]
    """From the header, spelled as the certifications print the same name; else as they name them; never empty."""
    stated: tuple[str, ...]
    """The companies that the certifications name, as printed, misprints of one another left out."""
    form_type: Sourced | None
    period_of_report: Sourced | None
    filed_on: Sourced | None
    dated_on: date | None
    own_address: str
    """Its address by its own text and bytes, for as long as no accession number is known."""
    own_period: date | None
    """The period that its own text states."""
    signings: tuple[Signing, ...]
    told: tuple[Finding, ...]
    """What is worth telling from here: each signature under which no person's name could be read."""
    expected: tuple[ledger.Expectation, ...]
    found: tuple[ledger.Expectation, ...]
    certifications: int
    """Counted as (certification, signature), a certification without signature as one."""
    s302: int
    s906: int


def draft_filing(filing: Filing, findings: tuple[Finding, ...]) -> Draft:
    """Return what FILING says by itself; FINDINGS are counted by signature."""
    header, certifications = filing.header, filing.certifications
    stated = _stated_companies(certifications)
    form = _first(each.form_type for each in certifications)
    period = _first(each.period_of_report for each in certifications)
    signed = [each.signed_on.value for cert in certifications for each in cert.signatures if each.signed_on]
    filed_on = Sourced(header.filed_on.isoformat(), header.source) if header and header.filed_on else None
    period_of_report = _period(filing)
    signings = tuple(_signings(filing, findings))
    named = {(each.certification, each.signature) for each in signings}
    places = [(c, s) for c, each in enumerate(certifications) for s in range(len(each.signatures))]
    counts = {section: _count(certifications, section) for section in Section}
    return Draft(
        container=filing.container,
        accession_number=header.accession_number if header else None,
        header=header is not None,
        files=tuple(file.sha256 for file in filing.files),
        size=sum(file.size for file in filing.files),
        registrants=_registrants(filing, stated),
        stated=stated,
        form_type=_form(filing),
        period_of_report=period_of_report,
        filed_on=filed_on,
        dated_on=_dated_on(filed_on, signed, period_of_report),
        own_address=exhibit_address(fold_company(stated[0]) if stated else None, form, period, filing.files[0].sha256),
        own_period=period,
        signings=signings,
        told=tuple(_nameless(filing, *place) for place in places if place not in named),
        expected=ledger.expected(filing.container, header, certifications),
        found=ledger.found(certifications),
        certifications=sum(counts.values()),
        s302=counts[Section.S302],
        s906=counts[Section.S906],
    )


def join_filings(parts: tuple[tuple[Filing, tuple[Finding, ...]], ...]) -> tuple[Filing, tuple[Finding, ...]]:
    """Return loose exhibits of one filing as one, documents and certifications renumbered in order."""
    whole, told = parts[0]
    for filing, findings in parts[1:]:
        files, documents, certified = len(whole.files), len(whole.documents), len(whole.certifications)
        whole = Filing(
            container=whole.container,
            files=whole.files + filing.files,
            header=whole.header,
            documents=whole.documents + tuple(replace(each, file=each.file + files) for each in filing.documents),
            certifications=whole.certifications
            + tuple(replace(each, document=each.document + documents) for each in filing.certifications),
        )
        told += tuple(
            replace(each, certification=None if each.certification is None else each.certification + certified)
            for each in findings
        )
    return whole, told


def _count(certifications: tuple[Certification, ...], section: Section) -> int:
    return sum(max(1, len(each.signatures)) for each in certifications if each.section.value is section)


def _registrants(filing: Filing, stated: tuple[str, ...]) -> tuple[Registrant, ...]:
    named = filing.header.registrants if filing.header else ()
    known = tuple(each for each in named if each.cik or each.name)
    if known:
        return tuple(_as_printed(each, stated) for each in known)
    return tuple(_by_name(name) for name in stated) or (_by_name(None),)


def _as_printed(registrant: Registrant, stated: tuple[str, ...]) -> Registrant:
    """Return REGISTRANT as a certification prints the same name: EDGAR's conformed names are all capitals."""
    if not registrant.name or registrant.name != registrant.name.upper():
        return registrant
    folded = fold_company(registrant.name)
    printed = (name for name in stated if fold_company(name) == folded and name != name.upper())
    return replace(registrant, name=next(printed, registrant.name))


def _by_name(name: str | None) -> Registrant:
    return Registrant(name=name, cik=None, sic=None, sic_name=None, fiscal_year_end=None, file_number=None)


def _stated_companies(certifications: tuple[Certification, ...]) -> tuple[str, ...]:
    """Return the companies named, the most often named first; a near spelling is a misprint of the first."""
    counted: dict[str, list[str]] = {}
    for certification in certifications:
        for stated in certification.co_registrants or ((certification.registrant,) if certification.registrant else ()):
            counted.setdefault(fold_company(stated.value), []).append(stated.value)
    kept: list[str] = []
    for folded in sorted(counted, key=lambda folded: -len(counted[folded])):
        if folded and not any(fuzz.ratio(folded, other) >= MISPRINT for other in kept[:MOST_COMPARED]):
            kept.append(folded)
    return tuple(counted[folded][0] for folded in kept)


def _form(filing: Filing) -> Sourced | None:
    header = filing.header
    read = [(header.form_type, header.source)] if header and header.form_type else []
    for each in filing.certifications:
        if each.form_type and not any(same_form(each.form_type.value, value) for value, _ in read):
            read.append((each.form_type.value, "certification"))
    return Sourced(*read[0], others=tuple(read[1:])) if read else None


def _period(filing: Filing) -> Sourced | None:
    header = filing.header
    read = [(header.period_of_report.isoformat(), header.source)] if header and header.period_of_report else []
    for each in filing.certifications:
        stated = each.period_of_report.value.isoformat() if each.period_of_report else None
        if stated and not any(stated == value for value, _ in read):
            read.append((stated, "certification"))
    return Sourced(*read[0], others=tuple(read[1:])) if read else None


def _dated_on(filed_on: Sourced | None, signed: list[date], period: Sourced | None) -> date | None:
    if filed_on:
        return date.fromisoformat(filed_on.value)
    return max(signed) if signed else date.fromisoformat(period.value) if period else None


def _signings(filing: Filing, findings: tuple[Finding, ...]) -> Iterator[Signing]:
    named = frozenset(
        place
        for place, each in enumerate(filing.certifications)
        if any(_printed(signature) is not None for signature in each.signatures)
    )
    marks = anchors(filing.certifications, named)
    told = Counter(
        (each.certification, each.signature) for each in findings if each.severity is not Severity.INFORMATION
    )
    for place, certification in enumerate(filing.certifications):
        for number, signature in enumerate(certification.signatures):
            printed = _printed(signature)
            name = read_name(printed) if printed else None
            if printed is None or name is None:
                continue
            yield Signing(
                certification=place,
                signature=number,
                anchor=marks[place],
                section=certification.section.value,
                name=printed,
                normal=name.normal,
                aliases=_aliases(certification, signature, name.normal),
                roles=tuple(role.value for role in signature.roles),
                modifiers=signature.modifiers,
                titles=tuple(title.value for title in signature.titles),
                signed=signature.signed,
                signed_on=signature.signed_on.value if signature.signed_on else None,
                form_type=certification.form_type.value if certification.form_type else None,
                period_of_report=certification.period_of_report.value if certification.period_of_report else None,
                findings=told[place, None] + told[place, number],
                registrant=_own_registrant(certification),
            )


def _printed(signature: Signature) -> str | None:
    """Return the name as printed, else conformed, whichever names a person first."""
    for stated in (signature.name_as_printed, signature.conformed_name):
        if stated and read_name(stated.value):
            return stated.value
    return None


def _aliases(certification: Certification, signature: Signature, normal: str) -> tuple[str, ...]:
    others = [signature.conformed_name]
    if len(certification.signatures) == 1 and len(certification.speakers) == 1:
        others.append(certification.speakers[0])
    names = [read_name(each.value) for each in others if each]
    return tuple(sorted({name.normal for name in names if name and name.normal != normal}))


def _own_registrant(certification: Certification) -> str | None:
    if certification.co_registrants or certification.registrant is None:
        return None
    return fold_company(certification.registrant.value)


def _nameless(filing: Filing, certification: int, signature: int) -> Finding:
    """Return the finding that no person is named at a signature, so that no officer's page can list it."""
    stated = filing.certifications[certification].signatures[signature]
    seen = stated.name_as_printed or stated.conformed_name
    document = filing.documents[filing.certifications[certification].document]
    return Finding(
        code="no_person_named",
        severity=Severity.INFORMATION,
        path=filing.files[document.file].path,
        spans=seen.spans if seen else (),
        expected="a person's name with the signature",
        seen=seen.as_printed if seen else "no name",
        confidence=1.0,
        certification=certification,
        signature=signature,
    )


def _first(values: Iterable[Stated[Value] | None]) -> Value | None:
    return next((each.value for each in values if each), None)
