"""Familiar forms of given names: Bob for Robert, and Robert for Bob.

The pairs come from the package `nicknames` and are kept with the index, so that the command line and the
browser, which cannot ask the package, use one table. Only pairs of which one side is a given name in the
archive are kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from nicknames import NickNamer

RARE = 25_000
MOST_FORMS = 16
"""More forms of one name are not looked for."""

Familiar = Mapping[str, tuple[str, ...]]
"""What may be typed, to the given names in the archive that it may stand for."""


@lru_cache(maxsize=1)
def _pairs() -> dict[str, frozenset[str]]:
    """Return each name of the package with its short and its long forms."""
    pairs: dict[str, set[str]] = {}
    for long, shorts in NickNamer().nickname_lookup.items():
        for short in shorts:
            pairs.setdefault(long, set()).add(short)
            pairs.setdefault(short, set()).add(long)
    return {name: frozenset(forms - {name}) for name, forms in pairs.items()}


def familiar_forms(given: Counter[str]) -> dict[str, tuple[str, ...]]:
    """Return what may be typed for the given names of an archive, with the names it may stand for.

    A name that fewer than one officer in `RARE` bears is left out: the browser reads the table at once.
    """
    fewest = given.total() // RARE
    names = {name for name, count in given.items() if count > fewest}
    return {
        typed: present
        for typed, forms in sorted(_pairs().items())
        if (present := tuple(sorted(forms & names)[:MOST_FORMS])) and typed.isalpha()
    }
