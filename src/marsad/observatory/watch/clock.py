"""The clock that a watch lives by: the system's, or one that a test moves."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import Protocol

LOOK_AROUND = 2.0
"""Seconds after which a sleeping watch looks whether others gave it something to do."""


class Clock(Protocol):
    """Tells the time, and sleeps."""

    def now(self) -> datetime:
        """The present moment; aware."""

    def sleep(self, until: datetime | None, stop: threading.Event) -> None:
        """Wait for a moment (null: for nothing in particular), or less long; at once when ``stop`` is set."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)

    def sleep(self, until: datetime | None, stop: threading.Event) -> None:
        """Wait for a moment, at most `LOOK_AROUND` seconds."""
        seconds = LOOK_AROUND if until is None else (until - self.now()).total_seconds()
        stop.wait(min(max(seconds, 0.0), LOOK_AROUND))
