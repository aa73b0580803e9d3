"""Locks between processes that the kernel lets go of when their holder dies, however it dies."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path
from types import TracebackType

_POLL_SECONDS = 0.05


class BusyError(RuntimeError):
    """Another process holds the lock; the message names it."""


class Lock:
    """A ``flock`` on a file, held until `release` or the end of the process and of those that inherit ``fd``.

    Many may hold it ``shared``, else one alone. Tries for ``wait`` seconds before it raises `BusyError`.
    """

    def __init__(self, path: Path, *, shared: bool = False, wait: float = 0.0) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        deadline = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(self.fd, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    os.close(self.fd)
                    raise BusyError(f"{path.name} is held by another process") from None
                time.sleep(_POLL_SECONDS)

    def release(self) -> None:
        """Let go; safe to call once."""
        os.close(self.fd)

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
