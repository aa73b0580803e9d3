"""Shares, measures and spans of time."""

from __future__ import annotations

import pytest

from tests.annotate.figures.found import only


@pytest.mark.parametrize(
    ("text", "lang", "value", "unit"),
    [
        ("40 %", "fr", 40, "%"),
        ("soixante-dix pour cent", "fr", 70, "%"),
        ("3,5 points de pourcentage", "fr", 3.5, "percentage point"),
        ("25 points de base", "fr", 25, "basis point"),
        ("54 por ciento", "es", 54, "%"),
        ("30 per cent", "en", 30, "%"),
        ("30 percent", "en", 30, "%"),
        ("3,4 في المائة", "ar", 3.4, "%"),
        ("27 بالمئة", "ar", 27, "%"),
        ("٢٥٪", "ar", 25, "%"),
        ("350 km", "fr", 350, "km"),
        ("350 kilometres", "en", 350, "km"),
        ("350 كيلومترا", "ar", 350, "km"),
        ("12 كلم", "ar", 12, "km"),
        ("1 200 km²", "fr", 1200, "km2"),
        ("1800 متر مربع", "ar", 1800, "m2"),
        ("cuatro metros cuadrados", "es", 4, "m2"),
        ("48 000 m3", "fr", 48000, "m3"),
        ("90 km/h", "fr", 90, "km/h"),
        ("110 kilómetros por hora", "es", 110, "km/h"),
        ("500 MW", "es", 500, "MW"),
        ("110 mégawatts", "fr", 110, "MW"),
        ("500 ميغاواط", "ar", 500, "MW"),
        ("14 GWh", "en", 14, "GWh"),
        ("sept hectares", "fr", 7, "hectare"),
        ("5 ha", "es", 5, "hectare"),
        ("8 400 000 hectares", "fr", 8400000, "hectare"),
        ("18 ألف طن", "ar", 18000, "ton"),
        ("900 tonnes", "en", 900, "ton"),
        ("1,5 million de quintaux", "fr", 1500000, "quintal"),
        ("2,4 kilos", "fr", 2.4, "kg"),
        ("12 mm", "fr", 12, "mm"),
        ("36 degrés", "fr", 36, "celsius"),
        ("36 °C", "es", 36, "celsius"),
        ("30 degrees Fahrenheit", "en", 30, "fahrenheit"),
        ("trois ans", "fr", 3, "year"),
        ("deux heures", "fr", 2, "hour"),
        ("48h", "fr", 48, "hour"),
        ("quatorze mois", "fr", 14, "month"),
        ("cinco años", "es", 5, "year"),
        ("dos semanas", "es", 2, "week"),
        ("four days", "en", 4, "day"),
        ("خمس سنوات", "ar", 5, "year"),
        ("ثلاثة أسابيع", "ar", 3, "week"),
        ("a 300-megawatt plant", "en", 300, "MW"),
        ("a 36-km road", "en", 36, "km"),
        ("1.5m tonnes", "en", 1500000, "ton"),
        ("120 كلم في الساعة", "ar", 120, "km/h"),
        ("3,5 millones de m3", "es", 3500000, "m3"),
        ("a 90-day deadline", "en", 90, "day"),
    ],
)
def test_units(text: str, lang: str, value: float, unit: str) -> None:
    figure = only(text, lang)
    assert (figure.value, figure.unit) == (value, unit)


def test_degrees_say_how_they_were_read() -> None:
    assert only("36 degrés", "fr").reading == "degrees read as Celsius"


def test_a_minus_before_a_share() -> None:
    assert only("une évolution de -0,5 % sur un an", "fr").value == -0.5
    assert only("une évolution de +0,5 % ", "fr").value == 0.5


def test_what_a_measure_is_of() -> None:
    assert only("8 100 tonnes de fourrage subventionné", "fr").about == "fourrage subventionné"
    assert only("40 % des emplois", "fr").about == "emplois"
    assert only("70% de los arrestados", "es").about == "arrestados"
    assert only("18 ألف طن من الأعلاف المدعمة", "ar").about == "الأعلاف المدعمة"


def test_where_a_distance_begins_is_not_what_it_counts() -> None:
    assert only("à 14 km de Tétouan", "fr").about is None
