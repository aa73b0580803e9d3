"""ARC files, what the Internet Archive wrote before WARC. Source: Arc File Format (Burner and Kahle, 1996)."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from typing import IO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from marsad.archive.page import Page

_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_BEGIN = b"filedesc://"


def is_arc(stream: IO[bytes]) -> bool:
    """Whether a file, plain or gzip, begins as an ARC file does; it is left at its start."""
    begin = stream.read(1 << 10)
    stream.seek(0)
    if begin.startswith(b"\x1f\x8b"):
        try:
            begin = zlib.decompressobj(wbits=31).decompress(begin, 64)
        except zlib.error:
            return False
    return begin.lstrip().startswith(_BEGIN)


def arc_pages(stream: IO[bytes], name: str, *, max_bytes: int) -> Iterator[Page | str]:
    """The HTML and text pages of an ARC file; the reason in words for one that cannot be taken.

    Raises `ValueError` where the file is torn or is no ARC.
    """
    last = 0
    try:
        records = ArchiveIterator(stream, arc2warc=True)
        for record in records:
            taken = _page(record, name, max_bytes) if record.rec_type == "response" else None
            last = records.get_record_offset()  # reads to the record's end
            if taken is not None:
                yield taken if isinstance(taken, Page) else f"{name}: {taken}"
    except (ArchiveLoadFailed, EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise ValueError(f"behind the record at byte {last}: {str(error).strip()}") from error


def _page(record: ArcWarcRecord, name: str, max_bytes: int) -> Page | str | None:
    uri = (record.rec_headers.get_header("WARC-Target-URI") or "").replace(" ", "%20")
    content_type = Message()
    content_type["content-type"] = (record.http_headers and record.http_headers.get_header("Content-Type")) or ""
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    if content_type.get_content_type() not in _PAGE_TYPES or not content_type["content-type"] or status != "200":
        return None
    data = record.content_stream().read(max_bytes + 1)
    if len(data) > max_bytes:
        return f"{uri} is over the limit of {max_bytes // 1_000_000} MB"
    date = record.rec_headers.get_header("WARC-Date") or ""
    try:
        return Page(
            data=data,
            url=uri,
            name=name,
            fetched=datetime.fromisoformat(date).astimezone(UTC) if date else None,
            media_type=content_type.get_content_type(),
            charset=content_type.get_content_charset(),
        )
    except ValueError as error:
        return str(error)
