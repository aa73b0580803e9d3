"""A fetch becomes the pages that the archive keeps: each redirect, then the answer."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from marsad.archive.exchanges import media_type_of, pages_of
from marsad.archive.page import SameAs
from marsad.archive.warc import WarcAppender, read_capture
from marsad.collect.response import Hop, Response
from marsad.model import CaptureKind

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
SENT = (("Host", "outlet.example"),)
HOP = Hop(
    url="http://outlet.example/old",
    status=301,
    reason="",
    http_version="1.1",
    headers=(("Location", "https://outlet.example/a"), ("Content-Type", "text/html")),
    request_headers=SENT,
    ip="192.0.2.1",
    fetched=AT,
)


def answer(*hops: Hop) -> Response:
    return Response(
        url=hops[0].url if hops else "https://outlet.example/a",
        final_url="https://outlet.example/a",
        status=200,
        reason="OK",
        http_version="2",
        headers=(("content-type", 'text/html; charset="UTF-8"'),),
        body=b"<p>1</p>",
        fetched=AT,
        request_headers=SENT,
        ip="2001:db8::1",
        hops=hops,
    )


def test_redirects_come_first_and_everything_is_read_back(tmp_path: Path) -> None:
    redirect, page = pages_of(answer(HOP), CaptureKind.CHANNEL)
    assert (redirect.kind, redirect.http_status, redirect.truncated) == (
        CaptureKind.REDIRECT,
        "301 Moved Permanently",
        "length",
    )
    assert (page.kind, page.asked, page.ip, page.protocol) == (
        CaptureKind.CHANNEL,
        "http://outlet.example/old",
        "2001:db8::1",
        "2",
    )
    assert (page.media_type, page.charset) == ("text/html", "utf-8")
    appender = WarcAppender(tmp_path, "w0")
    for one in (redirect, page):
        capture, place = appender.append(one)
        assert read_capture(tmp_path, place) == capture
        assert capture.kind is one.kind


def test_an_answer_at_the_address_asked_for_has_no_other_one() -> None:
    (page,) = pages_of(answer())
    assert (page.kind, page.asked) == (CaptureKind.PAGE, None)
    (page,) = pages_of(answer(), asked="https://outlet.example/first")
    assert page.asked == "https://outlet.example/first"


def test_an_answer_can_be_a_revisit() -> None:
    same = SameAs("urn:uuid:1", "https://outlet.example/a", AT, not_modified=False)
    assert pages_of(answer(), CaptureKind.CHECK, same_as=same)[-1].same_as == same


@pytest.mark.parametrize(
    ("stated", "read"),
    [(None, (None, None)), ("", (None, None)), ("Text/HTML ; Charset=Windows-1256", ("text/html", "windows-1256"))],
)
def test_content_types(stated: str | None, read: tuple[str | None, str | None]) -> None:
    assert media_type_of(stated) == read
