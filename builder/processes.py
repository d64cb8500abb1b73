"""A pure function over many values, on all processors, with its results in the order of the values.

`in_order(partial(given, read_source), contents)` yields (contents, reading) pairs. What it is given is not the function
but what makes it, called once in each process: so a function may hold an open database or compiled templates. Only a
bounded number of values is held at a time, so memory stays flat however many there are. A few values are worked here,
without other processes. `shared_processes` lets one kind of work after the other be done by the same processes.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import pickle
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
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
def shared_processes() -> Iterator[None]:
    """Let all that is worked `in_order` while the `with` runs be worked by the same processes, started when needed."""
    executor = _start(os.cpu_count() or 1)
    _shared.append(executor)
    try:
        yield
    finally:
        _shared.remove(executor)
        executor.shutdown(cancel_futures=True)


def get_ready(load: Callable[[], object]) -> None:
    """Let the shared processes be started and LOAD what they will need, while this one goes on.

    What LOAD raises is passed by: the work itself will raise it.
    """
    for executor in _shared if (os.cpu_count() or 1) > 1 else ():
        for _ in range(os.cpu_count() or 1):
            executor.submit(load)


@contextmanager
def beside(work: Callable[[], object], *, worth_it: bool) -> Iterator[None]:
    """Do WORK in a process of its own while the body of the `with` runs, or after it where that is not WORTH_IT.

    WORK is done when the `with` is left; what it raises is raised there.
    """
    if not worth_it or (os.cpu_count() or 1) == 1:
        yield
        work()
        return
    with _start(1) as executor:
        done = executor.submit(work)
        yield
        done.result()


def seldom_collect() -> None:
    """Let Python search for circles of objects seldom."""
    gc.freeze()
    gc.set_threshold(RARELY, 20, 100)


def _over_processes(
    make: Callable[[], Callable[[Value], Result]], values: Iterator[Value], size: int, processes: int
) -> Iterator[tuple[Value, Result]]:
    function = pickle.dumps(make)
    with _crew(processes) as executor:
        waiting: deque[tuple[list[Value], Future[list[Result]]]] = deque()
        while True:
            while len(waiting) < 3 * processes and (batch := list(islice(values, size))):
                waiting.append((batch, executor.submit(_work, function, batch)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            yield from zip(batch, future.result(), strict=True)


_PR_SET_PDEATHSIG = 1


_shared: list[ProcessPoolExecutor] = []
"""The processes that are shared, where any are."""


@contextmanager
def _crew(processes: int) -> Iterator[ProcessPoolExecutor]:
    """Yield the processes that are shared, or else so many PROCESSES of their own."""
    if _shared:
        yield _shared[-1]
        return
    with _start(processes) as executor:
        yield executor


def _start(processes: int) -> ProcessPoolExecutor:
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(processes, mp_context=spawn, initializer=_begin)


def _begin() -> None:
    seldom_collect()
    _die_with_parent()


@lru_cache(maxsize=1)
def _made(function: bytes) -> Callable[[Any], Any]:
    """Return the FUNCTION that this process works with, made where its last work was another."""
    make: Callable[[], Callable[[Any], Any]] = pickle.loads(function)  # noqa: S301 - sent by the process that started it
    return make()


def _work(function: bytes, batch: list[Value]) -> list[Any]:
    work = _made(function)
    return [work(value) for value in batch]


def _die_with_parent() -> None:
    """Let this process end with the one that started it, even where that one is killed: it may be writing files."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
