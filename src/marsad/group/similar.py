"""How alike two documents are, for any pair, without placing them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from marsad.group.features import StoryFeatures
from marsad.group.frequencies import Frequencies
from marsad.group.likeness import Comparer, mix
from marsad.group.settings import GroupSettings
from marsad.group.window import Window


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
            weights = (settings.terms, settings.titles, settings.anchors, settings.near_titles, settings.near_ledes)
        else:
            weights = (0.0, 0.0, settings.across_anchors, settings.across_near_titles, settings.across_near_ledes)
        values = (found.terms, found.titles, found.anchors, found.near_titles, found.near_ledes)
        likeness = mix(*zip(weights, values, strict=True))[0]
        agree = sum(weight * found.shared[name][0] for name, weight in settings.shared.items())
        differ = sum(weight * found.apart[name][0] for name, weight in settings.apart.items())
        return float(np.clip(likeness + agree - differ, 0.0, 1.0))
