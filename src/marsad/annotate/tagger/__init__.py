"""Arabic names by a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001).

The code is here; its weights are learned from share-alike data and come with a distribution of their own,
``marsad-names-ar`` (``models/marsad-names-ar`` of the repository). Without that nothing is tagged.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from marsad.annotate.places import PlaceMatch, place_matches
from marsad.annotate.tagger.script import is_arabic
from marsad.annotate.tagger.spans import TaggedSpan
from marsad.annotate.text import Passage

if TYPE_CHECKING:
    from marsad.annotate.tagger.model import Model

__all__ = ["LABELS", "TaggedSpan", "available", "tagged"]

LABELS = frozenset({"PER", "LOC", "ORG"})
"""What a name is of; the model knows ``MISC`` too, which nobody asks for."""


def available() -> bool:
    """Whether the weights are installed."""
    return _model() is not None


def tagged(passage: Passage, places: Sequence[PlaceMatch] | None = None) -> list[TaggedSpan]:
    """The names in an Arabic text, in order; none in other languages or where the weights are not installed.

    Sentences mostly in other letters are passed over. Without a language, an Arabic text is told by its letters.
    ``places`` are the passage's `place_matches`, where they are known already.
    """
    if passage.lang != "ar" and (passage.lang or not is_arabic(passage.words)):
        return []
    model = _model()
    if model is None:
        return []
    found = model.tagged(passage, place_matches(passage) if places is None else places)
    return [name for name in found if name.label in LABELS]


@cache
def _model() -> Model | None:
    try:
        weights: bytes = import_module("marsad_names_ar").weights()
    except ImportError:
        return None
    from marsad.annotate.tagger.model import Model

    return Model(weights)
