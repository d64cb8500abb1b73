"""A pure function over many values, on all processors, with its results in the order of the values.

`in_order(read_source, contents)` yields (contents, reading) pairs. Only a bounded number of values is held
at a time, so memory stays flat however many there are. A few values are worked here, without other processes.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from typing import TypeVar

Value = TypeVar("Value")
Result = TypeVar("Result")

FEW = 48
"""Up to so many values, starting processes costs more than it saves."""
BATCH = 8
"""Values sent to a process at a time."""


def in_order(
    function: Callable[[Value], Result], values: Iterable[Value], processes: int | None = None
) -> Iterator[tuple[Value, Result]]:
    """Yield each of VALUES with FUNCTION's result for it, over PROCESSES processes (all processors if None)."""
    remaining = iter(values)
    first = list(islice(remaining, FEW + 1))
    processes = processes or os.cpu_count() or 1
    if len(first) <= FEW or processes == 1:
        for value in chain(first, remaining):
            yield value, function(value)
        return
    yield from _over_processes(function, chain(first, remaining), processes)


def _over_processes(
    function: Callable[[Value], Result], values: Iterator[Value], processes: int
) -> Iterator[tuple[Value, Result]]:
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as executor:
        waiting: deque[tuple[list[Value], Future[list[Result]]]] = deque()
        while True:
            while len(waiting) < 3 * processes and (batch := list(islice(values, BATCH))):
                waiting.append((batch, executor.submit(_work, function, batch)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            yield from zip(batch, future.result(), strict=True)


def _work(function: Callable[[Value], Result], batch: list[Value]) -> list[Result]:
    return [function(value) for value in batch]
