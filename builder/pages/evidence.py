"""What was read from a certification, value by value, each with the name under which its place is marked.

`values_of(certification, 1)` gives `Value("Period ended", "31 Dec 2003", "1-period", spans, ...)` and so on, in
the order in which a reader meets them. Refuses to know where in the text they stand: see marked.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import msgspec

from builder.pages.views import ROLE_WORDS, SENIOR_WORDS, day, listed, sentence
from builder.records import Certification, Document, Filing, Signature, Span, Stated

EXHIBIT = "Exhibit"
"""The label of the words by which a certification says which exhibit it is."""

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


class Value(msgspec.Struct, frozen=True):
    """A value as a reader sees it, with the bytes behind it; a role read from the whole title is said with it."""

    label: str
    words: str
    name: str
    """The name of its marks: "1-period"."""
    spans: tuple[Span, ...]
    doubt: str
    """Why it may be misread; "" where it is certain."""


def values_of(certification: Certification, number: int) -> Iterator[Value]:
    """Yield what was read of certification NUMBER, counted from 1."""
    at = str(number)
    yield _value("Section", f"{at}-sec", [certification.section], [certification.section.value.value])
    yield from _maybe(EXHIBIT, f"{at}-ex", certification.exhibit_label)
    companies = certification.co_registrants or ((certification.registrant,) if certification.registrant else ())
    for count, company in enumerate(companies, 1):
        yield _value("Company", f"{at}-co{count if count > 1 else ''}", [company], [company.value])
    yield from _maybe("Form", f"{at}-form", certification.form_type)
    yield from _maybe("Period ended", f"{at}-period", certification.period_of_report)
    if certification.speakers:
        words = [speaker.value for speaker in certification.speakers]
        yield _value("“I,” line", f"{at}-i", certification.speakers, words)
    for count, signature in enumerate(certification.signatures, 1):
        yield from _values_of_signature(signature, at if count == 1 else f"{at}-s{count}")


def _values_of_signature(signature: Signature, at: str) -> Iterator[Value]:
    yield from _maybe("Signed on", f"{at}-date", signature.signed_on)
    conformed = signature.conformed_name
    if conformed:
        parts = [signature.mark, conformed] if signature.mark else [conformed]
        yield _value("Signature", f"{at}-sig", parts, [conformed.value])
    yield from _maybe("Name as printed", f"{at}-name", signature.name_as_printed)
    label = "Title" if len(signature.titles) == 1 else "Titles"
    titles = _value(label, f"{at}-title", signature.titles, [title.value for title in signature.titles])
    said = [ROLE_WORDS.get(role.value) or SENIOR_WORDS[role.value] for role in signature.roles]
    label = "Role" if len(said) == 1 else "Roles"
    roles = _value(label, f"{at}-role", signature.roles, [sentence(words) for words in said])
    if titles.spans and (titles.spans, titles.doubt) == (roles.spans, roles.doubt):
        yield msgspec.structs.replace(titles, label=f"{titles.label}, {listed(said)}")
    else:
        yield from (value for value in (titles, roles) if value.words)


def _maybe(label: str, name: str, stated: Stated[str] | Stated[date] | None) -> Iterator[Value]:
    if stated:
        words = day(stated.value) if isinstance(stated.value, date) else stated.value
        yield _value(label, name, [stated], [words])


def _value(label: str, name: str, parts: Sequence[Stated[Any]], words: Sequence[str]) -> Value:
    if len(parts) == 1:
        return Value(label, ", ".join(words), name, parts[0].spans, parts[0].doubt or "")
    spans = tuple(dict.fromkeys(span for part in parts for span in part.spans))
    doubts = dict.fromkeys(part.doubt for part in parts if part.doubt)
    return Value(label, ", ".join(words), name, spans, listed(tuple(doubts)))


def exhibit_words(document: Document, certification: Certification | None = None) -> str:
    """Return what a document is called: "Exhibit 31.1", "Form 10-K", or its file name."""
    if document.type and document.type.startswith("EX-"):
        return f"Exhibit {document.type.removeprefix('EX-')}"
    if certification and certification.exhibit_label:
        return sentence(certification.exhibit_label.value.lower().replace("ex-", "exhibit "))
    if document.type:
        return f"Form {document.type}"
    return "Exhibit"


def exhibits_of(filing: Filing) -> tuple[str, ...]:
    """Return for each certification where it stands: "Exhibit 32, first", "Exhibit 31.1"."""
    labelled = {c.document: c for c in reversed(filing.certifications) if c.exhibit_label}
    plain = [exhibit_words(filing.documents[c.document], labelled.get(c.document)) for c in filing.certifications]
    homes = [(c.document, words) for c, words in zip(filing.certifications, plain, strict=True)]
    out: list[str] = []
    for index, home in enumerate(homes):
        count = homes[:index].count(home)
        nth = ORDINALS[count] if count < len(ORDINALS) else f"no. {count + 1}"
        out.append(f"{home[1]}, {nth}" if homes.count(home) > 1 else home[1])
    return tuple(out)
