"""Numerals in digits: separators by the habit of the language, spaces, the digits of Arabic."""

from __future__ import annotations

import pytest

from marsad.annotate.figures.numerals import read_digits
from tests.annotate.figures.found import only, pairs


@pytest.mark.parametrize(
    ("written", "lang", "value"),
    [
        ("2.000", "fr", 2000),
        ("2.000", "es", 2000),
        ("2.000", "ar", 2000),
        ("2.000", "en", 2.0),
        ("2,000", "en", 2000),
        ("1,200", "fr", 1.2),
        ("1,2", "fr", 1.2),
        ("1.2", "fr", 1.2),
        ("1,2", "en", 1.2),
        ("1.25", "es", 1.25),
        ("3٫4", "ar", 3.4),
        ("2٬000", "ar", 2000),
        ("1.234.567", "es", 1234567),
        ("1,234,567", "en", 1234567),
        ("1,234.5", "en", 1234.5),
        ("1.234,5", "es", 1234.5),
        ("0.250", "fr", 0.25),
        ("0,500", "en", 0.5),
        ("45", "ar", 45),
    ],
)
def test_separators(written: str, lang: str, value: float) -> None:
    read = read_digits(written, lang)
    assert read is not None
    assert read[0] == value


@pytest.mark.parametrize("written", ["12.05.2025", "0522", "007", "1.23.456", "1,2,3", "9" * 40, "1,23.4,5"])
def test_no_number(written: str) -> None:
    assert read_digits(written, "fr") is None


def test_both_readings_are_kept() -> None:
    assert read_digits("1.200", "fr") == (1200, 1.2)
    assert read_digits("1.200", "en") == (1.2, 1200)


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", "\u2009"])
@pytest.mark.parametrize("lang", ["fr", "es", "en"])
def test_spaces_between_thousands(space: str, lang: str) -> None:
    noun = {"fr": "participants", "es": "participantes", "en": "participants"}[lang]
    assert pairs(f"12{space}500 {noun}", lang) == [(12500, "person")]


def test_spaces_in_arabic() -> None:
    assert pairs("12 500 مشارك", "ar") == [(12500, "person")]


def test_spaces_with_decimals() -> None:
    assert pairs("12 345,67 euros", "fr") == [(12345.67, "EUR")]


@pytest.mark.parametrize(
    ("text", "value"),
    [("٢٠٠٠ شخص", 2000), ("٢٬٠٠٠ شخص", 2000), ("٣٫٤ كيلومتر", 3.4), ("١٢ ألف شخص", 12000), ("٢٫٥ مليون شخص", 2500000)],
)
def test_digits_of_arabic(text: str, value: float) -> None:
    assert only(text, "ar").value == value


@pytest.mark.parametrize(
    ("text", "lang", "value", "said"),
    [
        ("2,500 personnes", "fr", 2500, "whole"),
        ("2,500 vecinos", "es", 2500, "whole"),
        ("1.200 people", "en", 1200, "whole"),
        ("12,500 dirhams", "fr", 12500, "two decimals"),
        ("1.250 milliard de dirhams", "fr", 1250000000, "scale"),
        ("3.125 %", "fr", 3.125, "small"),
    ],
)
def test_what_is_counted_says_what_the_separator_means(text: str, lang: str, value: float, said: str) -> None:
    figure = only(text, lang)
    assert figure.value == value
    assert figure.reading is not None
    assert said in figure.reading


def test_tunisian_prices_have_three_decimals() -> None:
    assert only("le litre à 2,125 dinars à Tunis", "fr").value == 2.125


def test_a_habit_that_is_not_shared_is_named() -> None:
    assert "habit" in (only("2.000 millones de euros", "es").reading or "")
    assert only("2,000 people", "en").reading is None


def test_proclitics_are_not_part_of_the_figure() -> None:
    assert only("بكلفة تقدر ب120 مليون درهم", "ar").text == "120 مليون درهم"
    assert only("لـ3000 شخص", "ar").text == "3000 شخص"
    assert only("ب1,5 مليون يورو", "ar").value == 1500000
