"""A document's words beside what was read from them: the part of a filing's page that shows the evidence.

Each value of the list leads to its marks in the text; a value that stands outside what is shown leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from markupsafe import Markup

from builder.pages.evidence import EXHIBIT, exhibit_words
from builder.pages.shown import ShownFiling, text_anchor
from builder.pages.views import listed
from builder.records import BodyForm

FOLDED_FROM = 5
"""So many certifications in one document are folded in the list; one click opens each."""

WIDEST_LINE = 160
"""Characters; text with longer lines is paragraphs, not lines as typed, and may wrap."""


class ValueLine(msgspec.Struct, frozen=True):
    """One value of the list beside the text; `anchor` is "" where it is not in the shown text."""

    label: str
    words: str
    name: str
    anchor: str
    doubt: str


class ValueGroup(msgspec.Struct, frozen=True):
    """What was read of one certification."""

    heading: str
    values: tuple[ValueLine, ...]


class DocumentText(msgspec.Struct, frozen=True):
    """One document's words, and what was read from them."""

    anchor: str
    words: str
    file: str
    typed: bool
    """Whether it is a typed text, line by line, or one made from HTML, of paragraphs."""
    wide: bool
    """Whether the lines of a typed text are longer than a page and may wrap."""
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
    groups = tuple(ValueGroup(_heading(shown, index), tuple(_value_lines(shown, index))) for index in inside)
    record = shown.entry.filing.documents[document]
    labelled = next((shown.certifications[i] for i in inside if shown.certifications[i].exhibit_label), None)
    return DocumentText(
        anchor=text_anchor(document),
        words=exhibit_words(record, labelled),
        file=record.filename or "",
        typed=record.form is not BodyForm.HTML,
        wide=shown.marked[document].widest > WIDEST_LINE,
        groups=groups,
        lines=shown.marked[document].lines,
        folded=len(inside) >= FOLDED_FROM,
    )


def _heading(shown: ShownFiling, index: int) -> str:
    names = tuple(dict.fromkeys(m.name for (at, _), m in shown.mentions.items() if at == index))
    return f"{listed(names) or shown.exhibits[index]}, {shown.certifications[index].section.value.value}"


def _value_lines(shown: ShownFiling, index: int) -> Iterator[ValueLine]:
    for value in shown.values[index]:
        if value.label == EXHIBIT and not value.doubt:
            continue  # it heads the list, and the signature's block leads to it
        place = shown.place(value.name, shown.certifications[index].document)
        yield ValueLine(value.label, value.words, value.name, place.anchor if place else "", value.doubt)
