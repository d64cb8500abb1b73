"""The report of a check: what is wanted of it, written in words, as JSON lines or as one SARIF log.

In: Checked after Checked, as they come. Out: lines on stdout, files that were set aside on stderr, and a Tally of what
was told, from which the door takes its exit status.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.metadata import version

import click
import msgspec

from builder.findings import RuleText, Severity
from builder.linting.checked import Checked, Told
from builder.linting.rows import finding_row
from builder.linting.sarif import sarif_log
from builder.linting.words import closing_line, finding_lines, reading_lines, rule_line, rule_lines
from builder.terminal import line_console, print_set_aside


class Shape(StrEnum):
    """How a report is written."""

    WORDS = "words"
    JSON = "json"
    SARIF = "sarif"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of a report."""

    counted: frozenset[Severity]
    """Severities that count for the exit status."""
    shown: frozenset[Severity]
    ignored: frozenset[str]
    """Rules that are neither shown nor counted."""
    shape: Shape
    verbose: bool
    """Whether the rules that could not know are named one by one."""
    whole: bool
    """Whether to say what was read in sources without a finding too."""


@dataclass(slots=True)
class Tally:
    """What was told so far."""

    findings: Counter[Severity] = field(default_factory=Counter)
    ignored: int = 0
    files: int = 0
    """Of filings in which a certification was found."""
    certifications: int = 0
    set_aside: int = 0

    def add(self, checked: Checked, wanted: Wanted) -> tuple[Told, ...]:
        """Count CHECKED in, and return which of its findings are to be shown."""
        kept = [each for each in checked.told if each.finding.code not in wanted.ignored]
        self.findings.update(each.finding.severity for each in kept)
        self.ignored += len(checked.told) - len(kept)
        self.files += len(checked.filing.files) if checked.filing else 0
        self.certifications += len(checked.filing.certifications) if checked.filing else 0
        self.set_aside += len(checked.set_aside)
        return tuple(each for each in kept if each.finding.severity in wanted.shown)


def report(checks: Iterable[Checked], rules: Mapping[str, RuleText], wanted: Wanted) -> Tally:
    """Write the report of CHECKS as it is WANTED, and return what was told."""
    tally = Tally()
    chosen = ((checked, tally.add(checked, wanted)) for checked in checks)
    if wanted.shape is Shape.SARIF:
        click.echo(msgspec.json.format(msgspec.json.encode(sarif_log(chosen, rules, version("undersigned")))))
    elif wanted.shape is Shape.JSON:
        encode = msgspec.json.Encoder().encode
        for checked, told in chosen:
            print_set_aside(checked.set_aside)
            for each in told:
                click.echo(encode(finding_row(each, rules[each.finding.code], checked.filing)))
    else:
        _in_words(chosen, rules, wanted, tally)
    return tally


def _in_words(
    chosen: Iterable[tuple[Checked, tuple[Told, ...]]], rules: Mapping[str, RuleText], wanted: Wanted, tally: Tally
) -> None:
    console = line_console()
    for checked, told in chosen:
        print_set_aside(checked.set_aside)
        lines = [line for each in told for line in finding_lines(each, rules[each.finding.code])]
        if told or wanted.whole:
            lines += reading_lines(checked, rules, verbose=wanted.verbose)
        for line in lines:
            console.print(line)
    if tally.files or not wanted.whole:
        console.print(closing_line(tally.findings, wanted.shown, tally.files, tally.certifications, tally.ignored))


def print_rules(rules: Iterable[RuleText], *, whole: bool) -> None:
    """Print RULES: each with all that it says of itself, or in one line."""
    console = line_console()
    for rule in rules:
        for line in rule_lines(rule) if whole else (rule_line(rule),):
            console.print(line)
