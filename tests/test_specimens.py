"""Specimens of certifications as they were filed, rebuilt with invented companies and people, and what must be told.

Each reproduces the deviations that were seen in a real exhibit, none of its words about anybody. Told = the rules that
must speak; the rules that must keep silent stand beside them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from benchmarks.archive import Officer
from benchmarks.drafts import (
    Draft,
    Kind,
    Paragraph,
    Plan,
    clean_plan,
    draft_302,
    draft_906,
    in_words,
    paragraphs_of,
)
from benchmarks.setting import set_submission
from builder.audit.rules import examine_filing
from builder.documents.plaintext import read_text
from builder.documents.raw import find_raw, open_raw
from builder.documents.submission import read_envelope
from builder.findings import Finding
from builder.reading import Reading, read_source
from builder.records import Section

ANNUAL_2009 = Kind("302-2003-full", "10-K", date(2009, 12, 31))
QUARTER_2009 = Kind("302-2003-full", "10-Q", date(2009, 3, 31))
QUARTER_2004 = Kind("302-2003-noicfr", "10-Q", date(2004, 9, 30))
SMALL_2007 = Kind("302-2003-noicfr", "10-QSB", date(2007, 6, 30), "small business issuer")
FUTURES_2003 = Kind("302-2002", "10-Q", date(2003, 9, 30))
FUND_2010 = Kind("302-fund", "N-CSR", date(2010, 7, 31))
BOTH = Officer("Corwin Tabb", ("President, Chief Executive Officer and Chief Financial Officer",))


def plan_of(kind: Kind) -> Plan:
    return clean_plan(random.Random(f"specimen {kind}"), kind)


def each_302(plan: Plan, *changes: tuple[str, str, str]) -> Plan:
    """Return PLAN with (paragraph, old, new) changed in each 302 certification; "" is the first line."""
    for number in plan.under(Section.S302):
        draft = plan.drafts[number]
        for key, old, new in changes:
            if key:
                assert old in draft.words(key), (key, old)
                draft = draft.worded(key, draft.words(key).replace(old, new))
            else:
                draft = replace(draft, first_line=draft.first_line.replace(old, new))
        plan = plan.put(number, draft)
    return plan


def titled(plan: Plan) -> Plan:
    """Return PLAN with the title in each first line."""
    for number in plan.under(Section.S302):
        draft = plan.drafts[number]
        plan = plan.put(number, replace(draft, first_line=f"I, {draft.name}, {draft.title}, certify that:"))
    return plan


def undated_by_one_person() -> Plan:
    """One person in both offices, two undated 302 certifications, slips and words moved in them."""
    plan = plan_of(ANNUAL_2009)
    chance = random.Random(1)
    drafts = (
        draft_302(plan, BOTH, "EX-31.1"),
        draft_302(plan, BOTH, "EX-31.2"),
        draft_906(chance, plan, BOTH, "EX-32"),
    )
    plan = replace(
        plan, drafts=tuple(replace(each, dated="") if each.section is Section.S302 else each for each in drafts)
    )
    return each_302(
        plan,
        ("2", "Based on my knowledge", "Based upon my knowledge"),
        ("3", "financial statements, and", "financial statement, and"),
        ("3", "fairly present", "fairly represent"),
        ("4", "15d-15(f))", "15d-15(f))14 and 15d-14)"),
        ("4a", "is made known to us by others", "by others is made known to us"),
    )


def without_control() -> Plan:
    plan = plan_of(QUARTER_2009)
    words = next(each.words for each in paragraphs_of(plan, "302-2003-noicfr") if each.key == "4")
    for number in plan.under(Section.S302):
        plan = plan.put(number, plan.drafts[number].without("4b").worded("4", words))
    return plan


def old_text() -> Plan:
    plan = titled(plan_of(FUTURES_2003))
    for number in plan.under(Section.S302):
        draft = plan.drafts[number]
        trust = tuple(
            each if each.key == "1" else Paragraph(each.key, each.words.replace("registrant", "Trust"))
            for each in draft.paragraphs
        )
        plan = plan.put(number, replace(draft, paragraphs=trust))
    return replace(plan, filed=date(2003, 11, 14))


def nouns_of_small_business() -> Plan:
    plan = plan_of(replace(ANNUAL_2009, period=date(2016, 12, 31)))
    for number in plan.under(Section.S302):
        draft = plan.drafts[number]
        small = tuple(
            each if each.key == "1" else Paragraph(each.key, each.words.replace("registrant", "small business issuer"))
            for each in draft.paragraphs
        )
        plan = plan.put(number, replace(draft, paragraphs=small))
    return each_302(plan, ("2", "by this report", "by this annual report"))


def joint_906(*, knowing: str, mark: str | None = None) -> Plan:
    """Return a filing whose 906 certification both officers sign, KNOWING; MARK replaces the first's."""
    plan = plan_of(replace(ANNUAL_2009, period=date(2006, 12, 31)))
    first, second = (plan.drafts[number] for number in plan.under(Section.S906))
    joint = replace(
        first,
        declared="EX-32",
        first_line=f"Each of the undersigned officers of {plan.company} certifies, pursuant to 18 U.S.C. Section "
        f"1350, that, {knowing}, in connection with the Annual Report on Form 10-K for the year ended "
        f"{in_words(plan.period)}:",
        mark=first.mark if mark is None else mark,
        others=((second.mark, second.name, second.titles),),
    )
    return replace(plan, drafts=(*(plan.drafts[number] for number in plan.under(Section.S302)), joint))


def misprinted_906() -> Plan:
    plan = plan_of(SMALL_2007)
    (number, *_) = plan.under(Section.S906)
    officer = Officer("Eudoria Farrow", plan.drafts[number].titles)
    return plan.put(number, replace(draft_906(random.Random(2), plan, officer, "EX-32.1"), mark="/s/ Eudocria Farrow"))


def certificate_of_another_country() -> Plan:
    plan = plan_of(QUARTER_2009)
    draft = plan.drafts[0]
    foreign = Draft(
        section=Section.S302,
        declared="EX-99.5",
        description="",
        heading=("FORM 52-109F2", "CERTIFICATION OF INTERIM FILINGS"),
        first_line=f"I, {draft.name}, Chief Executive Officer of {plan.company}, certify the following:",
        paragraphs=(
            Paragraph("1", f"Review: I have reviewed the interim filings of {plan.company} for the interim period "
                           f"ended {in_words(plan.period)}."),
            Paragraph("2", "No misrepresentations: Based on my knowledge, having exercised reasonable diligence, the "
                           "interim filings do not contain any untrue statement of a material fact."),
        ),
        name=draft.name,
        titles=draft.titles,
        mark=draft.mark,
        dated=draft.dated,
    )  # fmt: skip
    return replace(plan, drafts=(*plan.drafts, foreign))


CONTROL = ("T302-ICFR-INTRO", "T302-ICFR-4B", "T302-ICFR-HALF")
SPECIMENS: dict[str, tuple[Plan, tuple[str, ...], tuple[str, ...]]] = {
    "undated, by one person in both offices": (
        undated_by_one_person(),
        ("DATE-NONE", "FIL-DUAL", "T302-OTHERS", "T302-KNOW", "T302-FAIRLY", "T302-CITE-ICFR", "T302-SCRAMBLE",
         "T302-TYPO"),
        (*CONTROL, "FIL-302-PEO", "FIL-302-PFO", "AG-FORM", "AG-PERIOD", "AG-COMPANY"),
    ),
    "without the words on internal control": (without_control(), ("T302-ICFR-INTRO", "T302-ICFR-4B"), ()),
    "a title in the first line, this quarterly report": (
        each_302(titled(plan_of(QUARTER_2004)), ("2", "by this report", "by this quarterly report")),
        ("T302-IDTITLE", "T302-REPORTWORD"),
        CONTROL,
    ),
    "small business issuer's quarter": (
        each_302(
            titled(plan_of(SMALL_2007)),
            ("2", "by this report", "by this quarterly report"),
            ("4d", "most recent fiscal quarter", "first fiscal quarter"),
            ("4a", ", including its consolidated subsidiaries,", ""),
        ),
        ("T302-IDTITLE", "T302-REPORTWORD", "T302-QUARTER", "T302-SUBS"),
        (*CONTROL, "T302-NOUN"),
    ),
    "the text of 2002 late in 2003": (old_text(), ("T302-VERSION", "T302-NOUN", "T302-IDTITLE"), CONTROL),
    "a fund": (plan_of(FUND_2010), (), ("T302-VERSION", "T302-NOUN", "T302-CITE-DCP", "T302-CITE-ICFR")),
    "small business issuer in a report of 2017": (
        nouns_of_small_business(), ("T302-NOUN-STALE", "T302-REPORTWORD"), CONTROL,
    ),
    "a joint 906 to their knowledge": (
        joint_906(knowing="to his or her knowledge"), ("R906-JOINT", "R906-KNOW"), ("FIL-302-JOINT", "R906-CITE"),
    ),
    "a joint 906 that one has not signed": (
        joint_906(knowing="to such officer's knowledge", mark=""), ("SIG-NONE", "R906-KNOW"), (),
    ),
    "a misprint in the signature": (misprinted_906(), ("SIG-NAMEDIFF",), ()),
    "a certificate of another country": (certificate_of_another_country(), ("look_alike",), ("FIL-EXTRA",)),
}  # fmt: skip


def read(folder: Path, plan: Plan, layout: str = "html paragraphs") -> Reading:
    (folder / "one.txt").write_bytes(set_submission(random.Random(7), plan, layout, varied=False))
    (source,) = find_raw(folder / "one.txt")
    return read_source(open_raw(source))


@pytest.mark.parametrize("layout", ["text", "html paragraphs", "html table"])
@pytest.mark.parametrize("name", SPECIMENS)
def test_specimen(name: str, layout: str, tmp_path: Path) -> None:
    plan, told, silent = SPECIMENS[name]
    codes = {finding.code for finding in read(tmp_path, plan, layout).findings}
    assert not set(told) - codes, f"not told: {set(told) - codes}; told: {codes}"
    assert not set(silent) & codes


def test_undated_certifications_are_told_one_by_one(tmp_path: Path) -> None:
    plan = SPECIMENS["undated, by one person in both offices"][0]
    assert [each.code for each in read(tmp_path, plan).findings].count("DATE-NONE") == 2


def test_the_one_who_signed_is_not_told_as_unsigned(tmp_path: Path) -> None:
    plan = SPECIMENS["a joint 906 that one has not signed"][0]
    unsigned = [each.signature for each in read(tmp_path, plan).findings if each.code == "SIG-NONE"]
    assert unsigned == [0]


def test_a_misprint_ranks_c(tmp_path: Path) -> None:
    (finding,) = (each for each in read(tmp_path, SPECIMENS["a misprint in the signature"][0]).findings
                  if each.code == "SIG-NAMEDIFF")  # fmt: skip
    assert finding.severity.value == "C"


@pytest.mark.parametrize("layout", ["text", "html of a word processor"])
def test_the_prescribed_text_itself_conforms(layout: str, tmp_path: Path) -> None:
    reading = read(tmp_path, plan_of(replace(ANNUAL_2009, period=date(2024, 12, 31))), layout)
    scores = [each.comparison.score for each in reading.examinations if each.comparison]
    assert scores == [1.0, 1.0]
    assert not [each.code for each in reading.findings if each.code.startswith("T302")]


def test_the_exhibit_in_raw_has_nothing_grave() -> None:
    (source,) = find_raw(Path(__file__).parents[1] / "raw" / "000_533b4a0d66f662f7.txt")
    findings = read_source(open_raw(source)).findings
    assert not {each.severity.value for each in findings} & {"A", "B", "C"}
    assert {"R906-CITE", "R906-LEGEND"} <= {each.code for each in findings}


def test_examining_again_gives_the_same(tmp_path: Path) -> None:
    """What the audit keeps depends on the exhibit alone."""

    def examined() -> Iterator[tuple[Finding, ...]]:
        (tmp_path / "two.txt").write_bytes(set_submission(random.Random(3), undated_by_one_person(), "text"))
        (source,) = find_raw(tmp_path / "two.txt")
        contents = open_raw(source)
        envelope, _ = read_envelope(contents)
        filing = read_source(contents).filing
        assert filing
        texts = [read_text(contents.files[each.file][1], each) for each in envelope.documents]
        yield examine_filing(filing, texts.__getitem__)[0]

    assert list(examined()) == list(examined())


def test_the_right_noun_takes_nothing_from_the_score(tmp_path: Path) -> None:
    reading = read(tmp_path, plan_of(SMALL_2007))
    assert [each.comparison.score for each in reading.examinations if each.comparison] == [1.0, 1.0]
