"""A cell of a signature block cut into what stands in it: marks, names, titles, dates, entities.

A label such as "Name:" belongs to what stands behind it, in the same cell or in the next; a run that holds everything
on one line ("Date December 29, 2023 /s/ Jane Doe Jane Doe Treasurer") is cut at its marks, dates and labels.
Refuses to know where the cell stands.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from builder.certifications.block_lines import LONG
from builder.certifications.dates import ANY_DATE
from builder.certifications.names import REMEMBERED, TITLE_WORD, is_entity, is_name, own_name_end
from builder.wording.tables import fragment, load_table

MARK_TABLE = load_table("marks")
LABELS = load_table("labels")
INNER_LABEL = re.compile(
    r"(?<=[\w.,;)\"”_])\s(?=(?:Name|NAME|Title|TITLE|Its|Date|DATE|Dated|DATED|By|BY|Signature|Printed\sName|Position)\s?:)"
)
CAPTION = re.compile(r"(?<=[\w.,])\s(?:Date|DATE|Dated)$")
"""A word under the next column's rule, behind a printed name: "Jane Q. Doe Date"."""
RULE = re.compile(r"(?:\s-(?=\s-))?\s?[-_=\u2013\u2014]{5,}")
"""The line under a signature, where a run holds it between the signature and the name."""
TITLE_RUN_ON = re.compile(
    r"[a-z]{2}\.?(?=(?:Chief|Chair(?:man|woman|person)|Executive|President|Principal|Vice|Senior|Treasurer|Secretary|Controller|Director)\b)"
)
"""The end of a name into which its title runs on, a line's end lost: "Jane Q. DoeExecutive Vice President"."""
PAGE_BEHIND = re.compile(r"(?<=[a-z.)])\s\d{1,3}\Z")
"""The number of the page behind the last title of a run."""
SEAL = re.compile(r"(?:\A|\s)[(\[](?i:seal|l\.\s?s\.)[)\]]\Z")
"""What stands for a seal behind a signature."""
DIGIT = re.compile(r"\d")
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

Label = tuple[str, str]
"""What a label promises, and its entry."""
MARK_BEGINS = frozenset("/\\([sSdDeEoO")
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


def cut_cell(words: str, label: Label | None, own_names: tuple[str, ...]) -> tuple[tuple[Cut, ...], Label | None]:
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
    ends = title.start() if title else len(words)
    run_on = TITLE_RUN_ON.search(words, 0, ends) if ends else None
    if run_on and " " in words[: run_on.end()] and is_name(words[: run_on.end()]):
        return _name_and_title(piece, run_on.end())
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
    """Return whether the title word in WORDS is a surname: "Odo P. Head", or one of two words right after a mark.

    "Head" is nobody's whole title, so it is a surname wherever no comma parts it from the names before it.
    """
    head = words[: title.start()].strip()
    if title.end() != len(words.rstrip(" ,_")) or not head or not is_name(head):
        return False
    last = head.rsplit(" ", 1)[-1]
    if last.endswith(","):
        return False
    if " " not in head:
        return beside_mark
    return len(last.rstrip(".")) == 1 or title.group().casefold() == "head"


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
