"""Notices: what the operator is told once of a channel that fails, or an outlet that is not as it used to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.db import transaction

from marsad.observatory.models import Channel, Notice, Source
from marsad.observatory.source_health import ChannelState, FlagKind, SourceHealth, health, health_keys
from marsad.observatory.source_numbers import MOST_PICKED

FAILURES = 3
"""How many failures in a row are told: one is the weather."""

_TOLD = (FlagKind.SILENT, FlagKind.EMPTY)
_ROWS_A_QUERY = 200

_Place = tuple[int, int | None, str]
"""Row of the outlet, row of the channel or null, and kind."""


def notices(now: datetime) -> tuple[Notice, ...]:
    """Open a notice for each thing that is newly wrong, and close those of what is well again; the new ones.

    Whatever stays wrong is told once, however often this is called.
    """
    wrong = dict(_wrong(_by_parts(now)))
    with transaction.atomic():
        still_open: dict[_Place, Notice] = {
            (row.source_id, row.channel_id, row.kind): row
            for row in Notice.objects.filter(done_at=None)
            if row.source_id is not None
        }
        new = [
            Notice(at=now, source_id=source, channel_id=channel, kind=kind, text=text)
            for (source, channel, kind), text in wrong.items()
            if (source, channel, kind) not in still_open
        ]
        _close([row for place, row in still_open.items() if place not in wrong and row.kind in _kinds()], now)
        Notice.objects.bulk_create(new, batch_size=_ROWS_A_QUERY)
        _mark_channels({place[1] for place in wrong if place[1] is not None})
    return tuple(new)


def _by_parts(now: datetime) -> Iterator[SourceHealth]:
    """All outlets that are collected, some hundreds in memory at a time."""
    keys = sorted(health_keys())
    for start in range(0, len(keys), MOST_PICKED):
        yield from health(now, keys[start : start + MOST_PICKED])


def _wrong(rows: Iterable[SourceHealth]) -> Iterable[tuple[_Place, str]]:
    for row in rows:
        if row.paused:
            continue
        for channel in row.own_channels:
            if channel.active and channel.failures >= FAILURES:
                yield (row.pk, channel.pk, FlagKind.FAILING.value), _words(row, channel)
        for flag in row.flags:
            if flag.kind in _TOLD:
                yield (row.pk, None, flag.kind.value), f"{row.name}: {flag.words}. {flag.cure.words}"


def _words(row: SourceHealth, channel: ChannelState) -> str:
    cure = channel.cure
    said = f"{row.name}: {channel.url} failed {channel.failures} times in a row: {channel.error or channel.error_kind}."
    return f"{said} {cure.words}" if cure else said


def _kinds() -> frozenset[str]:
    return frozenset({FlagKind.FAILING.value, *(kind.value for kind in _TOLD)})


def _close(rows: list[Notice], now: datetime) -> None:
    for row in rows:
        row.done_at = now
    Notice.objects.bulk_update(rows, ["done_at"], batch_size=_ROWS_A_QUERY)


def _mark_channels(told: set[int]) -> None:
    before = set(Channel.objects.filter(told=True).values_list("pk", flat=True))
    for pks, value in ((told - before, True), (before - told, False)):
        chosen = sorted(pks)
        for start in range(0, len(chosen), _ROWS_A_QUERY):
            Channel.objects.filter(pk__in=chosen[start : start + _ROWS_A_QUERY]).update(told=value)


def open_notices() -> Mapping[Source, tuple[Notice, ...]]:
    """What is wrong now, by outlet, the latest first."""
    found: dict[Source, tuple[Notice, ...]] = {}
    for row in Notice.objects.filter(done_at=None).exclude(source=None).select_related("source").order_by("-at", "-pk"):
        assert row.source is not None
        found[row.source] = (*found.get(row.source, ()), row)
    return found
