"""Of which country somebody or something is."""

from __future__ import annotations

import pytest

from marsad.annotate.places import country_of, demonym
from marsad.read.fold import fold


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("marocain marocaine marocains marocaines marroquí marroquíes Moroccan Moroccans", "MA"),
        ("مغربي مغربية المغربية المغاربة للمغاربة", "MA"),
        ("algérien algérienne algériens argelino argelinas Algerian جزائري الجزائرية والجزائريين", "DZ"),
        ("tunisien tunisienne tunecino tunecinas Tunisian تونسي التونسية التونسيين", "TN"),
        ("libyen libyenne libio Libyan ليبي الليبية", "LY"),
        ("mauritanien mauritanienne mauritano Mauritanian موريتاني الموريتانية", "MR"),
        ("sahraoui sahraouie saharaui Sahrawi صحراوي", "EH"),
        ("français française françaises francés francesa French فرنسي الفرنسيين", "FR"),
        ("espagnol espagnole español española españoles Spanish Spaniards إسباني الإسبانية", "ES"),
        ("allemand allemande alemán alemana alemanes German ألماني", "DE"),
        ("grec grecque grecs grecques griego Greek يوناني", "GR"),
        ("turc turque turcs turco Turkish تركي الأتراك", "TR"),
        ("britannique anglais anglaise inglés inglesa British بريطاني", "GB"),
        ("américain américaine estadounidense estadounidenses American أمريكي الأميركية", "US"),
        ("saoudien saoudienne saudí saudíes Saudi سعودي السعوديين", "SA"),
        ("égyptienne egipcia Egyptian مصري المصريون", "EG"),
        ("sénégalaise senegalés senegalesa Senegalese سنغالي", "SN"),
        ("chinoise chino chinas Chinese صيني", "CN"),
    ],
)  # fmt: skip
def test_inflections(words: str, country: str) -> None:
    assert {word: demonym(fold(word)) for word in words.split()} == dict.fromkeys(words.split(), country)


@pytest.mark.parametrize(
    "word", ["", "maroc", "المغرب", "table", "mesa", "nice", "طاولة", "و", "ال", "1", "européenne"]
)
def test_other_words_are_of_no_country(word: str) -> None:
    assert demonym(fold(word)) is None


@pytest.mark.parametrize("country", ["Maroc", "Tunisie", "مصر", "Francia", "Germany"])
def test_a_country_is_no_demonym(country: str) -> None:
    assert country_of(country)
    assert demonym(fold(country)) is None
