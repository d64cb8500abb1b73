"""The prescribed texts, and which of them is right for a certification.

Reads `wording/prescribed/*.toml`. A 10-Q filed in March 2010 asks for "302-2003-full"; one filed in November 2002 for
"302-2002". Where an input is missing that decides, the answer is None: not known. Refuses to know any exhibit.
Sources: releases 33-8124, 33-8238 and 33-8760; rules 13a-14, 13a-15 and 30a-2; Item 601(b)(31) of Regulation S-K.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec

from builder.errors import TableError
from builder.wording.forms import bare_form, family_of, is_amendment

Read = TypeVar("Read")

TEXTS = (
    "302-2002",
    "302-2003-full",
    "302-2003-noicfr",
    "302-fund",
    "302-foreign",
    "302-asset-backed",
)
FOLDER = "prescribed"

CERTIFIED_FROM = date(2002, 8, 29)
"""Release 33-8124: reports filed from this day on are certified."""
EARLY_USE = date(2003, 6, 18)
"""Release 33-8238 was published: its text could be used."""
NEW_TEXT_FROM = date(2003, 8, 14)
"""Reports due from this day on take the text of release 33-8238."""
GRACE_UNTIL = date(2003, 9, 30)
"""Until then a report may have been due before 14 August 2003."""
LARGE_FROM = date(2004, 11, 15)
"""Accelerated filers: fiscal years that end from this day on bring the words on internal control."""
ALL_FROM = date(2007, 12, 15)
"""All others: release 33-8760."""
ASSET_BACKED_FROM = date(2006, 12, 31)
"""Reports filed after this are for fiscal years under Regulation AB; in 2006 either text stands."""


class Status(StrEnum):
    """How large a filer is, as far as the transition to internal control reports asks (rule 12b-2)."""

    ACCELERATED = "accelerated"
    OTHER = "non-accelerated"


class Control(StrEnum):
    """Whether paragraph 4 must speak of internal control over financial reporting."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PrescribedText:
    """One text as it stands in the rules."""

    id: str
    name: str
    source: str
    since: date
    until: date | None
    confirmed: str
    """How far its words could be held against the rule itself."""
    paragraphs: tuple[tuple[str, tuple[str, ...]], ...]
    """Key ("4a") and the forms in which the paragraph may stand; most have one."""


@dataclass(frozen=True, slots=True)
class Noun:
    """What the prescribed text of some forms calls the company."""

    word: str
    forms: tuple[str, ...]
    source: str
    also: tuple[str, ...] = ()
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words whose change has a rule of its own."""

    rule: str
    paragraphs: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What decides which text is right; None where it is not known."""

    form_type: str | None
    period: date | None
    filed_on: date | None
    fiscal_year_end: str | None = None
    """Month and day, "0630"."""
    first_annual_report: bool | None = None
    """Whether the company had not yet filed an annual report."""
    status: Status | None = None
    asset_backed: bool = False


@dataclass(frozen=True, slots=True)
class Prescription:
    """Which text is right."""

    text: str | None
    """None where no text is prescribed, or where it is not known which."""
    accepted: tuple[str, ...]
    """Texts that are right as well."""
    control: Control
    why: str
    """The reason in a sentence."""


@dataclass(frozen=True, slots=True)
class _Written:
    id: str
    name: str
    section: str
    source: str
    since: date
    confirmed: str
    paragraphs: dict[str, str | tuple[str, ...]]
    until: date | None = None
    based_on: str | None = None
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _NounFields:
    forms: tuple[str, ...]
    source: str
    also: tuple[str, ...] = ()
    until: date | None = None


@dataclass(frozen=True, slots=True)
class _Phrases:
    phrase: tuple[Phrase, ...]


@cache
def prescribed_text(name: str) -> PrescribedText:
    """Return the text called NAME, what it is based on put in."""
    written = _read(name, _Written)
    own = {key: (forms,) if isinstance(forms, str) else forms for key, forms in written.paragraphs.items()}
    if written.based_on:
        ground = dict(prescribed_text(written.based_on).paragraphs)
        own = {key: own.get(key, forms) for key, forms in ground.items() if key not in written.without}
    return PrescribedText(
        id=written.id,
        name=written.name,
        source=written.source,
        since=written.since,
        until=written.until,
        confirmed=written.confirmed,
        paragraphs=tuple(own.items()),
    )


@cache
def nouns() -> tuple[Noun, ...]:
    """Return what the text calls the company, by form."""
    read = _read("nouns", dict[str, _NounFields])
    return tuple(Noun(word, each.forms, each.source, each.also, each.until) for word, each in read.items())


@cache
def phrases() -> tuple[Phrase, ...]:
    """Return the words whose change has a rule of its own."""
    return _read("phrases", _Phrases).phrase


def right_nouns(form_type: str | None, filed_on: date | None) -> tuple[str, ...]:
    """Return what the text of FORM_TYPE may call the company; "registrant" alone for most."""
    if form_type is None:
        return ("registrant",)
    for noun in nouns():
        if bare_form(form_type) in {bare_form(form) for form in noun.forms}:
            late = noun.until and filed_on and filed_on > noun.until
            return ("registrant",) if late else (noun.word, *noun.also)
    return ("registrant",)


def right_text(asked: Asked) -> Prescription:  # noqa: PLR0911 - the decision table, a line a case
    """Return which text is right for what is ASKED."""
    family = family_of(asked.form_type)
    if family is None or not (family.s302 or family.name == "fund_annual"):
        return Prescription(None, (), Control.UNKNOWN, "it is not known for which form the certification is")
    if family.name.startswith("fund"):
        return _fund(asked)
    if asked.filed_on is None:
        return Prescription(None, (), Control.UNKNOWN, "it is not known when the report was filed")
    if asked.filed_on < CERTIFIED_FROM:
        return Prescription(None, (), Control.OPTIONAL, "filed before 29 August 2002, when section 302 took effect")
    if asked.asset_backed and family.name == "annual":
        return _asset_backed(asked.filed_on)
    if asked.filed_on < NEW_TEXT_FROM:
        early = ("302-2003-noicfr", "302-2003-full") if asked.filed_on >= EARLY_USE else ()
        return Prescription("302-2002", early, Control.OPTIONAL, "filed before 14 August 2003")
    return _new_text(asked, foreign=family.name == "foreign_annual")


def control_words(asked: Asked) -> Control:
    """Return whether paragraph 4 must speak of internal control, by 17 CFR 240.13a-14(a) and its transition."""
    ended = _last_year_end(asked)
    if ended is None or asked.first_annual_report is True:
        return Control.UNKNOWN if ended is None else Control.OPTIONAL
    latest, earliest = ended
    if latest < LARGE_FROM or (asked.status is Status.OTHER and latest < ALL_FROM):
        return Control.OPTIONAL
    if earliest >= ALL_FROM or (asked.status is Status.ACCELERATED and earliest >= LARGE_FROM):
        return Control.REQUIRED
    return Control.UNKNOWN


def _new_text(asked: Asked, *, foreign: bool) -> Prescription:
    control = control_words(asked)
    accepted: tuple[str, ...]
    if foreign:
        accepted = ("302-2003-full", "302-2003-noicfr") if control is not Control.REQUIRED else ("302-2003-full",)
        return Prescription("302-foreign", accepted, control, "an annual report of a foreign private issuer")
    accepted = () if control is Control.REQUIRED else ("302-2003-noicfr",)
    first_due = asked.filed_on is not None and asked.filed_on <= GRACE_UNTIL
    amended = is_amendment(asked.form_type or "") and (asked.period is None or asked.period < NEW_TEXT_FROM)
    if first_due or amended:
        accepted = (*accepted, "302-2002")
    return Prescription("302-2003-full", accepted, control, "filed on or after 14 August 2003")


def _fund(asked: Asked) -> Prescription:
    if asked.filed_on and asked.filed_on < NEW_TEXT_FROM:
        return Prescription("302-2002", ("302-fund",), Control.OPTIONAL, "an investment company before August 2003")
    return Prescription("302-fund", (), Control.UNKNOWN, "a report of an investment company")


def _asset_backed(filed_on: date) -> Prescription:
    if filed_on <= ASSET_BACKED_FROM:
        return Prescription(None, (), Control.UNKNOWN, "an asset-backed issuer before Regulation AB")
    return Prescription("302-asset-backed", (), Control.OPTIONAL, "an annual report of an asset-backed issuer")


def _last_year_end(asked: Asked) -> tuple[date, date] | None:
    """Return (latest, earliest) day on which the last fiscal year with an annual report may have ended."""
    period = asked.period
    if period is None or asked.form_type is None:
        return None
    family = family_of(asked.form_type)
    if family and family.name != "quarterly":
        return period, period
    end = asked.fiscal_year_end
    if end and len(end) == 4 and end.isdigit():
        year = period.year if (period.month, period.day) > (int(end[:2]), int(end[2:]) + 7) else period.year - 1
        try:
            ended = date(year, int(end[:2]), min(28, int(end[2:])))
        except ValueError:
            ended = period - timedelta(days=366)
        return ended, ended
    return period - timedelta(days=80), period - timedelta(days=286)


def _read(name: str, kind: type[Read]) -> Read:
    table = f"wording/{FOLDER}/{name}.toml"
    try:
        read = tomllib.loads((files("builder.wording") / FOLDER / f"{name}.toml").read_text("utf-8"))
        return msgspec.convert(read, kind)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise TableError(table, str(error), "mend the table") from error
