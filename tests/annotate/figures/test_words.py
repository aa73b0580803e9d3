"""Numbers in words."""

from __future__ import annotations

import pytest

from tests.annotate.figures.found import only

FRENCH = {
    "quatre-vingt-dix-sept": 97,
    "quatre-vingts": 80,
    "quatre-vingt-un": 81,
    "quatre-vingt-onze": 91,
    "soixante-et-onze": 71,
    "soixante et onze": 71,
    "soixante-dix": 70,
    "septante-deux": 72,
    "nonante": 90,
    "vingt et un": 21,
    "trente-huit": 38,
    "dix-sept": 17,
    "cent": 100,
    "cent vingt": 120,
    "deux cent cinquante": 250,
    "trois cents": 300,
    "cinq cent quatre-vingt-six": 586,
    "mille": 1000,
    "mille cinq cents": 1500,
    "deux mille trois cent quarante": 2340,
    "douze mille": 12000,
    "cent vingt mille": 120000,
    "quatre-vingt-dix-sept mille trois cent soixante et onze": 97371,
    "un million de": 1000000,
    "deux millions et demi de": 2500000,
    "un million deux cent mille": 1200000,
    "3 millions 500 000": 3500000,
}
SPANISH = {
    "veintiún": 21,
    "veintidós": 22,
    "treinta y cinco": 35,
    "noventa y nueve": 99,
    "cien": 100,
    "ciento veinte": 120,
    "doscientos cincuenta": 250,
    "quinientas": 500,
    "mil": 1000,
    "mil doscientos": 1200,
    "treinta y cinco mil": 35000,
    "ciento veinte mil quinientos": 120500,
    "786 mil 228": 786228,
    "un millón de": 1000000,
    "dos millones y medio de": 2500000,
    "medio millón de": 500000,
    "un cuarto de millón de": 250000,
    "mil millones de": 1000000000,
    "dos mil quinientos millones de": 2500000000,
    "dos billones de": 2000000000000,
}
ENGLISH = {
    "eleven": 11,
    "twenty-one": 21,
    "ninety-nine": 99,
    "a hundred": 100,
    "one hundred and twenty": 120,
    "two hundred and fifty": 250,
    "twelve hundred": 1200,
    "two thousand five hundred": 2500,
    "five thousand and forty": 5040,
    "thirty-five thousand": 35000,
    "a million": 1000000,
    "half a million": 500000,
    "a quarter of a million": 250000,
    "two and a half million": 2500000,
    "three million": 3000000,
    "1.5 billion": 1500000000,
}
ARABIC = {
    "ثلاثة": 3,
    "إحدى عشرة": 11,
    "واحد وعشرون": 21,
    "واحدا وعشرين": 21,
    "إحدى وثلاثين": 31,
    "أحد عشر": 11,
    "اثنا عشر": 12,
    "خمسة عشر": 15,
    "ثماني عشرة": 18,
    "ثلاثين": 30,
    "خمسة وعشرين": 25,
    "تسعا وأربعين": 49,
    "مئة": 100,
    "مائتين": 200,
    "ثلاثمائة وخمسين": 350,
    "ثلاث مئة": 300,
    "مئة وخمسة وعشرين": 125,
    "ألف": 1000,
    "ألفي": 2000,
    "خمسة آلاف": 5000,
    "خمسة آلاف ومئتين وخمسين": 5250,
    "خمسة وعشرين ألف": 25000,
    "خمسة وعشرين ألف و ثلاثمائة": 25300,
    "مئة وعشرين ألف": 120000,
    "مئتي ألف": 200000,
    "مليون": 1000000,
    "مليون ونصف": 1500000,
    "مليون ونصف مليون": 1500000,
    "مليوني": 2000000,
    "نصف مليون": 500000,
    "أربعة ملايين وسبعمائة ألف": 4700000,
    "5 ملايين و200 ألف": 5200000,
    "مليون و 300 ألف": 1300000,
    "مليار ومائتي مليون": 1200000000,
}


@pytest.mark.parametrize(("words", "value"), FRENCH.items())
def test_french(words: str, value: float) -> None:
    assert only(f"{words} habitants", "fr").value == value


@pytest.mark.parametrize(("words", "value"), SPANISH.items())
def test_spanish(words: str, value: float) -> None:
    assert only(f"{words} habitantes", "es").value == value


@pytest.mark.parametrize(("words", "value"), ENGLISH.items())
def test_english(words: str, value: float) -> None:
    assert only(f"{words} inhabitants", "en").value == value


@pytest.mark.parametrize(("words", "value"), ARABIC.items())
def test_arabic(words: str, value: float) -> None:
    assert only(f"{words} شخص", "ar").value == value


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("une centaine de manifestants", "fr", 100),
        ("une dizaine de communes", "fr", 10),
        ("un millier de marcheurs", "fr", 1000),
        ("deux douzaines d'oeufs", "fr", 24),
        ("une dizaine de milliers de fidèles", "fr", 10000),
        ("una veintena de heridos", "es", 20),
        ("un centenar de vecinos", "es", 100),
        ("dos docenas de barcos", "es", 24),
        ("a dozen villages", "en", 12),
        ("two dozen villages", "en", 24),
        ("half a dozen villages", "en", 6),
    ],
)
def test_words_for_about_so_many(text: str, lang: str, value: int) -> None:
    figure = only(text, lang)
    assert figure.value == value
    assert figure.approximate


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("سنتان من الأشغال", 2, "year"),
        ("على هكتارين", 2, "hectare"),
        ("خلال شهرين", 2, "month"),
        ("بطول كيلومترين", 2, "km"),
        ("مدة ساعتين", 2, "hour"),
    ],
)
def test_a_dual_is_two(text: str, value: int, unit: str) -> None:
    figure = only(text, "ar")
    assert (figure.value, figure.unit, figure.rule) == (value, unit, "dual")


def test_the_proclitic_of_a_dual_stays_outside() -> None:
    assert only("في أسبوع واحد وساعتين", "ar").text == "ساعتين"


def test_a_dual_scale_stands_alone_or_follows_a_numeral() -> None:
    assert only("مليونا درهم", "ar").value == 2000000
    assert only("25 مليونا و300 ألف نسمة", "ar").value == 25300000


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [("trois ans et demi", "fr", 3.5), ("dos años y medio", "es", 2.5), ("ثلاث سنوات ونصف", "ar", 3.5)],
)
def test_a_half_after_the_unit(text: str, lang: str, value: float) -> None:
    assert only(text, lang).value == value


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("des milliers de personnes", "fr"),
        ("plusieurs millions de dirhams", "fr"),
        ("miles de personas", "es"),
        ("millones de euros", "es"),
        ("hundreds of people", "en"),
        ("millions of dollars", "en"),
        ("آلاف الأشخاص", "ar"),
        ("ملايين الدراهم", "ar"),
        ("عشرات السكان", "ar"),
    ],
)
def test_vague_numbers_are_no_figures(text: str, lang: str) -> None:
    from marsad.annotate.figures import quantities

    assert quantities(text, lang) == []
