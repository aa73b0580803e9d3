"""The index of an archive: for each answer a line with its address, moment and place, as pywb and py-wacz read it."""

from __future__ import annotations

import heapq
import json
import os
import string
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

from marsad.archive.frames import opened, read_at
from marsad.archive.pack import archive_files
from marsad.archive.page import Location
from marsad.archive.parse import HEAD_BYTES, Head, read_head
from marsad.archive.surt import urlkey
from marsad.archive.tail import whole_records

INDEX = "index.cdxj"
_PARTS = "cdxj"
_AT_ONCE = 64
_INDEXED = frozenset({"response", "resource", "revisit"})


@dataclass(frozen=True, slots=True)
class CdxjLine:
    """One line. ``timestamp`` has 14 digits (UTC); ``mime`` of a revisit is ``warc/revisit``; the unknown is null."""

    urlkey: str
    timestamp: str
    url: str
    mime: str | None
    status: int | None
    digest: str | None
    location: Location

    def __str__(self) -> str:
        stated = {
            "url": self.url,
            "mime": self.mime,
            "status": None if self.status is None else str(self.status),
            "digest": self.digest,
            "length": str(self.location.length),
            "offset": str(self.location.offset),
            "filename": self.location.file,
        }
        fields = json.dumps({key: value for key, value in stated.items() if value is not None}, ensure_ascii=False)
        return f"{self.urlkey} {self.timestamp} {fields}"


def lines(path: Path) -> Iterator[CdxjLine]:
    """The lines of one archive file (gzip or zstd), in the order of its records."""
    for place in whole_records(path):
        try:
            head, _ = read_head(opened(path, read_at(path, place.offset, min(place.length, HEAD_BYTES))))
        except (OSError, ValueError):
            continue
        if (line := line_of(head, place)) is not None:
            yield line


def line_of(head: Head, place: Location) -> CdxjLine | None:
    """The line of a record; null for one that is no answer."""
    url, date = (head.get("WARC-Target-URI") or "").strip("<>"), head.get("WARC-Date")
    if head.kind not in _INDEXED or not url or not date:
        return None
    return CdxjLine(
        urlkey=urlkey(url),
        timestamp="".join(filter(str.isdigit, date))[:14],
        url=quote(url, safe=string.punctuation),  # a header of HTTP, which replaying makes of it, holds no more
        mime="warc/revisit" if head.kind == "revisit" else head.media_type[0],
        status=head.status,
        digest=head.get("WARC-Payload-Digest"),
        location=place,
    )


def rows_of(lines: Iterable[CdxjLine]) -> list[bytes]:
    """The rows of an index, sorted. A 304 is left out: a replay then shows the page as it was and no empty answer."""
    return sorted(f"{line}\n".encode("utf-8", "replace") for line in lines if line.status != HTTPStatus.NOT_MODIFIED)


def write_index(folder: Path) -> Path:
    """Bring the index of an archive folder up to date, ``index.cdxj`` in it, and return its path.

    Each file's own lines are kept in ``cdxj/``; only files that changed since are read.
    """
    parts = folder / _PARTS
    parts.mkdir(exist_ok=True)
    kept = []
    for path in archive_files(folder):
        part = parts / f"{path.name}.cdxj"
        changed = path.stat().st_mtime_ns
        if not part.exists() or part.stat().st_mtime_ns != changed:
            _write(part, rows_of(lines(path)))
            os.utime(part, ns=(changed, changed))
        kept.append(part)
    for part in set(parts.iterdir()) - set(kept):
        part.unlink()
    index = folder / INDEX
    _merge(kept, index, parts)
    return index


def _merge(parts: Sequence[Path], out: Path, scratch: Path) -> None:
    """Merge sorted files into one, no more than some of them open at once."""
    level = 0
    made: list[Path] = []
    while len(parts) > _AT_ONCE:
        merged = []
        for start in range(0, len(parts), _AT_ONCE):
            merged.append(scratch / f"merge-{level}-{start}.tmp")
            _merge(parts[start : start + _AT_ONCE], merged[-1], scratch)
        parts, level = merged, level + 1
        made += merged
    with ExitStack() as held:
        _write(out, heapq.merge(*(held.enter_context(part.open("rb")) for part in parts)))
    for part in made:
        part.unlink()


def _write(path: Path, rows: Iterator[bytes] | Sequence[bytes]) -> None:
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        file.writelines(rows)
    part.replace(path)
