"""When two values can both be true of one thing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from marsad.follow.agreement import agrees
from marsad.follow.points import Point
from marsad.follow.reading import Context
from marsad.model import Claim, ContradictionKind

NOTHING = Context(0, 0, 1, "", *[frozenset()] * 9)


def point(value: float | str, *, upper: float | None = None, about: bool = False, bound: str | None = None) -> Point:
    claim = Claim(
        article="a", source="a", value=value, unit="person", start=0, end=1, text="x", confidence=0.9,
        upper=upper, approximate=about or bound is not None,
    )  # fmt: skip
    return Point(
        claim=claim, kind=ContradictionKind.COUNT, unit="person", about="x", context=NOTHING, bound=bound
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (point(2000, about=True), point(1987), True),
        (point(1_200_000_000), point(1_187_000_000), True),
        (point(1_200_000_000), point(1_500_000_000), False),
        (point(120), point(118), True),
        (point(120), point(125), False),
        (point(120), point(150), False),
        (point(45), point(50), False),
        (point(640), point(600), False),
        (point(8000), point(8200), True),
        (point(8000, about=True), point(12000), False),
        (point(8000, about=True), point(8700), True),
        (point(8000, bound="least"), point(8200), True),
        (point(8000, bound="least"), point(11_900), True),
        (point(8000, bound="least"), point(7000), False),
        (point(8000, bound="least"), point(16_000), False),
        (point(2000, bound="most"), point(1950), True),
        (point(2000, bound="most"), point(2500), False),
        (point(200, upper=250), point(230), True),
        (point(200, upper=250), point(300), False),
        (point(0.4), point(0.6), False),
        (point(0), point(3), False),
        (point("2-1"), point("2-1"), True),
        (point("2-1"), point("3-1"), False),
    ],
)
def test_numbers(one: Point, other: Point, agree: bool) -> None:
    assert agrees(one, other) is agree
    assert agrees(other, one) is agree


def test_at_least_so_many_tells_nothing_of_how_many_more_of_what_grows() -> None:
    assert agrees(point(20, bound="least"), point(58), growing=True)
    assert not agrees(point(20, bound="least"), point(58))


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("2025-09-01", "2025-09-15", False),
        ("2025-09-01", "2025-09", True),
        ("2025-09-01", "2025-10", False),
        ("2025-09-01/2025-09-03", "2025-09-02", True),
        ("2025-09-01/2025-09-03", "2025-09-04", False),
        ("2025-09-01/2025-09-03", "2025-09-01/2025-09-04", False),
    ],
)
def test_dates(one: str, other: str, agree: bool) -> None:
    first, second = (replace(point(said), kind=ContradictionKind.DATE) for said in (one, other))
    assert agrees(first, second) is agree
    assert agrees(second, first) is agree
