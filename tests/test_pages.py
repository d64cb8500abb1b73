"""Pages from filings made by hand: what they show, that every value leads to its words, that nothing is lost."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape as unescaped
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote_plus

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config
from msgspec.structs import replace

from builder.alongside import NAMES as SHARDS
from builder.entries import UNNAMED, CompanyEntry, FilingEntry, YearCount
from builder.errors import SiteError
from builder.exports.linked import linked_company, linked_officer
from builder.exports.write import COMPANY_FEED, COMPANY_SHEET, write_exports
from builder.exports.write import OWNED as EXPORTS
from builder.findings import RuleText, Severity
from builder.pages.browse import ONE_PAGE_UP_TO, PAGE_LENGTH, company_lists
from builder.pages.drawings import Lane, Tenure, Vacancy, _Axis, _set_rows, draw_timeline, draw_years
from builder.pages.escape import shown
from builder.pages.findings import rule_address
from builder.pages.folder import Folder
from builder.pages.forms import ROWS, Lister
from builder.pages.handwritten import lay_handwritten
from builder.pages.ledger import compile_ledger, slot_end, slot_of
from builder.pages.marked import Evidence, mark_text
from builder.pages.officer import view_officer
from builder.pages.surroundings import Surroundings
from builder.pages.survey import Survey
from builder.pages.views import (
    Link,
    day,
    days,
    eights,
    form_kind,
    initial,
    iso_day,
    listed,
    months,
    role_words,
    way,
    years,
)
from builder.pages.write import PagesReport, write_pages
from builder.records import BodyForm, Modifier, Role, Section, Span, Text
from builder.wording.tables import NAMES, load_table
from tests.conftest import ROOT
from tests.crawl import crawl
from tests.fake_archive import HOSTILE, FakeArchive, Signing, plain_text, sample_archive
from tests.spelt import spelt_out

SHELL_BYTES = 8192
"""HTML around a page's own content, at most."""


@dataclass(frozen=True)
class Site:
    """The sample archive, its pages and the site that MkDocs makes of them."""

    archive: FakeArchive
    content: Path
    folder: Path
    report: PagesReport

    def page(self, address: str) -> str:
        return spelt_out((self.folder / address / "index.html").read_text(encoding="utf-8"))

    def source(self, address: str) -> str:
        return spelt_out((self.content / address / "index.md").read_text(encoding="utf-8"))


AROUND = Surroundings(
    linked_company=linked_company,
    linked_officer=linked_officer,
    company_files=(Link("CSV", COMPANY_SHEET), Link("Atom feed", COMPANY_FEED)),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    place = tmp_path_factory.mktemp("pages")
    archive = sample_archive()
    content = place / "content"
    lay_handwritten(ROOT / "content", content, EXPORTS | {SHARDS})
    report = write_pages(archive, content, archive.text_of, AROUND)
    write_exports(archive, content)
    (content / "assets").mkdir()
    (content / "assets" / "search.js").write_text("", encoding="utf-8")
    build_site(
        load_config(
            str(ROOT / "mkdocs.yml"),
            docs_dir=str(content),
            site_dir=str(place / "site"),
            site_url="https://archive.example/repo/",
            extra={"archive": report.home},
        )
    )
    return Site(archive, content, place / "site", report)


class Reader(HTMLParser):
    """The verbatim text of a page, its marks and its links."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._documents: list[list[str]] = []
        self._line, self._cut, self._loose = "", "", False
        self.marks: dict[str, str] = {}
        self.ids: list[str] = []
        self.values: list[tuple[str, str]] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.hrefs: list[str] = []
        self._inside = ""
        self._marked: tuple[str, ...] = ()
        self._pad = False
        self._listed = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.attributes.update(found)
        if "href" in found and not found["href"].startswith("https://"):
            self.hrefs.append(found["href"])
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "p" and self._inside:
            self._end_line()
            self._loose = not {"t", "cut"} & set(found.get("class", "").split())
        if tag in ("pre", "div") and "u-verb" in found.get("class", "").split():
            self._inside = tag
            self._listed = False
            self._documents.append([])
        if tag == "a" and self._inside:
            self._cut = found["href"]
        if tag == "mark":
            self._marked = tuple((found.get("data-ev") or found["id"]).split())
        if tag == "a" and self._listed:
            self.values.append((found.get("data-ev") or found["href"].removeprefix("#"), found["href"]))
        if tag == "div" and found.get("class") == "u-read":
            self._listed = True
        self._pad = self._pad or (tag == "i" and bool(self._inside))

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._end_line()
            self._inside = ""
        if tag == "mark":
            self._marked = ()
        if tag == "i":
            self._pad = False
        if tag == "b" and self._inside:
            self._end_line()

    def _end_line(self) -> None:
        """Take the line just read; one that points to lines of an earlier document becomes those."""
        document = self._documents[-1]
        if self._cut:
            said = re.search(r"([\d,]+) to ([\d,]+)$", self._line.strip())
            assert said, self._line
            first, last = (int(number.replace(",", "")) for number in said.groups())
            document += self._documents[int(self._cut.removeprefix("#text-")) - 1][first - 1 : last]
        else:
            document += [self._line] * bool(self._line) + ["\n"] * self._loose
        self._line, self._cut, self._loose = "", "", False

    @property
    def verbatim(self) -> list[str]:
        """The lines of all documents, as filed."""
        return [line for document in self._documents for line in document]

    def handle_data(self, data: str) -> None:
        if self._inside:
            self._line += "\t" if self._pad else data
        for name in self._marked:
            self.marks[name] = self.marks.get(name, "") + data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


def one_line(words: str) -> str:
    return " ".join(words.split())


def test_every_link_lands_and_every_page_is_reached(site: Site) -> None:
    walked = crawl(site.folder)
    assert walked.broken == []
    assert walked.orphans == []
    assert walked.pages > 150


def test_every_page_is_valid_html(site: Site) -> None:
    html5lib = pytest.importorskip("html5lib")
    for path in site.folder.rglob("*.html"):
        html5lib.HTMLParser(strict=True).parse(path.read_text(encoding="utf-8"))
        ids = re.findall(r'\bid="?([^" >]*)"?', path.read_text(encoding="utf-8"))
        assert len(ids) == len(set(ids)), path


def test_every_page_lets_the_keyboard_skip_its_head(site: Site) -> None:
    for path in site.folder.rglob("*.html"):
        assert path.read_text(encoding="utf-8").count("<a href=#main>") == 1, path


def test_the_shell_is_small(site: Site) -> None:
    for path in site.folder.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        article = re.search(r"<article.*</article>", html, re.DOTALL)
        assert article
        assert len(html.encode()) - len(article.group().encode()) <= SHELL_BYTES, path


def test_nothing_active_but_the_site_s_own_scripts(site: Site) -> None:
    for path in site.folder.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        sources = set(re.findall(r'<script[^>]*?src="?([^">\s]*)', html))
        assert {Path(source).name for source in sources} <= {
            "page.js",
            "search.js",
            "search-names.js",
            "search-page.js",
            "search-shards.js",
        }, path
        linked = re.findall(r"<script type=application/ld\+json>([^<>&]*)</script>", html)
        assert html.count("<script") == len(re.findall(r"<script[^>]*src=", html)) + len(linked), path
        assert all(json.loads(data)["@context"] == "https://schema.org" for data in linked), path
        page = read(html)
        assert not {name for name in page.attributes if name.startswith("on") or name in ("style", "srcdoc")}, path
        assert not page.tags & {"iframe", "base", "style", "object", "embed"}, path
        assert not [href for href in page.hrefs if re.match(r"(?i)\s*(?:javascript:|data:|https?:|\/\/)", href)], path


def test_a_hostile_name_is_read_as_it_is(site: Site) -> None:
    listed_names = read_text(site.page("companies/"))
    for words in HOSTILE:
        assert one_line(shown(words)) in listed_names, words


def read_text(html: str) -> str:
    class Words(HTMLParser):
        words = ""

        def handle_data(self, data: str) -> None:
            self.words += data

    reader = Words(convert_charrefs=True)
    reader.feed(html)
    return one_line(reader.words)


def test_the_words_of_every_exhibit_are_all_there(site: Site) -> None:
    for entry in site.archive.entries:
        texts = site.archive.texts[entry.filing.files[0].sha256]
        words = "".join(read(site.page(entry.address)).verbatim)
        whole = "".join(f"{text.characters}\n" for text in texts.values())
        if entry.filing.documents[0].form is BodyForm.HTML:
            words, whole = words.replace("\t", ""), whole.replace("\t", "")
        assert words == whole, entry.address


def test_every_value_leads_to_its_words(site: Site) -> None:
    for entry in site.archive.entries:
        page = read(site.page(entry.address))
        assert page.values
        for name, href in page.values:
            assert href.removeprefix("#") in page.ids
            assert name in page.marks
        for number, certification in enumerate(entry.filing.certifications, 1):
            signature = certification.signatures[0]
            assert page.marks[f"{number}-co"] == certification.registrant.as_printed  # type: ignore[union-attr]
            assert page.marks[f"{number}-name"] == signature.name_as_printed.as_printed  # type: ignore[union-attr]
            if signature.signed_on:
                assert page.marks[f"{number}-date"] == signature.signed_on.as_printed


def test_the_front_matter_says_who_signed_what(site: Site) -> None:
    entry = next(e for e in site.archive.entries if e.filing.container == "exhibit" and len(e.mentions) == 2)
    front = yaml.safe_load(site.source(entry.address).split("---\n")[1])
    assert front["company"] == "Larkspur Cell Therapeutics, Inc."
    assert (front["form_type"], front["period_of_report"], front["cik"]) == ("10-Q", "2003-12-31", "")
    assert front["signers"][0] == {
        "name": "R. Delacroix Armistead, Ph.D.",
        "role": "principal executive officer",
        "section": "906",
        "signed_on": "2004-02-13",
        "exhibit": "Exhibit 32, first",
    }


def test_a_lone_exhibit_says_that_the_other_is_unknown(site: Site) -> None:
    entry = next(e for e in site.archive.entries if e.filing.container == "exhibit" and len(e.mentions) == 2)
    html = site.page(entry.address)
    assert "Whether Exhibit 31 was filed is unknown." in html
    assert "not in this file" in html and "not found" not in html


def test_what_a_whole_filing_lacks_is_not_found(site: Site) -> None:
    html = site.page("filings/0009990417-07-000018/")
    assert html.count("Expected with this form from the principal financial officer.") == 2
    assert "u-void--missing" in html


def test_every_page_reads_the_same_in_any_markdown(site: Site) -> None:
    """CommonMark ends a block of HTML at an empty line, where the words of an exhibit would begin to run."""
    commonmark = MarkdownIt("commonmark")
    for path in site.content.rglob("*/index.md"):
        body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
        ours, theirs = markdown.markdown(body, extensions=["tables", "fenced_code"]), commonmark.render(body)
        assert read_text(ours) == read_text(theirs), path
        assert read(ours).tags == read(theirs).tags, path


def test_a_finding_leads_to_its_line(site: Site) -> None:
    page = site.page("filings/0009990417-08-000024/")
    assert re.search(r'<dt>Place</dt> <dd><a href="#[\w-]+">Exhibit 31, first, line \d+</a>', page)


def test_a_company_shows_its_gap_as_a_gap(site: Site) -> None:
    html = site.page("companies/0009990417/")
    assert html.count("A 10-Q is expected here. None is in the archive.") == 1
    assert 'class="is-gap"' in html
    assert "none found, 2 filings" in html
    assert "Formerly" in html and "Pell Optical Corp." in html


def test_an_officer_s_names_are_told_apart(site: Site) -> None:
    address = next(a for a in site.archive.people if a.startswith("officers/margaret-e-thorne"))
    html = site.page(address)
    assert "M. E. Thorne" in html and "confidence 0.93" in html
    assert len(re.findall(r"<td>\d+ \w{3} \d{4}</td><td>(?:302|906)", html)) == 15
    assert "not stated" not in html, "what the header states is stated"
    assert "Heathcote Aggregates Funding Trust 1" in html, "the same name elsewhere is listed"


def test_an_officer_s_lead_dates_no_signature_that_states_none(site: Site) -> None:
    officer = replace(next(iter(site.archive.people.values())), same_name=())
    one = next(iter(site.archive.mentions_of(officer.address)))

    def lead(*dates: date | None, signed: bool = True) -> str:
        mentions = [replace(one, signed_on=each, signed=signed) for each in dates]
        return view_officer(officer, mentions, {}, lambda _: officer, Link("A", "officers/#a")).lead_after

    may, june = date(2005, 5, 2), date(2006, 6, 3)
    assert lead(may) == "who signed 1 certification on 2 May 2005"
    assert lead(june, may) == "who signed 2 certifications between 2 May 2005 and 3 Jun 2006"
    assert lead(june, may, None) == "who signed 3 certifications, 2 of them dated 2 May 2005 to 3 Jun 2006"
    assert lead(None) == "who signed 1 certification"
    assert lead(may, signed=False) == "who is named in 1 certification, dated 2 May 2005"


def test_eleven_registrants_and_four_signers(site: Site) -> None:
    html = site.page("filings/0009990501-11-000007/")
    assert "of 11 registrants" in html and "11 companies" in html
    assert len(re.findall(r"<li[^>]*><p><b>Section (?:302|906)</b>", html)) == 8
    for number in range(1, 12):
        assert "0009990501-11-000007" in site.page(f"companies/00099905{number:02d}/")


def test_set_aside_files_have_their_reason(site: Site) -> None:
    html = read_text(site.page("quarantine/"))
    assert "The certification is an image only." in html and "<b>odd</b>.txt" in html


def test_the_home_page_stands_with_and_without_figures(site: Site, tmp_path: Path) -> None:
    home = (site.folder / "index.html").read_text(encoding="utf-8")
    assert "194" in site.report.home["facts"] and site.report.home["facts"] in home
    assert home.count("<svg") > 1 and 'id="home-q"' in home
    searches = re.findall(r'<a href="search/\?q=([^"]+)">', unescaped(home))
    known = {officer.surname.casefold() for officer in site.archive.officers()}
    known |= {company.name for company in site.archive.companies()}
    assert len(searches) == 3 and {unquote_plus(words) for words in searches} <= known, "examples find something"
    configuration = load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(site.content), site_dir=str(tmp_path / "site"))
    build_site(configuration)
    bare = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert 'id="home-q"' in bare and "By year" not in bare


def test_twins_are_json(site: Site) -> None:
    for entry in site.archive.entries:
        twin = json.loads((site.folder / entry.address / "index.json").read_text(encoding="utf-8"))
        assert twin["address"] == entry.address
        assert len(twin["filing"]["certifications"]) == len(entry.filing.certifications)
    company = json.loads((site.folder / "companies/0009990417/index.json").read_text(encoding="utf-8"))
    assert company["company"]["name"] == "Harrow & Pell Instruments, Inc." and len(company["filings"]) == 39


def test_a_second_build_changes_nothing_and_a_smaller_one_removes_its_own(tmp_path: Path) -> None:
    archive = sample_archive()
    write_pages(archive, tmp_path, archive.text_of)
    (tmp_path / "filings" / "notes.md").write_text("mine", encoding="utf-8")
    (tmp_path / "about.md").write_text("mine", encoding="utf-8")
    again = write_pages(archive, tmp_path, archive.text_of)
    assert (again.changed, again.removed) == (0, 0)
    gone = archive.entries.pop(0)
    less = write_pages(archive, tmp_path, archive.text_of)
    assert less.removed == 3, "its page, its twin, and the page of its quarter"
    assert not (tmp_path / gone.address).exists()
    assert not (tmp_path / "periods" / "2012-q3").exists()
    assert (tmp_path / "filings" / "notes.md").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "about.md").exists()


def test_a_page_of_somebody_else_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "quarantine.md").write_text("mine", encoding="utf-8")
    with pytest.raises(SiteError, match="not written by the builder"):
        Folder(tmp_path, frozenset({"quarantine.md"})).write("quarantine.md", "ours")
    assert (tmp_path / "quarantine.md").read_text(encoding="utf-8") == "mine"


def test_a_build_that_was_killed_is_known_to_the_next(tmp_path: Path) -> None:
    Folder(tmp_path, frozenset({"filings"})).write("filings/a/index.md", "half")  # and never closed
    again = Folder(tmp_path, frozenset({"filings"}))
    again.write("filings/a/index.md", "whole")
    again.close()
    assert (tmp_path / "filings" / "a" / "index.md").read_text(encoding="utf-8") == "whole"
    later = Folder(tmp_path, frozenset({"filings"}))
    assert later.close() == 1 and not (tmp_path / "filings").exists()


@pytest.mark.parametrize("path", ["../x.md", "about.md", "filings/../../x.md", "/etc/x.md"])
def test_nothing_is_written_outside(tmp_path: Path, path: str) -> None:
    with pytest.raises(SiteError):
        Folder(tmp_path, frozenset({"filings"})).write(path, "x")


def test_companies_and_sure_officers_say_what_they_are(site: Site) -> None:
    company = site.page("companies/0009990417/")
    assert '"@type":"Organization"' in company and '"value":"0009990417"' in company
    assert '<link rel="alternate" type="application/atom+xml" href="feed.xml">' in company
    unsure = next(a for a in site.archive.people if a.startswith("officers/margaret-e-thorne"))
    assert "ld+json" not in site.page(unsure), "a person is claimed only where it is sure"
    people = [site.page(address) for address in site.archive.people]
    assert any('"@type":"Person"' in page for page in people)


MEASURED = {
    "Certifications found, of those labelled": "recall",
    "Labelled, of those found": "precision",
    "Signatures right in every field": "wholly_right",
    "Exhibit type": "exhibit_type",
    "Company": "registrant",
    "Form": "form_type",
    "Period ended": "period_of_report",
    "Name as printed": "name_as_printed",
    "Name signed": "conformed_name",
    "Titles": "titles",
    "Date signed": "signed_on",
    "Signed or not": "signed",
}


def test_how_well_we_read_says_what_is_measured() -> None:
    page = (ROOT / "content" / "reading.md").read_text(encoding="utf-8")
    told = {MEASURED[label]: float(share) for label, share in re.findall(r"^\| ([^|]+?) \| ([\d.]+) % \|$", page, re.M)}
    floors = tomllib.loads((ROOT / "tests" / "accuracy.toml").read_text(encoding="utf-8"))["floors"]
    assert told == {name: pytest.approx(100 * share) for name, share in floors.items()}


def test_every_wording_can_be_looked_up(site: Site) -> None:
    for name in NAMES:
        page = site.page(f"wording/{name.replace('_', '-')}/")
        ids, told = set(read(page).ids), read_text(page)
        for entry in load_table(name).entries:
            assert entry.key.split(".")[1] in ids
            for words in entry.examples:
                assert one_line(shown(words.replace("{", "").replace("}", ""))) in told, entry.key


RULES = {
    "T302-IDTITLE": RuleText(
        "T302-IDTITLE", "Title in the first line", "A title stands in the “I,” line.", "It may be <b>usual</b>.",
        Severity.C, "Item 601(b)(31)(i)", "parts of a name do not count", "302",
    ),
    "SIG-NONE": RuleText("SIG-NONE", "No signature", "None was found.", "", Severity.B, "x", "", "each signature"),
}  # fmt: skip


def test_findings_are_told_in_shares_of_what_they_apply_to(tmp_path: Path) -> None:
    archive = sample_archive()
    code = next(finding.code for entry in archive.entries for finding in entry.findings)
    rules = {code: replace(RULES["T302-IDTITLE"], id=code), **RULES}
    write_pages(archive, tmp_path, archive.text_of, Surroundings(rules=rules))
    page = spelt_out((tmp_path / "findings" / "index.md").read_text(encoding="utf-8"))
    assert '<table class="u-heat">' in page and "Title in the first line" in page
    assert "<li>No signature</li>" in page and rule_address("SIG-NONE").split("/")[1] not in page, "not met: no page"
    rule = spelt_out((tmp_path / rule_address(code) / "index.md").read_text(encoding="utf-8"))
    assert "&#60;b&#62;usual" in rule and "section 302 certifications" in rule
    assert rule.count('<div class="u-spec">') >= 1
    told = [
        int(found) <= int(there.replace(",", "")) for found, there in re.findall(r'title="(\d+) of ([\d,]+) ', page)
    ]
    assert told and all(told)


def test_filings_are_listed_by_form(site: Site) -> None:
    forms = read_text(site.page("forms/"))
    assert "10-K" in forms and "Annual report" in forms
    listed_filings = sum(
        len(set(re.findall(r'href="?[./]*(filings/[^"/#]+/)[">]', path.read_text(encoding="utf-8"))))
        for path in (site.folder / "forms").glob("*/**/index.html")
    )
    assert listed_filings == len(site.archive.entries)


def test_a_form_of_many_filings_is_cut_into_pages() -> None:
    entry = sample_archive().entries[0]
    counts = Survey()
    for _ in range(2 * ROWS + 1):
        counts.add(entry)
    lister = Lister(counts)
    pages = [page for _ in range(2 * ROWS + 1) for page in lister.add(entry)]
    assert [len(page.rows) for page in pages] == [ROWS, ROWS, 1]
    assert [page.address for page in pages] == ["forms/10-k/", "forms/10-k/2/", "forms/10-k/3/"]
    assert pages[1].rows[0].filing.href.startswith("../../../filings/")
    assert [link.href for link in pages[1].pages] == ["../../../forms/10-k/", "", "../../../forms/10-k/3/"]


def test_redirects_lead_on(tmp_path: Path) -> None:
    archive = sample_archive()
    archive.made["companies/0009990417/"] = replace(
        archive.made["companies/0009990417/"], redirects=("companies/harrow-pell/",)
    )
    write_pages(archive, tmp_path, archive.text_of)
    source = (tmp_path / "companies" / "harrow-pell" / "index.md").read_text(encoding="utf-8")
    assert 'location: "companies/0009990417/"' in source and "../0009990417/" in source


def test_companies_without_a_name_stand_apart_and_can_be_told_apart() -> None:
    archive = sample_archive()
    blank = CompanyEntry("", "", None, (), (), None, None, None, 1, 1, 1, None, None)
    named = replace(blank, address="companies/reed/", name="Reed Mills")
    unnamed = [replace(blank, address=f"companies/unnamed-{n}/", name=UNNAMED) for n in range(2)]
    (page,) = company_lists([named, *unnamed], 3, lambda _: iter(archive.entries[:1]))
    assert [(letter.name, len(letter.lines)) for letter in page.shown] == [("R", 1), ("Not stated", 2)]
    assert "signed by" in page.shown[1].lines[0].beside
    assert page.letters[-1][:2] == ("Not stated", "#not-stated")


def test_long_lists_get_a_page_a_letter() -> None:
    blank = CompanyEntry("", "", None, (), (), None, None, None, 1, 1, 1, None, None)
    many = [replace(blank, address=f"companies/{n:010d}/", name=f"Harrow {n}") for n in range(PAGE_LENGTH + 7)]

    def no_filings(_address: str) -> Iterator[FilingEntry]:
        return iter(())

    many += [replace(blank, address=f"companies/x{n}/", name=f"Ällan {n}") for n in range(ONE_PAGE_UP_TO)]
    pages = {page.address: page for page in company_lists(many, len(many), no_filings)}
    assert "companies/by-letter/h/2/" in pages and "companies/by-letter/a/" in pages
    assert not pages["companies/"].shown
    shown = [line.link.words for page in pages.values() for letter in page.shown for line in letter.lines]
    assert sorted(shown) == sorted(company.name for company in many)
    second = pages["companies/by-letter/h/2/"]
    assert second.shown[0].lines[0].link.href == f"../../../../companies/{PAGE_LENGTH:010d}/"
    assert [link.href for link in second.pages] == ["../../../../companies/by-letter/h/", ""]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (day(date(2004, 2, 13)), "13 Feb 2004"),
        (day(None), ""),
        (days(date(2004, 12, 10), date(2008, 12, 12)), "10 Dec 2004 to 12 Dec 2008"),
        (days(date(2004, 12, 10), date(2004, 12, 10)), "10 Dec 2004"),
        (months(date(2003, 2, 1), date(2012, 8, 1)), "Feb 2003 to Aug 2012"),
        (years(date(2004, 1, 1), date(2004, 9, 1)), "2004"),
        (iso_day("2003-12-31"), "31 Dec 2003"),
        (iso_day("10-K"), "10-K"),
        (role_words((Role.PEO,)), "principal executive officer"),
        (role_words((Role.PFO, Role.PAO)), "principal financial and accounting officer"),
        (role_words((Role.PFO,), (Modifier.INTERIM,)), "interim principal financial officer"),
        (role_words((Role.PEO,), (Modifier.CO,)), "co-principal executive officer"),
        (role_words((Role.SECURITIZATION,)), "senior officer in charge of securitization"),
        (role_words(()), ""),
        (form_kind("10-Q"), "Quarterly report, Form 10-Q"),
        (form_kind("10-K405/A"), "Annual report as amended, Form 10-K405/A"),
        (form_kind("10-KT"), "Transition report, Form 10-KT"),
        (form_kind("8-K"), "Form 8-K"),
        (listed(("a", "b", "c")), "a, b and c"),
        (eights("81a4da7759bf2489"), "81a4da77 59bf2489"),
        (initial("Äpfel AG"), "A"),
        (initial("(24) Holdings"), "0-9"),
        (initial("\u4e2d\u56fd"), "#"),
        (way("filings/x/", "officers/y/"), "../../officers/y/"),
        (way("", "officers/y/"), "officers/y/"),
    ],
)
def test_words_of_the_house(said: str, expected: str) -> None:
    assert said == expected


@pytest.mark.parametrize(
    ("period", "end_month", "slot"),
    [
        (date(2003, 12, 31), 12, (2003, 4)),
        (date(2003, 12, 31), 9, (2004, 1)),
        (date(2003, 12, 31), 6, (2004, 2)),
        (date(2009, 9, 30), 9, (2009, 4)),
        (date(2009, 10, 3), 9, (2009, 4)),
        (date(2010, 1, 2), 12, (2009, 4)),
        (date(2004, 3, 28), 12, (2004, 1)),
        (date(2004, 6, 30), 6, (2004, 4)),
    ],
)
def test_fiscal_quarters(period: date, end_month: int, slot: tuple[int, int]) -> None:
    assert slot_of(period, end_month) == slot
    assert abs((slot_end(slot, end_month) - period).days) <= 10


def ledger_of(*periods: tuple[str, date]) -> tuple[int, set[date]]:
    """Return how many quarters a ledger holds and the ends of its gaps, for filings of (form, period)."""
    archive = FakeArchive()
    home = archive.company_named("Quillfeather Foods, Inc.", "0009990001", fiscal_year_end="1231")
    for number, (form, period) in enumerate(periods):
        signing = Signing("Dale P. Whitcombe", Role.PEO, "President", Section.S302, period + timedelta(days=40))
        filed, accession = period + timedelta(days=40), f"0009990001-04-{number:06d}"
        archive.add([home], [signing], form=form, period=period, filed=filed, accession=accession)
    archive.finish()
    ledger = compile_ledger(archive.company(home), list(archive.filings_of(home)))
    if ledger is None:
        return 0, set()
    held = sum(cell.state == "held" for row in ledger.rows for cell in row.cells)
    return held, {ended for ended, _ in ledger.gaps}


def test_a_quarter_between_two_is_a_gap() -> None:
    quarters = [("10-Q", date(2004, 3, 31)), ("10-Q", date(2004, 9, 30)), ("10-K", date(2004, 12, 31))]
    assert ledger_of(*quarters) == (3, {date(2004, 6, 30)})


def test_annual_reports_alone_leave_no_gaps() -> None:
    annual = [("10-K", date(year, 12, 31)) for year in range(2003, 2010)]
    assert ledger_of(*annual, ("10-Q", date(2010, 3, 31))) == (8, set())


def test_two_filings_make_no_ledger() -> None:
    assert ledger_of(("10-Q", date(2004, 3, 31)), ("10-Q", date(2004, 9, 30))) == (0, set())


def test_an_amendment_stands_behind_its_original() -> None:
    held, gaps = ledger_of(
        ("10-Q", date(2004, 3, 31)), ("10-Q/A", date(2004, 3, 31)),
        ("10-Q", date(2004, 6, 30)), ("10-K/A", date(2004, 12, 31)),
    )  # fmt: skip
    assert (held, gaps) == (3, {date(2004, 9, 30)})


DATES = st.dates(date(2002, 8, 1), date(2026, 11, 1))


@st.composite
def lanes(draw: st.DrawFn) -> Lane:
    parts = []
    for _ in range(draw(st.integers(1, 12))):
        first, last = sorted((draw(DATES), draw(DATES)))
        name = draw(st.text("abc ", min_size=1, max_size=40))
        parts.append(Tenure(name, "x", f"{day(first)} to {day(last)}", first, last, (first, last)))
    first, last = sorted((draw(DATES), draw(DATES)))
    return Lane(("Principal", "executive"), tuple(parts), (Vacancy("none found, 2 filings", first, last),))


@given(lanes())
def test_no_two_names_or_bars_of_a_timeline_collide(lane: Lane) -> None:
    axis = _Axis(date(2002, 1, 1), date(2027, 1, 1))
    rows: dict[int, list[tuple[float, float, float, float, float, float]]] = {}
    for part in _set_rows(lane, axis):
        bar = (axis.at(part.item.first), axis.at(part.item.last))
        rows.setdefault(part.row, []).append((*bar, part.name.left, part.name.right, part.words.left, part.words.right))
    for placed in rows.values():
        for before, after in pairwise(placed):
            assert after[0] >= before[1] - 1, "bars"
            assert after[4] >= before[5], "words"
    assert "<svg" in draw_timeline([lane], "t", "d")


def test_a_year_without_certifications_is_drawn_as_none() -> None:
    svg = draw_years((YearCount(2003, 2, 2), YearCount(2005, 0, 1)))
    assert "2004: 0 section 302, 0 section 906" in svg
    assert draw_years(()) == ""


def test_of_a_long_report_the_certification_is_shown() -> None:
    lines = [f"line {n}" for n in range(1, 2001)]
    text = plain_text("\n".join(lines))
    start = text.characters.index("line 1500")
    marked = mark_text(text, [Evidence("1-name", (Span(start, start + 9),))], [Span(start, start + 40)], rows=False)
    assert "1,496 lines not shown here" in marked.lines
    assert marked.shown < 20 and marked.total == 2000
    assert marked.places["1-name"].line == 1500
    assert "data-n=1497" in marked.lines and 'data-n="1"' not in marked.lines


def test_values_that_overlap_share_their_marks() -> None:
    text = plain_text("President and Chief Executive Officer\nof the Company")
    evidence = [
        Evidence("title", (Span(0, 37),)),
        Evidence("role", (Span(14, 37),)),
        Evidence("wrapped", (Span(30, 44),)),
    ]
    marked = mark_text(text, evidence, [], rows=False)
    reader = read(f'<pre class="u-verb"><code>{marked.lines}</code></pre>')
    assert reader.marks == {
        "title": text.characters[:37],
        "role": "Chief Executive Officer",
        "wrapped": "Officerof the",
    }
    assert set(reader.ids) == {"title", "role", "wrapped"}


def test_a_value_that_begins_at_a_line_break_keeps_its_place() -> None:
    marked = mark_text(plain_text("a\n\n  b\n"), [Evidence("v", (Span(1, 6),))], [], rows=False)
    assert marked.places["v"].line == 3 and "id=v>" in marked.lines


@given(
    st.text(st.characters(codec="ascii"), max_size=200),
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), max_size=8),
)
def test_no_character_of_a_text_is_lost(words: str, spans: list[tuple[int, int]]) -> None:
    words = words.replace("\r", "").replace("\t", " ")
    text = Text(words, (0,), (0,), (len(words),))
    evidence = [Evidence(f"v{n}", (Span(min(span), max(span)),)) for n, span in enumerate(spans)]
    marked = mark_text(text, evidence, [], rows=False)
    shown = "".join(read(f'<pre class="u-verb">{marked.lines}</pre>').verbatim)
    seen = "".join(chr(0x2400 + ord(c)) if c < " " and c != "\n" else "\u2421" if c == "\x7f" else c for c in words)
    assert shown == seen + "\n"


def test_columns_of_a_table_stand_under_each_other() -> None:
    text = plain_text("Date: May 3, 2004\t\t/s/ Jane Doe\n\t\tJane Doe\n\t\tTreasurer")
    plain = re.sub(r"<[^>]*>", "", mark_text(text, [], [], rows=True).lines)
    columns = [line.index(word) for line, word in zip(plain.split("\n"), ("/s/", "Jane", "Treasurer"), strict=False)]
    assert len(set(columns)) == 1


def test_a_twin_says_nothing_twice_and_nothing_that_says_nothing(site: Site) -> None:
    entry = next(e for e in site.archive.entries if e.filing.container == "exhibit" and len(e.mentions) == 2)
    words = (site.folder / entry.address / "index.json").read_text(encoding="utf-8")
    assert "null" not in words and "[]" not in words and '""' not in words
    twin = json.loads(words)
    stated = twin["filing"]["certifications"][0]
    officer = twin["officers"][stated["signatures"][0]["officer"]]
    assert (stated["anchor"], officer) == (entry.mentions[0].anchor, entry.mentions[0].officer)
    value, wording, start, end = stated["form_type"]
    assert (value, twin["wordings"][wording], end - start) == ("10-Q", "by.form", 4)
    assert '"as_printed"' not in words and '"start"' not in words
