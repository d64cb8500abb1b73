"""What the certification says of the report, against the filing that it stands in.

"Form 10-K" in the certification of a 10-Q, another period, another company, an Exhibit 31 whose words are
those of section 906. Everything here needs the filing's own header; without one nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from rapidfuzz import fuzz

from builder.audit.case import Case, Seen, sure
from builder.records import Certification, Section, Stated
from builder.wording.companies import distinctive_words
from builder.wording.forms import bare_form, family_of

FISCAL_WEEKS = timedelta(days=7)

ANOTHER_COMPANY = 55
"""Names less alike than this (0 to 100) are two companies'; between this and 90 it is not known."""

_EXHIBIT = re.compile(r"EX-(31|32)(?![0-9])", re.IGNORECASE)


def form_differs(case: Case) -> Iterator[Seen]:
    """Yield the certifications that name a form of another family than the filing's."""
    header = case.filing.header
    family = family_of(header.form_type) if header else None
    for place, certification in case.certifications():
        named = sure(certification.form_type)
        other = family_of(named)
        if family and other and other != family and header and header.form_type and certification.form_type:
            stated = certification.form_type
            yield Seen(f"Form {header.form_type}", stated.as_printed, stated.spans, place)


def period_differs(case: Case) -> Iterator[Seen]:
    """Yield the certifications that state another end of the period than the header."""
    header = case.filing.header
    if header is None or header.period_of_report is None:
        return
    for place, certification in case.certifications():
        named = sure(certification.period_of_report)
        stated = certification.period_of_report
        if named and stated and abs(named - header.period_of_report) > FISCAL_WEEKS:
            yield Seen(header.period_of_report.isoformat(), stated.as_printed, stated.spans, place, None, 0.8)


def company_differs(case: Case) -> Iterator[Seen]:
    """Yield the certifications that name a company which the header does not know by any name."""
    known = _names_in_header(case)
    for place, certification in case.certifications():
        stated = _named(certification)
        if not known or not stated or any(each.doubt for each in stated):
            continue
        if not any(_alike(each.value, name) for each in stated for name in known):
            spans = tuple(span for each in stated for span in each.spans)
            yield Seen(known[0], ", ".join(each.as_printed for each in stated), spans, place, None, 0.8)


def type_differs(case: Case) -> Iterator[Seen]:
    """Yield the certifications whose section is not that of the exhibit type in their document's head."""
    sections = [(each.document, each.section.value) for _, each in case.certifications()]
    for place, certification in case.certifications():
        declared = case.filing.documents[certification.document].type or ""
        exhibit = _EXHIBIT.match(declared)
        section = sure(certification.section)
        asked = Section.S302 if exhibit and exhibit[1] == "31" else Section.S906
        together = (certification.document, asked) in sections
        if exhibit and section and section is not asked and not together:
            yield Seen(f"section {asked} in {declared}", f"section {section}", certification.section.spans, place)


def _named(certification: Certification) -> tuple[Stated[str], ...]:
    return certification.co_registrants or ((certification.registrant,) if certification.registrant else ())


def _names_in_header(case: Case) -> list[str]:
    """Return the registrants' names, present and former; none for funds and asset-backed issuers.

    A fund is named by its series and an asset-backed issuer by its depositor, neither of which the header holds.
    """
    header = case.filing.header
    family = family_of(header.form_type) if header else None
    if header is None or family is None or family.name.startswith("fund"):
        return []
    if any(each.sic == "6189" or each.name is None for each in header.registrants):
        return []
    names = [each.name for each in header.registrants if each.name]
    return names + [former.name for each in header.registrants for former in each.former_names]


def _alike(named: str, known: str) -> bool:
    mine, theirs = distinctive_words(named), distinctive_words(known)
    initials = "".join(word[0] for word in theirs.split())
    letters = bare_form(named).casefold()
    return max(
        fuzz.token_set_ratio(mine, theirs), fuzz.partial_ratio(mine.replace(" ", ""), theirs.replace(" ", ""))
    ) >= ANOTHER_COMPANY or (len(letters) > 1 and (letters in initials or initials in letters))
