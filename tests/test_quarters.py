"""The pages of quarters: reports that are expected and not there, officers who sign for the first time, the grid."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from builder.pages.browse import PAGE_LENGTH
from builder.pages.drawings import MOST_PARTS, _scale
from builder.pages.write import write_pages
from builder.records import Role, Section
from tests.fake_archive import FakeArchive, Signing
from tests.spelt import spelt_out

QUARTER_ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))


def signing(name: str, on: date) -> Signing:
    return Signing(name, Role.PEO, "President", Section.S302, on)


def quarterly(archive: FakeArchive, home: str, signers: list[str], first_year: int = 2004) -> None:
    """A report a quarter from FIRST_YEAR on, by each of SIGNERS in turn; none where the name is ""."""
    for number, name in enumerate(signers):
        month, last = QUARTER_ENDS[number % 4]
        period = date(first_year + number // 4, month, last)
        if name:
            archive.add(
                [home],
                [signing(name, period + timedelta(days=40))],
                form="10-K" if month == 12 else "10-Q",
                period=period,
                filed=period + timedelta(days=40),
                accession=f"{home[-11:-1]}-04-{number:06d}",
            )


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = FakeArchive()
    looms = archive.company_named("Tidewater Looms Corp", "0009990001", fiscal_year_end="1231")
    rails = archive.company_named("Ostrander Rail Ltd", "0009990002", fiscal_year_end="1231")
    quarterly(archive, looms, ["Helen Achter", "Helen Achter", "", "Curtis Ballan", "Curtis Ballan"])
    quarterly(archive, rails, ["Olive Rennard"] * 5)
    place = tmp_path_factory.mktemp("quarters")
    write_pages(archive.finish(), place, archive.text_of)
    return place


def page_at(path: Path) -> str:
    return spelt_out(path.read_text("utf-8"))


def words(page: str) -> str:
    return re.sub(r"<[^>]+>", " ", page)


def test_a_report_that_is_not_there_stands_in_its_place(content: Path) -> None:
    page = page_at(content / "periods/2004-q3/index.md")
    rows = re.findall(r"<tr[ >].*?</tr>", page.partition('<h2 id="who">')[2])[1:]
    assert ["Ostrander" in row for row in rows] == [True, False], "companies stand in the order of their names"
    assert 'class="gap"' in rows[1] and "Tidewater Looms Corp" in rows[1]
    assert "A 10-Q is expected here. None is in the archive." in rows[1]
    assert "No report found 1 company" in re.sub(r"\s+", " ", words(page))
    assert "gap" not in page_at(content / "periods/2004-q2/index.md")


def test_an_officer_is_new_only_at_a_company_that_had_others_before(content: Path) -> None:
    new = page_at(content / "periods/2004-q4/index.md").partition('<h2 id="new">')[2]
    assert "Ballan, Curtis" in new and "Tidewater Looms Corp" in new and "Rennard" not in new
    first = page_at(content / "periods/2004-q1/index.md")
    assert "New signers" not in first, "of the archive's first reports nobody knows who signed before"


def test_the_grid_leads_to_the_other_quarters_and_marks_this_one(content: Path) -> None:
    page = html.unescape(page_at(content / "periods/2004-q2/index.md"))
    grid = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert re.findall(r'href="../([^/"]+)/"', grid) == ["2004-q1", "2005-q1", "2004-q3", "2004-q4"]
    assert grid.count('aria-current="page"') == 1


def test_a_crowded_quarter_is_cut_into_pages_with_letters(tmp_path: Path) -> None:
    archive = FakeArchive()
    for number in range(PAGE_LENGTH + 2):
        name = f"{chr(65 + number % 26)}{number:03d} Works Inc"
        home = archive.company_named(name, f"{9_990_000 + number:010d}", fiscal_year_end="1231")
        quarterly(archive, home, ["Olive Rennard"])
    write_pages(archive.finish(), tmp_path, archive.text_of)
    first = page_at(tmp_path / "periods/2004-q1/index.md")
    second = page_at(tmp_path / "periods/2004-q1/2/index.md")
    assert first.count("<th><a ") == PAGE_LENGTH
    assert second.count("<th><a ") == 2 and "u-az" not in second
    anchors = re.findall(r'<tr id="([A-Z])">', first)
    assert anchors == sorted(set(anchors)) and re.findall(r'<a href="#([A-Z])">', html.unescape(first)) == anchors


@pytest.mark.parametrize("most", [*range(1, 120), 952, 1001, 18_826, 3_400_000])
def test_an_axis_reaches_its_highest_bar_and_no_higher_than_it_must(most: int) -> None:
    scale = _scale(most)
    assert scale.top - scale.step < most <= scale.top and 1 <= scale.parts <= MOST_PARTS
    assert scale.top <= 2 * most and list(scale.marks()) == [scale.step * part for part in range(scale.parts + 1)]
