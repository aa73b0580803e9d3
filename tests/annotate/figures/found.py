"""What the tests of figures ask for: the figures of a text, or the only one."""

from __future__ import annotations

from marsad.annotate.figures import quantities
from marsad.model import Figure


def pairs(text: str, lang: str) -> list[tuple[int | float | str, str]]:
    """Value and unit of each figure."""
    return [(figure.value, figure.unit) for figure in quantities(text, lang)]


def only(text: str, lang: str) -> Figure:
    """The one figure of a text."""
    (figure,) = quantities(text, lang)
    return figure
