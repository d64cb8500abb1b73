"""Who speaks in the certifying sentence: "I, Jane Q. Doe, Chief Financial Officer of Acme Corporation, certify that".

Gives the names as printed there and the titles beside them. Nobody is read from here into a signature block: the
names only help to tell a name that wraps over two lines from two names. Refuses to know the block.
"""

from __future__ import annotations

import re

from builder.certifications.names import TITLE_WORD, is_entity, is_name, is_own_name
from builder.certifications.passage import Passage, stated_words
from builder.records import Stated
from builder.wording.tables import load_table

OPENINGS = load_table("openings")
JOINT = re.compile(r"\s?,?\s(?:and|&)\s(?:I,\s)?|;\s(?:and\s)?|,\s")
CREDENTIAL = re.compile(r"(?i:(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d|cpa|c\.p\.a|cfa|esq|j\.?d|mba|c\.?a|p\.?e)\.?)$")
ARTICLE = re.compile(
    r"(?i:(?:the|an?|as|being|in\s(?:his|her|my)\scapacity\sas(?:\san?|\sthe)?|duly\sappointed|who\sis(?:\sthe)?)\s){1,2}"
)
COMPANY_TAIL = re.compile(
    r"\s(?i:of|for)\s(?!(?:the\s)?(?:Board|Directors|Trustees|Finance|Operations|board|directors)\b)(?:the\s|our\s|[A-Z0-9])"
)


def read_speakers(passage: Passage, start: int, end: int) -> tuple[tuple[Stated[str], ...], tuple[Stated[str], ...]]:
    """Return the names of those who certify between START and END of PASSAGE, and the titles given beside them."""
    sentence = passage.words[start : end + 8]
    found = next(((entry, match) for entry in OPENINGS.entries if (match := entry.pattern.search(sentence))), None)
    if found is None:
        return (), ()
    entry, match = found
    names: list[Stated[str]] = []
    titles: list[Stated[str]] = []
    for begin, stop in _parts(passage.words, start + match.start("speaker"), start + match.end("speaker")):
        words = passage.words[begin:stop]
        plain = is_name(words) and " " in words and not is_entity(words)
        if plain or (not names and is_own_name(words)):
            names.append(stated_words(passage, begin, stop, entry.key))
        elif names and TITLE_WORD.search(words):
            titles.append(_title(passage, begin, stop, entry.key))
    return tuple(names), tuple(titles)


def _parts(words: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the parts of a speaker's description: cut at commas and "and", but not before "Jr." or inside a title."""
    parts: list[tuple[int, int]] = []
    begin = start
    for joint in JOINT.finditer(words, start, end):
        after = words[joint.end() : end]
        first = after.split(",", 1)[0].split(" and ", 1)[0].strip()
        if CREDENTIAL.match(first):
            continue
        before = words[begin : joint.start()]
        before_is_title = TITLE_WORD.search(before) is not None and (bool(parts) or not is_own_name(before))
        if before_is_title and not is_name(first):
            continue
        if not before_is_title and joint.group().strip() != "," and not is_name(first):
            continue
        parts.append((begin, joint.start()))
        begin = joint.end()
    parts.append((begin, end))
    return [(low, high) for low, high in parts if high > low]


def _title(passage: Passage, start: int, end: int, entry: str) -> Stated[str]:
    """Return the title from START to END, without its article and without "of the Company" behind it."""
    words = passage.words[start:end]
    article = ARTICLE.match(words)
    begin = start + article.end() if article else start
    tail = COMPANY_TAIL.search(passage.words, begin, end)
    stop = tail.start() if tail else end
    return stated_words(passage, begin, stop, entry)
