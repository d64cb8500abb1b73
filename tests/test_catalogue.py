"""The catalogue as compiled: filings, companies, officers, quarters, and the addresses that stay."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from builder.catalogue.addresses import company_address, officer_address, slug
from builder.catalogue.archive import Catalogue
from builder.catalogue.compile import compile_catalogue
from builder.catalogue.store import Store
from builder.entries import FilingEntry
from builder.findings import Finding, Severity
from builder.records import Filing, Registrant, Role, Section
from tests.filings import certification, filing, header, keep, loose, moved, registrant, signature, usual

Archived = Callable[..., Catalogue]


@pytest.fixture
def archived(tmp_path: Path) -> Iterator[Archived]:
    with Store(tmp_path / "catalogue.sqlite", "1") as store:

        def compiled(*filings: Filing, findings: tuple[Finding, ...] = ()) -> Catalogue:
            keep(store, *filings, findings=findings)
            return compile_catalogue(store)

        yield compiled


def only(archive: Catalogue) -> FilingEntry:
    (entry,) = archive.filings()
    return entry


def everything(archive: Catalogue) -> list[object]:
    return [
        archive.counts(),
        *archive.companies(),
        *archive.officers(),
        *archive.filings(),
        *archive.periods(),
        *archive.quarantined(),
        *(each for company in archive.companies() for each in archive.officers_of(company.address)),
        *(each.address for company in archive.companies() for each in archive.filings_of(company.address)),
        *(each.address for period in archive.periods() for each in archive.lines_in(period.address)),
        *(each for officer in archive.officers() for each in archive.mentions_of(officer.address)),
    ]


def test_the_usual_filing(archived: Archived) -> None:
    entry = only(archived(usual()))
    assert entry.address == "filings/0000900001-04-000001/"
    assert entry.companies == ("companies/0000900001/",)
    assert [each.anchor for each in entry.mentions] == ["ceo-302", "cfo-302", "ceo-906", "cfo-906"]
    assert set(entry.expected) == set(entry.found) == {(s, r) for s in Section for r in (Role.PEO, Role.PFO)}
    assert entry.dated_on == date(2004, 5, 10)


def test_anchors_are_told_apart(archived: Archived) -> None:
    certified = [
        certification(signature("Mara Quill", *roles)) for roles in ([Role.PEO], [Role.PEO], [], [Role.PEO, Role.PFO])
    ]
    entry = only(archived(filing(*certified, certification(signature(None, Role.PEO)), head=header())))
    assert [each.anchor for each in entry.mentions] == ["ceo-302", "ceo-302-2", "cert-3", "ceo-cfo-302"]
    assert [each.code for each in entry.findings] == ["no_person_named"]


def test_differences_between_header_and_certification_are_kept(archived: Archived) -> None:
    certified = certification(signature(), form="10-K", period=date(2003, 12, 31))
    entry = only(archived(filing(certified, head=header(form="10QSB"))))
    assert entry.form_type
    assert (entry.form_type.value, entry.form_type.source) == ("10QSB", "header")
    assert entry.form_type.others == (("10-K", "certification"),)
    assert entry.period_of_report
    assert entry.period_of_report.others == (("2003-12-31", "certification"),)


def test_spellings_of_one_form_are_no_difference(archived: Archived) -> None:
    entry = only(archived(filing(certification(signature(), form="10-QSB"), head=header(form="10QSB"))))
    assert entry.form_type
    assert entry.form_type.others == ()


def test_a_loose_exhibit_asserts_nothing(archived: Archived) -> None:
    entry = only(archived(loose(certification(signature("Mara Quill", Role.PEO), period=date(2004, 3, 31)))))
    assert entry.address.startswith("filings/quartz-lantern-corp-10-q-2004-03-31-")
    assert entry.companies == ("companies/quartz-lantern-corp/",)
    assert entry.expected == ()
    assert entry.filed_on is None


def test_earlier_and_later_follow_the_first_company(archived: Archived) -> None:
    archive = archived(
        usual(1), usual(2, filed=date(2004, 8, 9)), usual(1, company=registrant("Umber Ltd", "0000900002"))
    )
    beside = {each.address: (each.earlier, each.later) for each in archive.filings()}
    assert beside["filings/0000900001-04-000001/"] == (None, "filings/0000900001-04-000002/")
    assert beside["filings/0000900001-04-000002/"] == ("filings/0000900001-04-000001/", None)
    assert beside["filings/0000900002-04-000001/"] == (None, None)


def test_one_accession_number_is_one_filing(archived: Archived) -> None:
    whole = usual()
    folder = replace(
        moved(whole, "900001/folder/ex31.txt"), container="folder", certifications=whole.certifications[:2]
    )
    archive = archived(folder, whole)
    assert only(archive).filing == whole
    (line,) = archive.quarantined()
    assert (line.path, line.code) == ("900001/folder/ex31.txt", "duplicate")
    assert "filing 0000900001-04-000001" in line.reason


def test_the_fuller_reading_is_taken(archived: Archived) -> None:
    whole = usual()
    cut = replace(moved(whole, "cut.txt"), certifications=whole.certifications[:1])
    folder = replace(moved(whole, "900001/folder/ex31.txt"), container="folder")
    assert only(archived(cut, folder)).filing == folder


def test_loose_exhibits_of_one_filing_are_joined(archived: Archived) -> None:
    head = header(source="sidecar")
    parts = [
        loose(certification(signature(name, role), section=section), path=path, head=head)
        for name, role, section, path in (
            ("Mara Quill", Role.PEO, Section.S302, "ex31-1.txt"),
            ("Odo Fennimore", Role.PFO, Section.S302, "ex31-2.txt"),
            ("Mara Quill", Role.PEO, Section.S906, "ex32.txt"),
        )
    ]
    told = Finding("DATE-NONE", Severity.C, "x", (), "", "", 1.0, certification=0)
    entry = only(archived(*parts, findings=(told,)))
    assert [file.path for file in entry.filing.files] == ["ex31-1.txt", "ex31-2.txt", "ex32.txt"]
    assert [each.file for each in entry.filing.documents] == [0, 1, 2]
    assert [each.document for each in entry.filing.certifications] == [0, 1, 2]
    assert [each.certification for each in entry.findings] == [0, 1, 2]
    assert [each.anchor for each in entry.mentions] == ["ceo-302", "cfo-302", "ceo-906"]
    assert len(entry.redirects) == 3


def test_the_same_bytes_twice_are_one_filing(archived: Archived) -> None:
    one = loose(certification(signature()), path="a.txt")
    archive = archived(one, moved(one, "b.txt"))
    assert only(archive).filing.files[0].path == "a.txt"
    assert [(line.path, line.code) for line in archive.quarantined()] == [("b.txt", "duplicate")]


def test_the_same_bytes_under_two_sidecars_are_two_filings(archived: Archived) -> None:
    certified = certification(signature())
    heads = [
        header(registrant("Umber Ltd", cik), accession=None, source="sidecar") for cik in ("0000900002", "0000900003")
    ]
    archive = archived(
        *(loose(certified, path=f"{place}.txt", raw="same", head=head) for place, head in enumerate(heads))
    )
    assert len({each.address for each in archive.filings()}) == 2


def test_a_loose_exhibit_joins_the_one_company_of_its_name(archived: Archived) -> None:
    part = loose(certification(signature("Mara Quill", Role.PEO), company="QUARTZ LANTERN CORP /DE/"))
    archive = archived(usual(), part)
    (company,) = archive.companies()
    assert company.filings == 2
    assert "registrant_by_name" in {each.code for entry in archive.filings() for each in entry.findings}


def test_a_former_name_joins_too(archived: Archived) -> None:
    renamed = registrant("Vermilion Harbor Inc", former=("Quartz Lantern Corp",))
    archive = archived(usual(company=renamed), loose(certification(signature("Mara Quill"))))
    assert [each.filings for each in archive.companies()] == [2]


def test_two_companies_of_one_name_are_not_joined(archived: Archived) -> None:
    twins = usual(1), usual(1, company=registrant(cik="0000900002"))
    archive = archived(*twins, loose(certification(signature("Mara Quill"))))
    assert [each.cik for each in archive.companies()] == ["0000900001", "0000900002", None]


def test_a_filing_without_a_company_stands_alone(archived: Archived) -> None:
    parts = [loose(certification(signature("Mara Quill"), company=None), raw=raw, path=raw) for raw in ("a", "b")]
    archive = archived(*parts)
    assert len(list(archive.companies())) == 2
    assert len(list(archive.officers())) == 2


def test_one_filing_of_several_companies(archived: Archived) -> None:
    both = registrant("Quartz Lantern Corp", "0000900001"), registrant("Quartz Lantern Power Co", "0000900002")
    certified = [
        certification(signature("Mara Quill", Role.PEO), company="Quartz Lantern Corp"),
        certification(signature("Odo Fennimore", Role.PEO), company="Quartz Lantern Power Company"),
    ]
    archive = archived(filing(*certified, head=header(*both)))
    homes = {each.name: each.company for each in archive.officers()}
    assert homes == {"Mara Quill": "companies/0000900001/", "Odo Fennimore": "companies/0000900002/"}
    assert [len(list(archive.filings_of(each.address))) for each in archive.companies()] == [1, 1]


def test_the_same_name_elsewhere_is_listed_and_not_merged(archived: Archived) -> None:
    archive = archived(usual(), usual(company=registrant("Umber Ltd", "0000900002")))
    quills = [each for each in archive.officers() if each.name == "Mara T. Quill"]
    assert [each.same_name for each in quills] == [(quills[1].address,), (quills[0].address,)]


def test_a_misprinted_company_in_an_exhibit_is_no_second_company(archived: Archived) -> None:
    certified = [
        certification(signature(name), company=company)
        for name, company in (("Mara Quill", "Quartz Lantern Corp"), ("Odo Fennimore", "Quartz Lantren Corp"))
    ]
    assert len(only(archived(loose(*certified))).companies) == 1


def test_tables_of_an_earlier_version_do_not_stand_in_the_way(tmp_path: Path) -> None:
    with Store(tmp_path / "catalogue.sqlite", "1") as store:
        store.connection.execute("CREATE TABLE filing (other)")
        store.connection.execute("CREATE TABLE compiled (fingerprint)")
        keep(store, usual())
        assert compile_catalogue(store).counts().filings == 1


def test_a_removed_file_leaves_the_archive(archived: Archived) -> None:
    archived(usual(1), usual(2))
    assert only(archived(usual(2))).address == "filings/0000900001-04-000002/"


def test_shuffled_readings_give_the_same_catalogue(tmp_path: Path) -> None:
    filings = list(varied())
    seen = []
    for turn in range(3):
        random.Random(turn).shuffle(filings)
        with Store(tmp_path / f"{turn}.sqlite", "1") as store:
            keep(store, *filings)
            seen.append(everything(compile_catalogue(store)))
    assert seen[0] == seen[1] == seen[2]


def test_adding_in_steps_equals_compiling_at_once(tmp_path: Path) -> None:
    filings = list(varied())
    with Store(tmp_path / "steps.sqlite", "1") as steps, Store(tmp_path / "once.sqlite", "1") as once:
        for count in (3, 9, 5, len(filings)):
            keep(steps, *filings[:count])
            stepwise = everything(compile_catalogue(steps))
        keep(once, *filings)
        assert stepwise == everything(compile_catalogue(once))


def varied() -> Iterator[Filing]:
    """Filings of every kind that meet in one archive."""
    umber = registrant("Umber Tidewater Ltd", "0000900002", former=("Quartz Lantern Corp",))
    twin = registrant("Quartz Lantern Corp.", "0000900003")
    part = loose(
        certification(signature("Mara Quill", Role.PEO), period=date(2004, 3, 31)), path="loose/a.txt", raw="part"
    )
    yield from (usual(1), usual(2, filed=date(2004, 8, 9), peo="Mara Quill"), usual(1, company=umber))
    yield usual(1, company=twin, peo="M. Quill")
    yield usual(3, filed=date(2004, 11, 8), peo="Mara T. Quill, Ph.D.")
    yield part
    yield moved(part, "loose/b.txt")
    yield loose(
        certification(signature("Mara Quill", Role.PEO)),
        path="c.txt",
        raw="c",
        head=header(source="sidecar", accession="0000900001-04-000009"),
    )
    yield replace(
        moved(part, "folder/d.txt"), container="folder", header=header(umber, accession="0000900002-04-000077")
    )
    yield loose(certification(signature("Odo Fennimore"), company="Solitary Works"), path="e.txt", raw="e")
    yield loose(certification(signature("Odo Fennimore"), company=None, form=None), path="f.txt", raw="f")
    yield loose(certification(signature("王伟"), company="石英有限公司"), path="g.txt", raw="g")
    yield filing(
        certification(signature("Thea Van Rossem", Role.PEO)),
        head=header(twin, umber, accession="0000900003-05-000001"),
        raw="h",
        path="h.txt",
    )
    yield replace(usual(2, filed=date(2004, 8, 9)), container="folder", files=moved(usual(2), "folder/i.txt").files)
    yield filing(
        certification(signature("Jane Roe")),
        head=header(registrant("Solitary Works", None), accession=None),
        raw="j",
        path="j.txt",
    )


VARIED = list(varied())


def addresses(archive: Catalogue) -> set[str]:
    """Every address at which a page stands or from which one redirects."""
    entries = [*archive.companies(), *archive.officers(), *archive.filings()]
    redirects = {old for entry in entries for old in entry.redirects}
    own = [entry.address for entry in entries]
    assert len(own) == len(set(own))
    assert not redirects & set(own)
    return redirects | set(own) | {period.address for period in archive.periods()}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(first=st.sets(st.integers(0, len(VARIED) - 1)), more=st.sets(st.integers(0, len(VARIED) - 1)))
def test_adding_filings_never_loses_an_address(first: set[int], more: set[int]) -> None:
    with TemporaryDirectory() as folder, Store(Path(folder) / "catalogue.sqlite", "1") as store:
        keep(store, *(VARIED[each] for each in sorted(first)))
        before = addresses(compile_catalogue(store))
        keep(store, *(VARIED[each] for each in sorted(first | more)))
        assert not before - addresses(compile_catalogue(store))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.sets(st.integers(0, len(VARIED) - 1)), min_size=2, max_size=4))
def test_compiling_what_is_touched_equals_compiling_all(steps: list[set[int]]) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr("builder.catalogue.touched.MOST", 1.0)
        with Store(Path(folder) / "steps.sqlite", "1") as grown, Store(Path(folder) / "once.sqlite", "1") as once:
            for step in steps:
                keep(grown, *(VARIED[each] for each in sorted(step)))
                stepwise = everything(compile_catalogue(grown))
            keep(once, *(VARIED[each] for each in sorted(steps[-1])))
            assert stepwise == everything(compile_catalogue(once))


@given(st.text(max_size=200))
def test_slugs_are_plain(name: str) -> None:
    made = slug(name)
    assert len(made) <= 60
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@given(st.lists(st.text(max_size=90), unique=True, max_size=8))
def test_no_two_names_share_an_address(names: list[str]) -> None:
    keys = {f"name:{name}" for name in names}
    assert len({company_address(key) for key in keys}) == len(keys)
    assert len({officer_address("0000900001", name) for name in names}) == len(names)


@pytest.mark.parametrize("name", ["0000900001", "..", "a/b", "con", "", "石英", "x" * 300, "acme 0abcdefg"])
def test_odd_names_have_addresses(name: str) -> None:
    address = company_address(f"name:{name}")
    assert address.count("/") == 2
    assert address != "companies//"
    assert address != company_address("0000900001")


def test_registrants_of_varied_kinds_are_all_reached(archived: Archived) -> None:
    archive = archived(*VARIED)
    for entry in archive.filings():
        for company in entry.companies:
            assert entry.address in {each.address for each in archive.filings_of(company)}
            assert archive.company(company).address == company
        for mention in entry.mentions:
            assert mention in list(archive.mentions_of(mention.officer))
            officer = archive.officer(mention.officer)
            assert officer.company in {each.address for each in archive.companies()}


def test_lines_say_what_filings_say(archived: Archived) -> None:
    archive = archived(*VARIED)
    lines, filings = list(archive.lines()), list(archive.filings())
    told = ("address", "company_name", "companies", "container", "form_type", "period_of_report", "filed_on",
            "dated_on", "mentions", "expected", "found")  # fmt: skip
    for line, entry in zip(lines, filings, strict=True):
        assert [getattr(line, name) for name in told] == [getattr(entry, name) for name in told]
        assert [each.code for each in line.findings] == [each.code for each in entry.findings]


def test_every_source_is_a_filing_or_a_line(archived: Archived) -> None:
    archive = archived(*VARIED)
    shown = {file.path for entry in archive.filings() for file in entry.filing.files}
    lines = {line.path for line in archive.quarantined()}
    assert shown | lines == {file.path for each in VARIED for file in each.files}
    assert not shown & lines


def test_the_header_needs_no_name(archived: Archived) -> None:
    bare = Registrant(None, registrant().cik, None, None, None, None)
    archive = archived(filing(certification(signature()), head=header(bare)))
    assert [each.cik for each in archive.companies()] == ["0000900001"]


def test_a_conformed_name_is_shown_as_its_certification_prints_it(archived: Archived) -> None:
    shouted = header(registrant("QUILLMILL ENERGY L P /DE/"))
    statement = certification(signature("Elena H. Ulley"), company="Quillmill Energy, L.P.")
    (company,) = archived(filing(statement, head=shouted)).companies()
    assert company.name == "Quillmill Energy, L.P."


def test_another_company_in_the_text_renames_nobody(archived: Archived) -> None:
    shouted = header(registrant("QUILLMILL ENERGY L P /DE/"))
    statement = certification(signature("Elena H. Ulley"), company="Quillmill Holdings, Inc.")
    (company,) = archived(filing(statement, head=shouted)).companies()
    assert company.name == "QUILLMILL ENERGY L P /DE/"
