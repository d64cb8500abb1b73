"""The trouble that is ours, the machine's or the user's: raised, and caught only at the door.

What is odd in the material is never raised: it is a `Finding` (see findings.py).
Each error says where, what was expected, what was seen and what to do, as in
`RawError("raw", "no such folder", "make it and put exhibits into it, or name another with --raw")`.
"""

from __future__ import annotations


class BuildError(Exception):
    """Something that stops the build; shown by the door as one line."""

    def __init__(self, place: str, cause: str, remedy: str) -> None:
        """Keep PLACE (a path, a table entry), CAUSE (expected and seen) and REMEDY (what to do)."""
        super().__init__(f"{place}: {cause}; {remedy}")
        self.place = place
        self.cause = cause
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[BuildError], tuple[str, str, str]]:
        """Let the error come back from another process."""
        return type(self), (self.place, self.cause, self.remedy)


class RawError(BuildError):
    """The raw folder cannot be used as it is."""


class TableError(BuildError):
    """A wording table or another table of ours is wrong."""


class SiteError(BuildError):
    """A folder that the build writes cannot be used, or MkDocs refused the pages."""


class SearchError(BuildError):
    """The search index cannot be read or written, or a query cannot be answered."""
