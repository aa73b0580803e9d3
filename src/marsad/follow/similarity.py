"""How alike sentences are across languages, by an encoder, each encoded once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.annotate.encoder import Encoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Similarity:
    """Cosines of sentences. Without an encoder there are none: words alone then tell what is alike."""

    def __init__(self, encoder: Encoder | None) -> None:
        self._encoder = encoder
        self._vectors: dict[str, NDArray[np.float32]] = {}

    def __call__(self, one: str, other: str) -> float | None:
        """The cosine of two texts, from -1 to 1, or null."""
        if self._encoder is None:
            return None
        return float(self._vector(self._encoder, one) @ self._vector(self._encoder, other))

    def _vector(self, encoder: Encoder, text: str) -> NDArray[np.float32]:
        if text not in self._vectors:
            self._vectors[text] = encoder.encode([text])[0]
        return self._vectors[text]
