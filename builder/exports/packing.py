"""Zip and gzip files put together of pieces that were packed apart, so that a piece that is kept is not packed again.

A piece is deflated by itself up to a byte's end (RFC 1951: a full flush), so pieces stand one behind the other as one
stream; the check sums of the pieces give that of the whole. The same pieces give the same file. Each file holds one
member, written as any program writes it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, NamedTuple

from builder.errors import SiteError

EFFORT = 7
"""Of deflate, from 1 to 9; more than this takes twice as long for a hundredth less."""

_END = b"\x03\x00"
"""An empty block that says that it is the last."""

_POLYNOMIAL = 0xEDB88320
"""Of CRC-32, its lowest power in the highest bit."""
_ONE, _X = 1 << 31, 1 << 30

_MOST = (1 << 32) - 1
"""Bytes of a member of a plain zip file."""

_ZIP_DATE = (1 << 5) | 1
"""1 January 1980, the first day that a zip file can tell: the day on which it was made is no part of it."""


class Piece(NamedTuple):
    """Some bytes of a file, deflated."""

    body: bytes
    crc: int
    size: int
    """Bytes before they were deflated."""


class Deflating:
    """A piece being made."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._packer = zlib.compressobj(EFFORT, zlib.DEFLATED, -zlib.MAX_WBITS)
        self._parts: list[bytes] = []
        self._crc = self._size = 0

    def add(self, content: bytes) -> None:
        """Put CONTENT behind what is there."""
        self._parts.append(self._packer.compress(content))
        self._crc = zlib.crc32(content, self._crc)
        self._size += len(content)

    def piece(self) -> Piece:
        """Return what was put in; nothing more can be."""
        self._parts.append(self._packer.flush(zlib.Z_FULL_FLUSH) if self._size else b"")
        return Piece(b"".join(self._parts), self._crc, self._size)


def piece_of(content: bytes) -> Piece:
    """Return CONTENT as a piece."""
    deflating = Deflating()
    deflating.add(content)
    return deflating.piece()


def write_gzip(file: BinaryIO, pieces: Iterable[Piece]) -> None:
    """Write PIECES into FILE as a gzip file (RFC 1952) without name and date."""
    file.write(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff")
    _, crc, size = _write_all(file, pieces)
    file.write(struct.pack("<LL", crc, size & 0xFFFFFFFF))


def write_zip(path: Path, name: str, pieces: Iterable[Piece]) -> None:
    """Write a zip file at PATH, whose one member NAME holds PIECES."""
    member = name.encode("ascii")
    with path.open("wb") as file:
        file.write(bytes(30 + len(member)))
        packed, crc, size = _write_all(file, pieces)
        if max(packed, size) > _MOST:
            raise SiteError(str(path), f"{name} is too large for a zip file", "part the archive into volumes")
        told = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, _ZIP_DATE, crc, packed, size, len(member), 0)
        file.write(b"PK\x01\x02\x14\x03" + told + struct.pack("<HHHLL", 0, 0, 0, 0o100644 << 16, 0) + member)
        begins, length = 30 + len(member) + packed, 46 + len(member)
        file.write(b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 1, 1, length, begins, 0))
        file.seek(0)
        file.write(b"PK\x03\x04" + told + member)


def _write_all(file: BinaryIO, pieces: Iterable[Piece]) -> tuple[int, int, int]:
    """Write PIECES as one deflated stream; return its length, and the check sum and number of the bytes in it."""
    packed = crc = size = 0
    for piece in pieces:
        file.write(piece.body)
        packed += len(piece.body)
        crc = _crc_of_both(crc, piece.crc, piece.size)
        size += piece.size
    file.write(_END)
    return packed + len(_END), crc, size


def _crc_of_both(first: int, second: int, size: int) -> int:
    """Return the CRC-32 of two runs of bytes, one behind the other, by the CRC of each and the SIZE of the second.

    The first is carried over the bytes of the second: multiplied, as a polynomial, by x to the number of their bits.
    """
    carried, power = first, 3  # x to the 2nd, to the 3rd: eight bits a byte
    while size:
        if size & 1:
            carried = _times(_power(power), carried)
        size >>= 1
        power += 1
    return carried ^ second


@lru_cache(maxsize=64)
def _power(doubled: int) -> int:
    """Return x to the power of 2, the latter DOUBLED so many times, modulo the polynomial of CRC-32."""
    if not doubled:
        return _X
    half = _power(doubled - 1)
    return _times(half, half)


def _times(one: int, other: int) -> int:
    """Return the product of two polynomials over GF(2), modulo that of CRC-32."""
    product = 0
    while one:
        if one & _ONE:
            product ^= other
        one = (one << 1) & 0xFFFFFFFF
        other = (other >> 1) ^ (_POLYNOMIAL if other & 1 else 0)
    return product
