"""The pieces of a block dealt out to its signers, whatever the layout.

A mark begins a signer, who owns what follows until the next mark; side by side, he owns what stands nearest to his
column; where marks follow each other first, names go to their likes and titles behind their names; where names or
titles stand above the marks, they move down to them. Names without a mark are signers too where a title confirms them.
Refuses to know what a share says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from builder.certifications.blocks import ROW, Block, Piece
from builder.certifications.cuts import OFFICE, Kind
from builder.certifications.names import alike
from builder.certifications.title_lines import UNFINISHED, title_continues

SPEAKER = 95
"""From this likeness on, a bare name is that of "I, NAME, certify that"."""
SAME = 62
"""From this likeness on, two names printed in one block are taken for one signer's."""


@dataclass(slots=True)
class Share:
    """The pieces of one signer while they are dealt out."""

    mark: Piece | None
    before: list[Piece] = field(default_factory=list)
    after: list[Piece] = field(default_factory=list)
    dates: list[Piece] = field(default_factory=list)


def deal(block: Block, speakers: Sequence[str] = ()) -> tuple[list[Share], list[Piece]]:
    """Return what each signer of BLOCK owns, and all of its pieces, their rows counted out.

    Where nobody has signed, the name of one of SPEAKERS stands as a signer even without a title.
    """
    pieces = _with_rows(block)
    marks = [piece for piece in pieces if piece.kind is Kind.MARK]
    shares = _dealt(pieces, marks) if marks else _typed(pieces, speakers)
    ahead = _unsigned_ahead(shares[0]) if marks else []
    return [*ahead, *(each for share in shares for each in _with_unsigned(share))], pieces


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
            pieces[number] = pieces[number]._replace(row=first.row + 1000 + cells // width, column=cells % width * ROW)
        while start < len(pieces) and pieces[start].row == pieces[begin].row:
            start += 1
    return pieces


def _width(pieces: list[Piece]) -> int:
    """Return how many cells a row holds from the mark on that begins PIECES; 0 where no second mark is beside it."""
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


def _dealt(pieces: list[Piece], marks: list[Piece]) -> list[Share]:
    """Return what each of MARKS owns of PIECES."""
    groups: list[list[Piece]] = []
    for mark in marks:
        if groups and groups[-1][-1].row == mark.row and groups[-1][-1].column != mark.column:
            groups[-1].append(mark)
        else:
            groups.append([mark])
    shares: list[Share] = []
    for number, group in enumerate(groups):
        low = group[0].row if number else -1
        high = groups[number + 1][0].row if number + 1 < len(groups) else None
        if len(group) > 1:
            rows = [p for p in pieces if p.row >= low and (high is None or p.row < high)]
            shares.extend(_by_column(rows, group))
            continue
        begin = pieces.index(group[0])
        stop = pieces.index(groups[number + 1][0]) if number + 1 < len(groups) else len(pieces)
        share = Share(group[0], after=pieces[begin + 1 : stop])
        if number == 0:
            share.before = pieces[:begin]
        shares.append(share)
    if all(len(group) == 1 for group in groups) and len(groups) > 1:
        _untangle(shares)
    return shares


def _by_column(rows: list[Piece], marks: list[Piece]) -> list[Share]:
    """Return what each of MARKS, which stand side by side, owns of ROWS: what stands nearest to its column."""
    shares = [Share(mark) for mark in marks]
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


def _untangle(shares: list[Share]) -> None:
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


def _has_more_than_signature(share: Share) -> bool:
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


def _deal_rest(shares: list[Share]) -> None:
    """Deal what stands after the last mark of SHARES to all of them: names to their likes, titles behind them."""
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
            if titles and title_continues(titles[-1][-1].words, piece.words):
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


def _names_come_first(shares: list[Share]) -> bool:
    """Return whether each printed name stands above its mark: the first has one there, and none below."""
    first = shares[0]
    if not first.after or not any(p.kind is Kind.NAME for p in first.before):
        return False
    above = next(p for p in reversed(first.before) if p.kind is Kind.NAME)
    return alike(above.words, first.after[0].words) > SAME and len(shares) > 1 and _ends_with_name_of(first, shares[1])


def _ends_with_name_of(share: Share, other: Share) -> bool:
    names = [p for p in share.after[1:] if p.kind is Kind.NAME]
    return bool(names) and bool(other.after) and alike(names[-1].words, other.after[0].words) > SAME


def _titles_come_first(shares: list[Share]) -> bool:
    """Return whether each title stands above its mark: one above the first, none below the last."""
    above = [p for p in shares[0].before if p.kind not in (Kind.DATE, Kind.WITNESS)]
    return (
        bool(above)
        and above[-1].kind is Kind.TITLE
        and not any(p.kind is Kind.TITLE for p in shares[-1].after)
        and all(any(p.kind is Kind.TITLE for p in share.after) for share in shares[:-1])
    )


def _move_down(shares: list[Share], kind: Kind) -> None:
    """Give the names or titles that stand above each mark to the mark below it."""
    for share, following in pairwise(shares):
        moved = [p for p in share.after[1:] if p.kind is kind]
        if moved:
            first = moved[-1] if kind is Kind.NAME else moved[0]
            cut = share.after.index(first)
            following.before = share.after[cut:]
            share.after = share.after[:cut]


def _typed(pieces: list[Piece], speakers: Sequence[str]) -> list[Share]:
    """Return shares of PIECES without a mark: a name begins a signer, its repetition or its title confirms it."""
    shares: list[Share] = []
    before: list[Piece] = []
    for number, piece in enumerate(pieces):
        following = pieces[number + 1 :]
        begins = piece.kind is Kind.NAME and (not shares or _begins_signer(piece, shares[-1], following))
        said = begins and any(alike(piece.words, speaker) >= SPEAKER for speaker in speakers)
        if begins and (said or piece.label in ("name", "by", "signature") or _is_confirmed(piece, following)):
            shares.append(Share(None, before=before, after=[piece]))
            before = []
        elif shares:
            shares[-1].after.append(piece)
        else:
            before.append(piece)
    return shares


def _is_confirmed(piece: Piece, following: list[Piece]) -> bool:
    """Return whether a bare name stands as a signer: a title, the name again, or its other half comes next."""
    following = [each for each in following if each.kind is not Kind.DATE]
    return bool(following) and (
        following[0].kind is Kind.TITLE
        or _is_torn(piece, following)
        or (following[0].kind is Kind.NAME and alike(following[0].words, piece.words) > SAME)
    )


def _is_torn(piece: Piece, following: list[Piece]) -> bool:
    """Return whether PIECE is one word of a name that goes on in the next line, before a title: "Jane" / "Q. Doe"."""
    return " " not in piece.words and [each.kind for each in following[:2]] == [Kind.NAME, Kind.TITLE]


def _begins_signer(piece: Piece, share: Share, following: list[Piece]) -> bool:
    """Return whether the name PIECE is another signer than SHARE's."""
    own = [each for each in share.after if each.kind is Kind.NAME]
    if any(alike(piece.words, each.words) > SAME for each in own):
        return False
    return (
        any(each.kind is Kind.TITLE for each in share.after)
        and (" " in piece.words or _is_torn(piece, following))
        and (piece.label == "name" or _is_confirmed(piece, following))
    )


def _unsigned_ahead(share: Share) -> list[Share]:
    """Return the signer without a mark who stands before the first mark: another name than its own, with a title."""
    own = [piece.words for piece in share.after if piece.kind is Kind.NAME]
    for number, piece in enumerate(share.before):
        following = share.before[number + 1 :]
        titled = any(each.kind is Kind.TITLE and OFFICE.search(each.words) for each in following[:3])
        if piece.kind is Kind.NAME and titled and own and all(alike(piece.words, each) <= SAME for each in own):
            ahead = Share(None, before=share.before[:number], after=share.before[number:])
            share.before = [each for each in share.before[:number] if each.kind is Kind.DATE]
            return [ahead]
    return []


def _with_unsigned(share: Share) -> list[Share]:
    """Return SHARE, and after it the signers that it hides: names without a mark, with a title of their own."""
    if share.mark is None:
        return [share]
    seen_title = False
    for number, piece in enumerate(share.after):
        seen_title = seen_title or piece.kind is Kind.TITLE
        if (
            seen_title
            and piece.kind is Kind.NAME
            and not UNFINISHED.search(share.after[number - 1].words)
            and _begins_signer(piece, Share(None, after=share.after[:number]), share.after[number + 1 :])
        ):
            cut = number
            while cut and share.after[cut - 1].kind is Kind.DATE:
                cut -= 1
            hidden = Share(None, before=share.after[cut:number], after=share.after[number:])
            share.after = share.after[:cut]
            return [share, *_with_more(hidden)]
    return [share]


def _with_more(share: Share) -> list[Share]:
    for number, piece in enumerate(share.after[1:], 1):
        if piece.kind is Kind.NAME and _begins_signer(
            piece, Share(None, after=share.after[:number]), share.after[number + 1 :]
        ):
            hidden = Share(None, after=share.after[number:])
            share.after = share.after[:number]
            return [share, *_with_more(hidden)]
    return [share]
