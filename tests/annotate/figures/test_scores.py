"""Results of matches."""

from __future__ import annotations

import pytest

from marsad.annotate.figures import quantities
from tests.annotate.figures.found import only, pairs


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("Les Faucons ont remporté le match 2-1 samedi.", "fr", "2-1"),
        ("La finale s'est jouée hier (3-0).", "fr", "3-0"),
        ("El equipo venció por 2-1 en la final.", "es", "2-1"),
        ("The team won 4–2 on Sunday.", "en", "4-2"),
        ("فاز الفريق بنتيجة ٢-١ في النهائي", "ar", "2-1"),
        ("The team scored and won the game 86-79.", "en", "86-79"),
        ("Le club s'est imposé deux buts à un en finale.", "fr", "2-1"),
        ("Victoire 3 à 0 du club.", "fr", "3-0"),
        ("El equipo ganó por dos goles a cero.", "es", "2-0"),
        ("They won the game by two goals to nil.", "en", "2-0"),
        ("فاز الفريق بهدفين مقابل هدف", "ar", "2-1"),
    ],
)
def test_results(text: str, lang: str, value: str) -> None:
    figure = only(text, lang)
    assert (figure.value, figure.unit, figure.rule) == (value, "score", "score")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("La loi 13-09 sur les énergies.", "fr"),
        ("Les chapitres 2-1 du rapport.", "fr"),
        ("Il a gagné en 2025-26 la coupe.", "fr"),
        ("El partido se juega el 12-05-2026.", "es"),
        ("Le match va de 1 à 2.", "fr"),
        ("Call 22-33 for the office.", "en"),
    ],
)
def test_no_result(text: str, lang: str) -> None:
    assert quantities(text, lang) == []


def test_a_result_told_from_the_other_side_is_not_repeated() -> None:
    text = "Les Palmes ont perdu la finale (1-2). À la fin du match, le score était de 2-1."
    assert pairs(text, "fr") == [("2-1", "score")]


def test_a_range_in_a_text_of_sport_is_no_result() -> None:
    figures = pairs("Le club paiera 2 à 3 millions de dirhams pour le match.", "fr")
    assert figures == [(2_000_000, "MAD"), (3_000_000, "MAD")]


@pytest.mark.parametrize(
    ("text", "lang", "values"),
    [
        ("Sitta s'est imposé au volley 3-1 (25-21, 19-25, 25-23, 26-24).", "fr", "3-1 25-21 19-25 25-23 26-24"),
        ("Ganó el torneo de tenis por 6-4, 4-6 y 7-5.", "es", "6-4 4-6 7-5"),
        ("She won the tennis final 6-3, 3-6, 7-6.", "en", "6-3 3-6 7-6"),
        ("فاز الفريق في الكرة الطائرة (25-20، 25-18، 25-22)", "ar", "25-20 25-18 25-22"),
    ],
)
def test_sets(text: str, lang: str, values: str) -> None:
    assert pairs(text, lang) == [(value, "score") for value in values.split()]


def test_a_draw_is_told_twice() -> None:
    assert len(quantities("Le match (1-1) puis la finale, 1-1 aussi.", "fr")) == 2
