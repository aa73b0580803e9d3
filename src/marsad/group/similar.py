"""How alike two documents are, for any pair, without placing them."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from marsad.group.encoder import Encoder
from marsad.group.features import StoryFeatures, story_features
from marsad.group.frequencies import Frequencies
from marsad.group.likeness import Comparer, mix
from marsad.group.settings import GroupSettings
from marsad.group.window import Window
from marsad.model import Document

LEDE_WORDS = 60
"""Words of a text that are encoded: more than for stories, where time counts."""


def pair_features(document: Document, encoder: Encoder | None) -> StoryFeatures:
    """The features of a document whose likeness to others is asked for."""
    return story_features(document, encoder, LEDE_WORDS)


class Similarities:
    """Scores pairs of known documents; how rare terms are comes from the table and all of the documents together."""

    def __init__(self, features: Mapping[str, StoryFeatures], settings: GroupSettings | None = None) -> None:
        settings = settings or GroupSettings()
        self._settings = settings.similar
        frequencies, window = Frequencies(settings.stories.prior), Window()
        self._serials = {}
        for number, (identity, found) in enumerate(features.items()):
            self._serials[identity] = window.add(found, number, None, None)
            frequencies.count_features(found)
        frequencies.settle()
        self._comparer = Comparer(window, frequencies)

    def score(self, first: str, second: str) -> float:
        """Likeness of two documents, 0 to 1.

        Raises:
            KeyError: when one of them is not known.
        """
        settings = self._settings
        found = self._comparer.compare(self._serials[first], np.array([self._serials[second]]))
        if found.same_language[0]:
            terms, anchors, titles, ledes = settings.terms, 0.0, settings.near_titles, settings.near_ledes
        else:
            terms, anchors = 0.0, settings.across_anchors
            titles, ledes = settings.across_near_titles, settings.across_near_ledes
        likeness = mix(
            (terms, found.terms), (anchors, found.anchors), (titles, found.near_titles), (ledes, found.near_ledes)
        )[0]
        return 1.0 / (1.0 + math.exp(settings.steepness * (settings.middle - float(likeness))))
