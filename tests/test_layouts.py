"""The layouts of exhibits: each case of tests/layouts/*.md is read as its second block says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.reading import read_exhibit, shown

LAYOUTS = Path(__file__).parent / "layouts"
CASE = re.compile(r"^## (?P<title>[^\n]+)\n(?P<rest>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^~~~ ?(?P<kind>\w*)\n(?P<body>.*?)^~~~$", re.MULTILINE | re.DOTALL)
CLAUSES = dict(BLOCK.findall((LAYOUTS / "CLAUSES.md").read_text(encoding="utf-8")))


def cases() -> list[tuple[str, str, str]]:
    """Return (title, exhibit, expected) of every case."""
    found = []
    for path in sorted(LAYOUTS.glob("[a-z]*.md")):
        for case in CASE.finditer(path.read_text(encoding="utf-8")):
            blocks = [block["body"] for block in BLOCK.finditer(case["rest"])]
            assert len(blocks) == 2, f"{path.name}: {case['title']} needs an exhibit and what is expected"
            found.append((f"{path.stem}: {case['title']}", *blocks))
    return found


def exhibit_of(written: str) -> bytes:
    """Return the bytes of an exhibit as a case writes it: clauses put in, control pictures made the characters."""
    for name, clauses in CLAUSES.items():
        written = written.replace(f"{{{name}}}", clauses.rstrip("\n"))
    return written.encode()


@pytest.mark.parametrize(("exhibit", "expected"), [case[1:] for case in cases()], ids=[case[0] for case in cases()])
def test_layout_is_read_as_expected(exhibit: str, expected: str) -> None:
    assert shown(*read_exhibit(exhibit_of(exhibit))) == expected.strip()


@pytest.mark.parametrize("exhibit", [case[1] for case in cases()], ids=[case[0] for case in cases()])
def test_spacing_between_words_changes_nothing_but_places(exhibit: str) -> None:
    raw = exhibit_of(exhibit)
    wider = re.sub(rb"(?<=[a-z,]) (?=[a-z])", b"  ", raw)
    assert shown(*read_exhibit(wider)) == shown(*read_exhibit(raw))
