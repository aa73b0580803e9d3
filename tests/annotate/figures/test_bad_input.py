"""Whatever the text, nothing is raised, and a figure is where it says that it is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from marsad.annotate.figures import figure_facts, quantities
from marsad.annotate.figures.numerals import read_digits
from marsad.annotate.text import Passage

PIECES = st.sampled_from([
    "1", "2", "12", "45", "100", "2025", "2.000", "1,5", "0", "٢٠", "mille", "cent", "vingt-et-un", "quatre-vingts",
    "et", "de", "à", "y", "medio", "mil", "millones", "ألف", "مليون", "ونصف", "خمسة", "وعشرين", "و200", "ب12", "و",
    "%", "€", "$", "MM", "DH", "Dh5", "-", "–", "(", ")", ".", ",", ":", "/", "+", "entre", "from", "to", "between",
    "and", "half", "a", "million", "dozen", "ans", "years", "سنة", "سنوات", "درهم", "personnes", "people", "شخص",
    "environ", "plus", "more", "than", "على", "\n", "\u00a0", "°C", "km/h", "h", "m", "une", "centaine", "match",
    "buts",
    "هدفين", "مقابل", "هدف", "dinars", "centimes",
])  # fmt: skip


@pytest.mark.parametrize("lang", ["fr", "ar", "es", "en", "de", None])
@pytest.mark.parametrize("text", ["", " ", "\n\n", "\ud800", "%", "1", "12", "a", "و", "²", "½", "٣", "1" * 5000, "-5"])
def test_odd_texts(text: str, lang: str | None) -> None:
    for figure in quantities(text, lang):
        assert text[figure.start : figure.end] == figure.text


@settings(deadline=None, max_examples=300)
@given(st.lists(PIECES, max_size=14), st.sampled_from(["fr", "ar", "es", "en"]), st.sampled_from([" ", ""]))
@example(["1", "%", "environ", "2", "millones"], "fr", " ")
def test_spans_and_order(pieces: list[str], lang: str, glue: str) -> None:
    text = glue.join(pieces)
    figures = quantities(text, lang)
    end = 0
    for figure in figures:
        assert figure.start >= end or figure.rule == "shared unit"
        assert text[figure.start : figure.end] == figure.text
        assert 0 < figure.confidence <= 1
        end = figure.end


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=60), st.sampled_from(["fr", "ar", "es", "en"]))
def test_any_text(text: str, lang: str) -> None:
    for figure in figure_facts(Passage.of(text, lang), ()):
        assert text[figure.start : figure.end] == figure.text


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from([("fr", "."), ("es", "."), ("en", ",")]))
def test_grouped_digits_are_read_back(value: int, habit: tuple[str, str]) -> None:
    lang, sign = habit
    assert read_digits(f"{value:,}".replace(",", sign), lang) is not None
    read: Any = read_digits(f"{value:,}".replace(",", sign), lang)
    assert read[0] == value


def test_a_language_without_a_lexicon_has_no_figures() -> None:
    assert quantities("12 Personen", "de") == []


def test_the_language_is_looked_up_where_none_is_given() -> None:
    text = "Le conseil de la région a dit que la route sera faite dans la ville et que 45 agents y seront."
    assert [figure.unit for figure in quantities(text)] == ["person"]
    assert [figure.unit for figure in quantities("12 مليون درهم")] == ["MAD"]


def test_a_long_text_of_numbers() -> None:
    assert quantities("12 et " * 3000, "fr") == []
    assert quantities("mille " * 3000, "fr") == []
    assert quantities("1.1" * 3000, "fr") == []
