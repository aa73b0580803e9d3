"""Pages made to harm: each ends in a named error or a result, soon, and the next page is read."""

from __future__ import annotations

import time

import pytest

from marsad.read import ReadError, read
from marsad.read.limits import check_depth, check_markup
from tests.paths import shared

SECONDS = 6.0
"""What a page may take on a loaded machine; alone it is under two."""

HEAD = b"<html><body><h1>The harbour plan is voted</h1>"

REFUSED = {
    "divs": (HEAD + b"<div>" * 100_000 + b"x", "nested more than"),
    "divs in balance": (HEAD + b"<div>" * 100_000 + b"x" + b"</div>" * 100_000, "nested more than"),
    "lists": (HEAD + b"<ul><li>" * 100_000, "nested more than"),
    "tables": (HEAD + b"<table><tr><td>" * 100_000, "nested more than"),
    "bold": (HEAD + b"<b>" * 100_000, "nested more than"),
    "paragraphs": (HEAD + b"<p>" * 100_000, "tags"),
    "breaks": (HEAD + b"a<br>" * 100_000, "tags"),
    "50 MB": (b"x" * 50_000_000, "page of 50.0 MB is over the limit of 20 MB"),
    "text": (HEAD + b"<p>" + b"words " * 1_000_000, "characters of text"),
    "empty": (b"", "empty"),
    "blank": (b" \n ", "empty"),
    "attributes": (HEAD + b"<p " + b"a=1 " * 100_000 + b">x", "attributes"),
    "attributes with ends of tags in quotes": (HEAD + b"<p " + b'a=">" ' * 300_000 + b">x", "attributes"),
    "formats left open": (
        HEAD + b"".join(b"<p><b class=a%d></p>" % i for i in range(240)) + b"<p>x</p>" * 14_000,
        "formatting elements left open",
    ),
    "divs in a drawing": (HEAD + b"<svg><style>" + b"<div>" * 100_000, "nested more than"),
    "divs after an empty comment": (HEAD + b"<!-->" + b"<div>" * 100_000, "nested more than"),
    "divs closed as something else": (HEAD + b"<div></x>" * 100_000, "tags"),
    "open comments": (b"<html>" + b"<!--" * 1_000_000, "no article"),
    "open scripts": (b"<html>" + b"<script>" * 500_000, "no article"),
    "feed": (b"<?xml version='1.0'?><rss><channel><title>t</title></channel></rss>", r"XML document \(rss\)"),
    "entities": (b"<?xml version='1.0'?><!DOCTYPE lolz [<!ENTITY a 'b'>]><lolz>&a;</lolz>", "XML document"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_by_name_and_soon(name: str) -> None:
    data, words = REFUSED[name]
    start = time.monotonic()
    with pytest.raises(ReadError, match=words):
        read(data, text=False)
    assert time.monotonic() - start < SECONDS


@pytest.mark.parametrize(
    "data",
    [
        HEAD + b"<div>" * 240 + b"The text of the page is here, and it is long enough to be one. " * 5,
        HEAD + b"<script type='application/ld+json'>" + b"[" * 200_000 + b"</script><p>The text of the page.</p>",
        HEAD + b'<script type=\'application/ld+json\'>{"@type": "NewsArticle", "author": {"name": 7}}</script><p>x',
        HEAD + b"<a href='http://[bad'>A link that leads to nowhere at all</a><p>The text of the page.</p>",
        HEAD + b"<p>" + "\ud800".encode("utf-8", "surrogatepass") + b"The text of the page.</p>",
        HEAD + b"<time datetime='99999-99-99'>then</time><p>The text of the page.</p>",
        HEAD + b"<h1></h1><p>The text &#0; of &#x110000; the page.</p>",
    ],
)
def test_odd_pages_are_read(data: bytes) -> None:
    start = time.monotonic()
    assert read(data, text=False).title == "The harbour plan is voted"
    assert time.monotonic() - start < SECONDS


def test_unbalanced_quotes_swallow_nothing() -> None:
    markup = '<ul class=x role=”navigation"><li>a</li></ul>' + "<p class='y'>text</p>" * 2_000
    assert read(HEAD.decode() + markup, text=False).title


@pytest.mark.parametrize("length", [10, 400])
def test_long_tags_with_few_attributes_are_no_bombs(length: int) -> None:
    tag = "<p data-x='" + "a=1 &quot;b&quot; > " * length + "'>The text of the page.</p><script>" + "a<b && c " * 2_000
    check_markup(tag + "</script>")


def test_depth_is_that_of_the_tree() -> None:
    check_depth(range(-1, 249))
    check_depth([])
    with pytest.raises(ReadError, match="nested more than 250"):
        check_depth(range(-1, 250))


def test_the_look_at_ordinary_markup_is_cheap() -> None:
    """Seconds for a page of 170 kB; the exact pass over its tags takes some 3 ms."""
    page = (
        "<div class='a b'><p>The harbour plan is voted by <a href='/x'>the council</a>.</p></div>\n" + "x" * 600
    ) * 240
    start = time.process_time()
    for _ in range(100):
        check_markup(page)
    assert (time.process_time() - start) / 100 < 0.001


@pytest.mark.shared
def test_hostile_suite() -> None:
    for path in sorted(shared("bench", "suites", "hostile", "data").iterdir()):
        start = time.monotonic()
        with pytest.raises(ReadError):
            read(path.read_bytes())
        assert time.monotonic() - start < SECONDS, path.name
