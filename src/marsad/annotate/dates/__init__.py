"""Date expressions of running text, resolved against the day of publication."""

from __future__ import annotations

from marsad.annotate.text import Passage
from marsad.model import DateFact


def date_facts(passage: Passage, published: str | None) -> list[DateFact]:
    """Every date expression of a passage. ``published`` is ISO 8601 of any precision, or null."""
    return []
