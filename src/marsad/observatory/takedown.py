"""Takedown: a capture, an article or an outlet is removed for good, and never comes back by any way.

A takedown counts when its record is in the journal. Then its rows go, in one transaction with the tombstone, then its
bytes in the archive and its words in the editors' journal, and a second record says that all is done. What a crash
broke off is finished by whoever comes next: a takedown, an intake, a worker or a rebuild. There is no undo.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from marsad.archive.cdxj import INDEX, write_index
from marsad.archive.erase import erase_all
from marsad.archive.journal import Journal, JournalRecord, read_journal
from marsad.archive.locks import BusyError, Lock
from marsad.archive.page import Location, fit_for_a_header
from marsad.observatory.deciding import WRITER as EDITOR
from marsad.observatory.faults import boundary
from marsad.observatory.models import Capture
from marsad.observatory.paths import archive_dir, journal_dir, locks_dir
from marsad.observatory.presence import RunningError, beside_others
from marsad.observatory.standing import begun
from marsad.observatory.takedown_plan import Plan, again, parts
from marsad.observatory.takedown_rows import emptied, remove
from marsad.observatory.takedown_search import by_id, id_at
from marsad.observatory.takedown_words import strike_out
from marsad.observatory.tombstones import WRITER, last_takedown, load, takedowns

REASON_LENGTH = 500
_PATIENCE = 30.0
_LOCK = "archive.lock"
"""Held by whoever changes what archive files hold, beyond adding to them."""

log = logging.getLogger(__name__)


class NoReasonError(ValueError):
    """A takedown needs a reason, which its tombstone bears for ever."""


def archive_lock(data_dir: Path, *, wait: float = _PATIENCE) -> Lock:
    """One at a time erases or packs. Raises `BusyError`."""
    return Lock(locks_dir(data_dir) / _LOCK, wait=wait)


def take_down(data_dir: Path, wanted: Plan, by: str, reason: str) -> int:
    """Remove what a plan names; the number of the takedown. All of it is gone from tables and disk on return.

    Raises:
        NoReasonError: none was given.
        RunningError: a rebuild is at work.
        BusyError: another takedown or a packing is.
    """
    said = fit_for_a_header(reason)[:REASON_LENGTH]
    if not said:
        raise NoReasonError("a takedown needs a reason: the tombstone bears it for ever")
    with beside_others(data_dir), archive_lock(data_dir):
        finish_held(data_dir)
        _overwrite_what_is_deleted()
        with transaction.atomic():
            if not begun():
                raise RunningError("this observatory waits for a rebuild; try again when that is done")
            record = _record(data_dir, again(wanted), by, said)
            with closing(Journal(journal_dir(data_dir), WRITER)) as journal:
                journal.append([record])
            boundary("takedown-journalled")
            _apply(record)
            boundary("takedown-applied")
        boundary("takedown-committed")
        _erase(data_dir, record)
    return int(record["n"])


def finish(data_dir: Path) -> int:
    """Finish what crashes broke off; how many takedowns. Others who erase or pack just now will do so themselves."""
    if not _unfinished(data_dir):
        return 0
    try:
        with archive_lock(data_dir, wait=0.0):
            return finish_held(data_dir)
    except BusyError:
        return 0


def erase_again(data_dir: Path, places: Mapping[str, Location]) -> None:
    """Erase records that were taken down before and lie in the archive all the same: an older copy was put back."""
    for record in takedowns(data_dir):
        mine = {name: places[name] for name in record["records"] if name in places}
        _erase_places(archive_dir(data_dir), mine, record)


def erase_refused(data_dir: Path, places: Iterable[Location], reason: str) -> None:
    """Erase what came into the archive although it was taken down: it was on its way when that was decided."""
    by_file: dict[str, list[Location]] = {}
    for place in places:
        by_file.setdefault(place.file, []).append(place)
    for file, some in by_file.items():
        erase_all(archive_dir(data_dir) / file, some, reason=reason, at=datetime.now(UTC))


def finish_held(data_dir: Path) -> int:
    """The same where `archive_lock` is held already."""
    left = _unfinished(data_dir)
    for record in left:
        if begun() and record["n"] > last_takedown():
            _overwrite_what_is_deleted()
            with transaction.atomic():
                _apply(record)
        _erase(data_dir, record)
        log.warning("takedown %s, which was broken off, is finished", record["n"])
    return len(left)


def _unfinished(data_dir: Path) -> list[JournalRecord]:
    folder = journal_dir(data_dir)
    if not (folder / f"{WRITER}.jsonl").exists():
        return []
    done = {record["n"] for record in read_journal(folder, "taken", broken=[], writer=WRITER)}
    last = last_takedown()
    return [record for record in takedowns(data_dir) if record["n"] not in done or (begun() and record["n"] > last)]


def _record(data_dir: Path, found: Plan, by: str, reason: str) -> JournalRecord:
    """What the journal holds of a takedown: no words of what is removed, but for hashes and addresses' keys."""
    rows = [row for part in parts(found.captures) for row in Capture.objects.filter(pk__in=part).order_by("pk")]
    return {
        "kind": "takedown",
        "n": max([last_takedown(), *(record["n"] for record in takedowns(data_dir))]) + 1,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "by": by,
        "what": str(found.target.what),
        "key": found.target.key,
        "reason": reason,
        "records": sorted(found.records),
        "places": {name: [place.file, place.offset, place.length] for name, place in found.records.items()},
        "stories": emptied(found.captures),
        "captures": [[row.key, row.pk] for row in rows],
        "pages": sorted(found.pages),
        "bytes": sorted(found.hashes),
    }


def _apply(record: JournalRecord) -> None:
    load([record])
    remove(record)


def _erase(data_dir: Path, record: JournalRecord) -> None:
    """The bytes of a takedown whose rows are gone, and the words of it that editors quoted."""
    archive = archive_dir(data_dir)
    places = {name: Location(*place) for name, place in record["places"].items()}
    stand = {name: id_at(archive, place) for name, place in places.items()}
    sure = {name: place for name, place in places.items() if stand[name] == name}
    missing = [name for name in record["records"] if name not in sure and stand.get(name) != ""]
    _erase_places(archive, {**sure, **by_id(archive, missing)}, record)
    with Lock(locks_dir(data_dir) / "editor.lock", wait=_PATIENCE):
        strike_out(journal_dir(data_dir) / f"{EDITOR}.jsonl", {key for key, _ in record["captures"]})
    if (archive / INDEX).exists():
        write_index(archive)
    if not connection.in_atomic_block:
        _pragma("wal_checkpoint(TRUNCATE)")
    boundary("takedown-erased")
    with closing(Journal(journal_dir(data_dir), WRITER)) as journal:
        journal.append([{"kind": "taken", "n": record["n"]}])
    boundary("takedown-done")


def _erase_places(archive: Path, places: Mapping[str, Location], record: JournalRecord) -> None:
    by_file: dict[str, list[Location]] = {}
    for place in places.values():
        by_file.setdefault(place.file, []).append(place)
    told: dict[str, Any] = {"reason": record.get("reason", ""), "at": datetime.fromisoformat(record["at"])}
    for file, some in sorted(by_file.items()):
        erase_all(archive / file, sorted(some, key=lambda place: place.offset), **told)


def _overwrite_what_is_deleted() -> None:
    """Have SQLite write zeros over rows that are deleted, on this connection, from now on."""
    _pragma("secure_delete = ON")


def _pragma(said: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {said}")
