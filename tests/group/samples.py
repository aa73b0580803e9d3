"""Invented documents for the tests of grouping: wire texts, edited copies, several outlets and languages."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from marsad.group.features import StoryFeatures, story_features
from marsad.model import Document

START = datetime(2025, 3, 1, tzinfo=UTC)


def vocabulary(seed: int, size: int = 400) -> list[str]:
    """Invented words."""
    rng = random.Random(seed)
    return ["".join(rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(3)) for _ in range(size)]


def prose(rng: random.Random, vocabulary: list[str], length: int) -> list[str]:
    """A text as words."""
    return [rng.choice(vocabulary) for _ in range(length)]


def stream(seed: int, events: int = 6, size: int = 5) -> list[tuple[Document, StoryFeatures]]:
    """Documents of several events in random order, with copies, quotations, gaps in what is known, and embeddings."""
    rng = random.Random(seed)
    found: list[tuple[Document, StoryFeatures]] = []
    for event in range(events):
        own = vocabulary(seed * 100 + event, 60)
        centre = np.random.default_rng(seed * 100 + event).normal(size=32)
        dispatch = prose(rng, own, 90)
        for copy in range(size):
            text = _edited(rng, dispatch, own, copy)
            document = Document(
                id=f"d{seed}-{event}-{copy}",
                text=" ".join(text),
                lang=rng.choice(("fr", "ar", "es", "en", None)),
                date=rng.choice((None, START + timedelta(hours=rng.randrange(400)))),
                outlet=rng.choice((None, "North Gazette", "South Gazette")),
                title=rng.choice((None, " ".join(text[:6]))),
            )
            noise = np.random.default_rng(seed * 1000 + event * 10 + copy).normal(size=32)
            found.append((document, features(document, centre + rng.choice((0.3, 1.0)) * noise)))
    rng.shuffle(found)
    return found


def _edited(rng: random.Random, dispatch: list[str], own: list[str], copy: int) -> list[str]:
    match copy % 5:
        case 0:
            return dispatch
        case 1:
            return dispatch[: len(dispatch) // 2]
        case 2:
            return prose(rng, own, 60) + dispatch[30:75]
        case 3:
            return prose(rng, own, 80) + dispatch[10:24] + prose(rng, own, 40)
        case _:
            return [rng.choice(own) if rng.random() < 0.1 else word for word in dispatch]


def features(document: Document, vector: NDArray[np.float64]) -> StoryFeatures:
    """Features with an embedding made from a vector of any length."""
    unit = np.clip(np.rint(vector / np.linalg.norm(vector) * 400), -127, 127).astype(np.int8).tobytes()
    return replace(story_features(document, None), embedding=unit + unit)
