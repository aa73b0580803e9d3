"""Entries that come, go or change → of which earlier one each speaks, for them and for those that stand behind them.

Of each entity an entry may speak of the entries in the window before it. So one that comes is offered to those in the
window behind it, and pushes one out for each; one that goes lets one in. An entry that lost the one that it spoke of is
compared with its whole window anew. Entries are done in their order, and what one says depends on earlier ones alone:
the outcome is that of linking all entries one after the other, in whatever order they came.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from marsad.follow.ledger import Entry, link
from marsad.follow.ledger.recognising import RULE
from marsad.model import FactKind
from marsad.observatory.ledger.candidates import after, pairs, window
from marsad.observatory.ledger.rows import entry_of, in_parts
from marsad.observatory.models import LedgerEntry, LedgerKey

Parents = Mapping[int, int | None]
"""What editors said of which entry some speak, null for none."""


class Relinking:
    """Takes changes, then links anew what they touch. ``was`` holds the promise that each touched row was in."""

    def __init__(self) -> None:
        self.rows: dict[int, LedgerEntry] = {}
        self.was: dict[int, str | None] = {}
        self.gone: set[int] = set()
        self.changed: set[int] = set()
        self._entries: dict[int, Entry] = {}
        self._whole: set[int] = set()
        self._offers: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        self._waiting: set[int] = set()
        self._heap: list[tuple[datetime, int, int]] = []

    def take_out(self, row: LedgerEntry, *, for_good: bool) -> None:
        """An entry stands nowhere any more; one that changes is put in again. The row itself stays until the end."""
        keys = LedgerKey.objects.filter(entry=row)
        entities = list(keys.order_by("entity").values_list("entity_id", flat=True))
        keys.delete()
        for entity in entities:
            for behind, comes in pairs(row, entity):
                self._withdraw(behind.pk, behind.parent, entity, row.pk)
                if comes is not None:
                    self._offers[behind.pk][entity].add(comes)
        for child in LedgerEntry.objects.filter(parent=row.pk).values_list("pk", flat=True):
            self.anew(child)
        self._remember(row)
        if for_good:
            self.gone.add(row.pk)

    def put_in(self, row: LedgerEntry, entities: Iterable[str]) -> None:
        """An entry stands in its place, looked up by these entities; its row is in the table."""
        for entity in sorted(entities):
            for behind, goes in pairs(row, entity):
                if goes is not None:
                    self._withdraw(behind.pk, behind.parent, entity, goes)
                self._offers[behind.pk][entity].add(row.pk)
            LedgerKey.objects.create(entry=row, entity_id=entity, at=row.at, place=row.place)
        self._remember(row)
        self._entries.pop(row.pk, None)
        self.changed.add(row.pk)
        self.anew(row.pk)

    def anew(self, pk: int) -> None:
        """Compare an entry with its whole window."""
        self._whole.add(pk)

    def run(self, parents: Parents) -> None:
        """Link what is touched, in order, and write it down."""
        self._push(({*self._whole, *self._offers} | set(parents)) - self.gone)
        while self._heap:
            pk = heapq.heappop(self._heap)[-1]
            self._waiting.discard(pk)
            self._settle(self.rows[pk], parents)

    def _settle(self, row: LedgerEntry, parents: Parents) -> None:
        parent, sure = self._parent(row, parents)
        promise = self._promise(row, parent)
        linked = row.parent_id is not None
        if (parent, sure) != (row.parent_id, row.confidence):
            row.parent_id, row.confidence = parent, sure
            self.changed.add(row.pk)
        if _is_progress(row) and linked != (parent is not None):
            self._tell(row)
        if promise != row.promise_id:
            row.promise_id = promise
            self.changed.add(row.pk)
            self._push(self._children(row))

    def _parent(self, row: LedgerEntry, parents: Parents) -> tuple[int | None, float | None]:
        """Of which entry one speaks, and how surely."""
        offers = self._offers.pop(row.pk, {})
        whole = row.pk in self._whole
        self._whole.discard(row.pk)
        if row.pk in parents:
            return parents[row.pk], None if parents[row.pk] is None else 1.0
        if whole or (offers and _is_sentence(row)):  # how sure it is hangs on all that it may speak of
            known = window(row, self._entities(row))
        elif offers:
            known = {pk for some in offers.values() for pk in some} | ({row.parent_id} if row.parent_id else set())
        else:
            return row.parent_id, row.confidence
        self._load(known)
        told = {self.rows[pk].key: pk for pk in known - self.gone if self._speaks_of_a_promise(pk)}
        found = link(self._entry(row.pk), [self._entry(pk) for pk in sorted(told.values())])
        return (told[found.parent], found.confidence) if found else (None, None)

    def _speaks_of_a_promise(self, pk: int) -> bool:
        return not _is_progress(self.rows[pk]) or self.rows[pk].parent_id is not None

    def _promise(self, row: LedgerEntry, parent: int | None) -> str | None:
        if parent is None:
            return None if _is_progress(row) else row.key
        self._load([parent])
        return self.rows[parent].promise_id

    def _tell(self, row: LedgerEntry) -> None:
        """Progress that begins to speak of a promise may be spoken of by those behind it; one that ends, no more."""
        if row.parent_id is None:
            children = self._children(row)
            self._whole |= children
            self._push(children)
            return
        for entity in self._entities(row):
            behind = [one.pk for one in after(row, entity)]
            for pk in behind:
                self._offers[pk][entity].add(row.pk)
            self._push(behind)

    def _children(self, row: LedgerEntry) -> set[int]:
        stored = set(LedgerEntry.objects.filter(parent=row.pk).values_list("pk", flat=True))
        self._load(stored)
        known = {pk for pk, one in self.rows.items() if one.parent_id == row.pk}
        return known - self.gone

    def _withdraw(self, pk: int, parent: int | None, entity: str, gone: int) -> None:
        self._offers[pk][entity].discard(gone)
        if parent == gone:
            self._whole.add(pk)

    def _entities(self, row: LedgerEntry) -> list[str]:
        return list(LedgerKey.objects.filter(entry=row).order_by("entity").values_list("entity_id", flat=True))

    def _push(self, pks: Iterable[int]) -> None:
        new = set(pks) - self._waiting - self.gone
        self._load(new)
        for pk in new:
            row = self.rows[pk]
            heapq.heappush(self._heap, (row.at, row.place, pk))
        self._waiting |= new

    def _entry(self, pk: int) -> Entry:
        if pk not in self._entries:
            self._entries[pk] = entry_of(self.rows[pk])
        return self._entries[pk]

    def _load(self, pks: Collection[int]) -> None:
        for part in in_parts(sorted(set(pks) - self.rows.keys())):
            for row in LedgerEntry.objects.filter(pk__in=part):
                self._remember(row)

    def _remember(self, row: LedgerEntry) -> None:
        self.rows[row.pk] = row
        self.was.setdefault(row.pk, row.promise_id)


def _is_progress(row: LedgerEntry) -> bool:
    return bool(row.told["kind"] == FactKind.PROGRESS)


def _is_sentence(row: LedgerEntry) -> bool:
    return bool(row.told.get("rule") == RULE)
