"""The envelope: one raw source's header, and where each of its documents stands.

In: the bytes of a full submission, an EDGAR folder or a loose exhibit with its sidecar. Out: an Envelope, as in
"10-Q, 2003-12-31, Aastrom Biosciences, one EX-32", and the findings about it. What the header says goes before what
an index or a sidecar says. Pure: it looks at nothing but its argument. Refuses to know what the documents say.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import unescape

from msgspec.structs import replace

from builder.documents.blocks import (
    BLOCK,
    HEAD,
    HEADER_KEY,
    block_starts,
    cut_documents,
    never_ends,
    new_document,
    read_head,
)
from builder.documents.header import accession, central_index_key, read_header
from builder.documents.raw import RawContents
from builder.documents.sidecar import KEYS, read_sidecar
from builder.findings import Finding, Severity
from builder.records import Document, Header, RawFile, Registrant, Span


@dataclass(frozen=True, slots=True)
class Envelope:
    """What an envelope holds: a Filing before its certifications are read."""

    container: str
    """"submission", "folder" or "exhibit"."""
    files: tuple[RawFile, ...]
    header: Header | None
    documents: tuple[Document, ...]


def read_envelope(contents: RawContents) -> tuple[Envelope, tuple[Finding, ...]]:
    """Return the envelope of CONTENTS and what is odd about it."""
    if contents.kind == "folder":
        return _folder(contents)
    file, raw = contents.files[0]
    documents, header_end = cut_documents(raw)
    has_header = HEADER_KEY.search(raw, 0, header_end)
    header, unread = read_header(raw[:header_end]) if has_header else (None, ())
    findings = _unread(file.path, unread)
    if documents and never_ends(raw, documents[-1]):
        place = documents[-1].whole.end
        told = _finding("truncated", file.path, "</DOCUMENT>", "the file ends without it")
        findings.append(replace(told, spans=(Span(place, place),)))
    is_enveloped = header or (documents and raw.startswith(BLOCK, documents[0].whole.start))
    if contents.sidecar:
        header, found = _with_sidecar(header, contents.sidecar)
        findings += found
    container = "submission" if is_enveloped else "exhibit"
    return Envelope(container, (file,), header, documents), tuple(findings)


def _folder(contents: RawContents) -> tuple[Envelope, tuple[Finding, ...]]:
    """Return the envelope of an EDGAR folder: a document a file, its type from the header file if there is one."""
    header: Header | None = None
    heads: dict[str, dict[str, str]] = {}
    findings: list[Finding] = []
    for file, raw in contents.index:
        listed, unread, listed_heads = _index(raw)
        findings += _unread(file.path, unread)
        heads |= listed_heads
        if listed and (header is None or header.source == "index"):
            header = listed
    documents: list[Document] = []
    for number, (file, raw) in enumerate(contents.files):
        whole = Span(0, len(raw))
        name = file.path.rpartition("/")[2]
        if HEAD.match(raw) or raw.startswith(BLOCK):
            documents += cut_documents(raw, number)[0]
        else:
            documents.append(new_document(raw, number, whole, whole, {"filename": name, **heads.get(name, {})}))
    if contents.sidecar:
        header, found = _with_sidecar(header, contents.sidecar)
        findings += found
    files = tuple(file for file, _ in contents.files)
    return Envelope("folder", files, header, tuple(documents)), tuple(findings)


def _index(raw: bytes) -> tuple[Header | None, tuple[str, ...], dict[str, dict[str, str]]]:
    """Return what an index or header file says: the header, its unread lines, and each file's document head."""
    if raw.lstrip()[:1] == b"{":
        return _listing(raw), (), {}
    if b"&lt;SEC-HEADER&gt;" in raw:
        raw = unescape(raw.decode("latin-1")).encode("latin-1", errors="replace")
    blocks = list(block_starts(raw))
    header, unread = read_header(raw[: blocks[0]] if blocks else raw)
    heads = [read_head(raw, start + len(BLOCK), len(raw))[0] for start in blocks]
    return header, unread, {head["filename"]: head for head in heads if "filename" in head}


def _listing(raw: bytes) -> Header | None:
    """Return what EDGAR's index.json says: `{"directory": {"name": ".../data/887359/000095012404000418"}}`."""
    try:
        listed = json.loads(raw)
        parts = str(listed["directory"]["name"]).rstrip("/").split("/")
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    number = accession(parts[-1])
    cik = central_index_key(parts[-2]) if len(parts) > 1 else None
    registrants = (Registrant(None, cik, None, None, None, None),) if cik else ()
    return Header("index", number, None, None, None, None, registrants) if number or cik else None


def _with_sidecar(header: Header | None, sidecar: tuple[RawFile, bytes]) -> tuple[Header | None, list[Finding]]:
    """Return HEADER with what the sidecar adds to it, and what is wrong with the sidecar, which is then not used."""
    file, raw = sidecar
    stated, wrong = read_sidecar(raw)
    if wrong:
        expected = f"the keys {', '.join(KEYS)}, each with a value that fits it"
        return header, [_finding("sidecar_wrong", file.path, expected, wrong)]
    if header is None or stated is None:
        return header or stated, []
    return replace(
        header,
        accession_number=header.accession_number or stated.accession_number,
        form_type=header.form_type or stated.form_type,
        period_of_report=header.period_of_report or stated.period_of_report,
        filed_on=header.filed_on or stated.filed_on,
        registrants=header.registrants or stated.registrants,
    ), []


def _unread(path: str, lines: tuple[str, ...]) -> list[Finding]:
    return [_finding("header_value_unread", path, "a date of eight or fourteen digits", line) for line in lines]


def _finding(code: str, path: str, expected: str, seen: str) -> Finding:
    return Finding(code, Severity.INFORMATION, path, (), expected, seen, 1.0)
