"""Where the source of a rule can be read: "18 U.S.C. 1350(b)" gives the page of that section of the code."""

from __future__ import annotations

from functools import cache

from builder.wording.tables import load_table


@cache
def address_of(source: str) -> str | None:
    """Return the address at which the first source named in SOURCE stands; None where none is known."""
    found = load_table("sources").earliest(source)
    if found is None:
        return None
    entry, match = found
    return entry.means.format(match.group(), *match.groups()) if entry.means else None
