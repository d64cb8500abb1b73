"""How values read on a page: dates, counts, roles, severities; plain values, already formatted.

In go records and entries, out come the words of the house: `day(date(2004, 2, 13))` is "13 Feb 2004",
`role_words((Role.PFO, Role.PAO))` is "principal financial and accounting officer". The views of one kind of
page stand in filing.py, company.py, officer.py and browse.py. Nothing here knows Markdown or HTML.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

import msgspec

from builder.entries import FilingEntry, FilingLine, OfficerEntry, Sourced
from builder.findings import Finding, Severity
from builder.records import Modifier, Role, Section

ROLE_WORDS = {
    Role.PEO: "principal executive",
    Role.PFO: "principal financial",
    Role.PAO: "principal accounting",
}
"""What stands before "officer"; the senior officers of asset-backed issuers have words of their own."""

SENIOR_WORDS = {
    Role.SECURITIZATION: "senior officer in charge of securitization",
    Role.SERVICING: "senior officer in charge of servicing",
}

MODIFIER_WORDS = {Modifier.CO: "co-", Modifier.INTERIM: "interim "}

SEVERITY_WORDS = {
    Severity.A: "a correction with the whole report is usual",
    Severity.B: "a correction is usual",
    Severity.C: "differs from the prescribed words",
    Severity.D: "notable practice",
    Severity.INFORMATION: "for information",
}

FORM_KINDS = (
    (re.compile(r"10-?KT"), "Transition report"),
    (re.compile(r"10-?QT"), "Transition report"),
    (re.compile(r"10-?K"), "Annual report"),
    (re.compile(r"10-?Q"), "Quarterly report"),
    (re.compile(r"20-?F|40-?F|11-?K"), "Annual report"),
    (re.compile(r"N-?CSRS"), "Half-yearly report of a fund"),
    (re.compile(r"N-?CSR"), "Annual report of a fund"),
    (re.compile(r"N-?Q"), "Quarterly schedule of a fund"),
)
"""What a form type is called, by how it begins; the first that fits, specific before general."""


class Link(msgspec.Struct, frozen=True):
    """Words that lead to a page; `href` is relative to the page that shows them, "" where they lead nowhere."""

    words: str
    href: str
    note: str = ""


class Quad(msgspec.Struct, frozen=True):
    """Found or not, in four squares: 302 above 906, executive left of financial."""

    states: tuple[str, str, str, str]
    """Each "f" found, "m" expected and not found, "x" not expected, "u" unknown."""
    words: str

    @property
    def whole(self) -> bool:
        """Return whether all four were found, as mostly."""
        return self.states == ("f", "f", "f", "f")


class Flag(msgspec.Struct, frozen=True):
    """How many findings of one severity."""

    severity: str
    words: str
    count: str
    """"" for one."""


KEPT = 1024
"""Days, forms and roles whose words are kept; a page says each of them many times."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

QUAD_ORDER = ((Section.S302, Role.PEO), (Section.S302, Role.PFO), (Section.S906, Role.PEO), (Section.S906, Role.PFO))

STATE_WORDS = {"f": "found", "m": "expected, not found", "x": "not expected", "u": "unknown"}


@lru_cache(maxsize=KEPT)
def day(when: date | None) -> str:
    """Return WHEN as "13 Feb 2004", or "" where it is not stated."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}" if when else ""


@lru_cache(maxsize=KEPT)
def iso_day(value: str) -> str:
    """Return an ISO date as a reader reads it; other words as they are."""
    try:
        return day(date.fromisoformat(value))
    except ValueError:
        return value


def days(first: date | None, last: date | None) -> str:
    """Return "10 Dec 2004 to 12 Dec 2008", or one day where both are the same."""
    return day(first or last) if first == last or not (first and last) else f"{day(first)} to {day(last)}"


def months(first: date | None, last: date | None) -> str:
    """Return "Feb 2003 to Aug 2012"."""
    return " to ".join(dict.fromkeys(f"{MONTHS[when.month - 1]} {when.year}" for when in (first, last) if when))


def years(first: date | None, last: date | None) -> str:
    """Return "2004 to 2008", or one year."""
    return " to ".join(dict.fromkeys(str(when.year) for when in (first, last) if when))


def number(count: int) -> str:
    """Return 18826 as "18,826"."""
    return f"{count:,}"


def counted(count: int, one: str, many: str = "") -> str:
    """Return "1 filing", "39 filings"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def role_words(roles: Iterable[Role], modifiers: Iterable[Modifier] = ()) -> str:
    """Return the roles in words: "interim principal financial and accounting officer"; "" where there is none."""
    return _kept_role_words(tuple(roles), tuple(modifiers))


@lru_cache(maxsize=KEPT)
def _kept_role_words(roles: tuple[Role, ...], modifiers: tuple[Modifier, ...]) -> str:
    kept = tuple(dict.fromkeys(roles))
    plain = [ROLE_WORDS[role].removeprefix("principal ") for role in kept if role in ROLE_WORDS]
    senior = [SENIOR_WORDS[role] for role in kept if role in SENIOR_WORDS]
    before = "".join(MODIFIER_WORDS[modifier] for modifier in sorted(set(modifiers), reverse=True))
    principal = [f"{before}principal {listed(plain)} officer"] if plain else []
    return listed(principal + senior)


def sentence(words: str) -> str:
    """Return WORDS with a capital at the beginning."""
    return words[:1].upper() + words[1:]


@lru_cache(maxsize=KEPT)
def form_kind(form_type: str) -> str:
    """Return "Quarterly report, Form 10-Q" or, of a form without a name, "Form 8-K"."""
    kind = next((words for pattern, words in FORM_KINDS if pattern.match(form_type)), "")
    amended = " as amended" if form_type.endswith("/A") else ""
    return f"{kind}{amended}, Form {form_type}" if kind else f"Form {form_type}"


@lru_cache(maxsize=KEPT)
def period_kind(form_type: str) -> str:
    """Return what the period of a form is called: "year", "quarter" or "period"."""
    for kind, words in ((r"10-?K(?!T)|20-?F|40-?F|11-?K", "year"), (r"10-?Q(?!T)", "quarter")):
        if re.match(kind, form_type):
            return words
    return "period"


def stated(fact: Sourced | None) -> str:
    """Return a sourced fact's value, dates in words; "" where it is not stated."""
    return iso_day(fact.value) if fact else ""


def stated_date(fact: Sourced | None) -> date | None:
    """Return a sourced date, or None where it is not stated or is not a date."""
    try:
        return date.fromisoformat(fact.value) if fact else None
    except ValueError:
        return None


def quad(entry: FilingEntry | FilingLine) -> Quad:
    """Return which of the four usual certifications a filing has, misses or need not have."""
    missing = "u" if entry.container == "exhibit" else "m"
    states = tuple(
        "f" if part in entry.found else missing if part in entry.expected else "x" if entry.expected else "u"
        for part in QUAD_ORDER
    )
    words = (
        f"302: {STATE_WORDS[states[0]]} (executive), {STATE_WORDS[states[1]]} (financial); "
        f"906: {STATE_WORDS[states[2]]} (executive), {STATE_WORDS[states[3]]} (financial)"
    )
    return Quad((states[0], states[1], states[2], states[3]), words)


def flags(findings: Iterable[Finding]) -> tuple[Flag, ...]:
    """Return how many findings there are of each severity, gravest first; our own notes left out."""
    counts = dict.fromkeys(Severity, 0)
    for finding in findings:
        counts[finding.severity] += 1
    return tuple(
        Flag(severity.value, sentence(SEVERITY_WORDS[severity]), str(count) if count > 1 else "")
        for severity, count in counts.items()
        if count and severity is not Severity.INFORMATION
    )


def by_surname(officer: OfficerEntry) -> str:
    """Return "Thorne, Margaret E." for lists; the name as printed where it could not be taken apart."""
    if not officer.surname or not officer.given:
        return officer.name
    return ", ".join(part for part in (officer.surname, " ".join(officer.given), officer.suffix) if part)


def eights(sha256: str) -> str:
    """Return a SHA-256 in groups of eight, which can be compared by eye."""
    return " ".join(sha256[i : i + 8] for i in range(0, len(sha256), 8))


def size_words(size: int) -> str:
    """Return the SIZE of a file in bytes, kB or MB: "412 kB", "1.3 MB"."""
    if size < 1000:
        return counted(size, "byte")
    return f"{size / 1000:,.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:,.1f} MB"


def initial(name: str) -> str:
    """Return the letter under which a name stands from A to Z; "0-9" for figures, "#" for all others."""
    plain = re.sub(r"^[^0-9A-Za-z\u00c0-\u024f]+", "", name)
    first = unicodedata.normalize("NFD", plain[:1])[:1].upper()
    if first.isdigit():
        return "0-9"
    return first if "A" <= first <= "Z" else "#"


def way(page: str, target: str) -> str:
    """Return the relative way from the PAGE at one address to another TARGET: "../../officers/x/", "../y/"."""
    folder, _, name = page.partition("/")
    if target != page and name.count("/") == 1 and target.startswith(f"{folder}/"):
        return f"../{target.removeprefix(f'{folder}/')}"
    return "../" * page.count("/") + target
