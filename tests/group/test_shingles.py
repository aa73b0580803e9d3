"""Hashes of words and shingles, samples of them, and what two texts share."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from marsad.group.hashing import word_hashes
from marsad.group.shingles import (
    Text,
    common,
    contained,
    distinct,
    fingerprints,
    longest_run,
    overlap,
    plausible,
    shingles,
)
from marsad.group.words import words
from tests.group.samples import prose, vocabulary
from tests.group.texts import any_text

DISPATCH = prose(random.Random(1), vocabulary(7, 600), 160)
OTHER = prose(random.Random(2), vocabulary(7, 600), 50)


def plain_hash(word: str) -> int:
    total: int = sum(ord(letter) * pow(0x9E3779B97F4A7C15, place) for place, letter in enumerate(word))
    return total % (1 << 64)


def of(words: list[str]) -> Text:
    return Text(shingles(word_hashes(" ".join(words))))


@settings(max_examples=400, deadline=None)
@given(any_text())
@example("ΑΣ ΑΣΑ")
@example("")
@example("صَباح الخير ﻻ")
def test_a_text_has_the_hashes_of_its_words(text: str) -> None:
    assert word_hashes(text).tolist() == [plain_hash(word) for word in words(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Le préfet de l'Oued a reçu 1.200 élèves « à l’école » hier.",
        "El alcalde de Almería anunció 1.200 pozos; la niña leyó.",
        "The mayor of Karsa promised 1,200 wells — and 3 schools.",
        "أَعْلَنَ الوزيرُ عن حفر ١٢٠٠ بئر في مدرسةٍ كـــبيرة على الساحل.",
    ],
)
def test_words_that_fold_together_hash_together(text: str) -> None:
    assert word_hashes(text).tolist() == word_hashes(" ".join(words(text))).tolist()
    assert len(set(word_hashes(text).tolist())) == len(set(words(text)))


def test_few_words_make_no_shingle() -> None:
    assert len(of([])) == len(of(["a", "b"])) == 0
    assert len(of(["a", "b", "c"])) == 1


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 40), max_size=60), st.integers(1, 9))
def test_every_window_gives_a_fingerprint(values: list[int], window: int) -> None:
    sequence = np.array(values, np.uint32)
    windows = [values[i : i + window] for i in range(max(1, len(values) - window + 1))] if values else []
    assert fingerprints(sequence, window).tolist() == sorted({min(part) for part in windows})


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 30), max_size=40), st.lists(st.integers(0, 30), max_size=40))
def test_sets_of_shingles(left: list[int], right: list[int]) -> None:
    one, other = distinct(np.array(left, np.uint32)), distinct(np.array(right, np.uint32))
    assert one.tolist() == sorted(set(left))
    assert common(one, other).tolist() == sorted(set(left) & set(right))
    assert contained(np.array(left, np.uint32), other).tolist() == [value in right for value in left]


def test_overlap_counts_shares_passages_and_reach() -> None:
    found = overlap(of(OTHER + DISPATCH[:62]), of(DISPATCH))
    assert found.shared == found.longest == 60
    assert found.runs == 1
    assert found.of_original == found.reach == pytest.approx(60 / 158)
    assert found.place == 50
    assert longest_run(of(OTHER + DISPATCH[:62]), of(DISPATCH), found) == 62
    assert overlap(of(OTHER), of(DISPATCH)).shared == 0
    assert overlap(of(OTHER), of(["a"])).shared == 0


def test_what_is_shared_is_not_looked_at_from_the_other_side_where_it_is_little() -> None:
    copy, original = of(OTHER + DISPATCH[:22]), of(DISPATCH)
    assert overlap(copy, original).of_original > 0
    assert overlap(copy, original, 0.5) == replace(overlap(copy, original), of_original=0.0, reach=0.0)
    assert overlap(copy, original, 0.1) == overlap(copy, original)


def run(copy: list[str], original: list[str]) -> int:
    return longest_run(of(copy), of(original), overlap(of(copy), of(original)))


def test_a_run_is_the_same_on_both_sides() -> None:
    stitched = DISPATCH[20:40] + OTHER + DISPATCH[:22]
    assert overlap(of(DISPATCH[:40]), of(stitched)).longest == 38
    assert run(DISPATCH[:40], stitched) == 22
    assert run(DISPATCH[:12] + DISPATCH[10:40], DISPATCH) == 30
    assert run(DISPATCH[:40], DISPATCH[:10] + DISPATCH[:40]) == 40
    assert run(OTHER, DISPATCH) == run([], DISPATCH) == 0


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 300), max_size=40, unique=True), st.randoms(use_true_random=False))
def test_the_longest_run_is_that_of_the_plain_definition(numbers: list[int], rng: random.Random) -> None:
    original = [f"w{number}" for number in numbers]
    cuts = sorted(rng.sample(range(len(original) + 1), min(3, len(original))))
    parts = [original[a:b] for a, b in zip([0, *cuts], [*cuts, len(original)], strict=True)]
    rng.shuffle(parts)
    copy = [word for part in parts for word in part]
    plain = max(
        (n for i in range(len(copy)) for n in range(3, len(copy) - i + 1) if stands_in(copy[i : i + n], original)),
        default=0,
    )
    assert run(copy, original) == plain


def stands_in(part: list[str], whole: list[str]) -> bool:
    return any(whole[i : i + len(part)] == part for i in range(len(whole) - len(part) + 1))


def test_texts_are_plausible_by_share_or_by_one_run() -> None:
    text = of(DISPATCH)
    scattered = [word if place % 4 else f"x{place}" for place, word in enumerate(DISPATCH)]
    others = [DISPATCH[:12], OTHER + DISPATCH[30:40], OTHER + DISPATCH[30:38], scattered, OTHER, [], DISPATCH]
    assert plausible(text, [of(other) for other in others], 0.3, 8) == [True, True, False, False, False, False, True]
    assert plausible(text, [of(scattered)], 0.1, 8) == [True]
