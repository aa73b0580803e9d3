"""Folding, words, anchors: what must compare equal does, what must not does not."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings

from marsad.group.anchors import anchors, skeleton
from marsad.group.words import bare, fold, plain_words, words
from tests.group.texts import any_text


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ÉCOLE", "ecole"),
        ("señor Núñez", "senor nunez"),
        ("الإِنْتِخَابَاتُ", "الانتخابات"),
        ("مدرسة", "مدرسه"),
        ("على", "علي"),
        ("كـــتاب", "كتاب"),
        ("٢٠٢٥", "2025"),
        ("ﻻ", "لا"),
        ("e\u0301cole", "école"),
    ],
)
def test_spellings_of_one_word_fold_together(left: str, right: str) -> None:
    assert fold(left) == fold(right)


def test_words_are_cut_at_apostrophes_and_marks() -> None:
    assert words("L'eau, « 1.200 » puits_neufs") == ["l", "eau", "1", "200", "puits", "neufs"]
    assert words("") == []


@settings(max_examples=400, deadline=None)
@given(any_text())
@example("ΑΣ ΑΣΑ")
@example("صَباح الخير ﻻ")
@example("Le préfet de l'Oued a reçu 1.200 élèves « à l’école » hier… ½ ™")
@example("El alcalde de Almería anunció 1.200 pozos; la niña leyó _mucho_.")
@example("أَعْلَنَ الوزيرُ عن حفر ١٢٠٠ بئر في مدرسةٍ كـــبيرة على الساحل.")
def test_words_are_those_of_the_plain_definition(text: str) -> None:
    assert words(text) == plain_words(text)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("الحكومه", "حكومه"),
        ("والحكومه", "حكومه"),
        ("بالحكومه", "حكومه"),
        ("للحكومه", "حكومه"),
        ("وزير", "وزير"),
        ("ولد", "ولد"),
        ("الى", "الى"),
        ("algebra", "algebra"),
    ],
)
def test_arabic_clitics_come_off_and_short_words_stay(written: str, expected: str) -> None:
    assert bare(written) == expected


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("kairouan", "القيروان"),
        ("figuig", "فجيج"),
        ("ghadir", "غدير"),
        ("biskra", "بسكره"),
        ("chefchaouen", "شفشاون"),
        ("mauritania", "موريتانيا"),
    ],
)
def test_a_name_sounds_alike_in_both_scripts(latin: str, arabic: str) -> None:
    assert skeleton(latin) == skeleton(arabic)


def test_anchors_are_names_inside_sentences_and_numbers() -> None:
    text = "Yesterday the mayor of Kairouan promised 1,400 wells by 2030. Nobody asked Salem about 3 of them."
    found = anchors(text, words(text))
    assert "krn" in found
    assert "1400" in found
    assert skeleton("salem") in found
    assert not {"2030", "3", skeleton("nobody"), skeleton("mayor")} & set(found)
    assert list(found) == sorted(found)


def test_thousands_read_alike_in_every_notation() -> None:
    for text in ("1.400 puits", "1 400 puits", "1\u202f400 puits", "1,400 wells", "١٬٤٠٠ بئر"):
        assert "1400" in anchors(text, words(text)), text
