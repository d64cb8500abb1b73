"""A pure function over many values, on all processors, with its results in the order of the values.

`in_order(partial(given, read_source), contents)` yields (contents, reading) pairs. What it is given is not the function
but what makes it, called once in each process: so a function may hold an open database or compiled templates. Only a
bounded number of values is held at a time, so memory stays flat however many there are. A few values are worked here,
without other processes.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from typing import Any, TypeVar

Value = TypeVar("Value")
Result = TypeVar("Result")

FEW = 48
"""Up to so many values, starting processes costs more than it saves."""
BATCH = 8
"""Values sent to a process at a time."""

RARELY = 50_000
"""New objects between two searches for circles among them: records have none, and it costs a tenth of the time."""


def given(function: Callable[[Value], Result]) -> Callable[[Value], Result]:
    """Return FUNCTION: what makes a function that needs nothing made first."""
    return function


def in_order(
    make: Callable[[], Callable[[Value], Result]],
    values: Iterable[Value],
    *,
    few: int = FEW,
    batch: int = BATCH,
    processes: int | None = None,
) -> Iterator[tuple[Value, Result]]:
    """Yield each of VALUES with the result that the function made by MAKE gives for it.

    Over PROCESSES processes (all processors if None), BATCH values at a time; up to FEW values are worked in this one.
    """
    remaining = iter(values)
    first = list(islice(remaining, few + 1))
    processes = processes or os.cpu_count() or 1
    if not first:
        return
    if len(first) <= few or processes == 1:
        function = make()
        for value in chain(first, remaining):
            yield value, function(value)
        return
    yield from _over_processes(make, chain(first, remaining), batch, processes)


@contextmanager
def beside(work: Callable[[], object], *, worth_it: bool) -> Iterator[None]:
    """Do WORK in a process of its own while the body of the `with` runs, or after it where that is not WORTH_IT.

    WORK is done when the `with` is left; what it raises is raised there.
    """
    if not worth_it or (os.cpu_count() or 1) == 1:
        yield
        work()
        return
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn, initializer=_begin, initargs=(partial(given, _do),)) as executor:
        done = executor.submit(_do, work)
        yield
        done.result()


def _do(work: Callable[[], object]) -> None:
    work()


def seldom_collect() -> None:
    """Let Python search for circles of objects seldom."""
    gc.freeze()
    gc.set_threshold(RARELY, 20, 100)


def _over_processes(
    make: Callable[[], Callable[[Value], Result]], values: Iterator[Value], size: int, processes: int
) -> Iterator[tuple[Value, Result]]:
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=spawn, initializer=_begin, initargs=(make,)) as executor:
        waiting: deque[tuple[list[Value], Future[list[Result]]]] = deque()
        while True:
            while len(waiting) < 3 * processes and (batch := list(islice(values, size))):
                waiting.append((batch, executor.submit(_work, batch)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            yield from zip(batch, future.result(), strict=True)


_PR_SET_PDEATHSIG = 1

_made: list[Callable[[Any], Any]] = []
"""In a process of its own: the function that it works with."""


def _begin(make: Callable[[], Callable[[Value], Result]]) -> None:
    seldom_collect()
    _die_with_parent()
    _made[:] = [make()]


def _work(batch: list[Value]) -> list[Any]:
    return [_made[0](value) for value in batch]


def _die_with_parent() -> None:
    """Let this process end with the one that started it, even where that one is killed: it may be writing files."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
