"""Who is at work in an observatory: any number of writers and workers together, or one rebuild alone."""

from __future__ import annotations

from pathlib import Path

from marsad.archive.locks import BusyError, Lock
from marsad.observatory.paths import locks_dir

_PATIENCE = 5.0
"""Seconds that a rebuild waits for the workers of one that was just killed to see it."""


class RunningError(BusyError):
    """Others are at work here who must not be; the message says what to do."""


def beside_others(data_dir: Path) -> Lock:
    """Held by whoever takes pages in or works on them. Raises `RunningError` during a rebuild."""
    try:
        return Lock(_file(data_dir), shared=True)
    except BusyError:
        raise RunningError("this observatory is being rebuilt; try again when that is done") from None


def alone(data_dir: Path) -> Lock:
    """Held by a rebuild, and inherited by its workers. Raises `RunningError` while others are at work."""
    try:
        return Lock(_file(data_dir), wait=_PATIENCE)
    except BusyError:
        told = "another process is at work here; stop `marsad serve`, `marsad watch` or the ingest first"
        raise RunningError(told) from None


def watching(data_dir: Path) -> bool:
    """Whether a process collects here now."""
    path = locks_dir(data_dir) / "watch.lock"
    if not path.exists():
        return False
    try:
        Lock(path, shared=True).release()
    except BusyError:
        return True
    return False


def _file(data_dir: Path) -> Path:
    return locks_dir(data_dir) / "presence.lock"
