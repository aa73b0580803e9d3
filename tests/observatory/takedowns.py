"""What must hold after a takedown: nothing of it is left in the folder of the observatory."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from marsad.archive.frames import is_zstd, read_at, unpack
from marsad.archive.pack import archive_files
from marsad.archive.tail import whole_records


def words_left(data: Path, words: str) -> list[str]:
    """The files in which words still stand: records of the archive unpacked, all others byte for byte."""
    sought = words.encode()
    escaped = json.dumps(words)[1:-1].encode()
    found = []
    for path in archive_files(data / "archive"):
        records = (unpack(path, read_at(path, place.offset, place.length)) for place in whole_records(path))
        if any(sought in record for record in records):
            found.append(path.name)
        if not is_zstd(path) and sought in gzip.decompress(path.read_bytes()):
            found.append(f"{path.name} as a whole")
    others = [path for path in data.rglob("*") if path.is_file() and ".warc." not in path.name]
    found += [str(path.relative_to(data)) for path in others if {sought, escaped} & {*_of(path, sought, escaped)}]
    return sorted(found)


def _of(path: Path, *words: bytes) -> list[bytes]:
    data = path.read_bytes()
    return [word for word in words if word in data]
