"""The rows of the ledger in the canonical export, by keys that are the same after a rebuild."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from marsad.observatory.models import LedgerEntry, LedgerKey, LedgerParty, Promise, PromiseMove

_AT_ONCE = 500
_ENTRY = ("pk", "key", "article_id", "at", "told", "parent__key", "confidence", "promise_id")
_PROMISE = (
    "id", "root__key", "status", "status_at", "due", "due_on", "first_at", "last_at", "articles", "sources",
)  # fmt: skip
_MOVE = (
    "promise_id", "number", "key", "status", "at", "due", "entry__key", "confidence", "state", "note", "by",
    "decision_id",
)  # fmt: skip


def rows() -> Iterator[dict[str, Any]]:
    """Entries in their order with their parties, promises by id, and the moves of each in order."""
    entries = LedgerEntry.objects.order_by("at", "place")
    for row in entries.values(*_ENTRY).iterator(chunk_size=_AT_ONCE):
        entry = row.pop("pk")
        parties = LedgerParty.objects.filter(entry=entry).order_by("entity").values_list("entity_id", "by")
        keys = LedgerKey.objects.filter(entry=entry).order_by("entity").values_list("entity_id", flat=True)
        yield {"type": "ledger_entry", **_plain(row), "parties": list(parties), "keys": list(keys)}
    for row in Promise.objects.order_by("pk").values(*_PROMISE).iterator(chunk_size=_AT_ONCE):
        yield {"type": "promise", **_plain(row)}
    moves = PromiseMove.objects.order_by("promise", "number")
    for row in moves.values(*_MOVE).iterator(chunk_size=_AT_ONCE):
        yield {"type": "promise_move", **_plain(row)}


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}
