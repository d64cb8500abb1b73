"""The search: what it finds, that both ways find the same, that nothing asked raises and no kill loses an index."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder.errors import SearchError
from builder.findings import Finding, Severity
from builder.records import Role
from builder.search.index import Hit, Index, explain, find, find_text, write_index
from builder.search.shards import write_shards
from tests.conftest import ROOT
from tests.officers import COMPANIES, GIVEN, SURNAMES, Officers, many_officers, officer
from tests.vectors.make import HAND_MADE

ASSETS = ROOT / "builder" / "publish" / "theme" / "assets"
SMALL = Officers(
    [
        officer("R. Douglas Armstrong", certifications=1),
        officer("Alice Armstrong-Vane", surname="Armstrong-Vane", company=2, roles=(Role.PFO,), years=(2011, 2012)),
        officer("Margaret E. Thorne", company=1, roles=(Role.PFO,), titles=("Chief Financial Officer",)),
        officer("Robert Thorne", company=3, certifications=40),
        officer("Seán O’Neill", company=4),
        officer("Dirk van der Berg", surname="van der Berg", company=5),
        officer("María-José Muñoz", company=6),
        officer("Bao Li", company=7),
    ]
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    write_index(SMALL, folder)
    return folder


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Index, Path]]:
    folder = tmp_path_factory.mktemp("many")
    archive = many_officers(3000)
    write_index(archive, folder / "index")
    write_shards(archive, folder / "names")
    with closing(Index(folder / "index")) as index:
        yield index, folder / "names"


def names(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.name for hit in hits]


@pytest.mark.parametrize(
    ("typed", "first", "why"),
    [
        ("armstrong", "R. Douglas Armstrong", ""),
        ("armstrng", "R. Douglas Armstrong", "armstrng → armstrong, one letter"),
        ("rmstrong", "R. Douglas Armstrong", "rmstrong → armstrong, one letter"),
        ("armsrtong", "R. Douglas Armstrong", "armsrtong → armstrong, one letter"),
        ("Armstrong, R. Douglas, Ph.D.", "R. Douglas Armstrong", ""),
        ("douglas armstrong", "R. Douglas Armstrong", ""),
        ("douglasarmstrong", "R. Douglas Armstrong", "douglasarmstrong → douglas armstrong, joined"),
        ("douglas arms", "R. Douglas Armstrong", "arms → armstrong, begins so"),
        ("bob thorne", "Robert Thorne", "bob → robert, familiar form"),
        ("peggy thorne", "Margaret E. Thorne", "peggy → margaret, familiar form"),
        ("m thorne", "Margaret E. Thorne", "m → margaret, initial"),
        ("thorne cfo", "Margaret E. Thorne", ""),
        ("thorne tidewater", "Margaret E. Thorne", "tidewater, in the company's name"),
        ("sean o neill", "Seán O’Neill", "o neill → oneill, joined"),
        ("ONEILL", "Seán O’Neill", ""),
        ("vanderberg", "Dirk van der Berg", "vanderberg → van der berg, joined"),
        ("berg, dirk", "Dirk van der Berg", ""),
        ("maria jose munoz", "María-José Muñoz", ""),
        ("alice armstrong vane", "Alice Armstrong-Vane", ""),
        ("harrow pell", "Harrow & Pell Instruments, Inc.", ""),
        ("old pell works", "Harrow & Pell Instruments, Inc.", "also named Old Pell Works"),
        ("0009990002", "Larkspur Basin Water Company", "CIK"),
        ("9990002", "Larkspur Basin Water Company", "CIK"),
    ],
)
def test_finds_the_one_that_is_meant_and_says_why(small: Path, typed: str, first: str, why: str) -> None:
    hit = find(small, typed)[0]
    assert (hit.name, hit.why) == (first, why)


def test_narrows(small: Path) -> None:
    assert names(find(small, "thorne", role=Role.PFO)) == ["Margaret E. Thorne"]
    assert names(find(small, "armstrong", year=2011)) == ["Alice Armstrong-Vane"]
    assert names(find(small, "thorne", company="tidewater looms")) == ["Margaret E. Thorne"]
    assert names(find(small, "thorne", company="0009990003")) == ["Robert Thorne"]
    assert names(find(small, "armstrong", kind="company")) == ["Armstrong Quarry Trust"]
    assert names(find(small, "", company="9990007", kind="officer")) == ["Bao Li"]
    assert find(small, "thorne", form="20-F") == ()
    assert find(small, "thorne", company="no such company") == ()


def test_crowded_surname_is_narrowed_past_its_head(many: tuple[Index, Path]) -> None:
    index, _ = many
    every = index.find("smith", role=Role.PAO, limit=1000)
    assert len([hit for hit in every if hit.name.endswith("Smith")]) > 50
    assert all(hit.roles == (Role.PAO,) for hit in every)


def test_titles_and_wording_of_findings(tmp_path: Path) -> None:
    class WithFindings(Officers):
        def lines(self) -> Iterator[object]:  # type: ignore[override]
            seen = "to the best of my knowledge and belief"
            finding = Finding("words_added", Severity.C, "a.txt", (), "based on my knowledge", seen, 1.0)

            class Filed:
                findings = (finding,)
                address, company_name = "filings/0009990001-04-000001/", COMPANIES[0]

            yield Filed()

    write_index(WithFindings([officer("Bao Li", titles=("Knowledge Officer to my Belief",))]), tmp_path)
    assert [hit.kind for hit in find_text(tmp_path, "to my")] == ["title", "finding"]
    assert [hit.address for hit in find_text(tmp_path, "best of my KNOWLEDGE")] == ["filings/0009990001-04-000001/"]
    assert find_text(tmp_path, "violates") == ()
    assert {hit.kind for hit in find_text(tmp_path, "my belief knowledge")} == {"title", "finding"}


@pytest.mark.parametrize(
    "typed", [*HAND_MADE, "smith " * 4000, "\ud800", "text:(a OR", '"my', "~" * 50, "a:b^9", "\x00" * 99]
)
def test_no_query_raises(small: Path, typed: str) -> None:
    assert len(find(small, typed)) <= 10
    assert len(find_text(small, typed)) <= 10
    assert find(small, "thorne", company=typed, kind=typed, form=typed) is not None
    assert isinstance(explain(typed), str)


@given(st.text(max_size=60))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_text_raises(many: tuple[Index, Path], typed: str) -> None:
    index, _ = many
    hits = index.find(typed)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    index.find_text(typed)


def test_says_what_cannot_be_searched_for() -> None:
    assert explain("armstrong") == ""
    assert explain("  ") == "Nothing was asked."
    assert explain("!?") == "There is no letter or digit to search for."
    assert explain("a b c d e f g h i j") == "Only the beginning was searched for: at most 8 words of 40 letters."


def test_without_an_index_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SearchError, match="build the archive first"):
        find(tmp_path, "armstrong")
    (tmp_path / "current").write_text("../../elsewhere", encoding="utf-8")
    with pytest.raises(SearchError):
        find(tmp_path, "armstrong")
    (tmp_path / "current").write_text("index-1", encoding="utf-8")
    with pytest.raises(SearchError, match="build the archive again"):
        find(tmp_path, "armstrong")


def test_an_empty_archive_can_be_asked(tmp_path: Path) -> None:
    class Nobody(Officers):
        def companies(self) -> Iterator[object]:  # type: ignore[override]
            yield from ()

    write_index(Nobody([]), tmp_path / "index")
    write_shards(Nobody([]), tmp_path / "names")
    assert find(tmp_path / "index", "armstrong") == ()
    assert ask_in_node(tmp_path / "names", ["armstrong", "armstrng b"], tmp_path) == [[], []]


def ask_in_node(shards: Path, typed: list[str], place: Path, *, thorough: bool = False) -> list[list[list[object]]]:
    node = shutil.which("node")
    if node is None:
        warnings.warn("no node on this machine: the browser's search was not compared with Whoosh's", stacklevel=1)
        pytest.skip("no node on this machine; install it to compare the browser's search with Whoosh's")
    questions = place / "questions.json"
    questions.write_text(json.dumps([{"typed": one, "thorough": thorough} for one in typed]), encoding="ascii")
    script = ROOT / "tests" / "vectors" / "ask.js"
    done = subprocess.run([node, script, ASSETS, shards, questions], check=True, capture_output=True, timeout=300)
    found: list[list[list[object]]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("thorough", [False, True])
def test_the_browser_finds_the_same(many: tuple[Index, Path], tmp_path: Path, thorough: bool) -> None:
    index, shards = many
    chance = random.Random(41)
    typed = [*(one for one in HAND_MADE if "\ud83d" not in one), *SURNAMES, "smi", "j s", "thomas thomas"]
    for _ in range(400):
        text = f"{chance.choice(GIVEN)} {chance.choice(SURNAMES)}"
        at = chance.randrange(len(text))
        typed.append(
            chance.choice(
                (text, text[:at], text[:at] + text[at + 1 :], f"{text[0]} {text.rsplit(maxsplit=1)[-1]}", text.lower())
            )
        )
    found = ask_in_node(shards, typed, tmp_path, thorough=thorough)
    wanted = [[[hit.address, hit.score, hit.why] for hit in index.find(one, thorough=thorough)] for one in typed]
    assert found == wanted


def test_shards_are_the_same_bytes_again(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        write_shards(many_officers(500), tmp_path / folder)
    first, second = (
        {file.relative_to(tmp_path / folder): file.read_bytes() for file in (tmp_path / folder).rglob("*.js")}
        for folder in ("a", "b")
    )
    assert first == second
    write_shards(many_officers(400), tmp_path / "a")
    write_shards(many_officers(500), tmp_path / "a")
    assert {file.relative_to(tmp_path / "a") for file in (tmp_path / "a").rglob("*") if file.is_file()} == set(second)


def test_shards_are_small_and_cannot_break_out_of_their_script(tmp_path: Path) -> None:
    write_shards(Officers([officer('</script><img src=x> "\\\u2028 Evil', surname="Evil")]), tmp_path)
    for file in tmp_path.rglob("*.js"):
        text = file.read_text(encoding="utf-8")
        assert text.startswith("undersignedNames(")
        assert text.count("\n") == 1
        assert "\u2028" not in text
    write_shards(many_officers(3000), tmp_path)
    assert max(file.stat().st_size for file in tmp_path.rglob("k*.js")) < 24_000


WRITE = """
import sys
from pathlib import Path
from builder.search.index import write_index
from builder.search.shards import write_shards
from tests.officers import many_officers
while True:
    for count in (250, 300):
        write_index(many_officers(count), Path(sys.argv[1]) / "index")
        write_shards(many_officers(count), Path(sys.argv[1]) / "names")
"""


def test_names_that_stand_are_not_taken_away_to_be_written_again(tmp_path: Path) -> None:
    write_shards(many_officers(300), tmp_path)
    (home,) = (each for each in tmp_path.iterdir() if each.is_dir())
    before = home.stat().st_ino
    write_shards(many_officers(300), tmp_path)
    assert home.stat().st_ino == before
    (home / "k0.js").write_text("something else", encoding="utf-8")
    write_shards(many_officers(300), tmp_path)
    assert (home / "k0.js").read_text(encoding="utf-8").startswith("undersignedNames(")


def test_a_kill_at_any_moment_leaves_an_index_whole(tmp_path: Path) -> None:
    write_index(many_officers(250), tmp_path / "index")
    write_shards(many_officers(250), tmp_path / "names")
    chance = random.Random(9)
    for _ in range(6):
        writer = subprocess.Popen([sys.executable, "-c", WRITE, tmp_path], cwd=ROOT)
        time.sleep(0.6 + chance.random())
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        assert find(tmp_path / "index", "smith")
        manifest = (tmp_path / "names" / "manifest.js").read_text(encoding="utf-8")
        home = tmp_path / "names" / manifest.split('"')[3].split("\\n")[0]
        assert (home / "k0.js").is_file()
        assert (home / "f0.js").is_file()
