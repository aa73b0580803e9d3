"""Polite collecting against real servers: order, pauses, robots.txt, feeds expanded."""

from __future__ import annotations

import ipaddress
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from marsad.collect import errors
from marsad.collect.collector import Collector
from marsad.collect.fetch import FetchPolicy, Response
from marsad.collect.polite import MAX_CRAWL_DELAY
from tests.collect.servers import Handler, Page, page, serving

POLICY = FetchPolicy(allow=(ipaddress.ip_network("127.0.0.0/8"),), read_timeout=2, total_timeout=5)


def feed_page(handler: Handler) -> None:
    items = "".join(f"<item><title>{n}</title><link>/article/{n}</link></item>" for n in (1, 2, 1, "gone"))
    body = f"<rss version='2.0'><channel><title>Gazette</title>{items}</channel></rss>"
    handler.answer(body.encode(), Content_Type="application/rss+xml")


PAGES = {
    "/feed": feed_page,
    "/feed.json": page(b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "/article/1"}]}'),
    "/bad-feed": page(b"<rss><!DOCTYPE a [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"),
    "/article/1": page(b"<p>one</p>"),
    "/article/2": page(b"<p>two</p>"),
    "/private/x": page(b"<p>hidden</p>"),
    "/moved": page(b"", 301, Location="/private/x"),
}
RULES = ("/robots.txt", "/.well-known/tdmrep.json")
CLOSED = {**PAGES, "/robots.txt": page(b"User-agent: *\nDisallow: /private/\n")}


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds


def collector(**options: object) -> Collector:
    return Collector(POLICY, spacing=0, **options)  # type: ignore[arg-type]


def test_a_feed_stands_for_the_pages_of_its_items() -> None:
    with serving(CLOSED) as site:
        found = list(collector().collect(f"{site.url}/feed"))
    assert [item.body for item in found if isinstance(item, Response)] == [b"<p>one</p>", b"<p>two</p>"]
    (gone,) = [item for item in found if isinstance(item, errors.FetchError)]
    assert isinstance(gone, errors.HttpStatus)
    assert "404" in gone.reason
    assert site.paths() == [*RULES, "/feed", "/article/1", "/article/2", "/article/gone"]


def test_a_page_stands_for_itself_and_json_feeds_count() -> None:
    with serving(CLOSED) as site:
        found = list(collector().pages([f"{site.url}/article/2", f"{site.url}/article/2#end", f"{site.url}/feed.json"]))
    assert [item.body for item in found if isinstance(item, Response)] == [b"<p>two</p>", b"<p>one</p>"]


def test_what_cannot_be_had_is_named_and_the_rest_goes_on() -> None:
    urls = ["/bad-feed", "/private/x", "/moved", "/article/1"]
    with serving(CLOSED) as site:
        found = list(collector().pages(["mailto:a@example.org", "http://10.0.0.1/", *(site.url + url for url in urls)]))
    kinds = [type(item) for item in found]
    assert kinds[0] is errors.BadAddress
    assert sorted(kind.__name__ for kind in kinds[1:]) == [
        "BadFeed", "RefusedAddress", "RefusedByRobots", "RefusedByRobots", "Response",
    ]  # fmt: skip
    assert "/private/x" not in site.paths()


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False), (429, False)])
def test_status_of_robots_txt(status: int, *, allowed: bool) -> None:
    with serving({**PAGES, "/robots.txt": page(b"User-agent: *\nDisallow: /", status)}) as site:
        (found,) = collector().collect(f"{site.url}/article/1")
    assert isinstance(found, Response if allowed else errors.RefusedByRobots)
    assert ("/article/1" in site.paths()) is allowed


def test_robots_txt_that_cannot_be_read_forbids_and_is_asked_for_once() -> None:
    with serving({**PAGES, "/robots.txt": lambda handler: None}) as site:
        found = list(collector().pages([f"{site.url}/article/1", f"{site.url}/article/2"]))
    assert [type(item) for item in found] == [errors.BadResponse, errors.BadResponse]
    assert site.paths() == ["/robots.txt"]


def test_pauses_between_requests_to_one_host() -> None:
    clock = Clock()
    with serving(CLOSED) as site:
        collected = Collector(POLICY, spacing=1.0, clock=clock, sleep=clock.sleep)
        found = list(collected.pages([f"{site.url}/article/1", f"{site.url}/article/2"]))
    assert len(found) == 2
    assert clock.slept == [1.0, 1.0, 1.0]


def test_redirects_wait_for_their_turn_too() -> None:
    clock = Clock()
    with serving({**PAGES, "/old": page(b"", 301, Location="/article/1")}) as site:
        (found,) = Collector(POLICY, spacing=1.0, clock=clock, sleep=clock.sleep).collect(f"{site.url}/old")
    assert isinstance(found, Response)
    assert clock.slept == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(("asked", "pause"), [("5", 5.0), ("100000", MAX_CRAWL_DELAY), ("soon", 1.0)])
def test_crawl_delay_is_kept_within_reason(asked: str, pause: float) -> None:
    clock = Clock()
    with serving({**PAGES, "/robots.txt": page(f"User-agent: *\nCrawl-delay: {asked}".encode())}) as site:
        collected = Collector(POLICY, spacing=1.0, clock=clock, sleep=clock.sleep)
        list(collected.pages([f"{site.url}/article/1", f"{site.url}/article/2"]))
    assert clock.slept == [1.0, pause, pause]


def test_hosts_take_turns() -> None:
    clock = Clock()
    asked: list[str] = []

    def get(url: str, *, policy: FetchPolicy, permit: object = None) -> Response:
        if callable(permit):
            permit(url)
        asked.append(url)
        status = 404 if url.endswith(RULES) else 200
        return Response(url, url, status, "", "1.1", (), b"<p>", datetime.now(UTC))

    urls = [f"https://{host}.example.org/{n}" for host in "ab" for n in range(3)]
    list(Collector(replace(POLICY), spacing=1.0, get=get, clock=clock, sleep=clock.sleep).pages(urls))
    pages = [url[8] for url in asked if not url.endswith(RULES)]
    assert sorted(asked) == sorted([*urls, *(f"https://{host}.example.org{path}" for host in "ab" for path in RULES)])
    assert pages != ["a", "a", "a", "b", "b", "b"]
    assert sum(clock.slept) < 6.01


def test_a_feed_that_never_ends_stops_at_the_limit() -> None:
    def endless(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n<rss version='2.0'><channel>")
        while not handler.server.stopping.is_set():
            handler.wfile.write(b"<item><link>http://a.example.org/</link></item>" * 1000)

    with serving({**PAGES, "/feed": endless}) as site:
        (found,) = Collector(replace(POLICY, max_bytes=500_000), spacing=0).collect(f"{site.url}/feed")
    assert isinstance(found, errors.TooLarge)


def busy(times: int, status: int = 503, **headers: str) -> Page:
    """A page that is not to be had so many times."""
    left = [times]

    def answer(handler: Handler) -> None:
        left[0] -= 1
        if left[0] >= 0:
            handler.answer(b"later", status, **headers)
        else:
            handler.answer(b"<p>at last</p>")

    return answer


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_waited_for_and_the_page_asked_again(status: int) -> None:
    clock = Clock()
    with serving({"/a": busy(1, status, Retry_After="20"), "/b": page(b"<p>b</p>")}) as site:
        found = list(
            Collector(POLICY, spacing=1.0, clock=clock, sleep=clock.sleep).pages([f"{site.url}/a", f"{site.url}/b"])
        )
    assert [item.body for item in found if isinstance(item, Response)] == [b"<p>at last</p>", b"<p>b</p>"]
    assert site.paths() == [*RULES, "/a", "/a", "/b"]
    assert clock.slept == [1.0, 1.0, 20.0, 1.0]


@pytest.mark.parametrize(
    ("answer", "words", "asked"),
    [(busy(9, Retry_After="20"), "asked again in 20 s", 3),
     (busy(9, Retry_After="86400"), "asked again in 86400 s", 1),
     (busy(9, Retry_After="soon"), "answers 503 Service Unavailable", 1),
     (busy(9, 500, Retry_After="1"), "answers 500", 1),
     (busy(9), "answers 503", 1)],
)  # fmt: skip
def test_a_host_that_stays_busy_is_reported(answer: Page, words: str, asked: int) -> None:
    clock = Clock()
    with serving({"/a": answer}) as site:
        (found,) = Collector(POLICY, spacing=1.0, clock=clock, sleep=clock.sleep).collect(f"{site.url}/a")
    assert isinstance(found, errors.HttpStatus)
    assert words in found.reason
    assert site.paths().count("/a") == asked


def test_what_a_publisher_reserves_is_refused_with_the_words() -> None:
    rules = b'[{"location": "/dossiers/", "tdm-reservation": 1}]'
    pages = {
        "/.well-known/tdmrep.json": page(rules),
        "/dossiers/1": page(b"<p>never asked for</p>"),
        "/header": page(b"<p>x</p>", tdm_reservation="1"),
        "/noai": page(b"<p>x</p>", X_Robots_Tag="noai"),
        "/meta": page(b"<head><meta name=tdm-reservation content=1></head>", Content_Type="text/html"),
        "/free": page(b"<head><meta name=tdm-reservation content=0></head>", Content_Type="text/html"),
    }
    with serving(pages) as site:
        found = list(collector().pages(site.url + path for path in pages if path != "/.well-known/tdmrep.json"))
    refused = [item for item in found if isinstance(item, errors.FetchError)]
    assert [type(item) for item in refused] == [errors.RefusedByReservation] * 4
    assert [item.reason.partition(" says ")[0] for item in refused] == [
        "tdmrep.json", "the HTTP header", "the HTTP header", "the page's meta element",
    ]  # fmt: skip
    assert [item.final_url for item in found if isinstance(item, Response)] == [f"{site.url}/free"]
    assert "/dossiers/1" not in site.paths()


def test_connections_are_kept_within_a_run_and_closed_after_it() -> None:
    with serving(CLOSED) as site:
        collected = collector()
        list(collected.pages([f"{site.url}/article/1", f"{site.url}/article/2"]))
        assert len(collected._polite.connections) == 0
