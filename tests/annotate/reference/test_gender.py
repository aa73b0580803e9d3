"""Whether persons are men or women, and the gender of bodies' nouns: each case a text and what is asked of it."""

from __future__ import annotations

import pytest

from marsad.annotate.reference import References
from marsad.annotate.reference.gender import gender_of_name
from marsad.annotate.text import folded_word
from tests.annotate.reference.cases import known_of


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Naïma", "f"), ("Moussa", "m"), ("Zineb", "f"), ("Mourad", "m"), ("Nour", None), ("Camille", None),
        ("Begoña", "f"), ("Álvaro", "m"), ("Margaret", "f"), ("Walter", "m"), ("خديجة", "f"), ("مراد", "m"),
        ("نور", None), ("Xyzzy", None),
    ],
)  # fmt: skip
def test_given_names(name: str, gender: str | None) -> None:
    assert gender_of_name(folded_word(name)) == gender


@pytest.mark.parametrize(
    ("lang", "text", "name", "gender"),
    [
        ("fr", "Mme Amezzan a ri.", "Amezzan", "f"),
        ("fr", "La ministre de l'Eau, Tislet Amezzan, a ri.", "Tislet Amezzan", "f"),
        ("fr", "Le ministre de l'Eau, Tislet Amezzan, a ri.", "Tislet Amezzan", "m"),
        ("fr", "Tislet Amezzan, directrice de l'Office du Faro Nord, a ri.", "Tislet Amezzan", "f"),
        ("fr", "L'Office du Faro Nord a signé.", "Office du Faro Nord", "m"),
        ("fr", "L'Agence marocaine des sentiers a signé.", "Agence marocaine des sentiers", "f"),
        ("es", "La alcaldesa Tislet Amezán rió.", "Tislet Amezán", "f"),
        ("en", "Tislet Amezzan, a minister, said she would sign.", "Tislet Amezzan", "f"),
        ("en", "Tislet Amezzan, a minister, said it would rain.", "Tislet Amezzan", None),
        ("en", "Lalla Mint Amezzan, a minister, smiled.", "Lalla Mint Amezzan", "f"),
        ("ar", "وقالت نور الهلالي إن الماء قليل.", "نور الهلالي", "f"),
        ("ar", "وقال نور الهلالي إن الماء قليل.", "نور الهلالي", "m"),
        ("ar", "وتعهدت وكالة الماء ملوية بالبناء.", "وكالة الماء ملوية", "f"),
    ],
)
def test_entities(lang: str, text: str, name: str, gender: str | None) -> None:
    known = known_of(text, lang)
    entity = next(number for number, one in enumerate(known.entities) if one.name == name)
    assert References.of(known).gender(entity) == gender
