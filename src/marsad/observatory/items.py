"""Items: what was announced, by the identity of its page, and what has become of it.

A page that was once known never comes back, whatever address, feed id or tracking parameter it is announced under.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from marsad.collect.announced import Announcement
from marsad.collect.canonical import clean_url, page_key
from marsad.collect.errors import BadAddress
from marsad.observatory.models import Capture, Channel, Check, Item, ItemState, Urgency
from marsad.observatory.pace import next_recheck
from marsad.observatory.rows import update_rows
from marsad.observatory.tombstones import barred_pages

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


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of what a channel announces is fetched: nothing from before ``since`` (an ISO day, null: everything), nor
    what has no date where ``undated`` is false; all at once, or as ``dues`` come."""

    since: str | None = None
    undated: bool = True
    dues: Iterator[datetime] | None = None

    def passes_by(self, said: Announcement) -> bool:
        """Whether a page is left where it is."""
        day = (said.published or said.modified or "")[:10]
        return day < self.since[: len(day)] if day and self.since else not day and not self.undated


def announce(
    channel: Channel, announcements: Iterable[Announcement], now: datetime, wanted: Wanted = Wanted()
) -> list[Item]:
    """Make items of what a channel announces, each page once; the new ones. Others are noted as passed by."""
    urgency = Urgency.BACKFILL if channel.backfill else Urgency.NEW
    found: dict[str, Item] = {}
    for said in announcements:
        try:
            key, url = page_key(said.url), clean_url(said.url)
        except BadAddress:
            continue
        passed = wanted.passes_by(said)
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
        )
        found.setdefault(key, item)
    known = known_keys(found)
    new = [item for key, item in found.items() if key not in known]
    removed = barred_pages({item.key: item.url for item in new})
    for item in new:
        if item.key in removed:
            item.state = ItemState.REMOVED
    for item in new:
        if item.state == ItemState.WANTED:
            item.due_at = next(wanted.dues) if wanted.dues else now
    Item.objects.bulk_create(new, batch_size=_KEYS_A_QUERY, ignore_conflicts=True)
    if channel.backfill:
        _call_up([key for key in known if found[key].state == ItemState.WANTED], wanted.dues, now)
    return new


def known_keys(keys: Iterable[str]) -> set[str]:
    """Those of ``keys`` that are items already."""
    known: set[str] = set()
    for part in _parts(list(keys)):
        known.update(Item.objects.filter(key__in=part).values_list("key", flat=True))
    return known


def give(url: str, now: datetime, by: str = "") -> Item:
    """An address that a person gives: fetched before all others, also where it was passed by, failed or gone before.

    One that is in the archive is asked for again. Raises :class:`BadAddress`, also where the page or its outlet was
    taken down.
    """
    key, fetchable = page_key(url), clean_url(url)
    if barred_pages({key: fetchable}):
        raise BadAddress(url, "it was taken down here for good, and cannot be added again")
    fresh = {"url": fetchable, "host": host_of(fetchable), "found_at": now, "by": by}
    item, new = Item.objects.get_or_create(
        key=key, defaults={**fresh, "urgency": Urgency.BY_HAND, "due_at": now, "state": ItemState.WANTED}
    )
    if not new and item.state != ItemState.REMOVED:
        item.state = ItemState.FETCHED if item.state == ItemState.FETCHED else ItemState.WANTED
        item.urgency, item.due_at, item.tries, item.by = Urgency.BY_HAND, now, 0, by or item.by
        item.save(update_fields=["state", "urgency", "due_at", "tries", "by"])
    return item


def note_captures(rows: Sequence[Capture]) -> None:
    """Pages that are in the archive now are no longer wanted, by whichever address they came; they are asked for again.

    Those that nobody announced become items too, so that a channel that does announce them fetches nothing twice.
    """
    by_key: dict[str, Capture] = {}
    for row in rows:
        by_key |= {key_of(url): row for url in (row.asked, row.url) if url}
    stored = _stored(by_key)
    for key, item in stored.items():
        if item.state == ItemState.REMOVED:
            continue
        if item.capture_id is None or item.capture_id < by_key[key].pk:
            item.capture = by_key[key]
            _asked(item, by_key[key].fetched or by_key[key].archived)
    _save(stored.values())
    new = [_of_nobody(key, row) for key, row in by_key.items() if key not in stored]
    Item.objects.bulk_create(new, batch_size=100, ignore_conflicts=True)


def note_checked(checks: Iterable[tuple[Check, str | None]]) -> None:
    """Pages that were asked for again without a new version: the next asking is further away.

    Beside each check stands the record that the page was found the same as. That is the page's, also where it came
    under an address that led to it for the first time, or where it says again what it said before its last version.
    """
    at = {check.page: (check, record) for check, record in checks}
    captures = _captures({record for _, record in at.values() if record})
    stored = _stored(at)
    for key, item in stored.items():
        check, record = at[key]
        shown = captures.get(record or "")
        if shown is not None and item.state != ItemState.REMOVED:
            item.capture = shown
            _asked(item, check.at)
        elif item.state == ItemState.FETCHED:
            _asked(item, check.at)
    _save(stored.values())


def _captures(records: set[str]) -> dict[str, Capture]:
    return {
        row.record_id: row
        for part in _parts(sorted(records))
        for row in Capture.objects.filter(record_id__in=part).only("record_id")
    }


def note_refused(urls: Iterable[str], now: datetime) -> None:
    """Pages that came and were kept out, because they or one of their versions were taken down: what was taken down
    whole is not asked for any more, of other pages the next version is."""
    keys = {key_of(url): url for url in urls}
    barred = barred_pages(keys)
    stored = _stored(keys)
    for key, item in stored.items():
        if key in barred:
            item.state, item.due_at, item.capture = ItemState.REMOVED, None, None
        elif item.state != ItemState.REMOVED:
            _asked(item, now)
    _save(stored.values())
    Item.objects.filter(key__in=barred).update(title="")


def _asked(item: Item, at: datetime) -> None:
    """An item's page was had at a moment, for the first time or again."""
    if item.fetched_at is None or item.state != ItemState.FETCHED:
        item.fetched_at, item.checks = at, 0
    else:
        item.checks += 1
    old = item.urgency == Urgency.BACKFILL
    item.state, item.tries, item.error_kind, item.error = ItemState.FETCHED, 0, "", ""
    item.due_at = next_recheck(item.fetched_at, item.checks, at, old=old)
    item.urgency = Urgency.BACKFILL if old else Urgency.AGAIN


def _of_nobody(key: str, row: Capture) -> Item:
    """The item of a page that came by itself: from a file, or as where a redirect ended."""
    url = row.asked if row.asked and key_of(row.asked) == key else row.url
    at = row.fetched or row.archived
    return Item(key=key, url=url, host=host_of(url), found_at=at, fetched_at=at, state=ItemState.FETCHED, capture=row)


def _stored(keys: Iterable[str]) -> dict[str, Item]:
    return {item.key: item for part in _parts(list(keys)) for item in Item.objects.filter(key__in=part)}


def _save(items: Iterable[Item]) -> None:
    update_rows(
        items, ("capture", "state", "fetched_at", "checks", "due_at", "urgency", "tries", "error_kind", "error")
    )


def _call_up(keys: list[str], dues: Iterator[datetime] | None, now: datetime) -> None:
    """What was passed by before is wanted now."""
    passed = [item for item in _stored(keys).values() if item.state == ItemState.PASSED]
    for item in passed:
        item.state, item.urgency = ItemState.WANTED, Urgency.BACKFILL
        item.due_at = next(dues) if dues else now
    update_rows(passed, ("state", "urgency", "due_at"))


def _parts(keys: list[str]) -> Iterable[list[str]]:
    return (keys[start : start + _KEYS_A_QUERY] for start in range(0, len(keys), _KEYS_A_QUERY))
