"""What the indexes say of an article, in the tables: families that lose members, and originals that are long gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.group.reprints import ReprintIndex
from marsad.observatory import annotating, group_state, rebuild
from marsad.observatory.models import Article, Family, Story
from tests.observatory.facts import export, found_in, take, work
from tests.observatory.stories import article, counts, own_telling, story_of, telling

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotating, "annotate", found_in)
    monkeypatch.setattr(rebuild, "drain", lambda data_dir, **_: work(data_dir))


@pytest.fixture
def observatory(data_dir: Path) -> Path:
    take(data_dir, telling("phare", host="phare.example"))
    take(data_dir, telling("phare", "copie", host="baie.example", extra="Repris de notre confrère."))
    return data_dir


def test_a_family_says_why_its_original_is_the_original(observatory: Path) -> None:
    row = article("copie").family
    assert row
    assert (row.original, row.reason) == (article("phare"), "first")
    assert article("copie").relation == "verbatim"
    assert 40 < article("copie").longest_run < article("phare").longest_run + 5


def test_what_shared_boilerplate_only_leaves_its_family(observatory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = tuple(Article.objects.order_by("pk").values_list("capture__key", flat=True))
    home = story_of("phare")
    assert counts(home) == (2, 1)
    monkeypatch.setattr(ReprintIndex, "released", keys)
    take(observatory, own_telling("tram", "t2", host="tram.example"))
    assert counts(home) == (2, 2), "they speak for themselves now"
    assert {(row.family_id, row.relation, row.longest_run) for row in Article.objects.all()} == {(None, "", 0)}
    assert Family.objects.get().original is None


def test_an_original_that_the_index_has_forgotten_stays_the_original(
    observatory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = article("phare")
    real = ReprintIndex.restore

    def forget(self: ReprintIndex, document: object, family: str | None, number: int | None = None) -> None:
        if number != original.pk:
            real(self, document, family, number)  # type: ignore[arg-type]

    monkeypatch.setattr(ReprintIndex, "restore", forget)
    take(observatory, telling("phare", "suite", host="anse.example", extra="Repris ce matin."))
    row = article("suite").family
    assert row
    assert row.original == original
    assert (article("copie").relation, article("suite").family) == ("verbatim", row)
    assert counts(story_of("phare")) == (3, 1)


def test_only_the_last_articles_are_learned_again(observatory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    learned: list[int] = []
    real = ReprintIndex.restore

    def restore(self: ReprintIndex, document: object, family: str | None, number: int) -> None:
        learned.append(number)
        real(self, document, family, number)  # type: ignore[arg-type]

    monkeypatch.setattr(ReprintIndex, "restore", restore)
    monkeypatch.setattr(ReprintIndex, "lookback", 1)
    state = group_state.GroupState(None)
    state.learn()
    assert learned == [2]


def test_what_an_earlier_version_kept_is_made_anew(observatory: Path) -> None:
    kept = bytes(article("phare").embedding or b"")
    Article.objects.filter(url__endswith="/phare").update(embedding=b"\x00 of another version")
    take(observatory, own_telling("tram", "t2", host="tram.example"))
    assert bytes(article("phare").embedding or b"") == kept
    assert article("t2").story_id, "no article is to blame for it"


def test_a_story_that_takes_up_a_closed_one_says_so(observatory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, real = story_of("phare"), group_state.GroupState.story

    def story(self: group_state.GroupState, row: Article, family_story: str | None) -> object:
        placement, features = real(self, row, family_story)
        follows = home if row.url.endswith("/t2") else None
        return type(placement)(placement.story, placement.absorbed, follows), features

    monkeypatch.setattr(group_state.GroupState, "story", story)
    take(observatory, own_telling("tram", "t2", host="tram.example"))
    assert Story.objects.get(pk=story_of("t2")).follows_id == home
    assert Story.objects.get(pk=home).follows is None
    before = export()
    rebuild.rebuild(observatory)
    assert export() == before
