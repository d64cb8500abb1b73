"""The pages of all findings and of one rule: the map, the changes of words and how far they spread."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
from msgspec.structs import replace

from builder.pages.lineage import filing_agent
from tests.certified import Change, Report, written
from tests.spelt import spelt_out

UPON = Change("Based on my knowledge, this report", "Based upon my knowledge, this report")
TYPED = Change("Based on my knowledge, this report", "Based UPON my knowledge, this report")
NOUN = Change("registrant", "company")

REPORTS = (
    Report(9990201, "Umber Sloe Corp", "0009990201-09-000001", date(2009, 3, 2), date(2008, 12, 31), (UPON,)),
    Report(9990201, "Umber Sloe Corp", "0009990299-10-000001", date(2010, 3, 2), date(2009, 12, 31), (TYPED, NOUN)),
    Report(9990202, "Vesper Loom Inc", "0009990299-08-000007", date(2008, 3, 3), date(2007, 12, 31), (UPON,)),
    Report(9990203, "Wicket Tarn Ltd", "0009990298-11-000009", date(2011, 3, 3), date(2010, 12, 31), (NOUN,)),
    Report(9990204, "Xylo Marl Corp", "0009990204-11-000002", date(2011, 3, 3), date(2010, 12, 31)),
)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folders, _ = written(tmp_path_factory.mktemp("findings"), *REPORTS)
    names = {"all": "index.md", "know": "t302-know/index.md", "noun": "t302-noun/index.md"}
    names["words"], names["company"] = "t302-words/index.md", "../companies/0009990201/index.md"
    return {
        name: spelt_out(path.read_text("utf-8"))
        for name, place in names.items()
        if (path := folders.content / "findings" / place).is_file()
    }


def rows(page: str) -> list[list[str]]:
    """The cells of the table of changes, in words."""
    part = page.partition('<h2 id="changes">')[2].partition("</table>")[0]
    found = re.findall(r"<tr><td.*?</tr>", part)
    return [[html.unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<td.*?</td>", row)] for row in found]


def test_a_change_is_followed_to_its_first_appearance(page: dict[str, str]) -> None:
    row = next(row for key in ("know", "words") if key in page for row in rows(page[key]) if row[2] == "upon")
    paragraph, expected, found, first, filings, companies, agents = row
    assert (paragraph, expected, found) == ("2", "on", "upon")
    assert first.startswith("Vesper Loom Inc") and first.endswith("3 Mar 2008")
    assert (filings, companies, agents) == ("3", "2", "1"), "a registrant's own number is no agent's"


def test_words_that_run_through_are_one_change(page: dict[str, str]) -> None:
    (row,) = rows(page["noun"])
    assert row[:3] == ["all", "registrant", "company"] and row[4:] == ["2", "2", "2"]


def test_a_rule_says_what_it_does_not_mean_and_where_it_keeps_silent(page: dict[str, str]) -> None:
    assert '<h2 id="limits">What it does not mean</h2>' in page["noun"]
    assert '<h2 id="guard">Its limits</h2>' in page["noun"]
    assert "<li>2010: 2 of 2</li>" in page["noun"], "the chart is told in words"


def test_the_map_has_a_row_a_rule_with_its_share_of_each_year(page: dict[str, str]) -> None:
    table = page["all"].partition('<table class="u-heat">')[2].partition("</table>")[0]
    assert re.findall(r'<abbr title="(\d+)">', table) == ["2008", "2009", "2010", "2011"]
    row = next(row for row in re.findall(r'<tr><th scope="row">.*?</tr>', table) if "t302-noun" in row)
    cells = re.findall(r"<td([^>]*)>(.*?)</td>", row)[1:]
    met = ' class="h5" title="2 of 2 section 302 certifications"', "100"
    half = ' class="h5" title="2 of 4 section 302 certifications"', "50"
    assert cells == [("", ""), ("", ""), met, half, (' class="tot"', "4")]
    assert "1 of 5 filings have no finding but information" in page["all"]


def test_a_specimen_shows_the_words_that_are_gone_and_those_that_stand_there(page: dict[str, str]) -> None:
    part = page["noun"].partition('<h2 id="specimens">')[2].partition("<h2")[0]
    assert "<del>registrant</del> <ins>company</ins></blockquote>" in part
    assert part.count('<div class="u-spec">') == 2 and "Expected:" not in part


def test_an_agent_is_inferred_from_the_accession_number_alone(tmp_path_factory: pytest.TempPathFactory) -> None:
    _, archive = written(tmp_path_factory.mktemp("agents"), *REPORTS[:2])
    agents = {entry.address: filing_agent(entry) for entry in archive.filings()}
    assert agents == {"filings/0009990201-09-000001/": "", "filings/0009990299-10-000001/": "0009990299"}
    lone = replace(next(archive.filings()), filing=replace(next(archive.filings()).filing, header=None))
    assert filing_agent(lone) == ""


def test_a_company_s_findings_stand_by_fiscal_year(page: dict[str, str]) -> None:
    part = page["company"].partition('<h2 id="findings">')[2].partition("\n<h2")[0]
    assert re.findall(r'<abbr title="Fiscal year (\d+)">', part) == ["2008", "2009"]
    row = next(row for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", part) if "t302-noun" in row)
    cells = re.findall(r"<td([^>]*)>(.*?)</td>", row)[1:]
    assert cells == [("", ""), (' class="h4" title="1 of 1 filing"', "1"), (' class="tot"', "1")]


def test_what_changed_between_filings_is_told_at_the_company(page: dict[str, str]) -> None:
    part = page["company"].partition('<h2 id="history">')[2].partition("\n<h2")[0]
    assert "First seen here" in part and "instead of registrant" in part
    assert part.count('<a href="../../filings/0009990299-10-000001/">') >= 1
