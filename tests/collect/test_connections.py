"""Connections kept between fetches: used again, thrown away when stale, and never for another place."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path

import pytest

from marsad.collect import errors
from marsad.collect.address import Address
from marsad.collect.connect import open_socket
from marsad.collect.fetch import Connections, FetchPolicy, fetch
from tests.collect.secure import Peer, loopback, serving_http2, trusting

POLICY = FetchPolicy(allow=(ip_network("127.0.0.0/8"),), read_timeout=3, total_timeout=6)
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class KeepingServer:
    """HTTP/1.1 on loopback: answers each request of a connection with the next of ``answers``, ``OK`` when they end.

    A null answer closes the connection.
    """

    def __init__(self, *answers: bytes | None) -> None:
        self.answers = list(answers)
        self.connections = 0
        self.requests: list[bytes] = []
        self.open: list[socket.socket] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            self.open.append(sock)
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        waiting = b""
        try:
            while data := sock.recv(65536):
                waiting += data
                while b"\r\n\r\n" in waiting:
                    request, _, waiting = waiting.partition(b"\r\n\r\n")
                    self.requests.append(request)
                    answer = self.answers.pop(0) if self.answers else OK
                    if answer is None:
                        sock.close()
                        return
                    sock.sendall(answer)
        except OSError:
            sock.close()

    def hang_up(self) -> None:
        for sock in self.open:
            sock.shutdown(socket.SHUT_RDWR)
        self.open.clear()

    def url(self, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}/"

    def __enter__(self) -> KeepingServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.listener.close()
        for sock in self.open:
            sock.close()


def test_one_connection_serves_many_fetches() -> None:
    with KeepingServer() as server, Connections() as connections:
        bodies = [fetch(server.url(), policy=POLICY, connections=connections).body for _ in range(5)]
        assert (bodies, server.connections, len(connections)) == ([b"ok"] * 5, 1, 1)
    assert len(connections) == 0


def test_without_a_pool_each_fetch_connects() -> None:
    with KeepingServer() as server:
        for _ in range(2):
            fetch(server.url(), policy=POLICY)
        assert server.connections == 2


def test_a_connection_that_the_server_closed_is_not_used_again() -> None:
    with KeepingServer() as server, Connections() as connections:
        fetch(server.url(), policy=POLICY, connections=connections)
        server.hang_up()
        time.sleep(0.05)
        assert fetch(server.url(), policy=POLICY, connections=connections).body == b"ok"
        assert server.connections == 2


def test_a_connection_that_closes_at_the_request_is_tried_anew_once() -> None:
    with KeepingServer(OK, None, None) as server, Connections() as connections:
        fetch(server.url(), policy=POLICY, connections=connections)
        with pytest.raises(errors.BadResponse, match="closed the connection"):
            fetch(server.url(), policy=POLICY, connections=connections)
        assert (server.connections, len(server.requests)) == (2, 3)
        server.answers = [OK, None]
        fetch(server.url(), policy=POLICY, connections=connections)
        assert fetch(server.url(), policy=POLICY, connections=connections).body == b"ok"


def test_an_answer_that_stopped_in_the_middle_is_not_asked_for_again() -> None:
    short = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok"
    with KeepingServer(OK, short) as server, Connections() as connections:
        fetch(server.url(), policy=POLICY, connections=connections)
        threading.Timer(0.3, server.hang_up).start()
        with pytest.raises(errors.BadResponse, match="before its announced end"):
            fetch(server.url(), policy=POLICY, connections=connections)
        assert len(server.requests) == 2


def test_bytes_that_nobody_asked_for_end_a_connection() -> None:
    """The next answer must not be what a server left behind, or smuggled, after the one before."""
    smuggled = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"
    with KeepingServer(OK + smuggled) as server, Connections() as connections:
        fetch(server.url(), policy=POLICY, connections=connections)
        assert fetch(server.url(), policy=POLICY, connections=connections).body == b"ok"
        assert server.connections == 2


@pytest.mark.parametrize(
    "answer",
    [b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
     b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok"],
)  # fmt: skip
def test_a_server_that_wants_to_close_may(answer: bytes) -> None:
    with KeepingServer(answer) as server, Connections() as connections:
        assert fetch(server.url(), policy=POLICY, connections=connections).body == b"ok"
        assert len(connections) == 0


def test_another_host_or_port_gets_its_own_connection() -> None:
    with KeepingServer() as server, KeepingServer() as second, Connections() as connections:
        for url in (server.url("a.test"), server.url("b.test"), second.url("a.test")):
            fetch(url, policy=POLICY, connections=connections, resolver=loopback)
        assert (server.connections, second.connections) == (2, 1)
        assert [request.split(b"Host: ")[1][:6] for request in server.requests] == [b"a.test", b"b.test"]


def test_a_stricter_policy_does_not_inherit_a_connection() -> None:
    with KeepingServer() as server, Connections() as connections:
        fetch(server.url(), policy=POLICY, connections=connections)
        with pytest.raises(errors.RefusedAddress):
            fetch(server.url(), policy=replace(POLICY, allow=()), connections=connections)
        assert len(server.requests) == 1


def test_a_proxy_gets_its_own_connections() -> None:
    with KeepingServer() as server, Connections() as connections:
        fetch(server.url("a.test"), policy=POLICY, connections=connections, resolver=loopback)
        proxied = replace(POLICY, proxy=server.url())
        for _ in range(2):
            fetch(server.url("a.test"), policy=proxied, connections=connections, resolver=loopback)
        assert server.connections == 2
        assert server.requests[-1].startswith(b"GET http://a.test:")


def test_behind_a_proxy_a_name_is_checked_for_each_request() -> None:
    """The proxy looks it up anew, so that a kept connection to it says nothing of the name."""
    answers = iter([["93.184.216.34"], ["10.1.2.3"]])
    with KeepingServer() as server, Connections() as connections:
        policy = replace(POLICY, proxy=server.url())
        url = "http://turn.test/"
        fetch(url, policy=policy, connections=connections, resolver=lambda *_: next(answers))
        with pytest.raises(errors.RefusedAddress, match=r"10\.1\.2\.3 is private"):
            fetch(url, policy=policy, connections=connections, resolver=lambda *_: next(answers))
        assert len(server.requests) == 1


def test_a_name_that_turns_private_is_refused_when_connected_anew() -> None:
    """DNS rebinding between two fetches: the kept connection leads where it led, a new one is checked."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    policy = FetchPolicy(ports=frozenset(range(1, 65536)))
    with KeepingServer() as server, Connections() as connections:
        opened: list[str] = []

        def opener(address: Address, port: int, timeout: float) -> socket.socket:
            opened.append(str(address))
            return socket.create_connection(("127.0.0.1", port), timeout)

        for _ in range(2):
            fetch(server.url("turn.test"), policy=policy, connections=connections, resolver=lambda *_: next(answers),
                  opener=opener)  # fmt: skip
        assert opened == ["93.184.216.34"]
        connections.close()
        with pytest.raises(errors.RefusedAddress, match="loopback"):
            fetch(server.url("turn.test"), policy=policy, connections=connections, resolver=lambda *_: next(answers),
                  opener=opener)  # fmt: skip
        assert opened == ["93.184.216.34"]


def test_connections_are_bounded_in_time_and_number() -> None:
    with KeepingServer() as server, Connections(idle=600, limit=2) as connections:
        for name in "abcd":
            fetch(server.url(f"{name}.test"), policy=POLICY, connections=connections, resolver=loopback)
        assert len(connections) == 2
        connections.idle = 0.0
        connections.sweep()
        assert len(connections) == 0


def test_threads_share_connections_without_mixing_answers() -> None:
    with KeepingServer() as server, Connections() as connections:
        with ThreadPoolExecutor(8) as pool:
            bodies = list(
                pool.map(lambda _: fetch(server.url(), policy=POLICY, connections=connections).body, range(80))
            )
        assert bodies == [b"ok"] * 80
        assert server.connections <= 8
        assert len(connections) == server.connections


def test_a_post_is_sent_once_and_its_redirect_is_an_answer() -> None:
    moved = b"HTTP/1.1 307 Temporary Redirect\r\nLocation: /else\r\nContent-Length: 0\r\n\r\n"
    with KeepingServer(OK, moved, None) as server, Connections() as connections:
        fetch(server.url(), policy=POLICY, connections=connections)
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = fetch(server.url(), policy=POLICY, method="POST", body=b"", headers=form, connections=connections)
        assert (answer.status, answer.hops) == (307, ())
        assert b"Content-Length: 0" in server.requests[1]
        with pytest.raises(errors.BadResponse):
            fetch(server.url(), policy=POLICY, method="POST", body=b"", headers=form, connections=connections)
        assert len(server.requests) == 3


def test_http2_connections_are_used_again_and_replaced_when_the_server_goes_away(
    tls_http2: ssl.SSLContext, certificate: Path
) -> None:
    def goodbye(peer: Peer) -> None:
        peer.http.send_headers(peer.stream, [(":status", "200")])
        peer.http.send_data(peer.stream, b"last", end_stream=True)
        peer.http.close_connection()
        peer.send()

    policy = trusting(certificate)
    pages = {"/": lambda peer: peer.answer(b"page"), "/goodbye": goodbye}
    with serving_http2(tls_http2, pages) as server, Connections() as connections:
        base = f"https://news.test:{server.port}"
        for path, body in (("/", b"page"), ("/", b"page"), ("/goodbye", b"last"), ("/", b"page"), ("/", b"page")):
            assert fetch(base + path, policy=policy, resolver=loopback, connections=connections).body == body
        assert server.connections == 2


def test_http2_connections_serve_one_name_only(tls_http2: ssl.SSLContext, certificate: Path) -> None:
    """No coalescing (RFC 9113 §9.1.1), though the certificate holds for both names."""
    with serving_http2(tls_http2, {"/": lambda peer: peer.answer()}) as server, Connections() as connections:
        for name in ("public.test", "public2.test"):
            fetch(f"https://{name}:{server.port}/", policy=trusting(certificate), resolver=loopback,
                  connections=connections)  # fmt: skip
        assert server.connections == 2


def test_a_socket_is_opened_to_the_address_and_nothing_else() -> None:
    from ipaddress import ip_address

    with KeepingServer() as server, open_socket(ip_address("127.0.0.1"), server.port, 1.0) as sock:
        assert sock.getpeername() == ("127.0.0.1", server.port)
