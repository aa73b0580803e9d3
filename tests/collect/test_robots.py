"""robots.txt by RFC 9309, its own examples among the cases."""

from __future__ import annotations

import time

import pytest

from marsad.collect.patterns import matches
from marsad.collect.robots import parse_robots
from tests.paths import shared

HOST = "https://news.example.org"

RFC_GROUPS = b"""
User-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/

User-Agent: foobot
Disallow:/
Allow:/example/page.html
Allow:/example/allowed.gif

User-Agent: barbot
User-Agent: bazbot
Disallow: /example/page.html

User-Agent: quxbot
"""


@pytest.mark.parametrize(
    ("agent", "path", "allowed"),
    [("foobot", "/example/page.html", True), ("foobot", "/other", False), ("FooBot", "/example/allowed.gif", True),
     ("bazbot", "/example/page.html", False), ("bazbot", "/example/", True), ("barbot", "/a.gif", True),
     ("quxbot", "/example/", True), ("marsad", "/example/", False), ("marsad", "/a/b.gif", False),
     ("marsad", "/a/b.gif?x", True), ("marsad", "/publications/", True)],
)  # fmt: skip
def test_groups_of_the_rfc(agent: str, path: str, allowed: bool) -> None:
    assert parse_robots(RFC_GROUPS, agent).allows(HOST + path) is allowed


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [("", "/", True), ("Disallow:", "/", True), ("Disallow: /", "/", False), ("Disallow: /", "/robots.txt", True),
     ("Allow: /p\nDisallow: /p", "/p", True), ("Disallow: /a\nAllow: /a/b", "/a/b/c", True),
     ("Disallow: /a/b\nAllow: /a", "/a/b", False), ("Disallow: /*?print", "/x?y&print", True),
     ("Disallow: /*?print", "/x?print=1", False), ("Disallow: /x$", "/x", False), ("Disallow: /x$", "/xy", True),
     ("Disallow: /%7Ejoe", "/~joe/", False), ("Disallow: /caf%c3%a9", "/café", False),
     ("Disallow: /café", "/caf%C3%A9/x", False),
     ("Disallow: /a%2fb", "/a/b", True), ("Disallow: /a%2fb", "/a%2Fb", False), ("Disallow: أخبار", "/أخبار", True),
     ("Disallow: /أخبار", "/أخبار/1", False), ("disallow : /x # why", "/x", False), ("Disallow: /X", "/x", True),
     ("Disallow: /a*b*c$", "/a1b2c", False), ("Disallow: /a*b*c$", "/a1b2cd", True), ("Disallow: /a*a$", "/a", True)],
)  # fmt: skip
def test_rules(rules: str, path: str, allowed: bool) -> None:
    assert parse_robots(f"User-agent: *\n{rules}\n".encode()).allows(HOST + path) is allowed


def test_groups_of_one_name_are_joined_and_unknown_lines_do_not_part_them() -> None:
    text = b"\xef\xbb\xbfUser-agent: Marsad/9\rSitemap: https://x\rUser-agent: other\rDisallow: /a\r\n"
    text += b"user-agent: MARSAD\nDisallow: /b\nCrawl-delay: 2.5"
    robots = parse_robots(text)
    assert not robots.allows(HOST + "/a")
    assert not robots.allows(HOST + "/b")
    assert robots.crawl_delay == 2.5


def test_rules_before_any_group_hold_for_nobody() -> None:
    assert parse_robots(b"Disallow: /").allows(HOST + "/x")


def test_binary_and_endless_files_are_read_up_to_the_limit() -> None:
    assert parse_robots(bytes(range(256)) * 10).allows(HOST + "/")
    late = b"User-agent: *\n" + b"# " + b"x" * 600_000 + b"\nDisallow: /\n"
    assert parse_robots(late).allows(HOST + "/x")


def test_many_stars_cost_little() -> None:
    started = time.process_time()
    assert not matches("/" + "*a" * 2000 + "$", "/" + "a" * 1999 + "b")
    assert time.process_time() - started < 0.5


@pytest.mark.shared
def test_real_files_are_read() -> None:
    files = sorted(path for path in shared("bench", "suites", "robots").iterdir() if path.is_file())
    ruled = 0
    for path in files:
        robots = parse_robots(path.read_bytes())
        robots.allows(HOST + "/2025/06/29/article?id=1")
        ruled += bool(robots.rules)
    assert ruled > len(files) / 2
