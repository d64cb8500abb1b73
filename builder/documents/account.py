r"""The account of a document's bytes: each belongs to exactly one of text, markup, entity, header or set-aside.

In: the raw bytes and the Document. Out: portions that cover the document's block from its first byte to its last,
as in `<b>R&amp;D</b>` -> markup 3, text 1, entity 5, text 1, markup 4. Nothing falls between reading and ignoring:
what is neither shown nor markup is set aside by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from builder.documents.flow import FOLDING
from builder.documents.markup import split_markup
from builder.documents.plaintext import lay_out_html, plain_pieces
from builder.documents.shown import SPECIAL, find_shown
from builder.documents.unwrap import Unwrapped, unwrap
from builder.records import BodyForm, Document, Span


class ByteKind(StrEnum):
    """What a byte of a document is there for."""

    TEXT = "text"
    """A character that shows itself, or white space that is folded away."""
    MARKUP = "markup"
    """Tags, comments, scripts, styles, titles, dash escapes and line cuts."""
    ENTITY = "entity"
    """A character reference: `&#147;`."""
    HEADER = "header"
    """The document's head and end tags, and wrappers around its body."""
    SET_ASIDE = "set-aside"
    """A body, or an element of one, that is not shown."""


@dataclass(frozen=True, slots=True)
class Portion:
    """Neighbouring bytes of one kind."""

    kind: ByteKind
    span: Span


Piece = tuple[ByteKind, int, int]


def account_for(raw: bytes, document: Document) -> tuple[Portion, ...]:
    """Return the portions of DOCUMENT in RAW, in the order of their bytes."""
    body = document.body
    if document.form is BodyForm.SET_ASIDE:
        inner: Iterable[Piece] = ((ByteKind.SET_ASIDE, body.start, body.end),)
    else:
        unwrapped = unwrap(raw, document)
        read = _html if document.form is BodyForm.HTML else _plain
        inner = _placed(read(unwrapped.characters), unwrapped, body)
    whole = document.whole
    pieces = ((ByteKind.HEADER, whole.start, body.start), *inner, (ByteKind.HEADER, body.end, whole.end))
    return tuple(_joined(pieces))


def count_bytes(portions: Iterable[Portion]) -> dict[ByteKind, int]:
    """Return how many bytes of each kind PORTIONS hold."""
    counts = dict.fromkeys(ByteKind, 0)
    for portion in portions:
        counts[portion.kind] += portion.span.end - portion.span.start
    return counts


def _plain(characters: str) -> Iterator[Piece]:
    """Yield the pieces of an ASCII body, by offsets in CHARACTERS."""
    done = 0
    for kind, first, last in plain_pieces(characters):
        yield ByteKind.TEXT, done, first
        if kind in ("page", "markup"):
            yield ByteKind.MARKUP, first, last
        else:
            yield _kind_of(characters[first:last]), first, last
        done = last
    yield ByteKind.TEXT, done, len(characters)


def _html(characters: str) -> Iterator[Piece]:
    """Yield the pieces of an HTML body, by offsets in CHARACTERS."""
    pieces = split_markup(characters)
    hidden = iter(lay_out_html(pieces, 0).left_out)
    hidden_from, hidden_to = next(hidden, (len(characters), len(characters)))
    place = 0
    is_text = False
    for piece in pieces:
        is_text = not is_text
        end = place + len(piece)
        while hidden_to < end:
            hidden_from, hidden_to = next(hidden, (len(characters), len(characters)))
        if not is_text:
            yield ByteKind.MARKUP, place, end
        elif hidden_from <= place:
            yield ByteKind.SET_ASIDE, place, end
        else:
            yield from _references(piece, place)
        place = end


def _references(text: str, start: int) -> Iterator[Piece]:
    """Yield the pieces of TEXT, references told from characters that show themselves."""
    done = 0
    if "&" in text:
        for found in SPECIAL.finditer(text.translate(FOLDING)):
            first, last = found.span()
            yield ByteKind.TEXT, start + done, start + first
            yield _kind_of(found[0]), start + first, start + last
            done = last
    yield ByteKind.TEXT, start + done, start + len(text)


def _kind_of(special: str) -> ByteKind:
    is_reference = special[0] == "&" and find_shown(special) != special
    return ByteKind.ENTITY if is_reference else ByteKind.TEXT


def _placed(pieces: Iterable[Piece], unwrapped: Unwrapped, body: Span) -> Iterator[Piece]:
    """Yield PIECES by raw offsets; bytes of BODY that were left out in unwrapping are markup."""
    done = body.start
    for kind, first, last in pieces:
        for begin, end in unwrapped.stretches(first, last):
            yield ByteKind.MARKUP, done, begin
            yield kind, begin, end
            done = end
    yield ByteKind.MARKUP, done, body.end


def _joined(pieces: Iterable[Piece]) -> Iterator[Portion]:
    """Yield PIECES that hold bytes, neighbours of one kind joined."""
    open_piece: Piece | None = None
    for kind, first, last in pieces:
        if last <= first:
            continue
        if open_piece and open_piece[0] is kind:
            open_piece = (kind, open_piece[1], last)
            continue
        if open_piece:
            yield Portion(open_piece[0], Span(open_piece[1], open_piece[2]))
        open_piece = (kind, first, last)
    if open_piece:
        yield Portion(open_piece[0], Span(open_piece[1], open_piece[2]))
