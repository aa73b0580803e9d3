"""Entries of the ledger made by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from marsad.follow.ledger import Entry
from marsad.model import CommitmentStatus, FactKind

MINISTRY, TOWN = "org/ministry-of-ports", "place/g1"


def entry(identity: str, day: str, status: CommitmentStatus, **other: Any) -> Entry:
    """What an article of a day tells of a promise of the ministry's."""
    fields: dict[str, Any] = {
        "article": f"article {identity}",
        "source": f"outlet {identity}",
        "lang": "fr",
        "story": None,
        "kind": FactKind.PROGRESS,
        "what": "la construction du quai des chalutiers",
        "by": frozenset({MINISTRY}),
        "withs": frozenset(),
        "names": frozenset({TOWN}),
        "amounts": (),
        "due": None,
        "confidence": 0.9,
        "text": f"le quai des chalutiers {identity}",
    }
    at = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return Entry(**{**fields, "id": identity, "at": at, "status": status, **other})
