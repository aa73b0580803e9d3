"""Which records of an archive file are whole: after a crash the last one may be torn, and a disk can damage any."""

from __future__ import annotations

import mmap
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from marsad.archive.durable import sync_folder
from marsad.archive.frames import GZIP, ZSTD, frame_end, is_skippable, is_zstd, unpack
from marsad.archive.page import Location

_CHUNK = 1 << 18
_RECORD_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Damage:
    """Bytes of an archive file, from ``offset`` to ``end``, that hold no whole record."""

    file: str
    offset: int
    end: int

    def __str__(self) -> str:
        return f"{self.file}: no whole record from byte {self.offset} to {self.end}"


def scan(path: Path, start: int = 0) -> Iterator[Location | Damage]:
    """The whole records from ``start`` on, and what lies between and after them that is none, in order."""
    yield from _scan_zstd(path, start) if is_zstd(path) else _scan_gzip(path, start)


def _scan_gzip(path: Path, start: int) -> Iterator[Location | Damage]:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        offset, sound = start, start
        file.seek(offset)
        pending = b""
        while offset < size:
            found = _member_length(file, pending)
            if found is None:
                offset, pending = _next_member(file, offset + 1), b""
                continue
            if sound < offset:
                yield Damage(path.name, sound, offset)
            length, pending = found
            yield Location(path.name, offset, length)
            offset = sound = offset + length
        if sound < size:
            yield Damage(path.name, sound, size)


def _scan_zstd(path: Path, start: int) -> Iterator[Location | Damage]:
    size = path.stat().st_size
    if size <= start:
        return
    offset = sound = start
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        data: bytes = mapped  # type: ignore[assignment]  # slices and finds like bytes
        while offset < size:
            end = frame_end(data, offset)
            if end is None or not (is_skippable(data, offset) or _is_record(path, data[offset:end])):
                following = data.find(ZSTD, offset + 1)
                offset = size if following < 0 else following
                continue
            if sound < offset:
                yield Damage(path.name, sound, offset)
            if not is_skippable(data, offset):
                yield Location(path.name, offset, end - offset)
            offset = sound = end
    if sound < size:
        yield Damage(path.name, sound, size)


def _is_record(path: Path, frame: bytes) -> bool:
    try:
        return unpack(path, frame).endswith(_RECORD_END)
    except (OSError, ValueError):
        return False


def whole_records(path: Path, start: int = 0) -> Iterator[Location]:
    """The places of the whole records from ``start`` on."""
    return (found for found in scan(path, start) if isinstance(found, Location))


def cut_torn(path: Path, start: int = 0) -> tuple[list[Location], int]:
    """Find the whole records from ``start`` on and cut what follows the last of them; (records, bytes cut)."""
    records = list(whole_records(path, start))
    end = records[-1].offset + records[-1].length if records else start
    torn = path.stat().st_size - end
    if torn > 0:
        with path.open("r+b") as file:
            file.truncate(end)
        sync_folder(path.parent)
    return records, max(torn, 0)


def _next_member(file: BinaryIO, start: int) -> int:
    """Where the next gzip member may begin, at ``start`` or after it; the file is left there, or at its end."""
    file.seek(start)
    kept = b""
    while chunk := file.read(_CHUNK):
        window = kept + chunk
        if (place := window.find(GZIP)) >= 0:
            return file.seek(file.tell() - len(window) + place)
        kept = window[-(len(GZIP) - 1) :]
    return file.tell()


def _member_length(file: BinaryIO, pending: bytes) -> tuple[int, bytes] | None:
    """Read one gzip member that ends with a record's closing blank lines; (length, bytes read beyond it)."""
    member = zlib.decompressobj(wbits=31)
    taken, last = 0, b""
    while True:
        chunk = pending or file.read(_CHUNK)
        pending = b""
        if not chunk:
            return None
        try:
            while chunk:
                out = member.decompress(chunk, _CHUNK)
                last = (last + out)[-4:]
                # At the end zlib may leave what follows as `unconsumed_tail` too.
                rest = member.unused_data if member.eof else member.unconsumed_tail
                taken += len(chunk) - len(rest)
                if member.eof:
                    return (taken, rest) if last == _RECORD_END else None
                chunk = rest
        except zlib.error:
            return None
