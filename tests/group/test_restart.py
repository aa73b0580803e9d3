"""An index that was restored decides as one that never stopped, at every point of a stream."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.group.ids import family_id, story_id
from marsad.group.reprints import ReprintIndex
from marsad.group.settings import GroupSettings, StorySettings
from marsad.group.stories import StoryIndex, StoryPlacement
from marsad.model import ReprintFamily
from tests.group.samples import stream

EAGER = GroupSettings(
    stories=StorySettings(within=0.2, across=0.2, across_scripts=0.2, merge_margin=-0.05, merge_mean=-0.1)
)
"""Thresholds low enough for stories to merge often."""


def resolve(story: str, redirects: dict[str, str]) -> str:
    while story in redirects:
        story = redirects[story]
    return story


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), stop=st.integers(0, 30))
def test_reprints_after_a_restart(seed: int, stop: int) -> None:
    documents = [document for document, _ in stream(seed)]
    whole = ReprintIndex()
    before = [whole.place(document) for document in documents[:stop]]
    family_of: dict[str, str] = {}
    for family in before:
        if family:
            family_of.update(dict.fromkeys(family.members, family.id))
    restored = ReprintIndex()
    for document in documents[:stop]:
        restored.restore(document, family_of.get(document.id))
    after: list[ReprintFamily | None] = [whole.place(document) for document in documents[stop:]]
    assert [restored.place(document) for document in documents[stop:]] == after


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), stop=st.integers(0, 30), eager=st.booleans(), short=st.booleans())
def test_stories_after_a_restart(seed: int, stop: int, eager: bool, short: bool) -> None:
    found = stream(seed)
    configuration = EAGER if eager else GroupSettings()
    if short:
        configuration = replace(configuration, stories=replace(configuration.stories, horizon=900))
    whole, restored = StoryIndex(configuration), StoryIndex(configuration)
    numbers = list(itertools.accumulate(random.Random(seed).choices((1, 40, 300), k=len(found))))
    story_of: dict[str, str] = {}
    redirects: dict[str, str] = {}
    for (document, features), number in zip(found[:stop], numbers, strict=False):
        placement = whole.place(document, features, number)
        story_of[document.id] = placement.story
        redirects.update(dict.fromkeys(placement.absorbed, placement.story))
    known = numbers[stop - 1] - whole.lookback if stop else 0
    for (document, features), number in zip(found[:stop], numbers, strict=False):
        if number > known:
            restored.restore(document, features, resolve(story_of[document.id], redirects), number)
    rest = list(zip(found[stop:], numbers[stop:], strict=True))
    after: list[StoryPlacement] = [whole.place(*item, number) for item, number in rest]
    assert [restored.place(*item, number) for item, number in rest] == after


def test_a_restart_far_into_an_archive_needs_its_end_alone() -> None:
    configuration = GroupSettings(stories=StorySettings(horizon=40))
    found = [item for seed in range(12) for item in stream(seed, events=3, size=4)]
    whole, restored = StoryIndex(configuration), StoryIndex(configuration)
    numbers = [3000 + 30 * place for place in range(len(found))]
    redirects: dict[str, str] = {}
    story_of = {}
    for (document, features), number in zip(found[:100], numbers, strict=False):
        placement = whole.place(document, features, number)
        story_of[document.id] = placement.story
        redirects.update(dict.fromkeys(placement.absorbed, placement.story))
    left_out = 0
    for (document, features), number in zip(found[:100], numbers, strict=False):
        if number > numbers[99] - whole.lookback:
            restored.restore(document, features, resolve(story_of[document.id], redirects), number)
        else:
            left_out += 1
    assert left_out > 20
    rest = list(zip(found[100:], numbers[100:], strict=True))
    assert [restored.place(*item, number) for item, number in rest] == [
        whole.place(*item, number) for item, number in rest
    ]


def test_the_streams_exercise_what_they_test() -> None:
    families, merges = 0, 0
    for seed in range(10):
        reprints, stories = ReprintIndex(), StoryIndex(EAGER)
        for document, features in stream(seed):
            family = reprints.place(document)
            families += family is not None and len(set(family.members.values())) >= 3
            merges += len(stories.place(document, features).absorbed)
    assert families > 10
    assert merges > 3


def test_every_story_address_stays_good() -> None:
    for seed in range(8):
        found = stream(seed, events=8)
        index = StoryIndex(EAGER)
        founder: dict[str, str] = {}
        story_of: dict[str, str] = {}
        redirects: dict[str, str] = {}
        rest = found[len(found) // 2 :]
        random.Random(seed).shuffle(rest)
        for document, features in found[: len(found) // 2] + rest:
            placement = index.place(document, features)
            story_of[document.id] = placement.story
            founder.setdefault(placement.story, document.id)
            redirects.update(dict.fromkeys(placement.absorbed, placement.story))
        for story, document in founder.items():
            assert story == story_id(document)
            assert resolve(story_of[document], redirects) == resolve(story, redirects)


def test_ids_are_short_and_differ_by_kind() -> None:
    assert len(story_id("a")) == len(family_id("a")) == 16
    assert story_id("a") != family_id("a")
    assert story_id("a") == story_id("a")
