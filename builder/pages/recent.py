"""What was made last, kept for a while: a filing is compared with the one whose page comes next, and read only once.

`recent_texts(text_of)` is TEXT_OF with the newest texts kept, `statement_reader(text_of)` gives the statement of a
certification. Bounded in number, so memory stays flat.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

from builder.entries import FilingEntry
from builder.pages.compared import Statement
from builder.pages.since import StatementOf
from builder.records import Filing, Text

Made = TypeVar("Made")

TextOf = Callable[[Filing, int], Text]
"""Reads the words of a filing's document again from the raw file."""

TEXTS_KEPT = 12
"""Texts of a filing, and of the one before that it is compared with."""

STATEMENTS_KEPT = 48
"""Statements; more than texts, since an officer's own one before may be some filings away."""


class _Recent(OrderedDict[Hashable, Made]):
    """The newest things made, by their key."""

    def __init__(self, kept: int) -> None:
        super().__init__()
        self._kept = kept

    def give(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what is kept under KEY, made now where it is not."""
        if key not in self:
            self[key] = make()
        self.move_to_end(key)
        while len(self) > self._kept:
            self.popitem(last=False)
        return self[key]


def recent_texts(text_of: TextOf) -> TextOf:
    """Return TEXT_OF with the newest texts kept."""
    kept: _Recent[Text] = _Recent(TEXTS_KEPT)

    def text(filing: Filing, number: int) -> Text:
        key = (filing.files[filing.documents[number].file].sha256, number)
        return kept.give(key, lambda: text_of(filing, number))

    return text


def statement_reader(text_of: TextOf) -> StatementOf:
    """Return the function that reads the statement of a certification, the newest kept."""
    kept: _Recent[Statement] = _Recent(STATEMENTS_KEPT)

    def statement(entry: FilingEntry, number: int) -> Statement:
        certification = entry.filing.certifications[number]
        key = (entry.address, number)
        return kept.give(key, lambda: Statement(certification, text_of(entry.filing, certification.document)))

    return statement
