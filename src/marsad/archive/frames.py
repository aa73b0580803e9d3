"""How records lie in an archive file: each a gzip member (``.gz``) or a zstd frame (``.zst``) of its own.

A zstd file may begin with the dictionary that its frames need, in a skippable frame. Source: RFC 1952, RFC 8878, and
the IIPC draft "Zstandard Compression and Dictionaries for WARC Files 1.0".
"""

from __future__ import annotations

import io
import os
import struct
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import cast

from fastwarc.stream_io import GzipReader, GzipWriter, ZstdReader, ZstdWriter
from isal.igzip_lib import DECOMP_GZIP, IgzipDecompressor, IsalError

GZIP = b"\x1f\x8b\x08"
ZSTD = b"\x28\xb5\x2f\xfd"
ZSTD_DICTIONARY = b"\x37\xa4\x30\xec"
DICTIONARY_FRAME = b"\x5d\x2a\x4d\x18"
SKIPPABLE_FRAME = b"\x50\x2a\x4d\x18"
MAX_DICTIONARY = 8_000_000
"""More bytes than any dictionary has."""

_LEVEL = 6
_BUFFER = 1 << 16
_DAMAGED: tuple[type[Exception], ...] = (cast("type[Exception]", IsalError), EOFError, MemoryError)
_SIZES_OF_DICTIONARY_ID = (0, 1, 2, 4)


def is_zstd(path: str | Path) -> bool:
    """Whether a file holds zstd frames, by its name."""
    return os.fspath(path).lower().endswith(".zst")


def pack_gzip(data: bytes) -> bytes:
    """One gzip member, equal for equal ``data``."""
    out = io.BytesIO()
    writer = GzipWriter(out, _LEVEL)
    writer.write(data)
    writer.finish()
    return out.getvalue()


def zstd_packer(level: int, dictionary: bytes | None = None) -> tuple[bytes, Callable[[bytes], bytes]]:
    """The bytes that a zstd file begins with (its dictionary, packed), and what makes a frame of each record."""
    out = io.BytesIO()
    writer = ZstdWriter(out, compression_level=level, dictionary=dictionary)

    def pack(data: bytes) -> bytes:
        out.seek(0)
        out.truncate()
        writer.write(data)
        writer.finish()
        writer.flush()
        frame = out.getvalue()
        return frame[frame.index(ZSTD) :] if frame.startswith(DICTIONARY_FRAME) else frame

    if not dictionary:
        return b"", pack
    pack(b"")  # the writer sends the dictionary with its first frame
    small = zstd_packer(level)[1](dictionary)
    return DICTIONARY_FRAME + struct.pack("<I", len(small)) + small, pack


def unpack(path: str | Path, data: bytes) -> bytes:
    """The record that ``data`` of the file ``path`` holds. Raises `ValueError` or `OSError` unless it is whole."""
    if is_zstd(path):
        if not data.startswith(ZSTD):
            raise ValueError("no zstd frame begins there")
        return bytes(opened(path, data).read())
    size = int.from_bytes(data[-4:], "little")  # known before, so that the output is allocated once
    member = IgzipDecompressor(DECOMP_GZIP)
    try:
        plain: bytes = member.decompress(data, size + 1)
    except _DAMAGED as error:
        raise ValueError(f"the gzip member is not whole: {error}") from None
    if not member.eof or member.unused_data or len(plain) != size:
        raise ValueError("the gzip member is not whole")
    return plain


def opened(path: str | Path, data: bytes) -> GzipReader | ZstdReader:
    """A stream of what ``data`` of the file ``path`` holds, which checks the sum where it ends."""
    if is_zstd(path):
        return ZstdReader(io.BytesIO(data), dictionary=dictionary_of(path))
    return _gunzip(data)


def _gunzip(data: bytes) -> GzipReader:
    return GzipReader(io.BytesIO(data), buffer_size=min(max(len(data), 1), _BUFFER))  # a buffer costs its filling


def dictionary_of(path: str | Path) -> bytes | None:
    """The dictionary that a zstd file begins with; null where it has none. Raises `ValueError` for a broken one."""
    path = Path(path)
    stat = path.stat()
    return _dictionary(path, (stat.st_ino, stat.st_mtime_ns))


@lru_cache(maxsize=32)
def _dictionary(path: Path, version: tuple[int, int]) -> bytes | None:  # noqa: ARG001
    with path.open("rb") as file:
        begin = file.read(8)
        if not begin.startswith(DICTIONARY_FRAME) or len(begin) < 8:
            return None
        (size,) = struct.unpack("<I", begin[4:])
        if size > MAX_DICTIONARY:
            raise ValueError(f"its dictionary has {size} bytes, the limit is {MAX_DICTIONARY}")
        data = file.read(size)
    if len(data) < size:
        raise ValueError("it ends in the middle of its dictionary")
    if data.startswith(ZSTD):
        data = bytes(ZstdReader(io.BytesIO(data)).read(MAX_DICTIONARY + 1))
    if not data.startswith(ZSTD_DICTIONARY) or len(data) > MAX_DICTIONARY:
        raise ValueError("its first frame holds no zstd dictionary")
    return data


def frame_end(data: bytes, start: int) -> int | None:
    """Where the zstd or skippable frame that begins at ``start`` ends, by its headers; null where it is not whole.

    ``data`` may be a memory map. Source: RFC 8878, section 3.
    """
    size = len(data)
    if start + 8 > size:
        return None
    if is_skippable(data, start):
        end = start + 8 + struct.unpack("<I", data[start + 4 : start + 8])[0]
        return end if end <= size else None
    if data[start : start + 4] != ZSTD:
        return None
    flags = data[start + 4]
    single = flags >> 5 & 1
    content_size = (single, 2, 4, 8)[flags >> 6]
    at = start + 5 + (1 - single) + _SIZES_OF_DICTIONARY_ID[flags & 3] + content_size
    last = False
    while not last:
        if at + 3 > size:
            return None
        header = int.from_bytes(data[at : at + 3], "little")
        last, kind, length = bool(header & 1), header >> 1 & 3, header >> 3
        if kind == 3:
            return None
        at += 3 + (1 if kind == 1 else length)
    at += 4 * (flags >> 2 & 1)
    return at if at <= size else None


def is_skippable(data: bytes, start: int) -> bool:
    """Whether a skippable frame begins at ``start``."""
    magic = data[start : start + 4]
    return len(magic) == 4 and magic[1:] == SKIPPABLE_FRAME[1:] and magic[0] & 0xF0 == SKIPPABLE_FRAME[0]


def read_at(path: str | Path, offset: int, length: int) -> bytes:
    """Bytes of a file, fewer where it ends before. Raises `FileNotFoundError`."""
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.pread(fd, length, offset)
    finally:
        os.close(fd)
