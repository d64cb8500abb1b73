"""Where a text may hold a certification: certifying verbs, the words that decide a section, and signature marks.

Anchors are found first with plain searches over the lower-case text, for a form's body may hold millions of characters
and one certification; what an anchor promises is then confirmed by an entry of wording/statements.toml, as "fully
complies" around "fully compl". Refuses to know which of them belong together.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from builder.certifications.passage import Passage
from builder.records import Text
from builder.wording.tables import load_table

STATEMENTS = load_table("statements")

VERB = re.compile(r"certif(?:y|ies|ied)\b")
REVIEWED = re.compile(r"reviewed\b")
UNTRUE = re.compile(r"untrue\s{1,40}statement")
CONTAINED = re.compile(r"contain\s{1,40}any\s{1,40}statement")
FULLY = re.compile(r"full(?:y)?\s{0,40},?\s{0,40}compl")
COMPLIES = re.compile(r"compl(?:ies|y)\s{1,40}(?:in|with)\b")
RESPECTS = re.compile(r"material\s{1,40}respects")
ANCHORS = (
    ("reviewed", REVIEWED, "reviewed", "302", 60),
    ("untrue", UNTRUE, "no_untrue_statement", "302", 60),
    ("contain", CONTAINED, "no_untrue_statement", "302", 60),
    ("full", FULLY, "fully_complies", "906 complies", 2),
    ("compl", COMPLIES, "complies", "906 complies", 2),
    ("material", RESPECTS, "fairly_presents", "906 presents", 80),
)
"""The letters with which the anchor begins, anchor, entry, kind, how far before the anchor the entry may begin."""

MARK = re.compile(
    r"/\s?s{1,2}\s?/|\\\s?s\s?[\\/]|/\s?s\s?\\|/signed/|[(\[]signed[)\]]|docusigned|(?<=original\s|iginally\s)signed\sby\s?:?\s?[\"“]?(?!the\b|each\b|its\b|such\b)[a-z]|(?<![\w/.])s{1,2}/\s?[a-z]|(?<!\w)/s\s{1,3}[a-z]"
    r"|(?:(?<=[\n\t|])|(?<=  )|(?<=: ))\(s\)\s{0,3}[a-z]"
)
MOST = 10_000
"""Certifying verbs, deciding words of one kind, or marks of one text: a form's body of ten megabytes has a tenth."""
MARK_BEGINS = frozenset("/\\([ds")
MARK_ANCHORS = ("s/", "s /", "s\\", "s \\", "signed", "/s ", "(s)")


class Cue(NamedTuple):
    """Words that may decide: a verb, or an entry of the table `statements`."""

    place: int
    end: int
    kind: str
    """"verb", "302", "906 complies", "906 presents" or "bare"."""
    entry: str | None


@dataclass(frozen=True, slots=True)
class Marks:
    """Where the marks of signatures stand, in order."""

    places: tuple[int, ...]

    def first(self, start: int, end: int) -> int | None:
        """Return the first mark from START on and before END."""
        number = bisect_left(self.places, start)
        return self.places[number] if number < len(self.places) and self.places[number] < end else None

    def last(self, start: int, end: int) -> int | None:
        """Return the last mark from START on and before END."""
        number = bisect_left(self.places, end) - 1
        return self.places[number] if number >= 0 and self.places[number] >= start else None

    def between(self, start: int, end: int) -> bool:
        """Return whether a mark stands from START on and before END."""
        return self.first(start, end) is not None


def lowered(characters: str) -> str:
    """Return CHARACTERS in lower case, place for place."""
    lower = characters.lower()
    return lower if len(lower) == len(characters) else characters


def find_cues(lower: str) -> list[Cue]:
    """Return the verbs and the deciding words of a text in lower case, in order; of each kind MOST and one more."""
    cues = [Cue(match.start(), match.end(), "verb", None) for match in islice(VERB.finditer(lower), MOST + 1)]
    for stem, pattern, name, kind, back in ANCHORS:
        first = lower.find(stem)
        if first < 0:
            continue
        entry = STATEMENTS[name].pattern
        for match in islice(pattern.finditer(lower, first), MOST + 1):
            start = max(0, match.start() - back)
            if entry.search(" ".join(lower[start : match.end() + 240].replace("|", " ").split())):
                cues.append(Cue(match.start(), match.end(), kind, f"statements.{name}"))
    cues.sort()
    return cues


def find_marks(lower: str) -> Marks:
    """Return where marks stand in a text in lower case; of each kind MOST and one more."""
    places: set[int] = set()
    for anchor in MARK_ANCHORS:
        place = lower.find(anchor)
        most = len(places) + MOST
        while place >= 0 and len(places) <= most:
            for start in range(max(0, place - 4), place + 1):
                if lower[start] in MARK_BEGINS and MARK.match(lower, start):
                    places.add(start)
                    break
            place = lower.find(anchor, place + 1)
    return Marks(tuple(sorted(places)))


def exact_place(text: Text, cue: Cue) -> tuple[int, int]:
    """Return where in TEXT the words stand that the entry of CUE recognises."""
    if cue.entry is None:
        return cue.place, cue.end
    passage = Passage(text, max(0, cue.place - 80), min(len(text.characters), cue.end + 240))
    match = STATEMENTS[cue.entry.partition(".")[2]].pattern.search(passage.words)
    return (passage.place(match.start()), passage.place(match.end() - 1) + 1) if match else (cue.place, cue.end)
