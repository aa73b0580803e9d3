"""The end of an archive file after a crash: which records are whole, and where the torn one starts."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from marsad.archive.durable import sync_folder
from marsad.archive.page import Location

_CHUNK = 1 << 18


def whole_records(path: Path, start: int = 0) -> Iterator[Location]:
    """The places of the whole records from ``start`` on; ends before the first torn one."""
    with path.open("rb") as file:
        file.seek(start)
        offset, pending = start, b""
        while (length := _member_length(file, pending)) is not None:
            taken, pending = length
            yield Location(path.name, offset, taken)
            offset += taken


def cut_torn(path: Path, start: int = 0) -> tuple[list[Location], int]:
    """Find the whole records from ``start`` on and cut what follows them; (records, bytes cut)."""
    records = list(whole_records(path, start))
    end = records[-1].offset + records[-1].length if records else start
    torn = path.stat().st_size - end
    if torn > 0:
        with path.open("r+b") as file:
            file.truncate(end)
        sync_folder(path.parent)
    return records, max(torn, 0)


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
                taken += len(chunk) - len(member.unconsumed_tail) - len(member.unused_data)
                if member.eof:
                    return (taken, member.unused_data) if last == b"\r\n\r\n" else None
                chunk = member.unconsumed_tail
        except zlib.error:
            return None
