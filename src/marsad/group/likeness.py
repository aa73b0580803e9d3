"""From three cosines to one likeness, measured against what it takes to be one story."""

from __future__ import annotations

import math
from dataclasses import dataclass

from marsad.group.settings import StorySettings


@dataclass(frozen=True, slots=True)
class Comparison:
    """Cosines of terms, anchors and embeddings, 0 to 1; null where they cannot be compared.

    ``terms`` is null across languages, ``anchors`` where either side has none, ``near`` without an encoder.
    ``cased`` tells whether both sides or neither can mark their names by capitals.
    """

    terms: float | None
    anchors: float | None
    near: float | None
    cased: bool


def likeness(found: Comparison, settings: StorySettings) -> float:
    """How far two things lie above (or, negative, below) the threshold of telling one story.

    The cosines of terms and anchors enter as their square roots: they are small and skewed, most of all the anchors'
    where a script has no capitals and any word might be a name. Where both sides have anchors and share next to none,
    the same words tell of another event (one template, other names and numbers): a veto.
    """
    anchors = None if found.anchors is None else math.sqrt(max(found.anchors, 0.0))
    if found.terms is None:
        return _across(anchors, found, settings)
    terms = math.sqrt(max(found.terms, 0.0))
    vetoed = 0.0 if anchors is None else settings.veto * max(0.0, 1.0 - anchors / settings.veto_below)
    anchors = terms if anchors is None else anchors
    if found.near is None:
        return (1 - settings.words_anchors) * terms + settings.words_anchors * anchors - settings.words_only - vetoed
    words = settings.terms * terms + settings.anchors * anchors
    return words + (1 - settings.terms - settings.anchors) * found.near - settings.within - vetoed


def _across(anchors: float | None, found: Comparison, settings: StorySettings) -> float:
    if found.near is None:
        return (anchors or 0.0) - settings.anchors_only
    if anchors is None:
        return found.near - settings.near_only
    reach = settings.across if found.cased else settings.across_scripts
    return settings.across_anchors * anchors + (1 - settings.across_anchors) * found.near - reach
