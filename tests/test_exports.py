"""Data files, feeds, sitemap, guide and JSON-LD: valid, safe, the same again, and true to the records."""

from __future__ import annotations

import csv
import dataclasses
import gzip
import hashlib
import json
import re
import sqlite3
import tracemalloc
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from functools import partial
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from builder.catalogue.compile import compile_catalogue
from builder.catalogue.encoded import encode_reading
from builder.catalogue.store import Store
from builder.documents.raw import find_raw, open_raw
from builder.entries import FilingEntry, Mention
from builder.errors import SiteError
from builder.exports import write
from builder.exports.cells import Kind, guard, show_unseen, unguard
from builder.exports.columns import Row
from builder.exports.linked import DATA_FILES, linked_archive, linked_company, linked_officer
from builder.exports.owned import ASIDE, MANIFEST, OwnedFiles
from builder.exports.packing import piece_of, write_gzip, write_zip
from builder.exports.pieces import COLUMNS
from builder.exports.site import site_at
from builder.exports.sitemap import write_sitemap
from builder.exports.write import OWNED, write_exports
from builder.findings import RuleText
from builder.reading import read_source
from builder.records import Role, Section
from tests.certified import Change, Report, written
from tests.conftest import ARCHIVE, ROOT
from tests.fake_archive import HOSTILE, FakeArchive, Signing, sample_archive

URL = "https://archive.example/repo/"
ATOM = "{http://www.w3.org/2005/Atom}"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FORMULA = tuple("=+-@\t\r\n＝＋－＠")
RFC3339 = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T\d\d:\d\d:\d\dZ")
IRI = re.compile(r"tag:[a-z0-9.-]+,\d{4}:\S+|urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def archive() -> FakeArchive:
    return sample_archive()


@pytest.fixture(scope="module", params=[URL, ""], ids=["published", "anywhere"])
def content(archive: FakeArchive, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("content")
    write_exports(archive, folder, site_url=request.param)
    return folder


def unpacked(path: Path) -> bytes:
    """Return the bytes of the file at PATH, which a data file holds packed."""
    if path.is_file():
        return path.read_bytes()
    if path.suffix == ".csv":
        with ZipFile(path.with_name(f"{path.name}.zip")) as packed:
            assert packed.namelist() == [path.name]
            return packed.read(path.name)
    return gzip.decompress(path.with_name(f"{path.name}.gz").read_bytes())


def read_csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(unpacked(path).decode(), newline=""), strict=True))


def read_lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in unpacked(path).splitlines()]


@contextmanager
def asked(content: Path) -> Iterator[sqlite3.Connection]:
    """Give the database of the exports in CONTENT."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(unpacked(content / "data" / "undersigned.sqlite"))
        yield database


def by_company(archive: FakeArchive) -> Iterator[FilingEntry]:
    """Yield the filings of ARCHIVE in the order of the tables: by the company that they name first."""
    for company in archive.companies():
        yield from (entry for entry in archive.filings_of(company.address) if entry.companies[0] == company.address)


def as_cell(value: object) -> str:
    """Return a value of JSON as CSV should show it once the guard is taken away."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return show_unseen(msgspec.json.encode(value).decode())
    return show_unseen(str(value))


# Tables


@pytest.mark.parametrize("name", COLUMNS)
def test_csv_json_lines_and_sqlite_hold_the_same(content: Path, name: str) -> None:
    kinds = COLUMNS[name].kinds
    lines = read_lines(content / "data" / f"{name}.jsonl")
    sheet = read_csv(content / "data" / f"{name}.csv")
    assert lines, "a table without rows proves nothing"
    assert [list(line) for line in lines] == [list(kinds)] * len(lines)
    assert [{column: unguard(cell) for column, cell in row.items()} for row in sheet] == [
        {column: as_cell(value) for column, value in line.items()} for line in lines
    ]
    with asked(content) as database:
        database.row_factory = sqlite3.Row
        query = f"SELECT * FROM {name.replace('-', '_')} ORDER BY rowid"  # noqa: S608 - our own names
        held = [dict(row) for row in database.execute(query)]
    for row, line in zip(held, lines, strict=True):
        listed = {column: json.loads(row[column]) for column, kind in kinds.items() if kind is Kind.LIST}
        assert row | listed == line


def test_the_rows_are_the_records(archive: FakeArchive, content: Path) -> None:
    rows = iter(read_lines(content / "data" / "certifications.jsonl"))
    for entry in by_company(archive):
        officers = {(mention.certification, mention.signature): mention for mention in entry.mentions}
        for number, certification in enumerate(entry.filing.certifications):
            for place, signature in enumerate(certification.signatures):
                row, mention = next(rows), officers[number, place]
                assert (row["filing"], row["certification"], row["signature"]) == (entry.address, number + 1, place + 1)
                assert (row["officer"], row["anchor"]) == (mention.officer, mention.anchor)
                assert signature.name_as_printed and row["name_as_printed"] == signature.name_as_printed.value
                assert row["titles"] == [title.value for title in signature.titles]
                assert row["roles"] == [role.value for role in signature.roles]
                assert row["section"] == certification.section.value
                assert row["signed_on"] == (signature.signed_on.value.isoformat() if signature.signed_on else None)
    assert next(rows, None) is None
    assert [row["filing"] for row in read_lines(content / "data" / "filings.jsonl")] == [
        entry.address for entry in by_company(archive)
    ]
    assert [row["code"] for row in read_lines(content / "data" / "findings.jsonl")] == [
        finding.code for entry in by_company(archive) for finding in entry.findings
    ]


def test_a_certification_without_a_signature_block_has_a_row(tmp_path: Path) -> None:
    archive = FakeArchive()
    home = archive.company_named("Fenwick Kilns Ltd.", "0009990777")
    entry = archive.add([home], [Signing("Ada Fenwick", Role.PEO, "Chief Executive Officer")])
    bare = tuple(replace(certification, signatures=()) for certification in entry.filing.certifications)
    archive.entries[-1] = replace(entry, filing=replace(entry.filing, certifications=bare), mentions=())
    write_exports(archive.finish(), tmp_path)
    (row,) = read_lines(tmp_path / "data" / "certifications.jsonl")
    assert (row["signature"], row["name_as_printed"], row["officer"], row["signed"]) == (0, None, None, False)


@pytest.mark.parametrize("name", COLUMNS)
def test_no_cell_begins_a_formula(content: Path, name: str) -> None:
    for row in read_csv(content / "data" / f"{name}.csv"):
        assert not [cell for cell in row.values() if cell.startswith(FORMULA)]


def test_the_hostile_names_are_in_the_tables(content: Path) -> None:
    names = {unguard(row["name"]) for row in read_csv(content / "data" / "companies.csv")}
    assert {show_unseen(words) for words in HOSTILE} <= names
    words = unpacked(content / "data" / "companies.csv").decode()
    assert "\u202e" not in words and "\x00" not in words and "[U+202E]" in words
    assert "\n'- list" in words.replace("companies/0008880009/,0008880009,", "\n")


@pytest.mark.parametrize(
    ("words", "cell"),
    [
        ('=HYPERLINK("http://x.example","here")', '\'=HYPERLINK("http://x.example","here")'),
        ("+1 212 555 0100", "'+1 212 555 0100"),
        ("-Vice President", "'-Vice President"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        ("＝1", "'＝1"),
        ("President;=1+1", "President;'=1+1"),
        ('["=1"]', '["\'=1"]'),
        ("'t Hart, Inc.", "''t Hart, Inc."),
        ("O'Neil-Smith @ Co. = x", "O'Neil-Smith @ Co. = x"),
        ("Vice President - Finance", "Vice President - Finance"),
        ("bell\x07", "bell[U+0007]"),
    ],
)
def test_guard(words: str, cell: str) -> None:
    assert guard(words) == cell
    assert unguard(cell) == show_unseen(words)


@given(st.text(st.one_of(st.sampled_from("=+-@';\"\t\r\n\x00\u202e＝ a,["), st.characters())))
def test_the_guard_can_be_taken_away(words: str) -> None:
    guarded = guard(words)
    assert unguard(guarded) == show_unseen(words)
    assert not guarded.startswith(FORMULA)
    assert not re.search('[;"\t\r\n][=+\\-@]', guarded)
    guarded.encode()


def test_csv_is_as_rfc_4180_has_it(content: Path) -> None:
    raw = unpacked(content / "data" / "certifications.csv")
    assert raw.startswith(b"filing,anchor,") and raw.endswith(b"\r\n")
    widths = {len(row) for row in csv.reader(raw.decode().splitlines(keepends=True), strict=True)}
    assert widths == {len(COLUMNS["certifications"].names)}


def test_the_database_can_be_asked(content: Path) -> None:
    with asked(content) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        question = "SELECT count(*) FROM certifications JOIN officers USING (officer), json_each(certifications.roles)"
        assert database.execute(f"{question} WHERE json_each.value = 'PEO' AND surname = 'Idowu'").fetchone()[0] > 10
        plan = database.execute("EXPLAIN QUERY PLAN SELECT * FROM certifications WHERE officer = 'x'").fetchall()
        assert "certifications_by_officer" in str(plan)


def test_a_company_has_its_own_table(archive: FakeArchive, content: Path) -> None:
    harrow = read_csv(content / "companies/0009990417/certifications.csv")
    whole = [row for row in read_csv(content / "data/certifications.csv") if row["cik"] == "0009990417"]
    assert harrow == whole and len(harrow) > 100
    trust = read_csv(content / "companies/0009990507/certifications.csv")
    assert len(trust) == 8, "a co-registrant has what was signed for all"


def test_data_page_tells_every_column() -> None:
    words = (ROOT / "content" / "data.md").read_text(encoding="utf-8")
    told: dict[str, dict[str, str]] = {}
    name = ""
    for line in words.splitlines():
        if line.startswith("## "):
            name = line[3:]
        elif found := re.fullmatch(r"\| `(\w+)` \| ([\w ]+) \| (\S.*) \|", line):
            told.setdefault(name, {})[found[1]] = found[2]
    assert told == {
        name: {column: kind.value for column, kind in columns.kinds.items()} for name, columns in COLUMNS.items()
    }
    assert [list(each.items()) for each in told.values()] == [
        [(column, kind.value) for column, kind in columns.kinds.items()] for columns in COLUMNS.values()
    ], "in the order in which they are written"


def test_data_page_offers_every_file(content: Path) -> None:
    words = (ROOT / "content" / "data.md").read_text(encoding="utf-8")
    offered = set(re.findall(r'href="([^"]+)"', words))
    assert offered == {path.name for path in (content / "data").iterdir()} | {"../feed.xml"}
    assert {file.path for file in DATA_FILES} <= {f"data/{name}" for name in offered}


def test_findings_and_deviations_say_where_what_and_by_which_rule(tmp_path: Path) -> None:
    without = Change("including its consolidated subsidiaries, ", "")
    filed, ended = date(2009, 3, 2), date(2008, 12, 31)
    report = Report(9990301, "Yarrow Hask Corp", "0009990301-09-000004", filed, ended, (without,), (), without=("4b",))
    folders, _ = written(tmp_path, report)
    raw = (folders.raw / f"{report.accession}.txt").read_bytes()
    deviations = read_lines(folders.content / "data" / "deviations.jsonl")
    assert [(row["certification"], row["paragraph"], row["kind"], row["expected"]) for row in deviations] == [
        (1, "4a", "omission", "including its consolidated subsidiaries"),
        (1, "4b", "paragraph not found", None),
        (2, "4b", "paragraph not found", None),
    ]
    first = deviations[0]
    ((start, end),) = first["places"]  # type: ignore[misc]
    assert raw[start:end] == b"is", "the words before which the prescribed ones would stand"
    text = raw[raw.index(b"<TEXT>\n") + 7 :]
    assert first["line"] == text[: start - (len(raw) - len(text))].count(b"\n") + 1
    findings = {row["code"]: row for row in read_lines(folders.content / "data" / "findings.jsonl")}
    told = findings["T302-SUBS"]
    assert (told["places"], told["line"]) == (first["places"], first["line"])
    assert (told["name"], told["section"], told["form_type"]) == ("Consolidated subsidiaries not found", "302", "10-K")
    assert (told["cik"], told["period_of_report"], told["filed_on"]) == ("0009990301", "2008-12-31", "2009-03-02")
    assert str(told["officer"]).startswith("officers/odile-varga-") and told["anchor"] == "ceo-302"
    assert told["source"] == "Item 601(b)(31)(i) of Regulation S-K"
    one, other = read_lines(folders.content / "data" / "certifications.jsonl")
    assert (one["text_compared"], one["text_asked"]) == ("302-2003-full", "302-2003-full")
    assert one["deviations"] == 2 and other["deviations"] == 1
    assert isinstance(one["conformity"], float) and one["conformity"] < other["conformity"] < 1


def test_pieces_are_one_stream(tmp_path: Path) -> None:
    parts = [b"", b"harrow\r\n" * 3000, b"pell", bytes(range(256)) * 700, b""]
    pieces = [piece_of(part) for part in parts]
    write_zip(tmp_path / "words.csv.zip", "words.csv", pieces)
    with (tmp_path / "words.jsonl.gz").open("wb") as file:
        write_gzip(file, pieces)
    assert unpacked(tmp_path / "words.csv") == unpacked(tmp_path / "words.jsonl") == b"".join(parts)
    one = zlib.decompressobj(-zlib.MAX_WBITS)
    assert one.decompress((tmp_path / "words.jsonl.gz").read_bytes()[10:-8]) == b"".join(parts)
    assert one.eof, "a reader of one member alone, as a browser is, reads it all"


def test_rows_that_stand_are_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive, other = sample_archive(), sample_archive()
    made: list[str] = []
    rows = write.rows_of_filing

    def noted(entry: FilingEntry, cik: str | None, rules: Mapping[str, RuleText]) -> Iterator[Row]:
        made.append(entry.companies[0])
        return rows(entry, cik, rules)

    monkeypatch.setattr(write, "rows_of_filing", noted)
    monkeypatch.setattr(write, "TOGETHER", 2)
    prints = {company.address: "as it was" for company in archive.companies()}
    built = partial(write_exports, content=tmp_path / "content", record=tmp_path / "exports.sqlite")
    built(archive, prints=prints)
    assert set(made) == {entry.companies[0] for entry in archive.entries}
    made.clear()
    built(archive, prints=prints)
    assert not made
    gone = other.entries.pop(0)
    built(other, prints=prints | {gone.companies[0]: "changed"})
    assert gone.companies[0] in made and set(made) < set(prints)
    write_exports(other, tmp_path / "whole")
    assert tree(tmp_path / "content" / "data") == tree(tmp_path / "whole" / "data")
    (tmp_path / "rows.sqlite").write_bytes(b"no database")
    built(other, prints=prints)
    assert tree(tmp_path / "content" / "data") == tree(tmp_path / "whole" / "data")


# Feeds


def feeds(content: Path) -> Iterator[tuple[str, ET.Element]]:
    for path in sorted(content.rglob("feed.xml")):
        yield path.relative_to(content).as_posix(), ET.parse(path).getroot()  # noqa: S314 - written here


def only(element: ET.Element, name: str) -> str:
    found = element.findall(f"{ATOM}{name}")
    assert len(found) == 1, f"exactly one {name} (RFC 4287)"
    assert found[0].text
    return found[0].text


def assert_dated(element: ET.Element) -> str:
    updated = only(element, "updated")
    assert RFC3339.fullmatch(updated)
    date.fromisoformat(updated[:10])
    return updated


def assert_links(element: ET.Element) -> None:
    links = [link.attrib for link in element.findall(f"{ATOM}link")]
    assert all(link["href"] for link in links)
    alternates = [(link["type"], link.get("hreflang")) for link in links if link["rel"] == "alternate"]
    assert alternates and len(alternates) == len(set(alternates)), "section 4.1.1: one alternate a type"


def test_feeds_are_valid_atom(content: Path) -> None:
    """RFC 4287, sections 4.1.1, 4.1.2 and 4.2.6: what must, may and must not stand in a feed and its entries."""
    for path, feed in feeds(content):
        assert feed.tag == f"{ATOM}feed", path
        only(feed, "title")
        updated = assert_dated(feed)
        assert_links(feed)
        assert feed.find(f"{ATOM}author/{ATOM}name") is not None
        assert [link.get("rel") for link in feed.findall(f"{ATOM}link")].count("self") == 1
        entries = feed.findall(f"{ATOM}entry")
        identifiers = [only(feed, "id"), *(only(entry, "id") for entry in entries)]
        assert len(identifiers) == len(set(identifiers)), "section 4.1.1: no two entries of one id and date"
        assert all(IRI.fullmatch(identifier) for identifier in identifiers)
        dates = []
        for entry in entries:
            assert {child.tag.removeprefix(ATOM) for child in entry} <= {
                "id", "title", "updated", "link", "category", "summary",
            }  # fmt: skip
            only(entry, "title")
            only(entry, "summary")
            assert_links(entry)
            assert all(each.get("term") for each in entry.findall(f"{ATOM}category"))
            dates.append(assert_dated(entry))
        assert dates == sorted(dates, reverse=True)
        assert updated == max(dates, default="2002-07-30T00:00:00Z")


def test_feeds_lead_to_pages(archive: FakeArchive, content: Path) -> None:
    pages = {"", *(entry.address for entry in archive.filings()), *(each.address for each in archive.companies())}
    for path, feed in feeds(content):
        base = urljoin(URL, path)
        for link in feed.iter(f"{ATOM}link"):
            assert link.get("rel") in ("self", "alternate")
            address = urljoin(base, link.attrib["href"]).removeprefix(URL)
            assert address in pages or (content / address).is_file(), (path, address)


def test_a_feed_holds_the_newest(archive: FakeArchive, content: Path) -> None:
    (feed,) = [feed for path, feed in feeds(content) if path == "feed.xml"]
    titles = [only(entry, "title") for entry in feed.findall(f"{ATOM}entry")]
    assert len(titles) == 50
    assert titles[0] == "Harrow & Pell Instruments, Inc.: 10-K for the period ended 2012-09-30"
    assert "Marcus Idowu (PEO)" in only(feed.findall(f"{ATOM}entry")[0], "summary")


def test_identifiers_stay(archive: FakeArchive) -> None:
    address = "filings/0009990417-12-000040/"
    assert site_at(URL).identifier(address) == "tag:archive.example,2026:/repo/filings/0009990417-12-000040/"
    assert site_at(URL.rstrip("/")) == site_at(URL)
    assert site_at("").identifier(address) == "urn:uuid:86255864-48ba-5701-b123-4e7c917bc723"


# Sitemap, robots.txt, llms.txt


def lay_pages(content: Path, *paths: str) -> None:
    for path in paths:
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text("# page\n", encoding="utf-8")


def locations(path: Path) -> list[str]:
    root = ET.parse(path).getroot()  # noqa: S314 - written here
    assert root.tag in (f"{MAPS}urlset", f"{MAPS}sitemapindex")
    kind = "url" if root.tag == f"{MAPS}urlset" else "sitemap"
    assert [child.tag for child in root] == [f"{MAPS}{kind}"] * len(root)
    found = [each.text or "" for each in root.iter(f"{MAPS}loc")]
    assert found, "the schema asks for one at least"
    return found


def test_the_sitemap_lists_the_pages(archive: FakeArchive, tmp_path: Path) -> None:
    moved = replace(archive.made["companies/0009990417/"], redirects=("companies/harrow-pell/",))
    moving = dataclasses.replace(archive, made=archive.made | {moved.address: moved})
    lay_pages(tmp_path, "index.md", "about.md", "companies/0009990417/index.md", "companies/harrow-pell/index.md")
    lay_pages(tmp_path, ".hidden/index.md", "odd & <name>.md")
    write_exports(moving, tmp_path, site_url=URL)
    assert locations(tmp_path / "sitemap.xml") == [
        f"{URL}about/", URL, f"{URL}odd%20%26%20%3Cname%3E/", f"{URL}companies/0009990417/",
    ]  # fmt: skip
    assert (tmp_path / "companies/harrow-pell/feed.xml").read_bytes() == (
        tmp_path / "companies/0009990417/feed.xml"
    ).read_bytes()


def test_a_long_sitemap_is_parted(tmp_path: Path) -> None:
    lay_pages(tmp_path, *(f"filings/{number:03}/index.md" for number in range(25)))
    files = OwnedFiles(tmp_path)
    write_sitemap(files, site_at(URL), frozenset(), most=10)
    files.close()
    parts = locations(tmp_path / "sitemap.xml")
    assert parts == [f"{URL}sitemap-{number}.xml" for number in (1, 2, 3)]
    found = [place for part in parts for place in locations(tmp_path / part.removeprefix(URL))]
    assert found == [f"{URL}filings/{number:03}/" for number in range(25)]
    assert {part.removeprefix(URL) for part in parts} <= OWNED


def test_no_sitemap_without_a_site(archive: FakeArchive, tmp_path: Path) -> None:
    lay_pages(tmp_path, "index.md")
    write_exports(archive, tmp_path, site_url=URL)
    assert "Sitemap: https://archive.example/repo/sitemap.xml" in (tmp_path / "robots.txt").read_text()
    report = write_exports(archive, tmp_path)
    assert report.removed == 1 and not (tmp_path / "sitemap.xml").exists()
    assert (tmp_path / "robots.txt").read_text() == "User-agent: *\nAllow: /\n"


def test_the_guide_has_the_form_of_llms_txt(content: Path) -> None:
    lines = (content / "llms.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# Undersigned" and lines[2].startswith("> ")
    assert [line for line in lines if line.startswith("#")] == [
        "# Undersigned", "## Lists", "## Data", "## Reading contract", "## Optional",
    ]  # fmt: skip
    listed = lines[lines.index("## Lists") :]
    links = [line for line in listed if line and not line.startswith("#")]
    assert all(re.fullmatch(r"- \[[^\]]+\]\([^)\s]+\): .+", line) for line in links)


# JSON-LD


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def in_page(linked: str) -> dict[str, object]:
    """Return what a program finds in a page that holds LINKED."""
    page = _Scripts()
    page.feed(f'<script type="application/ld+json">{linked}</script>')
    assert page.tags == ["script"]
    found = json.loads(page.words)
    assert found["@context"] == "https://schema.org"
    return found  # type: ignore[no-any-return]


@pytest.mark.parametrize("words", [*HOSTILE, "</script><script>alert(1)</script>", "<!--<script>", "a\u2028b"])
def test_no_name_ends_the_script(archive: FakeArchive, words: str) -> None:
    company = replace(next(archive.companies()), name=words, other_names=(words,))
    officer = replace(next(archive.officers()), name=words, company_name=words, confidence=1.0)
    for linked in (linked_company(company, URL), linked_officer(officer, URL)):
        assert not set(linked) & set("<>&\n\u2028")
        assert in_page(linked)["name"] == words


def test_the_archive_is_a_dataset(archive: FakeArchive, content: Path) -> None:
    dataset = in_page(linked_archive(archive.counts(), URL))
    assert (dataset["@type"], dataset["url"]) == ("Dataset", URL)
    assert dataset["temporalCoverage"] == "2003-02-12/2012-12-12"
    assert 50 <= len(str(dataset["description"])) <= 5000
    files = dataset["distribution"]
    assert isinstance(files, list)
    for file in files:
        assert file["@type"] == "DataDownload"
        assert (content / str(file["contentUrl"]).removeprefix(URL)).is_file()


def test_a_company_is_an_organization_with_its_cik(archive: FakeArchive) -> None:
    company = in_page(linked_company(archive.company("companies/0009990417/"), URL))
    assert company["identifier"] == {"@type": "PropertyValue", "propertyID": "CIK", "value": "0009990417"}
    assert company["alternateName"] == ["Pell Optical Corp."]
    assert "identifier" not in in_page(linked_company(archive.company("companies/larkspur-cell-therapeutics-inc/")))


def test_a_person_only_where_sure(archive: FakeArchive) -> None:
    sure = [officer for officer in archive.officers() if officer.confidence == 1.0]
    unsure = [officer for officer in archive.officers() if officer.confidence < 1.0]
    assert sure and unsure
    assert {in_page(linked_officer(officer))["@type"] for officer in sure} == {"Person"}
    assert {linked_officer(officer) for officer in unsure} == {""}
    person = in_page(linked_officer(sure[0]))
    assert urlsplit(str(person["@id"])).path == f"../../{sure[0].address}"


# The folder


def test_the_same_archive_gives_the_same_bytes(archive: FakeArchive, content: Path, tmp_path: Path) -> None:
    url = URL if (content / "robots.txt").read_text().count("Sitemap") else ""
    first = write_exports(sample_archive(), tmp_path, site_url=url)
    assert tree(tmp_path) == tree(content)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    again = write_exports(archive, tmp_path, site_url=url)
    assert (again.files, again.changed, again.removed) == (first.files, 0, 0)
    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    assert {path for path in after if after[path] != before.get(path)} == {tmp_path / MANIFEST}


def test_files_of_a_company_that_went_go_too(archive: FakeArchive, tmp_path: Path) -> None:
    write_exports(archive, tmp_path)
    lay_pages(tmp_path, "companies/0009990417/index.md")
    fewer = dataclasses.replace(archive, made={a: c for a, c in archive.made.items() if a == "companies/0009990417/"})
    fewer.entries = [entry for entry in archive.entries if entry.companies[0] == "companies/0009990417/"]
    report = write_exports(fewer, tmp_path)
    assert report.removed == 2 * (len(archive.made) - 1)
    assert [path.name for path in (tmp_path / "companies").iterdir()] == ["0009990417"]
    assert not (tmp_path / ASIDE).exists()


def test_a_page_beside_ours_stays(archive: FakeArchive, tmp_path: Path) -> None:
    write_exports(archive, tmp_path)
    lay_pages(tmp_path, "companies/0009990417/index.md", "data/mine.txt")
    write_exports(FakeArchive(), tmp_path)
    assert (tmp_path / "companies/0009990417/index.md").is_file()
    assert (tmp_path / "data/mine.txt").is_file()
    assert not (tmp_path / "companies/0009990417/feed.xml").exists()


def test_a_file_that_is_not_ours_is_left_alone(archive: FakeArchive, tmp_path: Path) -> None:
    (tmp_path / "robots.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SiteError, match=r"robots\.txt"):
        write_exports(archive, tmp_path)
    assert (tmp_path / "robots.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("rename", range(0, 80, 7))
def test_a_killed_build_is_taken_up(
    archive: FakeArchive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rename: int
) -> None:
    """Stop at one rename after another: the next build knows every file that it finds, and ends as any other."""
    renames = iter(range(1000))
    replace_file = Path.replace

    def killed(self: Path, target: Path) -> Path:
        if next(renames) == rename:
            raise KeyboardInterrupt
        return replace_file(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed)
        stopped = False
        try:
            write_exports(archive, tmp_path)
        except KeyboardInterrupt:
            stopped = True
    other = dataclasses.replace(archive, entries=archive.entries[1:])
    write_exports(other, tmp_path)
    assert stopped or rename > 60
    whole = tmp_path / "whole"
    write_exports(other, whole)
    left = {path: digest for path, digest in tree(tmp_path).items() if not path.startswith("whole/")}
    assert left == tree(whole)


def test_an_address_never_leads_out(tmp_path: Path) -> None:
    files = OwnedFiles(tmp_path / "content")
    for path in ("../x", "companies/../../x", "/x"):
        with pytest.raises(SiteError):
            files.write(path, b"")


class _Endless(FakeArchive):
    """The same filing over and over, so that only what is kept can grow."""

    times = 0

    def filings_of(self, company: str) -> Iterator[FilingEntry]:
        for number in range(self.times if company in self.entries[0].companies else 0):
            yield replace(self.entries[0], address=f"filings/{number:010}/")

    def mentions_of(self, officer: str) -> Iterator[Mention]:
        yield from ()


def test_memory_stays_flat(tmp_path: Path) -> None:
    """Ten times the filings need no more memory, but for SQLite's own cache, which is bounded."""
    peaks = []
    for times in (300, 3000):
        archive = _Endless()
        home = archive.company_named("Fenwick Kilns Ltd.", "0009990777")
        archive.add([home], [Signing("Ada Fenwick", Role.PEO, "Chief Executive Officer", Section.S302)])
        archive.times = times
        tracemalloc.start()
        write_exports(archive, tmp_path / str(times), site_url=URL)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 4_000_000, peaks


# Real readings


def test_the_archive_of_varied_filings(tmp_path: Path) -> None:
    with Store(tmp_path / "catalogue.sqlite", "test") as store:
        store.begin_build()
        for contents in map(open_raw, find_raw(ARCHIVE)):
            reading = read_source(contents)
            if reading.filing:
                files = tuple(file for file, _ in (*contents.files, *contents.index))
                key = store.key_of(contents.kind, files, contents.sidecar[1] if contents.sidecar else None)
                store.put(key, encode_reading(reading.filing, reading.findings), reading.set_aside)
        store.finish_build()
        archive = compile_catalogue(store)
        write_exports(archive, tmp_path / "content", site_url=URL)
        counts = archive.counts()
        rows = read_csv(tmp_path / "content/data/certifications.csv")
        assert len({row["filing"] for row in rows}) == counts.filings
        assert len(rows) >= counts.certifications > 10
        assert {row["officer"] for row in rows} - {""} == {officer.address for officer in archive.officers()}
        assert all(row["officer"] for row in rows if row["name_as_printed"] or row["conformed_name"])
        for company in archive.companies():
            assert (tmp_path / "content" / company.address / "feed.xml").is_file()


def test_files_of_a_company_that_stand_are_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = sample_archive()
    made: list[str] = []
    sheet = write.company_sheet

    def noted(database: sqlite3.Connection, company: str) -> bytes:
        made.append(company)
        return sheet(database, company)

    monkeypatch.setattr(write, "company_sheet", noted)
    prints = {company.address: "as it was" for company in archive.companies()}
    first, second = sorted(prints)[:2]
    built = partial(write_exports, archive, tmp_path / "content", record=tmp_path / "exports.sqlite")
    built(prints=prints)
    assert sorted(made) == sorted(prints)
    made.clear()
    built(prints=prints | {first: "changed"})
    assert made == [first]
    made.clear()
    (tmp_path / "content" / second / "certifications.csv.zip").write_text("lost")
    built(prints=prints)
    assert sorted(made) == sorted([first, second])
    assert unpacked(tmp_path / "content" / second / "certifications.csv").startswith(b"filing,")
