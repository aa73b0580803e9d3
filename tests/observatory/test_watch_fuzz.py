"""Answers with headers and bodies that nobody sends on purpose: none of them stops the watch."""

from __future__ import annotations

import random

import pytest

from marsad.observatory.models import Channel, Host, Item
from tests.collect.servers import Handler, Page
from tests.observatory.press import Press, Watched, rss

pytestmark = pytest.mark.django_db

VALUES = (
    "", "\xff\xfe", "a" * 3000, "charset=;;;=", "text/html; charset*=x'y'%ff%00", "text/html; charset=utf-16", "\t",
    "-1", "99999999999999999999999", "1e309", "Thu, 01 Jan 0001 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 -2359",
    "<http://[::1>; rel=hub", '</hub>; rel="hub self"', "http://", "//", "///x", "\xe9://\xe9/\xe9", "?", "#",
    "http://jour.example:0/", "http://jour.example/%00", "http://%41.example/", "http://\xe9t\xe9.example/", "noai",
    "gzip, gzip", "identity", "x-unknown", "1", "0", "nan", "inf", "\u00b2", 'W/"x"', "*",
)  # fmt: skip
NAMES = (
    "Content-Type", "Content-Encoding", "Retry-After", "Location", "Link", "ETag", "Last-Modified", "X-Robots-Tag",
    "TDM-Reservation", "TDM-Policy", "Content-Language", "Age", "Date", "Set-Cookie", "Transfer-Encoding", "Refresh",
)  # fmt: skip
STATUSES = (
    *(200, 200, 200, 200, 201, 204, 206, 300, 301, 302, 304, 307),
    *(308, 399, 400, 402, 404, 410, 429, 451, 503, 599, 999),
)
_NEWS = b"http://jour.example/2026/"
BODIES = (
    b"", b"\x00", b"<", b"\xff\xfe<\x00h\x00", b"{" * 2000,
    b"<rss><channel><ttl>99999999999999999999</ttl><item><link>x</link>",
    b'<?xml version="1.0"?><rss><channel><ttl>-5</ttl><item><title>\x01</title><link>' + _NEWS
    + b"a</link><pubDate>x</pubDate></item></channel></rss>",
    b'{"version":"https://jsonfeed.org/version/1","items":[{"id":1,"url":"' + _NEWS
    + b'b","date_published":"9999-12-31T23:59:59-14:00"},7,null]}',
    b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>" + _NEWS
    + b"c</loc><lastmod>0000</lastmod></url></urlset>",
    b"<sitemapindex><sitemap><loc>http://jour.example/m.xml</loc><lastmod>\xd9\xa1</lastmod></sitemap></sitemapindex>",
    b"User-agent: *\nCrawl-delay: 1e999\nRequest-rate: 0/0\nDisallow: /%\nSitemap: http://[",
    b'[{"location": 5}]', b"<html><head><meta name=robots content=>",
)  # fmt: skip


def odd(chance: random.Random) -> Page:
    """An answer of parts that are each likely to be met once in a while."""
    status, body = chance.choice(STATUSES), chance.choice(BODIES)
    headers = [(chance.choice(NAMES), chance.choice(VALUES)) for _ in range(chance.randrange(4))]
    reason = chance.choice(("OK", "", "\xe9\x7f", "x" * 500))

    def send(handler: Handler) -> None:
        lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {value}" for name, value in headers)]
        if not any(name == "Transfer-Encoding" for name, _ in headers):
            lines.append(f"Content-Length: {len(body)}")
        handler.wfile.write("\r\n".join([*lines, "", ""]).encode("latin-1", "replace") + body)

    return send


@pytest.mark.parametrize("seed", range(2))
def test_odd_answers(press: Press, watched: Watched, seed: int) -> None:
    chance = random.Random(seed)
    names = [f"h{number}.example" for number in range(40)]
    for name in names:
        press.pages[f"{name}/a"] = odd(chance)
        press.pages[f"{name}/2026/b"] = odd(chance)
        press.pages[f"{name}/rss"] = (
            rss(f"http://{name}/2026/b", f"http://{name}/a") if chance.random() < 0.5 else odd(chance)
        )
        for path in ("robots.txt", ".well-known/tdmrep.json"):
            if chance.random() < 0.3:
                press.pages[f"{name}/{path}"] = odd(chance)
        watched.follow(f"{name}/rss")
    watched.go_on(unlike={"limits": {"total_timeout": 0.5, "read_timeout": 0.5}}, minutes=8)
    assert Channel.objects.filter(tried_at=None, error="").count() == 0
    held = set(Host.objects.filter(not_before__gt=press.clock.moment).values_list("name", flat=True))
    for row in (*Channel.objects.all(), *Item.objects.all()):
        assert row.error.isprintable()
        assert row.due_at is None or row.due_at >= press.clock.moment or row.host in held
