r"""The envelope: one raw source's header, and where each of its documents stands.

In: the bytes of a full submission, an EDGAR folder or a loose exhibit. Out: an Envelope and the findings about it.
Documents come in four dresses, tried in this order: "<DOCUMENT><TYPE>EX-31.1 ... </DOCUMENT>"; a renderer's
"<EX-31.1> ... </EX-31.1>"; the bare lines "EX-31.1", "8", "ex311.htm" left where all tags were stripped; and a
file that is one document, perhaps with "EX-32.1 4 ex32-1.htm" on its first line. Pure: it looks at nothing but
its argument. Refuses to know what the documents say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape

from builder.documents.bodies import find_form
from builder.documents.header import accession, central_index_key, read_header
from builder.documents.raw import RawContents
from builder.documents.sidecar import KEYS, read_sidecar
from builder.findings import Finding, Severity
from builder.records import Document, Header, RawFile, Registrant, Span

BLOCK = re.compile(rb"^[ \t]{0,8}<DOCUMENT>", re.MULTILINE | re.IGNORECASE)
BLOCK_END = re.compile(rb"</DOCUMENT>[ \t]{0,80}(?:\r?\n)?", re.IGNORECASE)
AFTER_LAST = re.compile(
    rb"^(?:</SEC-DOCUMENT>|</IMS-DOCUMENT>|</SUBMISSION>|-----END[ ]PRIVACY-ENHANCED)", re.MULTILINE
)
HEAD = re.compile(rb"\s{0,80}<(TYPE|SEQUENCE|FILENAME|DESCRIPTION)>([^\r\n<]{0,1000})", re.IGNORECASE)
BODY_BEGIN = re.compile(rb"\s{0,400}<TEXT>(?:[ \t]{0,80}\r?\n)?", re.IGNORECASE)
BODY_END = re.compile(rb"</TEXT>", re.IGNORECASE)
BODY_WRAPPER = re.compile(rb"\s{0,80}<(PDF|XBRL|XML)>(?:[ \t]{0,80}\r?\n)?", re.IGNORECASE)

RENDERED = re.compile(rb"^<(?P<type>EX-[^<>\s]{1,20})>", re.MULTILINE)
RENDERED_HEAD = re.compile(
    rb"""\s{0,8}? (?P<sequence>\d{1,4}) [ \t]{0,8}\r?\n
         [ ]? (?: (?P<filename>[^\s<>]{1,200}\.[A-Za-z0-9]{2,5}) [ \t]{0,8}\r?\n )?
         (?: [ ](?P<description>\S[^\r\n]{0,400})\r?\n (?=\s{0,8}?\r?\n) )?""",
    re.VERBOSE,
)
STRIPPED = re.compile(
    rb"""^ (?P<type>[A-Z0-9][A-Z0-9().\-/]{1,20}) [ \t]{0,8}\r?\n
         (?P<sequence>\d{1,4}) [ \t]{0,8}\r?\n
         (?P<filename>[^\s<>]{1,200}\.[A-Za-z]{2,5}) [ \t]{0,8}\r?\n""",
    re.VERBOSE | re.MULTILINE,
)
FIRST_LINE = re.compile(
    rb"""\s{0,80} (?P<type>EX-[^<>\s]{1,20}) [ ] (?P<sequence>\d{1,4}) [ ]
         (?P<filename>[^\s<>]{1,200}\.[A-Za-z]{2,5}) (?:[ ](?P<description>[^\r\n<]{1,400}))? [ \t]{0,8}\r?\n""",
    re.VERBOSE,
)
HEADER_END = re.compile(rb"^</(?:SEC-HEADER|IMS-HEADER|SEC-Header|Header)>[ \t]{0,80}\r?\n?", re.MULTILINE)
HEADER_KEY = re.compile(rb"^ACCESSION[ ]NUMBER:|^<ACCESSION-NUMBER>|^CONFORMED[ ]SUBMISSION[ ]TYPE:", re.MULTILINE)


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
    files = tuple(file for file, _ in contents.files)
    if contents.kind == "folder":
        return _folder(contents, files)
    file, raw = contents.files[0]
    documents, header_end = cut_documents(raw)
    header, unread = (
        read_header(raw[:header_end]) if header_end and HEADER_KEY.search(raw, 0, header_end) else (None, ())
    )
    findings = [*_unread(file.path, unread), *_truncated(file.path, raw, documents)]
    container = "submission" if header or BLOCK.search(raw) else "exhibit"
    if contents.sidecar:
        header, found = _with_sidecar(header, contents.sidecar)
        findings += found
    return Envelope(container, files, header, documents), tuple(findings)


def cut_documents(raw: bytes, file: int = 0) -> tuple[tuple[Document, ...], int]:
    """Return the documents in RAW, the bytes of file number FILE, and where the header before them ends."""
    last = AFTER_LAST.search(raw)
    stop = last.start() if last else len(raw)
    for pattern, cut in ((BLOCK, _block), (RENDERED, _rendered), (STRIPPED, _stripped)):
        starts = [found.start() for found in pattern.finditer(raw, 0, len(raw) if pattern is BLOCK else stop)]
        if not starts or (pattern is STRIPPED and starts[0] and not HEADER_KEY.search(raw, 0, starts[0])):
            continue
        limits = [*starts[1:], max(stop, starts[-1]) if pattern is not BLOCK else _last_limit(raw, starts[-1])]
        documents = tuple(cut(raw, start, limit, file) for start, limit in zip(starts, limits, strict=True))
        return documents, starts[0]
    return _whole(raw, stop, file)


def _last_limit(raw: bytes, start: int) -> int:
    found = AFTER_LAST.search(raw, start)
    return found.start() if found else len(raw)


def _block(raw: bytes, start: int, limit: int, file: int) -> Document:
    """Return the document of a <DOCUMENT> block that begins at START and ends before LIMIT."""
    ends = list(BLOCK_END.finditer(raw, start, limit))
    whole = Span(start, ends[-1].end() if ends else limit)
    opened = BLOCK.match(raw, start)
    return _headed(raw, opened.end() if opened else start, whole, ends[-1].start() if ends else limit, file)


def _headed(raw: bytes, place: int, whole: Span, limit: int, file: int) -> Document:
    """Return the document whose head tags begin at PLACE."""
    head: dict[str, str] = {}
    while found := HEAD.match(raw, place, limit):
        head.setdefault(found[1].decode("ascii").lower(), _clean(found[2]))
        place = found.end()
    begin = BODY_BEGIN.match(raw, place, limit)
    place = begin.end() if begin else place
    ends = [found.start() for found in BODY_END.finditer(raw, place, limit)]
    body = _unwrapped(raw, Span(place, ends[-1] if ends else limit))
    return _document(raw, file, whole, body, head)


def _unwrapped(raw: bytes, body: Span) -> Span:
    """Return BODY without a <PDF>, <XBRL> or <XML> around it."""
    wrapper = BODY_WRAPPER.match(raw, body.start, body.end)
    if not wrapper:
        return body
    end = raw.rfind(b"</" + wrapper[1], wrapper.end(), body.end)
    return Span(wrapper.end(), end if end >= 0 else body.end)


def _rendered(raw: bytes, start: int, limit: int, file: int) -> Document:
    """Return the document of a rendering's `<EX-31.1>` element."""
    opened = RENDERED.match(raw, start)
    if not opened:
        raise AssertionError("a rendering begins with its type")
    place = opened.end()
    end = raw.rfind(b"</" + opened["type"] + b">", place, limit)
    body_end = end if end >= 0 else limit
    head = {"type": _clean(opened["type"])}
    found = RENDERED_HEAD.match(raw, place, body_end)
    if found:
        head |= {name: _clean(value) for name, value in found.groupdict().items() if value}
        place = found.end()
    return _document(raw, file, Span(start, limit), Span(place, body_end), head)


def _stripped(raw: bytes, start: int, limit: int, file: int) -> Document:
    """Return the document whose head lost its tags."""
    found = STRIPPED.match(raw, start)
    if not found:
        raise AssertionError("a stripped head has its three lines")
    head = {name: _clean(value) for name, value in found.groupdict().items() if value}
    return _document(raw, file, Span(start, limit), Span(found.end(), limit), head)


def _whole(raw: bytes, stop: int, file: int) -> tuple[tuple[Document, ...], int]:
    """Return the one document that RAW is, and where a header before it ends."""
    begin = 0
    if HEADER_KEY.search(raw):
        ends = [found.end() for found in HEADER_END.finditer(raw)]
        begin = ends[-1] if ends else len(raw)
        if not raw[begin:stop].strip():
            return (), begin
    whole = Span(begin, max(stop, begin))
    if HEAD.match(raw, begin):
        return (_headed(raw, begin, whole, whole.end, file),), begin
    found = FIRST_LINE.match(raw, begin)
    if found:
        head = {name: _clean(value) for name, value in found.groupdict().items() if value}
        return (_document(raw, file, whole, Span(found.end(), whole.end), head),), begin
    return (_document(raw, file, whole, whole, {}),), begin


def _document(raw: bytes, file: int, whole: Span, body: Span, head: dict[str, str]) -> Document:
    form, set_aside = find_form(raw[body.start : body.end])
    return Document(
        file=file,
        type=head.get("type") or None,
        sequence=head.get("sequence") or None,
        filename=head.get("filename") or None,
        description=head.get("description") or None,
        whole=whole,
        body=body,
        form=form,
        set_aside=set_aside,
    )


def _clean(value: bytes) -> str:
    return " ".join(value.decode("cp1252", errors="replace").split())


def _folder(contents: RawContents, files: tuple[RawFile, ...]) -> tuple[Envelope, tuple[Finding, ...]]:
    """Return the envelope of an EDGAR folder: a document a file, its type from the header file if there is one."""
    header: Header | None = None
    heads: dict[str, dict[str, str]] = {}
    findings: list[Finding] = []
    for file, raw in contents.index:
        listed, unread, listed_heads = _index(raw)
        findings += _unread(file.path, unread)
        heads |= listed_heads
        header = listed if header is None or (listed and header.source == "index") else header
    documents: list[Document] = []
    for number, (file, raw) in enumerate(contents.files):
        whole = Span(0, len(raw))
        name = file.path.rpartition("/")[2]
        if HEAD.match(raw) or BLOCK.match(raw):
            documents += cut_documents(raw, number)[0]
        else:
            documents.append(_document(raw, number, whole, whole, {"filename": name, **heads.get(name, {})}))
    return Envelope("folder", files, header, tuple(documents)), tuple(findings)


def _index(raw: bytes) -> tuple[Header | None, tuple[str, ...], dict[str, dict[str, str]]]:
    """Return what an index or header file says: the header, its unread lines, and each file's document head."""
    if raw.lstrip()[:1] == b"{":
        return _listing(raw), (), {}
    if b"&lt;SEC-HEADER&gt;" in raw:
        raw = unescape(raw.decode("latin-1")).encode("latin-1", errors="replace")
    blocks = [found.start() for found in BLOCK.finditer(raw)]
    header, unread = read_header(raw[: blocks[0]] if blocks else raw)
    return header, unread, {head["filename"]: head for head in _heads(raw, blocks) if "filename" in head}


def _heads(raw: bytes, starts: list[int]) -> Iterator[dict[str, str]]:
    for start in starts:
        head: dict[str, str] = {}
        place = raw.find(b">", start) + 1
        while found := HEAD.match(raw, place):
            head[found[1].decode("ascii").lower()] = _clean(found[2])
            place = found.end()
        yield head


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
    """Return HEADER, or what the sidecar says where there is none, and what is wrong with the sidecar."""
    file, raw = sidecar
    stated, wrong = read_sidecar(raw)
    if wrong:
        return header, [
            _finding("sidecar_wrong", file.path, f"the keys {', '.join(KEYS)}, each with a value that fits it", wrong)
        ]
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


def _truncated(path: str, raw: bytes, documents: tuple[Document, ...]) -> list[Finding]:
    """Return a finding if the last document block of RAW never ends."""
    if not documents or not BLOCK.match(raw, documents[-1].whole.start):
        return []
    last = documents[-1].whole
    if BLOCK_END.search(raw, last.start, last.end):
        return []
    return [
        replace(
            _finding("truncated", path, "</DOCUMENT>", "the file ends without it"), spans=(Span(last.end, last.end),)
        )
    ]


def _finding(code: str, path: str, expected: str, seen: str) -> Finding:
    return Finding(code, Severity.INFORMATION, path, (), expected, seen, 1.0)
