"""The raw files of filings, to download: the same bytes, packed, under names of ours.

A company's raw files stand in one file beside its page, `companies/0000887359/raw.tar.gz`, oldest filing first: its
filings repeat each other, so that packed together they take a seventh of what they take one by one. Within it
`0000950124-04-000418-5f0c2a91.txt` is a file of that filing whose SHA-256 begins so, never under the name that it came
with. Where they are more than a reader of one filing should have to download, each filing has its own beside its page,
`filings/0000950124-04-000418/raw-5f0c2a91.txt.gz`. An archive whose raw files are more than a site should hold
publishes none of them; the pages then lead to the SEC alone.
"""

from __future__ import annotations

import gzip
import tarfile
from collections.abc import Callable, Iterable
from io import BytesIO

from builder.entries import FilingEntry
from builder.records import RawFile

COPIES_UP_TO = 1_500_000_000
"""Bytes of all raw files, which packed take about a quarter; GitHub Pages holds 1 GB for everything."""

BUNDLED_UP_TO = 10_000_000
"""Bytes of the raw files of one company, up to which they are packed together."""

BUNDLE = "raw.tar.gz"
"""The raw files of a company, beside its page."""

RawBytes = Callable[[RawFile], bytes]
"""Gives the bytes of a raw file, as they were when it was read."""


def copy_name(file: RawFile) -> str:
    """Return the name of the copy of a raw FILE, beside the page of its filing."""
    return f"raw-{file.sha256[:8]}.txt.gz"


def pack_copy(content: bytes) -> bytes:
    """Return CONTENT packed by gzip; the same bytes give the same file."""
    return gzip.compress(content, 6, mtime=0)


def bundled_name(entry: FilingEntry, file: RawFile) -> str:
    """Return the name of a raw FILE of ENTRY among those of its company."""
    return f"{entry.address.split('/')[1]}-{file.sha256[:8]}.txt"


def may_be_bundled(filings: Iterable[FilingEntry]) -> bool:
    """Return whether the raw files of FILINGS are few enough to be packed together."""
    return sum(file.size for entry in filings for file in entry.filing.files) <= BUNDLED_UP_TO


def pack_bundle(filings: Iterable[FilingEntry], raw_bytes: RawBytes) -> bytes:
    """Return the raw files of FILINGS as one packed file; the same bytes give the same file."""
    bundle = BytesIO()
    with tarfile.open(fileobj=bundle, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for entry in filings:
            for file in entry.filing.files:
                content = raw_bytes(file)
                member = tarfile.TarInfo(bundled_name(entry, file))
                member.size = len(content)
                archive.addfile(member, BytesIO(content))
    return pack_copy(bundle.getvalue())
