"""Items: what was announced, by the identity of its page, and what has become of it.

A page that was once known never comes back, whatever address, feed id or tracking parameter it is announced under.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from marsad.collect.announced import Announcement
from marsad.collect.canonical import clean_url, page_key
from marsad.collect.errors import BadAddress
from marsad.observatory.models import Capture, Channel, Item, ItemState, Urgency

_KEYS_A_QUERY = 500


def key_of(url: str) -> str:
    """The identity of the page at an address; the address itself where it cannot be read."""
    try:
        return page_key(url)
    except BadAddress:
        return url


def host_of(url: str) -> str:
    """The host that is asked for an address, in lower case."""
    return (urlsplit(url).hostname or "")[:255]


def announce(
    channel: Channel, announcements: Iterable[Announcement], now: datetime, *, since: str | None = None
) -> list[Item]:
    """Make items of what a channel announces, each page once; the new ones.

    What it published before ``since`` (ISO 8601, compared by day) is noted as passed by and not fetched.
    """
    urgency = Urgency.BACKFILL if channel.backfill else Urgency.NEW
    found: dict[str, Item] = {}
    for said in announcements:
        try:
            key, url = page_key(said.url), clean_url(said.url)
        except BadAddress:
            continue
        passed = since is not None and (said.published is None or said.published[:10] < since[:10])
        item = Item(
            key=key,
            url=url,
            host=host_of(url),
            channel=channel,
            source_id=channel.source_id,
            title=said.title[:500],
            announced=(said.published or "")[:40],
            found_at=now,
            state=ItemState.PASSED if passed else ItemState.WANTED,
            urgency=urgency,
            due_at=None if passed else now,
        )
        found.setdefault(key, item)
    known = known_keys(found)
    if channel.backfill:
        _call_up(known, now)
    new = [item for key, item in found.items() if key not in known]
    Item.objects.bulk_create(new, batch_size=_KEYS_A_QUERY, ignore_conflicts=True)
    return new


def known_keys(keys: Iterable[str]) -> set[str]:
    """Those of ``keys`` that are items already."""
    known: set[str] = set()
    for part in _parts(list(keys)):
        known.update(Item.objects.filter(key__in=part).values_list("key", flat=True))
    return known


def give(url: str, now: datetime, by: str = "") -> Item:
    """An address that a person gives: fetched before all others, also where it was passed by, failed or gone before.

    One that is in the archive is asked for again. Raises :class:`BadAddress`.
    """
    key, fetchable = page_key(url), clean_url(url)
    fresh = {"url": fetchable, "host": host_of(fetchable), "found_at": now, "by": by}
    item, new = Item.objects.get_or_create(
        key=key, defaults={**fresh, "urgency": Urgency.BY_HAND, "due_at": now, "state": ItemState.WANTED}
    )
    if not new and item.state != ItemState.REMOVED:
        item.state = ItemState.FETCHED if item.state == ItemState.FETCHED else ItemState.WANTED
        item.urgency, item.due_at, item.tries = Urgency.BY_HAND, now, 0
        item.save(update_fields=["state", "urgency", "due_at", "tries"])
    return item


def note_captures(rows: Sequence[Capture]) -> None:
    """Pages that are in the archive now are no longer wanted, by whichever address they came.

    Those that nobody announced become items too, so that a channel that does announce them fetches nothing twice.
    """
    by_key: dict[str, Capture] = {}
    for row in rows:
        by_key |= {key_of(url): row for url in (row.asked, row.url) if url}
    if not by_key:
        return
    stored = {item.key: item for part in _parts(list(by_key)) for item in Item.objects.filter(key__in=part)}
    new = []
    for key, row in by_key.items():
        fetched = row.fetched or row.archived
        if (item := stored.get(key)) is None:
            url = row.asked if row.asked and key_of(row.asked) == key else row.url
            new.append(
                Item(key=key, url=url, host=host_of(url), found_at=fetched, state=ItemState.FETCHED, capture=row)
            )
        elif item.capture_id is None or item.capture_id < row.pk:
            item.capture, item.state, item.due_at = row, ItemState.FETCHED, None
    for item in new:
        item.fetched_at = item.found_at
    changed = [item for item in stored.values() if item.capture_id and item.due_at is None]
    Item.objects.bulk_update(changed, ["capture", "state", "due_at"], batch_size=100)
    Item.objects.bulk_create(new, batch_size=100, ignore_conflicts=True)


def _call_up(known: set[str], now: datetime) -> None:
    """What was passed by before is wanted now."""
    for part in _parts(sorted(known)):
        Item.objects.filter(key__in=part, state=ItemState.PASSED).update(
            state=ItemState.WANTED, urgency=Urgency.BACKFILL, due_at=now
        )


def _parts(keys: list[str]) -> Iterable[list[str]]:
    return (keys[start : start + _KEYS_A_QUERY] for start in range(0, len(keys), _KEYS_A_QUERY))
