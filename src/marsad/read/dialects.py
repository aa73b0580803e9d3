"""Whether a comment is in the spoken Arabic of the Maghreb: Darija in Arabic script, or Arabizi in Latin script.

Each word speaks for or against: by a list of function words, by the shape of its verb or negation, else by its spelling
(``data/language_ary.toml``, ``data/language_arabizi.toml``). Moroccan, Algerian and Tunisian are not told apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from marsad.read.fold import fold, tables_of
from marsad.read.spelling import lines_of, names_of, spelling_odds, words_of

DARIJA = "ary"
"""ISO 639-3 for Moroccan Arabic, here for that of Algeria (arq) and Tunisia (aeb) too."""

ARABIZI = "arabizi"
"""Darija in Latin letters; BCP 47 has ``ary-Latn`` for it."""

_MAX_WORDS = 60
_CERTAIN, _LIKELY, _AGAINST = 2.0, 0.7, -1.5
_ENOUGH = 0.8
"""What the words of a comment must be worth together."""

_SHARE = 0.1
"""And on average."""

_SPELLING = 0.45
"""What a unit of the log-odds of an unlisted word's spelling is worth."""

_NOT, _NOT_END, _SHORT = ("ma", "ما", "وما"), ("ch", "sh", "ش"), 3
_SURE_LETTERS = 5
_NEIGHBOURS = {DARIJA: ("ar",), ARABIZI: ("fr", "es", "en")}


@dataclass(frozen=True, slots=True)
class _Dialect:
    lang: str
    words: dict[str, float]
    shapes: tuple[tuple[re.Pattern[str], float], ...]

    def worth(self, word: str) -> float:
        known = self.words.get(word)
        if known is None and self.lang == DARIJA and word[:1] in "وف":
            known = self.words.get(word[1:])
        shaped = sum(worth for shape, worth in self.shapes if shape.search(word))
        if known is not None:
            return known if known < 0 else max(known, shaped)
        odds = spelling_odds(word, self.lang, _NEIGHBOURS[self.lang])
        return shaped + _SPELLING * odds * min(1.0, len(word) / _SURE_LETTERS)


def spoken(text: str, lang: str) -> bool:
    """Whether ``text`` is in ``lang``, `DARIJA` or `ARABIZI`, rather than in the languages that share its script."""
    words = _negated([fold(word) for word in words_of(text)[:_MAX_WORDS]])
    worth = sum(_word_worth(word, lang) for word in words)
    return bool(words) and worth >= _ENOUGH and worth >= _SHARE * len(words)


def _negated(words: list[str]) -> list[str]:
    """The two halves of a negation around a verb (``ma … ch``) as one word."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] in _NOT and word.endswith(_NOT_END) and len(word) > _SHORT:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


@lru_cache(maxsize=1 << 15)
def _word_worth(word: str, lang: str) -> float:
    return _dialect(lang).worth(word)


@cache
def _dialect(lang: str) -> _Dialect:
    table = tables_of(f"language_{lang}.toml")
    own = {fold(word) for line in lines_of(lang) for word in words_of(line)}
    words = {word: 0.0 if word in own else _AGAINST / 2 for word in _common(lang)}
    words |= dict.fromkeys(_folded(table.get("shared", "")), 0.0)
    small = _small(lang)
    for key, worth in (("weak", _LIKELY), ("words", _CERTAIN), ("against", _AGAINST)):
        words |= {word: 0.0 if worth == _LIKELY and word in small else worth for word in _folded(table[key])}
    shapes = tuple((re.compile(shape["pattern"]), shape["worth"]) for shape in table["shapes"])
    return _Dialect(lang, words, shapes)


def _common(lang: str) -> set[str]:
    """Words of the neighbouring languages."""
    found = set(_small(lang))
    for other in _NEIGHBOURS[lang]:
        found.update(names_of(other))
        found.update(fold(word) for line in lines_of(other) for word in words_of(line))
    return found


@cache
def _small(lang: str) -> frozenset[str]:
    """The small words of the neighbouring languages."""
    tables = [tables_of("language.toml"), *(tables_of(f"language_{other}.toml") for other in _NEIGHBOURS[lang])]
    latin = (word for other in _NEIGHBOURS[lang] for word in tables[0].get(other, ()))
    return frozenset(map(fold, latin)).union(*(_folded(table.get("words", "")) for table in tables[1:]))


def _folded(words: str) -> set[str]:
    return {fold(word) for word in words.split()}
