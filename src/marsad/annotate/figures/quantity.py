"""A figure in the making."""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.annotate.figures.units import Unit
from marsad.annotate.figures.words import Numeral


@dataclass(slots=True)
class Quantity:
    """Numeral, unit, first letter, first and last token, and what the words around add (see `marsad.model.Figure`).

    ``other`` is the other end of a range or change as a quantity of its own.
    """

    numeral: Numeral
    unit: Unit
    value: float
    first: int
    start: int
    last: int
    rule: str
    approximate: bool = False
    upper: float | None = None
    former: float | None = None
    other: Quantity | None = None
    readings: list[str] = field(default_factory=list)


def scaled(numeral: Numeral, unit: Unit, value: float | None = None) -> float:
    """The value in base units."""
    return (numeral.value if value is None else value) * unit.factor


def first_token(numeral: Numeral, unit: Unit | None) -> int:
    """The first token of numeral and unit."""
    return numeral.first if unit is None or unit.first is None else unit.first
