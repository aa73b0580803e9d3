"""A network for tests: a resolver and an opener that reach nothing, and note what was asked of them."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Mapping, Sequence

import h2.config
import h2.connection
import h2.events

from marsad.collect.address import Address

PUBLIC = "93.184.216.34"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: text/html\r\n\r\nok"
LOCAL_NAMES = {
    "localhost": ["127.0.0.1", "::1"],
    "localhost.localdomain": ["127.0.0.1"],
    "ip6-localhost": ["::1"],
    "ip6-loopback": ["::1"],
}


def redirect(location: str) -> bytes:
    """A whole answer that sends elsewhere."""
    return f"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode()


class StubNetwork:
    """``names`` maps a host to its answers, one list for each lookup, the last for ever after.

    ``reply`` makes the bytes of an answer, as HTTP/1.1 writes them, from a request's bytes. ``tls`` is the context of
    the servers on the ports of https; whether they speak HTTP/2 is its own choice. ``keeps`` keeps connections open.
    """

    def __init__(
        self,
        names: Mapping[str, Sequence[Sequence[str]]] | None = None,
        reply: Callable[[bytes], bytes] = lambda _: OK,
        tls: ssl.SSLContext | None = None,
        *,
        keeps: bool = False,
    ) -> None:
        self.names = {name: [list(answer) for answer in answers] for name, answers in (names or {}).items()}
        self.reply = reply
        self.tls = tls
        self.keeps = keeps
        self.lookups: list[str] = []
        self.connected: list[tuple[str, int]] = []
        self.requests: list[bytes] = []

    def resolve(self, host: str, port: int) -> list[str]:
        self.lookups.append(host)
        answers = self.names.get(host, [LOCAL_NAMES.get(host, [PUBLIC])])
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def open(self, address: Address, port: int, timeout: float) -> socket.socket:
        self.connected.append((str(address), port))
        ours, theirs = socket.socketpair()
        theirs.settimeout(5)
        threading.Thread(target=self._serve, args=(theirs, port), daemon=True).start()
        ours.settimeout(timeout)
        return ours

    def _serve(self, plain: socket.socket, port: int) -> None:
        try:
            peer = self.tls.wrap_socket(plain, server_side=True) if self.tls and port in (443, 8443) else plain
            if isinstance(peer, ssl.SSLSocket) and peer.selected_alpn_protocol() == "h2":
                self._serve_http2(peer)
            else:
                self._serve_http1(peer)
            peer.close()
        except OSError:
            plain.close()

    def _serve_http1(self, peer: socket.socket) -> None:
        """One request and its answer, and as many more as come on a connection that may be kept."""
        while True:
            request = b""
            while b"\r\n\r\n" not in request and (part := peer.recv(65536)):
                request += part
            if not request:
                return
            self.requests.append(request)
            peer.sendall(self.reply(request))
            if not self.keeps:
                return

    def _serve_http2(self, peer: socket.socket) -> None:
        http = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding="utf-8"))
        http.initiate_connection()
        peer.sendall(http.data_to_send())
        while data := peer.recv(65536):
            for event in http.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    headers = [(str(name), str(value)) for name, value in event.headers or []]
                    request = "\r\n".join(f"{name}: {value}" for name, value in headers).encode()
                    self.requests.append(request)
                    self._answer_http2(http, event.stream_id, self.reply(request))
            peer.sendall(http.data_to_send())

    @staticmethod
    def _answer_http2(http: h2.connection.H2Connection, stream: int, answer: bytes) -> None:
        head, _, body = answer.partition(b"\r\n\r\n")
        status, *lines = head.decode().split("\r\n")
        pairs = [line.split(": ", 1) for line in lines]
        http.send_headers(stream, [(":status", status.split()[1]), *((name.lower(), value) for name, value in pairs)])
        http.send_data(stream, body, end_stream=True)
