"""Form types and their families: "10KSB" and "10-KSB/A" are annual reports, "10-QT" a quarterly one.

Reads `form_families.toml`. Knows which section is expected with a form from which day of filing on;
refuses to know what was found.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from builder.errors import TableError
from builder.records import Section


@dataclass(frozen=True, slots=True)
class FormFamily:
    """Forms that report the same thing and are certified alike."""

    name: str
    noun: str
    """What the form is in plain words: "quarterly report"."""
    forms: tuple[str, ...]
    """Form types as EDGAR prints them, without "/A"."""
    source: str
    s302: date | None = None
    """First day of filing on which a section 302 certification is expected; None where it is not asserted."""
    s906: date | None = None
    """The same for section 906."""


@dataclass(frozen=True, slots=True)
class _Families:
    family: tuple[FormFamily, ...]


@cache
def families() -> tuple[FormFamily, ...]:
    """Return the table of form families, in its order."""
    table = "form_families.toml"
    try:
        read = tomllib.loads((files("builder.wording") / table).read_text("utf-8"))
        return msgspec.convert(read, _Families).family
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise TableError(table, str(error), "mend the entry") from error


def family_of(form_type: str | None) -> FormFamily | None:
    """Return the family of FORM_TYPE as EDGAR or a certification spells it; None for an unknown form."""
    return _by_spelling().get(bare_form(form_type)) if form_type else None


def expected_sections(form_type: str, filed_on: date) -> tuple[Section, ...]:
    """Return the sections under which FORM_TYPE, filed on FILED_ON, is to be certified; none where not asserted.

    An amendment needs new 302 certifications (rule 12b-15); whether 18 U.S.C. 1350 applies to it depends on
    whether it holds financial statements, which the form type does not tell.
    """
    family = family_of(form_type)
    if family is None:
        return ()
    since = {Section.S302: family.s302, Section.S906: None if is_amendment(form_type) else family.s906}
    return tuple(section for section, first in since.items() if first and filed_on >= first)


@lru_cache(maxsize=1024)
def bare_form(form_type: str) -> str:
    """Return FORM_TYPE for comparing: "10KSB" for "Form 10-KSB/A"."""
    spelled = form_type.upper().removeprefix("FORM").partition("/")[0]
    return "".join(letter for letter in spelled if letter.isalnum())


def same_form(one: str, other: str) -> bool:
    """Return whether two spellings name the same form, amendments told apart: "10-QSB/A" and "10QSB/A"."""
    return bare_form(one) == bare_form(other) and is_amendment(one) == is_amendment(other)


def is_amendment(form_type: str) -> bool:
    """Return whether FORM_TYPE is that of an amendment."""
    return form_type.upper().rstrip().endswith("/A")


@cache
def _by_spelling() -> dict[str, FormFamily]:
    return {bare_form(form): family for family in families() for form in family.forms}
