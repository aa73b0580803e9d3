"""What a stranger may read of an article: its first words, and facts that stand within them."""

from __future__ import annotations

import re
from typing import Protocol

EXTRACT_LENGTH = 300
_SPACES = re.compile(r"\s+")


class Words(Protocol):
    """Words of an article: code points of its lede or body."""

    @property
    def field(self) -> str: ...

    @property
    def start(self) -> int: ...

    @property
    def exact(self) -> str: ...


def extract(lede: str, body: str, limit: int = EXTRACT_LENGTH) -> str:
    """The first words of an article, at most ``limit`` code points and cut between words."""
    text = _SPACES.sub(" ", lede or body).strip()
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    words = cut.rpartition(" ")[0] if " " in cut[limit // 2 :] else cut
    return words.rstrip(" ,;:،؛-–—") + "…"


def within_extract(lede: str, body: str, words: Words, shown: str) -> bool:
    """Whether a stranger reads the words in the extract ``shown``, so that showing them tells nothing more."""
    name, text = ("lede", lede) if lede else ("body", body)
    if words.field != name:
        return False
    start, exact = squeezed_place(text, words.start), _SPACES.sub(" ", words.exact)
    return shown[start : start + len(exact)] == exact


def squeezed_place(text: str, place: int) -> int:
    """Where a place of a text lies in the extract, which has single spaces."""
    return len(_SPACES.sub(" ", text[:place]).lstrip())
