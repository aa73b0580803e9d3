"""Stories merged, split and rearranged by hand: addresses keep their meaning, counts and index follow, both log it."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.observatory import annotating, deciding
from marsad.observatory.deciding import catch_up
from marsad.observatory.decisions import RefusedError, undo
from marsad.observatory.models import Article, Decision, Story, StoryChange
from marsad.observatory.story_decisions import merge_stories, move_article, split_story
from marsad.observatory.story_log import changes_of
from marsad.observatory.story_members import final_story
from tests.observatory.facts import found_in, take, work
from tests.observatory.stories import article, counts, indexed, number_of, story_of, telling

pytestmark = pytest.mark.django_db(transaction=True)


class Died(BaseException):
    """The process is gone."""


@pytest.fixture(autouse=True)
def _foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotating, "annotate", found_in)


@pytest.fixture
def observatory(data_dir: Path) -> Path:
    take(data_dir, *(telling(event, host=f"{event}.example") for event in ("phare", "tram", "olive")))
    take(data_dir, telling("phare", "copie", host="baie.example", extra="Repris de notre confrère."))
    assert story_of("copie") == story_of("phare")
    assert len({story_of(event) for event in ("phare", "tram", "olive")}) == 3
    assert counts(story_of("phare")) == (2, 1), "a copy is no source of its own"
    return data_dir


def test_a_merged_story_leads_to_the_other_for_ever(observatory: Path) -> None:
    one, other = story_of("tram"), story_of("phare")
    decision = merge_stories(observatory, "nadia", one, other)
    work(observatory)
    assert story_of("tram") == other
    assert final_story(one) == other
    assert (counts(one), counts(other)) == ((0, 0), (3, 2))
    assert indexed(observatory, other) == {number_of(name) for name in ("phare", "tram", "copie")}
    assert indexed(observatory, one) == set()
    [change] = changes_of(one)
    assert changes_of(other) == [change]
    assert (change.act, change.by, change.decision) == ("merged", "nadia", decision)
    assert change.articles == [number_of("tram")]
    with pytest.raises(RefusedError, match="one story already"):
        merge_stories(observatory, "nadia", one, other)
    with pytest.raises(RefusedError, match="no such story"):
        merge_stories(observatory, "nadia", "elsewhere", other)


def test_a_merge_is_taken_back_and_what_came_since_stays(observatory: Path) -> None:
    one, other, third = story_of("tram"), story_of("phare"), story_of("olive")
    merge_stories(observatory, "nadia", third, one)
    decision = merge_stories(observatory, "nadia", one, other)
    take(observatory, telling("phare", "suite", host="anse.example", extra="Les travaux ont fini hier soir."))
    undo(observatory, "omar", decision.number)
    work(observatory)
    assert (story_of("tram"), story_of("olive")) == (one, one)
    assert (story_of("phare"), story_of("suite")) == (other, other)
    assert (final_story(one), final_story(third)) == (one, one), "what had led to it leads there again"
    assert (counts(one), counts(other)) == ((2, 2), (3, 1))
    assert indexed(observatory, one) == {number_of("tram"), number_of("olive")}
    last, before, _ = changes_of(one)
    assert (last.act, last.by, last.story_id, last.other_id) == ("undone", "omar", other, one)
    assert before.decision
    assert not before.decision.live
    with pytest.raises(RefusedError, match="taken back"):
        undo(observatory, "omar", decision.number)


def test_a_split_leaves_the_address_with_the_rest(observatory: Path) -> None:
    home = story_of("phare")
    merge_stories(observatory, "nadia", story_of("tram"), home)
    decision = split_story(observatory, "nadia", home, [number_of("copie")])
    work(observatory)
    new = decision.record["to"]
    assert (story_of("phare"), story_of("copie"), story_of("tram")) == (new, new, home), "an original goes with a copy"
    assert (counts(home), counts(new)) == ((1, 1), (2, 1))
    assert indexed(observatory, new) == {number_of("phare"), number_of("copie")}
    assert final_story(home) == home
    assert changes_of(new) == changes_of(home)[:1]
    with pytest.raises(RefusedError, match="merge the stories instead"):
        split_story(observatory, "nadia", new, [number_of("phare")])
    for wrong in ([number_of("olive")], []):
        with pytest.raises(RefusedError, match="are in the story"):
            split_story(observatory, "nadia", home, wrong)


def test_later_copies_follow_those_that_were_split_off_or_moved(observatory: Path) -> None:
    home = story_of("phare")
    merge_stories(observatory, "nadia", story_of("tram"), home)
    new = split_story(observatory, "nadia", home, [number_of("phare")]).record["to"]
    take(observatory, telling("phare", "suite", host="anse.example", extra="Repris de notre confrère du soir."))
    assert story_of("suite") == new
    merge_stories(observatory, "nadia", new, home)
    move_article(observatory, "nadia", number_of("suite"), story_of("olive"))
    assert {story_of(name) for name in ("phare", "copie", "suite", "olive")} == {story_of("olive")}
    take(observatory, telling("phare", "encore", host="rade.example", extra="Repris de notre confrère du matin."))
    assert story_of("encore") == story_of("olive")
    assert counts(story_of("olive")) == (5, 2)


def test_a_split_is_taken_back(observatory: Path) -> None:
    home = story_of("phare")
    merge_stories(observatory, "nadia", story_of("tram"), home)
    decision = split_story(observatory, "nadia", home, [number_of("tram")])
    new = decision.record["to"]
    undo(observatory, "nadia", decision.number)
    assert {story_of(name) for name in ("phare", "copie", "tram")} == {home}
    assert final_story(new) == home, "its address stays good"
    again = split_story(observatory, "nadia", home, [number_of("tram")])
    assert again.record["to"] not in (new, home), "no id is used twice"


def test_a_move_and_its_undoing(observatory: Path) -> None:
    home, target = story_of("phare"), story_of("olive")
    merge_stories(observatory, "nadia", story_of("tram"), home)
    decision = move_article(observatory, "nadia", number_of("tram"), target)
    work(observatory)
    assert story_of("tram") == target
    assert (counts(home), counts(target)) == ((2, 1), (2, 2))
    assert indexed(observatory, target) == {number_of("tram"), number_of("olive")}
    undo(observatory, "nadia", decision.number)
    assert story_of("tram") == home
    assert (counts(home), counts(target)) == ((3, 2), (1, 1))
    with pytest.raises(RefusedError, match="in that story already"):
        move_article(observatory, "nadia", number_of("tram"), home)
    with pytest.raises(RefusedError, match="no such articles"):
        move_article(observatory, "nadia", 99, home)


def test_an_undoing_leaves_what_another_decision_took_elsewhere(observatory: Path) -> None:
    one, other = story_of("tram"), story_of("phare")
    merged = merge_stories(observatory, "nadia", one, other)
    move_article(observatory, "nadia", number_of("tram"), story_of("olive"))
    undo(observatory, "nadia", merged.number)
    assert story_of("tram") == story_of("olive")
    assert final_story(one) == other, "nothing went back, so its address stays where it led"


def test_all_versions_of_a_page_go_and_the_next_one_stands_there_too(observatory: Path) -> None:
    take(observatory, telling("tram", host="tram.example", extra="Mise à jour : la fête est reportée."))
    home = story_of("phare")
    merge_stories(observatory, "nadia", story_of("tram"), home)
    decision = split_story(observatory, "nadia", home, [number_of("tram")])
    new = decision.record["to"]
    assert set(Article.objects.filter(url__endswith="/tram").values_list("story_id", flat=True)) == {new}
    assert len(decision.record["articles"]) == 1, "a page is told by its first version"
    take(observatory, telling("tram", host="tram.example", extra="Mise à jour : la fête aura lieu dimanche."))
    work(observatory)
    assert article("tram").story_id == new
    assert (counts(new), counts(home)) == ((1, 1), (2, 1))
    assert indexed(observatory, new) == {number_of("tram")}


@pytest.mark.parametrize("place", ["decision-journalled", "decision-applied"])
def test_a_decision_on_the_disk_counts_whatever_dies(
    observatory: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    one, other = story_of("tram"), story_of("phare")

    def boundary(reached: str) -> None:
        if reached == place:
            raise Died

    with monkeypatch.context() as patch:
        patch.setattr(deciding, "boundary", boundary)
        with pytest.raises(Died):
            merge_stories(observatory, "nadia", one, other)
    assert story_of("tram") == one, "the transaction is gone"
    assert catch_up(observatory) == 1
    assert story_of("tram") == other
    assert (Decision.objects.count(), StoryChange.objects.count()) == (1, 1)


def test_a_decision_about_what_is_gone_stops_nothing(observatory: Path) -> None:
    merge_stories(observatory, "nadia", story_of("tram"), story_of("phare"))
    journal = observatory / "journal" / "editor.jsonl"
    [line] = journal.read_text().splitlines()
    lost = line.replace('"n": 1', '"n": 2')
    for key in Article.objects.values_list("capture__key", flat=True):
        lost = lost.replace(key, "0" * 16)
    for story in Story.objects.values_list("pk", flat=True):
        lost = lost.replace(story, "f" * 16)
    journal.write_text(f"{line}\n{lost}\n")
    assert catch_up(observatory) == 1
    assert list(Decision.objects.order_by("pk").values_list("lost", flat=True)) == [False, True]
    merge_stories(observatory, "nadia", story_of("olive"), story_of("phare"))
