"""Which addresses are one page, which are not, and which statements of a page about itself are believed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.collect.canonical import believed, clean_url, page_key
from marsad.collect.errors import BadAddress

SAME = [
    ("http://www.example.org/a/b.html", "https://example.org/a/b.html"),
    ("https://example.org:443/a", "https://example.org/a/"),
    ("https://m.example.org/a", "https://mobile.example.org/a"),
    ("https://fr.m.example.org/a", "https://fr.example.org/a"),
    ("https://amp.example.org/a", "https://example.org/a?amp=1"),
    ("https://example.org/a-b/amp/", "https://example.org/a-b?outputType=amp"),
    ("https://example.org/amp/2026/a.html", "https://example.org/2026/a.amp.html"),
    ("https://www.google.com/amp/s/www.example.org/a1/amp", "https://example.org/a1"),
    ("https://example-org.cdn.ampproject.org/c/s/example.org/a?id=7", "https://example.org/a?id=7"),
    ("https://example.org/a?utm_source=x&UTM_Medium=y&fbclid=z", "https://example.org/a#top"),
    ("https://example.org/a?id=7&at_medium=rss&xtor=RSS-3208", "https://example.org/a?id=7"),
    ("https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"),
    ("https://example.org/a?ref=home", "https://example.org/a?source=rss"),
    ("https://example.org/index.php?id=7", "https://example.org/?id=7"),
    ("https://example.org/index.html", "https://EXAMPLE.org"),
    ("https://example.org/خبر-عاجل", "https://example.org/%d8%ae%d8%a8%d8%b1-%d8%b9%d8%a7%d8%ac%d9%84/"),
    ("https://أخبار.example/1", "https://xn--igbicxr.example/1"),
    ("https://example.org/a%7Eb", "https://example.org/a~b"),
    ("https://example.org/a;jsessionid=0A1B?id=7", "https://example.org/a?id=7&PHPSESSID=9"),
    ("https://example.org/a1?print=1", "https://example.org/a1/print"),
    ("https://example.org/a?x=1&amp;utm_source=y", "https://example.org/a?x=1"),
]

DIFFERENT = [
    ("https://example.org/?p=1", "https://example.org/?p=2"),
    ("https://example.org/news.php?NewsID=1", "https://example.org/news.php?NewsID=2"),
    ("https://example.org/a?cid=1", "https://example.org/a?cid=2"),
    ("https://example.org/a?source=10", "https://example.org/a?source=11"),
    ("https://example.org/?from=agadir", "https://example.org/?from=tunis"),
    ("https://example.org/list.php?ref=agadir", "https://example.org/list.php?ref=tunis"),
    ("https://example.org/A", "https://example.org/a"),
    ("https://example.org/ar/7", "https://example.org/fr/7"),
    ("https://example.org/a?lang=ar", "https://example.org/a?lang=fr"),
    ("https://ar.example.org/7", "https://fr.example.org/7"),
    ("https://example.org/a?t=1&t=2", "https://example.org/a?t=2&t=1"),
    ("https://example.org/a?page=2", "https://example.org/a"),
    ("https://example.org:8080/a", "https://example.org/a"),
    ("https://example.org/#!/a/7", "https://example.org/#!/a/8"),
    ("https://example.org/a%2Fb", "https://example.org/a/b"),
    ("https://one.blogspot.com/a", "https://two.blogspot.com/a"),
    ("https://m.ma/a", "https://ma/a"),
    ("https://example.org/abonnement/print", "https://example.org/abonnement"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_addresses_of_one_page(one: str, other: str) -> None:
    assert page_key(one) == page_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_addresses_of_two_pages(one: str, other: str) -> None:
    assert page_key(one) != page_key(other)


def test_a_key_says_host_path_and_query() -> None:
    assert page_key("http://www.example.org:80/a/?b=2&utm_id=3#c") == "example.org/a?b=2"
    assert page_key("urn:isbn:0000") == "urn:isbn:0000"


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_key_is_its_own_key(path: str, query: str) -> None:
    key = page_key(f"https://example.org/{path}?{query}")
    assert page_key("https://" + key) == key


def test_clean_urls_can_be_asked_for() -> None:
    assert clean_url("http://m.Example.org/a/?x=%d8&utm_source=y&amp=1#c") == "http://m.example.org/a/?x=%d8&amp=1"
    assert clean_url("https://www.google.com/amp/s/example.org/a/") == "https://example.org/a/"
    assert clean_url("https://example.org/?fbclid=1") == "https://example.org/"
    with pytest.raises(BadAddress):
        clean_url("javascript:alert(1)")


PAGE = "https://www.example.org/ar/news/2026/port-of-agadir-reopens-48213"


@pytest.mark.parametrize(
    ("url", "stated", "wanted"),
    [
        (PAGE + "?utm_source=x", PAGE, PAGE),
        (PAGE, "//example.org/ar/news/2026/port-of-agadir-reopens-48213", PAGE.replace("www.", "")),
        (
            PAGE,
            "/ar/economy/port-of-agadir-reopens-48213.html",
            "https://www.example.org/ar/economy/port-of-agadir-reopens-48213.html",
        ),
        (PAGE + "/2", PAGE, PAGE),
        (PAGE + "/comments", PAGE, PAGE),
        ("https://example.org/?p=48213", PAGE, PAGE),
        ("https://example.org/share.php?id=48213", PAGE, PAGE),
        (PAGE, "https://www.example.org/", None),
        (PAGE, "https://www.example.org/ar/news/", None),
        (PAGE, "https://www.example.org/ar/news/2026/", None),
        (PAGE, PAGE.replace("/ar/", "/fr/"), None),
        (PAGE, PAGE.replace("example.org", "example.net"), None),
        (PAGE, "https://www.example.org/ar/news/2026/another-story-of-the-day-48214", None),
        (PAGE, PAGE.replace("reopens", "open-again"), PAGE.replace("reopens", "open-again")),
        ("https://example.org/news.php?id=7", "https://example.org/news.php", None),
        ("https://example.org/news.php?id=7", "https://example.org/news.php?id=8", None),
        (
            "https://a.blogspot.com/2026/01/port-of-agadir-reopens.html",
            "https://b.blogspot.com/2026/01/port-of-agadir-reopens.html",
            None,
        ),
        (PAGE, "http://", None),
        (PAGE, "http://[", None),
        (PAGE, "", None),
        (PAGE, "javascript:void(0)", None),
        (PAGE, "{{ canonical }}", None),
        ("https://example.org/", "https://www.example.org/", "https://www.example.org/"),
    ],
)
def test_what_a_page_says_of_itself(url: str, stated: str, wanted: str | None) -> None:
    assert believed(url, stated) == wanted
