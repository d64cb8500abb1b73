"""Work over processes: in order, by the same processes where they are shared, and what goes wrong is raised."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial

import pytest

from builder.processes import get_ready, given, in_order, shared_processes

SEVERAL = 2


def squared(value: int) -> tuple[int, int]:
    return value * value, os.getpid()


def make_adding(more: int) -> Callable[[int], tuple[int, int]]:
    return lambda value: (value + more, os.getpid())


def refusing(value: int) -> int:
    if value == 7:
        raise ValueError("seven")
    return value


def over_processes(make: Callable[[], Callable[[int], tuple[int, int]]], most: int) -> tuple[list[int], set[int]]:
    """Return the results for the numbers below MOST, and the processes that gave them."""
    results = [result for _, result in in_order(make, range(most), few=1, batch=3, processes=SEVERAL)]
    return [result for result, _ in results], {process for _, process in results}


def test_results_come_in_the_order_of_the_values() -> None:
    results, processes = over_processes(partial(given, squared), 50)
    assert results == [value * value for value in range(50)]
    assert os.getpid() not in processes


def test_shared_processes_do_one_kind_of_work_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: SEVERAL)
    with shared_processes():
        get_ready(partial(make_adding, 1))
        results, first = over_processes(partial(given, squared), 50)
        added, second = over_processes(partial(make_adding, 1), 50)
        more, third = over_processes(partial(make_adding, 2), 50)
    assert results == [value * value for value in range(50)]
    assert added == list(range(1, 51)) and more == list(range(2, 52))
    assert second | third <= first and len(first) <= SEVERAL
    for process in first:
        with pytest.raises(ProcessLookupError):  # they ended with the `with`
            os.kill(process, 0)


def test_few_values_start_no_process() -> None:
    with shared_processes():
        assert [result for _, result in in_order(partial(given, squared), [2])] == [(4, os.getpid())]


def test_what_goes_wrong_is_raised() -> None:
    with shared_processes(), pytest.raises(ValueError, match="seven"):
        list(in_order(partial(given, refusing), range(50), few=1))
