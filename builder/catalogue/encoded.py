"""Readings as the store keeps them: encoded where they were read, decoded where they are wanted.

In: a Filing with its findings and examinations. Out: four strings of MessagePack, with the draft for the catalogue.
"""

from __future__ import annotations

import msgspec

from builder.catalogue.drafts import Draft, draft_filing
from builder.findings import Examination, Finding
from builder.records import Filing, Record

FILINGS = msgspec.msgpack.Decoder(Filing)
FINDINGS = msgspec.msgpack.Decoder(tuple[Finding, ...])
EXAMINATIONS = msgspec.msgpack.Decoder(tuple[Examination, ...])
DRAFTS = msgspec.msgpack.Decoder(Draft)
_ENCODER = msgspec.msgpack.Encoder()


class Encoded(Record, frozen=True):
    """A reading as the store keeps it: encoded where it was read, little passes from one process to another."""

    filing: bytes
    findings: bytes
    examinations: bytes
    draft: bytes


class Reading(Record, frozen=True):
    """One source as it was read, with what was worth telling about it."""

    source: int
    content: str
    path: str
    filing: Filing
    findings: tuple[Finding, ...]
    examinations: tuple[Examination, ...] = ()
    """One a certification, in their order."""


class Drafted(Record, frozen=True):
    """What one source says by itself, made when it was read."""

    source: int
    content: str
    path: str
    draft: Draft


class Examined(Record, frozen=True):
    """What the audit said of one source."""

    path: str
    findings: tuple[Finding, ...]
    examinations: tuple[Examination, ...]


def encode_reading(
    filing: Filing, findings: tuple[Finding, ...], examinations: tuple[Examination, ...] = ()
) -> Encoded:
    """Return FILING, FINDINGS and EXAMINATIONS as the store keeps them, with the draft for the catalogue."""
    draft = draft_filing(filing, findings)
    return Encoded(*map(_ENCODER.encode, (filing, findings, examinations, draft)))


def decode_draft(row: tuple[int, str, str, bytes]) -> Drafted:
    """Return what a ROW of (source, content, path, draft) keeps."""
    source, content, path, body = row
    return Drafted(source, content, path, DRAFTS.decode(body))


def decode_reading(row: tuple[int, str, str, bytes, bytes, bytes]) -> Reading:
    """Return what a ROW of (source, content, path, filing, findings, examinations) keeps."""
    source, content, path, filing, findings, examinations = row
    told = FINDINGS.decode(findings)
    return Reading(source, content, path, FILINGS.decode(filing), told, EXAMINATIONS.decode(examinations))
