"""What earlier steps kept, opened again in whichever process needs it: the store, the catalogue, raw bytes and texts.

Loads no reader, so that a process which only writes is soon at work.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path

from builder.catalogue.archive import Catalogue
from builder.catalogue.store import Store
from builder.documents.plaintext import read_text
from builder.entries import Archive
from builder.errors import RawError
from builder.pages.recent import TextOf
from builder.records import Filing, RawFile, Text

HERE = Path(__file__).parent
READERS = ("documents", "certifications", "audit", "wording")
"""The rooms whose code and tables decide what is read."""

BESIDE = (
    *("records.py", "findings.py", "entries.py", "reading.py"),
    *("catalogue/drafts.py", "catalogue/encoded.py", "catalogue/ledger.py", "catalogue/addresses.py"),
)
"""What else does, and what is drafted for the catalogue as soon as a filing is read."""


def reader_version() -> str:
    """Return a digest of the readers' own code and tables: when one of them changes, all files are read again."""
    digest = sha256()
    rooms = (path for room in READERS for path in (HERE / room).rglob("*"))
    for path in sorted((*rooms, *(HERE / name for name in BESIDE))):
        if path.suffix in (".py", ".toml", ".txt"):
            digest.update(path.relative_to(HERE).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def open_store(work: Path) -> Store:
    """Return the store of the folder WORK."""
    return Store(work / "catalogue.sqlite", reader_version())


def open_archive(work: Path, raw: Path) -> tuple[Archive, TextOf]:
    """Return the catalogue compiled in WORK, and what reads the texts of its filings from RAW."""
    return Catalogue(open_store(work)), text_reader(raw)


def text_reader(raw: Path) -> TextOf:
    """Return a function that reads the text of a filing's document again from RAW; a file of several is read once."""
    return partial(_text, lru_cache(maxsize=1)(partial(raw_bytes, raw)))


def raw_bytes(raw: Path, file: RawFile) -> bytes:
    """Return the bytes of a raw FILE again from RAW, as they were when it was read."""
    with open(f"{os.fspath(raw)}/{file.path}", "rb", buffering=0) as opened:  # noqa: PTH123 - as often as there are filings
        held = opened.read()
    if sha256(held).hexdigest() != file.sha256:
        raise RawError(file.path, "the file has changed since it was read", "build again")
    return held


def _text(raw_bytes_of: Callable[[RawFile], bytes], filing: Filing, number: int) -> Text:
    document = filing.documents[number]
    return read_text(raw_bytes_of(filing.files[document.file]), document)
