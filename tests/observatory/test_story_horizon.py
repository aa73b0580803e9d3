"""Restarts anywhere, short horizons, editors at work, and the indexes as they ship: a rebuild ends in the same."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from marsad.group import stories
from marsad.group.reprints import ReprintIndex
from marsad.group.settings import GroupSettings
from marsad.group.stories import StoryIndex
from marsad.observatory import group_state, rebuild
from marsad.observatory.decisions import RefusedError, undo
from marsad.observatory.models import Article, Decision, Story, StoryChange
from marsad.observatory.story_decisions import merge_stories, move_article, split_story
from marsad.observatory.story_members import final_story
from tests.observatory.facts import export, work
from tests.observatory.test_story_rebuild import at_work
from tests.observatory.test_truth import pages

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = 45


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Horizons that the pages outgrow."""
    base = GroupSettings()
    short = replace(
        base,
        stories=replace(base.stories, horizon=12),
        reprints=replace(base.reprints, horizon=15, template_horizon=5),
    )
    monkeypatch.setattr(stories, "_SETTLED", 4)
    monkeypatch.setattr(group_state, "StoryIndex", lambda: StoryIndex(short))
    monkeypatch.setattr(group_state, "ReprintIndex", lambda: ReprintIndex(short))
    monkeypatch.setattr(rebuild, "drain", lambda data_dir, **_: work(data_dir))
    assert max(StoryIndex(short).lookback, ReprintIndex(short).lookback) < PAGES


def decide(data_dir: Path, rng: random.Random) -> None:
    """One decision of any sort, as far as it is allowed."""
    live = list(Story.objects.filter(redirect_to=None).order_by("pk").values_list("pk", flat=True))
    large = Article.objects.filter(story__article_count__gt=1, current=True).order_by("pk")
    chosen = rng.choice(large or [None])
    known = Decision.objects.filter(live=True).exclude(act="undo").order_by("pk").values_list("pk", flat=True)
    acts: list[Callable[[], Decision]] = [lambda: merge_stories(data_dir, "n", *rng.sample(live, 2))]
    if chosen is not None:
        acts.append(lambda: split_story(data_dir, "n", str(chosen.story_id), [chosen.pk]))
        acts.append(lambda: move_article(data_dir, "n", chosen.pk, rng.choice(live)))
    if known:
        acts.append(lambda: undo(data_dir, "n", rng.choice(list(known))))
    with suppress(RefusedError):
        rng.choice(acts)()


@pytest.mark.slow  # as long as ten others; the horizon alone is tested in tests/group
@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow)])
def test_a_rebuild_ends_in_the_same_whenever_the_stage_was_restarted(data_dir: Path, seed: int) -> None:
    rng = random.Random(seed)
    given = pages(PAGES)
    rng.shuffle(given)
    seen: set[str] = set()
    while given:
        with at_work(data_dir) as step:
            for _ in range(rng.randint(1, 4)):
                count = rng.randint(1, 6)
                step(*given[:count])
                del given[:count]
                for _ in range(rng.randint(0, 2)):
                    decide(data_dir, rng)
                seen |= set(Story.objects.values_list("pk", flat=True))
    work(data_dir)
    assert StoryChange.objects.values("act").distinct().count() >= 3
    before = export()
    lines = (data_dir / "journal" / "group.jsonl").read_text()
    rebuild.rebuild(data_dir)
    assert export() == before
    assert (data_dir / "journal" / "group.jsonl").read_text() == lines
    assert all(Article.objects.filter(story_id=final_story(story)).exists() for story in seen)
