"""What the check tells of one source: what was read, each finding with its place, what could not be known.

`Told(finding, Place("draft-ex311.htm", line=14, column=52, ...))` is one line of a linter's report before it is
written. Lines and columns are those of the words that a reader sees, as the pages number them; a Region is the same
place in the raw file, for programs. This module decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from builder.entries import QuarantineEntry
from builder.findings import Comparison, Finding
from builder.records import Filing, RawFile


class Anchor(StrEnum):
    """What a place is the place of."""

    WORDS = "words"
    """The words that the finding is about, or those before which others would stand."""
    SIGNATURE = "signature"
    """The signature that it is about: it has no words of its own."""
    CERTIFICATION = "certification"
    """The first line of the certification that it is about."""
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One line of the shown text, cut to what fits, with a line of marks for beneath it."""

    line: int
    words: str
    """Every character that cannot be seen is made visible."""
    marks: str
    """Spaces and carets, a cell each; empty where nothing is pointed at."""


@dataclass(frozen=True, slots=True)
class Region:
    """A run of bytes of a raw file, and where an editor shows it: lines and columns from 1, the end behind it."""

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands."""

    file: str
    """The path as it was given."""
    anchor: Anchor
    document: int | None = None
    """Which document of the source, from 1; None for the whole file."""
    label: str = ""
    """"EX-31.1, document 3" where the source has several documents."""
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    regions: tuple[Region, ...] = ()
    """The same in the raw file, in reading order."""
    excerpts: tuple[Excerpt, ...] = ()
    """The first lines of it."""


@dataclass(frozen=True, slots=True)
class Told:
    """One finding and its place."""

    finding: Finding
    place: Place


@dataclass(frozen=True, slots=True)
class NotKnown:
    """A rule that could not say anything, and why."""

    rule: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check tells of one source."""

    files: tuple[RawFile, ...]
    """Named as they were given."""
    filing: Filing | None
    """None where no certification was found."""
    places: tuple[Place, ...]
    """The first line of each certification."""
    comparisons: tuple[Comparison | None, ...]
    """Each certification against the prescribed text; None where none is prescribed or too little was found."""
    told: tuple[Told, ...]
    """In order of place, the gravest first where they share one."""
    not_known: tuple[NotKnown, ...]
    set_aside: tuple[QuarantineEntry, ...]
