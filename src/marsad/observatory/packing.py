"""Packing closed archive files with zstd: the tables are told where every record lies now, then the old file goes.

A file is closed when nobody adds to it any more: it is of an earlier day, all of it is in the tables, and no page of it
still waits to be read. A crash at any point is harmless: while the old file is there, it is what counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.db import transaction

from marsad.archive.cdxj import INDEX, write_index
from marsad.archive.durable import sync_folder
from marsad.archive.frames import opened, read_at
from marsad.archive.pack import Packed, pack
from marsad.archive.page import Location
from marsad.archive.parse import HEAD_BYTES, read_head
from marsad.archive.tail import Damage, scan
from marsad.archive.warc import day_of
from marsad.observatory.faults import boundary
from marsad.observatory.models import ArchiveTail, Capture, Check, Job, JobState
from marsad.observatory.paths import archive_dir
from marsad.observatory.presence import beside_others
from marsad.observatory.rows import update_rows
from marsad.observatory.takedown import archive_lock, finish_held

_SUFFIX = ".warc.gz"


@dataclass(slots=True)
class PackReport:
    """What packing came to: bytes before and after of each site's records, and files that were left as they are."""

    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    files: int = 0
    left: list[str] = field(default_factory=list)


def closed_files(data_dir: Path, older_than: int, today: date | None = None) -> list[Path]:
    """The files that can be packed: of days that ended ``older_than`` days ago or more, by name."""
    last = (today or datetime.now(UTC).date()) - timedelta(days=older_than)
    files = sorted(archive_dir(data_dir).glob(f"*{_SUFFIX}"))
    return [path for path in files if (day := day_of(path.name)) is not None and day <= last]


def pack_files(data_dir: Path, files: Iterable[Path], report: PackReport, *, dry_run: bool = False) -> Iterator[Path]:
    """Pack files one after the other, each given when it is done and reported. ``dry_run`` leaves all as it was.

    Raises `BusyError` where a takedown or another packing is at work, `RunningError` during a rebuild.
    """
    with beside_others(data_dir), archive_lock(data_dir):
        finish_held(data_dir)  # what a crash left of a takedown names places that packing changes
        for path in files:
            if (reason := _why_not(path)) is not None:
                report.left.append(f"{path.name}: {reason}")
            else:
                _pack_one(path, report, dry_run=dry_run)
            yield path
        if (index := archive_dir(data_dir) / INDEX).exists() and not dry_run:
            write_index(index.parent)


def _why_not(path: Path) -> str | None:
    """Why a file is not packed now; null where it can be."""
    size = path.stat().st_size
    tail = ArchiveTail.objects.filter(warc_file=path.name).first()
    if tail is None or tail.committed < size:
        ends = list(scan(path))
        if any(isinstance(place, Damage) for place in ends):
            return "it has damage, and is kept as it is"
        if any(isinstance(place, Location) and place.offset >= (tail.committed if tail else 0) for place in ends[1:]):
            return "not all of it is in the tables; the next ingest or watch brings it in"
    waiting = Job.objects.filter(capture__warc_file=path.name, state=JobState.PENDING)
    return "pages of it still wait to be read" if waiting.exists() else None


def _pack_one(path: Path, report: PackReport, *, dry_run: bool) -> None:
    folder = path.parent
    if not _is_taken_up(path):
        packed = pack(folder, path.name)
        boundary("packed-written")
        _measure(path, packed, report)
        if dry_run or packed.after >= packed.before:
            for made in packed.files:
                made.unlink()
            sync_folder(folder)
            if packed.after < packed.before:
                report.files += 1
            else:
                report.left.append(f"{path.name}: packing would save nothing")
            return
        with transaction.atomic():
            _take_up(path.name, packed)
        boundary("packed-taken-up")
    if not dry_run:
        report.files += 1
        path.unlink(missing_ok=True)
        sync_folder(folder)
        boundary("packed-alone")
        ArchiveTail.objects.filter(warc_file=path.name).delete()


def _is_taken_up(path: Path) -> bool:
    """Whether the tables name the packed places already: a crash has kept the old file alone."""
    packed = ArchiveTail.objects.filter(warc_file__startswith=f"{path.name.removesuffix(_SUFFIX)}.")
    named = any(table.objects.filter(warc_file=path.name).exists() for table in (Capture, Check))
    return not named and packed.exclude(warc_file=path.name).exists()


def _take_up(file: str, packed: Packed) -> None:
    """Have the tables name the new places."""
    for table in (Capture, Check):
        moved = [row for row in table.objects.filter(warc_file=file) if row.record_id in packed.places]
        for row in moved:
            place = packed.places[row.record_id]
            row.warc_file, row.offset, row.length = place.file, place.offset, place.length
        update_rows(moved, ("warc_file", "offset", "length"))
    for made in packed.files:
        ArchiveTail.objects.update_or_create(warc_file=made.name, defaults={"committed": made.stat().st_size})


def _measure(path: Path, packed: Packed, report: PackReport) -> None:
    """Bytes before and after by site. What is packed without a dictionary of its own counts as the rest's."""
    hosts: dict[str, str] = {}
    stem = path.name.removesuffix(_SUFFIX)
    for made in packed.files:
        host = made.name.removeprefix(stem).removesuffix(".warc.zst").strip(".")
        hosts[made.name] = host or "other sites"
        report.after[hosts[made.name]] += made.stat().st_size
    lengths = _lengths(path)
    for record, place in packed.places.items():
        report.before[hosts[place.file]] += lengths.get(record, 0)


def _lengths(path: Path) -> dict[str, int]:
    """The length of each record of a file, by its id."""
    found: dict[str, int] = {}
    for place in scan(path):
        if isinstance(place, Location):
            head, _ = read_head(opened(path, read_at(path, place.offset, min(place.length, HEAD_BYTES))))
            found[head.record_id] = place.length
    return found
