from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from django.utils.translation import override

from marsad.web.pictures.bars import DayCount, coverage
from marsad.web.pictures.periods import MOST, Step, axis, marks
from tests.web.pictures.reading import found, harmless, parsed, texts

START = date(2025, 9, 15)


def _days(count: int, every: int = 1) -> list[DayCount]:
    return [DayCount(START + timedelta(days=number * every), "fr", number % 5 + 1) for number in range(count)]


def test_two_languages_of_a_day_stand_on_each_other() -> None:
    with override("en"):
        drawn = coverage([DayCount(START, "fr", 3), DayCount(START, "ar", 1), DayCount(START, "de", 2)])
    bars = [one for one in found(drawn, "rect") if "key" not in (one.get("class") or "") and one.get("fill")]
    heights = [float(one.get("height") or 0) for one in bars]
    assert [round(high / heights[1]) for high in heights] == [3, 1, 2]
    tops = [float(one.get("y") or 0) for one in bars]
    assert tops[0] == round(tops[1] + heights[1], 1)
    assert [cell.text for cell in drawn.rows[0]] == ["15 Sept 2025", "3", "1", "2", "6"]
    assert "6 articles" in drawn.words
    assert "other languages" in texts(drawn)


def test_a_long_time_is_told_by_longer_periods_and_never_in_more_than_sixty_bars() -> None:
    for count, every, step in (
        (60, 1, Step.DAY),
        (61, 1, Step.WEEK),
        (60, 7, Step.WEEK),
        (60, 12, Step.MONTH),
        (60, 60, Step.QUARTER),
        (60, 200, Step.YEAR),
    ):
        times = axis(one.day for one in _days(count, every))
        assert times.step is step
        assert len(times.begins) <= MOST
        drawn = coverage(_days(count, every))
        assert sum(int(row[-1].text) for row in drawn.rows) == sum(one.articles for one in _days(count, every))


def test_of_centuries_the_latest_sixty_years_are_drawn_and_the_words_say_so() -> None:
    with override("en"):
        drawn = coverage([DayCount(date(1, 1, 1), "fr", 1), DayCount(date(2025, 1, 1), "fr", 2)])
    assert len(drawn.rows) == 1
    assert "Earlier years are not drawn" in drawn.words


def test_the_last_days_of_the_calendar_have_a_place() -> None:
    assert axis([date(9999, 12, 1), date.max]).begins[-1] == date.max
    assert axis([date(9990, 12, 1), date.max]).place(date.max) is not None


def test_names_on_the_axis_keep_their_distance() -> None:
    for count in range(1, 61):
        places = marks(count, 294, 50)
        assert places[0] == 0
        assert places[-1] == count - 1
        gaps = [(later - sooner) * 294 / count for sooner, later in pairwise(places)]
        assert all(gap >= 50 for gap in gaps) or len(places) <= 2


def test_for_arabic_readers_time_runs_from_the_right() -> None:
    days = [DayCount(START, "ar", 1), DayCount(START + timedelta(days=20), "ar", 1)]
    places = {}
    for lang in ("en", "ar"):
        with override(lang):
            bars = [one for one in found(coverage(days), "rect") if one.get("fill") and one.get("class") == "edge1"]
            places[lang] = [float(one.get("x") or 0) for one in bars[:2]]
    assert places["en"][0] < places["en"][1]
    assert places["ar"][0] > places["ar"][1]


def test_it_is_an_image_with_a_name_and_its_words() -> None:
    drawn = coverage(_days(3))
    root = parsed(drawn)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "coverage-title coverage-words"
    assert [one.get("id") for one in found(drawn, "desc")] == ["coverage-words"]
    assert found(drawn, "desc")[0].text == drawn.words
    assert harmless(drawn)


def test_nothing_to_count_is_said() -> None:
    with override("en"):
        drawn = coverage([DayCount(START, "fr", 0)])
    assert drawn.empty
    assert drawn.words == "No article yet."
