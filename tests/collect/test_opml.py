"""OPML in and out: folders, settings, other lists, and what is damaged."""

from __future__ import annotations

import pytest

from marsad.collect.announced import ChannelKind
from marsad.collect.errors import FeedError
from marsad.collect.opml import Inclusion, OpmlList, Site, Subscription, parse_opml, write_opml

OPML = """<opml version="2.0"><head><title>Sources &amp; more</title></head><body>
<outline text="Maghreb"><outline text="الساحل" title="مرصد الساحل" type="rss" xmlUrl="https://a.example.org/rss"
 htmlUrl="https://a.example.org/"/><outline text="Sub"><outline text="B" xmlURL="https://b.example.org/rss"/></outline></outline>
<outline text="Again" xmlUrl="https://a.example.org/rss"/><outline text="Page" type="link" url="https://c.example.org/"/>
<outline text="Bad" xmlUrl="file:///etc/passwd"/><outline text="None" type="rss" xmlUrl=""/></body></opml>"""


def test_feeds_with_folders_sites_and_what_cannot_be_collected() -> None:
    assert parse_opml(OPML.encode()) == OpmlList(
        (
            Subscription("https://a.example.org/rss", "مرصد الساحل", "https://a.example.org/", ("Maghreb",)),
            Subscription("https://b.example.org/rss", "B", None, ("Maghreb", "Sub")),
        ),
        (
            "line 5: “Bad” has no address to collect: the scheme is file, not http or https",
            "line 5: “None” has no address to collect: it is said to be a feed, and names no address",
        ),
        "Sources & more",
        (Site("https://c.example.org/", "Page"),),
    )


def test_a_feed_in_two_folders_is_one_subscription() -> None:
    text = """<opml><body><outline text="x"><outline xmlUrl="http://a.example.org/" text="A" category="t, /p/q ,/x"/>
    </outline><outline text="y"><outline xmlUrl="http://a.example.org/" text="other"/></outline></body></opml>"""
    found = parse_opml(text.encode()).subscriptions
    assert found == (
        Subscription("http://a.example.org/", "A", None, ("x",), (("t",), ("p", "q"), ("y",))),
    )  # fmt: skip


def test_other_lists_and_old_schemes() -> None:
    text = """<opml><body><outline type="include" text="L" url="https://l.example.org/"/>
    <outline type="link" text="M" url="https://m.example.org/list.opml"/><outline text="f" xmlUrl="feed://f.example.org/"/>
    <outline text="g" xmlUrl="feed:https://g.example.org/"/></body></opml>"""
    found = parse_opml(text.encode())
    assert found.inclusions == (
        Inclusion("https://l.example.org/", "L"),
        Inclusion("https://m.example.org/list.opml", "M"),
    )
    assert [feed.url for feed in found.subscriptions] == ["http://f.example.org/", "https://g.example.org/"]


@pytest.mark.parametrize(
    ("old", "new", "titles", "line"),
    [('text="Again"', 'text="<"', ["مرصد الساحل", "B"], 4),
     ("</outline></outline>", "</outline>", ["مرصد الساحل", "B"], 5),
     ("<body>", "<body></wrong>", ["مرصد الساحل", "B"], 1), ("</body></opml>", "", ["مرصد الساحل", "B"], 5),
     ('text="B"', 'text="B" text="C"', ["مرصد الساحل", "C"], 3)],
)  # fmt: skip
def test_a_mistake_loses_one_tag_and_is_reported(old: str, new: str, titles: list[str], line: int) -> None:
    found = parse_opml(OPML.replace(old, new).encode())
    assert [feed.title for feed in found.subscriptions] == titles
    assert found.problems[0].startswith(f"line {line}: ")
    assert "damaged" in found.problems[0]


def test_entities_of_html() -> None:
    text = '<opml><body><outline text="Caf&eacute; & th&eacute; &nope;" xmlUrl="http://a.example.org/?a=1&b=2"/></body></opml>'
    found = parse_opml(text.encode())
    assert found.subscriptions == (Subscription("http://a.example.org/?a=1&b=2", "Café & thé &nope;"),)
    assert found.problems == ()


SUBSCRIPTIONS = (
    Subscription("https://a.example.org/rss?a=1&b=2", 'مرصد "الساحل" & <co>', "https://a.example.org/",
                 ("المغرب", "A, b/c"), (("x", "y"), ("z",)), "MA", "daily", "ar", ChannelKind.NEWS_SITEMAP, True,
                 "extract", 7200),
    Subscription("https://b.example.org/rss", "B", None, ("المغرب",)),
    Subscription("https://c.example.org/", "", lang="fr", channel=ChannelKind.PAGE),
)  # fmt: skip


def test_what_is_written_is_read_back() -> None:
    data = write_opml(SUBSCRIPTIONS, "قائمة & more")
    found = parse_opml(data)
    assert found.title == "قائمة & more"
    assert found.problems == ()
    assert set(found.subscriptions) == set(SUBSCRIPTIONS)
    assert write_opml(found.subscriptions, found.title) == data


def test_settings_are_ours_only_in_our_namespace() -> None:
    data = write_opml(SUBSCRIPTIONS[:1], "x")
    other = data.replace(b" marsad:", b" m:").replace(b"xmlns:marsad", b"xmlns:m")
    assert parse_opml(other).subscriptions[0] == SUBSCRIPTIONS[0]
    foreign = parse_opml(data.replace(b"urn:marsad:opml:1", b"urn:other")).subscriptions[0]
    told = (foreign.country, foreign.channel, foreign.paused, foreign.least, foreign.lang)
    assert told == (None, None, False, None, "ar")


@pytest.mark.parametrize("value", ["soon", "-60", "٦٠٠", "1e3", "", "9" * 10])
def test_a_pause_that_is_no_number_is_none(value: str) -> None:
    data = write_opml(SUBSCRIPTIONS[:1], "x").replace(b'"7200"', f'"{value}"'.encode())
    assert parse_opml(data).subscriptions[0].least is None


def test_characters_that_xml_has_not() -> None:
    found = parse_opml(write_opml([Subscription("https://a.example.org/", "a\x00b\x0b c")], "t\x01")).subscriptions
    assert found[0].title == "ab c"


FOAF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#" xmlns:rss="http://purl.org/rss/1.0/"><foaf:Group><foaf:member>
<foaf:Agent><foaf:weblog><foaf:Document rdf:about="https://a.example.org/"><rdfs:seeAlso><rss:channel
 rdf:about="https://a.example.org/rss"/></rdfs:seeAlso></foaf:Document></foaf:weblog><foaf:name>A</foaf:name></foaf:Agent>
</foaf:member><foaf:name>G</foaf:name></foaf:Group></rdf:RDF>"""


def test_blogrolls_in_rdf() -> None:
    found = parse_opml(FOAF.encode())
    assert found.subscriptions == (Subscription("https://a.example.org/rss", "A", "https://a.example.org/", ("G",)),)


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "empty"), ("<rss/>", "no OPML"), ("<opml><body><outline", "malformed"), (FOAF[:-20], "malformed"),
     ('<!DOCTYPE o [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml>&a;</opml>', "entity"),
     ("<opml>" + "<outline>" * 10_000, "deeper|nested")],
)  # fmt: skip
def test_refused_by_name(text: str, words: str) -> None:
    with pytest.raises(FeedError, match=words):
        parse_opml(text.encode())
