"""What changed since the certification before: a line for each certification of a filing, its words compared.

`tell_since(entry, history, statement_of)` says "same words", how many places differ and which, or that one is written
anew; beside it the same officer's certifications before and after. Certifications of which the same is said, as mostly
of all four, share a line. Cost is bounded: two statements a certification.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from builder.entries import FilingEntry
from builder.pages.compared import Piece, Statement, compare_statements
from builder.pages.history import History, Stand
from builder.pages.views import Link, day, listed, number, way

StatementOf = Callable[[FilingEntry, int], Statement]
"""Gives the statement of a filing's certification by its number."""

LINES_UP_TO = 12
"""A filing with more certifications is not compared: the page would be a list of its own."""


class SinceLine(msgspec.Struct, frozen=True):
    """One certification beside the one before it, or several of which the same is said."""

    heading: str
    """"Jane Doe, 302 and 906; John Roe, 302"."""
    words: str
    """What is said of the two, ending where the link to the earlier one follows."""
    earlier: Link
    by: str
    """Who signed the earlier one, where it is another: "by John Roe"."""
    places: tuple[tuple[Piece, ...], ...]
    places_words: str
    own: tuple[Link, ...]
    """The officer's own certifications before and after, where they are others than the earlier one."""


def tell_since(entry: FilingEntry, history: History, statement_of: StatementOf) -> Iterator[SinceLine]:
    """Yield what is said of each certification of ENTRY that another one came before."""
    numbers = tuple(dict.fromkeys(sorted(mention.certification for mention in entry.mentions)))
    told: set[tuple[tuple[Piece, ...], ...]] = set()
    alike: dict[tuple[object, ...], list[tuple[Stand, SinceLine]]] = {}
    for index in numbers if len(numbers) <= LINES_UP_TO else ():
        stand = history.stand(entry.address, index)
        earlier = history.before(stand) if stand else None
        if stand and earlier:
            line = _line(stand, earlier, history, statement_of)
            if line.places in told:
                line = msgspec.structs.replace(
                    line, words=f"Differs in {line.places_words} told above from the words of", places=()
                )
            elif line.places:
                told.add(line.places)
            own = tuple((each.note, _page(each)) for each in line.own)
            alike.setdefault((line.words, _page(line.earlier), line.by, line.places, own), []).append((stand, line))
    for lines in alike.values():
        yield lines[0][1] if len(lines) == 1 else _together(lines)


def _page(link: Link) -> str:
    """Return the page that LINK leads to, wherever on it."""
    return link.href.partition("#")[0]


def _together(lines: Sequence[tuple[Stand, SinceLine]]) -> SinceLine:
    """Return one line for certifications of which LINES say the same; its links lead to whole filings."""
    sections: dict[str, list[str]] = {}
    for stand, _ in lines:
        sections.setdefault(_names(stand), []).append(stand.mentions[0].section.value)
    first = lines[0][1]
    several = len({mention.officer for stand, _ in lines for mention in stand.mentions}) > 1
    return msgspec.structs.replace(
        first,
        heading="; ".join(f"{names}, {listed(under)}" for names, under in sections.items()),
        earlier=Link(first.earlier.words, _page(first.earlier)),
        own=tuple(
            Link(each.words, _page(each), each.note.replace("same officer", "same officers") if several else each.note)
            for each in first.own
        ),
    )


def _names(stand: Stand) -> str:
    return listed(tuple(dict.fromkeys(mention.name for mention in stand.mentions)))


def _line(stand: Stand, earlier: Stand, history: History, statement_of: StatementOf) -> SinceLine:
    found = compare_statements(statement_of(stand.entry, stand.number), statement_of(earlier.entry, earlier.number))
    if found is None:
        words = "Not compared with the words of"
    elif not found.places:
        words = "Same words as on"
    elif not found.pieces:
        words = "Written anew since"
    else:
        words = f"{_places(found.places)} from the words of"
    same = {m.officer for m in stand.mentions} == {m.officer for m in earlier.mentions}
    return SinceLine(
        heading=f"{_names(stand)}, {stand.mentions[0].section.value}",
        words=words,
        earlier=_link(stand, earlier),
        by="" if same else f"by {_names(earlier)}",
        places=found.pieces if found else (),
        places_words="the place"
        if found and found.places == 1
        else f"the {number(found.places)} places"
        if found
        else "",
        own=tuple(_own(stand, earlier, history)),
    )


def _places(count: int) -> str:
    return "Differs in one place" if count == 1 else f"Differs in {number(count)} places"


def _own(stand: Stand, earlier: Stand, history: History) -> Iterator[Link]:
    """Yield the officers' own certifications before and after, each with whose it is."""
    found: dict[tuple[str, Stand], list[str]] = {}
    for mention in {mention.officer: mention for mention in stand.mentions}.values():
        before, after = history.of_officer(stand, mention)
        if before and before is not earlier:
            found.setdefault(("Earlier", before), []).append(mention.name)
        if after:
            found.setdefault(("Later", after), []).append(mention.name)
    alone = len({mention.officer for mention in stand.mentions}) == 1
    for (when, other), names in found.items():
        link = _link(stand, other)
        yield Link(link.words, link.href, f"{when} by {'the same officer' if alone else listed(tuple(names))}")


def _link(stand: Stand, other: Stand) -> Link:
    href = f"{way(stand.entry.address, other.entry.address)}#{other.mentions[0].anchor}"
    return Link(day(other.on) or "no date stated", href)
