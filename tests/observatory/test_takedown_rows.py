"""What a takedown does to the tables, to what is collected and to those who come later; and deaths in the middle."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from marsad.archive.journal import read_journal
from marsad.archive.page import Page
from marsad.collect.announced import Announcement
from marsad.collect.errors import BadAddress
from marsad.collect.press import Outlet, OutletKind
from marsad.model import CaptureKind
from marsad.observatory import annotating, rebuild, takedown
from marsad.observatory.decisions import strike
from marsad.observatory.faults import TAKEDOWN_BOUNDARIES
from marsad.observatory.intake import Intake, Taken
from marsad.observatory.items import announce, give
from marsad.observatory.models import (
    Article,
    Barred,
    Capture,
    Channel,
    Check,
    Decision,
    Entity,
    Family,
    Item,
    ItemState,
    LinkerRow,
    Source,
    Story,
    Tombstone,
)
from marsad.observatory.press_list import add_outlets
from marsad.observatory.source_lists import import_opml
from marsad.observatory.sources import NewChannel, save_source
from marsad.observatory.takedown import NoReasonError, finish, take_down
from marsad.observatory.takedown_plan import article_target, capture_target, outlet_target, plan
from marsad.observatory.tombstones import TakenDownError
from tests.observatory.facts import FRENCH, export, fact, found_in, page, take, work
from tests.observatory.stories import EVENTS, article, counts, indexed, number_of, story_of, telling
from tests.observatory.takedowns import words_left
from tests.observatory.test_page_versions import HEAD, PHARE, read_at

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2027, 1, 4, 12, tzinfo=UTC)
WORDS = EVENTS["phare"][1]
BY = ("nadia", "asked for by the family")


class Died(BaseException):
    """The process is gone."""


@pytest.fixture(autouse=True)
def _foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotating, "annotate", found_in)
    monkeypatch.setattr(rebuild, "drain", lambda data_dir, **_: work(data_dir))


@pytest.fixture
def observatory(data_dir: Path) -> Path:
    take(data_dir, *(telling(event, host=f"{event}.example") for event in ("phare", "tram", "olive")))
    take(data_dir, telling("phare", "copie", host="baie.example", extra="Repris de notre confrère."))
    take(data_dir, telling("phare", "encore", host="cap.example", extra="Lu sur le quai."))
    return data_dir


def removed(data: Path, name: str) -> int:
    return take_down(data, plan(data, article_target(article(name).url)), *BY)


def ingested(data: Path, *pages: Page) -> list[Taken]:
    with Intake(data) as way_in:
        return [taken for one in pages for taken in way_in.add(one)] + way_in.flush()


def test_copies_stay_and_one_of_them_is_the_original_now(observatory: Path) -> None:
    story, family = story_of("phare"), article("phare").family_id
    assert counts(story) == (3, 1)
    number = number_of("phare")
    removed(observatory, "phare")
    work(observatory)
    assert counts(story) == (2, 1)
    assert indexed(observatory, story) == {number_of("copie"), number_of("encore")}
    row = Family.objects.get(pk=family)
    assert row.original is not None
    assert row.original.url.endswith(("copie", "encore"))
    assert article("copie").family_id == family
    assert not Capture.objects.filter(pk=number).exists()
    removed(observatory, "copie")
    removed(observatory, "encore")
    assert not Family.objects.exists()
    assert not Story.objects.filter(pk=story).exists()
    assert words_left(observatory, WORDS) == []
    take(observatory, telling("tram", "rail", host="rail.example"))
    assert number_of("rail") == 6, "the numbers of what was taken down are not given again"
    assert story_of("rail") == story_of("tram")


def test_a_story_left_empty_says_so_and_what_led_there_too(observatory: Path) -> None:
    story = story_of("tram")
    Story.objects.create(pk="older", redirect_to_id=story)
    removed(observatory, "tram")
    assert not Story.objects.filter(pk__in=[story, "older"]).exists()
    assert set(Barred.objects.filter(what="story").values_list("key", flat=True)) == {story, "older"}
    [stone] = Tombstone.objects.all()
    assert (stone.kind, stone.key, stone.by, stone.reason) == ("article", "tram.example/tram", *BY)


def test_entities_that_only_it_named_go_with_it(data_dir: Path) -> None:
    take(data_dir, page("un", FRENCH), page("deux", ("Les pêcheurs de Tamri attendent le feu du port.",) * 3))
    work(data_dir)
    assert set(Entity.objects.values_list("name", flat=True)) == {"Salma Idrissi", "Tamri", "Office des phares"}
    removed(data_dir, "un")
    assert set(Entity.objects.values_list("name", flat=True)) == {"Tamri"}
    assert "Idrissi" not in str(list(LinkerRow.objects.values_list("row", flat=True)))
    take(data_dir, page("trois", FRENCH))
    assert Entity.objects.filter(name="Salma Idrissi").exists(), "another page may name her again"


def test_what_editors_quoted_of_it_goes_from_the_journal_too(data_dir: Path) -> None:
    take(data_dir, page("un", FRENCH), page("deux", EVENTS["tram"]))
    strike(data_dir, "nadia", fact("Salma Idrissi").pk)
    quoted = "ministre de la Mer"
    assert words_left(data_dir, quoted)
    removed(data_dir, "un")
    assert words_left(data_dir, quoted) == []
    [decision] = Decision.objects.all()
    assert (decision.live, decision.lost, decision.by) == (False, False, "nadia")
    before = export()
    rebuild.rebuild(data_dir)
    assert export() == before
    assert Decision.objects.get(pk=1).lost is False


def test_one_version_goes_and_the_others_stay(observatory: Path) -> None:
    first = article("phare")
    corrected = telling(
        "phare", "phare", host="phare.example", extra="Corrigé : la fête aura lieu dimanche sur le quai."
    )
    take(observatory, replace(corrected, fetched=NOW))
    second = article("phare")
    assert first.pk != second.pk
    take_down(observatory, plan(observatory, capture_target(second.pk)), *BY)
    assert article("phare").pk == first.pk
    assert words_left(observatory, "la fête aura lieu dimanche") == []
    assert words_left(observatory, WORDS)
    [taken] = ingested(observatory, replace(corrected, fetched=NOW + timedelta(days=1)))
    assert "taken down for good" in taken.refused
    assert Item.objects.get(key="phare.example/phare").state == ItemState.FETCHED
    take_down(observatory, plan(observatory, capture_target(first.pk)), *BY)
    assert not Article.objects.filter(url=first.url).exists()


def test_the_later_version_takes_the_place_of_the_first(observatory: Path) -> None:
    first = article("tram")
    later = telling(
        "tram", "tram", host="tram.example", extra="Corrigé : seize stations et non quatorze, dit la ville."
    )
    take(observatory, replace(later, fetched=NOW))
    story = first.story_id
    take_down(observatory, plan(observatory, capture_target(first.pk)), *BY)
    work(observatory)
    assert (story_of("tram"), counts(story or "")) == (story, (1, 1))
    take(observatory, telling("tram", "rail", host="rail.example", extra="Repris."))
    assert story_of("rail") == story, "grouping knows the version that stayed"


def test_nothing_brings_it_back(observatory: Path) -> None:
    gone = telling("phare", host="phare.example")
    removed(observatory, "phare")
    others = [
        replace(gone, url="http://m.phare.example/phare?utm_source=x"),
        replace(gone, url="https://phare.example/phare", data=gone.data + b"<!-- again -->"),
        replace(gone, url=None, name="saved"),
        replace(gone, url="https://elsewhere.example/x", asked="https://phare.example/phare"),
    ]
    taken = ingested(observatory, *others)
    assert [bool(one.refused) for one in taken] == [True] * 4
    with pytest.raises(BadAddress, match="taken down"):
        give("https://www.phare.example/phare#top", NOW)
    assert Item.objects.get(key="phare.example/phare").state == ItemState.REMOVED
    channel = Channel.objects.create(
        source=Source.objects.get(key="tram.example"), url="https://tram.example/feed", host="tram.example", kind="feed"
    )
    Item.objects.filter(key="phare.example/phare").delete()
    said = [
        Announcement("https://phare.example/phare", "again", "", ""),
        Announcement("https://tram.example/2", "b", "", ""),
    ]
    found = {item.key: item for item in announce(channel, said, NOW)}
    assert (found["phare.example/phare"].state, found["phare.example/phare"].due_at) == (ItemState.REMOVED, None)
    assert found["tram.example/2"].state == ItemState.WANTED


def test_a_page_that_says_itself_which_one_it_is_does_not_come_back_either(data_dir: Path) -> None:
    take(data_dir, read_at(0, head=HEAD.format(PHARE)))
    take_down(data_dir, plan(data_dir, article_target(PHARE)), *BY)
    take(data_dir, read_at(1, url=PHARE + "-bis", head=HEAD.format(PHARE)))
    assert not Article.objects.exists()
    assert words_left(data_dir, WORDS) == []
    assert Tombstone.objects.filter(by="marsad").count() == 1


def test_checks_and_redirects_go_with_the_page(data_dir: Path) -> None:
    old, new = "https://short.example/r", "https://tram.example/tram"
    hop = Page(b"", url=old, kind=CaptureKind.REDIRECT, http_status="301 Moved", http_headers=(("Location", new),),
               fetched=NOW, request_headers=(("X-Told", "the hop"),))  # fmt: skip
    told = replace(telling("tram", host="tram.example"), asked=old, http_status="200 OK", fetched=NOW,
                   request_headers=(("X-Told", "the page"),))  # fmt: skip
    take(data_dir, telling("phare", host="phare.example"), hop, told)
    take(data_dir, replace(told, fetched=NOW + timedelta(hours=1), request_headers=(("X-Told", "the check"),)))
    assert Check.objects.count() == 1
    found = plan(data_dir, article_target("https://www.tram.example/tram"))
    assert (len(found.titles), len(found.captures), found.checks, len(found.records)) == (1, 1, 1, 3)
    take_down(data_dir, found, *BY)
    for words in ("X-Told", "Titre tram", "short.example/r HTTP"):
        assert words_left(data_dir, words) == []
    assert not Check.objects.exists()
    assert words_left(data_dir, "Titre phare")


def test_an_outlet_is_not_followed_again(observatory: Path) -> None:
    save_source(observatory, "tram.example", {}, [NewChannel("https://tram.example/feed")])
    take_down(observatory, plan(observatory, outlet_target("tram.example")), *BY)
    assert not Source.objects.filter(key="tram.example").exists()
    assert not Channel.objects.exists()
    item = Item.objects.get(key="tram.example/tram")
    assert (item.state, item.due_at, item.title) == (ItemState.REMOVED, None, "")
    with pytest.raises(TakenDownError, match=r"tram\.example was taken down for good"):
        save_source(observatory, "tram.example", {}, [NewChannel("https://tram.example/feed")])
    with pytest.raises(TakenDownError):
        save_source(observatory, "cap.example", {}, [NewChannel("https://www.tram.example/rss")])
    with pytest.raises(BadAddress):
        give("https://tram.example/new", NOW)
    [taken] = ingested(observatory, telling("olive", "new", host="tram.example"))
    assert taken.refused
    before = export()
    rebuild.rebuild(observatory)
    assert not Channel.objects.exists()
    assert not Source.objects.filter(key="tram.example").exists()
    assert [line for line in before if '"type": "takedown"' in line] == [
        line for line in export() if '"type": "takedown"' in line
    ]


@pytest.mark.parametrize("name", TAKEDOWN_BOUNDARIES)
def test_a_death_in_the_middle_changes_nothing(observatory: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    story = story_of("tram")

    def die(at: str) -> None:
        if at == name:
            raise Died

    monkeypatch.setattr(takedown, "boundary", die)
    with pytest.raises(Died):
        removed(observatory, "tram")
    monkeypatch.setattr(takedown, "boundary", lambda _: None)
    with Intake(observatory):
        pass
    assert finish(observatory) == 0, "the intake has finished it"
    assert not Article.objects.filter(url__endswith="/tram").exists()
    assert not Story.objects.filter(pk=story).exists()
    assert words_left(observatory, EVENTS["tram"][1]) == []
    assert [record["n"] for record in read_journal(observatory / "journal", "taken")] == [1]
    removed(observatory, "olive")
    assert list(Tombstone.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_a_page_on_its_way_is_kept_out(observatory: Path) -> None:
    with Intake(observatory) as way_in:
        way_in.add(telling("echecs", host="roi.example"))
        way_in.flush()
        way_in.add(replace(telling("echecs", host="roi.example"), data=b"<html><p>another version</p></html>"))
        work(observatory)
        removed(observatory, "echecs")
        [taken] = way_in.flush()
        assert taken.refused
    assert words_left(observatory, "another version") == []


def test_a_reason_is_needed(observatory: Path) -> None:
    with pytest.raises(NoReasonError):
        take_down(observatory, plan(observatory, article_target(article("tram").url)), "nadia", " \n ")
    assert Article.objects.filter(url__endswith="/tram").exists()


def test_lists_leave_out_what_was_taken_down(observatory: Path) -> None:
    take_down(observatory, plan(observatory, outlet_target("tram.example")), *BY)
    outlines = "".join(
        f'<outline type="rss" text="{host}" xmlUrl="https://{host}/feed" htmlUrl="https://{host}/"/>'
        for host in ("tram.example", "cap.example")
    )
    opml = f'<opml version="2.0"><head><title>l</title></head><body>{outlines}</body></opml>'
    imported = import_opml(observatory, opml.encode())
    assert list(Channel.objects.values_list("url", flat=True)) == ["https://cap.example/feed"]
    assert any("tram.example was taken down" in problem for problem in imported.problems)
    listed = [
        Outlet(f"L {host}", "MA", "fr", OutletKind.NEWSPAPER, f"https://{host}/")
        for host in ("tram.example", "baie.example")
    ]
    assert add_outlets(observatory, listed) == 1
    assert not Source.objects.filter(key="tram.example").exists()
