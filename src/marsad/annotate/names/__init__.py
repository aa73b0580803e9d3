"""Named people, organisations, places and initiatives."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.annotate.text import Passage
from marsad.model import Entity, Fact, Mention


def named(passage: Passage, taken: Sequence[Fact]) -> tuple[list[Mention], tuple[Entity, ...]]:
    """Mentions in the order of the text, and the entities that they name, told apart within the article."""
    return [], ()
