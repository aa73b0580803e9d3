"""What a rebuild does for items: pages that are in the archive stay known, so that nothing is fetched twice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.db import transaction

from marsad.observatory.items import key_of, note_captures
from marsad.observatory.models import Capture, Item, ItemState

_ROWS = 400


def bring_back_items() -> None:
    """Give items their captures again, which a rebuild took, and make those that a lost database no longer has.

    What was known of an item (when it is due, its validators, that it was refused or removed) stays.
    """
    for rows in _batches():
        with transaction.atomic():
            keys = {key_of(url): row for row in rows for url in (row.asked, row.url) if url}
            known = {
                item.key: item
                for item in Item.objects.filter(key__in=keys)
                if item.state != ItemState.WANTED or item.fetched_at is not None
            }
            for key, item in known.items():
                item.capture = keys[key]
            Item.objects.bulk_update(known.values(), ["capture"], batch_size=_ROWS)
            unknown = {row.pk: row for key, row in keys.items() if key not in known}
            note_captures(list(unknown.values()))


def _batches() -> Iterator[list[Capture]]:
    captures = Capture.objects.exclude(url="").only("pk", "url", "asked", "fetched", "archived").order_by("pk")
    rows = captures.iterator(chunk_size=_ROWS)
    while batch := list(islice(rows, _ROWS)):
        yield batch
