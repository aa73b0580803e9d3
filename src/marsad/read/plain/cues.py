"""Cue words of the four languages: which families of a page's own voice a line speaks in."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from marsad.model import LANGUAGES
from marsad.read.fold import data, fold

_TOKEN = re.compile(r"\w+")
_PHRASE_TOKEN = re.compile(r"\w+\*?")
_AL = re.compile(r"^(?:ال|لل)(?=\w{2})")

_STEM = 3


@dataclass(frozen=True, slots=True)
class _Index:
    """Families by single words; phrases by their first two words; phrases with an open word (``*``)."""

    single: dict[str, tuple[str, ...]]
    pairs: dict[str, dict[str, list[tuple[str, tuple[str, ...]]]]]
    opened: dict[str, list[tuple[str, tuple[str, ...]]]]


def tokens(text: str) -> tuple[str, ...]:
    """The words of ``text``, folded, without the Arabic article."""
    found = _TOKEN.findall(fold(text))
    return tuple([_AL.sub("", token) if token[0] in "ال" else token for token in found])


def _bare(token: str) -> str:
    return _AL.sub("", token) if token[:1] in {"ا", "ل"} else token


@cache
def _index() -> _Index:
    index = _Index({}, {}, {})
    tables = [tomllib.loads(data(f"cues_{lang}.toml")) for lang in LANGUAGES]
    tables.append(tomllib.loads(data("names.toml")))
    phrases = ((family, phrase) for table in tables for family, listed in table.items() for phrase in listed)
    for family, phrase in phrases:
        words = tuple(_bare(word) for word in _PHRASE_TOKEN.findall(fold(phrase)))
        if any(word.endswith("*") for word in words):
            index.opened.setdefault(words[0][:_STEM], []).append((family, words))
        elif len(words) == 1:
            index.single[words[0]] = (*index.single.get(words[0], ()), family)
        elif words:
            index.pairs.setdefault(words[0], {}).setdefault(words[1], []).append((family, words))
    return index


def _matches(here: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    if len(here) < len(phrase):
        return False
    for word, part in zip(here, phrase, strict=False):
        if not (word.startswith(part[:-1]) if part.endswith("*") else word == part):
            return False
    return True


class Cues:
    """The families found in a line: ``starts`` those that open it, ``hits`` how often each is in it."""

    __slots__ = ("hits", "length", "starts")

    def __init__(self, words: tuple[str, ...]) -> None:
        self.starts: dict[str, int] = {}
        self.hits: dict[str, int] = {}
        self.length = len(words)
        index = _index()
        for place, word in enumerate(words):
            if word in index.single:
                for family in index.single[word]:
                    self._add(family, place, 1)
            if word in index.pairs and place + 1 < self.length:
                for family, phrase in index.pairs[word].get(words[place + 1], ()):
                    if words[place : place + len(phrase)] == phrase:
                        self._add(family, place, len(phrase))
            for family, phrase in index.opened.get(word[:_STEM], ()):
                if _matches(words[place : place + len(phrase)], phrase):
                    self._add(family, place, len(phrase))

    def _add(self, family: str, place: int, length: int) -> None:
        self.hits[family] = self.hits.get(family, 0) + 1
        if place == 0 and length > self.starts.get(family, 0):
            self.starts[family] = length

    def any(self, *families: str) -> bool:
        """Whether one of ``families`` is anywhere in the line."""
        return bool(self.hits) and not self.hits.keys().isdisjoint(families)

    def opens(self, *families: str) -> bool:
        """Whether the line begins with a phrase of one of ``families``."""
        return bool(self.starts) and not self.starts.keys().isdisjoint(families)
