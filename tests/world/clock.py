"""The world's time: one number in a file that the servers, the collector and the test have in common."""

from __future__ import annotations

import mmap
import struct
import time
from datetime import UTC, datetime
from pathlib import Path

_FORM = struct.Struct("<ddd")


class Clock:
    """Seconds since the epoch, which stand still until they are set, or run ``rate`` times as fast as real ones."""

    def __init__(self, path: Path) -> None:
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), _FORM.size)

    @classmethod
    def made(cls, path: Path, now: float, rate: float = 0.0) -> Clock:
        """A new clock in that file."""
        path.write_bytes(_FORM.pack(now, time.monotonic(), rate))
        return cls(path)

    def now(self) -> float:
        """Seconds since the epoch."""
        base, anchor, rate = _FORM.unpack_from(self._shared)
        return float(base + rate * (time.monotonic() - anchor) if rate else base)

    def moment(self) -> datetime:
        """The same as an aware datetime."""
        return datetime.fromtimestamp(self.now(), UTC)

    def set(self, now: float) -> None:
        """Move a clock that stands still; its first eight bytes change at once, so that no reader sees half of it."""
        struct.pack_into("<d", self._shared, 0, now)

    def advance(self, seconds: float) -> None:
        """Move it on."""
        self.set(self.now() + seconds)
