"""The fetch function against real servers that misbehave."""

from __future__ import annotations

import gzip
import io
import ipaddress
import subprocess
import sys
import textwrap
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
from fastwarc.stream_io import ZstdWriter

from marsad.collect import errors
from marsad.collect.fetch import FetchPolicy, conditional, fetch, user_agent
from tests.collect.servers import Handler, Site, forever, gzip_bomb, page, raw, serving

LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)
PATIENT = FetchPolicy(allow=LOOPBACK, max_bytes=1_000_000, read_timeout=10, total_timeout=20)
QUICK = replace(PATIENT, read_timeout=0.6, total_timeout=1.2)
TEXT = "Le conseil s'est réuni mardi. اجتمع المجلس يوم الثلاثاء. ".encode() * 2000


def zstd(data: bytes) -> bytes:
    sink = io.BytesIO()
    with ZstdWriter(sink) as writer:
        for start in range(0, len(data), 1 << 20):
            writer.write(data[start : start + (1 << 20)])
    return sink.getvalue()


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


CODED = {
    "gzip": gzip.compress(TEXT),
    "gzip of two members": gzip.compress(TEXT[:1000]) + gzip.compress(TEXT[1000:]),
    "x-gzip": gzip.compress(TEXT),
    "deflate": zlib.compress(TEXT),
    "deflate without header": raw_deflate(TEXT),
    "br": brotli.compress(TEXT),
    "zstd": zstd(TEXT),
    "gzip, br": brotli.compress(gzip.compress(TEXT)),
    "identity": TEXT,
}
BROKEN = {
    "gzip": gzip.compress(TEXT)[:-20],
    "deflate": zlib.compress(TEXT)[:-20],
    "br": brotli.compress(TEXT)[:-5],
    "zstd": zstd(TEXT)[:-5],
}
BOMBS = {"gzip": gzip_bomb(64 << 20), "br": brotli.compress(bytes(64 << 20), quality=1), "zstd": zstd(bytes(64 << 20))}
LARGE_ZSTD_WINDOW = b"\x28\xb5\x2f\xfd\x00\x88" + bytes(20)


def coding(name: str) -> str:
    return name.partition(" ")[0] if "," not in name else name


def big(handler: Handler) -> None:
    """A page just under the limit."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 19660800\r\n\r\n")
    for _ in range(300):
        handler.wfile.write(bytes(65536))


PAGES = {
    "/plain": page(b"bonjour", Content_Type="text/html", X_Two="a  b"),
    "/empty": page(b""),
    "/teapot": page(b"no", 418),
    "/unheard-of": raw(b"HTTP/1.1 999 Request denied\r\nX-Folded: a\r\n  b\r\nContent-Length: 0\r\n\r\n"),
    "/chunked": raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"),
    "/here": page(b"", 301, Location="/plain?from=here"),
    "/accents": page(b"", 302, Location="/café du matin".encode().decode("latin-1")),
    "/caf%C3%A9%20du%20matin": page(b"coffee"),
    "/loop": page(b"", 301, Location="/loop2"),
    "/loop2": page(b"", 301, Location="/loop"),
    "/private": page(b"", 302, Location="http://10.0.0.1/"),
    "/file": page(b"", 302, Location="file:///etc/passwd"),
    "/drip": forever(b"x", 0.05),
    "/drip-headers": forever(b"X-Slow: y\r\n", 0.05, b"HTTP/1.1 200 OK\r\n"),
    "/drip-status": forever(b"H", 0.05, b""),
    "/silent": forever(b"", 0.05, b""),
    "/endless": forever(b"<p>more</p>" * 4096),
    "/endless-chunks": forever(b"1\r\nx\r\n" * 4096, head=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
    "/endless-chunk-size": forever(b"0" * 65536, head=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
    "/endless-headers": forever(b"X-More: " + b"y" * 1000 + b"\r\n", head=b"HTTP/1.1 200 OK\r\n"),
    "/endless-header": forever(b"y" * 65536, head=b"HTTP/1.1 200 OK\r\nX-Long: "),
    "/endless-interim": forever(b"HTTP/1.1 100 Continue\r\n\r\n", head=b""),
    "/announced": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nxx"),
    "/short": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nonly this"),
    "/long": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nonly this"),
    "/negative": raw(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nonly this"),
    "/not-http": raw(b"SSH-2.0-OpenSSH_9.9\r\n\r\n"),
    "/hang-up": raw(b""),
    "/unknown-coding": page(b"x", Content_Encoding="middle-out"),
    "/often": page(b"x", Content_Encoding="gzip, gzip, gzip"),
    "/window": page(LARGE_ZSTD_WINDOW, Content_Encoding="zstd"),
    "/big": big,
    "/unchanged": raw(b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\nContent-Length: 300\r\n\r\n'),
    "/coded-nothing": page(b"", Content_Encoding="gzip"),
    **{f"/ok/{n}": page(body, Content_Encoding=coding(name)) for n, (name, body) in enumerate(CODED.items())},
    **{f"/broken/{name}": page(body, Content_Encoding=name) for name, body in BROKEN.items()},
    **{f"/bomb/{name}": page(body, Content_Encoding=name) for name, body in BOMBS.items()},
}


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving(PAGES) as running:
        yield running


def test_a_page_as_it_came(site: Site) -> None:
    before = datetime.now(UTC)
    response = fetch(f"{site.url}/plain#part", policy=PATIENT)
    assert (response.status, response.body) == (200, b"bonjour")
    assert (response.http_version, response.reason) == ("1.1", "OK")
    assert response.url == f"{site.url}/plain#part"
    assert response.final_url == f"{site.url}/plain"
    assert before <= response.fetched <= datetime.now(UTC)
    assert response.header("content-type") == "text/html"
    assert ("Content-Length", "7") in response.headers
    assert ("X-Two", "a  b") in response.headers
    assert site.log[-1][2] == user_agent()


def test_any_status_is_an_answer(site: Site) -> None:
    assert fetch(f"{site.url}/teapot", policy=PATIENT).status == 418
    unheard = fetch(f"{site.url}/unheard-of", policy=PATIENT)
    assert (unheard.http_version, unheard.status, unheard.reason) == ("1.1", 999, "Request denied")
    assert unheard.header("x-folded") == "a b"
    assert fetch(f"{site.url}/nowhere", policy=PATIENT).body == b"nothing here"
    assert fetch(f"{site.url}/empty", policy=PATIENT).body == b""
    assert fetch(f"{site.url}/coded-nothing", policy=PATIENT).body == b""


def test_what_was_sent_is_told_without_secrets(site: Site) -> None:
    policy = replace(PATIENT, user_agent="Marsad/1 (+مرصد)")
    headers = {"If-None-Match": '"\xe9"', "Authorization": "Basic c2VjcmV0"}
    response = fetch(f"{site.url}/here", policy=policy, headers=headers)
    for sent in (response.request_headers, response.hops[0].request_headers):
        assert ("If-None-Match", '"\xe9"') in sent
        assert ("User-Agent", "Marsad/1 (+مرصد)") in sent
        assert "Authorization" not in dict(sent)
    assert site.log[-1][2].encode("latin-1").decode() == "Marsad/1 (+مرصد)"
    assert (response.ip, response.hops[0].ip) == ("127.0.0.1", "127.0.0.1")


def test_bytes_on_the_wire_are_counted(site: Site) -> None:
    response = fetch(f"{site.url}/ok/0", policy=PATIENT)
    assert (response.wire_bytes, len(response.body)) == (len(CODED["gzip"]), len(TEXT))


def test_head_has_no_body(site: Site) -> None:
    response = fetch(f"{site.url}/plain", policy=PATIENT, method="HEAD")
    assert (response.status, response.body, response.header("content-length")) == (200, b"", "7")


def test_an_unchanged_page_is_an_answer(site: Site) -> None:
    response = fetch(f"{site.url}/unchanged", policy=PATIENT, headers=conditional('"1"', None))
    assert (response.status, response.body, response.header("etag")) == (304, b"", '"1"')


def test_a_header_that_breaks_the_line_is_refused(site: Site) -> None:
    count = len(site.log)
    with pytest.raises(errors.FetchError):
        fetch(f"{site.url}/plain", policy=PATIENT, headers={"X-A": "b\r\nX-B: c"})
    assert len(site.log) == count


def test_a_redirect_may_be_an_answer(site: Site) -> None:
    response = fetch(f"{site.url}/here", policy=PATIENT, follow=False)
    assert (response.status, response.hops, response.header("location")) == (301, (), "/plain?from=here")


def test_chunks_are_joined(site: Site) -> None:
    assert fetch(f"{site.url}/chunked", policy=PATIENT).body == b"abcde"


def test_redirects_are_followed_and_told(site: Site) -> None:
    response = fetch(f"{site.url}/here", policy=PATIENT)
    assert response.final_url == f"{site.url}/plain?from=here"
    assert [(hop.url, hop.status) for hop in response.hops] == [(f"{site.url}/here", 301)]
    assert fetch(f"{site.url}/accents", policy=PATIENT).body == b"coffee"


@pytest.mark.parametrize(("number", "name"), list(enumerate(CODED)), ids=CODED)
def test_codings_are_undone(site: Site, number: int, name: str) -> None:
    response = fetch(f"{site.url}/ok/{number}", policy=PATIENT)
    assert response.body == TEXT
    assert response.header("content-encoding") == coding(name)


FAULTS = {
    "/loop": (errors.TooManyRedirects, "circle"),
    "/private": (errors.RefusedAddress, "private"),
    "/file": (errors.BadAddress, "scheme is file|not an absolute"),
    "/drip": (errors.TimedOut, "not finished"),
    "/drip-headers": (errors.TimedOut, "not finished"),
    "/drip-status": (errors.TimedOut, "not finished"),
    "/silent": (errors.TimedOut, "silent"),
    "/endless": (errors.TooLarge, "bytes"),
    "/endless-chunks": (errors.TooLarge, "bytes"),
    "/endless-chunk-size": (errors.TooLarge, "bytes"),
    "/endless-headers": (errors.FetchError, "header"),
    "/endless-header": (errors.FetchError, "header|bytes"),
    "/endless-interim": (errors.TooLarge, "bytes"),
    "/announced": (errors.TooLarge, "announces"),
    "/short": (errors.BadResponse, "before its announced end"),
    "/not-http": (errors.BadResponse, "SSH"),
    "/negative": (errors.BadResponse, "Content-Length"),
    "/hang-up": (errors.BadResponse, "closed the connection"),
    "/unknown-coding": (errors.BadResponse, "unknown compression"),
    "/often": (errors.BadResponse, "more than twice"),
    "/window": (errors.BadResponse, "window"),
    **{f"/broken/{name}": (errors.BadResponse, "before its end|damaged|unfinished") for name in BROKEN},
    **{f"/bomb/{name}": (errors.TooLarge, "decompressed") for name in BOMBS},
}


@pytest.mark.parametrize("path", FAULTS)
def test_faults_end_in_a_named_error(site: Site, path: str) -> None:
    kind, words = FAULTS[path]
    slow = path.startswith(("/drip", "/silent"))
    with pytest.raises(kind, match=words) as caught:
        fetch(f"{site.url}{path}", policy=QUICK if slow else PATIENT)
    assert caught.value.reason


def test_a_length_that_is_wrong_does_not_add_bytes(site: Site) -> None:
    assert fetch(f"{site.url}/long", policy=PATIENT).body == b"only"


def test_nobody_listens() -> None:
    with serving({}) as gone:
        url = gone.url
    with pytest.raises(errors.Unreachable, match="does not answer"):
        fetch(url, policy=PATIENT)


def test_the_page_is_asked_for_only_when_permitted(site: Site) -> None:
    asked: list[str] = []

    def permit(url: str) -> None:
        asked.append(url)
        if "plain" in url:
            raise errors.RefusedByRobots(url, "not that one")

    count = len(site.log)
    with pytest.raises(errors.RefusedByRobots):
        fetch(f"{site.url}/here", policy=PATIENT, permit=permit)
    assert asked == [f"{site.url}/here", f"{site.url}/plain?from=here"]
    assert [path for path, _, _ in site.log[count:]] == ["/here"]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads the peak of memory from /proc")
def test_memory_stays_bounded(site: Site) -> None:
    """A child process, so that only the fetches count: the default limits, less than 60 MB more."""
    program = textwrap.dedent("""
        import ipaddress, re, sys
        from pathlib import Path
        from marsad.collect.fetch import FetchPolicy, fetch
        from marsad.collect.errors import FetchError
        def peak():  # VmHWM, because ru_maxrss is inherited from the parent
            return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
        policy = FetchPolicy(allow=(ipaddress.ip_network("127.0.0.0/8"),))
        fetch(sys.argv[1] + "/ok/0", policy=policy)
        fetch(sys.argv[1] + "/ok/6", policy=policy)
        before = peak()
        fetch(sys.argv[1] + "/big", policy=policy)
        for path in ("/endless", "/endless-chunk-size", "/bomb/gzip", "/bomb/br", "/bomb/zstd"):
            try:
                fetch(sys.argv[1] + path, policy=policy)
            except FetchError:
                print(path)
        print((peak() - before) // 1024)
    """)
    done = subprocess.run([sys.executable, "-c", program, site.url], capture_output=True, text=True, timeout=60)
    *refused, grown = done.stdout.split()
    assert len(refused) == 5, done.stdout + done.stderr
    assert int(grown) < 60, grown
