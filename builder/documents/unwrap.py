"""A body's characters before transport: the wrapper's dash escapes and EDGAR's line cuts undone.

In: the raw bytes and the body's span. Out: one character a byte (Latin-1), and where bytes were left out.
Two things were done to bodies on their way: the privacy-enhanced wrapper put "- " before lines that begin
with a dash (RFC 1421, section 4.3.2.2), seen as `- -------------` under signatures; and the dissemination
of full submissions cut lines at 1,023 characters, within words and references alike.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from builder.documents.shown import Run
from builder.records import Document

WRAPPER = b"-----BEGIN PRIVACY-ENHANCED MESSAGE-----"
CUT = 1023
"""Characters after which full submissions cut a line."""
ESCAPE = re.compile(rb"^- (?=-)", re.MULTILINE)
CUT_END = re.compile(rb"^[^\n]{1022}[^\n\r](\r?\n)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """A body as it was before transport."""

    characters: str
    """One character a byte, the Latin-1 reading."""
    starts: tuple[int, ...]
    """Offsets in `characters` from which `raw_starts` count; the first is 0."""
    raw_starts: tuple[int, ...]

    def place(self, runs: list[Run]) -> list[Run]:
        """Return RUNS over `characters` with their raw offsets; a run over a place left out is cut there."""
        if len(self.starts) == 1:
            return runs
        placed: list[Run] = []
        for text, start, end in runs:
            if len(text) != end - start or start == end:
                last = self.raw(end - 1) + 1 if end > start else self.raw(start)
                placed.append((text, self.raw(start), last))
                continue
            done = start
            for cut in self.starts[bisect_right(self.starts, start) : bisect_right(self.starts, end - 1)]:
                placed.append((text[done - start : cut - start], self.raw(done), self.raw(cut - 1) + 1))
                done = cut
            placed.append((text[done - start :], self.raw(done), self.raw(end - 1) + 1))
        return placed

    def raw(self, offset: int) -> int:
        """Return the raw offset of the byte behind the character at OFFSET."""
        part = bisect_right(self.starts, offset) - 1
        return self.raw_starts[part] + offset - self.starts[part]


def unwrap(raw: bytes, document: Document) -> Unwrapped:
    """Return the body of DOCUMENT in RAW as it was before transport."""
    begin, end = document.body.start, document.body.end
    body = raw[begin:end]
    left_out = [found.span() for found in ESCAPE.finditer(body)] if is_wrapped(raw) else []
    if _is_cut(raw, body, document):
        left_out += [found.span(1) for found in CUT_END.finditer(body)]
        left_out.sort()
    kept: list[bytes] = []
    starts, raw_starts = [0], [begin]
    done = length = 0
    for first, last in left_out:
        if first > done:
            kept.append(body[done:first])
            length += first - done
            starts.append(length)
            raw_starts.append(begin + last)
        else:
            raw_starts[-1] = begin + last
        done = last
    kept.append(body[done:])
    return Unwrapped(b"".join(kept).decode("latin-1"), tuple(starts), tuple(raw_starts))


def is_wrapped(raw: bytes) -> bool:
    """Return whether RAW is a privacy-enhanced message."""
    return raw[:200].lstrip().startswith(WRAPPER)


def _is_cut(raw: bytes, body: bytes, document: Document) -> bool:
    """Return whether the lines of BODY were cut: in a full submission, where none is longer than the cut."""
    if document.whole == document.body or raw[:200].lstrip().startswith(b"<SUBMISSION>"):
        return False
    longest = max(len(line) - line.endswith(b"\r") for line in body.split(b"\n"))
    return longest == CUT
