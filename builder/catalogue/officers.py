"""Names as printed to certifying officers, within one company (first form: equal names only)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from builder.records import Role, Section


@dataclass(frozen=True, slots=True)
class Use:
    """One signature under a name, as evidence of who the name belongs to."""

    filing: int
    certification: int
    section: Section
    roles: tuple[Role, ...]
    on: date | None
    """`dated_on` of the filing."""
    normal: str
    name: str
    """As printed."""
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """The names that lead to one certifying officer."""

    normals: tuple[str, ...]
    """Names for comparing, the fullest first."""
    confidence: float
    evidence: tuple[str, ...]


def tell_persons_apart(uses: Sequence[Use]) -> tuple[Person, ...]:
    """Return the persons behind USES, all of one company; each normal name belongs to exactly one."""
    return tuple(Person((normal,), 1.0, ()) for normal in sorted({use.normal for use in uses}))
