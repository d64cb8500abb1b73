"""Signer by signer: the mark, the name typed with it, the name printed besides, the titles and the date of a block.

In: the pieces of a block, in rows and columns. Out: Signatures. One model serves every layout: a mark begins a signer,
who owns what follows until the next mark, in his own column where several sign side by side; names that repeat each
other are the signature and the printed name; what follows them is the office; one date serves all where only one is
given. Without a mark, a name typed twice is a typed signature, and a name typed once is unsigned.
Refuses to fill a field from elsewhere in the certification.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from builder.certifications.blocks import Block, Piece
from builder.certifications.cuts import Kind
from builder.certifications.dates import find_date, read_date
from builder.certifications.dealing import SAME, Share, deal
from builder.certifications.names import alike, core_of
from builder.certifications.passage import Passage
from builder.certifications.printed import joined, mended, words_of
from builder.certifications.title_lines import UNFINISHED, read_titles
from builder.records import Stated
from builder.wording.tables import load_table

MARKS = load_table("marks")
AGAIN = 92
"""From this likeness on, words that look like a title are the name again, for a surname may be a title word."""
RUN_ON = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])")
"""Where a line's end may be lost inside a word: "Jane Q. DoeJane Q. Doe"."""
IN_SENTENCE = re.compile(r"[a-z]\s{1,20}(?:as\s{1,20}of|at|ended|ending|through|until|and|to|from|since)\s{1,20}\Z")
"""What a sentence says before a date that is not its block's."""
ABOVE = re.compile(r"(?i:(?:first\s)?(?:above|written|set\sforth\sabove)|date\sfirst)")


@dataclass(frozen=True, slots=True)
class Signer:
    """What a block holds for one signer."""

    mark: Stated[str] | None
    conformed_name: Stated[str] | None
    name_as_printed: Stated[str] | None
    titles: tuple[Stated[str], ...]
    signed_on: Stated[date] | None
    signed: bool


def read_signers(
    block: Block, speakers: Sequence[str], witness: Passage | None, heading: Passage
) -> tuple[Signer, ...]:
    """Return the signers of BLOCK.

    SPEAKERS help to join a broken name; the WITNESS clause before the block may hold its date, or point to the HEADING.
    """
    shares, pieces = deal(block, speakers)
    dates = _dates(shares, pieces, witness, heading)
    return tuple(_signer(share, signed_on, speakers) for share, signed_on in zip(shares, dates, strict=True))


def _dates(
    shares: list[Share], pieces: list[Piece], witness: Passage | None, heading: Passage
) -> list[Stated[date] | None]:
    """Return the date of each of SHARES."""
    found = _own_dates(pieces)
    if not found:
        clauses = [piece.passage for piece in pieces if piece.kind is Kind.WITNESS]
        return [_witnessed([*clauses, witness] if witness else clauses, heading)] * len(shares)
    if len(found) == 1:
        return [_stated_date(found[0])] * len(shares)
    if len(found) == len(shares):
        ordered = found
        if any(share.dates or (share.after and share.after[0].column) for share in shares):
            ordered = _dates_by_share(shares, found)
        return [_stated_date(piece) for piece in ordered]
    return [_stated_date(piece) for piece in _dates_by_share(shares, found)]


def _own_dates(pieces: list[Piece]) -> list[Piece]:
    """Return the dates of PIECES that are the block's: one that ends a sentence gives way to a labelled one."""
    found = [piece for piece in pieces if piece.kind is Kind.DATE]
    return [piece for piece in found if piece.label == "date" or not _ends_sentence(piece)]


def _ends_sentence(piece: Piece) -> bool:
    """Return whether the date PIECE ends a sentence that began before it: "condition as of / September 30, 2002."."""
    place = piece.passage.place(piece.start)
    return IN_SENTENCE.search(piece.passage.text.characters, max(0, place - 60), place) is not None


def _dates_by_share(shares: list[Share], found: list[Piece]) -> list[Piece]:
    """Return the date among FOUND that each share owns; without one of its own, the first of all."""
    own = [[p for p in [*share.after, *share.before] if p.kind is Kind.DATE] for share in shares]
    if len(found) == len(shares) and any(len(dates) != 1 for dates in own):
        return found
    return [dates[0] if dates else found[0] for dates in own]


def _stated_date(piece: Piece) -> Stated[date] | None:
    read = read_date(piece.passage.words, piece.start, piece.end)
    if read is None or read.value is None:
        return None
    entry = f"{read.entry.key}"
    return piece.passage.stated(read.value, piece.start, piece.end, entry, read.entry.weak)


def _witnessed(clauses: list[Passage], heading: Passage) -> Stated[date] | None:
    """Return the date of a witness clause, or that of the heading where the clause points to it."""
    for clause in clauses:
        read, passage = find_date(clause.words), clause
        if read is None and ABOVE.search(clause.words):
            read, passage = find_date(heading.words), heading
        if read and read.value:
            return passage.stated(read.value, read.start, read.end, read.entry.key, read.entry.weak)
    return None


def _signer(share: Share, signed_on: Stated[date] | None, speakers: Sequence[str]) -> Signer:
    names, rest = _names_and_rest(share)
    conformed, printed = _parted_names(names, share.mark is not None, speakers)
    if conformed and not printed:
        printed = [p for p in rest if p.kind is Kind.NAME and alike(p.words, words_of(conformed)) > SAME][:1]
        rest = [p for p in rest if p not in printed]
    above = [p for p in share.before if p.kind is Kind.NAME]
    if share.mark and not names and above and above[-1].row == share.mark.row:
        conformed, above = above[-1:], above[:-1]
    if share.mark and not printed and above and conformed and _is_above(above, conformed):
        printed = _tail_like(above, conformed)
    titles = read_titles(_above_titles(share) + rest)
    mark = None
    if share.mark:
        weak = _mark_doubt(share.mark)
        mark = share.mark.passage.stated(share.mark.words, share.mark.start, share.mark.end, share.mark.entry, weak)
    entry, doubt = (mark.entry, mark.doubt) if mark else ("signatures.typed_twice", _TYPED)
    printed_name = joined(printed, "signatures.printed", None)
    return Signer(
        mark=mark,
        conformed_name=mended(joined(conformed, entry, doubt), printed_name),
        name_as_printed=printed_name,
        titles=titles,
        signed_on=signed_on,
        signed=bool(share.mark) or bool(conformed),
    )


_TYPED = "a name typed twice without a mark is taken for a typed signature"


def _mark_doubt(mark: Piece) -> str | None:
    return MARKS[mark.entry.partition(".")[2]].weak


def _names_and_rest(share: Share) -> tuple[list[Piece], list[Piece]]:
    """Return the names at the head of what SHARE owns, and the rest."""
    names: list[Piece] = []
    for number, piece in enumerate(share.after):
        beside = share.mark is not None and piece.row == share.mark.row and not names
        again = piece.kind is Kind.TITLE and len(names) == 1 and alike(piece.words, names[0].words) > AGAIN
        if piece.kind is Kind.NAME or again or (beside and piece.kind in (Kind.OTHER, Kind.ENTITY)):
            names.append(piece)
        elif piece.kind in (Kind.DATE, Kind.WITNESS) or (
            piece.kind is Kind.ENTITY and names and number + 1 < len(share.after) and len(names) < 2
        ):
            continue
        elif piece.kind is Kind.OTHER and names and piece.label == "name":
            names.append(piece)
        else:
            return names, [p for p in share.after[number:] if p.kind not in (Kind.DATE, Kind.WITNESS)]
    return names, []


def _parted_names(names: list[Piece], marked: bool, speakers: Sequence[str]) -> tuple[list[Piece], list[Piece]]:
    """Return NAMES parted into the signature and the printed name."""
    if not names:
        return [], []
    labelled = next((n for n, piece in enumerate(names) if piece.label in ("name", "by") and (n or not marked)), None)
    if marked and names[0].label == "name":
        return [], names[:2]
    if labelled:
        return names[:labelled], names[labelled:]
    if not marked and len(names) == 1:
        halves = _halves(names[0])
        return halves if halves else ([], names)
    if len(names) == 1:
        return _halves(names[0]) or (names, [])
    return _best_cut(names, marked, speakers)


def _run_on(names: list[Piece]) -> tuple[list[Piece], list[Piece]] | None:
    """Return NAMES cut in two inside a word where one name stands twice and runs on into itself."""
    for number, piece in enumerate(names):
        for lost in RUN_ON.finditer(piece.words):
            place = piece.start + lost.start()
            left = [*names[:number], piece._replace(end=place)]
            right = [piece._replace(start=place), *names[number + 1 :]]
            if core_of(words_of(left)) == core_of(words_of(right)):
                return left, right
    return None


def _best_cut(names: list[Piece], marked: bool, speakers: Sequence[str]) -> tuple[list[Piece], list[Piece]]:
    """Return the cut of several NAMES after which both parts are most alike."""
    best, cut = 0.0, 0
    for place in range(1, len(names)):
        for stop in range(place + 1, min(len(names), place + 3) + 1):
            likeness = alike(words_of(names[:place]), words_of(names[place:stop])) - (len(names) - stop)
            if likeness > best:
                best, cut, end = likeness, place, stop
    run_on = _run_on(names) if best < 100 else None
    if run_on:
        return run_on
    if best >= SAME:
        return names[:cut], names[cut:end]
    halves = _halves(names[0])
    if halves:
        return halves
    whole = max((alike(words_of(names[:2]), speaker) for speaker in speakers), default=0)
    if marked and whole > 90 and whole > max((alike(names[0].words, speaker) for speaker in speakers), default=0):
        return names[:2], names[2:4]
    torn = " " not in names[0].words and not names[1].words.startswith(names[0].words)
    if marked:
        return (names[:2], names[2:3]) if torn else (names[:1], names[1:2])
    return [], names[:2] if torn else names[:1]


def _halves(piece: Piece) -> tuple[list[Piece], list[Piece]] | None:
    """Return PIECE cut in two where it holds one name twice: "STEVEN DOE Steven Doe", "Steven DoeSteven Doe"."""
    run_on = _run_on([piece])
    if run_on:
        return run_on
    words = piece.words
    best, cut = 0.0, 0
    count = words.count(" ") + 1
    if count < 4:
        return None
    for space in re.finditer(" ", words):
        left, right = words[: space.start()], words[space.end() :]
        if " " not in left or " " not in right:
            continue
        likeness = alike(left, right) - abs(len(left) - len(right))
        if likeness > best:
            best, cut = likeness, space.start()
    if best < 70:
        return None
    return [piece._replace(end=piece.start + cut)], [piece._replace(start=piece.start + cut + 1)]


def _is_above(above: list[Piece], conformed: list[Piece]) -> bool:
    return bool(_tail_like(above, conformed))


def _tail_like(above: list[Piece], conformed: list[Piece]) -> list[Piece]:
    """Return the last one or two of the names ABOVE that are like the signature."""
    one, two = above[-1:], above[-2:]
    scores = [(alike(words_of(part), words_of(conformed)), part) for part in (one, two)]
    score, part = max(scores, key=lambda pair: pair[0])
    return part if score > SAME else []


def _above_titles(share: Share) -> list[Piece]:
    """Return the titles above the mark: all where none stands below, else only one that waits to be finished."""
    above = [p for p in share.before if p.kind is Kind.TITLE]
    if not above:
        return []
    if not any(p.kind is Kind.TITLE for p in share.after):
        return above
    return (
        above[-1:] if UNFINISHED.search(above[-1].words) and share.mark and share.mark.row - above[-1].row <= 2 else []
    )
