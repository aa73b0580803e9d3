"""Which earlier entries one may speak of: of each entity by which it is looked up, the latest ones before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from marsad.observatory.models import LedgerEntry, LedgerKey

WINDOW = 200
"""Entries of one entity before an entry that it may speak of. The work for a new entry is bounded by this: it is
compared with the window before it, and, where it comes late, each of a window after it with it alone."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An entry beside another in the order of one entity's entries."""

    pk: int
    parent: int | None


def before(row: LedgerEntry, entity: str) -> list[Neighbour]:
    """The entries of an entity before one, the nearest first."""
    later = Q(at=row.at, place__gte=row.place)
    return _nearest(LedgerKey.objects.filter(entity=entity, at__lte=row.at).exclude(later), "-at", "-place")


def after(row: LedgerEntry, entity: str) -> list[Neighbour]:
    """The entries of an entity behind one, the nearest first."""
    earlier = Q(at=row.at, place__lte=row.place)
    return _nearest(LedgerKey.objects.filter(entity=entity, at__gte=row.at).exclude(earlier), "at", "place")


def window(row: LedgerEntry, entities: Iterable[str]) -> set[int]:
    """The entries that one may speak of, by its entities."""
    return {one.pk for entity in entities for one in before(row, entity)}


def pairs(row: LedgerEntry, entity: str) -> list[tuple[Neighbour, int | None]]:
    """What the place of one, itself left out, is to an entity's entries: each behind it, and the entry that is in that
    one's window only while nothing stands in this place (null where there is none)."""
    behind = after(row, entity)
    front = before(row, entity) if behind else []
    last = [front[place].pk if place < len(front) else None for place in range(WINDOW - 1, -1, -1)]
    return list(zip(behind, last, strict=False))


def _nearest(keys: QuerySet[LedgerKey], *order: str) -> list[Neighbour]:
    found = keys.order_by(*order).values_list("entry_id", "entry__parent_id")[:WINDOW]
    return [Neighbour(pk, parent) for pk, parent in found]
