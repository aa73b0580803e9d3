"""How likely each topic is, by words and, where there is one, by an encoder."""

from __future__ import annotations

from math import exp

from marsad.annotate.encoder import Encoder
from marsad.annotate.topics.prototypes import likeness
from marsad.annotate.topics.terms import evidence, topic_codes
from marsad.model import LANGUAGES

_TITLE, _ABOUT, _LEDE, _OPENING, _REST = 3.0, 2.0, 1.5, 1.0, 0.5
"""What a word weighs by where it stands."""

_OPENING_CHARS, _CHARS = 400, 1_600
"""The opening of the body, some sixty words, and as much of it as is read for words."""

_WORDS_ALONE, _LIKENESS_ALONE = 8.0, 30.0
_WORDS, _LIKENESS = 6.0, 16.0
"""Scales of the evidence, chosen for the likelihood of invented headlines (``tests/annotate/topics``)."""

_NOTHING = 0.08
"""Less likeness than this, where no word tells, is no topic."""


def topic_scores(
    title: str, lede: str, body: str, lang: str | None, encoder: Encoder | None, about: str = ""
) -> dict[str, float]:
    """Probabilities by code without ``medtop:``, of all topics; empty where nothing tells.

    ``about`` is what the page says of the article's subject: its section and tags.
    """
    told = _by_words(title, lede, body, about, lang)
    if encoder is None:
        return _softmax({code: _WORDS_ALONE * told.get(code, 0.0) for code in topic_codes()}) if told else {}
    near = likeness(
        " ".join(part for part in (title[:_CHARS], lede[:_CHARS], body[:_OPENING_CHARS]) if part.strip()), encoder
    )
    if told:
        return _softmax({code: _WORDS * told.get(code, 0.0) + _LIKENESS * cosine for code, cosine in near.items()})
    if max(near.values()) < _NOTHING:
        return {}
    return _softmax({code: _LIKENESS_ALONE * cosine for code, cosine in near.items()})


def _by_words(title: str, lede: str, body: str, about: str, lang: str | None) -> dict[str, float]:
    """Evidence by topic as a share of all evidence, where one doubt stands against it."""
    if lang not in LANGUAGES:
        return {}
    cut = body.find(" ", _OPENING_CHARS)
    cut = cut if 0 <= cut <= _CHARS else _OPENING_CHARS
    opening, rest = body[:cut], body[cut:_CHARS]
    pieces = [(title, _TITLE), (about, _ABOUT), (lede, _LEDE), (opening, _OPENING), (rest, _REST)]
    found = evidence(((text[:_CHARS], weight) for text, weight in pieces), lang)
    size = 1.0 + sum(found.values())
    return {code: worth / size for code, worth in found.items()}


def _softmax(logits: dict[str, float]) -> dict[str, float]:
    highest = max(logits.values())
    parts = {code: exp(logit - highest) for code, logit in logits.items()}
    total = sum(parts.values())
    return {code: part / total for code, part in parts.items()}
