"""Servers that misbehave: each fault is an error in words where it belongs, and everything else goes on."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest

from marsad.archive.locks import BusyError
from marsad.observatory.models import Capture, Channel, Item, ItemState
from marsad.observatory.sources import save_source
from marsad.observatory.watch.loop import watch
from tests.collect.servers import Handler, Page, forever, gzip_bomb, page, raw
from tests.observatory.press import Press, Watched, article, moved, rss

pytestmark = pytest.mark.django_db

HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
LIMITS = {"total_timeout": 0.4, "read_timeout": 0.4, "max_bytes": 300_000}
FAULTS: dict[str, tuple[Page, str]] = {
    "goutte": (forever(b"x", 0.05, HTML + b"\r\n"), "TimedOut"),
    "sans-fin": (forever(b"x" * 65536, 0.0, HTML + b"\r\n"), "TooLarge"),
    "bombe": (page(gzip_bomb(50_000_000), Content_Encoding="gzip", Content_Type="text/html"), "TooLarge"),
    "coupe": (raw(HTML + b"Content-Length: 9000\r\n\r\n<p>et puis"), "BadResponse"),
    "babil": (raw(b"220 mail ready\r\n"), "BadResponse"),
    "cercle": (moved("/2026/cercle"), "TooManyRedirects"),
    "prive": (moved("http://10.0.0.1/admin"), "RefusedAddress"),
    "fichier": (moved("file:///etc/passwd"), "BadAddress"),
    "nulle-part": (moved("http://x.nowhere.example/y"), "Unreachable"),
    "absente": (page(b"", 404), "HttpStatus"),
    "panne": (page(b"", 500), "HttpStatus"),
    "spontane": (page(b"", 304), "HttpStatus"),
}


def test_each_fault_is_told_and_everything_else_goes_on(press: Press, watched: Watched) -> None:
    press.article("jour.example/2026/bonne")
    for name, (fault, _) in FAULTS.items():
        press.pages[f"jour.example/2026/{name}"] = fault
    links = [f"http://jour.example/2026/{name}" for name in (*FAULTS, "bonne")]
    press.feed("jour.example/rss", *links)
    watched.follow("jour.example/rss")
    watched.go_on(minutes=12, unlike={"limits": LIMITS})
    found = {item.url.rpartition("/")[2]: item for item in Item.objects.all()}
    assert {name: found[name].error_kind for name in FAULTS} == {name: kind for name, (_, kind) in FAULTS.items()}
    for name in FAULTS:
        assert found[name].error
        assert found[name].error.isprintable()
        assert found[name].due_at is None or found[name].due_at > press.clock.now()
    assert found["bonne"].state == ItemState.FETCHED
    assert Capture.objects.count() == 1
    for name in FAULTS:
        press.article(f"jour.example/2026/{name}")
    watched.go_on(hours=27, unlike={"limits": {"max_bytes": 300_000}})
    left = {item.url.rpartition("/")[2] for item in Item.objects.exclude(state=ItemState.FETCHED)}
    assert left <= {"fichier"}, "all that can be had in the end is had"
    assert press.count("10.0.0.1/admin") == 0


def test_the_same_faults_of_channels(press: Press, watched: Watched) -> None:
    for name, (fault, _) in FAULTS.items():
        press.pages[f"{name}.example/rss"] = moved("/rss") if name == "cercle" else fault
        watched.follow(f"{name}.example/rss")
    press.feed("jour.example/rss", press.article("jour.example/2026/un"))
    watched.follow("jour.example/rss")
    watched.go_on(minutes=12, unlike={"limits": LIMITS})
    channels = {row.host.partition(".")[0]: row for row in Channel.objects.all()}
    assert {name: channels[name].error_kind for name in FAULTS} == {name: kind for name, (_, kind) in FAULTS.items()}
    assert all(row.due_at is not None and row.due_at > press.clock.now() for row in channels.values())
    assert Capture.objects.count() == 1


JSON_FEED = (
    '{"version": "https://jsonfeed.org/version/1.1", "title": "\\ud800 Fil", "language": "\\udc00", '
    '"hubs": [{"type": "WebSub", "url": "http://[::1/hub"}], "items": [{"id": "1", "url": "%s", '
    '"title": "un \\udfff\\u0000 deux", "date_published": "2026-01-01T\\ud800"}]}'
)
XML_FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>a &#xD800; b</title>'
    "<item><title>c &#xDFFF; d</title><link>%s</link></item></channel></rss>"
)
NO_PAGES = (
    "http://nuit.example/\ufffd/x", "http://[::1/x", "mailto:x@y.example", "http://nuit.example/a b",
    "http://nuit.example/%zz", "http://user:pw@nuit.example/geheim", "javascript:void(0)",
)  # fmt: skip


def test_what_no_table_can_hold_stops_nothing(press: Press, watched: Watched) -> None:
    body = JSON_FEED % press.article("jour.example/2026/un")
    press.pages["jour.example/feed.json"] = page(body.encode(), Content_Type="application/feed+json", ETag='"\xe9\xff"')
    body = XML_FEED % press.article("soir.example/2026/un")
    press.pages["soir.example/rss"] = page(body.encode(), Content_Type="application/rss+xml")
    press.feed("nuit.example/rss", *NO_PAGES)
    for address in ("jour.example/feed.json", "soir.example/rss", "nuit.example/rss"):
        watched.follow(address)
    watched.go_on(minutes=5)
    assert press.count("jour.example/2026/un") == 1
    assert press.count("soir.example/2026/un") == 1
    assert set(Channel.objects.values_list("error", flat=True)) == {""}
    titles = set(Item.objects.values_list("title", flat=True))
    assert {"un \ufffd deux", "c \ufffd d"} <= titles


ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><id>x</id><link rel="hub" href="%s"/>'
    '<link rel="self" href="http://%s/atom"/></feed>'
)


def test_hubs_that_cannot_be_asked(press: Press, watched: Watched) -> None:
    hubs = {"prive": "http://10.0.0.9/hub", "port": "http://hub.example:99999/", "ftp": "ftp://hub.example/",
            "non": "http://hub.example/non"}  # fmt: skip
    press.pages["hub.example/non"] = page(b"no", 403)
    for name, hub in hubs.items():
        press.pages[f"{name}.example/atom"] = page(
            (ATOM % (hub, f"{name}.example")).encode(), Content_Type="application/atom+xml"
        )
        watched.follow(f"{name}.example/atom")
    watched.go_on(unlike={"public_url": "https://presse.example"}, minutes=30)
    channels = {row.host.partition(".")[0]: row for row in Channel.objects.all()}
    assert all(row.error == "" and row.ok_at for row in channels.values())
    assert "refused address" in channels["prive"].hub_error
    assert "403" in channels["non"].hub_error
    assert press.count("hub.example/non") == 1, "not again within hours"


def test_stopping_during_slow_requests_loses_nothing(press: Press, watched: Watched) -> None:
    stop = threading.Event()

    def slow(handler: Handler) -> None:
        stop.set()
        time.sleep(0.3)
        article("lent")(handler)

    press.pages["jour.example/2026/lent"] = slow
    press.feed("jour.example/rss", "http://jour.example/2026/lent", press.article("jour.example/2026/apres"))
    watched.follow("jour.example/rss")
    clock = press.clock
    clock.end = clock.moment + timedelta(days=1)
    watch(watched.data, stop, watched.settings(), clock)
    assert Capture.objects.count() == 1, "what was being asked is brought home"
    assert press.count("jour.example/2026/apres") == 0
    watched.go_on(minutes=5)
    assert press.count("jour.example/2026/apres") == press.count("jour.example/2026/lent") == 1


def test_what_takes_too_long_is_not_waited_for(press: Press, watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    from marsad.observatory.watch import loop

    monkeypatch.setattr(loop, "_LAST_WAIT", 0.6)
    stop = threading.Event()

    def silent(handler: Handler) -> None:
        stop.set()
        handler.server.stopping.wait(20)

    press.pages["jour.example/2026/muet"] = silent
    press.feed("jour.example/rss", "http://jour.example/2026/muet")
    watched.follow("jour.example/rss")
    clock = press.clock
    clock.end = clock.moment + timedelta(days=1)
    watch(watched.data, stop, watched.settings(limits={"total_timeout": 30.0, "read_timeout": 30.0}), clock)
    press.article("jour.example/2026/muet")
    watched.go_on(minutes=5)
    assert Item.objects.get().state == ItemState.FETCHED


def test_a_second_watch_is_refused(press: Press, watched: Watched) -> None:
    refused: list[BaseException] = []

    def second(handler: Handler) -> None:
        try:
            watch(watched.data, threading.Event(), watched.settings(), press.clock)
        except BusyError as error:
            refused.append(error)
        rss()(handler)

    press.pages["jour.example/rss"] = second
    watched.follow("jour.example/rss")
    watched.go_on(minutes=1)
    assert len(refused) == 1


def test_an_outlet_without_channels_is_looked_into(press: Press, watched: Watched) -> None:
    press.pages["jour.example/"] = page(
        b"<html lang=fr><head><title>Le Jour</title><link rel=alternate type=application/rss+xml href=/rss></head>",
        Content_Type="text/html",
    )
    today = press.clock.moment
    press.pages["jour.example/rss"] = page(
        (
            "<rss version='2.0'><channel><title>Le Jour</title>"
            + "".join(
                f"<item><title>page {n}</title><link>{press.article(f'jour.example/2026/page-{n}')}</link>"
                f"<pubDate>{today:%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
                for n in range(4)
            )
            + "</channel></rss>"
        ).encode(),
        Content_Type="application/rss+xml",
    )
    press.pages["ferme.example/robots.txt"] = page(b"User-agent: *\nDisallow: /\n")
    quick = {"spacing": 0.001}  # real seconds in one that asks several addresses
    save_source(watched.data, "jour.example", {"home": "http://jour.example/", "discover": True}, [])
    save_source(watched.data, "mort.example", {"home": "http://mort.example/", "discover": True}, [])
    save_source(watched.data, "ferme.example", {"home": "http://ferme.example/", "discover": True}, [])
    watched.go_on(unlike=quick, hours=2)
    assert Channel.objects.get().url == "http://jour.example/rss"
    assert Capture.objects.count() == 4
    before = press.count("mort.example/")
    watched.go_on(unlike=quick, days=1)
    assert 1 <= press.count("mort.example/") - before <= 12, "asked again at longer and longer times"
    assert press.asked("ferme.example") == []
    told = [line for line in watched.lines if "mort.example" in line]
    assert len(told) == 1
    assert "404" in told[0]


def test_a_machine_that_is_offline_holds_nothing_against_anybody(press: Press, watched: Watched) -> None:
    offline = True

    def resolve(host: str, port: int) -> list[str]:
        if offline:
            raise OSError("Temporary failure in name resolution")
        return ["127.0.0.1"]

    names = [f"h{number}.example" for number in range(8)]
    for name in names:
        press.feed(f"{name}/rss", press.article(f"{name}/2026/un"))
        watched.follow(f"{name}/rss")
    watched.go_on(unlike={"resolver": resolve}, hours=6)
    assert press.rows == []
    assert max(Channel.objects.values_list("failures", flat=True)) <= 2
    assert watched.lines == [], "one fault of ours is not one of each outlet"
    offline = False
    watched.go_on(unlike={"resolver": resolve}, minutes=7)
    assert Capture.objects.count() == 8, "all goes on within minutes"
    assert not Channel.objects.exclude(error="").exists()
