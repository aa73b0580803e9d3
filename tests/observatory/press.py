"""A press of several hosts on loopback, its pages changed by the test, watched under a clock that the test moves."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from http.server import ThreadingHTTPServer
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Self

import pytest

from marsad.archive import warc
from marsad.collect import fetch
from marsad.collect.address import Address
from marsad.collect.connect import open_socket
from marsad.collect.policy import FetchPolicy
from marsad.observatory.models import Channel
from marsad.observatory.sources import NewChannel, save_source
from marsad.observatory.watch.loop import Settings, watch
from tests.collect.servers import Handler, Page, missing, page
from tests.world.manners import Row

SPACING = 2.0
_MOST_IDLE = 200
_TYPES = {"Content_Type": "text/html; charset=utf-8"}


class Moved:
    """A clock that stands still but for the sleeps of the watch; ``end`` is when it tells the watch to end."""

    def __init__(self) -> None:
        self.moment = self.end = datetime.now(UTC).replace(microsecond=0)
        self._idle = 0

    def now(self) -> datetime:
        return self.moment

    def sleep(self, until: datetime | None, stop: threading.Event) -> None:
        if self.moment >= self.end:
            stop.set()
            return
        wanted = min(self.end if until is None else until, self.end)
        self._idle = 0 if wanted > self.moment else self._idle + 1
        assert self._idle < _MOST_IDLE, "the watch turns round without a pause"
        self.moment = max(self.moment, wanted)


class _Desk(Handler):
    """Serves the page of the host and path asked for, and keeps count as the world's servers do."""

    server: Press  # type: ignore[assignment]

    def do_GET(self) -> None:  # noqa: N802 - the base class's name
        self.close_connection = True
        host, began, at = self.headers.get("Host", ""), time.monotonic(), self.server.clock.moment.timestamp()
        answer = self.server.pages.get(host + self.path) or self.server.pages.get(
            host + self.path.partition("?")[0], missing
        )
        self.sent = (0, "")
        with contextlib.suppress(OSError):
            answer(self)
        self.server.rows.append(
            Row(host, "http", self.command, self.path, self.sent[0], began, time.monotonic(), at,
                self.server.clock.moment.timestamp(), self.headers.get("If-None-Match", ""),
                self.headers.get("If-Modified-Since", ""), self.headers.get("User-Agent", ""), self.sent[1])
        )  # fmt: skip

    do_POST = do_GET  # noqa: N815

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.sent = (status, headers.get("Retry_After", ""))
        super().answer(body, status, **headers)


class Press(ThreadingHTTPServer):
    """Hosts with their ``pages`` by host and path; ``rows`` is what was asked, as `tests.world.manners` reads it."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.pages: dict[str, Page] = {}
        self.rows: list[Row] = []
        self.clock = Moved()
        self.stopping = threading.Event()
        self.log: list[Any] = []

    def asked(self, host: str = "", since: int = 0) -> list[str]:
        """What was asked for, rules apart: paths of one host, or addresses without their scheme."""
        return [
            row.path if host else row.host + row.path
            for row in self.rows[since:]
            if host in ("", row.host) and row.path not in ("/robots.txt", "/.well-known/tdmrep.json")
        ]

    def count(self, address: str) -> int:
        """How often an address (host and path) was asked for."""
        return sum(row.host + row.path == address for row in self.rows)

    def feed(self, address: str, *links: str, **headers: str) -> None:
        """Have a feed that announces these links; each is titled after its address."""
        self.pages[address] = rss(*links, **headers)

    def article(self, address: str, words: str = "", **headers: str) -> str:
        """Have an article; its address with the scheme."""
        self.pages[address] = article(words or address, **headers)
        return f"http://{address}"


def rss(*links: str, **headers: str) -> Page:
    """A feed."""
    items = "".join(
        f"<item><title>{link.rpartition('/')[2]}</title><link>{link.replace('&', '&amp;')}</link></item>"
        for link in links
    )
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Fil</title>{items}</channel></rss>'
    return page(body.encode(), **{"Content_Type": "application/rss+xml", **headers})


def article(words: str, head: str = "", **headers: str) -> Page:
    """An article."""
    text = f"<p>{words}. Le conseil du port a voté le plan des quais, et les pêcheurs attendent la suite.</p>" * 4
    head = f"<!doctype html><html lang=fr><head><title>{words}</title>{head}</head>"
    body = f"{head}<body><article><h1>{words}</h1>{text}</article></body></html>"
    return page(body.encode(), **{**_TYPES, **headers})


def tagged(answer: Page, tag: str) -> Page:
    """The same behind a tag that is honoured."""

    def send(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == tag:
            handler.answer(b"", 304, ETag=tag)
        else:
            _with(answer, handler, ETag=tag)

    return send


def _with(answer: Page, handler: Handler, **headers: str) -> None:
    plain = handler.answer

    def more(body: bytes, status: int = 200, **own: str) -> None:
        plain(body, status, **{**own, **headers})

    handler.answer = more  # type: ignore[method-assign]
    answer(handler)


def moved(to: str, status: int = 301) -> Page:
    """A redirect."""
    return page(b"", status, Location=to)


@dataclass
class Watched:
    """An observatory that collects from a press. ``lines`` is what was said to the operator."""

    press: Press
    data: Path
    lines: list[str] = field(default_factory=list)

    def follow(self, address: str, key: str = "", **fields: Any) -> Channel:
        """Follow a channel, due now."""
        url = f"http://{address}"
        key = key or address.partition("/")[0]
        save_source(self.data, key, {"name": key}, [NewChannel(url, **fields)])
        Channel.objects.filter(url=url).update(due_at=self.press.clock.now())
        return Channel.objects.get(url=url)

    def settings(self, **unlike: Any) -> Settings:
        """How it watches."""
        policy = FetchPolicy(
            allow=(ip_network("127.0.0.0/8"),), user_agent="Marsad/test (+press)",
            **{"total_timeout": 5.0, "read_timeout": 5.0, **unlike.pop("limits", {})},
        )  # fmt: skip
        return Settings(
            policy=policy, **{"spacing": SPACING, "threads": 8, "resolver": self.resolve, "opener": self.open,
                              "say": self.lines.append, **unlike},
        )  # fmt: skip

    def go_on(self, once: bool = False, unlike: dict[str, Any] | None = None, **span: float) -> None:
        """Let the watch live for a span of time (as in timedelta)."""
        clock = self.press.clock
        clock.end = clock.moment + timedelta(**span)
        watch(self.data, threading.Event(), self.settings(**(unlike or {})), clock, once=once)

    @staticmethod
    def resolve(host: str, port: int) -> list[str]:
        if host.endswith(".nowhere.example"):
            raise OSError("no such host")
        return ["127.0.0.1"]

    def open(self, address: Address, port: int, timeout: float) -> socket.socket:
        if str(address) != "127.0.0.1" or port != 80:
            raise ConnectionRefusedError(f"nothing listens at {address} port {port}")
        return open_socket(address, self.press.server_port, timeout)


@contextlib.contextmanager
def printing() -> Iterator[Press]:
    """The press while it runs."""
    press = Press()
    threading.Thread(target=press.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield press
    finally:
        press.stopping.set()
        press.shutdown()
        press.server_close()


def live_by(clock: Moved, patch: pytest.MonkeyPatch) -> None:
    """Have what is fetched and archived dated by the press's clock."""

    class Moment(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            moment = clock.moment
            return cls.fromtimestamp(moment.timestamp(), tz)

    for module in (fetch, warc):
        patch.setattr(module, "datetime", Moment)
