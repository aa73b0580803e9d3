"""Chosen records of an archive as one WACZ file, which other tools replay and readers can check.

Source: Web Archive Collection Zipped 1.1.1 (Webrecorder), which is a ZIP that is a Frictionless data package.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import uuid
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from marsad.archive.cdxj import CdxjLine, line_of, rows_of
from marsad.archive.erase import request_before
from marsad.archive.frames import is_zstd, opened, pack_gzip, read_at, unpack
from marsad.archive.page import Location
from marsad.archive.parse import Head, read_head
from marsad.archive.records import warcinfo
from marsad.archive.warc import ArchiveError

VERSION = "1.1.1"
_WARC = "archive/data.warc.gz"
_LINES = 3000
"""Lines a block of the index."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A record to be taken along; one with a ``title`` is listed as a page that a visitor may begin with."""

    location: Location
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What a WACZ file holds: answers (originals of revisits with them), pages listed, and its size in bytes."""

    records: int
    pages: int
    size: int


@dataclass(frozen=True, slots=True)
class _Resource:
    path: str
    sha256: str
    size: int


class _Package:
    """A ZIP being written, all of whose entries bear one date, with the hash of each."""

    def __init__(self, file: Path, created: datetime) -> None:
        self.zip = zipfile.ZipFile(file, "w")
        self.date = max(created.astimezone(UTC), datetime(1980, 1, 1, tzinfo=UTC)).timetuple()[:6]
        self.resources: list[_Resource] = []

    def add(self, path: str, parts: Iterable[bytes], *, deflate: bool = False) -> None:
        info = zipfile.ZipInfo(path, self.date)
        info.compress_type = zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED
        info.external_attr = 0o644 << 16
        digest, size = hashlib.sha256(), 0
        with self.zip.open(info, "w", force_zip64=True) as out:
            for part in parts:
                out.write(part)
                digest.update(part)
                size += len(part)
        self.resources.append(_Resource(path, digest.hexdigest(), size))


def write(
    path: Path,
    folder: Path,
    records: Iterable[Chosen],
    *,
    title: str,
    description: str = "",
    created: datetime,
    find: Callable[[str], Location | None] = lambda _: None,
) -> Written:
    """Write records of the archive ``folder`` as a WACZ file, in their order, each once and with its request.

    ``find`` tells the place of a record by its id: what a revisit refers to is taken along where it is known.
    Equal for equal records, titles and ``created`` (aware). Raises `ArchiveError` for a record that is not there; then,
    and after a crash, no file is left at ``path``.
    """
    part = path.with_name(path.name + ".part")
    try:
        package = _Package(part, created)
        with package.zip:
            copy = _Copy(folder, find)
            package.add(_WARC, copy.members(records, warcinfo("data.warc.gz", created, _id_of(title, created))))
            _add_index(package, copy.lines)
            package.add("pages/pages.jsonl", _page_list(title, copy.pages), deflate=True)
            _add_description(package, title, description, created)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return Written(len(copy.lines), len(copy.pages), path.stat().st_size)


class _Copy:
    """The members of the WARC file inside, and what is learnt while they go by."""

    def __init__(self, folder: Path, find: Callable[[str], Location | None]) -> None:
        self.folder = folder
        self.find = find
        self.lines: list[CdxjLine] = []
        self.pages: list[tuple[CdxjLine, str]] = []
        self._taken: set[Location] = set()
        self._end = 0

    def members(self, records: Iterable[Chosen], begin: bytes) -> Iterator[bytes]:
        self._end = len(begin)
        yield begin
        for chosen in records:
            yield from self._one(chosen)

    def _one(self, chosen: Chosen) -> Iterator[bytes]:
        place = chosen.location
        if place in self._taken:
            return
        self._taken.add(place)
        path = self.folder / place.file
        head = self._head(path, place)
        if request := request_before(path, place):
            yield self._member(path, request)
        member = self._member(path, place)
        line = line_of(head, Location("data.warc.gz", self._end - len(member), len(member)))
        if line is None:
            raise ArchiveError(f"{path.name}: the record at offset {place.offset} holds no answer")
        self.lines.append(line)
        if chosen.title is not None:
            self.pages.append((line, chosen.title))
        yield member
        original = (head.get("WARC-Refers-To") or "").strip("<>")
        if original and (found := self.find(original)):
            yield from self._one(Chosen(found))

    def _head(self, path: Path, place: Location) -> Head:
        try:
            return read_head(opened(path, read_at(path, place.offset, place.length)))[0]
        except FileNotFoundError:
            raise ArchiveError(f"{path.name}: the archive file is missing") from None
        except (OSError, ValueError) as error:
            raise ArchiveError(f"{path.name}: no whole record at offset {place.offset} ({error})") from error

    def _member(self, path: Path, place: Location) -> bytes:
        data = read_at(path, place.offset, place.length)
        try:
            plain = unpack(path, data)
        except (OSError, ValueError) as error:
            raise ArchiveError(f"{path.name}: no whole record at offset {place.offset} ({error})") from error
        member = pack_gzip(plain) if is_zstd(path) else data
        self._end += len(member)
        return member


def _add_index(package: _Package, lines: list[CdxjLine]) -> None:
    """The lines sorted, in gzip members of some lines each, and where each member begins."""
    rows = rows_of(lines)
    blocks = [rows[start : start + _LINES] for start in range(0, len(rows), _LINES)]
    meta = json.dumps({"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"})
    index = [f"!meta 0 {meta}\n".encode()]
    members: list[bytes] = []
    offset = 0
    for block in blocks:
        member = gzip.compress(b"".join(block), mtime=0)
        place = {"offset": offset, "length": len(member), "digest": f"sha256:{hashlib.sha256(member).hexdigest()}"}
        key, timestamp, _ = block[0].split(b" ", 2)
        index.append(key + b" " + timestamp + f" {json.dumps(place | {'filename': 'index.cdx.gz'})}\n".encode())
        members.append(member)
        offset += len(member)
    package.add("indexes/index.cdx.gz", members)
    package.add("indexes/index.idx", index, deflate=True)


def _page_list(title: str, pages: list[tuple[CdxjLine, str]]) -> Iterator[bytes]:
    yield _json_line({"format": "json-pages-1.0", "id": "pages", "title": title})
    for line, name in pages:
        moment = datetime.strptime(line.timestamp, "%Y%m%d%H%M%S").strftime("%Y-%m-%dT%H:%M:%SZ")  # noqa: DTZ007
        page_id = uuid.uuid5(uuid.NAMESPACE_URL, f"{line.timestamp} {line.url}")
        yield _json_line({"id": str(page_id), "url": line.url, "ts": moment, "title": name})


def _add_description(package: _Package, title: str, description: str, created: datetime) -> None:
    described = {
        "profile": "data-package",
        "resources": [
            {
                "name": one.path.rpartition("/")[2].lower(),
                "path": one.path,
                "hash": f"sha256:{one.sha256}",
                "bytes": one.size,
            }
            for one in package.resources
        ],
        "wacz_version": VERSION,
        "software": "Marsad",
        "title": title,
        "created": created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    } | ({"description": description} if description else {})
    data = json.dumps(described, ensure_ascii=False, indent=2).encode()
    package.add("datapackage.json", [data], deflate=True)
    digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
    package.add("datapackage-digest.json", [json.dumps(digest, indent=2).encode()], deflate=True)


def _json_line(row: dict[str, Any]) -> bytes:
    return (json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def _id_of(title: str, created: datetime) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{title} {created.isoformat()}')}"
