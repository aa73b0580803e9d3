"""The rules of one origin: asked for, stored as bytes, read anew, and each refusal in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from marsad.collect import errors
from marsad.collect.response import Response
from marsad.collect.rules import OriginRules, StoredRules, origin_of, read_rules

ORIGIN = "https://news.example.org"
TDMREP = b'[{"location": "/dossiers/", "tdm-reservation": 1, "tdm-policy": "https://news.example.org/policy"}]'


class Site:
    """Answers from ``pages``, and notes what was asked."""

    def __init__(self, **pages: tuple[int, bytes] | errors.FetchError) -> None:
        self.pages = {"/robots.txt": pages.get("robots"), "/.well-known/tdmrep.json": pages.get("tdmrep")}
        self.asked: list[str] = []

    def get(self, url: str) -> Response:
        self.asked.append(url)
        found = self.pages[url.removeprefix(ORIGIN)] or (404, b"nothing")
        if isinstance(found, errors.FetchError):
            raise found
        return Response(url, url, found[0], "", "1.1", (), found[1], datetime.now(UTC))


def rules(site: Site) -> OriginRules:
    stored, _ = read_rules(ORIGIN, site.get)
    return OriginRules.of(stored.robots_status, stored.robots, stored.tdmrep, stored.error)


def test_a_site_without_rules_allows_everything() -> None:
    site = Site()
    stored, answers = read_rules(ORIGIN, site.get)
    assert stored == StoredRules(404, b"", b"", "")
    assert [answer.status for answer in answers] == [404, 404]
    assert site.asked == [f"{ORIGIN}/robots.txt", f"{ORIGIN}/.well-known/tdmrep.json"]
    assert rules(site).refusal(f"{ORIGIN}/a") is None


def test_what_is_refused_is_said_with_the_file_and_its_words() -> None:
    robots = b"User-agent: *\nCrawl-delay: 4\nDisallow: /private/\nSitemap: https://news.example.org/s.xml"
    told = rules(Site(robots=(200, robots), tdmrep=(200, TDMREP)))
    private, reserved = told.refusal(f"{ORIGIN}/private/x"), told.refusal(f"{ORIGIN}/dossiers/1?a")
    assert isinstance(private, errors.RefusedByRobots)
    assert private.reason == "robots.txt says Disallow: /private/"
    assert isinstance(reserved, errors.RefusedByReservation)
    assert reserved.reason == (
        'tdmrep.json says {"location": "/dossiers/", "tdm-reservation": 1}; its policy: https://news.example.org/policy'
    )
    assert str(reserved).startswith("reserved by its publisher: tdmrep.json says")
    assert told.refusal(f"{ORIGIN}/news/1") is None
    assert (told.crawl_delay, told.sitemaps) == (4.0, ("https://news.example.org/s.xml",))


@pytest.mark.parametrize("status", [500, 503, 429, 599, 302, 304])
def test_a_robots_txt_that_is_not_answered_forbids_and_the_rest_is_not_asked(status: int) -> None:
    site = Site(robots=(status, b"User-agent: *\nAllow: /"))
    refusal = rules(site).refusal(f"{ORIGIN}/a")
    assert isinstance(refusal, errors.RefusedByRobots)
    assert f"status {status}" in refusal.reason
    assert len(site.asked) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_robots_txt_that_is_not_there_allows(status: int) -> None:
    assert rules(Site(robots=(status, b"User-agent: *\nDisallow: /"))).refusal(f"{ORIGIN}/a") is None


@pytest.mark.parametrize("kind", [errors.TimedOut, errors.TooLarge, errors.TlsFailed, errors.Unreachable])
def test_a_failure_is_kept_with_its_kind(kind: type[errors.FetchError]) -> None:
    refusal = rules(Site(robots=kind(ORIGIN, "the server: went silent"))).refusal(f"{ORIGIN}/a")
    assert type(refusal) is kind
    assert refusal.reason == "its robots.txt cannot be read: the server: went silent"
    assert refusal.url == f"{ORIGIN}/a"


def test_an_address_that_is_refused_stays_one() -> None:
    refusal = rules(Site(robots=errors.RefusedAddress(ORIGIN, "10.0.0.1 is private"))).refusal(f"{ORIGIN}/a")
    assert type(refusal) is errors.RefusedAddress
    assert refusal.reason == "10.0.0.1 is private"


def test_rules_that_were_never_asked_for_forbid() -> None:
    refusal = OriginRules.of(None, b"", b"", "").refusal(f"{ORIGIN}/a")
    assert isinstance(refusal, errors.RefusedByRobots)


def test_a_tdmrep_that_cannot_be_had_reserves_nothing() -> None:
    assert rules(Site(tdmrep=errors.TimedOut(ORIGIN, "silent"))).refusal(f"{ORIGIN}/dossiers/1") is None
    assert rules(Site(tdmrep=(500, TDMREP))).refusal(f"{ORIGIN}/dossiers/1") is None


def test_a_page_in_place_of_a_tdmrep_is_told_and_not_stored_whole() -> None:
    site = Site(tdmrep=(200, b"\n<!doctype html>" + b"x" * 100_000))
    stored, _ = read_rules(ORIGIN, site.get)
    assert len(stored.tdmrep) <= 100
    assert rules(site).problem == "tdmrep.json is not JSON"


def test_origins() -> None:
    assert origin_of("https://a.test:8443/x?y") == "https://a.test:8443"
