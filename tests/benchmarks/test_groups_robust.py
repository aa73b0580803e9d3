"""Figures in other orders and resampled, and the mistakes behind them, on made-up stories."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from marsad.model import Document

Bench = Callable[[str], Any]

TRUTH = {"a1": "a", "a2": "a", "a3": "a", "b1": "b", "b2": "b", "c1": "c"}
TOLD = {"a1": "1", "a2": "1", "a3": "2", "b1": "1", "b2": "3", "c1": "4"}


def test_drawing_every_story_once_gives_the_figures_of_the_script(bench: Bench) -> None:
    robust, sets = bench("groups_robust"), bench("groups_sets")
    pairs, items = robust.resampled(robust.contingency(TRUTH, TOLD), range(3))
    assert pairs == pytest.approx(2 * (1 / 3) * (1 / 4) / (1 / 3 + 1 / 4))
    if sets.SCRIPT.exists():
        scores = sets.scorer().cluster_scores(TRUTH, TOLD)
        assert (pairs, items) == pytest.approx((scores["std_F1"], scores["b3_F1"]), abs=1e-4)


def test_a_story_drawn_twice_counts_twice_and_one_not_drawn_does_not(bench: Bench) -> None:
    robust = bench("groups_robust")
    table = robust.contingency(TRUTH, TOLD)
    assert robust.resampled(table, [2, 2]) == (1.0, 1.0)  # no pairs, none wrong
    twice, once = robust.resampled(table, [0, 0, 1]), robust.resampled(table, [0, 1])
    assert twice > once


def test_documents_come_some_hours_late_and_the_undated_whenever(bench: Bench) -> None:
    robust = bench("groups_robust")
    start = datetime(2025, 5, 1, tzinfo=UTC)
    dated = [Document(str(n), "-", date=start + timedelta(hours=n)) for n in range(200)]
    late = robust.reordered(dated, seed=1)
    assert late != dated
    assert sorted(late, key=lambda one: int(one.id)) == dated
    assert all(abs(int(one.id) - place) <= 2 * robust.HOURS for place, one in enumerate(late))
    undated = robust.without(dated, "date")
    assert robust.without(undated, "date") is None
    moves = [abs(int(one.id) - place) for place, one in enumerate(robust.reordered(undated, seed=1))]
    assert max(moves) > 50


def test_halves_keep_stories_whole(bench: Bench) -> None:
    robust, sets = bench("groups_robust"), bench("groups_sets")
    rows = [{"id": identity, "text": "-", "cluster": story} for identity, story in TRUTH.items()]
    halves = robust.split(sets.GroupSet("made-up", rows), seed=5)
    assert sorted(identity for half in halves for identity in half.stories) == sorted(TRUTH)
    assert not set(halves[0].stories.values()) & set(halves[1].stories.values())


def test_the_largest_mistakes_are_named_with_the_documents_most_alike(bench: Bench) -> None:
    mistakes = bench("groups_mistakes")
    alike = {frozenset(("a2", "b1")): 0.9, frozenset(("a1", "a3")): 0.8}
    found = list(
        mistakes.group_mistakes(TRUTH, TOLD, lambda one, other: alike.get(frozenset((one, other)), 0.1), "story")
    )
    assert {(one.weight, frozenset(one.shown)) for one in found} == {
        (2, frozenset(("a1", "a3"))),
        (2, frozenset(("a2", "b1"))),
        (1, frozenset(("b1", "b2"))),
    }
    assert [one.what.split(":")[0] for one in found].count("two groups in one story") == 1


def test_wrong_originals_and_relations_are_mistakes(bench: Bench) -> None:
    mistakes, sets, ours = (bench(f"groups_{name}") for name in ("mistakes", "sets", "ours"))
    rows = [{"id": one, "text": "-", "cluster": "d"} for one in ("d", "x", "y")]
    pairs = [{"id1": "d", "id2": "x", "kind": "light"}, {"id1": "d", "id2": "y", "kind": "verbatim"}]
    answers = {
        "d": ours.Copied("f", "original", "d"),
        "x": ours.Copied("f", "heavy", "d"),
        "y": ours.Copied("f", "verbatim", "x"),
    }
    found = mistakes.reprint_mistakes(sets.GroupSet("made-up", rows, pairs), answers, lambda *_: 0.0)
    assert [one.what for one in found] == ["light called heavy", "original taken for x"]
