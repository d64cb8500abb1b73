"""A signature block cut into what stands in it: marks, names, titles, dates, entities, each with its row and column.

Columns are the tabs of an HTML row, the bars of a transcribed table, or runs of spaces in ASCII; a label such as
"Name:" belongs to what stands behind it, in the same cell, the next one or the next line. A run that holds everything
on one line ("Date December 29, 2023 /s/ Jane Doe Jane Doe Treasurer") is cut at its marks, dates and labels.
Refuses to know whose is what: that is decided in signature.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from builder.certifications.block_lines import BROKEN_DATE, LONG, BlockLine, before_legend, read_lines
from builder.certifications.dates import ANY_DATE
from builder.certifications.names import (
    REMEMBERED,
    TITLE_WORD,
    is_entity,
    is_name,
    is_own_name,
    needs_telling,
    own_name_end,
)
from builder.certifications.passage import Passage
from builder.records import Text
from builder.wording.tables import Entry, fragment, load_table

LABELS = load_table("labels")
LAYOUTS = load_table("layouts")
MARK_TABLE = load_table("marks")

SERVICE = MARK_TABLE["electronic"].key
COLUMN_GAP = re.compile(r"\t|\|| {3,}|\xa0{3,}|(?: \xa0|\xa0 ){2,}")
INNER_LABEL = re.compile(
    r"(?<=[\w.,;)\"”_])\s(?=(?:Name|NAME|Title|TITLE|Its|Date|DATE|Dated|DATED|By|BY|Signature|Printed\sName|Position)\s?:)"
)
CAPTION = re.compile(r"(?<=[\w.,])\s(?:Date|DATE|Dated)$")
"""A word under the next column's rule, behind a printed name: "Jane Q. Doe Date"."""
PROSE_WORD = re.compile(r"(?<![\w.])[a-z][a-z’'-]*(?![\w.])")
ABBREVIATED = re.compile(
    r"(?:\b(?i:Inc|Corp|Co|Ltd|Jr|Sr|Esq|L\.?P|L\.?L\.?C|N\.?A|S\.?A|Ph\.?D|M\.?D|C\.?P\.?A|D\.?C|U\.?S|St|Sec|Pres|Treas|plc|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z])\.\s*$"
)
SIGNED = re.compile(r"/[sS]/[ \t]{0,9}(?P<name>[^\W\d_][^\n]{4,60})")
REPEATED_WITHIN = 400
"""How far behind a signature its name is printed."""
DAY_OR_YEAR = re.compile(r"(?:\d{1,2}\s{0,9})?,\s{0,9}(?:19|20)\d\d")
RULE = re.compile(r"(?:\s-(?=\s-))?\s?[-_=\u2013\u2014]{5,}")
"""The line under a signature, where a run holds it between the signature and the name."""
PAGE_BEHIND = re.compile(r"(?<=[a-z.)])\s\d{1,3}\Z")
"""The number of the page behind the last title of a run."""
SEAL = re.compile(r"(?:\A|\s)[(\[](?i:seal|l\.\s?s\.)[)\]]\Z")
"""What stands for a seal behind a signature."""
DIGIT = re.compile(r"\d")
OFFICE_BEHIND = re.compile(r"\s\((?:principal|chief|duly|acting|interim)\s[^()]{4,80}\)\Z")
"""The office in brackets behind a title, in small letters: "Chairman of the Board (principal executive officer)"."""
CLAUSE = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|i{1,3}|iv|v)[.)]{1,2}(?:\s|$)")
MOST_CHARACTERS, MOST_PIECES = 16_000, 300
"""More than any signature block holds: four signers fill fewer than a hundred lines."""
ROW = 100
"""Columns of tables stand this far apart; columns of ASCII text where their characters stand."""


Label = tuple[str, str]
"""What a label promises, and its entry."""
MARK_BEGINS = frozenset("/\\([sSdDeE")
"""What a mark may begin with."""


class Kind(StrEnum):
    """What a piece of a block is."""

    MARK = "mark"
    NAME = "name"
    TITLE = "title"
    DATE = "date"
    ENTITY = "entity"
    WITNESS = "witness"
    OTHER = "other"


class Cut(NamedTuple):
    """One piece of a cell, wherever the cell stands."""

    kind: Kind
    label: str | None
    entry: str
    cell: str
    """The words of the whole cell."""
    start: int
    end: int

    @property
    def words(self) -> str:
        """The words as printed."""
        return self.cell[self.start : self.end]


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
            found, label = _cut(passage.words, label, own_names)
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


def _cut(words: str, label: Label | None, own_names: tuple[str, ...]) -> tuple[tuple[Cut, ...], Label | None]:
    """Return the pieces of a cell of WORDS, and the label that still waits for its value; LABEL waits from before.

    An officer signs in the same words again and again, so short cells are remembered.
    """
    return _cut_short(words, label, own_names) if len(words) <= LONG else _cut_anew(words, label, own_names)


@lru_cache(maxsize=REMEMBERED)
def _cut_short(words: str, label: Label | None, own_names: tuple[str, ...]) -> tuple[tuple[Cut, ...], Label | None]:
    return _cut_anew(words, label, own_names)


def _cut_anew(words: str, label: Label | None, own_names: tuple[str, ...]) -> tuple[tuple[Cut, ...], Label | None]:
    pieces: list[Cut] = []
    place = 0
    while place < len(words):
        if words[place] in " ,;_*-–—\ufffc" or (words[place] == "." and words[place : place + 2] in (". ", ".")):
            place += 1
            continue
        own = own_name_end(words, place, own_names) if own_names else place
        if own > place:
            means, entry = label or (None, "signatures")
            pieces.append(Cut(Kind.NAME, means, entry, words, place, own))
            place, label = own, None
            continue
        labelled = LABELS.first_at(words, place)
        if labelled and labelled[1].end() > place:
            label = labelled[0].means or "other", labelled[0].key
            place = labelled[1].end()
            continue
        mark = MARK_TABLE.first_at(words, place) if words[place] in MARK_BEGINS else None
        if mark and mark[1].end() > place:
            if not (pieces and pieces[-1].kind is Kind.MARK):
                pieces.append(Cut(Kind.MARK, None, mark[0].key, words, place, mark[1].end()))
            place = mark[1].end()
            label = "mark", mark[0].key
            continue
        date = ANY_DATE.match(words, place)
        if date:
            entry = label[1] if label and label[0] == "date" else "dates"
            pieces.append(Cut(Kind.DATE, label[0] if label else None, entry, words, place, date.end()))
            place = date.end()
            label = None
            continue
        stop = _run_end(words, place)
        run = Cut(Kind.OTHER, None, "signatures", words, place, stop)
        pieces.extend(_texts(run, label))
        place = stop
        label = None
    return tuple(pieces), label


def _run_end(words: str, start: int) -> int:
    """Return where the run of plain words that begins at START ends: before a label, a mark or a date."""
    stop = len(words)
    inner = INNER_LABEL.search(words, start) if ":" in words else None
    if inner:
        stop = inner.start()
    if "/" in words or "\\" in words:
        for name in ("slashes", "backslashes"):
            mark = MARK_TABLE[name].pattern.search(words, start, stop)
            stop = mark.start() if mark and mark.start() > start else stop
    rule = RULE.search(words, start, stop) if stop - start > LONG else None
    stop = rule.start() if rule and rule.start() > start else stop
    if DIGIT.search(words, start, stop):
        date = ANY_DATE.search(words, start, stop)
        if date and date.start() > start:
            stop = date.start()
            before = re.search(r"[\s,](?i:dated?|on|this|the)\s?:?\s?$", words[start:stop])
            stop = start + before.start() if before else stop
    return max(stop, start + 1)


def _texts(run: Cut, label: Label | None) -> list[Cut]:
    """Return RUN, behind LABEL, as a name, a title, or a name and the title behind it."""
    words = SEAL.sub("", run.words.rstrip(" _*"))
    words = PAGE_BEHIND.sub("", words) if words[-1:].isdigit() else words
    caption = CAPTION.search(words) if words.endswith(("Date", "DATE", "Dated")) else None
    if caption and is_name(words[: caption.start()]):
        words = words[: caption.start()]
    if not words or words.lower() in ("this", "the", "on", "as of"):
        return []
    means, entry = label if label and label[0] != "date" else (None, "signatures")
    means = None if means == "mark" and " " not in words else means
    piece = run._replace(label=means, entry=entry, end=run.start + len(words))
    if means in ("title", "entity", "other"):
        return [piece._replace(kind={"title": Kind.TITLE, "entity": Kind.ENTITY}.get(means, Kind.OTHER))]
    title = TITLE_WORD.search(words)
    if title is None:
        return [piece._replace(kind=_kind_without_title(words, means))]
    if _is_surname(words, title, beside_mark=means in ("mark", "name")):
        return [piece._replace(kind=Kind.NAME)]
    return _name_and_title(piece, title.start())


def _kind_without_title(words: str, means: str | None) -> Kind:
    """Return what WORDS are that hold no title word."""
    if MODIFIER.fullmatch(words):
        return Kind.TITLE
    if HONORIFIC.fullmatch(words):
        return Kind.NAME
    if is_entity(words) and not (means == "name" and is_name(words)):
        return Kind.ENTITY
    return Kind.NAME if is_name(words) else Kind.OTHER


def _name_and_title(piece: Cut, title: int) -> list[Cut]:
    """Return PIECE, which holds a title word at TITLE, as a title, as an entity, or as a name and a title."""
    words = piece.words
    name = _name_before(words, title)
    if name and piece.label != "name" and is_entity(words[:name].rstrip(" ,-–")):
        return [piece._replace(kind=Kind.ENTITY)]
    if name == 0:
        ends = is_entity(words) and not OFFICE.search(words)
        return [piece._replace(kind=Kind.ENTITY if ends else Kind.TITLE)]
    return [
        piece._replace(kind=Kind.NAME, end=piece.start + len(words[:name].rstrip(" ,-–"))),
        piece._replace(kind=Kind.TITLE, label=None, start=piece.start + name),
    ]


def _is_surname(words: str, title: re.Match[str], *, beside_mark: bool) -> bool:
    """Return whether the title word in WORDS is a surname: "Odo P. Head", or one of two words right after a mark."""
    head = words[: title.start()].strip()
    if title.end() != len(words.rstrip(" ,_")) or not head or not is_name(head):
        return False
    last = head.rsplit(" ", 1)[-1]
    return (" " in head and len(last.rstrip(".")) == 1) or (beside_mark and " " not in head and not last.endswith(","))


HONORIFIC = re.compile(r"(?i:dr|mr|mrs|ms|prof|hon|sir|rev)\.?")
"""What may stand alone where a line breaks a name: "Dr." / "Jane Q. Doe"."""
MODIFIER = re.compile(
    r"(?:(?:(?i:sr\.?|senior|first|group|general|corporate|assistant|deputy|global|regional|exec\.?|vice|chief|and)(?!\w)"
    rf"|{fragment('field_word').pattern}(?!\w))[\s,]{{0,2}}){{1,4}}",
    re.VERBOSE,
)
"""Words that begin a title, alone on a broken line: "General", "Group Finance"."""
OFFICE = re.compile(
    r"(?i:officer|president|treasurer|secretary|controller|director|chairman|manager|[cC][eEfF][oO]\b|trustee)"
)
BEFORE_TITLE = re.compile(
    r"(?:(?<!\w)(?i:sr|senior|first|second|group|corporate|assistant|deputy|global|regional|and|the|an?|as|its|our|president|vice|exec)\.?[\s,]{1,4}){0,8}"
    r"(?:(?<!\w)(?i:co|non|ex)-\s?)?$"
)


JUNIOR = re.compile(r"(?i:\bsr\.?[\s,]+)$")
RANKED = re.compile(r"(?i:vice|v\.?p|e\.?v|s\.?v|exec|manag|director|partner|account)")
"""Offices that have a senior one: in "Doe, Sr. CFO" the "Sr." is the name's."""


def _name_before(words: str, title: int) -> int:
    """Return where the title begins in WORDS, whose first title word is at TITLE, after a name; 0 without a name."""
    head = words[:title]
    modifiers = BEFORE_TITLE.search(" " + head)
    if modifiers and JUNIOR.search(modifiers.group()) and not RANKED.match(words, title):
        modifiers = None
    if modifiers and modifiers.group():
        head = head[: max(0, modifiers.start() - 1)].rstrip() + " " if modifiers.start() else ""
    bracket = head.rstrip().endswith(("(", "["))
    name = head.rstrip(" ([,–-")
    if " " not in name or not is_name(name):
        return 0
    start = len(head)
    return start - 1 if bracket else start
