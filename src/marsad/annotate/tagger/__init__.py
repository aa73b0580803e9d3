"""Arabic names by a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001).

The code is here; its weights are learned from share-alike data and come with a distribution of their own,
``marsad-names-ar`` (``models/marsad-names-ar`` of the repository). Without that nothing is tagged.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from marsad.annotate.tagger.spans import TaggedSpan
from marsad.annotate.text import Passage

if TYPE_CHECKING:
    from marsad.annotate.tagger.model import Model

__all__ = ["TaggedSpan", "available", "tagged"]


def available() -> bool:
    """Whether the weights are installed."""
    return _model() is not None


def tagged(passage: Passage) -> list[TaggedSpan]:
    """The names in an Arabic text, in order; none in other languages or where the weights are not installed."""
    if not _is_arabic(passage):
        return []
    model = _model()
    return model.tagged(passage) if model else []


def _is_arabic(passage: Passage) -> bool:
    if passage.lang is not None:
        return passage.lang == "ar"
    letters = [word[0] for word in passage.words[:400] if word[0].isalpha()]
    return 2 * sum("\u0600" <= letter <= "\u06ff" for letter in letters) > len(letters)


@cache
def _model() -> Model | None:
    try:
        weights: bytes = import_module("marsad_names_ar").weights()
    except ImportError:
        return None
    from marsad.annotate.tagger.model import Model

    return Model(weights)
