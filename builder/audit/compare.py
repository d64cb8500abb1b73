"""A 302 certification against the prescribed text: each place where its words differ, with kind and weight.

In: the text of a document and where a certification stands in it. Out: a Reading of its words and, for pages, a
`Comparison`: "4a: including its consolidated subsidiaries: not found". Equalities by policy are no deviations: case,
punctuation, numbering, quotation marks, "officer(s)". Refuses to know the filing beyond which text is right for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from builder.audit.align import Alignment, Hunk, Stand, align, forms_of, version_of
from builder.audit.claims import Change, change_at, claim, weight
from builder.audit.prescribed import Prescription
from builder.audit.words import Words, joined, read_words
from builder.findings import Comparison, Deviation, DeviationKind, ParagraphStanding, Standing
from builder.records import Span, Text

CERTIFIES = frozenset({"certify", "certifies", "certifying"})
OPENING_WORDS = 300
"""Headings and the speaker's name are shorter."""
OLD_MARKS = frozenset({("evaluation", "date"), ("13a14", "and"), ("other", "factors"), ("financial", "data")})
REGISTRANT = ("registrant",)
SMALL_WORD = 5
"""Letters; a single word as short as this is left out in one place and put in at another by chance."""
PHRASE = 3
"""So many words that stand elsewhere among changed words were moved there."""
CONTROL_LEAD = frozenset({"13a15f", "15d15f", "30a3d"})
CONTROL_DESIGN = frozenset({("such", "internal"), ("reasonable", "assurance"), ("accepted", "accounting")})


@dataclass(frozen=True, slots=True)
class Difference:
    """One change of words, with its place in the document's characters."""

    paragraph: str
    kind: DeviationKind
    rule: str
    expected: str
    found: str
    change: Change
    start: int
    end: int
    weight: float


class _Standing(NamedTuple):
    """How a certification has one paragraph, by numbers of words alone."""

    key: str
    standing: Standing
    in_order: bool
    score: float
    place: tuple[int, int] | None
    """Its first word and the end of its last; None where it was not found."""


class _Told(NamedTuple):
    """One change, told by a rule, by numbers of words alone."""

    hunk: Hunk
    change: Change
    kind: DeviationKind
    rule: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A certification read against the version of the text that it comes nearest to."""

    alignment: Alignment
    words: Words
    """Its words from "certify that" to the signature."""
    text: Text
    differences: tuple[Difference, ...]
    prescription: Prescription
    score: float
    standings: tuple[_Standing, ...]
    """How it has each paragraph of that version."""

    @property
    def version(self) -> str:
        """The id of that version."""
        return self.alignment.version.text.id

    @property
    def missing(self) -> tuple[str, ...]:
        """The keys of the paragraphs that were not found."""
        return tuple(self.alignment.version.paragraphs[number].key for number in self.alignment.missing)

    def stretch(self, key: str) -> tuple[int, int] | None:
        """Return the first word and the end of paragraph KEY."""
        for number, paragraph in enumerate(self.alignment.version.paragraphs):
            if paragraph.key == key and number in self.alignment.places:
                return self.alignment.places[number]
        return None

    def place(self, key: str) -> tuple[int, int] | None:
        """Return where paragraph KEY stands in the document's characters."""
        found = self.stretch(key)
        return self.characters(*found) if found else None

    def characters(self, first: int, last: int) -> tuple[int, int]:
        """Return where the words from FIRST on and before LAST stand in the document's characters, one at least."""
        return self.words.start(first), self.words.end(max(first, last - 1))


def read_against(
    text: Text, start: int, end: int, prescription: Prescription, nouns: tuple[str, ...] = ("registrant",)
) -> Reading:
    """Return the certification from START to END of TEXT, where its signature begins, against the nearest text.

    NOUNS are what the text of its form may call the company: one of them for another takes nothing from the score.
    """
    words = _from_certify(read_words(text.characters, start, end))
    alignment, told, standings = _lay_beside(words.folded, words.opens, prescription.text)
    differences = tuple(_difference(each, words, text.characters) for each in told)
    version = alignment.version
    total = sum(len(each.folded) for each in version.paragraphs)
    lost = sum(len(version.paragraphs[number].folded) for number in alignment.missing)
    weights = sum(each.weight for each in differences if not _is_right_noun(each, nouns))
    score = 1 - (lost + weights) / total
    return Reading(alignment, words, text, differences, prescription, round(max(0.0, score), 4), standings)


def _is_right_noun(difference: Difference, nouns: tuple[str, ...]) -> bool:
    found = " ".join(word for word in difference.change.found if word not in ("the", "this"))
    return difference.kind is DeviationKind.NOUN and found in nouns


def _from_certify(words: Words) -> Words:
    """Return WORDS from "certify that" on: what stands before, the name above all, is no part of the text."""
    for number in range(min(OPENING_WORDS, len(words.folded) - 1)):
        if words.folded[number] in CERTIFIES and words.folded[number + 1] in ("that", "the"):
            return words.since(number)
    return words


@lru_cache(maxsize=512)
def _lay_beside(
    words: tuple[str, ...], opens: frozenset[int], asked: str | None
) -> tuple[Alignment, tuple[_Told, ...], tuple[_Standing, ...]]:
    """Return WORDS beside the text nearest to them, what differs and how each paragraph stands.

    Officers of a company certify the same words, so what words alone decide is remembered.
    """
    name = nearest_version(words, asked)
    alignment = align(words, opens, version_of(name, forms_of(name, words)))
    told = tuple(_differences(alignment))
    return alignment, told, tuple(_standings(alignment, told))


def nearest_version(words: tuple[str, ...], asked: str | None) -> str:
    """Return the id of the text that WORDS come nearest to, where the text ASKED for is right."""
    present = set(words)
    pairs = set(pairwise(words))
    if "30a3c" in present or "30a3d" in present or ("net", "assets") in pairs:
        return "302-fund"
    if ("act", "periodic") in pairs and ("10", "d") not in pairs and "servicing" in present:
        return "302-asset-backed"
    new = "13a15e" in present or "15d15e" in present or ("or", "caused") in pairs
    if len(OLD_MARKS & pairs) >= (3 if new else 2) or (asked == "302-2002" and not new):
        return "302-2002"
    if not present & CONTROL_LEAD and len(CONTROL_DESIGN & pairs) < 2:
        return "302-2003-noicfr"
    return "302-foreign" if asked == "302-foreign" else "302-2003-full"


def tell_comparison(reading: Reading) -> Comparison:
    """Return READING as pages show it."""
    alignment = reading.alignment
    text = alignment.version.text
    deviations = tuple(
        Deviation(
            each.paragraph,
            each.kind,
            each.expected,
            each.found,
            reading.text.spans(each.start, each.end),
            round(each.weight, 2),
            each.rule,
            reading.text.line_of(each.start),
        )
        for each in reading.differences
    )
    return Comparison(
        version=text.id,
        forms=alignment.version.forms,
        version_name=text.name,
        source=text.source,
        asked=reading.prescription.text,
        why=reading.prescription.why,
        score=reading.score,
        paragraphs=tuple(_paragraph_standing(reading, each) for each in reading.standings),
        deviations=deviations,
        accepted=reading.prescription.accepted,
    )


def stand_place(words: Words, stand: Stand) -> tuple[int, int]:
    """Return where STAND is in the document's characters."""
    return words.start(stand.first), words.end(min(len(words.folded) - 1, stand.last + 2))


def _paragraph_standing(reading: Reading, each: _Standing) -> ParagraphStanding:
    spans: tuple[Span, ...] = reading.text.spans(*reading.characters(*each.place)) if each.place else ()
    return ParagraphStanding(each.key, each.standing, each.in_order, each.score, spans)


def _standings(alignment: Alignment, told: tuple[_Told, ...]) -> Iterator[_Standing]:
    """Yield how each paragraph of the version stands, by what is TOLD of its words."""
    repeated = {stand.paragraph for stand in alignment.repeated}
    weights: dict[str, float] = {}
    for each in told:
        key = each.change.paragraph.key
        weights[key] = weights.get(key, 0.0) + weight(each.change, each.kind, each.rule)
    highest = -1
    out_of_order = set()
    for number in alignment.order:
        if number < highest:
            out_of_order.add(number)
        highest = max(highest, number)
    for number, paragraph in enumerate(alignment.version.paragraphs):
        if number in alignment.missing:
            standing, score = Standing.NOT_FOUND, 0.0
        else:
            lost = weights.get(paragraph.key, 0.0)
            score = max(0.0, 1 - lost / max(1, len(paragraph.folded)))
            standing = Standing.DIFFERS if paragraph.key in weights else Standing.AS_PRESCRIBED
            standing = Standing.REPEATED if number in repeated else standing
        in_order, place = number not in out_of_order, alignment.places.get(number)
        yield _Standing(paragraph.key, standing, in_order, round(score, 4), place)


def _differences(alignment: Alignment) -> Iterator[_Told]:
    """Yield what differs, in order; words moved within a paragraph are told once, as moved."""
    changes: list[tuple[Hunk, Change]] = []
    for hunk in _apart_from_nouns(alignment):
        if any(_covers(stand, hunk) for stand in alignment.repeated):
            continue
        length = len(alignment.version.paragraphs[hunk.paragraph].folded)
        boundary = hunk.start == hunk.end and hunk.start in (0, length)
        found = alignment.folded[hunk.first : hunk.last]
        change = change_at(alignment.version, hunk.paragraph, hunk.start, hunk.end, found, boundary=boundary)
        if change:
            changes.append((hunk, change))
    moved = _moved([change for _, change in changes])
    for number, (hunk, change) in enumerate(changes):
        kind, rule = (DeviationKind.REORDER, "T302-SCRAMBLE") if number in moved else claim(change)
        yield _Told(hunk, change, kind, rule)


def _apart_from_nouns(alignment: Alignment) -> Iterator[Hunk]:
    """Yield the hunks, the noun that stands for "registrant" throughout told apart from what else changes beside it."""
    paragraphs, folded = alignment.version.paragraphs, alignment.folded
    nouns = {
        folded[hunk.first : hunk.last]
        for hunk in alignment.hunks
        if paragraphs[hunk.paragraph].folded[hunk.start : hunk.end] == REGISTRANT and hunk.last > hunk.first
    }
    for hunk in alignment.hunks:
        expected = paragraphs[hunk.paragraph].folded[hunk.start : hunk.end]
        found = folded[hunk.first : hunk.last]
        size = next((len(each) for each in nouns if expected[:1] == REGISTRANT and found[: len(each)] == each), 0)
        if size and len(expected) > 1:
            yield replace(hunk, end=hunk.start + 1, last=hunk.first + size)
            yield replace(hunk, start=hunk.start + 1, first=hunk.first + size)
            continue
        size = next((len(each) for each in nouns if expected[-1:] == REGISTRANT and found[-len(each) :] == each), 0)
        if size and len(expected) > 1:
            yield replace(hunk, end=hunk.end - 1, last=hunk.last - size)
            yield replace(hunk, start=hunk.end - 1, first=hunk.last - size)
            continue
        yield hunk


def _covers(stand: Stand, hunk: Hunk) -> bool:
    return hunk.start == hunk.end and hunk.first <= stand.last and stand.first <= hunk.last


def _difference(told: _Told, words: Words, characters: str) -> Difference:
    """Return what is TOLD with its place in CHARACTERS."""
    hunk, change = told.hunk, told.change
    paragraph, kind, rule = change.paragraph, told.kind, told.rule
    skipped = change.start - hunk.start
    first, last = hunk.first + skipped, hunk.first + skipped + len(change.found)
    beside = min(first, len(words.folded) - 1)
    start, end = (words.start(first), words.end(last - 1)) if last > first else (words.start(beside), words.end(beside))
    return Difference(
        paragraph=paragraph.key,
        kind=kind,
        rule=rule,
        expected=" ".join(paragraph.words[change.start : change.end]),
        found=joined(words, first, last, characters),
        change=change,
        start=start,
        end=end,
        weight=weight(change, kind, rule),
    )


def _moved(changes: list[Change]) -> set[int]:
    """Return the numbers of the changes that only move words within a paragraph."""
    moved: set[int] = set()
    for one, change in enumerate(changes):
        for other in range(one + 1, min(one + 12, len(changes))):
            partner = changes[other]
            if partner.paragraph is not change.paragraph:
                break
            if _moves(change, partner) or _moves(partner, change):
                moved |= {one, other}
    return moved


def _moves(lost: Change, gained: Change) -> bool:
    """Return whether words that LOST leaves out stand in GAINED, and nothing else changes; a small word is none."""
    if lost.found or not lost.expected:
        return False
    telling = len(lost.expected) >= 2 or len("".join(lost.expected)) > SMALL_WORD
    whole = telling and not gained.expected and lost.expected == gained.found
    return whole or (len(lost.expected) >= PHRASE and _holds(gained.found, lost.expected))


def _holds(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return any(words[at : at + len(phrase)] == phrase for at in range(len(words) - len(phrase) + 1))
