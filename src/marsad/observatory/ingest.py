"""Ingest: inputs → archive → pipeline, until everything that was taken is read, grouped and indexed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.db.models import Count

from marsad.archive.locks import Lock
from marsad.collect.files import MAX_BYTES, Meta, is_page_file
from marsad.observatory import jobs
from marsad.observatory.crew import POLL_SECONDS, Crew
from marsad.observatory.inputs import Refused, expand, pages_of
from marsad.observatory.intake import Intake, Taken
from marsad.observatory.models import Job, JobState, Stage

_CHECK_EVERY = 0.5
_FEW = 8
"""Files that one worker has read before a second one has started."""
_VARIABLES_A_QUERY = 500


@dataclass(slots=True)
class Report:
    """The outcome of one ingest."""

    new: int = 0
    unchanged: int = 0
    failed: list[Refused] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is: inputs opened of all, and captures through each stage."""

    inputs_done: int
    inputs: int
    taken: int
    waiting: Mapping[str, int]


Watcher = Callable[[Progress], None]


def ingest(
    data_dir: Path,
    inputs: Iterable[str],
    meta: Mapping[str, Meta],
    *,
    workers: int | None = None,
    max_bytes: int = MAX_BYTES,
    watch: Watcher = lambda _: None,
) -> Report:
    """Take every page behind ``inputs`` and carry it through the pipeline; the observatory must be open."""
    report = Report()
    expanded = list(expand(inputs))
    with Crew(data_dir, workers or _enough_for(expanded)) as crew:
        taken = _take(data_dir, expanded, meta, max_bytes, report, crew, watch)
        _wait(crew, len(taken), watch)
    report.failed += [Refused(one.locator.removeprefix("file:"), one.refused) for one in taken if one.refused]
    taken = [one for one in taken if not one.refused]
    names = {one.seq: one.locator.removeprefix("file:") for one in taken}
    report.failed += _failures(names)
    report.new = sum(one.new for one in taken)
    report.unchanged = len(taken) - report.new
    return report


def drain(
    data_dir: Path, *, workers: int | None = None, watch: Watcher = lambda _: None, lock: Lock | None = None
) -> None:
    """Carry everything that waits through the pipeline; a rebuild's workers inherit its ``lock``."""
    with Crew(data_dir, workers, lock) as crew:
        _wait(crew, 0, watch)


def waiting() -> dict[str, int]:
    """Pending jobs by stage."""
    pending = Job.objects.filter(state=JobState.PENDING).values_list("stage").annotate(Count("pk")).order_by()
    return {**dict.fromkeys(Stage.values, 0), **dict(pending)}


def _enough_for(inputs: list[str | Path]) -> int | None:
    """One worker where a second would come too late to help; null for one a core."""
    pages = all(isinstance(given, Path) and is_page_file(given) for given in inputs)
    return 1 if pages and len(inputs) < _FEW else None


def _take(
    data_dir: Path,
    inputs: list[str | Path],
    meta: Mapping[str, Meta],
    max_bytes: int,
    report: Report,
    crew: Crew,
    watch: Watcher,
) -> list[Taken]:
    taken: list[Taken] = []
    looked = time.monotonic()
    with Intake(data_dir) as intake:
        for number, given in enumerate(inputs, 1):
            for page in pages_of(given, meta, max_bytes=max_bytes):
                if isinstance(page, Refused):
                    report.failed.append(page)
                else:
                    taken += intake.add(page)
                if time.monotonic() - looked > _CHECK_EVERY:
                    crew.check()
                    watch(Progress(number - 1, len(inputs), len(taken), waiting()))
                    looked = time.monotonic()
            watch(Progress(number, len(inputs), len(taken), {}))
        taken += intake.flush()
    return taken


def _wait(crew: Crew, taken: int, watch: Watcher) -> None:
    looked = 0.0
    while True:
        if time.monotonic() - looked > _CHECK_EVERY:
            crew.check()
            counts = waiting()
            watch(Progress(1, 1, taken, counts))
            looked = time.monotonic()
        if not jobs.any_pending():
            watch(Progress(1, 1, taken, dict.fromkeys(Stage.values, 0)))
            return
        time.sleep(POLL_SECONDS)


def _failures(names: Mapping[int, str]) -> list[Refused]:
    seqs = sorted(names)
    failed: list[Refused] = []
    for start in range(0, len(seqs), _VARIABLES_A_QUERY):
        part = seqs[start : start + _VARIABLES_A_QUERY]
        rows = Job.objects.filter(capture_id__in=part, state=JobState.FAILED).order_by("capture_id")
        failed += [Refused(names[job.capture_id], job.error) for job in rows]
    return failed
