"""Sums: signs, codes, scales before codes, whose dinar."""

from __future__ import annotations

import pytest

from tests.annotate.figures.found import only, pairs


@pytest.mark.parametrize(
    ("text", "lang", "value", "unit"),
    [
        ("11 milliards de dirhams", "fr", 11_000_000_000, "MAD"),
        ("2 milliards DH", "fr", 2_000_000_000, "MAD"),
        ("3,5 MMDH", "fr", 3_500_000_000, "MAD"),
        ("340 MDH", "fr", 340_000_000, "MAD"),
        ("300 KDH", "fr", 300_000, "MAD"),
        ("500 000 MAD", "fr", 500_000, "MAD"),
        ("25 Dhs", "fr", 25, "MAD"),
        ("12 MDT", "fr", 12_000_000, "TND"),
        ("45 MD", "fr", 45_000_000, "TND"),
        ("5 mds de DH", "fr", 5_000_000_000, "MAD"),
        ("25 Mdh", "fr", 25_000_000, "MAD"),
        ("600 millions de DT", "fr", 600_000_000, "TND"),
        ("45 MDA", "fr", 45_000_000, "DZD"),
        ("2 milliards et 300 millions de dirhams", "fr", 2_300_000_000, "MAD"),
        ("un milliard 200 millions de dirhams", "fr", 1_200_000_000, "MAD"),
        ("1.200,50 DH", "fr", 1200.5, "MAD"),
        ("1,3 Md€", "fr", 1_300_000_000, "EUR"),
        ("3 Mds d'euros", "fr", 3_000_000_000, "EUR"),
        ("100 M€", "fr", 100_000_000, "EUR"),
        ("200 k€", "fr", 200_000, "EUR"),
        ("5 MUSD", "fr", 5_000_000, "USD"),
        ("un demi-million d'euros", "fr", 500_000, "EUR"),
        ("400 millions d'ouguiyas", "fr", 400_000_000, "MRU"),
        ("12 millions de francs CFA", "fr", 12_000_000, "XOF"),
        ("9 500 FCFA", "fr", 9500, "XOF"),
        ("7 millions de livres sterling", "fr", 7_000_000, "GBP"),
        ("un euro", "fr", 1, "EUR"),
        ("300 millones de dólares", "es", 300_000_000, "USD"),
        ("1.500 M€", "es", 1_500_000_000, "EUR"),
        ("80.000 euros", "es", 80_000, "EUR"),
        ("500 mdp", "es", 500_000_000, "MXN"),
        ("diez mil dírhams", "es", 10_000, "MAD"),
        ("$2 billion", "en", 2_000_000_000, "USD"),
        ("US$1.4bn", "en", 1_400_000_000, "USD"),
        ("€3m", "en", 3_000_000, "EUR"),
        ("£20", "en", 20, "GBP"),
        ("MAD 500 million", "en", 500_000_000, "MAD"),
        ("Dh200 million", "en", 200_000_000, "MAD"),
        ("1.3bn dirhams", "en", 1_300_000_000, "MAD"),
        ("2 million dollars", "en", 2_000_000, "USD"),
        ("640 مليون درهم", "ar", 640_000_000, "MAD"),
        ("مليار دولار", "ar", 1_000_000_000, "USD"),
        ("80 ألف يورو", "ar", 80_000, "EUR"),
        ("ثلاثة ملايين أوقية", "ar", 3_000_000, "MRU"),
        ("عشرين ريالا سعوديا", "ar", 20, "SAR"),
    ],
)
def test_sums(text: str, lang: str, value: float, unit: str) -> None:
    figure = only(text, lang)
    assert (figure.value, figure.unit) == (value, unit)
    assert figure.text == text


def test_mm_is_read_by_language_and_says_so() -> None:
    french, spanish = only("1 MM $", "fr"), only("1 MM $", "es")
    assert (french.value, spanish.value) == (1_000_000_000, 1_000_000)
    assert french.reading is not None
    assert "thousand million" in french.reading
    assert spanish.reading == "MM read as million"


@pytest.mark.parametrize(
    ("text", "lang", "unit"),
    [
        ("60 millions de dinars tunisiens", "fr", "TND"),
        ("60 millions de dinars algériens", "fr", "DZD"),
        ("60 millions de dinars koweïtiens", "fr", "KWD"),
        ("60 دينارا ليبيا", "ar", "LYD"),
        ("60 million Algerian dinars", "en", "DZD"),
        ("sesenta dinares argelinos", "es", "DZD"),
    ],
)
def test_the_adjective_says_whose_dinar(text: str, lang: str, unit: str) -> None:
    figure = only(text, lang)
    assert figure.unit == unit
    assert figure.reading is None


def test_the_text_says_whose_dinar() -> None:
    figure = only("À Alger, le port a coûté 60 millions de dinars.", "fr")
    assert figure.unit == "DZD"
    assert figure.reading == "dinar read as DZD, by the country that the text names most"
    assert only("Le port a coûté 60 millions de dinars.", "fr").unit == "TND"
    assert only("في الجزائر، كلفت الأشغال 60 مليون دينار", "ar").unit == "DZD"


def test_parts_of_a_currency() -> None:
    assert pairs("3 milliards de centimes au Maroc", "fr") == [(30_000_000, "MAD")]
    assert pairs("200 millimes", "fr") == [(0.2, "TND")]
    assert pairs("sept dirhams et quatre-vingts centimes", "fr") == [(7.8, "MAD")]
    assert pairs("سبعة دراهم وثمانين سنتيما في المغرب", "ar") == [(7.8, "MAD")]


def test_what_the_money_is_for() -> None:
    assert only("90 millions de dirhams d'investissements publics", "fr").about == "investissements publics"
    assert only("2 million dollars of aid", "en").about == "aid"


@pytest.mark.parametrize(
    ("text", "lang", "unit"),
    [
        ("Le tram de Sétif a coûté 40 millions de dinars.", "fr", "DZD"),
        ("Le port de Zarzis a coûté 40 millions de dinars.", "fr", "TND"),
        ("كلف الميناء في مصراتة 40 مليون دينار", "ar", "LYD"),
        ("El puerto de Orán costó 40 millones de dinares.", "es", "DZD"),
        ("The Tunisians paid 40 million dinars.", "en", "TND"),
        ("Le marché de Béchar a coûté 40 millions de centimes.", "fr", "DZD"),
    ],
)
def test_a_town_or_a_people_says_whose_money(text: str, lang: str, unit: str) -> None:
    assert only(text, lang).unit == unit
