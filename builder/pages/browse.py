"""The views of pages that list: companies and officers A to Z, files set aside, and the home page's parts.

Lists stay short enough to load at once: beyond a few hundred lines a letter has a page of its own, and beyond a
page's length it is cut into pages. Everything streams; only what one page shows is held.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from builder.entries import UNNAMED, Archive, CompanyEntry, FilingEntry, OfficerEntry, QuarantineEntry
from builder.pages.views import Link, by_surname, counted, day, initial, listed, number, stated, way, years

ONE_PAGE_UP_TO = 600
"""More entries than this are spread over a page a letter."""

PAGE_LENGTH = 500
"""Lines of one page of a list."""

NOT_STATED = "Not stated"
"""Under this, after all letters, stand the companies that no filing names."""

ALPHABET = (*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0-9", "#", NOT_STATED)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a list: a name with what stands beside it."""

    link: Link
    beside: str
    years: str
    count: str


@dataclass(frozen=True, slots=True)
class Letter:
    """The entries under one letter, or as many as one page holds."""

    name: str
    anchor: str
    note: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """A page of a list from A to Z."""

    address: str
    title: str
    description: str
    lead: str
    path: tuple[Link, ...]
    letters: tuple[tuple[str, str, bool], ...]
    """(letter, href or "" where nothing stands under it, whether it is this page's)."""
    shown: tuple[Letter, ...]
    pages: tuple[Link, ...]
    """The pages that a long letter is cut into; "" as href for this one."""


@dataclass(frozen=True, slots=True)
class AsideLine:
    """One file that was set aside."""

    path: str
    reason: str
    size: str


def page_address(home: str, at: int) -> str:
    """Return the address of a page of the long list at HOME; the first one, AT 0, is the list's own."""
    return f"{home}{at + 1}/" if at else home


def slug_of(letter: str) -> str:
    """Return how a letter stands in an address or an anchor."""
    return {"#": "other", "0-9": "figures"}.get(letter, letter.lower().replace(" ", "-"))


def anchor_of(letter: str) -> str:
    """Return the anchor of a letter: a capital, since "q" is the search field."""
    return slug_of(letter) if len(letter) > 1 or letter == "#" else letter


def letter_link(kind: str, name: str, total: int) -> Link:
    """Return the way to NAME's letter in the list KIND ("companies" or "officers") of TOTAL entries."""
    letter = letter_of(name)
    if total <= ONE_PAGE_UP_TO:
        return Link(letter, f"{kind}/#{anchor_of(letter)}")
    return Link(letter, f"{kind}/by-letter/{slug_of(letter)}/")


def letter_of(name: str) -> str:
    """Return the letter of the list under which NAME stands."""
    return NOT_STATED if name == UNNAMED else initial(name)


def letters_over(held: Container[str]) -> Iterator[str]:
    """Yield the letters that stand over a list: all from A to Z, and of the others those HELD."""
    return (letter for letter in ALPHABET if (len(letter) == 1 and letter.isalpha()) or letter in held)


@dataclass(frozen=True, slots=True)
class _Item:
    """What a list keeps of an entry: all of them are held at once, so no more than is shown."""

    name: str
    address: str
    beside: str
    years: str
    count: str


@dataclass(frozen=True, slots=True)
class _Register:
    """One list from A to Z, sorted by letter."""

    kind: str
    """"companies" or "officers", as in addresses."""
    title: str
    lead: str
    one: str
    many: str
    by_letter: dict[str, list[_Item]]
    paged: bool
    """Whether each letter has a page of its own."""

    @property
    def home(self) -> str:
        """Return the address of the list."""
        return f"{self.kind}/"

    def letter_address(self, letter: str) -> str:
        """Return the address of the page of LETTER."""
        return f"{self.kind}/by-letter/{slug_of(letter)}/"

    def alphabet(self, page: str, current: str = "") -> tuple[tuple[str, str, bool], ...]:
        """Return the letters with the way to each from PAGE; letters without entries lead nowhere."""
        letters = letters_over(self.by_letter)
        return tuple((letter, self._way(page, letter), letter == current) for letter in letters)

    def _way(self, page: str, letter: str) -> str:
        if letter not in self.by_letter:
            return ""
        return way(page, self.letter_address(letter)) if self.paged else f"#{anchor_of(letter)}"

    def section(self, letter: str, entries: Sequence[_Item], page: str) -> Letter:
        """Return ENTRIES of LETTER as the PAGE shows them."""
        note = counted(len(entries), self.one, self.many)
        return Letter(letter, anchor_of(letter), note, tuple(_line(item, page) for item in entries))


def company_lists(
    companies: Iterable[CompanyEntry], total: int, filings_of: Callable[[str], Iterator[FilingEntry]]
) -> Iterator[ListView]:
    """Yield the pages of the companies from A to Z; FILINGS_OF tells those apart that have no name."""

    def item(c: CompanyEntry) -> _Item:
        beside = _told_apart(filings_of(c.address)) if c.name == UNNAMED else ""
        return _Item(c.name, c.address, beside, years(c.first, c.last), number(c.filings))

    lead = f"{counted(total, 'registrant')}, by name. Beside each: years of filing and number of filings."
    by_letter, paged = _by_letter(map(item, companies)), total > ONE_PAGE_UP_TO
    yield from _pages(_Register("companies", "Companies", lead, "company", "companies", by_letter, paged))


def _told_apart(filings: Iterator[FilingEntry]) -> str:
    """Return what the newest of FILINGS says of a company without a name: "10-Q, 31 Mar 2004, signed by J. Doe"."""
    newest = next(filings, None)
    if newest is None:
        return ""
    signers = tuple(dict.fromkeys(mention.name for mention in newest.mentions))[:2]
    parts = (stated(newest.form_type), stated(newest.period_of_report) or day(newest.dated_on))
    return ", ".join([*filter(None, parts), *([f"signed by {listed(signers)}"] if signers else [])])


def officer_lists(officers: Iterable[OfficerEntry], total: int) -> Iterator[ListView]:
    """Yield the pages of the officers from A to Z."""
    people = counted(total, "person", "people")
    lead = f"{people}, by surname. Each line is one person within one company; equal names are not merged."
    items = (
        _Item(by_surname(o), o.address, o.company_name, years(o.first, o.last), number(o.certifications))
        for o in officers
    )
    by_letter, paged = _by_letter(items), total > ONE_PAGE_UP_TO
    yield from _pages(_Register("officers", "Officers", lead, "officer", "officers", by_letter, paged))


def _by_letter(items: Iterable[_Item]) -> dict[str, list[_Item]]:
    by_letter: dict[str, list[_Item]] = {}
    for item in items:
        by_letter.setdefault(letter_of(item.name), []).append(item)
    return by_letter


def _pages(register: _Register) -> Iterator[ListView]:
    """Yield the list's first page and, where it is long, those of its letters."""
    held = [letter for letter in ALPHABET if letter in register.by_letter]
    shown = () if register.paged else tuple(register.section(x, register.by_letter[x], register.home) for x in held)
    yield ListView(
        address=register.home,
        title=register.title,
        description=f"{register.title} from A to Z.",
        lead=register.lead,
        path=(Link(register.title, ""),),
        letters=register.alphabet(register.home),
        shown=shown,
        pages=(),
    )
    for letter in held if register.paged else ():
        yield from _letter_pages(register, letter)


def _letter_pages(register: _Register, letter: str) -> Iterator[ListView]:
    entries, base = register.by_letter[letter], register.letter_address(letter)
    parts = [entries[at : at + PAGE_LENGTH] for at in range(0, len(entries), PAGE_LENGTH)]
    addresses = [page_address(base, index) for index in range(len(parts))]
    for index, (address, part) in enumerate(zip(addresses, parts, strict=True)):
        pages = tuple(
            Link(_range_words(other), "" if at == index else way(address, addresses[at]))
            for at, other in enumerate(parts)
        )
        yield ListView(
            address=address,
            title=f"{register.title}: {letter}",
            description=f"{register.title} from A to Z: {letter}.",
            lead=f"{counted(len(entries), register.one, register.many)} under {letter}.",
            path=(Link(register.title, register.home), Link(letter, "")),
            letters=register.alphabet(address, letter),
            shown=(register.section(letter, part, address),),
            pages=pages if len(parts) > 1 else (),
        )


def _range_words(part: Sequence[_Item]) -> str:
    return f"{part[0].name[:18]} to {part[-1].name[:18]}"


def _line(item: _Item, page: str) -> Line:
    return Line(Link(item.name, way(page, item.address)), item.beside, item.years, item.count)


def aside_lines(quarantined: Iterable[QuarantineEntry]) -> Iterator[AsideLine]:
    """Yield the files that were set aside."""
    for entry in quarantined:
        yield AsideLine(entry.path, entry.reason, number(entry.size))


def home_facts(archive: Archive) -> tuple[tuple[str, str], ...]:
    """Return the archive's size and span, (label, words)."""
    counts = archive.counts()
    return (
        ("Certifications", number(counts.certifications)),
        ("Officers", number(counts.officers)),
        ("Filings", number(counts.filings)),
        ("Companies", number(counts.companies)),
        ("First filed or signed", day(counts.first)),
        ("Last filed or signed", day(counts.last)),
    )
