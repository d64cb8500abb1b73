"""The heat map of rules by year as inline SVG: a square a year, larger and darker with the share.

Plain values in, one drawing out. The size of a square says what its shade says, so that it reads in grey and in print;
the table beneath it has every figure. No decision about the material is made here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from builder.pages.escape import escape

WIDTH = 972
LEFT = 330
"""Where the years begin; the rules' names and severities stand before them."""
RIGHT = 900
"""Where the years end; the counts stand behind them."""
SEVERITY_AT = 306
ROW, HEADING, TOP = 25, 34, 26
WIDEST = 44
"""A year is never wider."""
LABEL_LENGTH = 42
"""Characters of a rule's name that fit before the years."""
SIDES = {"h1": 0.34, "h2": 0.5, "h3": 0.66, "h4": 0.83, "h5": 1.0}
"""Side of a square by its step, as a part of the largest."""


@dataclass(frozen=True, slots=True)
class Line:
    """One rule: its name, severity, a step a year ("h1" to "h5", "na", or "" for none) and its count."""

    name: str
    href: str
    severity: str
    steps: tuple[str, ...]
    total: str


def draw_heat(years: Sequence[int], groups: Sequence[tuple[str, Sequence[Line]]], title: str) -> Markup:
    """Return the map of GROUPS, (heading, rules), over YEARS; "" where there is nothing to draw."""
    if not years or not groups:
        return Markup("")
    step = min(WIDEST, (RIGHT - LEFT) / len(years))
    squares: dict[str, list[str]] = {}
    words = list(_year_words(years, step))
    y = float(TOP)
    for heading, lines in groups:
        y += HEADING
        words.append(f'<text class="g" x="0" y="{y - 10:.0f}">{escape(heading)}</text>')
        for line in lines:
            words.append(_row_words(line, y))
            for place, kind in enumerate(line.steps):
                if kind:
                    squares.setdefault(kind, []).append(_square(kind, LEFT + step * (place + 0.5), y + ROW / 2, step))
            y += ROW
    paths = "".join(f'<path class="{kind}" d="{"".join(each)}"/>' for kind, each in sorted(squares.items()))
    view = f'<svg class="u-map" viewBox="0 0 {WIDTH} {y + 8:.0f}" role="group" aria-labelledby="hm-t">'
    return Markup(f'{view}<title id="hm-t">{escape(title)}</title>{"".join(words)}{paths}</svg>')  # noqa: S704


def draw_square(step: str) -> Markup:
    """Return the square of one STEP for the key of the map."""
    middle = ROW / 2
    path = f'<path class="{step}" d="{_square(step, middle, middle, ROW)}"/>'
    return Markup(f'<svg class="u-map" viewBox="0 0 {ROW} {ROW}" aria-hidden="true">{path}</svg>')  # noqa: S704


def _year_words(years: Sequence[int], step: float) -> Iterator[str]:
    every = max(1, -(-26 // max(1, int(step))))
    for place, year in enumerate(years):
        if place % every == 0:
            x = LEFT + step * (place + 0.5)
            yield f'<text x="{x:.0f}" y="{TOP - 8}" text-anchor="middle">’{year % 100:02}</text>'


def _row_words(line: Line, y: float) -> str:
    base = y + ROW / 2 + 4
    short = line.name if len(line.name) <= LABEL_LENGTH else f"{line.name[: LABEL_LENGTH - 1].rstrip()}…"
    return (
        f'<a href="{escape(line.href)}"><text class="r" x="0" y="{base:.0f}">{escape(short)}</text></a>'
        f'<text x="{SEVERITY_AT}" y="{base:.0f}">{escape(line.severity)}</text>'
        f'<text x="{WIDTH - 10}" y="{base:.0f}" text-anchor="end">{escape(line.total)}</text>'
    )


def _square(kind: str, x: float, y: float, step: float) -> str:
    """Return the outline of a year: a square, or a short stroke where there was nothing to find anything in."""
    if kind == "na":
        return f"M{x - 3:.0f} {y:.0f}h6v1h-6z"
    side = SIDES[kind] * (min(step, ROW) - 4)
    return f"M{x - side / 2:.1f} {y - side / 2:.1f}h{side:.1f}v{side:.1f}h-{side:.1f}z"
