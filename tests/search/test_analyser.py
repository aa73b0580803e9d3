"""The analyser: forms that must meet, forms that must not, and offsets that point into the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from marsad.search.analyser import analyse, is_stop_word, terms, variants

FAMILIES = [
    ("ar", "انتخابات الانتخابات والانتخابات للانتخابات بالانتخابات انتخابية"),
    ("ar", "حكومة الحكومة والحكومات للحكومة حكومية حكومتها حكومته"),
    ("ar", "مغربي المغربية مغربيين والمغربيات"),
    ("ar", "اتفاق الاتفاقات واتفاقية اتفاقيات"),
    ("ar", "مسؤول المسؤولين والمسؤولون مسؤولية"),
    ("ar", "شركة الشركات شركاتها وشركته"),
    ("fr", "national nationale nationaux nationales"),
    ("fr", "ministre ministres"),
    ("fr", "annoncer annonce annoncé annoncée annoncées annonçait annoncera"),
    ("fr", "premier première premiers premières"),
    ("fr", "directeur directeurs directrice directrices"),
    ("fr", "travail travaux"),
    ("es", "elección elecciones"),
    ("es", "ministro ministra ministros ministras"),
    ("es", "anunciar anunció anunciaron anuncia anunciado anunciando"),
    ("es", "país países"),
    ("es", "luz luces"),
    ("en", "announce announced announces announcing"),
    ("en", "party parties"),
    ("en", "plan plans planned planning"),
    ("en", "church churches"),
]


@pytest.mark.parametrize(("lang", "forms"), FAMILIES)
def test_forms_of_a_word_meet(lang: str, forms: str) -> None:
    assert len(set(terms(forms, lang))) == 1


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ar", "درهم در مكان ماء كان"),
        ("fr", "portail port président prison prix"),
        ("es", "parte partido estado este casa caso"),
        ("en", "new news need king bus"),
    ],
)
def test_other_words_stay_apart(lang: str, words: str) -> None:
    apart = terms(words, lang)
    expected = {"fr": 5, "ar": 4, "es": 5, "en": 5}[lang]
    assert len(set(apart)) >= expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("مُحَمَّد", "محمد"),
        ("محـــمد", "محمد"),
        ("أحمد", "احمد"),
        ("إدارة", "ادارة"),
        ("آسيا", "اسيا"),
        ("مستشفى", "مستشفي"),
        ("أگادير", "أݣادير"),
        ("ﷲ", "الله"),
        ("٢٠٢٥", "2025"),
        ("۲۰۲۵", "2025"),
        ("٢٬٠٠٠", "2 000"),
        ("2.000", "2,000"),
        ("2\u202f000", "2000"),
        ("3,5", "3.5"),
        ("Élection", "ELECTION"),
        ("œuvre", "oeuvre"),
        ("l'élection", "l’élection"),
        ("d’aujourd’hui", "aujourd'hui"),
        ("qu’il", "il"),
        ("a\u200fb", "ab"),
        ("co\u00adopération", "coopération"),
        ("e\u0301tat", "état"),
        ("Ｍａｒｓａｄ", "marsad"),
    ],
)
def test_spellings_meet(one: str, other: str) -> None:
    assert terms(one, "fr") == terms(other, "fr")


def test_offsets_are_of_the_original_text() -> None:
    text = "«L’élection» والحكومةُ G20: 2 000 الـ5G"
    assert [text[term.start : term.end] for term in analyse(text, "fr")] == [
        "élection",
        "والحكومةُ",
        "G20",
        "2 000",
        "الـ",
        "5G",
    ]


def test_script_goes_before_language() -> None:
    assert terms("النسخة Renaults", "ar") == [*terms("النسخة", "fr"), "renault"]
    assert terms("élections", "fr") == ["election"]


def test_long_strings_are_cut() -> None:
    assert len(terms("A" * 5000, None)[0]) == 64


@pytest.mark.parametrize("piece", ["a", "'", "l'", "1 000 ", "123,", "٢٬", "ا\u064b", "\u200f", "((("])
def test_hostile_text_takes_linear_time_and_little_memory(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    started = time.process_time()
    found = analyse(text, "fr")
    assert time.process_time() - started < 5
    assert all(text[term.start : term.end] for term in found)
    assert all(len(term.text) <= 64 for term in found)


alphabet = st.sampled_from("aéñ'’ dlqu٢2.,\u00a0 \n-_الوانةىئء\u0640\u064f\u200f\u0301«»XصπЖ汉\U0001f600\ufb03")


@settings(deadline=None)
@given(st.text(alphabet) | st.text(), st.sampled_from(["fr", "ar", "es", "en", "de", None]))
@example("l'l'l'", "fr")
@example("1 000 000,5", "es")
@example("\u064f\u0301", None)
def test_every_term_is_a_slice_in_order(text: str, lang: str | None) -> None:
    found = analyse(text, lang)
    end = 0
    for term in found:
        assert end <= term.start < term.end <= len(text)
        assert term.text
        assert not any(char.isspace() for char in term.text)
        end = term.end
    assert [term.text for term in found] == terms(text, lang)


@settings(deadline=None)
@given(st.text(alphabet), st.sampled_from(["fr", "ar", "es", "en", None]))
def test_a_query_finds_its_own_text(text: str, lang: str | None) -> None:
    ways = variants(text)
    assert tuple(terms(text, lang)) in ways or not ways


def test_variants_follow_the_languages_asked() -> None:
    assert variants("anunciado", ("es",)) == [("anunci",)]
    assert ("anunci",) in variants("anunciado")
    assert variants("port", ("en",)) == [("port",)]


@pytest.mark.parametrize("query", ["تحلية", "التحلية", "لتحلية", "والتحلية"])
@pytest.mark.parametrize("written", ["تحلية", "لتحلية", "بتحلية", "ولتحلية", "للتحلية", "والتحلية"])
def test_particles_of_arabic_do_not_hide_a_word(query: str, written: str) -> None:
    assert any(way == tuple(terms(written, "ar")) for way in variants(query))


def test_short_arabic_words_are_not_taken_for_particle_and_word() -> None:
    assert variants("جنة") == [("جنه",)]
    assert tuple(terms("لجنة", "ar")) not in variants("جنة")


def test_stop_words() -> None:
    assert is_stop_word("Les")
    assert is_stop_word("في")
    assert not is_stop_word("son", ("en",))
    assert is_stop_word("son")
    assert not is_stop_word("ministre")
