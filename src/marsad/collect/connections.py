"""Connections kept open between fetches, so that a site is not greeted anew for each of its pages."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from types import TracebackType

import httpcore

from marsad.collect.address import Address
from marsad.collect.connect import Stream


@dataclass(slots=True, eq=False)
class Line:
    """An open connection: the protocol spoken, its stream, and the checked address at its other end.

    ``key`` says for whom it was opened (scheme, host, port, proxy, authorities): it serves nobody else.
    """

    key: Hashable
    http: httpcore.ConnectionInterface
    stream: Stream
    address: Address
    used: bool = False
    idle_since: float = 0.0

    @property
    def reusable(self) -> bool:
        """Whether the last answer was read to its end and nothing came after it.

        httpcore would read bytes left behind as the next answer, whoever put them there.
        """
        if isinstance(self.http, httpcore.HTTP11Connection) and self.http._h11_state.trailing_data[0]:
            return False
        return self.http.is_idle() and self.http.is_available()

    def close(self) -> None:
        """Hang up, whatever state the protocol is in."""
        with contextlib.suppress(Exception):
            self.http.close()
        self.stream.close()


class Connections:
    """A pool that threads may share; each line is lent to one fetch at a time.

    ``idle`` seconds after its last use a line is closed, the longest unused first when there are more than
    ``limit``.
    """

    def __init__(self, idle: float = 15.0, limit: int = 128) -> None:
        self.idle = idle
        self.limit = limit
        self._kept: OrderedDict[Line, None] = OrderedDict()
        self._by_key: dict[Hashable, list[Line]] = {}
        self._lock = threading.Lock()

    def take(self, key: Hashable) -> Line | None:
        """A line to that place which is still open, lent until it is given back; null where there is none."""
        while True:
            with self._lock:
                stale = self._expired()
                lines = self._by_key.get(key)
                line = lines[-1] if lines else None
                if line:
                    self._forget(line)
            _close(stale)
            if line is None or line.stream.quiet:
                return line
            line.close()

    def give_back(self, line: Line) -> None:
        """Keep a line whose last answer was read to its end."""
        line.used = True
        line.idle_since = time.monotonic()
        with self._lock:
            self._kept[line] = None
            self._by_key.setdefault(line.key, []).append(line)
            stale = self._expired()
        _close(stale)

    def sweep(self) -> None:
        """Close what has been idle for too long; taking and giving back do that too."""
        with self._lock:
            stale = self._expired()
        _close(stale)

    def close(self) -> None:
        """Close all that is kept; what is given back later is kept anew."""
        with self._lock:
            stale = list(self._kept)
            for line in stale:
                self._forget(line)
        _close(stale)

    def __len__(self) -> int:
        return len(self._kept)

    def __enter__(self) -> Connections:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _expired(self) -> list[Line]:
        oldest = time.monotonic() - self.idle
        stale: list[Line] = []
        while self._kept:
            line = next(iter(self._kept))
            if line.idle_since > oldest and len(self._kept) <= self.limit:
                break
            self._forget(line)
            stale.append(line)
        return stale

    def _forget(self, line: Line) -> None:
        del self._kept[line]
        lines = self._by_key[line.key]
        lines.remove(line)
        if not lines:
            del self._by_key[line.key]


def _close(lines: list[Line]) -> None:
    for line in lines:
        line.close()
