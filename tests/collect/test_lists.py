"""Lists of addresses: plain and OPML."""

from __future__ import annotations

import contextlib

import pytest

from marsad.collect.errors import FeedError
from marsad.collect.opml import Subscription, parse_opml
from marsad.collect.urllist import BadLine, parse_url_list
from tests.paths import shared


def test_url_list() -> None:
    text = "\ufeff# sources\n\n https://a.example.org/x#frag \nhttps://b.example.org/ # the second\r\nnot a url\nftp://c.example.org/\nhttps://b.example.org/\n"
    urls, bad = parse_url_list(text)
    assert urls == ("https://a.example.org/x#frag", "https://b.example.org/")
    assert bad == (
        BadLine(5, "not a url", "not an absolute http or https URL"),
        BadLine(6, "ftp://c.example.org/", "the scheme is ftp, not http or https"),
    )


def test_empty_url_list() -> None:
    assert parse_url_list("\n# nothing\n") == ((), ())


OPML = """<opml version="2.0"><head><title>Sources</title></head><body>
<outline text="Maghreb"><outline text="الساحل" title="مرصد الساحل" type="rss" xmlUrl="https://a.example.org/rss"
 htmlUrl="https://a.example.org/"/><outline text="Sub"><outline text="B" xmlURL="https://b.example.org/rss"/></outline></outline>
<outline text="Again" xmlUrl="https://a.example.org/rss"/><outline text="Page" type="link" url="https://c.example.org/"/>
<outline text="Bad" xmlUrl="file:///etc/passwd"/></body></opml>"""


def test_opml_with_folders() -> None:
    assert parse_opml(OPML.encode()) == (
        Subscription("https://a.example.org/rss", "مرصد الساحل", "https://a.example.org/", ("Maghreb",)),
        Subscription("https://b.example.org/rss", "B", None, ("Maghreb", "Sub")),
    )


def test_opml_keeps_what_stands_before_a_mistake() -> None:
    assert [found.title for found in parse_opml(OPML.replace("Again", "<").encode())] == ["مرصد الساحل", "B"]


def test_opml_with_entities_of_html() -> None:
    text = '<opml><body><outline text="Caf&eacute; & th&eacute; &nope;" xmlUrl="http://a.example.org/?a=1&b=2"/></body></opml>'
    assert parse_opml(text.encode()) == (Subscription("http://a.example.org/?a=1&b=2", "Café & thé &nope;"),)


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "empty"), ("<rss/>", "no OPML"), ("<opml><body><outline", "malformed"),
     ('<!DOCTYPE o [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml>&a;</opml>', "entity"),
     ("<opml>" + "<outline>" * 10_000, "deeper|nested")],
)  # fmt: skip
def test_opml_refused_by_name(text: str, words: str) -> None:
    with pytest.raises(FeedError, match=words):
        parse_opml(text.encode())


@pytest.mark.shared
def test_opml_suite_is_read_or_refused_by_name() -> None:
    read = 0
    for path in sorted(shared("bench", "suites", "opml-listparser", "data").rglob("*.xml")):
        with contextlib.suppress(FeedError):
            parse_opml(path.read_bytes())
            read += 1
    assert read > 20
