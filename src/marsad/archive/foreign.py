"""Pages out of archives of others: WARC, plain or packed, and ARC. What cannot be taken is named, the rest goes on."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from fastwarc.stream_io import ChunkedReader
from fastwarc.warc import ArchiveIterator, HeaderMap, WarcRecord, WarcRecordType

from marsad.archive.arc import arc_pages, is_arc
from marsad.archive.frames import dictionary_of, is_zstd
from marsad.archive.page import HEADER_ASKED, HEADER_FETCHED, HEADER_KIND, HEADER_NAME, HEADER_URL, Page
from marsad.collect.clippings import MEDIA_TYPE as CLIPPING_TYPE
from marsad.collect.decode import CodingError, decoded
from marsad.model import CaptureKind

WARC_SUFFIXES = (".warc", ".warc.gz", ".warc.zst", ".arc", ".arc.gz")

_PAGE_TYPES = frozenset(
    {"text/html", "application/xhtml+xml", "text/plain", "application/pdf", "message/rfc822", CLIPPING_TYPE}
)
"""What the reader can read; the last ones are added by hand, and an archive of ours may hold them."""
_KINDS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion | WarcRecordType.revisit
_CHUNK_SIZE = re.compile(rb"\s*[0-9a-fA-F]+[ \t]*(?:;[^\r\n]*)?\r?\n")
_REMEMBERED = 1_000_000
"""Pages of one file whose place is kept for the revisits behind them."""


_Headers = dict[str, str]
"""The headers of a record by their names in lower case."""
_ASKED, _FETCHED, _KIND, _NAME, _URL = (
    name.lower() for name in (HEADER_ASKED, HEADER_FETCHED, HEADER_KIND, HEADER_NAME, HEADER_URL)
)


class WarcError(ValueError):
    """A WARC file, or one record of it, cannot be taken; the message says which and why."""


@dataclass(slots=True)
class _File:
    """A file being read: its name, the limit, and where its pages lie, by what a revisit calls them."""

    name: str
    max_bytes: int
    again: Callable[[int], WarcRecord | None]
    seen: dict[str, int] = field(default_factory=dict)
    count: int = 0
    last: int | None = None


def pages_in_warc(path: Path, *, max_bytes: int) -> Iterator[Page | WarcError]:
    """The pages (HTML, plain text, PDF, mail, clippings) of a WARC file (plain, gzip or zstd) or an ARC file, in order.

    Covers `response`, `resource` and the `conversion` records of text crawls (WET), and `revisit` records of another
    address than the page they refer to, where that is in the same file. Yields a `WarcError` for a record over
    ``max_bytes`` or that cannot be decoded, and a last one where the file is torn or is no WARC.
    """
    try:
        if is_zstd(path):
            dictionary_of(path)  # says what is wrong with it
        with path.open("rb") as stream:
            yield from pages_in_stream(stream, path.name, max_bytes=max_bytes, again=lambda at: _record_at(path, at))
    except (OSError, ValueError) as error:
        yield WarcError(f"{path.name}: {error}")


def pages_in_stream(
    stream: IO[bytes], name: str, *, max_bytes: int, again: Callable[[int], WarcRecord | None] = lambda _: None
) -> Iterator[Page | WarcError]:
    """The same of an open file; ``again`` reads the record at an offset a second time, where that is possible."""
    file = _File(name, max_bytes, again)
    try:
        if is_arc(stream):
            for taken in arc_pages(stream, name, max_bytes=max_bytes):
                file.count += 1
                yield WarcError(taken) if isinstance(taken, str) else taken
        else:
            for record in ArchiveIterator(stream, record_types=_KINDS, parse_http=False):
                file.last = record.stream_pos
                file.count += 1
                found = _taken(file, record)
                if found is not None:
                    yield found
    except (OSError, ValueError) as error:
        where = "" if file.last is None else f" behind the record at byte {file.last}"
        yield WarcError(f"{name}: broken off after {file.count} records{where} ({error})")
        return
    if file.count == 0 and not _has_records(stream):
        yield WarcError(f"{name}: holds no WARC record")


def _taken(file: _File, record: WarcRecord) -> Page | WarcError | None:
    headers = _by_name(record.headers)
    if record.content_length > file.max_bytes:
        return WarcError(f"{file.name}: {_uri(headers)} is over the limit of {file.max_bytes // 1_000_000} MB")
    if record.record_type == WarcRecordType.revisit:
        return _revisited(file, record, headers)
    return _page(file, record, headers)


def _page(file: _File, record: WarcRecord, headers: _Headers) -> Page | WarcError | None:
    if record.is_http:
        record.parse_http()
    media_type = record.http_content_type if record.is_http else headers.get("content-type")
    media_type = (media_type or "").partition(";")[0].strip().lower()
    if not _wanted(record, headers, media_type):
        return None
    length = record.content_length
    data = record.reader.read(length) if length else b""
    if len(data) < length:
        raise ValueError("the file ends in the middle of a record")
    try:
        body = _decoded(record, data, file.max_bytes) if record.is_http else data
        page = _made(file, record, headers, body, media_type)
    except (CodingError, ValueError, OSError) as error:
        return WarcError(f"{file.name}: {_uri(headers)}: {error}")
    if len(file.seen) < _REMEMBERED:
        for known in (headers.get("warc-payload-digest"), page.url):
            if known:
                file.seen[known] = record.stream_pos
    return page


def _wanted(record: WarcRecord, headers: _Headers, media_type: str) -> bool:
    stated = headers.get(_KIND) or CaptureKind.PAGE
    status = record.http_headers.status_code if record.is_http else None
    return media_type in _PAGE_TYPES and status in (None, 200) and stated == CaptureKind.PAGE


def _made(file: _File, record: WarcRecord, headers: _Headers, body: bytes, media_type: str) -> Page:
    uri, http = _uri(headers), record.http_headers if record.is_http else None
    urn = uri.startswith("urn:")
    name = headers.get(_NAME) or (uri if urn else f"{file.name}@{record.stream_pos}")
    return Page(
        data=body,
        url=None if urn else headers.get(_URL) or uri or None,
        name=name,
        fetched=_fetched(record, headers),
        media_type=media_type,
        charset=record.http_charset if http else "utf-8" if media_type == "text/plain" else None,
        http_status=f"{http.status_code} {http.reason_phrase or ''}".strip() if http and http.status_code else None,
        http_headers=http.to_tuples() if http else (),
        asked=headers.get(_ASKED),
        ip=headers.get("warc-ip-address"),
    )


def _revisited(file: _File, record: WarcRecord, headers: _Headers) -> Page | WarcError | None:
    """The page that a revisit of another address stands for; the same page at the same address is nothing new."""
    uri = _uri(headers)
    original = (headers.get("warc-refers-to-target-uri") or "").strip("<>")
    if original == uri or (not original and uri in file.seen):
        return None
    digest = headers.get("warc-payload-digest") or ""
    at = file.seen.get(original or digest)
    first = None if at is None else file.again(at)
    if first is None:
        record.parse_http()
        stated = (record.http_content_type or "text/html") if record.is_http else "text/html"
        if not _wanted(record, headers, stated):
            return None
        return WarcError(f"{file.name}: {uri} refers to a page that is not in this file")
    page = _page(_File(file.name, file.max_bytes, file.again), first, _by_name(first.headers))
    if not isinstance(page, Page):
        return page
    try:
        return Page(
            data=page.data,
            url=uri,
            name=f"{file.name}@{record.stream_pos}",
            fetched=_fetched(record, headers),
            media_type=page.media_type,
            charset=page.charset,
            http_status=page.http_status,
            http_headers=page.http_headers,
        )
    except ValueError as error:
        return WarcError(f"{file.name}: {error}")


def _decoded(record: WarcRecord, data: bytes, limit: int) -> bytes:
    """The body without the codings that its headers name; chunks only where they are (some archives undo them)."""
    headers = _by_name(record.http_headers)
    chunked, coding = headers.get("transfer-encoding"), headers.get("content-encoding")
    if chunked and "chunked" in chunked.lower() and _CHUNK_SIZE.match(data):
        data = bytes(ChunkedReader(io.BytesIO(data)).read())
    if not coding:
        return data
    body = bytearray()
    for part in decoded(iter([data]), coding):
        body += part
        if len(body) > limit:
            raise ValueError(f"unpacks to more than the limit of {limit // 1_000_000} MB")
    return bytes(body)


def _fetched(record: WarcRecord, headers: _Headers) -> datetime | None:
    """When the page was fetched; a record of Marsad's own says so itself, and its date may be that of archiving."""
    stated = headers.get(_FETCHED)
    if stated or headers.get(_NAME):
        return datetime.fromisoformat(stated) if stated else None
    moment = record.record_date
    return moment.astimezone(UTC) if moment else None


def _by_name(headers: HeaderMap) -> _Headers:
    """The first of each name: asking fastwarc for one takes half as long as for all of them (`make bench-warc`)."""
    return {name.lower(): value for name, value in reversed(headers.to_tuples())}


def _uri(headers: _Headers) -> str:
    """The address of a record; spaces in it, which some old tools left, are escaped."""
    return (headers.get("warc-target-uri") or "").strip("<>").replace(" ", "%20")


def _record_at(path: Path, offset: int) -> WarcRecord | None:
    if is_zstd(path):
        return None
    stream = path.open("rb")
    stream.seek(offset)
    return next(iter(ArchiveIterator(stream, parse_http=False)), None)


def _has_records(stream: IO[bytes]) -> bool:
    stream.seek(0)
    return next(iter(ArchiveIterator(stream, parse_http=False)), None) is not None
