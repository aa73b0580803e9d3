"""What editors decide about promises: that a move is one or is none, what they know of a promise themselves, and which
promise an entry belongs to. `marsad.observatory.decisions.undo` takes any of it back.

Promises and moves are found anew again and again, so that a decision is about the keys of entries and moves, which stay
the same for the same words. No words of an article go into the journal with it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Literal

from django.utils import timezone

from marsad.archive.journal import JournalRecord
from marsad.follow.ledger import due_on
from marsad.model import CommitmentStatus, FactKind
from marsad.observatory.deciding import deciding
from marsad.observatory.decisions import RefusedError
from marsad.observatory.ledger.decided import KIND, Decided
from marsad.observatory.models import Decision, LedgerEntry, Promise, PromiseMove

ONLY_SAID = ("late", "broken")
"""Statuses that nothing but an editor's word gives a promise."""
STATUSES = (*(status.value for status in CommitmentStatus), *ONLY_SAID)
NOTE_LENGTH = 2000
_DUE_LENGTH = 25


def decide_move(data_dir: Path, by: str, act: Literal["confirm", "strike"], key: str) -> Decision:
    """Say that a move is one, which then counts however unsure it is, or that it is none; ``key`` is the move's.

    Raises:
        RefusedError: it was found anew meanwhile, or the same was decided already.
        RunningError: a rebuild is at work.
    """
    with deciding(data_dir) as log:
        row = PromiseMove.objects.filter(key=key).exclude(entry=None).select_related("entry").first()
        if row is None or row.entry is None:
            raise RefusedError("the move has changed meanwhile; look at the promise again")
        before = Decided.load().marks.get(key)
        if before is not None and before.act == act:
            raise RefusedError("that was decided already")
        told: JournalRecord = {"move": key, "entry": row.entry.key, "status": row.status, "promise": row.promise_id}
        replaces = before.number if before else None
        return log.decide(by, {"kind": KIND, "act": act, **told, "confidence": row.confidence, "replaces": replaces})


def say(
    data_dir: Path, by: str, promise: str, status: str, note: str, *, on: date | None = None, due: str = ""
) -> Decision:
    """Say how a promise stands, by its id, with a note that tells how that is known.

    It counts from the end of the day ``on`` (today without one), until a later article tells something else. ``due`` is
    the new date, ISO 8601 of its own precision, empty where it stays.

    Raises:
        RefusedError: the message says why.
        RunningError: a rebuild is at work.
    """
    with deciding(data_dir) as log:
        if not Promise.objects.filter(pk=promise).exists():
            raise RefusedError("there is no such promise any more; look at the ledger again")
        if status not in STATUSES:
            raise RefusedError(f"a promise cannot be {status!r}: choose one of {', '.join(STATUSES)}")
        if not note.strip() or len(note) > NOTE_LENGTH:
            raise RefusedError(f"a note must say how that is known, in 1 to {NOTE_LENGTH} characters")
        if due and (len(due) > _DUE_LENGTH or due_on(due) is None):
            raise RefusedError("the new date must be a day, a month or a year, such as 2027-06-30, 2027-06 or 2027")
        told = {"promise": promise, "status": status, "note": note.strip(), "when": _moment(on), "due": due}
        return log.decide(by, {"kind": KIND, "act": "say", **told, "replaces": None})


def belongs(data_dir: Path, by: str, entry: str, promise: str | None) -> Decision:
    """Say of which promise an entry speaks, both by their keys, or that it speaks of none that was made before.

    An entry that was told before the promise's first one begins it from then on.

    Raises:
        RefusedError: the message says why.
        RunningError: a rebuild is at work.
    """
    with deciding(data_dir) as log:
        row = LedgerEntry.objects.filter(key=entry).first()
        if row is None:
            raise RefusedError("the words have changed meanwhile; look at the article again")
        root = _root(promise, row) if promise is not None else None
        before = Decision.objects.filter(kind=KIND, act="belongs", live=True, record__entry=entry).last()
        if before is not None and before.record["promise"] == (root.key if root else None):
            raise RefusedError("that was decided already")
        told: JournalRecord = {"entry": entry, "promise": root.key if root else None}
        return log.decide(by, {"kind": KIND, "act": "belongs", **told, "replaces": before.number if before else None})


def _root(promise: str, entry: LedgerEntry) -> LedgerEntry:
    """The first entry of the promise that another one is to belong to."""
    row = Promise.objects.filter(pk=promise).select_related("root").first()
    if row is None:
        raise RefusedError("there is no such promise any more; look at the ledger again")
    if row.root_id == entry.pk:
        raise RefusedError("the promise begins with these words already")
    if entry.told["kind"] == FactKind.PROGRESS and (entry.at, entry.place) < (row.root.at, row.root.place):
        raise RefusedError("what was told before the promise was made cannot be of its course")
    return row.root


def _moment(on: date | None) -> str:
    """The last moment of a day in the observatory's time zone, now for today."""
    now = datetime.now(UTC)
    if on is None:
        return now.isoformat(timespec="seconds")
    if on > timezone.localdate(now):
        raise RefusedError("the day lies ahead: say it when it has come")
    end = timezone.make_aware(datetime.combine(on, time()) + timedelta(days=1)) - timedelta(seconds=1)
    return min(end.astimezone(UTC), now).isoformat(timespec="seconds")
