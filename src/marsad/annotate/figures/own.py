"""A unit in the language of its text."""

from __future__ import annotations

from marsad.annotate.figures.forms import singular
from marsad.annotate.figures.lexicon import lexicon_of, signs
from marsad.annotate.figures.nouns import is_agent
from marsad.annotate.text import Passage
from marsad.model import Figure

_AT_SEA = {"mile": "nautical mile"}


def own_word(figure: Figure, lang: str) -> str:
    """The singular of the word that stands for a figure's unit; symbols, codes and unlisted nouns as they are."""
    lexicon = lexicon_of(lang)
    if lexicon is None or figure.unit in signs().own:
        return figure.unit
    passage = Passage.of(figure.text, lang)
    words = passage.folded
    for place in range(len(words)):
        found = lexicon.units.at(words, place)
        if found and figure.unit in {found[1].unit, _AT_SEA.get(found[1].unit)}:
            return found[1].lemma
    if figure.unit == "person":
        return next((singular(word.lower(), lang) for word in passage.words if is_agent(word, lexicon)), figure.unit)
    return figure.unit
