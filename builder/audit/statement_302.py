"""The words of a 302 certification against the prescribed text: one check a rule of that text.

Most rules tell the changes that `claims.py` gave them, once a certification with all the places; the others ask for
versions, paragraphs and nouns. Amendments may leave out paragraphs 3 to 5 (rule 12b-15; C&DI 161.01).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from builder.audit.case import Answer, Case, Certified, Seen, Unknown
from builder.audit.claims import limits
from builder.audit.compare import Difference, Reading, stand_place
from builder.audit.prescribed import Control
from builder.audit.words import read_words
from builder.findings import Severity
from builder.records import Section, Span

NEW_TEXTS = ("302-2003-full", "302-2003-noicfr", "302-foreign")
SHOWN = 3
"""How many of several changes a finding spells out."""
ADDED_PERIOD = re.compile(
    r"(?i:\bfor\sthe\s(?:\S{1,12}\s){0,4}(?:year|quarter|period|months)s?\s(?:then\s)?end(?:ed|ing)\b|\bas\sfiled\swith\b)"
)
DEFINED = re.compile(r"\((?:the|this|hereinafter)?\s?[\"“”'‘’]")
PLACEHOLDER = re.compile(
    r"(?i:\bI\s?,\s?(?:the\sundersigned|\[[^\]]{0,60}\]|_{3,40})\s?,?\s(?:\S{1,20}\s){0,8}?(?:do\s)?(?:hereby\s)?certify\b)"
)
SENTENCE = re.compile(r"(?<![\w,])[A-Z][^.!?]{30,900}[.!?](?=\s|$)")
CLOSING = re.compile(
    r"(?i:in\switness|dated?\b|executed|signed|this\s\d|a\ssigned\soriginal|the\sforegoing|pursuant\sto\sthe\srequirements)"
)
"""How what is no part of the statement begins: the date in words, the closing of an affidavit, a legend."""
LONG_SENTENCE, MOST_BEHIND = 8, 1000
MOST_MISSING = 6
"""If more paragraphs than this were not found, the document is cut or the reading failed."""


def told(rule: str) -> Callable[[Case], Iterator[Answer]]:
    """Return the check that tells the changes which belong to RULE."""

    def check(case: Case) -> Iterator[Answer]:
        for each, reading in case.compared:
            changes = [change for change in reading.differences if change.rule == rule]
            if changes:
                yield tell_changes(each, reading, changes)

    return check


def words_limited(case: Case) -> Iterator[Answer]:
    """Yield what was added: B where it limits the statement."""
    for each, reading in case.compared:
        for change in (change for change in reading.differences if change.rule == "T302-EXTRA"):
            grave = limits(change.change.found)
            yield tell_changes(each, reading, [change], Severity.B if grave else Severity.C)
        yield from _before_reviewed(each, reading)
        yield from _behind_last(each, reading)


def fairly(case: Case) -> Iterator[Answer]:
    """Yield changes of "fairly present": B where a qualifier was added."""
    for each, reading in case.compared:
        changes = [change for change in reading.differences if change.rule == "T302-FAIRLY"]
        if changes:
            grave = any(limits(change.change.found) for change in changes)
            yield tell_changes(each, reading, changes, Severity.B if grave else Severity.C)


def recipients(case: Case) -> Iterator[Answer]:
    """Yield that auditors or audit committee are left out in paragraph 5: B; other changes there: C."""
    for each, reading in case.compared:
        changes = [change for change in reading.differences if change.rule == "T302-AUDCOMM"]
        lost = {word for change in changes for word in change.change.expected}
        kept = {word for change in changes for word in change.change.found}
        if changes:
            grave = bool((lost - kept) & {"auditors", "committee"})
            yield tell_changes(each, reading, changes, Severity.B if grave else Severity.C)


def alone(case: Case) -> Iterator[Answer]:
    """Yield that plural words are put into the singular: D where one person certifies alone, else C."""
    sole = _one_person(case)
    for each, reading in case.compared:
        changes = [change for change in reading.differences if change.rule == "T302-SOLE"]
        if changes:
            yield tell_changes(each, reading, changes, Severity.D if sole else Severity.C)


def others_though_alone(case: Case) -> Iterator[Answer]:
    """Yield that "other certifying officers" stands although one person certifies in both offices."""
    if not _one_person(case) or case.filing.container == "exhibit":
        return
    for each, reading in case.compared:
        singular = any(change.rule == "T302-SOLE" for change in reading.differences)
        if "certifying" in reading.words.folded and not singular:
            yield Seen("one person certifies in this filing", "other certifying officer(s)", (), each.place)


def version(case: Case) -> Iterator[Answer]:
    """Yield that the text of August 2002 stands where that of June 2003 is asked for."""
    for each, reading in case.compared:
        asked = reading.prescription
        if asked.text is None:
            yield Unknown(asked.why, each.place)
        elif reading.version == "302-2002" and asked.text in NEW_TEXTS:
            grace = "302-2002" in asked.accepted
            place = reading.place("4b") or reading.place("4")
            spans = reading.text.spans(*place) if place else ()
            severity = Severity.D if grace else Severity.B
            yield Seen("the text of June 2003", "the text of August 2002", spans, each.place, None, 0.9, severity)


def version_early(case: Case) -> Iterator[Answer]:
    """Yield that the text of June 2003 stands before it was published."""
    for each, reading in case.compared:
        asked = reading.prescription
        if asked.text == "302-2002" and not asked.accepted and reading.version in NEW_TEXTS and _has(reading, "4d"):
            yield Seen("the text of August 2002", "the text of June 2003", (), each.place)


def control_lead(case: Case) -> Iterator[Answer]:
    """Yield that the introduction of paragraph 4 does not speak of internal control where it must."""
    yield from _control(case, lead=True)


def control_design(case: Case) -> Iterator[Answer]:
    """Yield that paragraph 4(b), on the design of internal control, was not found where it must stand."""
    yield from _control(case, lead=False)


def control_half(case: Case) -> Iterator[Answer]:
    """Yield that only one of the two parts on internal control stands in paragraph 4."""
    for each, reading in case.compared:
        if (
            reading.version not in NEW_TEXTS
            or not (_has(reading, "4a") and _has(reading, "4c"))
            or not _has(reading, "4")
        ):
            continue
        lead, design = _lead_speaks(reading), _has(reading, "4b")
        told = reading.prescription.control is Control.REQUIRED and case.asked.first_annual_report is not None
        if lead != design and not (told and not case.amended):
            expected = "both the introduction and paragraph 4(b), or neither"
            yield Seen(
                expected, "the introduction alone" if lead else "paragraph 4(b) alone", _spans(reading, "4"), each.place
            )


def paragraph_missing(case: Case) -> Iterator[Answer]:
    """Yield the paragraphs that were not found; 4(b) has rules of its own, and amendments may leave some out."""
    for each, reading in case.compared:
        missing = [key for key in reading.missing if not (key == "4b" and reading.version in (*NEW_TEXTS, "302-fund"))]
        if case.amended or _before_the_act(case):
            missing = [key for key in missing if key in ("1", "2")]
        if len(missing) > MOST_MISSING or not reading.words.whole:
            yield Unknown("too little of the text was found", each.place)
            continue
        if each.signed_at is None and missing and missing[-1] in ("5", "5a", "5b", "6"):
            yield Unknown("the document may be cut", each.place)
            continue
        for key in missing:
            printed = next(one.printed for one in reading.alignment.version.paragraphs if one.key == key)
            yield Seen(
                f"paragraph {key}: {printed[:120]}", "not found in this certification", (), each.place, None, 0.85
            )


def shortened(case: Case) -> Iterator[Answer]:
    """Yield which paragraphs an amendment leaves out."""
    for each, reading in case.compared:
        left_out = [key for key in reading.missing if key not in ("1", "2")]
        if case.amended and left_out:
            yield Seen(
                "amendments may leave out paragraphs 3, 4 and 5", f"without {', '.join(left_out)}", (), each.place
            )


def paragraph_order(case: Case) -> Iterator[Answer]:
    """Yield the paragraphs that stand before one that the text has first."""
    for each, reading in case.compared:
        order = reading.alignment.order
        behind = [number for place, number in enumerate(order[1:], 1) if number < max(order[:place])]
        if behind:
            paragraphs = reading.alignment.version.paragraphs
            seen = ", ".join(paragraphs[number].key for number in order)
            expected = ", ".join(paragraphs[number].key for number in sorted(order))
            yield Seen(expected, seen, _spans(reading, paragraphs[behind[0]].key), each.place)


def paragraph_repeated(case: Case) -> Iterator[Answer]:
    """Yield the paragraphs that stand twice."""
    for each, reading in case.compared:
        for stand in reading.alignment.repeated:
            key = reading.alignment.version.paragraphs[stand.paragraph].key
            spans = reading.text.spans(*stand_place(reading.words, stand))
            yield Seen(f"paragraph {key} once", f"paragraph {key} again", spans, each.place)


def added_to_first(case: Case) -> Iterator[Answer]:
    """Yield period, filing or defined term behind the company in paragraph 1."""
    for each, reading in case.compared:
        tail = _tail(reading)
        if tail is None or reading.version == "302-asset-backed":
            continue
        words = " ".join(reading.text.characters[tail[0] : tail[1]].split())
        added = ADDED_PERIOD.search(words)
        term = DEFINED.search(words)
        if added:
            yield Seen("the report and the registrant alone", words, reading.text.spans(*tail), each.place)
        elif term:
            spans = reading.text.spans(*tail)
            yield Seen("the report and the registrant alone", words, spans, each.place, None, 0.9, Severity.INFORMATION)


def unnamed(case: Case) -> Iterator[Answer]:
    """Yield the certifications whose first line names nobody."""
    for each in case.statements(Section.S302):
        found = None if each.certification.speakers else PLACEHOLDER.search(each.passage.words[:3000])
        if found:
            yield Seen("the certifying individual's name", found.group(), each.passage.spans(*found.span()), each.place)


def asset_backed_text(case: Case) -> Iterator[Answer]:
    """Yield an asset-backed issuer's certification with the corporate text, or the reverse."""
    for each, reading in case.compared:
        asked = reading.prescription.text
        other = reading.version == "302-asset-backed"
        if asked and (asked == "302-asset-backed") != other:
            yield Seen(f"the text {asked}", f"the text {reading.version}", (), each.place, None, 0.7)


def _control(case: Case, *, lead: bool) -> Iterator[Answer]:
    for each, reading in case.compared:
        if reading.version not in NEW_TEXTS or case.amended:
            continue
        absent = not _lead_speaks(reading) if lead else not _has(reading, "4b")
        if not absent or not _has(reading, "4") or not (_has(reading, "4a") or _has(reading, "4c")):
            continue
        control = reading.prescription.control
        if control is Control.UNKNOWN:
            yield Unknown("it is not known whether the words on internal control are due", each.place)
        elif control is Control.REQUIRED and case.asked.first_annual_report is None:
            yield Unknown(
                "a newly public company may leave them out, and it is not known whether this is one", each.place
            )
        elif control is Control.REQUIRED:
            expected = (
                "and internal control over financial reporting (as defined in Exchange Act Rules 13a-15(f) ...)"
                if lead
                else "paragraph 4(b): Designed such internal control over financial reporting, or caused ..."
            )
            yield Seen(expected, "not found in this certification", _spans(reading, "4"), each.place, None, 0.8)


def _lead_speaks(reading: Reading) -> bool:
    """Return whether paragraph 4, before 4(a), names internal control."""
    lead, first = reading.stretch("4"), reading.stretch("4a")
    if lead is None:
        return False
    end = first[0] if first and first[0] > lead[0] else max(lead[0] + 1, lead[1])
    return "internal" in reading.words.folded[lead[0] : end]


def _before_reviewed(each: Certified, reading: Reading) -> Iterator[Seen]:
    """Yield words between "certify that" and "I have reviewed"."""
    places, words = reading.alignment.places, reading.words
    first = places.get(0, (0, 0))[0]
    before = words.folded[max(0, first - 30) : first]
    for number in range(len(before) - 1, 0, -1):
        if before[number - 1 : number + 1] == ("certify", "that"):
            low = first - len(before) + number + 1
            if first - low >= 3:
                place = words.start(low), words.end(first - 1)
                seen = " ".join(reading.text.characters[place[0] : place[1]].split())
                yield Seen("I have reviewed", seen, reading.text.spans(*place), each.place, None, 0.8, Severity.C)
            return


def _behind_last(each: Certified, reading: Reading) -> Iterator[Seen]:
    """Yield a sentence between the last paragraph and the signature."""
    places, words = reading.alignment.places, reading.words
    if each.signed_at is None or not places:
        return
    start = words.end(max(last for _, last in places.values()) - 1)
    behind = " ".join(reading.text.characters[start : each.signed_at].split())
    for found in SENTENCE.finditer(behind[: 3 * MOST_BEHIND]):
        folded = read_words(found.group(), 0, len(found.group())).folded
        if len(folded) >= LONG_SENTENCE and not CLOSING.match(found.group()):
            severity = Severity.B if limits(folded) else Severity.C
            spans = reading.text.spans(start, each.signed_at)
            yield Seen("the signature behind paragraph 5", found.group(), spans, each.place, None, 0.75, severity)
            return


def _tail(reading: Reading) -> tuple[int, int] | None:
    """Return where paragraph 1 goes on after "I have reviewed this", up to the next paragraph."""
    places, order = reading.alignment.places, reading.alignment.order
    if len(order) < 2 or order[0] != 0 or 0 not in places or order[1] not in places:
        return None
    first, last = places[0][0] + 4, places[order[1]][0]
    return reading.characters(first, last) if first < last <= first + 150 else None


def _before_the_act(case: Case) -> bool:
    """Return whether the period ended before 29 August 2002, when paragraphs 4 to 6 could be left out."""
    period = case.asked.period
    early = period is not None and (period.year, period.month, period.day) < (2002, 8, 29)
    return early or (case.asked.filed_on is not None and case.asked.filed_on.year == 2002)


def _one_person(case: Case) -> bool:
    names = {
        stated.value.casefold()
        for _, _, _, signature in case.signatures()
        if (stated := signature.name_as_printed or signature.conformed_name)
    }
    return len(names) == 1


def _has(reading: Reading, key: str) -> bool:
    return reading.place(key) is not None


def _spans(reading: Reading, key: str) -> tuple[Span, ...]:
    place = reading.place(key)
    return reading.text.spans(*place) if place else ()


def tell_changes(
    each: Certified, reading: Reading, changes: list[Difference], severity: Severity | None = None
) -> Seen:
    """Return CHANGES as one thing seen, the first few spelled out."""
    spans = tuple(span for change in changes for span in reading.text.spans(change.start, change.end))
    first = changes[:SHOWN]
    more = f" (and {len(changes) - SHOWN} more)" if len(changes) > SHOWN else ""
    expected = "; ".join(f"{change.paragraph}: {change.expected or 'no words here'}" for change in first)
    seen = "; ".join(f"{change.paragraph}: {change.found or 'not found'}" for change in first)
    return Seen(expected + more, seen + more, spans, each.place, None, 0.9, severity)
