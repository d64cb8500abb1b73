"""Names of one company told apart: never a false merge, and few persons split in two."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.catalogue.officers import NO_RULINGS, Person, Ruling, Rulings, tell_persons_apart
from builder.catalogue.timeline import Use
from builder.records import Role, Section
from builder.wording.likeness import Kind, Likeness, Side, compare_names
from builder.wording.persons import PersonName, read_name

QUARTERS = (date(2004, 5, 10), date(2004, 8, 9), date(2004, 11, 8), date(2005, 3, 14), date(2005, 5, 9))
SETTINGS = ("succession", "one_filing", "one_signature", "enclosed", "later_office", "side_by_side")
MERGED_AT_LEAST = 0.95


def use(
    name: str,
    quarter: int,
    *,
    role: Role = Role.PEO,
    section: Section = Section.S302,
    certification: int = 0,
    signed: str = "",
) -> Use:
    read = read_name(name)
    assert read, name
    alias = read_name(signed)
    aliases = (alias.normal,) if alias and alias.normal != read.normal else ()
    return Use(quarter, certification, section, (role,), QUARTERS[quarter], read.normal, name, aliases)


def arranged(one: str, other: str, setting: str) -> list[Use]:
    if setting == "succession":
        return [use(one, 0), use(one, 1), use(other, 2), use(other, 3)]
    if setting == "one_filing":
        return [use(one, 0), use(other, 0, section=Section.S906, certification=1)]
    if setting == "one_signature":
        return [use(one, 0, signed=other), use(other, 1, role=Role.PFO)]
    if setting == "enclosed":
        return [use(one, 0), use(one, 1), use(other, 2), use(one, 3), use(one, 4)]
    if setting == "later_office":
        return [use(one, 0), use(one, 1), use(other, 2, role=Role.PFO)]
    assert setting == "side_by_side"
    return [use(one, 0), use(other, 0, role=Role.PFO, certification=1)]


def merged(one: str, other: str, setting: str) -> bool:
    people = tell_persons_apart(arranged(one, other, setting))
    return len(people) == 1


def pairs(verdict: str) -> Iterator[tuple[str, str, str]]:
    table = tomllib.loads((Path(__file__).parent / "name_pairs.toml").read_text("utf-8"))
    for each in table["class"]:
        if each["verdict"] == verdict:
            for one, other in each["pairs"]:
                yield one, other, each.get("setting", "")


def test_the_table_is_large_enough() -> None:
    assert sum(1 for verdict in ("same", "different", "unsure") for _ in pairs(verdict)) >= 150


def test_true_pairs_are_merged() -> None:
    every = list(pairs("same"))
    missed = [pair for pair in every if not merged(*pair)]
    assert len(missed) <= (1 - MERGED_AT_LEAST) * len(every), missed


@pytest.mark.parametrize("setting", SETTINGS)
def test_different_persons_are_never_merged(setting: str) -> None:
    assert not [(one, other) for one, other, _ in pairs("different") if merged(one, other, setting)]


def test_doubtful_pairs_stay_apart() -> None:
    assert not [pair for pair in pairs("unsure") if merged(*pair)]


def told(*uses: Use, rulings: Rulings = NO_RULINGS) -> set[tuple[str, ...]]:
    return {tuple(sorted(person.normals)) for person in tell_persons_apart(uses, rulings)}


def person_of(name: str, *uses: Use) -> Person:
    return next(each for each in tell_persons_apart(uses) if name in each.normals)


def test_a_bare_name_joins_neither_of_two() -> None:
    uses = use("John A. Harrow", 0), use("John Harrow", 1), use("John B. Harrow", 2)
    assert told(*uses) == {("john a harrow",), ("john harrow",), ("john b harrow",)}
    assert any("Left apart" in sentence for sentence in person_of("john harrow", *uses).evidence)


def test_barer_names_join_the_fullest_though_not_each_other() -> None:
    uses = use("R. Marcus Ellery", 0), use("Marcus Ellery", 1), use("R. Ellery", 2), use("R. Marcus Ellery", 3)
    assert told(*uses) == {("marcus ellery", "r ellery", "r marcus ellery")}


def test_a_nickname_of_two_joins_neither() -> None:
    uses = use("William Harkness", 0), use("Bill Harkness", 1), use("Willis Harkness", 2)
    assert ("bill harkness",) in told(*uses) or ("bill harkness", "william harkness") in told(*uses)
    assert ("willis harkness",) in told(*uses)


def test_father_and_son_in_turn_stay_two() -> None:
    uses = use("Gideon Marsh", 0), use("Gideon Marsh", 1), use("Gideon Marsh, Jr.", 2), use("Gideon Marsh, Jr.", 3)
    assert len(told(*uses)) == 2


def test_two_offices_at_one_time_stay_two() -> None:
    uses = use("Mara Quill", 0), use("Mara T. Quill", 0, role=Role.PFO, certification=1), use("Mara Quill", 1)
    assert len(told(*uses)) == 2


def test_the_fullest_name_leads() -> None:
    assert person_of("mara quill", use("Mara Quill", 0), use("Mara T. Quill", 1)).normals[0] == "mara t quill"


def test_the_evidence_names_both() -> None:
    person = person_of("mara quill", use("Mara Quill", 0), use("Mara T. Quill", 1))
    assert person.confidence == pytest.approx(0.99)
    assert "“Mara Quill” and “Mara T. Quill”" in person.evidence[0]


def test_order_does_not_matter() -> None:
    uses = [
        use("Mara Quill", 0),
        use("Mara T. Quill", 1),
        use("M. Quill", 2),
        use("Bill Harkness", 1),
        use("Wm. Harkness", 2),
    ]
    assert tell_persons_apart(uses) == tell_persons_apart(uses[::-1])


def test_rulings_join_and_part() -> None:
    uses = use("Mara Quill", 0), use("Mara Harkness", 1), use("Mara T. Quill", 2)
    same = Ruling(frozenset({"mara quill", "mara harkness"}), "officers.toml, line 1: a marriage")
    different = Ruling(frozenset({"mara quill", "mara t quill"}), "officers.toml, line 5: two persons")
    assert told(*uses, rulings=Rulings((same,), (different,))) == {("mara harkness", "mara quill"), ("mara t quill",)}


@pytest.mark.parametrize(
    "name", ["", "the undersigned", "Chief Executive Officer", "Quartz Lantern Corp", "____", "/s/"]
)
def test_no_person_is_no_name(name: str) -> None:
    assert read_name(name) is None


POOL = (
    "Mara Quill", "Mara T. Quill", "Mara L. Quill", "M. Quill", "M. T. Quill", "T. Marcus Quill", "Marcus Quill",
    "Mara Quill, Jr.", "Mara Quill, Sr.", "William Quill", "Bill Quill", "Willis Quill", "Bill T. Quill", "Qiull Mara",
    "Mara Quilll", "Mara Qull", "Maria Quill", "Robert Quill", "Bob Quill", "W. T. Quill", "Wm. Quill", "Quill",
)  # fmt: skip
"""Names so near to each other that every wrong chain is possible."""

uses_of_pool = st.lists(
    st.builds(
        use,
        st.sampled_from(POOL),
        st.integers(0, 4),
        role=st.sampled_from((Role.PEO, Role.PFO)),
        section=st.sampled_from(Section),
        certification=st.integers(0, 3),
        signed=st.sampled_from(("", "", "", *POOL)),
    ),
    max_size=14,
)


@settings(max_examples=300, deadline=None)
@given(uses_of_pool)
def test_no_chain_of_names_joins_what_excludes_each_other(uses: list[Use]) -> None:
    people = tell_persons_apart(uses)
    assert sorted(normal for person in people for normal in person.normals) == sorted({each.normal for each in uses})
    parts = {each.normal: read_name(each.name) for each in uses}
    for person in people:
        suffixes = {found.suffix for normal in person.normals if (found := parts[normal]) and found.suffix}
        assert len(suffixes) <= 1
        for one, other in combinations(person.normals, 2):
            assert not excluded(one, other, person.normals, parts), (one, other, person)


def excluded(one: str, other: str, normals: tuple[str, ...], parts: dict[str, PersonName | None]) -> bool:
    """Whether two names exclude each other, and no fuller name of the same person takes in both."""
    if likeness(parts, one, other).kind is not Kind.OTHER:
        return False
    return not any(
        likeness(parts, third, one).fuller is Side.FIRST and likeness(parts, third, other).fuller is Side.FIRST
        for third in normals
        if third not in (one, other)
    )


def likeness(parts: dict[str, PersonName | None], one: str, other: str) -> Likeness:
    first, second = parts[one], parts[other]
    assert first
    assert second
    return compare_names(first, second)


@settings(max_examples=100, deadline=None)
@given(uses_of_pool, st.randoms(use_true_random=False))
def test_the_order_of_signatures_does_not_matter(uses: list[Use], chance: Random) -> None:
    shuffled = uses.copy()
    chance.shuffle(shuffled)
    assert tell_persons_apart(shuffled) == tell_persons_apart(uses)


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    name = read_name(text)
    assert name is None or name.normal.strip()


def test_hundreds_of_names_are_compared_in_time() -> None:
    names = [
        f"{first} {last}"
        for first in ("Mara", "Odo", "Thea")
        for last in (f"Quill{chr(97 + n)}{chr(97 + m)}" for n in range(20) for m in range(20))
    ]
    uses = [use(name, place % 5, certification=place) for place, name in enumerate(names)]
    assert len(tell_persons_apart(uses)) == len(names)
