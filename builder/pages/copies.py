"""The raw files beside the pages, to download: the same bytes under a name of ours that no browser runs.

Each goes to `content/raw/<16 of its SHA-256>.txt`: always text, never the name that it came with. An archive whose raw
files are more than a site should hold publishes none of them; the pages then lead to the SEC alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from builder.pages.folder import Folder
from builder.records import RawFile

COPIES_UP_TO = 200_000_000
"""Bytes of all raw files; GitHub Pages holds 1 GB for everything."""

RawBytes = Callable[[RawFile], bytes]
"""Gives the bytes of a raw file, as they were when it was read."""


def lay_copies(files: Mapping[str, RawFile], folder: Folder, raw_bytes: RawBytes | None) -> dict[str, str]:
    """Write the raw FILES, by their SHA-256, to FOLDER, and return the address of each."""
    if raw_bytes is None or sum(file.size for file in files.values()) > COPIES_UP_TO:
        return {}
    copies = {sha256: f"raw/{sha256[:16]}.txt" for sha256 in sorted(files)}
    for sha256, address in copies.items():
        folder.write_bytes(address, raw_bytes(files[sha256]))
    return copies
