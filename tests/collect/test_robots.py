"""robots.txt by RFC 9309, its own examples among the cases."""

from __future__ import annotations

import pytest

from marsad.collect.patterns import matches, path_of
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


def test_the_line_that_the_limit_cuts_is_not_read() -> None:
    filler = b"User-agent: *\n" + b"# " + b"x" * (512_000 - 14 - 2 - 1 - 11) + b"\n"
    assert len(filler) + len(b"Disallow: /") == 512_000
    assert parse_robots(filler + b"Disallow: /private\n").allows(HOST + "/news")


def test_paths_as_patterns_see_them() -> None:
    assert path_of("https://a.test") == "/"
    assert path_of("https://a.test/x?#y?") == "/x?"
    assert path_of("https://a.test/%7ejoe/é") == "/~joe/%C3%A9"
    assert not matches("/" + "*a" * 2000 + "$", "/" + "a" * 1999 + "b")


@pytest.mark.parametrize(
    ("names", "holds"),
    [("Marsad", True), ("MARSAD", True), ("Marsad/2.0 (news)", True), ("marsad bot", True), ("Mars", False),
     ("MarsadBot", False), ("Sad", False), ("*", True), ("* (all)", True), ("Mozilla", False)],
)  # fmt: skip
def test_a_group_holds_for_the_whole_product_token(names: str, *, holds: bool) -> None:
    assert parse_robots(f"User-agent: {names}\nDisallow: /".encode()).allows(HOST + "/x") is not holds


def test_lines_that_are_no_rules_do_not_part_a_group() -> None:
    text = b"User-agent: other\nNoindex: /a\nHost: news.example.org\nUser-agent: marsad\nDisallow: /x"
    assert not parse_robots(text).allows(HOST + "/x")


@pytest.mark.parametrize(
    ("lines", "pause"),
    [("Crawl-delay: 2.5", 2.5), ("Crawl-delay: 0", None), ("Crawl-delay: -3", None), ("Crawl-delay: nan", None),
     ("Crawl-delay: inf", None), ("Crawl-delay: soon", None), ("Request-rate: 1/10", 10.0),
     ("Request-rate: 2/1m", 30.0), ("Request-rate: 1/0", None), ("Request-rate: x", None),
     ("Crawl-delay: 5\nRequest-rate: 1/20s", 20.0), ("Crawl-delay: 30\nRequest-rate: 1/20s", 30.0)],
)  # fmt: skip
def test_pauses(lines: str, pause: float | None) -> None:
    assert parse_robots(f"User-agent: *\n{lines}\nDisallow: /x".encode()).crawl_delay == pause


def test_sitemaps_stand_anywhere_and_are_bounded() -> None:
    text = b"Sitemap: https://a.test/1.xml\nUser-agent: other\nSitemap: /2.xml # two\nsitemap:\nDisallow: /"
    assert parse_robots(text).sitemaps == ("https://a.test/1.xml", "/2.xml")
    assert len(parse_robots(b"Sitemap: https://a.test/\n" * 5000).sitemaps) == 1000


def test_the_line_that_forbids_is_quoted() -> None:
    text = "User-agent: *\nDisallow: /a\nDisallow: /a/*/print$\nAllow: /b\nDisallow: /c"
    robots = parse_robots(text.encode())
    assert robots.forbidding(HOST + "/a/2026/print") == "Disallow: /a/*/print$"
    assert robots.forbidding(HOST + "/a/x") == "Disallow: /a"
    assert robots.forbidding(HOST + "/b") is None


HOSTILE = {
    "a pattern of stars": b"/" + b"*a" * 4000 + b"b",
    "many patterns of stars": b"/x\nDisallow: ".join(b"/*a*a*%d*b" % number for number in range(15_000)),
    "dollars": b"/" + b"$" * 8000,
    "escapes": b"/" + b"%41%C3" * 1300,
    "stars only": b"*" * 8000 + b"b",
}


@pytest.mark.parametrize("pattern", HOSTILE.values(), ids=HOSTILE.keys())
def test_patterns_against_long_paths(pattern: bytes) -> None:
    robots = parse_robots(b"User-agent: *\nDisallow: " + pattern + b"\nDisallow: /zzz")
    assert robots.allows(HOST + "/" + "a" * 8000)
    assert not robots.allows(HOST + "/zzz")


def test_very_many_names_and_rules() -> None:
    """15,000 names times 15,000 rules: kept apart, they would be 225 million."""
    names = b"".join(b"User-agent: bot%d\n" % number for number in range(15_000))
    rules = b"".join(b"Disallow: /%d\n" % number for number in range(15_000))
    robots = parse_robots(names + b"User-agent: marsad\n" + rules)
    assert not robots.allows(HOST + "/14999/x")
    assert robots.allows(HOST + "/news")


@pytest.mark.shared
def test_real_files_are_read() -> None:
    """Each rule without wildcards of the file forbids or allows what it names; every file is read."""
    files = sorted(path for path in shared("bench", "suites", "robots").iterdir() if path.is_file())
    assert len(files) == 200
    ruled = quoted = 0
    for path in files:
        robots = parse_robots(path.read_bytes())
        robots.allows(HOST + "/2025/06/29/article?id=1")
        ruled += bool(robots.rules)
        for line in robots.rules[:50]:
            pattern = line.partition(": ")[2]
            if line.startswith("Disallow: /") and not set("*$%#? ") & set(pattern) and pattern.isascii():
                forbidden = not robots.allows(HOST + pattern)
                quoted += forbidden
                assert forbidden or any(rule.startswith("Allow: ") for rule in robots.rules)
                assert not forbidden or robots.forbidding(HOST + pattern)
    assert ruled > len(files) / 2
    assert quoted > 1000
