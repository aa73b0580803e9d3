"""The peers of grouping on a made-up press of two dispatches, and what their answers are worth."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from marsad.model import Document

Bench = Callable[[str], Any]


def _march(day: int) -> datetime:
    return datetime(2025, 3, day, tzinfo=UTC)


PORT = (
    "The port of Zellara reopened on Monday after eleven days of strike, said the harbour master Idris Tamanart, who "
    "expects the last of forty waiting ships to be unloaded before the end of the week."
)
LIBRARY = (
    "A library of nine floors will be built in Oued Nour by the architect Selma Bouhadi, whose drawings were chosen "
    "from among sixty by a jury of readers, and its first stone is laid in the spring."
)
DOCUMENTS = [
    Document("library", LIBRARY, "en", _march(2), title="Nine floors of books"),
    Document("port-late", f"{PORT} Subscribe to our letter.", "en", _march(4), title="Port reopens"),
    Document("port", PORT, "en", _march(3), title="Port of Zellara reopens"),
    Document("library-copy", f"From our desk. {LIBRARY}", "en", _march(3), title="A tall library"),
    Document("weather", "Rain is expected over the hills tonight, and snow above the tree line by noon.", "en"),
]
STORIES = {"library": 0, "library-copy": 0, "port": 1, "port-late": 1, "weather": 2}


@pytest.mark.parametrize(
    "name",
    ["datasketch LSH .3", "datasketch LSH .5", "datasketch Ensemble .6", "rensa LSH .2", "containment .6"],
)
def test_each_peer_finds_both_dispatches_and_takes_the_earliest_for_the_original(bench: Bench, name: str) -> None:
    pytest.importorskip({"d": "datasketch", "r": "rensa", "c": "marsad"}[name[0]])
    answers = bench("groups_reprint_peers").reprint_peers()[name](DOCUMENTS)
    assert {identity: answer.original for identity, answer in answers.items()} == {
        "library": "library", "library-copy": "library", "port": "port", "port-late": "port", "weather": None,
    }  # fmt: skip
    assert not any(answer.relation for answer in answers.values())


def test_a_document_joins_only_the_family_that_is_nearest(bench: Bench) -> None:
    answers = bench("groups_reprint_peers").families(DOCUMENTS[:3], lambda _: [(2, 0, 0.4), (2, 1, 0.9)])
    assert answers["port"].family == answers["port-late"].family
    assert answers["library"].family is None


class ByFirstLetter:
    """An encoder to which texts are alike when one letter begins them."""

    def encode(self, texts: list[str]) -> Any:
        return np.stack([np.eye(26, dtype=np.float32)[ord(text.strip()[0].lower()) - 97] for text in texts])


@pytest.mark.parametrize("name", ["TF-IDF online", "Leiden"])
def test_words_tell_the_stories_apart(bench: Bench, name: str) -> None:
    if name == "Leiden":
        pytest.importorskip("leidenalg")
    frequent = dict.fromkeys(("a", "after", "be", "before", "by", "from", "in", "is", "of", "on", "the", "was"), 99)
    answers = bench("groups_story_peers").story_peers(None, (frequent, 99))[name](DOCUMENTS)
    assert _partition(answers) == _partition(STORIES)


def test_across_languages_the_embedding_decides(bench: Bench) -> None:
    peers = bench("groups_story_peers")
    texts = {"a-en": ("en", "alpha one two"), "b-en": ("en", "bravo one two"), "a-es": ("es", "acto tres")}
    documents = [Document(identity, text, lang) for identity, (lang, text) in texts.items()]
    answers = peers.story_peers(ByFirstLetter(), ({"one": 9, "two": 9}, 9))["TF-IDF + embedding online"](documents)
    assert _partition(answers) == {frozenset({"a-en", "a-es"}), frozenset({"b-en"})}
    likeness = peers.PairLikeness(documents, ({}, 0), peers.embedded(ByFirstLetter(), documents))
    assert likeness.score("a-en", "a-es") == 1.0
    assert 0 < likeness.score("a-en", "b-en") < 0.5


def test_measures_of_a_planted_set(bench: Bench) -> None:
    sets, measures, ours = (bench(f"groups_{name}") for name in ("sets", "measures", "ours"))
    if not sets.SCRIPT.exists():
        pytest.skip("the bench data (shared/) is not beside the checkout")
    rows = [{"id": identity, "text": "-", "cluster": str(story)} for identity, story in STORIES.items()]
    planted = sets.GroupSet("planted", rows)
    answers = {identity: ours.Copied("a" if story == 1 else None) for identity, story in STORIES.items()}
    assert measures.reprint_measures(planted, answers) == {"planted pairs found, false": "1/2, 0"}
    quoted = answers | {"weather": ours.Copied("a", "quote"), "library": ours.Copied("a", "light")}
    assert measures.reprint_measures(planted, quoted) == {"planted pairs found, false": "1/2, 2"}
    told = measures.story_measures(planted, {identity: str(story) for identity, story in STORIES.items()})
    assert told["Standard / BCubed F1"] == "1.000 / 1.000"


def _partition(answers: dict[str, Any]) -> set[frozenset[str]]:
    return {frozenset(one for one in answers if answers[one] == story) for story in answers.values()}
