"""What stands about the signature: the mark, the names, the date, the titles, against each other.

"/s/ Hollis Tremane" over "Hollis Tremaine" is a slip; an undated certification is told as
undated. The dates of the filing come from its header; a loose exhibit has none, and nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from builder.audit.case import Answer, Case, Certified, Seen, Unknown, sure
from builder.findings import Severity
from builder.records import Role, Section, Signature, Span, Stated
from builder.wording.likeness import Kind, compare_names, slips
from builder.wording.persons import read_name
from builder.wording.tables import load_table

FISCAL_WEEKS = timedelta(days=7)
"""Years of 52 or 53 weeks end some days from the month's end that the report names."""

SLACK = timedelta(days=1)
"""What is accepted after 17:30 Eastern time bears the next business day (Regulation S-T, rule 13)."""

TYPING_SLIPS = 2
"""Names as near as this are one name and its misprint."""

FAR = timedelta(days=30)
APART = timedelta(days=3)
ON_BEHALF = re.compile(r"(?i:\battorneys?[-\s]in[-\s]fact\b|\bby\spower\sof\sattorney\b|\bp\.p\.(?=\s))")
PICTURE = "\ufffc"
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
PART_OF_DATE = re.compile(
    rf"(?i:\b(?:{MONTHS})\s_{{1,20}}\s?,?\s?(?:19|20)\d\d|\bDated?\s?:\s?(?:{MONTHS})\s?,?\s?(?:19|20)\d\d\b)"
)
RULED = re.compile(r"[ \t]{0,20}_{4,80}[ \t_]*(?=\n|$|\|)")
"""A rule to the end of the line, or of the cell."""
BLOCK = 400
"""Characters about a signature in which its block stands."""


def unsigned(case: Case) -> Iterator[Answer]:
    """Yield the signature blocks that name somebody but carry no signature."""
    for place, number, _, signature in case.signatures():
        named = sure(signature.name_as_printed)
        if named and not signature.signed and signature.mark is None and signature.conformed_name is None:
            yield Seen("a typed signature", "a name without a signature", _spans(signature), place, number, 0.7)


def pictured(case: Case) -> Iterator[Answer]:
    """Yield the unsigned certifications in whose block a picture stands."""
    for each in case.certified:
        if each.certification.signatures and not any(one.signed for one in each.certification.signatures):
            low = each.signed_at or each.start
            place = each.passage.text.characters.find(PICTURE, max(each.start, low - BLOCK), each.own_end + BLOCK)
            if place >= 0:
                spans = each.passage.text.spans(place, place + 1)
                yield Seen("a typed signature", "a picture", spans, each.place, None, 0.5)


def blank(case: Case) -> Iterator[Answer]:
    """Yield the marks behind which no name stands; a name on the next line counts, unless a rule is drawn between."""
    for place, number, certification, signature in case.signatures():
        mark = signature.mark
        if mark is None or mark.doubt:
            continue
        text = case.text_of(certification.document)
        ranges = [each for span in mark.spans for each in text.ranges(span)]
        behind = RULED.match(text.characters, ranges[-1][1]) if ranges else None
        if signature.conformed_name is None or behind:
            seen = mark.as_printed + (behind.group() if behind else "")
            yield Seen("a name behind the mark", seen, mark.spans, place, number, 0.75)


def on_behalf(case: Case) -> Iterator[Answer]:
    """Yield the signatures made by an attorney-in-fact."""
    for each in case.certified:
        if each.signed_at is None:
            continue
        found = ON_BEHALF.search(each.passage.text.characters, each.signed_at, each.own_end)
        if found:
            spans = each.passage.text.spans(*found.span())
            yield Seen("the officer's own signature", found.group(), spans, each.place, None, 0.85)


def for_the_company(case: Case) -> Iterator[Answer]:
    """Yield the 302 certifications whose signature stands under the company's name."""
    for each in case.statements(Section.S302):
        registrant = each.certification.registrant
        above = _line_above(each)
        if (
            registrant
            and above
            and len(registrant.value) > 3
            and above[0].casefold().startswith(registrant.value.casefold())
        ):
            yield Seen("the officer alone", above[0], each.passage.text.spans(*above[1]), each.place, None, 0.7)


def names_differ(case: Case) -> Iterator[Answer]:
    """Yield the signatures whose name is another than the name printed with them."""
    for place, number, _, signature in case.signatures():
        printed, conformed = signature.name_as_printed, signature.conformed_name
        near = _apart(printed, conformed)
        if near is not None and printed and conformed:
            severity = Severity.C if near else Severity.B
            spans = (*conformed.spans, *printed.spans)
            yield Seen(printed.as_printed, conformed.as_printed, spans, place, number, 0.8, severity)


def speaker_differs(case: Case) -> Iterator[Answer]:
    """Yield the certifications in which "I, NAME" is another than the one who signs."""
    for place, certification in case.certifications():
        if len(certification.speakers) != 1:
            continue
        speaker = certification.speakers[0]
        names = [name for one in certification.signatures for name in (one.name_as_printed, one.conformed_name) if name]
        apart = [_apart(speaker, each) for each in names]
        if apart and all(near is not None for near in apart):
            yield Seen(speaker.as_printed, names[0].as_printed, (*speaker.spans, *names[0].spans), place, 0, 0.8)


def undated(case: Case) -> Iterator[Answer]:
    """Yield the certifications in which no date was found with any signature."""
    for place, certification in case.certifications():
        named = [each for each in certification.signatures if each.signed or (each.name_as_printed and each.titles)]
        if named and not any(each.signed_on for each in certification.signatures):
            yield Seen("a date", "no date found", (), place, None, 0.7)


def dated_in_part(case: Case) -> Iterator[Answer]:
    """Yield the certifications that bear a date without its day."""
    for each in case.certified:
        if any(one.signed_on for one in each.certification.signatures):
            continue
        characters = each.passage.text.characters
        low = max(each.start, (each.signed_at or each.own_end) - BLOCK)
        found = PART_OF_DATE.search(" ".join(characters[low : each.own_end + BLOCK // 2].split()))
        if found:
            yield Seen("a whole date", found.group(), (), each.place, None, 0.7)


def far_from_filing(case: Case) -> Iterator[Answer]:
    """Yield the signatures dated more than thirty days before the filing."""
    first = case.filing.header.filed_on if case.filing.header else None
    for place, number, _, signature in case.signatures():
        signed_on = sure(signature.signed_on)
        if first and signed_on and signature.signed_on and signed_on < first - FAR and not case.amended:
            expected = f"a day near {first.isoformat()}, when the report was filed"
            yield Seen(expected, signature.signed_on.as_printed, signature.signed_on.spans, place, number)


def year_off(case: Case) -> Iterator[Answer]:
    """Yield the signatures dated within ten days of the filing, but in the year before or after."""
    first = case.filing.header.filed_on if case.filing.header else None
    for place, number, _, signature in case.signatures():
        signed_on = sure(signature.signed_on)
        if not (first and signed_on and signature.signed_on):
            continue
        apart = abs((signed_on - first).days)
        if 355 <= apart <= 376 and signed_on.year != first.year:
            expected = f"the year {first.year}, in which the report was filed"
            yield Seen(expected, signature.signed_on.as_printed, signature.signed_on.spans, place, number, 0.85)


def dates_apart(case: Case) -> Iterator[Answer]:
    """Yield that the officers' dates lie more than three days apart."""
    signed = sorted(day for _, _, _, each in case.signatures() if (day := sure(each.signed_on)))
    if signed and signed[-1] - signed[0] > APART:
        yield Seen("dates within three days", f"{signed[0].isoformat()} to {signed[-1].isoformat()}")


def before_period_ends(case: Case) -> Iterator[Answer]:
    """Yield the signatures dated before the end of the period, by every reading of that period."""
    header = case.filing.header
    for place, number, certification, signature in case.signatures():
        signed_on = sure(signature.signed_on)
        ends = [
            end for end in (header.period_of_report if header else None, sure(certification.period_of_report)) if end
        ]
        if signed_on and signature.signed_on and ends and signed_on < min(ends) - FISCAL_WEEKS:
            expected = f"a day after {min(ends).isoformat()}, when the period ended"
            yield Seen(expected, signature.signed_on.as_printed, signature.signed_on.spans, place, number)


def after_filing(case: Case) -> Iterator[Answer]:
    """Yield the signatures dated after the day of filing."""
    last = _last_day(case)
    for place, number, _, signature in case.signatures():
        signed_on = sure(signature.signed_on)
        if last and signed_on and signature.signed_on and signed_on > last + SLACK:
            expected = f"no day after {last.isoformat()}, when the report was filed"
            yield Seen(expected, signature.signed_on.as_printed, signature.signed_on.spans, place, number)


def untitled(case: Case) -> Iterator[Answer]:
    """Yield the 302 signatures with which no title was found."""
    for place, number, certification, signature in case.signatures(Section.S302):
        if signature.signed and not signature.titles and not signature.roles and not certification.speaker_titles:
            yield Seen("a title", "no title found", _spans(signature), place, number, 0.6)


def titles_differ(case: Case) -> Iterator[Answer]:
    """Yield the certifications whose sentence names another office than the signature block."""
    for place, certification in case.certifications():
        if len(certification.signatures) != 1 or any(each.doubt for each in certification.speaker_titles):
            continue
        signature = certification.signatures[0]
        said = _principal(certification.speaker_titles)
        signed = _principal(signature.titles)
        if said and signed and not said & signed:
            spans = tuple(span for each in (*certification.speaker_titles, *signature.titles) for span in each.spans)
            yield Seen(_printed(certification.speaker_titles), _printed(signature.titles), spans, place, 0, 0.8)


def no_principal_office(case: Case) -> Iterator[Answer]:
    """Yield the signers whose title leads to no principal office."""
    for place, number, _, signature in case.signatures(Section.S302):
        if signature.titles and not signature.roles:
            if any(each.doubt for each in signature.titles):
                yield Unknown("the title is in doubt", place)
            else:
                expected = "principal executive or financial officer, or similar functions"
                spans = tuple(span for each in signature.titles for span in each.spans)
                yield Seen(expected, _printed(signature.titles), spans, place, number, 0.5)


def one_office_twice(case: Case) -> Iterator[Answer]:
    """Yield that two persons certify under section 302 in the same office and nobody in the other."""
    signers = [(place, number, each) for place, number, _, each in case.signatures(Section.S302)]
    if len(signers) != 2 or any(role.doubt for _, _, each in signers for role in each.roles):
        return
    held = [{role.value for role in each.roles} - {Role.PAO} for _, _, each in signers]
    names = {
        (stated.value if (stated := each.name_as_printed or each.conformed_name) else "") for _, _, each in signers
    }
    co = any(each.modifiers for _, _, each in signers)
    if held[0] == held[1] and len(held[0]) == 1 and len(names) == 2 and not co:
        place, number, signature = signers[1]
        role = next(iter(held[0]))
        if role in (Role.PEO, Role.PFO):
            yield Seen("one certification for each office", f"{role} twice", _spans(signature), place, number, 0.7)


def title_in_sentence(case: Case) -> Iterator[Answer]:
    """Yield the 302 certifications that give a title in "I, NAME, certify that"."""
    for place, certification in case.certifications(Section.S302):
        titles = certification.speaker_titles
        if titles and not any(each.doubt for each in titles):
            spans = tuple(span for each in titles for span in each.spans)
            yield Seen("the name alone", _printed(titles), spans, place)


def _line_above(each: Certified) -> tuple[str, tuple[int, int]] | None:
    """Return the line before the one with the first mark or name, with its place."""
    characters = each.passage.text.characters
    signature = next(iter(each.certification.signatures), None)
    stated = signature and (signature.mark or signature.conformed_name or signature.name_as_printed)
    ranges = [one for span in stated.spans for one in each.passage.text.ranges(span)] if stated else []
    if not ranges:
        return None
    end = characters.rfind("\n", each.start, ranges[0][0])
    while end > each.start and characters[end - 1].isspace():
        end -= 1
    start = characters.rfind("\n", each.start, end) + 1
    words = " ".join(characters[start:end].split())
    return (words, (start, end)) if words and len(words) < 120 else None


def _apart(one: Stated[str] | None, other: Stated[str] | None) -> bool | None:
    """Return None where two names may be one person's, True where they are a slip apart, False where they differ."""
    first, second = sure(one), sure(other)
    return _names_apart(first, second) if first and second else None


@lru_cache(maxsize=4096)
def _names_apart(one: str, other: str) -> bool | None:
    mine, theirs = read_name(one), read_name(other)
    if mine is None or theirs is None or not (mine.given and theirs.given):
        return None
    if mine.surname == theirs.surname and _shortens(mine.given, theirs.given):
        return None
    likeness = compare_names(mine, theirs).kind
    if likeness is Kind.MISPRINT:
        return True
    if likeness is not Kind.OTHER:
        return None
    return slips(mine, theirs) <= TYPING_SLIPS


def _shortens(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether the given names of ONE are those of OTHER, or the reverse, some left out or as initials."""
    few, many = sorted((one, other), key=len)
    rest = iter(many)
    return all(
        any(name[0] == each[0] and (name == each or 1 in (len(name), len(each))) for each in rest) for name in few
    )


def _last_day(case: Case) -> date | None:
    header = case.filing.header
    if header is None or header.filed_on is None:
        return None
    accepted = header.accepted_at.date() if header.accepted_at else header.filed_on
    return max(header.filed_on, accepted)


def _principal(titles: tuple[Stated[str], ...]) -> set[Role]:
    """Return the principal offices that TITLES name in so many words."""
    return {role for title in titles for role in _offices(title.value)}


@lru_cache(maxsize=1024)
def _offices(title: str) -> frozenset[Role]:
    """Return the principal offices that TITLE names; many officers have few titles."""
    strong = (entry for entry in load_table("titles").entries if entry.weak is None and entry.means in ("PEO", "PFO"))
    return frozenset(Role(entry.means) for entry in strong if entry.means and entry.pattern.search(title))


def _printed(titles: tuple[Stated[str], ...]) -> str:
    return ", ".join(each.as_printed for each in titles)


def _spans(signature: Signature) -> tuple[Span, ...]:
    stated = signature.name_as_printed or signature.conformed_name
    return stated.spans if stated else ()
