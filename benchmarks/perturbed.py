"""Reads perturbed copies of the labelled set and scores them: generality measured, not hoped.

    python -m benchmarks.perturbed [--copies 200] [--seed 1] [--errors]

Each copy swaps what a layout does not depend on (names, companies, dates, titles), or varies how the same words are
set (line breaks, spacing, quotes, plain text against HTML), in the file and in its labels alike. Needs the labelled
set at ../shared/corpus; says so and stops where it is absent. Nothing is written outside a temporary folder.
"""

from __future__ import annotations

import argparse
import html
import json
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.rows import reading_rows

SHARED = Path(__file__).resolve().parents[2] / "shared"
GOLD = SHARED / "corpus" / "gold.jsonl"
SCORE = SHARED / "tools" / "score_reading.py"

Row = dict[str, Any]
Copy = tuple[str, list[Row]]

SPACE = r"(?:\s|&nbsp;|&#160;)"
PEOPLE = (
    "Ingrid van der Meulen",
    "Li Ka-shing",
    "J. T. O'Dwyer III",
    "Amelie St. Clair, CPA",
    "Xu Wei",
    "Maria Jose Pena Nieto",
    "Robert (Bob) Quist",
    "R.J. Smythe",
    "DeShawn McKay Jr.",
    "Wm. H. Pell",
    "Dr. Ute Ziegler",
    "Gil Park",
    "Anne-Marie d'Arcy",
    "Thaddeus Q. Featherstonehaugh, Ph.D.",
    "Nguyen Thi Minh Khai",
    "Alexis von der Tann-Rathsamhausen",
    "William F. Head",
    "Cher A. Bono-Allman",
    "Ravi Subramaniam Iyer",
    "T. Boone Judge",
    "Sun Yi",
    "Elizabeth (Liz) McCoy",
    "Kim Jong Soo",
    "Geo. Secretary",
    "C. Dean Hall",
    "April May",
    "Bill Chan",
    "Olufunke A. Adeyemi",
    "Mark Chief",
)
COMPANIES = (
    "Thornwick",
    "Bank of the Hollow Hills",
    "A.B. Crane & Sons Co.",
    "Zephyr Royalty Trust",
    "eQuill Holdings N.V.",
    "The Marrow Group, Inc.",
    "First Hollow Bancorp of Indiana, Inc.",
    "Nordhavn Shipping ASA",
    "Pemberton Partners III, L.P.",
    "1st Quill Financial Corp",
    "Crane, Pell & Marrow, Inc.",
    "Quill.com, Inc.",
    "Hollow Hills Gas and Electric Company",
    "St. Crane Medical, Inc.",
    "U.S. Quill Corporation",
    "ZQ Co",
    "Companhia Zephyr de Papel",
    "Quill International (Holdings) Limited",
    "Kolbrook Crane Marrow & Co. L.P.",
    "Tarn of America, Inc.",
    'Toys "R" Quill, Inc.',
    "Crane Bank, N.A.",
    "Grupo Zephyr, S.A.B. de C.V.",
    "Zephyr Co., Ltd.",
    "Hollow/Crane Partners, Ltd.",
    "QUILL",
    "AB Zephyr",
    "Marrow & Marrow",
    "The First Bancorp, Inc.",
    "Crane Real Estate Income Trust, Inc.",
    "Pell's Hollow Partners 1998-B Ltd.",
    "Marrow Gold Mines Ltd",
    "LMB Quill Realty Partners - XV",
    "Marrow's Kitchens, Inc.",
    "Quill Auto Receivables Trust 2006-1",
    "Center for Hollow Healing, Inc.",
    "Pell 401(k) Savings Plan",
)
TITLES = (
    (
        "Chief Executive Officer",
        (
            "Group Chief Executive Officer",
            "Chief Executive",
            "CEO",
            "Principal Executive Officer",
            "Vice Chairman, President and Chief Executive Officer",
            "Chief Executive Officer and Sole Director",
        ),
    ),
    (
        "Chief Financial Officer",
        (
            "CFO",
            "Group Finance Director",
            "Principal Financial Officer",
            "Controller and Chief Financial Officer",
            "Chief Financial Officer, Treasurer and Secretary",
            "Chief Finance Officer",
        ),
    ),
)


def swap_people(text: str, rows: list[Row], chance: random.Random) -> Copy | None:
    """Give every signer another name; names that tags tear apart are left alone."""
    printed = [str(row[field]) for row in rows for field in ("name_as_printed", "conformed_name") if row[field]]
    if "<SMALL>" in text or not all(_can_go(text, name, printed) for name in printed):
        return None
    new = {key: chance.choice(PEOPLE) for key in sorted({_key(name) for name in printed})}

    def renamed(name: str | None) -> str | None:
        return name and (new[_key(name)].upper() if name.isupper() else new[_key(name)])

    for name in sorted(set(printed)):
        text = _replaced(text, name, str(renamed(name)))
    fields = ("name_as_printed", "conformed_name")
    return text, [row | {field: renamed(row[field]) for field in fields} for row in rows]


def _can_go(text: str, name: str, printed: list[str]) -> bool:
    """Return whether every place of NAME in TEXT can be found as it is PRINTED."""
    return "," not in name and f"{name}_" not in text and len(_pattern(name).findall(text)) >= printed.count(name)


def swap_companies(text: str, rows: list[Row], chance: random.Random) -> Copy | None:
    """Give every registrant another name."""
    names = {row["registrant"] for row in rows if row["registrant"]}
    if not names or any(not _finds(text, name) for name in names):
        return None
    new = {name: chance.choice(COMPANIES) for name in sorted(names)}
    for name in sorted(names, key=len, reverse=True):
        text = _replaced(text, name, new[name])
    return text, [row | {"registrant": new.get(row["registrant"])} for row in rows]


def swap_dates(text: str, rows: list[Row], chance: random.Random) -> Copy | None:
    """Write every date of signature in another form, and of another day."""
    days = {row["signed_on"] for row in rows if row["signed_on"]}
    if not days or any(row["period_of_report"] in days for row in rows):
        return None
    forms: tuple[Callable[[date], str], ...] = (
        lambda day: f"{day:%d} {day:%B} {day.year}",
        lambda day: f"{day.month}/{day.day}/{day.year}",
        lambda day: f"{day:%B} {day.day}{_ordinal(day.day)}, {day.year}",
        lambda day: f"{day:%Y-%m-%d}",
        lambda day: f"{day:%b}. {day.day}, {day.year}",
        lambda day: f"{day:%B} {day.day} {day.year}",
        lambda day: f"this {day.day}{_ordinal(day.day)} day of {day:%B}, {day.year}",
        lambda day: f"{day:%B}".upper() + f" {day.day}, {day.year}",
    )
    new = {}
    for written in sorted(days):
        day = date.fromisoformat(written)
        old = f"{day:%B} {day.day}, {day.year}"
        if len(_pattern(old).findall(text)) < len(
            re.findall(rf"{day:%B}{SPACE}+{day.day}{SPACE}*,{SPACE}*{day.year}", text)
        ):
            return None
        if not _finds(text, old):
            return None
        moved = day.replace(day=min(28, day.day), month=day.month % 12 + 1)
        text = _replaced(text, old, chance.choice(forms)(moved))
        new[written] = moved.isoformat()
    return text, [row | {"signed_on": new.get(row["signed_on"])} for row in rows]


def swap_titles(text: str, rows: list[Row], chance: random.Random) -> Copy | None:
    """Give every signer another office."""
    changed = [dict(row) for row in rows]
    found = False
    for old, others in TITLES:
        new = chance.choice(others)
        if not _finds(text, old) or len(_pattern(old).findall(text)) < sum(
            old in title for r in rows for title in r["titles"]
        ):
            continue
        found = True
        text = _replaced(text, old, new)
        for row in changed:
            row["titles"] = [re.sub(rf"(?<!\w){old}(?!\w)", new, title) for title in row["titles"]]
    return (text, changed) if found else None


def set_wider(text: str, rows: list[Row], chance: random.Random) -> Copy | None:
    """Put two spaces between some words, as justified text has them."""
    return re.sub(r"(?<=[a-z,;]) (?=[a-z(])", lambda _: "  " if chance.random() < 0.4 else " ", text), rows


def break_lines(text: str, rows: list[Row], chance: random.Random) -> Copy | None:
    """Break the lines of prose elsewhere."""
    if "<" in text and re.search(r"<(?:p|div|td|br)\b", text, re.IGNORECASE):
        return re.sub(r"(?<=[a-z,;]) (?=[a-z])", lambda _: "\n" if chance.random() < 0.1 else " ", text), rows
    return re.sub(
        r"(?<=[a-z,;] )(?=[a-z]{4})(?=[^\n]{30})", lambda _: "\n" if chance.random() < 0.05 else "", text
    ), rows


def turn_quotes(text: str, rows: list[Row], chance: random.Random) -> Copy | None:
    """Set quotation marks otherwise."""
    if "<" in text and re.search(r"<(?:p|div|td)\b", text, re.IGNORECASE):
        opening, closing = chance.choice((("&quot;", "&quot;"), ("&#8220;", "&#8221;"), ("&ldquo;", "&rdquo;")))
        return re.sub(r"&#147;|“", opening, re.sub(r"&#148;|”", closing, text)), rows
    return re.sub("[“”]", '"', text) if "“" in text else re.sub(r'"([^"\n]{1,30})"', r"“\1”", text), rows


def as_html(text: str, rows: list[Row], chance: random.Random) -> Copy | None:
    """Set a plain exhibit as HTML, a line a paragraph or all of it in <pre>."""
    if "<" in re.sub(r"<(?i:page|s|c|table|/table|caption)>", "", text) or "|" in text:
        return None
    if any(row["exhibit_type"] for row in rows):
        return None
    text = re.sub(r"<(?i:page)>", "", text)
    if chance.random() < 0.5:
        return f"<html><body><pre>{html.escape(text)}</pre></body></html>", rows
    lines = (html.escape(line).replace("   ", "&nbsp;&nbsp; ") for line in text.splitlines())
    return "<html><body>" + "\n".join(f"<div>{line or '&nbsp;'}</div>" for line in lines) + "</body></html>", rows


def everything(text: str, rows: list[Row], chance: random.Random) -> Copy | None:
    """Make several changes at once."""
    copy: Copy = text, rows
    for change in chance.sample((swap_people, swap_companies, swap_dates, swap_titles, set_wider, as_html), 4):
        copy = change(*copy, chance) or copy
    return copy


CHANGES = (
    swap_people,
    swap_companies,
    swap_dates,
    swap_titles,
    set_wider,
    break_lines,
    turn_quotes,
    as_html,
    everything,
    everything,
)


def _key(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


def _ordinal(day: int) -> str:
    return "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _pattern(words: str) -> re.Pattern[str]:
    space = f"{SPACE}+"
    parts = (
        re.sub("['’]", "(?:['’]|&#146;|&#8217;|&rsquo;)", re.escape(part).replace("&", "&(?:amp;)?"))
        for part in words.split()
    )
    return re.compile(r"(?<!\w)" + space.join(parts) + r"(?!\w)")


def _finds(text: str, words: str) -> bool:
    return _pattern(words).search(text) is not None


def _replaced(text: str, old: str, new: str) -> str:
    return _pattern(old).sub(lambda _: new.replace("&", "&amp;") if "</" in text else new, text)


def copies(number: int, seed: int) -> list[tuple[str, str, str, list[Row]]]:
    """Return NUMBER perturbed copies as (name, change, text, labels), each change used about equally often."""
    chance = random.Random(seed)  # noqa: S311 -- a repeatable choice, nothing secret
    labels: dict[str, list[Row]] = defaultdict(list)
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        labels[row["file"]].append(row)
    names = sorted(labels)
    made: list[tuple[str, str, str, list[Row]]] = []
    while len(made) < number:
        change = CHANGES[len(made) % len(CHANGES)]
        name = chance.choice(names)
        raw = (GOLD.parent / name).read_bytes()
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            continue
        copy = change(text, labels[name], chance)
        if copy is None or copy[0] == text:
            continue
        made.append((f"{len(made):04d}-{Path(name).name}", change.__name__, *copy))
    return made


def main() -> None:
    """Make the copies, read them, score them, and print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--copies", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--errors", action="store_true")
    arguments = options.parse_args()
    if not GOLD.exists():
        sys.exit(f"SKIPPED: no labelled set at {GOLD.parent}: nothing was measured")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        changes: Counter[str] = Counter()
        gold = (folder / "gold.jsonl").open("w", encoding="utf-8")
        read = (folder / "read.jsonl").open("w", encoding="utf-8")
        for name, change, text, rows in copies(arguments.copies, arguments.seed):
            named = f"{change}-{name}"
            changes[change] += 1
            for row in rows:
                gold.write(json.dumps(row | {"file": named}) + "\n")
            for found in reading_rows(named, text.encode()):
                read.write(json.dumps(found) + "\n")
        gold.close()
        read.close()
        print(dict(changes))
        command = [sys.executable, str(SCORE), gold.name, read.name, *(["--errors"] if arguments.errors else [])]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
