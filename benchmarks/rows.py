"""Rows of a reading, for the benchmarks: what `read` prints for a file's bytes, as plain values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import msgspec

from builder.certifications.recognise import read_certifications
from builder.documents.plaintext import read_text
from builder.documents.raw import RawContents, is_submission
from builder.documents.submission import read_envelope
from builder.documents.unreadable import Unreadable
from builder.exports.rows import signature_rows
from builder.records import Certification, Document, Filing, RawFile, Text


def read_texts(raw: bytes) -> Iterator[tuple[Document, Text]]:
    """Yield the documents of a file's bytes with their texts."""
    file = RawFile("exhibit", sha256(raw).hexdigest(), len(raw))
    kind = "submission" if is_submission(raw[:4096]) else "exhibit"
    envelope, _ = read_envelope(RawContents(kind, ((file, raw),)))
    for document in envelope.documents:
        try:
            yield document, read_text(raw, document)
        except Unreadable:
            continue


def reading_rows(name: str, raw: bytes) -> Iterator[dict[str, Any]]:
    """Yield the rows of RAW, a file called NAME."""
    documents: list[Document] = []
    certifications: list[Certification] = []
    for number, (document, text) in enumerate(read_texts(raw)):
        documents.append(document)
        certifications.extend(read_certifications(text, document, number, name)[0])
    file = RawFile(name, sha256(raw).hexdigest(), len(raw))
    filing = Filing("exhibit", (file,), None, tuple(documents), tuple(certifications))
    for row in signature_rows(filing, (name,)):
        yield json.loads(msgspec.json.encode(row))
