"""Write names.json: what the tokenizer and the scorer give, for both their languages to be held to.

`python -m tests.vectors.make` rewrites it from builder/search; look at the difference as at code. The names
are put together from parts by a seed; `HAND_MADE` holds the cases that once went wrong or easily could.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from builder.search.cards import read_card
from builder.search.lexicon import begins_with_slip, middle_swapped, one_slip
from builder.search.names import cut_words, read_words
from builder.search.query import read_query
from builder.search.score import Scorer

FILE = Path(__file__).parent / "names.json"
SEED = 20_031_231
GIVEN = [
    "Robert",
    "Bob",
    "Margaret",
    "Peggy",
    "William",
    "Bill",
    "R.",
    "J.",
    "Élise",
    "José",
    "Søren",
    "Łukasz",
    "Mary",
    "Ann",
    "Jean-Pierre",
    "Xanthe",
    "Quentin",
    "Douglas",
    "Seán",
    "İbrahim",
    "Zoë",
    "Anne-Marie",
    "T.J.",
    "Wm.",
    "Katherine",
    "Kate",
    "Ōe",
    "Νίκος",
    "Иван",
    "李",
]
SURNAMES = [
    "Armstrong",
    "Armstrang",
    "Thorne",
    "Thornbury",
    "O'Neill",
    "O’Keefe",
    "Van der Berg",
    "de la Cruz",
    "Muñoz",
    "Weiß",
    "Smith-Jones",
    "Smith",
    "Smythe",
    "McDonald",
    "Mac Donald",
    "St. John",
    "Delacroix",
    "Çelik",
    "Yılmaz",
    "Østergård",
    "Li",
    "Ng",
    "D'Angelo",
    "Eklund-Reyes",
    "Okonjo",
    "Vandyke",
    "Van Dyke",
    "Kowalski",
    "Παπαδόπουλος",
    "Петров",
    "Armstrong-Vane",
    "Doe",
    "Quarles",
    "Fenwick",
    "Al Hashimi",
]
ENDINGS = ("", "", "", "", ", Jr.", " III", ", Ph.D.", " CPA", ", M.D., Ph. D.", ", Sr.", " jr", ", Esq.")
COMPANIES = (
    "Harrow & Pell Instruments, Inc.",
    "Tidewater Looms Corporation",
    "First Larkspur Bancorp",
    "The Vane Trust",
)
FAMILIAR = {
    "bob": ("robert",),
    "robert": ("bob", "rob"),
    "peggy": ("margaret",),
    "margaret": ("peggy",),
    "bill": ("will", "william"),
    "will": ("bill", "william"),
    "kate": ("katherine",),
}
NOISE = (
    "\u0000\t\n\u00a0\u00ad\u200b\u202e’'`´.,,--/|;&()\"0123456789\ufb01\u0130\u0301\ud83d\ude00\uff07\u2011\u2013éßŁ"
)
HAND_MADE = (
    "",
    " ",
    ".",
    ",",
    "-",
    "'",
    "armstrng",
    "Armstrong, R. Douglas",
    "Armstrong, Jr.",
    "Armstrong, R. Douglas, Ph.D.",
    "dr. m.d. smith",
    "Smith, M.D.",
    "O’Neill-Vane, Seán P., Jr.",
    "o neill",
    "JOSÉ MUÑOZ",
    "ﬁsher",
    "Arm\u00adstrong",
    "İSTANBUL",
    "ΟΔΥΣΣΕΥΣ",
    "thorne cfo 2008",
    "cfo",
    "2008",
    "ceo 2008",
    "0000887359",
    "x" * 500,
    "a " * 300,
    "-- , ..",
    "a,b,c",
    ",smith",
    "smith,",
    "smith-jones,-anne",
    "\ud83d\ude00",
    "van",
    "de la",
    "III",
    "Jr.",
    "phd phd",
    "title:ceo AND (name:x* OR y~2)",
    "[a TO z]",
    "*",
    "?",
    '"unclosed',
    "smith\u0000jones",
    "K\u212aelvin",
    "ǅ",
    "½ ² ①",
)


def _name(chance: random.Random) -> tuple[str, str]:
    given = " ".join(chance.choices(GIVEN, k=chance.choice((0, 1, 1, 1, 2, 2, 3))))
    return given, chance.choice(SURNAMES)


def _mistyped(text: str, chance: random.Random) -> str:
    for _ in range(chance.choice((0, 0, 1, 1, 2))):
        at = chance.randrange(len(text) + 1)
        letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
        text = chance.choice(
            (
                text[:at] + text[at + 1 :],
                text[:at] + letter + text[at:],
                text[:at] + letter + text[at + 1 :],
                text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :],
            )
        )
    return text


def _typed(given: str, surname: str, chance: random.Random) -> str:
    first = given.split(" ", maxsplit=1)[0] if given else ""
    text = chance.choice(
        (
            f"{given} {surname}",
            surname,
            f"{surname}, {given}",
            f"{first[:1]} {surname}",
            f"{first} {surname}",
            f"{surname} {first}",
            f"{first} {surname[:4]}",
            f"{first}{surname}",
            surname.replace(" ", ""),
            surname.replace("'", " "),
            f"{first} {surname} {chance.choice(COMPANIES).split(' ')[0]}",
            f"{surname} cfo {chance.randint(2002, 2026)}",
        )
    ).strip()
    return _mistyped(text, chance) + chance.choice(ENDINGS)


def _noisy(text: str, chance: random.Random) -> str:
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(NOISE) + text[at:]
    return chance.choice((str, str.upper, str.lower, str.title))(text)


def _card(given: str, surname: str, chance: random.Random) -> str:
    if chance.random() < 0.15:
        name = chance.choice(COMPANIES)
        former = chance.choice(("", "Armstrong Quarry Trust", "Old Vane Co."))
        return f"@{name}|0009990562|9990562|2003-2010|31|124|{former}"
    others = " /".join(" ".join(cut_words(part)) for part in _name(chance)) if chance.random() < 0.1 else ""
    years = chance.choice(("2004", "2004-2008", "2003-2005,2011"))
    name, company = f"{given} /{surname}{chance.choice(ENDINGS)}", chance.choice(COMPANIES)
    roles, counts = chance.choice(("E", "FA", "F", "")), f"{chance.randint(1, 300)}|{chance.randint(0, 3)}"
    return f"{name}|-k3f9a|{company}|{roles}|{years}|{counts}|39|{others}"


def word_cases(chance: random.Random) -> Iterator[dict[str, object]]:
    """Yield texts with their words and what they ask for."""
    texts = [*HAND_MADE, *(_noisy(_typed(*_name(chance), chance), chance) for _ in range(1500))]
    for text in texts:
        read, asked = read_words(text), read_query(text)
        yield {
            "text": text,
            "words": [read.words, read.surname_first, read.generation, read.hyphens],
            "asked": [asked.words, asked.surname_first, asked.generation, asked.year, asked.joins, asked.note],
        }


def slip_cases(chance: random.Random) -> Iterator[list[object]]:
    """Yield two words, whether one slip parts them, whether one goes on after the other, and a swap."""
    for _ in range(800):
        word = chance.choice((*SURNAMES, *GIVEN)).lower()
        other = _mistyped(word, chance)
        yield [
            word,
            other,
            one_slip(word, other),
            begins_with_slip(other, word),
            middle_swapped(word) if len(word) > 1 else word,
        ]


def score_cases(chance: random.Random) -> Iterator[list[object]]:
    """Yield a query and a card with the score, whether it is sure, and why."""
    for _ in range(3000):
        given, surname = _name(chance)
        line = _card(given, surname, chance)
        typed = _typed(given, surname, chance) if chance.random() < 0.8 else _typed(*_name(chance), chance)
        query = read_query(typed)
        if query.words:
            match = Scorer(query, FAMILIAR).match(read_card(line))
            yield [typed, line, match.score, match.sure, match.why, match.card.address]


def make() -> dict[str, object]:
    """Return all vectors."""
    chance = random.Random(SEED)
    return {
        "familiar": FAMILIAR,
        "words": list(word_cases(chance)),
        "slips": list(slip_cases(chance)),
        "scores": list(score_cases(chance)),
    }


def written() -> str:
    """Return the text of names.json: one case a line."""
    parts = [f'"familiar":{json.dumps(FAMILIAR)}']
    for kind in ("words", "slips", "scores"):
        lines = ",\n".join(json.dumps(case, ensure_ascii=True, separators=(",", ":")) for case in make()[kind])  # type: ignore[attr-defined]
        parts.append(f'"{kind}":[\n{lines}\n]')
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="ascii", newline="\n")
