"""What the certification says of the report, against the filing that it stands in.

"Form 10-K" in the certification of a 10-Q, another period, another company, an Exhibit 31 whose words are
those of section 906. Everything here needs the filing's own header; without one nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache

from rapidfuzz import fuzz

from builder.audit.case import Answer, Case, Certified, Seen, Unknown, sure
from builder.findings import Severity
from builder.records import Certification, Role, Section, Span, Stated
from builder.wording.companies import distinctive_words
from builder.wording.forms import FormFamily, family_of, is_amendment

FISCAL_WEEKS = timedelta(days=7)

SAME_WORD, SAME_LETTERS = 82, 88
"""Two words, or two names without their spaces, as near as this (0 to 100) may be one name and its misprint."""
TRADES = frozenset({
    "american", "bank", "business", "capital", "communications", "development", "energy", "enterprises",
    "entertainment", "equities", "financial", "first", "fund", "global", "health", "healthcare", "income",
    "industries", "insurance", "international", "investments", "management", "medical", "mining", "national", "north",
    "partners", "pharmaceuticals", "power", "products", "properties", "real", "realty", "estate", "resources",
    "savings", "services", "software", "solutions", "south", "systems", "technologies", "technology", "therapeutics",
    "united", "usa", "west",
})  # fmt: skip
"""Words that many companies share: having one of them in common makes two names no more alike."""
LONGEST_INITIALS = 6
COVER = 20_000
"""Characters of a report in which it names the company by every name that it goes by."""

KIND = re.compile(
    r"[aAqQ](?<!\w.)(?i:(?:(?<=a)nnual|(?<=q)uarterly)\sreports?\s(?:\(?[^\s,.;]{1,20}\)?\s){0,6}?(?:on|for|under)\s(?:(?:the|its|such|Company[’']s)\s)?"
    r"[“\"]?(?:form\s)?(10.?[kq]\S{0,2}|20-?F|40-?F))"
)
PLAIN_KIND = re.compile(r"[tT](?<!\w.)(?i:his\s(annual|quarterly)\sreport\b)")
PERIOD_WORD = re.compile(r"(?i:\b(?:fiscal\s)?(year|quarter)\s(?:then\s)?end(?:ed|ing)\b)")
HEADED_906 = re.compile(
    r"[sSuU](?i:(?<=s)(?<!\w.)ection\s(?:906|1350)\b|(?<=u)\.?\s?S\.?\s?C\.?,?\s(?:section\s|§\s?)?1350)"
)
HEADED_302 = re.compile(r"(?i:\bsection\s302\b|rules?\s13a-14\(a\))")
FULLY = re.compile(r"(?i:\bfully\scompl(?:y|ies)\swith\sthe\srequirements\sof\ssections?\s1[35])")
AMENDED = re.compile(r"(?i:/A\b|\bamend)")
OPENING = 700
"""Characters of "I have reviewed" or a 906 statement's opening in which the report is named."""
OFFICE_WORDS = {Role.PEO: re.compile(r"(?i:\bCEO\b|chief\sexec)"), Role.PFO: re.compile(r"(?i:\bCFO\b|chief\sfin)")}

_EXHIBIT = re.compile(r"EX-(31|32)(?![0-9])", re.IGNORECASE)


def form_differs(case: Case) -> Iterator[Answer]:
    """Yield the certifications that name a form of another family than the filing's."""
    header = case.filing.header
    family = family_of(header.form_type) if header else None
    for place, certification in case.certifications():
        named = sure(certification.form_type)
        other = family_of(named)
        if family and other and other != family and header and header.form_type and certification.form_type:
            stated = certification.form_type
            yield Seen(f"Form {header.form_type}", stated.as_printed, stated.spans, place)


def kind_differs(case: Case) -> Iterator[Answer]:
    """Yield "annual report" with the form of a quarterly one, or the reverse."""
    for each in case.certified:
        words = _opening(each)
        found = KIND.search(words)
        plain = None if found else PLAIN_KIND.search(words)
        match = found or plain
        named = _span_of(family_of(_form_words(found)) if found else case.family)
        if match is None or named is None:
            continue
        place = plain.start(1) if plain else match.start()
        said = "annual" if words[place] in "aA" else "quarterly"
        if said == named:
            continue
        severity = Severity.A if plain and each.section is Section.S302 and _has_header(case) else Severity.B
        spans = _spans_of(each, (place, place + len(said)))
        right = case.asked.form_type if said == _span_of(case.family) else None
        expected = f"{said} report on Form {right}" if right else f"{named} report"
        yield Seen(expected, match.group(), spans, each.place, None, 0.8, severity)


def form_unnamed(case: Case) -> Iterator[Answer]:
    """Yield the 302 certifications in whose paragraph 1 no form is named."""
    for each in case.statements(Section.S302):
        if each.certification.form_type is None and "eviewed" in _opening(each):
            yield Seen("the report by its form", "no form was found", (), each.place, None, 0.75)


def amendment_unnamed(case: Case) -> Iterator[Answer]:
    """Yield the certifications in an amendment that do not call it one."""
    if not case.amended or not _has_header(case):
        return
    for each in case.certified:
        named = each.certification.form_type
        if named and not is_amendment(named.value) and not AMENDED.search(_opening(each)):
            yield Seen(f"Form {case.asked.form_type}", named.as_printed, named.spans, each.place, None, 0.8)


def period_word(case: Case) -> Iterator[Answer]:
    """Yield "quarter ended" for an annual report, "year ended" for a quarterly one, in 906 certifications."""
    for each in case.statements(Section.S906):
        words = _opening(each)
        named = _span_of(family_of(sure(each.certification.form_type)) or case.family)
        wrong = {"annual": "quarter", "quarterly": "year"}.get(named or "")
        if wrong is None or wrong not in each.passage.folded:
            continue
        match = PERIOD_WORD.search(words)
        if match and {each[1].lower() for each in PERIOD_WORD.finditer(words)} == {wrong}:
            expected = "year ended" if named == "annual" else "quarter ended"
            yield Seen(expected, match.group(), _spans_of(each, match.span()), each.place, None, 0.7)


def co_registrant_missing(case: Case) -> Iterator[Answer]:
    """Yield the co-registrants that no 302 certification names."""
    header = case.filing.header
    named = [stated.value for _, each in case.certifications(Section.S302) for stated in _named(each)]
    if header is None or len(header.registrants) < 2 or not named or case.filing.container != "submission":
        return
    for registrant in header.registrants:
        if registrant.name and not any(_alike(each, registrant.name) for each in named):
            yield Seen(f"a certification for {registrant.name}", "not found in this filing", (), None, None, 0.5)


def heading_differs(case: Case) -> Iterator[Answer]:
    """Yield the certifications whose heading names the other section alone."""
    for each in case.certified:
        heading = each.passage.words[: each.passage.words.find("ertify that")][:800]
        cites_906 = HEADED_906.search(heading) if "906" in heading or "1350" in heading else None
        cites_302 = HEADED_302.search(heading) if "302" in heading or "14(" in heading else None
        other = cites_906 if each.section is Section.S302 else cites_302
        own = cites_302 if each.section is Section.S302 else cites_906
        if other and not own:
            yield Seen(
                f"section {each.section}", other.group(), each.passage.spans(*other.span()), each.place, None, 0.8
            )


def mixed(case: Case) -> Iterator[Answer]:
    """Yield the 302 certifications that also say that the report fully complies, under one signature."""
    for each in case.statements(Section.S302):
        own = each.passage.text.characters[each.start : each.signed_at or each.own_end]
        if "fully" not in own.lower():
            continue
        words = " ".join(own.split())
        found = FULLY.search(words)
        if found and "reviewed this" in words:
            yield Seen("one section in each certification", found.group(), (), each.place, None, 0.75)


def described_otherwise(case: Case) -> Iterator[Answer]:
    """Yield the documents whose description names another office than their only signer's."""
    for each in case.certified:
        document = case.filing.documents[each.certification.document]
        alone = sum(other.certification.document == each.certification.document for other in case.certified) == 1
        said = {role for role, pattern in OFFICE_WORDS.items() if pattern.search(document.description or "")}
        held = {role.value for one in each.certification.signatures for role in one.roles if role.doubt is None}
        if alone and len(said) == 1 and held and not said & held and held & set(OFFICE_WORDS):
            yield Seen(document.description or "", ", ".join(sorted(held)), (), each.place, None, 0.7)


def period_differs(case: Case) -> Iterator[Answer]:
    """Yield the certifications that state another end of the period than the header."""
    header = case.filing.header
    if header is None or header.period_of_report is None:
        yield Unknown("the filing's header, which states its period, is not there")
        return
    for place, certification in case.certifications():
        named = sure(certification.period_of_report)
        stated = certification.period_of_report
        if named and stated and abs(named - header.period_of_report) > FISCAL_WEEKS:
            yield Seen(header.period_of_report.isoformat(), stated.as_printed, stated.spans, place, None, 0.8)


def company_differs(case: Case) -> Iterator[Answer]:
    """Yield the certifications that name a company which the header does not know by any name."""
    known = _names_in_header(case)
    for place, certification in case.certifications():
        stated = _named(certification)
        if not known or not stated or any(each.doubt for each in stated):
            continue
        strange = not any(_alike(each.value, name) for each in stated for name in known)
        if strange and not any(_is_in_report(case, each.value) for each in stated):
            spans = tuple(span for each in stated for span in each.spans)
            yield Seen(known[0], ", ".join(each.as_printed for each in stated), spans, place, None, 0.8)


def type_differs(case: Case) -> Iterator[Answer]:
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


def _opening(each: Certified) -> str:
    """Return the words in which the certification names the report: paragraph 1, or the start of a 906 statement."""
    words = each.passage.words
    if each.section is Section.S906:
        return words[: 2 * OPENING]
    start = max(0, words.find("eviewed"))
    end = words.find("ased on my knowledge", start)
    return words[start : min(start + OPENING, end if end > start else start + OPENING)]


def _spans_of(each: Certified, span: tuple[int, int]) -> tuple[Span, ...]:
    offset = 0 if each.section is Section.S906 else max(0, each.passage.words.find("eviewed"))
    return each.passage.spans(span[0] + offset, span[1] + offset)


def _form_words(match: re.Match[str]) -> str:
    return match[1].upper().rstrip(',.;)"”').replace(" ", "-")


def _span_of(family: FormFamily | None) -> str | None:
    """Return "annual" or "quarterly" for the forms of which one is said; None for others."""
    names = {"annual": "annual", "foreign_annual": "annual", "quarterly": "quarterly"}
    return names.get(family.name) if family else None


def _has_header(case: Case) -> bool:
    return case.filing.header is not None and case.filing.header.form_type is not None


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


@lru_cache(maxsize=4096)
def _alike(named: str, known: str) -> bool:
    """Return whether two names may be one company's: by a word that tells companies apart, by letters, by initials."""
    mine, theirs = _telling_words(named), _telling_words(known)
    if any(fuzz.ratio(one, other) >= SAME_WORD for one in mine for other in theirs):
        return True
    if fuzz.partial_ratio("".join(mine), "".join(theirs)) >= SAME_LETTERS:
        return True
    return _abbreviates(named, known) or _abbreviates(known, named)


def _abbreviates(one: str, other: str) -> bool:
    """Return whether ONE is made of the initials of OTHER: "IBM Corp" of "International Business Machines"."""
    letters = "".join(distinctive_words(one).split())
    initials = "".join(word[0] for word in distinctive_words(other).split())
    return 1 < len(letters) <= LONGEST_INITIALS and (letters in initials or initials == letters[: len(initials)] != "")


def _telling_words(name: str) -> list[str]:
    words = distinctive_words(name).split()
    return [word for word in words if word not in TRADES] or words


def _is_in_report(case: Case, name: str) -> bool:
    """Return whether a document of the filing without certification has NAME on its first pages."""
    covers = (" ".join(text.characters[:COVER].casefold().split()) for text in case.beside)
    return any(name.casefold() in cover for cover in covers)
