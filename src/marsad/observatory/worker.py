"""A pipeline worker: claims jobs and does them until it is told to stop.

``python -m marsad.observatory.worker --data DIR [--stages read,annotate,group,index]``. It ends after the job in hand
on SIGTERM or SIGINT, and when the process that started it is gone.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from django.db import OperationalError

from marsad.archive.locks import BusyError, Lock
from marsad.observatory.presence import RunningError, beside_others
from marsad.observatory.setup import open_observatory

IDLE_SECONDS = 0.2
REBUILD_SECONDS = 1.0
PARALLEL_STAGES = ("read", "annotate")
"""The stages that any number of processes may do at once."""
ALL_STAGES = (*PARALLEL_STAGES, "group", "index")

log = logging.getLogger("marsad.worker")


def run_forever(
    data_dir: Path, stop: threading.Event, stages: tuple[str, ...] = ALL_STAGES, parent: int | None = None
) -> None:
    """Work on an opened observatory until ``stop`` is set; a step that found the store busy is tried again.

    ``parent`` is the process that this one must not outlive, the one that started it unless told.
    """
    from marsad.observatory import jobs
    from marsad.observatory.versions import ANNOTATE, GROUP, INDEX, READ

    for stage, version in (READ, ANNOTATE, GROUP, INDEX):
        jobs.bring_to_version(stage, version)
    steps = [make(data_dir, jobs.owner()) for name, make in _stages().items() if name in stages]
    parent = parent or os.getppid()
    try:
        while not stop.is_set() and os.getppid() == parent:
            if not sum(_attempt(step) for step in steps):
                jobs.release_dead()
                stop.wait(IDLE_SECONDS)
    finally:
        for step in steps:
            step.close()


class ReadStep:
    """Reads one capture a step; any number of processes may read."""

    def __init__(self, data_dir: Path, holder: str) -> None:
        self._data_dir = data_dir
        self._holder = holder

    def __call__(self) -> int:
        from marsad.observatory import jobs, reading
        from marsad.observatory.faults import boundary
        from marsad.observatory.versions import READ

        claimed = jobs.claim(*READ, 1, self._holder)
        for job in claimed:
            boundary("read-claimed")
            reading.run(job, self._data_dir, self._holder)
        return len(claimed)

    def close(self) -> None:
        """Nothing is held between steps."""


class AnnotateStep:
    """Finds the facts of one article a step; any number of processes may."""

    def __init__(self, _data_dir: Path, holder: str) -> None:
        self._holder = holder

    def __call__(self) -> int:
        from marsad.observatory import annotating, jobs
        from marsad.observatory.faults import boundary
        from marsad.observatory.versions import ANNOTATE

        claimed = jobs.claim(*ANNOTATE, 1, self._holder)
        for job in claimed:
            boundary("annotate-claimed")
            annotating.run(job, self._holder)
        return len(claimed)

    def close(self) -> None:
        """Nothing is held between steps."""


class Stage(Protocol):
    """A stage that holds a lock while it is open."""

    def step(self) -> int:
        """Do the next jobs; how many were done."""

    def close(self) -> None:
        """Let go of the lock."""


class SingleStep:
    """A stage that one process at a time may do; takes it over when the process that did it is gone."""

    def __init__(self, make: Callable[[], Stage]) -> None:
        self._make = make
        self._stage: Stage | None = None

    def __call__(self) -> int:
        if self._stage is None:
            try:
                self._stage = self._make()
            except BusyError:
                return 0
        return self._stage.step()

    def close(self) -> None:
        """Let another process take over."""
        if self._stage is not None:
            self._stage.close()


Step = ReadStep | AnnotateStep | SingleStep


def _stages() -> dict[str, Callable[[Path, str], Step]]:
    from marsad.observatory.grouping import GroupStage
    from marsad.observatory.indexing import IndexStage

    return {
        "read": ReadStep,
        "annotate": AnnotateStep,
        "group": lambda data_dir, holder: SingleStep(lambda: GroupStage(data_dir, holder)),
        "index": lambda data_dir, holder: SingleStep(lambda: IndexStage(data_dir, holder)),
    }


def _attempt(step: Step) -> int:
    from marsad.observatory.jobs import LostLeaseError

    try:
        return step()
    except LostLeaseError:
        log.warning("a lease ran out; another worker has the job")
    except OperationalError as error:
        if "locked" not in str(error):
            raise
        log.warning("the store is busy (%s); trying again", error)
    return 0


def main() -> None:
    """Entry of the worker process."""
    parser = argparse.ArgumentParser(description="A pipeline worker.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--stages", default=",".join(ALL_STAGES))
    parser.add_argument("--parent", type=int, help="process id of the starter, known to it before this one runs")
    parser.add_argument("--within-rebuild", action="store_true", help="this process inherits the rebuild's lock")
    options = parser.parse_args()
    logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    parent = options.parent or os.getppid()
    open_observatory(options.data, migrate=False)
    presence = None if options.within_rebuild else _join(options.data, stop, parent)
    run_forever(options.data, stop, tuple(options.stages.split(",")), parent)
    if presence is not None:
        presence.release()


def _join(data_dir: Path, stop: threading.Event, parent: int) -> Lock | None:
    """Wait for the end of a rebuild."""
    while not stop.is_set() and os.getppid() == parent:
        try:
            return beside_others(data_dir)
        except RunningError:
            stop.wait(REBUILD_SECONDS)
    return None


if __name__ == "__main__":
    main()
