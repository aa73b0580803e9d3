"""How alike two documents are, for any pair, without placing them."""

from __future__ import annotations

import numpy as np

from marsad.group.features import StoryFeatures
from marsad.group.frequencies import Frequencies
from marsad.group.story import Story, StoryDocument


def similarity(first: StoryFeatures, second: StoryFeatures, frequencies: Frequencies) -> float:
    """Likeness of two documents, 0 to 1: the mean of words and embedding in one language, the embedding across."""
    left, right = (_alone(features, frequencies) for features in (first, second))
    near = left.nearness_to(right)
    if first.lang != second.lang:
        return max(near or 0.0, 0.0)
    alike = left.likeness_to(right, first.lang)
    return alike if near is None else max((alike + near) / 2, 0.0)


def _alone(features: StoryFeatures, frequencies: Frequencies) -> Story:
    story = Story("", 0)
    embedding = np.frombuffer(features.embedding, np.int8).astype(np.int64)
    vector = frequencies.vector(features.lang, features.terms)
    story.add(StoryDocument(0, features.lang, vector, embedding, None))
    return story
