"""Whatever the bytes: records, findings or Unreadable, an exact way back, and an account that adds up."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from builder.documents.account import ByteKind, account_for, count_bytes
from builder.documents.plaintext import read_text
from builder.documents.submission import read_envelope
from builder.documents.unreadable import Unreadable
from builder.records import Document, Span, Text
from tests.documents import ParserCount, contents, envelope

EXHIBITS = [path.read_bytes() for path in sorted((Path(__file__).parent / "exhibits" / "documents").iterdir())]

ENVELOPE_FRAGMENTS = [
    *("<DOCUMENT>\n", "</DOCUMENT>\n", "<TYPE>EX-31.1\n", "<TEXT>\n", "</TEXT>\n", "<SEC-HEADER>\n", "<EX-32>\n"),
    *("</EX-32>\n", "-----BEGIN PRIVACY-ENHANCED MESSAGE-----\n", "\n- ---\n", "begin 644 a.jpg\n", "FILER:\n"),
    *(
        "ACCESSION NUMBER:\t0000000001-03-000001\n",
        "EX-31.1\n4\na.htm\n",
        "<PAGE>\n",
        "<PAGE> 2\r\n",
        "x" * 1023 + "\n",
    ),
]
MARKUP_FRAGMENTS = [
    *("<table>", "<tr>", "<td>", "<td colspan=3>", "<td rowspan='2'>", "</td>", "</tr>", "</table>", "<html>", "<p>"),
    *("</p>", "<br>", "<hr>", "<div style='display:none'>", "</div>", "<p style='page-break-before:always'>", "<pre>"),
    *("</pre>", "<ol>", "<li>", "<script>", "</script>", "<!--", "-->", "<a b='", "'", '"', ">", "<", "<img src=x>"),
]
TEXT_FRAGMENTS = [
    *(
        "&nbsp;",
        "&#147;",
        "&n\nbsp;",
        "&",
        ";",
        "&#0;",
        "&#xD800;",
        "R&D",
        "é",
        "\u2028",
        " ",
        "  ",
        "\n",
        "\r\n",
        "\r",
    ),
    *("\t", "\f", "\0", "Ann Lee", "/s/", "certify that", "\xa0", "\u0092", "<font size=2>"),
]
FRAGMENTS = ENVELOPE_FRAGMENTS + MARKUP_FRAGMENTS + TEXT_FRAGMENTS
markup_soup = st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join)
soup_bytes = st.tuples(markup_soup, st.sampled_from(("utf-8", "cp1252"))).map(
    lambda written: written[0].encode(written[1], errors="replace")
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Return an exhibit with pieces cut out, doubled, or overwritten."""
    raw = draw(st.sampled_from(EXHIBITS))
    for _ in range(draw(st.integers(1, 6))):
        first, last = sorted((draw(st.integers(0, len(raw))), draw(st.integers(0, len(raw)))))
        put = draw(st.one_of(st.binary(max_size=8), st.just(b""), st.just(raw[first:last] * 2), soup_bytes))
        raw = raw[:first] + put + raw[min(last, first + draw(st.integers(0, 200))) :]
    return raw


def check(raw: bytes) -> None:
    """Read RAW; everything that was read leads back to its bytes."""
    found, _ = read_envelope(contents(raw))
    for earlier, later in pairwise(found.documents):
        assert earlier.whole.end <= later.whole.start
    for document in found.documents:
        assert 0 <= document.whole.start <= document.body.start <= document.body.end <= document.whole.end <= len(raw)
        check_account(raw, document)
        try:
            text = read_text(raw, document)
        except Unreadable as told:
            assert told.reason
            continue
        check_map(raw, document, text)


def check_account(raw: bytes, document: Document) -> None:
    portions = account_for(raw, document)
    ends = [document.whole.start, *(portion.span.end for portion in portions)]
    assert [portion.span.start for portion in portions] == ends[:-1]
    assert ends[-1] == document.whole.end
    assert all(portion.span.end > portion.span.start for portion in portions)


def check_map(raw: bytes, document: Document, text: Text) -> None:
    length = len(text.characters)
    assert len(text.starts) == len(text.raw_starts) == len(text.raw_ends)
    assert list(text.starts) == sorted(set(text.starts))
    assert not text.starts or text.starts[0] == 0
    assert all(0 <= place < length for place in text.breaks)
    assert list(text.breaks) == sorted(set(text.breaks))
    assert "\r" not in text.characters
    shown = set()
    for first, last, start, end in runs(text):
        assert document.body.start <= start <= end <= document.body.end
        assert shown.isdisjoint(range(start, end))
        shown |= set(range(start, end))
        if end - start == last - first and raw[start:end].isascii():
            behind = raw[start:end].decode("ascii")
            for character, byte in zip(text.characters[first:last], behind, strict=True):
                assert character == byte or (character in " \n\ufffd" and ord(byte) <= 32)
    check_spans(text)


def runs(text: Text) -> list[tuple[int, int, int, int]]:
    """Return (first character, character after, first byte, byte after) of every run."""
    ends = [*text.starts[1:], len(text.characters)] if text.starts else []
    return list(zip(text.starts, ends, text.raw_starts, text.raw_ends, strict=True))


def check_spans(text: Text) -> None:
    """Spans and ranges agree with a count of every single character."""
    length = len(text.characters)
    behind: list[set[int]] = []
    for first, last, start, end in runs(text):
        alike = end - start == last - first
        behind += [{start + place} if alike else set(range(start, end)) for place in range(last - first)]
    for first, last in ((0, length), (length // 3, 2 * length // 3), (length // 2, length // 2 + 1)):
        spans = text.spans(first, last)
        covered = set().union(*(range(span.start, span.end) for span in spans)) if spans else set()
        wanted = set().union(*behind[first:last]) if behind[first:last] else set()
        others = set().union(*behind[:first], *behind[last:]) if behind else set()
        assert wanted <= covered
        assert not (covered - wanted) & others
        for span in spans:
            seen = {place for start, end in text.ranges(span) for place in range(start, end)}
            bytes_of = range(span.start, span.end)
            assert seen == {place for place in range(length) if not behind[place].isdisjoint(bytes_of)}


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
@example(b"")
@example(b"\xff\xfe")
@example(b"<")
def test_any_bytes(raw: bytes) -> None:
    check(raw)


@settings(max_examples=300, deadline=None)
@given(soup_bytes)
@example(b"<html><td>a<td rowspan='2'>b<br>c<tr>d</table>e")
@example(b"<html><p>a</p><pre>\r\n\r\n x</pre>")
def test_soups_of_markup(raw: bytes) -> None:
    check(raw)
    check(b"<html>" + raw)
    check(b"<DOCUMENT>\n<TYPE>EX-31\n<TEXT>\n<html>" + raw)


@settings(max_examples=150, deadline=None)
@given(mutated())
def test_mutated_exhibits(raw: bytes) -> None:
    check(raw)


NAMES = st.sampled_from(("p", "div", "b", "FONT", "td", "Small", "script", "style", "title", "br", "a"))
WORDS = st.text(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters="<>&"), max_size=12)
VALUES = st.text(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters='"&'), max_size=8)
REFERENCES = st.sampled_from(("&nbsp;", "&#147;", "&amp;", "&#x41;", "R&D ", "&zz; ", "&copy "))


@st.composite
def elements(draw: st.DrawFn) -> str:
    """Return one well-formed element, comment, declaration or text."""
    kind = draw(st.integers(0, 5))
    if kind == 0:
        return draw(WORDS)
    if kind == 1:
        return draw(REFERENCES)
    if kind == 2:
        return f"<!-- {draw(WORDS).replace('-', '')} -->"
    name = draw(NAMES)
    attributes = "".join(f' x="{value}"' for value in draw(st.lists(VALUES, max_size=2)))
    return f"<{name}{attributes}>{draw(WORDS)}</{name}>"


@settings(max_examples=300, deadline=None)
@given(st.lists(elements(), max_size=12).map("".join))
@example("&copy 0;")
def test_the_account_agrees_with_pythons_parser(body: str) -> None:
    written = f"<html>{body}</html>"
    document = envelope(written.encode()).documents[0]
    counts = count_bytes(account_for(written.encode(), document))
    independent = ParserCount(written).counts()
    assert independent == {kind: counts[ByteKind(kind)] for kind in independent}


def test_spans_of_columns_keep_their_order() -> None:
    """Two cells of two lines: reading order is not the order of the bytes."""
    text = Text("a\tc\nb\td", (0, 1, 2, 3, 4, 5, 6), (0, 1, 10, 11, 1, 2, 11), (1, 1, 11, 11, 2, 2, 12))
    assert text.spans(0, 3) == (Span(0, 1), Span(10, 11))
    assert text.spans(0, 7) == (Span(0, 1), Span(10, 11), Span(1, 2), Span(11, 12))
    assert text.ranges(Span(0, 2)) == ((0, 1), (4, 5))
