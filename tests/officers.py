"""A made archive of fictional officers, for tests of the search alone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

from builder.entries import CompanyEntry, FilingEntry, OfficerEntry
from builder.records import Cik, FormerName, Role, Section

GIVEN = [
    "Robert",
    "Bob",
    "Margaret",
    "William",
    "Bill",
    "Élise",
    "José",
    "Søren",
    "Łukasz",
    "Mary",
    "Jean-Pierre",
    "Xanthe",
    "Quentin",
    "Douglas",
    "Seán",
    "Zoë",
    "Katherine",
    "Kate",
    "James",
    "John",
    "Thomas",
    "Priya",
    "Tomas",
    "Helen",
    "Curtis",
    "Leonard",
    "Cecil",
    "Joan",
    "Alice",
    "Samuel",
    "Josephine",
    "Dale",
]
SURNAMES = [
    "Armstrong",
    "Armstrang",
    "Thorne",
    "Thornbury",
    "O'Neill",
    "O’Keefe",
    "Van der Berg",
    "de la Cruz",
    "Muñoz",
    "Weiß",
    "Smith-Jones",
    "Smith",
    "Smith",
    "Smith",
    "Smith",
    "Smith",
    "Smith",
    "Smythe",
    "McDonald",
    "St. John",
    "Delacroix",
    "Çelik",
    "Østergård",
    "Li",
    "D'Angelo",
    "Eklund-Reyes",
    "Okonjo",
    "Van Dyke",
    "Kowalski",
    "Armstrong-Vane",
    "Quarles",
    "Fenwick",
    "Thomas",
    "Johnson",
    "Venkataraghavan",
    "Achterberg",
    "Ballantine",
    "Mbeki-Lund",
    "Whitcombe",
]
COMPANIES = (
    "Harrow & Pell Instruments, Inc.",
    "Tidewater Looms Corporation",
    "Larkspur Basin Water Company",
    "Vantry Semiconductor Corp.",
    "Ostrander Rail Leasing, L.P.",
    "Quillfeather Foods, Inc.",
    "Ninth Meridian Bancorp",
    "Armstrong Quarry Trust",
)


def officer(name: str, *, company: int = 0, key: str = "k3f9a", **changes: object) -> OfficerEntry:
    """Return an officer whose surname is the last word of NAME, unless SURNAME says otherwise."""
    surname = str(changes.pop("surname", name.rsplit(" ", maxsplit=1)[-1]))
    given = tuple(name.removesuffix(surname).split())
    slug = "-".join("".join(letter if letter.isalnum() else " " for letter in name.lower()).split())
    values: dict[str, object] = {
        "address": f"officers/{slug}-{key}/",
        "company": f"companies/{9990000 + company:010d}/",
        "company_name": COMPANIES[company],
        "name": name,
        "given": given,
        "surname": surname,
        "suffix": "",
        "names_as_printed": (name,),
        "roles": (Role.PEO,),
        "titles": ("Chief Executive Officer",),
        "certifications": 4,
        "first": date(2004, 3, 1),
        "last": date(2006, 3, 1),
        "years": (2004, 2005, 2006),
        "forms": ("10-K", "10-Q"),
        "sections": (Section.S302, Section.S906),
        "findings": 0,
        "confidence": 1.0,
        "evidence": (),
        "same_name": (),
    }
    return OfficerEntry(**(values | changes))  # type: ignore[arg-type]


class Officers:
    """As much of an archive as the search reads."""

    def __init__(self, officers: list[OfficerEntry]) -> None:
        self._officers = officers

    def officers(self) -> Iterator[OfficerEntry]:
        yield from self._officers

    def companies(self) -> Iterator[CompanyEntry]:
        for number, name in enumerate(COMPANIES):
            former = (FormerName("Old Pell Works", None),) if number == 0 else ()
            yield CompanyEntry(
                f"companies/{9990000 + number:010d}/",
                name,
                Cik(f"{9990000 + number:010d}"),
                (),
                former,
                None,
                None,
                None,
                3,
                12,
                2,
                date(2003, 1, 1),
                date(2010, 1, 1),
            )

    def lines(self) -> Iterator[FilingEntry]:
        yield from ()


def many_officers(count: int, seed: int = 7) -> Officers:
    """Return an archive of COUNT officers; a sixth of them are called Smith."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        surname = chance.choice(SURNAMES)
        first = chance.choice(GIVEN)
        middle = chance.choice(("", "", f"{chance.choice('ABCDEFG')}.", chance.choice(GIVEN)))
        given = f"{first[0]}." if chance.random() < 0.1 and middle else first
        name = " ".join(filter(None, (given, middle, surname)))
        made.append(
            officer(
                name,
                surname=surname,
                company=chance.randrange(len(COMPANIES)),
                key=f"{number:05d}",
                certifications=chance.randint(1, 400),
                roles=(chance.choice((Role.PEO, Role.PFO, Role.PAO)),),
                years=tuple(range(2004, 2004 + chance.randint(1, 9))),
            )
        )
    return Officers(made)
