r"""The characters that a reader sees for the bytes of a run of text, each with its way back.

In: characters that stand for one raw byte each. Out: runs `(characters shown, first offset, offset after the
last)`, as in `AT&#38;T&nbsp;Corp.` -> `("AT", 0, 2), ("&", 2, 7), ("T", 7, 8), (" ", 8, 14), ("Corp.", 14, 19)`.
Bytes above 127 are read as UTF-8 where they are well-formed UTF-8, else as Windows-1252; the numbers 128-159,
as bytes, references or C1 characters (bytes C2 92), are Windows-1252 too, as in browsers (HTML standard,
sections 13.2.5.80 and 13.5). Every kind of space is U+0020: a no-break space parts words like any other.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from html.entities import html5

Run = tuple[str, int, int]
"""Characters shown, offset of their first byte, offset after their last."""

UTF_8_TAIL = r"""
        (?<=[\xc2-\xdf]) [\x80-\xbf]
      | (?<=\xe0) [\xa0-\xbf][\x80-\xbf]
      | (?<=[\xe1-\xec\xee\xef]) [\x80-\xbf]{2}
      | (?<=\xed) [\x80-\x9f][\x80-\xbf]
      | (?<=\xf0) [\x90-\xbf][\x80-\xbf]{2}
      | (?<=[\xf1-\xf3]) [\x80-\xbf]{3}
      | (?<=\xf4) [\x80-\x8f][\x80-\xbf]{2}
"""
"""The bytes after the first of a character of several bytes (RFC 3629, section 4)."""

WHOLE_BY_ITSELF = "|".join(sorted(name for name in html5 if not name.endswith(";")))
"""References that need no semicolon ("&copy"): what follows their space is no part of them (HTML standard, 13.5)."""

_REFERENCES_AND_BYTES = rf"""
        (?<=&) (?= [#a-zA-Z] )
        (?: nbsp; (?:&nbsp;)* | \#160; (?:&\#160;)*    # no-break spaces in a row are one run
          | (?! (?:{WHOLE_BY_ITSELF}) \s )                # perhaps broken over a line
            \#? [a-zA-Z0-9]{{1,8}} \r?[\n\x20]\x20? [a-zA-Z0-9]{{1,8}} ;
          | \#? [a-zA-Z0-9]{{1,32}} ;?
        )
      | {UTF_8_TAIL}
      | (?<=[\x80-\xff])
"""

SPECIAL = re.compile(rf"[&\x20\x80-\xff] (?: (?<=\x20) \x20+ | {_REFERENCES_AND_BYTES} )", re.VERBOSE)
"""What does not show itself in a run of HTML text: several spaces, references, bytes above 127."""

SPECIAL_CHARACTER = re.compile(rf"[&\x80-\xff] (?: {_REFERENCES_AND_BYTES} )", re.VERBOSE)
"""The same where no two spaces stand together. What may begin it is looked for first, which makes the search quick."""

SPACES = frozenset(
    "\t\n\r\f\v\x1c\x1d\x1e\x1f \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
UNSEEN = frozenset("\xad\u200b\u2060\ufeff")
"""Soft hyphen, zero-width space, word joiner, byte order mark: nothing is seen of them."""


BROKEN_NUMBER = re.compile(r"&#\d{1,4}\s{1,2}\d{1,4};")


def find_shown(special: str) -> str:
    """Return what is seen for one SPECIAL piece; it may be nothing, or more than one character."""
    if special[0] == "&":
        return _referred(special)
    return _decoded(special)


@lru_cache(maxsize=4096)
def _referred(reference: str) -> str:
    """Return the characters for REFERENCE ("&#147;", "&nbsp;&nbsp;", "&rsquo;"), or itself if it is none."""
    if reference.startswith(("&nbsp;", "&#160;")):
        return " " * reference.count("&")
    joined = "".join(reference.split())
    if joined != reference and joined[1:] not in html5 and not BROKEN_NUMBER.fullmatch(reference):
        joined = reference
    return "".join(seen(character) for character in unescape(joined))


@lru_cache(maxsize=1024)
def _decoded(special: str) -> str:
    """Return the character for the bytes SPECIAL."""
    as_bytes = special.encode("latin-1")
    if len(as_bytes) > 1:
        return seen(as_bytes.decode("utf-8"))
    return seen(as_bytes.decode("cp1252", errors="replace"))


def seen(character: str) -> str:
    """Return CHARACTER as a reader sees it: spaces alike, C1 characters as Windows-1252, unseen ones as nothing."""
    if "\x80" <= character <= "\x9f":
        character = character.encode("latin-1").decode("cp1252", errors="replace")
    if character in SPACES:
        return " "
    if character in UNSEEN:
        return ""
    return "\ufffd" if character == "\0" else character
