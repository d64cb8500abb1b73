"""The raw files of a filing beside its page, to download: the same bytes, packed, under names of ours.

`filings/0000950124-04-000418/raw-5f0c2a91.txt.gz` holds the file whose SHA-256 begins so, never under the name that it
came with. An archive whose raw files are more than a site should hold publishes none of them; the pages then lead to
the SEC alone.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable

from builder.records import RawFile

COPIES_UP_TO = 1_500_000_000
"""Bytes of all raw files, which packed take about a quarter; GitHub Pages holds 1 GB for everything."""

RawBytes = Callable[[RawFile], bytes]
"""Gives the bytes of a raw file, as they were when it was read."""


def copy_name(file: RawFile) -> str:
    """Return the name of the copy of a raw FILE, beside the page of its filing."""
    return f"raw-{file.sha256[:8]}.txt.gz"


def pack_copy(content: bytes) -> bytes:
    """Return CONTENT packed by gzip; the same bytes give the same file."""
    return gzip.compress(content, 6, mtime=0)
