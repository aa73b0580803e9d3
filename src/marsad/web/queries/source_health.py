"""How collecting of one outlet goes: its channels, what its sites say of being collected, and its past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count

from marsad.collect.errors import RefusedByReservation
from marsad.collect.rules import OriginRules, origin_of
from marsad.observatory.backfill import Plan, plan_of
from marsad.observatory.cures import Cure, cure_of
from marsad.observatory.models import Channel, Item, ItemState, Origin, Refusal, Source, Urgency
from marsad.observatory.presence import watching
from marsad.observatory.source_health import SourceHealth, health, health_keys
from marsad.web.queries.health import Bars, Told, daily_counts, open_notices

CHANNELS = 100
"""Channels that are shown; sitemaps of an index and of the past are counted."""
REFUSALS = 10


@dataclass(frozen=True, slots=True)
class Site:
    """What an origin says of being collected. ``state`` is a code of `RulesState`, ``words`` are the site's own."""

    name: str
    state: str
    words: str
    crawl_delay: float | None
    read_at: datetime


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """A channel, and what helps where it fails. ``hub`` says how its WebSub subscription stands: none, asked, active,
    ended or failed."""

    row: Channel
    cure: Cure | None
    hub: str


@dataclass(frozen=True, slots=True)
class Past:
    """How far back-fill is: channels of the past that were read of all, and pages."""

    plan: Plan | None
    read: int
    channels: int
    fetched: int
    wanted: int


@dataclass(frozen=True, slots=True)
class Collecting:
    """All that operators see of an outlet. ``children`` counts channels that a sitemap index named."""

    health: SourceHealth
    bars: Bars
    channels: tuple[ChannelLine, ...]
    children: int
    more: int
    sites: tuple[Site, ...]
    refusals: tuple[Refusal, ...]
    past: Past | None
    notices: tuple[Told, ...]
    watched: bool
    collected: bool


def collecting(source: Source, now: datetime) -> Collecting:
    """How collecting of an outlet goes."""
    (row,) = health(now, [source.key])
    channels = Channel.objects.filter(source=source)
    own = channels.filter(backfill=False, parent=None).order_by("-active", "pk")
    lines = tuple(_line(one, now) for one in own[:CHANNELS])
    return Collecting(
        health=row,
        bars=Bars(daily_counts([source.pk], now)[source.pk], row.usual),
        channels=lines,
        children=channels.filter(backfill=False).exclude(parent=None).count(),
        more=max(own.count() - CHANNELS, 0),
        sites=_sites(source, [one.row.url for one in lines]),
        refusals=tuple(Refusal.objects.filter(source=source).order_by("-last_at")[:REFUSALS]),
        past=_past(source),
        notices=open_notices(source),
        watched=watching(settings.DATA_DIR),
        collected=source.key in health_keys(),
    )


def _line(row: Channel, now: datetime) -> ChannelLine:
    cure = cure_of(row.error_kind, row.error) if row.failures else None
    return ChannelLine(row, cure, _hub(row, now))


def _hub(row: Channel, now: datetime) -> str:
    if not row.hub:
        return ""
    if row.hub_until and row.hub_until > now:
        return "active"
    if row.hub_error:
        return "failed"
    if row.hub_until:
        return "ended"
    return "asked" if row.hub_asked_at else "none"


def _sites(source: Source, urls: list[str]) -> tuple[Site, ...]:
    homes = [source.home] if source.home else []
    names = list(dict.fromkeys(origin_of(url) for url in (*homes, *urls)))
    rows = {row.name: row for row in Origin.objects.filter(name__in=names)}
    return tuple(_site(rows[name]) for name in names if name in rows)


def _site(row: Origin) -> Site:
    rules = OriginRules.of(row.robots_status, bytes(row.robots), bytes(row.tdmrep), row.error)
    refusal = rules.refusal(f"{row.name}/")
    state = "allowed"
    if rules.error:
        state = "unreadable"
    elif refusal is not None:
        state = "reserved" if isinstance(refusal, RefusedByReservation) else "robots"
    return Site(row.name, state, refusal.reason if refusal else "", rules.crawl_delay, row.read_at)


def _past(source: Source) -> Past | None:
    plan = plan_of(source.key)
    channels = Channel.objects.filter(source=source, backfill=True)
    count = channels.count()
    if plan is None and not count:
        return None
    old = Item.objects.filter(source=source, urgency=Urgency.BACKFILL).order_by()
    by_state = dict(old.values_list("state").annotate(Count("pk")))
    read = channels.exclude(ok_at=None).count()
    return Past(plan, read, count, by_state.get(ItemState.FETCHED, 0), by_state.get(ItemState.WANTED, 0))
