"""Whether an archive is whole: every record read to its end, and every digest that it states made again."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from marsad.archive.frames import read_at, unpack
from marsad.archive.parse import read_head
from marsad.archive.tail import Damage, scan


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file holds: whole records, and each problem in words."""

    records: int
    problems: tuple[str, ...]


def check(path: Path) -> Checked:
    """Check one archive file (gzip or zstd). An erased record is whole, as what stands in its place."""
    records, problems = 0, []
    for found in scan(path):
        if isinstance(found, Damage):
            problems.append(str(found))
            continue
        records += 1
        plain = unpack(path, read_at(path, found.offset, found.length))
        problems += [f"{path.name}: the record at byte {found.offset}: {reason}" for reason in _wrong(plain)]
    return Checked(records, tuple(problems))


def _wrong(plain: bytes) -> Iterator[str]:
    try:
        head, _ = read_head(io.BytesIO(plain), len(plain))
        start = plain.index(b"\r\n\r\n") + 4
        block = plain[start : start + int(head.headers["content-length"])]
    except ValueError as error:
        yield str(error)
        return
    if start + len(block) + 4 != len(plain):
        yield "its length is not the one that it states"
    yield from _mismatch("block", head.get("WARC-Block-Digest"), block)
    if head.kind in ("response", "resource"):
        yield from _mismatch("payload", head.get("WARC-Payload-Digest"), block[head.http_bytes :])


def _mismatch(what: str, stated: str | None, data: bytes) -> Iterator[str]:
    name, _, value = (stated or "").partition(":")
    name = name.lower().replace("-", "")
    if name not in ("sha1", "sha256"):
        return
    digest = hashlib.new(name, data, usedforsecurity=False)
    if value not in (digest.hexdigest(), base64.b32encode(digest.digest()).decode()):
        yield f"its {what} digest is not that of its bytes"
