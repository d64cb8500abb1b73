"""Signer by signer: the mark, the name typed with it, the name printed besides, the titles and the date of a block.

In: the pieces of a block, in rows and columns. Out: Signatures. One model serves every layout: a mark begins a signer,
who owns what follows until the next mark, in his own column where several sign side by side; names that repeat each
other are the signature and the printed name; what follows them is the office; one date serves all where only one is
given. Without a mark, a name typed twice is a typed signature, and a name typed once is unsigned.
Refuses to fill a field from elsewhere in the certification.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from builder.certifications.blocks import ROW, Block, Kind, Piece
from builder.certifications.dates import find_date, read_date
from builder.certifications.names import alike
from builder.certifications.passage import Passage
from builder.records import Span, Stated
from builder.wording.tables import fragment, load_table

MARKS = load_table("marks")
AGAIN = 92
"""From this likeness on, words that look like a title are the name again, for a surname may be a title word."""
SAME = 62
"""From this likeness on, two names printed in one block are taken for one signer's."""

HEAD_NOUN = re.compile(
    r"""
    \b(?i: Officers? | President | Pres\. | (?:Co-?)?Chair(?:man|woman|person)? | Directors? | Treasurer | Secretary | Controller | Comptroller | Trustees?
    | C\.?E\.?O\.? | C\.?F\.?O\.? | C\.?O\.?O\.? | C\.?A\.?O\.? | Manager | Partner | Member | Board | Administrator | Counsel | Founder | Owner | Company | Trustee
    | Finance | Operations | Accounting | Administration | Registrant | Depositor | Servicer | Principal | Head | Accountant | Representative | Signatory | Fund | Funds
    ) [)\]]? $
    """,
    re.VERBOSE,
)
CONTINUES = re.compile(r"(?i:and\b|&|of\b|for\b|-)|[a-z]|/")
UNFINISHED = re.compile(r"(?i:(?:,|&|/|-|–|;|\band|\bof|\bthe|\bfor|\bto)$)")
FIELD_WORD = re.compile(rf"(?:{fragment('field_word').pattern})(?!\w)", re.VERBOSE)
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


@dataclass(slots=True)
class _Share:
    """The pieces of one signer while they are dealt out."""

    mark: Piece | None
    before: list[Piece] = field(default_factory=list)
    after: list[Piece] = field(default_factory=list)
    dates: list[Piece] = field(default_factory=list)


def read_signers(
    block: Block, speakers: Sequence[str], witness: Passage | None, heading: Passage
) -> tuple[Signer, ...]:
    """Return the signers of BLOCK.

    SPEAKERS help to join a broken name; the WITNESS clause before the block may hold its date, or point to the HEADING.
    """
    pieces = _with_rows(block)
    marks = [piece for piece in pieces if piece.kind is Kind.MARK]
    shares = _dealt(pieces, marks) if marks else _typed(pieces)
    shares = [each for share in shares for each in _with_unsigned(share)]
    dates = _dates(shares, pieces, witness, heading)
    return tuple(_signer(share, signed_on, speakers) for share, signed_on in zip(shares, dates, strict=True))


# Dealing out the pieces ------------------------------------------------------------------------------------------


def _with_rows(block: Block) -> list[Piece]:
    """Return the pieces of BLOCK; where bars alone on their lines part the cells, with their rows counted out."""
    pieces = list(block.pieces)
    if not block.bars:
        return pieces
    start = 0
    while start < len(pieces):
        begin = next((n for n in range(start, len(pieces)) if pieces[n].kind is Kind.MARK), len(pieces))
        width = _width(pieces[begin:])
        start = begin + 1
        if not width:
            continue
        first = pieces[begin]
        for number in range(begin, len(pieces)):
            cells = pieces[number].cell - first.cell
            pieces[number] = replace(
                pieces[number], row=first.row + 1000 + cells // width, column=cells % width * ROW
            )
        while start < len(pieces) and pieces[start].row == pieces[begin].row:
            start += 1
    return pieces


def _width(pieces: list[Piece]) -> int:
    """Return how many cells a row holds from the mark on with which PIECES begin; 0 where no second mark stands beside it."""
    marks = [piece for piece in pieces if piece.kind is Kind.MARK][:2]
    if len(marks) < 2 or any(
        marks[0].cell < piece.cell < marks[1].cell and piece.kind is not Kind.DATE for piece in pieces
    ):
        return 0
    own = next((piece for piece in pieces if piece.cell == marks[0].cell and piece.kind is Kind.NAME), None)
    for piece in pieces:
        if own and piece.kind is Kind.NAME and piece.cell > marks[1].cell and alike(piece.words, own.words) > SAME:
            return piece.cell - marks[0].cell
    return 0


def _dealt(pieces: list[Piece], marks: list[Piece]) -> list[_Share]:
    """Return what each of MARKS owns of PIECES."""
    groups: list[list[Piece]] = []
    for mark in marks:
        if groups and groups[-1][-1].row == mark.row and groups[-1][-1].column != mark.column:
            groups[-1].append(mark)
        else:
            groups.append([mark])
    shares: list[_Share] = []
    for number, group in enumerate(groups):
        low = group[0].row if number else -1
        high = groups[number + 1][0].row if number + 1 < len(groups) else None
        if len(group) > 1:
            rows = [p for p in pieces if p.row >= low and (high is None or p.row < high)]
            shares.extend(_by_column(rows, group))
            continue
        begin = pieces.index(group[0])
        stop = pieces.index(groups[number + 1][0]) if number + 1 < len(groups) else len(pieces)
        share = _Share(group[0], after=pieces[begin + 1 : stop])
        if number == 0:
            share.before = pieces[:begin]
        shares.append(share)
    if all(len(group) == 1 for group in groups) and len(groups) > 1:
        _untangle(shares)
    return shares


def _by_column(rows: list[Piece], marks: list[Piece]) -> list[_Share]:
    """Return what each of MARKS, which stand side by side, owns of ROWS: what stands nearest to its column."""
    shares = [_Share(mark) for mark in marks]
    for piece in rows:
        if piece.kind is Kind.MARK:
            continue
        nearest = min(
            shares,
            key=lambda share: (abs(piece.column - share.mark.column), share.mark.column) if share.mark else (0, 0),
        )
        if (nearest.mark and piece.row == nearest.mark.row and piece.cell == nearest.mark.cell) or piece.row >= marks[
            0
        ].row:
            nearest.after.append(piece)
        else:
            nearest.before.append(piece)
    for share in shares:
        share.after.sort(key=lambda piece: (piece.row, piece.column))
    return shares


def _untangle(shares: list[_Share]) -> None:
    """Deal out again where marks follow each other first, and the names and titles of all of them come after."""
    begin = 0
    while begin < len(shares):
        end = begin
        while end + 1 < len(shares) and not _has_more_than_signature(shares[end]):
            end += 1
        if end > begin:
            _deal_rest(shares[begin : end + 1])
        elif _names_come_first(shares[begin:]):
            _move_down(shares[begin:], Kind.NAME)
            return
        elif begin == 0 and _titles_come_first(shares):
            _move_down(shares, Kind.TITLE)
            return
        begin = end + 1


def _has_more_than_signature(share: _Share) -> bool:
    """Return whether anything besides the name beside the mark, and dates, stands in SHARE."""
    rest = [p for p in share.after if p.kind not in (Kind.DATE, Kind.WITNESS)]
    if not rest or share.mark is None:
        return False
    return len(rest) > 1 + (
        len(rest) > 1
        and rest[1].kind is Kind.NAME
        and " " not in rest[1].words
        and " " not in rest[0].words.rstrip(" .")
    )


def _deal_rest(shares: list[_Share]) -> None:
    """Deal what stands after the last mark of SHARES to all of them: names to their likes, titles behind their names."""
    last = shares[-1]
    rest, last.after = last.after[1:], last.after[:1]
    owner = shares[0]
    named = 0
    titles: list[list[Piece]] = []
    orphaned = len([p for p in rest if p.kind is Kind.NAME]) >= len(shares) and _names_are_together(rest)
    for piece in rest:
        if piece.kind is Kind.NAME:
            owner = max(shares, key=lambda share: alike(piece.words, share.after[0].words) if share.after else 0)
            owner.after.append(piece)
            named += 1
        elif orphaned or not named:
            if titles and _title_continues(titles[-1][-1].words, piece.words):
                titles[-1].append(piece)
            else:
                titles.append([piece])
        else:
            owner.after.append(piece)
    for number, group in enumerate(titles):
        shares[number % len(shares)].after.extend(group)


def _names_are_together(pieces: list[Piece]) -> bool:
    kinds = [piece.kind for piece in pieces if piece.kind in (Kind.NAME, Kind.TITLE)]
    names = kinds.count(Kind.NAME)
    return kinds[:names] == [Kind.NAME] * names


def _names_come_first(shares: list[_Share]) -> bool:
    """Return whether each printed name stands above its mark: the first has one there, and none below."""
    first = shares[0]
    if not first.after or not any(p.kind is Kind.NAME for p in first.before):
        return False
    above = next(p for p in reversed(first.before) if p.kind is Kind.NAME)
    return alike(above.words, first.after[0].words) > SAME and len(shares) > 1 and _ends_with_name_of(first, shares[1])


def _ends_with_name_of(share: _Share, other: _Share) -> bool:
    names = [p for p in share.after[1:] if p.kind is Kind.NAME]
    return bool(names) and bool(other.after) and alike(names[-1].words, other.after[0].words) > SAME


def _titles_come_first(shares: list[_Share]) -> bool:
    """Return whether each title stands above its mark: one above the first, none below the last."""
    above = [p for p in shares[0].before if p.kind not in (Kind.DATE, Kind.WITNESS)]
    return (
        bool(above)
        and above[-1].kind is Kind.TITLE
        and not any(p.kind is Kind.TITLE for p in shares[-1].after)
        and all(any(p.kind is Kind.TITLE for p in share.after) for share in shares[:-1])
    )


def _move_down(shares: list[_Share], kind: Kind) -> None:
    """Give the names or titles that stand above each mark to the mark below it."""
    for share, following in pairwise(shares):
        moved = [p for p in share.after[1:] if p.kind is kind]
        if moved:
            first = moved[-1] if kind is Kind.NAME else moved[0]
            cut = share.after.index(first)
            following.before = share.after[cut:]
            share.after = share.after[:cut]


def _typed(pieces: list[Piece]) -> list[_Share]:
    """Return shares of PIECES without a mark: a name begins a signer, its repetition or its title confirms it."""
    shares: list[_Share] = []
    before: list[Piece] = []
    for number, piece in enumerate(pieces):
        if piece.kind is Kind.NAME and (not shares or _begins_signer(piece, shares[-1], pieces[number + 1 :])):
            if piece.label in ("name", "by") or _is_confirmed(piece, pieces[number + 1 :]):
                shares.append(_Share(None, before=before, after=[piece]))
                before = []
                continue
        if shares:
            shares[-1].after.append(piece)
        else:
            before.append(piece)
    return shares


def _is_confirmed(piece: Piece, following: list[Piece]) -> bool:
    """Return whether a bare name stands as a signer: a title or the name again comes next."""
    following = [each for each in following if each.kind is not Kind.DATE]
    return bool(following) and (
        following[0].kind is Kind.TITLE
        or (following[0].kind is Kind.NAME and alike(following[0].words, piece.words) > SAME)
    )


def _begins_signer(piece: Piece, share: _Share, following: list[Piece]) -> bool:
    """Return whether the name PIECE is another signer than SHARE's."""
    own = [each for each in share.after if each.kind is Kind.NAME]
    if any(alike(piece.words, each.words) > SAME for each in own):
        return False
    return (
        any(each.kind is Kind.TITLE for each in share.after)
        and (" " in piece.words)
        and (piece.label == "name" or _is_confirmed(piece, following))
    )


def _with_unsigned(share: _Share) -> list[_Share]:
    """Return SHARE, and after it the signers that it hides: names without a mark, with a title of their own."""
    if share.mark is None:
        return [share]
    seen_title = False
    for number, piece in enumerate(share.after):
        seen_title = seen_title or piece.kind is Kind.TITLE
        if (
            seen_title
            and piece.kind is Kind.NAME
            and _begins_signer(piece, _Share(None, after=share.after[:number]), share.after[number + 1 :])
        ):
            cut = number
            while cut and share.after[cut - 1].kind is Kind.DATE:
                cut -= 1
            hidden = _Share(None, before=share.after[cut:number], after=share.after[number:])
            share.after = share.after[:cut]
            return [share, *_with_more(hidden)]
    return [share]


def _with_more(share: _Share) -> list[_Share]:
    for number, piece in enumerate(share.after[1:], 1):
        if piece.kind is Kind.NAME and _begins_signer(
            piece, _Share(None, after=share.after[:number]), share.after[number + 1 :]
        ):
            hidden = _Share(None, after=share.after[number:])
            share.after = share.after[:number]
            return [share, *_with_more(hidden)]
    return [share]


# Dates -----------------------------------------------------------------------------------------------------------


def _dates(
    shares: list[_Share], pieces: list[Piece], witness: Passage | None, heading: Passage
) -> list[Stated[date] | None]:
    """Return the date of each of SHARES."""
    found = [piece for piece in pieces if piece.kind is Kind.DATE]
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


def _dates_by_share(shares: list[_Share], found: list[Piece]) -> list[Piece]:
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


# One signer ------------------------------------------------------------------------------------------------------


def _signer(share: _Share, signed_on: Stated[date] | None, speakers: Sequence[str]) -> Signer:
    names, rest = _names_and_rest(share)
    conformed, printed = _parted_names(names, share.mark is not None, speakers)
    if conformed and not printed:
        printed = [p for p in rest if p.kind is Kind.NAME and alike(p.words, _words(conformed)) > SAME][:1]
        rest = [p for p in rest if p not in printed]
    above = [p for p in share.before if p.kind is Kind.NAME]
    if share.mark and not printed and above and conformed and _is_above(above, conformed):
        printed = _tail_like(above, conformed)
    titles = _titles(_above_titles(share) + rest)
    mark = None
    if share.mark:
        weak = _mark_doubt(share.mark)
        mark = share.mark.passage.stated(share.mark.words, share.mark.start, share.mark.end, share.mark.entry, weak)
    entry, doubt = (mark.entry, mark.doubt) if mark else ("signatures.typed_twice", _TYPED)
    printed_name = _joined(printed, "signatures.printed", None)
    return Signer(
        mark=mark,
        conformed_name=_mended(_joined(conformed, entry, doubt), printed_name),
        name_as_printed=printed_name,
        titles=titles,
        signed_on=signed_on,
        signed=bool(share.mark) or bool(conformed),
    )


_TYPED = "a name typed twice without a mark is taken for a typed signature"


def _mended(signature: Stated[str] | None, printed: Stated[str] | None) -> Stated[str] | None:
    """Return SIGNATURE with the letters joined that small capitals tore apart, where the PRINTED name proves it."""
    if signature is None or printed is None or not re.search(r"(?:^|\s)[A-Z]\s[A-Z]{2}", signature.value):
        return signature
    letters = signature.value.replace(" ", "")
    if letters.casefold() != printed.value.replace(" ", "").casefold():
        return signature
    words: list[str] = []
    place = 0
    for word in printed.value.split():
        words.append(letters[place : place + len(word)])
        place += len(word)
    return replace(signature, value=" ".join(words))


def _mark_doubt(mark: Piece) -> str | None:
    return MARKS[mark.entry.partition(".")[2]].weak


def _names_and_rest(share: _Share) -> tuple[list[Piece], list[Piece]]:
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


def _best_cut(names: list[Piece], marked: bool, speakers: Sequence[str]) -> tuple[list[Piece], list[Piece]]:
    """Return the cut of several NAMES after which both parts are most alike."""
    best, cut = 0.0, 0
    for place in range(1, len(names)):
        for stop in range(place + 1, min(len(names), place + 3) + 1):
            likeness = alike(_words(names[:place]), _words(names[place:stop])) - (len(names) - stop)
            if likeness > best:
                best, cut, end = likeness, place, stop
    if best >= SAME:
        return names[:cut], names[cut:end]
    halves = _halves(names[0])
    if halves:
        return halves
    whole = max((alike(_words(names[:2]), speaker) for speaker in speakers), default=0)
    if marked and whole > 90 and whole > max((alike(names[0].words, speaker) for speaker in speakers), default=0):
        return names[:2], names[2:4]
    if marked:
        torn = " " not in names[0].words and not names[1].words.startswith(names[0].words)
        return (names[:2], names[2:3]) if torn else (names[:1], names[1:2])
    return [], names[:1]


def _halves(piece: Piece) -> tuple[list[Piece], list[Piece]] | None:
    """Return PIECE cut in two where it holds one name twice: "STEVEN DOE Steven Doe"."""
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
    return [replace(piece, end=piece.start + cut)], [replace(piece, start=piece.start + cut + 1)]


def _is_above(above: list[Piece], conformed: list[Piece]) -> bool:
    return bool(_tail_like(above, conformed))


def _tail_like(above: list[Piece], conformed: list[Piece]) -> list[Piece]:
    """Return the last one or two of the names ABOVE that are like the signature."""
    one, two = above[-1:], above[-2:]
    scores = [(alike(_words(part), _words(conformed)), part) for part in (one, two)]
    score, part = max(scores, key=lambda pair: pair[0])
    return part if score > SAME else []


def _above_titles(share: _Share) -> list[Piece]:
    """Return the titles above the mark: all of them where none stands below, else only one that waits to be finished."""
    above = [p for p in share.before if p.kind is Kind.TITLE]
    if not above:
        return []
    if not any(p.kind is Kind.TITLE for p in share.after):
        return above
    return (
        above[-1:] if UNFINISHED.search(above[-1].words) and share.mark and share.mark.row - above[-1].row <= 2 else []
    )


# Titles ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Word:
    passage: Passage
    start: int
    end: int
    label: bool

    @property
    def words(self) -> str:
        return self.passage.words[self.start : self.end]


def _titles(pieces: list[Piece]) -> tuple[Stated[str], ...]:
    """Return the titles in PIECES: lines that go on joined, brackets as items of their own, entities left out."""
    items: list[list[_Word]] = []
    bracket = False
    entered = False
    for piece in pieces:
        if piece.kind is Kind.ENTITY:
            if items and not UNFINISHED.search(_last_line(items)):
                break
            entered = True
            continue
        if piece.words.lower().startswith("as ") and entered:
            break
        goes_on = bool(items) and (bracket or _title_continues(_last_line(items), piece.words))
        if piece.kind is not Kind.TITLE and not goes_on and not (items and FIELD_WORD.match(piece.words)):
            if items and piece.kind is Kind.NAME:
                break
            continue
        bracket = _take(items, _split(piece), goes_on, bracket)
    return tuple(title for title in (_title(item) for item in items) if title)


def _take(items: list[list[_Word]], words: list[_Word], goes_on: bool, bracket: bool) -> bool:
    """Put WORDS, one line, behind ITEMS; return whether a bracket is still open."""
    fresh = not goes_on
    for word in words:
        opens = word.words[0] in "(["
        if opens and not bracket and not _closes_inside(word.words):
            items.append([word])
            bracket = True
        elif fresh or not items or (not bracket and items[-1] and _is_closed(items[-1])):
            items.append([word])
        else:
            items[-1].append(word)
        fresh = False
        if bracket and word.words.rstrip(",;.")[-1:] in (")", "]"):
            bracket = False
    return bracket


def _closes_inside(word: str) -> bool:
    """Return whether a bracket is part of a word, as in "(s)"."""
    return bool(re.fullmatch(r"\(\w{1,2}\)", word))


def _is_closed(item: list[_Word]) -> bool:
    return item[0].words[0] in "([" and item[-1].words.rstrip(",;.")[-1:] in (")", "]")


def _last_line(items: list[list[_Word]]) -> str:
    return " ".join(word.words for word in items[-1][-8:])


def _title_continues(before: str, words: str) -> bool:
    """Return whether a line of WORDS goes on with the title that BEFORE, the line above, leaves."""
    if words[0] in "([":
        return False
    if UNFINISHED.search(before) or CONTINUES.match(words):
        return True
    if before.rstrip(",")[-1:] in (")", "]"):
        return False
    return HEAD_NOUN.search(before) is None


def _split(piece: Piece) -> list[_Word]:
    found: list[_Word] = []
    for match in re.finditer(r"\S+", piece.words):
        found.append(
            _Word(piece.passage, piece.start + match.start(), piece.start + match.end(), piece.label == "title")
        )
    return found


def _title(item: list[_Word]) -> Stated[str] | None:
    """Return ITEM as one title, without joining words and commas at its ends."""
    words = list(item)
    while words and (
        words[-1].words in (",", ";", "-", "–", "—", "*")
        or (words[-1].words.lower() in ("and", "&") and len(words) > 1)
    ):
        words.pop()
    while words and words[0].words in (",", ";", "-", "–", "—", "and", "&"):
        words.pop(0)
    if not words:
        return None
    last = words[-1]
    trimmed = last.words.rstrip(",;:*")
    if trimmed:
        words[-1] = replace(last, end=last.start + len(trimmed))
    entry = "labels.title" if words[0].label else "signatures.title"
    return _stated_words(words, entry, None)


# Evidence --------------------------------------------------------------------------------------------------------


def _joined(pieces: list[Piece], entry: str, doubt: str | None) -> Stated[str] | None:
    """Return the names in PIECES joined to one, without rule, quotation marks and trailing comma."""
    words = [word for piece in pieces for word in _split(piece)]
    trimmed = [_without_rule(word) for word in words]
    kept = [word for word in trimmed if word.end > word.start]
    if not kept:
        return None
    last = kept[-1]
    kept[-1] = replace(last, end=last.start + len(last.words.rstrip(",;:")))
    return _stated_words(_outside_quotes(kept), entry, doubt)


def _without_rule(word: _Word) -> _Word:
    words = word.words
    start = word.start + len(words) - len(words.lstrip("_*"))
    return replace(word, start=start, end=max(start, word.end - (len(words) - len(words.rstrip("_*")))))


def _outside_quotes(words: list[_Word]) -> list[_Word]:
    """Return WORDS without the quotation marks around all of them."""
    quotes = "\"“”„'‘’`"
    first, last = words[0], words[-1]
    if first.words[0] in quotes and last.words[-1] in quotes and not (len(words) > 2 and first.words[-1] in quotes):
        words = [replace(first, start=first.start + 1), *words[1:]]
        words[-1] = replace(words[-1], end=words[-1].end - 1)
    return words


def _stated_words(words: list[_Word], entry: str, doubt: str | None) -> Stated[str]:
    value = " ".join(word.words for word in words)
    spans: list[Span] = []
    for passage, start, end in _runs(words):
        spans.extend(passage.spans(start, end))
    return Stated(value, value, tuple(spans), entry, doubt)


def _runs(words: Iterable[_Word]) -> list[tuple[Passage, int, int]]:
    """Return WORDS as runs that stand together in one cell."""
    runs: list[tuple[Passage, int, int]] = []
    for word in words:
        if runs and runs[-1][0] is word.passage and runs[-1][2] + 1 == word.start:
            runs[-1] = (word.passage, runs[-1][1], word.end)
        else:
            runs.append((word.passage, word.start, word.end))
    return runs


def _words(pieces: Sequence[Piece]) -> str:
    return " ".join(piece.words for piece in pieces)
