"""What the tables say is due: which hosts, and what of one of them comes first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import zip_longest
from typing import Any

from django.db.models import Min, Q, QuerySet

from marsad.collect.announced import ChannelKind
from marsad.observatory.models import Channel, Item, Urgency
from marsad.observatory.watch.tasks import AskChannel, AskPage, Known, Task

_DOUBTED, _DOUBTED_PAGE = 12, 4
"""Every so many askings of a channel or a page, one is without conditions: some servers' tags never change."""
_FEW = 5000
_A_HOST = 16
"""Tasks of one host that are looked up at a time."""


def all_channels_due(now: datetime) -> None:
    """Have every channel that is followed asked now, whenever its time would be."""
    Channel.objects.filter(active=True, backfill=False, parent=None).update(due_at=now)


def hosts_due(horizon: datetime) -> list[tuple[str, datetime]]:
    """Every host with something due by then, and when."""
    found: dict[str, datetime] = {}
    for host, due in (*_by_host(_channels(due_at__lte=horizon)), *_by_host(_items(due_at__lte=horizon))):
        if due is not None:
            found[host] = min(due, found.get(host, due))
    return list(found.items())


def _by_host(rows: QuerySet[Any]) -> Iterable[tuple[str, datetime | None]]:
    """Hosts and moments: the few rows that are due as a rule, by their index; where they are many, a row a host."""
    few = list(rows.order_by("due_at").values_list("host", "due_at")[: _FEW + 1])
    return few if len(few) <= _FEW else rows.order_by().values_list("host").annotate(Min("due_at"))


def next_due(after: datetime) -> datetime | None:
    """When something is due next; null when nothing is."""
    return _earliest(_channels(due_at__gt=after), _items(due_at__gt=after))


def tasks_of(host: str, now: datetime, in_hand: Collection[tuple[str, object]]) -> list[Task]:
    """What is due of a host, in order: what people gave, then channels and their pages by turns, then the past."""
    channels = [
        task for row in _channels(host=host, due_at__lte=now).order_by("due_at")[:_A_HOST] if (task := _channel(row))
    ]
    due = _items(host=host, due_at__lte=now).select_related("capture").order_by("urgency", "due_at")
    pages = [(row.urgency, _page(row)) for row in due[:_A_HOST]]
    by_hand = [page for urgency, page in pages if urgency == Urgency.BY_HAND]
    usual = [page for urgency, page in pages if Urgency.BY_HAND < urgency < Urgency.BACKFILL]
    past = [page for urgency, page in pages if urgency == Urgency.BACKFILL]
    by_turns = [task for pair in zip_longest(channels, usual) for task in pair if task is not None]
    return [task for task in (*by_hand, *by_turns, *past) if task.mark not in in_hand]


def next_of(host: str, after: datetime) -> datetime | None:
    """When a host has something due next."""
    return _earliest(_channels(host=host, due_at__gt=after), _items(host=host, due_at__gt=after))


def _earliest(channels: QuerySet[Channel], items: QuerySet[Item]) -> datetime | None:
    """The first moment by the indexes, which a minimum over what is joined would not be asked of."""
    dues = (
        channels.order_by("due_at").values_list("due_at", flat=True).first(),
        items.order_by("due_at").values_list("due_at", flat=True).first(),
    )
    return min((due for due in dues if due is not None), default=None)


def _channels(**filters: Any) -> QuerySet[Channel]:
    return Channel.objects.filter(active=True, source__paused=False, **filters)


def _items(**filters: Any) -> QuerySet[Item]:
    return Item.objects.filter(Q(source=None) | Q(source__paused=False), **filters)


def _channel(row: Channel) -> AskChannel:
    doubted = row.asked % _DOUBTED == _DOUBTED - 1
    return AskChannel(
        row.url,
        row.host,
        channel=row.pk,
        kind=ChannelKind(row.kind),
        etag="" if doubted else row.etag,
        modified="" if doubted else row.modified,
        sha256=row.sha256,
    )


def _page(row: Item) -> AskPage:
    capture = row.capture
    known = None
    if capture is not None:
        known = Known(capture.record_id, capture.url, capture.fetched or capture.archived, capture.sha256)
    conditional = known is not None and row.checks % _DOUBTED_PAGE != _DOUBTED_PAGE - 1
    return AskPage(
        row.url,
        row.host,
        item=row.pk,
        etag=row.etag if conditional else "",
        modified=row.modified if conditional else "",
        known=known,
        slow=row.urgency == Urgency.BACKFILL,
    )
