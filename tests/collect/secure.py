"""TLS servers on loopback that speak HTTP/2, or something that only looks like it."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path

import h2.config
import h2.connection
import h2.events
import h2.exceptions

from marsad.collect.fetch import FetchPolicy

HEADERS = ((":status", "200"), ("content-type", "text/html"))


@dataclass
class Peer:
    """The server's end of one connection, after a request has come in."""

    sock: ssl.SSLSocket
    http: h2.connection.H2Connection
    stopping: threading.Event
    stream: int = 1
    path: str = "/"
    headers: list[tuple[str, str]] = field(default_factory=list)

    def send(self, *frames: bytes) -> None:
        self.sock.sendall(self.http.data_to_send() + b"".join(frames))

    def answer(self, body: bytes = b"ok", headers: Sequence[tuple[str, str]] = HEADERS, *, end: bool = True) -> None:
        self.http.send_headers(self.stream, list(headers))
        self.http.send_data(self.stream, body, end_stream=end)
        self.send()

    def forever(self, data: bytes, pause: float = 0.0) -> None:
        while not self.stopping.wait(pause) if pause else not self.stopping.is_set():
            self.send(data)


Behaviour = Callable[[Peer], None]


class Http2Server:
    """Answers each request by the behaviour of its path; notes connections and requests."""

    def __init__(self, context: ssl.SSLContext, behaviours: dict[str, Behaviour]) -> None:
        self.context = context
        self.behaviours = behaviours
        self.connections = 0
        self.requests: list[Peer] = []
        self.stopping = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                plain, _ = self.listener.accept()
                threading.Thread(target=self._serve, args=(plain,), daemon=True).start()

    def _serve(self, plain: socket.socket) -> None:
        with contextlib.suppress(OSError, h2.exceptions.ProtocolError), plain:
            plain.settimeout(10)
            with self.context.wrap_socket(plain, server_side=True) as sock:
                self.connections += 1
                http = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding="utf-8"))
                http.initiate_connection()
                sock.sendall(http.data_to_send())
                while data := sock.recv(65536):
                    for event in http.receive_data(data):
                        if isinstance(event, h2.events.RequestReceived):
                            self._request(sock, http, event)
                    sock.sendall(http.data_to_send())

    def _request(self, sock: ssl.SSLSocket, http: h2.connection.H2Connection, event: h2.events.RequestReceived) -> None:
        headers = [(str(name), str(value)) for name, value in event.headers or []]
        path = dict(headers)[":path"]
        peer = Peer(sock, http, self.stopping, event.stream_id, path, headers)
        self.requests.append(peer)
        self.behaviours[path](peer)


@contextlib.contextmanager
def serving_http2(context: ssl.SSLContext, behaviours: dict[str, Behaviour]) -> Iterator[Http2Server]:
    server = Http2Server(context, behaviours)
    try:
        yield server
    finally:
        server.stopping.set()
        server.listener.close()


def loopback(host: str, port: int) -> list[str]:
    """A resolver for which every name is this machine."""
    return ["127.0.0.1"]


def trusting(authority: Path, **limits: float) -> FetchPolicy:
    """A policy for servers on loopback whose certificates that authority signs."""
    options = {"max_bytes": 1_000_000, "read_timeout": 5.0, "total_timeout": 10.0, **limits}
    return FetchPolicy(allow=(ip_network("127.0.0.0/8"), ip_network("::1/128")), ca_file=str(authority), **options)  # type: ignore[arg-type]
