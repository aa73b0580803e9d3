"""The course of a promise: what its articles tell of it, and what editors said, in one order of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from marsad.follow.ledger import Link, history
from marsad.observatory.ledger.decided import Decided
from marsad.observatory.ledger.rows import entry_of, move_key
from marsad.observatory.models import Decision, FactState, LedgerEntry, PromiseMove
from marsad.observatory.waiting import THRESHOLDS, resting

MOVE = "move"
COUNTING = (FactState.FOUND, FactState.CONFIRMED)
"""The states of moves that count."""


@dataclass(frozen=True, slots=True)
class Course:
    """What came of a promise: its status and since when, when it is due as last told, and its moves in order."""

    status: str
    status_at: datetime
    due: str | None
    moves: tuple[PromiseMove, ...]


def course_of(promise: str, rows: Sequence[LedgerEntry], decided: Decided) -> Course:
    """The course of a promise of which ``rows`` are the entries, the first one first.

    An editor's word counts from its date on, until a later article tells something else; an article that tells what
    an editor had said before moves nothing.
    """
    by_id = {row.key: row for row in rows}
    marks = {row.key: mark for row in rows if (mark := decided.marks.get(_key(row)))}
    links = {row.key: Link(parent="", confidence=row.confidence or 0.0) for row in rows[1:]}
    told = history(
        [entry_of(row) for row in rows],
        links,
        least=THRESHOLDS[MOVE],
        decided={key: mark.act == "confirm" for key, mark in marks.items()},
    )
    moves = [_told(by_id[move.entry], move.confidence, move.due, marks.get(move.entry)) for move in told.moves]
    moves += [_said(decision) for key in by_id for decision in decided.said.get(key, ())]
    return _in_order(promise, rows[0], sorted(moves, key=lambda move: (move.at, move.entry is None)), told.due)


def write_moves(promise: str, course: Course) -> None:
    """Have the table hold these moves of a promise; rows that hold them already stay as they are."""
    known = list(PromiseMove.objects.filter(promise=promise).order_by("number"))
    if [_values(move) for move in known] != [_values(move) for move in course.moves]:
        PromiseMove.objects.filter(promise=promise).delete()
        PromiseMove.objects.bulk_create(course.moves, batch_size=60)


def _in_order(promise: str, root: LedgerEntry, moves: Sequence[PromiseMove], due: str | None) -> Course:
    status, since, said = root.told["status"], root.at, False
    kept: list[PromiseMove] = []
    for move in moves:
        if move.entry is not None and said and move.status == status and not move.due:
            continue
        move.promise_id, move.number = promise, len(kept)
        kept.append(move)
        if move.state in COUNTING:
            status, since, said = move.status, move.at, move.entry is None
            due = move.due or due
    return Course(status, since, due, tuple(kept))


def _told(row: LedgerEntry, confidence: float, due: str | None, mark: Decision | None) -> PromiseMove:
    state = resting(MOVE, confidence)
    if mark is not None:
        state = FactState.CONFIRMED if mark.act == "confirm" else FactState.STRUCK
    return PromiseMove(
        key=_key(row),
        status=row.told["status"],
        at=row.at,
        due=(due or "")[:25],
        entry=row,
        confidence=confidence,
        state=state,
        by=mark.by if mark else "",
        decision=mark,
    )


def _said(decision: Decision) -> PromiseMove:
    record = decision.record
    return PromiseMove(
        key=move_key(f"said {decision.number}", record["status"]),
        status=record["status"],
        at=datetime.fromisoformat(record["when"]),
        due=record.get("due") or "",
        confidence=1.0,
        state=FactState.CONFIRMED,
        note=record["note"],
        by=decision.by,
        decision=decision,
    )


def _key(row: LedgerEntry) -> str:
    return move_key(row.key, row.told["status"])


def _values(move: PromiseMove) -> tuple[object, ...]:
    told = (move.number, move.key, move.status, move.at, move.due, move.entry_id, move.confidence, move.state)
    return (*told, move.note, move.by, move.decision_id)
