"""The JSON twin of each page: the same record for programs, `index.json` beside `index.html`.

A filing's twin holds the filing as it was read, every value with its bytes; a company's and an officer's hold their
entry and what belongs to them. Dates are ISO. Nothing is said twice and nothing is said that says nothing: a name that
is absent is "not stated" or empty, a span is `[first byte, byte after the last]`, and `as_printed` is given only where
the words in the file are not the value itself. Of a comparison with the prescribed text only the paragraphs that do not
stand as prescribed are listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import msgspec

from builder.entries import CompanyEntry, FilingEntry, Mention, OfficerEntry
from builder.findings import Comparison, ParagraphStanding, Standing

Json = Any
"""What JSON is made of: dicts, lists, texts, numbers, truths."""

_NOTHING: tuple[Json, ...] = (None, [], (), {}, "")


def filing_twin(entry: FilingEntry) -> str:
    """Return the twin of a filing's page."""
    whole = msgspec.to_builtins(entry)
    for name in ("mentions", "examinations"):
        whole.pop(name)
    whole["expected"], whole["found"] = ([" ".join(part) for part in whole[name]] for name in ("expected", "found"))
    certifications = whole["filing"]["certifications"]
    for mention in entry.mentions:
        certification = certifications[mention.certification]
        certification["anchor"] = mention.anchor
        certification["signatures"][mention.signature]["officer"] = mention.officer
    for certification, examination in zip(certifications, entry.examinations, strict=False):
        if examination.comparison:
            certification["compared"] = _compared(examination.comparison)
    return _json(whole)


def _compared(comparison: Comparison) -> dict[str, Json]:
    """Return how a certification stands against the prescribed text."""
    return {
        "with": comparison.version,
        "asked": comparison.asked,
        "score": round(comparison.score, 4),
        "paragraphs": [msgspec.to_builtins(each) for each in comparison.paragraphs if not _stands(each)],
        "deviations": msgspec.to_builtins(comparison.deviations),
    }


def _stands(paragraph: ParagraphStanding) -> bool:
    return paragraph.standing is Standing.AS_PRESCRIBED and paragraph.in_order


def company_twin(company: CompanyEntry, filings: Sequence[FilingEntry], officers: Sequence[OfficerEntry]) -> str:
    """Return the twin of a company's page."""
    lines = [
        {
            "address": entry.address,
            "form_type": entry.form_type.value if entry.form_type else None,
            "period_of_report": entry.period_of_report.value if entry.period_of_report else None,
            "filed_on": entry.filed_on.value if entry.filed_on else None,
            "signed": _signed(entry.mentions),
        }
        for entry in filings
    ]
    officers_of = [officer.address for officer in officers]
    return _json({"company": msgspec.to_builtins(company), "officers": officers_of, "filings": lines})


def _signed(mentions: Iterable[Mention]) -> dict[str, list[str]]:
    """Return by officer where each signature stands on the filing's page."""
    signed: dict[str, list[str]] = {}
    for mention in mentions:
        signed.setdefault(mention.officer, []).append(mention.anchor)
    return signed


def officer_twin(officer: OfficerEntry, mentions: Sequence[Mention]) -> str:
    """Return the twin of an officer's page; signatures under one report that say the same are told together."""
    signed = [_together(list(alike)) for _, alike in groupby(mentions, _as_signed)]
    return _json({"officer": msgspec.to_builtins(officer), "signed": signed})


def _as_signed(mention: Mention) -> tuple[object, ...]:
    return (mention.filing, mention.name, mention.roles, mention.modifiers, mention.titles, mention.signed_on)


def _together(alike: Sequence[Mention]) -> dict[str, Json]:
    first = alike[0]
    return {
        "filing": first.filing,
        "anchors": [mention.anchor for mention in alike],
        "form_type": next((mention.form_type for mention in alike if mention.form_type), None),
        "period_of_report": next((str(m.period_of_report) for m in alike if m.period_of_report), None),
        "name": first.name,
        "roles": [role.value for role in first.roles],
        "modifiers": [modifier.value for modifier in first.modifiers],
        "titles": list(first.titles),
        "signed_on": str(first.signed_on) if first.signed_on else None,
    }


def _json(record: dict[str, Json]) -> str:
    return msgspec.json.encode(_terse(record)).decode() + "\n"


def _terse(node: Json) -> Json:
    """Return NODE without what says nothing."""
    if isinstance(node, list | tuple):
        return [_terse(each) for each in node]
    if not isinstance(node, dict):
        return node
    if node.keys() == {"start", "end"}:
        return [node["start"], node["end"]]
    if node.get("as_printed", "") == node.get("value"):
        node = {name: each for name, each in node.items() if name != "as_printed"}
    return {name: _terse(each) for name, each in node.items() if each not in _NOTHING}
