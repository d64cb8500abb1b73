"""The browser's index: the cards under their keys, in files that script tags can load.

`write_shards` writes a folder of small .js files from the same keys as the Whoosh index: shards of cards by
key ("k") and, under words with many cards, by the end of the word beside ("e"); the lexicon in order ("f") and
in order of the words read backwards ("b"); and `manifest.js`, which tells where each shard begins. A file
calls `undersignedNames(name, text)` and nothing else, so that it works from any folder, from file:// and
under a policy without inline scripts. The shards lie in a folder named by their content; the manifest is
replaced last and in one step, so that a kill leaves the old index whole.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise, takewhile
from operator import eq
from pathlib import Path

from builder.entries import Archive
from builder.errors import SearchError
from builder.search.familiar import Familiar
from builder.search.keys import HEAD, Drawer, file_cards, without_collecting

SHARD_BYTES = 18_000
"""Enough for about 210 cards; some 6 KB as Pages sends it."""
FULL = 0.65
"""A shard fuller than this may end."""
LEXICON_BYTES = 20_000
MANIFEST = "manifest.js"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class _Shard:
    name: str
    first: str
    """Its first key or word."""
    last: str
    text: str


@dataclass(frozen=True, slots=True)
class _Unit:
    """Lines that never stand in two shards."""

    first: str
    """Their first key or word."""
    last: str
    opening: str
    """The line that must stand before them; "" for words."""
    lines: tuple[str, ...]

    @property
    def size(self) -> int:
        return len(self.opening) + sum(map(len, self.lines)) + len(self.lines) + 1


def write_shards(archive: Archive, folder: Path) -> None:
    """Write the browser's index of ARCHIVE into FOLDER; the same archive gives the same bytes."""
    with without_collecting():
        home, shards, manifest = _cut_all(file_cards(archive))
    try:
        _replace(folder, home, shards, manifest)
    except OSError as error:
        raise SearchError(
            str(folder), f"the names cannot be written ({error})", "free space or name another folder"
        ) from error


def _cut_all(drawer: Drawer) -> tuple[str, list[_Shard], str]:
    """Return the name of their folder, all shards of DRAWER, and the text of the manifest."""
    families = (
        list(_cut("k", _card_lines(drawer.keys, drawer), SHARD_BYTES)),
        list(_cut("e", _card_lines(sorted(drawer.endings()), drawer), SHARD_BYTES)),
        list(_cut("f", _word_lines(drawer.weights), LEXICON_BYTES)),
        list(_cut("b", _word_lines(_backwards(drawer.weights)), LEXICON_BYTES)),
    )
    shards = [shard for family in families for shard in family]
    digest = hashlib.sha256()
    for shard in shards:
        digest.update(shard.text.encode())
    home = digest.hexdigest()[:12]
    manifest = "\n".join((home, *map(_bounds, families), _front_coded(drawer.long_words), _forms(drawer.commoner)))
    return home, shards, manifest


def _replace(folder: Path, home: str, shards: Iterable[_Shard], manifest: str) -> None:
    """Put SHARDS into FOLDER, then the MANIFEST that names their HOME: at any moment it names a whole one."""
    files = {f"{shard.name}.js": _script(shard.name, shard.text) for shard in shards}
    standing = folder / home
    if not _holds(standing, files):
        if standing.exists():
            (folder / MANIFEST).unlink(missing_ok=True)
        new = folder / f"{home}.new"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        for name, text in files.items():
            (new / name).write_text(text, encoding="utf-8", newline="\n")
        shutil.rmtree(standing, ignore_errors=True)
        new.replace(standing)
    pointer = folder / f"{MANIFEST}.new"
    pointer.write_text(_script("manifest", manifest), encoding="utf-8", newline="\n")
    pointer.replace(folder / MANIFEST)
    for other in folder.iterdir():
        if other.is_dir() and other.name != home:
            shutil.rmtree(other, ignore_errors=True)


def _holds(folder: Path, files: Mapping[str, str]) -> bool:
    """Return whether FOLDER holds FILES, these texts under these names, and nothing else."""
    try:
        return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()} == files
    except (OSError, UnicodeDecodeError):
        return False


def _script(name: str, text: str) -> str:
    return f"undersignedNames({json.dumps(name)},{json.dumps(text, ensure_ascii=False)})\n"


def _card_lines(keys: Iterable[tuple[str, int]], drawer: Drawer) -> Iterator[_Unit]:
    """Yield what stands together: the cards of a main word, of one key where they are many, or a head.

    A line is "=main", which opens a main word or a head, or "part|card".
    """
    long = frozenset(drawer.long_words)
    for (main, part), filed in groupby(keys, key=lambda one: _divide(one[0], long)):
        held = list(filed)
        lines = [f"{part or _part(key)}|{drawer.cards[at]}" for key, at in held]
        yield _Unit(held[0][0], held[-1][0], f"={main}", tuple(lines))


def _divide(key: str, long: frozenset[str]) -> tuple[str, str]:
    """Return the main word of KEY and the part, "" where the whole main word stands together; a head is a main word."""
    if key.endswith(HEAD):
        return key, ""
    main = key.partition(" ")[0]
    return main, _part(key) if main in long else ""


def _part(key: str) -> str:
    """Return "margaret" of "thorne margaret "."""
    return key.partition(" ")[2].removesuffix(" ")


def _word_lines(weights: dict[str, int]) -> Iterator[_Unit]:
    for word, weight in weights.items():
        yield _Unit(word, word, "", (word + chr(ord("A") + min(weight, 25)),))


def _backwards(weights: dict[str, int]) -> dict[str, int]:
    return {word: weights[word[::-1]] for word in sorted(word[::-1] for word in weights)}


def _cut(family: str, units: Iterable[_Unit], most: int) -> Iterator[_Shard]:
    """Yield the shards of a FAMILY, none longer than MOST bytes unless one unit is.

    A shard ends where its last key and the next have least in common: so ranges stay together, and the
    manifest can tell the two apart by few letters.
    """
    held: list[_Unit] = []
    size = number = 0
    for unit in units:
        while held and size + unit.size > most:
            end = _best_end([*held, unit], most)
            yield _shard(family, number, held[:end])
            number, held = number + 1, held[end:]
            size = sum(one.size for one in held)
        held.append(unit)
        size += unit.size
    if held:
        yield _shard(family, number, held)


def _best_end(units: Sequence[_Unit], most: int) -> int:
    """Return how many of UNITS stand in a shard at least `FULL`, the last of them never."""
    sizes = accumulate(unit.size for unit in units)
    ends = [end for end, size in enumerate(sizes, 1) if size >= most * FULL and end < len(units)] or [len(units) - 1]
    return min(ends, key=lambda end: (_shared(units[end - 1].last, units[end].first), -end))


def _shard(family: str, number: int, held: Sequence[_Unit]) -> _Shard:
    lines: list[str] = []
    opened = ""
    for unit in held:
        if unit.opening != opened:
            lines.append(unit.opening)
            opened = unit.opening
        lines += unit.lines
    text = _front_coded(lines) if family in "fb" else "\n".join(lines)
    return _Shard(f"{family}{number}", held[0].first, held[-1].last, text)


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


def _forms(commoner: Familiar) -> str:
    """Return the table of familiar forms: each with the rarer names that lead to it, "robert" with "bob", "rob"."""
    rarer: dict[str, list[str]] = {}
    for name, forms in sorted(commoner.items()):
        for form in forms:
            rarer.setdefault(form, []).append(name)
    return ";".join(_front_coded([form, *names]) for form, names in sorted(rarer.items()))
