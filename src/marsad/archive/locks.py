"""Locks between processes that the kernel lets go of when their holder dies, however it dies."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType


class BusyError(RuntimeError):
    """Another process holds the lock; the message names it."""


class Lock:
    """An exclusive ``flock`` on a file, held until `release` or the end of the process."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._fd)
            raise BusyError(f"{path.name} is held by another process") from None

    def release(self) -> None:
        """Let go; safe to call once."""
        os.close(self._fd)

    def __enter__(self) -> Lock:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.release()


def claim_slot(folder: Path, prefix: str, slots: int = 64) -> tuple[str, Lock]:
    """Take the first free one of ``prefix0``, ``prefix1``, …; the name of a dead holder is taken over."""
    for number in range(slots):
        name = f"{prefix}{number}"
        try:
            return name, Lock(folder / f"{name}.lock")
        except BusyError:
            continue
    raise BusyError(f"all {slots} {prefix} slots are held by other processes")
