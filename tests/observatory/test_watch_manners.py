"""What publishers do not want is not done: robots.txt, reservations, and being left alone for a while."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest

from marsad.observatory.models import Capture, Host, Item, ItemState, Origin, Refusal
from marsad.observatory.paths import archive_dir
from tests.collect.servers import Handler, page
from tests.observatory.press import Press, Watched, article, moved, rss
from tests.world.manners import manners
from tests.world.newsroom import World

pytestmark = pytest.mark.django_db


def archived(watched: Watched) -> bytes:
    """All that is in the archive, unpacked."""
    import gzip

    return b"".join(gzip.decompress(path.read_bytes()) for path in archive_dir(watched.data).glob("*.warc.gz"))


def test_what_robots_forbid_is_not_asked_wherever_the_link_came_from(press: Press, watched: Watched) -> None:
    press.pages["jour.example/robots.txt"] = page(b"User-agent: *\nDisallow: /prive/\n")
    press.pages["autre.example/robots.txt"] = page(b"User-agent: Marsad\nDisallow: /\n")
    secret, elsewhere = press.article("jour.example/prive/un"), press.article("autre.example/2026/deux")
    press.pages["jour.example/2026/vers-prive"] = moved("/prive/trois")
    press.pages["jour.example/2026/ailleurs"] = moved(elsewhere)
    press.article("jour.example/prive/trois")
    press.feed(
        "jour.example/rss",
        secret,
        elsewhere,
        "http://jour.example/2026/vers-prive",
        "http://jour.example/2026/ailleurs",
    )
    watched.follow("jour.example/rss")
    watched.go_on(hours=3)
    assert not [path for path in press.asked("jour.example") if path.startswith("/prive")]
    assert press.asked("autre.example") == []
    assert {item.state for item in Item.objects.all()} == {ItemState.WANTED}, "asked again later: publishers change"
    assert Capture.objects.count() == 0
    refused = {row.url: row.words for row in Refusal.objects.all()}
    assert refused.keys() == {secret, elsewhere, "http://jour.example/prive/trois"}
    assert all("Disallow" in words for words in refused.values())
    assert Refusal.objects.get(url=secret).source is not None


def test_a_channel_that_robots_forbid(press: Press, watched: Watched) -> None:
    press.pages["jour.example/robots.txt"] = page(b"User-agent: *\nDisallow: /rss\n")
    press.feed("jour.example/rss", press.article("jour.example/2026/un"))
    channel = watched.follow("jour.example/rss")
    watched.go_on(hours=2)
    channel.refresh_from_db()
    assert press.asked() == []
    assert (channel.error_kind, channel.ok_at) == ("RefusedByRobots", None)
    assert channel.due_at is not None
    press.pages["jour.example/robots.txt"] = page(b"User-agent: *\nAllow: /\n")
    watched.go_on(hours=36)
    channel.refresh_from_db()
    assert (channel.error_kind, channel.failures) == ("", 0)
    assert Capture.objects.count() == 1


@pytest.mark.parametrize("kind", ["header", "noai", "meta", "tdmrep"])
def test_reserved_pages_are_not_kept(press: Press, watched: Watched, kind: str) -> None:
    words = "reserviert-und-nicht-archiviert"
    address = "jour.example/2026/reserve"
    press.article(address, words)
    if kind == "header":
        press.article(address, words, TDM_Reservation="1")
    elif kind == "noai":
        press.article(address, words, X_Robots_Tag="noai")
    elif kind == "meta":
        press.pages[address] = article(words, '<meta name="tdm-reservation" content="1">')
    else:
        press.pages["jour.example/.well-known/tdmrep.json"] = page(
            b'[{"location": "/2026/*", "tdm-reservation": 1}]', Content_Type="application/json"
        )
    press.feed("jour.example/rss", f"http://{address}", press.article("jour.example/libre/un"))
    watched.follow("jour.example/rss")
    watched.go_on(hours=3)
    assert press.count(address) == (0 if kind == "tdmrep" else 1)
    refusal = Refusal.objects.get()
    assert (refusal.url, refusal.kind) == (f"http://{address}", "RefusedByReservation")
    assert refusal.words
    assert Item.objects.get(url=f"http://{address}").state == ItemState.REFUSED
    assert [row.url for row in Capture.objects.all()] == ["http://jour.example/libre/un"]
    assert words.encode() not in archived(watched)


def test_robots_that_fail_stop_everything_until_they_are_there_again(press: Press, watched: Watched) -> None:
    press.pages["jour.example/robots.txt"] = page(b"oops", 500)
    press.feed("jour.example/rss", press.article("jour.example/2026/un"))
    channel = watched.follow("jour.example/rss")
    watched.go_on(hours=8)
    channel.refresh_from_db()
    asked = press.count("jour.example/robots.txt")
    assert press.asked() == []
    assert 6 <= asked <= 12, "at longer and longer times"
    assert "robots.txt cannot be read" in channel.error
    assert channel.failures >= 3
    assert not Refusal.objects.exists(), "nobody said that it is not wanted"
    assert len([line for line in watched.lines if "jour.example/rss" in line]) == 1, "said once"
    press.pages["jour.example/robots.txt"] = page(b"User-agent: *\n")
    watched.go_on(hours=12)
    channel.refresh_from_db()
    assert channel.error == ""
    assert Capture.objects.count() == 1
    assert len([line for line in watched.lines if "jour.example/rss" in line]) == 1


def test_a_port_that_is_not_the_webs_silences_no_host(press: Press, watched: Watched) -> None:
    press.feed(
        "jour.example/rss", "http://jour.example:8081/x", "https://jour.example/y", press.article("jour.example/z")
    )
    channel = watched.follow("jour.example/rss")
    watched.go_on(hours=5)
    channel.refresh_from_db()
    assert channel.error == ""
    assert channel.asked > 3
    assert Item.objects.get(url__endswith="/z").state == ItemState.FETCHED
    other = Item.objects.get(url="http://jour.example:8081/x")
    assert (other.state, other.error_kind) == (ItemState.WANTED, "Unreachable")
    assert press.count("jour.example/z") > 1


def test_robots_that_live_on_another_host(press: Press, watched: Watched) -> None:
    press.pages["jour.example/robots.txt"] = moved("http://regles.example/robots-jour.txt")
    press.pages["regles.example/robots-jour.txt"] = page(b"User-agent: *\nDisallow: /prive/\n")
    press.feed("jour.example/rss", press.article("jour.example/prive/a"), press.article("jour.example/2026/b"))
    watched.follow("jour.example/rss")
    watched.go_on(minutes=5)
    assert press.count("jour.example/robots.txt") == 1
    assert press.count("jour.example/2026/b") == 1
    assert press.count("jour.example/prive/a") == 0


def test_robots_behind_a_host_that_is_left_alone(press: Press, watched: Watched) -> None:
    press.pages["regles.example/robots.txt"] = page(b"later", 429, Retry_After="30000")
    press.pages["jour.example/robots.txt"] = moved("http://regles.example/robots.txt")
    press.feed("jour.example/rss", press.article("jour.example/2026/b"))
    watched.follow("jour.example/rss")
    watched.go_on(hours=4)
    assert press.count("jour.example/robots.txt") <= 10
    assert press.count("regles.example/robots.txt") == 1
    assert press.asked("jour.example") == []


@pytest.mark.parametrize("dated", [False, True])
def test_retry_after_is_kept_across_a_restart(press: Press, watched: Watched, dated: bool) -> None:
    until = press.clock.now() + timedelta(hours=3)
    press.feed("jour.example/rss", *(press.article(f"jour.example/2026/page-{n}") for n in range(3)))

    def busy(handler: Handler) -> None:
        left = until - press.clock.now()
        if left <= timedelta():
            rss("http://jour.example/2026/page-0")(handler)
            return
        when = format_datetime(until, usegmt=True) if dated else str(int(left.total_seconds()))
        handler.answer(b"later", 429, Retry_After=when)

    press.pages["jour.example/rss"] = busy
    channel = watched.follow("jour.example/rss")
    watched.go_on(minutes=30)
    assert press.count("jour.example/rss") == 1
    channel.refresh_from_db()
    assert "429" in channel.error
    watched.go_on(minutes=30)  # another watch
    watched.go_on(hours=1)
    assert press.count("jour.example/rss") == 1
    assert Host.objects.get(name="jour.example").not_before is not None
    watched.go_on(hours=6)
    channel.refresh_from_db()
    assert channel.error == ""
    assert Capture.objects.count() == 1
    assert Host.objects.get(name="jour.example").failures == 0
    assert manners(press.rows, World.of([])).too_soon == 0


def test_a_server_that_is_busy_for_a_while(press: Press, watched: Watched) -> None:
    press.feed("jour.example/rss", *(press.article(f"jour.example/2026/page-{n}") for n in range(3)))
    good = press.pages["jour.example/2026/page-1"]
    press.pages["jour.example/2026/page-1"] = page(b"later", 503)
    watched.follow("jour.example/rss")
    watched.go_on(hours=4)
    tries = press.count("jour.example/2026/page-1")
    assert 4 <= tries <= 12, "at longer and longer times, although the host answers for others"
    item = Item.objects.get(url="http://jour.example/2026/page-1")
    assert item.state == ItemState.WANTED
    assert "503" in item.error
    assert Item.objects.filter(state=ItemState.FETCHED).count() == 2
    press.pages["jour.example/2026/page-1"] = good
    watched.go_on(hours=8)
    item.refresh_from_db()
    assert (item.state, item.error) == (ItemState.FETCHED, "")


def test_failures_are_asked_about_ever_more_seldom_and_for_ever(press: Press, watched: Watched) -> None:
    press.pages["jour.example/rss"] = page(b"<html><body>not here</body></html>", 404)
    channel = watched.follow("jour.example/rss")
    watched.go_on(days=5)
    moments = [row.world_start for row in press.rows if row.path == "/rss"]
    pauses = [later - before for before, later in pairwise(moments)]
    assert pauses[0] < pauses[2] < pauses[4]
    assert max(pauses) < 86_400 * 1.3
    assert moments[-1] > press.clock.now().timestamp() - 2 * 86_400, "never given up"
    channel.refresh_from_db()
    assert channel.failures == len(moments)
    assert "404" in channel.error
    assert len(watched.lines) == 1
    press.feed("jour.example/rss", press.article("jour.example/2026/un"))
    watched.go_on(days=2)
    channel.refresh_from_db()
    assert (channel.failures, channel.error) == (0, "")
    assert channel.interval <= 6 * 3600
    assert Capture.objects.count() == 1


def test_rules_are_in_the_table_and_hold_for_a_day(press: Press, watched: Watched) -> None:
    press.feed("jour.example/rss", press.article("jour.example/2026/un"))
    watched.follow("jour.example/rss")
    watched.go_on(hours=20)
    watched.go_on(hours=3)
    assert press.count("jour.example/robots.txt") == 1
    assert Origin.objects.get().robots_status == 404
    watched.go_on(hours=6)
    assert press.count("jour.example/robots.txt") == 2
