"""textacy's direct quotations as rows of statements, over spaCy's packaged models."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.util import find_spec
from typing import Any

from annotate_peers import MODELS, spacy
from annotate_sets import Named
from read_sets import Row

_MARKS = "«»“”„\"'‹›’ \u00a0\u202f"


def quotations(articles: Sequence[Named]) -> list[Row] | None:
    """The statements of articles in the languages that it reads; null where it is not installed."""
    if find_spec("textacy") is None:
        return None
    return [
        row
        for identity, article in articles
        if article.lang in MODELS
        for row in quotation_rows(identity, article.text, article.lang)
    ]


def quotation_rows(identity: str, text: str, lang: str) -> Iterator[Row]:
    """One text's, paragraph by paragraph: it reads none that has an odd number of marks."""
    from textacy.extract.triples import direct_quotations

    model, place = spacy(lang), 0
    if model is None:
        return
    for paragraph in text.split("\n\n"):
        with suppress(ValueError):
            read = model(paragraph)
            for found in direct_quotations(read):
                words = found.content.text.strip(_MARKS)
                start = place + text[place : place + len(paragraph)].index(words)
                yield {
                    "id": identity,
                    "kind": "quote",
                    "text": words,
                    "start": start,
                    "end": start + len(words),
                    "speaker": _name(read, found.speaker),
                    "form": "direct",
                    "cue": " ".join(token.text for token in found.cue),
                }
        place += len(paragraph) + 2


def _name(read: Any, speaker: Sequence[Any]) -> str:
    """The words of a speaker, or the name that spaCy finds around them: textacy gives "Salma" for "Salma Tazi"."""
    around = [name.text for name in read.ents if any(name.start <= token.i < name.end for token in speaker)]
    return around[0] if around else " ".join(token.text for token in speaker)
