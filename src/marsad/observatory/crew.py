"""A crew of worker processes under one supervisor, for as long as there is work."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from marsad.archive.locks import Lock
from marsad.observatory import jobs
from marsad.observatory.worker import ALL_STAGES, PARALLEL_STAGES

POLL_SECONDS = 0.05
_RESTARTS = 50


class CrewError(RuntimeError):
    """The workers keep dying, whatever they are given."""


@dataclass(slots=True)
class _Member:
    stages: str
    process: subprocess.Popen[bytes]
    holder: str


class Crew:
    """Starts workers when there is work, and a dead one anew, its death charged to the page it was over.

    A context manager: leaving it ends the workers after the job in hand. ``size`` is one a core unless told; the
    workers inherit a rebuild's ``lock``.
    """

    def __init__(self, data_dir: Path, size: int | None = None, lock: Lock | None = None) -> None:
        self._data_dir = data_dir
        self._lock = lock
        self._size = size or max(1, os.cpu_count() or 1)
        self._members: list[_Member] = []
        self._restarts = 0

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        for member in self._members:
            member.process.terminate()
        for member in self._members:
            try:
                member.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                member.process.kill()
                member.process.wait()

    def check(self) -> None:
        """Look after the workers once. Raises `CrewError` when they will not stay alive."""
        if not self._members and jobs.any_pending():
            self._members = [self._start(",".join(ALL_STAGES))]
            self._members += [self._start(",".join(PARALLEL_STAGES)) for _ in range(self._size - 1)]
        for place, member in enumerate(self._members):
            if member.process.poll() is None:
                continue
            if jobs.release(member.holder, crashed=True):
                self._restarts = 0  # each page is charged a few times at most, so this comes to an end
            self._restarts += 1
            if self._restarts > _RESTARTS:
                raise CrewError(f"the worker processes died {self._restarts} times; see the messages above")
            time.sleep(min(0.1 * self._restarts, 2.0))
            self._members[place] = self._start(member.stages)

    def _start(self, stages: str) -> _Member:
        command = [sys.executable, "-m", "marsad.observatory.worker", "--data", str(self._data_dir)]
        command += ["--stages", stages, "--parent", str(os.getpid())]
        inherited: tuple[int, ...] = ()
        if self._lock is not None:
            command.append("--within-rebuild")
            inherited = (self._lock.fd,)
        process = subprocess.Popen(command, pass_fds=inherited)  # noqa: S603 - our own interpreter and module
        return _Member(stages, process, jobs.owner_of(process.pid))
