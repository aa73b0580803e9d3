"""The servers of a world, all hosts on one plain and one TLS port, in one asyncio process.

``python -m tests.world.server FOLDER`` reads ``FOLDER/world`` (a pickled World), keeps time by ``FOLDER/clock``, writes
``FOLDER/ports.json`` once it listens, and logs each request when its answer is ready as a line of ``FOLDER/log.jsonl``.
"""

from __future__ import annotations

import asyncio
import json
import os
import pickle
import signal
import socket
import ssl
import struct
import sys
import time
from contextlib import suppress
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from typing import IO

from tests.world.answers import Pages
from tests.world.certificates import Certificates
from tests.world.clock import Clock
from tests.world.faults import Fault
from tests.world.newsroom import World
from tests.world.wire import Answer, Asked

_LONGEST_HEAD = 65536


class Servers:
    """All sites of a world, and the log."""

    def __init__(self, world: World, clock: Clock, log: IO[str]) -> None:
        self.world = world
        self.clock = clock
        self._pages = {host: Pages(site) for host, site in world.sites.items()}
        self._log = log
        self.tasks: set[asyncio.Task[None]] = set()

    def fault(self, host: str, path: str) -> Fault | None:
        """What befalls that request, if anything."""
        site = self.world.sites.get(host)
        for patterns, fault in site.faults if site else ():
            if any(fnmatchcase(path, pattern) for pattern in patterns.split("|")):
                return fault
        return None

    def answer(self, asked: Asked) -> Answer:
        """The honest answer."""
        pages = self._pages.get(asked.host)
        if pages is None:
            return Answer(421, (("Content-Type", "text/plain"),), b"no such site")
        if asked.method not in ("GET", "HEAD"):
            return Answer(405, (("Allow", "GET, HEAD"),))
        return pages.answer(asked.path, asked.now, asked.headers)

    def note(self, asked: Asked, scheme: str, start: float, status: int, retry_after: str) -> None:
        """One line of the log; monotonic seconds beside the world's."""
        row = {
            "host": asked.host, "scheme": scheme, "method": asked.method, "path": asked.path, "status": status,
            "start": start, "end": time.monotonic(), "world_start": asked.now, "world_end": self.clock.now(),
            "etag": asked.header("if-none-match"), "since": asked.header("if-modified-since"),
            "agent": asked.header("user-agent"), "retry_after": retry_after,
        }  # fmt: skip
        self._log.write(json.dumps(row) + "\n")


class Connection(asyncio.Protocol):
    """One connection, kept alive; its requests are answered one after the other."""

    def __init__(self, servers: Servers, scheme: str) -> None:
        self._servers = servers
        self._scheme = scheme
        self._read = b""
        self._busy: asyncio.Task[None] | None = None
        self._drained = asyncio.Event()
        self._drained.set()
        self._lost = False
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        if self._busy is None:
            self._next()

    def pause_writing(self) -> None:
        self._drained.clear()

    def resume_writing(self) -> None:
        self._drained.set()

    def connection_lost(self, error: Exception | None) -> None:
        self._lost = True
        self._drained.set()
        if self._busy is not None:
            self._busy.cancel()

    def _next(self) -> None:
        """Answer every whole request that has come, until one is befallen by a fault."""
        while self._busy is None and not self._lost:
            head, end, rest = self._read.partition(b"\r\n\r\n")
            if not end:
                if len(head) > _LONGEST_HEAD:
                    self.transport.close()
                return
            self._read = rest
            start = time.monotonic()
            asked = self._asked(head.decode("latin-1").split("\r\n"))
            fault = self._servers.fault(asked.host, asked.path)
            if fault is None and not self._servers.world.latency:
                self._tell(asked, start, self._servers.answer(asked))
                continue
            work = self._late(asked, start) if fault is None else self._befallen(asked, fault, start)
            self._busy = asyncio.get_running_loop().create_task(work)
            self._servers.tasks.add(self._busy)
            self._busy.add_done_callback(self._servers.tasks.discard)

    def _asked(self, lines: list[str]) -> Asked:
        method, path, *_ = [*lines[0].split(" "), "", ""]
        headers = {name.lower(): value.strip() for line in lines[1:] for name, _, value in [line.partition(":")]}
        host = headers.get("host", "").partition(":")[0].lower()
        now = self._servers.clock.now()
        plain = {name: value for name, value in headers.items() if not name.startswith(("if-", "accept-encoding"))}
        bare = Asked("GET", host, path, plain, now, lambda: self._servers.answer(bare))
        return Asked(method, host, path, headers, now, bare.honest)

    def _tell(self, asked: Asked, start: float, answer: Answer) -> None:
        """Answer; noted first, since the other side may move the clock as soon as it has the answer."""
        self._servers.note(asked, self._scheme, start, answer.status, answer.header("retry-after"))
        self.transport.write(answer.wire(asked.method))
        self._close_if_wanted(asked)

    async def _late(self, asked: Asked, start: float) -> None:
        told = False
        try:
            await asyncio.sleep(self._servers.world.latency)
            self._tell(asked, start, self._servers.answer(asked))
            told = True
        finally:
            if not told:
                self._servers.note(asked, self._scheme, start, 0, "")
            self._busy = None
        self._next()

    async def _befallen(self, asked: Asked, fault: Fault, start: float) -> None:
        wire = _Wire(self, self._drained)
        status = 0
        try:
            with suppress(ConnectionError):
                status = await fault.befall(asked, self._servers.answer(asked), wire)
        finally:
            status = status or wire.status
            self._servers.note(asked, self._scheme, start, status, wire.retry_after)
            self._close_if_wanted(asked)
            self._busy = None
        self._next()

    def _close_if_wanted(self, asked: Asked) -> None:
        if asked.header("connection").lower() == "close" and not self._lost:
            self.transport.close()

    @property
    def lost(self) -> bool:
        """Whether the other side has gone."""
        return self._lost or self.transport.is_closing()


class _Wire:
    """The connection as faults use it; remembers what the log wants of an answer."""

    def __init__(self, connection: Connection, drained: asyncio.Event) -> None:
        self._connection = connection
        self._drained = drained
        self._head = b""

    async def send(self, data: bytes) -> None:
        if len(self._head) < 4096:
            self._head += data[:4096]
        self._connection.transport.write(data)
        await asyncio.sleep(0)  # so that endless senders let others work
        await self._drained.wait()
        if self._connection.lost:
            raise ConnectionResetError

    def reset(self) -> None:
        sock: socket.socket = self._connection.transport.get_extra_info("socket")
        with suppress(OSError):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._connection.transport.abort()

    def close(self) -> None:
        self._connection.transport.close()

    @property
    def status(self) -> int:
        """The status that was sent, 0 for none."""
        first = self._head.partition(b"\r\n")[0].split()
        return int(first[1]) if len(first) > 1 and first[0].startswith(b"HTTP/") and first[1].isdigit() else 0

    @property
    def retry_after(self) -> str:
        """The Retry-After that was sent."""
        for line in self._head.partition(b"\r\n\r\n")[0].split(b"\r\n"):
            if line.lower().startswith(b"retry-after:"):
                return line.partition(b":")[2].strip().decode("latin-1")
        return ""


async def run(folder: Path) -> None:
    """Serve until SIGTERM, or the end of the process that started this one."""
    world: World = pickle.loads((folder / "world").read_bytes())
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    with (folder / "log.jsonl").open("a", buffering=1, encoding="utf-8") as log:
        servers = Servers(world, Clock(folder / "clock"), log)
        certificates = Certificates(world)
        certificates.authority(folder / "ca.pem")
        contexts: list[tuple[str, ssl.SSLContext | None]] = [("http", None), ("https", certificates.context())]
        ports = {}
        for scheme, context in contexts:
            make = partial(Connection, servers, scheme)
            listening = await loop.create_server(make, "127.0.0.1", 0, ssl=context, backlog=1024)
            ports[scheme] = listening.sockets[0].getsockname()[1]
        waiting = folder / "ports.json.new"
        waiting.write_text(json.dumps(ports))
        waiting.replace(folder / "ports.json")
        parent = os.getppid()
        while not stop.is_set() and os.getppid() == parent:  # nor does it outlive who started it
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), 1.0)
        for task in list(servers.tasks):
            task.cancel()
        await asyncio.gather(*servers.tasks, return_exceptions=True)


if __name__ == "__main__":
    asyncio.run(run(Path(sys.argv[1])))
