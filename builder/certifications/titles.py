"""Titles to roles: "(Principal Financial and Accounting Officer)" certifies as PFO and PAO.

The law asks for the function, not the title (17 CFR 240.13a-14). Evidence is asked in this order: the titles of the
block, the titles in the certifying sentence, the heading. A president or a treasurer has the role only in doubt.
Refuses to know other certifications of the filing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from builder.certifications.names import REMEMBERED
from builder.records import Modifier, Role, Stated
from builder.wording.tables import Entry, load_table

TITLES = load_table("titles")
CO = re.compile(r"[cC](?<!\w.)(?i:o-?\s?(?:chief|ceo|president|principal|chair|managing))")
INTERIM = re.compile(r"[iapIAP](?<!\w.)(?i:nterim|cting|rovisional|ro\stem)")


def read_roles(evidence: Callable[[], Iterable[tuple[Stated[str], ...]]]) -> tuple[Stated[Role], ...]:
    """Return the roles that the first of the layers of EVIDENCE gives which gives any."""
    for weak in (False, True):
        for layer in evidence():
            found: dict[Role, Stated[Role]] = {}
            for title in layer:
                for entry in _naming(title.value, weak=weak):
                    role = Role(entry.means or "PEO")
                    if role not in found:
                        found[role] = Stated(role, title.as_printed, title.spans, entry.key, entry.weak or title.doubt)
            if found:
                return tuple(sorted(found.values(), key=lambda stated: tuple(Role).index(stated.value)))
    return ()


@lru_cache(maxsize=REMEMBERED)
def _naming(title: str, *, weak: bool) -> tuple[Entry, ...]:
    """Return the entries, the WEAK or the strong, that match in TITLE: many officers have few titles."""
    return tuple(each for each in TITLES.entries if bool(each.weak) is weak and each.pattern.search(title))


def read_modifiers(titles: tuple[Stated[str], ...]) -> tuple[Modifier, ...]:
    """Return what TITLES add to the roles: "Co-Chief Executive Officer", "Interim Chief Financial Officer"."""
    words = " | ".join(title.value for title in titles)
    return tuple(
        modifier for modifier, pattern in ((Modifier.CO, CO), (Modifier.INTERIM, INTERIM)) if pattern.search(words)
    )
