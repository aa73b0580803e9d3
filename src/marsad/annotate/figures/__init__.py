"""Quantities of running text: value, unit, what is counted."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.annotate.text import Passage
from marsad.model import DateFact, Figure


def figure_facts(passage: Passage, dates: Sequence[DateFact]) -> list[Figure]:
    """Every quantity of a passage that is no part of a date."""
    return []
