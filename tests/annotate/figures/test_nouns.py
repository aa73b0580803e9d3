"""What is counted: in the lists, with its adjectives, or by its own name."""

from __future__ import annotations

import pytest

from marsad.annotate.figures import quantities
from tests.annotate.figures.found import only, pairs


@pytest.mark.parametrize(
    ("text", "lang", "value", "unit"),
    [
        ("6 000 agents publics", "fr", 6000, "person"),
        ("900 citernes traditionnelles", "fr", 900, "cistern"),
        ("douze antennes régionales", "fr", 12, "region"),
        ("850 jeux de données", "fr", 850, "dataset"),
        ("cinquante camions-citernes", "fr", 50, "truck"),
        ("9 000 têtes", "fr", 9000, "head of livestock"),
        ("54 puits", "fr", 54, "well"),
        ("onze communes rurales", "fr", 11, "town"),
        ("quinze nouvelles écoles", "fr", 15, "school"),
        ("3 autres blessés", "fr", 3, "person"),
        ("12 000 emplois", "fr", 12000, "job"),
        ("400 logements sociaux", "fr", 400, "house"),
        ("6.000 empleados públicos", "es", 6000, "person"),
        ("45 pozos", "es", 45, "well"),
        ("ocho clubes", "es", 8, "team"),
        ("850 conjuntos de datos", "es", 850, "dataset"),
        ("33 votos", "es", 33, "vote"),
        ("nueve países", "es", 9, "country"),
        ("dos autobuses", "es", 2, "bus"),
        ("120 doctoral students", "en", 120, "person"),
        ("320 rural schools", "en", 320, "school"),
        ("412 worried minibus drivers", "en", 412, "person"),
        ("eleven pages", "en", 11, "page"),
        ("3,200 signatures", "en", 3200, "signature"),
        ("12 police officers", "en", 12, "person"),
        ("12 solar panels", "en", 12, "panel"),
        ("3m people", "en", 3000000, "person"),
        ("35 ألف كتاب", "ar", 35000, "book"),
        ("12 كاتبا", "ar", 12, "person"),
        ("18,000-seat stadium", "en", 18000, "seat"),
        ("120 طالب دكتوراه", "ar", 120, "person"),
        ("ثلاثين خبيرا", "ar", 30, "person"),
        ("54 بئرا", "ar", 54, "well"),
        ("إحدى عشرة معتمدية", "ar", 11, "town"),
        ("ثمانية أندية", "ar", 8, "team"),
        ("900 ماجل تقليدي", "ar", 900, "cistern"),
        ("خمسة آلاف منصب شغل", "ar", 5000, "job"),
        ("ثلاث عشرة سفينة", "ar", 13, "boat"),
        ("3000 من السكان", "ar", 3000, "person"),
    ],
)
def test_listed_nouns(text: str, lang: str, value: float, unit: str) -> None:
    figure = only(text, lang)
    assert (figure.value, figure.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "lang"),
    [("6 000 agents publics", "fr"), ("900 ماجل تقليدي", "ar"), ("120 doctoral students", "en")],
)
def test_adjectives_belong_to_the_figure(text: str, lang: str) -> None:
    assert only(f"{text}, a-t-on dit", lang).text == text


def test_about_holds_the_words_as_they_stand() -> None:
    assert only("12 000 emplois directs", "fr").about == "emplois directs"
    assert only("120 doctoral students", "en").about == "doctoral students"


@pytest.mark.parametrize(
    ("text", "lang", "unit"),
    [
        ("45 pingouins", "fr", "pingouin"),
        ("45 chandeaux", "fr", "chandeau"),
        ("45 hurones", "es", "hurón"),
        ("45 farolillos", "es", "farolillo"),
        ("45 wugs", "en", "wug"),
        ("45 fairies", "en", "fairy"),
        ("45 زرافة", "ar", "زرافة"),
    ],
)
def test_an_unlisted_noun_is_its_own_unit(text: str, lang: str, unit: str) -> None:
    figure = only(text, lang)
    assert (figure.unit, figure.rule) == (unit, "unlisted noun")
    assert figure.confidence < 0.9


def test_the_second_number_of_the_same_noun() -> None:
    assert pairs("Six puits sur quarante-cinq sont achevés.", "fr") == [(6, "well"), (45, "well")]
    assert pairs("12 pozos de un total de 45", "es") == [(12, "well"), (45, "well")]
    assert pairs("seven villages out of twelve", "en") == [(7, "village"), (12, "village")]
    assert pairs("20 مدرسة من أصل 35", "ar") == [(20, "school"), (35, "school")]


def test_all_the_day_is_no_share_of_a_number() -> None:
    assert pairs("ouvert 24 heures sur 24", "fr") == [(24, "hour")]


def test_no_noun_is_found_over_a_line_break() -> None:
    assert quantities("Le total est de 45\n\nparticipants", "fr") == []


def test_a_verb_is_no_noun_in_english() -> None:
    assert quantities("All 45 said nothing", "en") == []


@pytest.mark.parametrize(
    ("text", "lang", "unit"),
    [
        ("45 balayeurs", "fr", "person"),
        ("45 nivologues", "fr", "person"),
        ("45 flamenquistas", "es", "person"),
        ("45 stakeholders", "en", "person"),
        ("45 مقرصنا", "ar", "person"),
        ("ستة مقرصنين", "ar", "person"),
        ("45 moteurs", "fr", "engine"),
        ("45 aspirateurs", "fr", "aspirateur"),
        ("45 aristas", "es", "arista"),
        ("45 feathers", "en", "feather"),
        ("45 fusées", "fr", "fusée"),
    ],
)
def test_the_ending_tells_people_from_things(text: str, lang: str, unit: str) -> None:
    assert only(text, lang).unit == unit


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("انهار جسران", [(2, "bridge")]),
        ("احترقت سيارتان حمراوان", [(2, "car")]),
        ("حركة طالبان", []),
        ("الطرفان والبلدان", []),
        ("جمعية أمان", []),
    ],
)
def test_arabic_duals(text: str, found: list[tuple[int, str]]) -> None:
    assert pairs(text, "ar") == found
