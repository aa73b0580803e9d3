"""Taking a record out of an archive file for good: its bytes are overwritten in place, so that all others stay.

What stands there afterwards is a ``metadata`` record of the same length (gzip), or a skippable frame (zstd), which says
that something was removed and why. What is to be overwritten is noted beside the file first (``….erasing``), so that an
erasure that a crash broke off is finished by `finish`, or by the next one.
"""

from __future__ import annotations

import json
import os
import struct
import uuid
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from marsad.archive.durable import sync_folder
from marsad.archive.frames import GZIP, SKIPPABLE_FRAME, ZSTD, frame_end, is_zstd, opened, read_at, unpack
from marsad.archive.page import Location, fit_for_a_header
from marsad.archive.parse import read_head
from marsad.archive.records import warc_date

_LOOK_BACK = 1 << 17
"""A request record of ours is not longer."""

_STORED = 65535
_NOTE = ".erasing"


class EraseError(RuntimeError):
    """A record cannot be erased; the message names the file and says why."""


@dataclass(frozen=True, slots=True)
class _Erasure:
    offset: int
    length: int
    record: str
    reason: str
    at: str


def erase(path: Path, location: Location, *, reason: str, at: datetime) -> None:
    """Overwrite a record and, where there is one, the request record before it; durable when it returns.

    ``reason`` (short, kept in the file as far as there is room) and ``at`` (aware) are what the tombstone says. Erasing
    what is erased changes nothing. Raises `EraseError` where the file is missing or the place not inside it.
    """
    erase_all(path, [location], reason=reason, at=at)


def erase_all(path: Path, locations: Iterable[Location], *, reason: str, at: datetime) -> None:
    """The same of several records of one file, with one note of what is to be overwritten."""
    if not path.exists():
        raise EraseError(f"{path.name}: the archive file is missing")
    finish(path.parent, path.name)
    size = path.stat().st_size
    stated: list[_Erasure] = []
    for location in locations:
        if location.offset + location.length > size:
            raise EraseError(f"{path.name}: it ends before byte {location.offset + location.length}")
        record = _record_id(path, location)
        if record is not None:
            places = [place for place in (request_before(path, location), location) if place]
            said = record, fit_for_a_header(reason), warc_date(at)
            stated += [_Erasure(place.offset, place.length, *said) for place in places]
    if stated:
        _write_whole(path.with_name(path.name + _NOTE), json.dumps([asdict(one) for one in stated]).encode())
        finish(path.parent, path.name)


def finish(folder: Path, name: str | None = None) -> int:
    """Finish the erasures that a crash broke off, of one file or of all; the number of files."""
    notes = sorted(folder.glob(f"*{_NOTE}")) if name is None else [folder / f"{name}{_NOTE}"]
    done = 0
    for note in notes:
        try:
            erasures = _noted(note)
        except FileNotFoundError:  # nothing was broken off, or another process has just finished it
            continue
        if (path := note.with_name(note.name.removesuffix(_NOTE))).exists():
            _overwrite(path, erasures)
        note.unlink(missing_ok=True)
        sync_folder(folder)
        done += 1
    return done


def request_before(path: Path, location: Location) -> Location | None:
    """The place of the request record that ends where a record begins and belongs to it; null where there is none."""
    start = max(0, location.offset - _LOOK_BACK)
    before = read_at(path, start, location.offset - start)
    answer = _record_id(path, location)
    at = len(before)
    while answer and (at := before.rfind(ZSTD if is_zstd(path) else GZIP, 0, at)) >= 0:
        data = before[at:]
        if is_zstd(path) and frame_end(data, 0) != len(data):
            continue
        try:
            unpack(path, data)
            head, _ = read_head(opened(path, data))
        except (OSError, ValueError):
            continue
        belongs = head.kind == "request" and (head.get("WARC-Concurrent-To") or "").strip("<>") == answer
        return Location(location.file, start + at, len(data)) if belongs else None
    return None


def _record_id(path: Path, location: Location) -> str | None:
    """The id of the record that stands there, empty where it is damaged; null where it is erased already."""
    data = read_at(path, location.offset, location.length)
    if is_zstd(path) and data[1:4] == SKIPPABLE_FRAME[1:]:
        return None
    try:
        head, _ = read_head(opened(path, data))
    except (OSError, ValueError):
        return ""
    return None if head.get("X-Marsad-Erased") else head.record_id


def _noted(note: Path) -> list[_Erasure]:
    return [_Erasure(**one) for one in json.loads(note.read_bytes())]


def _overwrite(path: Path, erasures: list[_Erasure]) -> None:
    make = _zstd_tombstone if is_zstd(path) else _gzip_tombstone
    with path.open("r+b") as file:
        for one in erasures:
            file.seek(one.offset)
            file.write(make(path, one))
        file.flush()
        os.fsync(file.fileno())


def _zstd_tombstone(path: Path, one: _Erasure) -> bytes:
    if one.length < 8:
        raise EraseError(f"{path.name}: {one.length} bytes at {one.offset} are too few for a record")
    told = f"erased {one.at} {one.record}: {one.reason}".encode("utf-8", "replace")
    size = one.length - 8
    return SKIPPABLE_FRAME + struct.pack("<I", size) + told[:size].ljust(size, b"\0")


def _gzip_tombstone(path: Path, one: _Erasure) -> bytes:
    """A gzip member of stored blocks with a metadata record, spaces in it as many as it takes."""
    blocks = max(1, -(-(one.length - 18) // (_STORED + 5)))
    size = one.length - 18 - 5 * blocks
    plain = _tombstone_record(path, one, size)
    parts = [plain[at * _STORED : (at + 1) * _STORED] for at in range(blocks)]
    body = b"".join(
        struct.pack("<BHH", number == blocks - 1, len(part), len(part) ^ 0xFFFF) + part
        for number, part in enumerate(parts)
    )
    return GZIP + bytes(6) + b"\xff" + body + struct.pack("<II", zlib.crc32(plain), len(plain) & 0xFFFFFFFF)


def _tombstone_record(path: Path, one: _Erasure, size: int) -> bytes:
    """A record of exactly ``size`` bytes, with as much of the reason as it holds."""
    record_id = uuid.uuid5(uuid.NAMESPACE_URL, f"{one.record}#{one.offset}")
    needed = [f"WARC-Type: metadata\r\nWARC-Record-ID: <urn:uuid:{record_id}>\r\nWARC-Date: {one.at}"]
    for more in (f"WARC-Refers-To: <{one.record}>" if one.record else "", "Content-Type: text/plain"):
        if more and sum(map(len, needed)) + len(more) + 120 < size:
            needed.append(more)
    for mark in ("X-Marsad-Erased: yes", "X-Marsad-Erased: yes."):  # of one of both lengths the digits come out even
        head = "\r\n".join(["WARC/1.1", *needed, mark, "Content-Length: "]).encode()
        room = size - len(head) - len(b"\r\n\r\n" * 2)
        for digits in range(1, 11):
            length = room - digits
            if length >= 0 and len(str(length)) == digits:
                block = one.reason.encode("utf-8", "replace")[:length].decode("utf-8", "ignore").encode()
                return b"".join([head, str(length).encode(), b"\r\n\r\n", block.ljust(length), b"\r\n\r\n"])
    raise EraseError(f"{path.name}: {one.length} bytes at {one.offset} are too few for a tombstone")


def _write_whole(path: Path, data: bytes) -> None:
    """Write a file that is there whole or not at all, and durable."""
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    sync_folder(path.parent)
