"""Promises as an export's reader may see them, each word with its permanent address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from marsad.observatory.entities import SHOWN
from marsad.observatory.exports.reading import Export
from marsad.observatory.extracts import extract, within_extract
from marsad.observatory.ledger.listing import promises_in, rows
from marsad.observatory.models import Article, Dossier, FactState, Promise, Visibility
from marsad.observatory.permalinks import path_of

Row = dict[str, Any]
_IN_THE_WORDS: Row = {"what": None, "amounts": [], "by": [], "to": []}
"""What a stranger reads of in the words themselves, as far as they may."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Words of a row of the ledger."""

    field: str
    start: int
    exact: str


def promises(export: Export, today: date) -> Iterator[Row]:
    """The promises of a dossier as `promise_rows` gives them."""
    return promise_rows(promises_in(export.dossier), today, export.dossier, whole=export.whole, site=export.site)


def promise_rows(
    chosen: QuerySet[Promise],
    today: date,
    dossier: Dossier | None = None,
    *,
    whole: bool = False,
    site: str = "",
    waiting: bool = False,
) -> Iterator[Row]:
    """Rows of `marsad.observatory.ledger.listing` with a ``permalink`` for each evidence.

    Without ``whole``, of a promise whose first words a stranger may not see there is none, and a move without words
    that they may see has no ``evidence``. Moves that wait for an editor are left out unless ``waiting``, those
    that were struck always are.
    """
    states = {*SHOWN, FactState.WAITING} if waiting else {*SHOWN}
    for row in rows(chosen, today, dossier):
        listed = [move for move in row["moves"] if move["state"] in states]
        told = [row["first"], *(move["evidence"] for move in listed if move["evidence"])]
        seen = {one["record"]: one for one in _articles(told)}
        first = _evidence(row["first"], seen, whole, site)
        if first is None:
            continue
        moves = [{**one, "evidence": _evidence(one["evidence"], seen, whole, site)} for one in listed]
        own = {} if _whole(seen[row["first"]["record"]], whole) else _IN_THE_WORDS
        yield {**row, **own, "first": first, "moves": moves, "page": f"{site}/commitment/{row['id']}"}


def _articles(told: list[Row]) -> Iterator[Row]:
    fields = ("capture__record_id", "capture__key", "lede", "body", "source__visibility")
    records = {one["record"] for one in told}
    for values in Article.objects.filter(capture__record_id__in=records).values_list(*fields):
        yield dict(zip(("record", "key", "lede", "body", "visibility"), values, strict=True))


def _whole(article: Mapping[str, Any], whole: bool) -> bool:
    return whole or article["visibility"] == Visibility.FULL


def _evidence(one: Row | None, seen: Mapping[str, Row], whole: bool, site: str) -> Row | None:
    article = seen.get(one["record"]) if one else None
    if one is None or article is None:
        return None
    lede, body = article["lede"], article["body"]
    words = _Place(one["field"], one["start"], one["exact"])
    if not _whole(article, whole) and not within_extract(lede, body, words, extract(lede, body)):
        return None
    here = path_of(article["key"], one["kind"], one["field"], one["start"], one["end"], one["exact"])
    return {**one, "permalink": site + here}
