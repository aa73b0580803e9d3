"""WebSub from both ends: a hub on loopback, the watch, and the site's callback over HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from marsad.collect.policy import FetchPolicy
from marsad.observatory import sources
from marsad.observatory.models import Channel, Item
from marsad.observatory.sources import NewChannel
from marsad.observatory.standing import begin
from marsad.observatory.watch.loop import Settings, watch
from marsad.observatory.websub import LEASES, PAUSE, Signature
from tests.collect.servers import Page, Site, page, serving
from tests.web.hub import Hub, Subscription, running_hub

ALLOW = FetchPolicy(allow=(ip_network("127.0.0.0/8"),))


@dataclass
class Set:
    """A clock that is set by hand."""

    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def now(self) -> datetime:
        return self.at

    def sleep(self, until: datetime | None, stop: threading.Event) -> None:
        stop.wait(0.01)


def rss(site: Site, hub: Hub, *slugs: str) -> Page:
    items = "".join(f"<item><title>{slug}</title><link>{site.url}/{slug}</link></item>" for slug in slugs)
    links = f'<atom:link rel="hub" href="{hub.url}"/><atom:link rel="self" href="{site.url}/rss"/>'
    channel = f"<channel><title>Quai</title>{links}{items}</channel>"
    body = f'<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">{channel}</rss>'
    return page(body.encode(), Content_Type="application/rss+xml")


@dataclass
class World:
    """A site whose feed names a hub, an observatory that watches it, and the hub."""

    site: Site
    hub: Hub
    data_dir: Path
    public_url: str
    clock: Set

    def round(self) -> None:
        """Ask every channel, and whatever follows from that."""
        settings = Settings(ALLOW, spacing=0.0, threads=4, public_url=self.public_url, say=lambda _: None)
        watch(self.data_dir, threading.Event(), settings, self.clock, once=True)

    def due_round(self) -> None:
        """Ask what is due, as a watch does that runs on."""
        settings = Settings(ALLOW, spacing=0.0, threads=4, public_url=self.public_url, say=lambda _: None)
        stop = threading.Event()
        threading.Timer(1.0, stop.set).start()
        watch(self.data_dir, stop, settings, self.clock)

    @property
    def channel(self) -> Channel:
        return Channel.objects.get()


@pytest.fixture
def world(transactional_db: None, live_server: LiveServer, data_dir: Path) -> Iterator[World]:
    begin()
    with serving({}) as site, running_hub() as hub:
        site.pages |= {"/rss": rss(site, hub, "un"), "/un": page(b"<p>un</p>"), "/deux": page(b"<p>deux</p>")}
        sources.save_source(data_dir, "quai.example", {"home": site.url}, [NewChannel(f"{site.url}/rss")])
        yield World(site, hub, data_dir, live_server.url, Set())


@pytest.fixture
def subscribed(world: World) -> Subscription:
    world.round()
    (asked,) = world.hub.asked
    assert world.hub.verify(asked, "wachsam-7") == (200, "wachsam-7")
    return asked


def test_a_subscription_is_asked_for_verified_and_renewed(world: World) -> None:
    world.round()
    (asked,) = world.hub.asked
    assert asked.topic == f"{world.site.url}/rss"
    assert asked.callback == f"{world.public_url}/websub/{world.channel.hub_token}"
    assert world.channel.hub_until is None, "not before the hub has asked whether it is meant"
    assert world.hub.verify(asked, "wachsam-7") == (200, "wachsam-7")
    until = world.channel.hub_until
    assert until is not None
    assert abs((until - datetime.now(UTC)).total_seconds() - asked.lease) < 60
    world.clock.at += timedelta(days=5)
    world.round()
    assert len(world.hub.asked) == 1, "it still holds"
    world.clock.at = until - timedelta(hours=20)
    world.round()
    assert [one.callback for one in world.hub.asked] == [asked.callback] * 2, "renewed in its last day"


def test_what_a_hub_sends_makes_the_watch_ask_the_publisher(world: World, subscribed: Subscription) -> None:
    Channel.objects.update(due_at=world.clock.at + timedelta(hours=3), tried_at=world.clock.at - timedelta(hours=1))
    world.site.pages["/rss"] = rss(world.site, world.hub, "deux", "un")
    pushed = b"<rss><channel><item><link>https://forged.example/</link></item></channel></rss>"
    assert world.hub.publish(subscribed, pushed) == 202
    world.clock.at = datetime.now(UTC)
    world.due_round()
    found = set(Item.objects.values_list("url", flat=True))
    assert found == {f"{world.site.url}/un", f"{world.site.url}/deux"}, (
        "from the publisher, and nothing that was pushed"
    )


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_every_method_of_signing_is_known(world: World, subscribed: Subscription, method: str) -> None:
    later = datetime.now(UTC) + timedelta(hours=3)
    Channel.objects.update(due_at=later, tried_at=None)
    assert world.hub.publish(subscribed, b"news", method) == 202
    due = world.channel.due_at
    assert due is not None
    assert due < later


def test_what_is_not_signed_with_our_secret_is_thanked_for_and_ignored(world: World, subscribed: Subscription) -> None:
    later = datetime.now(UTC) + timedelta(hours=3)
    Channel.objects.update(due_at=later, tried_at=None)
    assert world.hub.publish(subscribed, b"news", secret="another") == 202
    assert world.hub.publish(subscribed, b"news", "md5") == 202
    path = f"/websub/{world.channel.hub_token}"
    assert Client().post(path, b"news", content_type="text/xml").status_code == 202
    assert world.channel.due_at == later


def test_a_hub_cannot_hurry_us_beyond_a_pause(world: World, subscribed: Subscription) -> None:
    now = datetime.now(UTC)
    Channel.objects.update(due_at=now + timedelta(hours=3), tried_at=now)
    world.hub.publish(subscribed, b"news")
    assert world.channel.due_at == now + timedelta(seconds=PAUSE)
    Channel.objects.update(least=7200)
    Channel.objects.update(due_at=now + timedelta(hours=3))
    world.hub.publish(subscribed, b"news")
    assert world.channel.due_at == now + timedelta(hours=2), "the operator's own pause holds"
    Channel.objects.update(due_at=now, tried_at=None)
    world.hub.publish(subscribed, b"news")
    assert world.channel.due_at == now, "never later than it would be"


def test_a_denial_is_written_down_and_ends_nothing_else(world: World, subscribed: Subscription) -> None:
    status, body = world.hub.verify(subscribed, "", "denied", reason="no such topic here")
    assert (status, body) == (200, "")
    assert world.channel.hub_until is None
    assert world.channel.hub_error == "the hub denies the subscription: no such topic here"
    world.clock.at += timedelta(hours=7)
    world.round()
    assert world.channel.failures == 0
    assert len(world.hub.asked) == 2, "it is asked for again later"


def test_a_hub_that_refuses_leaves_the_feed_as_one_without(world: World) -> None:
    world.hub.answers = 403
    world.round()
    assert "403" in world.channel.hub_error
    assert Item.objects.count() == 1


def test_nobody_else_can_subscribe_us_or_end_it(world: World, subscribed: Subscription) -> None:
    other = Subscription("https://other.example/rss", subscribed.callback, "", 60)
    assert world.hub.verify(other, "x")[0] == 404, "another topic"
    assert world.hub.verify(subscribed, "")[0] == 404, "no challenge"
    assert world.hub.verify(subscribed, "x", "unsubscribe")[0] == 404, "we did not ask for that"
    assert world.hub.verify(subscribed, "x", "frobnicate")[0] == 404
    stranger = Subscription(subscribed.topic, f"{world.public_url}/websub/unknown", "", 60)
    assert world.hub.verify(stranger, "x")[0] == 404
    assert world.hub.publish(stranger, b"news") == 404
    assert world.channel.hub_until is not None
    Channel.objects.update(active=False)
    assert world.hub.verify(subscribed, "x", "unsubscribe") == (200, "x"), "nobody wants it any more"
    assert world.hub.verify(subscribed, "x")[0] == 404


@pytest.mark.parametrize(("stated", "lease"), [("1", LEASES[0]), ("9" * 9, LEASES[1]), ("soon", 10 * 86_400)])
def test_leases_are_bounded(world: World, subscribed: Subscription, stated: str, lease: int) -> None:
    path = f"/websub/{world.channel.hub_token}"
    asked = {
        "hub.mode": "subscribe",
        "hub.topic": subscribed.topic,
        "hub.challenge": "<b>c",
        "hub.lease_seconds": stated,
    }
    answer = Client().get(path, asked)
    assert answer.content == b"<b>c"
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    until = world.channel.hub_until
    assert until is not None
    assert abs((until - datetime.now(UTC)).total_seconds() - lease) < 60


def test_too_much_is_refused(world: World, subscribed: Subscription) -> None:
    path = f"/websub/{world.channel.hub_token}"
    assert Client().post(path, b"x", content_type="text/xml", CONTENT_LENGTH="10000001").status_code == 413
    assert Client().post(path, b"", content_type="text/xml", CONTENT_LENGTH="").status_code == 411
    assert Client().put(path).status_code == 405
    answers = [Client().post(path, b"x", content_type="text/xml") for _ in range(62)]
    assert answers[-1].status_code == 429
    assert answers[-1]["Retry-After"] == "60"


def test_a_signature_without_a_secret_never_holds() -> None:
    assert not Signature("sha256=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "").holds()
    assert not Signature("sha256", "secret").holds()
    assert not Signature("", "secret").holds()
