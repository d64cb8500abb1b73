"""Drawings made at build time: certifications by year, tenures on a timeline, an officer's dates.

Plain values in, inline SVG out; colours and type are classes of the style sheet, so a drawing follows the scheme
and prints. Every drawing has a title, and every page says the same as a list or a table. No decision about the
material is made here.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from builder.entries import YearCount
from builder.pages.escape import escape, without_needless_quotes
from builder.pages.views import counted, day, number

WIDTH = 972
LEFT = 128
"""Where the time axis begins; the names of the lanes stand before it."""
RIGHT = 962
ROW = 64
"""Height of a row of tenures: name, bar, words beneath."""
NAME_WIDTH = 7.9
"""Width of a letter of a name, by which crowded names are moved apart."""
WORDS_WIDTH = 6.2
APART = 10
"""Least room between words of one row."""
LABEL_EVERY = 64
"""Least room between two labels of the axis."""
ROUND_STEPS = (1, 2, 5, 10, 25)
MOST_PARTS = 5
"""More steps than this crowd a vertical axis."""


@dataclass(frozen=True, slots=True)
class Tenure:
    """One officer's stretch in one lane, from first to last certification."""

    name: str
    href: str
    words: str
    first: date
    last: date
    signed: tuple[date, ...]
    missed: tuple[date, ...] = ()
    """Dates of filings between first and last that lack the officer's certification."""
    interim: bool = False
    goes_on: bool = False
    """Whether the last certification is the lane's newest, so that the end is not known."""


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A stretch in which filings expected a certification and none was found."""

    words: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Lane:
    """One role, with those who certified in it."""

    label: tuple[str, ...]
    tenures: tuple[Tenure, ...]
    vacancies: tuple[Vacancy, ...] = ()

    def parts(self) -> list[Tenure | Vacancy]:
        """Return what the lane holds, in order of time."""
        parts: list[Tenure | Vacancy] = [*self.tenures, *self.vacancies]
        return sorted(parts, key=lambda part: (part.first, part.last))


@dataclass(frozen=True, slots=True)
class _Axis:
    """Dates to horizontal places."""

    first: date
    last: date

    def at(self, when: date) -> float:
        """Return the place of WHEN."""
        days = max((self.last - self.first).days, 1)
        return LEFT + (RIGHT - LEFT) * (when - self.first).days / days


@dataclass(frozen=True, slots=True)
class _Words:
    """Where words stand: their left end or, near the right edge, their right end."""

    left: float
    right: float
    ends: bool

    @property
    def place(self) -> str:
        """Return the attributes of the text."""
        return f'x="{self.right:.1f}" text-anchor="end"' if self.ends else f'x="{self.left:.1f}"'


@dataclass(frozen=True, slots=True)
class _Set:
    """A tenure or vacancy, set in a row."""

    item: Tenure | Vacancy
    row: int
    name: _Words
    words: _Words


@dataclass(slots=True)
class _Row:
    """How far a row is filled, in each of its three bands."""

    name: float = 0
    bar: float = 0
    words: float = 0


def _ready(svg: str) -> Markup:
    """Return SVG, in which every outside value is escaped, without the quotes that HTML does without."""
    return Markup(without_needless_quotes(svg))  # noqa: S704


def draw_years(by_year: Sequence[YearCount]) -> Markup:
    """Return certifications by year as stacked bars, section 302 below 906."""
    if not by_year:
        return Markup("")
    counts = {count.year: count for count in by_year}
    years = range(min(counts), max(counts) + 1)
    scale = _scale(max(count.s302 + count.s906 for count in by_year))
    step = (960 - 44) / len(years)
    width = min(step - 8 if step > 16 else step - 2, 64)
    out = [_years_title(counts), '<line class="c-base" x1="44" x2="960" y1="160" y2="160"/>']
    for mark in scale.marks()[1:]:
        y = 160 - 148 * mark / scale.top
        out.append(f'<line class="c-grid" x1="44" x2="960" y1="{y:.1f}" y2="{y:.1f}"/>')
        out.append(f'<text x="36" y="{y + 4:.1f}" text-anchor="end">{number(mark)}</text>')
    every = max(1, -(-52 // int(step)))
    for index, year in enumerate(years):
        middle = 44 + step * (index + 0.5)
        count = counts.get(year, YearCount(year, 0, 0))
        out.append(_bar(count, middle - width / 2, width, scale.top))
        if year % every == 0 or year in (years[0], years[-1]):
            near = index and years[-1] - year < every and year != years[-1]
            out.append("" if near else f'<text x="{middle:.1f}" y="178" text-anchor="middle">{year}</text>')
    return _ready(f'<svg viewBox="0 0 972 190" role="img" aria-labelledby="yc-t">{"".join(out)}</svg>')


def _years_title(counts: dict[int, YearCount]) -> str:
    most = max(counts.values(), key=lambda count: count.s302 + count.s906)
    words = (
        f"Certifications by year, {min(counts)} to {max(counts)}. Most in {most.year}: "
        f"{number(most.s302)} under section 302, {number(most.s906)} under section 906."
    )
    return f'<title id="yc-t">{escape(words)}</title>'


@dataclass(frozen=True, slots=True)
class _Scale:
    """The marks of a vertical axis: `parts` of `step` each, from nothing upwards."""

    step: int
    parts: int

    @property
    def top(self) -> int:
        """Return the number at the uppermost mark."""
        return self.step * self.parts

    def marks(self) -> range:
        """Return the numbers at the marks, nothing left out."""
        return range(0, self.top + 1, self.step)


def _scale(most: int) -> _Scale:
    """Return the lowest scale of one to five round steps that reaches MOST, with as near to four steps as can be."""
    steps = (round_step * 10**power for power in range(len(str(most))) for round_step in ROUND_STEPS)
    scales = (_Scale(step, -(-most // step)) for step in steps)
    return min((each for each in scales if each.parts <= MOST_PARTS), key=lambda each: (each.top, abs(each.parts - 4)))


def _bar(count: YearCount, x: float, width: float, top: int) -> str:
    low, high = 148 * count.s302 / top, 148 * count.s906 / top
    gap = 1.5 if low and high else 0
    out = [f"<title>{count.year}: {number(count.s302)} section 302, {number(count.s906)} section 906</title>"]
    if low:
        out.append(f'<rect class="c-302" x="{x:.1f}" y="{160 - low:.1f}" width="{width:.1f}" height="{low:.1f}"/>')
    if high:
        y, height = 160 - low - high, max(high - gap, 0.5)
        out.append(f'<rect class="c-906" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>')
    return f"<g>{''.join(out)}</g>"


def draw_timeline(lanes: Sequence[Lane], title: str, description: str) -> Markup:
    """Return who certified when: a lane for each role, a row more where names or tenures would collide."""
    dates = [when for lane in lanes for part in lane.parts() for when in (part.first, part.last)]
    axis = _Axis(date(min(dates).year, 1, 1), date(max(dates).year + 1, 1, 1))
    body: list[str] = []
    y = 14.0
    for index, lane in enumerate(lanes):
        if index:
            body.append(f'<line class="c-base" x1="0" x2="{RIGHT}" y1="{y - 6:.0f}" y2="{y - 6:.0f}"/>')
        settings = _set_rows(lane, axis)
        for line, words in enumerate(lane.label):
            body.append(f'<text class="t-lane" x="0" y="{y + 22 + 15 * line:.0f}">{escape(words)}</text>')
        body.extend(_drawn(item, axis, y + item.row * ROW) for item in settings)
        y += ROW * (1 + max((item.row for item in settings), default=0)) + 12
    grid = "".join(_year_marks(axis, y - 6))
    head = f'<title id="tl-t">{escape(title)}</title><desc id="tl-d">{escape(description)}</desc>{HATCH}'
    view = f'<svg viewBox="0 0 {WIDTH} {y + 22:.0f}" role="group" aria-labelledby="tl-t tl-d">'
    return _ready(f"{view}{head}{grid}{''.join(body)}</svg>")


HATCH = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<line class="t-hl" x1="0" x2="0" y1="0" y2="6"/></pattern></defs>'
)


def _year_marks(axis: _Axis, bottom: float) -> Iterator[str]:
    years = range(axis.first.year, axis.last.year + 1)
    step = (RIGHT - LEFT) / max(len(years) - 1, 1)
    every = max(1, -(-LABEL_EVERY // max(int(step), 1)))
    yield f'<line class="c-base" x1="{LEFT}" x2="{RIGHT}" y1="{bottom:.0f}" y2="{bottom:.0f}"/>'
    places = [axis.at(date(year, 1, 1)) for year in years]
    yield f'<path class="c-grid" d="{"".join(f"M{x:.0f} 8V{bottom:.0f}" for x in places)}"/>'
    labels = [(x, year) for x, year in zip(places, years, strict=True) if (year - years[0]) % every == 0]
    middle, anchor = (step / 2, "middle") if every == 1 else (3, "start")
    words = "".join(f'<text x="{x + middle:.0f}">{year}</text>' for x, year in labels if year < axis.last.year)
    yield f'<g text-anchor="{anchor}" transform="translate(0 {bottom + 18:.0f})">{words}</g>'


def _set_rows(lane: Lane, axis: _Axis) -> list[_Set]:
    """Set each tenure in the first row in which neither its bar nor its words run into another."""
    rows: list[_Row] = []
    out: list[_Set] = []
    for item in lane.parts():
        number = next((index for index, row in enumerate(rows) if _fits(item, axis, row)), len(rows))
        if number == len(rows):
            rows.append(_Row())
        row = rows[number]
        name, words = _name_place(item, axis), _words_place(item, axis, row.words)
        row.name, row.words, row.bar = max(row.name, name.right), words.right, axis.at(item.last)
        out.append(_Set(item, number, name, words))
    return out


def _fits(item: Tenure | Vacancy, axis: _Axis, row: _Row) -> bool:
    bar, words = axis.at(item.first), _words_place(item, axis, row.words)
    name_free = isinstance(item, Vacancy) or row.name + APART <= _name_place(item, axis).left
    return name_free and row.bar - 1 <= bar and row.words + APART <= words.left + (row.words == 0) * APART


def _name_place(item: Tenure | Vacancy, axis: _Axis) -> _Words:
    return _placed(axis.at(item.first), len(item.name) * NAME_WIDTH if isinstance(item, Tenure) else 0)


def _words_place(item: Tenure | Vacancy, axis: _Axis, taken: float) -> _Words:
    """Return the place of the words beneath a bar, moved along it where the words before reach into it."""
    begin, room = axis.at(item.first), len(item.words) * WORDS_WIDTH
    moved = taken + APART
    return _placed(moved if begin < moved <= axis.at(item.last) - room else begin, room)


def _placed(left: float, room: float) -> _Words:
    return _Words(RIGHT - room, RIGHT, ends=True) if left + room > RIGHT else _Words(left, left + room, ends=False)


def _drawn(setting: _Set, axis: _Axis, y: float) -> str:
    item = setting.item
    if isinstance(item, Vacancy):
        x1, x2 = axis.at(item.first), axis.at(item.last)
        box = f'<rect class="t-gap" x="{x1:.1f}" y="{y + 16:.0f}" width="{max(x2 - x1, 12):.1f}" height="20"/>'
        return f'{box}<text class="t-gapt" {setting.words.place} y="{y + 50:.0f}">{escape(item.words)}</text>'
    name = f'<text class="t-name" {setting.name.place} y="{y + 10:.0f}">{escape(item.name)}</text>'
    words = f'<text class="t-sub" {setting.words.place} y="{y + 50:.0f}">{escape(item.words)}</text>'
    bar = "".join(_bar_of(item, axis, y + 16))
    return (f'<a href="{escape(item.href)}">{name}{bar}</a>' if item.href else name + bar) + words


def _bar_of(item: Tenure, axis: _Axis, top: float) -> Iterator[str]:
    """Yield a tenure's bar: its stretch, its foot line, end posts, and a dot for each date signed."""
    x1, x2 = axis.at(item.first), axis.at(item.last)
    bottom, middle, width = top + 20, top + 10, max(x2 - x1, 1)
    for kind in ("t-bar", "t-hatch") if item.interim else ("t-bar",):
        yield f'<rect class="{kind}" x="{x1:.1f}" y="{top:.0f}" width="{width:.1f}" height="20"/>'
    yield f'<line class="t-line" x1="{x1:.1f}" x2="{x1 + width:.1f}" y1="{bottom:.0f}" y2="{bottom:.0f}"/>'
    for x in (x1,) if item.goes_on else (x1, x2):
        yield f'<line class="t-end" x1="{x:.1f}" x2="{x:.1f}" y1="{top:.0f}" y2="{bottom:.0f}"/>'
    yield _dots(item.signed, axis, middle)
    for when in item.missed:
        yield f'<circle class="t-miss" cx="{axis.at(when):.1f}" cy="{middle:.0f}" r="4"/>'


def _dots(signed: Sequence[date], axis: _Axis, y: float) -> str:
    """Return a dot for each of the dates SIGNED that can be told apart: one path of points with round ends."""
    points = "".join(f"M{axis.at(when):.1f} {y:.0f}h0" for when in _apart(signed, axis))
    return f'<path class="t-dots" d="{points}"/>'


def _apart(signed: Sequence[date], axis: _Axis) -> Iterator[date]:
    """Yield the dates that can be told apart on the axis."""
    last = -10.0
    for when in sorted(set(signed)):
        if axis.at(when) - last >= 2:
            last = axis.at(when)
            yield when


def draw_dates(rows: Sequence[tuple[str, Sequence[date]]], title: str) -> Markup:
    """Return an officer's certifications by date, a row for each section."""
    signed = [when for _, dates in rows for when in dates]
    axis = _Axis(date(min(signed).year, 1, 1), date(max(signed).year + 1, 1, 1))
    out: list[str] = []
    for index, (label, dates) in enumerate(rows):
        y = 14 + 32 * index
        x1, x2 = axis.at(min(dates)), axis.at(max(dates))
        out.append(f'<text x="0" y="{y + 15}">{escape(label)}</text>')
        out.append(f'<rect class="t-bar" x="{x1:.1f}" y="{y}" width="{max(x2 - x1, 1):.1f}" height="20"/>')
        out.append(f'<line class="t-line" x1="{x1:.1f}" x2="{max(x2, x1 + 1):.1f}" y1="{y + 20}" y2="{y + 20}"/>')
        out.append(_dots(dates, axis, y + 10))
    bottom = 14 + 32 * len(rows) + 2
    head = f'<title id="od-t">{escape(title)}</title>'
    grid = "".join(_year_marks(axis, bottom))
    view = f'<svg viewBox="0 0 {WIDTH} {bottom + 26}" role="img" aria-labelledby="od-t">'
    return _ready(f"{view}{head}{grid}{''.join(out)}</svg>")


def draw_shares(shares: Sequence[tuple[int, int, int]], title: str) -> Markup:
    """Return SHARES, (year, found, of how many), as bars in per cent; "" where there is one year alone."""
    if len(shares) < 2:
        return Markup("")
    percent = {year: 100 * found / there if there else 0.0 for year, found, there in shares}
    scale = _scale(max(1, math.ceil(max(percent.values()))))
    step = (960 - 52) / len(shares)
    every = max(1, -(-52 // int(step)))
    out = [f'<title id="rs-t">{escape(title)}</title>']
    for mark in scale.marks():
        y, unit = 104 - 90 * mark / scale.top, " %" if mark == scale.top else ""
        out.append(f'<line class="{"c-grid" if mark else "c-base"}" x1="52" x2="960" y1="{y:.1f}" y2="{y:.1f}"/>')
        out.append(f'<text x="44" y="{y + 4:.1f}" text-anchor="end">{mark}{unit}</text>')
    for index, (year, found, there) in enumerate(shares):
        height = 90 * percent[year] / scale.top
        left, width = 52 + step * index + step * 0.1, min(step * 0.8, 64)
        bar = f'<rect class="c-302" x="{left:.1f}" y="{104 - height:.1f}" width="{width:.1f}" height="{height:.1f}">'
        out.append(f"{bar}<title>{year}: {number(found)} of {number(there)}</title></rect>")
        if index % every == 0:
            out.append(f'<text x="{left + width / 2:.1f}" y="123" text-anchor="middle">{year}</text>')
    return _ready(f'<svg viewBox="0 0 972 130" role="img" aria-labelledby="rs-t">{"".join(out)}</svg>')


def words_of(lane: Lane, role: str) -> Iterator[str]:
    """Yield LANE as the lines of a list, which says the same as the drawing."""
    for part in lane.parts():
        when = day(part.first) if part.first == part.last else f"{day(part.first)} to {day(part.last)}"
        if isinstance(part, Vacancy):
            yield f"{part.words}, {role}, {when}"
            continue
        missed = f"; {counted(len(part.missed), 'filing')} between without" if part.missed else ""
        yield f"{part.name}, {'interim ' if part.interim else ''}{role}, {when}{missed}"
