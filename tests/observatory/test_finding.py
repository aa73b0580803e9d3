"""Which channels of a site are followed, how politely they are found, and where its past is looked for."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from marsad.collect.announced import ChannelKind
from marsad.collect.errors import FetchError, HttpStatus, RefusedByRobots
from marsad.collect.policy import FetchPolicy
from marsad.collect.response import Response
from marsad.observatory import backfill
from marsad.observatory.asking import PoliteGet, keep_findings
from marsad.observatory.backfill import Plan, find_past, plan_of, save_past, spread
from marsad.observatory.finding import MOST, Found, discover_for, find
from marsad.observatory.models import Channel, Origin, Refusal, Source
from marsad.observatory.sources import NewChannel, Undiscovered, save_source
from marsad.observatory.verifying import Target, verify

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOME = "https://jour.example/"


class Web:
    """Answers by address from memory; counts what was asked, and lets its own clock go by while somebody waits."""

    def __init__(self, **pages: str) -> None:
        self.pages: dict[str, str] = {}
        self.asked: Counter[str] = Counter()
        self.moments: list[float] = []
        self.now = 0.0

    def get(self, url: str, *, policy: FetchPolicy, permit: object = None) -> Response:
        if callable(permit):
            permit(url)
        self.asked[url] += 1
        self.moments.append(self.now)
        body = self.pages.get(url)
        kind = "text/html" if body and body.startswith("<!doctype") else "application/xml"
        return Response(
            url=url,
            final_url=url,
            status=200 if body is not None else 404,
            reason="OK" if body is not None else "Not Found",
            http_version="1.1",
            headers=(("content-type", kind),),
            body=(body or "").encode(),
            fetched=NOW,
        )

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def polite(self, spacing: float = 1.0) -> PoliteGet:
        return PoliteGet(FetchPolicy(), spacing=spacing, get=self.get, clock=lambda: self.now, sleep=self.sleep)

    def find(self, *homes: str) -> Found:
        return discover_for(Undiscovered("jour.example", homes or (HOME,)), self.polite(), NOW)


def _home(*feeds: str, lang: str = "fr") -> str:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="{feed}">' for feed in feeds)
    return f"<!doctype html><html lang='{lang}'><head><title>Le Jour</title>{links}</head><body>Bonjour</body></html>"


def _feed(*slugs: str) -> str:
    items = "".join(
        f"<item><title>{slug}</title><link>{HOME}{slug}</link><pubDate>Sun, 01 Mar 2026 10:00:00 +0000</pubDate></item>"
        for slug in slugs
    )
    return f"<rss version='2.0'><channel><title>Le Jour</title>{items}</channel></rss>"


def _slugs(name: str, count: int) -> list[str]:
    return [f"{name}-{number}" for number in range(count)]


def test_feeds_with_the_same_pages_are_followed_once_and_sections_beside() -> None:
    web = Web()
    web.pages = {
        HOME: _home("/all", "/latest", "/sport"),
        f"{HOME}all": _feed(*_slugs("une", 20)),
        f"{HOME}latest": _feed(*_slugs("une", 9), "une-neuve"),
        f"{HOME}sport": _feed(*_slugs("sport", 6), *_slugs("une", 4)),
    }
    found = web.find()
    assert [one.url for one in found.chosen] == [f"{HOME}all", f"{HOME}sport"]
    (left,) = (offer for offer in found.offers if not offer.chosen)
    assert (left.shared, left.why) == (9, "9 of its 10 pages are announced by the others too")
    assert (found.key, found.name, found.lang) == ("jour.example", "Le Jour", "fr")
    saved = found.channels("Presse")
    assert [(one.kind, one.folder, one.lang) for one in saved] == [(ChannelKind.FEED, "Presse", "fr")] * 2


def test_what_cannot_be_read_is_never_chosen() -> None:
    web = Web()
    web.pages = {HOME: _home("/mad", "/gone"), f"{HOME}mad": "<rss><channel", f"{HOME}sitemap.xml": "<urlset"}
    found = web.find()
    assert found.chosen == ()
    assert found.channels() == []
    assert all(offer.why for offer in found.offers)


def test_editions_on_one_host_are_found_together() -> None:
    web = Web()
    web.pages = {
        f"{HOME}fr/": _home("/fr/rss"),
        f"{HOME}ar/": _home("/ar/rss", lang="ar"),
        f"{HOME}fr/rss": _feed(*_slugs("fr", 10)),
        f"{HOME}ar/rss": _feed(*_slugs("ar", 10)),
    }
    found = web.find(f"{HOME}fr/", f"{HOME}ar/", f"{HOME}gone/")
    assert {one.url for one in found.chosen} == {f"{HOME}fr/rss", f"{HOME}ar/rss"}
    assert found.lang == "", "of several languages none is the outlet's"
    with pytest.raises(HttpStatus):
        web.find(f"{HOME}gone/")
    assert MOST >= 4, "an agency in four languages is followed whole"


def test_every_address_is_asked_once_and_a_host_not_faster_than_it_wants() -> None:
    web = Web()
    web.pages = {HOME: _home("/rss"), f"{HOME}rss": _feed(*_slugs("une", 10))}
    web.pages[f"{HOME}robots.txt"] = "User-agent: *\nCrawl-delay: 5\n"
    get = web.polite()
    assert find(HOME, get, NOW).chosen
    assert set(web.asked.values()) == {1}
    pauses = [later - sooner for sooner, later in zip(web.moments, web.moments[1:], strict=False)]
    assert min(pauses) >= 1.0
    assert sum(pause >= 5.0 for pause in pauses) >= len(pauses) - 2, "all but those that ask for the rules"


@pytest.mark.django_db
def test_refusals_and_rules_are_written_down_once(data_dir: Path) -> None:
    web = Web()
    web.pages = {HOME: _home(), f"{HOME}robots.txt": "User-agent: *\nDisallow: /"}
    save_source(data_dir, "jour.example", {"home": HOME}, [])
    source = Source.objects.get()
    for number in range(2):
        get = web.polite()
        with pytest.raises(RefusedByRobots):
            get(HOME)
        keep_findings(get, source, NOW + timedelta(days=number))
        assert get.refusals == []
    refusal = Refusal.objects.get()
    assert (refusal.times, refusal.source, refusal.first_at) == (2, source, NOW)
    assert "Disallow: /" in refusal.words
    assert bytes(Origin.objects.get().robots).endswith(b"Disallow: /")


def test_verifying_tries_channels_and_discovers_only_where_one_fails() -> None:
    web = Web()
    web.pages = {HOME: _home("/rss"), f"{HOME}rss": _feed(*_slugs("une", 10))}
    well = verify(Target("jour.example", (HOME,), ((f"{HOME}rss", ChannelKind.FEED),)), web.polite(), NOW)
    assert (well.ok, well.found, well.channels[0].items, well.channels[0].newest) == (True, None, 10, "2026-03-01")
    moved = verify(Target("jour.example", (HOME,), ((f"{HOME}old", ChannelKind.FEED),)), web.polite(), NOW)
    assert moved.ok
    assert moved.channels[0].cure is not None
    assert moved.channels[0].cure.key == "moved"
    assert moved.found is not None
    assert [one.url for one in moved.found.chosen] == [f"{HOME}rss"]
    dead = verify(Target("mort.example", ("https://mort.example/",)), web.polite(), NOW)
    assert (dead.ok, dead.found) == (False, None)
    assert dead.home is not None
    assert "404" in dead.home.error


SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{}a</loc></url></urlset>'


@pytest.mark.django_db
def test_the_past_is_found_planned_and_kept(data_dir: Path) -> None:
    web = Web()
    web.pages = {HOME: _home(), f"{HOME}sitemap.xml": SITEMAP.format(HOME)}
    save_source(data_dir, "jour.example", {"home": HOME}, [])
    source, plan = Source.objects.get(), Plan("2024-01-01", 100)
    assert plan_of("jour.example") is None
    past = find_past(HOME, web.polite(), plan)
    assert past.channels == (NewChannel(f"{HOME}sitemap.xml", ChannelKind.SITEMAP, backfill=True),)
    assert save_past(data_dir, source, plan, past.channels) == 1
    assert save_past(data_dir, source, plan, past.channels) == 0
    assert plan_of("jour.example") == plan
    assert backfill.waiting(source) == 1
    Channel.objects.update(ok_at=NOW)
    assert backfill.waiting(source) == 0
    with pytest.raises(FetchError):
        find_past("https://mort.example/", web.polite(), plan)


def test_no_more_pages_than_planned_fall_on_a_day() -> None:
    due = list(spread(1000, Plan(per_day=400), NOW))
    assert due == sorted(due)
    days = Counter((moment - NOW).days for moment in due)
    assert days == {0: 400, 1: 400, 2: 200}


@pytest.mark.parametrize(
    ("url", "modified", "before"),
    [
        ("https://a.example/sitemap-2019-04.xml", None, True),
        ("https://a.example/sitemap-2024-01.xml", None, False),
        ("https://a.example/2023/sitemap.xml", "2026-01-01", True),
        ("https://a.example/2024/sitemap.xml", "2026-01-01", False),
        ("https://a.example/sitemap3.xml", "2023-12-31T10:00:00Z", True),
        ("https://a.example/sitemap3.xml", None, False),
    ],
)
def test_sitemaps_of_long_ago_are_left_out(url: str, modified: str | None, before: bool) -> None:
    index = f"<sitemap><loc>{url}</loc>{f'<lastmod>{modified}</lastmod>' if modified else ''}</sitemap>"
    web = Web()
    web.pages = {
        "https://a.example/": _home(),
        "https://a.example/sitemap.xml": '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"{index}</sitemapindex>",
    }
    found = [one.url for one in find_past("https://a.example/", web.polite(), Plan("2024-01-15")).channels]
    assert found == ([] if before else [url])
    assert [one.url for one in find_past("https://a.example/", web.polite(), Plan()).channels] == [url]
