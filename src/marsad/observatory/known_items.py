"""What a rebuild does for items: pages that are in the archive stay known, so that nothing is fetched twice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice

from django.db import transaction

from marsad.observatory.items import key_of, note_captures
from marsad.observatory.models import Capture, Check, Item, ItemState
from marsad.observatory.rows import update_rows

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
            update_rows(known.values(), ("capture",))
            unknown = {row.pk: row for key, row in keys.items() if key not in known}
            note_captures(list(unknown.values()))
    _go_back()


def _go_back() -> None:
    """Pages that showed the bytes of an earlier capture again are compared with that one, as before."""
    checks = Check.objects.exclude(refers_to="").order_by("page", "at", "record_id")
    last = (list(some)[-1] for _, some in groupby(checks.iterator(chunk_size=_ROWS), key=lambda check: check.page))
    while batch := {check.page: check for check in islice(last, _ROWS)}:
        with transaction.atomic():
            found = Capture.objects.filter(record_id__in=[check.refers_to for check in batch.values()])
            captures = {row.record_id: row for row in found.only("record_id")}
            for item in Item.objects.filter(key__in=batch, state=ItemState.FETCHED).select_related("capture"):
                check, now = batch[item.key], item.capture
                before = captures.get(check.refers_to)
                if before is not None and (now is None or (now.fetched or now.archived) < check.at):
                    Item.objects.filter(pk=item.pk).update(capture=before)


def _batches() -> Iterator[list[Capture]]:
    captures = Capture.objects.exclude(url="").only("pk", "url", "asked", "fetched", "archived").order_by("pk")
    rows = captures.iterator(chunk_size=_ROWS)
    while batch := list(islice(rows, _ROWS)):
        yield batch
