"""A filing made ready to be shown: its documents' words with the evidence marked, and where each value stands.

`show_filing(entry, companies, text_of)` reads each document's text once and marks in it every value that was read and
every place that a finding is about. The parts of the page (signatures.py, exhibit.py, told.py) ask it for places.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from builder.entries import FilingEntry, Mention
from builder.pages.evidence import Value, exhibits_of, values_of
from builder.pages.marked import Evidence, Marked, Place, Shown, mark_text
from builder.pages.views import Link, number
from builder.records import BodyForm, Certification, Filing, Text

LONGEST_MARK = 400
"""Bytes; a finding about more than this is about the whole certification and marks nothing in it."""


class Company(msgspec.Struct, frozen=True):
    """A registrant's name and CIK, for links."""

    name: str
    cik: str


class ShownFiling(msgspec.Struct, frozen=True):
    """A filing with everything that the parts of its page are made from."""

    entry: FilingEntry
    companies: Mapping[str, Company]
    exhibits: tuple[str, ...]
    """For each certification where it stands: "Exhibit 32, first"."""
    anchors: Mapping[int, str]
    mentions: Mapping[tuple[int, int], Mention]
    marked: Mapping[int, Marked]
    """The words of each document that holds a certification, by its number."""
    values: tuple[tuple[Value, ...], ...]
    """What was read of each certification."""

    @property
    def certifications(self) -> tuple[Certification, ...]:
        """Return the filing's certifications."""
        return self.entry.filing.certifications

    def place(self, name: str, document: int) -> Place | None:
        """Return where the value NAME stands in the shown text of DOCUMENT."""
        shown = self.marked.get(document)
        return shown.places.get(name) if shown else None

    def exhibit_anchor(self, index: int) -> str:
        """Return where certification INDEX says which exhibit it is; where its document begins if it does not."""
        document = self.certifications[index].document
        place = self.place(f"{index + 1}-ex", document)
        return place.anchor if place else text_anchor(document)

    def certified(self, value: str) -> Link:
        """Return "the certification, line 11", leading to the first place of VALUE."""
        for index, certification in enumerate(self.certifications):
            place = self.place(f"{index + 1}-{value}", certification.document)
            if place:
                return Link(f"the certification, line {number(place.line)}", f"#{place.anchor}")
        return Link("the certification", "")


def show_filing(
    entry: FilingEntry, companies: Mapping[str, Company], text_of: Callable[[Filing, int], Text]
) -> ShownFiling:
    """Return ENTRY ready to be shown; TEXT_OF reads a document's words again."""
    filing = entry.filing
    values = tuple(tuple(values_of(c, n)) for n, c in enumerate(filing.certifications, 1))
    exhibits = exhibits_of(filing)
    marked: dict[int, Marked] = {}
    above = Shown()
    for document in dict.fromkeys(c.document for c in filing.certifications):
        inside = [i for i, c in enumerate(filing.certifications) if c.document == document]
        evidence = [Evidence(v.name, v.spans, "doubt" if v.doubt else "") for i in inside for v in values[i]]
        evidence += [
            Evidence(span_name(n, place), (span,), "finding")
            for n, finding in enumerate(entry.findings)
            if finding.certification in inside and sum(s.end - s.start for s in finding.spans) <= LONGEST_MARK
            for place, span in enumerate(finding.spans)
        ]
        whole = [span for i in inside for span in filing.certifications[i].whole]
        rows = filing.documents[document].form is BodyForm.HTML
        named = {"anchor": text_anchor(document), "words": exhibits[inside[0]].split(", ")[0]}
        marked[document] = mark_text(text_of(filing, document), evidence, whole, rows=rows, above=above, **named)
    return ShownFiling(
        entry,
        companies,
        exhibits,
        {m.certification: m.anchor for m in reversed(entry.mentions)},
        {(m.certification, m.signature): m for m in entry.mentions},
        marked,
        values,
    )


def text_anchor(document: int) -> str:
    """Return the anchor of the words of DOCUMENT: "text-2"."""
    return f"text-{document + 1}"


def finding_name(number_of: int) -> str:
    """Return the name of the first mark of finding NUMBER_OF, counted from 0: "f1"."""
    return f"f{number_of + 1}"


def span_name(number_of: int, span: int) -> str:
    """Return the name of the mark of a finding's SPAN, counted from 0: "f1", "f1-2"."""
    return finding_name(number_of) + (f"-{span + 1}" if span else "")
