"""What the door prints: progress on a terminal, plain lines elsewhere; hits, findings and reports in words."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from builder.entries import QuarantineEntry
from builder.linting.excerpt import shown
from builder.search.index import Hit, Passage

PLAIN_EVERY = 10.0
"""Seconds between two plain lines of one step."""

ROLES = {"PEO": "principal executive", "PFO": "principal financial", "PAO": "principal accounting"}


@contextmanager
def progress() -> Iterator[Callable[[str, int, int | None], None]]:
    """Give a function to tell (step, done, of how many): bars on a terminal, now and then a line elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _plain()
        return
    columns = (
        SpinnerColumn(finished_text="·"),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as bars:
        tasks: dict[str, TaskID] = {}

        def tell(step: str, done: int, total: int | None) -> None:
            if step not in tasks:
                for task in bars.tasks:
                    bars.update(task.id, total=task.total or 1, completed=task.total or 1)
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield tell
        for task in bars.tasks:
            bars.update(task.id, total=task.total or 1, completed=task.total or 1)


def _plain() -> Callable[[str, int, int | None], None]:
    last: dict[str, float] = {}

    def tell(step: str, done: int, total: int | None) -> None:
        now = time.monotonic()
        if step in last and now - last[step] < PLAIN_EVERY:
            return
        last[step] = now
        click.echo(f"{step}, {done:,} of {total:,}" if total else step, err=True)

    return tell


class Stopwatch:
    """Hands on what it is told, and keeps how long each step took."""

    def __init__(self, tell: Callable[[str, int, int | None], None]) -> None:
        """Start now; hand on to TELL."""
        self._tell = tell
        self._step = "looking for changes"
        self._since = time.monotonic()
        self.seconds: dict[str, float] = {}

    def tell(self, step: str, done: int, total: int | None) -> None:
        """Hand on, and count the time since the last call to the step that was at work."""
        self._count()
        self._step = step
        self._tell(step, done, total)

    def line(self) -> str:
        """Return the steps and their times in one line, and the peak of memory in this process."""
        self._count()
        steps = ", ".join(f"{step} {seconds:,.1f} s" for step, seconds in self.seconds.items())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return f"{sum(self.seconds.values()):,.1f} s: {steps}; peak memory {peak:,.0f} MB"

    def _count(self) -> None:
        now = time.monotonic()
        self.seconds[self._step] = self.seconds.get(self._step, 0.0) + now - self._since
        self._since = now


def print_set_aside(entries: Iterable[QuarantineEntry]) -> None:
    """Print a line for each file that was set aside."""
    for entry in entries:
        click.echo(f"set aside: {shown(entry.path)}: {shown(entry.reason)}", err=True)


def print_hit(hit: Hit) -> None:
    """Print an officer or a company: the name, then what tells it from others, its address, and why it was found."""
    years = f"{hit.years[0]}" if len(hit.years) == 1 else f"{hit.years[0]} to {hit.years[-1]}" if hit.years else ""
    roles = ", ".join(ROLES.get(role.value, role.value.lower()) for role in hit.roles)
    count = f"{hit.certifications:,} certification{'s' * (hit.certifications != 1)}"
    cik = f"CIK {hit.cik}" if hit.cik else ""
    click.secho(shown(hit.name), bold=True)
    click.echo("  " + "; ".join(part for part in (shown(hit.company_name), cik, roles, years, count) if part))
    click.echo(f"  {hit.address}")
    if hit.why:
        click.echo(f"  {shown(hit.why)}")


def print_passage(passage: Passage) -> None:
    """Print words that were found, and where."""
    click.secho(shown(passage.text), bold=True)
    click.echo(f"  {shown(passage.label)}\n  {passage.address}")


def line_console() -> Console:
    """Return what prints lines as they are: coloured on a terminal, plain elsewhere, never wrapped."""
    return Console(soft_wrap=True, highlight=False)


def stop(message: str, status: int) -> None:
    """Print MESSAGE in one line and leave with STATUS."""
    click.echo(f"undersigned: {shown(message)}", err=True)
    sys.exit(status)
