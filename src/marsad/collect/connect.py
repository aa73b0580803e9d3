"""Streams that keep promises: connected to an address that was checked, with a deadline and a byte budget.

A read timeout alone does not stop a server that sends one byte a second; the deadline here is looked at
before every read of the socket, under TLS and while headers arrive as well.
"""

from __future__ import annotations

import select
import socket
import ssl
import time
from collections.abc import Callable
from functools import lru_cache

import httpcore

from marsad.collect.address import Address

Opener = Callable[[Address, int, float], socket.socket]
"""IP address, port and seconds to a connected socket; raises OSError."""

READ_SIZE = 65536


class DeadlineError(Exception):
    """The whole fetch took longer than it may."""


class BudgetError(Exception):
    """The server sent more bytes than were asked for."""


class Guard:
    """What a fetch may still cost: seconds on the monotonic clock, and bytes received."""

    __slots__ = ("budget", "deadline", "read_timeout")

    def __init__(self, deadline: float, read_timeout: float, budget: int = 0) -> None:
        self.deadline = deadline
        self.read_timeout = read_timeout
        self.budget = budget

    def timeout(self, limit: float) -> float:
        """Seconds that the next step may take, at most ``limit``; raises :class:`DeadlineError`."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise DeadlineError
        return min(limit, left)

    def spend(self, size: int) -> None:
        """Count bytes received; raises :class:`BudgetError` past the budget."""
        self.budget -= size
        if self.budget < 0:
            raise BudgetError


class Stream(httpcore.NetworkStream):
    """A connected socket under the guard of the fetch that uses it now.

    httpcore's own timeouts are not used: the guard knows the shorter ones.
    """

    def __init__(self, sock: socket.socket, guard: Guard) -> None:
        self._sock = sock
        self.guard = guard

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        """At most that many bytes, or none at the end; raises the guard's errors and httpcore's."""
        self._sock.settimeout(self.guard.timeout(self.guard.read_timeout))
        try:
            data = self._sock.recv(max_bytes)
        except TimeoutError as error:
            self.guard.timeout(self.guard.read_timeout)
            raise httpcore.ReadTimeout(error) from error
        except OSError as error:
            raise httpcore.ReadError(error) from error
        self.guard.spend(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """Send all bytes; raises the guard's errors and httpcore's."""
        if not buffer:
            return
        self._sock.settimeout(self.guard.timeout(self.guard.read_timeout))
        try:
            self._sock.sendall(buffer)
        except TimeoutError as error:
            self.guard.timeout(self.guard.read_timeout)
            raise httpcore.WriteTimeout(error) from error
        except OSError as error:
            raise httpcore.WriteError(error) from error

    def close(self) -> None:
        """Close the socket."""
        self._sock.close()

    def secure(self, context: ssl.SSLContext, host: str, timeout: float) -> None:
        """Go over to TLS, with that name checked; raises the guard's errors, TimeoutError and OSError."""
        self._sock.settimeout(self.guard.timeout(timeout))  # for the whole handshake, however slow its bytes
        self._sock = context.wrap_socket(self._sock, server_hostname=host)

    @property
    def protocol(self) -> str | None:
        """The protocol that both sides chose by ALPN, ``h2`` or ``http/1.1``; null without TLS or a choice."""
        return self._sock.selected_alpn_protocol() if isinstance(self._sock, ssl.SSLSocket) else None

    @property
    def quiet(self) -> bool:
        """Whether the other side has neither closed nor sent anything: what a kept connection should be."""
        if self._sock.fileno() < 0 or (isinstance(self._sock, ssl.SSLSocket) and self._sock.pending()):
            return False
        poll = select.poll()
        poll.register(self._sock, select.POLLIN)
        return not poll.poll(0)


@lru_cache(maxsize=16)
def tls_context(ca_file: str | None = None) -> ssl.SSLContext:
    """A client context that verifies certificates and names; made once for each file of authorities."""
    context = ssl.create_default_context(cafile=ca_file)
    context.set_alpn_protocols(["h2", "http/1.1"])
    return context


def open_socket(address: Address, port: int, timeout: float) -> socket.socket:
    """Connect to one IP address: no name is looked up here. Raises OSError."""
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.settimeout(timeout)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.connect((str(address), port))
    except BaseException:
        sock.close()
        raise
    return sock
