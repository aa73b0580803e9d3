"""A page as bytes: WARC 1.1 records, each a gzip member of its own.

Written here rather than by a library, because this is where the time of archiving goes (`make bench-warc`).
Source: The WARC Format 1.1 (IIPC, 2017; ISO 28500:2017).
"""

from __future__ import annotations

import base64
import hashlib
import re
import string
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from marsad.archive.frames import pack_gzip
from marsad.archive.page import (
    HEADER_ARCHIVED,
    HEADER_ASKED,
    HEADER_BY,
    HEADER_FETCHED,
    HEADER_KIND,
    HEADER_NAME,
    HEADER_URL,
    Page,
    fit_for_a_header,
)
from marsad.model import CaptureKind

Headers = Iterable[tuple[str, str]]

NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"

# The archived body is the decoded one, so these headers of the wire no longer describe it.
_WIRE_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_ORIGINAL = "X-Archive-Orig-"
_SHA256 = re.compile(r"sha256:[0-9a-f]{64}")


def encode(page: Page, record_id: str, now: datetime) -> tuple[bytes, bytes]:
    """The members of a page: its request, empty where there was none, and its response, revisit or resource.

    The page's record has ``record_id``; ``now`` (aware) is the moment of archiving.
    """
    request_id = new_id()
    archived = warc_date(now)
    date = warc_date(page.fetched) if page.http_status and page.fetched else archived
    asked = bool(page.http_status and page.request_headers and page.url)
    head = [("WARC-Record-ID", f"<{record_id}>"), ("WARC-Target-URI", target_of(page)), ("WARC-Date", date)]
    if asked:
        head.append(("WARC-Concurrent-To", f"<{request_id}>"))
    head += _of_the_exchange(page) + _of_ours(page) + _of_the_revisit(page)
    if archived != date:
        head.append((HEADER_ARCHIVED, archived))
    request = _request(page, request_id, record_id, date) if asked else b""
    return request, _answer(page, head)


def warcinfo(name: str, now: datetime, record_id: str) -> bytes:
    """The member that begins the file ``name``."""
    head = [("WARC-Record-ID", f"<{record_id}>"), ("WARC-Date", warc_date(now)), ("WARC-Filename", name)]
    fields = b"software: Marsad\r\nformat: WARC File Format 1.1\r\n"
    return member("warcinfo", head, "application/warc-fields", fields)


def member(kind: str, head: Headers, content_type: str, *block: bytes) -> bytes:
    """One record as a gzip member; ``block`` is given in parts."""
    return pack_gzip(record(kind, head, content_type, *block))


def record(kind: str, head: Headers, content_type: str, *block: bytes) -> bytes:
    """The bytes of one record."""
    digest = hashlib.sha1(usedforsecurity=False)
    for part in block:
        digest.update(part)
    lines = ["WARC/1.1", f"WARC-Type: {kind}", *(f"{key}: {fit_for_a_header(value)}" for key, value in head)]
    if any(block):
        lines.append(f"Content-Type: {fit_for_a_header(content_type)}")
    lines += [
        f"WARC-Block-Digest: sha1:{base64.b32encode(digest.digest()).decode()}",
        f"Content-Length: {sum(map(len, block))}",
    ]
    return b"".join(["\r\n".join(lines).encode("utf-8", "replace"), b"\r\n\r\n", *block, b"\r\n\r\n"])


def target_of(page: Page) -> str:
    """The WARC-Target-URI of a page: ASCII."""
    return quote(page.url, safe=string.punctuation) if page.url else f"urn:marsad:file:{quote(page.name or '')}"


def new_id() -> str:
    """A fresh record id, without its angle brackets."""
    return f"urn:uuid:{uuid.uuid4()}"


def warc_date(moment: datetime) -> str:
    """A WARC-Date to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def digest_of(sha256: str) -> str:
    """A WARC-Payload-Digest from a hash in hexadecimal."""
    return f"sha256:{sha256}"


def sha256_of(digest: str) -> str | None:
    """The hash of a WARC-Payload-Digest as `digest_of` writes it; null for any other."""
    return digest[7:] if _SHA256.fullmatch(digest) else None


def _of_the_exchange(page: Page) -> list[tuple[str, str]]:
    stated = [
        ("WARC-IP-Address", page.ip),
        ("WARC-Protocol", "h2" if page.protocol == "2" else None),
        ("WARC-Truncated", page.truncated),
    ]
    return [(key, value) for key, value in stated if value]


def _of_ours(page: Page) -> list[tuple[str, str]]:
    stated = [
        (HEADER_KIND, None if page.kind is CaptureKind.PAGE else page.kind.value),
        (HEADER_NAME, page.name),
        (HEADER_FETCHED, page.fetched.isoformat() if page.fetched else None),
        (HEADER_ASKED, page.asked),
        (HEADER_BY, page.by),
        (HEADER_URL, page.url if page.url and not page.url.isascii() else None),
    ]
    return [(key, value) for key, value in stated if value]


def _of_the_revisit(page: Page) -> list[tuple[str, str]]:
    same = page.same_as
    if same is None:
        return [("WARC-Payload-Digest", digest_of(page.sha256))]
    head = [
        ("WARC-Profile", NOT_MODIFIED if same.not_modified else IDENTICAL),
        ("WARC-Refers-To", f"<{same.record_id}>"),
        ("WARC-Refers-To-Target-URI", quote(same.url, safe=string.punctuation)),
        ("WARC-Refers-To-Date", warc_date(same.date)),
    ]
    if same.sha256 or not same.not_modified:
        head.append(("WARC-Payload-Digest", digest_of(page.body_sha256)))
    if not same.not_modified and not page.truncated:
        head.append(("WARC-Truncated", "length"))
    return head


def _answer(page: Page, head: Headers) -> bytes:
    http = _http_head(page)
    if page.same_as:
        return member("revisit", head, "application/http; msgtype=response", http)
    if http:
        return member("response", head, "application/http; msgtype=response", http, page.data)
    media_type = page.media_type or "application/octet-stream"
    return member("resource", head, f"{media_type}; charset={page.charset}" if page.charset else media_type, page.data)


def _http_head(page: Page) -> bytes:
    """Status line and headers as received; what described the body on the wire is kept under another name."""
    if not page.http_status:
        return b""
    lines = [f"HTTP/1.1 {fit_for_a_header(page.http_status)}"]
    for key, value in page.http_headers:
        kept = f"{_ORIGINAL}{key}" if key.lower() in _WIRE_HEADERS else key
        lines.append(f"{fit_for_a_header(kept)}: {fit_for_a_header(value)}")
    if not page.same_as:
        lines.append(f"Content-Length: {len(page.data)}")
    return _as_on_the_wire(lines)


def _request(page: Page, request_id: str, record_id: str, date: str) -> bytes:
    address = urlsplit(target_of(page))
    path = (address.path or "/") + (f"?{address.query}" if address.query else "")
    lines = [f"{fit_for_a_header(page.method)} {path} HTTP/1.1"]
    lines += [f"{fit_for_a_header(key)}: {fit_for_a_header(value)}" for key, value in page.request_headers]
    head = [
        ("WARC-Record-ID", f"<{request_id}>"),
        ("WARC-Target-URI", target_of(page)),
        ("WARC-Date", date),
        ("WARC-Concurrent-To", f"<{record_id}>"),
    ]
    if page.ip:
        head.append(("WARC-IP-Address", page.ip))
    return member("request", head, "application/http; msgtype=request", _as_on_the_wire(lines))


def _as_on_the_wire(lines: list[str]) -> bytes:
    """The head of an HTTP message; bytes above ASCII came as Latin-1 characters."""
    text = "\r\n".join([*lines, "", ""])
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")
