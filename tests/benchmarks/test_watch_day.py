"""The simulated day with kills: its clock, what it counts, and a short one in which nothing is lost or doubled."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from benchmarks.watch_clock import Sleep, SteppedClock
from benchmarks.watch_day import made_world, spend
from benchmarks.watch_verdict import served, wanted

from tests.world.clock import Clock
from tests.world.manners import Row
from tests.world.newsroom import HOUR, START, Item, Site, World

EDITED = Item(0, 0, "/2026/11/02/article-0.html", START, edits=(START + HOUR,), moved=START + HOUR)
GONE = Item(1, 0, "/2026/11/02/article-1.html", START + HOUR, gone=START + 2 * HOUR)
PAPER = Site("paper.world.example", "en", (EDITED, GONE))
CLOSED = Site("closed.world.example", "en", (EDITED,), robots=b"User-agent: *\nDisallow: /\n")
WORLD = World.of([PAPER, CLOSED])


def _row(path: str, status: int, after: float) -> Row:
    return Row(
        PAPER.host, "http", "GET", path, status, after, after, START + after, START + after, "", "", "Marsad", ""
    )


def test_a_watch_sleeps_until_its_driver_moves_the_clock(tmp_path: Path) -> None:
    world, sleep = Clock.made(tmp_path / "clock", START), Sleep(tmp_path / "sleep")
    clock, stop = SteppedClock(world, sleep), threading.Event()
    until = datetime.fromtimestamp(START, UTC) + timedelta(minutes=5)
    sleeper = threading.Thread(target=clock.sleep, args=(until, stop))
    sleeper.start()
    while not Sleep(tmp_path / "sleep").until:
        pass
    assert (sleep.until, clock.now()) == (START + 300, until - timedelta(minutes=5))
    world.set(START + 299)
    sleeper.join(0.05)
    assert sleeper.is_alive()
    world.set(START + 300)
    sleeper.join()
    assert (sleep.until, clock.now()) == (0.0, until)
    stop.set()
    clock.sleep(None, stop)  # returns although nothing moves the clock


def test_what_was_served_is_counted_by_edition_and_bytes() -> None:
    rows = [
        _row(EDITED.path, 200, 10), _row(EDITED.path, 200, 20), _row(EDITED.path, 304, 30),
        _row(EDITED.path, 301, HOUR + 10), _row(EDITED.moved_path, 200, HOUR + 20),
        _row(GONE.path, 200, HOUR + 5), _row(GONE.path, 410, 2 * HOUR + 5), _row("/rss.xml", 200, 40),
    ]  # fmt: skip
    found = served(rows, WORLD)
    edited, gone = found[PAPER.host, 0], found[PAPER.host, 1]
    assert (edited.editions, edited.bodies, edited.gone) == ({0, 1}, Counter({(0, 0): 2, (1, 0): 1}), False)
    assert (gone.editions, gone.gone) == ({0}, True)
    assert served([_row(GONE.path, 410, 2 * HOUR)], WORLD) == {}


def test_what_is_wanted_is_published_and_not_forbidden() -> None:
    assert set(wanted(WORLD, START)) == {(PAPER.host, 0)}
    assert set(wanted(WORLD, START + HOUR)) == {(PAPER.host, 0), (PAPER.host, 1)}


def test_the_day_has_every_fate() -> None:
    items = [item for site in made_world(24, 1).sites.values() for item in site.items]
    for fate in ("edits", "gone", "moved", "renamed", "tracked"):
        assert any(getattr(item, fate) for item in items)


@pytest.mark.slow
def test_two_hours_with_kills(tmp_path: Path) -> None:
    table, sound = spend(tmp_path, hours=2.0, kill_every=10.0, seed=5)
    assert sound, table
