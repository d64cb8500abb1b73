"""The one thing that reading material may raise: this file or body cannot be read, and why.

`Unreadable("binary", "302 of its first 4,096 bytes are NUL")` becomes a line of the quarantine list.
What is merely odd in the material is a Finding, never this.
"""

from __future__ import annotations


class Unreadable(Exception):  # noqa: N818 - named as the field says it: the file is unreadable
    """A raw file or a document's body that cannot be read."""

    def __init__(self, code: str, reason: str) -> None:
        """Keep CODE ("empty", "binary", "too_large", "set_aside", "unreadable") and REASON, a sentence."""
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.reason = reason
