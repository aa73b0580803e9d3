"""Quantities of running text: value, unit, what is counted.

Number tokens are found first, in digits or in words, then what stands around each: the unit, "environ", a second
number. What is no figure (a clock time, a code, "the two sides") is left out. `docs/annotate-figures.md` has the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.annotate.text import Passage
    from marsad.model import DateFact, Figure

__all__ = ["figure_facts", "own_unit", "quantities"]


def figure_facts(passage: Passage, dates: Sequence[DateFact]) -> list[Figure]:
    """Every quantity of a passage that is no part of a date, in the order of the text.

    A span of time that says how long ("trois ans") is a figure, one that says when ("il y a trois ans") is none.
    A language without a lexicon has no figures; with none given, that of the text is looked up.
    """
    from marsad.annotate.figures.find import figures_of

    return figures_of(passage, dates)


def quantities(text: str, lang: str | None = None) -> list[Figure]:
    """The figures of a text that was not cut yet, with no dates to keep words from them."""
    from marsad.annotate.text import Passage

    return figure_facts(Passage.of(text, lang), ())


def own_unit(figure: Figure, lang: str) -> str:
    """A figure's unit in the language of its text, singular ("emploi"); ISO codes, ``%`` and symbols as they are."""
    from marsad.annotate.figures.own import own_word

    return own_word(figure, lang)
