"""The rows of dossiers in the canonical export: everything of them by keys that are the same after a rebuild.

How far a dossier is filled is no part of it: that says how far the work is, not what comes of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from marsad.observatory.models import (
    Dossier,
    DossierActor,
    DossierDay,
    DossierHand,
    DossierLine,
    DossierMember,
    DossierPart,
    DossierSeries,
    DossierTie,
    DossierVoice,
    TieWords,
)

Rows = Iterator[dict[str, Any]]
_AT_ONCE = 500
_DOSSIER = ("kind", "name", "entity_id", "rule", "made_by", "made_at", "closed", "closed_after")
_MEMBER = ("article_id", "story_id", "by_hand", "at", "day", "month", "own", "lang", "parts", "actors", "ties")
_LINE = (
    "story_id", "kind", "key", "at", "begin", "end", "article_id", "fact__kind", "fact__field", "fact__start",
    "fact__end", "followed__kind", "followed__key", "promise_id", "entity_id", "source__key", "lang", "langs",
    "articles", "voices", "parts",
)  # fmt: skip
_PART = (
    "number",
    "names",
    "by_hand",
    "fact__article_id",
    "fact__field",
    "fact__start",
    "articles",
    "voices",
    "last_at",
)
_TABLES: tuple[tuple[str, Any, tuple[str, ...], tuple[str, ...]], ...] = (
    ("dossier_hand", DossierHand, ("capture_key", "included", "decision_id"), ("capture_key",)),
    ("dossier_member", DossierMember, (*_MEMBER, "source__key", "voice__key"), ("article_id",)),
    ("dossier_day", DossierDay, ("part", "day", "lang", "articles", "own"), ("part", "day", "lang")),
    (
        "dossier_voice",
        DossierVoice,
        ("part", "month", "source__key", "voice__key", "lang", "articles", "last_at"),
        ("part", "month", "source__key", "voice__key", "lang"),
    ),
    ("dossier_part", DossierPart, _PART, ("number",)),
    ("dossier_actor", DossierActor, ("entity_id", "kind", "articles"), ("entity_id",)),
    ("dossier_tie", DossierTie, ("first_id", "second_id", "articles"), ("first_id", "second_id")),
    ("dossier_line", DossierLine, _LINE, _LINE[:-1]),
    ("dossier_series", DossierSeries, ("key", "unit", "counted", "lines"), ("key",)),
)
_WORDS = ("tie__first_id", "tie__second_id", "article_id", "at", "field", "start", "end", "exact")
_DATED = frozenset({"made_at", "at", "day", "month", "last_at"})


def rows() -> Rows:
    """The dossiers by their ids, each with all that is kept of it."""
    for dossier in Dossier.objects.order_by("pk"):
        told = {name: getattr(dossier, name) for name in _DOSSIER}
        yield {"type": "dossier", "id": dossier.pk, **_plain(told)}
        for kind, table, columns, order in _TABLES:
            found = table.objects.filter(dossier=dossier).order_by(*order).values(*columns)
            yield from _typed(kind, dossier.pk, found.iterator(chunk_size=_AT_ONCE))
        words = TieWords.objects.filter(tie__dossier=dossier).order_by(*_WORDS).values(*_WORDS)
        yield from _typed("tie_words", dossier.pk, words.iterator(chunk_size=_AT_ONCE))


def _typed(kind: str, dossier: str, found: Rows) -> Rows:
    return ({"type": kind, "dossier": dossier, **_plain(row)} for row in found)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if name in _DATED and value else value for name, value in row.items()}
