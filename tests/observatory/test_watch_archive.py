"""What a watch writes into the archive: bodies decoded, with the headers of the wire; HTTP/2 said; all readable."""

from __future__ import annotations

import gzip
from io import BytesIO

import pytest
from warcio.archiveiterator import ArchiveIterator

from marsad.archive.exchanges import pages_of
from marsad.archive.page import Location
from marsad.archive.warc import read_capture
from marsad.collect.response import Response
from marsad.model import CaptureKind
from marsad.observatory.intake import Intake
from marsad.observatory.items import give
from marsad.observatory.models import Capture, Check, Urgency
from marsad.observatory.paths import archive_dir
from tests.collect.servers import page
from tests.observatory.press import Press, Watched, moved, rss

pytestmark = pytest.mark.django_db


def records(watched: Watched) -> list[tuple[str, dict[str, str], list[str], dict[str, str], bytes]]:
    """Every record: type, headers, status line in parts, HTTP headers, body."""
    found = []
    for path in sorted(archive_dir(watched.data).glob("*.warc.gz")):
        for record in ArchiveIterator(BytesIO(path.read_bytes())):
            http = record.http_headers
            body = record.content_stream().read()
            status = [http.protocol, http.statusline] if http else []
            found.append(
                (record.rec_type, dict(record.rec_headers.headers), status, dict(http.headers if http else ()), body)
            )
    return found


def test_bodies_are_decoded_and_the_wire_is_told(press: Press, watched: Watched) -> None:
    words = "<html lang=fr><title>Le port</title><p>Le conseil du port a voté.</p></html>".encode()
    press.pages["jour.example/2026/un"] = page(gzip.compress(words), Content_Encoding="gzip", Content_Type="text/html")
    press.pages["jour.example/2026/deux"] = moved("/2026/un")
    press.feed("jour.example/rss", "http://jour.example/2026/deux")
    watched.follow("jour.example/rss")
    watched.go_on(minutes=2)
    row = next(row for row in records(watched) if row[0] == "response" and row[1]["WARC-Target-URI"].endswith("/un"))
    _, headers, status, http, body = row
    assert body == words
    assert status == ["HTTP/1.1", "200 OK"]
    assert http["X-Archive-Orig-Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in http
    assert int(http["Content-Length"]) == len(words)
    assert headers["WARC-IP-Address"] == "127.0.0.1"
    assert headers["X-Marsad-Asked"] == "http://jour.example/2026/deux"
    kinds = [headers.get("X-Marsad-Kind", "page") for kind, headers, *_ in records(watched) if kind == "response"]
    assert kinds == ["rules", "rules", "channel", "redirect", "page"]


def test_everything_that_was_written_can_be_shown(press: Press, watched: Watched) -> None:
    press.feed("jour.example/rss", *(press.article(f"jour.example/2026/page-{n}") for n in range(4)))
    watched.follow("jour.example/rss")
    watched.go_on(hours=2)
    press.pages["jour.example/2026/page-1"] = page(b"", 410)
    watched.go_on(hours=5)
    folder = archive_dir(watched.data)
    for row in Capture.objects.all():
        shown = read_capture(folder, Location(row.warc_file, row.offset, row.length))
        assert (shown.url, shown.sha256, shown.kind) == (row.url, row.sha256, CaptureKind.PAGE)
        assert shown.data
    checks = list(Check.objects.all())
    assert len(checks) >= 7
    known = set(Capture.objects.values_list("record_id", flat=True))
    for check in checks:
        shown = read_capture(folder, Location(check.warc_file, check.offset, check.length))
        assert shown.kind is CaptureKind.CHECK
        assert shown.status == check.status
        assert (shown.refers_to in known) == (check.outcome == "unchanged")


def test_an_answer_over_http_2(press: Press, watched: Watched) -> None:
    answer = Response(
        "https://jour.example/un", "https://jour.example/un", 200, "", "2", (("content-type", "text/html"),), b"<p>un",
        press.clock.now(), (("user-agent", "Marsad"),), "192.0.2.1",
    )  # fmt: skip
    with Intake(watched.data) as intake:
        for one in pages_of(answer):
            intake.add(one)
    kind, headers, status, *_ = records(watched)[-1]
    assert (kind, status) == ("response", ["HTTP/1.1", "200 OK"])
    assert headers["WARC-Protocol"] == "h2"


def test_what_people_give_comes_first(press: Press, watched: Watched) -> None:
    press.feed("jour.example/rss", *(press.article(f"jour.example/2026/page-{n:02}") for n in range(12)))
    watched.follow("jour.example/rss")
    give(press.article("jour.example/2026/donnee"), press.clock.now(), by="amal")
    watched.go_on(minutes=5)
    assert press.asked("jour.example")[0] == "/2026/donnee"
    capture = Capture.objects.get(url="http://jour.example/2026/donnee")
    assert capture.items.get().urgency == Urgency.AGAIN
    before = len(press.rows)
    press.pages["jour.example/2026/donnee"] = press.pages["jour.example/2026/page-01"]
    give("http://jour.example/2026/donnee?utm_source=x", press.clock.now(), by="amal")
    watched.go_on(minutes=1)
    assert press.asked("jour.example", before)[0] == "/2026/donnee", "given anew: asked for again"
    assert Capture.objects.filter(url="http://jour.example/2026/donnee").count() == 2


def test_a_page_that_goes_back_to_what_it_said(press: Press, watched: Watched) -> None:
    one = press.article("jour.example/2026/un", "premier état")
    press.pages["jour.example/rss"] = rss(one)
    watched.follow("jour.example/rss")
    watched.go_on(minutes=2)
    press.article("jour.example/2026/un", "second état")
    watched.go_on(hours=2)
    press.article("jour.example/2026/un", "premier état")
    watched.go_on(hours=4)
    first, _second = Capture.objects.order_by("seq")
    check = Check.objects.get()
    assert check.outcome == "unchanged"
    assert first.items.get().url == one, "the page says again what it said at first"
