"""What only grows with time: tolls, signatures, burnt land."""

from __future__ import annotations

from marsad.follow.points import Point
from marsad.model import ContradictionKind

_GROWING_FATES = frozenset({"dead", "injured", "missing", "arrested", "evacuated", "rescued", "infected", "homeless"})
_GROWING_DEEDS = frozenset({"burn", "sign"})
_GROWING_UNITS = frozenset({"signature", "comment", "case", "vote"})


def grows(point: Point) -> bool:
    """Whether what a point counts only grows with time: a toll, signatures."""
    return point.kind is ContradictionKind.COUNT and bool(
        point.fate & _GROWING_FATES or point.deed & _GROWING_DEEDS or point.unit in _GROWING_UNITS or point.updated
    )
