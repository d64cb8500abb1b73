"""What looks like a person's name, and whether two printed names may be one person's.

"W. Tarn Aldercott", "Odo Mark Brackenbury," and "WILMA T. MARSH, JR." look like names; "Chief Executive Officer" and
"Acme Corporation" do not. Only shapes are judged here: nobody is identified, and no two officers are merged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from builder.wording.tables import fragment, word_list

TITLE_WORD = re.compile(rf"\b(?:{fragment('title_word').pattern})(?!\w)", re.VERBOSE)
ENTITY_END = re.compile(rf"\b(?:{fragment('suffix').pattern})(?!\w)", re.VERBOSE)
TOKEN = re.compile(
    r"""
    [(\"“'‘]{0,2}
    (?: [^\W\d_] [^\W\d_.'’‘`´\-‑]{0,30} (?:[.'’‘`´\-‑][^\W\d_]{0,30}){0,6} \.? )
    [)\"”“'’]{0,2} ,?
    """,
    re.VERBOSE,
)
PARTICLES = word_list("name_particles")
CREDENTIALS = word_list("credentials")
ELIDED = re.compile(r"(?:[dlDLoO]['’`]|al-|el-|bin-)[^\W\d_a-zß-ÿ]")
FIELD_WORD = re.compile(
    rf"(?:{fragment('field_word').pattern}|(?i:senior|sr|group|plan|first|second|regional|division|the|an?|as)\b)",
    re.VERBOSE,
)
"""What begins an office and no person's name: "Group Treasurer", "Plan Administrator"."""
SUFFIX_COMMA = re.compile(r"\s?,\s?")
LABEL_WORD = re.compile(r"(?i:\b(?:dated?|name|title|by|its|signature)\Z)")
UNNAMELY = re.compile(r"[\d$%&@#=<>{}]|\b(?:the|of|and|that|this|with|for|on|has|is|in|to|by|any|no|as)\b")
UNSPOKEN = re.compile(r"[^\w]|_")
MOST_TOKENS = 12
REMEMBERED = 4096
"""Words judged lately: a block is asked several times about each of its names, and its officers sign again."""


@lru_cache(maxsize=REMEMBERED)
def is_name(words: str) -> bool:
    """Return whether WORDS may be one person's name, and nothing besides."""
    tokens = words.rstrip("_ ").split()
    if not 1 <= len(tokens) <= MOST_TOKENS or len(words) > 80 or UNNAMELY.search(words):
        return False
    if TITLE_WORD.search(words):
        return False
    return all(_is_name_token(token) for token in tokens) and any(_bare(token) not in CREDENTIALS for token in tokens)


@lru_cache(maxsize=REMEMBERED)
def is_own_name(words: str) -> bool:
    """Return whether WORDS, behind which somebody certifies, are a name that holds one title word: "R. Chad Head"."""
    title = TITLE_WORD.search(words)
    if title is None or TITLE_WORD.search(words, title.end()) or FIELD_WORD.match(words):
        return False
    if title.start() == 0 or words[: title.start()].rstrip().endswith(","):
        return False
    rest = SUFFIX_COMMA.sub(" ", words[: title.start()] + words[title.end() :])
    return is_name(rest) and (" " in rest.strip() or words.endswith(title.group()))


def needs_telling(name: str) -> bool:
    """Return whether the shape of NAME does not show that it is one, for a surname may be an office or a label."""
    return not is_name(name) or LABEL_WORD.search(name) is not None


def own_name_end(words: str, start: int, names: Sequence[str]) -> int:
    """Return where one of NAMES that stands at START of WORDS ends, whatever its case; START where none does."""
    for name in names:
        end = start + len(name)
        if words[start:end].casefold() == name.casefold() and not words[end : end + 1].isalnum():
            return end
    return start


@lru_cache(maxsize=REMEMBERED)
def is_entity(words: str) -> bool:
    """Return whether WORDS end like the name of a corporation: "Acme Holdings, Inc."."""
    return bool(ENTITY_END.search(words)) and not ENTITY_END.match(words)


def alike(one: str, other: str) -> float:
    """Return from 0 to 100 how much two printed names are alike; credentials and marks do not count."""
    return fuzz.ratio(core_of(one), core_of(other))


@lru_cache(maxsize=REMEMBERED)
def core_of(name: str) -> str:
    """Return NAME without case, points and credentials: "jane q doe" for "Jane Q. Doe, M.D., Ph.D."."""
    return " ".join(bare for bare in map(_bare, name.split()) if bare and bare not in CREDENTIALS)


def _bare(token: str) -> str:
    return token.lower() if token.isalpha() else UNSPOKEN.sub("", token).lower()


def _is_name_token(token: str) -> bool:
    if token.lower().strip('(),"“”') in PARTICLES or ELIDED.match(token):
        return True
    bare = _bare(token)
    if not bare or bare in CREDENTIALS:
        return bool(bare)
    first = next(character for character in token if character.isalnum())
    return bool(TOKEN.fullmatch(token)) and (first.isupper() or (first.isalpha() and first == first.upper()))
