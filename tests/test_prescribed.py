"""Certifications against the prescribed text, as a filing's page shows them."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.findings import Deviation, DeviationKind, ParagraphStanding, Standing
from builder.pages.deviations import LONGEST, MOST_ADDED, set_out, shorten
from builder.pages.paragraphs import cite_paragraphs, percent
from builder.records import Text
from tests.certified import Change, Report, written
from tests.spelt import spelt_out

CLEAN = Report(9990101, "Quillon Fen Corp", "0009990101-09-000003", date(2009, 3, 2), date(2008, 12, 31))
SUBSIDIARIES = Change("including its consolidated subsidiaries, ", "")
UPON = Change("Based on my knowledge, this report", "Based upon my knowledge, this report")
HOSTILE = Change("Any fraud,", "Any <script>alert(1)</script> **fraud**,")
KEYS = ("1", "2", "3", "4", "4a", "4b", "4c", "4d", "5", "5a", "5b")


def changed(number: int, *changes: Change, **given: object) -> Report:
    accession = f"0009990101-09-{number:06}"
    return Report(9990101, "Quillon Fen Corp", accession, date(2009, 3, 2), date(2008, 12, 31), changes, **given)  # type: ignore[arg-type]


REPORTS = {
    "clean": CLEAN,
    "two": changed(11, SUBSIDIARIES, UPON),
    "apart": changed(12, SUBSIDIARIES, second=(SUBSIDIARIES, UPON)),
    "hostile": changed(13, HOSTILE),
    "missing": changed(14, without=("4b", "5a")),
    "noun": changed(15, Change("registrant", "company"), Change("particularly during", "especially during")),
    "small": changed(18, Change("registrant", "small business issuer"), form="10-KSB"),
    "older": changed(16, text="302-2002"),
    "long": changed(17, Change("Any fraud,", f"Any {'long ' * 300}fraud,")),
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Where each report's page stands."""
    made, _ = written(tmp_path_factory.mktemp("prescribed"), *REPORTS.values())
    return {name: made.content / "filings" / report.accession for name, report in REPORTS.items()}


@pytest.fixture(scope="module")
def whole(folders: dict[str, Path]) -> dict[str, str]:
    """Each report's page."""
    return {name: spelt_out((folder / "index.md").read_text("utf-8")) for name, folder in folders.items()}


@pytest.fixture(scope="module")
def twins(folders: dict[str, Path]) -> dict[str, list[dict[str, object]]]:
    """What each report's twin says of its certifications' words."""
    twins = {name: json.loads((folder / "index.json").read_bytes()) for name, folder in folders.items()}
    return {name: [each["compared"] for each in twin["filing"]["certifications"]] for name, twin in twins.items()}


@pytest.fixture(scope="module")
def pages(whole: dict[str, str]) -> dict[str, str]:
    """The part of each page that holds the certifications against the prescribed text."""
    return {name: page.partition('<h2 id="compared">')[2].partition("\n<h2")[0] for name, page in whole.items()}


def words(part: str) -> str:
    return html.unescape(re.sub(r"</?[a-z][^>]*>", "", part))


def paragraphs(part: str) -> dict[str, str]:
    """The paragraphs set out, by key, with their marks."""
    found = re.findall(r"<dt>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", part, re.S)
    return {key: html.unescape(body) for key, body in found}


def test_a_clean_certification_costs_one_line(pages: dict[str, str]) -> None:
    assert pages["clean"].count("<p>") == 1 and "<dl>" not in pages["clean"]
    assert "Odile Varga, Exhibit 31.1; Bram Oster, Exhibit 31.2: as prescribed." in words(pages["clean"])
    assert "The text of June 2003" in words(pages["clean"]) and "on or after 14 August 2003" in words(pages["clean"])
    assert "conformity" not in pages["clean"]


def test_only_what_differs_is_set_out_and_once_for_both(pages: dict[str, str]) -> None:
    part = pages["two"]
    assert part.count('<div class="u-vs">') == 1 and "2 places differ" in words(part)
    assert list(paragraphs(part)) == ["2", "4(a)"]
    assert "<del>including its consolidated subsidiaries</del> is made known" in paragraphs(part)["4(a)"]
    assert "Based <del>on</del> <ins>upon</ins> my knowledge, this report" in paragraphs(part)["2"]
    assert "As prescribed: paragraphs 1, 3, 4 and 4(b) to 5(b)." in words(part)


def test_each_deviation_leads_to_its_rule_and_to_its_line(pages: dict[str, str]) -> None:
    note = paragraphs(pages["two"])["4(a)"].partition("<p>")[2]
    assert "not found: " in note and '<a href="../../findings/t302-subs/">' in note
    assert re.search(r'<a href="#f\d+">line \d+ of 31\.1</a>, <a href="#f\d+">line \d+ of 31\.2</a>', note)


def test_what_stands_above_is_not_told_again(pages: dict[str, str]) -> None:
    first, second = pages["apart"].split('<div class="u-vs">')[1:]
    assert list(paragraphs(first)) == ["4(a)"] and list(paragraphs(second)) == ["2"]
    assert "The same as above: paragraph 4(a)." in words(second)


def test_words_of_an_exhibit_do_nothing(pages: dict[str, str]) -> None:
    assert "<script" not in pages["hostile"] and "**" not in pages["hostile"]
    assert "Any <script>alert(1)</script> **fraud**" in words(pages["hostile"])


def test_a_paragraph_not_found_is_said_with_its_words(pages: dict[str, str]) -> None:
    part = pages["missing"]
    assert "paragraphs 4(b) and 5(a) not found" in words(part)
    assert set(paragraphs(part)) == {"4(b)", "5(a)"}
    assert "Not found in this certification:" in paragraphs(part)["4(b)"]
    assert "Designed such internal control over financial reporting" in paragraphs(part)["4(b)"]
    assert "<del>" not in part, "a whole paragraph struck through cannot be read"


def test_a_word_that_runs_through_is_told_in_a_line(pages: dict[str, str]) -> None:
    assert "“company” for “registrant” in paragraphs" in words(pages["noun"])
    assert list(paragraphs(pages["noun"])) == ["4(a)"]
    assert "<del>registrant</del> <ins>company</ins>" in paragraphs(pages["noun"])["4(a)"]


def test_a_word_that_is_right_for_the_form_is_not_marked(pages: dict[str, str], whole: dict[str, str]) -> None:
    told = words(pages["small"])
    assert "as prescribed but for the word for the registrant; conformity 100 %" in told
    assert "“small business issuer” for “registrant” in paragraphs 3" in told and "no rule speaks of it here" in told
    assert "<dl>" not in pages["small"] and "t302-noun" not in pages["small"]
    assert whole["small"].count("</b><br>as prescribed</p>") == 2


def test_another_text_says_which_is_prescribed(pages: dict[str, str]) -> None:
    told = words(pages["older"])
    assert "The text of August 2002" in told
    assert "the nearest. Prescribed for this report is the text of June 2003: filed on or after" in told


def test_a_long_addition_is_cut_and_counted(pages: dict[str, str]) -> None:
    added = re.findall(r"<ins>(.*?)</ins>", pages["long"])
    assert max(len(each.split()) for each in added) < MOST_ADDED + 8
    assert "words not shown" in words(pages["long"])


def test_findings_of_one_rule_are_told_together(whole: dict[str, str]) -> None:
    part = whole["two"].partition('<h2 id="findings">')[2].partition("\n<h2")[0]
    assert part.count("/findings/t302-subs/") == 1 and "Consolidated subsidiaries not found" in part
    assert '<a href="#compared">set out against the prescribed text</a>' in part
    assert "The company may have no subsidiaries." in part, "what it does not mean stands beside it"
    assert "violat" not in part


def test_a_signature_says_how_its_words_stand(whole: dict[str, str]) -> None:
    assert whole["clean"].count("</b><br>as prescribed</p>") == 2
    assert html.unescape(whole["two"]).count('</b><br><a href="#compared">differs in 2 places</a></p>') == 2
    assert html.unescape(whole["missing"]).count('<a href="#compared">paragraphs not found</a></p>') == 2


def test_the_twin_lists_what_differs_alone(twins: dict[str, list[dict[str, object]]]) -> None:
    keys = {
        name: [[each["key"] for each in compared.get("paragraphs", [])] for compared in several]  # type: ignore[attr-defined]
        for name, several in twins.items()
    }
    assert (
        keys["clean"] == [[], []] and keys["two"] == [["2", "4a"], ["2", "4a"]] and keys["missing"][0] == ["4b", "5a"]
    )


def test_paragraphs_are_cited_in_runs() -> None:
    assert cite_paragraphs(("1", "2", "3", "4a", "5", "5a"), KEYS) == "paragraphs 1 to 3, 4(a), 5 and 5(a)"
    assert cite_paragraphs(("4d",), KEYS) == "paragraph 4(d)"


@pytest.mark.parametrize(("score", "told"), [(1.0, "100 %"), (0.99999, "99.9 %"), (0.987, "98.7 %"), (0.0, "0.0 %")])
def test_what_is_not_whole_is_never_told_as_whole(score: float, told: str) -> None:
    assert percent(score) == told


@given(
    st.text("ab (),.\n\t", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12), st.booleans(), st.booleans()), max_size=5),
    st.tuples(st.integers(0, 60), st.integers(0, 60)),
)
def test_every_word_of_the_paragraph_is_set_out_once(
    characters: str, changes: list[tuple[int, int, bool, bool]], reach: tuple[int, int]
) -> None:
    text = Text(characters, (0,), (0,), (len(characters),))
    deviations, at = [], 0
    for start, length, expected, found in changes:
        begin, end = min(at + start, len(characters)), min(at + start + length, len(characters))
        standing = characters[begin:end] if found else ""
        spans = text.spans(begin, max(end, begin + 1))
        deviations.append(
            Deviation("2", DeviationKind.SUBSTITUTION, "gone" if expected else "", standing, spans, 1.0, "T302-WORDS")
        )
        at = end
    first, last = sorted(reach)
    standing_at = ParagraphStanding("2", Standing.DIFFERS, True, 0.9, text.spans(first, last))
    pieces = set_out(text, standing_at, deviations)
    shown = [word for piece in pieces if piece.kind != "gone" for word in piece.words.split()]
    joined = "".join(shown)
    assert joined in "".join(characters.split())
    if pieces:
        assert "".join(characters[first:last].split()) in joined
        assert sum(piece.kind == "gone" for piece in pieces) == sum(bool(each.expected) for each in deviations)


def test_what_reaches_over_a_whole_document_is_not_set_out() -> None:
    text = Text("a " * LONGEST, (0,), (0,), (2 * LONGEST,))
    standing = ParagraphStanding("2", Standing.DIFFERS, True, 0.9, text.spans(0, 2 * LONGEST))
    assert set_out(text, standing, ()) == ()
    assert len(shorten("a " * LONGEST).split()) < MOST_ADDED + 8
