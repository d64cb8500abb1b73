r"""One line of an exhibit as a terminal may show it, with carets under the words that are meant.

"are responsable for" with (4, 15) gives "are responsable for" and "    ^^^^^^^^^^^". What an exhibit says never steers
the terminal: control and bidi characters become "\u202e". Wide characters take two cells, tabs four. A line that is
longer than fits is cut around the first mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rich.cells import cell_len

from builder.linting.checked import Excerpt

WIDTH = 92
"""Cells of a line that are shown."""
TAB = "    "
CUT = "..."
WHOLE_WORD = 16
"""A cut is moved by so many characters at most, so as not to fall into a word."""

SPACE = re.compile(r"\s+")


def shown(text: str) -> str:
    """Return TEXT with every character that cannot be seen made visible."""
    return "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in text)


def one_line(text: str) -> str:
    """Return TEXT made visible, white space folded to single spaces."""
    return shown(" ".join(text.split()))


def excerpt(number: int, characters: str, line: tuple[int, int], marks: Sequence[tuple[int, int]]) -> Excerpt:
    """Return the LINE of CHARACTERS that has NUMBER, with carets under its characters MARKS, which are in order."""
    begin, end = line
    start, stop = _window(characters, line, marks[0] if marks else (begin, begin))
    inside = [(first, last) for first, last in marks if first < stop and last > start]
    words = [CUT] if start > begin else []
    carets = [" " * len(CUT)] if start > begin else []
    for offset in range(start, stop):
        seen, cells = _seen(characters[offset])
        words.append(seen)
        marked = any(first <= offset < last for first, last in inside)
        carets.append(("^" if marked else " ") * cells)
    if stop < end:
        words.append(CUT)
    return Excerpt(number, "".join(words), "".join(carets).rstrip())


@lru_cache(maxsize=4096)
def _seen(character: str) -> tuple[str, int]:
    """Return how CHARACTER is shown, and how many cells that takes."""
    seen = TAB if character == "\t" else shown(character)
    return seen, cell_len(seen)


def _window(characters: str, line: tuple[int, int], mark: tuple[int, int]) -> tuple[int, int]:
    """Return what of LINE to show: the mark, some before it, and as much behind it as fits."""
    begin, end = line
    start, marked = mark
    fits = _grown(characters, line, start, 1, WIDTH)[0] >= marked
    left, spent = _grown(characters, line, start, -1, WIDTH // 3 if fits else 0)
    right, taken = _grown(characters, line, start, 1, WIDTH - spent)
    if right == end:
        left = _grown(characters, line, left, -1, WIDTH - spent - taken)[0]
    if left > begin and (gap := SPACE.search(characters, left, min(start, left + WHOLE_WORD))):
        left = gap.end()
    if right < end:
        gaps = SPACE.finditer(characters, max(marked if fits else start + 1, right - WHOLE_WORD), right + 1)
        right = max((gap.start() for gap in gaps), default=right)
    return left, right


def _grown(characters: str, line: tuple[int, int], place: int, step: int, room: int) -> tuple[int, int]:
    """Return how far a window may reach from PLACE by STEP within ROOM cells of LINE, and how many cells that is."""
    spent = 0
    while line[0] <= (following := place if step > 0 else place - 1) < line[1]:
        cells = max(1, _seen(characters[following])[1])  # marks without width of their own are many to a letter
        if spent + cells > room:
            break
        spent += cells
        place += step
    return place, spent
