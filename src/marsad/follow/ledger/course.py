"""The course of a promise: which of its entries changed its status, or put it off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from marsad.follow.cues import unit_alike
from marsad.follow.ledger.due import due_on
from marsad.follow.ledger.entry import Entry, Link
from marsad.model import CommitmentStatus as Status

_RANK = {Status.PLANNED: 0, Status.ANNOUNCED: 0, Status.SIGNED: 1, Status.STARTED: 2, Status.DONE: 3}
"""How far a promise has come: what is told anew with a lower or equal rank is told again, and moves nothing."""

_NEARLY = 0.95
"""The share of a promised number from which on it counts as reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A step of a promise: the entry that tells it, the new status, and the new date where it is put off.

    ``confidence`` is that the entry speaks of this promise and that it says so. ``counts`` is false for a step that is
    not sure enough, or that was struck: it stands beside the course and changes nothing.
    """

    entry: str
    status: Status
    at: datetime
    confidence: float
    due: str | None = None
    counts: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What came of a promise: its status and since when, its date as last set, and the moves in their order."""

    status: Status
    status_at: datetime
    due: str | None
    moves: tuple[Move, ...]


@dataclass(slots=True)
class _State:
    status: Status
    since: datetime
    rank: int
    due: str | None


def history(
    entries: Sequence[Entry],
    links: Mapping[str, Link],
    *,
    least: float = 0.0,
    decided: Mapping[str, bool] | None = None,
) -> History:
    """What came of a promise that is told by ``entries`` (root first, in order of time), each linked but the root.

    A move that is less sure than ``least`` does not count, unless ``decided`` has its entry with true; one with false
    there never does. Raises `ValueError` where there are no entries.
    """
    if not entries:
        raise ValueError("a promise without entries")
    root, told = entries[0], decided or {}
    state = _State(root.status, root.at, _RANK.get(root.status, 0), root.due)
    moves, said = [], {(root.source, root.text)}
    for entry in entries[1:]:
        copied = (entry.source, entry.text) in said
        said.add((entry.source, entry.text))
        link, status = links.get(entry.id), _status(entry, root)
        if copied or link is None or not _changes(state, entry, status):
            state.due = state.due or entry.due
            continue
        sure = round(link.confidence * entry.confidence, 3)
        counts = told.get(entry.id, sure >= least)
        put_off = entry.due if status is Status.POSTPONED else None
        moves.append(Move(entry=entry.id, status=status, at=entry.at, confidence=sure, due=put_off, counts=counts))
        if counts:
            state.status, state.since = status, entry.at
            state.rank = max(state.rank, _RANK.get(status, 0))
            state.due = put_off or state.due or entry.due
    return History(status=state.status, status_at=state.since, due=state.due, moves=tuple(moves))


def _status(entry: Entry, root: Entry) -> Status:
    """How far an entry says that the promise has come: a part of the number that was promised is a beginning."""
    if entry.status is not Status.DONE:
        return entry.status
    for number, unit in root.amounts:
        told = [done for done, of in entry.amounts if unit_alike(of) == unit_alike(unit)]
        if unit.islower() and told and max(told) < _NEARLY * number:
            return Status.STARTED
    return entry.status


def _changes(state: _State, entry: Entry, status: Status) -> bool:
    """Whether an entry tells something new of a promise that has come so far."""
    if state.rank == _RANK[Status.DONE]:
        return False
    if status is Status.WITHDRAWN:
        return state.status is not Status.WITHDRAWN
    if status is Status.POSTPONED:
        return state.status not in {Status.WITHDRAWN, Status.POSTPONED} or _later(entry.due, state.due)
    if state.status is Status.WITHDRAWN:  # taken up again: only what was really begun
        return status in {Status.STARTED, Status.DONE} and entry.at > state.since
    return _RANK[status] > state.rank


def _later(new: str | None, old: str | None) -> bool:
    one, other = due_on(new), due_on(old)
    return one is not None and (other is None or one > other)
