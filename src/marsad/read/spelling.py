"""How the languages that Marsad reads spell: letter trigrams of the invented lines in ``data/language_*.toml``.

The lines are the training data and ship as they are; counting them takes some milliseconds, once a process. Method:
naive Bayes over character n-grams, as in Cavnar & Trenkle (1994) and after, mixed with an even share.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from math import log
from unicodedata import normalize

from marsad.model import LANGUAGES
from marsad.read.fold import fold, tables_of

_SEEN = 0.9
_UNSEEN = (1 - _SEEN) / 8_000
"""The part of belief that the lines do not decide, shared by some 8,000 trigrams; alike in all languages, so that a
rare word does not speak for the one with the fewest lines."""

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u064b-\u0655\u0670])*")  # with Arabic vowel signs
_LENGTHENED = re.compile(r"(.)\1{2,}")
_WORN = 1 << 15


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, without numbers; letters that are written three times or more once."""
    plain = text if text.isascii() else normalize("NFC", text)
    words = _WORD.findall(_LENGTHENED.sub(r"\1", plain).lower())
    return [word for word in words if not word.isdigit()]


@lru_cache(maxsize=_WORN)
def spelling_odds(word: str, lang: str, others: tuple[str, ...]) -> float:
    """Mean log-odds a trigram that ``word`` is of ``lang`` rather than of the likeliest of ``others``."""
    grams = _grams(word)
    if not grams:
        return 0.0
    return (_worth(grams, lang) - max(_worth(grams, other) for other in others)) / len(grams)


@lru_cache(maxsize=_WORN)
def spelling_worth(word: str, lang: str) -> float:
    """The log-probability of ``word`` by the trigrams of ``lang``; comparable between languages only."""
    return _worth(_grams(word), lang)


@cache
def lines_of(lang: str) -> tuple[str, ...]:
    """The lines that a language's spelling is learned from."""
    return tuple(tables_of(f"language_{lang}.toml")["lines"].split("\n"))


@cache
def names_of(lang: str) -> frozenset[str]:
    """Names that only this language spells so, folded."""
    others = (names for other, names in _names().items() if other != lang)
    return _names().get(lang, frozenset()).difference(*others)


def _spelled_names(lang: str) -> list[str]:
    names: str = tables_of(f"language_{lang}.toml").get("names", "")
    return names.split()


@cache
def _names() -> dict[str, frozenset[str]]:
    return {lang: frozenset(map(fold, _spelled_names(lang))) for lang in LANGUAGES}


@cache
def small_words_of(lang: str) -> frozenset[str]:
    """Function words of this language and of none of the others, in lower case."""
    others = (_small_words(other) for other in LANGUAGES if other != lang)
    return _small_words(lang).difference(*others)


@cache
def _small_words(lang: str) -> frozenset[str]:
    words: str = tables_of(f"language_{lang}.toml").get("words", "")
    return frozenset([*words.split(), *tables_of("language.toml").get(lang, ())])


def _grams(word: str) -> list[str]:
    framed = f" {word[:40]} "
    return [framed[i : i + 3] for i in range(len(framed) - 2)]


def _worth(grams: Iterable[str], lang: str) -> float:
    table, unseen = _table(lang)
    return sum(table.get(gram, unseen) for gram in grams)


@cache
def _table(lang: str) -> tuple[dict[str, float], float]:
    """Log-probability by trigram, and that of a trigram never seen."""
    table = tables_of(f"language_{lang}.toml")
    names = [name for name in _spelled_names(lang) if fold(name) in names_of(lang)]
    text = [*lines_of(lang), table.get("words", ""), table.get("vocabulary", ""), *names]
    counts = Counter(gram for line in text for word in words_of(line) for gram in _grams(word))
    total = counts.total()
    return {gram: log(_SEEN * n / total + _UNSEEN) for gram, n in counts.items()}, log(_UNSEEN)
