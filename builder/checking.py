"""The check of exhibits before they are filed: what is read in them, what is found, and where.

In: files or folders, and what a draft without a header cannot tell of its filing (the sidecar's facts). Out: a Checked
for each source, one after another. Nothing is written. `check_raw` gives the same of the raw folder, from the store.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path

from msgspec.structs import replace

from builder.audit.rules import judge_filing
from builder.documents.plaintext import read_text
from builder.documents.raw import RawContents
from builder.documents.sidecar import read_sidecar
from builder.entries import QuarantineEntry
from builder.errors import RawError
from builder.findings import Comparison, Finding
from builder.kept import open_store, raw_bytes, text_reader
from builder.linting.checked import Anchor, Checked, NotKnown, Place, Told
from builder.linting.places import Places
from builder.pipeline import Folders, Tell, open_as_given, read_raw
from builder.processes import given, in_order
from builder.publish.lock import hold
from builder.reading import read_source
from builder.records import Filing, RawFile, Text

FACTS = ("form_type", "period", "filed", "registrant", "cik")
"""What may be told beside the exhibit: keys of a sidecar."""


def check_paths(paths: Iterable[Path], facts: Mapping[str, str]) -> Iterator[Checked]:
    """Yield what the check tells of each source below PATHS; FACTS go before what a sidecar says."""
    told = _toml(facts)
    wrong = read_sidecar(told)[1]
    if wrong:
        raise RawError(
            "the options", f"{wrong} cannot be used", "give days as 2025-12-31 and a CIK as up to ten digits"
        )
    for path in paths:
        if not path.exists():
            raise RawError(str(path), "no such file or folder", "name the exhibits to check")
        opened = (_with_facts(contents, facts) for contents in open_as_given(path))
        for _, checked in in_order(partial(given, check_source), opened):
            yield checked


def check_source(contents: RawContents) -> Checked:
    """Return what the check tells of CONTENTS."""
    reading = read_source(contents)
    files = tuple(file for file, _ in contents.files)
    comparisons = tuple(each.comparison for each in reading.examinations)
    filing = reading.filing
    if filing is None:
        return _unread(files, reading.findings, reading.set_aside)
    raws = [raw for _, raw in contents.files]

    def text_of(number: int) -> Text:
        document = filing.documents[number]
        return read_text(raws[document.file], document)

    return _checked(filing, reading.findings, comparisons, reading.set_aside, text_of, raws.__getitem__)


def check_raw(folders: Folders, tell: Tell) -> Iterator[Checked]:
    """Yield what the check tells of each source in raw/, what was read before not read again."""
    with hold(folders.work), open_store(folders.work) as store:
        read_raw(folders.raw, store, tell)
        read = text_reader(folders.raw)
        for reading in store.readings():
            filing = reading.filing
            comparisons = tuple(each.comparison for each in reading.examinations)

            def text_of(number: int, filing: Filing = filing) -> Text:
                return read(filing, number)

            def raw_of(number: int, filing: Filing = filing) -> bytes:
                return raw_bytes(folders.raw, filing.files[number])

            yield _checked(filing, reading.findings, comparisons, (), text_of, raw_of)
        for entry in store.set_aside():
            yield _unread((), (), (entry,))


def _checked(  # noqa: PLR0913, PLR0917 - a reading and the way back to its words
    filing: Filing,
    findings: tuple[Finding, ...],
    comparisons: tuple[Comparison | None, ...],
    set_aside: tuple[QuarantineEntry, ...],
    text_of: Callable[[int], Text],
    raw_of: Callable[[int], bytes],
) -> Checked:
    texts = {number: text_of(number) for number in dict.fromkeys(each.document for each in filing.certifications)}
    places = Places(filing, texts, raw_of)
    judged = judge_filing(filing, texts.__getitem__)
    return Checked(
        files=filing.files,
        filing=filing,
        places=tuple(places.of_certification(number) for number in range(len(filing.certifications))),
        comparisons=comparisons,
        told=tuple(sorted((Told(each, places.of(each)) for each in findings), key=_order)),
        not_known=tuple(NotKnown(each.rule, each.unknown) for each in judged if each.unknown),
        set_aside=set_aside,
    )


def _unread(
    files: tuple[RawFile, ...], findings: tuple[Finding, ...], set_aside: tuple[QuarantineEntry, ...]
) -> Checked:
    told = tuple(Told(each, Place(each.path, Anchor.FILE)) for each in findings)
    return Checked(files, None, (), (), told, (), set_aside)


def _order(told: Told) -> tuple[str, int, int, int, str, str]:
    place, finding = told.place, told.finding
    return place.file, place.document or 0, place.line or 0, place.column or 0, finding.severity.value, finding.code


def _with_facts(contents: RawContents, facts: Mapping[str, str]) -> RawContents:
    """Return CONTENTS with FACTS beside it, before those of a sidecar."""
    if not facts:
        return contents
    beside: Mapping[str, object] = {}
    if contents.sidecar:
        file, raw = contents.sidecar
        wrong = read_sidecar(raw)[1]
        if wrong:
            raise RawError(file.path, wrong, "mend this sidecar, or check without options that add to it")
        beside = tomllib.loads(raw.decode("utf-8"))
    told = _toml({**{key: str(value) for key, value in beside.items()}, **facts})
    return replace(contents, sidecar=(RawFile("the options", sha256(told).hexdigest(), len(told)), told))


def _toml(facts: Mapping[str, str]) -> bytes:
    """Return FACTS as a sidecar."""
    plain = {key: value.replace("\x7f", " ").encode("utf-8", "replace").decode("utf-8") for key, value in facts.items()}
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in plain.items()).encode()
