"""A network for tests: a resolver and an opener that reach nothing, and note what was asked of them."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Mapping, Sequence

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

    ``reply`` makes the bytes of an answer from a request's bytes.
    """

    def __init__(
        self,
        names: Mapping[str, Sequence[Sequence[str]]] | None = None,
        reply: Callable[[bytes], bytes] = lambda _: OK,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.names = {name: [list(answer) for answer in answers] for name, answers in (names or {}).items()}
        self.reply = reply
        self.tls = tls
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
            request = b""
            while b"\r\n\r\n" not in request and (part := peer.recv(65536)):
                request += part
            self.requests.append(request)
            peer.sendall(self.reply(request))
            peer.close()
        except OSError:
            plain.close()
