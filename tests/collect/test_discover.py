"""Discovery on invented sites: what is asked for, what is kept, in which order, and why the rest is not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from marsad.collect.announced import ChannelKind
from marsad.collect.discover import CONVENTIONAL, MAX_REQUESTS, Edition, discover
from marsad.collect.errors import BadFeed, FetchError, HttpStatus, RefusedByRobots
from marsad.collect.response import Response

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
HOME = "https://www.phare.example.org/"


def rss(*names: str, date: str = "Sat, 28 Nov 2026 09:00:00 +0000", home: str = HOME) -> str:
    """A feed with an item for each name."""
    items = "".join(
        f"<item><title>Story {name}</title><link>{home}{name}</link><pubDate>{date}</pubDate></item>" for name in names
    )
    return f'<rss version="2.0"><channel><title>Le Phare</title><link>{home}</link>{items}</channel></rss>'


def sitemap(*names: str, news: bool = False) -> str:
    """A sitemap, or with ``news`` a news sitemap."""
    extra = (
        "<n:news><n:publication><n:name>Le Phare</n:name><n:language>fr</n:language></n:publication>"
        "<n:publication_date>2026-11-28</n:publication_date><n:title>Une histoire</n:title></n:news>"
    )
    urls = "".join(f"<url><loc>{HOME}{name}</loc>{extra if news else ''}</url>" for name in names)
    return (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f' xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>'
    )


def home(head: str = "", body: str = "") -> str:
    """The home page."""
    return f"<!doctype html><html lang=fr><head><title>Le Phare</title>{head}</head><body>{body}</body></html>"


def alternate(href: str) -> str:
    """A feed in the head."""
    return f'<link rel="alternate" type="application/rss+xml" href="{href}">'


class Site:
    """Pages by path (or whole address), and the addresses that were asked for."""

    def __init__(self, pages: dict[str, str | FetchError | tuple[str, str]]) -> None:
        self.pages, self.asked = pages, []

    def get(self, url: str) -> Response:
        self.asked.append(url)
        page = self.pages.get(url, self.pages.get(url.removeprefix(HOME[:-1]), ""))
        if isinstance(page, FetchError):
            raise page
        final, text = page if isinstance(page, tuple) else (url, page)
        kind = "text/html" if text.startswith("<!doctype") else "text/plain" if "ser-agent" in text else "text/xml"
        headers = (("Content-Type", kind),)
        return Response(url, final, 200 if text else 404, "", "1.1", headers, text.encode(), NOW)


def test_feeds_of_the_head_come_first_and_the_rest_is_told_apart() -> None:
    site = Site(
        {
            "/": home("".join(map(alternate, ("/comments/feed", "/old", "/feed", "/atom", "/gone", "/empty")))),
            "/feed": rss("a", "b"),
            "/atom": rss("a", "b"),
            "/old": rss("c", date="Sat, 03 Jan 2026 09:00:00 +0000"),
            "/comments/feed": rss("a#comment-1", "a#comment-2"),
            "/robots.txt": f"User-agent: *\nSitemap: {HOME}sitemap.xml\nSitemap: {HOME}news.xml",
            "/news.xml": sitemap("a", news=True),
            "/sitemap.xml": sitemap("a", "b", "c"),
        }
    )
    found = discover(HOME, site.get, now=NOW)
    assert (found.home, found.title, found.lang) == (HOME, "Le Phare", "fr")
    best, news, plain, *others = found.candidates
    assert (best.url, best.kind, best.items, best.newest) == (HOME + "feed", "feed", 2, "2026-11-28T09:00:00+00:00")
    assert best.samples == ("Story a", "Story b")
    assert best.found_by == "linked in the head of the page"
    assert (news.url, news.kind, news.lang) == (HOME + "news.xml", ChannelKind.NEWS_SITEMAP, "fr")
    assert plain.kind is ChannelKind.SITEMAP
    assert {other.url.removeprefix(HOME): other.error for other in others} == {
        "old": "nothing new since 2026-01-03",
        "atom": f"the same items as {HOME}feed",
        "gone": "status 404",
    }
    assert HOME + "comments/feed" not in site.asked  # four feeds of the head are tried, those of comments last


def test_comments_and_silence_in_words() -> None:
    refused = RefusedByRobots(HOME + "feed", "robots.txt says Disallow: /feed")
    site = Site(
        {"/": home(alternate("/feed") + alternate("/c") + alternate("/e")), "/feed": refused, "/e": rss()}
        | {"/c": rss("a#comment-1", "b#comment-2")}
    )
    errors = {found.url.removeprefix(HOME): found.error for found in discover(HOME, site.get, now=NOW).candidates}
    assert errors == {
        "feed": "refused by robots.txt: robots.txt says Disallow: /feed",
        "c": "comments of readers, not articles",
        "e": "nothing is announced in it",
    }
    assert len(site.asked) <= MAX_REQUESTS


def test_a_page_that_lists_feeds_is_read() -> None:
    listing = home(body="<a href=/rss/economie.xml>Économie</a>")
    site = Site({"/": home(body="<a href=/rss>Nos flux</a>"), "/rss": listing, "/rss/economie.xml": rss("a")})
    (found,) = discover(HOME, site.get, now=NOW).candidates
    assert (found.url, found.found_by) == (HOME + "rss/economie.xml", f"listed at {HOME}rss")


def test_conventional_addresses_only_where_nothing_else_is() -> None:
    silent = Site({"/": home(), "/rss.xml": rss("a"), "/feed": home()})
    (found,) = discover(HOME, silent.get, now=NOW).candidates
    assert found.url == HOME + "rss.xml"
    assert silent.asked[2:] == [HOME + "feed", HOME + "rss", HOME + "rss.xml"]
    speaking = Site({"/": home(alternate("/mine")), "/mine": rss("a"), "/feed": rss("b")})
    assert [one.url for one in discover(HOME, speaking.get, now=NOW).candidates] == [HOME + "mine"]
    assert not {HOME[:-1] + path for path in CONVENTIONAL} & set(speaking.asked)


def test_the_page_itself_when_nothing_better_is_there() -> None:
    cards = "".join(
        f'<h2><a href="/2026/11/2{n}/une-histoire-du-port-numero-{n}">Une histoire du port, la {n}e</a></h2>'
        for n in range(6)
    )
    site = Site({"/": home(body=cards)})
    (found,) = discover(HOME, site.get, now=NOW).candidates
    assert (found.url, found.kind, found.items, found.lang) == (HOME, ChannelKind.PAGE, 6, "fr")
    assert len(site.asked) <= MAX_REQUESTS
    nothing = Site({"/": home(body="<p>Bientôt.</p>")})
    assert discover(HOME, nothing.get, now=NOW).candidates == ()
    assert len(nothing.asked) == MAX_REQUESTS


def test_indexes_lead_to_news() -> None:
    index = (
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"<sitemap><loc>{HOME}pages.xml</loc></sitemap><sitemap><loc>{HOME}news.xml</loc></sitemap></sitemapindex>"
    )
    robots = f"User-agent: *\nDisallow:\nSitemap: {HOME}index.xml"
    site = Site({"/": home(), "/robots.txt": robots, "/index.xml": index, "/news.xml": sitemap("a", news=True)})
    found = discover(HOME, site.get, now=NOW).candidates
    assert [(one.url.removeprefix(HOME), one.kind) for one in found] == [
        ("news.xml", ChannelKind.NEWS_SITEMAP),
        ("index.xml", ChannelKind.SITEMAP_INDEX),
    ]
    assert HOME + "pages.xml" not in site.asked


def test_channels_of_other_sites() -> None:
    proxy, other = "https://feeds.example.net/phare", "https://autre.example.com/feed"
    site = Site(
        {
            "/": home(alternate(proxy) + alternate(other)),
            proxy: rss("a"),
            other: rss("b", home="https://autre.example.com/"),
        }
    )
    assert [found.url for found in discover(HOME, site.get, now=NOW).candidates] == [proxy]


def test_redirects_within_the_site_are_followed_and_those_out_of_it_forgotten() -> None:
    site = Site(
        {
            "/": home(alternate("/feed") + alternate("/rss")),
            "/feed": (HOME + "fr/feed/", rss("a")),
            "/rss": ("https://feeds.example.net/phare", rss("b")),
        }
    )
    assert [found.url for found in discover(HOME, site.get, now=NOW).candidates] == [HOME + "fr/feed/", HOME + "rss"]


def test_the_address_of_a_channel_itself() -> None:
    found = discover(HOME + "feed", Site({"/feed": rss("a")}).get, now=NOW)
    assert (found.home, found.title) == (HOME, "Le Phare")
    assert [one.found_by for one in found.candidates] == ["its own address"]
    with pytest.raises(BadFeed):
        discover(HOME + "feed", Site({"/feed": '<rss version="2.0"><channel>' + "<a>" * 500}).get, now=NOW)


def test_editions_in_other_languages() -> None:
    head = '<link rel=alternate hreflang=ar href="/ar/"><link rel=alternate hreflang=x-default href="/">'
    assert discover(HOME, Site({"/": home(head)}).get, now=NOW).editions == (Edition("ar", HOME + "ar/"),)


def test_a_home_page_that_cannot_be_had() -> None:
    with pytest.raises(HttpStatus, match="404"):
        discover(HOME, Site({}).get)
    with pytest.raises(RefusedByRobots):
        discover(HOME, Site({"/": RefusedByRobots(HOME, "no")}).get)
