"""The model: what each feature of a word says of the tags of the word itself and of its neighbours."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from marsad.annotate.places import PlaceMatch
from marsad.annotate.tagger.chain import Floats, marginals
from marsad.annotate.tagger.features import word_features
from marsad.annotate.tagger.marks import marks
from marsad.annotate.tagger.script import is_arabic
from marsad.annotate.tagger.spans import TaggedSpan, spans
from marsad.annotate.text import Passage

REACH = 1
"""How many tokens before and after a token speak for its tag."""
BORDER = ""
"""The word that stands, `REACH` times, before and after each sentence."""

_CHUNK = 4096
_LONGEST = 128
"""Tokens of a sentence; a longer one is taken for several."""
_KNOWN = 1 << 14


class Model:
    """The weights of an ``.npz`` file's bytes, as the trainer writes it.

    ``features`` (names, one a line), ``weights`` (int8, features × places × tags, in units of ``scale``; place 0 is
    what a feature says of the token `REACH` before its word, the last what it says of the token `REACH` after it),
    ``tags`` (``O`` first, one a line), ``bias`` (tags) and ``transitions`` (tag before × tag after).
    """

    def __init__(self, data: bytes) -> None:
        with np.load(io.BytesIO(data)) as arrays:
            names = arrays["features"].tobytes().decode().split("\n")
            self.tags = arrays["tags"].tobytes().decode().split("\n")
            self._rows = {name: row for row, name in enumerate(names)}
            self._weights: Floats = arrays["weights"].reshape(len(names), -1) * np.float32(arrays["scale"])
            self._bias: Floats = arrays["bias"].astype(np.float32)
            self._transitions: Floats = arrays["transitions"].astype(np.float32)
        self._says = lru_cache(maxsize=_KNOWN)(lambda word: self._sum(word_features(word)))
        self._says_mark = lru_cache(maxsize=_KNOWN)(self._sum)

    def tagged(self, passage: Passage, places: Sequence[PlaceMatch]) -> list[TaggedSpan]:
        """The names in a passage, of every kind that the model knows; ``places`` are the passage's places."""
        words, marked = (*passage.folded, BORDER), [*marks(passage, places), ()]
        found: list[TaggedSpan] = []
        for numbers in _chunks(passage):
            seen = self.probabilities([words[i] for i in numbers], [marked[i] for i in numbers])
            found += spans(seen, self.tags, numbers)
        return found

    def probabilities(self, words: Sequence[str], marked: Sequence[tuple[str, ...]]) -> Floats:
        """The probability of each tag (column) of each folded word with its marks (row); the borders are rows too."""
        said = np.concatenate([self._says(word) for word in words]).reshape(len(words), -1)
        for row, names in enumerate(marked):
            if names:
                said[row] += self._says_mark(names)
        scores = np.tile(self._bias, (len(words), 1))
        inner = scores[REACH:-REACH]
        count, kinds = inner.shape
        for place in range(2 * REACH + 1):
            begin = 2 * REACH - place
            inner += said[begin : begin + count, place * kinds : (place + 1) * kinds]
        return marginals(scores, self._transitions, np.array([word == BORDER for word in words]))

    def _sum(self, names: tuple[str, ...]) -> Floats:
        rows = np.array([self._rows[name] for name in names if name in self._rows], np.intp)
        said: Floats = np.add.reduce(self._weights.take(rows, axis=0), axis=0)
        return said


def _chunks(passage: Passage) -> Iterator[list[int]]:
    """Token numbers of whole Arabic sentences, `_CHUNK` or a few more at a time, -1 for a border."""
    borders = [-1] * REACH
    chunk = borders[:]
    for begin, end in passage.sentences:
        if not is_arabic(passage.words[begin:end]):
            continue
        for start in range(begin, end, _LONGEST):
            chunk += [*range(start, min(start + _LONGEST, end)), *borders]
        if len(chunk) > _CHUNK:
            yield chunk
            chunk = borders[:]
    if len(chunk) > REACH:
        yield chunk
