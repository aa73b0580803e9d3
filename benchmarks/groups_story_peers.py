"""The peers of `stories` and `similar`: one online pass over TF-IDF, with and without embeddings, and Leiden offline.

Every setting is one for all sets, the one with the best mean over those that have a target (`groups_tune.py`), so that
no peer is held back. Document frequencies begin with those of the other sets. The embedding is of Marsad's encoder, of
title and lede. Across languages TF-IDF says nothing, and the embedding decides alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from groups_tfidf import TfIdf, Vector, cosine
from marsad.group.encoder import Encoder
from marsad.model import Document

LEDE_WORDS = 60
Background = tuple[Mapping[str, int], int]
Vectors = NDArray[np.float32]
Peer = Callable[[list[Document]], dict[str, str]]


@dataclass(frozen=True, slots=True)
class PeerSettings:
    """Cosines from which a document joins a story, for TF-IDF alone, for the mean of both, for the embedding alone.

    Leiden's are the neighbours of each document and the resolution of the constant Potts model, over the graph by
    TF-IDF alone and over the one by both.
    """

    words: float = 0.28
    both: float = 0.44
    across: float = 0.5
    neighbours: int = 5
    resolution: float = 0.08
    neighbours_both: int = 10
    resolution_both: float = 0.25


def lede(document: Document) -> str:
    """Title and the first words of the text."""
    return " ".join(f"{document.title or ''} {document.text}".split()[:LEDE_WORDS])


def embedded(encoder: Encoder, documents: Sequence[Document]) -> Vectors:
    """One unit vector a row."""
    rows = np.stack([encoder.encode([lede(document)])[0] for document in documents])
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


@dataclass(slots=True)
class _Centroids:
    """Sums of unit TF-IDF vectors by story and language as an inverted index, so that a look-up touches few stories."""

    postings: defaultdict[tuple[str, str], dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    squares: dict[tuple[str, int], float] = field(default_factory=dict)

    def cosines(self, lang: str, vector: Vector) -> dict[int, float]:
        """The cosine with each story that has documents in that language and shares a word."""
        dots: defaultdict[int, float] = defaultdict(float)
        for word, weight in vector.items():
            for story, held in self.postings.get((lang, word), {}).items():
                dots[story] += weight * held
        return {story: dot / self.squares[lang, story] ** 0.5 for story, dot in dots.items()}

    def add(self, lang: str, story: int, vector: Vector, cosine: float) -> None:
        """Adds a document whose cosine with that part of the story was as given."""
        held = self.squares.get((lang, story), 0.0)
        self.squares[lang, story] = held + 2 * cosine * held**0.5 + 1
        for word, weight in vector.items():
            stories = self.postings[lang, word]
            stories[story] = stories.get(story, 0.0) + weight


def online(
    documents: Sequence[Document], background: Background, settings: PeerSettings, vectors: Vectors | None = None
) -> dict[str, str]:
    """One pass: each document joins the nearest story above the threshold, or founds one.

    Without ``vectors`` by TF-IDF alone, all languages together.
    """
    weights, centroids = TfIdf(*background), _Centroids()
    sums = np.zeros((len(documents), 0 if vectors is None else vectors.shape[1]), np.float32)
    founders: list[str] = []
    placed: dict[str, str] = {}
    for number, document in enumerate(documents):
        weights.learn(document)
        lang = document.lang or "" if vectors is not None else ""
        vector = weights.weigh(document)
        likeness = centroids.cosines(lang, vector)
        if vectors is None:
            margins = {story: found - settings.words for story, found in likeness.items()}
        else:
            margins = _mixed(likeness, _near(sums[: len(founders)], vectors[number]), lang, centroids, settings)
        story = max(margins, key=lambda one: (margins[one], -one), default=-1)
        if story < 0 or margins[story] < 0:
            story = len(founders)
            founders.append(document.id)
        centroids.add(lang, story, vector, likeness.get(story, 0.0))
        if vectors is not None:
            sums[story] += vectors[number]
        placed[document.id] = founders[story]
    return placed


def _near(sums: Vectors, vector: Vectors) -> NDArray[np.float32]:
    lengths = np.linalg.norm(sums, axis=1)
    return np.asarray(sums @ vector / np.where(lengths > 0, lengths, 1), np.float32)


def _mixed(
    likeness: Mapping[int, float], near: NDArray[np.float32], lang: str, centroids: _Centroids, settings: PeerSettings
) -> dict[int, float]:
    """How far each story lies above what joining it takes."""
    return {
        story: (likeness.get(story, 0.0) + float(found)) / 2 - settings.both
        if (lang, story) in centroids.squares
        else float(found) - settings.across
        for story, found in enumerate(near)
    }


def leiden(
    documents: Sequence[Document], background: Background, settings: PeerSettings, vectors: Vectors | None = None
) -> dict[str, str]:
    """Communities of the graph that joins each document with its nearest, all documents known at once.

    The constant Potts model, whose resolution means the same at any size. Source: Traag, Waltman & van Eck, 2019.
    """
    import igraph
    import leidenalg

    likeness, neighbours, resolution = _by_words(documents, background), settings.neighbours, settings.resolution
    if vectors is not None:
        langs = np.array([document.lang or "" for document in documents])
        near = np.clip(vectors @ vectors.T, 0, None)
        likeness = np.where(langs[:, None] == langs[None, :], (likeness + near) / 2, near)
        neighbours, resolution = settings.neighbours_both, settings.resolution_both
    edges: dict[tuple[int, int], float] = {}
    for number, row in enumerate(likeness):
        row[number] = 0.0
        for other in np.argsort(-row)[:neighbours]:
            if row[other] > 0:
                edges[min(number, int(other)), max(number, int(other))] = float(row[other])
    graph = igraph.Graph(len(documents), list(edges))
    found = leidenalg.find_partition(
        graph, leidenalg.CPMVertexPartition, weights=list(edges.values()), resolution_parameter=resolution,
        n_iterations=-1, seed=1,
    )  # fmt: skip
    return {document.id: str(story) for document, story in zip(documents, found.membership, strict=True)}


def _by_words(documents: Sequence[Document], background: Background) -> NDArray[np.float64]:
    """The TF-IDF cosines of all pairs."""
    from scipy.sparse import csr_array

    weights = TfIdf(*background)
    for document in documents:
        weights.learn(document)
    vectors = [weights.weigh(document) for document in documents]
    numbers: dict[str, int] = {}
    columns = [numbers.setdefault(word, len(numbers)) for vector in vectors for word in vector]
    data = [weight for vector in vectors for weight in vector.values()]
    starts = np.cumsum([0, *map(len, vectors)])
    matrix = csr_array((data, columns, starts), shape=(len(vectors), len(numbers)))
    return np.asarray((matrix @ matrix.T).toarray(), np.float64)


class PairLikeness:
    """The mean of the cosines of TF-IDF and embedding; across languages the embedding alone."""

    def __init__(self, documents: Sequence[Document], background: Background, vectors: Vectors) -> None:
        weights = TfIdf(*background)
        for document in documents:
            weights.learn(document)
        self._weighed = {document.id: weights.weigh(document) for document in documents}
        self._lang = {document.id: document.lang for document in documents}
        self._near = {document.id: vector for document, vector in zip(documents, vectors, strict=True)}

    def score(self, first: str, second: str) -> float:
        """The likeness of two documents."""
        near = float(self._near[first] @ self._near[second])
        if self._lang[first] != self._lang[second]:
            return near
        return (near + cosine(self._weighed[first], self._weighed[second])) / 2


def story_peers(
    encoder: Encoder | None, background: Background
) -> dict[str, Callable[[list[Document]], dict[str, str]]]:
    """The peers that can run here, each with the one setting."""
    settings = PeerSettings()
    peers: dict[str, Peer] = {
        "TF-IDF online": lambda documents: online(documents, background, settings),
    }
    if encoder is not None:
        peers["TF-IDF + embedding online"] = lambda documents: online(
            documents, background, settings, embedded(encoder, documents)
        )
    if find_spec("leidenalg"):
        peers["Leiden"] = lambda documents: leiden(documents, background, settings)
        if encoder is not None:
            peers["Leiden + embedding"] = lambda documents: leiden(
                documents, background, settings, embedded(encoder, documents)
            )
    return peers
