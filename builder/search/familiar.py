"""Familiar forms of given names: Bob for Robert, and Robert for Bob.

The pairs come from the package `nicknames` and are kept with the index, so that the command line and the
browser, which cannot ask the package, use one table. Each pair is kept once, under the rarer of its two
names in the archive: Bob leads to Robert. A pair of which neither name is borne in the archive is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from nicknames import NickNamer

RARE = 25_000

Familiar = Mapping[str, tuple[str, ...]]
"""What may be typed, to the given names that it may stand for."""


@lru_cache(maxsize=1)
def _pairs() -> dict[str, frozenset[str]]:
    """Return each name of the package with its short and its long forms."""
    pairs: dict[str, set[str]] = {}
    for long, shorts in NickNamer().nickname_lookup.items():
        for short in shorts:
            pairs.setdefault(long, set()).add(short)
            pairs.setdefault(short, set()).add(long)
    return {name: frozenset(forms - {name}) for name, forms in pairs.items()}


def commoner_forms(given: Counter[str]) -> dict[str, tuple[str, ...]]:
    """Return each name with those of its familiar forms that more officers bear.

    GIVEN counts the given names of an archive. A pair of names of which fewer than one officer in `RARE`
    bears either is left out: the browser reads the table at once.
    """
    fewest = given.total() // RARE
    found: dict[str, tuple[str, ...]] = {}
    for name, forms in sorted(_pairs().items()):
        borne = [form for form in sorted(forms) if form.isalpha() and given[form] > fewest]
        above = tuple(form for form in borne if (-given[form], form) < (-given[name], name))
        if above and name.isalpha():
            found[name] = above
    return found


def both_ways(commoner: Familiar) -> dict[str, tuple[str, ...]]:
    """Return every name of COMMONER with all its forms: Bob with Robert, and Robert with Bob."""
    forms: dict[str, set[str]] = {}
    for name, others in commoner.items():
        for other in others:
            forms.setdefault(name, set()).add(other)
            forms.setdefault(other, set()).add(name)
    return {name: tuple(sorted(others)) for name, others in sorted(forms.items())}
