"""What an operator decides about outlets and their channels: journalled first, so that it survives a rebuild.

Journal records say what was decided, and `marsad.observatory.source_records` what follows from them: the same code
applies a decision when it is made and when the database is made anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from marsad.archive.journal import Journal, JournalRecord
from marsad.archive.locks import Lock
from marsad.collect.announced import ChannelKind
from marsad.observatory.models import Article, Channel, Source, SourceKind, Visibility
from marsad.observatory.paths import journal_dir, locks_dir
from marsad.observatory.source_records import apply_records, read_plans

_PATIENCE = 10.0
FIELDS = ("name", "home", "lang", "country", "kind", "paused", "visibility")
CHANNEL_FIELDS = ("title", "lang", "folder", "active", "least")
_NAME_LENGTH = 255
_LEAST = (60, 30 * 86_400)


@dataclass(frozen=True, slots=True)
class NewChannel:
    """A channel to be followed, as it is journalled. ``least`` is the shortest pause in seconds, null where the
    operator set none; a ``backfill`` channel is read once."""

    url: str
    kind: ChannelKind = ChannelKind.FEED
    title: str = ""
    lang: str = ""
    folder: str = ""
    active: bool = True
    backfill: bool = False
    least: int | None = None
    hub: str = ""
    topic: str = ""


class UnknownSourceError(ValueError):
    """No outlet or channel of that name; the message says how to see those there are."""

    def __init__(self, named: str) -> None:
        super().__init__(f"no source or channel is called {named}; `marsad sources list` shows the keys")


def find_source(named: str) -> Source:
    """The outlet with that key, or at that address. Raises `UnknownSourceError`."""
    from marsad.observatory.source_keys import source_key

    found = Source.objects.filter(key=named).first()
    if found is None and "//" in named:
        channel = Channel.objects.filter(url=named).select_related("source").first()
        found = channel.source if channel else Source.objects.filter(key=source_key(named)).first()
    if found is None:
        raise UnknownSourceError(named)
    return found


def change_source(data_dir: Path, key: str, **fields: str | bool) -> None:
    """Set some of `FIELDS` of a source, which is made if it is new. Raises `ValueError` for what cannot be set."""
    decide(data_dir, [source_record(key, **fields)])


def save_source(data_dir: Path, key: str, fields: dict[str, Any], channels: Sequence[NewChannel]) -> int:
    """Set fields of an outlet and follow channels of it; those that are followed already are left as they are.

    Returns how many are new.
    """
    followed = Channel.objects.filter(url__in=[channel.url for channel in channels], parent=None)
    known = set(followed.values_list("url", flat=True))
    new = [channel for channel in channels if channel.url not in known]
    records = [source_record(key, **fields), *(channel_record(key, channel) for channel in new)]
    decide(data_dir, records)
    return len(new)


def change_channel(data_dir: Path, url: str, **fields: Any) -> None:
    """Set some of `CHANNEL_FIELDS` of a channel. Raises `ValueError`."""
    channel = Channel.objects.filter(url=url).select_related("source").first()
    if channel is None:
        raise UnknownSourceError(url)
    _check(fields, CHANNEL_FIELDS, "channel")
    decide(data_dir, [{"kind": "channel", "url": url, "source": channel.source.key, **fields}])


def remove(data_dir: Path, named: str) -> tuple[int, bool]:
    """Stop following a channel (by its address) or all those of an outlet (by its key); articles stay.

    Returns how many channels went, and whether the outlet itself did, which is so where nothing was ever read of it.
    One that has articles is paused.
    """
    channel = Channel.objects.filter(url=named).select_related("source").first()
    source = channel.source if channel else find_source(named)
    going = [channel] if channel else list(source.channels.filter(parent=None))
    records: list[JournalRecord] = [
        {"kind": "channel", "url": one.url, "source": source.key, "removed": True} for one in going
    ]
    empty = channel is None and not Article.objects.filter(source=source).exists()
    if empty:
        records.append({"kind": "source", "key": source.key, "removed": True})
    elif channel is None:
        records.append({"kind": "source", "key": source.key, "paused": True, "discover": False})
    decide(data_dir, records)
    return len(going), empty


@dataclass(frozen=True, slots=True)
class Undiscovered:
    """An outlet whose channels are still to be found, and its home pages: one, or one a language."""

    key: str
    homes: tuple[str, ...]


def undiscovered() -> list[Undiscovered]:
    """Outlets that wait for their channels to be found; none that is paused or has channels."""
    waiting = {key: homes for key, plan in read_plans().items() if (homes := plan.get("discover"))}
    asked = Source.objects.filter(key__in=list(waiting), paused=False, channels=None).order_by("key")
    return [Undiscovered(source.key, homes_of(source, waiting[source.key])) for source in asked]


def homes_of(source: Source, discover: list[str] | bool = False) -> tuple[str, ...]:
    """The home pages of an outlet; what its key says where none is known."""
    return tuple(discover) if isinstance(discover, list) else (source.home or f"https://{source.key}/",)


def source_record(key: str, **fields: Any) -> JournalRecord:
    """The journal's record of a change to an outlet; its kind is called ``type`` there. Raises `ValueError`.

    ``discover``: the home pages where its channels are still to be found, true for its one; ``backfill`` is
    `marsad.observatory.backfill.Plan`.
    """
    own = {name: value for name, value in fields.items() if name not in ("discover", "backfill")}
    if isinstance(own.get("country"), str):
        fields["country"] = own["country"] = own["country"].upper()
    _check(own, FIELDS, "source")
    renamed = {("type" if name == "kind" else name): value for name, value in fields.items()}
    return {"kind": "source", "key": key, **renamed}


def channel_record(key: str, channel: NewChannel) -> JournalRecord:
    """The journal's record of a channel that is followed from now on; its kind is called ``type`` there."""
    fields = {name: value for name, value in asdict(channel).items() if value not in ("", None)}
    return {**fields, "type": str(channel.kind), "kind": "channel", "source": key}


def decide(data_dir: Path, records: Iterable[JournalRecord], now: datetime | None = None) -> None:
    """Make decisions hold: on the disk in the journal before the tables' transaction ends. One writer at a time."""
    from django.utils import timezone

    made = list(records)
    one_at_a_time = Lock(locks_dir(data_dir) / "operator.lock", wait=_PATIENCE)  # one journal keeps the order
    with one_at_a_time, transaction.atomic():
        apply_records(made, now or timezone.now())
        journal = Journal(journal_dir(data_dir), "operator")
        journal.append(made)
        journal.close()


def _check(fields: dict[str, Any], known: tuple[str, ...], what: str) -> None:
    unknown = sorted(set(fields) - set(known))
    if unknown:
        raise ValueError(
            f"a {what} has no field {', '.join(unknown)} that can be set; these can be: {', '.join(known)}"
        )
    for name, value in fields.items():
        if problem := problem_with(name, value):
            raise ValueError(problem)


def problem_with(name: str, value: Any) -> str | None:
    """Why a field cannot have that value, with those that it can have; null where it can."""
    match name:
        case "visibility" if value not in Visibility.values:
            return f"visibility is {' or '.join(Visibility.values)}, not {value}"
        case "kind" if value and value not in SourceKind.values:
            return f"kind is one of {', '.join(SourceKind.values)}, not {value}"
        case "country" if value and not re.fullmatch(r"[A-Z]{2}", str(value)):
            return f"country is two capital letters (ISO 3166) such as MA, not {value}"
        case "lang" if value and not re.fullmatch(r"(?=.{2,5}$)[a-z]{2,3}(-[A-Za-z]{2})?", str(value)):
            return f"lang is a language code such as fr or ar, not {value}"
        case "home" if value and not str(value).startswith(("http://", "https://")):
            return f"home is an address that begins with https:// or http://, not {value}"
        case "name" if not value or len(str(value)) > _NAME_LENGTH:
            return f"name is 1 to {_NAME_LENGTH} characters"
        case "paused" | "active" if not isinstance(value, bool):
            return f"{name} is yes or no, not {value}"
        case "least" if value is not None and not (isinstance(value, int) and _LEAST[0] <= value <= _LEAST[1]):
            return f"least is a number of seconds from {_LEAST[0]} to {_LEAST[1]}, not {value}"
    return None
