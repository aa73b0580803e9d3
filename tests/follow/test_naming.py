"""The nouns for what figures and dates are."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from marsad.follow.naming import dimension, noun_for
from marsad.model import LANGUAGES, ContradictionKind

AMOUNT, MEASURE, SHARE = ContradictionKind.AMOUNT, ContradictionKind.MEASURE, ContradictionKind.SHARE


@pytest.mark.parametrize(
    ("concepts", "kind", "said", "lang", "noun"),
    [
        (["financing"], AMOUNT, "Le budget de la rocade atteint", "fr", "budget"),
        (["financing"], AMOUNT, "La rocade coûtera", "fr", "coût"),
        (["financing"], AMOUNT, "سيكلف الطريق غلافا ماليا", "ar", "كلفة"),
        (["loan"], AMOUNT, "un crédito para el puente", "es", "crédito"),
        ([], AMOUNT, "they said", "en", "amount"),
        (["reach", "length"], MEASURE, "il s'étend sur une distance de", "fr", "distance"),
        (["unknown", "weight"], MEASURE, "el melón", "es", "peso"),
        (["produce", "weight"], MEASURE, "an output of olives", "en", "output"),
        ([], SHARE, "une part", None, None),
    ],
)
def test_the_articles_own_word_else_the_first(
    concepts: list[str], kind: ContradictionKind, said: str, lang: str | None, noun: str | None
) -> None:
    assert noun_for(concepts, kind, said, lang) == noun


def test_every_language_names_the_same_concepts() -> None:
    data = tomllib.loads(files("marsad.follow").joinpath("data", "nouns.toml").read_text("utf-8"))
    assert set(data) == set(LANGUAGES)
    assert len({frozenset(nouns) for nouns in data.values()}) == 1


def test_units_have_dimensions() -> None:
    assert [dimension(unit) for unit in ("km", "hectare", "kg", "well")] == ["length", "area", "weight", None]
