"""The words beside a place: ``ville de``, ``ولاية``, ``in``; they lie in places_{fr,ar,es,en}.toml."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from marsad.annotate.lexicon import tables_of
from marsad.annotate.text import Passage
from marsad.model import LANGUAGES
from marsad.read.fold import fold

AFTER_KIND = 0.85
"""How often a name is a place's that follows the word for a town or a region."""


class ContextWords(NamedTuple):
    """Folded words of all languages: prepositions of place, sorts of places, what joins those and a name, list joiners,
    first words of names that have no capital (``golfe Persique``, ``mar Rojo``)."""

    before: frozenset[str]
    kinds: frozenset[str]
    of: frozenset[str]
    joins: frozenset[str]
    generic: frozenset[str]


@cache
def context_words() -> ContextWords:
    """The words, read once a process."""
    tables = [tables_of(f"places_{lang}.toml")["words"] for lang in LANGUAGES]
    return ContextWords(
        *(frozenset(fold(word) for table in tables for word in table[key]) for key in ContextWords._fields)
    )


def is_after_kind(passage: Passage, token: int) -> bool:
    """Whether a word for a sort of place stands before a token."""
    words, folded = context_words(), passage.folded
    at = token - 2 if token and folded[token - 1] in words.of else token - 1
    return at >= 0 and folded[at] in words.kinds
