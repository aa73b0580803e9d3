"""Names looked up within a time limit, by a bounded number of threads.

``getaddrinfo`` cannot be told when to stop, so it runs in a thread of its own kind; a name server that hangs
occupies some of these threads, and never more than :data:`LOOKUPS`.
"""

from __future__ import annotations

import queue
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address

from marsad.collect.address import Address

Resolver = Callable[[str, int], Sequence[str]]
"""Host name and port to IP addresses, in the order to try them; raises OSError."""

LOOKUPS = 32
"""Most lookups at one time; more wait for their turn within their own time limit."""


def system_resolver(host: str, port: int) -> list[str]:
    """The addresses that the operating system knows for a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(slots=True)
class _Lookup:
    resolver: Resolver
    host: str
    port: int
    deadline: float
    answer: queue.SimpleQueue[list[Address] | Exception] = field(default_factory=queue.SimpleQueue)

    def run(self) -> None:
        if time.monotonic() > self.deadline:
            return  # nobody waits for it any more
        try:
            self.answer.put([ip_address(answer) for answer in self.resolver(self.host, self.port)])
        except Exception as error:  # handed over to the caller's thread
            self.answer.put(error)


class _Lookups:
    """Daemon threads that are started as they are needed, and then stay."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._waiting: queue.SimpleQueue[_Lookup] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._threads = 0
        self._busy = 0

    def put(self, lookup: _Lookup) -> None:
        with self._lock:
            self._busy += 1
            start = self._busy > self._threads < self._limit
            self._threads += start
        self._waiting.put(lookup)
        if start:
            threading.Thread(target=self._work, name="lookup", daemon=True).start()

    def _work(self) -> None:
        while True:
            self._waiting.get().run()
            with self._lock:
                self._busy -= 1


_LOOKUPS = _Lookups(LOOKUPS)


def resolve(resolver: Resolver, host: str, port: int, timeout: float) -> list[Address]:
    """All addresses of a name; raises OSError, or TimeoutError after ``timeout`` seconds."""
    lookup = _Lookup(resolver, host, port, time.monotonic() + timeout)
    _LOOKUPS.put(lookup)
    try:
        answer = lookup.answer.get(timeout=timeout)
    except queue.Empty:
        raise TimeoutError("the name server does not answer") from None
    if isinstance(answer, Exception):
        raise OSError(str(answer)) from answer
    return answer
