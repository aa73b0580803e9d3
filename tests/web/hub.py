"""A small WebSub hub on loopback (W3C Recommendation of 2018-01-23): it takes subscriptions, verifies and publishes."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode


@dataclass(frozen=True)
class Subscription:
    """What a subscriber asked for."""

    topic: str
    callback: str
    secret: str
    lease: int


class _Handler(BaseHTTPRequestHandler):
    server: Hub

    def do_GET(self) -> None:
        self.send_response(404)
        self.end_headers()

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        said = {name: values[0] for name, values in form.items()}
        self.server.asked.append(
            Subscription(said["hub.topic"], said["hub.callback"], said["hub.secret"], int(said["hub.lease_seconds"]))
        )
        self.send_response(self.server.answers)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        pass


class Hub(ThreadingHTTPServer):
    """The hub; ``asked`` are the subscriptions that it was asked for, ``answers`` the status that it answers with."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[Subscription] = []
        self.answers = 202

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    def verify(self, one: Subscription, challenge: str, mode: str = "subscribe", **more: str) -> tuple[int, str]:
        """Ask whether the subscription is meant (§5.3); status and body of the answer."""
        query = {"hub.mode": mode, "hub.topic": one.topic, "hub.challenge": challenge}
        query |= {"hub.lease_seconds": str(one.lease)} if mode == "subscribe" else {}
        query |= {f"hub.{name}": value for name, value in more.items()}
        return _answer(urllib.request.Request(f"{one.callback}?{urlencode(query)}"))

    def publish(self, one: Subscription, body: bytes, method: str = "sha256", secret: str | None = None) -> int:
        """Send content with its signature (§7); the status of the answer."""
        digest = hmac.new((one.secret if secret is None else secret).encode(), body, getattr(hashlib, method))
        headers = {"X-Hub-Signature": f"{method}={digest.hexdigest()}", "Content-Type": "application/rss+xml"}
        return _answer(urllib.request.Request(one.callback, body, headers))[0]


def _answer(request: urllib.request.Request) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@contextlib.contextmanager
def running_hub() -> Iterator[Hub]:
    """The hub while it runs."""
    hub = Hub()
    threading.Thread(target=hub.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield hub
    finally:
        hub.shutdown()
        hub.server_close()
