"""The score: the whole way of the data, one call an arrow, in the order in which it happens.

raw/ bytes -> Documents -> Certifications -> Catalogue -> content/ Markdown -> site/, and beside the pages
the Whoosh index and the browser's name index. Stages are introduced to each other here and in reading.py alone.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryFile

from msgspec.structs import replace

from builder.alongside import NAMES, write_search, write_tables
from builder.audit.history import judge_history
from builder.audit.printed import printed_paragraphs, text_name
from builder.audit.rules import RULES
from builder.catalogue.compile import compile_catalogue
from builder.catalogue.encoded import Encoded
from builder.catalogue.prints import company_prints
from builder.catalogue.store import SourceKey, Store
from builder.documents.raw import RawContents, RawSource, find_raw, folder_path, open_raw
from builder.entries import Archive, QuarantineEntry
from builder.exports.linked import DATA_FILES, linked_archive, linked_company, linked_officer
from builder.exports.write import COMPANY_FEED, COMPANY_SHEET
from builder.exports.write import OWNED as EXPORTS
from builder.findings import CODES, RuleText, Severity
from builder.kept import open_archive, open_store, raw_bytes, text_reader
from builder.pages.compose import load_templates
from builder.pages.handwritten import lay_handwritten
from builder.pages.home import DataLink, data_part
from builder.pages.prescribed import Prescribed
from builder.pages.surroundings import Surroundings
from builder.pages.views import Link
from builder.pages.write import Workshop, write_pages
from builder.processes import beside, get_ready, given, in_order, seldom_collect, shared_processes
from builder.publish.lock import hold
from builder.publish.site import PublishedSite, look_at_site, publish_site, require_ours
from builder.reading import Reading, read_source, read_to_keep
from builder.records import RawFile
from builder.traces import folder_stamps, recall, remember, trace

LAST = "last-build.json"
"""The record of the last build, in the work folder."""
FEW = 200
"""Filings up to which everything is written in this process."""
LIBRARIES = ("jinja2", "markdown", "mkdocs", "mkdocs-material", "whoosh")
"""What else decides the bytes of a site."""


Tell = Callable[[str, int, int | None], None]
"""Told (what is being done, how much is done, of how much; None where that is not known)."""


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a build reads and writes."""

    raw: Path
    work: Path
    content: Path
    out: Path
    configuration: Path
    """mkdocs.yml; the hand-written pages stand in `content/` beside it."""
    site_url: str = ""
    """Where the site will be published, ending in "/"; "" where that is not known."""
    notice: str = ""
    """A sentence to stand over every page, such as that all is invented; "" for none."""
    plain: bool = False
    """Whether MkDocs renders every page by itself: the same site, more slowly."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    filings: int
    certifications: int
    companies: int
    officers: int
    set_aside: tuple[QuarantineEntry, ...]
    findings: dict[str, int]
    """How many findings of each severity."""
    site: PublishedSite


def build(folders: Folders, tell: Tell) -> BuildReport:
    """Read raw/, write the pages and the indexes, publish the site; what was read before is not read again."""
    seldom_collect()
    with hold(folders.work), open_store(folders.work) as store:
        require_ours(folders.out)
        inputs = trace_inputs(folders)
        if unchanged := recall(folders.work / LAST, inputs, partial(trace_outputs, folders), BuildReport):
            return unchanged
        read = read_raw(folders.raw, store, tell)
        with shared_processes():
            if read > FEW:
                get_ready(load_templates)  # the catalogue is compiled in one process
            report = compile_and_publish(folders, store, tell)
        if all(entry.sha256 for entry in report.set_aside):  # what could not be opened is tried again
            remember(folders.work / LAST, inputs, trace_outputs(folders, report.site), report)
        return report


def compile_and_publish(folders: Folders, store: Store, tell: Tell) -> BuildReport:
    """Compile the catalogue of all that STORE holds, write the pages and the indexes, publish the site."""
    tell("compiling the catalogue", 0, None)
    archive = compile_catalogue(store, officer_overrides(folders.raw), judge_history)
    tell("writing the pages, the data files and the search index", 0, None)
    lay_handwritten(folders.configuration.parent / "content", folders.content, EXPORTS | {NAMES})
    many = archive.counts().filings > FEW
    tables = folders.work, folders.content, folders.site_url, rule_texts(), made_by(folders)
    before_pages = many and not folders.site_url  # a sitemap lists the pages, so it comes after them
    with (
        beside(partial(write_tables, *tables), worth_it=before_pages),
        beside(partial(write_search, folders.work, folders.content), worth_it=many),
    ):
        pages = write_pages(
            archive,
            folders.content,
            text_reader(folders.raw),
            surroundings(folders),
            workshop(folders, store),
        )
    tell("rendering the site", 0, None)
    facts = {**pages.home, **data_facts(archive, folders), "notice": folders.notice}
    places = folders.configuration, folders.content, folders.out
    record = folders.work / "published.json"
    site = publish_site(*places, facts, record=record, program=program_print(), plain=folders.plain)
    return report_on(archive, store, site)


def read_paths(paths: Iterable[Path]) -> Iterator[Reading]:
    """Yield what is read in each source below PATHS; files are named as they were given."""
    for path in paths:
        for _, reading in in_order(partial(given, read_source), open_as_given(path)):
            yield reading


def open_as_given(path: Path) -> Iterator[RawContents]:
    """Yield the bytes of each source below PATH, its files named as the caller, who gave PATH, would name them."""
    caller = os.fsencode(path.as_posix().rstrip("/")).decode("utf-8", "backslashreplace")

    def named(files: Iterable[tuple[RawFile, bytes]]) -> tuple[tuple[RawFile, bytes], ...]:
        return tuple((replace(file, path=name(file.path)), raw) for file, raw in files)

    def name(below: str) -> str:
        return f"{caller}/{below}" if path.is_dir() else caller

    for contents in map(open_raw, find_raw(path)):
        unopened = tuple(replace(entry, path=name(entry.path)) for entry in contents.unopened)
        yield replace(contents, files=named(contents.files), index=named(contents.index), unopened=unopened)


def read_raw(raw: Path, store: Store, tell: Tell) -> int:
    """Read into STORE all that RAW holds, and return how many sources were read; what it knows is not read again."""
    stamps = dict(folder_stamps(raw))
    standing = store.standing(stamps)
    with TemporaryFile() as waiting:  # not in memory: there may be a million
        count = done = 0
        for source in find_raw(raw, needed=not standing, known=standing):
            pickle.dump(source, waiting)
            count += 1
        waiting.seek(0)
        store.begin_build(standing)
        unread = open_unread((pickle.load(waiting) for _ in range(count)), store, stamps)  # noqa: S301 - just written
        for done, (contents, (read, set_aside)) in enumerate(in_order(partial(given, read_to_keep), unread), 1):
            _keep(store, contents, read, set_aside)
            tell("reading", done, count)
    store.finish_build(stamps)
    return done


def open_unread(sources: Iterable[RawSource], store: Store, stamps: dict[str, str]) -> Iterator[RawContents]:
    """Yield the bytes of each of SOURCES that STORE does not know; a folder with a closed file loses its STAMPS."""
    for source in sources:
        contents = open_raw(source)
        if contents.unopened:
            stamps.pop(folder_path(source.paths[0].parent, source.root), None)
        if not store.has(_key(store, contents)):
            yield contents


def workshop(folders: Folders, store: Store) -> Workshop:
    """Return how pages are made: in processes that open the catalogue for themselves, and only where it changed."""
    return Workshop(
        open_archive=partial(open_archive, folders.work, folders.raw),
        prints=partial(company_prints, store.connection, made_by(folders)),
        record=folders.work / "pages.sqlite",
    )


def made_by(folders: Folders) -> str:
    """Return what every company's files depend on beside the catalogue."""
    return repr((program_print(), folders.site_url))


def program_print() -> str:
    """Return a digest of this program and of the libraries that decide what it writes."""
    digest = sha256(repr([version(name) for name in LIBRARIES]).encode())
    here = Path(__file__).parent
    for path in sorted(path for path in here.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        digest.update(path.relative_to(here).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def surroundings(folders: Folders) -> Surroundings:
    """Return what the pages say of the rest of the site."""
    return Surroundings(
        rules=rule_texts(),
        raw_bytes=partial(raw_bytes, folders.raw),
        linked_company=partial(linked_company, site_url=folders.site_url),
        linked_officer=partial(linked_officer, site_url=folders.site_url),
        prescribed=Prescribed(printed_paragraphs, text_name),
        company_files=(Link("CSV", COMPANY_SHEET, "a row a signature"), Link("Atom feed", COMPANY_FEED, "new filings")),
    )


def data_facts(archive: Archive, folders: Folders) -> dict[str, str]:
    """Return what the home page says of the data files, and the archive as JSON-LD."""
    files = [(file, folders.content / file.path) for file in DATA_FILES]
    links = [DataLink(file.path, file.name, file.words, path.stat().st_size) for file, path in files if path.is_file()]
    return {"data": data_part(links), "linked": linked_archive(archive.counts(), folders.site_url)}


def rule_texts() -> dict[str, RuleText]:
    """Return what each code of a finding means, in a sentence, with its source."""
    told = {code: code.replace("_", " ").capitalize() for code in CODES}
    ours = {
        code: RuleText(code, told[code], sentence, "", Severity.INFORMATION, "our own reading", "", "reading")
        for code, sentence in CODES.items()
    }
    return {rule.id: rule for rule in RULES} | ours


def officer_overrides(raw: Path) -> Path | None:
    """Return the file in RAW that says which officers are the same or different, None where there is none."""
    path = raw / "officers.toml"
    return path if path.is_file() else None


def report_on(archive: Archive, store: Store, site: PublishedSite) -> BuildReport:
    """Return what a build did."""
    counts = archive.counts()
    severities = Counter(finding.severity.value for finding in store.findings())
    return BuildReport(
        filings=counts.filings,
        certifications=counts.certifications,
        companies=counts.companies,
        officers=counts.officers,
        set_aside=tuple(archive.quarantined()),
        findings=dict(sorted(severities.items())),
        site=site,
    )


def trace_inputs(folders: Folders) -> str:
    """Return a digest of all that decides what a build makes: the raw files, the hand-written pages, this program."""
    handwritten = folders.configuration.parent / "content"
    places = [folders.raw, folders.configuration, Path(__file__).parent]
    if handwritten.resolve() != folders.content.resolve():
        places.append(handwritten)
    versions = [version(name) for name in LIBRARIES]
    chosen = (folders.site_url, folders.notice, folders.plain, os.environ.get("SOURCE_DATE_EPOCH"), sys.version)
    return repr((trace(*places), versions, chosen))


def trace_outputs(folders: Folders, site: PublishedSite | None = None) -> str:
    """Return a digest of all that a build leaves; SITE is what stands at its place, where that is known."""
    published = site or look_at_site(folders.out)
    return f"{trace(folders.content, folders.work / 'index')} {published.stamp}"


def _key(store: Store, contents: RawContents) -> SourceKey:
    sidecar = contents.sidecar[1] if contents.sidecar else None
    files = tuple(file for file, _ in (*contents.files, *contents.index))
    return store.key_of(contents.kind, files, sidecar)


def _keep(store: Store, contents: RawContents, read: Encoded | None, set_aside: tuple[QuarantineEntry, ...]) -> None:
    """Keep what was READ in CONTENTS in STORE; what could not be opened is tried again in the next build."""
    if read:
        store.put(_key(store, contents), read, set_aside)
        return
    key = None if contents.unopened else _key(store, contents)
    for entry in set_aside:
        store.quarantine(entry, key)
