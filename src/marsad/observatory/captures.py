"""Captures as rows: pages that are in the archive, each with its place in the order of ingest and its first job."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.db.models import Max

from marsad.archive.page import Location
from marsad.model import Capture
from marsad.observatory import models
from marsad.read import READ_VERSION

_ROWS_A_QUERY = 400
_ROWS_AN_INSERT = 50

Placed = tuple[int, Capture, Location]
"""A page with its place in the order of ingest, and where its record lies."""


def capture_key(locator: str, sha256: str) -> str:
    """The short hash that names a capture in every observatory; 16 hexadecimal characters."""
    return hashlib.sha256(f"{locator}\n{sha256}".encode()).hexdigest()[:16]


def next_seq() -> int:
    """The next free place in the order of ingest, not one of what was taken down; call inside the transaction that uses
    it."""
    last = models.Capture.objects.aggregate(last=Max("seq"))["last"] or 0
    removed = models.Barred.objects.aggregate(last=Max("seq"))["last"] or 0
    return int(max(last, removed)) + 1


def insert_captures(pages: Sequence[Placed]) -> list[tuple[models.Capture, bool]]:
    """Insert captures and their read jobs, each page once; for each of ``pages`` its row, and whether that is new."""
    keys = [capture_key(capture.locator, capture.sha256) for _, capture, _ in pages]
    known: dict[str, models.Capture] = {}
    for start in range(0, len(keys), _ROWS_A_QUERY):
        rows = models.Capture.objects.filter(key__in=keys[start : start + _ROWS_A_QUERY])
        known |= {row.key: row for row in rows}
    new: dict[str, models.Capture] = {}
    found: list[tuple[models.Capture, bool]] = []
    for key, (seq, capture, location) in zip(keys, pages, strict=True):
        had = known.get(key) or new.get(key)
        found.append((had or new.setdefault(key, _row(key, seq, capture, location)), had is None))
    models.Capture.objects.bulk_create(new.values(), batch_size=_ROWS_AN_INSERT)
    jobs = [models.Job(stage=models.Stage.READ, capture=row, version=READ_VERSION) for row in new.values()]
    models.Job.objects.bulk_create(jobs, batch_size=_ROWS_AN_INSERT)
    return found


def _row(key: str, seq: int, capture: Capture, location: Location) -> models.Capture:
    return models.Capture(
        seq=seq,
        key=key,
        record_id=capture.record_id,
        locator=capture.locator,
        url=capture.url or "",
        name=capture.name or "",
        sha256=capture.sha256,
        fetched=capture.fetched,
        archived=capture.archived,
        warc_file=location.file,
        offset=location.offset,
        length=location.length,
        asked=capture.asked or "",
        by=(capture.by or "")[:150],
    )
