"""HTTP/2 against real servers over TLS: what works, and every way to waste the other side's time and memory."""

from __future__ import annotations

import random
import ssl
from collections.abc import Iterator
from pathlib import Path

import hpack
import pytest
from hyperframe import frame as frames

from marsad.collect import errors
from marsad.collect.fetch import Connections, fetch
from tests.collect.secure import Behaviour, Http2Server, Peer, loopback, serving_http2, trusting


def framed(frame: frames.Frame) -> bytes:
    return frame.serialize()


def head(peer: Peer, headers: list[tuple[str, str]], *flags: str) -> bytes:
    """A header block in as many frames as it needs."""
    block = hpack.Encoder().encode(headers)
    first, *others = [block[start : start + 16_000] for start in range(0, len(block), 16_000)]
    if not others:
        return framed(frames.HeadersFrame(peer.stream, first, flags=flags))
    middle = b"".join(framed(frames.ContinuationFrame(peer.stream, part)) for part in others[:-1])
    last = framed(frames.ContinuationFrame(peer.stream, others[-1], flags=flags))
    return framed(frames.HeadersFrame(peer.stream, first)) + middle + last


def compressed_headers(peer: Peer) -> None:
    """A few bytes that stand for very many: one long header, then references to it."""
    encoder = hpack.Encoder()
    block = encoder.encode([(":status", "200"), ("x-long", "y" * 3000)])
    again = encoder.encode([("x-long", "y" * 3000)])
    peer.send(framed(frames.HeadersFrame(peer.stream, block + again * 9_000, flags=["END_HEADERS"])))


def endless_continuation(peer: Peer) -> None:
    peer.send(head(peer, [(":status", "200")]))
    peer.forever(framed(frames.ContinuationFrame(peer.stream, hpack.Encoder().encode([("x-more", "y" * 100)]))))


def endless_body(data: bytes, pause: float = 0.0) -> Behaviour:
    def send(peer: Peer) -> None:
        peer.send(head(peer, [(":status", "200")], "END_HEADERS"))
        peer.forever(framed(frames.DataFrame(peer.stream, data)), pause)

    return send


def flood_inside_the_body(peer: Peer) -> None:
    peer.send(head(peer, [(":status", "200")], "END_HEADERS"), framed(frames.DataFrame(peer.stream, b"some")))
    peer.forever(framed(frames.PingFrame(0, b"12345678")) * 500)


def broken_off(peer: Peer) -> None:
    peer.send(head(peer, [(":status", "200")], "END_HEADERS"), framed(frames.DataFrame(peer.stream, b"some")))
    peer.send(framed(frames.RstStreamFrame(peer.stream, error_code=2)))


def hung_up(peer: Peer) -> None:
    peer.send(head(peer, [(":status", "200")], "END_HEADERS"), framed(frames.DataFrame(peer.stream, b"some")))
    peer.sock.close()


def with_headers(*headers: tuple[str, str]) -> Behaviour:
    def send(peer: Peer) -> None:
        peer.send(head(peer, list(headers), "END_HEADERS"))
        peer.send(framed(frames.DataFrame(peer.stream, b"four", flags=["END_STREAM"])))

    return send


def settled_and_answered(peer: Peer) -> None:
    """A server that changes its settings and pings before it answers, as real ones do."""
    peer.send(framed(frames.SettingsFrame(0, {3: 100, 4: 1 << 20})), framed(frames.PingFrame(0, b"12345678")))
    peer.send(head(peer, [(":status", "103"), ("link", "</a.css>")], "END_HEADERS"))
    peer.answer(b"at last")


def flood(frame: frames.Frame, times: int = 200) -> Behaviour:
    return lambda peer: peer.forever(framed(frame) * times)


def in_parts(peer: Peer) -> None:
    peer.http.send_headers(peer.stream, [(":status", "200")])
    for _ in range(40):
        peer.http.send_data(peer.stream, b"y" * 16_000)
        peer.send()
    peer.http.end_stream(peer.stream)
    peer.send()


def padded(peer: Peer) -> None:
    peer.send(head(peer, [(":status", "200")], "END_HEADERS"))
    peer.forever(framed(frames.DataFrame(peer.stream, b"x", pad_length=255, flags=["PADDED"])))


BEHAVIOURS: dict[str, Behaviour] = {
    "/": lambda peer: peer.answer("été".encode(), [(":status", "200"), ("content-type", "text/html"), ("x-a", "1")]),
    "/moved": lambda peer: peer.answer(b"", [(":status", "301"), ("location", "/")]),
    "/settled": settled_and_answered,
    "/big": in_parts,
    "/slow-pings": lambda peer: peer.forever(framed(frames.PingFrame(0, b"12345678")), 0.05),
    "/drip": endless_body(b"x", 0.05),
    "/silent": lambda peer: None,
    "/settings": flood(frames.SettingsFrame(0)),
    "/pings": flood(frames.PingFrame(0, b"12345678")),
    "/windows": flood(frames.WindowUpdateFrame(0, window_increment=1)),
    "/unknown": lambda peer: peer.forever(b"\0\0\1\xee\0\0\0\0\1x" * 200),
    "/priorities": flood(frames.PriorityFrame(1, depends_on=3, stream_weight=1)),
    "/interim": lambda peer: peer.forever(head(peer, [(":status", "103")], "END_HEADERS") * 200),
    "/continuation": endless_continuation,
    "/compressed-headers": compressed_headers,
    "/many-headers": with_headers(
        (":status", "200"), *((f"x-{n}", "y" * 100) for n in range(100)), ("x-z", "z" * 60_000)
    ),
    "/endless": endless_body(b"x" * 16_000),
    "/one-byte": endless_body(b"x"),
    "/no-byte": endless_body(b""),
    "/padded": padded,
    "/pings-in-body": flood_inside_the_body,
    "/broken-off": broken_off,
    "/hung-up": hung_up,
    "/goaway": lambda peer: peer.send(framed(frames.GoAwayFrame(0, last_stream_id=0, error_code=0))),
    "/length": with_headers((":status", "200"), ("content-length", "500")),
    "/odd-status": with_headers((":status", "abc")),
    "/low-status": with_headers((":status", "099")),
    "/split-header": with_headers((":status", "200"), ("x-a\r\nx-b", "c")),
    "/nul-header": with_headers((":status", "200"), ("x-a", "c\0d")),
    "/line-header": with_headers((":status", "200"), ("x-a", "c\r\nx-injected: d")),
    "/garbage": lambda peer: peer.send(random.Random(7).randbytes(4000)),
    "/http1": lambda peer: peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"),
}


@pytest.fixture(scope="module")
def server(tls_http2: ssl.SSLContext) -> Iterator[Http2Server]:
    with serving_http2(tls_http2, BEHAVIOURS) as running:
        yield running


def url(server: Http2Server, path: str = "/") -> str:
    return f"https://news.test:{server.port}{path}"


def test_a_page_as_it_came(server: Http2Server, certificate: Path) -> None:
    response = fetch(url(server), policy=trusting(certificate), resolver=loopback)
    assert (response.status, response.http_version, response.reason) == (200, "2", "")
    assert response.body.decode() == "été"
    assert response.wire_bytes == 5
    assert response.headers == (("content-type", "text/html"), ("x-a", "1"))
    assert response.ip == "127.0.0.1"
    assert ("Host", f"news.test:{server.port}") in response.request_headers
    asked = dict(server.requests[-1].headers)
    assert asked[":authority"] == f"news.test:{server.port}"
    assert asked["user-agent"].startswith("Marsad/")


def test_redirects_and_what_servers_send_between(server: Http2Server, certificate: Path) -> None:
    moved = fetch(url(server, "/moved"), policy=trusting(certificate), resolver=loopback)
    assert [(hop.status, hop.http_version) for hop in moved.hops] == [(301, "2")]
    assert fetch(url(server, "/settled"), policy=trusting(certificate), resolver=loopback).body == b"at last"


def test_a_body_of_many_frames(server: Http2Server, certificate: Path) -> None:
    response = fetch(url(server, "/big"), policy=trusting(certificate), resolver=loopback)
    assert len(response.body) == response.wire_bytes == 40 * 16_000


FAULTS: dict[str, tuple[type[errors.FetchError], str]] = {
    "/slow-pings": (errors.TimedOut, "not finished"),
    "/drip": (errors.TimedOut, "not finished"),
    "/silent": (errors.TimedOut, "silent"),
    "/settings": (errors.TooLarge, "bytes"),
    "/pings": (errors.TooLarge, "bytes"),
    "/windows": (errors.FetchError, "."),
    "/unknown": (errors.TooLarge, "bytes"),
    "/priorities": (errors.TooLarge, "bytes"),
    "/interim": (errors.TooLarge, "bytes"),
    "/continuation": (errors.FetchError, "."),
    "/compressed-headers": (errors.TooLarge, "headers"),
    "/many-headers": (errors.TooLarge, "headers"),
    "/endless": (errors.TooLarge, "bytes"),
    "/one-byte": (errors.TooLarge, "bytes"),
    "/no-byte": (errors.TooLarge, "bytes"),
    "/padded": (errors.TooLarge, "bytes"),
    "/pings-in-body": (errors.TooLarge, "bytes"),
    "/broken-off": (errors.BadResponse, "breaks off"),
    "/hung-up": (errors.BadResponse, "without a whole answer"),
    "/goaway": (errors.BadResponse, "breaks off|without"),
    "/length": (errors.BadResponse, "before its announced end"),
    "/odd-status": (errors.BadResponse, "."),
    "/low-status": (errors.BadResponse, "no answer"),
    "/split-header": (errors.BadResponse, "header"),
    "/nul-header": (errors.BadResponse, "header"),
    "/garbage": (errors.FetchError, "."),
    "/http1": (errors.FetchError, "."),
}


@pytest.mark.parametrize("path", FAULTS)
def test_faults_end_in_a_named_error(server: Http2Server, certificate: Path, path: str) -> None:
    kind, words = FAULTS[path]
    slow = path in ("/slow-pings", "/drip", "/silent", "/garbage", "/http1")
    policy = trusting(certificate, **({"read_timeout": 0.5, "total_timeout": 1.0} if slow else {}))
    with Connections() as connections, pytest.raises(kind, match=words) as caught:
        fetch(url(server, path), policy=policy, resolver=loopback, connections=connections)
    assert caught.value.reason
    assert caught.value.reason.isprintable()
    assert len(connections) == 0


def test_a_header_cannot_bring_another(server: Http2Server, certificate: Path) -> None:
    response = fetch(url(server, "/line-header"), policy=trusting(certificate), resolver=loopback)
    assert response.headers == (("x-a", "c x-injected: d"),)


def test_bytes_that_are_damaged_anywhere_give_an_answer_or_a_named_error(
    tls_http2: ssl.SSLContext, certificate: Path
) -> None:
    chance = random.Random(20261129)

    def damaged(peer: Peer) -> None:
        peer.http.send_headers(peer.stream, [(":status", "200"), ("content-type", "text/html")])
        peer.http.send_data(peer.stream, b"x" * 200, end_stream=True)
        data = bytearray(peer.http.data_to_send())
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(min(len(data), 60))] = chance.randrange(256)
        peer.sock.sendall(data)
        peer.sock.close()

    policy = trusting(certificate, read_timeout=1.0, total_timeout=2.0)
    answered, named = 0, list[str]()
    with serving_http2(tls_http2, {"/": damaged}) as server:
        for _ in range(60):
            try:
                answered += fetch(url(server), policy=policy, resolver=loopback).status > 0
            except errors.FetchError as error:
                named.append(error.reason)
    assert answered > 0
    assert answered + len(named) == 60
    assert all(reason.isprintable() for reason in named)
