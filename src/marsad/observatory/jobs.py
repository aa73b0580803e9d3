"""The outbox: jobs with leases, claimed in the order of ingest, finished in the transaction of their result."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import F, Q

from marsad.observatory.models import Dossier, Job, JobState, Stage, Story
from marsad.observatory.standing import begun
from marsad.observatory.versions import GROUP

LEASE = timedelta(minutes=5)
MAX_CRASHES = 3
_ROWS_A_QUERY = 100
DIED = f"the worker died over this page {MAX_CRASHES} times"
_DISPENSABLE = {Stage.ANNOTATE: GROUP}
"""Stages whose failure keeps no page from the next one: without its facts an article is grouped and shown too."""

_HOST = socket.gethostname()


def owner() -> str:
    """This process's name on its leases: host, pid and start time, so that a reused pid is told apart."""
    return owner_of(os.getpid())


def owner_of(pid: int) -> str:
    """The name that a process of this machine has on its leases."""
    return f"{_HOST}:{pid}:{_start_time(pid)}"


def claim(
    stage: Stage, version: str, limit: int, holder: str, *, before: int | None = None, alone: bool = False
) -> list[Job]:
    """Lease up to ``limit`` pending jobs of a stage, earliest capture first, and only of captures ``before`` one.

    ``alone``: a lock says that nobody else does this stage, so that a lease on its jobs is a dead one's or the holder's
    own, and must not make a later capture come first.
    """
    now = datetime.now(UTC)
    free = Q() if alone else Q(lease_until=None) | Q(lease_until__lt=now)
    waiting = Job.objects.filter(free, stage=stage, version=version, state=JobState.PENDING)
    if before is not None:
        waiting = waiting.filter(capture_id__lt=before)
    if not waiting.exists():  # an idle worker takes no write lock
        return []
    with transaction.atomic():
        jobs = list(waiting.select_related("capture").order_by("capture_id")[:limit])
        if jobs:
            Job.objects.filter(pk__in=[job.pk for job in jobs]).update(lease_owner=holder, lease_until=now + LEASE)
    return jobs


def finish(jobs: list[Job], holder: str, *, follow: tuple[Stage, str] | None = None) -> None:
    """Mark jobs done and create the next stage's; call inside the transaction that writes their results.

    Raises `LostLeaseError` when another worker took one over meanwhile, so that the transaction rolls back.
    """
    pks = [job.pk for job in jobs]
    ours = Job.objects.filter(pk__in=pks, lease_owner=holder, state=JobState.PENDING)
    if ours.update(state=JobState.DONE, lease_owner="", lease_until=None, error="") != len(pks):
        raise LostLeaseError
    if follow is not None:
        stage, version = follow
        require(stage, version, [job.capture_id for job in jobs])


def require(stage: Stage, version: str, seqs: list[int]) -> None:
    """Give each capture a pending job of a stage; one that was done, or is in hand, is to be done again."""
    Job.objects.bulk_create(
        [Job(stage=stage, capture_id=seq, version=version) for seq in seqs],
        batch_size=_ROWS_A_QUERY,
        update_conflicts=True,
        unique_fields=["stage", "capture", "version"],
        update_fields=["state", "error", "lease_owner", "lease_until"],
    )


def bring_to_version(stage: Stage, version: str) -> None:
    """What was left pending under another version of a stage's code is done under this one."""
    with transaction.atomic():
        left = Job.objects.filter(stage=stage, state=JobState.PENDING).exclude(version=version)
        left.filter(capture_id__in=Job.objects.filter(stage=stage, version=version).values("capture_id")).delete()
        left.update(version=version, lease_owner="", lease_until=None)


def fail(job: Job, holder: str, reason: str) -> None:
    """Keep a job as failed, with the reason in words; a stage that can do without its result comes all the same."""
    with transaction.atomic():
        ours = Job.objects.filter(pk=job.pk, lease_owner=holder, state=JobState.PENDING)
        failed = ours.update(state=JobState.FAILED, lease_owner="", lease_until=None, error=reason)
        if failed and job.stage in _DISPENSABLE:
            require(*_DISPENSABLE[Stage(job.stage)], [job.capture_id])


def any_pending() -> bool:
    """Whether anything waits to be done, but for stories and dossiers during a rebuild, which comes to them at its
    end."""
    if Job.objects.filter(state=JobState.PENDING).exists():
        return True
    waiting = Story.objects.filter(stale=True).exists() or Dossier.objects.exclude(filled=None).exists()
    return waiting and begun()


def release(holder: str, *, crashed: bool) -> int:
    """Free a dead worker's leases. ``crashed``: its supervisor saw it die, so the page in its hands may be to blame.

    Returns how many pages were charged with the death.
    """
    held = Job.objects.filter(lease_owner=holder, state=JobState.PENDING)
    charged = 0
    with transaction.atomic():
        if crashed:
            charged = held.filter(stage__in=(Stage.READ, Stage.ANNOTATE)).update(crashes=F("crashes") + 1)
            for job in list(held.filter(crashes__gte=MAX_CRASHES)):
                fail(job, holder, DIED)
        held.update(lease_owner="", lease_until=None)
    return charged


def release_dead() -> None:
    """Free the leases of processes of this machine that are no longer there."""
    holders = Job.objects.filter(state=JobState.PENDING).exclude(lease_owner="").values_list("lease_owner", flat=True)
    for holder in set(holders):
        host, pid, started = holder.rsplit(":", 2)
        if host == _HOST and _start_time(int(pid)) != started:
            release(holder, crashed=False)


class LostLeaseError(RuntimeError):
    """A lease ran out and another worker has the job."""


def _start_time(pid: int) -> str:
    """When a process was started, in the kernel's own clock ticks; empty when it is gone or a zombie."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rsplit(")", 1)[1].split()
    except (FileNotFoundError, ProcessLookupError):
        return "" if Path("/proc/self").exists() else _alive(pid)
    return "" if fields[0] == "Z" else fields[19]


def _alive(pid: int) -> str:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return ""
    except PermissionError:
        pass
    return "alive"
