"""Findings: what is worth telling about the material. Values, collected and shown, never raised.

A finding reads: where, what was expected, what was seen. `Finding("name_not_read", Severity.INFORMATION, ...)`.
A code is a word of `CODES`, which are about our own reading, or the id of an audit rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from builder.records import Span


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


@dataclass(frozen=True, slots=True)
class Finding:
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


CODES = {
    "truncated": "The file ends before its last document does.",
    "header_value_unread": "A value of the header is not in a form that is known.",
    "sidecar_wrong": "The sidecar beside the exhibit has a key or a value that cannot be used.",
    "look_alike": "A statement that looks like a certification under section 302 or 906 and is none.",
    "date_not_read": "Words set like a date name a day that no calendar has.",
    "doubtful_value": "A value that another reader could take otherwise.",
    "no_signature_block": "No signature block was found under the statement in this document.",
    "no_person_named": "No name was found where the signature stands.",
    "registrant_by_name": "The registrant was joined to a company by its name alone.",
}
"""The sentence of each code that is about our own reading; the audit's rules bring their own."""
