"""The clock of a watch whose driver moves it: it sleeps by telling the driver until when, and wakes when it is time."""

from __future__ import annotations

import mmap
import struct
import threading
import time
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Self

from tests.world.clock import Clock

_FORM = struct.Struct("<d")
_LOOK = 0.0005
_NOTHING_DUE = 900.0
"""The world's seconds that a watch sleeps which has nothing to wait for."""


class Sleep:
    """Until when the driven process sleeps, in a file that driver and driven have in common; 0 while it is at work."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(_FORM.pack(0.0))
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), _FORM.size)

    @property
    def until(self) -> float:
        """The world's moment, 0 for awake."""
        return float(_FORM.unpack_from(self._shared)[0])

    @until.setter
    def until(self, moment: float) -> None:
        _FORM.pack_into(self._shared, 0, moment)


class SteppedClock:
    """The world's time as a `marsad.observatory.watch.clock.Clock`; it runs by itself where ``sleep`` is null."""

    def __init__(self, clock: Clock, sleep: Sleep | None = None) -> None:
        self._clock = clock
        self._sleep = sleep

    def now(self) -> datetime:
        """The world's moment."""
        return self._clock.moment()

    def sleep(self, until: datetime | None, stop: threading.Event) -> None:
        """Wait for a moment of the world, or for ``stop``."""
        if self._sleep is None:
            seconds = 0.2 if until is None else (until - self.now()).total_seconds()
            stop.wait(min(max(seconds, 0.0), 0.2))
            return
        now = self._clock.now()
        wanted = now + _NOTHING_DUE if until is None else max(until.timestamp(), now)
        self._sleep.until = wanted
        while self._clock.now() < wanted and not stop.is_set():
            time.sleep(_LOOK)
        self._sleep.until = 0.0


def live_by(clock: Clock) -> None:
    """Have this process date what it fetches and archives by the world's clock."""
    from marsad.archive import warc
    from marsad.collect import fetch

    class Moment(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromtimestamp(clock.now(), tz)

    for module in (fetch, warc):
        vars(module)["datetime"] = Moment
