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


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Les marins de la baie sont rentrés au port avec une pêche qui dépasse, selon eux, les autres", "fr"),
        ("Los marineros volvieron ya y, según el alcalde, la pesca fue más grande que los años sin viento", "es"),
        ("The sailors have returned with a catch that was, they said, larger than those from other years", "en"),
        ("Die Fischer sind mit dem Fang in den Hafen gekommen, und der Bürgermeister hat sich nicht geäußert", None),
        ("Os pescadores não saíram ao mar, mas a câmara já disse que uma ajuda está em estudo até ao fim do ano", None),
    ],
)
def test_small_words_name_the_language_without_a_model(
    text: str, lang: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(detect_language.__globals__, "_by_model", lambda sample: pytest.fail("the model was asked"))
    assert detect_language(text) == lang


@pytest.mark.shared
def test_on_real_articles() -> None:
    lines = shared("bench", "language", "lid", "lid_test.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [row for row in map(json.loads, lines) if row["kind"] in {"article", "real_headline"}]
    right = sum(detect_language(row["text"]) == row["lang"] for row in articles)
    assert right >= 0.99 * len(articles)
