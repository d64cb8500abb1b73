"""How the paragraphs of the prescribed text are cited: "paragraphs 1 to 3 and 4(b)"; and a conformity in per cent."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from builder.pages.views import listed


def key_words(key: str) -> str:
    """Return the key of a paragraph as it is cited: "4a" is "4(a)"."""
    return f"{key[0]}({key[1:]})" if len(key) == 2 and key[1].isalpha() else key


def cite_paragraphs(keys: Sequence[str], among: Sequence[str]) -> str:
    """Return KEYS in words, runs of those that follow each other AMONG all joined: "paragraphs 1 to 3, 4(b) and 5"."""
    numbered = [among.index(key) for key in keys]
    runs = [[place for _, place in run] for _, run in groupby(enumerate(numbered), lambda each: each[1] - each[0])]
    words: list[str] = []
    for run in runs:
        ends = [key_words(among[place]) for place in run]
        words += ends if len(ends) < 3 else [f"{ends[0]} to {ends[-1]}"]
    return f"paragraph{'' if len(keys) == 1 else 's'} {listed(words)}"


def percent(score: float) -> str:
    """Return a conformity in words: 0.98654 is "98.6 %"; what is not whole is never told as whole."""
    return f"{int(score * 1000) / 10:.1f} %" if score < 1 else "100 %"
