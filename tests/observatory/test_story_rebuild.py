"""Hand decisions about stories outlive later evidence, rebuilds and newer versions of grouping, byte for byte."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from marsad.archive.journal import read_journal
from marsad.archive.page import Page
from marsad.observatory import annotating, deciding, group_state, rebuild
from marsad.observatory.decisions import undo
from marsad.observatory.grouping import GroupStage
from marsad.observatory.intake import Intake
from marsad.observatory.models import Article, Story, StoryChange
from marsad.observatory.story_decisions import merge_stories, move_article, split_story
from marsad.observatory.story_log import changes_of, followers, predecessor
from marsad.observatory.story_members import final_story
from marsad.observatory.worker import AnnotateStep, ReadStep
from tests.observatory.facts import export, found_in, take, work
from tests.observatory.stories import EVENTS, EventIndex, counts, number_of, own_telling, story_of, telling

pytestmark = pytest.mark.django_db(transaction=True)


class Died(BaseException):
    """The process is gone."""


@pytest.fixture(autouse=True)
def _foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotating, "annotate", found_in)
    monkeypatch.setattr(rebuild, "drain", lambda data_dir, **_: work(data_dir))


@pytest.fixture
def _by_event(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_state, "StoryIndex", EventIndex)
    monkeypatch.setattr(EventIndex, "same", {})


def both(first: str, second: str, name: str) -> Page:
    """A page that shows two events to be one."""
    return own_telling(first, name, host=f"{name}.example", also=second)


@contextmanager
def at_work(data_dir: Path) -> Iterator[Callable[..., None]]:
    """Takes pages in and groups them, always by the same stage."""
    stage = GroupStage(data_dir, "t")
    read, annotate = ReadStep(data_dir, "t"), AnnotateStep(data_dir, "t")

    def step(*pages: Page) -> None:
        with Intake(data_dir) as way_in:
            for page in pages:
                way_in.add(page)
        while read() + annotate() + stage.step():
            pass

    yield step
    stage.close()


def rebuilt_equal(data_dir: Path) -> None:
    before = export()
    for _ in range(2):
        assert rebuild.rebuild(data_dir).problems == ()
        after = export()
        assert after == before


def decide_in_the_middle(data_dir: Path) -> None:
    """Pages, copies and decisions of all sorts in turn."""
    rng = random.Random(7)

    def more(count: int) -> None:
        for _ in range(count):
            event, number = rng.choice(list(EVENTS)), Article.objects.count()
            name, host = f"{event}{number}", f"{rng.choice('abcd')}.example"
            copied = telling(event, name, host=host, extra=f"Le correspondant numéro {number} raconte la suite.")
            take(data_dir, rng.choice((copied, own_telling(event, name, host=host))))

    take(data_dir, *(telling(event, host=f"{event}.example") for event in EVENTS))
    more(4)
    merged = merge_stories(data_dir, "nadia", story_of("tram"), story_of("phare"))
    more(4)
    merge_stories(data_dir, "nadia", story_of("olive"), story_of("phare"))
    split = split_story(data_dir, "omar", story_of("phare"), [number_of("olive")])
    more(4)
    undo(data_dir, "omar", merged.number)
    more(3)
    moved = move_article(data_dir, "nadia", number_of("phare"), split.record["to"])
    more(3)
    undo(data_dir, "nadia", split.number)
    more(3)
    undo(data_dir, "nadia", moved.number)
    merge_stories(data_dir, "nadia", story_of("echecs"), story_of("tram"))
    more(2)


def test_a_rebuild_gives_equal_bytes_with_decisions_in_the_middle(data_dir: Path) -> None:
    take(data_dir, telling("phare"), telling("tram", host="t.example"))
    home = story_of("phare")
    merge_stories(data_dir, "nadia", story_of("tram"), home)
    take(data_dir, telling("tram", "t2", host="a.example", extra="On attend la foule."), telling("olive"))
    split = split_story(data_dir, "omar", home, [number_of("t2")])
    take(data_dir, telling("phare", "p2", host="b.example", extra="On attend la nuit."), telling("echecs"))
    merge_stories(data_dir, "omar", story_of("echecs"), home)
    move_article(data_dir, "omar", number_of("p2"), story_of("olive"))
    take(data_dir, telling("tram", "t3", host="d.example", extra="On attend la pluie."))
    assert story_of("t3") == split.record["to"]
    undo(data_dir, "omar", split.number)
    take(data_dir, telling("tram", "t4", host="e.example", extra="On attend le soir."))
    assert story_of("t4") == home
    rebuilt_equal(data_dir)


@pytest.mark.usefixtures("_by_event")
def test_a_rebuild_gives_equal_bytes_with_many_decisions(data_dir: Path) -> None:
    decide_in_the_middle(data_dir)
    assert {change.act for change in StoryChange.objects.all()} == {"merged", "split", "moved", "undone"}
    lines = list(read_journal(data_dir / "journal", "placed", "redirect"))
    rebuilt_equal(data_dir)
    assert list(read_journal(data_dir / "journal", "placed", "redirect")) == lines, "nothing new was journalled"


@pytest.mark.usefixtures("_by_event")
def test_a_merge_by_later_evidence_is_logged(data_dir: Path) -> None:
    take(data_dir, telling("phare"), telling("tram", host="t.example"))
    one, other = story_of("tram"), story_of("phare")
    take(data_dir, both("phare", "tram", "lien"))
    assert final_story(one) == other
    [change] = changes_of(other)
    assert changes_of(one) == [change]
    assert (change.act, change.by, change.decision) == ("merged", "", None)
    assert change.cause_id == number_of("lien")
    assert change.articles == [2]
    rebuilt_equal(data_dir)


@pytest.mark.usefixtures("_by_event")
def test_later_evidence_does_not_join_what_an_editor_parted(data_dir: Path) -> None:
    take(data_dir, telling("phare"), telling("tram", host="t.example"))
    home = story_of("phare")
    merge_stories(data_dir, "nadia", story_of("tram"), home)
    split = split_story(data_dir, "nadia", home, [number_of("tram")])
    take(data_dir, both("phare", "tram", "lien"))
    new = split.record["to"]
    assert (story_of("phare"), story_of("tram")) == (home, new)
    take(data_dir, both("phare", "tram", "nœud"))
    assert (story_of("phare"), story_of("tram")) == (home, new)
    rebuilt_equal(data_dir)
    undo(data_dir, "nadia", split.number)
    assert story_of("tram") == home


@pytest.mark.usefixtures("_by_event")
def test_a_stage_at_work_learns_of_a_decision(data_dir: Path) -> None:
    with at_work(data_dir) as step:
        step(telling("phare"), telling("tram", host="t.example"))
        merge_stories(data_dir, "nadia", story_of("tram"), story_of("phare"))
        step(own_telling("tram", "t2", host="u.example"))
        assert story_of("t2") == story_of("phare")


@pytest.mark.usefixtures("_by_event")
def test_a_decision_that_only_the_journal_has_comes_before_the_next_placing(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A decider died while the stage was at work: the stage brings its decision in at the place that it names."""
    with at_work(data_dir) as step:
        step(telling("phare"), telling("tram", host="t.example"))
        with monkeypatch.context() as patch:
            patch.setattr(deciding, "_take", lambda _: (_ for _ in ()).throw(Died))
            with pytest.raises(Died):
                merge_stories(data_dir, "nadia", story_of("tram"), story_of("phare"))
        assert story_of("tram") != story_of("phare")
        step(own_telling("tram", "t2", host="u.example"))
        assert story_of("t2") == story_of("tram") == story_of("phare")
    work(data_dir)
    rebuilt_equal(data_dir)


@pytest.mark.usefixtures("_by_event")
def test_under_a_newer_grouping_ids_go_by_overlap_and_decisions_hold(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(data_dir, *(telling(event, host=f"{event}.example") for event in EVENTS))
    phare, tram, olive, echecs = (story_of(event) for event in EVENTS)
    merge_stories(data_dir, "nadia", tram, phare)
    take(data_dir, *(own_telling("olive", name, host=f"{name}.example") for name in ("o2", "o3", "o4")))
    new = split_story(data_dir, "omar", olive, [number_of("olive")]).record["to"]
    move_article(data_dir, "omar", number_of("o2"), phare)
    take(data_dir, own_telling("olive", "o5", host="o5.example"))

    monkeypatch.setattr(EventIndex, "same", {"olive": "echecs"})  # a version that takes the two for one
    for _ in range(2):
        rebuild.rebuild(data_dir)
        assert story_of("phare") == story_of("tram") == phare, "merged articles stay together at their address"
        assert story_of("olive") == new, "what was split off stays apart, at its address"
        assert story_of("o3") == story_of("o4") != new
        assert story_of("o2") == phare
        for address in (phare, tram, olive, echecs, new):
            live = final_story(address)
            assert live
            assert Article.objects.filter(story_id=live).exists(), "every address leads to articles"
    rebuilt_equal(data_dir)


@pytest.mark.usefixtures("_by_event")
def test_a_regrouping_by_a_newer_version_is_logged(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take(data_dir, telling("phare"), telling("phare", "p2", host="p.example"), telling("tram", host="t.example"))
    phare, tram = story_of("phare"), story_of("tram")
    monkeypatch.setattr(EventIndex, "same", {"tram": "phare"})
    rebuild.rebuild(data_dir)
    assert final_story(tram) == phare
    [change] = changes_of(tram)
    assert (change.act, change.story_id, change.other_id, change.by) == ("regrouped", tram, phare, "")
    assert change.at is not None
    rebuilt_equal(data_dir)


@pytest.mark.usefixtures("_by_event")
def test_old_evidence_stays_in_the_log_where_a_newer_version_needs_it_no_more(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(data_dir, telling("phare"), telling("tram", host="t.example"))
    tram = story_of("tram")
    take(data_dir, both("phare", "tram", "lien"))
    before = [(change.act, change.at, change.cause_id, change.articles) for change in changes_of(tram)]
    monkeypatch.setattr(EventIndex, "same", {"tram": "phare"})
    rebuild.rebuild(data_dir)
    assert [(change.act, change.at, change.cause_id, change.articles) for change in changes_of(tram)] == before
    rebuilt_equal(data_dir)


def test_a_follow_up_goes_on_from_where_its_story_is_now(data_dir: Path) -> None:
    take(data_dir, telling("phare"), telling("tram", host="t.example"), telling("olive", host="o.example"))
    first, second, third = (Story.objects.get(pk=story_of(name)) for name in ("phare", "tram", "olive"))
    Story.objects.filter(pk=second.pk).update(follows=first)
    second.refresh_from_db()
    assert predecessor(second) == first
    assert followers(first) == [second]
    merge_stories(data_dir, "nadia", first.pk, third.pk)
    assert predecessor(second) == third
    assert followers(third) == [second]
    merge_stories(data_dir, "nadia", second.pk, third.pk)
    second.refresh_from_db()
    assert followers(third) == []
    assert counts(third.pk) == (3, 3)
