"""The head of a record of ours, and its body after it, with no more copies than one (`make bench-warc`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

HEAD_BYTES = 1 << 16
"""The heads of a record, WARC and HTTP together, are not longer."""

_FIRST = 1 << 13
_END = b"\r\n\r\n"
_STATUS = re.compile(r"HTTP/[\d.]+ (\d{3})\b")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


class Stream(Protocol):
    """What decompresses a record."""

    def read(self, size: int = ..., /) -> bytes:
        """At most ``size`` bytes, fewer at the end."""


@dataclass(frozen=True, slots=True)
class Head:
    """The headers of a record by their names in lower case, and of HTTP its status and Content-Type.

    ``http_bytes`` is how many bytes of the record the head of HTTP takes.
    """

    headers: dict[str, str]
    status: int | None = None
    content_type: str | None = None
    http_bytes: int = 0

    def get(self, name: str) -> str | None:
        """A header of the record."""
        return self.headers.get(name.lower())

    @property
    def kind(self) -> str:
        """The WARC-Type in lower case."""
        return self.headers.get("warc-type", "").lower()

    @property
    def record_id(self) -> str:
        """The record's id without angle brackets, empty where it has none."""
        return self.headers.get("warc-record-id", "").strip("<>")

    @property
    def media_type(self) -> tuple[str | None, str | None]:
        """Media type and charset of what the record holds."""
        stated = self.content_type or ""
        charset = _CHARSET.search(stated)
        return stated.partition(";")[0].strip().lower() or None, charset[1].lower() if charset else None


def read_head(stream: Stream, first: int = _FIRST) -> tuple[Head, bytes]:
    """The head of a record, and what was read beyond it. Raises `ValueError` where it is none."""
    data = stream.read(first)
    while (found := _head(data)) is None:
        data += _more(stream, data)
    head, start = found
    return head, data[start:]


def record_in(plain: bytes) -> tuple[Head, bytes]:
    """Head and body of the one record that ``plain`` is. Raises `ValueError` unless it is whole."""
    found = _head(plain)
    if found is None:
        raise ValueError("the head of the record is not whole")
    head, start = found
    end = start - head.http_bytes + int(head.headers["content-length"])
    if end < start or len(plain) != end + len(_END) or not plain.endswith(_END):
        raise ValueError("the record is not whole")
    return head, plain[start:end]


def _head(data: bytes) -> tuple[Head, int] | None:
    """The head of the record that begins ``data`` and where what it describes begins; null where more is needed."""
    end = data.find(_END)
    if end < 0:
        return None
    lines = data[:end].decode("utf-8", "replace").split("\r\n")
    if not lines[0].startswith("WARC/"):
        raise ValueError("no WARC record begins there")
    headers = _headers(lines[1:])
    if "content-length" not in headers:
        raise ValueError("the record does not say its length")
    start = end + len(_END)
    if not headers.get("content-type", "").startswith("application/http"):
        return Head(headers, None, headers.get("content-type")), start
    return _with_http(headers, data, start)


def _with_http(headers: dict[str, str], data: bytes, start: int) -> tuple[Head, int] | None:
    block_end = start + int(headers["content-length"])
    end = data.find(_END, start, block_end)
    if end < 0:
        return None if len(data) < block_end else (Head(headers), start)
    lines = data[start:end].decode("utf-8", "replace").split("\r\n")
    status = _STATUS.match(lines[0])
    content_type = next((line[13:].strip() for line in lines if line[:13].lower() == "content-type:"), None)
    taken = end + len(_END) - start
    return Head(headers, int(status[1]) if status else None, content_type, taken), start + taken


def _headers(lines: list[str]) -> dict[str, str]:
    pairs = [line.partition(":") for line in lines]
    return {key.strip().lower(): value.strip() for key, _, value in reversed(pairs)}


def _more(stream: Stream, data: bytes) -> bytes:
    more = stream.read(_FIRST)
    if not more or len(data) > HEAD_BYTES:
        raise ValueError("the head of the record is not whole")
    return more
