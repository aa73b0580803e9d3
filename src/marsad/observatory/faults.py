"""Named places where tests make the process die, to prove that nothing is lost there.

``MARSAD_CRASH_AT=name:n`` kills the process, as ``kill -9`` would, the n-th time that it comes by ``name``, and with
``MARSAD_CRASH_ALL`` its whole process group. The file that ``MARSAD_CRASH_MARK`` names is written first: a test sees
there that the place was reached, and nothing dies there twice.
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
    "annotate-claimed",
    "annotate-written",
    "annotate-committed",
    "group-claimed",
    "group-journalled",
    "group-committed",
    "index-claimed",
    "index-added",
    "index-committed",
    "index-marked",
)

DECISION_BOUNDARIES = ("decision-journalled", "decision-applied", "decision-committed")
"""Where an editor's decision can die; an ingest does not come by them."""

TAKEDOWN_BOUNDARIES = (
    "takedown-journalled",
    "takedown-applied",
    "takedown-committed",
    "takedown-erased",
    "takedown-done",
)
"""Where a takedown can die."""

PACK_BOUNDARIES = ("packed-written", "packed-taken-up", "packed-alone")
"""Where the packing of an archive file can die."""

WATCH_BOUNDARIES = ("answers-home", "answers-noted")
"""Where a watch can die beside those of the intake: with answers in hand, and with all of them written but for the end
of the transaction."""

DOSSIER_BOUNDARIES = ("dossier-filled",)
"""Where the filling of a dossier can die, with the members of one step written and not committed."""

_passed: Counter[str] = Counter()


def boundary(name: str) -> None:
    """A boundary between two steps that must each be durable; does nothing outside crash tests."""
    wanted = os.environ.get("MARSAD_CRASH_AT")
    if wanted is None:
        return
    _passed[name] += 1
    place, _, count = wanted.partition(":")
    mark = Path(os.environ["MARSAD_CRASH_MARK"])
    if place != name or _passed[name] != int(count or 1) or mark.exists():
        return
    mark.write_text(name, encoding="ascii")
    if os.environ.get("MARSAD_CRASH_ALL"):
        os.killpg(os.getpgid(0), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)
