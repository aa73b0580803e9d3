"""Keeps a few programs running: starts each anew when it dies, later and later if it keeps dying."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

FIRST_DELAY = 0.5
LONGEST_DELAY = 60.0
HEALTHY_SECONDS = 30.0
"""A program that lived this long starts again from the first delay."""
GRACE_SECONDS = 20.0
_POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Program:
    """A command to keep alive. ``on_start`` gets each new process's id and gives what to do should it die."""

    name: str
    command: Sequence[str]
    on_start: Callable[[int], Callable[[], None]] = lambda _: lambda: None


@dataclass(slots=True)
class _Child:
    program: Program
    process: subprocess.Popen[bytes] | None = None
    on_death: Callable[[], None] = lambda: None
    started: float = 0.0
    restart_at: float = 0.0
    delay: float = field(default=FIRST_DELAY)


class Supervisor:
    """Runs programs until it is told to stop; ``say`` gets one line for each death."""

    def __init__(self, programs: Sequence[Program], env: Mapping[str, str], say: Callable[[str], None]) -> None:
        self._children = [_Child(program) for program in programs]
        self._env = dict(env)
        self._say = say

    def run(self, stop: threading.Event) -> None:
        """Start everything, look after it until ``stop`` is set, then end everything."""
        try:
            while not stop.is_set():
                for child in self._children:
                    self._look_after(child)
                stop.wait(_POLL_SECONDS)
        finally:
            self._end()

    def _look_after(self, child: _Child) -> None:
        now = time.monotonic()
        if child.process is None:
            if now >= child.restart_at:
                command = [sys.executable, "-m", "marsad.web.leash", str(os.getpid()), *child.program.command]
                child.process = subprocess.Popen(command, env=self._env, start_new_session=True)  # noqa: S603
                child.started = now
                child.on_death = child.program.on_start(child.process.pid)
            return
        status = child.process.poll()
        if status is None:
            return
        child.on_death()
        if now - child.started > HEALTHY_SECONDS:
            child.delay = FIRST_DELAY
        self._say(f"{child.program.name} ended with status {status}; starting it again in {child.delay:g} s")
        child.process = None
        child.restart_at = now + child.delay
        child.delay = min(child.delay * 2, LONGEST_DELAY)

    def _end(self) -> None:
        """Ask all to end, wait, and kill what does not listen."""
        running = [child.process for child in self._children if child.process and child.process.poll() is None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for process in running:
            try:
                process.wait(max(deadline - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
