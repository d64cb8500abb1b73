"""Golden exhibits: each is read as the JSON beside it says. A missing golden file fails; tests never write one."""

from __future__ import annotations

import json

import pytest

from tests.accept import golden_path, names, reading_of


@pytest.mark.parametrize("name", names())
def test_exhibit_is_read_as_its_golden_record_says(name: str) -> None:
    golden = golden_path(name)
    assert golden.exists(), f"no {golden.name}: look at the exhibit, then run `python -m tests.accept {name}`"
    assert reading_of(name) == json.loads(golden.read_text(encoding="utf-8"))
