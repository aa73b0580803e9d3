"""One function for every channel: what it is found out, and what it says in one shape."""

from __future__ import annotations

import gzip

import pytest

from marsad.collect.channels import ChannelKind, parse_channel, sniff
from marsad.collect.errors import FeedError

URL = "https://journal.example.org/feed"
RSS = b"""<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel><title>J</title><link>https://journal.example.org/</link>%s<item><link>/1</link></item></channel></rss>"""
HUBS = b"""<atom:link rel="hub" href="https://hub.example.net/"/><atom:link rel="self" href="https://journal.example.org/all"/>"""
SITEMAP = b"<urlset><url><loc>https://journal.example.org/1</loc></url></urlset>"
INDEX = b"<sitemapindex><sitemap><loc>https://journal.example.org/s.xml</loc></sitemap></sitemapindex>"
PAGE = b"<!doctype html><html><body><a href='/1'>x</a></body></html>"


@pytest.mark.parametrize(
    ("data", "kind"),
    [(RSS, ChannelKind.FEED), (gzip.compress(RSS, mtime=0), ChannelKind.FEED), (SITEMAP, ChannelKind.SITEMAP),
     (gzip.compress(SITEMAP, mtime=0), ChannelKind.SITEMAP), (b"https://a.example.org/1\n", ChannelKind.SITEMAP),
     (PAGE, ChannelKind.PAGE), (b"\x00\x01", None), (b"", None),
     (b"<!doctype html><body><pre>\n<urlset >\n<rss >", ChannelKind.PAGE), (b"<?xml version='1.0'?><!-- a -->" + INDEX,
     ChannelKind.SITEMAP), (RSS.decode().encode("utf-16"), ChannelKind.FEED)],
)  # fmt: skip
def test_sniffing(data: bytes, kind: ChannelKind | None) -> None:
    assert sniff(data) is kind


@pytest.mark.parametrize(("data", "kind"), [(RSS, "feed"), (SITEMAP, "sitemap"), (INDEX, "sitemap_index")])
def test_what_it_is_now_counts_not_what_it_was(data: bytes, kind: str) -> None:
    for known in (None, *ChannelKind):
        found = parse_channel(data, url=URL, kind=known)
        assert found.kind == kind
        assert len(found.items) + len(found.children) == 1


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [(b"", None, "empty"), (b"<opml><head/><body/></opml>", None, "OPML"),
     (b"<?xml version='1.0'?><kml><head/></kml>", None, "neither"), (b"\x00\x01", None, "neither"),
     (PAGE, ChannelKind.FEED, "a page, where"),
     (PAGE, ChannelKind.SITEMAP, "a page, where"), (b"text", ChannelKind.FEED, "no feed"),
     (b"text", ChannelKind.SITEMAP, "no sitemap")],
)  # fmt: skip
def test_refused_by_name(data: bytes, kind: ChannelKind | None, words: str) -> None:
    with pytest.raises(FeedError, match=words):
        parse_channel(data, url=URL, kind=kind)


def test_hub_and_topic_of_the_feed_and_of_the_header() -> None:
    found = parse_channel(RSS % HUBS, url=URL)
    assert (found.hub, found.topic) == ("https://hub.example.net/", "https://journal.example.org/all")
    header = (
        '<https://b.example.net/>; rel="hub", </feed?a=1,2>; title="x, y"; rel=self, <https://c.example.net/>; rel=next'
    )
    found = parse_channel(RSS % HUBS, url=URL, link_header=header)
    assert (found.hub, found.topic) == ("https://b.example.net/", "https://journal.example.org/feed?a=1,2")
    assert parse_channel(RSS, url=URL, link_header="<javascript:x>; rel=hub").hub is None


@pytest.mark.parametrize(
    ("says", "seconds"),
    [(b"<ttl>15</ttl>", 900), (b"<ttl>0</ttl>", None), (b"<ttl>soon</ttl>", None),
     (b"<sy:updatePeriod> hourly </sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 1800),
     (b"<sy:updatePeriod>daily</sy:updatePeriod>", 86400), (b"<sy:updateFrequency>2</sy:updateFrequency>", None),
     (b"<ttl>999999</ttl>", 31_536_000)],
)  # fmt: skip
def test_how_often_it_wants_to_be_asked(says: bytes, seconds: int | None) -> None:
    assert parse_channel(RSS % says, url=URL).every == seconds


TITLES = (
    *("The harbour opens again", "A bridge over the river", "Schools wait for teachers", "Rain after three dry years"),
    *("The council votes on water", "Fishermen ask for a market", "Trains run to the south", "Bread costs more again"),
    *("Doctors leave the province", "A museum for the old town", "The library moves house"),
)
NEWSROOM = "<!doctype html><title>J</title><main>{}</main>".format(
    "".join(
        f"<article><h2><a href='/2025/06/29/{title.lower().replace(' ', '-')}.html'>{title}</a></h2></article>"
        for title in TITLES
    )
).encode()


def test_a_section_page_announces_its_articles() -> None:
    for data in (NEWSROOM, gzip.compress(NEWSROOM, mtime=0)):
        found = parse_channel(data, url="https://journal.example.org/news/", content_type="text/html")
        assert (found.kind, found.home) == (ChannelKind.PAGE, "https://journal.example.org/news/")
        assert tuple(item.title for item in found.items) == TITLES
        assert found.items[0].url == "https://journal.example.org/2025/06/29/the-harbour-opens-again.html"


def test_a_language_that_only_the_header_tells() -> None:
    assert parse_channel(RSS, url=URL, content_language="ar").lang == "ar"


def test_a_feed_of_too_many_items_says_so() -> None:
    items = b"".join(b"<item><link>/%d</link></item>" % n for n in range(5_003))
    found = parse_channel(b"<rss version='2.0'><channel>" + items + b"</channel></rss>", url=URL)
    assert (len(found.items), found.problems) == (5_000, ("left out 3 beyond the first 5000",))
