"""A document's words beside what was read from them: the part of a filing's page that shows the evidence.

Each value of the list leads to its marks in the text; a value that stands outside what is shown leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec
from markupsafe import Markup

from builder.pages.evidence import Value, exhibit_words
from builder.pages.shown import ShownFiling, text_anchor
from builder.pages.views import listed, number
from builder.records import BodyForm

FOLDED_FROM = 5
"""So many certifications in one document are folded in the list; one click opens each."""

SHORT_LABELS = frozenset({"Section", "Exhibit", "Form", "Period ended"})
"""Values that stand two beside each other in the list."""

SHORT_WORDS = 14


WIDEST_LINE = 160
"""Characters; text with longer lines is paragraphs, not lines as typed, and may wrap."""


class ValueLine(msgspec.Struct, frozen=True):
    """One value of the list beside the text; `anchor` is "" where it is not in the shown text."""

    label: str
    words: str
    name: str
    anchor: str
    line: str
    doubt: str
    half: bool
    """Whether it takes half the width of the list."""


@dataclass(frozen=True, slots=True)
class ValueGroup:
    """What was read of one certification."""

    heading: str
    values: tuple[ValueLine, ...]


@dataclass(frozen=True, slots=True)
class DocumentText:
    """One document's words, and what was read from them."""

    anchor: str
    words: str
    file: str
    prose: bool
    """Whether lines are paragraphs that may wrap (HTML) or lines as filed (text)."""
    groups: tuple[ValueGroup, ...]
    lines: Markup
    folded: bool
    """Whether the groups are folded, being many."""


def show_documents(shown: ShownFiling) -> Iterator[DocumentText]:
    """Yield the documents that hold certifications, in the order in which they stand."""
    for document in shown.marked:
        yield _document(shown, document)


def _document(shown: ShownFiling, document: int) -> DocumentText:
    inside = [i for i, c in enumerate(shown.certifications) if c.document == document]
    groups = tuple(
        ValueGroup(_heading(shown, index, alone=len(inside) == 1), tuple(_value_lines(shown, index)))
        for index in inside
    )
    record = shown.entry.filing.documents[document]
    labelled = next((shown.certifications[i] for i in inside if shown.certifications[i].exhibit_label), None)
    return DocumentText(
        anchor=text_anchor(document),
        words=exhibit_words(record, labelled),
        file=record.filename or "",
        prose=record.form is BodyForm.HTML or shown.marked[document].widest > WIDEST_LINE,
        groups=groups,
        lines=shown.marked[document].lines,
        folded=len(inside) >= FOLDED_FROM,
    )


def _heading(shown: ShownFiling, index: int, *, alone: bool) -> str:
    names = tuple(dict.fromkeys(m.name for (at, _), m in shown.mentions.items() if at == index))
    if alone and not names:
        return shown.exhibits[index]
    return f"{listed(names) or shown.exhibits[index]}, {shown.certifications[index].section.value.value}"


def _value_lines(shown: ShownFiling, index: int) -> Iterator[ValueLine]:
    values = shown.values[index]
    halves = _halves(values)
    for at, value in enumerate(values):
        place = shown.place(value.name, shown.certifications[index].document)
        yield ValueLine(
            label=value.label,
            words=value.words,
            name=value.name,
            anchor=place.anchor if place else "",
            line=number(place.line) if place else "",
            doubt=value.doubt,
            half=at in halves,
        )


def _halves(values: Sequence[Value]) -> set[int]:
    """Return which values are short and stand beside another short one."""
    short = [v.label in SHORT_LABELS and len(v.words) <= SHORT_WORDS and not v.doubt for v in values]
    halves: set[int] = set()
    for at in range(len(values) - 1):
        if short[at] and short[at + 1] and at not in halves:
            halves |= {at, at + 1}
    return halves
