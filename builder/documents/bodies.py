"""What a document's body is made of: ASCII text, HTML, or something that is set aside with its reason.

In: a body's bytes. Out: a BodyForm and, where it is set aside, why ("uuencoded", "pdf", "image", "xml").
Told by content: HTML hides in `.txt` files, PDF comes uuencoded (`begin 644 report.pdf`). Refuses to know names.
"""

from __future__ import annotations

import re
from itertools import islice

from builder.records import BodyForm

OPENING = 65_536
"""Bytes of a body that are looked at."""

HTML_OPENINGS = (b"<!doctype html", b"<html", b"<head>", b"<body")
HTML_TAG = re.compile(
    rb"""
      </(?:p|div|font|td|tr|b|i|u|center|span|h[1-6]|a|strong|em)>
    | <br\s{0,9}/?>
    | <(?:p|div|td|tr|font|span)[ >]
    | &nbsp; | &\#1[46][0-9];
    """,
    re.IGNORECASE | re.VERBOSE,
)
HTML_STRUCTURE = re.compile(rb"<br\s*/?>|</?(?:p|div|td|tr|font|span|h[1-6])[ >]", re.IGNORECASE)
UUENCODED = re.compile(rb"\s{0,80}(?:<[A-Z]{1,12}>\s{0,80})?begin [0-7]{3,4} (?P<name>[^\r\n]{1,255})\r?\n")
SIGNATURES = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"GIF8", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"BM", ""),
    (b"PK\x03\x04", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\xd0\xcf\x11\xe0", "office document"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
"""How files of other kinds begin."""


def find_form(body: bytes) -> tuple[BodyForm, str | None]:
    """Return what BODY is made of, and why it is set aside if it is."""
    opening = body[:OPENING]
    stripped = opening.lstrip(b"\xef\xbb\xbf \t\r\n\f")
    reason = _reason(opening, stripped)
    if reason:
        return BodyForm.SET_ASIDE, reason
    if is_html(opening, stripped):
        return BodyForm.HTML, None
    if stripped.startswith(b"<?xml") or stripped[:6].upper() == b"<XBRL>":
        return BodyForm.SET_ASIDE, "xml"
    return BodyForm.TEXT, None


def _reason(opening: bytes, stripped: bytes) -> str | None:
    if not stripped:
        return "empty"
    if UUENCODED.match(opening):
        return "uuencoded"
    for signature, kind in SIGNATURES:
        if kind and stripped.startswith(signature):
            return kind
    odd = opening.translate(None, delete=_TEXTUAL)
    return "binary" if len(odd) * 20 > len(opening) or opening.count(b"\0") > 8 else None


_TEXTUAL = bytes(range(0x20, 0x100)) + b"\t\n\r\f\v\x1a"
"""Bytes that occur in text; the high ones are letters and quotation marks in some character set."""


def is_html(opening: bytes, stripped: bytes) -> bool:
    """Return whether a body that begins with OPENING (STRIPPED of white space) is HTML.

    It says so in its first tags, or its tags are as thick as in HTML: an ASCII body may hold a stray `<B>`.
    """
    first = stripped[:2048].lower()
    if any(tag in first for tag in HTML_OPENINGS):
        return True
    structure = HTML_STRUCTURE.search(opening) if b"<" in opening else None
    if structure is None:
        return False
    enough = max(2, opening.count(b"\n") // 20)
    return sum(1 for _ in islice(HTML_TAG.finditer(opening), enough)) == enough
