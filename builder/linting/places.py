"""Where a finding stands: the line and column that a reader sees, the line itself, and the bytes behind it.

In: a Finding, its filing, the texts of the filing's documents, the bytes of its files. Out: a Place. A finding without
words of its own stands at the signature or the certification that it is about, else at the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from builder.findings import Finding
from builder.linting.checked import Anchor, Excerpt, Place
from builder.linting.excerpt import excerpt
from builder.linting.lines import Lines
from builder.linting.regions import Source
from builder.records import Filing, Signature, Span, Text

MOST_LINES = 3
"""Lines of one place that are shown."""

Ranges = tuple[tuple[int, int], ...]
"""Runs of characters in the order of the text."""


class Places:
    """The places of one filing's findings."""

    def __init__(self, filing: Filing, texts: Mapping[int, Text], raw_of: Callable[[int], bytes]) -> None:
        """Keep FILING, the TEXTS of its documents by number, and RAW_OF, which gives the bytes of its files."""
        self.filing = filing
        self.texts = texts
        self._raw_of = raw_of
        self._sources: dict[int, Source] = {}
        self._lines: dict[int, Lines] = {}

    def of(self, finding: Finding) -> Place:
        """Return where FINDING stands."""
        for anchor, document, spans in self._candidates(finding):
            place = self._place(anchor, document, spans)
            if place:
                return place
        file = next((n for n, each in enumerate(self.filing.files) if each.path == finding.path), None)
        regions = () if file is None else tuple(map(self._source(file).region, finding.spans))
        return Place(finding.path, Anchor.FILE, regions=regions)

    def of_certification(self, number: int) -> Place:
        """Return the first line of certification NUMBER."""
        certification = self.filing.certifications[number]
        place = self._place(Anchor.CERTIFICATION, certification.document, certification.whole)
        file = self.filing.documents[certification.document].file
        return place or Place(self.filing.files[file].path, Anchor.FILE)

    def _candidates(self, finding: Finding) -> Iterator[tuple[Anchor, int, tuple[Span, ...]]]:
        """Yield what FINDING may stand at, the nearest first: (what it is, document, bytes)."""
        if finding.certification is None:
            for number in self._documents_with(finding):
                yield Anchor.WORDS, number, finding.spans
            return
        certification = self.filing.certifications[finding.certification]
        yield Anchor.WORDS, certification.document, finding.spans
        if finding.signature is not None:
            yield Anchor.SIGNATURE, certification.document, _signed(certification.signatures[finding.signature])
        yield Anchor.CERTIFICATION, certification.document, certification.whole

    def _documents_with(self, finding: Finding) -> Iterator[int]:
        """Yield the documents that hold the words of FINDING, which is about no certification."""
        for number, document in enumerate(self.filing.documents):
            same_file = self.filing.files[document.file].path == finding.path
            if same_file and any(document.whole.start <= span.start < document.whole.end for span in finding.spans):
                yield number

    def _place(self, anchor: Anchor, number: int, spans: tuple[Span, ...]) -> Place | None:
        """Return the place of SPANS in document NUMBER; None where nothing of them is shown."""
        text = self.texts.get(number)
        ranges = _seen(text, spans) if text else ()
        if text is None or not ranges:
            return None
        lines = self._lines_of(number, text)
        if anchor is Anchor.CERTIFICATION:
            ranges = (next(_by_line(text.characters, lines, ranges[:1]))[1],)
            spans = text.spans(*ranges[0])
        line, column = lines.line_and_column(ranges[0][0])
        end_line, end_column = lines.line_and_column(ranges[-1][1])
        file = self.filing.documents[number].file
        return Place(
            file=self.filing.files[file].path,
            anchor=anchor,
            document=number + 1,
            label=self._label(number),
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            regions=tuple(map(self._source(file).region, spans)),
            excerpts=tuple(_excerpts(text.characters, lines, ranges, pointed=anchor is not Anchor.CERTIFICATION)),
        )

    def _label(self, number: int) -> str:
        """Return what tells document NUMBER from the others of its file; "" where it stands alone in it."""
        document = self.filing.documents[number]
        alone = sum(each.file == document.file for each in self.filing.documents) == 1
        return "" if alone else ", ".join(part for part in (document.type, f"document {number + 1}") if part)

    def _lines_of(self, number: int, text: Text) -> Lines:
        if number not in self._lines:
            self._lines[number] = Lines(text.characters)
        return self._lines[number]

    def _source(self, file: int) -> Source:
        if file not in self._sources:
            self._sources[file] = Source(self._raw_of(file))
        return self._sources[file]


def _signed(signature: Signature) -> tuple[Span, ...]:
    """Return the bytes of the first value that SIGNATURE states, in the order in which readers look for it."""
    values = (signature.conformed_name, signature.name_as_printed, signature.mark, *signature.titles)
    return next((each.spans for each in values if each), ())


def _seen(text: Text, spans: tuple[Span, ...]) -> Ranges:
    """Return the characters shown for SPANS, without the white space about them."""
    found: list[tuple[int, int]] = []
    for start, end in sorted({each for span in spans for each in text.ranges(span)}):
        words = text.characters[start:end]
        left = len(words) - len(words.lstrip())
        if words.strip():
            found.append((start + left, start + left + len(words.strip())))
    return tuple(found)


def _excerpts(characters: str, lines: Lines, ranges: Ranges, *, pointed: bool) -> Iterator[Excerpt]:
    """Yield the first lines that RANGES stand on, with carets under them where they are POINTED at."""
    marks: dict[int, list[tuple[int, int]]] = {}
    for number, inside in _by_line(characters, lines, ranges):
        if number not in marks and len(marks) == MOST_LINES:
            break
        marks.setdefault(number, []).append(inside)
    for number, inside_line in marks.items():
        yield excerpt(number, characters, lines.bounds(number), inside_line if pointed else ())


def _by_line(characters: str, lines: Lines, ranges: Ranges) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield RANGES cut at the ends of lines, each with its line's number; blanks are left out."""
    for start, end in ranges:
        place = start
        while place < end:
            number = lines.number(place)
            stop = min(end, lines.bounds(number)[1])
            words = characters[place:stop]
            if words.strip():
                yield number, (place + len(words) - len(words.lstrip()), stop)
            place = stop + 1
