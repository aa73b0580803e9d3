"""A record is read where it is whole, and refused where anything of it is not."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from marsad.archive.frames import pack_gzip, unpack
from marsad.archive.parse import HEAD_BYTES, read_head, record_in

HTTP = b"HTTP/1.1 200 OK\r\nServer: a\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n"
BODY = b"<p>one\r\n\r\ntwo</p>"
PLAIN = Path("a.warc.gz")


def record(block: bytes, stated: int | None = None, kind: bytes = b"application/http; msgtype=response") -> bytes:
    length = len(block) if stated is None else stated
    head = b"WARC/1.1\r\nWARC-Type: response\r\nwarc-TYPE: other\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n"
    return head % (kind, length) + block + b"\r\n\r\n"


def test_head_and_body_of_a_whole_record() -> None:
    head, body = record_in(record(HTTP + BODY))
    assert (head.kind, head.status, head.media_type, head.http_bytes) == (
        "response",
        200,
        ("text/html", "utf-8"),
        len(HTTP),
    )
    assert body == BODY
    assert record_in(record(HTTP))[1] == b""
    assert record_in(record(BODY, kind=b"text/plain"))[1] == BODY
    assert record_in(record(b"no head of HTTP"))[1] == b"no head of HTTP"


@pytest.mark.parametrize(
    "data",
    [
        record(HTTP + BODY)[:-1],
        record(HTTP + BODY) + b"x",
        record(HTTP + BODY, stated=len(HTTP + BODY) + 1),
        record(HTTP + BODY, stated=len(HTTP + BODY) - 1),
        record(HTTP + BODY, stated=-1),
        record(HTTP + BODY, stated=10**12),
        record(HTTP)[: len(record(HTTP)) - 20],
        b"WARC/1.1\r\nContent-Length: 3",
        b"HTTP/1.1 200 OK\r\n\r\n\r\n\r\n",
        b"WARC/1.1\r\nA: b\r\n\r\n\r\n\r\n",
        b"WARC/1.1\r\nContent-Length: three\r\n\r\nabc\r\n\r\n",
        b"",
    ],
)
def test_what_is_not_one_whole_record_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"record|invalid literal"):
        record_in(data)


def test_a_head_is_read_across_small_reads_and_has_a_limit() -> None:
    long = HTTP.replace(b"Server: a", b"Server: " + b"a" * 20_000)
    head, rest = read_head(io.BytesIO(record(long + BODY)), 100)
    assert (head.status, head.http_bytes) == (200, len(long))
    assert BODY.startswith(rest) or rest.startswith(BODY)
    with pytest.raises(ValueError, match="not whole"):
        read_head(io.BytesIO(b"WARC/1.1\r\nA: " + b"a" * 2 * HEAD_BYTES))


def test_a_gzip_member_is_unpacked_only_where_it_is_whole() -> None:
    data = bytes(range(256)) * 900
    whole = pack_gzip(data)
    assert unpack(PLAIN, whole) == data
    longer = (len(data) + 1).to_bytes(4, "little")
    for broken in (
        whole[:-1],
        whole[:-4],
        whole[: len(whole) // 2],
        whole[:-4] + longer,
        whole[:-4] + b"\xff" * 4,
        whole[:-4] + bytes(4),
        whole[:-5] + bytes([whole[-5] ^ 1]) + whole[-4:],
        whole + gzip.compress(data),
        whole + b"x",
        whole[:10],
        b"",
    ):
        with pytest.raises((ValueError, OSError)):
            unpack(PLAIN, broken)
