"""Numbers of all outlets at once, from a fixed number of queries: how they publish, and how their pages read."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Count

from marsad.observatory.habits import DAY, PAST, RECENT, WINDOW_DAYS, Habit
from marsad.observatory.models import Article, Item, Job, JobState, Stage
from marsad.observatory.source_keys import source_key

MOST_PICKED = 500
"""Outlets that are picked out by the queries themselves; of more, all are asked for."""

_DAYS_A_WEEK = 7
_BYTES = "octet_length" if sqlite3.sqlite_version_info >= (3, 43) else "length"
"""The length of a text; of the bytes where that spares reading it."""

_HABITS = f"""
WITH last (source, at) AS (
    SELECT source_id, MAX(found_at) FROM {Item._meta.db_table} WHERE source_id IS NOT NULL {{only}} GROUP BY source_id
), recent AS (
    SELECT last.source, julianday(last.at) AS last_at, julianday(item.found_at) AS at,
           LAG(julianday(item.found_at)) OVER (PARTITION BY item.source_id ORDER BY item.found_at) AS before
    FROM last JOIN {Item._meta.db_table} AS item
    ON item.source_id = last.source AND item.found_at > datetime(last.at, %s)
)
SELECT source, CAST(last_at - at AS INTEGER) AS day, COUNT(*), MAX(at - before), MAX(last_at - at)
FROM recent GROUP BY source, day
"""  # noqa: S608 - names of tables

_LENGTHS = f"""
WITH placed AS (
    SELECT capture_id, ROW_NUMBER() OVER (PARTITION BY source_id ORDER BY capture_id DESC) AS place
    FROM {Article._meta.db_table} WHERE true {{only}}
)
SELECT article.source_id, placed.capture_id, {_BYTES}(article.lede) + {_BYTES}(article.body)
FROM placed JOIN {Article._meta.db_table} AS article ON article.capture_id = placed.capture_id
WHERE placed.place <= %s ORDER BY article.source_id, placed.capture_id DESC
"""  # noqa: S608 - names of tables


@dataclass(frozen=True, slots=True)
class Readings:
    """An outlet's latest articles, latest first, and those before them: lengths, and how many pages failed among
    them; ``error`` is the latest failure in words."""

    recent: tuple[int, ...] = ()
    past: tuple[int, ...] = ()
    failed: int = 0
    failed_before: int = 0
    error: str = ""


def habits(only: Collection[int] | None = None) -> dict[int, Habit]:
    """How each outlet publishes, by its row: from when items were found in the 28 days to its last one."""
    days: dict[int, dict[int, int]] = defaultdict(dict)
    gaps: dict[int, dict[int, float]] = defaultdict(dict)
    watched: dict[int, float] = defaultdict(float)
    with connection.cursor() as cursor:
        cursor.execute(_HABITS.format(only=_only(only)), [f"-{WINDOW_DAYS} days"])
        for source, day, count, gap, since in cursor:
            days[source][day] = count
            week = day // _DAYS_A_WEEK
            gaps[source][week] = max(gaps[source].get(week, 0.0), (gap or 0.0) * DAY)
            watched[source] = max(watched[source], since * DAY)
    return {source: _habit(days[source], gaps[source], watched[source]) for source in days}


def _habit(days: Mapping[int, int], gaps: Mapping[int, float], watched: float) -> Habit:
    by_day = tuple(days.get(day, 0) for day in range(max(days) + 1))
    by_week = tuple(gaps.get(week, 0.0) for week in range(max(gaps) + 1))
    return Habit(by_day, by_week, watched)


def found_since(moment: datetime, only: Collection[int] | None = None) -> dict[int, int]:
    """How many new items of each outlet were found since then."""
    found = Item.objects.filter(found_at__gte=moment).exclude(source=None).order_by()
    if only is not None and len(only) <= MOST_PICKED:
        found = found.filter(source__in=list(only))
    return dict(found.values_list("source").annotate(Count("pk")))


def readings(keys: Mapping[str, int], only: Collection[int] | None = None) -> dict[int, Readings]:
    """How the latest pages of each outlet read; ``keys`` gives the outlets' rows by key."""
    lengths: dict[int, list[tuple[int, int]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_LENGTHS.format(only=_only(only)), [RECENT + PAST])
        for source, capture, length in cursor:
            lengths[source].append((capture, length or 0))
    failures: dict[int, list[tuple[int, str]]] = defaultdict(list)
    failed = Job.objects.filter(stage=Stage.READ, state=JobState.FAILED).order_by("-capture_id")
    for capture, url, error in failed.values_list("capture_id", "capture__url", "error").iterator():
        if (source := keys.get(source_key(url))) is not None:
            failures[source].append((capture, error))
    return {source: _readings(lengths[source], failures[source]) for source in {*lengths, *failures}}


def _only(sources: Collection[int] | None) -> str:
    """The condition that picks some outlets; none where there are more than fit."""
    if sources is None or len(sources) > MOST_PICKED:
        return ""
    return f"AND source_id IN ({', '.join(str(int(source)) for source in sources) or 'NULL'})"


def _readings(lengths: list[tuple[int, int]], failures: Iterable[tuple[int, str]]) -> Readings:
    """``lengths`` and ``failures`` with their places in the order of ingest, latest first."""
    recent, past = lengths[:RECENT], lengths[RECENT:]
    began = recent[-1][0] if recent else 0
    before = past[-1][0] if past else began
    places = list(failures)
    return Readings(
        tuple(length for _, length in recent),
        tuple(length for _, length in past),
        failed=sum(place > began for place, _ in places),
        failed_before=sum(before < place < began for place, _ in places),
        error=places[0][1] if places else "",
    )
