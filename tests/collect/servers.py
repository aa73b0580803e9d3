"""Real HTTP servers on loopback, with every fault that a press site has been seen to have."""

from __future__ import annotations

import contextlib
import gzip
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Page = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Serves the pages of its server, and notes path, time and user agent of each request."""

    protocol_version = "HTTP/1.1"
    server: Site

    def do_GET(self) -> None:
        self.server.log.append((self.path, time.monotonic(), self.headers.get("User-Agent", "")))
        self.close_connection = True
        page = self.server.pages.get(self.path.partition("?")[0], missing)
        with contextlib.suppress(OSError):
            page(self)

    def do_HEAD(self) -> None:
        self.do_GET()

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        pass


class Site(ThreadingHTTPServer):
    """A server with its pages by path, and its log."""

    daemon_threads = True

    def __init__(self, pages: dict[str, Page]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages = pages
        self.log: list[tuple[str, float, str]] = []
        self.stopping = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def paths(self) -> list[str]:
        return [path for path, _, _ in self.log]


@contextlib.contextmanager
def serving(pages: dict[str, Page]) -> Iterator[Site]:
    """The site while it runs."""
    site = Site(pages)
    thread = threading.Thread(target=site.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.stopping.set()
        site.shutdown()
        site.server_close()


def page(body: bytes, status: int = 200, **headers: str) -> Page:
    return lambda handler: handler.answer(body, status, **headers)


def missing(handler: Handler) -> None:
    handler.answer(b"nothing here", 404)


def forever(chunk: bytes, pause: float = 0.0, head: bytes = b"HTTP/1.1 200 OK\r\n\r\n") -> Page:
    """Send the head, then the chunk again and again until the other side hangs up."""

    def send(handler: Handler) -> None:
        handler.wfile.write(head)
        while not handler.server.stopping.wait(pause) if pause else not handler.server.stopping.is_set():
            handler.wfile.write(chunk)

    return send


def raw(answer: bytes) -> Page:
    return lambda handler: void(handler.wfile.write(answer))


def void(_: object) -> None:
    pass


def gzip_bomb(size: int) -> bytes:
    """gzip of ``size`` zeros, made without holding them."""
    import zlib

    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = bytes(1 << 20)
    return b"".join([packer.compress(block) for _ in range(size >> 20)]) + packer.flush()


def gzipped(text: bytes) -> bytes:
    return gzip.compress(text)
