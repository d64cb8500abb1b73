"""A signature block: where it ends, its lines and cells, and the pieces of each with their row and column.

Columns are the tabs of an HTML row, the bars of a transcribed table, or runs of spaces in ASCII; a label such as
"Name:" belongs to what stands behind it, in the same cell (see cuts.py), the next one or the next line.
Refuses to know whose is what: that is decided in signature.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from builder.certifications.block_lines import BROKEN_DATE, BlockLine, before_legend, read_lines
from builder.certifications.cuts import DIGIT, MARK_TABLE, OFFICE, Cut, Kind, Label, cut_cell
from builder.certifications.dates import ANY_DATE
from builder.certifications.names import TITLE_WORD, is_name, is_own_name, needs_telling
from builder.certifications.passage import Passage
from builder.records import Text
from builder.wording.tables import Entry, load_table

LAYOUTS = load_table("layouts")
SERVICE = MARK_TABLE["electronic"].key
COLUMN_GAP = re.compile(r"\t|\|| {3,}|\xa0{3,}|(?: \xa0|\xa0 ){2,}")
PROSE_WORD = re.compile(r"(?<![\w.])[a-z][a-z’'-]*(?![\w.])")
ABBREVIATED = re.compile(
    r"(?:\b(?i:Inc|Corp|Co|Ltd|Jr|Sr|Esq|L\.?P|L\.?L\.?C|N\.?A|S\.?A|Ph\.?D|M\.?D|C\.?P\.?A|D\.?C|U\.?S|St|Sec|Pres|Treas|plc|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z])\.\s*$"
)
SIGNED = re.compile(r"/[sS]/[ \t]{0,9}(?P<name>[^\W\d_][^\n]{4,60})")
REPEATED_WITHIN = 400
"""How far behind a signature its name is printed."""
DAY_OR_YEAR = re.compile(r"(?:\d{1,2}\s{0,9})?,\s{0,9}(?:19|20)\d\d")
OFFICE_BEHIND = re.compile(r"\s\((?:principal|chief|duly|acting|interim)\s[^()]{4,80}\)\Z")
"""The office in brackets behind a title, in small letters: "Chairman of the Board (principal executive officer)"."""
CLAUSE = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|i{1,3}|iv|v)[.)]{1,2}(?:\s|$)")
MOST_CHARACTERS, MOST_PIECES = 16_000, 300
"""More than any signature block holds: four signers fill fewer than a hundred lines."""
ROW = 100
"""Columns of tables stand this far apart; columns of ASCII text where their characters stand."""


class Piece(NamedTuple):
    """One piece of a signature block."""

    kind: Kind
    label: str | None
    """What the label before it promises: "name", "title", "date", "by", "signature"; None without one."""
    entry: str
    """The entry that recognised it, or its label."""
    passage: Passage
    start: int
    end: int
    row: int
    column: int
    """Where its cell begins."""
    cell: int
    """Which cell of the block holds it, counted in reading order; a cell of several lines is one."""

    @property
    def words(self) -> str:
        """The words as printed."""
        return self.passage.words[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Block:
    """The pieces of a signature block, and where it begins and ends in the text's characters."""

    pieces: tuple[Piece, ...]
    start: int
    end: int
    bars: bool
    """Whether its cells are parted by bars alone on their lines, so that rows must be counted out."""


def read_block(text: Text, start: int, end: int, own_names: tuple[str, ...] = ()) -> Block:
    """Return the pieces between START and END, the end of the block found by its first line of foreign prose.

    OWN_NAMES are the names that the statement's speakers give themselves and that their shape alone would not show.
    """
    own_names = (*own_names, *_repeated_names(text, start, min(end, start + MOST_CHARACTERS)))
    pieces: list[Piece] = []
    stop = start
    label: Label | None = None
    cell = bars = 0
    for row, whole in enumerate(read_lines(text, start, min(end, start + MOST_CHARACTERS), own_names)):
        if not whole.words:
            bars += text.characters.count("|", whole.start, whole.end)
            cell += text.characters.count("|", whole.start, whole.end)
            continue
        line = before_legend(text, whole)
        layout = _layout(line.words)
        means = layout.means if layout else None
        if means == "skip" and not _holds_mark(line.words):
            continue
        if means == "end" or len(pieces) > MOST_PIECES or _is_foreign(line.words, pieces):
            break
        stop = line.end
        if layout and means == "witness":
            passage = Passage(text, line.start, line.end)
            pieces.append(Piece(Kind.WITNESS, None, layout.key, passage, 0, len(passage.words), row, 0, cell))
            continue
        for column, low, high in _cells(text, line):
            cell += 1 if column else 0
            passage = Passage(text, low, high)
            found, label = cut_cell(passage.words, label, own_names)
            own_names = (*own_names, *_signed_names(found))
            if found and pieces and found[0].kind is Kind.MARK and _is_service(pieces[-1], row):
                pieces.pop()
            pieces.extend(Piece(*each[:3], passage, each.start, each.end, row, column, cell) for each in found)
        if line is not whole:
            break
    return Block(tuple(pieces), start, stop, bars > 2)


def _repeated_names(text: Text, start: int, end: int) -> Iterator[str]:
    """Yield names that hold an office, beside a mark and again after it: "/s/ R. Chad Head" / "R. Chad Head"."""
    for mark in SIGNED.finditer(text.characters, start, end):
        words = COLUMN_GAP.split(mark["name"])[0].strip(" _")
        if TITLE_WORD.search(words) and is_own_name(words):
            behind = " ".join(text.characters[mark.end() : mark.end() + REPEATED_WITHIN].split())
            if words.casefold() in behind.casefold():
                yield words


def _signed_names(cuts: Iterable[Cut]) -> Iterator[str]:
    """Yield the names beside a mark that their shape alone would not show where they are printed again."""
    for cut in cuts:
        if cut.kind is Kind.NAME and cut.label == "mark" and needs_telling(cut.words):
            yield cut.words


def _is_service(piece: Piece, row: int) -> bool:
    """Return whether PIECE is what a signing service prints above the mark in ROW: "DocuSigned by:" / "/s/ J. Doe"."""
    return piece.entry == SERVICE and piece.row < row


@lru_cache(maxsize=1024)
def _layout(words: str) -> Entry | None:
    """Return the layout entry that a line of WORDS begins with."""
    found = LAYOUTS.first_at(words)
    return found[0] if found else None


def _holds_mark(words: str) -> bool:
    """Return whether a line that looks skippable holds a mark after all."""
    return MARK_TABLE["slashes"].pattern.search(words) is not None


@lru_cache(maxsize=1024)
def is_prose(words: str) -> bool:
    """Return whether WORDS, a line, belong to a sentence and not to a signature block."""
    if not words or (len(words) < 60 and DIGIT.search(words) and ANY_DATE.search(words)):
        return False
    plain = OFFICE_BEHIND.sub("", words) if words[-1] == ")" else words
    small = len(PROSE_WORD.findall(plain))
    count = plain.count(" ") + 1
    if count >= 7 and small * 2 >= count:
        return True
    if words[-1] in ".;" and not ABBREVIATED.search(words):
        ends_clause = words[0].islower() and not OFFICE.search(words)
        if ends_clause or not TITLE_WORD.search(words):
            return True
    if CLAUSE.match(words) and (small or count == 1) and not is_name(words):
        return True
    return (
        words[0].islower()
        and not TITLE_WORD.search(words)
        and not words.startswith(("s/", "by", "its", "name", "title", "date"))
    )


def _is_foreign(words: str, pieces: list[Piece]) -> bool:
    """Return whether a line of WORDS after PIECES no longer belongs to a block."""
    count = words.count(" ") + 1
    if count < 4 or not any(piece.kind in (Kind.MARK, Kind.NAME) for piece in pieces):
        return False
    if count > 60 or (count < 9 and words[-1] != ";"):
        return count > 60
    small = len(PROSE_WORD.findall(words))
    if TITLE_WORD.search(words) or "acting" in words or "capacity" in words:
        return count > 40
    if MARK_TABLE["slashes"].pattern.search(words) or ANY_DATE.search(words):
        return False
    return (count >= 9 and small * 2 >= count) or words[-1] == ";"


def _cells(text: Text, line: BlockLine) -> list[tuple[int, int, int]]:
    """Return (column, start, end) of the cells of LINE that hold anything."""
    raw = text.characters[line.start : line.end]
    if not COLUMN_GAP.search(raw):
        return [(len(raw) - len(raw.lstrip()), line.start, line.end)]
    tabled = "\t" in raw or "|" in raw
    found: list[tuple[int, int, int]] = []
    place = 0
    number = 0
    for gap in [*COLUMN_GAP.finditer(raw), None]:
        if gap and DAY_OR_YEAR.match(raw, gap.end()) and BROKEN_DATE.search(raw[place : gap.start()]):
            continue
        stop = gap.start() if gap else len(raw)
        if found and raw[place:stop].strip() == ":":
            found[-1] = (*found[-1][:2], line.start + stop)
        elif raw[place:stop].strip():
            column = number * ROW if tabled else place + len(raw[place:stop]) - len(raw[place:stop].lstrip())
            found.append((column, line.start + place, line.start + stop))
        if gap is None:
            break
        number += 1 if gap.group() in "\t|" else 0
        place = gap.end()
    return found
