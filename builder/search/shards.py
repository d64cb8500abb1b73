"""The browser's index: the cards under their keys, in files that script tags can load.

`write_shards` writes a folder of small .js files from the same keys as the Whoosh index: shards of cards
("k"), the lexicon in order ("f") and in order of the words read backwards ("b"), and `manifest.js`, which
tells where each shard begins. A file calls `undersignedNames(name, text)` and nothing else, so that it works
from any folder, from file:// and under a policy without inline scripts. The shards lie in a folder named by
their content; the manifest is replaced last and in one step, so that a kill leaves the old index whole.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from operator import eq
from pathlib import Path

from builder.entries import Archive
from builder.errors import SearchError
from builder.search.familiar import Familiar
from builder.search.keys import HEAD, Drawer, file_cards

SHARD_BYTES = 14_000
"""Enough for about 170 cards; some 5 KB as Pages sends it."""
LEXICON_BYTES = 12_000
MANIFEST = "manifest.js"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class _Shard:
    name: str
    first: str
    """Its first key or word."""
    last: str
    text: str


def write_shards(archive: Archive, folder: Path) -> None:
    """Write the browser's index of ARCHIVE into FOLDER; the same archive gives the same bytes."""
    drawer = file_cards(archive)
    families = (
        list(_cut("k", _card_lines(drawer), SHARD_BYTES)),
        list(_cut("f", _word_lines(drawer.weights), LEXICON_BYTES)),
        list(_cut("b", _word_lines(_backwards(drawer.weights)), LEXICON_BYTES)),
    )
    shards = [shard for family in families for shard in family]
    digest = hashlib.sha256()
    for shard in shards:
        digest.update(shard.text.encode())
    home = digest.hexdigest()[:12]
    manifest = "\n".join((home, *map(_bounds, families), _front_coded(drawer.long_words), _forms(drawer.familiar)))
    try:
        _replace(folder, home, shards, manifest)
    except OSError as error:
        raise SearchError(
            str(folder), f"the names cannot be written ({error})", "free space or name another folder"
        ) from error


def _replace(folder: Path, home: str, shards: Iterable[_Shard], manifest: str) -> None:
    new = folder / f"{home}.new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    for shard in shards:
        (new / f"{shard.name}.js").write_text(_script(shard.name, shard.text), encoding="utf-8", newline="\n")
    shutil.rmtree(folder / home, ignore_errors=True)
    new.replace(folder / home)
    pointer = folder / f"{MANIFEST}.new"
    pointer.write_text(_script("manifest", manifest), encoding="utf-8", newline="\n")
    pointer.replace(folder / MANIFEST)
    for other in folder.iterdir():
        if other.is_dir() and other.name != home:
            shutil.rmtree(other, ignore_errors=True)


def _script(name: str, text: str) -> str:
    return f"undersignedNames({json.dumps(name)},{json.dumps(text, ensure_ascii=False)})\n"


def _card_lines(drawer: Drawer) -> Iterator[tuple[str, str]]:
    """Yield each key with its line: "=main" opens a main word or a head, "part|card" follows."""
    opened = None
    for key, at in drawer.keys:
        main, part = _divide(key)
        opening = "" if main == opened else f"={main}\n"
        opened = main
        yield key, f"{opening}{part}|{drawer.cards[at]}"


def _divide(key: str) -> tuple[str, str]:
    """Return main word and part of KEY, "thorne margaret "; a head is a main word of its own."""
    if key.endswith(HEAD):
        return key, ""
    main, _, part = key.partition(" ")
    return main, part.removesuffix(" ")


def _word_lines(weights: dict[str, int]) -> Iterator[tuple[str, str]]:
    for word, weight in weights.items():
        yield word, word + chr(ord("A") + min(weight, 25))


def _backwards(weights: dict[str, int]) -> dict[str, int]:
    return {word: weights[word[::-1]] for word in sorted(word[::-1] for word in weights)}


def _cut(family: str, lines: Iterable[tuple[str, str]], most: int) -> Iterator[_Shard]:
    """Yield the shards of a FAMILY, none much longer than MOST bytes; a head never stands in two."""
    held: list[tuple[str, str]] = []
    size = number = 0
    for key, opened in lines:
        line = opened
        if held and size + len(line) > most and (key != held[-1][0] or not key.endswith(HEAD)):
            yield _shard(family, number, held)
            number, held, size = number + 1, [], 0
            line = _reopened(key, opened) if family == "k" else opened
        held.append((key, line))
        size += len(line) + 1
    if held:
        yield _shard(family, number, held)


def _reopened(key: str, line: str) -> str:
    return line if line.startswith("=") else f"={_divide(key)[0]}\n{line}"


def _shard(family: str, number: int, held: Sequence[tuple[str, str]]) -> _Shard:
    lines = [line for _, line in held]
    text = "\n".join(lines) if family == "k" else _front_coded(lines)
    return _Shard(f"{family}{number}", held[0][0], held[-1][0], text)


def _bounds(shards: Sequence[_Shard]) -> str:
    """Return where each shard begins: the shortest text above the key before it."""
    bounds = [_between(before.last, shard.first) for before, shard in pairwise(shards)]
    return _front_coded(["", *bounds]) if shards else ""


def _between(before: str, first: str) -> str:
    return first[: _shared(before, first) + 1]


def _shared(a: str, b: str) -> int:
    """Return how many letters A and B have in common at their beginning."""
    return sum(takewhile(bool, map(eq, a, b)))


def _front_coded(words: Sequence[str]) -> str:
    """Return sorted WORDS, each as the number of letters it shares with the one before and the rest."""
    coded = []
    before = ""
    for word in words:
        shared = min(_shared(before, word), len(_DIGITS) - 1)
        coded.append(_DIGITS[shared] + word[shared:])
        before = word
    return ",".join(coded)


def _forms(familiar: Familiar) -> str:
    """Return the pairs of FAMILIAR, each once: "bob:robert;..."; a "!" where only the other way counts."""
    lines = []
    for typed, forms in sorted(familiar.items()):
        back = [form for form in forms if typed < form or typed not in familiar.get(form, ())]
        marked = [form if typed in familiar.get(form, ()) else form + "!" for form in back]
        if marked:
            lines.append(f"{typed}:{','.join(marked)}")
    return ";".join(lines)
