"""Raw bytes to documents: the envelope in all its dresses, and the text that a reader sees."""

from __future__ import annotations

import os
import time
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from builder.documents.account import ByteKind, account_for, count_bytes
from builder.documents.plaintext import read_text
from builder.documents.raw import MOST_BYTES, NoExhibitsError, RawContents, find_raw, open_raw
from builder.documents.submission import read_envelope
from builder.documents.unreadable import Unreadable
from builder.documents.unwrap import unwrap
from builder.errors import RawError
from builder.records import BodyForm, FormerName, RawFile, Span, Text
from builder.wording.tables import check_table, load_table
from tests.documents import ParserCount, contents, envelope, html, only_document, text_of

EXHIBITS = Path(__file__).parent / "exhibits" / "documents"
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"


def words_at(raw: bytes, text: Text, words: str) -> list[bytes]:
    """Return the raw bytes behind WORDS of TEXT."""
    start = text.characters.index(words)
    return [raw[span.start : span.end] for span in text.spans(start, start + len(words))]


# The envelope


def test_a_full_submission_in_its_wrapper() -> None:
    raw = (EXHIBITS / "enveloped.txt").read_bytes()
    found, findings = read_envelope(contents(raw))
    assert not findings
    assert found.container == "submission"
    header = found.header
    assert header is not None
    assert header.source == "header"
    assert header.accession_number == "0009990001-03-000017"
    assert header.form_type == "10QSB/A"
    assert header.period_of_report == date(2003, 9, 30)
    assert header.filed_on == date(2003, 11, 14)
    assert header.accepted_at == datetime(2003, 11, 14, 16, 30, 5)
    first, second = header.registrants
    assert (first.name, first.cik, first.sic, first.fiscal_year_end, first.file_number) == (
        "HOLLOW CREEK POWER CO/DE",
        "0009990001",
        "4931",
        "1231",
        "000-99901",
    )
    assert first.sic_name == "ELECTRIC & OTHER SERVICES COMBINED"
    assert first.former_names == (
        FormerName("HOLLOW CREEK LIGHT & ICE CO", date(1998, 3, 2)),
        FormerName("HOLLOW CREEK ICE CO", date(1961, 4, 1)),
    )
    assert (second.name, second.sic, second.sic_name, second.former_names) == ("UPPER MILL GAS CO", None, None, ())


def test_documents_of_a_submission() -> None:
    raw = (EXHIBITS / "enveloped.txt").read_bytes()
    first, second, third = envelope(raw).documents
    assert (first.type, first.sequence, first.filename, first.description) == (
        "EX-31.A",
        "2",
        "hc31a.txt",
        "CERTIFICATION OF CEO",
    )
    assert first.form is BodyForm.TEXT
    assert raw[first.whole.start : first.whole.end].startswith(b"<DOCUMENT>")
    assert raw[first.whole.start : first.whole.end].endswith(b"</DOCUMENT>\n")
    assert (second.type, second.sequence, second.filename, second.form) == ("EX-32", None, None, BodyForm.HTML)
    assert (third.type, third.form, third.set_aside) == ("GRAPHIC", BodyForm.SET_ASIDE, "uuencoded")
    with pytest.raises(Unreadable, match="uuencoded"):
        read_text(raw, third)


def test_dash_escapes_are_undone_and_the_way_back_kept() -> None:
    raw = (EXHIBITS / "enveloped.txt").read_bytes()
    text = read_text(raw, envelope(raw).documents[0])
    assert "/s/ Orla Finch\n------------------------\nOrla Finch\nChief" in text.characters
    assert words_at(raw, text, "--------\nOrla Finch\nChief Executive Officer") == [
        b"--------\nOrla Finch\nChief Executive Officer"
    ]
    assert text.characters.startswith("<PAGE>   1\n")
    assert [text.characters[place : place + 6] for place in text.breaks] == ["\n     ", "\n<S> "[0:1] + "     "]


def test_the_feeds_tag_header() -> None:
    raw = (EXHIBITS / "feed.nc").read_bytes()
    found = envelope(raw)
    assert found.header is not None
    assert (found.header.form_type, found.header.period_of_report) == ("10-K405", date(2004, 12, 31))
    assert [each.name for each in found.header.registrants] == ["BRACKEN & FERN INC"]
    assert found.header.registrants[0].sic == "3571"
    assert found.header.registrants[0].former_names == (FormerName("BRACKEN INC", date(1999, 1, 1)),)
    assert read_text(raw, found.documents[0]).characters == "I, Ada Bracken, certify that:"


@pytest.mark.parametrize("name", ["rendered.txt", "stripped.txt"])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_documents_whose_tags_were_taken_away(name: str, line_end: bytes) -> None:
    raw = (EXHIBITS / name).read_bytes().replace(b"\n", line_end)
    found = envelope(raw)
    assert found.container == "submission"
    assert found.header is not None
    assert [document.type for document in found.documents] == ["EX-31.1", "EX-32.1"]
    first, second = (read_text(raw, document).characters for document in found.documents)
    assert "Exhibit 31.1" in first
    assert "certify that:" in first
    assert "Exhibit 32.1" not in first
    assert "Exhibit 32.1" in second


def test_a_loose_exhibit_declares_its_type_only_where_a_head_says_it() -> None:
    assert only_document(b"Exhibit 32\n\nI, Ann Lee, certify\n").type is None
    headed = only_document(b"EX-32.1 13 al-ex321.htm EX-32.1 al_Ex32-1\n\nExhibit 32.1\n")
    assert (headed.type, headed.sequence, headed.filename) == ("EX-32.1", "13", "al-ex321.htm")
    tagged = only_document(b"<TYPE>EX-31\n<TEXT>\nI, Ann Lee, certify\n</TEXT>\n")
    assert tagged.type == "EX-31"


def test_a_file_may_begin_at_its_document_and_lack_its_end() -> None:
    raw = b"<DOCUMENT>\n<TYPE>EX-99.1\n<DESCRIPTION>CERT\n<TEXT>\nI, Ann Lee, certify that the rep"
    found, findings = read_envelope(contents(raw))
    assert (found.container, found.header) == ("submission", None)
    assert [finding.code for finding in findings] == ["truncated"]
    assert read_text(raw, found.documents[0]).characters == "I, Ann Lee, certify that the rep"


def test_a_date_that_is_none_is_told() -> None:
    raw = (EXHIBITS / "enveloped.txt").read_bytes().replace(b"\t20030930", b"\t20031331")
    found, findings = read_envelope(contents(raw))
    assert found.header is not None
    assert found.header.period_of_report is None
    assert [(finding.code, finding.seen) for finding in findings] == [
        ("header_value_unread", "period_of_report: 20031331")
    ]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"begin 644 report.pdf\nM)5!$1BTQ\n`\nend\n", "uuencoded"),
        (b"<PDF>\nbegin 644 report.pdf\nM)5!$1BTQ\n`\nend\n</PDF>\n", "uuencoded"),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image"),
        (b'<?xml version="1.0"?><xbrl><a>1</a></xbrl>', "xml"),
        (b"\xff\xfeI\0,\0", "UTF-16"),
        (bytes(range(256)) * 4, "binary"),
        (b" \r\n\n", "empty"),
    ],
)
def test_bodies_that_are_not_text_are_set_aside_with_the_reason(body: bytes, reason: str) -> None:
    raw = b"<DOCUMENT>\n<TYPE>EX-99\n<TEXT>\n" + body + b"</TEXT>\n</DOCUMENT>\n"
    document = only_document(raw)
    assert (document.form, document.set_aside) == (BodyForm.SET_ASIDE, reason)


@pytest.mark.parametrize(
    ("body", "form"),
    [
        (b"<PAGE>\n<TABLE>\n<S> <C>\nBy: x\n</TABLE>\nI <b>certify</b>\n", BodyForm.TEXT),
        (b"Ann Lee <ann@lee.example> certifies, R&D and all\n", BodyForm.TEXT),
        (b"<p>I, Ann Lee,</p>\n<p>certify</p>", BodyForm.HTML),
        (b'nt size="2">Ann</font><br><font>Lee</font><br>', BodyForm.HTML),
        (b"\xef\xbb\xbf<!DOCTYPE HTML PUBLIC><p>x", BodyForm.HTML),
    ],
)
def test_html_is_told_from_ascii_by_content(body: bytes, form: BodyForm) -> None:
    assert only_document(body).form is form


def test_header_tags_and_their_near_misses() -> None:
    for name in ("header_tags", "exhibit_types"):
        assert list(check_table(load_table(name))) == []


# The sidecar


def with_sidecar(sidecar: str) -> RawContents:
    loose = contents(b"I, Ann Lee, certify that:\n")
    held = sidecar.encode()
    return replace(loose, sidecar=(RawFile("exhibit.toml", "0" * 64, len(held)), held))


def test_a_sidecar_adds_what_its_owner_knows() -> None:
    found, findings = read_envelope(
        with_sidecar(
            'cik = 887359\naccession = "0000950124-04-000418"\nform_type = "10-Q"\n'
            'period = 2003-12-31\nfiled = "2004-02-13"\nregistrant = "Lee Mills, Inc."\n'
        )
    )
    assert not findings
    assert found.container == "exhibit"
    header = found.header
    assert header is not None
    assert (header.source, header.accession_number, header.form_type) == ("sidecar", "0000950124-04-000418", "10-Q")
    assert (header.period_of_report, header.filed_on) == (date(2003, 12, 31), date(2004, 2, 13))
    assert (header.registrants[0].cik, header.registrants[0].name) == ("0000887359", "Lee Mills, Inc.")


@pytest.mark.parametrize(
    ("sidecar", "seen"),
    [
        ('form = "10-Q"', "unknown key form"),
        ('cik = "12 34"', "cik = '12 34'"),
        ("cik = true", "cik = 'True'"),
        ('period = "2003-13-01"', "period = '2003-13-01'"),
        ("form_type = 10", "form_type = '10'"),
        ("cik = ", "not TOML"),
        ("cik = " + "[" * 3000, "not TOML"),
    ],
)
def test_a_wrong_sidecar_is_told_and_not_used(sidecar: str, seen: str) -> None:
    found, findings = read_envelope(with_sidecar(sidecar))
    assert found.header is None
    assert [finding.code for finding in findings] == ["sidecar_wrong"]
    assert findings[0].path == "exhibit.toml"
    assert seen in findings[0].seen


# The raw folder


def test_the_three_raw_forms_are_told_by_content(tmp_path: Path) -> None:
    folder = tmp_path / "9990003" / "000999000305000004"
    folder.mkdir(parents=True)
    (folder / "index.json").write_text('{"directory": {"name": "/Archives/edgar/data/9990003/000999000305000004"}}')
    (folder / "head.html").write_text(
        "<html><pre>&lt;SEC-HEADER&gt;x\nACCESSION NUMBER:\t0009990003-05-000004\nCONFORMED SUBMISSION TYPE:\t10-K\n"
        "&lt;/SEC-HEADER&gt;\n&lt;DOCUMENT&gt;\n&lt;TYPE&gt;EX-31.1\n&lt;FILENAME&gt;bf311.htm\n"
        "&lt;TEXT&gt;\n&lt;/DOCUMENT&gt;\n</pre></html>"
    )
    (folder / "bf311.htm").write_text("<p>I, Ada Bracken, certify</p>")
    (folder / "bf312.htm").write_text("<p>I, Ivo Fern, certify</p>")
    (tmp_path / "anything.dat").write_bytes((EXHIBITS / "enveloped.txt").read_bytes())
    (tmp_path / "loose.txt").write_text("I, Ann Lee, certify")
    (tmp_path / "loose.toml").write_text("cik = 1")
    (tmp_path / "README.md").write_text("not an exhibit")
    (tmp_path / ".hidden").write_text("not an exhibit")
    sources = list(find_raw(tmp_path))
    assert [(source.kind, [path.name for path in source.paths]) for source in sources] == [
        ("folder", ["bf311.htm", "bf312.htm"]),
        ("submission", ["anything.dat"]),
        ("exhibit", ["loose.txt"]),
    ]
    assert sources[2].sidecar == tmp_path / "loose.toml"
    found, _ = read_envelope(open_raw(sources[0]))
    assert found.header is not None
    assert (found.container, found.header.source, found.header.form_type) == ("folder", "header", "10-K")
    assert [(each.file, each.type, each.filename) for each in found.documents] == [
        (0, "EX-31.1", "bf311.htm"),
        (1, None, "bf312.htm"),
    ]
    assert found.files[0].path == "9990003/000999000305000004/bf311.htm"


def test_a_listing_alone_gives_cik_and_accession_number(tmp_path: Path) -> None:
    (tmp_path / "index.json").write_text('{"directory": {"name": "/Archives/edgar/data/9990003/000999000305000004"}}')
    (tmp_path / "a.txt").write_text("I, Ann Lee, certify")
    found, _ = read_envelope(open_raw(next(find_raw(tmp_path))))
    assert found.header is not None
    assert (found.header.source, found.header.accession_number) == ("index", "0009990003-05-000004")
    assert found.header.registrants[0].cik == "0009990003"


def test_one_file_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "loose.txt"
    path.write_text("I, Ann Lee, certify")
    opened = open_raw(next(find_raw(path)))
    assert opened.files[0][0].path == "loose.txt"


def test_what_cannot_be_used_as_a_raw_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(RawError, match="no such folder"):
        find_raw(tmp_path / "absent")
    assert list(find_raw(tmp_path)) == []
    with pytest.raises(NoExhibitsError):
        find_raw(tmp_path, needed=True)


def test_links_out_of_the_folder_and_large_files_are_set_aside(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (tmp_path / "outside.txt").write_text("I, Ann Lee, certify")
    (raw / "link.txt").symlink_to(tmp_path / "outside.txt")
    with (raw / "large.txt").open("wb") as large:
        large.truncate(MOST_BYTES + 1)
    unopened = [entry for source in find_raw(raw) for entry in open_raw(source).unopened]
    assert [(entry.path, entry.code) for entry in unopened] == [("large.txt", "too_large"), ("link.txt", "unreadable")]


def test_what_is_no_file_is_told_and_deep_folders_are_walked(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    deep = tmp_path / "/".join(["d"] * 900)
    deep.mkdir(parents=True)
    (deep / "loose.txt").write_text("I, Ann Lee, certify")
    (tmp_path / "orphan.toml").write_text("cik = 1")
    opened = [open_raw(source) for source in find_raw(tmp_path)]
    assert [entry.code for contents in opened for entry in contents.unopened] == ["unreadable"]
    assert [file.path[-11:] for contents in opened for file, _ in contents.files] == ["d/loose.txt", "orphan.toml"]


def test_words_of_a_header_in_a_document_do_not_make_one() -> None:
    raw = b"I, Ann Lee, certify that:\n" + b"x y z\n" * 2000 + b"ACCESSION NUMBER:\t0009990001-03-000017\n"
    found = envelope(raw)
    assert (found.container, found.header, len(found.documents)) == ("exhibit", None, 1)
    assert found.documents[0].whole == Span(0, len(raw))


# Text


def test_ascii_keeps_its_spacing() -> None:
    raw = b"<PAGE>\r\n   By:    /s/ Ann Lee        By:  /s/ Bo Ray\r\n\tTitle\n<TABLE>\n<S>   <C>\nx\rend"
    text = text_of(raw)
    assert text.characters == "<PAGE>\n   By:    /s/ Ann Lee        By:  /s/ Bo Ray\n\tTitle\n\n   \nx\nend"
    assert text.breaks == (7,)
    assert words_at(raw, text, "/s/ Ann Lee") == [b"/s/ Ann Lee"]
    assert words_at(raw, text, "Ray\n\tTitle") == [b"Ray\r\n\tTitle"]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"the \x93Company\x94 \x96 it\x92s", "the “Company” – it’s"),
        ("the “Company” – it’s é".encode(), "the “Company” – it’s é"),
        (b"the \xc2\x93Company\xc2\x94 it\xc2\x92s", "the “Company” it’s"),
        (b"the &#147;Company&#148; it&#146;s &#8212; &sect; 1350 &#xA7;", "the “Company” it’s — § 1350 §"),
        (b"&#47;s&#47; Ann Lee&#59; R&D, AT&T", "/s/ Ann Lee; R&D, AT&T"),
        (b"caf\xe9 \xc3\xa9 \xc3(", "café é Ã("),
        (b"a\xc2\xa0b\xa0c\xad d", "a b c d"),
        (b"a\x0cb", "a\nb"),
    ],
)
def test_bytes_above_127_and_references(raw: bytes, shown: str) -> None:
    assert text_of(raw).characters == shown
    if b"\x0c" not in raw:
        assert text_of(b"<html><body><p>" + raw).characters == shown


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("/s/ C<SMALL>HARLES</SMALL> F<SMALL>INCH</SMALL>", "/s/ CHARLES FINCH"),
        ("<u>/s/ Ann </u><b> Lee</b>", "/s/ Ann Lee"),
        ("  By:\n\t <br> /s/ Ann Lee  <br/>\nAnn Lee</br>CEO", "By:\n/s/ Ann Lee\nAnn Lee\nCEO"),
        ("<p>One</p>\n\n<p>two</p><div>three</div><div>four</div>", "One\n\ntwo\n\nthree\nfour"),
        ("<p style='margin:0pt'>One</p><p style='margin-top:0;margin-bottom:0'>two</p>", "One\ntwo"),
        ("<p style='margin:0pt 0pt 6.0pt'>One</p><p style='margin-top:0.5em'>two</p>", "One\n\ntwo"),
        ("a&nbsp;&nbsp;&nbsp;b &#160; c&nbsp;</p>", "a   b   c"),
        ("<p>&nbsp;</p>x", "\nx"),
        ("x<br><br>y", "x\n\ny"),
        ("An&nbs\np;Lee &n\nbsp; it&#14\n6;s Q& A", "An Lee   it’s Q& A"),
        ("a<!-- <p>not</p> -->b<script>if (a<b) x</script><style>p{}</style>c", "abc"),
        ("<title>no</title>a<head>yes</head>", "ayes"),
        ("a<div style='display:none'>no<div>no</div>no</div>b", "a\nb"),
        ("a<div style='display:none'>never ends", "a\nnever ends"),
        ("<ol type=a start=2><li>b<li>c</ol><ul><li>d</ul>", "b. b\nc. c\nd"),
        ("<pre>By:   x\r\n  Ann&nbsp;Lee\n</pre>y", "By:   x\n  Ann Lee\n\ny"),
        ('<img src="sign.jpg">Ann<img width=1 height=1>', "\ufffcAnn"),
        ("a<a title='x > y' href=\"b>c\">d</a>e <3 x<y", "ade <3 x"),
        ("one <page> two", "one\ntwo"),
    ],
)
def test_html_as_a_browser_shows_it(body: str, shown: str) -> None:
    assert html(body).characters == shown


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<tr><td>By:</td><td>/s/ Ann</td></tr><tr><td></td><td>Ann</td></tr>", "By:\t/s/ Ann\n\tAnn"),
        ("<tr><td>Date<td>/s/ Ann<br>Ann<br>CEO", "Date\t/s/ Ann\n\tAnn\n\tCEO"),
        ("<tr><td colspan=2>a<td>b<tr><td>c<td>d<td>e", "a\t\tb\nc\td\te"),
        ("<tr><td rowspan=2>a<td>b<tr><td>c<tr><td>d<td>e", "a\tb\n\tc\nd\te"),
        ("<tr><td>one<tr><td><p>two</p><p>three</p>", "one\ntwo\n\nthree"),
        ("<tr><td>a<td>&nbsp;<td>b", "a\t\tb"),
        ("<tr><td><table><tr><td>a<td>b<tr><td>c</table><td>d<br>e", "a\tb\td\nc\t\te"),
        ("<tr><td><table><tr><td>a</table></td></tr>", "a"),
        ("<tr><td>(1)<td>I have<tr><td>(2)<td>The", "(1)\tI have\n(2)\tThe"),
        ("<caption>Head</caption><tr><th>a<th>b", "Head\na\tb"),
    ],
)
def test_tables_keep_their_columns(body: str, shown: str) -> None:
    assert html(f"<table>{body}</table>").characters == shown


def test_a_slice_may_begin_within_a_table() -> None:
    assert text_of(b"certify</td><td><font>that</font><br></td></tr><tr><td>x</td><td>y</td></tr>").characters == (
        "certify\nthat\nx\ty"
    )


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        ("<p>a</p><p style='page-break-before:always'>b</p>", ["a\n\n", "b"]),
        ("<p>a</p><div style='page-break-after: always'>b</div>c", ["a\n\nb\n", "c"]),
        ("a<hr>b", ["a\n", "b"]),
        ("a<hr size=3 width='100%' noshade>b", ["a\n", "b"]),
        ("a<hr width='30%' align=left>b", ["a\nb"]),
        ("/s/ Ann<hr align='left'>Ann", ["/s/ Ann\nAnn"]),
        ("<table><tr><td>/s/ Ann<hr noshade>Ann</table>", ["/s/ Ann\nAnn"]),
        ("a<page>b", ["a\n", "b"]),
        ("<hr>a<p style='page-break-after:avoid'>b", ["a\n\nb"]),
        ("a<hr><p style='page-break-before:always'></p>b", ["a\n\n", "b"]),
        ("a<p style='page-break-after:always'>", ["a"]),
    ],
)
def test_pages_begin_where_filers_part_them(body: str, pages: list[str]) -> None:
    text = html(body)
    places = [0, *text.breaks, len(text.characters)]
    assert [text.characters[first:last] for first, last in pairwise(places)] == pages


def test_columns_lead_back_to_their_own_bytes() -> None:
    raw = b"<html><table><tr><td>Date<br>May 1<td>/s/ Ann <i>Lee</i><br>CEO &amp;<br>CFO</table>"
    text = text_of(raw)
    assert text.characters == "Date\t/s/ Ann Lee\nMay 1\tCEO &\n\tCFO"
    assert words_at(raw, text, "/s/ Ann Lee") == [b"/s/ Ann <i>Lee"]
    assert words_at(raw, text, "CEO &\n\tCFO") == [b"CEO &amp;<br>CFO"]
    assert words_at(raw, text, "Lee\nMay 1") == [b"Lee", b"May 1"]
    assert text.ranges(Span(raw.index(b"Ann"), raw.index(b"CFO") + 3)) == ((9, 16), (23, 28), (30, 33))


# The line cut of full submissions


def cut(body: str) -> bytes:
    """Return a submission whose lines were cut at 1,023 characters."""
    lines = [line[place : place + 1023] for line in body.split("\n") for place in range(0, max(1, len(line)), 1023)]
    return (
        "<SEC-DOCUMENT>x\n<DOCUMENT>\n<TYPE>EX-31\n<TEXT>\n" + "\n".join(lines) + "\n</TEXT>\n</DOCUMENT>\n"
    ).encode()


@pytest.mark.parametrize("shift", range(14))
def test_the_line_cut_is_undone_within_words_and_references(shift: int) -> None:
    body = "<html><body><p>" + "x" * (1000 - shift) + " internal&nbsp;control certifying </p></body></html>"
    raw = cut(body)
    text = text_of(raw)
    assert text.characters.endswith("x internal control certifying")
    assert [piece.replace(b"\n", b"") for piece in words_at(raw, text, "internal control")] == [
        b"internal&nbsp;control"
    ]
    counts = count_bytes(account_for(raw, only_document(raw)))
    assert sum(counts.values()) == only_document(raw).whole.end - only_document(raw).whole.start


def test_lines_are_joined_only_where_they_were_cut() -> None:
    long = "<html><body>" + "x" * 1011 + "\nand " + "y" * 2000
    loose = text_of(long.encode())
    assert "x\nand" in loose.characters or "x and" in loose.characters
    raw = b"<DOCUMENT>\n<TEXT>\n" + long.encode() + b"\n</TEXT>\n</DOCUMENT>\n"
    assert "x and" in text_of(raw).characters


# The account of bytes


def test_every_byte_is_of_one_kind() -> None:
    raw = b"<DOCUMENT>\n<TYPE>EX-32\n<TEXT>\n<html><b>R&amp;D</b><p style='display:none'>x</p>\n</TEXT>\n</DOCUMENT>\n"
    portions = account_for(raw, only_document(raw))
    assert [(portion.kind, raw[portion.span.start : portion.span.end]) for portion in portions] == [
        (ByteKind.HEADER, b"<DOCUMENT>\n<TYPE>EX-32\n<TEXT>\n"),
        (ByteKind.MARKUP, b"<html><b>"),
        (ByteKind.TEXT, b"R"),
        (ByteKind.ENTITY, b"&amp;"),
        (ByteKind.TEXT, b"D"),
        (ByteKind.MARKUP, b"</b><p style='display:none'>"),
        (ByteKind.SET_ASIDE, b"x"),
        (ByteKind.MARKUP, b"</p>"),
        (ByteKind.TEXT, b"\n"),
        (ByteKind.HEADER, b"</TEXT>\n</DOCUMENT>\n"),
    ]


def corpus_files() -> list[Path]:
    return sorted(path for folder in ("exhibits", "submissions") for path in (CORPUS / folder).glob("*.*"))


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"NO CORPUS: byte accounting was not tested, {CORPUS} is absent")
def test_the_account_of_every_corpus_file_agrees_with_pythons_parser() -> None:
    documents = 0
    for path in corpus_files():
        raw = path.read_bytes()
        for document in envelope(raw).documents:
            documents += 1
            portions = account_for(raw, document)
            ends = [document.whole.start, *(portion.span.end for portion in portions)]
            assert [portion.span.start for portion in portions] == ends[:-1], path.name
            assert ends[-1] == document.whole.end, path.name
            check_shown(raw, read_text(raw, document), portions)
            if document.form is BodyForm.HTML:
                counts = count_bytes(portions)
                independent = ParserCount(unwrap(raw, document).characters).counts()
                assert independent == {kind: counts[ByteKind(kind)] for kind in independent}, path.name
    assert documents > 250


def check_shown(raw: bytes, text: Text, portions: tuple[object, ...]) -> None:
    """Every byte of text that is not white is shown exactly once."""
    shown = bytearray(len(raw))
    for start, end in zip(text.raw_starts, text.raw_ends, strict=True):
        assert not any(shown[start:end])
        shown[start:end] = b"\1" * (end - start)
    for portion in portions:
        if portion.kind is ByteKind.TEXT:
            span = portion.span
            unseen = bytes(raw[place] for place in range(span.start, span.end) if not shown[place])
            assert not unseen.strip(), unseen[:80]


# Hostile bytes: at most two seconds on a quiet machine, with room here for a busy one

HOSTILE = {
    "nested blocks": b"<html>" + b"<div>" * 50_000 + b"x",
    "nested tables": b"<html>" + b"<table><tr><td>a<br>b<td>c" * 50_000,
    "nested lists": b"<html>" + b"<ol><li>a" * 50_000,
    "one long text": b"<html>" + b"word and " * 2_200_000,
    "one long ASCII text": b"word and " * 2_200_000,
    "attributes": b"<html><p " + b'a="b" ' * 50_000 + b">x",
    "attributes without an end": b"<html><p " + b'a="b" ' * 50_000,
    "wide cells": b"<html><table>" + b"<tr><td colspan=999999999 rowspan=999999999>a<td>b" * 30_000,
    "many cells": b"<html><table><tr>" + b"<td>a" * 100_000,
    "many and tall cells": b"<html><table><tr>" + b"<td>a" * 50_000 + b"<td>" + b"<br>x" * 50_000,
    "quotation marks": b"<html>" + b'<a x=">="' * 100_000,
    "comments": b"<html>" + b"<!--" * 200_000,
    "scripts": b"<html>" + b"<script>x</scrip" * 100_000,
    "hidden elements": b"<html>" + b'<div style="display:none">' * 100_000,
    "ampersands": b"<html>" + b"&" * 20_000_000,
    "angle brackets": b"<" * 20_000_000,
    "high bytes": b"<html>" + b"\x92 a" * 2_000_000,
    "blocks": b"<DOCUMENT>\n" * 50_000,
    "header keys": b"ACCESSION NUMBER:\t1\nFILER:\n" * 50_000,
    "dash escapes": b"-----BEGIN PRIVACY-ENHANCED MESSAGE-----\n\n<DOCUMENT>\n<TEXT>\n" + b"- -\n" * 400_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bytes_are_read_or_set_aside_in_time(name: str) -> None:
    raw = HOSTILE[name]
    began = time.process_time()
    for document in envelope(raw).documents[:100]:
        try:
            read_text(raw, document)
        except Unreadable as told:
            assert told.code in ("too_large", "empty")
    assert time.process_time() - began < 6
