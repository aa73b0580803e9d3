"""Marsad's own answers on a list of documents that arrive one after the other: families, stories, likeness of pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from marsad.cli.group import joined
from marsad.group.encoder import Encoder
from marsad.group.grouping import Grouping
from marsad.group.reprints import ReprintIndex
from marsad.group.similar import Similarities, pair_features
from marsad.model import Document, ReprintFamily

MARSAD = "Marsad"
WORDS_ONLY = "Marsad, words only"


@dataclass(frozen=True, slots=True)
class Copied:
    """A system's answer on one document: its family, its relation to the original, and that original, each or null."""

    family: str | None = None
    relation: str | None = None
    original: str | None = None


Reprints = dict[str, Copied]


def reprints(documents: Iterable[Document]) -> Reprints:
    """The family of each document as it stands at the end: what ``marsad reprints`` prints."""
    index = ReprintIndex()
    family_of: dict[str, str] = {}
    families: dict[str, ReprintFamily] = {}
    order = []
    for document in documents:
        order.append(document.id)
        family = index.place(document)
        for released in index.released:
            family_of.pop(released, None)
        for found in (*index.revised, *([family] if family else [])):
            families[found.id] = joined(families.get(found.id, found), found, family_of)
            family_of.update(dict.fromkeys(found.members, found.id))
    return {identity: _answer(identity, families.get(family_of.get(identity, ""))) for identity in order}


def _answer(document: str, family: ReprintFamily | None) -> Copied:
    return Copied(family.id, str(family.members[document]), family.original) if family else Copied()


def stories(documents: Iterable[Document], encoder: Encoder | None) -> dict[str, str]:
    """The story of each document as it stands at the end; families are found on the way."""
    grouping = Grouping(encoder)
    placed = []
    for document in documents:
        grouping.place(document)
        placed.append(document.id)
    return {identity: grouping.story(identity) for identity in placed}


def likeness(documents: Iterable[Document], encoder: Encoder | None) -> Callable[[str, str], float]:
    """How alike two of the documents are."""
    return Similarities({document.id: pair_features(document, encoder) for document in documents}).score


class Remembering:
    """An encoder that encodes a text once: for runs over the same documents again whose time does not matter."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._rows: dict[str, NDArray[np.float32]] = {}

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One vector a row."""
        for text in texts:
            if text not in self._rows:
                self._rows[text] = self._encoder.encode([text])[0]
        return np.stack([self._rows[text] for text in texts])
