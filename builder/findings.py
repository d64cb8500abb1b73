"""Findings: what is worth telling about the material. Values, collected and shown, never raised.

A finding reads: where, what was expected, what was seen. `Finding("name_not_read", Severity.INFORMATION, ...)`.
A code is a word of `CODES`, which are about our own reading, or the id of an audit rule, whose `RuleText` says
what it means. A `Comparison` holds one certification against the prescribed text.
"""

from __future__ import annotations

from enum import StrEnum

from builder.records import Record, Span


class Severity(StrEnum):
    """How much a finding matters, from the SEC staff's own ranking to plain information."""

    A = "A"
    """The staff's examples of errors that need a corrected certification with the whole report."""
    B = "B"
    """The staff asks for a correction, or a rule is plainly not met."""
    C = "C"
    """Departs from the text that is to stand "exactly as set forth", without clear change of meaning."""
    D = "D"
    """A notable practice, allowed or not regulated."""
    INFORMATION = "I"
    """Information, our own doubts included."""


class Finding(Record, frozen=True):
    """One thing worth telling, with the place where it can be seen."""

    code: str
    """A word of `CODES`, or the id of an audit rule."""
    severity: Severity
    path: str
    """The raw file, below the raw folder."""
    spans: tuple[Span, ...]
    """Where in that file; empty where something is absent from all of it."""
    expected: str
    seen: str
    confidence: float
    """From 0 to 1."""
    certification: int | None = None
    """Which of the filing's certifications it is about; None for the whole filing."""
    signature: int | None = None
    """Which of that certification's signatures; None for all of it."""
    line: int | None = None
    """The line of its document's text, from 1, in which the first of its places begins; None where it has none."""


class RuleText(Record, frozen=True):
    """What a rule of the audit says of itself."""

    id: str
    name: str
    """A few words: "Another form is named"."""
    sentence: str
    """What was seen where it speaks, in words that accuse nobody."""
    not_meant: str
    """What a finding of it does not mean."""
    severity: Severity
    source: str
    """Where it is prescribed: "18 U.S.C. 1350(b)"."""
    guard: str
    """What keeps it from speaking."""
    applies: str
    """To what: "302", "906", "filing", "history", words as pages may print them."""


class DeviationKind(StrEnum):
    """How words differ from the prescribed text."""

    OMISSION = "omission"
    INSERTION = "insertion"
    SUBSTITUTION = "substitution"
    REORDER = "reorder"
    NOUN = "noun"
    """Another word for "registrant"."""
    REPORT_WORD = "report word"
    """"this annual report" for "this report"."""
    SINGULAR = "singular"
    """"I am responsible" for "the other certifying officers and I are responsible"."""
    TYPO = "typo"


class Standing(StrEnum):
    """How a paragraph stands against its prescribed words."""

    AS_PRESCRIBED = "as prescribed"
    DIFFERS = "differs"
    NOT_FOUND = "not found"
    REPEATED = "repeated"


class Deviation(Record, frozen=True):
    """One place where a certification leaves the prescribed text."""

    paragraph: str
    """"4a"."""
    kind: DeviationKind
    expected: str
    """The prescribed words; "" for an insertion."""
    found: str
    """The words as they stand; "" for an omission."""
    spans: tuple[Span, ...]
    """Where they stand; for an omission, the words before which the prescribed ones would stand."""
    weight: float
    rule: str
    """The rule that tells it."""
    line: int | None = None
    """The line of its document's text, from 1, in which it begins."""


class ParagraphStanding(Record, frozen=True):
    """One paragraph of the prescribed text, and how the certification has it."""

    key: str
    """"4a"."""
    standing: Standing
    in_order: bool
    score: float
    """From 0 to 1."""
    spans: tuple[Span, ...]


class Comparison(Record, frozen=True):
    """One 302 certification against the prescribed text that it comes nearest to."""

    version: str
    """Id of the text that it was compared with: "302-2003-full"."""
    forms: tuple[int, ...]
    """Which of the forms in which each of its paragraphs may stand."""
    version_name: str
    source: str
    asked: str | None
    """Id of the text that is right for its filing; None where that is not known."""
    why: str
    """Why that text is right, or why it is not known."""
    score: float
    """Conformity: 1 less weighted deviations by words, from 0 to 1."""
    paragraphs: tuple[ParagraphStanding, ...]
    deviations: tuple[Deviation, ...]
    accepted: tuple[str, ...] = ()
    """Ids of other texts that are right for its filing as well."""


class Examination(Record, frozen=True):
    """What the audit keeps of one certification's words, for its page and for the company's history."""

    digest: str
    """Of its folded words from the first to its last signature, its date among them: equal for equal words."""
    comparison: Comparison | None
    """None where no text is prescribed, or too little of it was found."""


CODES = {
    "truncated": "The file ends before its last document does.",
    "header_value_unread": "A value of the header is not in a form that is known.",
    "sidecar_wrong": "The sidecar beside the exhibit has a key or a value that cannot be used.",
    "document_not_read": "A document is too large, or certifies too often, to be read; what it says is not shown.",
    "look_alike": "A statement that looks like a certification under section 302 or 906 and is none.",
    "date_not_read": "Words set like a date name a day that no calendar has.",
    "doubtful_value": "A value that another reader could take otherwise.",
    "no_signature_block": "No signature block was found under the statement in this document.",
    "no_person_named": "No name was found where the signature stands.",
    "registrant_by_name": "The registrant was joined to a company by its name alone.",
}
"""The sentence of each code that is about our own reading; the audit's rules bring their own."""
