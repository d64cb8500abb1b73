"""Reads exhibits for the tests as the pipeline does, and writes a reading in the plain form of tests/layouts."""

from __future__ import annotations

from hashlib import sha256

from builder.certifications.recognise import read_certifications
from builder.documents.plaintext import read_text
from builder.documents.raw import RawContents, is_submission
from builder.documents.submission import read_envelope
from builder.documents.unreadable import Unreadable
from builder.findings import Finding
from builder.records import Certification, RawFile, Signature, Stated


def read_exhibit(raw: bytes) -> tuple[tuple[Certification, ...], tuple[Finding, ...]]:
    """Return the certifications and findings of a file's bytes."""
    file = RawFile("exhibit", sha256(raw).hexdigest(), len(raw))
    kind = "submission" if is_submission(raw[:4096]) else "exhibit"
    envelope, _ = read_envelope(RawContents(kind, ((file, raw),)))
    certifications: list[Certification] = []
    findings: list[Finding] = []
    for number, document in enumerate(envelope.documents):
        try:
            text = read_text(raw, document)
        except Unreadable:
            continue
        found, told = read_certifications(text, document, number, file.path)
        certifications.extend(found)
        findings.extend(told)
    return tuple(certifications), tuple(findings)


def shown(certifications: tuple[Certification, ...], findings: tuple[Finding, ...]) -> str:
    """Return a reading as the layout tables show it: one fact a line, what is not stated left out."""
    lines: list[str] = []
    for certification in certifications:
        lines.extend(_facts(certification))
        for signature in certification.signatures:
            lines.extend(["", *_signature_facts(signature)])
        lines.append("")
    lines.extend(f"left out: {finding.seen.partition(':')[0]}" for finding in findings if finding.code == "look_alike")
    lines.extend(f"not read: {finding.seen}" for finding in findings if finding.code == "date_not_read")
    return "\n".join(lines).strip()


def _facts(certification: Certification) -> list[str]:
    doubt = " (in doubt)" if certification.section.doubt else ""
    facts = [f"section: {certification.section.value}{doubt}"]
    names = certification.co_registrants or ((certification.registrant,) if certification.registrant else ())
    facts.extend(f"registrant: {_value(name)}" for name in names)
    for label, stated in (("form", certification.form_type), ("period", certification.period_of_report)):
        if stated:
            facts.append(f"{label}: {_value(stated)}")
    return facts


def _signature_facts(signature: Signature) -> list[str]:
    facts = [f"signature: {_value(signature.conformed_name)}"] if signature.conformed_name else []
    if signature.name_as_printed:
        facts.append(f"printed: {_value(signature.name_as_printed)}")
    if signature.titles:
        facts.append("titles: " + " | ".join(title.value for title in signature.titles))
    if signature.signed_on:
        facts.append(f"signed on: {_value(signature.signed_on)}")
    if signature.roles:
        facts.append("roles: " + " ".join(role.value + ("?" if role.doubt else "") for role in signature.roles))
    facts.extend(f"modifier: {modifier.value}" for modifier in signature.modifiers)
    if not signature.signed:
        facts.append("unsigned")
    return facts


def _value(stated: Stated[object]) -> str:
    return f"{stated.value}" + (" (in doubt)" if stated.doubt else "")
