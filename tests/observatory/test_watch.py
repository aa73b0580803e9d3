"""The watch as a whole: channels polled, pages fetched once and asked for again, by a clock that the test moves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marsad.collect.announced import ChannelKind
from marsad.observatory.models import Article, Capture, Channel, Check, CheckOutcome, Item, ItemState
from marsad.observatory.sources import change_source, remove
from tests.collect.servers import Handler, page
from tests.observatory.newssite import news_sitemap, sitemap_index
from tests.observatory.press import SPACING, Press, Watched, article, moved, rss, tagged
from tests.world.manners import manners
from tests.world.newsroom import World

pytestmark = pytest.mark.django_db


def test_items_are_fetched_once_under_whatever_name_they_come_back(press: Press, watched: Watched) -> None:
    one = press.article("jour.example/2026/le-port-agrandi")
    press.feed("jour.example/rss", f"{one}?utm_source=rss")
    press.feed("soir.example/rss", f"{one}#top", press.article("soir.example/2026/autre"))
    watched.follow("jour.example/rss")
    watched.follow("soir.example/rss")
    watched.go_on(minutes=2)
    assert press.count("jour.example/2026/le-port-agrandi") == 1
    press.feed("jour.example/rss", f"{one}?utm_source=other&utm_medium=x")
    watched.go_on(minutes=50)
    assert press.count("jour.example/rss") >= 2
    assert press.count("jour.example/2026/le-port-agrandi") == 1
    assert set(Item.objects.values_list("state", flat=True)) == {ItemState.FETCHED}
    assert Capture.objects.count() == 2


def test_an_address_that_leads_to_a_page_that_is_there_already(press: Press, watched: Watched) -> None:
    one = press.article("jour.example/2026/le-port-agrandi")
    press.feed("jour.example/rss", one)
    press.pages["court.example/x1"] = moved(one)
    watched.follow("jour.example/rss")
    watched.go_on(minutes=2)
    press.feed("soir.example/rss", "http://court.example/x1")
    watched.follow("soir.example/rss")
    watched.go_on(minutes=30)
    assert press.count("court.example/x1") == 1
    assert {item.state for item in Item.objects.all()} == {ItemState.FETCHED}
    assert Capture.objects.count() == 1
    assert Item.objects.filter(capture=Capture.objects.get()).count() == 2


def test_one_request_at_a_time_with_a_pause(press: Press, watched: Watched) -> None:
    for host in ("jour.example", "soir.example"):
        press.feed(f"{host}/rss", *(press.article(f"{host}/2026/page-{n}") for n in range(8)))
        watched.follow(f"{host}/rss")
    press.pages["lent.example/robots.txt"] = page(b"User-agent: *\nCrawl-delay: 7\n")
    press.feed("lent.example/rss", *(press.article(f"lent.example/2026/page-{n}") for n in range(3)))
    watched.follow("lent.example/rss")
    watched.go_on(minutes=3)
    found = manners(press.rows, World.of([]))
    assert found.faults() == dict.fromkeys(found.faults(), 0)
    assert found.shortest_pause() >= SPACING
    slow = manners([row for row in press.rows if row.host == "lent.example"], World.of([]))
    assert slow.shortest_pause() >= 7
    assert Item.objects.filter(state=ItemState.FETCHED).count() == 19


def test_an_article_that_is_edited_unchanged_and_withdrawn(press: Press, watched: Watched) -> None:
    paths = [f"jour.example/2026/le-conseil-numero-{n}" for n in range(4)]
    edited, same, honest, gone = [press.article(path) for path in paths]
    press.pages[paths[2]] = tagged(article("tenu"), '"t1"')
    press.feed("jour.example/rss", edited, same, honest, gone)
    watched.follow("jour.example/rss")
    watched.go_on(minutes=5)
    press.article(paths[0], "tout autre chose")
    press.pages[paths[3]] = page(b"gone", 410)
    watched.go_on(minutes=90)
    assert [press.count(path) for path in paths] == [2, 2, 2, 2]
    assert Capture.objects.filter(url=edited).count() == 2
    outcomes = dict(Check.objects.values_list("url", "outcome"))
    assert outcomes == {
        same: CheckOutcome.UNCHANGED,
        honest: CheckOutcome.UNCHANGED,
        gone: CheckOutcome.GONE,
    }
    assert dict(Check.objects.values_list("url", "status")) == {same: 200, honest: 304, gone: 410}
    assert {item.checks for item in Item.objects.all()} == {1}


def test_an_article_that_leads_to_the_home_page_counts_as_gone(press: Press, watched: Watched) -> None:
    one = press.article("jour.example/2026/11/le-port-agrandi-de-la-ville-12345.html")
    press.feed("jour.example/rss", one)
    watched.follow("jour.example/rss")
    watched.go_on(minutes=5)
    press.article("jour.example/")
    press.pages["jour.example/2026/11/le-port-agrandi-de-la-ville-12345.html"] = moved("/", 302)
    watched.go_on(minutes=90)
    assert Check.objects.get().outcome == CheckOutcome.GONE
    assert press.count("jour.example/") == 0, "what it leads to is no version of it"
    assert Capture.objects.count() == 1


def test_an_article_that_moves_keeps_its_item(press: Press, watched: Watched) -> None:
    old, new = "jour.example/2026/11/le-port-agrandi-12345.html", "jour.example/2026/11/le-port-agrandi-bien-12345.html"
    press.feed("jour.example/rss", press.article(old, "un"))
    watched.follow("jour.example/rss")
    watched.go_on(minutes=5)
    press.pages[old] = moved(press.article(new, "un"))
    watched.go_on(hours=3)
    press.feed("jour.example/rss", f"http://{new}")
    watched.go_on(minutes=40)
    assert press.count(old) == 2
    assert press.count(new) == 1, "the feed's new address is that of the version which the old one led to"
    assert sorted(Capture.objects.values_list("url", "asked")) == sorted(
        [(f"http://{old}", ""), (f"http://{new}", f"http://{old}")]
    )


def test_tags_that_lie(press: Press, watched: Watched) -> None:
    def stale(handler: Handler) -> None:
        """Always the same tag, and 304 for whoever knows it."""
        if handler.headers.get("If-None-Match"):
            handler.answer(b"", 304, ETag='"always"')
        else:
            rss(*links, ETag='"always"')(handler)

    links = [press.article("jour.example/2026/un")]
    press.pages["jour.example/rss"] = stale
    press.pages["neuf.example/rss"] = rss(*links, ETag='"1"')
    press.pages["rien.example/rss"] = page(b"", 304)
    for host in ("jour", "neuf", "rien"):
        watched.follow(f"{host}.example/rss")
    watched.go_on(minutes=10)
    before = Channel.objects.get(url="http://neuf.example/rss")
    links.append(press.article("jour.example/2026/deux"))
    press.pages["neuf.example/rss"] = rss(links[0], ETag='"2"')
    watched.go_on(hours=30)
    after = Channel.objects.get(url="http://neuf.example/rss")
    assert (after.sha256, after.etag) == (before.sha256, '"2"'), "the same bytes under a new tag are no news"
    assert press.count("jour.example/2026/deux") >= 1, "now and then a channel is asked without conditions"
    lying = Channel.objects.get(url="http://rien.example/rss")
    assert lying.ok_at is None
    assert "304" in lying.error


def test_sitemaps_and_their_index(press: Press, watched: Watched) -> None:
    today = f"{press.clock.moment:%Y-%m-%d}"
    old = f"{press.clock.moment - timedelta(days=40):%Y-%m-%d}"
    map_of = "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{}</urlset>"

    def urlset(*rows: tuple[str, str]) -> None:
        words = "".join(f"<url><loc>{url}</loc><lastmod>{day}</lastmod></url>" for url, day in rows)
        press.pages["jour.example/new.xml"] = page(map_of.format(words).encode(), Content_Type="application/xml")

    fresh, ancient = press.article("jour.example/2026/neuf"), press.article("jour.example/2020/ancien")
    urlset((fresh, today), (ancient, old))
    press.pages["jour.example/old.xml"] = page(map_of.format("").encode(), Content_Type="application/xml")
    new, past = "http://jour.example/new.xml", "http://jour.example/old.xml"
    press.pages["jour.example/index.xml"] = sitemap_index((new, today), (past, old))
    press.pages["soir.example/news.xml"] = news_sitemap("http://soir.example", "a", "b")
    press.article("soir.example/2026/a")
    press.article("soir.example/2026/b")
    watched.follow("jour.example/index.xml", kind=ChannelKind.SITEMAP_INDEX)
    watched.follow("soir.example/news.xml", kind=ChannelKind.NEWS_SITEMAP)
    watched.go_on(minutes=5)
    assert press.count("jour.example/new.xml") == 1
    assert press.count("jour.example/old.xml") == 0, "what has not changed lately is not asked"
    assert press.count("jour.example/2026/neuf") == 1
    assert press.count("jour.example/2020/ancien") == 0
    assert Item.objects.get(url=ancient).state == ItemState.PASSED
    assert press.count("soir.example/2026/a") == press.count("soir.example/2026/b") == 1
    watched.go_on(hours=13)
    assert press.count("jour.example/index.xml") >= 3
    assert press.count("jour.example/new.xml") == 1, "the index says nothing new"
    later = f"{press.clock.moment + timedelta(days=1):%Y-%m-%d}"
    second = press.article("jour.example/2026/deux")
    urlset((second, later), (fresh, today), (ancient, old))
    press.pages["jour.example/index.xml"] = sitemap_index((new, later), (past, old))
    watched.go_on(hours=13)
    assert press.count("jour.example/new.xml") >= 2
    assert press.count("jour.example/2026/deux") >= 1
    assert press.count("jour.example/2020/ancien") == 0


def test_a_section_page(press: Press, watched: Watched) -> None:
    links = [f"/2026/11/2{n}/le-conseil-du-port-vote-le-plan-{n}.html" for n in range(6)]
    for link in links:
        press.article(f"jour.example{link}")
    body = "".join(f"<article><h2><a href='{link}'>Le port vote son plan {link}</a></h2></article>" for link in links)
    press.pages["jour.example/port/"] = page(
        f"<html><body><main>{body}</main></body></html>".encode(), Content_Type="text/html"
    )
    watched.follow("jour.example/port/", kind=ChannelKind.PAGE)
    watched.go_on(minutes=3)
    assert [press.count(f"jour.example{link}") for link in links] == [1] * 6


def test_the_past_comes_after_everything_else_and_slowly(press: Press, watched: Watched) -> None:
    old = [press.article(f"jour.example/2020/ancien-{n}") for n in range(40)]
    urls = "".join(f"<url><loc>{url}</loc><lastmod>2020-05-05</lastmod></url>" for url in old)
    press.pages["jour.example/past.xml"] = page(
        f"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>".encode(),
        Content_Type="application/xml",
    )
    press.feed("jour.example/rss", *(press.article(f"jour.example/2026/neuf-{n}") for n in range(5)))
    change_source(watched.data, "jour.example", backfill={"since": None, "per_day": 24})
    watched.follow("jour.example/past.xml", kind=ChannelKind.SITEMAP, backfill=True)
    watched.follow("jour.example/rss")
    watched.go_on(hours=5)
    fetched = [path for path in press.asked("jour.example") if path.startswith("/20")]
    assert fetched[:5] != sorted(fetched)[:5]
    assert len([path for path in fetched if path.startswith("/2020/")]) in (5, 6)
    assert press.count("jour.example/past.xml") == 1
    first_old = next(place for place, path in enumerate(fetched) if path.startswith("/2020"))
    assert len({path for path in fetched[: first_old + 1] if path.startswith("/2026")}) >= 4


def test_what_is_paused_or_removed_is_not_asked(press: Press, watched: Watched) -> None:
    press.feed("jour.example/rss", press.article("jour.example/2026/un"))
    watched.follow("jour.example/rss")
    change_source(watched.data, "jour.example", paused=True)
    watched.go_on(hours=1)
    assert press.rows == []
    change_source(watched.data, "jour.example", paused=False)

    def removing(handler: Handler) -> None:
        press.feed("soir.example/rss", press.article("soir.example/2026/un"))
        press.pages["soir.example/rss"](handler)
        Channel.objects.filter(url="http://soir.example/rss")  # looked up by the loop after the answer

    press.pages["soir.example/rss"] = removing
    watched.follow("soir.example/rss")
    watched.go_on(minutes=1)
    assert press.count("jour.example/2026/un") == 1
    remove(watched.data, "http://soir.example/rss")
    asked = press.count("soir.example/rss")
    watched.go_on(hours=2)
    assert press.count("soir.example/rss") == asked
    assert Article.objects.count() == 0


def test_once(press: Press, watched: Watched) -> None:
    press.feed("jour.example/rss", *(press.article(f"jour.example/2026/page-{n}") for n in range(3)))
    press.feed("pause.example/rss", *(press.article(f"pause.example/2026/page-{n}") for n in range(3)))
    press.pages["pause.example/2026/page-1"] = page(b"later", 429, Retry_After="7200")
    channels = [watched.follow("jour.example/rss"), watched.follow("pause.example/rss")]
    Channel.objects.update(due_at=press.clock.now() + timedelta(hours=5))
    began = press.clock.now()
    watched.go_on(once=True, hours=24)
    assert press.clock.now() - began < timedelta(minutes=5), "it does not wait for who wants to be left alone"
    assert len(press.asked()) >= 6
    assert all(Channel.objects.get(pk=one.pk).ok_at for one in channels)
