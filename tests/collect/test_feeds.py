"""Feeds of every kind read, hostile ones refused by name."""

from __future__ import annotations

import json
import socket
import time
from pathlib import Path
from typing import Any

import pytest

from marsad.collect.announced import Announcement
from marsad.collect.dates import iso_date
from marsad.collect.errors import FeedError
from marsad.collect.feeds import looks_like_feed, parse_feed
from marsad.collect.plaintext import plain

URL = "https://journal.example.org/feeds/all.xml"

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>مرصد الساحل</title><link>https://journal.example.org/</link><language>ar</language>
<item><title>افتتاح &lt;b&gt;الميناء&lt;/b&gt; الجديد</title><link>/2025/06/port</link>
 <guid isPermaLink="false">urn:n:17</guid><pubDate>Sun, 29 Jun 2025 18:40:00 +0100</pubDate>
 <description><![CDATA[<p>قال <em>الوزير</em> &amp; المدير</p>]]></description></item>
<item><title>Le marché</title><guid>https://journal.example.org/marche</guid><dc:date>2025-06-30</dc:date></item>
<item><title>Rien</title><link>javascript:alert(1)</link></item>
<item><title>Non plus</title><link>file:///etc/passwd</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="es" xml:base="https://diario.example.org/norte/">
<title>Diario</title><link rel="self" href="feed.atom"/><link href="."/>
<entry><title type="html">El &lt;i&gt;puerto&lt;/i&gt;</title><id>tag:1</id><link rel="alternate" href="puerto.html"/>
<published>2025-06-29T18:40:00Z</published><updated>2025-07-02T00:00:00Z</updated><summary>Resumen</summary></entry>
<entry><title>Sin fecha</title><id>tag:2</id><link href="b.html"/><updated>2025-07-02T00:00:00Z</updated></entry>
</feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://old.example.org/"><title>Old</title><link>https://old.example.org/</link></channel>
<item rdf:about="https://old.example.org/1"><title>One</title><link>https://old.example.org/1</link></item></rdf:RDF>"""

JSON = json.dumps({
    "version": "https://jsonfeed.org/version/1.1", "title": "Gazette", "home_page_url": "https://g.example.org/",
    "language": "fr", "items": [
        {"id": "1", "url": "/un", "title": "U", "content_html": "<p>A</p>", "date_published": "2025-06-29T10:00+01:00"},
        {"id": 2, "title": "Sans adresse"}, "not an item"],
}).encode()  # fmt: skip


def test_rss() -> None:
    feed = parse_feed(RSS.encode(), url=URL)
    assert (feed.title, feed.home, feed.lang, feed.unlinked) == ("مرصد الساحل", "https://journal.example.org/", "ar", 2)
    assert feed.items == (
        Announcement("https://journal.example.org/2025/06/port", "افتتاح الميناء الجديد", "2025-06-29T18:40:00+01:00",
                 "urn:n:17", "قال الوزير & المدير"),
        Announcement("https://journal.example.org/marche", "Le marché", "2025-06-30",
                 "https://journal.example.org/marche"),
    )  # fmt: skip


def test_atom_with_its_own_base_and_without_a_publication_date() -> None:
    feed = parse_feed(ATOM.encode(), url=URL)
    assert (feed.title, feed.home) == ("Diario", "https://diario.example.org/norte/")
    first, second = feed.items
    assert (first.url, first.title) == ("https://diario.example.org/norte/puerto.html", "El puerto")
    assert first.published == "2025-06-29T18:40:00+00:00"
    assert second.published is None


def test_rdf_and_json_feed() -> None:
    assert parse_feed(RDF.encode(), url=URL).items[0].url == "https://old.example.org/1"
    feed = parse_feed(JSON, url="https://g.example.org/feed.json")
    assert (feed.title, feed.lang, feed.unlinked) == ("Gazette", "fr", 1)
    assert feed.items == (Announcement("https://g.example.org/un", "U", "2025-06-29T10:00:00+01:00", "1", "A"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256", "iso-8859-6"])
def test_encodings(encoding: str) -> None:
    data = RSS.replace("é", "e").replace("UTF-8", encoding.removesuffix("-sig")).encode(encoding)
    assert looks_like_feed(data)
    assert parse_feed(data, url=URL).items[0].title == "افتتاح الميناء الجديد"


def test_the_header_names_the_encoding_where_the_document_does_not() -> None:
    data = RSS.replace(' encoding="UTF-8"', "").encode("windows-1256", "replace")
    feed = parse_feed(data, url=URL, content_type="application/rss+xml; charset=windows-1256")
    assert feed.title == "مرصد الساحل"


def test_a_feed_with_mistakes_is_still_read() -> None:
    broken = RSS.replace(
        "</channel></rss>", "<item><title>A & B</title><link>https://x.example.org/?a=1&b=2</link></item>"
    )
    assert parse_feed(broken.encode(), url=URL).items[-1].url == "https://x.example.org/?a=1&b=2"


@pytest.mark.parametrize("text", [RSS, ATOM, RDF, JSON.decode(), "\ufeff<!-- c --><?x y?>" + RDF, "<rss>"])
def test_looks_like_a_feed(text: str) -> None:
    assert looks_like_feed(text.encode())


@pytest.mark.parametrize(
    "text",
    ["", "<!doctype html><html><body><rss></rss>", "rss", '{"items": []}', "<html xmlns='x'>", "<urlset>", "\0\0\0",
     "<opml><body/></opml>", "<rdf:RDF xmlns:foaf='http://xmlns.com/foaf/0.1/'>"],
)  # fmt: skip
def test_does_not_look_like_a_feed(text: str) -> None:
    assert not looks_like_feed(text.encode())


def doctype(declarations: str, root: str = "<rss><channel><title>&a;</title></channel></rss>") -> bytes:
    return f"<!DOCTYPE rss [\n{declarations}\n]>\n{root}".encode()


HEAD = b"<rss version='2.0'><channel>"
LAUGHS = '<!ENTITY a "ha">' + "".join(f'<!ENTITY a{n} "{"&a;" * 10}">' for n in range(9))
HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "empty"),
    "white space": (b" \n\0", "empty"),
    "a page": (b"<!doctype html><html><body>hello</body></html>", "no feed"),
    "text": (b"/etc/passwd", "no feed"),
    "billion laughs": (doctype(LAUGHS), "entity"),
    "quadratic blow-up": (doctype(f'<!ENTITY a "{"x" * 100_000}">'), "entity"),
    "external file": (doctype('<!ENTITY a SYSTEM "file:///etc/passwd">'), "entity"),
    "external address": (doctype('<!ENTITY a PUBLIC "x" "http://127.0.0.1:9/">'), "entity"),
    "parameter entity": (doctype('<!ENTITY % a SYSTEM "http://127.0.0.1:9/"> %a;'), "entity"),
    "entities in UTF-16": (doctype(LAUGHS).decode().encode("utf-16"), "entity"),
    "deep": (HEAD + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</channel></rss>", "deeper"),
    "deep and broken": (HEAD + b"&" + b"<a>" * 10_000, "nested"),
    "a million elements": (HEAD + b"<a/>" * 600_000 + b"</channel></rss>", "elements"),
    "attributes": (b"<rss " + b" ".join(b"a%d='1'" % n for n in range(10_000)) + b"/>", "attributes"),
    "broken and broad": (HEAD + b"&" + b"<a " * 100_000, "broad"),
    "broken and large": (HEAD + b"&" + b" " * 6_000_000, "malformed"),
    "too large": (b"<" + b" " * 20_000_001, "larger"),
    "slow encoding": (b"<?xml version='1.0' encoding='punycode'?>" + HEAD + b"abc-" * 100_000, "encoding"),
    "damaged declaration": (b"<?xml version='1.0' encoding='UT\x8c-8'?>" + HEAD, "encoding"),
    "deep JSON": (b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 200_000, "nested"),
    "broken JSON": (b'{"version": "https://jsonfeed.org/version/1", ', "JSON"),
    "other JSON": (b'{"version": 1, "items": []}', "not a feed"),
    "truncated at the root": (b"<rs", "no feed"),
}


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any, **_options: Any) -> None:
        raise AssertionError("a parser asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bytes_are_refused_by_name_and_soon(name: str) -> None:
    data, words = HOSTILE[name]
    started = time.process_time()
    with pytest.raises(FeedError, match=words):
        parse_feed(data, url=URL)
    assert time.process_time() - started < 2


def test_plain_entities_are_read() -> None:
    data = doctype('<!ENTITY a "caf&#233;">', f"{HEAD.decode()}<title>Le &a;</title></channel></rss>")
    with pytest.raises(FeedError, match="entity"):
        parse_feed(data, url=URL)
    data = doctype('<!ENTITY a "&#233;">', f"{HEAD.decode()}<title>caf&a;</title></channel></rss>")
    assert parse_feed(data, url=URL).title == "café"


def test_a_long_author_costs_nothing() -> None:
    data = (
        HEAD
        + b"<item><link>http://a.example.org/</link><author>"
        + b"a" * 200_000
        + b"</author></item></channel></rss>"
    )
    started = time.process_time()
    assert len(parse_feed(data, url=URL).items) == 1
    assert time.process_time() - started < 1


def test_a_file_name_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(RSS, "utf-8")
    with pytest.raises(FeedError):
        parse_feed(str(path).encode(), url=URL)


@pytest.mark.parametrize(
    ("raw", "iso"),
    [("Sun, 29 Jun 2025 18:40:00 +0100", "2025-06-29T18:40:00+01:00"),
     ("29 Jun 2025 18:40:00 GMT", "2025-06-29T18:40:00+00:00"),
     ("2025-06-29", "2025-06-29"), ("2025-06", "2025-06"), ("2025-06-29T18:40:00Z", "2025-06-29T18:40:00+00:00"),
     ("2025-06-29T18:40+01:00", "2025-06-29T18:40:00+01:00"),
     ("20250629", "2025-06-29"), ("Sun, 29 Jun 2025", "2025-06-29"), ("2025-06-29 18:40", "2025-06-29T18:40:00"),
     ("yesterday", None), ("", None), ("99 Xyz 2025", None), (7, None),
     ("1" * 5000, None)],
)  # fmt: skip
def test_dates_keep_their_precision(raw: object, iso: str | None) -> None:
    assert iso_date(raw) == iso


NESTED = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="%s"><entry xml:base="%s"><title>t</title><id>i</id>
<link xml:base="%s" href="x.html"/></entry></feed>"""


@pytest.mark.parametrize(
    ("bases", "link"),
    [(("a/", "b/", "c/"), "https://journal.example.org/feeds/a/b/c/x.html"),
     (("/a/", "/b/c/", "../"), "https://journal.example.org/b/x.html"),
     (("http://other.example.org/a/", "b/", ""), "http://other.example.org/a/b/x.html"),
     (("//other.example.org/", "", ""), "https://other.example.org/x.html"),
     (("javascript:x", "a/", ""), "https://journal.example.org/feeds/a/x.html")],
)  # fmt: skip
def test_an_address_is_relative_to_the_bases_around_it(bases: tuple[str, str, str], link: str) -> None:
    assert parse_feed((NESTED % bases).encode(), url=URL).items[0].url == link


def rss(items: str, channel: str = "") -> bytes:
    names = 'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:fb="http://rssnamespace.org/feedburner/ext/1.0"'
    return f'<rss version="2.0" {names}><channel>{channel}{items}</channel></rss>'.encode()


def test_a_feed_that_is_served_from_elsewhere_is_relative_to_its_site() -> None:
    data = rss("<item><link>/1</link></item>", "<link>https://site.example.org/fr/</link>")
    assert parse_feed(data, url="https://feeds.example.net/site").items[0].url == "https://site.example.org/1"


PAGE, OTHER = "https://journal.example.org/1", "https://journal.example.org/2"
FILE = '<enclosure url="https://journal.example.org/2" type="%s"/>'


@pytest.mark.parametrize(
    ("says", "found"),
    [(f"<guid>{PAGE}</guid>", PAGE), (f"<guid isPermaLink='false'>{PAGE}</guid>", None), ("<guid>17</guid>", None),
     (f"<link>https://track.example.net/x</link><fb:origLink>{PAGE}</fb:origLink>", PAGE),
     (f"<link>{PAGE}</link><atom:link rel='self' href='{OTHER}'/>", PAGE),
     (f"<link>{PAGE}</link><guid>{OTHER}</guid>", PAGE), (f"<guid>{OTHER}</guid><link>{PAGE}</link>", PAGE),
     (f"<atom:link rel='edit' href='{OTHER}'/>", None), (f"<atom:link rel='replies' href='{OTHER}'/>", None),
     (FILE % "audio/mpeg", None), (FILE % "application/pdf", OTHER), (FILE % "text/html; charset=utf-8", OTHER),
     (f"<link>{PAGE}</link>{FILE % 'application/pdf'}", PAGE),
     (f"<atom:link type='application/json' href='{OTHER}'/><atom:link type='text/html' href='{PAGE}'/>", PAGE),
     (f"<atom:link hreflang='fr' href='{PAGE}'/><atom:link hreflang='en' href='{OTHER}'/>", PAGE),
     (f"<link>\n {PAGE} \n</link>", PAGE), ("<link></link>", None)],
)  # fmt: skip
def test_which_address_is_the_page(says: str, found: str | None) -> None:
    feed = parse_feed(rss(f"<item>{says}</item>"), url=URL)
    assert ([item.url for item in feed.items], feed.unlinked) == (([found], 0) if found else ([], 1))


def test_a_page_that_is_named_twice_is_given_once() -> None:
    items = "".join(f"<item><link>{url}</link><title>{n}</title></item>" for n, url in enumerate((PAGE, OTHER, PAGE)))
    feed = parse_feed(rss(items), url=URL)
    assert [(item.url, item.title) for item in feed.items] == [(PAGE, "0"), (OTHER, "1")]
    assert feed.unlinked == 0


def test_an_id_stays_as_it_is_written() -> None:
    items = "<item><guid>17</guid><link>/1</link></item><item><guid>HTTP://x.example.org/%7Ea</guid></item>"
    assert [item.guid for item in parse_feed(rss(items), url=URL).items] == ["17", "HTTP://x.example.org/%7Ea"]


def test_dates_and_language_of_one_entry() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><entry xml:lang="fr"><link href="/1"/>
    <title>t</title><published>2025-06-29T18:40:00Z</published><updated>2025-07-02</updated></entry></feed>"""
    feed = parse_feed(atom.encode(), url=URL)
    item = feed.items[0]
    assert (feed.lang, item.lang) == ("ar", "fr")
    assert (item.published, item.modified) == ("2025-06-29T18:40:00+00:00", "2025-07-02")
    spoken = parse_feed(rss("<item><link>/1</link></item>"), url=URL, content_language="es")
    assert spoken.lang == "es"


@pytest.mark.parametrize(
    ("markup", "words"),
    [("a<br/>b", "a b"), ("l'<b>eau</b>", "l'eau"), ("<p>a</p><p>b</p>", "a b"), ("a<script>x()</script>b", "ab"),
     ("a<style>p{}</style>", "a"), ("a <iframe src='x'/> b", "a b"), ("<!-- a -->b", "b"),
     ("caf&eacute; &amp; th&#233;", "café & thé"), ("1 < 2", "1 < 2"), ("a\x00b", "ab"),
     ("safe\u202etxt.exe\u202c", "safetxt.exe"), ("مي\u200cخواهم", "مي\u200cخواهم")],
)  # fmt: skip
def test_words_of_markup(markup: str, words: str) -> None:
    assert plain(markup) == words


def test_what_is_said_to_be_plain_text_keeps_its_brackets() -> None:
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><title>The &lt;blink&gt; tag</title></feed>'
    assert parse_feed(atom.encode(), url=URL).title == "The <blink> tag"


@pytest.mark.parametrize("half", ["&#xD800;", "&#xdfff;", "&#55296;", "&#0057343;", "&amp;#xD834;"])
def test_half_a_character_is_a_replacement_character(half: str) -> None:
    feed = (
        f"<rss version='2.0'><channel><title>a {half} b</title><item><title>c {half} d</title>"
        "<link>http://jour.example/1</link></item></channel></rss>"
    )
    found = parse_feed(feed.encode(), url="http://jour.example/rss")
    assert (found.title, found.items[0].title) == ("a \ufffd b", "c \ufffd d")


def test_characters_beside_the_halves_are_themselves() -> None:
    feed = "<rss version='2.0'><channel><title>&#xD7FF;&#xE000;&#x1F600;&#55295;&#57344;</title></channel></rss>"
    found = parse_feed(feed.encode(), url="http://jour.example/rss")
    assert found.title == "\ud7ff\ue000\U0001f600\ud7ff\ue000"


def test_half_a_character_in_json() -> None:
    feed = (
        '{"version": "https://jsonfeed.org/version/1.1", "title": "a \\ud800 b", "language": "\\udc00", "items": '
        '[{"id": "\\ud801", "url": "http://jour.example/1", "title": "c \\udfff d", "content_html": "<p>\\ud800</p>"}]}'
    )
    found = parse_feed(feed.encode(), url="http://jour.example/feed.json", content_type="application/feed+json")
    item = found.items[0]
    assert (found.title, found.lang, item.title, item.guid, item.summary) == (
        "a \ufffd b", "\ufffd", "c \ufffd d", "\ufffd", "\ufffd",
    )  # fmt: skip
