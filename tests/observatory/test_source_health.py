"""Health of outlets from the tables, in a fixed number of queries, and notices that are told once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from marsad.observatory import sources
from marsad.observatory.models import Article, Capture, Channel, Item, Job, JobState, Notice, Origin, Source, Stage
from marsad.observatory.source_health import FlagKind, RulesState, SourceHealth, health
from marsad.observatory.source_notices import notices, open_notices
from marsad.observatory.sources import NewChannel

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
_numbers = iter(range(1, 10**9))


def _outlet(data_dir: Path, key: str, every: timedelta, last: datetime, *, ok_at: datetime = NOW) -> Source:
    """An outlet that published at a steady pace until ``last``."""
    sources.save_source(data_dir, key, {"home": f"https://{key}/"}, [NewChannel(f"https://{key}/rss")])
    source = Source.objects.get(key=key)
    moments = [last - number * every for number in range(int(timedelta(days=28) / every) + 1)]
    Item.objects.bulk_create(
        Item(key=f"{key}/{moment}", url=f"https://{key}/", host=key, source=source, found_at=moment)
        for moment in moments
    )
    Channel.objects.filter(source=source).update(ok_at=ok_at, new_at=last)
    return source


def _read(source: Source, length: int | None) -> None:
    """A page of an outlet that was read as an article of that length, or could not be."""
    seq = next(_numbers)
    url = f"https://{source.key}/{seq}"
    ids = {"key": f"k{seq}", "record_id": f"r{seq}", "sha256": f"s{seq}", "locator": url}
    row = Capture.objects.create(seq=seq, url=url, archived=NOW, warc_file="w", offset=seq, length=1, **ids)
    if length is None:
        Job.objects.create(stage=Stage.READ, capture=row, version="1", state=JobState.FAILED, error="needs JavaScript")
    else:
        Article.objects.create(capture=row, source=source, sort_at=NOW, body="x" * length, text_sha256="")


def _row(key: str, now: datetime = NOW) -> SourceHealth:
    (row,) = health(now, [key])
    return row


def _flags(key: str, now: datetime = NOW) -> list[FlagKind]:
    return [flag.kind for flag in _row(key, now).flags]


def test_who_keeps_to_its_habit_is_well(data_dir: Path) -> None:
    _outlet(data_dir, "agence.example", timedelta(hours=1), NOW - timedelta(minutes=30))
    _outlet(data_dir, "hebdo.example", timedelta(days=7), NOW - timedelta(days=6))
    assert [(row.key, row.flags) for row in health(NOW)] == [("agence.example", ()), ("hebdo.example", ())]
    agency = _row("agence.example")
    assert (agency.today, agency.usual) == (24, 24)
    assert (agency.last_success, agency.last_new) == (NOW, NOW - timedelta(minutes=30))
    assert _row("hebdo.example").today == 0


def test_who_falls_silent_is_flagged_and_stays_so(data_dir: Path) -> None:
    _outlet(data_dir, "agence.example", timedelta(hours=1), NOW - timedelta(days=1))
    _outlet(data_dir, "hebdo.example", timedelta(days=7), NOW - timedelta(days=16))
    assert _flags("agence.example") == _flags("hebdo.example") == [FlagKind.SILENT]
    later = NOW + timedelta(days=90)
    Channel.objects.update(ok_at=later)
    assert _flags("agence.example", later) == [FlagKind.SILENT]
    assert "1 hours at most" not in _row("agence.example").flags[0].words


def test_who_could_not_be_asked_fails_and_is_not_silent(data_dir: Path) -> None:
    last = NOW - timedelta(days=3)
    _outlet(data_dir, "agence.example", timedelta(hours=1), last, ok_at=last)
    Channel.objects.update(failures=9, error_kind="HttpStatus", error="the server answers 404 Not Found")
    row = _row("agence.example")
    assert [(flag.kind, flag.cure.key) for flag in row.flags] == [(FlagKind.FAILING, "moved")]
    assert "404" in row.flags[0].words


def test_the_young_and_the_paused_are_not_judged(data_dir: Path) -> None:
    young = _outlet(data_dir, "jeune.example", timedelta(hours=1), NOW - timedelta(days=5))
    Item.objects.filter(source=young, found_at__lt=NOW - timedelta(days=9)).delete()
    _outlet(data_dir, "pause.example", timedelta(hours=1), NOW - timedelta(days=5))
    sources.change_source(data_dir, "pause.example", paused=True)
    assert _flags("jeune.example") == _flags("pause.example") == []


def test_articles_that_turn_empty_are_flagged(data_dir: Path) -> None:
    source = _outlet(data_dir, "jour.example", timedelta(hours=5), NOW)
    for length in [3000, 2400, 2800, 3500] * 6:
        _read(source, length)
    for _ in range(3):
        _read(source, 2900)
    assert _flags("jour.example") == []
    for _ in range(6):
        _read(source, 30)
    assert _flags("jour.example") == [FlagKind.EMPTY]
    assert "30 characters, 2900 before" in _row("jour.example").flags[0].words


def test_pages_that_cannot_be_read_any_more_are_flagged(data_dir: Path) -> None:
    source = _outlet(data_dir, "jour.example", timedelta(hours=5), NOW)
    for _ in range(30):
        _read(source, 3000)
    for _ in range(6):
        _read(source, None)
    flag = _row("jour.example").flags[0]
    assert (flag.kind, flag.cure.key, flag.numbers) == (FlagKind.EMPTY, "layout", (6, 12))
    assert "needs JavaScript" in flag.words


def test_what_the_origins_say_is_told(data_dir: Path) -> None:
    _outlet(data_dir, "jour.example", timedelta(hours=5), NOW)
    assert _row("jour.example").rules is RulesState.UNKNOWN
    times = {"read_at": NOW, "good_until": NOW}
    origin = Origin.objects.create(name="https://jour.example", robots_status=200, **times)
    assert _row("jour.example").rules is RulesState.ALLOWED
    Channel.objects.update(failures=1, error_kind="RefusedByReservation", error="tdmrep.json says so")
    assert (_row("jour.example").rules, _row("jour.example").rules_words) == (
        RulesState.RESERVED,
        "tdmrep.json says so",
    )
    Channel.objects.update(error_kind="RefusedByRobots", error="Disallow: /")
    assert _row("jour.example").rules is RulesState.ROBOTS
    origin.robots_status = 503
    origin.save()
    assert _row("jour.example").rules is RulesState.UNREADABLE


def test_the_queries_do_not_grow_with_the_outlets(data_dir: Path, django_assert_num_queries: Any) -> None:
    _outlet(data_dir, "a.example", timedelta(days=1), NOW)
    with django_assert_num_queries(9):
        assert len(health(NOW)) == 1
    for number in range(20):
        _outlet(data_dir, f"b{number}.example", timedelta(days=1), NOW)
    with django_assert_num_queries(9):
        assert len(health(NOW)) == 21


def test_an_outlet_whose_channels_are_not_found_is_listed(data_dir: Path) -> None:
    sources.save_source(data_dir, "neuf.example", {"home": "https://neuf.example/", "discover": True}, [])
    sources.save_source(data_dir, "read.example", {"lang": "fr"}, [])
    assert [(row.key, [flag.kind for flag in row.flags]) for row in health(NOW)] == [
        ("neuf.example", [FlagKind.UNFOUND])
    ]


def test_a_channel_is_told_at_its_third_failure_once_and_closed_when_it_recovers(data_dir: Path) -> None:
    _outlet(data_dir, "jour.example", timedelta(hours=5), NOW)
    for failures, told in [(1, 0), (2, 0), (3, 1), (4, 0), (50, 0)]:
        Channel.objects.update(failures=failures, error_kind="TimedOut", error="the server went silent")
        assert len(notices(NOW)) == told
    (opened,) = Notice.objects.all()
    assert "jour.example/rss failed 3 times in a row: the server went silent" in opened.text
    assert Channel.objects.get().told
    later = NOW + timedelta(hours=1)
    Channel.objects.update(failures=0, ok_at=later, new_at=later)
    assert notices(later) == ()
    assert Notice.objects.get().done_at == later
    assert not Channel.objects.get().told
    Channel.objects.update(failures=3)
    assert len(notices(later)) == 1, "what fails anew is told anew"


def test_silence_is_told_once_and_not_of_the_paused(data_dir: Path) -> None:
    source = _outlet(data_dir, "agence.example", timedelta(hours=1), NOW - timedelta(days=2))
    assert [notice.kind for notice in notices(NOW)] == ["silent"]
    assert notices(NOW + timedelta(hours=1)) == ()
    assert {key.key: len(found) for key, found in open_notices().items()} == {"agence.example": 1}
    sources.change_source(data_dir, source.key, paused=True)
    notices(NOW + timedelta(hours=2))
    assert not open_notices()


def test_notices_of_others_are_left_alone(data_dir: Path) -> None:
    source = _outlet(data_dir, "jour.example", timedelta(hours=5), NOW)
    Notice.objects.create(at=NOW, source=source, kind="other", text="…")
    notices(NOW)
    assert Notice.objects.get().done_at is None
