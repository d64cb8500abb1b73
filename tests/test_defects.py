"""Defects planted in clean filings are told by their rules; clean filings are left alone. All of it is a benchmark."""

from __future__ import annotations

import random
from itertools import cycle
from pathlib import Path

import pytest

from benchmarks.defects import Run, audit_clean, audit_planted
from benchmarks.drafts import KINDS, Kind, clean_plan
from benchmarks.planted import DEFECTS
from benchmarks.setting import LAYOUTS
from builder.audit.rules import CHECKS

NO_DEFECT = {
    "T302-VERSION-EARLY", "R906-NOTREQ", "FIL-302-COPEO", "FIL-EXINDEX", "FIL-UNOFFICIAL", "AG-SIGNPAGE",
    "Q-TRUNC", "Q-MULTI", "Q-NOHEADER", "Q-LANG", "Q-ENC",
}  # fmt: skip
"""Rules that need more than one certification's words: their cases stand in test_audit.py."""


def test_every_rule_has_a_defect() -> None:
    assert {defect.rule for defect in DEFECTS} == set(CHECKS) - NO_DEFECT


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.text}-{kind.form.replace('/', '')}-{kind.period.year}")
def test_defects_are_told_and_clean_filings_left_alone(kind: Kind, tmp_path: Path) -> None:
    run = Run()
    layouts = cycle(LAYOUTS)
    chance = random.Random(f"held out {kind}")
    for number in range(3):
        audit_clean(run, tmp_path, f"clean {number}", next(layouts), clean_plan(chance, kind))
    for defect in DEFECTS:
        layout = "html paragraphs" if defect.html else next(layouts)
        planted = defect.plant(chance, clean_plan(chance, kind))
        if planted:
            audit_planted(run.single, tmp_path, f"{defect.rule} {defect.name}", layout, planted, (defect,))
    assert not run.false, run.examples
    missed = {rule: count.missed for rule, count in run.single.items() if count.missed}
    assert not missed
