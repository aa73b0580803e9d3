"""Writing pages into the writer's file of the day, and reading one back by its place."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime
from pathlib import Path

from marsad.archive.durable import GrowingFile
from marsad.archive.frames import opened, read_at, unpack
from marsad.archive.page import (
    HEADER_ARCHIVED,
    HEADER_ASKED,
    HEADER_BY,
    HEADER_FETCHED,
    HEADER_KIND,
    HEADER_NAME,
    HEADER_URL,
    Location,
    Page,
    check_address,
    fit_for_a_header,
)
from marsad.archive.parse import HEAD_BYTES, Head, read_head, record_in
from marsad.archive.records import encode, new_id, sha256_of, warcinfo
from marsad.model import Capture, CaptureKind

MAX_BYTES = 1_000_000_000
"""A file that has come to this many bytes gets no more records."""

_FILE = re.compile(r"(\d{4}-\d\d-\d\d)-(\w+?)(?:-(\d+))?(?:\.[^/]+)?\.warc\.(?:gz|zst)")
_CAPTURES = {"response": CaptureKind.PAGE, "resource": CaptureKind.PAGE, "revisit": CaptureKind.CHECK}


class ArchiveError(RuntimeError):
    """A record is not where the store says, or does not hold what it should; the message names the file."""


class WarcAppender:
    """Appends records to the writer's file of the day, a new one each ``max_bytes``; not durable before `sync`."""

    def __init__(self, folder: Path, writer: str, *, max_bytes: int = MAX_BYTES) -> None:
        self.folder = folder
        self.writer = writer
        self.max_bytes = max_bytes
        self._file: GrowingFile | None = None
        self._day: date | None = None
        self._end = 0

    def append(self, page: Page, *, now: datetime | None = None) -> tuple[Capture, Location]:
        """Write one page, its request record before it; ``now`` (aware) is the moment of archiving."""
        now = now or datetime.now(UTC)
        record_id = new_id()
        request, answer = encode(page, record_id, now)
        file = self._file_of(now)
        offset = file.append(request + answer) + len(request)
        self._end = offset + len(answer)
        return _written(page, record_id, now), Location(file.path.name, offset, len(answer))

    def sync(self) -> None:
        """Return when every record appended so far is on the disk."""
        if self._file is not None:
            self._file.sync()

    def close(self) -> None:
        """Close the file that is written to."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _file_of(self, now: datetime) -> GrowingFile:
        day = now.astimezone(UTC).date()
        if self._file is not None and (self._day != day or self._end >= self.max_bytes):
            self._file.sync()
            self.close()
        if self._file is None:
            path = self._next(day)
            self._file, self._day = GrowingFile(path), day
            self._end = self._file.append(b"")
            if self._end == 0:
                self._file.append(warcinfo(path.name, now, new_id()))
        return self._file

    def _next(self, day: date) -> Path:
        """The writer's last file of the day while it has room, else a new one."""
        taken = [number for number, _ in _of_the_day(self.folder, self.writer, day)]
        number = max(taken, default=1)
        path = self.folder / warc_name(day, self.writer, number)
        if taken and (not path.exists() or path.stat().st_size >= self.max_bytes):
            return self.folder / warc_name(day, self.writer, number + 1)
        return path


def warc_name(day: date, writer: str, number: int = 1) -> str:
    """The name of a writer's file of one day (UTC), of which there may be several."""
    return f"{day.isoformat()}-{writer}{'' if number == 1 else f'-{number}'}.warc.gz"


def writer_of(name: str) -> str | None:
    """The writer of an archive file by its name; null where it is none of ours."""
    match = _FILE.fullmatch(name)
    return match[2] if match else None


def day_of(name: str) -> date | None:
    """The day (UTC) of an archive file by its name; null where it is none of ours."""
    match = _FILE.fullmatch(name)
    return date.fromisoformat(match[1]) if match else None


def open_files(folder: Path, writer: str) -> list[Path]:
    """The files that a writer may have left with a torn end: those not packed, in the order of writing."""
    found = [(match, path) for path in folder.glob("*.warc.gz") if (match := _FILE.fullmatch(path.name))]
    mine = [(match[1], int(match[3] or 1), path) for match, path in found if match[2] == writer]
    return [path for _, _, path in sorted(mine)]


def _of_the_day(folder: Path, writer: str, day: date) -> list[tuple[int, Path]]:
    """The numbered files of one day; what was packed counts, so that no name is used twice."""
    found = [(_FILE.fullmatch(path.name), path) for path in folder.glob(f"{day.isoformat()}-{writer}*")]
    return [(int(match[3] or 1), path) for match, path in found if match and match[2] == writer]


def read_capture(folder: Path, location: Location) -> Capture:
    """Read one record back. Raises `ArchiveError` where the archive does not hold it."""
    path = f"{folder}/{location.file}"
    try:
        data = read_at(path, location.offset, location.length)
        if len(data) < location.length:
            raise ValueError("the file ends before")
        return capture_of(*record_in(unpack(path, data)))
    except FileNotFoundError:
        raise ArchiveError(f"{location.file}: the archive file is missing") from None
    except (OSError, ValueError) as error:
        raise ArchiveError(f"{location.file}: no whole record at offset {location.offset} ({error})") from error


def page_at(folder: Path, location: Location) -> tuple[str, CaptureKind] | None:
    """Id and kind of the record at a place where it holds a capture, else null; a cheap look at its head."""
    path = folder / location.file
    data = read_at(path, location.offset, min(location.length, HEAD_BYTES))
    try:
        head, _ = read_head(opened(path, data), 1 << 12)
    except (OSError, ValueError):
        return None
    usual = _CAPTURES.get(head.kind)
    return (head.record_id, _kind(head.get(HEADER_KIND), usual)) if usual and head.record_id else None


def _kind(stated: str | None, usual: CaptureKind) -> CaptureKind:
    try:
        return CaptureKind(stated) if stated else usual
    except ValueError:
        return usual


def capture_of(head: Head, body: bytes) -> Capture:
    """The capture that a record of our own archive holds. Raises `ValueError`.

    Its ``sha256`` is the one that the record states, where it does: the sum of all of it has been checked.
    """
    uri, name, asked = _address(head), head.get(HEADER_NAME), head.get(HEADER_ASKED)
    fetched, moment = head.get(HEADER_FETCHED), head.get(HEADER_ARCHIVED) or head.get("WARC-Date")
    if not head.record_id or moment is None or not (uri or name):
        raise ValueError("the record has no id, no date or no address")
    check_address(uri)
    check_address(asked)
    revisit = head.kind == "revisit"
    data = b"" if revisit else body
    media_type, charset = head.media_type
    return Capture(
        record_id=head.record_id,
        data=data,
        sha256=sha256_of(head.get("WARC-Payload-Digest") or "") or hashlib.sha256(data).hexdigest(),
        archived=datetime.fromisoformat(moment).astimezone(UTC),
        url=uri,
        name=fit_for_a_header(name) if name else None,
        fetched=datetime.fromisoformat(fetched) if fetched else None,
        media_type=media_type,
        charset=charset,
        kind=_kind(head.get(HEADER_KIND), _CAPTURES.get(head.kind, CaptureKind.PAGE)),
        status=head.status,
        asked=asked,
        refers_to=(head.get("WARC-Refers-To") or "").strip("<>") or None if revisit else None,
        by=head.get(HEADER_BY),
    )


def _address(head: Head) -> str | None:
    uri = head.get(HEADER_URL) or head.get("WARC-Target-URI")
    return None if not uri or uri.startswith("urn:") else uri


def _written(page: Page, record_id: str, archived: datetime) -> Capture:
    """What `capture_of` will read of a page."""
    same = page.same_as
    return Capture(
        record_id=record_id,
        data=b"" if same else page.data,
        sha256=page.sha256 if same and same.not_modified and not same.sha256 else page.body_sha256,
        archived=archived.astimezone(UTC).replace(microsecond=0),
        url=page.url,
        name=page.name,
        fetched=page.fetched,
        media_type=page.media_type,
        charset=page.charset,
        kind=CaptureKind.CHECK if same and page.kind is CaptureKind.PAGE else page.kind,
        status=int(page.http_status[:3]) if page.http_status and page.http_status[:3].isdigit() else None,
        asked=page.asked,
        refers_to=same.record_id if same else None,
        by=page.by,
    )
