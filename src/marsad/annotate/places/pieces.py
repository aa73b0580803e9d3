"""Words as names of places are compared: folded, and cut at hyphens and apostrophes."""

from __future__ import annotations

import re
from typing import NamedTuple

from marsad.annotate.text import Passage
from marsad.read.fold import fold

_JOINS = re.compile(r"[-‑–'’]")
_PART = re.compile(r"[^-‑–'’]+")


class Piece(NamedTuple):
    """A part of a token: its number, its code points in the text, its spelling, folded. A sign is a piece too."""

    token: int
    start: int
    end: int
    word: str
    folded: str


def pieces_of(passage: Passage) -> list[Piece]:
    """The pieces of a passage in order; ``Beni-Mellal`` and ``Beni Mellal`` have the same two."""
    found: list[Piece] = []
    for i, (start, end, word, folded) in enumerate(
        zip(passage.starts, passage.ends, passage.words, passage.folded, strict=True)
    ):
        if word.isalnum() or _JOINS.search(word) is None:
            found.append(Piece(i, start, end, word, folded))
        else:
            for part in _PART.finditer(word):
                found.append(Piece(i, start + part.start(), start + part.end(), part[0], fold(part[0])))
    return found


def key_of(name: str) -> str:
    """What a name is looked up by: its folded pieces with a space between, without signs at its ends."""
    return " ".join(piece.folded for piece in pieces_of(Passage.of(name, None))).strip(" .,;:!?()'")
