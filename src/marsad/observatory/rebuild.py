"""Rebuild: throw away what is derived and make it again from the WARC files and the journal.

Accounts stay. Captures come back in their journalled order; records that no journal line names (the journal's tail was
lost) follow in the order of the archive. Interrupted, it is simply run again.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction

from marsad.archive.journal import Journal, JournalRecord, read_journal
from marsad.archive.locks import BusyError, Lock
from marsad.archive.page import Location
from marsad.archive.tail import whole_records
from marsad.archive.warc import is_page_at, read_capture
from marsad.model import Capture
from marsad.observatory import models
from marsad.observatory.counts import recount
from marsad.observatory.ingest import Watcher, drain
from marsad.observatory.intake import begin, insert_capture
from marsad.observatory.paths import archive_dir, journal_dir, locks_dir
from marsad.observatory.story_ids import carry_over

_BATCH = 200


class RunningError(RuntimeError):
    """Other processes of this observatory are at work."""


def rebuild(data_dir: Path, *, workers: int | None = None, watch: Watcher = lambda _: None) -> int:
    """Make everything derived anew; the number of captures. The observatory must be open and nothing else running."""
    locks = _stop_the_world(data_dir)
    try:
        _wipe()
        count = _bring_back(data_dir)
        _apply_source_settings(data_dir)
    finally:
        for lock in locks:
            lock.release()
    drain(data_dir, workers=workers, watch=watch)
    _keep_story_ids(data_dir)
    return count


def _stop_the_world(data_dir: Path) -> list[Lock]:
    locks: list[Lock] = []
    names = ["group.lock", "index.lock", *(path.name for path in sorted(locks_dir(data_dir).glob("w*.lock")))]
    try:
        for name in names:
            locks.append(Lock(locks_dir(data_dir) / name))
    except BusyError as error:
        for lock in locks:
            lock.release()
        raise RunningError(
            f"another process is at work here ({error}); stop `marsad serve` or the ingest first"
        ) from error
    return locks


def _wipe() -> None:
    with transaction.atomic():
        models.Family.objects.update(original=None)
        models.Job.objects.all().delete()
        models.Article.objects.all().delete()
        models.Family.objects.all().delete()
        models.Story.objects.update(redirect_to=None)
        models.Story.objects.all().delete()
        models.Source.objects.all().delete()
        models.Capture.objects.all().delete()
        models.ArchiveTail.objects.all().delete()
        begin()


def _bring_back(data_dir: Path) -> int:
    order = {record["record"]: record["seq"] for record in read_journal(journal_dir(data_dir), "capture")}
    journalled: list[tuple[int, Location]] = []
    lost: list[Location] = []
    for location, capture in _captures(archive_dir(data_dir)):
        if capture.record_id in order:
            journalled.append((order[capture.record_id], location))
        else:
            lost.append(location)
    journalled.sort(key=lambda numbered: (numbered[0], numbered[1].file))
    last = journalled[-1][0] if journalled else 0
    numbered = journalled + list(enumerate(lost, last + 1))
    for start in range(0, len(numbered), _BATCH):
        _insert(data_dir, numbered[start : start + _BATCH], lost=set(lost))
    return models.Capture.objects.count()


def _insert(data_dir: Path, numbered: list[tuple[int, Location]], lost: set[Location]) -> None:
    journal = Journal(journal_dir(data_dir), "rebuild")
    with transaction.atomic():
        records: list[JournalRecord] = []
        for seq, location in numbered:
            capture = read_capture(archive_dir(data_dir), location)
            _, new = insert_capture(capture, location, seq)
            if new and location in lost:
                records.append({"kind": "capture", "seq": seq, "record": capture.record_id})
        journal.append(records)
    journal.close()


def _captures(archive: Path) -> Iterator[tuple[Location, Capture]]:
    for path in sorted(archive.glob("*.warc.gz")):
        end = 0
        for location in whole_records(path):
            end = location.offset + location.length
            if is_page_at(archive, location):
                yield location, read_capture(archive, location)
        models.ArchiveTail.objects.update_or_create(warc_file=path.name, defaults={"committed": end})


def _apply_source_settings(data_dir: Path) -> None:
    settings: dict[str, dict[str, Any]] = {}
    for record in read_journal(journal_dir(data_dir), "source"):
        fields = {name: value for name, value in record.items() if name not in ("kind", "key")}
        settings.setdefault(record["key"], {}).update(fields)
    for key, fields in settings.items():
        models.Source.objects.update_or_create(key=key, defaults=fields, create_defaults={"name": key, **fields})


def _keep_story_ids(data_dir: Path) -> None:
    """Under other versions of the code stories may differ: old addresses go on to where most of their articles are."""
    redirects = {record["story"]: record["to"] for record in read_journal(journal_dir(data_dir), "redirect")}
    placed = {record["capture"]: record["story"] for record in read_journal(journal_dir(data_dir), "placed")}
    old = {capture: _resolve(story, redirects) for capture, story in placed.items()}
    articles = models.Article.objects.exclude(story=None)
    new = {key: story or "" for key, story in articles.values_list("capture__key", "story_id")}
    renamed, moved = carry_over(old, new)
    journal = Journal(journal_dir(data_dir), "group")
    with transaction.atomic():
        _rename(renamed)
        for story, to in {**redirects, **moved}.items():
            target = _resolve(to, {**redirects, **moved})
            if models.Story.objects.filter(pk=target).exists():
                models.Story.objects.get_or_create(pk=story, defaults={"redirect_to_id": target})
        recount(renamed.values())
        journal.append(
            {"kind": "placed", "capture": key, "story": renamed.get(story, story)}
            for key, story in sorted(new.items())
            if renamed.get(story, story) != old.get(key)
        )
        journal.append({"kind": "redirect", "story": story, "to": to} for story, to in sorted(moved.items()))
    journal.close()


def _resolve(story: str, redirects: dict[str, str]) -> str:
    seen = {story}
    while (story := redirects.get(story, story)) not in seen:
        seen.add(story)
    return story


def _rename(renamed: dict[str, str]) -> None:
    """Give stories new ids at once, so that two may swap theirs."""
    members = {
        new: list(models.Article.objects.filter(story_id=old).values_list("pk", flat=True))
        for old, new in renamed.items()
    }
    for new, pks in members.items():
        models.Story.objects.update_or_create(pk=new, defaults={"redirect_to": None})
        for start in range(0, len(pks), _BATCH):
            models.Article.objects.filter(pk__in=pks[start : start + _BATCH]).update(story_id=new)
    for old in set(renamed) - set(renamed.values()):
        models.Story.objects.filter(pk=old, articles=None).delete()
