"""How collecting goes, for operators: a page of the list of outlets, and one outlet with its channels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from marsad.observatory.cures import Cure, cure_of
from marsad.observatory.models import Channel, Item, Notice, Source
from marsad.observatory.presence import watching
from marsad.observatory.source_health import SourceHealth, health, health_keys
from marsad.observatory.source_records import read_plans

PAGE_SIZE = 50
DAYS = 28
"""Days of the small bars, today's last."""

_MOST_NOTICES = 100
_DAILY = f"""
SELECT source_id, CAST(julianday(%s) - julianday(found_at) AS INTEGER) AS day, COUNT(*)
FROM {Item._meta.db_table} WHERE source_id IN ({{only}}) AND found_at > %s GROUP BY source_id, day
"""  # noqa: S608 - names of tables, and whole numbers


@dataclass(frozen=True, slots=True)
class Bars:
    """New items of each of the last `DAYS` days of 24 hours, the latest last; ``usual`` is the outlet's own day."""

    counts: tuple[int, ...]
    usual: float

    @property
    def top(self) -> float:
        """What the highest bar stands for."""
        return max(*self.counts, self.usual, 1)

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Row:
    """An outlet in the list, and the bars of its days."""

    health: SourceHealth
    bars: Bars


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which outlets are listed: of a country, with channels in a folder, those that need somebody; null: all."""

    country: str | None = None
    folder: str | None = None
    trouble: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A notice that stands open, with what helps."""

    pk: int
    at: datetime
    kind: str
    source: Source
    url: str
    error_kind: str
    error: str
    cure: Cure


@dataclass(frozen=True, slots=True)
class HealthPage:
    """One page of the outlets that are collected, by name. ``total`` counts those that are listed, ``all`` those there
    are, ``troubled`` those that need somebody; ``page`` counts from 1."""

    rows: tuple[Row, ...]
    total: int
    all: int
    troubled: int
    countries: tuple[str, ...]
    folders: tuple[str, ...]
    notices: tuple[Told, ...]
    watched: bool
    has_next: bool


def health_page(wanted: Wanted, page: int, now: datetime) -> HealthPage:
    """What operators see of all outlets; only those of this page are looked at closely."""
    keys, troubled = health_keys(), _troubled()
    sources = Source.objects.all()
    if wanted.country is not None:
        sources = sources.filter(country=wanted.country)
    if wanted.folder is not None:
        sources = sources.filter(pk__in=Channel.objects.filter(folder=wanted.folder).values("source"))
    names = [pair for pair in sources.order_by("name", "key").values_list("key", "pk") if pair[0] in keys]
    listed = [pair for pair in names if pair[0] in troubled] if wanted.trouble else names
    shown = listed[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    rows = {row.key: row for row in health(now, [key for key, _ in shown])} if shown else {}
    daily = daily_counts([pk for _, pk in shown], now)
    followed = Channel.objects.order_by("folder").exclude(folder="")
    return HealthPage(
        rows=tuple(Row(rows[key], Bars(daily[pk], rows[key].usual)) for key, pk in shown),
        total=len(listed),
        all=len(keys),
        troubled=len(troubled),
        countries=tuple(_countries(keys)),
        folders=tuple(followed.values_list("folder", flat=True).distinct()),
        notices=open_notices(),
        watched=watching(settings.DATA_DIR),
        has_next=len(listed) > page * PAGE_SIZE,
    )


def _countries(keys: Collection[str]) -> list[str]:
    named = Source.objects.exclude(country="").order_by("country").values_list("key", "country")
    return sorted({country for key, country in named if key in keys})


def _troubled() -> set[str]:
    """Keys of outlets that fail, of which something was told that still stands, or that have no channels yet."""
    failing = Channel.objects.filter(active=True, backfill=False, failures__gt=0, source__paused=False)
    told = Notice.objects.filter(done_at=None).exclude(source=None)
    waiting = {key for key, plan in read_plans().items() if plan.get("discover")}
    unfound = Source.objects.filter(channels=None, paused=False).values_list("key", flat=True) if waiting else ()
    return {
        *failing.order_by().values_list("source__key", flat=True).distinct(),
        *told.order_by().values_list("source__key", flat=True).distinct(),
        *(waiting & set(unfound)),
    }


def open_notices(source: Source | None = None) -> tuple[Told, ...]:
    """What was told and stands, and no operator has put aside, the latest first."""
    rows = Notice.objects.filter(done_at=None, seen_at=None).exclude(source=None)
    if source is not None:
        rows = rows.filter(source=source)
    return tuple(
        Told(row.pk, row.at, row.kind, row.source, row.channel.url, row.channel.error_kind, row.channel.error,
             cure_of(row.channel.error_kind, row.channel.error))
        if row.channel
        else Told(row.pk, row.at, row.kind, row.source, "", "", "", cure_of(_CURED.get(row.kind, "")))
        for row in rows.select_related("source", "channel").order_by("-at", "-pk")[:_MOST_NOTICES]
        if row.source
    )  # fmt: skip


_CURED = {"silent": "silent", "empty": "NeedsScript"}


def daily_counts(sources: Collection[int], now: datetime) -> dict[int, tuple[int, ...]]:
    """New items of outlets, by row, on each of the last `DAYS` days, the latest last."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    if sources:
        with connection.cursor() as cursor:
            only = ", ".join(str(int(pk)) for pk in sources)
            cursor.execute(_DAILY.format(only=only), [now, now - timedelta(days=DAYS)])
            for source, day, count in cursor:
                found[source][max(day, 0)] = count
    return {pk: tuple(found[pk].get(day, 0) for day in reversed(range(DAYS))) for pk in sources}


def attention() -> int:
    """How many notices wait for an operator, for the menu."""
    return Notice.objects.filter(done_at=None, seen_at=None).exclude(source=None).count()
