"""What the check tells, for other tools: one SARIF 2.1.0 log (OASIS, errata 01).

Lines and columns are those of the raw file, which is what a viewer of SARIF opens; the shown line and column, the
confidence and what was expected stand in each result's properties. What an exhibit says can make no link and no
placeholder of a message (sections 3.11.5 and 3.11.6). Severities A and B are errors, C warnings, D and I notes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from urllib.parse import quote

from builder.entries import QuarantineEntry
from builder.findings import Finding, RuleText, Severity
from builder.linting.checked import Checked, NotKnown, Place, Region, Told
from builder.linting.excerpt import one_line
from builder.linting.sources import address_of
from builder.linting.words import SEVERITIES
from builder.records import Filing, RawFile

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {
    Severity.A: "error",
    Severity.B: "error",
    Severity.C: "warning",
    Severity.D: "note",
    Severity.INFORMATION: "note",
}
FINGERPRINT = "certificationFinding/v1"

Json = dict[str, object]


def sarif_log(checks: Iterable[tuple[Checked, Sequence[Told]]], rules: Mapping[str, RuleText], version: str) -> Json:
    """Return the log of CHECKS, each with the findings that are wanted, by RULES of this program's VERSION."""
    numbers = {code: number for number, code in enumerate(rules)}
    results: list[Json] = []
    artifacts: list[Json] = []
    notices: list[Json] = []
    met: Counter[str] = Counter()
    for checked, wanted in checks:
        results += [_result(each, rules[each.finding.code], numbers, checked.filing, met) for each in wanted]
        artifacts += [_artifact(file) for file in checked.files]
        notices += [_set_aside(entry) for entry in checked.set_aside]
        notices += [_not_known(each, numbers, checked) for each in checked.not_known]
    invocation = {"executionSuccessful": True, "toolExecutionNotifications": notices}
    driver = {"name": "Undersigned", "version": version, "rules": [_rule(rule) for rule in rules.values()]}
    run: Json = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "artifacts": list({str(each["location"]): each for each in artifacts}.values()),
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def plain(words: str) -> str:
    """Return WORDS for a message: in one line, and so that nothing in them is read as a link or a placeholder."""
    shown = one_line(words).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return shown.replace("{", "{{").replace("}", "}}")


def _rule(rule: RuleText) -> Json:
    told = {"Source": rule.source, "Guard": rule.guard, "What it does not mean": rule.not_meant}
    help_text = "\n\n".join([rule.sentence, *(f"{name}: {words}" for name, words in told.items() if words)])
    address = address_of(rule.source)
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.name.replace('"', "").split()),
        "shortDescription": {"text": plain(rule.name)},
        "fullDescription": {"text": plain(rule.sentence)},
        "help": {"text": help_text.replace("{", "{{").replace("}", "}}")},
        **({"helpUri": address} if address else {}),
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "severity": rule.severity.value,
            "severityMeans": SEVERITIES[rule.severity],
            "source": rule.source,
            "appliesTo": rule.applies,
        },
    }


def _result(told: Told, rule: RuleText, numbers: Mapping[str, int], filing: Filing | None, met: Counter[str]) -> Json:
    finding, place = told.finding, told.place
    words = f"{rule.sentence} Expected: {finding.expected}. Seen: {finding.seen}."
    result: Json = {
        "ruleId": finding.code,
        "ruleIndex": numbers[finding.code],
        "level": LEVELS[finding.severity],
        "message": {"text": plain(words)},
        "locations": [_location(place, place.regions[0] if place.regions else None)],
        "partialFingerprints": {FINGERPRINT: _fingerprint(finding, filing, met)},
        "properties": {
            "severity": finding.severity.value,
            "confidence": finding.confidence,
            "expected": finding.expected,
            "seen": finding.seen,
            "notMeant": rule.not_meant,
            "place": place.anchor.value,
            "shownLine": place.line,
            "shownColumn": place.column,
        },
    }
    if len(place.regions) > 1:
        result["relatedLocations"] = [_location(place, region) for region in place.regions[1:]]
    return result


def _location(place: Place, region: Region | None) -> Json:
    physical: Json = {"artifactLocation": {"uri": _uri(place.file)}}
    if region:
        physical["region"] = {
            "startLine": region.line,
            "startColumn": region.column,
            "endLine": region.end_line,
            "endColumn": region.end_column,
            "byteOffset": region.start,
            "byteLength": region.end - region.start,
        }
    location: Json = {"physicalLocation": physical}
    if place.label:
        location["logicalLocations"] = [{"name": place.label, "kind": "document"}]
    return location


def _fingerprint(finding: Finding, filing: Filing | None, met: Counter[str]) -> str:
    """Return what stays the same of FINDING while other parts of the draft change; equal ones are counted."""
    number = finding.certification
    section = filing.certifications[number].section.value.value if filing and number is not None else ""
    words = [finding.code, finding.path, section, str(number), finding.expected, finding.seen]
    digest = sha256("\0".join(" ".join(each.split()) for each in words).encode("utf-8", "replace")).hexdigest()[:16]
    met[digest] += 1
    return f"{digest}:{met[digest]}"


def _artifact(file: RawFile) -> Json:
    return {
        "location": {"uri": _uri(file.path)},
        "length": file.size,
        "hashes": {"sha-256": file.sha256},
        "roles": ["analysisTarget"],
    }


def _set_aside(entry: QuarantineEntry) -> Json:
    return {
        "level": "warning",
        "message": {"text": plain(f"Set aside: {entry.reason}.")},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(entry.path)}}}],
    }


def _not_known(not_known: NotKnown, numbers: Mapping[str, int], checked: Checked) -> Json:
    return {
        "level": "note",
        "message": {"text": plain(f"Not known: {'; '.join(not_known.reasons)}.")},
        "associatedRule": {"id": not_known.rule, "index": numbers[not_known.rule]},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(checked.files[0].path)}}}],
    }


def _uri(path: str) -> str:
    return quote(path, safe="/")
