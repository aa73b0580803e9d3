from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import override

from marsad.web.pictures.canvas import steps
from marsad.web.pictures.lines import DRAWN, Point, Share, series, shares
from tests.web.pictures.reading import found, harmless, texts

START = date(2025, 9, 15)


def test_the_values_of_an_outlet_are_joined_and_contradicted_ones_ringed() -> None:
    points = [
        Point(START, 4.0, "El Farol", "/article/1"),
        Point(START + timedelta(days=3), 6.5, "El Farol", "/article/2", contradicts=True),
        Point(START + timedelta(days=3), 5.0, "منارات اليوم", "/article/3", contradicts=True),
    ]
    with override("en"):
        drawn = series(points, "MDH")
    rings = [one for one in found(drawn, "circle", "ring") if one.get("r") == "9"]
    assert len(rings) == 2
    assert [one.get("href") for one in found(drawn, "a")] == ["/article/1", "/article/2", "/article/3"]
    assert all(float(one.get("r") or 0) * 2 >= 24 for one in found(drawn, "circle", "hit"))
    joined = [one.get("points", "").replace(",", " ").split() for one in found(drawn, "polyline")]
    assert sorted(len(places) for places in joined) == [2, 4]
    assert "From 4 MDH to 6.5 MDH" in drawn.words
    assert "Contradicted: 2 values." in drawn.words
    assert [cell.text for cell in drawn.rows[1]] == ["18 Sept 2025", "6.5 MDH", "El Farol", "yes"]
    assert harmless(drawn)


def test_a_point_stands_as_high_as_its_value() -> None:
    points = [Point(START + timedelta(days=day), value, "El Farol") for day, value in enumerate((0.0, 10.0, 5.0))]
    places = [
        float(number) for number in found(series(points), "polyline")[0].get("points", "").replace(",", " ").split()
    ]
    assert round((places[1] + places[3]) / 2 - places[5], 1) == 0


def test_one_value_alone_and_none_at_all() -> None:
    assert len(found(series([Point(START, -3.0, "El Farol")]), "circle")) == 2
    assert series([]).empty


def test_only_the_latest_points_are_drawn_and_all_are_in_the_table() -> None:
    points = [Point(START + timedelta(days=day), float(day), "El Farol", "/x") for day in range(DRAWN + 5)]
    drawn = series(points)
    assert len(found(drawn, "a")) == DRAWN
    assert len(drawn.rows) == DRAWN + 5


def test_outlets_without_a_mark_of_their_own_share_one() -> None:
    with override("en"):
        drawn = series([Point(START, 1.0, f"Outlet {number}") for number in range(9)])
    assert "other outlets" in texts(drawn)


def test_shares_over_time_stand_by_name_with_their_totals() -> None:
    compared = [
        Share("A & B", {START: 2, START + timedelta(days=90): 5}),
        Share("<i>", {START + timedelta(days=30): 4}),
    ]
    with override("en"):
        drawn = shares(compared, whole="Articles")
    assert "\u2068A & B\u2069: 7. \u2068<i>\u2069: 4." in drawn.words
    assert [cell.text for cell in drawn.rows[0]][1:] == ["2", "0"]
    assert harmless(drawn)
    assert "<i>" in texts(drawn)


def test_an_axis_holds_its_values_at_round_steps() -> None:
    for low, high in ((0, 1), (0, 7), (3, 11), (0, 0.04), (-5, 12), (0, 1e9), (1200, 1210), (5, 5)):
        values = steps(low, high)
        assert values[0] <= low + 1e-9
        assert values[-1] >= high - 1e-9 * abs(high)
        assert 2 <= len(values) <= 6
    assert steps(0, 2, whole=True) == [0, 1, 2]
