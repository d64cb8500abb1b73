"""The JSON twin of each page: the same record for programs, `index.json` beside `index.html`.

A filing's twin holds the filing as it was read, every value with its bytes; a company's and an officer's hold their
entry and what belongs to them. Dates are ISO. Nothing is said twice and nothing is said that says nothing: a name that
is absent is "not stated" or empty. What was read is a list, `["2003-12-31", 4, 506, 523]`: the value, which of
`wordings` recognised it, counted from 0, first byte and byte after the last of each run; a doubt comes last, in words.
A fact of the filing is `["10-Q", "header"]`: the value and where it is from, then other readings as such lists. The
words as printed are not repeated: they stand at these bytes. Of a comparison with the prescribed text only the
paragraphs that do not stand as prescribed are listed. content/data.md tells this to readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import msgspec

from builder.entries import CompanyEntry, FilingEntry, Mention, OfficerEntry, Sourced
from builder.findings import Comparison, ParagraphStanding, Standing
from builder.records import BodyForm, Span, Stated

Json = Any
"""What JSON is made of: dicts, lists, texts, numbers, truths."""

_LEFT_OUT = ("mentions", "examinations", "dated_on", "found")
"""What a filing's twin does not say, or says elsewhere."""

_LEAVES = (str, int, float, date)
"""What is written as it is."""


def filing_twin(entry: FilingEntry) -> str:
    """Return the twin of a filing's page."""
    whole = _named(entry)
    for name in _LEFT_OUT:
        whole.pop(name)
    whole["expected"] = [" ".join(part) for part in entry.expected]
    whole["not_found"] = [" ".join(part) for part in entry.expected if part not in entry.found]
    whole["findings"] = [_named(finding) for finding in entry.findings]
    filing = whole["filing"] = _named(entry.filing)
    if entry.filing.header:
        filing["header"] = _named(entry.filing.header)
        _leave_out_known(filing["header"], whole)
    filing["documents"] = [_named(document) for document in entry.filing.documents]
    for document in filing["documents"]:
        for name in ("whole", "sequence", "description"):
            document.pop(name)
        if document["form"] is BodyForm.HTML:
            document.pop("form")
    if len(entry.filing.files) == 1:
        _leave_out_file(filing["documents"], whole["findings"])
    whole["officers"] = list(dict.fromkeys(mention.officer for mention in entry.mentions))
    filing["certifications"] = _certifications(entry, whole["officers"])
    return _json(whole)


def _named(record: Json) -> dict[str, Json]:
    """Return what RECORD holds, by name."""
    return {name: getattr(record, name) for name in record.__struct_fields__}


def _certifications(entry: FilingEntry, officers: Sequence[str]) -> list[dict[str, Json]]:
    """Return the certifications of ENTRY: where they stand on the page, which of OFFICERS signed, how they compare."""
    certifications = [_named(certification) for certification in entry.filing.certifications]
    for certification in certifications:
        certification["signatures"] = [_named(signature) for signature in certification["signatures"]]
        for signature in certification["signatures"]:
            if signature["signed"]:
                signature.pop("signed")  # goes without saying
    for mention in entry.mentions:
        certification = certifications[mention.certification]
        certification["anchor"] = mention.anchor
        certification["signatures"][mention.signature]["officer"] = officers.index(mention.officer)
    for certification, examination in zip(certifications, entry.examinations, strict=False):
        if examination.comparison:
            certification["compared"] = _compared(examination.comparison)
    return certifications


def _leave_out_file(documents: list[dict[str, Json]], findings: list[dict[str, Json]]) -> None:
    """Take out of DOCUMENTS and FINDINGS which file they are in, where there is one."""
    for document in documents:
        document.pop("file")
    for finding in findings:
        finding.pop("path")


def _leave_out_known(header: dict[str, Json], facts: dict[str, Json]) -> None:
    """Take out of HEADER what stands among the FACTS of the filing as read from it."""
    for name in ("form_type", "period_of_report", "filed_on"):
        fact = facts[name]
        if fact and (fact.value, fact.source) == (str(header[name]), header["source"]):
            header.pop(name)


def _compared(comparison: Comparison) -> dict[str, Json]:
    """Return how a certification stands against the prescribed text."""
    return {
        "with": comparison.version,
        "asked": comparison.asked if comparison.asked != comparison.version else "",
        "score": round(comparison.score, 4),
        "paragraphs": [each for each in comparison.paragraphs if not _stands(each)],
        "deviations": comparison.deviations,
    }


def _stands(paragraph: ParagraphStanding) -> bool:
    return paragraph.standing is Standing.AS_PRESCRIBED and paragraph.in_order


def company_twin(company: CompanyEntry, filings: Sequence[FilingEntry], officers: Sequence[OfficerEntry]) -> str:
    """Return the twin of a company's page."""
    addresses = [officer.address for officer in officers]
    numbers = {address: number for number, address in enumerate(addresses)}
    lines = [
        {
            "address": entry.address,
            "form_type": entry.form_type.value if entry.form_type else None,
            "period_of_report": entry.period_of_report.value if entry.period_of_report else None,
            "filed_on": entry.filed_on.value if entry.filed_on else None,
            "signed": _signed(entry.mentions, numbers),
        }
        for entry in filings
    ]
    return _json({"company": company, "officers": addresses, "filings": lines})


def _signed(mentions: Iterable[Mention], numbers: Mapping[str, int]) -> list[list[Json]]:
    """Return for each officer, by number, where the signatures stand on the filing's page."""
    signed: dict[str, list[Json]] = {}
    for mention in mentions:
        signed.setdefault(mention.officer, [numbers.get(mention.officer, mention.officer)]).append(mention.anchor)
    return list(signed.values())


def officer_twin(officer: OfficerEntry, mentions: Sequence[Mention]) -> str:
    """Return the twin of an officer's page: filings under each name, roles and titles they were signed with."""
    spells = [_spell(list(alike)) for _, alike in groupby(mentions, _signed_as)]
    return _json({"officer": officer, "signed": spells})


def _signed_as(mention: Mention) -> tuple[object, ...]:
    return (mention.name, mention.roles, mention.modifiers, mention.titles)


def _spell(alike: Sequence[Mention]) -> dict[str, Json]:
    first = alike[0]
    return {
        "name": first.name,
        "roles": [role.value for role in first.roles],
        "modifiers": [modifier.value for modifier in first.modifiers],
        "titles": list(first.titles),
        "filings": [_together(list(under)) for _, under in groupby(alike, lambda each: (each.filing, each.signed_on))],
    }


def _together(under: Sequence[Mention]) -> list[Json]:
    """Return the signatures of one day UNDER one report: its address, the day, and where they stand on its page."""
    first = under[0]
    return [first.filing, str(first.signed_on) if first.signed_on else None, *(mention.anchor for mention in under)]


def _json(record: dict[str, Json]) -> str:
    wordings: dict[str, int] = {}
    terse = _terse(record, wordings)
    if wordings:
        terse["wordings"] = list(wordings)
    return msgspec.json.encode(terse).decode() + "\n"


def _terse(node: Json, wordings: dict[str, int]) -> Json:
    """Return NODE without what says nothing, what was read as lists; number the WORDINGS that recognised it."""
    kind = type(node)
    if kind is Stated:
        doubt = [node.doubt] if node.doubt else []
        return [node.value, wordings.setdefault(node.entry, len(wordings)), *_bytes(node.spans), *doubt]
    if kind is tuple or kind is list:
        return _bytes(node) if node and type(node[0]) is Span else [_terse(each, wordings) for each in node]
    if kind is Span:
        return [node.start, node.end]
    if kind is Sourced:
        return [node.value, node.source, *node.others]
    if node is None or isinstance(node, _LEAVES):
        return node
    return {
        name: each if isinstance(each, _LEAVES) else _terse(each, wordings)
        for name, each in (node if kind is dict else _named(node)).items()
        if each or each == 0  # a number or a truth says something
    }


def _bytes(spans: Iterable[Span]) -> list[int]:
    """Return SPANS in one row: first byte and byte after the last of each."""
    return [edge for span in spans for edge in (span.start, span.end)]
