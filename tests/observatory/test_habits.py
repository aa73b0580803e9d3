"""Agencies, dailies and weeklies are each held against their own habit."""

from __future__ import annotations

import pytest

from marsad.observatory.cures import CURES, cure_of
from marsad.observatory.habits import (
    DAY,
    HOUR,
    Habit,
    articles_are_short,
    is_silent,
    longest_silence,
    readings_fail,
)

AGENCY = Habit(days=(90,) * 28, gaps=(6 * HOUR, 7 * HOUR, 6 * HOUR, 6.5 * HOUR), watched=28 * DAY)
DAILY = Habit(days=(20, 0, 18, 22, 19, 21, 20) * 4, gaps=(36 * HOUR,) * 4, watched=28 * DAY)
WEEKLY = Habit(days=(15, 0, 0, 0, 0, 0, 0) * 4, gaps=(7 * DAY,) * 4, watched=28 * DAY)
UNEVEN = Habit(days=(3, 0, 0, 1) * 7, gaps=(2 * DAY, 3 * DAY, 9 * DAY, 2 * DAY), watched=28 * DAY)


@pytest.mark.parametrize(
    ("habit", "quiet", "silent"),
    [
        (AGENCY, 8 * HOUR, False),
        (AGENCY, 14 * HOUR, True),
        (DAILY, 2 * DAY, False),
        (DAILY, 4 * DAY, True),
        (WEEKLY, 8 * DAY, False),
        (WEEKLY, 13 * DAY, False),
        (WEEKLY, 15 * DAY, True),
        (UNEVEN, 10 * DAY, False),
        (UNEVEN, 12 * DAY, True),
        (Habit(), 300 * DAY, False),
        (Habit(days=(50,) * 5, gaps=(HOUR,), watched=5 * DAY), 30 * DAY, False),
        (Habit(days=(1, *(0,) * 26, 1), gaps=(28 * DAY, 0, 0, 0), watched=28 * DAY), 90 * DAY, False),
    ],
    ids=str,
)
def test_silence_is_judged_by_an_outlets_own_gaps(habit: Habit, quiet: float, silent: bool) -> None:
    assert is_silent(habit, quiet) is silent


def test_the_busiest_are_allowed_half_a_day() -> None:
    assert longest_silence(Habit(days=(900,) * 28, gaps=(600.0,) * 4, watched=28 * DAY)) == 12 * HOUR


def test_the_usual_day_is_the_middle_one_and_of_a_weekly_the_average() -> None:
    assert DAILY.a_day == 20
    assert WEEKLY.a_day == pytest.approx(15 / 7)
    assert Habit().a_day == 0


@pytest.mark.parametrize(
    ("recent", "past", "short"),
    [
        ([40, 0, 55, 30, 20, 41], [3000, 2500, 4000, 2800] * 5, True),
        ([2900, 2700, 3000, 2500, 2600, 3100], [3000, 2500, 4000, 2800] * 5, False),
        ([300, 280, 310, 290, 300, 305], [3000, 290, 4000, 280, 2800, 300] * 4, False),
        ([0, 0, 0], [3000] * 24, False),
        ([0] * 6, [3000] * 5, False),
        ([0] * 6, [100] * 24, False),
    ],
)
def test_short_articles_are_judged_by_an_outlets_own(recent: list[int], past: list[int], short: bool) -> None:
    assert articles_are_short(recent, past) is short


@pytest.mark.parametrize(
    ("failed", "read", "failed_before", "read_before", "flagged"),
    [
        (6, 6, 0, 24, True),
        (20, 6, 2, 24, True),
        (3, 0, 0, 24, False),
        (4, 6, 0, 24, False),
        (7, 6, 24, 24, False),
        (200, 6, 24, 24, True),
    ],
)
def test_failing_pages_are_judged_by_an_outlets_own_share(
    failed: int, read: int, failed_before: int, read_before: int, flagged: bool
) -> None:
    assert readings_fail(failed, read, failed_before, read_before) is flagged


def test_every_kind_of_error_has_a_cure() -> None:
    from marsad.collect import errors

    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.FetchError)]
    without = {kind.__name__ for kind in kinds if cure_of(kind.__name__).key == "wait"} - {"FetchError"}
    assert not without
    assert cure_of("HttpStatus", "the server answers 404 Not Found").key == "moved"
    assert cure_of("HttpStatus", "the server answers 503").key == "server"
    assert cure_of("Unheard") == CURES["wait"]
