"""Phrases of several words, looked up forwards or backwards from a place in a passage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from marsad.annotate.text import Passage

Payload = TypeVar("Payload")


def listed(entry: str) -> list[str]:
    """The items of a list as the data files write it, parted by commas."""
    return [item for part in entry.split(",") if (item := " ".join(part.split()))]


def folded_words(phrase: str) -> tuple[str, ...]:
    """A phrase as a passage holds it; one that ends with an elision ("plus d'") goes before a letter there."""
    if phrase.endswith("'"):
        return Passage.of(phrase + "a", None).folded[:-1]
    return Passage.of(phrase, None).folded


def exact_words(phrase: str) -> tuple[str, ...]:
    """A phrase as it is spelled, word by word."""
    return Passage.of(phrase, None).words


class Phrases(Generic[Payload]):
    """Phrases with what each stands for. Of two that fit, the longer one is meant; of two alike, the first given."""

    __slots__ = ("_backward", "_forward")

    def __init__(self, phrases: Iterable[tuple[tuple[str, ...], Payload]]) -> None:
        self._forward: dict[str, list[tuple[tuple[str, ...], Payload]]] = defaultdict(list)
        self._backward: dict[str, list[tuple[tuple[str, ...], Payload]]] = defaultdict(list)
        for words, payload in phrases:
            if words:
                self._forward[words[0]].append((words, payload))
                self._backward[words[-1]].append((words, payload))
        for index in (self._forward, self._backward):
            for entries in index.values():
                entries.sort(key=lambda entry: -len(entry[0]))

    def __contains__(self, word: str) -> bool:
        return any(len(words) == 1 for words, _ in self._forward.get(word, ()))

    def at(self, words: Sequence[str], place: int) -> tuple[int, Payload] | None:
        """How many words the longest phrase that begins at ``place`` has, and its payload."""
        if 0 <= place < len(words):
            for phrase, payload in self._forward.get(words[place], ()):
                if len(phrase) == 1 or tuple(words[place : place + len(phrase)]) == phrase:
                    return len(phrase), payload
        return None

    def before(self, words: Sequence[str], place: int) -> tuple[int, Payload] | None:
        """How many words the longest phrase that ends just before ``place`` has, and its payload."""
        if 0 < place <= len(words):
            for phrase, payload in self._backward.get(words[place - 1], ()):
                size = len(phrase)
                if size == 1 or (size <= place and tuple(words[place - size : place]) == phrase):
                    return size, payload
        return None
