"""The world itself: what it serves is what it says, its faults are what they are called, its log tells the truth."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from marsad.collect.errors import (
    BadAddress,
    BadResponse,
    FetchError,
    RefusedAddress,
    TimedOut,
    TlsFailed,
    TooLarge,
    TooManyRedirects,
    Unreachable,
)
from marsad.collect.feeds import parse_feed
from marsad.collect.fetch import Response, fetch
from marsad.read import read
from tests.world.manners import Row, fetched, manners, read_log
from tests.world.network import Running, serving
from tests.world.newsroom import FORMS, HOUR, START, Habits, Item, Plan, Site, World, fault_sites, sample_sites

FATED = Item(
    0, 0, "/2026/11/02/article-0.html", START - HOUR, edits=(START + HOUR,), moved=START + 2 * HOUR,
    renamed=START + HOUR, tracked=True,
)  # fmt: skip
COMING = Item(1, 0, "/2026/11/02/article-1.html", START + HOUR, gone=START + 3 * HOUR, gone_status=410)
LIVELY = Site("lively.world.example", "fr", (FATED, COMING), window=1)
Get = Callable[..., Response]


@pytest.fixture(scope="module")
def world() -> World:
    plan = Plan(sites=4, sections=2, habits=Habits(gone=0, moved=0))
    return World.of([LIVELY, *plan.made(), *sample_sites(), *fault_sites()])


@pytest.fixture(scope="module")
def running(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(world, tmp_path_factory.mktemp("world")) as run:
        yield run


@pytest.fixture
def get(running: Running) -> Get:
    """Fetches from the world as it was at its start."""
    running.clock.set(START)
    network = running.network
    policy = network.policy(max_bytes=1_000_000)
    return partial(fetch, policy=policy, resolver=network.resolver, opener=network.opener)


@pytest.fixture
def impatient(get: Get, running: Running) -> Get:
    """The same with little time, for what takes all the time that it is given."""
    return partial(get, policy=running.network.policy(total_timeout=1.0, read_timeout=0.5))


def test_the_same_plan_makes_the_same_world() -> None:
    first, again, other = (Plan(sites=3, seed=seed).made() for seed in (1, 1, 2))
    assert [site.items for site in first] == [site.items for site in again]
    assert [site.items for site in first] != [site.items for site in other]
    assert {site.lang for site in Plan(sites=4).made()} == {"fr", "ar", "es", "en"}


def test_two_sites_cannot_have_one_host() -> None:
    with pytest.raises(ValueError, match="lively"):
        World.of([LIVELY, replace(LIVELY, lang="en")])


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_feed_announces_the_newest_articles(get: Get, world: World, form: str) -> None:
    site = world.sites["h000.world.example"]
    for section in (None, 0, 1):
        answer = get(site.feed_url(section, form))
        items = parse_feed(answer.body, url=answer.url, content_type=answer.header("content-type") or "").items
        shown = [item for item in site.public(START) if section in (None, item.section)][: site.window]
        assert [item.url.partition("?utm_")[0] for item in items] == [site.url(item) for item in shown]


def test_articles_come_and_fall_out_of_the_feed(get: Get, running: Running) -> None:
    feed, coming = LIVELY.feed_url(), LIVELY.url(COMING)
    assert LIVELY.url(FATED).encode() in get(feed).body
    assert get(coming).status == 404
    running.clock.advance(HOUR)
    body = get(feed).body
    assert coming.encode() in body
    assert LIVELY.url(FATED).encode() not in body
    assert get(coming).status == 200
    running.clock.advance(2 * HOUR)
    assert coming.encode() not in get(feed).body
    assert get(coming).status == 410


def test_an_article_is_edited_renamed_and_moved(get: Get, running: Running) -> None:
    first = read(get(LIVELY.url(FATED)).body)
    before = get(LIVELY.feed_url()).body
    running.clock.advance(HOUR)
    second = read(get(LIVELY.url(FATED)).body)
    assert first.title
    assert (second.title or "").startswith(first.title)
    assert second.title != first.title
    assert second.body.startswith(first.body)
    assert len(second.body) > len(first.body)
    running.clock.advance(HOUR)
    moved = get(LIVELY.url(FATED))
    assert (moved.final_url, len(moved.hops)) == (LIVELY.home[:-1] + FATED.moved_path, 1)
    running.clock.advance(2 * HOUR)  # the other article is gone by then, so that this one is in the feed again
    after = get(LIVELY.feed_url()).body
    assert b"2026:0<" in before
    assert b"2026:new-0<" in after
    assert b"utm_source=feed" in after


def test_conditional_requests_are_answered_rightly(get: Get, running: Running) -> None:
    url = LIVELY.feed_url()
    first = get(url)
    tag, modified = first.header("etag") or "", first.header("last-modified") or ""
    for condition in ({"If-None-Match": tag}, {"If-Modified-Since": modified}, {"If-None-Match": f'"x", W/{tag}'}):
        answer = get(url, headers=condition)
        assert (answer.status, answer.body) == (304, b"")
    assert get(url, headers={"If-None-Match": '"x"', "If-Modified-Since": modified}).status == 200
    running.clock.advance(HOUR)
    for condition in ({"If-None-Match": tag}, {"If-Modified-Since": modified}):
        assert get(url, headers=condition).status == 200


def test_sites_choose_among_the_codings_of_the_web(get: Get, world: World) -> None:
    codings = {get(site.home).header("content-encoding") for host, site in world.sites.items() if host.startswith("h0")}
    assert codings == {"gzip", "br", "zstd"}


def test_a_ticker_changes_the_bytes_and_not_the_article(get: Get, running: Running, world: World) -> None:
    site = world.sites["h001.world.example"]
    item = next(item for item in site.public(START) if not item.edits)
    first = get(site.url(item)).body
    running.clock.advance(3 * HOUR)
    second = get(site.url(item)).body
    assert first != second
    assert (read(first).title, read(first).body) == (read(second).title, read(second).body)


def test_the_sample_newsroom_stands_at_its_own_addresses(get: Get, running: Running) -> None:
    running.clock.set(START + 1000 * HOUR)
    for site in sample_sites():
        assert [get(site.url(item)).status for item in site.items] == [200] * len(site.items)


def test_sitemaps_hold_every_article(get: Get, world: World) -> None:
    site = world.sites["h000.world.example"]
    index = get(f"{site.home}sitemap.xml").body.decode()
    maps = [part.partition("</loc>")[0] for part in index.split("<loc>")[1:]]
    listed = "".join(get(url).body.decode() for url in maps)
    assert all(f"<loc>{site.url(item)}</loc>" in listed for item in site.public(START))
    assert get(f"{site.home}news-sitemap.xml").body.count(b"<news:title>") == len(site.public(START))
    assert f"Sitemap: {site.home}sitemap.xml" in get(f"{site.home}robots.txt").body.decode()


def _rows(running: Running, began: float, count: int) -> list[Row]:
    """The ``count`` requests since a moment, once they are written, which is after the answer was sent."""
    for _ in range(1000):
        rows = [row for row in read_log(running.network.log) if row.start >= began]
        if len(rows) >= count:
            break
        time.sleep(0.01)
    return rows


REFUSED: dict[str, type[FetchError] | tuple[type[FetchError], ...]] = {
    "slow-head": TimedOut,
    "slow-body": TimedOut,
    "silence": TimedOut,
    "endless-body": TooLarge,
    "endless-head": (TooLarge, BadResponse),  # our limit or the parser's, as the bytes happen to arrive
    "bomb-gzip": TooLarge,
    "bomb-br": TooLarge,
    "bomb-zstd": TooLarge,
    "loop": TooManyRedirects,
    "stairs": TooManyRedirects,
    "to-private": RefusedAddress,
    "to-metadata": RefusedAddress,
    "to-file": BadAddress,
    "reset": BadResponse,
    "reset-midway": BadResponse,
    "truncated": BadResponse,
    "truncated-chunks": BadResponse,
    "babble": BadResponse,
    "tls-expired": TlsFailed,
    "tls-stranger": TlsFailed,
    "tls-unknown": TlsFailed,
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_fault_that_a_fetch_must_refuse(get: Get, impatient: Get, world: World, name: str) -> None:
    site = world.sites[f"{name}.world.example"]
    with pytest.raises(FetchError) as refused:
        (impatient if REFUSED[name] is TimedOut else get)(site.url(site.items[0]))
    assert isinstance(refused.value, REFUSED[name])


def test_a_server_that_wants_to_be_left_alone_for_a_while(get: Get, running: Running, world: World) -> None:
    for name, status in (("too-many", 429), ("too-many-dated", 429), ("unavailable", 503), ("unavailable-until", 503)):
        running.clock.set(START)
        site = world.sites[f"{name}.world.example"]
        url = site.url(site.items[0])
        assert get(url).status == status
        assert (get(url).header("retry-after") is None) == (name == "unavailable")
        assert get(f"{site.home}robots.txt").status == 200
        running.clock.advance(601)
        assert get(url).status == 200


def test_tags_that_lie(get: Get, running: Running, world: World) -> None:
    def twice(name: str) -> tuple[Response, Response]:
        site = world.sites[f"{name}.world.example"]
        return get(site.url(site.items[0])), get(site.url(site.items[1 if name == "same-tag-new-body" else 0]))

    one, two = twice("same-tag-new-body")
    assert one.header("etag") == two.header("etag")
    assert one.body != two.body
    one, two = twice("new-tag-same-body")
    assert one.header("etag") != two.header("etag")
    assert one.body == two.body
    assert twice("unasked-304")[0].status == 304


def test_sites_that_reserve_or_forbid(get: Get, world: World) -> None:
    def article(name: str) -> Response:
        site = world.sites[f"{name}.world.example"]
        return get(site.url(site.items[0]))

    def text(name: str, path: str) -> Response:
        return get(f"http://{name}.world.example/{path}")

    assert article("reserved").header("tdm-reservation") == "1"
    assert article("noai").header("x-robots-tag") == "noai, noimageai"
    assert b'name="tdm-reservation" content="1"' in article("reserved-meta").body
    assert json.loads(text("tdmrep", ".well-known/tdmrep.json").body)[0]["tdm-reservation"] == 1
    assert b"Disallow: /\n" in text("robots-forbid", "robots.txt").body
    assert text("robots-missing", "robots.txt").status == 404
    assert text("robots-error", "robots.txt").status == 500
    assert "iso-8859-1" in (article("wrong-charset").header("content-type") or "")


def test_nothing_else_is_reached(get: Get) -> None:
    with pytest.raises(Unreachable):
        get("http://www.example.org/")


def test_the_log_tells_what_was_asked(get: Get, running: Running, world: World) -> None:
    began = time.monotonic()
    site = world.sites["h002.world.example"]
    item = site.public(START)[0]
    get(f"{site.home}robots.txt")
    tag = get(site.url(item)).header("etag") or ""
    running.clock.advance(7)
    get(site.url(item), headers={"If-None-Match": tag})
    rows = _rows(running, began, 3)
    assert [(row.path, row.status, row.conditional) for row in rows] == [
        ("/robots.txt", 200, False), (item.path, 200, False), (item.path, 304, True),
    ]  # fmt: skip
    found = manners(rows, world)
    assert found.faults() == dict.fromkeys(found.faults(), 0)
    assert (found.requests, found.hosts, found.at_once, found.pauses) == (3, 1, 1, (0.0, 7.0))
    assert list(fetched(rows, world)) == [(site.url(item), 1, 1)]


def test_bad_manners_are_seen(get: Get, impatient: Get, running: Running, world: World) -> None:
    began = time.monotonic()
    forbidden, busy = world.sites["robots-forbid.world.example"], world.sites["unavailable-until.world.example"]
    slow = world.sites["slow-body.world.example"]

    def ask(url: str) -> None:
        try:
            impatient(url)
        except TimedOut:
            return

    get(forbidden.url(forbidden.items[0]))
    get(busy.url(busy.items[0]), headers={"User-Agent": "nobody"})
    get(busy.url(busy.items[0]))
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(ask, [slow.url(item) for item in slow.items[:3]]))
    found = manners(_rows(running, began, 6), world)
    assert found.faults() == {
        "more than one at once": 2,
        "before robots.txt": 6,
        "against robots.txt": 1,
        "within Retry-After": 1,
        "without a name": 1,
    }


def test_requests_that_overlap_are_seen_where_the_servers_think(tmp_path: Path) -> None:
    with serving(World.of([LIVELY], latency=1.0), tmp_path) as run:
        get = partial(fetch, policy=run.network.policy(), resolver=run.network.resolver, opener=run.network.opener)
        with ThreadPoolExecutor(3) as pool:
            answers = list(pool.map(get, [f"{LIVELY.home}robots.txt", LIVELY.home, LIVELY.feed_url()]))
    assert [answer.status for answer in answers] == [200, 200, 200]
    rows = read_log(run.network.log)
    assert manners(rows, run.world).at_once == 3
    assert all(row.end - row.start >= 1.0 for row in rows)


def test_waiting_as_a_date(world: World) -> None:
    row = Row("h", "http", "GET", "/", 429, 1.0, 2.0, START, START, "", "", "Marsad", "Mon, 02 Nov 2026 06:10:00 GMT")
    assert row.wait == 600.0
    soon, later = replace(row, start=3.0, world_start=START + 500), replace(row, start=4.0, world_start=START + 600)
    robots = replace(row, path="/robots.txt", status=200, start=0.5, end=0.6, retry_after="")
    assert manners([robots, row, soon], world).too_soon == 1
    assert manners([robots, row, later], world).too_soon == 0


def test_the_clock_runs_when_it_should(tmp_path: Path) -> None:
    with serving(World.of([LIVELY]), tmp_path, rate=1000.0) as run:
        answers = [
            fetch(f"{LIVELY.home}robots.txt", policy=run.network.policy(), resolver=run.network.resolver,
                  opener=run.network.opener) for _ in range(2)
        ]  # fmt: skip
        assert [answer.status for answer in answers] == [200, 200]
        assert run.network.clock().now() > START
    first, second = read_log(run.network.log)
    assert START < first.world_start < second.world_start
