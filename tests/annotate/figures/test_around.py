"""Ranges, changes, approximations."""

from __future__ import annotations

import pytest

from marsad.annotate.figures import quantities
from tests.annotate.figures.found import only, pairs


@pytest.mark.parametrize(
    ("text", "lang", "reading"),
    [
        ("environ 8 000 spectateurs", "fr", None),
        ("près de deux heures", "fr", None),
        ("quelque 2 600 marins", "fr", None),
        ("plus de 400 morts", "fr", "more than"),
        ("au moins trente blessés", "fr", "at least"),
        ("moins de 200 mm", "fr", "less than"),
        ("jusqu'à 30 %", "fr", "at most"),
        ("8 000 spectateurs environ", "fr", None),
        ("trente blessés au moins", "fr", "at least"),
        ("casi 2.000 personas", "es", None),
        ("unos 3.000 marineros", "es", None),
        ("alrededor de 40 barcos", "es", None),
        ("más de 40 barcos", "es", "more than"),
        ("al menos nueve muertos", "es", "at least"),
        ("about 5,000 fans", "en", None),
        ("some 1,400 comments", "en", None),
        ("nearly 2,000 people", "en", None),
        ("more than 3,000 families", "en", "more than"),
        ("at least 12 ships", "en", "at least"),
        ("30 dirhams or more", "en", "more than"),
        ("نحو 900 طن", "ar", None),
        ("حوالي 41 ألف تلميذ", "ar", None),
        ("ما يقرب من 2000 شخص", "ar", None),
        ("أزيد من 300 أسرة", "ar", "more than"),
        ("ما لا يقل عن 30 جريحا", "ar", "at least"),
        ("أقل من ثلاثين كيلومترا", "ar", "less than"),
    ],
)
def test_approximations(text: str, lang: str, reading: str | None) -> None:
    figure = only(f"{text}.", lang)
    assert figure.approximate
    assert figure.text == text
    assert (reading is None) is (figure.reading is None)
    assert reading is None or reading in str(figure.reading)


def test_an_exact_number_is_not_approximate() -> None:
    assert not only("8 000 spectateurs", "fr").approximate


def test_proclitics_stay_outside() -> None:
    assert only("وأكثر من 2600 بحار", "ar").text == "أكثر من 2600 بحار"
    assert quantities("وبين 5 و7 ملايين درهم", "ar")[0].text == "بين 5 و7 ملايين درهم"


def test_over_so_many_years_is_how_long() -> None:
    assert not only("1.2 million dirhams", "en").approximate
    figures = pairs("funded over five years", "en")
    assert figures == [(5, "year")]
    assert not only("funded over five years", "en").approximate


@pytest.mark.parametrize(
    ("text", "lang", "value", "upper", "unit"),
    [
        ("entre 20 et 30 millions de dirhams", "fr", 20_000_000, 30_000_000, "MAD"),
        ("entre 800 et 1,2 milliard d'euros", "fr", 800_000_000, 1_200_000_000, "EUR"),
        ("15.000 à 20.000 postes", "fr", 15000, 20000, "job"),
        ("de 35 à 210 grammes", "fr", 35, 210, "g"),
        ("trois ou quatre ans", "fr", 3, 4, "year"),
        ("20-30 km", "fr", 20, 30, "km"),
        ("entre 500.000 et 2 millions de tonnes", "fr", 500_000, 2_000_000, "ton"),
        ("entre 50 y 80 kilómetros", "es", 50, 80, "km"),
        ("de 2 a 3 millones de euros", "es", 2_000_000, 3_000_000, "EUR"),
        ("between two and eight degrees", "en", 2, 8, "celsius"),
        ("between $5 million and $7 million", "en", 5_000_000, 7_000_000, "USD"),
        ("$1bn-$2bn", "en", 1_000_000_000, 2_000_000_000, "USD"),
        ("5 to 7 percent", "en", 5, 7, "%"),
        ("بين 20 و30 مليون درهم", "ar", 20_000_000, 30_000_000, "MAD"),
        ("من 5 إلى 7 في المائة", "ar", 5, 7, "%"),
    ],
)
def test_ranges(text: str, lang: str, value: float, upper: float, unit: str) -> None:
    figure, end = quantities(text, lang)
    assert (figure.value, figure.upper, figure.unit, figure.rule) == (value, upper, unit, "range")
    assert figure.text == text
    assert (end.value, end.upper, end.unit, end.rule) == (upper, None, unit, "range")
    assert text.endswith(end.text)


@pytest.mark.parametrize(
    ("text", "lang", "value", "former", "unit"),
    [
        ("Le taux est passé de 10 à 15 %", "fr", 15, 10, "%"),
        ("Le taux passe de 9,5% à 12,3%", "fr", 12.3, 9.5, "%"),
        ("Les prises sont tombées de 84 000 à 61 000 tonnes", "fr", 61000, 84000, "ton"),
        ("La ayuda subió de 1.800 a 2.400 dírhams", "es", 2400, 1800, "MAD"),
        ("The rate rose from 5 to 7 percent", "en", 7, 5, "%"),
        ("It fell from 25 percent to 23 percent", "en", 23, 25, "%"),
        ("ارتفعت النسبة من 10 إلى 15 في المائة", "ar", 15, 10, "%"),
        ("وانخفض الإنتاج من 84 ألف إلى 61 ألف طن", "ar", 61000, 84000, "ton"),
    ],
)
def test_changes(text: str, lang: str, value: float, former: float, unit: str) -> None:
    figure, start = quantities(text, lang)
    assert (figure.value, figure.former, figure.unit, figure.rule) == (value, former, unit, "change")
    assert figure.upper is None
    assert (start.value, start.former, start.unit, start.rule) == (former, None, unit, "change")
    assert figure.start < start.start < start.end < figure.end


def test_a_verb_of_change_in_the_sentence_before_makes_no_change() -> None:
    assert quantities("Le prix a augmenté. Il faut de 10 à 15 tonnes.", "fr")[0].upper == 15


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("15 %, contre 10 % un an plus tôt", "fr"),
        ("15 %, frente a 10 % el año pasado", "es"),
        ("15 percent, up from 10 percent", "en"),
        ("15 في المائة مقابل 10 في المائة", "ar"),
    ],
)
def test_a_value_set_against_another(text: str, lang: str) -> None:
    first, second = quantities(text, lang)
    assert (first.value, first.former, second.value) == (15, 10, 10)


def test_a_shared_unit() -> None:
    assert pairs("des taux de 12 et 15 %", "fr") == [(12, "%"), (15, "%")]
    assert pairs("tasas del 12 y 15 %", "es") == [(12, "%"), (15, "%")]
