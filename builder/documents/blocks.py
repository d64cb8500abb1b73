r"""Where each document of one raw file stands, in the four dresses that documents come in.

In: a file's bytes. Out: Documents. The dresses, tried in this order: "<DOCUMENT><TYPE>EX-31.1 ... </DOCUMENT>" (EDGAR
Filer Manual, volume II); a renderer's "<EX-31.1> ... </EX-31.1>"; the bare lines "EX-31.1", "8", "ex311.htm" left
where all tags were stripped; and a file that is one document, perhaps with "EX-32.1 4 ex32-1.htm" on its first
line. Ends may be missing. Refuses to know the header.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.documents.bodies import find_form
from builder.records import Document, Span

BLOCK, BLOCK_END, BODY_END = b"<DOCUMENT>", b"</DOCUMENT>", b"</TEXT>"
LINE_END = re.compile(rb"[ \t]{0,80}\r?\n")
AFTER_LAST = (b"\n</SEC-DOCUMENT>", b"\n</IMS-DOCUMENT>", b"\n</SUBMISSION>", b"\n-----END PRIVACY-ENHANCED")
"""What may follow the last document."""

HEAD = re.compile(rb"\s{0,80}<(TYPE|SEQUENCE|FILENAME|DESCRIPTION)>([^\r\n<]{0,1000})", re.IGNORECASE)
BODY_BEGIN = re.compile(rb"\s{0,400}<TEXT>(?:[ \t]{0,80}\r?\n)?", re.IGNORECASE)
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
FIRST_TAGGED = re.compile(
    rb"""(?:\s{0,80}<[^<>]{1,400}>){0,12} \s{0,80} (?P<type>EX-[^<>\s]{1,20}) \s (?P<sequence>\d{1,4}) \s
         (?P<filename>[^\s<>]{1,200}\.[A-Za-z]{2,5}) (?=[\s<])""",
    re.VERBOSE,
)
"""The same words at the head of a body that goes on in the same line, or within tags: they belong to the body."""
OPENING = 8192
"""Bytes in which a header stands; what looks like one further on is a document's own text."""
HEADER_END = re.compile(rb"^</(?:SEC-HEADER|IMS-HEADER|SEC-Header|Header)>[ \t]{0,80}\r?\n?", re.MULTILINE)
HEADER_WORDS = (b"ACCESSION", b"CONFORMED SUB")
HEADER_KEY = re.compile(rb"^ACCESSION[ ]NUMBER:|^<ACCESSION-NUMBER>|^CONFORMED[ ]SUBMISSION[ ]TYPE:", re.MULTILINE)


def cut_documents(raw: bytes, file: int = 0) -> tuple[tuple[Document, ...], int]:
    """Return the documents in RAW, the bytes of file number FILE, and where the header before them ends."""
    starts = list(block_starts(raw))
    if starts:
        limits = [*starts[1:], _stop(raw, starts[-1])]
        return tuple(_block(raw, *place, file) for place in zip(starts, limits, strict=True)), starts[0]
    stop = _stop(raw, 0)
    for heads, cut in ((_rendered_heads(raw, stop), _rendered), (_stripped_heads(raw, stop), _stripped)):
        if heads:
            limits = [*(head.start() for head in heads[1:]), stop]
            documents = tuple(cut(raw, head, limit, file) for head, limit in zip(heads, limits, strict=True))
            return documents, heads[0].start()
    return _whole(raw, stop, file)


def _rendered_heads(raw: bytes, stop: int) -> list[re.Match[bytes]]:
    """Return where a rendering's elements begin in RAW before STOP."""
    return list(RENDERED.finditer(raw, 0, stop)) if b"<EX-" in raw else []


def _stripped_heads(raw: bytes, stop: int) -> list[re.Match[bytes]]:
    """Return the heads that lost their tags in RAW before STOP, if the first begins the file or follows a header."""
    if not (STRIPPED.match(raw, 0, stop) or _holds_header(raw, stop)):
        return []
    heads = list(STRIPPED.finditer(raw, 0, stop))
    return heads if heads and (heads[0].start() == 0 or _holds_header(raw, heads[0].start())) else []


def _holds_header(raw: bytes, stop: int) -> bool:
    """Return whether a line of RAW before STOP is a header's; what such a line holds is looked for first."""
    return any(raw.find(word, 0, stop) >= 0 for word in HEADER_WORDS) and HEADER_KEY.search(raw, 0, stop) is not None


def block_starts(raw: bytes) -> Iterator[int]:
    """Yield where each <DOCUMENT> stands at the beginning of a line."""
    place = raw.find(BLOCK)
    while place >= 0:
        if place == 0 or raw[place - 1] in b"\n\r \t":
            yield place
        place = raw.find(BLOCK, place + 1)


def never_ends(raw: bytes, document: Document) -> bool:
    """Return whether DOCUMENT is a <DOCUMENT> block of RAW without its end."""
    start = document.whole.start
    return raw.startswith(BLOCK, start) and raw.find(BLOCK_END, start) < 0


def read_head(raw: bytes, place: int, limit: int) -> tuple[dict[str, str], int]:
    """Return the values of the head tags at PLACE of RAW, by lower-case tag, and where they end."""
    head: dict[str, str] = {}
    while found := HEAD.match(raw, place, limit):
        head.setdefault(found[1].decode("ascii").lower(), _clean(found[2]))
        place = found.end()
    return head, place


def new_document(raw: bytes, file: int, whole: Span, body: Span, head: dict[str, str]) -> Document:
    """Return the document with HEAD over WHOLE, whose BODY tells its form."""
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


def _stop(raw: bytes, start: int) -> int:
    """Return where the documents from START on end."""
    ends = [raw.find(after, start) for after in AFTER_LAST]
    return min((end + 1 for end in ends if end >= 0), default=len(raw))


def _block(raw: bytes, start: int, limit: int, file: int) -> Document:
    """Return the document of a <DOCUMENT> block that begins at START and ends before LIMIT."""
    end = raw.rfind(BLOCK_END, start, limit)
    if end < 0:
        return _headed(raw, start + len(BLOCK), Span(start, limit), limit, file)
    line_end = LINE_END.match(raw, end + len(BLOCK_END), limit)
    whole = Span(start, line_end.end() if line_end else end + len(BLOCK_END))
    return _headed(raw, start + len(BLOCK), whole, end, file)


def _headed(raw: bytes, place: int, whole: Span, limit: int, file: int) -> Document:
    """Return the document whose head tags begin at PLACE and whose end tag stands at LIMIT."""
    head, place = read_head(raw, place, limit)
    begin = BODY_BEGIN.match(raw, place, limit)
    place = begin.end() if begin else place
    end = raw.rfind(BODY_END, place, limit)
    body = _without_wrapper(raw, Span(place, end if end >= 0 else limit))
    return new_document(raw, file, whole, body, head)


def _without_wrapper(raw: bytes, body: Span) -> Span:
    """Return BODY without a <PDF>, <XBRL> or <XML> around it."""
    wrapper = BODY_WRAPPER.match(raw, body.start, body.end)
    if not wrapper:
        return body
    end = raw.rfind(b"</" + wrapper[1], wrapper.end(), body.end)
    return Span(wrapper.end(), end if end >= 0 else body.end)


def _rendered(raw: bytes, opened: re.Match[bytes], limit: int, file: int) -> Document:
    """Return the document of a rendering's `<EX-31.1>` element, which OPENED begins."""
    place = opened.end()
    end = raw.rfind(b"</" + opened["type"] + b">", place, limit)
    body_end = end if end >= 0 else limit
    head = {"type": _clean(opened["type"])}
    found = RENDERED_HEAD.match(raw, place, body_end)
    if found:
        head |= _named(found)
        place = found.end()
    return new_document(raw, file, Span(opened.start(), limit), Span(place, body_end), head)


def _stripped(raw: bytes, found: re.Match[bytes], limit: int, file: int) -> Document:
    """Return the document whose head lost its tags, as FOUND."""
    return new_document(raw, file, Span(found.start(), limit), Span(found.end(), limit), _named(found))


def _whole(raw: bytes, stop: int, file: int) -> tuple[tuple[Document, ...], int]:
    """Return the one document that RAW is, and where a header before it ends."""
    begin = header_end = 0
    if _holds_header(raw, OPENING):
        ends = [found.end() for found in HEADER_END.finditer(raw)]
        begin = ends[-1] if ends else 0
        header_end = begin or min(len(raw), OPENING)
        if not raw[begin:stop].strip():
            return (), header_end
    whole = Span(begin, max(stop, begin))
    if HEAD.match(raw, begin):
        return (_headed(raw, begin, whole, whole.end, file),), header_end
    found = FIRST_LINE.match(raw, begin)
    if found:
        return (new_document(raw, file, whole, Span(found.end(), whole.end), _named(found)),), header_end
    shown = FIRST_TAGGED.match(raw, begin)
    return (new_document(raw, file, whole, whole, _named(shown) if shown else {}),), header_end


def _named(found: re.Match[bytes]) -> dict[str, str]:
    return {name: _clean(value) for name, value in found.groupdict().items() if value}


def _clean(value: bytes) -> str:
    return " ".join(value.decode("cp1252", errors="replace").split())
