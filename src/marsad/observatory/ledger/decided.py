"""What editors decided about promises, as it counts: read from the decisions that are live.

A decision names entries and moves by their keys, so that it holds however often the ledger is made anew. One of which
an entry is not there, or is in no promise, is lost until it is there again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from marsad.model import FactKind
from marsad.observatory.models import Decision, LedgerEntry

KIND = "promise"
MARKS = {"confirm": True, "strike": False}
ACTS = (*MARKS, "say", "belongs")


@dataclass(frozen=True, slots=True)
class Decided:
    """``parents`` has of which entry some speak by an editor's word; ``marks`` the decision about a move, by the
    move's key; ``said`` what editors said of the promise that an entry is in, by the entry's key."""

    parents: Mapping[int, int | None] = field(default_factory=dict)
    marks: Mapping[str, Decision] = field(default_factory=dict)
    said: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)
    belonging: tuple[Mapping[str, Any], ...] = ()

    @classmethod
    def load(cls, gone: Collection[int] = ()) -> Decided:
        """As the decisions are now; the entries that are ``gone`` do not count any more."""
        known = list(Decision.objects.filter(kind=KIND, act__in=ACTS).order_by("number"))
        if not known:
            return cls()
        live = [decision for decision in known if decision.live]
        said: dict[str, tuple[Decision, ...]] = {}
        for decision in live:
            if decision.act == "say":
                key = decision.record["promise"]
                said[key] = (*said.get(key, ()), decision)
        marks = {decision.record["move"]: decision for decision in live if decision.act in MARKS}
        belonging = tuple(decision.record for decision in known if decision.act == "belongs")
        parents = _parents([decision.record for decision in live if decision.act == "belongs"], gone)
        return cls(parents, marks, said, belonging)

    def spoken_of(self, keys: Collection[str]) -> list[int]:
        """The entries whose parent may be decided otherwise where these come or go."""
        touched = [ends for ends in map(_ends, self.belonging) if ends & set(keys)]
        every = {key for ends in touched for key in ends}
        return list(LedgerEntry.objects.filter(key__in=every).values_list("pk", flat=True)) if every else []

    def all_spoken_of(self) -> list[int]:
        """The entries that any decision, also one that counts no more, says the parent of."""
        return self.spoken_of({key for record in self.belonging for key in _ends(record)})


def settle_lost() -> None:
    """Mark the decisions of which the entry is not there, and unmark those of which it is there again."""
    live = list(Decision.objects.filter(kind=KIND, act__in=ACTS, live=True))
    keys = {key for decision in live for key in _needed(decision.record)}
    rows = LedgerEntry.objects.filter(key__in=keys) if keys else LedgerEntry.objects.none()
    there = {row.key: row for row in rows.only("key", "promise_id", "told", "at", "place")}
    for decision in live:
        lost = not _found(decision.record, there)
        if lost != decision.lost:
            decision.lost = lost
            decision.save(update_fields=["lost"])


def _found(record: Mapping[str, Any], there: Mapping[str, LedgerEntry]) -> bool:
    if any(key not in there for key in _needed(record)):
        return False
    if record["act"] == "belongs":
        entry = there[record["entry"]]
        return record["promise"] is None or _is_parent(there[record["promise"]], entry) or not _is_progress(entry)
    if record["act"] == "say":
        return there[record["promise"]].promise_id is not None
    entry = there[record["entry"]]
    return entry.promise_id is not None and entry.told["status"] == record["status"]


def _needed(record: Mapping[str, Any]) -> set[str]:
    """The keys of the entries without which a decision says nothing."""
    if record["act"] == "say":
        return {record["promise"]}
    return _ends(record) if record["act"] == "belongs" else {record["entry"]}


def _ends(record: Mapping[str, Any]) -> set[str]:
    return {key for key in (record["entry"], record["promise"]) if key}


def _parents(records: Collection[Mapping[str, Any]], gone: Collection[int]) -> dict[int, int | None]:
    """The later entry of a pair speaks of the earlier one: where that is the one that an editor put into a promise, it
    is the promise's first from then on."""
    keys = {key for record in records for key in _ends(record)}
    rows = LedgerEntry.objects.filter(key__in=keys).exclude(pk__in=gone) if keys else LedgerEntry.objects.none()
    there = {row.key: row for row in rows.only("key", "at", "place", "told")}
    parents: dict[int, int | None] = {}
    for record in records:
        entry, promise = there.get(record["entry"]), there.get(record["promise"] or "")
        if entry is None:
            continue
        if record["promise"] is None:
            parents[entry.pk] = None
        elif promise is not None and _is_parent(promise, entry):
            parents[entry.pk] = promise.pk
        elif promise is not None and promise.pk != entry.pk and not _is_progress(entry):
            parents[entry.pk], parents[promise.pk] = None, entry.pk
    return parents


def _is_parent(one: LedgerEntry, entry: LedgerEntry) -> bool:
    return _order(one) < _order(entry)


def _order(row: LedgerEntry) -> tuple[datetime, int]:
    return row.at, row.place


def _is_progress(row: LedgerEntry) -> bool:
    return bool(row.told["kind"] == FactKind.PROGRESS)
