"""Headlines of a few words in Latin script."""

from __future__ import annotations

import pytest

from marsad.read.few_words import by_few_words
from marsad.read.language import detect_language


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Budget de Tiznit reporté", "fr"),
        ("Grève à Gabès", "fr"),
        ("Tunisie-Égypte", "fr"),
        ("Zineb Ouarzazi", "fr"),
        ("Sécheresse : suite", "fr"),
        ("Presupuesto de Nador", "es"),
        ("Túnez-Egipto", "es"),
        ("Argelia 2031", "es"),
        ("Vídeo: la lonja", "es"),
        ("Nueva aduana en Melilla", "es"),
        ("Harbour budget delayed again", "en"),
        ("Tunisia-Egypt", "en"),
        ("Algeria 2031", "en"),
        ("Watch: the harbour", "en"),
        ("Ministers agree on fishing", "en"),
        ("Stadthafen erweitert Becken", None),
    ],
)
def test_few_words(text: str, lang: str | None) -> None:
    assert detect_language(text) == lang


@pytest.mark.parametrize("likely", ["fr", "es", "en"])
@pytest.mark.parametrize("text", ["Sport", "Rabat", "Port 3", "Bamba"])
def test_what_says_nothing_is_in_the_likely_language(text: str, likely: str) -> None:
    assert by_few_words(text, {}, likely) == likely


def test_words_outweigh_what_is_likely() -> None:
    assert detect_language("Ministers agree on fishing in the bay", likely="fr") == "en"
    assert detect_language("Los ministros pactan la pesca en la bahía", likely="fr") == "es"


def test_another_script_is_not_overruled() -> None:
    assert detect_language("ميزانية البلدية", likely="fr") == "ar"
    assert detect_language("Grève à Gabès", likely="ar") == "fr"


@pytest.mark.parametrize("text", ["", " ", "2031", "…", "!!!", "\u200f", "é", "\ud800", "𝔅𝔲𝔡𝔤𝔢𝔱"])
def test_what_has_no_words_is_in_none(text: str) -> None:
    assert detect_language(text) is None
