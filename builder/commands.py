"""The door: the commands, what they take, and their exit statuses.

`python -m builder build`, `read`, `search`, `check`, `serve`; `--help` teaches. Every BuildError is caught here and
shown as one line; nothing else is caught.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from io import TextIOWrapper
from itertools import chain, islice
from pathlib import Path
from typing import Any

import click
import msgspec

from builder.checking import check_paths, check_raw
from builder.errors import BuildError, RawError
from builder.exports.rows import signature_rows
from builder.findings import RuleText, Severity
from builder.linting.checked import Checked
from builder.linting.excerpt import shown
from builder.pipeline import BuildReport, Folders, build, read_paths, rule_texts
from builder.publish.serve import open_server, serve
from builder.records import Role
from builder.report import Shape, Wanted, print_rules, report
from builder.search.index import explain, find, find_text
from builder.terminal import Stopwatch, print_hit, print_passage, print_set_aside, progress, stop

DONE, FOUND, USAGE, SET_ASIDE, STOPPED = range(5)
STATUSES = """\b
Exit status:
  0  done
  1  done, and there are findings at or above the severity asked for
  2  the command line or the raw folder cannot be used as it is, or nothing to check was found
  3  done, but files were set aside, each named with its reason
  4  stopped (disk, permissions, a folder that is not ours); what was published stays as it was"""

TEACHES = """Build and search an archive of Sarbanes-Oxley officer certifications.

Put exhibits into raw/ (full EDGAR submissions, EDGAR folders, or single exhibits), then:

\b
  python -m builder build              read raw/, write the pages, publish site/
  python -m builder search armstrng    find an officer; misprints are forgiven
  python -m builder read raw/          print what was read, one JSON line a signature
  python -m builder check              print what differs from the prescribed text
  python -m builder serve              build, serve on localhost, rebuild what changes"""

CHECKOUT = Path(__file__).resolve().parents[1]
WORK = Path(".build")
FOLDER = click.Path(path_type=Path)
SEVERITIES = click.Choice([severity.value for severity in Severity], case_sensitive=False)

raw_option = click.option("--raw", type=FOLDER, default="raw", show_default=True, help="Where the exhibits are.")
work_option = click.option(
    "--work",
    type=FOLDER,
    default=str(WORK),
    show_default=True,
    help="Where the catalogue and the search index are kept. With another folder than the default the pages are "
    "written to WORK/content, not content/.",
)
out_option = click.option("--out", type=FOLDER, default="site", show_default=True, help="Where the site is published.")

notice_option = click.option("--notice", default="", help="A sentence to stand over every page.")


def told_in_one_line(command: Callable[..., None]) -> Callable[..., None]:
    """Return COMMAND with every BuildError shown as one line: status 2 for the raw folder, 4 for all others."""

    @functools.wraps(command)
    def guarded(*arguments: Any, **options: Any) -> None:
        try:
            command(*arguments, **options)
        except RawError as error:
            stop(str(error), USAGE)
        except BuildError as error:
            stop(str(error), STOPPED)
        except BrokenPipeError:  # who reads the output has seen enough: click leaves without a word
            raise
        except OSError as error:
            place = error.filename2 or error.filename or "this machine"
            stop(f"{place}: {error.strerror}; mend that and run the same again, it goes on where it was", STOPPED)

    return guarded


@click.group(
    help=TEACHES,
    epilog=STATUSES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="undersigned", prog_name="undersigned")
def main() -> None:
    """Undersigned: an archive of Sarbanes-Oxley officer certifications."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that has no word for a letter still gets a line


@main.command("build", epilog=STATUSES)
@raw_option
@work_option
@out_option
@notice_option
@click.option("--plain", is_flag=True, help="Let MkDocs render every page by itself: the same site, more slowly.")
@click.option("--strict", is_flag=True, help="Leave with status 1 if there are findings of severity A or B.")
@told_in_one_line
def build_command(  # noqa: PLR0913 - one parameter an option
    *, raw: Path, work: Path, out: Path, notice: str, plain: bool, strict: bool
) -> None:
    """Read every exhibit in raw/ and publish the site.

    What was read before is not read again, and a build that was stopped goes on where it was. The old site
    stays in place until the new one is whole.
    """
    where = replace(folders(raw, work, out, notice), plain=plain)
    with progress() as tell:
        watch = Stopwatch(tell)
        report = build(where, watch.tell)
    print_report(report)
    click.echo(watch.line())
    if strict and any(report.findings.get(severity) for severity in ("A", "B")):
        sys.exit(FOUND)
    unread = any(entry.code != "duplicate" for entry in report.set_aside)
    sys.exit(SET_ASIDE if unread else DONE)


@main.command("read", epilog=STATUSES)
@click.argument("paths", nargs=-1, required=True, type=FOLDER)
@told_in_one_line
def read_command(paths: tuple[Path, ...]) -> None:
    """Print what is read in PATHS, files or folders: one JSON line for each certification and signature."""
    encode = msgspec.json.Encoder().encode
    status = DONE
    for reading in read_paths(paths):
        print_set_aside(reading.set_aside)
        status = SET_ASIDE if reading.set_aside else status
        if reading.filing:
            for row in signature_rows(reading.filing, tuple(file.path for file in reading.filing.files)):
                click.echo(encode(row))
    sys.exit(status)


@main.command("search")
@click.argument("query", nargs=-1, required=True)
@click.option("--company", help="Only officers of a company with these words in its name, or with this CIK.")
@click.option(
    "--role", type=click.Choice(["PEO", "PFO", "PAO"], case_sensitive=False), help="Only who certified in this role."
)
@click.option("--year", type=int, help="Only who certified in this year.")
@click.option("--form", help="Only who certified a report on this form, such as 10-K.")
@click.option("--kind", type=click.Choice(["officer", "company"]), help="Only officers, or only companies.")
@click.option("--text", is_flag=True, help="Search titles and the wording of findings, not names.")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="How many to show.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line a hit.")
@work_option
@told_in_one_line
def search_command(  # noqa: PLR0913 - one parameter an option
    *,
    query: tuple[str, ...],
    company: str | None,
    role: str | None,
    year: int | None,
    form: str | None,
    kind: str | None,
    text: bool,
    limit: int,
    as_json: bool,
    work: Path,
) -> None:
    """Find officers and companies by name; misprints, initials, nicknames and word order are forgiven."""
    words = " ".join(query)
    if text:
        show(
            find_text(work / "index", words, limit=limit),
            print_passage,
            as_json,
            "No title or finding has these words.",
        )
        return
    hits = find(
        work / "index",
        words,
        company=company,
        role=Role(role.upper()) if role else None,
        year=year,
        form=form,
        kind=kind,
        limit=limit,
    )
    note = explain(words)
    if note:
        click.echo(note, err=True)
    show(hits, print_hit, as_json, "Nobody of that name is in the archive.")


@main.command("check", epilog=STATUSES)
@click.argument("paths", nargs=-1, type=FOLDER)
@click.option("--form", "form_type", help="The form of the report, such as 10-K.")
@click.option("--period", help="The day on which its period ends, such as 2025-12-31.")
@click.option("--filed", help="The day on which it is to be filed.")
@click.option("--company", "registrant", help="The registrant's name.")
@click.option("--cik", help="The registrant's CIK.")
@click.option("--severity", type=SEVERITIES, default="B", show_default=True, help="The least that counts for status 1.")
@click.option("--show", type=SEVERITIES, help="The least that is shown; by default C, and I in JSON and SARIF.")
@click.option("--ignore", multiple=True, metavar="RULE", help="Leave a rule out, such as SIG-NONE before signing.")
@click.option("--json", "shape", flag_value="json", help="Print one JSON line a finding.")
@click.option("--sarif", "shape", flag_value="sarif", help="Print one SARIF 2.1.0 log.")
@click.option("--verbose", is_flag=True, help="Name each rule that could not know, with its reason.")
@click.option("--rules", "listing", is_flag=True, help="List the rules, and do nothing else.")
@click.option("--explain", metavar="RULE", help="Say what a rule tells and does not mean, and do nothing else.")
@raw_option
@work_option
@told_in_one_line
def check_command(  # noqa: PLR0913 - one parameter an option
    *,
    paths: tuple[Path, ...],
    severity: str,
    show: str | None,
    ignore: tuple[str, ...],
    shape: str | None,
    verbose: bool,
    listing: bool,
    explain: str | None,
    raw: Path,
    work: Path,
    **facts: str | None,
) -> None:
    """Print where certifications differ from the prescribed text or from their filing.

    PATHS are exhibits, filed or drafts (HTML as Word saves it, text, a full submission), or folders of them. Without
    PATHS the raw folder is checked. What a draft without a header cannot tell of its filing is told by --form,
    --period, --filed, --company and --cik; they go before its sidecar, and a submission's header goes before them.

    A finding says what stands in a document, never what somebody did. Severity A: the staff's examples of errors that
    need a corrected certification with the whole report. B: the staff asks for a correction, or a rule is plainly not
    met. C: departs from the prescribed words. D: a notable practice. I: information. Lines and columns are those of
    the shown words; --json adds the bytes of the raw file.
    """
    rules = rule_texts()
    if explain or listing:
        chosen = [known_rule(explain, rules)] if explain else list(rules.values())
        print_rules(chosen, whole=bool(explain))
        return
    told = {name: value for name, value in facts.items() if value is not None}
    if told and not paths:
        raise click.UsageError("--form, --period, --filed, --company and --cik are for PATHS; name the exhibits too")
    least = show or ("I" if shape else "C")
    counted, shown = severities(severity), severities(least)
    ignored = frozenset(known_rule(each, rules).id for each in ignore)
    wanted = Wanted(counted, counted | shown, ignored, Shape(shape or "words"), verbose, whole=bool(paths))
    tally = report(check_paths(paths, told) if paths else checked_raw(raw, work), rules, wanted)
    if paths and not tally.files:
        stop(f"{', '.join(map(str, paths))}: no certification was found; name exhibits 31 or 32, or drafts", USAGE)
    found = any(tally.findings[each] for each in counted)
    sys.exit(FOUND if found else SET_ASIDE if tally.set_aside else DONE)


@main.command("serve")
@raw_option
@work_option
@out_option
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 lets the system choose."
)
@notice_option
@told_in_one_line
def serve_command(raw: Path, work: Path, out: Path, port: int, notice: str) -> None:
    """Build, serve the site on localhost, and build again when raw/ or a hand-written page changes."""
    where = folders(raw, work, out, notice)
    server = open_server(out, port)

    def rebuild() -> None:
        try:
            with progress() as tell:
                print_report(build(where, tell))
        except BuildError as error:
            click.echo(f"undersigned: {error}", err=True)

    rebuild()
    click.echo(f"serving http://127.0.0.1:{server.server_port}/ (stop with Ctrl-C)")
    serve(server, (raw,), rebuild)


def checked_raw(raw: Path, work: Path) -> Iterator[Checked]:
    """Return what the check tells of the raw folder; what is new in it is read before this returns."""
    with progress() as tell:
        checks = check_raw(folders(raw, work, Path()), tell)
        first = list(islice(checks, 1))
    return chain(first, checks)


def severities(least: str) -> frozenset[Severity]:
    """Return the severities from A to LEAST."""
    ranks = list(Severity)
    return frozenset(ranks[: ranks.index(Severity(least.upper())) + 1])


def known_rule(code: str, rules: Mapping[str, RuleText]) -> RuleText:
    """Return the rule called CODE, in any case."""
    known = {each.casefold(): rule for each, rule in rules.items()}
    if code.casefold() not in known:
        near = [known[each].id for each in get_close_matches(code.casefold(), known)]
        hint = f"perhaps {' or '.join(near)}" if near else "--rules lists them"
        raise click.UsageError(f"no rule is called {shown(code)}; {hint}")
    return known[code.casefold()]


def folders(raw: Path, work: Path, out: Path, notice: str = "") -> Folders:
    """Return the folders of a build: the pages go to content/ unless --work names another folder than the default."""
    configuration = Path("mkdocs.yml") if Path("mkdocs.yml").is_file() else CHECKOUT / "mkdocs.yml"
    content = configuration.parent / "content" if work == WORK else work / "content"
    return Folders(raw, work, content, out, configuration, os.environ.get("SITE_URL", ""), notice)


def show(found: Any, printer: Callable[[Any], None], as_json: bool, nothing: str) -> None:
    """Print each of FOUND, as JSON lines or in words; say NOTHING where there is none."""
    if not found and not as_json:
        click.echo(nothing)
    for each in found:
        if as_json:
            click.echo(msgspec.json.encode(each))
        else:
            printer(each)


PAGES_HOLDS = 1_000_000_000
"""Bytes of one site on GitHub Pages."""
PAGES_NEARLY_FULL = 800_000_000


def print_report(report: BuildReport) -> None:
    """Print what a build did: the archive's size, what was set aside, where the site is and how large."""
    print_set_aside(report.set_aside)
    click.echo(
        f"{report.filings:,} filings, {report.certifications:,} certifications by {report.officers:,} officers of "
        f"{report.companies:,} companies; {len(report.set_aside):,} files set aside"
    )
    each = report.site.size / max(1, report.filings)
    if report.site.size > PAGES_NEARLY_FULL:
        room = max(0, int((PAGES_HOLDS - report.site.size) / each))
        click.echo(
            f"undersigned: the site nearly fills GitHub Pages, which has room for {room:,} filings more", err=True
        )
    click.echo(
        f"{report.site.files:,} files, {report.site.size / 1e6:,.1f} MB ({each / 1e3:,.1f} kB a filing; GitHub Pages "
        f"holds 1,000 MB) in {report.site.folder}; open {report.site.folder / 'index.html'}"
    )
