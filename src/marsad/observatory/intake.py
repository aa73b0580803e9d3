"""Steps 1 and 2 of how nothing is lost: page → durable record → capture and its first job.

A page counts as taken when `Intake.flush` has returned. What a crash leaves between the record and the capture is
adopted when the writer's slot is next claimed; a torn record is cut.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from django.db import transaction
from django.db.models import Max

from marsad.archive.journal import Journal, read_journal
from marsad.archive.locks import claim_slot
from marsad.archive.page import Location, Page
from marsad.archive.tail import cut_torn
from marsad.archive.warc import WarcAppender, is_page_at, read_capture
from marsad.model import Capture
from marsad.observatory import models
from marsad.observatory.faults import boundary
from marsad.observatory.paths import archive_dir, journal_dir, locks_dir
from marsad.read import READ_VERSION

BATCH = 32
BATCH_BYTES = 8_000_000
_BEGUN = "begun"

Archived = tuple[Capture, Location]


class NeedsRebuildError(RuntimeError):
    """The archive knows captures that the database does not: the database is gone or another's."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a page: its place in the order of ingest, and whether it was new."""

    locator: str
    seq: int
    new: bool


def capture_key(locator: str, sha256: str) -> str:
    """The short hash that names a capture in every observatory; 16 hexadecimal characters."""
    return hashlib.sha256(f"{locator}\n{sha256}".encode()).hexdigest()[:16]


class Intake:
    """The way into one observatory for one process; a context manager that holds a writer's slot."""

    def __init__(self, data_dir: Path) -> None:
        self._archive = archive_dir(data_dir)
        self._archive.mkdir(parents=True, exist_ok=True)
        _refuse_without_database(journal_dir(data_dir))
        self.writer, self._lock = claim_slot(locks_dir(data_dir), "w")
        self._journal = Journal(journal_dir(data_dir), self.writer)
        self._warc = WarcAppender(self._archive, self.writer)
        self._waiting: dict[tuple[str, str], Archived] = {}
        self._bytes = 0
        self.adopted = self._adopt_tail()

    def __enter__(self) -> Intake:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        if kind is None:
            self.flush()
        self._warc.close()
        self._journal.close()
        self._lock.release()

    def add(self, page: Page) -> list[Taken]:
        """Take a page; answers for all pages that are safe by now, this one perhaps later."""
        key = (page.locator, page.sha256)
        known = models.Capture.objects.filter(locator=key[0], sha256=key[1]).values_list("seq", flat=True).first()
        if known is not None:
            return [Taken(page.locator, known, new=False)]
        if key in self._waiting:
            return self.flush() + self.add(page)
        self._waiting[key] = self._warc.append(page)
        boundary("record-appended")
        self._bytes += len(page.data)
        return self.flush() if len(self._waiting) >= BATCH or self._bytes >= BATCH_BYTES else []

    def flush(self) -> list[Taken]:
        """Make everything that was added durable and hand it to the pipeline."""
        if not self._waiting:
            return []
        self._warc.sync()
        boundary("record-synced")
        taken = self._commit(list(self._waiting.values()))
        self._waiting.clear()
        self._bytes = 0
        return taken

    def _commit(self, records: list[Archived]) -> list[Taken]:
        with transaction.atomic():
            taken = [self._insert(capture, location, seq) for seq, (capture, location) in _numbered(records)]
            ends: dict[str, int] = {}
            for _, location in records:
                ends[location.file] = location.offset + location.length
            for file, end in ends.items():
                models.ArchiveTail.objects.update_or_create(warc_file=file, defaults={"committed": end})
            self._journal.append(
                {"kind": "capture", "seq": done.seq, "record": capture.record_id}
                for done, (capture, _) in zip(taken, records, strict=True)
                if done.new
            )
            boundary("capture-journalled")
        boundary("capture-committed")
        return taken

    def _insert(self, capture: Capture, location: Location, seq: int) -> Taken:
        row, new = insert_capture(capture, location, seq)
        return Taken(capture.locator, row.seq, new)

    def _adopt_tail(self) -> int:
        """Bring in the whole records that a crash kept from the database; the number of new captures."""
        adopted = 0
        for path in sorted(self._archive.glob(f"*-{self.writer}.warc.gz")):
            tail = models.ArchiveTail.objects.filter(warc_file=path.name).first()
            locations, _ = cut_torn(path, tail.committed if tail else 0)
            pages = [location for location in locations if is_page_at(self._archive, location)]
            for start in range(0, len(pages), BATCH):
                records = [(read_capture(self._archive, place), place) for place in pages[start : start + BATCH]]
                adopted += sum(taken.new for taken in self._commit(records))
        return adopted


def insert_capture(capture: Capture, location: Location, seq: int) -> tuple[models.Capture, bool]:
    """Insert a capture and its read job, unless the same page is there already; (row, whether new)."""
    row, new = models.Capture.objects.get_or_create(
        locator=capture.locator,
        sha256=capture.sha256,
        defaults={
            "seq": seq,
            "key": capture_key(capture.locator, capture.sha256),
            "record_id": capture.record_id,
            "url": capture.url or "",
            "name": capture.name or "",
            "fetched": capture.fetched,
            "archived": capture.archived,
            "warc_file": location.file,
            "offset": location.offset,
            "length": location.length,
        },
    )
    if new:
        models.Job.objects.create(stage=models.Stage.READ, capture=row, version=READ_VERSION)
    return row, new


def next_seq() -> int:
    """The next free place in the order of ingest; call inside the transaction that uses it."""
    last = models.Capture.objects.aggregate(last=Max("seq"))["last"]
    return (last or 0) + 1


def _numbered(records: list[Archived]) -> list[tuple[int, Archived]]:
    return list(enumerate(records, next_seq()))


def begin() -> None:
    """Note that this database belongs to its archive from the archive's first record on."""
    models.Setting.objects.get_or_create(key=_BEGUN, defaults={"value": True})


def _refuse_without_database(journal: Path) -> None:
    if models.Setting.objects.filter(key=_BEGUN).exists():
        return
    if next(read_journal(journal, "capture"), None) is not None:
        raise NeedsRebuildError(
            "the archive and the journal know captures, but the database is new: run `marsad rebuild` first"
        )
    begin()
