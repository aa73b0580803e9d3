"""The judges of feedparser's and listparser's cases: what they check, what they leave out, and that they can fail."""

from __future__ import annotations

import pytest

from benchmarks import feeds_agreement, opml_agreement

CASE = """<!--
Header:      Content-Language: fr
Description: a made case
Expect:      %s
-->
<rss version="2.0"><channel><title>Le &lt;b&gt;port&lt;/b&gt;</title><item><title>A</title>
<pubDate>Sun, 29 Jun 2025 18:40:00 +0100</pubDate></item></channel></rss>"""


@pytest.mark.parametrize(
    ("expectation", "checks", "wrong"),
    [("not bozo and feed['title'] == 'Le <b>port</b>'", 1, 0), ("feed.title == 'Le quai'", 1, 1),
     ("feed['language'] == 'fr' and len(entries) == 1", 2, 0), ("len(entries) == 2", 1, 1),
     ("entries[0]['published_parsed'] == (2025, 6, 29, 17, 40, 0, 6, 180, 0)", 1, 0),
     ("entries[0]['published_parsed'] == (2025, 6, 29, 18, 40, 0, 6, 180, 0)", 1, 1),
     ("entries[0]['published'] == 'Sun, 29 Jun 2025 18:40:00 +0100'", 1, 0), ("entries[1]['title'] == 'B'", 1, 1),
     ("entries[0]['title'] == entries[0]['title_detail']['value'] == 'A'", 2, 0), ("bozo", 0, 0),
     ("entries[0]['author'] == 'A'", 0, 0), ("__import__('os').getcwd()", 0, 0), ("(", 0, 0)],
)  # fmt: skip
def test_clauses_of_a_feeds_case(expectation: str, checks: int, wrong: int) -> None:
    verdict = feeds_agreement.judge((CASE % expectation).encode())
    assert (verdict.checks, len(verdict.wrong)) == (checks, wrong)
    assert verdict.checks or verdict.outside


def test_a_case_that_is_refused_is_wrong() -> None:
    verdict = feeds_agreement.judge(b"<!--\nExpect: feed['title'] == 'x'\n-->\n<html/>")
    assert verdict.wrong == ["feed.title: refused: no feed in it"]


LIST = """<!--
Eval: result['bozo'] == 0
Eval: %s
--><opml><body><outline text="f"><outline text="A" xmlUrl="http://a.example.org/"/></outline></body></opml>"""


@pytest.mark.parametrize(
    ("expectation", "wrong"),
    [("len(result['feeds']) == 1", 0), ("len(result['feeds']) == 2", 1),
     ("['f'] in result['feeds'][0]['categories']", 0),
     ("result['feeds'][1]['title'] == 'B'", 1), ("'g' in result['feeds'][0]['tags']", 1)],
)  # fmt: skip
def test_expectations_of_a_lists_case(expectation: str, wrong: int) -> None:
    verdict = opml_agreement.judge((LIST % expectation).encode())
    assert (verdict.checks, verdict.outside, len(verdict.wrong)) == (1, 1, wrong)
