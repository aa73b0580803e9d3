"""What people added by hand, and what has become of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from marsad.observatory.cures import cure_of
from marsad.observatory.models import Article, Capture, Item, ItemState, Job, JobState, Stage

LISTED = 30
_BY_HAND = RawSQL("NOT (by = '')", (), BooleanField())  # as its index has it: a parameter would not do


@dataclass(frozen=True, slots=True)
class Added:
    """A page that somebody added. ``state`` is one of `ItemState`, or ``reading`` while an archived page waits for its
    reader, ``article`` once it is one, ``unread`` where it cannot be read as one.

    ``item`` is null for what came as a file or text, ``seq`` for what is not in the archive.
    """

    at: datetime
    by: str
    what: str
    state: str
    item: int | None = None
    seq: int | None = None
    title: str = ""
    lang: str = ""
    error_kind: str = ""
    error: str = ""
    cure: str = ""


def recently_added() -> tuple[Added, ...]:
    """What was added last, the latest first."""
    items = list(Item.objects.filter(_BY_HAND).order_by("-found_at")[:LISTED])
    captures = list(Capture.objects.filter(_BY_HAND).order_by("-seq")[:LISTED])
    rows = [*added_items(items), *added_captures(captures)]
    return tuple(sorted(rows, key=lambda row: row.at, reverse=True)[:LISTED])


def added_items(items: Sequence[Item]) -> tuple[Added, ...]:
    """Addresses that were given."""
    read = _read(item.capture_id for item in items if item.capture_id)
    return tuple(_of_item(item, read) for item in items)


def added_captures(captures: Iterable[Capture]) -> tuple[Added, ...]:
    """Files and texts that are in the archive."""
    rows = list(captures)
    read = _read(row.pk for row in rows)
    return tuple(Added(row.archived, row.by, row.url or row.name, seq=row.pk, **_state(row.pk, read)) for row in rows)


def _of_item(item: Item, read: _Read) -> Added:
    if item.capture_id is not None and item.state == ItemState.FETCHED:
        stands = _state(item.capture_id, read)
        return Added(item.found_at, item.by, item.url, item=item.pk, seq=item.capture_id, **stands)
    cure = cure_of(item.error_kind, item.error).key if item.error_kind else ""
    return Added(
        item.found_at,
        item.by,
        item.url,
        item.state,
        item=item.pk,
        error_kind=item.error_kind,
        error=item.error,
        cure=cure,
    )


_Read = tuple[dict[int, tuple[str, str]], dict[int, tuple[str, str]]]
"""Title and language of articles, and state and error of the reading, by place in the order of ingest."""


def _read(seqs: Iterable[int]) -> _Read:
    chosen = list(seqs)
    articles = Article.objects.filter(pk__in=chosen).values_list("pk", "title", "lang")
    jobs = Job.objects.filter(stage=Stage.READ, capture__in=chosen).order_by("pk")
    return (
        {seq: (title, lang) for seq, title, lang in articles},
        {seq: (state, error) for seq, state, error in jobs.values_list("capture_id", "state", "error")},
    )


def _state(seq: int, read: _Read) -> dict[str, Any]:
    articles, jobs = read
    if seq in articles:
        return {"state": "article", "title": articles[seq][0], "lang": articles[seq][1]}
    state, error = jobs.get(seq, ("", ""))
    if state == JobState.FAILED:
        return {"state": "unread", "error": error}
    return {"state": "reading"}
