"""Names of persons as printed, cut into components: "/s/ R. Douglas Armstrong, Ph.D." and its like.

The parts of a name are compared, never whole strings: "John A. Smith" and "John B. Smith" are nearer as
strings than "R. Douglas Armstrong" and "Douglas Armstrong". Degrees are dropped, generational suffixes
kept. Reads `person_names.toml`; refuses to know who a name leads to.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import msgspec
from nameparser import HumanName

from builder.errors import TableError

MOST_CHARACTERS = 160
"""A longer "name" is a misread paragraph."""

MOST_PARTS = 9
"""The most words that a person's name is taken to have."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """One name in its components, folded for comparing: no accents, no case, no full stops."""

    given: tuple[str, ...]
    """First and middle names in order; an initial is one letter."""
    surname: tuple[str, ...]
    """The words of the surname, particles included: ("de", "la", "cruz")."""
    suffix: str
    """"jr", "sr", "ii" to "vi"; "" where there is none."""
    nickname: str
    """A name in quotation marks or brackets, "bill" in `William "Bill" Doe`; "" where there is none."""
    display: str
    """As printed, without mark, honorific and credentials."""
    given_display: tuple[str, ...]
    surname_display: str
    suffix_display: str
    agreed: bool
    """Whether nameparser cuts given names and surname at the same place."""

    @property
    def normal(self) -> str:
        """The name for comparing: "r douglas armstrong", "john smith jr"."""
        return " ".join((*self.given, *self.surname, *([self.suffix] if self.suffix else [])))

    @property
    def joined(self) -> str:
        """The letters of the name alone: "maryannedeluca" for Mary-Anne De Luca and Maryanne Deluca."""
        return "".join((*self.given, *self.surname)).replace("-", "")

    @property
    def expanded(self) -> frozenset[str]:
        """The letters with each mark that may be written out: "mueller" for Müller, "soerensen" for Sørensen."""
        shown = "".join((*self.given_display, self.surname_display)).casefold().translate(_WRITTEN_OUT)
        return frozenset({self.joined, fold_word(shown).replace("-", "")})


@dataclass(frozen=True, slots=True)
class _Credentials:
    plain: frozenset[str]
    guarded: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Surnames:
    particles: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Others:
    titles: frozenset[str]
    companies: frozenset[str]
    placeholders: frozenset[str]


@dataclass(frozen=True, slots=True)
class NameWords:
    """The table `person_names.toml`."""

    labels: tuple[str, ...]
    honorifics: frozenset[str]
    suffixes: dict[str, str]
    credentials: _Credentials
    abbreviations: dict[str, str]
    surnames: _Surnames
    others: _Others
    nicknames: dict[str, tuple[str, ...]]


@cache
def name_words() -> NameWords:
    """Return the table of the words in and about names."""
    table = "person_names.toml"
    try:
        return msgspec.convert(tomllib.loads((files("builder.wording") / table).read_text("utf-8")), NameWords)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise TableError(table, str(error), "mend the entry") from error


_MARK = re.compile(r"^[\s\"'“”‘’(\[]*(?:[/\\|]\s?[sS]\s?[/\\|]|[sS]/|\(signed\))", re.IGNORECASE)
_LABEL = re.compile(r"^\s*(?:by|name|print(?:ed)? name|signed|signature|signer|its)\s*:", re.IGNORECASE)
_NICKNAME = re.compile(r"[\"“”(]\s*([^\W\d_][\w.' -]{0,20})[\"“”)]|(?<=\s)[‘']([^\W\d_][\w.-]{1,20})[’'](?=\s)")
_LETTERS_APART = str.maketrans({
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "đ": "d", "Đ": "D",
    "ı": "i", "ð": "d", "þ": "th", "’": "'", "‘": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "–": "-",
})  # fmt: skip
"""Letters that Unicode does not decompose, and the many shapes of apostrophe and hyphen."""

_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
"""Letters that German, Danish and Swedish names write out where a typewriter lacks them."""


@lru_cache(maxsize=4096)
def read_name(as_printed: str) -> PersonName | None:
    """Return the components of a name AS PRINTED; None where no person is named ("the undersigned", "")."""
    if len(as_printed) > MOST_CHARACTERS:
        return None
    text = _without_marks(" ".join(as_printed.split()))
    text, nickname = _without_nickname(text)
    pieces = [piece.strip(" ;:_-*").lstrip(".") for piece in text.split(",")]
    words, suffix, suffix_display = _own_words([piece for piece in pieces if piece])
    words = _without_honorifics(words)
    if not _names_a_person(words):
        return None
    return _compose(words, suffix, suffix_display, nickname)


@lru_cache(maxsize=16384)
def fold_word(word: str) -> str:
    """Return WORD for comparing: "O'Brien" is "obrien", "Müller" is "muller", "Jean-Luc" keeps its hyphen."""
    apart = unicodedata.normalize("NFKD", word.translate(_LETTERS_APART))
    plain = "".join(mark for mark in apart if not unicodedata.combining(mark)).casefold()
    return "".join(mark for mark in plain if mark.isalnum() or mark == "-").strip("-")


def _without_marks(text: str) -> str:
    for _ in range(4):
        shorter = _LABEL.sub("", _MARK.sub("", text)).strip(' _"“”*')
        if shorter == text:
            break
        text = shorter
    return text


def _without_nickname(text: str) -> tuple[str, str]:
    found = _NICKNAME.search(text)
    if not found or found.start() == 0:
        return text, ""
    nickname = fold_word((found.group(1) or found.group(2)).strip())
    known = name_words()
    if nickname in known.credentials.plain | known.others.titles or nickname in known.suffixes:
        return text[: found.start()] + " " + text[found.end() :], ""
    return text[: found.start()] + " " + text[found.end() :], nickname


def _own_words(pieces: list[str]) -> tuple[list[str], str, str]:
    """Return the words of the name in order, its suffix folded and as printed; the rest of PIECES is dropped."""
    if not pieces:
        return [], "", ""
    words, suffix, shown = _cut_ending(pieces[0].split())
    before: list[str] = []
    for piece in pieces[1:]:
        rest = [fold_word(word) for word in piece.split()]
        if _is_suffix(piece):
            suffix, shown = name_words().suffixes["".join(rest)], f", {piece}"
        elif all(_is_degree(word) for word in rest):
            continue
        elif len(rest) > 1 and _is_suffix(piece.split()[0]) and all(_is_degree(word) for word in rest[1:]):
            suffix, shown = name_words().suffixes[rest[0]], f", {piece.split()[0]}"
        elif not before and _is_given(rest, words):
            before, own_suffix, own_shown = _cut_ending(piece.split())
            suffix, shown = own_suffix or suffix, own_shown or shown
        else:
            break
    return [*before, *words], suffix, shown


def _cut_ending(words: list[str]) -> tuple[list[str], str, str]:
    """Return WORDS without the degrees and the suffix at their end, and the suffix."""
    suffix = shown = ""
    while len(words) > 1:
        last = fold_word(words[-1])
        if last in name_words().credentials.plain and (len(words) > 2 or "." in words[-1] or words[-1].isupper()):
            words = words[:-1]
        elif not suffix and _ends_in_suffix(words):
            suffix, shown, words = name_words().suffixes[last], f" {words[-1]}", words[:-1]
        else:
            break
    return words, suffix, shown


def _ends_in_suffix(words: list[str]) -> bool:
    last = fold_word(words[-1])
    if last in ("v", "senior", "junior", "vi"):
        return len(words) > 2 and not (last == "v" and words[-1].endswith("."))
    return last in name_words().suffixes


def _is_suffix(piece: str) -> bool:
    return fold_word(piece.replace(" ", "")) in name_words().suffixes


def _is_degree(word: str) -> bool:
    return word in name_words().credentials.plain or word in name_words().credentials.guarded


def _is_given(rest: list[str], surname: list[str]) -> bool:
    """Return whether REST after a comma is the given names of "Smith, John A.", not a title or a company."""
    others = name_words().others
    strange = others.titles | others.companies
    return 0 < len(rest) <= 3 and len(surname) <= 3 and not any(word in strange for word in rest)


def _without_honorifics(words: list[str]) -> list[str]:
    while len(words) > 1 and fold_word(words[0]) in name_words().honorifics:
        words = words[1:]
    return [word for word in words if fold_word(word) and not any(mark.isdigit() for mark in word)]


def _names_a_person(words: list[str]) -> bool:
    others = name_words().others
    folded = [fold_word(word) for word in words]
    if not folded or len(folded) > MOST_PARTS or sum(len(word) for word in folded) < 2:
        return False
    strange = others.titles | others.companies | others.placeholders
    return not any(word in strange for word in folded)


def _compose(words: list[str], suffix: str, suffix_display: str, nickname: str) -> PersonName:
    cut = _surname_starts(words)
    given_words = [part for word in words[:cut] for part in _initials(word, words)]
    given = tuple(name_words().abbreviations.get(word, word) for word in map(fold_word, given_words))
    if len(words[-1]) > 3 and "." not in words[-1][:-1]:
        words = [*words[:-1], words[-1].rstrip(".")]
    display = " ".join(words) + suffix_display
    return PersonName(
        given=given,
        surname=tuple(filter(None, map(fold_word, words[cut:]))),
        suffix=suffix,
        nickname=nickname,
        display=display,
        given_display=tuple(words[:cut]),
        surname_display=" ".join(words[cut:]),
        suffix_display=suffix_display.strip(", "),
        agreed=fold_word(HumanName(" ".join(words)).last) == "".join(map(fold_word, words[cut:])),
    )


def _surname_starts(words: list[str]) -> int:
    """Return which of WORDS begins the surname: the last one, or the first particle before it."""
    particles = name_words().surnames.particles
    cut = len(words) - 1
    while cut > 1 and _is_particle(words[cut - 1], particles):
        cut -= 1
    for place in range(1, cut):
        if len(words[place].rstrip(".")) > 1 and _is_particle(words[place], particles) and cut - place < 4:
            return place
    return cut


def _is_particle(word: str, particles: frozenset[str]) -> bool:
    """Return whether WORD begins a surname; "O" and "E" do so only without a full stop, "Al" is a name too."""
    folded = fold_word(word)
    return folded in particles and not (len(folded) == 1 and not word.islower())


def _initials(word: str, words: list[str]) -> list[str]:
    """Return the initials that WORD runs together ("J.R.", "JR" in a name of mixed case), or WORD itself."""
    letters = word.replace(".", "")
    if "." in word.rstrip(".") and letters.isalpha() and all(len(part) == 1 for part in word.split(".") if part):
        return list(letters)
    mixed = any(other != other.upper() for other in words)
    if mixed and len(letters) == 2 and letters.isalpha() and letters.isupper():
        return list(letters)
    return [word]
