"""Rebuild: throw away what is derived and make it again from the WARC files and the journal.

Accounts stay, and so does how far collecting has come (`observatory.collect_models`). Captures come back in their
journalled order; records that no journal line names (the journal's tail was lost) follow in the order of the archive.
Until it is finished the database does not count as standing for its archive: nothing is taken in and no placement is
journalled, so that a rebuild that was broken off is simply run again.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from marsad.archive.journal import Journal, JournalRecord, read_journal
from marsad.archive.pack import archive_files
from marsad.archive.page import Location
from marsad.archive.tail import Damage, scan
from marsad.archive.warc import ArchiveError, page_at, read_capture
from marsad.model import CaptureKind
from marsad.observatory import models
from marsad.observatory.captures import Placed, insert_captures
from marsad.observatory.checks import insert_check
from marsad.observatory.deciding import load as load_decisions
from marsad.observatory.deciding import take_due
from marsad.observatory.dossiers.wiping import wipe_followed
from marsad.observatory.entities import apply_joins
from marsad.observatory.ingest import Watcher, drain
from marsad.observatory.intake import Archived, adopt_left_behind
from marsad.observatory.known_items import bring_back_items
from marsad.observatory.paths import archive_dir, index_dir, journal_dir
from marsad.observatory.presence import alone
from marsad.observatory.source_records import forget_sources, restore
from marsad.observatory.standing import begun, unbegin
from marsad.observatory.story_keeping import keep_story_ids
from marsad.observatory.takedown import erase_again, erase_refused, finish
from marsad.observatory.tombstones import load as load_tombstones
from marsad.observatory.tombstones import refusals, takedowns

_BATCH = 200


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The number of captures, and each thing that archive or journal no longer hold whole, in words."""

    captures: int
    problems: tuple[str, ...]


@dataclass(slots=True)
class _Survey:
    """What lies in the archive: captures in the journalled order, those that the journal does not place, checks, and
    records that were taken down, which an older copy of a file brought back."""

    placed: list[tuple[int, Location]] = field(default_factory=list)
    unplaced: list[Location] = field(default_factory=list)
    checks: list[Location] = field(default_factory=list)
    removed: dict[str, Location] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def rebuild(data_dir: Path, *, workers: int | None = None, watch: Watcher = lambda _: None) -> Rebuilt:
    """Make everything derived anew. The observatory must be open; raises `RunningError` while others are at work."""
    with alone(data_dir) as lock:
        if begun():
            adopt_left_behind(data_dir)
        removed = takedowns(data_dir)
        survey = _survey(data_dir, {record for one in removed for record in one["records"]})
        erase_again(data_dir, survey.removed)
        _wipe()
        with transaction.atomic():
            load_tombstones(removed)
        shutil.rmtree(index_dir(data_dir), ignore_errors=True)
        load_decisions(data_dir)
        _bring_back(data_dir, survey)
        restore(data_dir, timezone.now())
        bring_back_items()
        drain(data_dir, workers=workers, watch=watch, lock=lock)
        apply_joins()
        with transaction.atomic():
            take_due()
        keep_story_ids(data_dir)
        drain(data_dir, workers=workers, watch=watch, lock=lock)
        finish(data_dir)
    return Rebuilt(models.Capture.objects.count(), tuple(survey.problems))


def _survey(data_dir: Path, removed: Collection[str]) -> _Survey:
    found = _Survey()
    journalled = read_journal(journal_dir(data_dir), "capture", broken=found.problems)
    order = {record["record"]: record["seq"] for record in journalled}
    missing = {record: seq for record, seq in order.items() if seq is not None and record not in removed}
    for path in archive_files(archive_dir(data_dir)):
        found.ends[path.name] = 0
        for place in scan(path):
            if isinstance(place, Damage):
                found.problems.append(str(place))
                continue
            found.ends[path.name] = place.offset + place.length
            record, kind = page_at(path.parent, place) or ("", None)
            if record in removed:
                found.removed[record] = place
                continue
            if kind is CaptureKind.CHECK:
                found.checks.append(place)
            if kind is not CaptureKind.PAGE:
                continue
            missing.pop(record, None)
            if (seq := order.get(record)) is None:
                found.unplaced.append(place)
            else:
                found.placed.append((seq, place))
    found.problems += [f"capture {seq} ({record}) is not in the archive" for record, seq in missing.items()]
    return found


def _wipe() -> None:
    with transaction.atomic():
        unbegin()
        wipe_followed()
        models.Family.objects.update(original=None)
        models.Job.objects.all().delete()
        models.Followed.objects.all().delete()
        models.FactDetail.objects.all().delete()
        models.Fact.objects.all().delete()
        models.LinkerRow.objects.all().delete()
        models.Entity.objects.all().delete()
        models.StoryChange.objects.all().delete()
        models.Decision.objects.all().delete()
        models.Article.objects.all().delete()
        models.Family.objects.all().delete()
        models.Story.objects.update(redirect_to=None, follows=None)
        models.Story.objects.all().delete()
        forget_sources()
        models.Capture.objects.all().delete()
        models.Check.objects.all().delete()
        models.ArchiveTail.objects.all().delete()
        models.Tombstone.objects.all().delete()


def _bring_back(data_dir: Path, survey: _Survey) -> None:
    by_seq: dict[int, Location] = {}
    unplaced = survey.unplaced
    for seq, place in sorted(survey.placed, key=lambda placed: (placed[0], placed[1].file, placed[1].offset)):
        if by_seq.setdefault(seq, place) is not place:
            unplaced.append(place)
    numbered = [*by_seq.items(), *enumerate(unplaced, max(by_seq, default=0) + 1)]
    journal = Journal(journal_dir(data_dir), "rebuild")
    for start in range(0, len(numbered), _BATCH):
        with transaction.atomic():
            journal.append(_insert(data_dir, numbered[start : start + _BATCH], set(unplaced), survey))
    journal.close()
    _bring_back_checks(data_dir, survey)
    for name, end in survey.ends.items():
        models.ArchiveTail.objects.create(warc_file=name, committed=end)


def _bring_back_checks(data_dir: Path, survey: _Survey) -> None:
    for start in range(0, len(survey.checks), _BATCH):
        with transaction.atomic():
            for capture, place in _wanted(data_dir, survey.checks[start : start + _BATCH], survey):
                insert_check(capture, place)


def _wanted(data_dir: Path, places: Sequence[Location], survey: _Survey) -> list[Archived]:
    """What lies there, but for what cannot be read, and what was taken down under any address: that is erased."""
    read: list[Archived] = []
    for place in places:
        try:
            read.append((read_capture(archive_dir(data_dir), place), place))
        except ArchiveError as error:
            survey.problems.append(str(error))
    refused = refusals([capture for capture, _ in read])
    erase_refused(data_dir, [read[number][1] for number in refused], "taken down")
    return [one for number, one in enumerate(read) if number not in refused]


def _insert(
    data_dir: Path, numbered: list[tuple[int, Location]], unplaced: set[Location], survey: _Survey
) -> list[JournalRecord]:
    """Insert captures; the journal's lines for those that it did not place."""
    seqs = {place: seq for seq, place in numbered}
    wanted = _wanted(data_dir, [place for _, place in numbered], survey)
    pages: list[Placed] = [(seqs[place], capture, place) for capture, place in wanted]
    return [
        {"kind": "capture", "seq": seq, "record": capture.record_id}
        for (seq, capture, place), (_, new) in zip(pages, insert_captures(pages), strict=True)
        if new and place in unplaced
    ]
