"""The language of a few words in Latin script, such as a headline, where neither small words nor a model settle it.

Names that only one language spells so, its small words, letters that only one has, spelling by trigrams, the model's
belief and the language that the page is likely in, all as log-odds that are added up.
"""

from __future__ import annotations

import re
from math import log

from marsad.read.fold import fold
from marsad.read.spelling import names_of, small_words_of, spelling_worth, words_of

SHORT = 40
"""Up to so many letters a text is a few words."""

FOREIGN = 0.05
"""Where our languages hold less than this of the model's belief, the text is in none of them."""

_LATIN = ("fr", "es", "en")
_LETTERS = {"es": re.compile(r"[ñ¿¡áíóú]"), "fr": re.compile(r"[çœàèùâêîôûëï]|\b[ldjnsc]['’]")}
_NAME, _SMALL, _MARK, _LIKELY = 2.0, 1.0, 1.5, 3.0
_TRIGRAM = 0.25
"""Overlapping trigrams say the same thing more than once: this much of each is news."""

_FLOOR = 0.02
_MARGIN = 0.5
"""Closer than this the words do not tell."""

_NAMES = 2
"""So few words are often a name, of which the model knows nothing: its belief in another language is no matter."""


def by_few_words(text: str, beliefs: dict[str, float], likely: str | None) -> str | None:
    """The likeliest of French, Spanish and English; ``beliefs`` are a model's, by language, of 1 for all it knows."""
    words = words_of(text)
    named = {lang: sum(fold(word) in names_of(lang) for word in words) for lang in _LATIN}
    likely = likely if likely in _LATIN else None
    if not any(named.values()) and len(words) > _NAMES and max(beliefs.values(), default=0.0) < FOREIGN:
        return None
    lower = text.lower()
    worth = {
        lang: log(max(beliefs.get(lang, 0.0), _FLOOR))
        + _NAME * named[lang]
        + _SMALL * sum(word in small_words_of(lang) for word in words)
        + _TRIGRAM * sum(spelling_worth(word, lang) for word in words)
        + (_LIKELY if lang == likely else 0.0)
        + (_MARK if lang in _LETTERS and _LETTERS[lang].search(lower) else 0.0)
        for lang in _LATIN
    }
    (_, second), (lang, first) = sorted(worth.items(), key=lambda item: item[1])[-2:]
    return lang if first - second >= _MARGIN else likely
