"""Names of institutions by what they mean: translations are alike, near misses are not."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.annotate.lexicon import tables_of
from marsad.annotate.link.bags import MAYBE, ONE_NAME, bag_likeness, is_bare, overlap
from marsad.annotate.link.concepts import SORTS, is_dual, language_of, meaning
from marsad.annotate.link.tokens import bag_of, readings
from marsad.model import LANGUAGES
from tests.annotate.link.names import institutions, sort_of


def _likeness(a: str, lang_a: str, b: str, lang_b: str, *countries: str | None) -> float:
    return bag_likeness(bag_of(a, lang_a), bag_of(b, lang_b), *countries)


@pytest.mark.parametrize(
    ("a", "lang_a", "b", "lang_b"),
    [
        ("Office du liège", "fr", "ديوان الفلين", "ar"),
        ("Institut marocain du thym", "fr", "Moroccan Thyme Institute", "en"),
        ("Institut marocain du thym", "fr", "Institut du thym", "fr"),
        ("Étoile de Tiznit", "fr", "نجم تيزنيت", "ar"),
        ("Plan Gadir 2031", "es", "مخطط غدير 2031", "ar"),
        ("Maarifa 2031", "fr", "معرفة 2031", "ar"),
        ("université Ibn Tarhoun", "fr", "جامعة ابن طرحون بتوزر", "ar"),
        ("Agence Sahwa Presse", "fr", "سهوة للأنباء", "ar"),
        ("Union des droits de l'homme", "fr", "Unión de Derechos Humanos", "es"),
        ("Commission nationale des litiges", "fr", "Comisión Nacional de Litigios", "es"),
        ("Comité des marins", "fr", "لجنة البحارة", "ar"),
        ("tribunal de première instance de Tozeur", "fr", "المحكمة الابتدائية بتوزر", "ar"),
        ("Juzgado de Primera Instancia de Nador", "es", "Nador Court of First Instance", "en"),
        ("Inspection des comptes du sel", "fr", "هيئة رقابة حسابات الملح", "ar"),
        ("Cofradía de San Froilán", "es", "رابطة سان فرويلان", "ar"),
        ("Mercado de las Dos Orillas", "es", "سوق الضفتين", "ar"),
        ("Le Soir de Tiznit", "fr", "مساء تيزنيت", "ar"),
        ("Banque des Grenadiers", "en", "Banque des grenadiers", "fr"),
        ("Agence Lumidor", "fr", "وكالة لوميدور", "ar"),
        ("Coopérative Solivert", "fr", "Cooperativa Soliverto", "es"),
        ("Fondation Orsinius", "fr", "Fundación Orsinio", "es"),
        ("transport scolaire de Siliana", "fr", "النقل المدرسي بسليانة", "ar"),
        ("Fundación San Evaristo", "fr", "Fundación San Evaristo", "es"),
        ("Mille chênes", "fr", "ألف زانة", "ar"),
        ("Association des sages-femmes", "fr", "Midwives Association", "en"),
        ("Chambre des représentants", "fr", "مجلس النواب", "ar"),
        ("Union des villes et des campagnes", "fr", "اتحاد المدن والقرى", "ar"),
        ("Institut de défense des cultures", "fr", "معهد وقاية المزروعات", "ar"),
        ("Sources de Khroumirie", "fr", "عيون خمير", "ar"),
        ("Label hospitalité et générosité", "fr", "علامة الضيافة والكرم", "ar"),
        ("Asociación de Cesteros", "es", "جمعية صناعة السلال", "ar"),
    ],
)
def test_names_of_one_institution(a: str, lang_a: str, b: str, lang_b: str) -> None:
    assert _likeness(a, lang_a, b, lang_b) >= ONE_NAME
    assert _likeness(b, lang_b, a, lang_a) >= ONE_NAME


@pytest.mark.parametrize(
    ("a", "lang_a", "b", "lang_b"),
    [
        ("Ministère de la Santé", "fr", "وزارة التربية", "ar"),
        ("Office de l'eau Moulouya-Est", "fr", "Oficina del Agua Muluya Oeste", "es"),
        ("Chambre de commerce d'Oujda", "fr", "غرفة التجارة بالناظور", "ar"),
        ("Chambre de commerce", "fr", "غرفة التجارة بوجدة", "ar"),
        ("Vision Sahel 2030", "fr", "Sahel Vision 2040", "en"),
        ("Université Ibn Tarhoun", "fr", "Hôpital Ibn Tarhoun", "fr"),
        ("Institut tunisien du thym", "fr", "المعهد المغربي للزعتر", "ar"),
        ("Conseil national du livre", "fr", "المجلس الجهوي للكتاب", "ar"),
        ("Mère et enfant", "fr", "Mer et enfance", "fr"),
        ("Fondation Rihana", "fr", "مؤسسة تامينوت", "ar"),
        ("Tribunal de première instance de Tozeur", "fr", "المحكمة الابتدائية بقابس", "ar"),
        ("Cour d'appel de Tozeur", "fr", "المحكمة الابتدائية بتوزر", "ar"),
        ("Coopérative des potiers de Sefrou", "fr", "تعاونية الصيادين بصفرو", "ar"),
        ("Festival de jazz de Gabès", "fr", "مهرجان الشعر بقابس", "ar"),
        ("Fondation Samira", "fr", "Fundación Samir", "es"),
        ("Le Soir", "fr", "La Tarde", "es"),
        ("Cofradía de San Froilán", "es", "رابطة سان إيلوي", "ar"),
        ("Chambre des représentants", "fr", "مجلس المستشارين", "ar"),
        ("Plan de prévention", "fr", "Plan de protection", "fr"),
        ("Mille chênes", "fr", "ألف نخلة", "ar"),
    ],
)
def test_names_of_two_institutions(a: str, lang_a: str, b: str, lang_b: str) -> None:
    assert _likeness(a, lang_a, b, lang_b) < MAYBE


def test_a_town_may_be_words_of_a_programme() -> None:
    towns, words = readings("Thousand Oaks programme", "en")
    assert bag_likeness(words, bag_of("programa Mil Robles", "es")) >= ONE_NAME
    assert any(token.sort == "place" for token in towns)


def test_a_country_known_from_elsewhere_parts_names() -> None:
    assert _likeness("Institut tunisien du thym", "fr", "Institut du thym", "fr", None, "TN") >= ONE_NAME
    assert _likeness("Institut tunisien du thym", "fr", "Institut du thym", "fr", None, "MA") == 0


def test_one_word_that_the_lexicon_lacks_leaves_it_open() -> None:
    assert MAYBE <= _likeness("Musée du zqrt de Tozeur", "fr", "متحف الخرطليف بتوزر", "ar") < ONE_NAME
    assert _likeness("Musée du zqrt de Tozeur", "fr", "متحف الخرطليف بقابس", "ar") == 0


def test_the_invented_institutions_are_joined_over_languages() -> None:
    pairs = joined = 0
    for names in institutions():
        for a, b in combinations(LANGUAGES, 2):
            pairs += 1
            joined += _likeness(names[a], a, names[b], b) >= ONE_NAME
    assert pairs == 6 * 244
    assert joined / pairs > 0.94


def test_the_invented_institutions_are_told_apart() -> None:
    wrong = [
        (one[a], other[b])
        for one, other in combinations(institutions()[::2], 2)
        for a, b in (("fr", "ar"), ("ar", "es"), ("en", "fr"))
        if sort_of(one) == sort_of(other) and _likeness(one[a], a, other[b], b) >= ONE_NAME
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("a", "lang_a", "b", "lang_b", "same"),
    [
        ("ministre déléguée chargée du Thym", "fr", "الوزيرة المنتدبة المكلفة بالزعتر", "ar", True),
        ("capitaine de l'Étoile de Tiznit", "fr", "Tiznit captain", "en", True),
        ("entraîneur du club", "fr", "entrenador", "es", True),
        ("directrice de l'Office du lait", "fr", "وزير الداخلية", "ar", False),
    ],
)
def test_roles_are_compared_by_what_they_say(a: str, lang_a: str, b: str, lang_b: str, *, same: bool) -> None:
    assert (overlap(bag_of(a, lang_a), bag_of(b, lang_b)) >= 0.45) is same


@pytest.mark.parametrize(
    ("word", "lang", "concept"),
    [
        ("للمياه", "ar", "water"),
        ("والفلاحين", "ar", "agriculture"),
        ("للغات", "ar", "language"),
        ("nationales", "fr", "national"),
        ("tisserandes", "fr", "weaver"),
        ("abiertos", "es", "open"),
        ("beekeepers", "en", "honey"),
    ],
)
def test_words_are_known_in_other_forms(word: str, lang: str, concept: str) -> None:
    found = meaning((word,), lang)
    assert found is not None
    assert concept in found.concepts


def test_every_concept_has_words_in_every_language() -> None:
    names = {
        lang: {(sort, concept) for sort in SORTS for concept in tables_of(f"concepts_{lang}.toml")[sort]}
        for lang in LANGUAGES
    }
    assert names["fr"] == names["ar"] == names["es"] == names["en"]
    assert len(names["fr"]) >= 1700
    empty = [
        (lang, concept)
        for lang in LANGUAGES
        for sort in SORTS
        for concept, words in tables_of(f"concepts_{lang}.toml")[sort].items()
        if not words
    ]
    assert empty == []


@given(st.text(max_size=80), st.sampled_from([*LANGUAGES, None, "xx"]))
def test_any_text_has_a_bag(text: str, lang: str | None) -> None:
    bag = bag_of(text, lang)
    assert len(bag) <= 13
    assert 0 <= bag_likeness(bag, bag) <= 1


@pytest.mark.parametrize(
    ("a", "lang_a", "b", "lang_b", "bare"),
    [
        ("Agence Lumidor", "fr", "Lumidor", "en", True),
        ("لوميدور", "ar", "Agence Lumidor Presse", "fr", True),
        ("Institut Lumidor", "fr", "Lumidor", "en", False),
        ("Agence Lumidor", "fr", "Agence Lumidor", "fr", False),
        ("Agence Lumidor", "fr", "Palmador", "en", False),
    ],
)
def test_an_agency_may_be_called_by_its_own_name_alone(a: str, lang_a: str, b: str, lang_b: str, *, bare: bool) -> None:
    assert is_bare(bag_of(a, lang_a), bag_of(b, lang_b)) is bare


@pytest.mark.parametrize(
    ("name", "lang", "language"),
    [
        ("Fundación del Salitre", "fr", "es"),
        ("Banque des Grenadiers", "en", "fr"),
        ("Salt Foundation", "fr", "fr"),
        ("مؤسسة الملح", "fr", "ar"),
        ("Oficina", None, None),
    ],
)
def test_a_name_keeps_its_language(name: str, lang: str | None, language: str | None) -> None:
    assert language_of(name, lang) == language


@pytest.mark.parametrize(
    ("word", "dual"), [("الضفتين", True), ("وحديقتان", True), ("المعلمين", False), ("زيتون", False)]
)
def test_feminine_duals_are_told(word: str, *, dual: bool) -> None:
    assert is_dual(word) is dual


def test_a_phrase_is_also_read_word_by_word() -> None:
    bags = readings("transport scolaire de Siliana", "fr")
    assert [len(bag) for bag in bags] == [2, 3]
    assert len(readings("Institut du thym", "fr")) == 1
