"""The titles of a signer from the lines that hold them.

A line that ends in a comma, in "and" or in mid-phrase goes on in the next; a part in brackets is an item of its own;
the company below the office, and in which capacity it acts, are left out. "President, Chief Executive / Officer and
Trustee / (Principal Executive Officer)" gives two titles. Refuses to know whose lines they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.certifications.blocks import Piece
from builder.certifications.cuts import Kind
from builder.certifications.names import TITLE_WORD
from builder.certifications.printed import Word, join_words, split_words
from builder.records import Stated
from builder.wording.tables import fragment

HEAD_NOUN = re.compile(rf"\b(?:{fragment('head_noun').pattern})[)\]]?$", re.VERBOSE)
CONTINUES = re.compile(r"(?i:and\b|&|of\b|for\b|-)|[a-z]|/")
AWAITS_ENTITY = re.compile(
    rf"\b(?i:of|the|for|to)(?:\s(?!(?:{fragment('head_noun').pattern}|{fragment('field_word').pattern})(?!\w))[A-Z&][\w.'’&-]{{0,30}}){{0,3}}$",
    re.VERBOSE,
)
"""A title that names an entity in its next line: "President of" / "Acme Holdings, Inc.", "of Acme" / "Corp."."""
OF_ENTITY = re.compile(r"(?i:of|for)\s")
BODY_OF_ENTITY = re.compile(r"(?i:committee|board)$")
"""What ends a name begun with the entity's: "Chairman," / "Acme Corporation" / "Benefits Committee"."""
CAPACITY = re.compile(
    r",?\s(?:(?i:as|in)\s(?:(?i:its|the|a)\s)?|(?i:its|the|a)\s)(?:\w{1,12}\s){0,2}(?i:partner|member|manager|owner|trustee|depositor|servicer|sponsor|adviser|advisor)\b"
)
"""In which capacity an entity acts: ", its General Partner"."""
ENTITY_ACTS = re.compile(
    r"(?i:(?:the|its|a|sole|managing)\s(?:\w{1,12}\s){0,2}(?:partner|member|manager|owner|trustee|depositor|sponsor|advis[eo]r)\s(?:of|for)\b)"
)
"""In which capacity the company in the line before acts: "the general partner of Acme Realty, L.P."."""
OF_COMPANY = re.compile(rf"(?i:\b(?:of|for)\s).*\b(?:{fragment('suffix').pattern}),?$", re.VERBOSE)
"""The end of a title that names its company: "President of Acme Realty Corp.,"."""
COMPANY_ACTS = re.compile(
    r"(?i:(?:\w{1,12}\s){0,4}(?:partner|member|manager|owner|trustee|depositor|servicer|sponsor|advis[eo]r)\s(?:of|for)\b)"
)
"""In which capacity it acts, in the next line: "General Partner of the Registrant"."""
OFFICE_IN_BRACKETS = re.compile(r"[(\[](?i:principal|chief|duly|authorized|acting|interim|senior\sofficer)\b")
"""What may stand behind the company's line and is still the signer's: "(Principal Executive Officer)"."""
CHIEF_EXECUTIVE = re.compile(r"(?i:\bchief\sexecutive)$")
OFFICER = re.compile(r"(?i:officers?\b|and\b|&|,)")
"""What "Chief Executive" goes on with in the next line; elsewhere it is whole, as British issuers write it."""
UNFINISHED = re.compile(r"(?i:(?:,|&|/|-|–|;|\band|\bof|\bthe|\bfor|\bto)$)")
FIELD_WORD = re.compile(rf"(?:{fragment('field_word').pattern})(?!\w)", re.VERBOSE)


def read_titles(pieces: Sequence[Piece]) -> tuple[Stated[str], ...]:
    """Return the titles in PIECES: lines that go on joined, brackets as items of their own, entities left out."""
    items: list[list[Word]] = []
    bracket = False
    entered = named = False
    for number, whole in enumerate(pieces):
        awaited = bool(items) and _awaits_entity(_last_line(items), pieces[number + 1 : number + 2])
        piece = _without_capacity(whole, awaited=awaited)
        if piece.kind is Kind.ENTITY and not awaited:
            named = named or (bool(items) and not OF_ENTITY.match(piece.words) and not _is_unfinished(items))
            entered = True
            continue
        if named and not OFFICE_IN_BRACKETS.match(piece.words):
            break
        if entered and (piece.words.lower().startswith("as ") or ENTITY_ACTS.match(piece.words)):
            break
        if items and OF_COMPANY.search(_last_line(items)) and COMPANY_ACTS.match(piece.words):
            break
        goes_on = bool(items) and (bracket or title_continues(_last_line(items), piece.words))
        if piece.kind is not Kind.TITLE and not goes_on and not (items and FIELD_WORD.match(piece.words)):
            if items and piece.kind is Kind.NAME:
                break
            continue
        bracket = _take(items, split_words(piece), goes_on, bracket)
        named = named or piece.end < whole.end
    return tuple(title for title in (_title(item) for item in items) if title)


def _take(items: list[list[Word]], words: list[Word], goes_on: bool, bracket: bool) -> bool:
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


def _without_capacity(piece: Piece, *, awaited: bool) -> Piece:
    """Return PIECE, an entity that is AWAITED or a title that ends in one, without the capacity in which it acts."""
    capacity = CAPACITY.search(piece.words)
    if capacity and (awaited or OF_COMPANY.search(piece.words[: capacity.start()])):
        return piece._replace(end=piece.start + capacity.start())
    return piece


def _awaits_entity(line: str, following: Sequence[Piece]) -> bool:
    """Return whether a title whose last LINE this is goes on with an entity's name, before FOLLOWING."""
    if AWAITS_ENTITY.search(line):
        return True
    return line.endswith(",") and bool(following) and BODY_OF_ENTITY.search(following[0].words) is not None


def _is_unfinished(items: list[list[Word]]) -> bool:
    """Return whether the last of ITEMS waits for its next line."""
    return UNFINISHED.search(_last_line(items)) is not None


def _closes_inside(word: str) -> bool:
    """Return whether a bracket is part of a word, as in "(s)"."""
    return bool(re.fullmatch(r"\(\w{1,2}\)", word))


def _is_closed(item: list[Word]) -> bool:
    return item[0].words[0] in "([" and item[-1].words.rstrip(",;.")[-1:] in (")", "]")


def _last_line(items: list[list[Word]]) -> str:
    return " ".join(word.words for word in items[-1][-8:])


def title_continues(before: str, words: str) -> bool:
    """Return whether a line of WORDS goes on with the title that BEFORE, the line above, leaves."""
    if words[0] in "([" or (CHIEF_EXECUTIVE.search(before) and not OFFICER.match(words)):
        return False
    if UNFINISHED.search(before) or CONTINUES.match(words):
        return True
    if before.rstrip(",")[-1:] in (")", "]"):
        return False
    return HEAD_NOUN.search(before) is None or TITLE_WORD.search(before) is None


def _title(item: list[Word]) -> Stated[str] | None:
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
        words[-1] = last._replace(end=last.start + len(trimmed))
    entry = "labels.title" if words[0].label else "signatures.title"
    return join_words(words, entry, None)
