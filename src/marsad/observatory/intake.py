"""Steps 1 and 2 of how nothing is lost: page → durable record → capture and its first job.

A page counts as taken when `Intake.flush` has returned. What a crash leaves between the record and the capture is
adopted when a page is next taken in, whichever writer left it; a torn record is cut. Answers that are no pages (feeds,
redirects, checks of pages that are there already) take the same way, without a job.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

from django.db import transaction
from django.utils import timezone

from marsad.archive.erase import finish as finish_erasures
from marsad.archive.journal import Journal, JournalRecord, read_journal
from marsad.archive.locks import BusyError, Lock, claim_slot
from marsad.archive.page import Location, Page, SameAs
from marsad.archive.tail import cut_torn
from marsad.archive.warc import ArchiveError, WarcAppender, open_files, page_at, read_capture, writer_of
from marsad.model import Capture, CaptureKind
from marsad.observatory import models
from marsad.observatory.captures import capture_key, insert_captures, next_seq
from marsad.observatory.checks import insert_check
from marsad.observatory.faults import boundary
from marsad.observatory.items import note_captures, note_checked, note_refused
from marsad.observatory.page_versions import note_checks
from marsad.observatory.paths import archive_dir, journal_dir, locks_dir
from marsad.observatory.presence import beside_others
from marsad.observatory.standing import begin, begun
from marsad.observatory.takedown import erase_refused
from marsad.observatory.takedown import finish as finish_takedowns
from marsad.observatory.tombstones import refusals

BATCH = 32
BATCH_BYTES = 8_000_000

log = logging.getLogger(__name__)

Archived = tuple[Capture, Location]


class NeedsRebuildError(RuntimeError):
    """The archive knows captures that the database does not: it is gone, another's, or its rebuild was broken off."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a page: its place in the order of ingest, and whether it was new; or why it was ``refused``."""

    locator: str
    seq: int
    new: bool
    refused: str = ""


class Intake:
    """The way into one observatory for one process; a context manager that holds a writer's slot."""

    def __init__(self, data_dir: Path) -> None:
        self._pages: list[Page] = []
        self._keys: set[str] = set()
        self._bytes = 0
        archive = archive_dir(data_dir)
        with ExitStack() as held:
            held.enter_context(beside_others(data_dir))
            archive.mkdir(parents=True, exist_ok=True)
            finish_erasures(archive)
            _refuse_without_database(journal_dir(data_dir))
            self.writer, slot = claim_slot(locks_dir(data_dir), "w")
            held.enter_context(slot)
            self._journal = held.enter_context(closing(Journal(journal_dir(data_dir), self.writer)))
            self._warc = held.enter_context(closing(WarcAppender(archive, self.writer)))
            finish_takedowns(data_dir)
            self.adopted = _adopt(archive, self.writer, self._journal) + adopt_left_behind(data_dir)
            self._held = held.pop_all()

    def __enter__(self) -> Intake:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        with self._held:
            if kind is None:
                self.flush()

    def add(self, page: Page) -> list[Taken]:
        """Take an answer; tells of all pages that are safe by now, this one perhaps later."""
        taken: list[Taken] = []
        if page.kind is CaptureKind.PAGE:
            key = capture_key(page.locator, page.sha256)
            if key in self._keys:
                taken = self.flush()
            self._keys.add(key)
        self._pages.append(page)
        self._bytes += len(page.data)
        return taken + self.flush() if len(self._pages) >= BATCH or self._bytes >= BATCH_BYTES else taken

    def flush(self, also: Callable[[], None] | None = None) -> list[Taken]:
        """Make everything that was added durable and hand it to the pipeline; ``also`` in the same transaction."""
        if not self._pages and also is None:
            return []
        known = {row.key: row for row in models.Capture.objects.filter(key__in=self._keys)} if self._keys else {}
        unchanged: list[Taken] = []
        archived: list[Archived] = []
        refused = refusals(self._pages)
        for number, page in enumerate(self._pages):
            if number in refused:
                if page.kind is CaptureKind.PAGE:
                    unchanged.append(Taken(page.locator, 0, new=False, refused=refused[number]))
                continue
            there = known.get(capture_key(page.locator, page.sha256)) if page.kind is CaptureKind.PAGE else None
            if there is not None:
                unchanged.append(Taken(page.locator, there.seq, new=False))
                if page.http_status is None:
                    continue
            archived.append(self._warc.append(page if there is None else _unchanged(page, there)))
            boundary("record-appended")
        self._warc.sync()
        boundary("record-synced")
        kept_out = [page for number, page in enumerate(self._pages) if number in refused]
        taken = _commit(archived, self._journal, also, kept_out)
        self._pages, self._keys, self._bytes = [], set(), 0
        return unchanged + taken


def _unchanged(page: Page, known: models.Capture) -> Page:
    """A page whose bytes are in the archive already, as a check that refers to them."""
    when = known.fetched or known.archived
    same = SameAs(known.record_id, known.url, when, not_modified=False, sha256=known.sha256)
    return replace(page, kind=CaptureKind.CHECK, same_as=same)


def adopt_left_behind(data_dir: Path) -> int:
    """Bring in what writers that are gone left between record and capture; the number of new captures."""
    archive, adopted = archive_dir(data_dir), 0
    names = {writer for path in archive.iterdir() if (writer := writer_of(path.name))}
    for writer in sorted(names):
        try:
            lock = Lock(locks_dir(data_dir) / f"{writer}.lock")
        except BusyError:
            continue
        with lock:
            journal = Journal(journal_dir(data_dir), writer)
            adopted += _adopt(archive, writer, journal)
            journal.close()
    return adopted


def _adopt(archive: Path, writer: str, journal: Journal) -> int:
    """The same of one writer, whose slot and journal must be held: later lines of one journal outweigh earlier ones."""
    adopted = 0
    for path in open_files(archive, writer):
        tail = models.ArchiveTail.objects.filter(warc_file=path.name).first()
        locations, _ = cut_torn(path, tail.committed if tail else 0)
        answers = [location for location in locations if page_at(archive, location)]
        for start in range(0, len(answers), BATCH):
            records = _readable(archive, answers[start : start + BATCH])
            adopted += sum(taken.new for taken in _commit(records, journal))
    return adopted


def _readable(archive: Path, places: list[Location]) -> list[Archived]:
    records: list[Archived] = []
    for place in places:
        try:
            records.append((read_capture(archive, place), place))
        except ArchiveError as error:
            log.warning("a record cannot be taken: %s", error)
    return records


def _commit(
    records: list[Archived],
    journal: Journal,
    also: Callable[[], None] | None = None,
    kept_out: Sequence[Page] = (),
) -> list[Taken]:
    """Records that are on the disk → captures with their jobs and their place in the order of ingest, and checks.

    What was taken down while it was on its way is erased again; of what was ``kept_out`` before nothing is written.
    """
    ends = {place.file: place.offset + place.length for _, place in records}
    with transaction.atomic():
        barred = refusals([capture for capture, _ in records])
        removed = [place for number, (_, place) in enumerate(records) if number in barred]
        late: list[Page | Capture] = [*kept_out]
        late += [capture for number, (capture, _) in enumerate(records) if number in barred]
        records = [archived for number, archived in enumerate(records) if number not in barred]
        pages = [archived for archived in records if archived[0].kind is CaptureKind.PAGE]
        taken: list[Taken] = []
        rows: list[models.Capture] = []
        lines: list[JournalRecord] = []
        placed = [(seq, *page) for seq, page in enumerate(pages, next_seq())]
        for (seq, capture, _), (row, new) in zip(placed, insert_captures(placed), strict=True):
            rows.append(row)
            taken.append(Taken(capture.locator, row.seq, new))
            if new or row.record_id != capture.record_id:
                lines.append({"kind": "capture", "seq": seq if new else None, "record": capture.record_id})
        checked = [archived for archived in records if archived[0].kind is CaptureKind.CHECK]
        checks = [insert_check(*archived) for archived in checked]
        note_captures(rows)
        note_checked((check, capture.refers_to) for check, (capture, _) in zip(checks, checked, strict=True))
        note_checks(check.page for check in checks)
        urls = [url for one in late for url in (one.asked, one.url) if url]
        if urls:
            note_refused(urls, timezone.now())
        for file, end in ends.items():
            models.ArchiveTail.objects.update_or_create(warc_file=file, defaults={"committed": end})
        if also is not None:
            also()
        journal.append(lines)
        boundary("capture-journalled")
    boundary("capture-committed")
    erase_refused(journal.path.parent.parent, removed, "taken down")
    return taken


def _refuse_without_database(journal: Path) -> None:
    if begun():
        return
    if next(read_journal(journal, "capture", broken=[]), None) is not None:
        raise NeedsRebuildError(
            "the archive and the journal know captures that the database does not: run `marsad rebuild` first"
        )
    begin()
