"""A unit in the language of its text."""

from __future__ import annotations

from marsad.annotate.figures.lexicon import lexicon_of, signs
from marsad.annotate.text import Passage
from marsad.model import Figure


def own_word(figure: Figure, lang: str) -> str:
    """The singular of the word that stands for a figure's unit; symbols, codes and unlisted nouns as they are."""
    lexicon = lexicon_of(lang)
    if lexicon is None or figure.unit in signs().own:
        return figure.unit
    words = Passage.of(figure.text, lang).folded
    for place in range(len(words)):
        found = lexicon.units.at(words, place)
        if found and found[1].unit == figure.unit:
            return found[1].lemma
    return figure.unit
