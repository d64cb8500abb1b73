"""Index cards: what is kept of an officer or a company so that it can be found and shown.

A card is one line of text, the same in the Whoosh index and in the browser's shards, so that both show
and rank the same: "Margaret E. /Thorne|k3f9a|Harrow & Pell Instruments, Inc.|F|04-08|66|2|39|". The "/"
stands before the surname.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from builder.entries import CompanyEntry, OfficerEntry
from builder.records import Role, Section
from builder.search.names import PersonName, cut_words, read_name, read_words

ROLE_LETTERS = {
    Role.PEO: "E",
    Role.PFO: "F",
    Role.PAO: "A",
    Role.SECURITIZATION: "S",
    Role.SERVICING: "V",
}
ROLES = {letter: role for role, letter in ROLE_LETTERS.items()}
SECTION_LETTERS = {Section.S302: "3", Section.S906: "9"}
SECTIONS = {letter: section for section, letter in SECTION_LETTERS.items()}

MOST_NAMES = 5
"""More spellings of one name are not kept on its card."""
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029|;/\ud800-\udfff]")
_WORD_START = re.compile(r"(?:^|(?<=[\s.'’-]))(?=\S)")
_OFFICERS, _COMPANIES = "officers/", "companies/"


@dataclass(frozen=True, slots=True)
class OfficerCard:
    """What is kept of an officer."""

    address: str
    name: str
    names: tuple[PersonName, ...]
    """The fullest name first, then spellings that say something else."""
    company_name: str
    roles: tuple[Role, ...]
    years: tuple[int, ...]
    certifications: int
    findings: int
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class CompanyCard:
    """What is kept of a company."""

    address: str
    name: str
    names: tuple[tuple[str, ...], ...]
    """Its name in folded words, then its other and former names."""
    other_names: tuple[str, ...]
    cik: str
    """Without leading zeros; "" where it is not stated."""
    years: tuple[int, ...]
    filings: int
    certifications: int


Card = OfficerCard | CompanyCard


def officer_names(entry: OfficerEntry) -> tuple[PersonName, ...]:
    """Return the officer's name in folded words, then the printed spellings that say something else."""
    main = PersonName(cut_words(" ".join(entry.given)), cut_words(entry.surname))
    if entry.names_as_printed == (entry.name,):
        return (main,)
    return (main, *_other_spellings(entry, main))[:MOST_NAMES]


def write_officer(entry: OfficerEntry, names: tuple[PersonName, ...]) -> str:
    """Return the card of an officer who is found by NAMES."""
    name = _safe(entry.name)
    marked = _marked(name, entry, names[0])
    spelt = names if marked == name else names[1:]
    return "|".join((
        marked,
        _tail(entry.address, _OFFICERS, name),
        _safe(entry.company_name),
        "".join(ROLE_LETTERS[role] for role in entry.roles),
        write_years(entry.years),
        str(entry.certifications),
        str(entry.findings),
        "".join(SECTION_LETTERS[section] for section in entry.sections),
        ";".join(f"{' '.join(one.given)} /{' '.join(one.surname)}" for one in spelt),
    ))  # fmt: skip


def write_company(entry: CompanyEntry) -> str:
    """Return the card of a company; it begins with "@"."""
    others = dict.fromkeys((*(former.name for former in entry.former_names), *entry.other_names))
    years = (entry.first.year, entry.last.year) if entry.first and entry.last else ()
    return "|".join((
        "@" + _safe(entry.name),
        entry.address.removeprefix(_COMPANIES).removesuffix("/"),
        (entry.cik or "").lstrip("0"),
        write_years(range(years[0], years[1] + 1)) if years else "",
        str(entry.filings),
        str(entry.certifications),
        ";".join([_safe(name) for name in others if cut_words(name) != cut_words(entry.name)][:MOST_NAMES]),
    ))  # fmt: skip


def read_card(line: str) -> Card:
    """Return the card written as LINE."""
    return _read_company(line[1:]) if line.startswith("@") else _read_officer(line)


def _read_officer(line: str) -> OfficerCard:
    marked, tail, company, roles, years, certifications, findings, sections, others = line.split("|")
    name = marked.replace("/", "", 1)
    return OfficerCard(
        f"{_OFFICERS}{_slug(name) + '-' + tail[1:] if tail.startswith('-') else tail}/",
        name,
        (*([_read_marked(marked)] if "/" in marked else []), *map(_read_folded, filter(None, others.split(";")))),
        company,
        tuple(ROLES[letter] for letter in roles),
        read_years(years),
        int(certifications),
        int(findings),
        tuple(SECTIONS[letter] for letter in sections),
    )


def _read_company(line: str) -> CompanyCard:
    name, tail, cik, years, filings, certifications, others = line.split("|")
    other_names = tuple(filter(None, others.split(";")))
    return CompanyCard(
        f"{_COMPANIES}{tail}/",
        name,
        tuple(cut_words(one) for one in (name, *other_names)),
        other_names,
        cik,
        read_years(years),
        int(filings),
        int(certifications),
    )


def write_years(years: Sequence[int]) -> str:
    """Return years as runs: "2004-2008,2011"."""
    if years and years[-1] - years[0] + 1 == len(years):
        return f"{years[0]}-{years[-1]}" if len(years) > 1 else str(years[0])
    ordered = sorted(set(years))
    starts = [year for before, year in pairwise([-9, *ordered]) if year != before + 1]
    ends = [year for year, after in pairwise([*ordered, 99999]) if after != year + 1]
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in zip(starts, ends, strict=True))


def read_years(runs: str) -> tuple[int, ...]:
    """Return the years of "2004-2008,2011"."""
    ends = [(run.split("-")[0], run.split("-")[-1]) for run in runs.split(",") if run]
    return tuple(year for first, last in ends for year in range(int(first), int(last) + 1))


def _safe(text: str) -> str:
    return _UNSAFE.sub(" ", text).strip()


def _marked(name: str, entry: OfficerEntry, parts: PersonName) -> str:
    """Return NAME with "/" before the surname; NAME itself where the surname does not end it."""
    given = " ".join(entry.given)
    if entry.surname.isalpha() and name == f"{given} {entry.surname}":
        return f"{given} /{entry.surname}"
    places = [len(given) + 1] if name.startswith(f"{given} {entry.surname}") else []
    for at in (*places, *(start.start() for start in _WORD_START.finditer(name))):
        if cut_words(name[:at]) == parts.given and read_words(name[at:]).words == parts.surname:
            return f"{name[:at]}/{name[at:]}"
    return name


def _read_marked(marked: str) -> PersonName:
    given, _, surname = marked.partition("/")
    read = read_words(surname)
    return PersonName(cut_words(given), read.words, read.generation)


def _read_folded(words: str) -> PersonName:
    """Return the name written as its folded WORDS, "/" before the surname's first."""
    given, _, surname = words.partition("/")
    return PersonName(tuple(given.split()), tuple(surname.split()))


def _other_spellings(entry: OfficerEntry, main: PersonName) -> list[PersonName]:
    """Return the printed names that hold a word the fullest name has not."""
    known = {*main.given, *main.surname}
    initials = {word[0] for word in known}
    found: list[PersonName] = []
    for printed in entry.names_as_printed:
        name = read_name(printed)
        words = (*name.given, *name.surname)
        if not all(word in known or (len(word) == 1 and word in initials) for word in words):
            known.update(words)
            found.append(name)
    return found


def _slug(name: str) -> str:
    return "-".join(cut_words(name))


def _tail(address: str, folder: str, name: str) -> str:
    """Return the end of ADDRESS that the name does not tell already, "-k3f9a"; else all below FOLDER."""
    tail = address.removeprefix(folder).removesuffix("/")
    slug = _slug(name)
    return tail[len(slug) :] if slug and tail.startswith(slug + "-") else tail
