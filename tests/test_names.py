"""The tokenizer and the scorer: held to vectors in both their languages, and to laws."""

from __future__ import annotations

import json
import shutil
import subprocess
import warnings
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace
from playwright.sync_api import Browser

from builder.search.cards import OfficerCard, officer_names, read_card, read_years, write_officer, write_years
from builder.search.lexicon import Lexicon, one_slip
from builder.search.names import MOST_WORDS, PersonName, cut_words, read_name, read_words
from builder.search.query import MOST_ASKED, read_query
from tests.conftest import ROOT
from tests.officers import officer
from tests.vectors.make import FILE, written

ASSETS = ROOT / "builder" / "publish" / "theme" / "assets"
VECTORS = ROOT / "tests" / "vectors"


def test_the_vectors_are_what_python_gives() -> None:
    assert written() == FILE.read_text(encoding="ascii"), "run `python -m tests.vectors.make`"


def test_node_gives_the_same() -> None:
    node = shutil.which("node")
    if node is None:
        warnings.warn("no node on this machine: the vectors run in Chromium alone", stacklevel=1)
        pytest.skip("no node; test_chromium_gives_the_same runs the same vectors")
    done = subprocess.run([node, VECTORS / "check.js", ASSETS, FILE], check=True, capture_output=True, timeout=120)
    checked = json.loads(done.stdout)
    assert checked["wrong"] == []
    assert checked["cases"] > 6000


@pytest.mark.browser
def test_chromium_gives_the_same(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<!doctype html><title>vectors</title>", encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    page.add_script_tag(path=ASSETS / "search-names.js")
    page.add_script_tag(path=VECTORS / "check.js")
    checked = page.evaluate("vectors => window.undersignedCheck(vectors)", json.loads(FILE.read_text(encoding="ascii")))
    page.close()
    assert checked["wrong"] == []
    assert checked["cases"] > 6000


@pytest.mark.parametrize(
    ("printed", "given_names", "surname"),
    [
        ("R. Douglas Armstrong, Ph.D.", ("r", "douglas"), ("armstrong",)),
        ("Armstrong, R. Douglas", ("r", "douglas"), ("armstrong",)),
        ("Leonard P. Armstrong, Jr.", ("leonard", "p"), ("armstrong",)),
        ("Dirk van der Berg", ("dirk",), ("van", "der", "berg")),
        ("Alice Armstrong-Vane", ("alice",), ("armstrong", "vane")),
        ("Seán O’Neill III", ("sean",), ("oneill",)),
        ("Dr. José Muñoz, M.D.", ("jose",), ("munoz",)),
        ("Łukasz Weiß", ("lukasz",), ("weiss",)),
        ("Thorne", (), ("thorne",)),
        ("", (), ()),
    ],
)
def test_names_in_their_parts(printed: str, given_names: tuple[str, ...], surname: tuple[str, ...]) -> None:
    name = read_name(printed)
    assert (name.given, name.surname) == (given_names, surname)


@given(st.text(max_size=600))
def test_any_text_gives_few_folded_words(text: str) -> None:
    words = cut_words(text)
    assert len(words) <= MOST_WORDS
    assert all(word and word == word.lower() for word in words)
    assert cut_words(" ".join(words)) == words
    read = read_words(text)
    assert read.surname_first < max(1, len(read.words))
    asked = read_query(text)
    assert len(asked.words) <= MOST_ASKED
    assert asked.words or asked.note


@given(st.text("abcde", min_size=1, max_size=8), st.text("abcde", min_size=1, max_size=8))
def test_a_slip_goes_both_ways(a: str, b: str) -> None:
    assert one_slip(a, b) == one_slip(b, a)
    assert one_slip(a, a)


@given(st.sets(st.text("abc", min_size=1, max_size=7), min_size=1, max_size=60), st.text("abc", min_size=4, max_size=7))
def test_the_lexicon_misses_no_slip(words: set[str], typed: str) -> None:
    lexicon = Lexicon(dict.fromkeys(sorted(words), 3))
    wanted = sorted(word for word in words if word != typed and one_slip(typed, word))
    near = lexicon.near(typed)
    if wanted:
        assert list(near) == wanted[:8]
    else:
        assert all(len(word) > len(typed) for word in near)


@pytest.mark.parametrize(
    "typed", ["armstrng", "armstronng", "armstrang", "amrstrong", "rmstrong", "xarmstrong", "brmstrong"]
)
def test_every_kind_of_slip(typed: str) -> None:
    assert Lexicon({"armstrong": 2, "smith": 9}).near(typed) == ("armstrong",)


@given(st.lists(st.integers(1990, 2060), max_size=12))
def test_years_survive_the_card(years: list[int]) -> None:
    ordered = tuple(sorted(set(years)))
    assert read_years(write_years(ordered)) == ordered


@example(name="", given_name="", surname="0:MD", printed=[], company="")
@given(
    st.text(max_size=30),
    st.text(max_size=30),
    st.text(max_size=20),
    st.lists(st.text(max_size=30), max_size=8),
    st.text(max_size=30),
)
def test_any_officer_survives_the_card(
    name: str, given_name: str, surname: str, printed: list[str], company: str
) -> None:
    entry = replace(
        officer("X Y"),
        surname=surname,
        name=name,
        given=(given_name,),
        names_as_printed=tuple(printed),
        company_name=company,
    )
    names = officer_names(entry)
    card = read_card(write_officer(entry, names))
    assert isinstance(card, OfficerCard)
    assert card.address == entry.address
    assert card.certifications == entry.certifications
    assert [(one.given, one.surname) for one in card.names] == [(one.given, one.surname) for one in names]


def test_a_name_printed_otherwise_is_kept() -> None:
    entry = officer("Joan Armstrong", names_as_printed=("Joan Armstrong", "J. Armstrong", "Joan Armstong"))
    assert officer_names(entry) == (PersonName(("joan",), ("armstrong",)), PersonName(("joan",), ("armstong",)))
