"""What stands about the signature: the mark, the names, the date, the titles, against each other.

"/s/ Hollis Tremane" over "Hollis Tremaine" is a slip; an undated certification is told as
undated. The dates of the filing come from its header; a loose exhibit has none, and nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from builder.audit.case import Case, Seen, sure
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


def unsigned(case: Case) -> Iterator[Seen]:
    """Yield the signature blocks that name somebody but carry no signature."""
    for place, number, _, signature in case.signatures():
        named = sure(signature.name_as_printed)
        if named and not signature.signed and signature.mark is None and signature.conformed_name is None:
            yield Seen("a typed signature", "a name without a signature", _spans(signature), place, number, 0.7)


def names_differ(case: Case) -> Iterator[Seen]:
    """Yield the signatures whose name is another than the name printed with them."""
    for place, number, _, signature in case.signatures():
        printed, conformed = signature.name_as_printed, signature.conformed_name
        near = _apart(printed, conformed)
        if near is not None and printed and conformed:
            severity = Severity.C if near else Severity.B
            spans = (*conformed.spans, *printed.spans)
            yield Seen(printed.as_printed, conformed.as_printed, spans, place, number, 0.8, severity)


def speaker_differs(case: Case) -> Iterator[Seen]:
    """Yield the certifications in which "I, NAME" is another than the one who signs."""
    for place, certification in case.certifications():
        if len(certification.speakers) != 1 or len(certification.signatures) != 1:
            continue
        speaker, signature = certification.speakers[0], certification.signatures[0]
        names = [each for each in (signature.name_as_printed, signature.conformed_name) if each]
        apart = [_apart(speaker, each) for each in names]
        if apart and all(near is not None for near in apart):
            yield Seen(speaker.as_printed, names[0].as_printed, (*speaker.spans, *names[0].spans), place, 0, 0.8)


def undated(case: Case) -> Iterator[Seen]:
    """Yield the certifications in which no date was found with any signature."""
    for place, certification in case.certifications():
        signed = [each for each in certification.signatures if each.signed]
        if signed and not any(each.signed_on for each in certification.signatures):
            yield Seen("a date", "no date found", (), place, None, 0.7)


def before_period_ends(case: Case) -> Iterator[Seen]:
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


def after_filing(case: Case) -> Iterator[Seen]:
    """Yield the signatures dated after the day of filing."""
    last = _last_day(case)
    for place, number, _, signature in case.signatures():
        signed_on = sure(signature.signed_on)
        if last and signed_on and signature.signed_on and signed_on > last + SLACK:
            expected = f"no day after {last.isoformat()}, when the report was filed"
            yield Seen(expected, signature.signed_on.as_printed, signature.signed_on.spans, place, number)


def untitled(case: Case) -> Iterator[Seen]:
    """Yield the 302 signatures with which no title was found."""
    for place, number, certification, signature in case.signatures(Section.S302):
        if signature.signed and not signature.titles and not signature.roles and not certification.speaker_titles:
            yield Seen("a title", "no title found", _spans(signature), place, number, 0.6)


def titles_differ(case: Case) -> Iterator[Seen]:
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


def title_in_sentence(case: Case) -> Iterator[Seen]:
    """Yield the 302 certifications that give a title in "I, NAME, certify that"."""
    for place, certification in case.certifications(Section.S302):
        titles = certification.speaker_titles
        if titles and not any(each.doubt for each in titles):
            spans = tuple(span for each in titles for span in each.spans)
            yield Seen("the name alone", _printed(titles), spans, place)


def _apart(one: Stated[str] | None, other: Stated[str] | None) -> bool | None:
    """Return None where two names may be one person's, True where they are a slip apart, False where they differ."""
    first, second = sure(one), sure(other)
    mine, theirs = read_name(first) if first else None, read_name(second) if second else None
    if mine is None or theirs is None or not (mine.given and theirs.given):
        return None
    likeness = compare_names(mine, theirs).kind
    if likeness is Kind.MISPRINT:
        return True
    if likeness is not Kind.OTHER:
        return None
    return slips(mine, theirs) <= TYPING_SLIPS


def _last_day(case: Case) -> date | None:
    header = case.filing.header
    if header is None or header.filed_on is None:
        return None
    accepted = header.accepted_at.date() if header.accepted_at else header.filed_on
    return max(header.filed_on, accepted)


def _principal(titles: tuple[Stated[str], ...]) -> set[Role]:
    """Return the principal offices that TITLES name in so many words."""
    strong = [entry for entry in load_table("titles").entries if entry.weak is None and entry.means in ("PEO", "PFO")]
    return {
        Role(entry.means) for title in titles for entry in strong if entry.means and entry.pattern.search(title.value)
    }


def _printed(titles: tuple[Stated[str], ...]) -> str:
    return ", ".join(each.as_printed for each in titles)


def _spans(signature: Signature) -> tuple[Span, ...]:
    stated = signature.name_as_printed or signature.conformed_name
    return stated.spans if stated else ()
