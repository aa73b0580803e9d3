"""Reservations of text and data mining, in the three places of TDMRep and in the two of ``noai``."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from marsad.collect.reservations import MAX_RULES, MAX_TDMREP, parse_tdmrep, stated
from marsad.collect.response import Response


def answer(body: bytes = b"<p>text</p>", *headers: tuple[str, str]) -> Response:
    """An HTML page, unless a header says otherwise."""
    url = "https://news.example.org/a"
    return Response(url, url, 200, "OK", "1.1", (*headers, ("Content-Type", "text/html")), body, datetime.now(UTC))


def head(*metas: str, body: str = "") -> bytes:
    return f"<!doctype html><html><head><title>x</title>{''.join(metas)}</head><body>{body}</body></html>".encode()


RESERVED = '<meta name="tdm-reservation" content="1">'
FREE = '<meta name="tdm-reservation" content="0">'


def test_the_examples_of_the_report() -> None:
    rules = parse_tdmrep(
        json.dumps(
            [{"location": "/directory-a/", "tdm-reservation": 1},
             {"location": "/directory-b/html/", "tdm-reservation": 1, "tdm-policy": "https://a.test/policy.json"},
             {"location": "/directory-b/images/*.jpg", "tdm-reservation": 0},
             {"location": "/directory-b", "tdm-reservation": 1}]
        ).encode()
    )  # fmt: skip
    assert rules.problem is None
    first, second = rules.reserved("/directory-a/x.pdf"), rules.reserved("/directory-b/html/y")
    assert first
    assert str(first) == 'tdmrep.json says {"location": "/directory-a/", "tdm-reservation": 1}'
    assert second
    assert second.policy == "https://a.test/policy.json"
    assert str(second).endswith("; its policy: https://a.test/policy.json")
    assert rules.reserved("/directory-b/images/z.jpg") is None
    assert rules.reserved("/directory-b/images/z.png")
    assert rules.reserved("/elsewhere") is None


@pytest.mark.parametrize(
    ("location", "path", "matched"),
    [("/", "/x", True), ("*", "/x", True), ("x", "/x", True), ("/x$", "/x", True), ("/x$", "/xy", False),
     ("/%7Ejoe", "/~joe", True), ("/caf%c3%a9", "/café", True), ("/X", "/x", False), ("/*?print", "/a?print", True),
     ("/foo-%24", "/foo-%24", True),
     ("/foo-%24", "/foo-$", True), ("/a$b", "/a$b", True), ("/a$b", "/a", False), ("/a%2A", "/a*", True),
     ("/a%2A", "/ab", False), ("/a*$", "/a$b", True)],
)  # fmt: skip
def test_locations(location: str, path: str, *, matched: bool) -> None:
    rules = parse_tdmrep(json.dumps([{"location": location, "tdm-reservation": 1}]).encode())
    assert (rules.reserved(path) is not None) is matched


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"<!doctype html><p>Not found", "not JSON"), (b'[{"location": "/"', "not JSON"), (b"\xff\xfe\x00", "not JSON"),
     (b"[" * 100_000, "not JSON"), (b'{"location": "/", "tdm-reservation": 1}', "not a list"), (b"null", "not a list"),
     (b'"x"', "not a list"), (b" " * 10 + b"[1" + b"0" * 5000 + b"]", "not JSON|no location"),
     (b"[" + b" " * MAX_TDMREP + b"]", "longer than"),
     (json.dumps([{"location": "/", "tdm-reservation": 1}] * (MAX_RULES + 1)).encode(), "more than")],
)  # fmt: skip
def test_what_is_no_tdmrep_reserves_nothing_and_is_told(data: bytes, words: str) -> None:
    import re

    rules = parse_tdmrep(data)
    assert rules.reserved("/") is None
    assert re.search(words, rules.problem or "")


def test_rules_that_cannot_be_read_are_told_and_the_others_hold() -> None:
    bad: list[object] = [1, {}, {"location": "/"}, {"location": 5, "tdm-reservation": 1},
                         {"location": "/", "tdm-reservation": 2}, {"location": "/", "tdm-reservation": []},
                         {"location": "/", "tdm-reservation": None},
                         {"location": "", "tdm-reservation": 1}]  # fmt: skip
    good = {"location": "/b", "tdm-reservation": "1", "tdm-policy": "javascript:alert(1)"}
    rules = parse_tdmrep(json.dumps([good, *bad]).encode())
    assert [rule.location for rule in rules.rules] == ["/b"]
    assert rules.problem
    assert "rule 2 " in rules.problem
    reservation = rules.reserved("/b")
    assert reservation
    assert reservation.policy is None


def test_no_file_is_no_problem() -> None:
    assert parse_tdmrep(b" \n") == parse_tdmrep(b"")
    assert parse_tdmrep(b"").problem is None
    assert parse_tdmrep(b"\xef\xbb\xbf[]").problem is None


@pytest.mark.parametrize(
    ("page", "headers", "reserved"),
    [(b"", [], False), (b"", [("tdm-reservation", "1")], True), (b"", [("TDM-Reservation", " 1 ")], True),
     (b"", [("tdm-reservation", "0")], False), (b"", [("tdm-reservation", "2")], False),
     (head(RESERVED), [], True), (head(FREE), [], False), (head(FREE), [("tdm-reservation", "1")], False),
     (head(RESERVED), [("tdm-reservation", "0")], True), (head(FREE, RESERVED), [], True),
     (head('<meta name="tdm-reservation" content="yes">'), [("tdm-reservation", "1")], True),
     (head('<META NAME="TDM-Reservation" CONTENT="1">'), [], True), (head(body=RESERVED), [], False),
     (head("<!-- " + RESERVED + " -->"), [], False), (head(f"<script>'{RESERVED}'</script>"), [], False),
     (RESERVED.encode() + b"<p>no head tags", [], True), (head(RESERVED).decode().encode("utf-16"), [], True)],
)  # fmt: skip
def test_html_supersedes_headers(page: bytes, headers: list[tuple[str, str]], *, reserved: bool) -> None:
    assert (stated(answer(page, *headers)) is not None) is reserved


@pytest.mark.parametrize(
    ("value", "reserved"),
    [("noai", True), ("noindex, NoAI", True), ("noimageai", True), ("noindex", False), ("marsad: noai", True),
     ("Marsad: noindex, noai", True), ("otherbot: noai", False), ("otherbot: noindex, noai", False),
     ("otherbot: noindex, marsad: noai", True), ("*: noai", True), ("noai, otherbot: noindex", True),
     ("unavailable_after: 25 Jun 2030 15:00:00 PST, noai", True), ("max-snippet: 20, noai", True),
     ("noairtime", False), ("", False)],
)  # fmt: skip
def test_x_robots_tag(value: str, *, reserved: bool) -> None:
    assert (stated(answer(b"", ("X-Robots-Tag", value))) is not None) is reserved


def test_every_x_robots_tag_is_read() -> None:
    assert stated(answer(b"", ("X-Robots-Tag", "otherbot: noai"), ("x-robots-tag", "noai")))


@pytest.mark.parametrize(
    ("meta", "reserved"),
    [('<meta name="robots" content="noindex,noai">', True), ("<meta name=Marsad content=NOAI>", True),
     ('<meta name="otherbot" content="noai">', False), ('<meta name="robots" content="index, follow">', False),
     ('<meta name="description" content="noai">', False), ('<meta name="robots">', False)],
)  # fmt: skip
def test_robots_meta(meta: str, *, reserved: bool) -> None:
    assert (stated(answer(head(meta))) is not None) is reserved


def test_noai_is_not_lifted_by_tdmrep() -> None:
    assert stated(answer(head(FREE), ("X-Robots-Tag", "noai")))


def test_the_words_are_quoted() -> None:
    policy = '<meta name="tdm-policy" content="https://news.example.org/policy">'
    words = {
        str(stated(answer(head(RESERVED, policy)))),
        str(stated(answer(b"", ("tdm-reservation", "1")))),
        str(stated(answer(b"", ("X-Robots-Tag", "noai")))),
        str(stated(answer(head('<meta name="robots" content="noai">')))),
    }
    assert words == {
        'the page\'s meta element says <meta name="tdm-reservation" content="1">;'
        " its policy: https://news.example.org/policy",
        "the HTTP header says tdm-reservation: 1",
        "the HTTP header says X-Robots-Tag: noai",
        'the page\'s meta element says <meta name="robots" content="noai">',
    }


def test_only_the_head_of_html_is_looked_at() -> None:
    feed = answer(head(RESERVED), ("Content-Type", "application/rss+xml"))
    assert stated(feed) is None
    far = b"<html><head>" + b"<!-- filler -->" * 30_000 + RESERVED.encode() + b"</head>"
    assert stated(answer(far)) is None


@pytest.mark.parametrize("body", [b"<" * 300_000 + b"noai", b"<meta name=" * 30_000 + b"noai", b"\0noai" * 50_000])
def test_hostile_heads_are_read_in_bounds(body: bytes) -> None:
    assert stated(answer(body)) is None
