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
from itertools import groupby
from typing import Any

import msgspec

from builder.entries import CompanyEntry, FilingEntry, Mention, OfficerEntry
from builder.findings import Comparison, ParagraphStanding, Standing
from builder.records import BodyForm

Json = Any
"""What JSON is made of: dicts, lists, texts, numbers, truths."""

_NOTHING: tuple[Json, ...] = (None, [], (), {}, "")


def filing_twin(entry: FilingEntry) -> str:
    """Return the twin of a filing's page."""
    whole = msgspec.to_builtins(entry)
    for name in ("mentions", "examinations", "dated_on", "found"):
        whole.pop(name)
    whole["expected"] = [" ".join(part) for part in entry.expected]
    whole["not_found"] = [" ".join(part) for part in entry.expected if part not in entry.found]
    filing = whole["filing"]
    if filing["header"]:
        _leave_out_known(filing["header"], whole)
    for document in filing["documents"]:
        for name in ("whole", "sequence", "description"):
            document.pop(name)
        if document["form"] == BodyForm.HTML:
            document.pop("form")
    if len(filing["files"]) == 1:
        _leave_out_file(filing["documents"], whole["findings"])
    certifications = filing["certifications"]
    whole["officers"] = list(dict.fromkeys(mention.officer for mention in entry.mentions))
    _add_signers(certifications, entry.mentions, whole["officers"])
    for certification, examination in zip(certifications, entry.examinations, strict=False):
        if examination.comparison:
            certification["compared"] = _compared(examination.comparison)
    return _json(whole)


def _add_signers(certifications: list[dict[str, Json]], mentions: Iterable[Mention], officers: Sequence[str]) -> None:
    """Say in CERTIFICATIONS where they stand on the page and which of OFFICERS signed; signed goes without saying."""
    for mention in mentions:
        certification = certifications[mention.certification]
        certification["anchor"] = mention.anchor
        certification["signatures"][mention.signature]["officer"] = officers.index(mention.officer)
    for signature in (each for certification in certifications for each in certification["signatures"]):
        if signature["signed"]:
            signature.pop("signed")


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
        if fact and (fact["value"], fact["source"]) == (header[name], header["source"]):
            header.pop(name)


def _compared(comparison: Comparison) -> dict[str, Json]:
    """Return how a certification stands against the prescribed text."""
    return {
        "with": comparison.version,
        "asked": comparison.asked if comparison.asked != comparison.version else "",
        "score": round(comparison.score, 4),
        "paragraphs": [msgspec.to_builtins(each) for each in comparison.paragraphs if not _stands(each)],
        "deviations": msgspec.to_builtins(comparison.deviations),
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
    return _json({"company": msgspec.to_builtins(company), "officers": addresses, "filings": lines})


def _signed(mentions: Iterable[Mention], numbers: Mapping[str, int]) -> list[list[Json]]:
    """Return for each officer, by number, where the signatures stand on the filing's page."""
    signed: dict[str, list[Json]] = {}
    for mention in mentions:
        signed.setdefault(mention.officer, [numbers.get(mention.officer, mention.officer)]).append(mention.anchor)
    return list(signed.values())


def officer_twin(officer: OfficerEntry, mentions: Sequence[Mention]) -> str:
    """Return the twin of an officer's page: filings under each name, roles and titles they were signed with."""
    spells = [_spell(list(alike)) for _, alike in groupby(mentions, _signed_as)]
    return _json({"officer": msgspec.to_builtins(officer), "signed": spells})


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
    if isinstance(node, list | tuple):
        return _bytes(node) if node and _is_span(node[0]) else [_terse(each, wordings) for each in node]
    if not isinstance(node, dict):
        return node
    if _is_span(node):
        return _bytes([node])
    if "entry" in node and "spans" in node:
        doubt = [node["doubt"]] if node["doubt"] else []
        return [node["value"], wordings.setdefault(node["entry"], len(wordings)), *_bytes(node["spans"]), *doubt]
    if node.keys() == {"value", "source", "others"}:
        return [node["value"], node["source"], *node["others"]]
    return {name: _terse(each, wordings) for name, each in node.items() if each not in _NOTHING}


def _is_span(node: Json) -> bool:
    return isinstance(node, dict) and node.keys() == {"start", "end"}


def _bytes(spans: Iterable[dict[str, int]]) -> list[int]:
    """Return SPANS in one row: first byte and byte after the last of each."""
    return [edge for span in spans for edge in (span["start"], span["end"])]
