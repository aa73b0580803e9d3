"""Pauses: bounded, growing, and the same for the same address."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.observatory import pace
from marsad.observatory.pace import ChannelFacts, item_retry, next_interval, next_recheck, retry_after_failure

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
URLS = st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1, max_size=20)
FACTS = st.builds(
    ChannelFacts,
    url=URLS,
    found=st.integers(0, 10_000),
    watched=st.floats(0, 28 * pace.DAY),
    new_at=st.none() | st.integers(0, 90 * pace.DAY).map(lambda ago: NOW - timedelta(seconds=ago)),
    every=st.none() | st.integers(0, 10**9),
    least=st.none() | st.integers(60, 2 * pace.DAY),
    hub=st.booleans(),
)


@given(FACTS)
def test_every_pause_is_within_its_bounds(facts: ChannelFacts) -> None:
    pause = next_interval(facts, NOW)
    floor = max(pace.FLOOR, facts.least or 0)
    assert floor <= pause <= max(floor, pace.HUB_CEILING if facts.hub else pace.CEILING)
    assert pause == next_interval(facts, NOW)


@given(FACTS, st.integers(1, 1000))
def test_who_publishes_more_is_asked_no_less_often(facts: ChannelFacts, more: int) -> None:
    assert next_interval(replace(facts, found=facts.found + more), NOW) <= next_interval(facts, NOW)


@given(FACTS, st.integers(1, 30 * pace.DAY))
def test_who_falls_quiet_is_asked_no_more_often(facts: ChannelFacts, longer: int) -> None:
    if facts.new_at is not None:
        later = NOW + timedelta(seconds=longer)
        assert next_interval(facts, later) >= next_interval(facts, NOW)


@given(FACTS)
def test_a_live_subscription_is_asked_no_more_often(facts: ChannelFacts) -> None:
    assert next_interval(replace(facts, hub=True), NOW) >= next_interval(replace(facts, hub=False), NOW)


def test_an_agency_is_asked_every_few_minutes_and_a_weekly_every_few_hours() -> None:
    week = 7 * pace.DAY
    agency = ChannelFacts("https://agence.example/rss", found=1000, watched=week, new_at=NOW)
    weekly = ChannelFacts("https://hebdo.example/rss", found=1, watched=week, new_at=NOW - timedelta(days=3))
    assert next_interval(agency, NOW) < 6 * pace.MINUTE
    assert next_interval(weekly, NOW) > 5 * pace.HOUR


def test_what_a_young_channel_states_counts_until_more_is_known() -> None:
    hourly = ChannelFacts("https://a.example/rss", every=pace.HOUR)
    daily = replace(hourly, every=pace.DAY)
    assert next_interval(hourly, NOW) < next_interval(daily, NOW)
    known = replace(daily, found=28 * 48, watched=28 * pace.DAY, new_at=NOW)
    assert next_interval(known, NOW) < 20 * pace.MINUTE


def test_channels_that_are_alike_do_not_fall_due_at_once() -> None:
    facts = [ChannelFacts(f"https://a{number}.example/rss", new_at=NOW) for number in range(1000)]
    for alike in (facts, [replace(one, new_at=NOW - timedelta(days=30)) for one in facts]):
        assert len({next_interval(one, NOW) for one in alike}) > 150
    assert len({pace.first_pause(one.url) for one in facts}) > 250
    assert all(0 <= pace.first_pause(one.url) < pace.FLOOR for one in facts)


@given(st.integers(0, 10_000), st.integers(1, 3 * pace.DAY), URLS)
def test_pauses_after_failures_grow_to_a_day_and_never_end(failures: int, interval: int, url: str) -> None:
    pause, later = (retry_after_failure(count, interval, url) for count in (failures, failures + 1))
    assert 0 < pause <= later <= max(pace.DAY, interval)


def test_a_failure_doubles_the_pause() -> None:
    pauses = [retry_after_failure(failures, 900, "https://a.example/") for failures in range(1, 5)]
    assert pauses[1] == pytest.approx(2 * pauses[0], abs=2)
    assert pauses[3] == pytest.approx(8 * pauses[0], abs=8)
    assert retry_after_failure(50, 900) > 0.85 * pace.DAY


@pytest.mark.parametrize("old", [False, True])
def test_articles_are_asked_again_at_growing_pauses_and_then_no_more(old: bool) -> None:
    times = pace.recheck_times(old=old)
    pauses = [later - sooner for sooner, later in zip((0, *times), times, strict=False)]
    assert pauses == sorted(pauses)
    due = [next_recheck(NOW, checks, NOW, old=old) for checks in range(len(times))]
    assert due == [NOW + timedelta(seconds=time) for time in times]
    assert next_recheck(NOW, len(times), NOW, old=old) is None
    assert len(pace.recheck_times(old=True)) < len(pace.recheck_times())


def test_rechecks_that_went_by_do_not_fall_upon_one_another() -> None:
    month_later = NOW + timedelta(days=30)
    for checks in range(len(pace.RECHECKS)):
        due = next_recheck(NOW, checks, month_later)
        assert due is not None
        assert due >= month_later + timedelta(minutes=30)


@given(st.integers(1, 60), st.sampled_from(["Unreachable", "TimedOut", "HttpStatus", "RefusedByRobots", "TooLarge"]))
def test_pages_are_tried_ever_more_seldom_and_not_for_ever(tries: int, kind: str) -> None:
    pause, later = item_retry(tries, kind), item_retry(tries + 1, kind)
    assert later is None or (pause is not None and pace.MINUTE <= pause <= later <= 30 * pace.DAY)
    assert item_retry(1000, kind) is None


def test_a_server_is_given_weeks_and_an_absent_page_days() -> None:
    def total(kind: str, status: int | None = None) -> float:
        pauses = (item_retry(tries, kind, status) for tries in range(1, 100))
        return sum(pause for pause in pauses if pause is not None) / pace.DAY

    assert 14 < total("HttpStatus", 503) < 60
    assert 3 < total("HttpStatus", 404) < 7
    assert total("RefusedByReservation") == total("BadAddress") == 0
