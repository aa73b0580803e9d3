"""What became of asking a channel: what it announces becomes items, and when it is asked again."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from django.db.models import Max

from marsad.collect.announced import Announced, ChannelKind, Child
from marsad.collect.errors import FetchError, RefusedByReservation
from marsad.collect.response import Response
from marsad.observatory.asking import note_refusal
from marsad.observatory.backfill import plan_of, spread
from marsad.observatory.items import Wanted, announce, host_of
from marsad.observatory.models import Channel, Item, Urgency
from marsad.observatory.pace import ChannelFacts, next_interval, retry_after_failure
from marsad.observatory.watch.tasks import AskChannel, Subscribe

LEASE = 10 * 86_400
"""Seconds that a WebSub subscription is asked for; it is renewed in its last day."""

_WATCHED = timedelta(days=7)
_FRESH = timedelta(days=3)
_RENEW = timedelta(days=1)
_ASK_HUB_AGAIN = timedelta(hours=6)
_SITEMAPS = (ChannelKind.SITEMAP, ChannelKind.NEWS_SITEMAP)
_MOST_CHILDREN = 500
_AT_ONCE = timedelta(seconds=30)


class Channels:
    """Writes down what came of asking channels; called within the transaction that settles it.

    ``public_url`` is where hubs reach this observatory, empty where they cannot. ``subscribe`` is given what is to be
    asked of a hub.
    """

    def __init__(self, public_url: str, subscribe: Callable[[Subscribe], None]) -> None:
        self._public_url = public_url.rstrip("/")
        self._subscribe = subscribe

    def read(self, task: AskChannel, answer: Response, announced: Announced, digest: str, now: datetime) -> None:
        """A channel that said something else than before."""
        if (row := _row(task.channel)) is None:
            return
        new = announce(row, announced.items, now, _wanted(row, announced, now))
        if new:
            row.new_at = now
        row.kind = announced.kind.value if row.kind != ChannelKind.PAGE else row.kind
        row.title = row.title or announced.title[:500]
        row.lang = row.lang or (announced.lang or "")[:20]
        row.every, row.sha256 = announced.every, digest
        row.hub, row.topic = announced.hub or "", announced.topic or row.url
        self._well(row, answer, now)
        if announced.children:
            _note_children(row, announced.children, now)
        row.save()
        self._renew(row, now)

    def unchanged(self, task: AskChannel, now: datetime, answer: Response | None = None) -> None:
        """A channel that says what it said before; ``answer`` where the server sent it again all the same."""
        if (row := _row(task.channel)) is None:
            return
        self._well(row, answer, now)
        row.save()
        self._renew(row, now)

    def failed(self, task: AskChannel, error: FetchError, now: datetime, refused: bool) -> None:
        """A channel that gave nothing that can be read. It is asked again later and later, and never given up."""
        if (row := _row(task.channel)) is None:
            return
        row.tried_at, row.asked, row.failures = now, row.asked + 1, row.failures + 1
        row.error_kind, row.error = type(error).__name__[:40], error.reason[:500]
        row.due_at = now + timedelta(seconds=retry_after_failure(row.failures - 1, row.interval, row.url))
        row.save()
        if refused or isinstance(error, RefusedByReservation):
            note_refusal(error, row.source, now)

    def subscribed(self, task: Subscribe, answer: Response) -> None:
        """A hub answered; 202 says that it will ask whether the subscription is meant (WebSub §5.1.1)."""
        if 200 <= answer.status < 300:
            Channel.objects.filter(pk=task.channel).update(hub_error="")
        else:
            self._no_hub(task, f"the hub answers {answer.status} {answer.reason}".rstrip())

    def not_subscribed(self, task: Subscribe, error: FetchError) -> None:
        """A hub could not be asked; the channel is asked itself, as without one."""
        self._no_hub(task, f"{error.name}: {error.reason}")

    @staticmethod
    def _no_hub(task: Subscribe, words: str) -> None:
        Channel.objects.filter(pk=task.channel).update(hub_error=words[:500])

    def _well(self, row: Channel, answer: Response | None, now: datetime) -> None:
        row.tried_at = row.ok_at = now
        row.first_at = row.first_at or now
        row.asked, row.failures, row.error_kind, row.error = row.asked + 1, 0, "", ""
        if answer is not None:
            row.etag = answer.header("etag") or ""
            row.modified = (answer.header("last-modified") or "")[:100]
        if row.backfill or row.parent_id:
            row.due_at = None
            return
        row.interval = next_interval(_facts(row, now), now)
        row.due_at = now + timedelta(seconds=row.interval)

    def _renew(self, row: Channel, now: datetime) -> None:
        """Subscribe where a feed names a hub, and again before the subscription ends."""
        if not (self._public_url and row.hub and row.kind == ChannelKind.FEED):
            return
        if row.hub_until and row.hub_until - now > _RENEW:
            return
        if row.hub_asked_at and now - row.hub_asked_at < _ASK_HUB_AGAIN:
            return
        row.hub_token = row.hub_token or secrets.token_urlsafe(24)
        row.hub_secret = row.hub_secret or secrets.token_urlsafe(32)
        row.hub_asked_at = now
        row.save(update_fields=["hub_token", "hub_secret", "hub_asked_at"])
        callback = f"{self._public_url}/websub/{row.hub_token}"
        self._subscribe(
            Subscribe(
                row.hub,
                host_of(row.hub),
                channel=row.pk,
                topic=row.topic or row.url,
                callback=callback,
                secret=row.hub_secret,
                lease=LEASE,
            )
        )


def _row(channel: int) -> Channel | None:
    """The channel, unless it was removed meanwhile."""
    return Channel.objects.select_related("source").filter(pk=channel).first()


def _facts(row: Channel, now: datetime) -> ChannelFacts:
    since = max(row.first_at or now, now - _WATCHED)
    found = Item.objects.filter(channel=row, found_at__gt=since).count()
    return ChannelFacts(
        row.url,
        found=found,
        watched=(now - since).total_seconds(),
        new_at=row.new_at,
        every=row.every,
        least=row.least,
        hub=row.hub_until is not None and row.hub_until > now,
    )


def _wanted(row: Channel, announced: Announced, now: datetime) -> Wanted:
    """Which of what is announced is fetched. A sitemap lists years: of those only what came since it is followed."""
    if row.backfill:
        plan = plan_of(row.source.key)
        return Wanted(plan.since, dues=spread(len(announced.items), plan, _end_of_past(row, now))) if plan else Wanted()
    if announced.kind not in _SITEMAPS:
        return Wanted()
    followed = row.first_at or (row.parent.first_at if row.parent else None)
    since = (followed or now) - _FRESH
    return Wanted(since.date().isoformat(), undated=followed is not None and row.first_at is not None)


def _end_of_past(row: Channel, now: datetime) -> datetime:
    """Behind what else of the outlet's past is still to be fetched."""
    waiting = Item.objects.filter(source=row.source, urgency=Urgency.BACKFILL, due_at__gt=now)
    last: datetime | None = waiting.aggregate(last=Max("due_at"))["last"]
    return last or now


def _note_children(row: Channel, children: Sequence[Child], now: datetime) -> None:
    """Have the sitemaps of an index asked that are new to it, or that it says have changed."""
    latest = sorted(children, key=lambda child: child.modified or "", reverse=True)[:_MOST_CHILDREN]
    known = {child.url: child for child in Channel.objects.filter(url__in=[child.url for child in latest])}
    turn: Iterator[datetime] = (now + number * _AT_ONCE for number in range(len(latest)))
    for child in latest:
        had = known.get(child.url)
        if had is None:
            _of_index(row, child, next(turn) if _is_fresh(row, child, now) else None).save()
        elif had.parent_id == row.pk and not row.backfill and _has_changed(had, child):
            had.due_at = next(turn)
            had.save(update_fields=["due_at"])


def _of_index(row: Channel, child: Child, due: datetime | None) -> Channel:
    return Channel(
        source=row.source,
        parent=row,
        url=child.url,
        host=host_of(child.url),
        kind=ChannelKind.SITEMAP.value,
        folder=row.folder,
        backfill=row.backfill,
        interval=row.interval,
        due_at=due,
    )


def _is_fresh(row: Channel, child: Child, now: datetime) -> bool:
    """Whether a sitemap may hold what is wanted: always for a back-fill; else one that changed lately, or may have."""
    if row.backfill:
        return True
    return child.modified is None or child.modified[:10] >= (now - _FRESH).date().isoformat()


def _has_changed(had: Channel, child: Child) -> bool:
    if child.modified is None or had.ok_at is None:
        return True
    return child.modified[:10] >= had.ok_at.date().isoformat()
