"""The raw files of a company beside its page, to download: the same bytes, under names of ours, in one archive.

`companies/0000887359/raw.tar.gz` holds `0000950124-04-000418-5f0c2a91.txt` and so on: a filing's address and the
beginning of the file's SHA-256, never the name that it came with. One certification repeats another nearly word for
word, so forty filings take little more room packed together than one takes alone. An archive whose raw files are more
than a site should hold publishes none of them; the pages then lead to the SEC alone.
"""

from __future__ import annotations

import gzip
import tarfile
from collections.abc import Callable, Sequence
from io import BytesIO

from builder.entries import FilingEntry
from builder.records import RawFile

COPIES_UP_TO = 1_000_000_000
"""Bytes of all raw files, which packed take about a fifteenth; GitHub Pages holds 1 GB for everything."""

COPIES = "raw.tar.gz"
"""The file beside a company's page."""

RawBytes = Callable[[RawFile], bytes]
"""Gives the bytes of a raw file, as they were when it was read."""


def copy_name(entry: FilingEntry, file: RawFile) -> str:
    """Return the name of a raw FILE of the filing ENTRY among the copies."""
    return f"{entry.address.removeprefix('filings/').strip('/')}-{file.sha256[:8]}.txt"


def pack_copies(filings: Sequence[FilingEntry], raw_bytes: RawBytes) -> bytes:
    """Return the raw files of FILINGS as a gzip-compressed tar file; the same files give the same bytes."""
    packed = BytesIO()
    with (
        gzip.GzipFile("", "wb", 6, packed, mtime=0) as compressed,
        tarfile.open(mode="w", fileobj=compressed, format=tarfile.USTAR_FORMAT) as archive,
    ):
        for entry in filings:
            for file in entry.filing.files:
                content = raw_bytes(file)
                member = tarfile.TarInfo(copy_name(entry, file)[-100:])
                member.size = len(content)
                archive.addfile(member, BytesIO(content))
    return packed.getvalue()
