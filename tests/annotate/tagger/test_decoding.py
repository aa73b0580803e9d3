"""Chains, spans and the file of weights, with small weights made by hand."""

from __future__ import annotations

import io
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.annotate.places import place_matches
from marsad.annotate.tagger.chain import Floats, marginals
from marsad.annotate.tagger.features import classes_of, forms_of, stem_of, word_features
from marsad.annotate.tagger.marks import marks
from marsad.annotate.tagger.model import REACH, Model
from marsad.annotate.tagger.spans import TaggedSpan, spans
from marsad.annotate.text import Passage
from marsad.read.fold import fold

TAGS = ["O", "B-PER", "I-PER", "B-LOC"]


def enumerated(scores: Floats, transitions: Floats) -> Floats:
    """The probabilities by summing over every way to tag the chain, outside at both ends."""
    count, kinds = scores.shape
    found = np.zeros_like(scores)
    for way in product(range(kinds), repeat=count):
        if way[0] == way[-1] == 0:
            total = sum(scores[i, tag] for i, tag in enumerate(way)) + sum(transitions[a, b] for a, b in pairwise(way))
            found[np.arange(count), way] += np.exp(total)
    return np.asarray(found / found.sum(axis=1, keepdims=True))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(2, 6), st.floats(0.1, 6))
def test_marginals_are_those_of_all_ways_to_tag(seed: int, count: int, spread: float) -> None:
    dice = np.random.default_rng(seed)
    scores = dice.normal(0, spread, (count, 4)).astype(np.float32)
    transitions = dice.normal(0, 1, (4, 4)).astype(np.float32)
    borders = np.array([True, *[False] * (count - 2), True])
    assert marginals(scores, transitions, borders) == pytest.approx(enumerated(scores, transitions), abs=0.01)


def test_chains_side_by_side_do_not_see_each_other() -> None:
    dice = np.random.default_rng(5)
    scores = dice.normal(0, 2, (9, 4)).astype(np.float32)
    transitions = dice.normal(0, 1, (4, 4)).astype(np.float32)
    borders = np.array([True, False, False, True, False, False, False, False, True])
    together = marginals(scores, transitions, borders)
    assert together[:4] == pytest.approx(marginals(scores[:4], transitions, borders[:4]), abs=1e-5)
    assert together[3:] == pytest.approx(marginals(scores[3:], transitions, borders[3:]), abs=1e-5)


def test_scores_far_apart_stay_probabilities() -> None:
    scores = np.array([[0, 0, 0, 0], [-500, 400, 0, 0], [600, -600, 0, 0], [0, 0, 0, 0]], np.float32)
    found = marginals(scores, np.zeros((4, 4), np.float32), np.array([True, False, False, True]))
    assert found[:, [0, 1]] == pytest.approx(np.array([[1, 0], [0, 1], [1, 0], [1, 0]]))


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("O O O", []),
        ("O B-PER I-PER", [(1, 2, "PER")]),
        ("B-PER B-PER I-PER", [(0, 0, "PER"), (1, 2, "PER")]),
        ("I-PER I-PER O", [(0, 1, "PER")]),
        ("B-LOC I-PER O", [(0, 0, "LOC"), (1, 1, "PER")]),
        ("B-PER O I-PER", [(0, 0, "PER"), (2, 2, "PER")]),
    ],
)
def test_spans_of_tags(tags: str, expected: list[tuple[int, int, str]]) -> None:
    probabilities = np.full((3, 4), 0.1, np.float32)
    for row, tag in enumerate(tags.split()):
        probabilities[row, TAGS.index(tag)] = 0.7
    found = spans(probabilities, TAGS, range(3))
    assert [(name.first, name.last, name.label) for name in found] == expected


def test_a_span_is_as_sure_as_its_least_sure_token() -> None:
    probabilities = np.array([[0.1, 0.9, 0, 0], [0.4, 0, 0.6, 0]], np.float32)
    (name,) = spans(probabilities, TAGS, [7, 8])
    assert name == TaggedSpan(7, 8, "PER", pytest.approx(0.6))


def model_of(features: dict[str, dict[int, dict[str, float]]], transitions: Floats | None = None) -> Model:
    """A model of a few features: by name, by place (0: the token before …), by tag."""
    weights = np.zeros((len(features), 2 * REACH + 1, len(TAGS)), np.int8)
    for row, places in enumerate(features.values()):
        for place, said in places.items():
            for tag, value in said.items():
                weights[row, place, TAGS.index(tag)] = round(value * 10)
    file = io.BytesIO()
    np.savez_compressed(
        file,
        features=np.frombuffer("\n".join(features).encode(), np.uint8),
        tags=np.frombuffer("\n".join(TAGS).encode(), np.uint8),
        weights=weights,
        scale=np.float32(0.1),
        bias=np.array([2, 0, -3, 0], np.float32),
        transitions=np.zeros((4, 4), np.float32) if transitions is None else transitions,
    )
    return Model(file.getvalue())


def found_by(model: Model, text: str) -> list[tuple[str, str]]:
    passage = Passage.of(text, "ar")
    found = model.tagged(passage, place_matches(passage))
    return [(name.label, passage.between(name.first, name.last)) for name in found]


def test_a_word_speaks_for_itself() -> None:
    model = model_of({f"w{fold('سلوى')}": {1: {"B-PER": 6}}})
    assert found_by(model, "جاءت سلوى ثم سلوى") == [("PER", "سلوى"), ("PER", "سلوى")]


def test_a_word_speaks_for_its_neighbours() -> None:
    before = model_of({"wالسيد": {2: {"B-PER": 6}}})
    assert found_by(before, "جاء السيد كمال مساء") == [("PER", "كمال")]
    after = model_of({"wقال": {0: {"B-PER": 6}}})
    assert found_by(after, "كمال قال نعم") == [("PER", "كمال")]


def test_a_word_does_not_speak_over_the_end_of_a_sentence() -> None:
    model = model_of({"wالسيد": {2: {"B-PER": 6}}})
    assert found_by(model, "جاء السيد\nكمال مساء") == []


def test_a_tag_speaks_for_the_next() -> None:
    transitions = np.zeros((4, 4), np.float32)
    transitions[1, 2] = 8
    model = model_of({"wكمال": {1: {"B-PER": 6}}}, transitions)
    assert found_by(model, "جاء كمال ياسين")[0] == ("PER", "كمال ياسين")


def test_long_texts_are_tagged_to_their_end() -> None:
    model = model_of({"wكمال": {1: {"B-PER": 6}}})
    assert len(found_by(model, "جاء كمال مساء . " * 3000)) == 3000
    assert len(found_by(model, "جاء كمال " * 3000)) == 3000


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("كتاب", ("ك", "تاب")),
        ("الكتاب", ("ال", "كتاب")),
        ("والكتاب", ("وال", "كتاب")),
        ("بالكتاب", ("بال", "كتاب")),
        ("للكتاب", ("لل", "كتاب")),
        ("وللكتاب", ("ولل", "كتاب")),
        ("من", ("", "من")),
        ("ولد", ("", "ولد")),
    ],
)
def test_stems(word: str, stem: tuple[str, str]) -> None:
    assert stem_of(word) == stem


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("وزير", "roles_male"),
        ("الوزير", "roles_maleال"),
        ("والوزيرة", "roles_femaleال"),
        ("للوزارة", "org_headsلل"),
        ("بشركة", "org_headsب"),
        ("وقالت", "speech_verbs"),
        ("المكناسي", "nisba"),
        ("ولد", "filiation"),
        ("جورج", "foreign_given"),
    ],
)
def test_word_lists(word: str, name: str) -> None:
    assert name in classes_of(fold(word))


def test_forms_of_a_word_with_proclitics() -> None:
    assert "الامم" in forms_of(fold("للأمم"))
    assert "الامم" in forms_of(fold("والأمم"))
    assert "رويترز" in forms_of(fold("لرويترز"))


@given(st.text(max_size=12))
def test_every_word_has_features(word: str) -> None:
    assert word_features(fold(word))[0] == f"w{fold(word)}"


def test_marks_of_places_and_institutions() -> None:
    passage = Passage.of("زار وفد من الأمم المتحدة مدينة بغداد واليونسكو", "ar")
    marked = marks(passage, place_matches(passage))
    at = dict(zip(passage.words, marked, strict=True))
    assert at["الأمم"] == ("oB",)
    assert at["المتحدة"] == ("oI",)
    assert at["واليونسكو"] == ("oS",)
    assert at["بغداد"][0].startswith("gS")
    assert at["وفد"] == ()
