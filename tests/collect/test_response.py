"""What an answer says about asking again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from marsad.collect.response import MAX_RETRY_AFTER, Response, conditional, retry_after

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)


def answer(*headers: tuple[str, str]) -> Response:
    return Response("http://a.test/", "http://a.test/", 503, "", "1.1", headers, b"", NOW)


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [("120", 120.0), (" 7 ", 7.0), ("0", 0.0), ("1.5", 1.5), ("99999999999999", MAX_RETRY_AFTER),
     ("9" * 40, None), ("-5", None), ("soon", None), ("", None), ("١٢", None), ("NaN", None), ("inf", None),
     ("Sun, 29 Nov 2026 12:01:00 GMT", 60.0), ("Sunday, 29-Nov-26 12:01:00 GMT", 60.0),
     ("Sun Nov 29 12:01:00 2026", 60.0), ("Sun, 29 Nov 2026 11:00:00 GMT", 0.0),
     ("Sun, 29 Nov 2026 13:01:00 +0100", 60.0), ("Wed, 01 Jan 9999 00:00:00 GMT", MAX_RETRY_AFTER),
     ("Sun, 31 Feb 2026 12:00:00 GMT", None), ("Sun, 29 Nov 2026 12:01:00 +9999", None), ("1" + " " * 100, 1.0),
     ("Sun, 29 Nov 2026 12:01:00 GMT" + "x" * 100, None)],
)  # fmt: skip
def test_retry_after(stated: str, seconds: float | None) -> None:
    assert retry_after(answer(("Retry-After", stated)), NOW) == seconds


def test_no_retry_after() -> None:
    assert retry_after(answer(("Server", "x")), NOW) is None


def test_validators_go_back_as_they_came() -> None:
    assert conditional('W/"abc"', "Sun, 29 Nov 2026 12:01:00 GMT") == {
        "If-None-Match": 'W/"abc"',
        "If-Modified-Since": "Sun, 29 Nov 2026 12:01:00 GMT",
    }
    assert conditional(None, None) == conditional("", "") == {}


@pytest.mark.parametrize("bad", ["a\r\nHost: evil.test", "a\0", "x" * 2000, "à\u0301", "é\n"])
def test_validators_that_cannot_be_sent_are_left_out(bad: str) -> None:
    assert conditional(bad, bad) == {}


def test_headers_are_found_in_whatever_case() -> None:
    assert answer(("ETag", "1"), ("etag", "2")).header("Etag") == "1"
