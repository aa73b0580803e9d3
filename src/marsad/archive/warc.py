"""Writing pages as WARC 1.1 records, one gzip member a record, and reading one back by its place."""

from __future__ import annotations

import gzip
import io
import re
import uuid
import zlib
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote

from fastwarc.warc import ArchiveIterator, WarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import BufferWARCWriter

from marsad.archive.durable import GrowingFile
from marsad.archive.page import HEADER_FETCHED, HEADER_NAME, Location, Page
from marsad.model import Capture

# The archived body is the decoded one, so these headers of the wire no longer describe it.
_WIRE_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_HEAD = 1 << 16
_LINE_BREAKS = re.compile(r"[\r\n\x00]+")


class ArchiveError(RuntimeError):
    """A record is not where the store says, or does not hold what it should; the message names the file."""


class WarcAppender:
    """Appends records to the writer's file of the day. Nothing is durable before `sync`."""

    def __init__(self, folder: Path, writer: str) -> None:
        self.folder = folder
        self.writer = writer
        self._file: GrowingFile | None = None

    def append(self, page: Page, *, now: datetime | None = None) -> tuple[Capture, Location]:
        """Write one page; ``now`` (aware) is the moment of archiving."""
        now = now or datetime.now(UTC)
        record_id = f"urn:uuid:{uuid.uuid4()}"
        file = self._file_of(now.astimezone(UTC).date())
        data = _encode(page, record_id, now)
        offset = file.append(data)
        return _capture(page, record_id, now), Location(file.path.name, offset, len(data))

    def sync(self) -> None:
        """Return when every record appended so far is on the disk."""
        if self._file is not None:
            self._file.sync()

    def close(self) -> None:
        """Close the file of the day."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _file_of(self, day: date) -> GrowingFile:
        name = warc_name(day, self.writer)
        if self._file is not None and self._file.path.name != name:
            self._file.sync()
            self.close()
        if self._file is None:
            self._file = GrowingFile(self.folder / name)
            if self._file.append(b"") == 0:
                self._file.append(_warcinfo(name))
        return self._file


def warc_name(day: date, writer: str) -> str:
    """The name of a writer's file of one day (UTC)."""
    return f"{day.isoformat()}-{writer}.warc.gz"


def read_capture(folder: Path, location: Location) -> Capture:
    """Read one record back. Raises `ArchiveError` where the archive does not hold it."""
    path = folder / location.file
    try:
        with path.open("rb") as file:
            file.seek(location.offset)
            data = file.read(location.length)
    except FileNotFoundError:
        raise ArchiveError(f"{path.name}: the archive file is missing") from None
    try:
        plain = gzip.decompress(data)  # checks the sum, which the parser does not
        for record in ArchiveIterator(io.BytesIO(plain), parse_http=True):
            return capture_of(record)
    except (EOFError, OSError, ValueError, zlib.error) as error:
        raise ArchiveError(f"{path.name}: no whole record at offset {location.offset} ({error})") from error
    raise ArchiveError(f"{path.name}: no record at offset {location.offset}")


def page_at(folder: Path, location: Location) -> str | None:
    """The id of the record at a place where it holds a page, else null; a cheap look at its head."""
    with (folder / location.file).open("rb") as file:
        file.seek(location.offset)
        head = zlib.decompressobj(wbits=31).decompress(file.read(min(location.length, _HEAD)), _HEAD)
    head, _, _ = head.partition(b"\r\n\r\n")
    kind = re.search(rb"^WARC-Type:[ \t]*(\w+)", head, re.MULTILINE | re.IGNORECASE)
    record = re.search(rb"^WARC-Record-ID:[ \t]*<([^>]+)>", head, re.MULTILINE | re.IGNORECASE)
    if kind is None or record is None or kind.group(1).lower() not in (b"response", b"resource"):
        return None
    return record.group(1).decode("ascii", errors="replace")


def capture_of(record: WarcRecord) -> Capture:
    """The capture that a record of our own archive holds; reads the whole payload. Raises `ValueError`."""
    headers = record.headers
    uri = headers.get("WARC-Target-URI") or ""
    name = headers.get(HEADER_NAME)
    fetched = headers.get(HEADER_FETCHED)
    data = record.reader.read()
    media_type, charset = _content_type(record)
    page = Page(
        data=data,
        url=None if uri.startswith("urn:") else uri,
        name=name,
        fetched=datetime.fromisoformat(fetched) if fetched else None,
        media_type=media_type,
        charset=charset,
    )
    record_id = (headers.get("WARC-Record-ID") or "").strip("<>")
    if not record_id or record.record_date is None:
        raise ValueError("the record has no id or no date")
    return _capture(page, record_id, record.record_date.astimezone(UTC))


def _content_type(record: WarcRecord) -> tuple[str | None, str | None]:
    if record.is_http:
        return record.http_content_type, record.http_charset
    value = record.headers.get("Content-Type") or ""
    media_type, _, rest = value.partition(";")
    charset = re.search(r"charset=([\w.:-]+)", rest)
    return media_type.strip() or None, charset.group(1) if charset else None


def _capture(page: Page, record_id: str, archived: datetime) -> Capture:
    return Capture(
        record_id=record_id,
        data=page.data,
        sha256=page.sha256,
        archived=archived.replace(microsecond=0),
        url=page.url,
        name=page.name,
        fetched=page.fetched,
        media_type=page.media_type,
        charset=page.charset,
    )


def _encode(page: Page, record_id: str, now: datetime) -> bytes:
    headers = {
        "WARC-Record-ID": f"<{record_id}>",
        "WARC-Date": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    if page.name:
        headers[HEADER_NAME] = page.name
    if page.fetched:
        headers[HEADER_FETCHED] = page.fetched.isoformat()
    writer = BufferWARCWriter(gzip=True, warc_version="WARC/1.1")
    http = _http_headers(page)
    record = writer.create_warc_record(
        page.url or f"urn:marsad:file:{quote(page.name or '')}",
        "response" if http else "resource",
        payload=io.BytesIO(page.data),
        length=len(page.data),
        warc_content_type="" if http else _resource_type(page),
        http_headers=http,
        warc_headers_dict=headers,
    )
    writer.write_record(record)
    return bytes(writer.get_contents())


def _resource_type(page: Page) -> str:
    media_type = page.media_type or "application/octet-stream"
    return f"{media_type}; charset={page.charset}" if page.charset else media_type


def _http_headers(page: Page) -> StatusAndHeaders | None:
    if not page.http_status:
        return None
    kept = [
        (_LINE_BREAKS.sub(" ", key), _LINE_BREAKS.sub(" ", value))
        for key, value in page.http_headers
        if key.lower() not in _WIRE_HEADERS
    ]
    kept.append(("Content-Length", str(len(page.data))))
    return StatusAndHeaders(page.http_status, kept, protocol="HTTP/1.1")


def _warcinfo(name: str) -> bytes:
    writer = BufferWARCWriter(gzip=True, warc_version="WARC/1.1")
    writer.write_record(writer.create_warcinfo_record(name, {"software": "Marsad", "format": "WARC File Format 1.1"}))
    return bytes(writer.get_contents())
