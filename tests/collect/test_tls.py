"""TLS against real servers: certificates that do not hold, and handshakes that never end."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from marsad.collect import errors
from marsad.collect.connect import tls_context
from marsad.collect.fetch import fetch
from tests.collect.network import OK
from tests.collect.secure import loopback, trusting

NOW = datetime.now(UTC)


@contextlib.contextmanager
def listening(serve: Callable[[socket.socket], None], host: str = "127.0.0.1") -> Iterator[int]:
    """A port of this machine where each connection is served so."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, 0), family=family) as listener:

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    sock, _ = listener.accept()
                    threading.Thread(target=quietly, args=(sock,), daemon=True).start()

        def quietly(sock: socket.socket) -> None:
            with contextlib.suppress(OSError), sock:
                sock.settimeout(5)
                serve(sock)

        threading.Thread(target=accept, daemon=True).start()
        yield listener.getsockname()[1]


def answering(context: ssl.SSLContext) -> Callable[[socket.socket], None]:
    def serve(plain: socket.socket) -> None:
        with context.wrap_socket(plain, server_side=True) as sock:
            sock.recv(65536)
            sock.sendall(OK)

    return serve


def presenting(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def refused(context: ssl.SSLContext, certificate: Path, host: str = "news.test") -> str:
    with listening(answering(context)) as port, pytest.raises(errors.TlsFailed) as caught:
        fetch(f"https://{host}:{port}/", policy=trusting(certificate), resolver=loopback)
    return caught.value.reason


def test_http11_where_the_server_does_not_offer_http2(tls_server: ssl.SSLContext, certificate: Path) -> None:
    with listening(answering(tls_server)) as port:
        response = fetch(f"https://news.test:{port}/", policy=trusting(certificate), resolver=loopback)
    assert (response.http_version, response.body) == ("1.1", b"ok")


def test_another_name(tls_server: ssl.SSLContext, certificate: Path) -> None:
    assert refused(tls_server, certificate, "elsewhere.test") == "its certificate is for another name"


def test_another_address(authority: trustme.CA, certificate: Path) -> None:
    only_names = presenting(authority.issue_cert("news.test"))
    assert refused(only_names, certificate, "127.0.0.1") == "its certificate is for another address"


def test_expired_and_not_yet_valid(authority: trustme.CA, certificate: Path) -> None:
    day = timedelta(days=1)
    expired = authority.issue_cert("news.test", not_before=NOW - 3 * day, not_after=NOW - day)
    future = authority.issue_cert("news.test", not_before=NOW + day, not_after=NOW + 3 * day)
    assert refused(presenting(expired), certificate) == "its certificate has expired"
    assert refused(presenting(future), certificate) == "its certificate is not valid yet"


def test_an_authority_that_is_not_known(tmp_path: Path, certificate: Path) -> None:
    stranger = trustme.CA()
    assert "not known" in refused(presenting(stranger.issue_cert("news.test")), certificate)


def test_signed_by_itself(tmp_path: Path, certificate: Path) -> None:
    stranger = trustme.CA()
    pem = tmp_path / "self.pem"
    pem.write_bytes(stranger.private_key_pem.bytes() + stranger.cert_pem.bytes())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    assert refused(context, certificate) == "its certificate is signed by itself"


def test_a_server_that_speaks_no_tls(certificate: Path) -> None:
    with listening(lambda sock: sock.sendall(OK)) as port, pytest.raises(errors.TlsFailed):
        fetch(f"https://news.test:{port}/", policy=trusting(certificate), resolver=loopback)


def test_a_server_that_hangs_up_in_the_handshake(certificate: Path) -> None:
    with listening(lambda sock: None) as port, pytest.raises(errors.BadResponse, match=r"\w"):
        fetch(f"https://news.test:{port}/", policy=trusting(certificate), resolver=loopback)


@pytest.mark.parametrize("pause", [0.05, 30.0], ids=["drip", "silence"])
def test_a_handshake_that_never_ends(certificate: Path, pause: float) -> None:
    stop = threading.Event()

    def drip(sock: socket.socket) -> None:
        sock.sendall(b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc")  # a long server hello, begun
        while not stop.wait(pause):
            sock.sendall(b"\0")

    policy = trusting(certificate, connect_timeout=0.6, total_timeout=8.0)
    with listening(drip) as port, pytest.raises(errors.TimedOut, match="went silent"):  # not "not finished after 8 s"
        fetch(f"https://news.test:{port}/", policy=policy, resolver=loopback)
    stop.set()


def test_ipv6(tls_server: ssl.SSLContext, certificate: Path) -> None:
    try:
        with listening(answering(tls_server), "::1") as port:
            by_address = fetch(f"https://[::1]:{port}/", policy=trusting(certificate))
            by_name = fetch(f"https://news.test:{port}/", policy=trusting(certificate), resolver=lambda *_: ["::1"])
    except OSError:
        pytest.skip("no IPv6 on this machine")
    assert (by_address.ip, by_name.ip) == ("::1", "::1")
    assert by_address.body == by_name.body == b"ok"


def test_a_tunnel_through_a_proxy(tls_server: ssl.SSLContext, certificate: Path) -> None:
    """CONNECT, and then TLS with the site itself: the proxy sees neither its name's certificate nor its pages."""
    asked: list[bytes] = []

    def tunnel(plain: socket.socket) -> None:
        asked.append(plain.recv(65536))
        plain.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        answering(tls_server)(plain)

    with listening(tunnel) as port:
        policy = trusting(certificate)
        proxied = type(policy)(allow=policy.allow, ca_file=policy.ca_file, proxy=f"http://op:word@127.0.0.1:{port}")
        response = fetch("https://news.test/a", policy=proxied, resolver=lambda *_: ["93.184.216.34"])
    assert response.body == b"ok"
    assert asked[0].startswith(b"CONNECT news.test:443 HTTP/1.1\r\n")
    assert b"Proxy-Authorization: Basic b3A6d29yZA==" in asked[0]
    assert "Proxy-Authorization" not in dict(response.request_headers)


def test_a_proxy_that_drips_is_left(certificate: Path) -> None:
    stop = threading.Event()

    def drip(sock: socket.socket) -> None:
        sock.recv(65536)
        sock.sendall(b"HTTP/1.1 200 OK\r\n")
        while not stop.wait(0.05):
            sock.sendall(b"X-Slow: y\r\n")

    with listening(drip) as port:
        policy = trusting(certificate, read_timeout=0.5, total_timeout=1.0)
        proxied = type(policy)(allow=policy.allow, total_timeout=1.0, proxy=f"http://127.0.0.1:{port}")
        with pytest.raises(errors.TimedOut, match="not finished"):
            fetch("https://news.test/", policy=proxied, resolver=lambda *_: ["93.184.216.34"])
    stop.set()


def test_a_proxy_over_tls_is_not_understood() -> None:
    policy = trusting(Path("none.pem"))
    proxied = type(policy)(allow=policy.allow, proxy="https://127.0.0.1:3128")
    with pytest.raises(errors.BadAddress, match="http://"):
        fetch("http://news.test/", policy=proxied, resolver=loopback)


def test_certificates_that_are_not_there_or_not_certificates(tmp_path: Path) -> None:
    (tmp_path / "page.pem").write_text("<p>no certificate")
    for name in ("missing.pem", "page.pem"):
        with listening(lambda sock: None) as port, pytest.raises(errors.TlsFailed, match=name):
            fetch(f"https://news.test:{port}/", policy=trusting(tmp_path / name), resolver=loopback)


def test_contexts_are_made_once() -> None:
    assert tls_context() is tls_context()
    assert tls_context().verify_mode is ssl.CERT_REQUIRED
    assert tls_context().check_hostname
