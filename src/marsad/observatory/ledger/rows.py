"""Entries of the ledger as rows, and as `marsad.follow.ledger` sees them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

import numpy as np

from marsad.follow.ledger import Entry
from marsad.model import CommitmentStatus, FactKind
from marsad.observatory.models import Fact, LedgerEntry

ROWS_A_QUERY = 200
MOST = 200
"""Entries of one article that are taken in, the first ones of its text."""
_COLUMNS = frozenset({"id", "at", "meaning"})
_HEX = 16


def _tuples(value: list[list[Any]]) -> tuple[tuple[Any, ...], ...]:
    return tuple(map(tuple, value))


_BACK: Mapping[str, Callable[[Any], Any]] = {
    "kind": FactKind,
    "status": CommitmentStatus,
    **dict.fromkeys(("by", "withs", "names", "about"), frozenset),
    **dict.fromkeys(("amounts", "figures"), _tuples),
}
"""How the fields of an entry come back from JSON, where that does not hold them as they are."""


def entry_key(capture_key: str, fact: Fact) -> str:
    """The hash of an entry's capture, kind and words, the same in every observatory: 16 hexadecimal digits."""
    return _hash(capture_key, fact.kind, fact.field, fact.start, fact.end)


def move_key(entry: str, status: str) -> str:
    """The hash of a move: that of the entry with this key to a status."""
    return _hash(entry, status)


def place_of(capture: int, number: int) -> int:
    """The place of an article's entry (0-based ``number`` in its text) among those of the same time."""
    return capture * MOST + number


def told_of(entry: Entry) -> dict[str, Any]:
    """What a row keeps of an entry beside its columns."""
    return {one.name: _plain(getattr(entry, one.name)) for one in fields(Entry) if one.name not in _COLUMNS}


def entry_of(row: LedgerEntry) -> Entry:
    """A row → what links and histories are found of; its meaning must not be deferred where links are found."""
    told: dict[str, Any] = {name: _BACK[name](value) if name in _BACK else value for name, value in row.told.items()}
    return Entry(id=row.key, at=row.at, meaning=vector_of(row), **told)


def vector_of(row: LedgerEntry) -> np.ndarray | None:
    """The meaning of a row (512 float32); null without an encoder, or where it was left out of the query."""
    if "meaning" in row.get_deferred_fields() or row.meaning is None:
        return None
    return np.frombuffer(bytes(row.meaning), np.float16).astype(np.float32)


def in_parts(pks: Iterable[Any]) -> Iterator[list[Any]]:
    """Numbers or keys in lists short enough for one query."""
    known = list(pks)
    for start in range(0, len(known), ROWS_A_QUERY):
        yield known[start : start + ROWS_A_QUERY]


def _hash(*parts: object) -> str:
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:_HEX]


def _plain(value: Any) -> Any:
    """A field of an entry as JSON holds it."""
    if isinstance(value, frozenset):
        return sorted(value)
    return list(map(list, value)) if isinstance(value, tuple) else value
