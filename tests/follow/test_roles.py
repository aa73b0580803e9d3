"""Words that say since when somebody has a role, or with whom an initiative is led."""

from __future__ import annotations

import pytest

from marsad.follow.roles import begins_near, behind_partner_words, says_since


@pytest.mark.parametrize(
    ("between", "role", "lang"),
    [
        (", ministre de la Mer depuis ", "ministre de la Mer", "fr"),
        (", nommée ministre de la Mer en ", "ministre de la Mer", "fr"),
        (", directora del Observatorio desde ", "directora del Observatorio", "es"),
        (", appointed minister of the Sea in ", "minister of the Sea", "en"),
        ("، وزيرة البحر منذ سنة ", "وزيرة البحر", "ar"),
        ("، المعينة وزيرة للبحر في ", "وزيرة للبحر", "ar"),
    ],
)
def test_the_role_the_word_and_nothing_else_stand_between(between: str, role: str, lang: str) -> None:
    assert says_since(between, role, lang)


@pytest.mark.parametrize(
    ("between", "lang"),
    [
        (", ministre de la Mer, a annoncé que le port est fermé depuis ", "fr"),
        (", ministre de la Mer. Depuis ", "fr"),
        (", ministre de la Mer en ", "fr"),
        (", ministre de la Mer depuis ", "de"),
        ("، وزيرة البحر، إن الميناء مغلق منذ ", "ar"),
    ],
)
def test_a_date_that_may_belong_to_something_else_tells_nothing(between: str, lang: str) -> None:
    assert not says_since(between, "ministre de la Mer" if lang != "ar" else "وزيرة البحر", lang)


@pytest.mark.parametrize(
    ("text", "name", "lang"),
    [
        ("Nour 2030 est mené en partenariat avec l'Office des phares depuis mai.", "Office des phares", "fr"),
        ("Nour 2030 se lleva en colaboración con la Oficina de Faros.", "Oficina de Faros", "es"),
        ("Nour 2030 runs in partnership with the Lighthouse Office.", "Lighthouse Office", "en"),
        ("ينجز برنامج نور 2030 بشراكة مع مكتب المنارات.", "مكتب المنارات", "ar"),
    ],
)
def test_a_partner_is_named_behind_the_words_for_it(text: str, name: str, lang: str) -> None:
    [rest] = behind_partner_words(text, lang)
    assert begins_near(rest, name)
    assert not begins_near(rest, "Ligue des ports")
    assert list(behind_partner_words(name, lang)) == []


def test_a_name_of_the_next_sentence_is_no_partner() -> None:
    [rest] = behind_partner_words("Mené en partenariat avec d'autres. L'Office des phares se tait.", "fr")
    assert not begins_near(rest, "Office des phares")
