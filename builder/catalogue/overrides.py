"""`officers.toml` beside the exhibits: a person's word on who is one certifying officer and who is not.

    [[same]]
    company = "0000900001"                       # a CIK, or a company's name
    officers = ["Mara Quill", "Mara Harkness"]   # names as printed, or addresses of officer pages
    why = "married in 2004: 10-K for 2004, item 10"

`[[different]]` has the same keys. Every line is checked against the archive: an officer whom nobody knows,
a line that says what earlier lines say already (a cycle) and one that contradicts them stop the build
with the file and the line.
"""

from __future__ import annotations

import re
import sqlite3
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import msgspec

from builder.catalogue.addresses import officer_address
from builder.catalogue.officers import NO_RULINGS, Ruling, Rulings
from builder.errors import RawError
from builder.wording.companies import fold_company
from builder.wording.persons import read_name

Officer = tuple[str, str]
"""Key of the company, and the name for comparing."""

_HEADING = re.compile(r"\[\[\s*(same|different)\s*\]\]")
_CIK = re.compile(r"\d{1,10}")
_ADDRESS = re.compile(r"officers/[a-z0-9-]+/?")


class _Written(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One table of the file, as written."""

    officers: tuple[str, ...]
    company: str = ""
    why: str = ""


class _File(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The whole file, as written."""

    same: tuple[_Written, ...] = ()
    different: tuple[_Written, ...] = ()


@dataclass(frozen=True, slots=True)
class _Statement:
    """One table of the file, its officers found in the archive."""

    place: str
    line: int
    same: bool
    officers: tuple[Officer, ...]
    ruling: Ruling


def read_overrides(db: sqlite3.Connection, path: Path | None) -> dict[str, Rulings]:
    """Return the rulings of the file at PATH, by key of the company; nothing where there is no file."""
    if path is None:
        return {}
    statements = [_find(db, path, line, same, written) for line, same, written in _tables(path)]
    _refuse_cycles([each for each in statements if each.same])
    _refuse_contradictions(statements)
    found: dict[str, Rulings] = defaultdict(lambda: NO_RULINGS)
    for each in statements:
        key, before = each.officers[0][0], found[each.officers[0][0]]
        if each.same:
            found[key] = Rulings((*before.same, each.ruling), before.different)
        else:
            found[key] = Rulings(before.same, (*before.different, each.ruling))
    return dict(found)


def _tables(path: Path) -> Iterator[tuple[int, bool, _Written]]:
    """Yield the line of each table, whether it says `same`, and what it says, in the order of the file."""
    try:
        text = path.read_text("utf-8")
        written = msgspec.convert(tomllib.loads(text), _File)
    except (OSError, UnicodeDecodeError) as error:
        raise RawError(path.name, f"cannot be read ({error})", "save it as UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        raise RawError(path.name, f"not TOML: {error}", "mend that line") from error
    except msgspec.ValidationError as error:
        raise _refusal(path, _blamed(text, str(error)), str(error), "use company, officers and why alone") from error
    tables = {"same": list(written.same), "different": list(written.different)}
    headings = [(line, kind) for line, kind in _headings(text) if tables[kind]]
    if len(headings) != len(written.same) + len(written.different):
        raise RawError(
            path.name, "a table is not written as [[same]] or [[different]]", "write each under its own heading"
        )
    for line, kind in headings:
        yield line, kind == "same", tables[kind].pop(0)


def _headings(text: str) -> Iterator[tuple[int, str]]:
    for line, words in enumerate(text.splitlines(), 1):
        found = _HEADING.match(words.strip())
        if found:
            yield line, found[1]


def _blamed(text: str, message: str) -> int:
    """Return the line of the table that MESSAGE is about ("... at `$.same[2].officers`"), else 1."""
    found = re.search(r"\$\.(same|different)\[(\d{1,6})\]", message)
    lines = [line for line, kind in _headings(text) if found and kind == found[1]]
    place = int(found[2]) if found else 0
    if found is None:
        unknown = re.search(r"`([^`$]{1,60})`", message)
        named = [n for n, words in enumerate(text.splitlines(), 1) if unknown and unknown[1] in words]
        return named[0] if named else 1
    return lines[place] if place < len(lines) else 1


def _find(db: sqlite3.Connection, path: Path, line: int, same: bool, written: _Written) -> _Statement:
    place = f"{path.name}, line {line}"
    officers = tuple(_officer(db, place, written.company, each) for each in written.officers)
    if len(officers) < 2:
        raise RawError(place, "fewer than two officers", "name two or more")
    if len({key for key, _ in officers}) > 1:
        raise RawError(
            place, "officers of two companies", "name officers of one company: nobody is merged across companies"
        )
    twice = [name for (_, name), other in combinations(officers, 2) if name == other[1]]
    if twice:
        why = f"two of the names are one name for comparing ({twice[0]})"
        raise RawError(place, why, "name each officer once; one name cannot be two officers")
    said = "one person" if same else "different persons"
    sentence = f"{place} says that {_listed(written.officers)} are {said}" + (f": {written.why}" if written.why else "")
    ruling = Ruling(frozenset(name for _, name in officers), f"{sentence.rstrip('.')}.")
    return _Statement(place, line, same, officers, ruling)


def _officer(db: sqlite3.Connection, place: str, company: str, named: str) -> Officer:
    """Return the officer NAMED in a table, by a name as printed or by the address of a page."""
    if _ADDRESS.fullmatch(named):
        return _officer_at(db, place, named)
    name = read_name(named)
    key = _company(db, place, company)
    known = name and db.execute("SELECT 1 FROM mention WHERE company = ? AND normal = ?", (key, name.normal)).fetchone()
    if name is None or not known:
        remedy = "write a name as it is printed in one of the company's certifications"
        raise RawError(place, f"unknown officer {named!r}: nobody of that name signs for {company!r}", remedy)
    return key, name.normal


def _officer_at(db: sqlite3.Connection, place: str, address: str) -> Officer:
    wanted = address.rstrip("/") + "/"
    for key, normal in db.execute("SELECT DISTINCT company, normal FROM mention"):
        if officer_address(key, normal) == wanted:
            return key, normal
    raise RawError(place, f"unknown officer {address!r}: no page has that address", "copy it from the officer's page")


def _company(db: sqlite3.Connection, place: str, company: str) -> str:
    if not company:
        raise RawError(place, "no `company`", "say whose officers these are, by CIK or name")
    if _CIK.fullmatch(company):
        found = db.execute("SELECT key FROM company WHERE key = ?", (company.zfill(10),)).fetchall()
    else:
        found = db.execute("SELECT key FROM company WHERE folded = ? ORDER BY key", (fold_company(company),)).fetchall()
    if len(found) != 1:
        why = "several companies are" if found else "no company is"
        raise RawError(place, f"{why} called {company!r}", "name it by its CIK")
    key: str = found[0][0]
    return key


def _refuse_cycles(statements: list[_Statement]) -> None:
    """Refuse a table whose officers are one person already by the tables before it."""
    of: dict[Officer, int] = {}
    for number, each in enumerate(statements):
        before = {of.get(officer, -1 - place) for place, officer in enumerate(each.officers)}
        if len(before) == 1:
            why = (
                f"a cycle: {_listed(tuple(name for _, name in each.officers))} are one person already by earlier lines"
            )
            raise RawError(each.place, why, "remove one of the lines")
        joined = {officer for officer, group in of.items() if group in before} | set(each.officers)
        of.update(dict.fromkeys(joined, number))


def _refuse_contradictions(statements: list[_Statement]) -> None:
    """Refuse a `different` whose officers are one person by the `same` lines."""
    groups: list[set[Officer]] = []
    for each in statements:
        if each.same:
            touching = [group for group in groups if group & set(each.officers)]
            joined = set(each.officers).union(*touching)
            groups = [group for group in groups if group not in touching] + [joined]
    for each in statements:
        for one, other in combinations(each.officers, 2):
            if not each.same and any({one, other} <= group for group in groups):
                said = next(same.line for same in statements if same.same and one in same.officers)
                why = f"a contradiction: {one[1]!r} and {other[1]!r} are one person by line {said}"
                raise RawError(each.place, why, "remove one of the two")


def _refusal(path: Path, line: int, cause: str, remedy: str) -> RawError:
    return RawError(f"{path.name}, line {line}", cause, remedy)


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]
