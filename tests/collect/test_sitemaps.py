"""Sitemaps, indexes and the news extension read; what is not theirs to say left out and counted."""

from __future__ import annotations

import gzip

import pytest

from marsad.collect.announced import Announcement, ChannelKind, Child
from marsad.collect.errors import FeedError
from marsad.collect.sitemaps import MAX_URLS, parse_sitemap

URL = "https://www.journal.example.org/sitemap.xml"

PLAIN = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
 xmlns:xhtml="http://www.w3.org/1999/xhtml" xmlns:video="http://www.google.com/schemas/sitemap-video/1.1">
<url><loc> https://www.journal.example.org/port?a=1&amp;b=2 </loc><lastmod>2025-06-29T18:40:00+01:00</lastmod>
 <changefreq>daily</changefreq><image:image><image:loc>https://img.example.net/1.jpg</image:loc></image:image>
 <video:video><video:title>No title of ours</video:title></video:video>
 <xhtml:link rel="alternate" hreflang="fr" href="https://www.journal.example.org/fr/port"/></url>
<url><lastmod>2025-06-28</lastmod><loc>https://journal.example.org/marche</loc></url>
<url><loc>https://www.journal.example.org/port?a=1&amp;b=2</loc></url>
</urlset>"""

NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://journal.example.org/ar/1</loc><n:news><n:publication><n:name>مرصد الساحل</n:name>
<n:language>ar</n:language></n:publication><n:publication_date>2025-06-29T18:40Z</n:publication_date>
<n:title>افتتاح الميناء &amp; السوق</n:title><n:keywords>ميناء</n:keywords></n:news></url></urlset>"""

INDEX = """<sitemapindex><sitemap><loc>https://journal.example.org/a.xml.gz</loc><lastmod>2025-06</lastmod></sitemap>
<sitemap><loc>http://127.0.0.1:9/loop.xml</loc></sitemap></sitemapindex>"""


def urlset(*locs: str) -> bytes:
    return ("<urlset>" + "".join(f"<url><loc>{loc}</loc></url>" for loc in locs) + "</urlset>").encode()


def test_addresses_and_when_they_were_modified() -> None:
    found = parse_sitemap(PLAIN.encode(), url=URL)
    assert found.kind is ChannelKind.SITEMAP
    assert found.items == (
        Announcement("https://www.journal.example.org/port?a=1&b=2", modified="2025-06-29T18:40:00+01:00"),
        Announcement("https://journal.example.org/marche", modified="2025-06-28"),
    )
    assert (found.unlinked, found.problems) == (0, ())


def test_news_with_a_prefix_of_its_own() -> None:
    found = parse_sitemap(NEWS.encode(), url=URL)
    assert (found.kind, found.title, found.lang) == (ChannelKind.NEWS_SITEMAP, "مرصد الساحل", "ar")
    assert found.items == (
        Announcement("https://journal.example.org/ar/1", "افتتاح الميناء & السوق", "2025-06-29T18:40:00+00:00"),
    )


def test_an_index_names_its_children_and_no_other_site() -> None:
    found = parse_sitemap(INDEX.encode(), url=URL)
    assert found.kind is ChannelKind.SITEMAP_INDEX
    assert found.children == (Child("https://journal.example.org/a.xml.gz", "2025-06"),)
    assert found.problems == ("left out 1 on another site",)


def test_what_is_left_out_is_counted_by_reason() -> None:
    found = parse_sitemap(urlset("/relative", "https://other.example.net/", "javascript:x", "", URL), url=URL)
    assert [item.url for item in found.items] == [URL]
    assert found.unlinked == 4
    assert found.problems == (
        "left out 2 with an address that is not absolute",
        "left out 1 on another site",
        "left out 1 without an address",
    )


@pytest.mark.parametrize(
    ("host", "left_out"),
    [
        ("journal.example.org", 0),
        ("amp.example.org", 0),
        ("example.org", 0),
        ("myexample.org", 1),
        ("example.org.ma", 1),
    ],
)
def test_a_site_and_its_hosts(host: str, left_out: int) -> None:
    assert parse_sitemap(urlset(URL, f"https://{host}/1"), url=URL).unlinked == left_out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256"])
def test_encodings(encoding: str) -> None:
    data = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>{NEWS}'.encode(encoding)
    assert parse_sitemap(data, url=URL).title == "مرصد الساحل"


def test_gzipped_and_plain_text() -> None:
    assert len(parse_sitemap(gzip.compress(PLAIN.encode()), url=URL).items) == 2
    text = f"\ufeff{URL}\r\n\r\nhttps://other.example.net/\n{URL}\n"
    found = parse_sitemap(text.encode(), url=URL)
    assert ([item.url for item in found.items], found.unlinked) == ([URL], 1)


def test_mistakes_are_mended_or_end_the_reading() -> None:
    found = parse_sitemap(b"\n <?xml version='1.0'?>" + urlset(f"{URL}?a=1&b=2"), url=URL)
    assert found.items[0].url == f"{URL}?a=1&b=2"
    cut = parse_sitemap(PLAIN.encode()[:-40], url=URL)
    assert len(cut.items) == 2
    assert "malformed at line" in cut.problems[0]


def test_a_byte_that_is_no_text_loses_one_address() -> None:
    found = parse_sitemap(urlset(f"{URL}?a", f"{URL}?b").replace(b"?a", b"?\xe9"), url=URL)
    assert [item.url for item in found.items][-1] == f"{URL}?b"
    assert found.problems == ()


def test_no_more_than_the_protocol_allows() -> None:
    found = parse_sitemap(urlset(*(f"https://journal.example.org/{n}" for n in range(MAX_URLS + 5))), url=URL)
    assert (len(found.items), found.unlinked) == (MAX_URLS, 5)
    assert found.problems == ("left out 5 beyond the first 50000",)


BOMB = gzip.compress(b"<urlset>" + b" " * 60_000_000)
HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "empty"),
    "a page": (b"<!doctype html><p>hello", "no sitemap"),
    "a bomb": (BOMB, "larger"),
    "a torn gzip": (gzip.compress(PLAIN.encode())[:-20], "stops before its end"),
    "deep": (b"<urlset>" + b"<a>" * 10_000, "deeper"),
    "broad": (b"<urlset>" + b"<a/>" * 1_600_000, "elements"),
    "entities": (b'<!DOCTYPE urlset [<!ENTITY a "x">]><urlset/>', "entity"),
    "external": (b'<!DOCTYPE urlset [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]><urlset/>', "entity"),
    "an encoding that is none": (b"<?xml version='1.0' encoding='sTF-8'?><urlset/>", "encoding"),
    "broken": (b"<urlset><url><loc>", "malformed"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bytes_are_refused_by_name(name: str) -> None:
    data, words = HOSTILE[name]
    with pytest.raises(FeedError, match=words):
        parse_sitemap(data, url=URL)
