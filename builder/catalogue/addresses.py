"""Addresses: one stable page path for each company, filing, officer and quarter.

An address depends on its own record alone, never on what else is in the archive, so that adding filings
cannot move it: "companies/0000887359/", "filings/0000950124-04-000418/",
"officers/r-douglas-armstrong-k3f9a2c/". What could be a clash is told apart by a digest that belongs to
the record from the first day on. Nothing of a raw file's path ever enters an address.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b32encode
from datetime import date
from functools import lru_cache

from builder.records import Certification, Role
from builder.wording.persons import fold_word

LONGEST = 60
"""The most characters of a name in an address."""

_LOSSY_ENDING = re.compile(r"(?:^|-)0[a-z2-7]{7}$")
_RESERVED = re.compile(r"^(?:\d{10}$|unnamed-)")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=4096)
def slug(words: str) -> str:
    """Return WORDS in the letters a-z, digits and hyphens, capped at a word: "aastrom-biosciences-inc"."""
    folded = " ".join(fold_word(word) for word in words.split())
    whole = _NOT_SLUG.sub("-", folded).strip("-")
    if len(whole) <= LONGEST:
        return whole
    return whole[:LONGEST].rpartition("-")[0].strip("-") or whole[:LONGEST]


def digest(length: int, *parts: str) -> str:
    """Return LENGTH letters a-z and digits 2-7 that belong to PARTS."""
    return b32encode(hashlib.sha256("\0".join(parts).encode()).digest()).decode().lower()[:length]


def company_address(key: str) -> str:
    """Return the address of the company with KEY: its CIK, "name:" and its folded name, or "unnamed:" and a digest."""
    kind, named, name = key.partition(":")
    if not named:
        return f"companies/{key}/"
    return f"companies/{_lossless(name) if kind == 'name' else f'unnamed-{name}'}/"


def filing_address(accession_number: str) -> str:
    """Return the address of the filing with ACCESSION_NUMBER."""
    return f"filings/{accession_number}/"


def exhibit_address(company: str | None, form_type: str | None, period: date | None, sha256: str) -> str:
    """Return the address of a loose exhibit, from what its own text states and its bytes."""
    parts = slug(company or ""), slug(form_type or ""), period.isoformat() if period else "", sha256[:8]
    return f"filings/{'-'.join(part for part in parts if part)}/"


def officer_address(company: str, normal: str) -> str:
    """Return the address of the name NORMAL ("r douglas armstrong") within the company with key COMPANY."""
    name = slug(normal)
    return f"officers/{f'{name}-' if name else ''}{digest(7, company, normal)}/"


def period_address(day: date) -> str:
    """Return the address of the calendar quarter in which DAY falls: "periods/2003-q4/"."""
    return f"periods/{day.year:04}-q{(day.month + 2) // 3}/"


def anchors(certifications: tuple[Certification, ...], named: frozenset[int]) -> tuple[str, ...]:
    """Return the anchor of each certification: "ceo-302", "ceo-302-2" when taken, "cert-3" without a role.

    NAMED are the certifications under which somebody's name stands; the others are "cert-N" always.
    """
    found: list[str] = []
    taken: set[str] = set()
    for place, certification in enumerate(certifications):
        kind = _kind(certification) if place in named else None
        anchor = name = f"{kind}-{certification.section.value.value}" if kind else f"cert-{place + 1}"
        number = 1
        while anchor in taken:
            number += 1
            anchor = f"{name}-{number}"
        taken.add(anchor)
        found.append(anchor)
    return tuple(found)


def _kind(certification: Certification) -> str | None:
    """Return the roles under CERTIFICATION as an anchor names them: "ceo", "cfo", "ceo-cfo" for a joint one."""
    roles = {role.value for signature in certification.signatures for role in signature.roles}
    principal = [name for role, name in ((Role.PEO, "ceo"), (Role.PFO, "cfo")) if role in roles]
    if principal:
        return "-".join(principal)
    for role, name in ((Role.PAO, "cao"), (Role.SECURITIZATION, "securitization"), (Role.SERVICING, "servicing")):
        if role in roles:
            return name
    return None


def _lossless(name: str) -> str:
    """Return the slug of NAME, with a digest wherever another name could have the same slug."""
    plain = slug(name)
    if plain and plain == name.replace(" ", "-") and not _LOSSY_ENDING.search(plain) and not _RESERVED.match(plain):
        return plain
    return "-".join(part for part in (plain, "0" + digest(7, name)) if part)
