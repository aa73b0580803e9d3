"""Learned recognisers of names, each optional, behind one call: they add names to what the rules find."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol

from marsad.annotate.places import PlaceMatch
from marsad.annotate.tagger import TaggedSpan, tagged
from marsad.annotate.text import Passage

FRENCH_MODEL = "fr_core_news_md"
_LABELS = {"PER": "PER", "LOC": "LOC", "GPE": "LOC", "ORG": "ORG"}


class Recogniser(Protocol):
    """Anything that finds names of persons (``PER``), places (``LOC``) and organisations (``ORG``) in a passage."""

    def __call__(self, passage: Passage, places: Sequence[PlaceMatch]) -> Sequence[TaggedSpan]:
        """The names, in the order of the text; none in a language that it does not know.

        ``places`` are what the gazetteer finds in the passage.
        """
        ...


def quick(passage: Passage, places: Sequence[PlaceMatch]) -> Sequence[TaggedSpan]:
    """What costs little: the Arabic tagger, where its weights are installed."""
    return tagged(passage, places)


def thorough(passage: Passage, places: Sequence[PlaceMatch]) -> Sequence[TaggedSpan]:
    """Besides, spaCy's French model where it is installed: a tenth as fast as all the rest."""
    return spacy_names(passage) if passage.lang == "fr" and french_model_installed() else tagged(passage, places)


def french_model_installed() -> bool:
    """Whether the packages of the extra ``names-fr`` are there."""
    return find_spec("spacy") is not None and find_spec(FRENCH_MODEL) is not None


@cache
def _french() -> Any:
    return import_module("spacy").load(
        FRENCH_MODEL, disable=["parser", "lemmatizer", "attribute_ruler", "morphologizer"]
    )


def spacy_names(passage: Passage) -> Sequence[TaggedSpan]:
    """Names by spaCy's French model, of those kinds that it tells and we ask for.

    It takes many a common word for a name that opens a sentence or stands alone: those are not asked for.
    """
    return [span for span in _aligned(passage, _french()(passage.text).ents) if _is_likely(passage, span)]


def _is_likely(passage: Passage, span: TaggedSpan) -> bool:
    if not passage.words[span.first][0].isupper():
        return False
    if span.label == "PER":
        return span.first < span.last
    return not any(begin == span.first for begin, _ in passage.sentences)


def _aligned(passage: Passage, entities: Sequence[Any]) -> Iterator[TaggedSpan]:
    for entity in entities:
        first = bisect_right(passage.ends, entity.start_char)
        last = bisect_left(passage.starts, entity.end_char) - 1
        label = _LABELS.get(entity.label_)
        if label and first <= last and passage.ends[last] == entity.end_char:
            yield TaggedSpan(first, last, label, 0.6)
