"""Every rule of the audit has a case that it tells and a near one that it leaves alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from builder.audit.align import version_of
from builder.audit.printed import printed_paragraphs, text_name
from builder.audit.rules import CHECKS, RULES, audit_filing
from builder.findings import Comparison, Finding, Severity
from builder.records import Certification, Filing, Role, Section, Signature, Span, Text
from builder.wording.tables import check_table, load_table
from tests.filings import certification, filing, header, loose, registrant, signature, stated, usual

BOTH = "sections 13(a) or 15(d) of the Securities Exchange Act of 1934"


def text_of(words: str) -> Text:
    return Text(words, (0,), (0,), (len(words),))


def audit(one: Filing, words: str = BOTH) -> dict[str, Finding]:
    whole = (Span(0, len(words)),)
    certified = tuple(replace(each, whole=whole) for each in one.certifications)
    return {each.code: each for each in audit_filing(replace(one, certifications=certified), lambda _: text_of(words))}


def one_302(*signatures: Signature, **given: object) -> Filing:
    return filing(certification(*signatures, **given), head=header())


def one_906(**given: object) -> Filing:
    return filing(certification(signature(), section=Section.S906, **given), head=header(), types=("EX-32.1",))


def typed(section: Section, declared: str) -> Filing:
    return filing(certification(signature(), section=section), head=header(), types=(declared,))


def without(role: Role, section: Section) -> Filing:
    kept = [each for each in usual().certifications if not _is(each, role, section)]
    return replace(usual(), certifications=tuple(kept))


def _is(each: Certification, role: Role, section: Section) -> bool:
    return each.section.value is section and each.signatures[0].roles[0].value is role


MARA, ODO = ("Mara T. Quill", "Odo Fennimore")
TITLED = ("Chief Executive Officer",)

TOLD_AND_NOT: dict[str, tuple[Filing, Filing]] = {
    "SIG-NONE": (
        one_302(signature(MARA, signed=False, conformed=None)),
        one_302(signature(MARA, signed=True, conformed=None)),
    ),
    "SIG-NAMEDIFF": (one_302(signature(MARA, conformed=ODO)), one_302(signature(MARA, conformed="M. T. Quill"))),
    "SIG-IDDIFF": (
        one_302(signature(MARA), speakers=(ODO,)),
        one_302(signature(MARA), speakers=("Mara Quill, Ph.D.",)),
    ),
    "DATE-NONE": (one_302(signature(on=None)), one_302(signature())),
    "DATE-BEFORE-PERIOD": (
        one_302(signature(on=date(2004, 2, 10))),
        one_302(signature(on=date(2004, 3, 27))),
    ),
    "DATE-AFTER-FILING": (one_302(signature(on=date(2004, 5, 12))), one_302(signature(on=date(2004, 5, 11)))),
    "TTL-NONE": (one_302(signature()), one_302(signature(titles=TITLED))),
    "TTL-DIFF": (
        filing(replace(certification(signature(titles=TITLED)), speaker_titles=(stated("Chief Financial Officer"),))),
        filing(replace(certification(signature(titles=TITLED)), speaker_titles=(stated("President and CEO"),))),
    ),
    "T302-IDTITLE": (
        filing(replace(certification(signature()), speaker_titles=(stated("Chief Executive Officer"),))),
        filing(
            replace(certification(signature(), section=Section.S906), speaker_titles=(stated("President"),)),
            types=("EX-32",),
        ),
    ),
    "AG-FORM": (one_302(signature(), form="10-K"), one_302(signature(), form="10-QSB")),
    "AG-PERIOD": (
        one_302(signature(), period=date(2003, 12, 31)),
        one_302(signature(), period=date(2004, 4, 3)),
    ),
    "AG-COMPANY": (one_302(signature(), company="Tidewater Umber Ltd"), one_302(signature(), company="QUARTZ LANTERN")),
    "AG-TYPE": (typed(Section.S906, "EX-31.1"), typed(Section.S906, "EX-99.2")),
    "FIL-302-PEO": (without(Role.PEO, Section.S302), usual()),
    "FIL-302-PFO": (without(Role.PFO, Section.S302), usual()),
    "FIL-906-PEO": (without(Role.PEO, Section.S906), usual()),
    "FIL-906-PFO": (without(Role.PFO, Section.S906), usual()),
    "FIL-DUAL": (one_302(signature(MARA, Role.PEO, Role.PFO)), usual()),
}

WORDS = {
    "R906-CITE": ("the requirements of section 13(a) of the Act", BOTH),
    "R906-KNOW": (f"to the best of his knowledge, {BOTH}", f"{BOTH} is public knowledge"),
    "R906-LEGEND": (
        f"{BOTH}. A signed original of this written statement has been provided",
        f"{BOTH}. An original report",
    ),
}


@pytest.mark.parametrize("rule", sorted(TOLD_AND_NOT))
def test_rule_tells_its_case_and_leaves_the_near_one(rule: str) -> None:
    told, left = TOLD_AND_NOT[rule]
    assert rule in audit(told)
    assert rule not in audit(left)


@pytest.mark.parametrize("rule", sorted(WORDS))
def test_rule_on_words_tells_its_case_and_leaves_the_near_one(rule: str) -> None:
    told, left = WORDS[rule]
    assert rule in audit(one_906(), told)
    assert rule not in audit(one_906(), left)


def test_every_rule_has_a_text_and_a_check() -> None:
    history = {rule.id for rule in RULES if rule.applies == "history"}
    assert {rule.id for rule in RULES} - history == set(CHECKS)
    assert set(TOLD_AND_NOT) | set(WORDS) <= set(CHECKS)


def test_rules_are_told_in_plain_words() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.sentence.endswith(".")
        assert "violat" not in rule.sentence.casefold()
        assert "missing signature" not in rule.sentence.casefold()
        assert rule.source
        assert rule.guard
        assert rule.not_meant.endswith(".")


def doubted() -> Iterator[tuple[str, Filing]]:
    doubt = "for a test"
    unsure = replace(signature(MARA, conformed=None), conformed_name=stated(ODO, doubt=doubt))
    yield "SIG-NAMEDIFF", one_302(unsure)
    late = replace(signature(), signed_on=stated(date(2004, 9, 9), doubt=doubt))
    yield "DATE-AFTER-FILING", one_302(late)
    other = replace(certification(signature()), form_type=stated("10-K", doubt=doubt))
    yield "AG-FORM", filing(other, head=header())
    elsewhere = replace(certification(signature()), registrant=stated("Tidewater Umber Ltd", doubt=doubt))
    yield "AG-COMPANY", filing(elsewhere, head=header())


@pytest.mark.parametrize(("rule", "one"), list(doubted()))
def test_doubt_is_no_finding(rule: str, one: Filing) -> None:
    assert rule not in audit(one)


def test_a_slip_in_the_name_weighs_less_than_another_name() -> None:
    slip = audit(one_302(signature("Eudoria Farrow", conformed="Eudocria Farrow")))["SIG-NAMEDIFF"]
    other = audit(one_302(signature(MARA, conformed=ODO)))["SIG-NAMEDIFF"]
    assert (slip.severity, other.severity) == (Severity.C, Severity.B)


def test_unconfirmed_families_rank_c_at_most() -> None:
    wrong = certification(signature(), form="10-Q")
    told = audit(filing(wrong, head=header(form="20-F")))["AG-FORM"]
    assert told.severity is Severity.C


def test_former_names_and_co_registrants_are_known() -> None:
    renamed = header(registrant("Vermilion Harbor Inc", former=("Quartz Lantern Corp",)))
    assert "AG-COMPANY" not in audit(filing(certification(signature()), head=renamed))


def test_a_loose_exhibit_lacks_nothing() -> None:
    part = loose(certification(signature(MARA, Role.PEO)), head=header(source="sidecar"))
    assert not {code for code in audit(part) if code.startswith("FIL-")} & {"FIL-302-PFO", "FIL-906-PFO"}


def test_one_person_in_both_offices_lacks_nobody() -> None:
    both = certification(signature(MARA, Role.PEO, Role.PFO))
    as_chief = certification(signature(MARA, Role.PEO), section=Section.S906)
    assert "FIL-906-PFO" not in audit(filing(both, as_chief, head=header()))


def test_citing_the_other_section_than_the_file_number_weighs_more() -> None:
    listed = one_906()
    assert audit(listed, "section 13(a) of the Act")["R906-CITE"].severity is Severity.D
    assert audit(listed, "section 15(d) of the Act")["R906-CITE"].severity is Severity.C


def test_the_finding_leads_to_the_words() -> None:
    words = "fully complies with section\n   13(a) of the Act"
    found = audit(one_906(), words)["R906-CITE"]
    assert [words[span.start : span.end] for span in found.spans] == ["section\n   13(a)"]


def test_the_legend_may_follow_the_signature() -> None:
    words = f"{BOTH}. /s/ Mara. A signed original of this written statement has been provided"
    one = one_906()
    cut = replace(one.certifications[0], whole=(Span(0, 20),))
    found = audit_filing(replace(one, certifications=(cut,)), lambda _: text_of(words))
    assert "R906-LEGEND" in {each.code for each in found}


def test_phrases_match_their_examples() -> None:
    assert not list(check_table(load_table("phrases_906")))


def test_rules_agree_with_the_readers_exhibit() -> None:
    """The exhibit in raw/ is sound: only its legend and the one section that it cites are told."""
    raw = Path(__file__).parent.parent / "raw" / "000_533b4a0d66f662f7.txt"
    words = raw.read_text("ascii")
    cut = words.index("<PAGE>", 10)
    signers = [("R. Douglas Armstrong", (Role.PEO,)), ("Alan M. Wright", (Role.PFO, Role.PAO))]
    ends = [words.index("A signed original"), words.rindex("A signed original")]
    parts = [(0, ends[0]), (cut, ends[1])]
    certified = [
        replace(
            certification(
                signature(name, *roles, titles=("Chief Officer",), on=date(2004, 2, 13)),
                section=Section.S906,
                company="Aastrom Biosciences, Inc.",
                period=date(2003, 12, 31),
            ),
            whole=(Span(*part),),
        )
        for (name, roles), part in zip(signers, parts, strict=True)
    ]
    found = audit_filing(loose(*certified), lambda _: text_of(words))
    assert sorted(each.code for each in found) == ["R906-CITE", "R906-CITE", "R906-LEGEND", "R906-LEGEND"]
    assert not {each.severity for each in found} & {Severity.A, Severity.B}
    assert {each.seen for each in found if each.code == "R906-LEGEND"} == {"the long form"}


def test_the_words_that_a_comparison_was_made_with_can_be_printed() -> None:
    version = version_of("302-2003-noicfr", (0,) * 10)
    compared = Comparison("302-2003-noicfr", (0,) * 10, version.text.name, "", None, "", 1.0, (), ())
    printed = printed_paragraphs(compared)
    assert "4b" not in printed and printed["1"] == "I have reviewed this [report] of [registrant];"
    assert text_name("302-2002") == "the text of August 2002"
