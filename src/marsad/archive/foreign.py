"""Pages out of the WARC files of others. What cannot be taken is named; the rest goes on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from marsad.archive.page import HEADER_FETCHED, HEADER_NAME, Page

_PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")


class WarcError(ValueError):
    """A WARC file, or one record of it, cannot be taken; the message says which and why."""


def pages_in_warc(path: Path, *, max_bytes: int) -> Iterator[Page | WarcError]:
    """The HTML and plain-text pages of a WARC file (plain or gzip), in order.

    Covers `response`, `resource` and the `conversion` records of text crawls (WET). Yields a `WarcError` for a
    record over ``max_bytes``, and a last one where the file is torn or is no WARC.
    """
    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    count = 0
    try:
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, record_types=kinds, parse_http=False):
                announced = record.content_length
                if announced > max_bytes:
                    yield WarcError(f"{path.name}: {_uri(record)} is over the limit of {max_bytes // 1_000_000} MB")
                    continue
                record.freeze()
                if record.content_length < announced:
                    raise ValueError("the file ends in the middle of a record")
                count += 1
                taken = _page(path, record, max_bytes)
                if taken is not None:
                    yield taken
    except (OSError, ValueError) as error:
        yield WarcError(f"{path.name}: broken off after {count} pages ({error})")
        return
    if count == 0 and not _has_records(path):
        yield WarcError(f"{path.name}: holds no WARC record")


def _page(path: Path, record: WarcRecord, max_bytes: int) -> Page | WarcError | None:
    uri = _uri(record)
    if record.is_http:
        record.parse_http(auto_decode="all")
    media_type = record.http_content_type if record.is_http else record.headers.get("Content-Type")
    media_type = (media_type or "").partition(";")[0].strip().lower()
    if media_type not in _PAGE_TYPES or (record.is_http and record.http_headers.status_code not in (None, 200)):
        return None
    data = record.reader.read(max_bytes + 1)
    if len(data) > max_bytes:
        return WarcError(f"{path.name}: {uri} unpacks to more than the limit of {max_bytes // 1_000_000} MB")
    try:
        return Page(
            data=data,
            url=None if uri.startswith("urn:") else uri or None,
            name=record.headers.get(HEADER_NAME)
            or (uri if uri.startswith("urn:") else f"{path.name}@{record.stream_pos}"),
            fetched=_fetched(record),
            media_type=media_type,
            charset=record.http_charset if record.is_http else "utf-8" if media_type == "text/plain" else None,
        )
    except ValueError as error:
        return WarcError(f"{path.name}: {error}")


def _fetched(record: WarcRecord) -> datetime | None:
    """When the page was fetched; a record of Marsad's own says so itself, and its date is that of archiving."""
    if record.headers.get(HEADER_NAME) or record.headers.get(HEADER_FETCHED):
        stated = record.headers.get(HEADER_FETCHED)
        return datetime.fromisoformat(stated) if stated else None
    moment = record.record_date
    return moment.astimezone(UTC) if moment else None


def _uri(record: WarcRecord) -> str:
    return (record.headers.get("WARC-Target-URI") or "").strip("<>")


def _has_records(path: Path) -> bool:
    with path.open("rb") as stream:
        return next(iter(ArchiveIterator(stream, parse_http=False)), None) is not None
