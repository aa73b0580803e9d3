"""In how many documents each term occurs, by language, and the term weights that follow."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from marsad.model import LANGUAGES

WEIGHT = 1000
"""Unit vectors are stored in whole numbers of 1/WEIGHT, so that their sums do not depend on the order."""


@cache
def stopwords(lang: str | None) -> frozenset[str]:
    """The function words of a language, folded; of all our languages when it is not known."""
    if lang not in LANGUAGES:
        return frozenset().union(*map(stopwords, LANGUAGES)) if lang is None else frozenset()
    data = files("marsad.group").joinpath("data", f"stopwords.{lang}.txt").read_text("utf-8")
    return frozenset(line for line in data.split("\n") if line and not line.startswith("#"))


ANCHORS = "*"
"""The language of anchors: names and numbers, the same in all of them."""
WORD_ANCHORS = "**"
"""The same where there are no capitals and any word may be a name: what is rare among words is another thing."""


class Frequencies:
    """Document frequencies as documents arrive. ``prior`` neutral documents smooth the beginning."""

    def __init__(self, prior: int) -> None:
        self._prior = prior
        self._documents: Counter[str | None] = Counter()
        self._counts: defaultdict[str | None, Counter[str]] = defaultdict(Counter)

    def add(self, lang: str | None, terms: Mapping[str, int]) -> None:
        """Counts one document."""
        self._documents[lang] += 1
        self._counts[lang].update(dict.fromkeys(terms, 1))

    def count(self, lang: str | None, term: str) -> int:
        """In how many documents of the language the term occurred."""
        return self._counts[lang][term]

    def vector(self, lang: str | None, terms: Mapping[str, int]) -> dict[str, int]:
        """The TF-IDF vector (logarithmic tf, smoothed idf) at unit length, in whole numbers of 1/WEIGHT."""
        total = self._documents[lang] + self._prior
        counts, stop = self._counts[lang], stopwords(lang)
        weights = {
            term: (1.0 + math.log(tf)) * math.log(total / (counts[term] + 0.5))
            for term, tf in terms.items()
            if term not in stop
        }
        length = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
        if not length:
            return {}
        scaled = ((term, round(WEIGHT * weight / length)) for term, weight in weights.items())
        return {term: weight for term, weight in scaled if weight}
