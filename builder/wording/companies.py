"""Company names for comparing: "AASTROM BIOSCIENCES INC /MI/" and "Aastrom Biosciences, Inc." are one spelling.

What EDGAR adds (state tags such as "/DE/", "/NEW/") and punctuation go; legal forms take one spelling.
Nothing is dropped that tells two companies apart: "Acme Inc" and "Acme Corp" stay different.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LEGAL_FORMS = {
    "incorporated": "inc",
    "corporation": "corp",
    "company": "co",
    "limited": "ltd",
    "partnership": "lp",
}
"""Spelled-out legal forms and the abbreviation that EDGAR's conformed names use."""

LEGAL_WORDS = frozenset({
    "inc", "corp", "co", "ltd", "lp", "llc", "llp", "plc", "sa", "nv", "ag", "ab", "asa", "oyj", "spa", "se", "trust",
    "the", "and", "of", "de", "holdings", "group", "bancorp",
})  # fmt: skip
"""Words that say what a company is and not which: left out by `distinctive_words`."""

_TAG = re.compile(r"\s{0,9}/[A-Za-z]{2,4}/?\s{0,9}$|\s{0,9}\\[A-Za-z]{2,4}\\?\s{0,9}$")
_INITIALS = re.compile(r"\b(?:[a-z]\.){2,6}(?:[a-z]\b)?")
_SEPARATORS = re.compile(r"[^\w]+|_+")
_LIMITED_PARTNERSHIP = re.compile(r"\bltd lp\b|\bl p\b")

MOST_CHARACTERS = 400
"""Longer names are compared by their first characters: no registrant has one, a misread page may."""


@lru_cache(maxsize=4096)
def fold_company(name: str) -> str:
    """Return NAME for comparing: lower case, no accents, no punctuation, one spelling of legal forms."""
    short = name[:MOST_CHARACTERS].strip()
    for _ in range(3):
        short = _TAG.sub("", short)
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", short) if not unicodedata.combining(mark))
    plain = plain.casefold().replace("&", " and ").replace("'", "").replace("’", "")
    plain = _INITIALS.sub(lambda found: found.group().replace(".", ""), plain)
    words = [LEGAL_FORMS.get(word, word) for word in _SEPARATORS.sub(" ", plain).split()]
    if words and words[0] == "the":
        words = words[1:]
    if words and words[-1] == "the":
        words = words[:-1]
    return _LIMITED_PARTNERSHIP.sub("lp", " ".join(words))


def distinctive_words(name: str) -> str:
    """Return the words of NAME that tell which company it is: "aastrom biosciences"."""
    folded = fold_company(name)
    return " ".join(word for word in folded.split() if word not in LEGAL_WORDS) or folded
