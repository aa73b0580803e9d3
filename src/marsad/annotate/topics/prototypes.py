"""How near a text lies to what the topics' definitions say, by a sentence encoder that crosses languages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from marsad.annotate.encoder import Encoder
from marsad.annotate.topics.terms import terms_of, topic_codes
from marsad.model import LANGUAGES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    _Vectors = dict[str, NDArray[np.float32]]

_known: WeakKeyDictionary[Encoder, _Vectors] = WeakKeyDictionary()
_NEAREST = 5
"""So many of a topic's descriptions speak for it: those that lie nearest to the text."""


def likeness(text: str, encoder: Encoder) -> dict[str, float]:
    """Mean cosine of ``text`` to each topic's nearest descriptions, less the mean of that over all topics."""
    vector = encoder.encode([text])[0]
    near = {code: _near(rows @ vector) for code, rows in _prototypes(encoder).items()}
    mean = sum(near.values()) / len(near)
    return {code: cosine - mean for code, cosine in near.items()}


def _near(cosines: NDArray[np.float32]) -> float:
    cosines.sort()
    return float(cosines[-_NEAREST:].mean())


def _prototypes(encoder: Encoder) -> _Vectors:
    """The vectors of every topic's descriptions in all languages; computed once an encoder."""
    found = _known.get(encoder)
    if found is None:
        _known[encoder] = found = {code: encoder.encode(_descriptions(code)) for code in topic_codes()}
    return found


def _descriptions(code: str) -> list[str]:
    found: list[str] = []
    for lang in LANGUAGES:
        topic = terms_of(lang)[code]
        found += [topic["name"], topic["definition"], *topic["scope"]]
    return found
