"""The case before the audit: one filing, its certifications with their words, and what a rule says of them.

A rule's text stands in `wording/rules/`; its check yields what it saw, or that it cannot know. A rule speaks only where
all it needs was read without doubt; where an input is missing the answer is "unknown", and nothing is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import TypeVar

from builder.audit.compare import Reading, read_against
from builder.audit.prescribed import Asked, right_nouns, right_text
from builder.findings import Severity
from builder.records import Certification, Filing, Section, Signature, Span, Stated, Text
from builder.wording.forms import FormFamily, family_of, is_amendment
from builder.wording.tables import Entry

Value = TypeVar("Value")

LONGEST_LEGEND = 2500
"""Characters behind a certification's last signature in which a legend of its own may stand."""
LONGEST = 24_000
"""Characters of one certification that are read; the longest real ones have half as many."""
WORD = re.compile(r"[^\s|]+")
ASSET_BACKED = "6189"
NEWLY_PUBLIC = ("newly public compan",)
YOUNG = (
    (2003, 1_140_000), (2005, 1_220_000), (2007, 1_280_000), (2008, 1_350_000), (2010, 1_400_000), (2012, 1_450_000),
    (2014, 1_510_000), (2016, 1_570_000), (2018, 1_650_000), (2020, 1_700_000), (2022, 1_790_000), (2024, 1_900_000),
    (date.max.year + 1, 1_990_000),
)  # fmt: skip
"""Numbers above the second were given less than about three years before the first; only used to say nothing."""


class Result(StrEnum):
    """What a rule says of a filing."""

    PASS = "pass"  # noqa: S105 - a result
    FINDING = "finding"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "n/a"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a rule saw at one place."""

    expected: str
    seen: str
    spans: tuple[Span, ...] = ()
    certification: int | None = None
    signature: int | None = None
    confidence: float = 0.9
    severity: Severity | None = None
    """Instead of the rule's own, where the rule tells cases apart."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Why a rule cannot say anything."""

    reason: str
    certification: int | None = None


Answer = Seen | Unknown


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of one certification, white space folded to single spaces, with the way back to the bytes."""

    words: str
    folded: str
    """The words without case: whether a pattern that knows no case can match at all is quickest asked of these."""
    text: Text
    start: int
    end: int
    """Where they stand in the document's characters."""

    def search(self, entry: Entry, most: int | None = None) -> re.Match[str] | None:
        """Return where ENTRY matches first in the words, the first MOST characters of them if told."""
        if entry.needs and entry.needs not in self.folded:
            return None
        return entry.pattern.search(self.words, 0, len(self.words) if most is None else most)

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the bytes behind the words START to END."""
        first = last = self.start
        length = 0
        for match in WORD.finditer(self.text.characters, self.start, self.end):
            if length <= start:
                first = match.start() + start - length
            if length >= end:
                break
            last = min(match.end(), match.start() + end - length)
            length += len(match.group()) + 1
        return self.text.spans(first, max(last, first + 1))


@dataclass(frozen=True, slots=True)
class Certified:
    """One certification with its words."""

    place: int
    certification: Certification
    start: int
    """Where it begins in its document's characters."""
    own_end: int
    """Where its last signature block ends."""
    end: int
    """Where the next certification begins, or its document ends, or `LONGEST` characters on."""
    signed_at: int | None
    """Where the first value of its signatures stands."""
    passage: Passage
    """Its words up to `end`."""
    reading: Reading | None
    """Against the prescribed text; None under section 906."""

    @property
    def cut(self) -> bool:
        """Whether the document ends behind it before anything was signed."""
        return self.signed_at is None and self.end == len(self.passage.text.characters)

    @property
    def digest(self) -> str:
        """Sixteen hexadecimal digits for its words up to its last signature, case and white space folded."""
        characters = self.passage.text.characters
        own, behind = characters[self.start : self.own_end], characters[self.own_end : self.passage.end]
        is_all = "|" not in own and (not behind or behind.isspace())
        folded = self.passage.folded if is_all else " ".join(own.casefold().split())
        return sha256(folded.encode("utf-8", "replace")).hexdigest()[:16]

    @property
    def section(self) -> Section:
        """The section under which it is made."""
        return self.certification.section.value


@dataclass(frozen=True, slots=True)
class Case:
    """One filing with its certifications, ready for the rules."""

    filing: Filing
    text_of: Callable[[int], Text]
    certified: tuple[Certified, ...]
    under: dict[Section, tuple[Certified, ...]]
    """The same by section."""
    compared: tuple[tuple[Certified, Reading], ...]
    """The 302 certifications of which enough was found to be held against the prescribed text."""
    asked: Asked
    """What decides which text is right, as far as the filing tells."""
    family: FormFamily | None
    """The family of its form by its header, else by its certifications."""
    beside: tuple[Text, ...] = ()
    """The texts of its documents that hold no certification, as far as they can be read."""

    def certifications(self, section: Section | None = None) -> Iterator[tuple[int, Certification]]:
        """Yield the certifications under SECTION, with their places."""
        for each in self.under[section] if section else self.certified:
            yield each.place, each.certification

    def statements(self, section: Section) -> tuple[Certified, ...]:
        """Return the certifications under SECTION with their words."""
        return self.under[section]

    def signatures(self, section: Section | None = None) -> Iterator[tuple[int, int, Certification, Signature]]:
        """Yield the signatures under SECTION, with the places of certification and signature."""
        for place, certification in self.certifications(section):
            for number, signature in enumerate(certification.signatures):
                yield place, number, certification, signature

    @property
    def amended(self) -> bool:
        """Whether the filing is an amendment."""
        return is_amendment(self.asked.form_type or "")


def open_case(filing: Filing, text_of: Callable[[int], Text], beside: Iterable[Text] = ()) -> Case:
    """Return FILING with the words of its certifications read; TEXT_OF gives the text of one of its documents.

    BESIDE are the texts of those that hold no certification, as far as they are at hand.
    """
    asked = _asked(filing, text_of)
    bounds = [_bounds(each, text_of(each.document)) for each in filing.certifications]
    certified = tuple(
        _certified(place, each, bounds, filing, text_of(each.document), asked)
        for place, each in enumerate(filing.certifications)
    )
    under = {section: tuple(each for each in certified if each.section is section) for section in Section}
    compared = tuple((each, each.reading) for each in certified if each.reading and each.reading.alignment.order)
    return Case(filing, text_of, certified, under, compared, asked, family_of(asked.form_type), tuple(beside))


def sure(stated: Stated[Value] | None) -> Value | None:
    """Return the value of STATED where it was read without doubt."""
    return stated.value if stated and stated.doubt is None else None


def fold(text: Text, start: int, end: int) -> Passage:
    """Return the words of TEXT from START to END, white space folded."""
    words = " ".join(text.characters[start:end].replace("|", " ").split())
    return Passage(words, words.casefold(), text, start, end)


def _certified(  # noqa: PLR0913, PLR0917 - one certification with all about it
    place: int,
    certification: Certification,
    bounds: list[tuple[int, int]],
    filing: Filing,
    text: Text,
    asked: Asked,
) -> Certified:
    start, own_end = bounds[place]
    later = [
        low
        for (low, _), each in zip(bounds, filing.certifications, strict=True)
        if each.document == certification.document and low > start
    ]
    end = min([*later, len(text.characters), start + LONGEST])
    signed_at = _signed_at(certification, text, start)
    reading = None
    if certification.section.value is Section.S302:
        reading = read_against(
            text, start, signed_at or end, right_text(asked), right_nouns(asked.form_type, asked.filed_on)
        )
    return Certified(
        place,
        certification,
        start,
        min(own_end, end),
        end,
        signed_at,
        fold(text, start, min(end, own_end + LONGEST_LEGEND)),
        reading,
    )


def _bounds(certification: Certification, text: Text) -> tuple[int, int]:
    pieces = [piece for span in certification.whole if (piece := text.reach(span))]
    return min((low for low, _ in pieces), default=0), max((high for _, high in pieces), default=0)


def _signed_at(certification: Certification, text: Text, start: int) -> int | None:
    """Return where the first value of the signatures stands behind START."""
    stated = (
        each
        for signature in certification.signatures
        for each in (signature.mark, signature.conformed_name, signature.name_as_printed, signature.signed_on)
    )
    places = [text.reach(each.spans[0]) for each in stated if each and each.spans]
    return min((found[0] for found in places if found and found[0] > start), default=None)


def _asked(filing: Filing, text_of: Callable[[int], Text]) -> Asked:
    header = filing.header
    stated = [sure(each.form_type) for each in filing.certifications if each.form_type]
    form = header.form_type if header and header.form_type else (stated[0] if stated else None)
    signed = [sure(one.signed_on) for each in filing.certifications for one in each.signatures if one.signed_on]
    days: list[date] = sorted(each for each in signed if each)
    filed = header.filed_on if header and header.filed_on else (days[-1] if days else None)
    periods = [sure(each.period_of_report) for each in filing.certifications if each.period_of_report]
    period = header.period_of_report if header and header.period_of_report else (periods[0] if periods else None)
    first = header.registrants[0] if header and header.registrants else None
    return Asked(
        form_type=form,
        period=period,
        filed_on=filed,
        fiscal_year_end=first.fiscal_year_end if first else None,
        first_annual_report=_newly_public(filing, text_of),
        asset_backed=bool(header and any(each.sic == ASSET_BACKED for each in header.registrants)),
    )


def _newly_public(filing: Filing, text_of: Callable[[int], Text]) -> bool | None:
    """Return whether the company says that it is newly public; None where nothing tells.

    A company whose CIK was given years before the filing is taken for one that has reported before.
    """
    header = filing.header
    if header is None or header.filed_on is None or not header.registrants or header.registrants[0].cik is None:
        return None
    young = next(number for year, number in YOUNG if header.filed_on.year < year)
    if int(header.registrants[0].cik) > young:
        return None
    held = {each.document for each in filing.certifications}
    return any(phrase in text_of(number).characters.lower() for number in held for phrase in NEWLY_PUBLIC)
