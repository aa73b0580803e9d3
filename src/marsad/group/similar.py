"""How alike two documents are, for any pair, without placing them."""

from __future__ import annotations

import math
from collections.abc import Mapping

from marsad.group.features import StoryFeatures
from marsad.group.frequencies import Frequencies
from marsad.group.settings import GroupSettings
from marsad.group.story import Part, StoryDocument


class Similarities:
    """Scores pairs of known documents; term weights come from all of them together."""

    def __init__(self, features: Mapping[str, StoryFeatures], settings: GroupSettings | None = None) -> None:
        settings = settings or GroupSettings()
        self._settings = settings.similar
        frequencies = Frequencies(settings.stories.prior)
        self._parts = {
            identity: Part.of(StoryDocument.of(number, found, None, frequencies))
            for number, (identity, found) in enumerate(features.items())
        }

    def score(self, first: str, second: str) -> float:
        """Likeness of two documents, 0 to 1.

        Raises:
            KeyError: when one of them is not known.
        """
        found = self._parts[first].compare(self._parts[second])
        anchors, near = math.sqrt(found.anchors or 0.0), max(found.near or 0.0, 0.0)
        settings = self._settings
        if found.terms is None:
            return settings.across_anchors * anchors + (1 - settings.across_anchors) * near
        words = settings.terms * math.sqrt(found.terms) + settings.anchors * anchors
        return words + (1 - settings.terms - settings.anchors) * near
