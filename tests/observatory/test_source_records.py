"""What is decided about outlets and channels: journalled, applied, and the same again from the journal alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from marsad.archive.journal import read_journal
from marsad.collect.announced import ChannelKind
from marsad.observatory import sources
from marsad.observatory.models import Capture, Channel, Item, ItemState, Source, Urgency
from marsad.observatory.paths import journal_dir
from marsad.observatory.source_records import forget_sources, read_plans, restore
from marsad.observatory.sources import NewChannel, UnknownSourceError

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
FEED = NewChannel("https://jour.example/rss", title="Le Jour", folder="Presse", hub="https://hub.example/")
NEWS = NewChannel("https://jour.example/news.xml", ChannelKind.NEWS_SITEMAP, least=3600)
PAST = NewChannel("https://jour.example/sitemap.xml", ChannelKind.SITEMAP, backfill=True)
SETTINGS = {"name": "Le Jour", "home": "https://jour.example/", "country": "MA", "kind": "newspaper"}


def _decided() -> tuple[list[Any], list[Any]]:
    fields = ("key", "name", "home", "country", "kind", "lang", "paused", "visibility")
    settings = ("url", "source__key", "kind", "title", "folder", "active", "backfill", "least")
    return (
        list(Source.objects.order_by("key").values_list(*fields)),
        list(Channel.objects.order_by("url").values_list(*settings)),
    )


def _decide_much(data_dir: Path) -> None:
    assert sources.save_source(data_dir, "jour.example", SETTINGS, [FEED, NEWS, PAST]) == 3
    assert sources.save_source(data_dir, "jour.example", {}, [FEED]) == 0
    sources.save_source(data_dir, "soir.example", {"discover": True, "home": "https://soir.example/"}, [])
    sources.change_source(data_dir, "jour.example", paused=True, visibility="full")
    sources.change_channel(data_dir, FEED.url, folder="Quotidiens", least=600)
    sources.remove(data_dir, NEWS.url)


def test_decisions_hold_at_once_and_again_from_the_journal_alone(data_dir: Path) -> None:
    _decide_much(data_dir)
    before = _decided()
    assert [row[0] for row in before[1]] == [FEED.url, PAST.url]
    assert before[1][0][4:] == ("Quotidiens", True, False, 600)
    plans = read_plans()
    Channel.objects.all().delete()
    forget_sources()
    assert not Source.objects.exists()
    restore(data_dir, NOW)
    assert _decided() == before
    assert read_plans() == plans
    assert Channel.objects.get(url=FEED.url).hub == FEED.hub


def test_a_kept_database_keeps_how_far_collecting_has_come(data_dir: Path) -> None:
    _decide_much(data_dir)
    Channel.objects.filter(url=FEED.url).update(etag='"1"', due_at=NOW, interval=777, failures=2, folder="by nobody")
    Channel.objects.create(
        source=Source.objects.get(key="soir.example"), url="https://soir.example/x", host="x", kind="feed"
    )
    forget_sources()
    assert set(Source.objects.values_list("key", "name", "home")) == {
        ("jour.example", "jour.example", ""),
        ("soir.example", "soir.example", ""),
    }
    restore(data_dir, NOW)
    kept = Channel.objects.get(url=FEED.url)
    assert (kept.etag, kept.due_at, kept.interval, kept.failures) == ('"1"', NOW, 777, 2)
    assert (kept.folder, kept.source.name) == ("Quotidiens", "Le Jour")
    assert not Channel.objects.filter(url="https://soir.example/x").exists(), "the journal does not know it"


def test_the_journal_is_written_before_the_tables(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("marsad.archive.journal.GrowingFile.sync", broken)
    with pytest.raises(OSError, match="full"):
        sources.save_source(data_dir, "jour.example", SETTINGS, [FEED])
    assert not Channel.objects.exists()
    assert not Source.objects.exists()


def test_new_channels_are_asked_soon_and_not_all_at_once(data_dir: Path) -> None:
    many = [NewChannel(f"https://jour.example/{number}.xml") for number in range(200)]
    sources.decide(data_dir, [sources.channel_record("jour.example", one) for one in many], NOW)
    due = list(Channel.objects.values_list("due_at", flat=True))
    assert all(when is not None and NOW <= when < NOW + timedelta(minutes=15) for when in due)
    assert len(set(due)) > 150


def test_an_outlet_without_articles_goes_whole_and_one_that_is_asked_for_again_is_new(data_dir: Path) -> None:
    sources.save_source(data_dir, "jour.example", SETTINGS, [FEED])
    assert sources.remove(data_dir, "jour.example") == (1, True)
    assert not Source.objects.exists()
    sources.save_source(data_dir, "jour.example", {"lang": "fr"}, [NEWS])
    before = _decided()
    assert before[0] == [("jour.example", "jour.example", "", "", "", "fr", False, "extract")]
    Channel.objects.all().delete()
    forget_sources()
    restore(data_dir, NOW)
    assert _decided() == before


def test_what_a_removed_channel_still_wanted_is_new_when_it_comes_back(data_dir: Path) -> None:
    sources.save_source(data_dir, "jour.example", {}, [FEED])
    channel = Channel.objects.get()
    fresh = {"host": "jour.example", "found_at": NOW, "channel": channel, "due_at": NOW, "url": "https://jour.example/"}
    Item.objects.create(key="wanted", **fresh)
    Item.objects.create(key="had", state=ItemState.FETCHED, fetched_at=NOW, **fresh)
    Item.objects.create(key="given", urgency=Urgency.BY_HAND, **fresh)
    sources.remove(data_dir, FEED.url)
    assert dict(Item.objects.values_list("key", "due_at")) == {"had": None, "given": NOW}


def test_what_a_sitemap_index_named_comes_and_goes_with_it(data_dir: Path) -> None:
    index = NewChannel("https://jour.example/index.xml", ChannelKind.SITEMAP_INDEX)
    sources.save_source(data_dir, "jour.example", {}, [index])
    parent = Channel.objects.get()
    fields = {"source": parent.source, "parent": parent, "host": "jour.example", "kind": "sitemap"}
    Channel.objects.create(url="https://jour.example/1.xml", etag="e", **fields)
    Channel.objects.create(url=NEWS.url, etag="n", **fields)
    child = Channel.objects.get(url="https://jour.example/1.xml")
    Item.objects.create(key="wanted", url="https://jour.example/", host="jour.example", found_at=NOW, channel=child)
    restore(data_dir, NOW)
    assert Channel.objects.count() == 3
    assert sources.save_source(data_dir, "jour.example", {}, [NEWS]) == 1, "chosen now, it stays by itself"
    assert sources.remove(data_dir, index.url) == (1, False)
    assert list(Channel.objects.values_list("url", "etag", "parent")) == [(NEWS.url, "n", None)]
    assert not Item.objects.exists()


def test_outlets_wait_for_discovery_until_they_have_channels_or_are_paused(data_dir: Path) -> None:
    for key in ("a.example", "b.example", "c.example"):
        sources.save_source(data_dir, key, {"home": f"https://{key}/", "discover": True}, [])
    sources.save_source(data_dir, "d.example", {"home": "https://d.example/"}, [])
    sources.save_source(data_dir, "a.example", {}, [NewChannel("https://a.example/rss")])
    sources.change_source(data_dir, "b.example", paused=True)
    assert sources.undiscovered() == [sources.Undiscovered("c.example", ("https://c.example/",))]


@pytest.mark.parametrize(
    ("field", "value", "cure"),
    [
        ("visibility", "all", "extract or full"),
        ("kind", "blog", "newspaper"),
        ("country", "Morocco", "two capital letters"),
        ("lang", "français", "language code"),
        ("home", "jour.example", "https://"),
        ("paused", "maybe", "yes or no"),
        ("name", "", "1 to 255"),
        ("colour", "red", "visibility"),
    ],
)
def test_what_cannot_be_set_says_what_can(data_dir: Path, field: str, value: str, cure: str) -> None:
    with pytest.raises(ValueError, match=cure):
        sources.change_source(data_dir, "jour.example", **{field: value})
    assert not list(read_journal(journal_dir(data_dir), "source"))


def test_the_shortest_pause_has_bounds(data_dir: Path) -> None:
    sources.save_source(data_dir, "jour.example", {}, [FEED])
    for least in (1, 10**9, "soon"):
        with pytest.raises(ValueError, match="60 to 2592000"):
            sources.change_channel(data_dir, FEED.url, least=least)


def test_outlets_are_found_by_key_by_channel_and_by_address(data_dir: Path) -> None:
    sources.save_source(data_dir, "jour.example", SETTINGS, [NewChannel("https://feeds.example/jour")])
    for named in ("jour.example", "https://feeds.example/jour", "https://www.jour.example/page"):
        assert sources.find_source(named).key == "jour.example"
    with pytest.raises(UnknownSourceError, match="marsad sources list"):
        sources.find_source("nuit.example")


def test_items_get_their_captures_again_and_keep_what_else_is_known(data_dir: Path) -> None:
    from marsad.observatory.known_items import bring_back_items

    def capture(seq: int, url: str, asked: str = "") -> None:
        ids = {"key": f"k{seq}", "record_id": f"r{seq}", "sha256": f"s{seq}", "locator": url}
        place = {"warc_file": "w", "offset": seq, "length": 1}
        Capture.objects.create(seq=seq, url=url, asked=asked, archived=NOW, **ids, **place)

    def item(key: str, **fields: Any) -> None:
        Item.objects.create(**{"key": key, "url": f"https://{key}", "host": "jour.example", "found_at": NOW, **fields})

    item("jour.example/a", state=ItemState.FETCHED, fetched_at=NOW, due_at=NOW, etag='"e"')
    item("jour.example/b", state=ItemState.WANTED, due_at=NOW)
    item("jour.example/c", state=ItemState.REMOVED)
    item("jour.example/never", state=ItemState.WANTED, due_at=NOW)
    for seq, path in enumerate("abcd", 1):
        capture(seq, f"https://jour.example/{path}")
    capture(5, "https://jour.example/a?utm_source=x", asked="https://short.example/1")
    bring_back_items()
    bring_back_items()
    found = {row.key: (row.state, row.capture_id) for row in Item.objects.all()}
    assert found == {
        "jour.example/a": ("fetched", 5),
        "jour.example/b": ("fetched", 2),
        "jour.example/c": ("removed", 3),
        "jour.example/d": ("fetched", 4),
        "short.example/1": ("fetched", 5),
        "jour.example/never": ("wanted", None),
    }
    kept = Item.objects.get(key="jour.example/a")
    assert (kept.etag, kept.due_at) == ('"e"', NOW)
    assert Item.objects.get(key="jour.example/b").due_at != NOW, "it is not fetched twice"
