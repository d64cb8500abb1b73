"""What is said of a certification beside the one before it, on statements made by hand."""

from __future__ import annotations

import gzip
import tarfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.pages.compared import LONGEST, Statement, Word, compare_words
from builder.pages.history import compile_history
from builder.pages.since import tell_since
from builder.pages.surroundings import Surroundings
from builder.pages.write import write_pages
from builder.records import RawFile, Role, Section
from tests.fake_archive import FakeArchive, Signing, sample_archive


def words(said: str) -> list[Word]:
    return [Word(f"{word} ", word.casefold()) for word in said.split()]


def told(later: str, earlier: str) -> list[list[tuple[str, str]]]:
    found = compare_words(words(later), words(earlier))
    assert found
    return [[(piece.kind, piece.words) for piece in place] for place in found.pieces]


LONG = "I certify that the report fairly presents in all material respects the condition and results of the registrant"


def test_equal_words_are_the_same() -> None:
    found = compare_words(words(LONG.upper()), words(LONG))
    assert found and (found.places, found.pieces) == (0, ())


def test_one_place_is_shown_with_what_is_around_it() -> None:
    assert told(LONG.replace("fairly presents", "presents"), LONG) == [
        [
            ("same", "I certify that the report"),
            ("gone", "fairly"),
            ("same", "presents in all material respects the condition"),
        ]
    ]


def test_words_in_place_of_others_are_both_shown() -> None:
    kinds = [kind for kind, _ in told(LONG.replace("condition and results", "affairs"), LONG)[0]]
    assert kinds == ["same", "gone", "added", "same"]


def test_what_is_written_anew_is_not_set_out() -> None:
    found = compare_words(words("To my knowledge nothing here is wrong at all"), words(LONG))
    assert found and found.places and not found.pieces


def test_what_cannot_be_compared_is_not() -> None:
    assert compare_words([], words(LONG)) is None
    assert compare_words(words("a " * (LONGEST + 1)), words(LONG)) is None


@given(st.lists(st.sampled_from("abcde"), max_size=60), st.lists(st.sampled_from("abcde"), max_size=60))
def test_every_added_word_is_of_the_later_and_every_gone_one_of_the_earlier(
    later: list[str], earlier: list[str]
) -> None:
    found = compare_words(words(" ".join(later)), words(" ".join(earlier)))
    if not later or not earlier:
        assert found is None
        return
    assert found and (found.places == 0) == (later == earlier)
    for place in found.pieces:
        for piece in place:
            for word in piece.words.split():
                assert word in (later if piece.kind == "added" else earlier if piece.kind == "gone" else later)


def two_reports(second: str = "") -> FakeArchive:
    """Return a company with two quarterly reports, by two executives; SECOND is another wording of the later one."""
    archive = FakeArchive()
    home = archive.company_named("Quillfeather Foods, Inc.", "0009990001")
    for number, (name, when) in enumerate(
        (("Dale P. Whitcombe", date(2004, 5, 7)), ("Ada Brisling", date(2004, 8, 6)))
    ):
        signing = Signing(name, Role.PEO, "President", Section.S906, when)
        period = date(2004, 3, 31) if number == 0 else date(2004, 6, 30)
        archive.add([home], [signing], form="10-Q", period=period, filed=when, accession=f"0009990001-04-{number:06d}")
    archive.finish()
    return archive


def test_another_name_date_and_period_are_no_difference() -> None:
    archive = two_reports()
    later, earlier = archive.entries[0], archive.entries[1]
    assert later.dated_on and earlier.dated_on and later.dated_on > earlier.dated_on

    def statement_of(entry, number):
        certification = entry.filing.certifications[number]
        return Statement(certification, archive.text_of(entry.filing, certification.document))

    lines = list(tell_since(later, compile_history([later, earlier]), statement_of))
    assert [(line.heading, line.words, line.by) for line in lines] == [
        ("Ada Brisling, 906", "Same words as on", "by Dale P. Whitcombe")
    ]
    assert lines[0].earlier.words == "7 May 2004" and lines[0].earlier.href.endswith("#ceo-906")
    assert list(tell_since(earlier, compile_history([later, earlier]), statement_of)) == []


def test_pages_say_what_changed(tmp_path: Path) -> None:
    archive = sample_archive()
    write_pages(archive, tmp_path, archive.text_of)
    pages = [path.read_text(encoding="utf-8") for path in tmp_path.glob("filings/*/index.md")]
    assert sum("Same words as on" in page for page in pages) > 20


@pytest.mark.parametrize(("limit", "together"), [(10, 10), (200_000_000, 10), (200_000_000, 200_000_000)])
def test_raw_files_are_packed_to_download_unless_too_many(
    tmp_path: Path, limit: int, together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.pages.write.COPIES_UP_TO", limit)
    monkeypatch.setattr("builder.pages.copies.BUNDLED_UP_TO", together)
    archive = two_reports()
    hostile = b"<script>alert(1)</script>"

    def raw_bytes(file: RawFile) -> bytes:
        return hostile

    write_pages(archive, tmp_path, archive.text_of, replace(Surroundings(), raw_bytes=raw_bytes))
    for entry in archive.entries:
        sha256 = entry.filing.files[0].sha256
        page = (tmp_path / entry.address / "index.md").read_text(encoding="utf-8")
        alone = tmp_path / entry.address / f"raw-{sha256[:8]}.txt.gz"
        bundle = tmp_path / entry.companies[0] / "raw.tar.gz"
        assert alone.exists() == (together < limit) and bundle.exists() == (together > 10)
        if limit == 10:
            assert "raw file" not in page
        elif together == 10:
            assert gzip.decompress(alone.read_bytes()) == hostile
            assert f"href={alone.name}>" in page
        else:
            name = f"{Path(entry.address).name}-{sha256[:8]}.txt"
            with tarfile.open(bundle) as files:
                member = files.extractfile(name)
                assert member and member.read() == hostile and len(files.getnames()) == len(archive.entries)
            assert "raw.tar.gz>" in page and name in page
