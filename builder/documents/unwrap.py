"""A body's characters before transport: the wrapper's dash escapes and EDGAR's line cuts undone.

In: the raw bytes and the body's span. Out: one character a byte (Latin-1), and where bytes were left out.
Two things were done to bodies on their way: the privacy-enhanced wrapper put "- " before lines that begin
with a dash (RFC 1421, section 4.3.2.2), seen as `- -------------` under signatures; and the dissemination
of full submissions cut lines at 1,023 characters, within words and references alike.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
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
        """Return RUNS over `characters` by raw offsets; a run that shows itself is cut where bytes were left out."""
        if len(self.starts) == 1:
            return runs
        placed: list[Run] = []
        for text, start, end in runs:
            if start == end:
                placed.append((text, self.raw(start), self.raw(start)))
            elif len(text) != end - start:
                placed.append((text, self.raw(start), self.raw(end - 1) + 1))
            else:
                done = 0
                for begin, stop in self.stretches(start, end):
                    placed.append((text[done : done + stop - begin], begin, stop))
                    done += stop - begin
        return placed

    def stretches(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the raw offsets of the characters START to END, a stretch for each part between bytes left out."""
        while start < end:
            part = bisect_right(self.starts, start) - 1
            stop = min(end, self.starts[part + 1]) if part + 1 < len(self.starts) else end
            raw_start = self.raw_starts[part] + start - self.starts[part]
            yield raw_start, raw_start + stop - start
            start = stop

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
    if len(body) <= CUT or document.whole == document.body or raw[:200].lstrip().startswith(b"<SUBMISSION>"):
        return False
    lines = body.split(b"\n")
    return CUT <= max(map(len, lines)) <= CUT + 1 and max(len(line.rstrip(b"\r")) for line in lines) == CUT
