"""Lines of a document that stand, word for word, in one shown above it: said once, and pointed to from there on.

Two officers sign the same 302 statement in two exhibits, so that the second repeats fifty lines of the first. They are
shown once; in the second exhibit one line says which lines these are, and leads there. No line in which a value was
read is ever left out. `Repeated.fold(lines, ...)` takes the lines of a document as HTML, in order.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

import msgspec

LEAST_LINES = 4
LEAST_CHARACTERS = 400
"""A run shorter than both is shown again: finding it elsewhere costs more than reading it here."""

TELLING = 24
"""Characters that a line has at least for a run to begin with it."""


class Run(msgspec.Struct, frozen=True):
    """Lines of a document that repeat lines of an earlier one."""

    first: int
    """Index of the first of them."""
    count: int
    document: int
    """Which of the documents shown before, counted from 0."""
    line: int
    """Index of the first of the lines that they repeat."""


class Repeated:
    """The documents shown so far, and their lines."""

    def __init__(self) -> None:
        """Begin with none."""
        self._documents: list[Sequence[str]] = []
        self._places: dict[str, tuple[int, int]] = {}

    def fold(self, lines: Sequence[str], kept: Set[int]) -> list[Run]:
        """Return the runs of LINES to fold away, all but the lines KEPT, and remember the lines that are shown."""
        runs: list[Run] = []
        at = 0
        for number, line in enumerate(lines):
            if number >= at and line in self._places and number not in kept:
                run = self._run(lines, number, kept)
                if run:
                    runs.append(run)
                    at = number + run.count
        self._remember(lines, runs)
        return runs

    def _run(self, lines: Sequence[str], at: int, kept: Set[int]) -> Run | None:
        """Return the run that begins with the line AT, which is known; None where it is too short to fold."""
        document, line = self._places[lines[at]]
        earlier = self._documents[document]
        count = 0
        while (
            at + count < len(lines)
            and line + count < len(earlier)
            and at + count not in kept
            and lines[at + count] == earlier[line + count]
        ):
            count += 1
        while count and not lines[at + count - 1].strip():
            count -= 1
        size = sum(len(lines[at + number]) for number in range(count))
        return Run(at, count, document, line) if count >= LEAST_LINES or size >= LEAST_CHARACTERS else None

    def _remember(self, lines: Sequence[str], runs: Sequence[Run]) -> None:
        folded = {run.first + number for run in runs for number in range(run.count)}
        shown = ["\0" if number in folded else line for number, line in enumerate(lines)] if folded else lines
        document = len(self._documents)
        for number, line in enumerate(shown):
            if len(line) >= TELLING:
                self._places.setdefault(line, (document, number))
        self._documents.append(shown)
