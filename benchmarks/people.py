"""A made archive of officers with realistic names, from a seed: what the search is measured on.

Given names and surnames follow the frequencies of the 1990 US census (package `names`), so that there are
a thousand Smiths among 100,000 officers; lists of our own add accents, particles, hyphens and apostrophes.
No person or company is real.
"""

from __future__ import annotations

import base64
import hashlib
import random
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import accumulate

from builder.entries import CompanyEntry, FilingEntry, OfficerEntry
from builder.records import Cik, Role, Section

ACCENTED_GIVEN = [
    "José",
    "André",
    "François",
    "Jürgen",
    "Søren",
    "Zoë",
    "Łukasz",
    "Günther",
    "Renée",
    "Inés",
    "Björn",
    "Chloé",
    "Andrés",
    "René",
    "Hélène",
    "Jesús",
    "María",
    "Raúl",
    "Sofía",
    "Thérèse",
    "Göran",
    "Håkan",
    "Jørgen",
    "Štefan",
    "Tomáš",
    "Ümit",
    "İbrahim",
    "Noël",
    "Émile",
    "Sébastien",
]
ACCENTED_SURNAMES = [
    "Muñoz",
    "Müller",
    "García",
    "Núñez",
    "Gonçalves",
    "Søndergaard",
    "Østergård",
    "Weiß",
    "Łukasiewicz",
    "Çelik",
    "Yılmaz",
    "Fernández",
    "Lefèvre",
    "Jönsson",
    "Sjögren",
    "Bäcker",
    "Dvořák",
    "Novotný",
    "Ibáñez",
    "Pérez",
    "Peña",
    "Åkesson",
    "Strömberg",
    "Kovačević",
    "Șerban",
    "Beaupré",
    "Côté",
    "Hernández",
    "López",
    "Rodríguez",
    "Sánchez",
    "Vásquez",
    "Zúñiga",
    "Großmann",
    "Krüger",
    "Schäfer",
    "Lindström",
    "Ståhl",
    "Žižka",
    "Ćosić",
]
PARTICLE_SURNAMES = [
    "Van Dyke",
    "Van der Berg",
    "de la Cruz",
    "von Hagen",
    "St. John",
    "Van Buren",
    "Di Pietro",
    "De Luca",
    "La Rue",
    "Van den Broek",
    "Del Rio",
    "Da Silva",
    "Dos Santos",
    "Le Blanc",
    "Mac Gregor",
    "Van Horn",
    "De Groot",
    "Von Stein",
    "Ten Eyck",
    "El Masri",
    "Van Ness",
    "De Vries",
    "Della Rosa",
    "Du Pont",
    "Van Wyck",
    "Di Marco",
    "St. Clair",
    "De Jong",
    "Van Winkle",
    "Al Hashimi",
]
APOSTROPHE_SURNAMES = [
    "O'Neill",
    "O'Brien",
    "O'Connor",
    "D'Angelo",
    "D'Amico",
    "L'Heureux",
    "O'Malley",
    "O'Donnell",
    "O’Sullivan",
    "O’Keefe",
    "D’Agostino",
    "O'Hara",
    "O'Rourke",
    "D'Souza",
    "O'Leary",
    "O’Grady",
    "D'Ambrosio",
    "O'Dell",
    "O’Shea",
    "O'Toole",
]
SUFFIXES = ("Jr.", "Jr.", "Jr.", "III", "Sr.", "II", "IV")
COMPANY_FIRST = [
    "Larkspur",
    "Harrow",
    "Tidewater",
    "Quillfeather",
    "Ostrander",
    "Vantry",
    "Meridian",
    "Copperline",
    "Bluegate",
    "Stonemill",
    "Fernhill",
    "Northgate",
    "Halcyon",
    "Ridgeway",
    "Summit",
    "Atlantic",
    "Pacific",
    "Continental",
    "Redwood",
    "Silverlake",
    "Thornbury",
    "Granite",
    "Pioneer",
    "Heritage",
    "Lakeshore",
    "Evergreen",
    "Crescent",
    "Beacon",
    "Sterling",
    "Falcon",
    "Juniper",
    "Cobalt",
    "Amberline",
    "Westbrook",
    "Eastfield",
    "Oakhurst",
    "Pinecrest",
    "Maplewood",
    "Kestrel",
    "Marlowe",
    "Fairview",
    "Glenrock",
    "Hawthorne",
    "Ironwood",
    "Kingsley",
    "Landmark",
    "Monarch",
    "Newbridge",
    "Orchard",
    "Palisade",
    "First",
    "American",
]
COMPANY_SECOND = [
    "Basin",
    "Instruments",
    "Looms",
    "Foods",
    "Rail",
    "Semiconductor",
    "Bancorp",
    "Paper",
    "Water",
    "Energy",
    "Therapeutics",
    "Networks",
    "Mining",
    "Realty",
    "Pharmaceuticals",
    "Systems",
    "Financial",
    "Holdings",
    "Petroleum",
    "Software",
    "Logistics",
    "Medical",
    "Biosciences",
    "Insurance",
    "Textiles",
    "Communications",
    "Aerospace",
    "Resources",
    "Technologies",
    "Capital",
    "Steel",
    "Brewing",
    "Shipping",
    "Optics",
    "Robotics",
    "Gas",
    "Power",
    "Savings",
    "Motors",
    "Chemical",
    "Products",
    "International",
    "Properties",
    "Devices",
    "Diagnostics",
    "Media",
    "Entertainment",
    "Restaurants",
    "Airlines",
]
COMPANY_THIRD = (
    "",
    "",
    "",
    "",
    "Group",
    "Partners",
    "Industries",
    "of Delaware",
    "Trust",
    "& Company",
    "Enterprises",
    "Worldwide",
)
SYLLABLES = [
    "al",
    "am",
    "ar",
    "ax",
    "ba",
    "bel",
    "bio",
    "cal",
    "cen",
    "co",
    "cor",
    "cy",
    "dal",
    "di",
    "dy",
    "el",
    "en",
    "er",
    "ex",
    "fi",
    "ge",
    "gen",
    "hy",
    "in",
    "io",
    "ka",
    "la",
    "lan",
    "lex",
    "lu",
    "ma",
    "med",
    "mi",
    "mo",
    "na",
    "neo",
    "ni",
    "no",
    "nu",
    "o",
    "om",
    "or",
    "os",
    "pa",
    "per",
    "pho",
    "pi",
    "pro",
    "qua",
    "ra",
    "ri",
    "ro",
    "sa",
    "se",
    "si",
    "so",
    "sta",
    "sy",
    "ta",
    "tec",
    "ter",
    "ti",
    "tra",
    "tri",
    "u",
    "ul",
    "va",
    "ve",
    "vi",
    "vo",
    "xa",
    "xo",
    "za",
    "ze",
    "zy",
]
LEGAL_FORMS = ("Inc.", "Corporation", "Corp.", "Ltd.", "L.P.", "Company", "LLC")
ROLE_CHOICES = ((Role.PEO,), (Role.PFO,), (Role.PFO, Role.PAO), (Role.PAO,), (Role.PEO, Role.PFO, Role.PAO))


@dataclass(frozen=True, slots=True)
class _Frequencies:
    names: tuple[str, ...]
    totals: tuple[float, ...]

    def draw(self, chance: random.Random) -> str:
        return self.names[min(bisect(self.totals, chance.random() * self.totals[-1]), len(self.names) - 1)]


@cache
def _census(name: str) -> _Frequencies:
    """Return one of the census lists: NAME, frequency, cumulated frequency, rank."""
    rows = [line.split() for line in (files("names") / name).read_text(encoding="ascii").splitlines()]
    return _Frequencies(tuple(_cased(row[0]) for row in rows), tuple(accumulate(float(row[1]) for row in rows)))


def _cased(name: str) -> str:
    if name.startswith("MC") and len(name) > 4:
        return "Mc" + name[2:].capitalize()
    return name.capitalize()


def make_officers(count: int, seed: int) -> Iterator[OfficerEntry]:
    """Yield COUNT officers of made companies, six to a company; the same for the same SEED."""
    chance = random.Random(seed)  # noqa: S311
    companies = [_company_name(chance) for _ in range(max(1, count // 6))]
    for _ in range(count):
        number = chance.randrange(len(companies))
        yield _officer(chance, _company_address(number), companies[number])


def _company_name(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.2:
        first = chance.choice(COMPANY_FIRST)
    elif kind < 0.35:
        first = _census("dist.all.last").draw(chance)
    else:
        first = "".join(chance.choice(SYLLABLES) for _ in range(chance.choice((2, 3, 3, 4)))).capitalize()
    second = f" {chance.choice(COMPANY_SECOND)}" if chance.random() < 0.4 else ""
    return f"{first}{second} {chance.choice(COMPANY_SECOND)} {chance.choice(COMPANY_THIRD)}".strip() + (
        f", {chance.choice(LEGAL_FORMS)}"
    )


def _company_address(number: int) -> str:
    return f"companies/{990000 + number * 7:010d}/"


def _officer(chance: random.Random, company: str, company_name: str) -> OfficerEntry:
    given, surname, suffix = _given(chance), _surname(chance), chance.choice(SUFFIXES) if chance.random() < 0.06 else ""
    name = " ".join((*given, surname)) + (f", {suffix}" if suffix.endswith(".") else f" {suffix}" if suffix else "")
    start = chance.randint(2002, 2024)
    years = tuple(range(start, min(2026, start + int(chance.expovariate(0.25))) + 1))
    slug = "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())
    digest = (
        base64.b32encode(hashlib.sha256(f"{company}{name}{chance.random()}".encode()).digest())[:5].decode().lower()
    )
    return OfficerEntry(
        address=f"officers/{slug}-{digest}/",
        company=company,
        company_name=company_name,
        name=name,
        given=given,
        surname=surname,
        suffix=suffix,
        names_as_printed=(name,),
        roles=chance.choice(ROLE_CHOICES),
        titles=(),
        certifications=len(years) * chance.randint(1, 8),
        first=date(years[0], 3, 1),
        last=date(years[-1], 11, 1),
        years=years,
        forms=("10-K", "10-Q"),
        sections=(Section.S302, Section.S906),
        findings=int(chance.random() < 0.2),
        confidence=1.0,
        evidence=(),
        same_name=(),
    )


def _given(chance: random.Random) -> tuple[str, ...]:
    if chance.random() < 0.02:
        return (chance.choice(ACCENTED_GIVEN),)
    sex = "dist.male.first" if chance.random() < 0.78 else "dist.female.first"
    first, middle = _census(sex).draw(chance), _census(sex).draw(chance)
    kind = chance.random()
    if kind < 0.1:
        return (f"{first[0]}.", middle)
    if kind < 0.12:
        return (f"{first[0]}.", f"{middle[0]}.")
    if kind < 0.55:
        return (first, f"{middle[0]}.")
    return (first, middle) if kind < 0.7 else (first,)


def _surname(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.012:
        return chance.choice(ACCENTED_SURNAMES)
    if kind < 0.024:
        return chance.choice(PARTICLE_SURNAMES)
    if kind < 0.036:
        return chance.choice(APOSTROPHE_SURNAMES)
    surnames = _census("dist.all.last")
    if kind < 0.05:
        return f"{surnames.draw(chance)}-{surnames.draw(chance)}"
    return surnames.draw(chance)


class MadeArchive:
    """As much of an archive as the search reads."""

    def __init__(self, count: int, seed: int) -> None:
        """Make COUNT officers from SEED."""
        self._officers = sorted(
            make_officers(count, seed), key=lambda entry: (entry.surname, entry.given, entry.address)
        )

    def officers(self) -> Iterator[OfficerEntry]:
        """Yield the officers."""
        yield from self._officers

    def companies(self) -> Iterator[CompanyEntry]:
        """Yield the companies of the officers."""
        by_company: dict[str, list[OfficerEntry]] = {}
        for officer in self._officers:
            by_company.setdefault(officer.company, []).append(officer)
        for address, officers in sorted(by_company.items()):
            years = [year for officer in officers for year in officer.years]
            certifications = sum(officer.certifications for officer in officers)
            yield CompanyEntry(
                address,
                officers[0].company_name,
                Cik(address.split("/")[1]),
                (),
                (),
                None,
                None,
                None,
                certifications // 4,
                certifications,
                len(officers),
                date(min(years), 3, 1),
                date(max(years), 11, 1),
            )

    def lines(self) -> Iterator[FilingEntry]:
        """Yield nothing: there are no filings in a made archive."""
        yield from ()
