"""The reading of one raw source: its envelope, the texts of its documents, their certifications, the audit.

In: the bytes of one source, as `Aastrom's Exhibit 32, 3,367 bytes`. Out: a Filing with its findings, or the reason why
it was set aside. Every file of a source gives a certification or a line of the quarantine list. Pure, so that
sources can be read in any number of processes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from builder.audit.rules import examine_filing
from builder.catalogue.encoded import Encoded, encode_reading
from builder.certifications.recognise import read_certifications
from builder.certifications.statements import MOST_STATEMENTS
from builder.documents.plaintext import read_text
from builder.documents.raw import RawContents
from builder.documents.submission import Envelope, read_envelope
from builder.documents.unreadable import Unreadable
from builder.entries import QuarantineEntry
from builder.findings import Examination, Finding, Severity
from builder.records import BodyForm, Certification, Filing, RawFile, Text


@dataclass(frozen=True, slots=True)
class Reading:
    """What one raw source gave."""

    filing: Filing | None
    """None where no certification was found in it."""
    findings: tuple[Finding, ...]
    set_aside: tuple[QuarantineEntry, ...]
    """Its files in which no certification was found, each with the reason."""
    examinations: tuple[Examination, ...] = ()
    """What is kept of the words of each of its certifications, in their order."""


def read_to_keep(contents: RawContents) -> tuple[Encoded | None, tuple[QuarantineEntry, ...]]:
    """Return what is read in CONTENTS, as the store keeps it; None where it holds no certification."""
    reading = read_source(contents)
    if reading.filing is None:
        return None, reading.set_aside
    return encode_reading(reading.filing, reading.findings, reading.examinations), reading.set_aside


def read_source(contents: RawContents) -> Reading:
    """Return what is read in CONTENTS."""
    if not contents.files:
        return Reading(None, (), contents.unopened)
    envelope, findings = read_envelope(contents)
    texts, unreadable = _texts(contents, envelope)
    found = [*findings, *_not_read(envelope, unreadable)]
    certifications: list[Certification] = []
    for number, text in texts.items():
        document = envelope.documents[number]
        read, doubts = read_certifications(text, document, number, envelope.files[document.file].path)
        certifications += read
        found += doubts
        if len(certifications) > MOST_STATEMENTS:
            reason = f"more than {MOST_STATEMENTS} certifications in one filing"
            lines = (QuarantineEntry(file.path, file.size, file.sha256, "too_large", reason) for file in envelope.files)
            return Reading(None, tuple(found), (*contents.unopened, *lines))
    set_aside = (*contents.unopened, *_set_aside(envelope, certifications, unreadable, found))
    if not certifications:
        return Reading(None, tuple(found), set_aside)
    filing = Filing(
        container=envelope.container,
        files=envelope.files,
        header=envelope.header,
        documents=envelope.documents,
        certifications=tuple(certifications),
    )
    held = {each.document for each in certifications}
    beside = (text for number, text in texts.items() if number not in held)
    audited, examinations = examine_filing(filing, texts.__getitem__, beside)
    told = tuple(_with_line(finding, filing, texts) for finding in (*found, *audited))
    return Reading(filing, told, set_aside, examinations)


def _with_line(finding: Finding, filing: Filing, texts: Mapping[int, Text]) -> Finding:
    """Return FINDING with the line of its document's text in which it begins."""
    if finding.certification is None or not finding.spans:
        return finding
    text = texts[filing.certifications[finding.certification].document]
    shown = text.ranges(finding.spans[0])
    return replace(finding, line=text.line_of(shown[0][0])) if shown else finding


def _texts(contents: RawContents, envelope: Envelope) -> tuple[dict[int, Text], dict[int, Unreadable]]:
    """Return the texts of the documents by number, and by file number why one of its bodies cannot be read."""
    texts: dict[int, Text] = {}
    unreadable: dict[int, Unreadable] = {}
    for number, document in enumerate(envelope.documents):
        if document.form is BodyForm.SET_ASIDE and len(envelope.documents) > 1:
            continue
        try:
            texts[number] = read_text(contents.files[document.file][1], document)
        except Unreadable as trouble:
            unreadable.setdefault(document.file, trouble)
    return texts, unreadable


def _not_read(envelope: Envelope, unreadable: dict[int, Unreadable]) -> list[Finding]:
    """Return a finding for each file with an UNREADABLE document too large to be read: its others may be read."""
    expected = "a document that can be read"
    return [
        Finding("document_not_read", Severity.INFORMATION, envelope.files[file].path, (), expected, trouble.reason, 1.0)
        for file, trouble in unreadable.items()
        if trouble.code == "too_large"
    ]


def _set_aside(
    envelope: Envelope, certifications: list[Certification], unreadable: dict[int, Unreadable], found: list[Finding]
) -> tuple[QuarantineEntry, ...]:
    """Return a line for each file that no certification stands in."""
    reading = {envelope.documents[certification.document].file for certification in certifications}
    return tuple(
        _line(file, unreadable.get(number), [each for each in found if each.path == file.path])
        for number, file in enumerate(envelope.files)
        if number not in reading
    )


def _line(file: RawFile, trouble: Unreadable | None, found: list[Finding]) -> QuarantineEntry:
    if trouble:
        return QuarantineEntry(file.path, file.size, file.sha256, trouble.code, trouble.reason)
    unread = next((each.seen for each in found if each.code == "document_not_read"), None)
    if unread:
        return QuarantineEntry(file.path, file.size, file.sha256, "too_large", unread)
    named = next((each.seen for each in found if each.code == "look_alike"), None)
    reason = f"not a certification under section 302 or 906: {named}" if named else "no certification was found in it"
    return QuarantineEntry(file.path, file.size, file.sha256, "look_alike" if named else "no_certification", reason)
