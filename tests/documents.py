"""What the tests of the documents stage share: contents without a disk, and Python's own count of markup."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

from builder.documents.plaintext import read_text
from builder.documents.raw import RawContents
from builder.documents.submission import Envelope, read_envelope
from builder.records import Document, RawFile, Text


def contents(raw: bytes, name: str = "exhibit.txt") -> RawContents:
    return RawContents("exhibit", ((RawFile(name, "0" * 64, len(raw)), raw),))


def envelope(raw: bytes) -> Envelope:
    return read_envelope(contents(raw))[0]


def only_document(raw: bytes) -> Document:
    documents = envelope(raw).documents
    assert len(documents) == 1
    return documents[0]


def text_of(raw: bytes) -> Text:
    return read_text(raw, only_document(raw))


def html(body: str) -> Text:
    """Return the Text of BODY within a page."""
    return text_of(f"<html><body>{body}</body></html>".encode())


class ParserCount(HTMLParser):
    """Counts the characters of text, markup and references as Python's own HTML parser tells them apart."""

    UNSEEN = ("script", "style", "title")

    def __init__(self, characters: str) -> None:
        super().__init__(convert_charrefs=False)
        self.characters = characters
        self.events: list[tuple[str, int]] = []
        self.unseen = 0
        self.lines = [0] + [place + 1 for place, character in enumerate(characters) if character == "\n"]
        self.feed(characters)
        self.close()

    def note(self, kind: str) -> None:
        line, offset = self.getpos()
        self.events.append(("markup" if self.unseen and kind != "end" else kind, self.lines[line - 1] + offset))

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.note("markup")
        self.unseen += tag in self.UNSEEN

    def handle_endtag(self, tag: str) -> None:
        self.note("markup")
        self.unseen -= bool(self.unseen) and tag in self.UNSEEN

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.note("markup")

    def handle_data(self, data: str) -> None:
        self.note("text")

    def handle_charref(self, name: str) -> None:
        self.note("reference")

    def handle_entityref(self, name: str) -> None:
        self.note("reference")

    def handle_comment(self, data: str) -> None:
        self.note("markup")

    def handle_decl(self, decl: str) -> None:
        self.note("markup")

    def handle_pi(self, data: str) -> None:
        self.note("markup")

    def unknown_decl(self, data: str) -> None:
        self.note("markup")

    def counts(self) -> dict[str, int]:
        """Return how many characters are text, markup and entity; a reference to nothing is text."""
        counts = {"text": 0, "markup": 0, "entity": 0}
        for (kind, first), (_, last) in pairwise([*self.events, ("end", len(self.characters))]):
            written = self.characters[first:last]
            stands_for = "entity" if unescape(written) != written else "text"
            counts[stands_for if kind == "reference" else kind] += last - first
        return counts
