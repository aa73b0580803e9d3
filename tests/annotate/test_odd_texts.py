"""Texts that no newsroom would write have sound facts or none, and raise nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.annotate.rows import article_of
from tests.annotate.test_evidence import check

LANGUAGES = ("fr", "ar", "es", "en", None)
PIECES = """1 ₁ ² ½ ① Ⅻ ٣ ٢٠٢٥ 2.000 2,5 12 00 2025 1er 15h30 31/12/2025 2025-02-30 % $ € DH MMDH Md€ km
le la de du des l' d' et à a the of and in el los y un hier samedi lundi mars avril juillet mayo abril May June last
أمس السبت الماضي يوليوز غشت مليون درهم مليار و وب ال في من إلى سنة ثلاث الرباط وزيرة وزير برنامج جامعة بن ولد
vingt trois mil cien two hundred thousand million milliard billion dollars euros dirhams ans personas people
M. Mme Dr Sra Ben El Al Rabat Oujda Tizra Málaga ministre ministra Office Plan Programme Université Agence Club S.A.
« » ( ) , . - : ; ? x̂ ß ı 😀"""
UNSEEN = ("\u200f", "\u200b", "\u00ad", "\u0301", "\u064b", "\ufeff", "\n", "\n\n")


@pytest.mark.parametrize("lang", [*LANGUAGES, "xx", ""])
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        ".",
        "\ufeff",
        "\ud800",
        "٣",
        "«»",
        "a" * 5000,
        "1" * 5000,
        "ال " * 2000,
        "1 " * 2000,
        "A. " * 2000,
        "ستساهم",
        "أعلنت مع",
        "لن تبني المدينة",
        "لن تبني رسميا",
        "ستفتح «نافلور",
        "where the officials promised",
        "le 3 mai à Rabat la ministre a inauguré la conférence de 2027 et " * 150,
        "Sails over South Tizra Lena Quist Founder & CEO Lena is Founder and CEO",
    ],
)
def test_odd_texts(text: str, lang: str | None) -> None:
    check(article_of({"id": "odd", "text": text, "lang": lang})[1])


@pytest.mark.parametrize("published", ["soon", "", "01/02/2026"])
def test_dates_that_are_none(published: str) -> None:
    text = "Le ministère a inauguré en mai 2026 la station de dessalement de Tizra, promise en 2024."
    check(article_of({"id": "date", "text": text, "lang": "fr", "published": published})[1])


@given(
    st.lists(st.sampled_from([*PIECES.split(), *UNSEEN]), max_size=40),
    st.sampled_from([" ", "", "\u00a0"]),
    st.sampled_from(LANGUAGES),
    st.sampled_from(
        ["2025-09-15", "2025-09-15T08:00+01:00", "2025-09", "2025", "9999-12-31", "0001-01-01", "soon", None]
    ),
)
@settings(max_examples=300, deadline=None)
def test_any_mix_of_pieces(pieces: list[str], glue: str, lang: str | None, published: str | None) -> None:
    check(article_of({"id": "mix", "text": glue.join(pieces), "lang": lang, "published": published})[1])


@given(st.text(max_size=300), st.sampled_from(LANGUAGES))
@settings(max_examples=200, deadline=None)
def test_any_text(text: str, lang: str | None) -> None:
    check(article_of({"id": "any", "text": text, "lang": lang})[1])
