"""Whether two values for one thing agree: roundings, "nearly" and "more than", ranges, dates of different precision."""

from __future__ import annotations

import math

from marsad.follow.points import Point
from marsad.model import ContradictionKind

_ROUNDED = 0.05
"""How far a value that is not said to be approximate may lie from one that it is a rounding of, as a share."""

_ABOUT = 0.1
"""How far one that is said to be approximate may lie from another."""

_BEYOND = 1.5
"""How many times "more than so many" may be exceeded, but for counts that grow."""

_GROWING = math.inf


def agrees(one: Point, other: Point, *, growing: bool = False) -> bool:
    """Whether both values can be true of one thing; ``growing`` where "at least" tells nothing of how many more."""
    a, b = one.claim, other.claim
    if one.kind is ContradictionKind.DATE:
        return _same_time(str(a.value), str(b.value))
    if isinstance(a.value, str) or isinstance(b.value, str):
        return a.value == b.value
    if a.value == b.value:
        return True
    if not (one.bound or other.bound or a.upper or b.upper) and _far(a.value, b.value):
        return False
    if _bounded(one, b.value, growing) or _bounded(other, a.value, growing):
        return True
    low, high = _span(a.value, a.upper)
    other_low, other_high = _span(b.value, b.upper)
    if low <= other_high and other_low <= high:
        return True
    near, far = (high, other_low) if high < other_low else (low, other_high)
    return _near(near, far, a.approximate or b.approximate or one.bound is not None or other.bound is not None)


def _bounded(point: Point, value: float, growing: bool) -> bool:
    """Whether a value keeps to "more than" or "up to"."""
    said = point.claim.value
    assert not isinstance(said, str)
    if point.bound == "least":
        return said <= value <= said * (_GROWING if growing else _BEYOND)
    if point.bound == "most":
        return said / _BEYOND <= value <= said
    return False


def _span(value: float, upper: float | None) -> tuple[float, float]:
    return (value, upper) if upper is not None and upper > value else (value, value)


def _far(one: float, other: float) -> bool:
    """Whether no rounding makes one value of the other."""
    return abs(one - other) > _ABOUT * max(abs(one), abs(other))


def _near(one: float, other: float, approximate: bool) -> bool:
    most = max(abs(one), abs(other))
    apart = abs(one - other) / most if most else 0.0
    return apart <= (_ABOUT if approximate else _ROUNDED) and (
        approximate or _rounds(one, other) or _rounds(other, one)
    )


def _rounds(coarse: float, fine: float) -> bool:
    """Whether ``coarse`` is ``fine`` rounded to the digits that it has itself: 1,2 billion and 1,187 million."""
    step, finer = _step(coarse), _step(fine)
    if finer >= step:
        return False
    return math.isclose(math.floor(fine / step + 0.5) * step, coarse)


def _step(value: float) -> float:
    """What the last digit of a value stands for, zeros at its end left out."""
    if not value:
        return 1.0
    step = 10.0 ** math.floor(math.log10(abs(value)))
    while step > 1e-6 and not math.isclose(value / step, round(value / step), rel_tol=1e-9):
        step /= 10
    return step


def _same_time(one: str, other: str) -> bool:
    """Whether one date lies within the other: 2025-09 and 2025-09-15, or a day and a range of days."""
    if one.startswith(other) or other.startswith(one):
        return True
    if ("/" in one) == ("/" in other):
        return False
    day, days = sorted((one, other), key=lambda said: "/" in said)
    first, last = days.split("/")
    return first <= day <= last
