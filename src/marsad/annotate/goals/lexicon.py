"""The words that tell what an initiative is for, one lexicon a language, folded and made ready for look-up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from marsad.annotate.commitments.lexicon import Phrases
from marsad.annotate.lexicon import tables_of
from marsad.annotate.text import folded_word
from marsad.model import LANGUAGES


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``cues`` stand between an initiative and its goal, ``nouns`` are like "aim"; ``heads`` call an initiative."""

    lang: str
    cues: Phrases
    nouns: frozenset[str]
    copulas: frozenset[str]
    to: frozenset[str]
    of: frozenset[str]
    heads: frozenset[str]
    negations: frozenset[str]


@cache
def lexicon_of(lang: str | None) -> Lexicon | None:
    """The lexicon of one of our languages; null for others."""
    if lang not in LANGUAGES:
        return None
    raw = tables_of(f"goals_{lang}.toml")
    words = {
        name: frozenset(map(folded_word, raw[name].split())) for name in ("nouns", "is", "to", "of", "heads", "not")
    }
    return Lexicon(
        lang=lang,
        cues=Phrases.of(raw["cues"]),
        nouns=words["nouns"],
        copulas=words["is"],
        to=words["to"],
        of=words["of"],
        heads=words["heads"],
        negations=words["not"],
    )
