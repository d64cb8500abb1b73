"""A 302 certification against the prescribed text: each place where its words differ, with kind and weight.

In: the text of a document and where a certification stands in it. Out: a Reading of its words and, for pages, a
`Comparison`: "4a: including its consolidated subsidiaries: not found". Equalities by policy are no deviations: case,
punctuation, numbering, quotation marks, "officer(s)". Refuses to know the filing beyond which text is right for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from builder.audit.align import Alignment, Hunk, Stand, align, fit_version
from builder.audit.claims import Change, change_at, claim, weight
from builder.audit.prescribed import Prescription
from builder.audit.words import Words, joined, read_words
from builder.findings import Comparison, Deviation, DeviationKind, ParagraphStanding, Standing
from builder.records import Span, Text

OLD_MARKS = frozenset({("evaluation", "date"), ("13a14", "and"), ("other", "factors"), ("financial", "data")})
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


@dataclass(frozen=True, slots=True)
class Reading:
    """A certification read against the version of the text that it comes nearest to."""

    alignment: Alignment
    text: Text
    differences: tuple[Difference, ...]
    prescription: Prescription
    control_lead: bool
    """Whether paragraph 4 speaks of internal control over financial reporting at all."""
    score: float

    @property
    def version(self) -> str:
        """The id of that version."""
        return self.alignment.version.text.id

    @property
    def missing(self) -> tuple[str, ...]:
        """The keys of the paragraphs that were not found."""
        return tuple(self.alignment.version.paragraphs[number].key for number in self.alignment.missing)

    def place(self, key: str) -> tuple[int, int] | None:
        """Return where paragraph KEY stands in the document's characters."""
        for number, paragraph in enumerate(self.alignment.version.paragraphs):
            if paragraph.key == key and number in self.alignment.places:
                first, last = self.alignment.places[number]
                return self.alignment.words.starts[first], self.alignment.words.ends[max(first, last - 1)]
        return None


def read_against(text: Text, start: int, end: int, stop: int | None, prescription: Prescription) -> Reading:
    """Return the certification from START to END of TEXT against the text that it comes nearest to.

    STOP is where its signature begins, None where it has none; the words behind it are not the statement's.
    """
    words = read_words(text.characters, start, end)
    last = len(words.folded) if stop is None else sum(1 for place in words.starts if place < stop)
    version = fit_version(nearest_version(words, prescription), words)
    alignment = align(words, version, last)
    differences = tuple(_differences(alignment, text.characters))
    total = sum(len(each.folded) for each in version.paragraphs)
    lost = sum(len(version.paragraphs[number].folded) for number in alignment.missing)
    score = 1 - (lost + sum(each.weight for each in differences)) / total
    lead = any(word in CONTROL_LEAD for word in words.folded)
    return Reading(alignment, text, differences, prescription, lead, round(max(0.0, score), 4))


def nearest_version(words: Words, prescription: Prescription) -> str:
    """Return the id of the text that WORDS come nearest to."""
    present = set(words.folded)
    pairs = set(zip(words.folded, words.folded[1:], strict=False))
    if "30a3c" in present or "30a3d" in present or ("net", "assets") in pairs:
        return "302-fund"
    if ("act", "periodic") in pairs and ("10", "d") not in pairs and "servicing" in present:
        return "302-asset-backed"
    new = "13a15e" in present or "15d15e" in present or ("or", "caused") in pairs
    if len(OLD_MARKS & pairs) >= (3 if new else 2) or (prescription.text == "302-2002" and not new):
        return "302-2002"
    if not present & CONTROL_LEAD and len(CONTROL_DESIGN & pairs) < 2:
        return "302-2003-noicfr"
    return "302-foreign" if prescription.text == "302-foreign" else "302-2003-full"


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
        paragraphs=tuple(_standings(reading)),
        deviations=deviations,
        accepted=reading.prescription.accepted,
    )


def stand_place(words: Words, stand: Stand) -> tuple[int, int]:
    """Return where STAND is in the document's characters."""
    return words.starts[stand.first], words.ends[min(len(words.ends) - 1, stand.last + 2)]


def _standings(reading: Reading) -> Iterator[ParagraphStanding]:
    alignment = reading.alignment
    repeated = {stand.paragraph for stand in alignment.repeated}
    weights: dict[str, float] = {}
    for each in reading.differences:
        weights[each.paragraph] = weights.get(each.paragraph, 0.0) + each.weight
    highest = -1
    out_of_order = set()
    for number in alignment.order:
        if number < highest:
            out_of_order.add(number)
        highest = max(highest, number)
    for number, paragraph in enumerate(alignment.version.paragraphs):
        place = reading.place(paragraph.key)
        spans: tuple[Span, ...] = reading.text.spans(*place) if place else ()
        if number in alignment.missing:
            standing, score = Standing.NOT_FOUND, 0.0
        else:
            lost = weights.get(paragraph.key, 0.0)
            score = max(0.0, 1 - lost / max(1, len(paragraph.folded)))
            standing = Standing.DIFFERS if paragraph.key in weights else Standing.AS_PRESCRIBED
            standing = Standing.REPEATED if number in repeated else standing
        yield ParagraphStanding(paragraph.key, standing, number not in out_of_order, round(score, 4), spans)


def _differences(alignment: Alignment, characters: str) -> Iterator[Difference]:
    """Yield what differs, in order; words moved within a paragraph are told once, as moved."""
    changes: list[tuple[Hunk, Change]] = []
    for hunk in alignment.hunks:
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
        yield _difference(alignment, characters, hunk, change, kind, rule)


def _covers(stand: Stand, hunk: Hunk) -> bool:
    return hunk.start == hunk.end and hunk.first <= stand.last and stand.first <= hunk.last


def _difference(  # noqa: PLR0913, PLR0917 - one change with its place
    alignment: Alignment, characters: str, hunk: Hunk, change: Change, kind: DeviationKind, rule: str
) -> Difference:
    words, paragraph = alignment.words, change.paragraph
    skipped = change.start - hunk.start
    first, last = hunk.first + skipped, hunk.first + skipped + len(change.found)
    beside = min(first, len(words.starts) - 1)
    start, end = (
        (words.starts[first], words.ends[last - 1]) if last > first else (words.starts[beside], words.ends[beside])
    )
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
    """Return whether two or more words that LOST leaves out stand in GAINED, and nothing else changes."""
    return len(lost.expected) >= 2 and not lost.found and not gained.expected and lost.expected == gained.found
