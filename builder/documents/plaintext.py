r"""A document's body as the reader of the filing sees it: lines of text, each character with its raw bytes.

In: the raw bytes and the Document that says where its body is. Out: a Text (its docstring in records.py is
the contract). ASCII bodies keep their spacing; `<PAGE>` stays visible on its line and begins a new page after
it, `<TABLE>`, `<CAPTION>`, `<S>`, `<C>` are markup. HTML bodies are laid out (see layout.py).
Refuses to know what the words say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from builder.documents.flow import Line
from builder.documents.layout import Layout
from builder.documents.markup import split_markup
from builder.documents.shown import UTF_8_TAIL, Run, find_shown
from builder.documents.unreadable import Unreadable
from builder.documents.unwrap import unwrap
from builder.records import BodyForm, Document, Text

MOST_PIECES = 500_000
"""Lines, tags and special characters of one body: two seconds' work. A certification has hundreds."""

PLAIN_TAGS = (
    *("table", "caption", "s", "c", "fn", r"f\d{1,2}"),
    *("b", "i", "u", "em", "strong", "small", "sup", "sub", "center", r"font[^<>]{0,200}"),
)
"""Tags of ASCII tables (EDGAR Filer Manual, volume II), and HTML's for type, which stray into ASCII bodies."""

PLAIN_SPECIAL = re.compile(
    rf"""
    [<&\r\f\0\v\x1c-\x1f\x80-\xff]                   # looked for first, which is what makes the search quick
    (?:
        (?<=<) (?= [/a-zA-Z] )
        (?: (?P<page> (?i:page)> (?: [ \t]{{0,80}} [-(]? [\divxlcIVXLCAF-]{{0,12}} [)]? [ \t]{{0,80}} (?=\r?\n) )? )
          | (?P<markup> /? (?i: {"|".join(PLAIN_TAGS)} ) > )
        )
      | (?P<form_feed> (?<=\f) )
      | (?P<dropped> (?<=\r) \r* (?=\n) )
      | (?<=&) (?= [#a-zA-Z] ) (?P<reference> \#? [a-zA-Z0-9]{{1,32}} ; )
      | (?P<high> {UTF_8_TAIL} | (?<=[\x80-\xff\r\0\v\x1c-\x1f]) )
    )
    """,
    re.VERBOSE,
)
"""What an ASCII body holds beside characters that show themselves. `<PAGE>` takes a page number on its line with it."""


def read_text(raw: bytes, document: Document) -> Text:
    """Return what a reader sees of the body of DOCUMENT in RAW; raise Unreadable if nothing can be seen."""
    if document.form is BodyForm.SET_ASIDE:
        code = {"empty": "empty", "xml": "unreadable"}.get(document.set_aside or "", "binary")
        raise Unreadable(code, f"the body is {document.set_aside}, not text")
    unwrapped = unwrap(raw, document)
    require_bounded(unwrapped.characters)
    if len(unwrapped.starts) == 1:
        start = document.body.start
        return _as_text(_runs(unwrapped.characters, document.form, start))
    return _as_text(unwrapped.place(_runs(unwrapped.characters, document.form, 0)))


def require_bounded(characters: str) -> None:
    """Raise Unreadable if CHARACTERS have so many lines, tags and special characters that they would take seconds."""
    special = 0 if characters.isascii() else len(characters) - len(characters.encode("ascii", "ignore"))
    pieces = special + sum(map(characters.count, "\n<&"))
    if pieces > MOST_PIECES:
        raise Unreadable("too_large", f"{pieces:,} lines, tags and special characters, more than {MOST_PIECES:,}")


def _runs(characters: str, form: BodyForm, start: int) -> list[Run]:
    if form is BodyForm.HTML:
        return html_runs(characters, start)
    return plain_runs(characters, start)


def html_runs(characters: str, start: int) -> list[Run]:
    """Return the runs shown for an HTML body whose first byte is at offset START."""
    return _flat(lay_out_html(split_markup(characters), start).page.lines, start)


def lay_out_html(pieces: list[str], start: int) -> Layout:
    """Return PIECES laid out; where an element that is not displayed never ends, everything is displayed."""
    layout = Layout(hides=True)
    if layout.lay_out(pieces, start):
        return layout
    layout = Layout(hides=False)
    layout.lay_out(pieces, start)
    return layout


def _flat(lines: list[Line], start: int) -> list[Run]:
    """Return the runs of LINES with a line end after each line but the last."""
    runs: list[Run] = []
    place = start
    for line in lines:
        if line:
            runs += line
            place = line[-1][2]
        runs.append(("\n", place, place))
    if runs:
        runs.pop()
    return runs


def plain_pieces(characters: str) -> Iterator[tuple[str, int, int]]:
    """Yield (kind, first offset, offset after) of everything in an ASCII body that does not show itself."""
    for found in PLAIN_SPECIAL.finditer(characters):
        yield found.lastgroup or "", found.start(), found.end()


def plain_runs(characters: str, start: int) -> list[Run]:
    """Return the runs shown for an ASCII body whose first byte is at offset START."""
    runs: list[Run] = []
    done = 0
    for kind, first, last in plain_pieces(characters):
        kept = last if kind == "page" else first
        if kept > done:
            runs.append((characters[done:kept], start + done, start + kept))
        done = max(done, last)
        if kind == "page":
            done = _begin_page(characters, start, last, runs)
        elif kind == "form_feed":
            runs += [("\n", start + first, start + last), ("", start + last, start + last)]
        elif kind in ("reference", "high"):
            special = characters[first:last]
            text = "\n" if special == "\r" else find_shown(special)
            if text:
                runs.append((text, start + first, start + last))
    if done < len(characters):
        runs.append((characters[done:], start + done, start + len(characters)))
    return runs


def _begin_page(characters: str, start: int, place: int, runs: list[Run]) -> int:
    """Mark in RUNS that a page begins after a <PAGE> that ends at PLACE, or on the next line; return what is done."""
    line_end = place + characters.startswith("\r", place)
    if characters.startswith("\n", line_end):
        runs.append(("\n", start + line_end, start + line_end + 1))
        place = line_end + 1
    runs.append(("", start + place, start + place))
    return place


def _as_text(runs: list[Run]) -> Text:
    """Return the Text of RUNS; a run without characters marks the beginning of a page."""
    if not runs:
        return Text("", (), (), ())
    pieces, raw_starts, raw_ends = zip(*runs, strict=True)
    characters = "".join(pieces)
    starts = tuple(accumulate(map(len, pieces[:-1]), initial=0))
    if all(pieces):
        return Text(characters, starts, raw_starts, raw_ends)
    breaks = tuple(at for at, piece in zip(starts, pieces, strict=True) if not piece and at < len(characters))
    shown = [number for number, piece in enumerate(pieces) if piece]
    return Text(
        characters,
        tuple([starts[number] for number in shown]),
        tuple([raw_starts[number] for number in shown]),
        tuple([raw_ends[number] for number in shown]),
        breaks,
    )
