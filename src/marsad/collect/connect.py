"""Sockets that keep promises: connected to an address that was checked, with a deadline and a byte budget.

A read timeout alone does not stop a server that sends one byte a second; the deadline here is looked at
before every read of the socket, under TLS and while headers arrive as well.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from ipaddress import ip_address
from typing import Any

import urllib3.connection

from marsad.collect.address import Address

Resolver = Callable[[str, int], Sequence[str]]
"""Host name and port to IP addresses, in the order to try them; raises OSError."""

READ_SIZE = 65536


class DeadlineError(Exception):
    """The whole fetch took longer than it may."""


class BudgetError(Exception):
    """The server sent more bytes than were asked for."""


class Guard:
    """What a connection may still cost: seconds on the monotonic clock, and bytes received."""

    def __init__(self, deadline: float, read_timeout: float, budget: int) -> None:
        self.deadline = deadline
        self.read_timeout = read_timeout
        self.budget = budget

    def timeout(self, limit: float) -> float:
        """Seconds that the next step may take, at most ``limit``; raises :class:`DeadlineError`."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise DeadlineError
        return min(limit, left)

    def read(self, sock: socket.socket, receive: Callable[[], int]) -> int:
        """One read of the socket, inside the limits; raises TimeoutError when the other side is silent."""
        sock.settimeout(self.timeout(self.read_timeout))
        try:
            size = receive()
        except TimeoutError:
            self.timeout(self.read_timeout)
            raise
        self.budget -= size
        if self.budget < 0:
            raise BudgetError
        return size


class GuardedSocket(socket.socket):
    """A TCP socket under a :class:`Guard`."""

    guard: Guard | None = None

    def recv_into(self, *args: Any, **options: Any) -> int:
        """As ``socket.recv_into``, inside the guard's limits."""
        receive = partial(super().recv_into, *args, **options)
        return self.guard.read(self, receive) if self.guard else receive()


class GuardedTlsSocket(ssl.SSLSocket):
    """A TLS socket under a :class:`Guard`."""

    guard: Guard | None = None

    def recv_into(self, *args: Any, **options: Any) -> int:
        """As ``SSLSocket.recv_into``, inside the guard's limits."""
        receive = partial(super().recv_into, *args, **options)
        return self.guard.read(self, receive) if self.guard else receive()


def tls_context(ca_file: str | None = None) -> ssl.SSLContext:
    """A client context that verifies certificates and names and makes guarded sockets."""
    context = ssl.create_default_context(cafile=ca_file)
    context.sslsocket_class = GuardedTlsSocket
    return context


def system_resolver(host: str, port: int) -> list[str]:
    """The addresses that the operating system knows for a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def resolve(resolver: Resolver, host: str, port: int, timeout: float) -> list[Address]:
    """Resolve in a thread, since ``getaddrinfo`` cannot be told when to stop; raises OSError, TimeoutError."""
    answers: queue.SimpleQueue[list[Address] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put([ip_address(answer) for answer in resolver(host, port)])
        except Exception as error:  # handed over to the caller's thread
            answers.put(error)

    threading.Thread(target=ask, name="resolve", daemon=True).start()
    try:
        answer = answers.get(timeout=timeout)
    except queue.Empty:
        raise TimeoutError("the name server does not answer") from None
    if isinstance(answer, Exception):
        raise OSError(str(answer)) from answer
    return answer


def open_socket(address: Address, port: int, timeout: float) -> GuardedSocket:
    """Connect to one IP address: no name is looked up here. Raises OSError."""
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    sock = GuardedSocket(family, socket.SOCK_STREAM)
    try:
        sock.settimeout(timeout)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.connect((str(address), port))
    except BaseException:
        sock.close()
        raise
    return sock


class _Pinned:
    """Gives urllib3 the socket that is connected to the checked address, whatever the name says by now."""

    pinned: GuardedSocket

    def _new_conn(self) -> socket.socket:
        return self.pinned


class PinnedConnection(_Pinned, urllib3.connection.HTTPConnection):
    """HTTP over a socket that is connected already."""


class PinnedTlsConnection(_Pinned, urllib3.connection.HTTPSConnection):
    """HTTPS over a socket that is connected already; SNI and certificate are those of the name."""
