"""What follows from the journal's records of outlets and channels, when they are written and after a rebuild.

How far collecting has come (validators, due times, what is known of a channel's pace) is no decision: a record changes
what it names and leaves the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q, QuerySet

from marsad.archive.journal import JournalRecord, read_journal
from marsad.observatory.models import Channel, Item, ItemState, Setting, Source, Urgency, Visibility
from marsad.observatory.pace import CEILING, first_pause
from marsad.observatory.paths import journal_dir
from marsad.observatory.source_keys import source_key
from marsad.observatory.tombstones import TakenDownError, barred_outlets

_PLANS = "sources"
_PLANNED = ("discover", "backfill")
_ROWS_A_QUERY = 200
_PART = 500
_SPREAD = 900.0
_UNSET: dict[str, Any] = {
    "home": "",
    "lang": "",
    "country": "",
    "kind": "",
    "paused": False,
    "visibility": Visibility.EXTRACT,
}
_CHANNEL_UNSET: dict[str, Any] = {
    "title": "",
    "lang": "",
    "folder": "",
    "active": True,
    "backfill": False,
    "least": None,
}

Settings = dict[str, dict[str, Any] | None]
"""What records come to, by key or address; null of what was removed."""


def apply_records(records: Iterable[JournalRecord], now: datetime) -> None:
    """Bring the tables up to records just made; call inside the transaction that they are written in.

    Raises `TakenDownError` for an outlet that was taken down: it cannot be followed again.
    """
    sources, channels = _folded(records)
    if barred := _barred(sources, channels):
        raise TakenDownError("; ".join(f"{key} was {why}" for key, why in sorted(barred.items())))
    rows = _apply_sources(sources)
    _apply_channels(channels, rows, now)
    gone = [key for key, fields in sources.items() if fields is None]
    for part in _parts(gone):
        Source.objects.filter(key__in=part, articles=None).delete()


def restore(data_dir: Path, now: datetime) -> None:
    """Bring the tables up to the whole journal: channels that it knows are there, others are not."""
    records = read_journal(journal_dir(data_dir), "source", "channel", broken=[])
    with transaction.atomic():
        sources, channels = _folded(records)
        _leave_out(_barred(sources, channels), sources, channels)
        _keep_plans({})
        rows = _apply_sources({key: fields for key, fields in sources.items() if fields is not None})
        _apply_channels(channels, rows, now, whole=True)


def without_removed(records: Sequence[JournalRecord]) -> tuple[list[JournalRecord], list[str]]:
    """The records of a list but for those of outlets that were taken down, and these outlets in words."""
    barred = _barred(*_folded(records))
    kept = [
        record
        for record in records
        if not barred.keys() & {record.get("key"), record.get("source"), source_key(record.get("url", ""))}
    ]
    return kept, [f"{key} was {why}" for key, why in sorted(barred.items())]


def _barred(sources: Settings, channels: Settings) -> dict[str, str]:
    """The outlets among these that were taken down, and why they cannot be followed, by key."""
    keys = {key for key, fields in sources.items() if fields is not None}
    followed = {url: fields for url, fields in channels.items() if fields is not None}
    keys |= {fields["source"] for fields in followed.values()} | {source_key(url) for url in followed}
    return barred_outlets(keys)


def _leave_out(barred: dict[str, str], sources: Settings, channels: Settings) -> None:
    for key in barred:
        sources.pop(key, None)
    for url, fields in list(channels.items()):
        if fields is not None and (fields["source"] in barred or source_key(url) in barred):
            del channels[url]


def forget_sources() -> None:
    """Take back what was decided and derived of outlets; of those without channels or items nothing stays."""
    kept = {
        key for table in (Channel, Item) for key in table.objects.order_by().values_list("source", flat=True).distinct()
    }
    for source in list(Source.objects.all()):
        if source.pk not in kept:
            source.delete()
            continue
        for field, value in {"name": source.key, **_UNSET}.items():
            setattr(source, field, value)
        source.save()


def read_plans() -> dict[str, dict[str, Any]]:
    """What is still to be done for outlets, by key: ``discover``, ``backfill``."""
    row = Setting.objects.filter(key=_PLANS).first()
    return dict(row.value) if row else {}


def forget_plan(key: str) -> None:
    """Nothing is to be done for an outlet any more."""
    if (plans := read_plans()).pop(key, None) is not None:
        _keep_plans(plans)


def _keep_plans(plans: dict[str, dict[str, Any]]) -> None:
    Setting.objects.update_or_create(key=_PLANS, defaults={"value": plans})


def _folded(records: Iterable[JournalRecord]) -> tuple[Settings, Settings]:
    """The records of each outlet and each channel as one; what came after a removal alone counts."""
    sources: Settings = {}
    channels: Settings = {}
    for record in records:
        settings, key = (sources, record["key"]) if record["kind"] == "source" else (channels, record["url"])
        if record.get("removed"):
            settings[key] = None
            continue
        fields = {name: value for name, value in record.items() if name not in ("kind", "key", "url")}
        if "type" in fields:
            fields["kind"] = fields.pop("type")
        settings[key] = {**(settings.get(key) or {}), **fields}
    return sources, channels


def _apply_sources(settings: Settings) -> dict[str, Source]:
    """Outlets with these settings; all of them by key."""
    wanted = {key: fields for key, fields in settings.items() if fields is not None}
    rows = {row.key: row for part in _parts(list(wanted)) for row in Source.objects.filter(key__in=part)}
    new = [Source(key=key, name=key) for key in wanted if key not in rows]
    plans = read_plans()
    before = {key: dict(plan) for key, plan in plans.items()}
    for row in (*rows.values(), *new):
        said = dict(wanted[row.key])
        plan = {name: said.pop(name) for name in _PLANNED if name in said}
        plans[row.key] = {name: value for name, value in {**plans.get(row.key, {}), **plan}.items() if value}
        for name, value in said.items():
            setattr(row, name, value)
    for key, fields in settings.items():
        if fields is None:
            plans.pop(key, None)
    if rows:
        Source.objects.bulk_update(rows.values(), ["name", *_UNSET], batch_size=_ROWS_A_QUERY)
    Source.objects.bulk_create(new, batch_size=_ROWS_A_QUERY)
    plans = {key: plan for key, plan in plans.items() if plan}
    if plans != before:
        _keep_plans(plans)
    return rows | {row.key: row for row in new}


def _apply_channels(settings: Settings, sources: dict[str, Source], now: datetime, *, whole: bool = False) -> None:
    wanted = {url: fields for url, fields in settings.items() if fields is not None}
    gone = [url for url, fields in settings.items() if fields is None]
    if whole:
        followed = Channel.objects.filter(parent=None)  # what an index named comes and goes with the index
        gone = [url for url in followed.values_list("url", flat=True) if url not in wanted]
    for part in _parts(gone):
        _stop(Channel.objects.filter(url__in=part))
    rows = {row.url: row for part in _parts(list(wanted)) for row in Channel.objects.filter(url__in=part)}
    sources = sources | _owners({fields["source"] for fields in wanted.values()} - sources.keys())
    new = [_new_channel(url, now) for url in wanted if url not in rows]
    for row in (*rows.values(), *new):
        said: dict[str, Any] = {**(_CHANNEL_UNSET if whole else {}), **wanted[row.url]}
        row.source, row.parent = sources[said.pop("source")], None
        for name, value in said.items():
            setattr(row, name, value)
    changed = ["source", "parent", "kind", *_CHANNEL_UNSET]
    if rows:
        Channel.objects.bulk_update(rows.values(), changed, batch_size=_ROWS_A_QUERY)
    Channel.objects.bulk_create(new, batch_size=_ROWS_A_QUERY)


def _stop(channels: QuerySet[Channel]) -> None:
    """Remove channels with what they still wanted fetched, so that it is new again if they come back."""
    going = Q(channel__in=channels.values("pk")) | Q(channel__parent__in=channels.values("pk"))
    items = Item.objects.filter(going).exclude(urgency=Urgency.BY_HAND)
    items.filter(state=ItemState.WANTED, fetched_at=None).delete()
    items.update(due_at=None)
    channels.delete()


def _new_channel(url: str, now: datetime) -> Channel:
    """A channel that is first asked soon, but not at the same moment as all others of its list."""
    host = (urlsplit(url).hostname or "")[:255]
    return Channel(url=url, host=host, due_at=now + timedelta(seconds=first_pause(url, min(_SPREAD, CEILING))))


def _owners(keys: set[str]) -> dict[str, Source]:
    """Outlets by key, made where they are not there."""
    Source.objects.bulk_create([Source(key=key, name=key) for key in sorted(keys)], _ROWS_A_QUERY, True)
    return {row.key: row for part in _parts(sorted(keys)) for row in Source.objects.filter(key__in=part)}


def _parts(keys: list[str]) -> Iterable[list[str]]:
    return (keys[start : start + _PART] for start in range(0, len(keys), _PART))
