"""The frozen records that the stages hand to each other.

Raw bytes become a `Filing` with its `Document`s; a document's body becomes a `Text`; a text yields
`Certification`s with their `Signature`s. Each value that was read is a `Stated`: the value, the words
as printed, the bytes where they stand, and the wording-table entry that recognised them, as in
`Stated(date(2003, 12, 31), "December 31, 2003", (Span(506, 523),), "periods.quarter_ended")`.
`None` always means "not stated", never "failed". This module imports nothing of ours and decides nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, NewType, TypeVar

from msgspec import Struct

AccessionNumber = NewType("AccessionNumber", str)
"""Ten digits, two-digit year, six digits: "0000950124-04-000418"."""

Cik = NewType("Cik", str)
"""Central Index Key, always ten digits: "0000887359"."""

T = TypeVar("T")


class Section(StrEnum):
    """The section of the Sarbanes-Oxley Act under which a certification is made."""

    S302 = "302"
    S906 = "906"


class Role(StrEnum):
    """The function in which an officer certifies (17 CFR 240.13a-14(a), (b), (d))."""

    PEO = "PEO"
    """Principal executive officer."""
    PFO = "PFO"
    """Principal financial officer."""
    PAO = "PAO"
    """Principal accounting officer."""
    SECURITIZATION = "SENIOR_OFFICER_SECURITIZATION"
    """Senior officer in charge of securitization of the depositor."""
    SERVICING = "SENIOR_OFFICER_SERVICING"
    """Senior officer in charge of the servicing function of the servicer."""


class Modifier(StrEnum):
    """What a title adds to a role: "Co-Chief Executive Officer", "Interim Chief Financial Officer"."""

    CO = "co"
    INTERIM = "interim"


class BodyForm(StrEnum):
    """What the body of a document is made of."""

    TEXT = "text"
    HTML = "html"
    SET_ASIDE = "set aside"
    """A uuencoded, PDF, XML or image body: kept, named, not read."""


class Record(Struct, frozen=True):
    """What the stages hand to each other and the store keeps: made, encoded and read back at the speed of C."""


class Span(Record, frozen=True):
    """A run of bytes in one raw file."""

    start: int
    """Offset of the first byte."""
    end: int
    """Offset after the last byte."""


class Stated(Record, Generic[T], frozen=True):
    """A value that was read, with its evidence."""

    value: T
    as_printed: str
    """The words in the file, line breaks and runs of white space joined to one space."""
    spans: tuple[Span, ...]
    """Where the words stand in the raw file, in reading order; several where a title wraps in a column."""
    entry: str
    """Table and name of the wording entry that recognised it: "periods.quarter_ended"."""
    doubt: str | None = None
    """Why the value may be misread; None where the entry is a strong one."""


@dataclass(frozen=True, slots=True)
class Text:
    r"""What a reader sees of a document's body, with its way back to the raw bytes.

    Lines are parted by "\\n". In text made from HTML each row of a table is a line, and one "\\t" stands
    at each column boundary (an empty or spanned column still counts); a row whose cells hold several
    lines becomes several lines, so that columns stay columns. ASCII bodies keep their spacing.
    Every kind of space is U+0020, a picture is U+FFFC, and the numbers of an ordered list are inserted.
    """

    characters: str
    starts: tuple[int, ...]
    """Offset in `characters` at which each run begins, ascending; the first is 0."""
    raw_starts: tuple[int, ...]
    """Offset of each run's first raw byte."""
    raw_ends: tuple[int, ...]
    """Offset after each run's last raw byte. A run of as many bytes as characters maps one to one;
    any other run (an entity, a multi-byte character) maps as a whole; an inserted character maps to no byte."""
    breaks: tuple[int, ...] = ()
    """Offsets in `characters` at which a new page begins: after `<PAGE>`, a page-break style, `<HR>`."""

    _raw_order: tuple[int, ...] = field(init=False, repr=False, compare=False, default=())
    """The runs in the order of their raw bytes, where it is not the order of reading; else empty."""

    def __post_init__(self) -> None:
        """Note whether columns put the runs out of the order of their bytes."""
        ordered = sorted(self.raw_starts)
        if ordered != list(self.raw_starts):
            order = sorted(range(len(ordered)), key=lambda run: (self.raw_starts[run], self.raw_ends[run]))
            object.__setattr__(self, "_raw_order", tuple(order))

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the raw bytes behind characters START to END, in reading order, neighbours joined."""
        if not self._raw_order:
            return self._one_span(start, end)
        found: list[Span] = []
        for begin, stop in self._raw_pieces(start, end):
            if found and begin >= found[-1].end and not self._shown_between(found[-1].end, begin):
                found[-1] = Span(found[-1].start, stop)
            else:
                found.append(Span(begin, stop))
        return tuple(found)

    def ranges(self, span: Span) -> tuple[tuple[int, int], ...]:
        """Return the character ranges shown for the raw bytes of SPAN, in reading order."""
        start, end, raw_starts, raw_ends = span.start, span.end, self.raw_starts, self.raw_ends
        runs = self._runs_over(start, end)
        if len(runs) == 1:
            return (self._shown_of(runs[0], span),)
        found: list[tuple[int, int]] = []
        begins, ends = self.starts, (*self.starts[1:], len(self.characters))
        for run in sorted(runs) if self._raw_order else runs:
            if start <= raw_starts[run] and raw_ends[run] <= end:
                begin, stop = begins[run], ends[run]
            else:
                begin, stop = self._shown_of(run, span)
            if found and found[-1][1] == begin:
                found[-1] = (found[-1][0], stop)
            else:
                found.append((begin, stop))
        return tuple(found)

    def reach(self, span: Span) -> tuple[int, int] | None:
        """Return the first character shown for the raw bytes of SPAN and the end of the last; None where none is."""
        outermost = self._outermost_over(span.start, span.end)
        return outermost and (self._shown_of(outermost[0], span)[0], self._shown_of(outermost[1], span)[1])

    def line_of(self, offset: int) -> int:
        """Return the number, from 1, of the line that holds the character at OFFSET."""
        return self.characters.count("\n", 0, offset) + 1

    def _shown_of(self, run: int, span: Span) -> tuple[int, int]:
        """Return the characters of RUN that are shown for the raw bytes of SPAN."""
        start, raw_start, raw_end = self.starts[run], self.raw_starts[run], self.raw_ends[run]
        end = self._run_end(run)
        if raw_end - raw_start != end - start:
            return start, end
        return start + max(0, span.start - raw_start), start + min(raw_end, span.end) - raw_start

    def _run_end(self, run: int) -> int:
        return self.starts[run + 1] if run + 1 < len(self.starts) else len(self.characters)

    def _one_span(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the span from the first to the last of the bytes: in order, nothing else is shown between them."""
        starts, raw_starts, raw_ends = self.starts, self.raw_starts, self.raw_ends
        first = max(0, bisect_right(starts, start) - 1)
        last = bisect_left(starts, end, first) - 1
        while first <= last and raw_starts[first] == raw_ends[first]:
            first += 1
        while last > first and raw_starts[last] == raw_ends[last]:
            last -= 1
        if first > last:
            return ()
        return (Span(self._raw_start(first, start), self._raw_end(last, end)),)

    def _raw_start(self, run: int, start: int) -> int:
        """Return the first raw byte of RUN behind the characters from START on."""
        begin, raw_start = self.starts[run], self.raw_starts[run]
        if start <= begin or self.raw_ends[run] - raw_start != self._run_end(run) - begin:
            return raw_start
        return raw_start + start - begin

    def _raw_end(self, run: int, end: int) -> int:
        """Return where the raw bytes of RUN end behind the characters before END."""
        stop, raw_end = self._run_end(run), self.raw_ends[run]
        if end >= stop or raw_end - self.raw_starts[run] != stop - self.starts[run]:
            return raw_end
        return raw_end - (stop - end)

    def _raw_pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        first = max(0, bisect_right(self.starts, start) - 1)
        for run in range(first, bisect_left(self.starts, end)):
            if self.raw_starts[run] != self.raw_ends[run]:
                yield self._raw_start(run, start), self._raw_end(run, end)

    def _shown_between(self, start: int, end: int) -> bool:
        """Return whether any character shown comes from the raw bytes START to END."""
        return end > start and bool(self._runs_over(start, end))

    def _runs_over(self, start: int, end: int) -> Sequence[int]:
        """Return the runs that show any of the raw bytes START to END, in the order of their bytes."""
        if self._raw_order:
            place = bisect_right(self._raw_order, start, key=self.raw_starts.__getitem__)
            return self._runs_from(place, self._raw_order, start, end)
        raw_starts, raw_ends = self.raw_starts, self.raw_ends
        place = bisect_right(raw_starts, start)
        alone = (place < 2 or raw_ends[place - 2] <= start) and (place == len(raw_starts) or end <= raw_starts[place])
        if place and alone and start < end <= raw_ends[place - 1]:
            return (place - 1,)
        return self._runs_from(place, range(len(raw_starts)), start, end)

    def _outermost_over(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the first and the last run that show any of the raw bytes START to END; None where none does."""
        if self._raw_order:
            runs = self._runs_over(start, end)
            return (min(runs), max(runs)) if runs else None
        raw_starts, raw_ends = self.raw_starts, self.raw_ends
        first, last = bisect_right(raw_starts, start), bisect_left(raw_starts, end) - 1
        while first and raw_ends[first - 1] > start:
            first -= 1
        while first <= last and raw_ends[first] <= max(start, raw_starts[first]):
            first += 1
        while first < last and raw_ends[last] <= max(start, raw_starts[last]):
            last -= 1
        return (first, last) if first <= last else None

    def _runs_from(self, place: int, order: Sequence[int], start: int, end: int) -> Sequence[int]:
        """Return the runs over START to END, where those from PLACE in their ORDER begin after START."""
        raw_starts, raw_ends = self.raw_starts, self.raw_ends
        while place and raw_ends[order[place - 1]] > start:
            place -= 1
        found: list[int] = []
        for at in range(place, len(order)):
            run = order[at]
            raw_start, raw_end = raw_starts[run], raw_ends[run]
            if raw_start >= end:
                break
            if raw_start < raw_end > start:
                found.append(run)
        return found


class RawFile(Record, frozen=True):
    """One file below `raw/`, as it was received."""

    path: str
    """Path below the raw folder, with "/" between its parts."""
    sha256: str
    size: int
    """Bytes."""


class FormerName(Record, frozen=True):
    """A name that a registrant had before."""

    name: str
    changed_on: date | None


class Registrant(Record, frozen=True):
    """A company as the filing's header names it."""

    name: str | None
    cik: Cik | None
    sic: str | None
    """Standard Industrial Classification, four digits."""
    sic_name: str | None
    fiscal_year_end: str | None
    """Month and day, "0630"."""
    file_number: str | None
    """SEC file number, "000-22025"."""
    former_names: tuple[FormerName, ...] = ()


class Header(Record, frozen=True):
    """What the envelope says of a filing: the SGML header, a folder's index, or a sidecar."""

    source: str
    """"header", "index" or "sidecar"."""
    accession_number: AccessionNumber | None
    form_type: str | None
    """As EDGAR prints it: "10-Q", "10KSB", "10-K405/A"."""
    period_of_report: date | None
    filed_on: date | None
    accepted_at: datetime | None
    registrants: tuple[Registrant, ...]


class Document(Record, frozen=True):
    """One DOCUMENT block of a submission, one file of a folder, or a loose exhibit."""

    file: int
    """Which of the filing's files holds it."""
    type: str | None
    """As declared in its own head, "EX-31.1"; None where it declares none."""
    sequence: str | None
    filename: str | None
    description: str | None
    whole: Span
    """The whole block, its head included."""
    body: Span
    """What stands between <TEXT> and </TEXT>, wrappers left out."""
    form: BodyForm
    set_aside: str | None = None
    """Why the body is not read: "uuencoded", "pdf"; None where it is read."""


class Signature(Record, frozen=True):
    """What stands on one signature line of a certification and about it."""

    signed: bool
    """A mark with a name, or the name typed on the line and printed again beneath it."""
    mark: Stated[str] | None
    """"/s/", "/S/", "\\s\\"; None for a name typed without one."""
    conformed_name: Stated[str] | None
    """The name with the mark, as typed, without mark, quotation marks or trailing rule."""
    name_as_printed: Stated[str] | None
    """The name typed besides the signature, above or beneath it; never filled from elsewhere."""
    titles: tuple[Stated[str], ...]
    """One item a title; a part in brackets is an item of its own."""
    roles: tuple[Stated[Role], ...]
    """Each with the title (or the sentence) that it was read from."""
    modifiers: tuple[Modifier, ...]
    signed_on: Stated[date] | None


class Certification(Record, frozen=True):
    """One statement under section 302 or 906, made by the officers who sign it."""

    section: Stated[Section]
    document: int
    """Which of the filing's documents holds it."""
    whole: tuple[Span, ...]
    """All of it, from its heading to the end of its last signature block."""
    exhibit_label: Stated[str] | None
    """The exhibit number printed in the text: "Exhibit 32"."""
    registrant: Stated[str] | None
    """The company as the certification names it; the first listed where there are several."""
    co_registrants: tuple[Stated[str], ...]
    """All companies listed, in order, where there are several; else empty."""
    form_type: Stated[str] | None
    """The form certified, in EDGAR's spelling: "10-QSB"."""
    period_of_report: Stated[date] | None
    speakers: tuple[Stated[str], ...]
    """The names in "I, NAME, certify that", as printed there."""
    speaker_titles: tuple[Stated[str], ...]
    """The titles given beside those names in the sentence."""
    signatures: tuple[Signature, ...]


class Filing(Record, frozen=True):
    """One accepted submission, or a loose exhibit of one, as it was read."""

    container: str
    """"submission", "folder" or "exhibit"."""
    files: tuple[RawFile, ...]
    header: Header | None
    documents: tuple[Document, ...]
    certifications: tuple[Certification, ...]
