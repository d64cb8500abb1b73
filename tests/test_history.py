"""The rules over a company's filings: each has a course of filings that it tells, and a near one that it leaves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from builder.audit.history import LOOKS, judge_history
from builder.audit.rules import RULES
from builder.catalogue.compile import compile_catalogue
from builder.catalogue.store import Store
from builder.entries import PastFiling, PastSigner
from builder.findings import Comparison, Deviation, DeviationKind, Examination, Finding, Severity
from builder.records import Role, Section
from tests.filings import keep, registrant, usual

SPRING, SUMMER, AUTUMN = date(2010, 3, 31), date(2010, 6, 30), date(2010, 9, 30)
MARA, ODO = "officers/mara/", "officers/odo/"
SUBSIDIARIES = Deviation("4a", DeviationKind.OMISSION, "its consolidated subsidiaries", "", (), 3.0, "T302-SUBS")


def compared(*deviations: Deviation, version: str = "302-2003-full", digest: str = "a") -> Examination:
    return Examination(digest, Comparison(version, (), "the text", "the rule", version, "", 0.9, (), deviations))


def past(
    period: date,
    *examinations: Examination,
    form: str = "10-Q",
    filed: date | None = None,
    signed: date | None = None,
    officers: tuple[tuple[str, Role], ...] = ((MARA, Role.PEO),),
    findings: tuple[Finding, ...] = (),
) -> PastFiling:
    day = filed or date(period.year, period.month + 1, 10)
    signers = tuple(
        PastSigner(address, address.split("/")[1].title(), number, 0, Section.S302, (role,), signed or day)
        for number, (address, role) in enumerate(officers)
    )
    words = examinations or (compared(digest=str(period)),)
    return PastFiling(f"{period}.txt", form, period, day, signers, words, findings)


def grave(code: str) -> Finding:
    return Finding(code, Severity.A, "one.txt", (), "one", "other", 0.9)


def amended(period: date, *examinations: Examination, **given: object) -> PastFiling:
    return past(period, *examinations, form="10-Q/A", filed=date(2010, 12, 1), **given)  # type: ignore[arg-type]


NEW = compared(digest="new")
A_YEAR = (past(SPRING), past(SUMMER), past(AUTUMN), past(date(2010, 12, 31), filed=date(2011, 3, 1)))
TOLD_AND_NOT: dict[str, tuple[tuple[PastFiling, ...], tuple[PastFiling, ...]]] = {
    "HIS-COPY": (
        (past(SPRING, compared()), past(SUMMER, compared(), signed=date(2010, 4, 10))),
        (past(SPRING, compared()), past(SUMMER, compared())),
    ),
    "HIS-RETURN": (
        (past(SPRING), past(SUMMER, compared(version="302-2003-noicfr"))),
        (past(SPRING, compared(version="302-2003-noicfr")), past(SUMMER)),
    ),
    "HIS-DRIFT": (
        (past(SPRING), past(SUMMER, compared(SUBSIDIARIES))),
        (past(SPRING, compared(SUBSIDIARIES)), past(SUMMER, compared(SUBSIDIARIES))),
    ),
    "HIS-CHANGE": (
        (past(SPRING), past(SUMMER, officers=((ODO, Role.PEO),))),
        (past(SPRING), past(SUMMER, officers=((MARA, Role.PEO), (ODO, Role.PEO)))),
    ),
    "HIS-ROLEFLIP": (
        (past(SPRING, officers=((MARA, Role.PFO),)), past(SUMMER)),
        (past(SPRING, officers=((MARA, Role.PFO), (MARA, Role.PEO))), past(SUMMER)),
    ),
    "HIS-GAP": ((*A_YEAR, past(date(2011, 6, 30))), (past(SPRING), past(date(2011, 6, 30)))),
    "AMD-STALE": (
        (past(SPRING, compared()), amended(SPRING, compared(), signed=date(2010, 4, 10))),
        (past(SPRING, compared()), amended(SPRING, NEW)),
    ),
    "AMD-CURES": (
        (past(SPRING, findings=(grave("AG-FORM"),)), amended(SPRING)),
        (past(SUMMER, findings=(grave("AG-FORM"),)), amended(SPRING)),
    ),
    "AMD-CURE-FAIL": (
        (past(SPRING, findings=(grave("AG-FORM"),)), amended(SPRING, findings=(grave("AG-FORM"),))),
        (past(SPRING, findings=(grave("AG-FORM"),)), amended(SPRING, findings=(grave("AG-PERIOD"),))),
    ),
}


@pytest.mark.parametrize("rule", sorted(LOOKS))
def test_rule_tells_its_course_and_leaves_the_near_one(rule: str) -> None:
    told, left = TOLD_AND_NOT[rule]
    assert rule in {finding.code for number, finding in judge_history(told) if number == len(told) - 1}
    assert rule not in {finding.code for _, finding in judge_history(left)}


def test_every_rule_of_history_looks() -> None:
    assert set(LOOKS) == {rule.id for rule in RULES if rule.applies == "history"}


def test_a_change_seen_first_says_how_many_keep_it() -> None:
    kept = [past(SPRING), past(SUMMER, compared(SUBSIDIARIES)), past(AUTUMN, compared(SUBSIDIARIES))]
    (seen,) = (each.seen for _, each in judge_history(kept) if each.code == "HIS-DRIFT")
    assert seen == "not found; kept by 1 of 1 later filings"


def test_undated_copies_are_not_told() -> None:
    undated = [replace(one, signers=tuple(replace(each, signed_on=None) for each in one.signers)) for one in
               (past(SPRING, compared()), past(SUMMER, compared()))]  # fmt: skip
    assert "HIS-COPY" not in {each.code for _, each in judge_history(undated)}


def test_the_catalogue_hands_each_company_to_the_rules(tmp_path: Path) -> None:
    """Findings over a company's filings stand with the filing that they are about, and with no other company's."""
    other = registrant("Vermilion Harbor Inc", "0000900002")
    spring, summer = usual(1), usual(2, filed=date(2005, 5, 10), peo="Ida Brandt")
    elsewhere = usual(3, company=other, filed=date(2006, 5, 10), peo="Per Solheim")
    with Store(tmp_path / "catalogue.sqlite", "test") as store:
        keep(store, spring, summer, elsewhere)
        archive = compile_catalogue(store, judge=judge_history)
        told = {entry.filing.files[0].path: {each.code for each in entry.findings} for entry in archive.filings()}
    assert "HIS-CHANGE" in told[summer.files[0].path]
    assert "HIS-CHANGE" not in told[spring.files[0].path] | told[elsewhere.files[0].path]
