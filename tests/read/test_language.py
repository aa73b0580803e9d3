"""The language of texts in the four languages, of scripts, and of too little text."""

from __future__ import annotations

import json

import pytest

from marsad.read.language import detect_language
from tests.paths import shared


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Le conseil de la ville a voté le budget mardi soir", "fr"),
        ("El ayuntamiento aprobó el presupuesto el martes", "es"),
        ("The council passed its budget on Tuesday evening", "en"),
        ("صادق المجلس على الميزانية مساء الثلاثاء", "ar"),
        ("فيديو", "ar"),
        ("ⵜⴰⴳⵍⴷⵉⵜ ⵏ ⵍⵎⵖⵔⵉⴱ", "zgh"),
        ("Die Regierung hat gestern beschlossen, die Steuern nicht zu erhöhen.", None),
        ("2030", None),
        ("", None),
    ],
)
def test_language(text: str, lang: str | None) -> None:
    assert detect_language(text) == lang


@pytest.mark.shared
def test_on_real_articles() -> None:
    lines = shared("bench", "language", "lid", "lid_test.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [row for row in map(json.loads, lines) if row["kind"] in {"article", "real_headline"}]
    right = sum(detect_language(row["text"]) == row["lang"] for row in articles)
    assert right >= 0.99 * len(articles)
