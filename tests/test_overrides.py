"""officers.toml: what it says is applied and shown; what is wrong in it is told with file and line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from builder.catalogue.archive import Catalogue
from builder.catalogue.compile import compile_catalogue
from builder.catalogue.store import Store
from builder.errors import RawError
from tests.filings import keep, registrant, usual

SAME = '[[same]]\ncompany = "0000900001"\nofficers = ["Mara Quill", "Mara Harkness"]\nwhy = "married in 2004"\n'


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "catalogue.sqlite", "1") as made:
        keep(
            made,
            usual(1, peo="Mara Quill", filed=date(2004, 5, 10)),
            usual(2, peo="Mara T. Quill", filed=date(2004, 8, 9)),
            usual(3, peo="Mara Harkness", filed=date(2004, 11, 8)),
            usual(1, company=registrant("Umber Tidewater Ltd", "0000900002"), peo="Mara Quill"),
        )
        yield made


def compiled(store: Store, tmp_path: Path, text: str) -> Catalogue:
    path = tmp_path / "officers.toml"
    path.write_text(text, "utf-8")
    return compile_catalogue(store, path)


def names(archive: Catalogue, company: str = "companies/0000900001/") -> set[str]:
    return {officer.name for officer in archive.officers_of(company)}


def test_same_joins_and_is_shown(store: Store, tmp_path: Path) -> None:
    archive = compiled(store, tmp_path, SAME)
    assert names(archive) == {"Mara T. Quill", "Mara Harkness", "Odo Fennimore"} - {"Mara Harkness"}
    joined = next(each for each in archive.officers_of("companies/0000900001/") if "Quill" in each.name)
    assert "Mara Harkness" in joined.names_as_printed
    assert "officers.toml, line 1" in " ".join(joined.evidence)
    assert "married in 2004" in " ".join(joined.evidence)


def test_different_parts(store: Store, tmp_path: Path) -> None:
    archive = compiled(
        store, tmp_path, '[[different]]\ncompany = "Quartz Lantern Corp."\nofficers = ["Mara Quill", "Mara T. Quill"]\n'
    )
    assert {"Mara Quill", "Mara T. Quill"} <= names(archive)
    parted = [each for each in archive.officers_of("companies/0000900001/") if "Quill" in each.name]
    assert ["officers.toml, line 1" in " ".join(each.evidence) for each in parted] == [True, True]


def test_an_address_names_an_officer(store: Store, tmp_path: Path) -> None:
    before = compile_catalogue(store)
    addresses = [each.address for each in before.officers_of("companies/0000900001/") if each.name.startswith("Mara")]
    archive = compiled(store, tmp_path, f"[[same]]\nofficers = {addresses}\n")
    assert len(names(archive)) == 2


def test_other_companies_are_not_touched(store: Store, tmp_path: Path) -> None:
    assert "Mara Quill" in names(compiled(store, tmp_path, SAME), "companies/0000900002/")


def test_a_changed_file_is_compiled_anew(store: Store, tmp_path: Path) -> None:
    assert "Mara Harkness" in names(compiled(store, tmp_path, ""))
    assert "Mara Harkness" not in names(compiled(store, tmp_path, SAME))


WRONG = {
    "unknown officer": (
        f'{SAME}\n[[same]]\ncompany = "0000900001"\nofficers = ["Mara Quill", "Nobody Known"]\n',
        6,
        "unknown",
    ),
    "unknown address": ('[[same]]\nofficers = ["officers/nobody-aaaaaaa/", "officers/x-bbbbbbb/"]\n', 1, "unknown"),
    "unknown company": ('\n[[same]]\ncompany = "Nowhere Inc"\nofficers = ["A B", "C D"]\n', 2, "no company"),
    "no company": ('[[same]]\nofficers = ["Mara Quill", "Mara Harkness"]\n', 1, "company"),
    "cycle": (
        SAME + SAME.replace("Mara Quill", "Mara T. Quill") + SAME.replace("Mara Harkness", "Mara T. Quill"),
        9,
        "cycle",
    ),
    "said twice": (SAME + SAME, 5, "cycle"),
    "contradiction": (SAME + SAME.replace("same", "different"), 5, "contradiction"),
    "one officer": ('[[same]]\ncompany = "0000900001"\nofficers = ["Mara Quill"]\n', 1, "fewer than two"),
    "one name twice": (
        '[[different]]\ncompany = "0000900001"\nofficers = ["Mara Quill", "MARA QUILL"]\n',
        1,
        "one name",
    ),
    "bad key": (SAME + '[[same]]\ncompany = "0000900001"\npeople = ["Mara Quill"]\n', 5, "people"),
    "bad table": ("# x\n[[sane]]\nofficers = []\n", 2, "sane"),
    "bad type": ('[[same]]\ncompany = 900001\nofficers = ["Mara Quill", "Mara Harkness"]\n', 1, "company"),
}


@pytest.mark.parametrize("case", sorted(WRONG))
def test_what_is_wrong_is_told_with_its_line(store: Store, tmp_path: Path, case: str) -> None:
    text, line, word = WRONG[case]
    with pytest.raises(RawError) as told:
        compiled(store, tmp_path, text)
    assert f"officers.toml, line {line}:" in str(told.value)
    assert word in str(told.value)


def test_broken_toml_is_told_with_its_line(store: Store, tmp_path: Path) -> None:
    with pytest.raises(RawError, match=r"officers\.toml: .*line 2"):
        compiled(store, tmp_path, '[[same]]\ncompany = "\n')


def test_a_refused_file_leaves_the_former_catalogue(store: Store, tmp_path: Path) -> None:
    before = compile_catalogue(store).counts()
    with pytest.raises(RawError):
        compiled(store, tmp_path, WRONG["cycle"][0])
    assert Catalogue(store).counts() == before
