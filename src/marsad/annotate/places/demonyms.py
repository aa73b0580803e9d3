"""Peoples: the words that say of whom or of which country somebody or something is.

The tables give a word for a country in the masculine singular; its other forms follow by the endings of its language
(``[demonym_endings]`` of places_fr, places_es and places_en; the Arabic nisba has one set), save those that the tables
list themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from marsad.annotate.lexicon import tables_of
from marsad.annotate.places.arabic import is_arabic, stems
from marsad.model import LANGUAGES
from marsad.read.fold import fold


@lru_cache(maxsize=1 << 15)
def demonym(folded_word: str) -> str | None:
    """ISO 3166-1 alpha-2 of the country that a folded word says somebody or something is of; null for any other.

    An Arabic word may have its article and proclitics: ``للمغاربه`` is ``MA``.
    """
    known = _demonyms()
    if folded_word in known or not folded_word or not is_arabic(folded_word[0]):
        return known.get(folded_word)
    return next((known[stem.text] for stem in stems(folded_word) if stem.text in known), None)


@cache
def _demonyms() -> dict[str, str]:
    found: dict[str, str] = {}
    for lang in LANGUAGES:
        tables = tables_of(f"places_{lang}.toml")
        for country, words in tables["demonyms"].items():
            for word in words:
                for form in _forms(word, tables["demonym_endings"]):
                    found.setdefault(fold(form), country)
    return found


def _forms(word: str, endings: dict[str, list[str]]) -> Iterator[str]:
    """A word and its inflections; one that ends in ``=`` has none."""
    if word.endswith("="):
        yield word[:-1]
        return
    yield word
    ending = next(e for e in sorted(endings, key=len, reverse=True) if word.endswith(e))
    for other in endings[ending]:
        yield word[: len(word) - len(ending)] + other
