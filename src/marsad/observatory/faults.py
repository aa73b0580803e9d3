"""Named places where tests make the process die, to prove that nothing is lost there.

``MARSAD_CRASH_AT=name:n`` kills the process, as ``kill -9`` would, the n-th time that it comes by ``name``; the
file that ``MARSAD_CRASH_MARK`` names is written first, so that a test knows that the place was reached.
"""

from __future__ import annotations

import os
import signal
from collections import Counter
from pathlib import Path

BOUNDARIES = (
    "record-appended",
    "record-synced",
    "capture-journalled",
    "capture-committed",
    "read-claimed",
    "read-written",
    "read-committed",
    "group-claimed",
    "group-journalled",
    "group-committed",
    "index-claimed",
    "index-added",
    "index-committed",
    "index-marked",
)

_passed: Counter[str] = Counter()


def boundary(name: str) -> None:
    """A boundary between two steps that must each be durable; does nothing outside crash tests."""
    wanted = os.environ.get("MARSAD_CRASH_AT")
    if wanted is None:
        return
    _passed[name] += 1
    place, _, count = wanted.partition(":")
    if place == name and _passed[name] == int(count or 1):
        Path(os.environ["MARSAD_CRASH_MARK"]).write_text(name, encoding="ascii")
        os.kill(os.getpid(), signal.SIGKILL)
