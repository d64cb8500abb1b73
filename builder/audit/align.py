"""A certification's words laid beside the prescribed ones: which paragraph stands where, and what differs.

Runs of three words that only one paragraph has tell where each paragraph stands, so that order, repeats and gaps show
before any words are compared; then both sides are aligned at once, word by word. Bounded: at most `MOST_WORDS` words
against at most 700, bit-parallel. Knows no rule.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from builder.audit.prescribed import PrescribedText, prescribed_text
from builder.audit.words import read_words

Trigram = tuple[str, str, str]

FEWEST = 0.55
"""A paragraph of whose words less than this stands there, and whose lead does not, was not found."""
FEWEST_RUNS = 8
"""Of a paragraph's own runs of words one in so many tells that it may stand there; fewer are chance."""
REPEATED = 0.6
"""A second stand of this much of a paragraph's own runs is a repeat."""
STEP_BACK = 8
"""A jump back by this many words within a paragraph may begin a repeat."""
OPENING = 4
"""The prescribed words of paragraph 1 before what the filer fills in: "I have reviewed this"."""
ISLANDS = frozenset({"the", "of", "and", "to", "in", "a", "or", "on", "by", "for", "is"})
"""Alone between two changes these words are no agreement."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One prescribed paragraph, ready to compare."""

    key: str
    printed: str
    folded: tuple[str, ...]
    words: tuple[str, ...]
    """The same words as printed."""
    compared: bool
    """Whether all its words are prescribed; paragraph 1 goes on with what the filer fills in."""


@dataclass(frozen=True, slots=True)
class Version:
    """A prescribed text with one form of each paragraph, ready to compare."""

    text: PrescribedText
    forms: tuple[int, ...]
    """Which form of each paragraph."""
    paragraphs: tuple[Paragraph, ...]
    own: dict[Trigram, tuple[int, int]]
    """(paragraph, word) of each run of three words that one paragraph alone has, once."""
    counts: tuple[int, ...]
    """How many such runs each paragraph has."""
    alike: dict[str, str]
    """Words of which either is right in this text."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a paragraph stands in the words found."""

    paragraph: int
    first: int
    last: int
    """Its first and last own run of three words, by number of the word."""
    begins: int
    """Which word of the paragraph the first one is."""
    reached: int
    hits: int


@dataclass(frozen=True, slots=True)
class Hunk:
    """Words that differ: expected START to END of one paragraph, found FIRST to LAST."""

    paragraph: int
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """A certification beside one version of the text."""

    version: Version
    folded: tuple[str, ...]
    """The words found, those of which either is right folded to one."""
    opens: frozenset[int]
    """Numbers of the words before which a numbering, a colon or a semicolon stands."""
    order: tuple[int, ...]
    """The paragraphs found, in the order in which they stand."""
    places: dict[int, tuple[int, int]]
    """First word and end of each paragraph found."""
    hunks: tuple[Hunk, ...]
    missing: tuple[int, ...]
    repeated: tuple[Stand, ...] = ()
    agreed: dict[int, int] = field(default_factory=dict)
    """How many words of each paragraph stand as prescribed."""


@lru_cache(maxsize=256)
def version_of(name: str, forms: tuple[int, ...]) -> Version:
    """Return the text called NAME with form FORMS[i] of its i-th paragraph."""
    text = prescribed_text(name)
    alike = _alternatives(text)
    chosen = tuple(
        _paragraph(key, several[form], alike) for (key, several), form in zip(text.paragraphs, forms, strict=True)
    )
    counted = Counter(_runs([word for each in chosen for word in each.folded]))
    own = {
        run: (number, place)
        for number, each in enumerate(chosen)
        for place, run in enumerate(_runs(each.folded))
        if counted[run] == 1
    }
    per = Counter(number for number, _ in own.values())
    return Version(text, forms, chosen, own, tuple(per[number] for number in range(len(chosen))), alike)


def forms_of(name: str, words: tuple[str, ...]) -> tuple[int, ...]:
    """Return which of the forms of each paragraph of the text called NAME come nearest to WORDS."""
    text = prescribed_text(name)
    if all(len(several) == 1 for _, several in text.paragraphs):
        return (0,) * len(text.paragraphs)
    stands = set(_runs(words))
    return tuple(
        max(range(len(kinds)), key=lambda number: len(kinds[number] & stands) / max(1, len(kinds[number])))
        for kinds in _runs_by_form(name)
    )


@cache
def _runs_by_form(name: str) -> tuple[tuple[frozenset[Trigram], ...], ...]:
    """Return the runs of words of each form of each paragraph of the text called NAME."""
    return tuple(
        tuple(frozenset(_runs(_paragraph(key, each, {}).folded)) for each in several)
        for key, several in prescribed_text(name).paragraphs
    )


def align(words: tuple[str, ...], opens: frozenset[int], version: Version) -> Alignment:
    """Return WORDS, up to the signature, beside VERSION; those at OPENS may begin a paragraph."""
    alike = version.alike
    folded = tuple(alike.get(word, word) for word in words) if alike else words
    mains, repeated = _stands(folded, version)
    mains = _with_opening(folded, mains, version)
    found = Alignment(version, folded, opens, (), {}, (), (), tuple(repeated))
    if not mains:
        return replace(found, missing=tuple(range(len(version.paragraphs))))
    order = _with_absent([stand.paragraph for stand in mains], version)
    present = {stand.paragraph: stand for stand in mains}
    missing: list[int] = []
    for _ in range(3):
        found = _aligned(found, order, present)
        absent = [number for number in order if number not in present and _is_absent(found, number)]
        if not absent:
            break
        missing += absent
        order = [number for number in order if number not in missing]
    return replace(found, order=tuple(order), missing=tuple(sorted(missing)))


def _aligned(found: Alignment, order: list[int], present: dict[int, Stand]) -> Alignment:
    """Return FOUND with the paragraphs of ORDER laid beside its words."""
    version, folded = found.version, found.folded
    compared = [number for number in order if version.paragraphs[number].compared or order[0] != number]
    anchors = [present[number] for number in compared if number in present]
    if not anchors:
        return found
    low = _low(found.opens, anchors[0], present.get(order[0]), compared[0] == anchors[0].paragraph)
    last = anchors[-1]
    rest = len(version.paragraphs[last.paragraph].folded) - last.reached + 2
    tail = sum(len(version.paragraphs[number].folded) for number in compared[compared.index(last.paragraph) + 1 :])
    high = max(low, min(len(folded), last.last + rest + tail))
    expected = [word for number in compared for word in version.paragraphs[number].folded]
    bounds = [0]
    for number in compared:
        bounds.append(bounds[-1] + len(version.paragraphs[number].folded))
    here = folded[low:high]
    steps = [
        (step.tag == "equal", step.src_start, step.src_end, step.dest_start, step.dest_end)
        for step in Levenshtein.opcodes(here, expected)
    ]
    places, agreed = _places(steps, bounds, compared, low)
    hunks = tuple(_hunks(_coalesced(steps, here), bounds, compared, low, found.opens, len(here)))
    if order[0] not in compared and order[0] in present:
        first = present[order[0]].first
        hunks = (Hunk(order[0], 0, OPENING, first, min(first + OPENING, low)), *hunks)
        places[order[0]] = first, low
        agreed[order[0]] = len(version.paragraphs[order[0]].folded)
    return replace(found, places=places, agreed=agreed, hunks=hunks)


def _low(opens: frozenset[int], anchor: Stand, opening: Stand | None, first: bool) -> int:
    """Return the word with which the first compared paragraph begins: near where its own runs tell, at an opening."""
    guess = max(0, anchor.first - anchor.begins)
    floor = opening.last + 3 if opening and opening.first < anchor.first else 0
    if not first:
        return max(floor, 0)
    near = [place for place in opens if abs(place - guess) <= 8 and floor < place <= anchor.first]
    return min(near, key=lambda place: (abs(place - guess), place)) if near else max(floor, guess)


def _stands(folded: tuple[str, ...], version: Version) -> tuple[list[Stand], list[Stand]]:
    """Return where each paragraph stands, in the order found, and where one stands again."""
    runs = list(_runs_of_own(folded, version))
    mains: list[Stand] = []
    repeated: list[Stand] = []
    for paragraph in range(len(version.paragraphs)):
        several = sorted((each for each in runs if each.paragraph == paragraph), key=lambda each: -each.hits)
        count = version.counts[paragraph]
        if not several or sum(each.hits for each in several) < min(count, max(2, count // FEWEST_RUNS)):
            continue
        again = [each for each in several[1:] if each.hits >= max(2, REPEATED * count)]
        firsts = sorted([several[0], *again], key=lambda each: each.first)
        mains.append(firsts[0] if again else several[0])
        repeated += firsts[1:]
    return sorted(mains, key=lambda each: each.first), repeated


def _runs_of_own(folded: tuple[str, ...], version: Version) -> Iterator[Stand]:
    """Yield each stretch in which runs of words that one paragraph alone has follow one another in its order."""
    paragraph, first, last, begins, reached, hits = -1, 0, 0, 0, 0, 0
    own = version.own
    for number, run in enumerate(_runs(folded)):
        hit = own.get(run)
        if hit is None:
            continue
        if hit[0] == paragraph and hit[1] > reached - STEP_BACK:
            last, reached, hits = number, max(hit[1], reached), hits + 1
            continue
        if hits:
            yield Stand(paragraph, first, last, begins, reached, hits)
        paragraph, first, last, begins, reached, hits = hit[0], number, number, hit[1], hit[1], 1
    if hits:
        yield Stand(paragraph, first, last, begins, reached, hits)


def _with_opening(folded: tuple[str, ...], mains: list[Stand], version: Version) -> list[Stand]:
    """Return MAINS with paragraph 1, which may be known by "reviewed" alone: "I has reviewed the annual report"."""
    first = version.paragraphs[0]
    if first.compared or len(first.folded) != OPENING or not mains or mains[0].paragraph == 0:
        return mains
    if "reviewed" not in folded[2 : mains[0].first]:
        return mains
    place = folded.index("reviewed", 2, mains[0].first) - 2
    return [Stand(0, place, place + 1, 0, 1, 1), *mains]


def _with_absent(order: list[int], version: Version) -> list[int]:
    """Return ORDER with the paragraphs that were not found put where the text has them."""
    whole = list(order)
    for number in range(len(version.paragraphs)):
        if number not in whole:
            before = [place for place, each in enumerate(whole) if each < number]
            whole.insert(before[-1] + 1 if before else 0, number)
    return whole


def _is_absent(found: Alignment, number: int) -> bool:
    """Return whether too little of paragraph NUMBER stands there, its lead among what is lost."""
    paragraph = found.version.paragraphs[number]
    if not paragraph.compared:
        return number not in found.places
    if found.agreed.get(number, 0) >= FEWEST * len(paragraph.folded):
        return False
    lead = paragraph.folded[:5]
    start, end = found.places.get(number, (0, 0))
    stretch = found.folded[start:end]
    return not any(stretch[place : place + 5] == lead for place in range(len(stretch)))


def _places(
    steps: list[tuple[bool, int, int, int, int]], bounds: list[int], compared: list[int], low: int
) -> tuple[dict[int, tuple[int, int]], dict[int, int]]:
    """Return first word and end of each paragraph, and how many of its words agree."""
    places: dict[int, tuple[int, int]] = {}
    agreed: dict[int, int] = {}
    for equal, start, _, wanted, until in steps:
        if not equal:
            continue
        place = wanted
        while place < until:
            at = bisect_right(bounds, place) - 1
            stop = min(until, bounds[at + 1])
            number = compared[at]
            first, last = low + start + place - wanted, low + start + stop - wanted
            places[number] = (min(first, places.get(number, (first, 0))[0]), last)
            agreed[number] = agreed.get(number, 0) + stop - place
            place = stop
    return places, agreed


def _coalesced(
    steps: list[tuple[bool, int, int, int, int]], here: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield the changes, those parted by a lone small word joined where both are long."""
    change: tuple[int, int, int, int] | None = None
    for number, (equal, start, end, wanted, until) in enumerate(steps):
        if equal:
            island = end - start == 1 and here[start] in ISLANDS and 0 < number < len(steps) - 1
            if change and not (island and _size(steps[number - 1]) >= 2 and _size(steps[number + 1]) >= 2):
                yield change
                change = None
            elif change:
                change = (change[0], end, change[2], until)
        else:
            change = (change[0], end, change[2], until) if change else (start, end, wanted, until)
    if change:
        yield change


def _size(step: tuple[bool, int, int, int, int]) -> int:
    return max(step[2] - step[1], step[4] - step[3])


def _hunks(  # noqa: PLR0913, PLR0917 - both sides of one alignment
    changes: Iterator[tuple[int, int, int, int]],
    bounds: list[int],
    compared: list[int],
    low: int,
    opens: frozenset[int],
    length: int,
) -> Iterator[Hunk]:
    """Yield the changes as hunks, each within one paragraph; what stands behind the last words expected is none."""
    for start, end, wanted, until in changes:
        if wanted == until:
            if start == 0 or end == length:
                continue
            at = bisect_right(bounds, wanted) - 1
            leads_on = at < len(compared) and bounds[at] == wanted and low + start in opens
            at = at if leads_on or bounds[min(at, len(bounds) - 1)] != wanted else at - 1
            number, offset = compared[at], wanted - bounds[at]
            yield Hunk(number, offset, offset, low + start, low + end)
            continue
        place, first = wanted, start
        while place < until:
            at = bisect_right(bounds, place) - 1
            stop = min(until, bounds[at + 1])
            last = end if stop == until else min(end, first + stop - place)
            after = low + first if last == length and until == bounds[-1] else low + last
            yield Hunk(compared[at], place - bounds[at], stop - bounds[at], low + first, after)
            place, first = stop, last


def _paragraph(key: str, printed: str, alike: dict[str, str]) -> Paragraph:
    cut = printed.partition("{")[0]
    cut = cut.partition("[")[0] if "{" in printed else cut
    plain = _first_alternatives(cut)
    words = read_words(plain, 0, len(plain))
    return Paragraph(
        key=key,
        printed=_first_alternatives(printed).replace("{report}", "[report]").replace("{registrant}", "[registrant]"),
        folded=tuple(alike.get(word, word) for word in words.folded),
        words=tuple(plain[words.start(number) : words.end(number)] for number in range(len(words.folded))),
        compared="{" not in printed,
    )


def _first_alternatives(printed: str) -> str:
    """Return PRINTED with the first of each "[one|other]"."""
    whole = ""
    for part in printed.split("["):
        inside, bracket, rest = part.partition("]")
        whole += f"{inside.partition('|')[0]}{rest}" if bracket else part
    return whole


def _alternatives(text: PrescribedText) -> dict[str, str]:
    """Return the words of which either is right in TEXT, each with the one that stands for both."""
    alike: dict[str, str] = {}
    for _, several in text.paragraphs:
        for printed in several:
            for part in printed.split("[")[1:]:
                first, *others = part.partition("]")[0].split("|")
                alike |= dict.fromkeys(others, first)
            for word in printed.split("(s)")[:-1]:
                one = word.rsplit(" ", 1)[-1].lower()
                if one != "officer":
                    alike[f"{one}s"] = one
    return alike


def _runs(folded: Sequence[str]) -> Iterator[Trigram]:
    return zip(folded, folded[1:], folded[2:], strict=False)
