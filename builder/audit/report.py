"""The certifications against the report that they stand beside: its exhibit index, its signature page, its copies.

Reads the documents of the filing that hold no certification. "31.2  Certification of the Chief Financial Officer" in an
exhibit index, and no such exhibit, is told as "not found in this filing". Says nothing where the report is not there.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from itertools import islice

from builder.audit.case import Answer, Case, Seen, Unknown
from builder.records import BodyForm, Section, Signature
from builder.wording.persons import read_name

INDEX = re.compile(r"(?i:\bexhibit\s+index\b|\bindex\s+to\s+exhibits\b|\bitem\s+(?:6|15)\s?[.:]?\s+exhibits)")
INDEX_LINE = re.compile(
    r"""
      ^[ \t|*]{0,12} \(? (?:exhibit\s)? \(?
      (3[12] (?:\.\d{1,2} | \([a-d]\) | [a-d])? ) \)? [*+†‡]{0,3}
      [ \t|.:–-]{1,20} (.{0,160})
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
NUMBER_LINE = re.compile(r"(?m:^[ \t|*]{0,12}\(?\d{1,2}\.\d{1,2}\)?[*+†‡]{0,3}[ \t|])")
FEWEST_LINES = 2
"""So many other exhibits make a list of exhibits an index."""
MOST_INDEXES = 8
INDEX_REACH = 30_000
SIGNATURES = re.compile(r"(?m:^[ \t|*]{0,12}S\s?I\s?G\s?N\s?A\s?T\s?U\s?R\s?E\s?S?\b[ \t|*]{0,12}$)", re.IGNORECASE)
PAGE = 8000
MARK = re.compile(r"(?:/s/|/S/|\\s\\)")
CO_EXECUTIVE = re.compile(r"(?i:\bco-?\s?(?:chief|principal)\s+executive|\bco-?\s?CEO\b)")


def not_attached(case: Case) -> Iterator[Answer]:
    """Yield the certifications that the report's exhibit index lists and the filing does not hold."""
    listed = _listed(case)
    if not listed:
        return
    for section, first in ((Section.S302, "31"), (Section.S906, "32")):
        numbers = sorted({number for number in listed if number.startswith(first)})
        held = list(case.certifications(section))
        signed = sum(max(1, len(each.signatures)) for _, each in held)
        if numbers and len(numbers) > max(len(held), signed):
            expected = f"exhibits {', '.join(numbers)}, as the report's index lists them"
            yield Seen(expected, f"{len(held)} under section {section} found in this filing", confidence=0.5)
        elif held and not numbers and _declared(case, first):
            expected = f"an exhibit {first} in the report's index"
            yield Seen(expected, "not found in the index", confidence=0.5)


def copies_alone(case: Case) -> Iterator[Answer]:
    """Yield the exhibits 31 and 32 that are there as an unofficial copy alone, such as PDF."""
    for section, first in ((Section.S302, "31"), (Section.S906, "32")):
        aside = [
            each
            for each in case.filing.documents
            if each.form is BodyForm.SET_ASIDE and (each.type or "").upper().startswith(f"EX-{first}")
        ]
        if aside and not any(case.certifications(section)):
            yield Seen("a certification as text", f"{aside[0].set_aside} alone in {aside[0].type}", confidence=0.7)


def not_on_signature_page(case: Case) -> Iterator[Answer]:
    """Yield the certifying officers whose name is not found on the report's signature page."""
    pages = list(_signature_pages(case))
    if not pages:
        if case.filing.container == "submission":
            yield Unknown("no signature page was found in the report")
        return
    for place, number, _, signature in case.signatures(Section.S302):
        surname = _surname(signature)
        if surname and not any(surname in page for page in pages):
            stated = signature.name_as_printed or signature.conformed_name
            seen = f"{stated.as_printed}: not found on the report's signature page" if stated else ""
            yield Seen("a signer of the report", seen, stated.spans if stated else (), place, number, 0.5)


def co_executive_alone(case: Case) -> Iterator[Answer]:
    """Yield that a co-chief executive officer certifies and no other one does."""
    if case.filing.container == "exhibit":
        return
    together = [
        (place, number, signature)
        for place, number, _, signature in case.signatures(Section.S302)
        if any(CO_EXECUTIVE.search(title.value) for title in signature.titles)
    ]
    if len({_surname(signature) for _, _, signature in together}) == 1:
        place, number, signature = together[0]
        titles = ", ".join(each.as_printed for each in signature.titles)
        yield Seen("a certification of each principal executive officer", titles, (), place, number, 0.5)


def _listed(case: Case) -> set[str]:
    """Return the numbers of the exhibits 31 and 32 in the report's exhibit index; empty where none is found."""
    for text in case.beside:
        for found in islice(INDEX.finditer(text.characters), MOST_INDEXES):
            stretch = text.characters[found.end() : found.end() + INDEX_REACH]
            if len(NUMBER_LINE.findall(stretch)) < FEWEST_LINES:
                continue
            lines = INDEX_LINE.findall(stretch)
            numbers = {
                number.lower() for number, words in lines if "ertif" in words or "906" in words or "302" in words
            }
            if numbers:
                return numbers
    return set()


def _declared(case: Case, first: str) -> bool:
    return any((each.type or "").upper().startswith(f"EX-{first}") for each in case.filing.documents)


def _signature_pages(case: Case) -> Iterator[str]:
    """Yield the report's signature pages, folded: from a line "SIGNATURES", where marks follow."""
    for text in case.beside:
        for found in deque(SIGNATURES.finditer(text.characters), maxlen=3):
            page = text.characters[found.end() : found.end() + PAGE]
            if MARK.search(page):
                yield page.casefold()


def _surname(signature: Signature) -> str | None:
    stated = signature.name_as_printed or signature.conformed_name
    name = read_name(stated.value) if stated else None
    return name.surname_display.casefold() if name and name.surname else None
