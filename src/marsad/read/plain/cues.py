"""Cue words of the four languages: which families of a page's own voice a line speaks in."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from marsad.model import LANGUAGES
from marsad.read.fold import data, fold

_TOKEN = re.compile(r"\w+")
_PHRASE_TOKEN = re.compile(r"\w+\*?")
_AL = re.compile(r"^(?:ال|لل)(?=\w{2})")

_Phrase = tuple[str, tuple[str, ...]]


def tokens(text: str) -> tuple[str, ...]:
    """The words of ``text``, folded, without the Arabic article."""
    return tuple(_bare(token) for token in _TOKEN.findall(fold(text)))


def _bare(token: str) -> str:
    return _AL.sub("", token) if token[:1] in {"ا", "ل"} else token


@cache
def _index() -> dict[str, list[_Phrase]]:
    """Phrases by the first two letters of their first word, longest first."""
    index: dict[str, list[_Phrase]] = {}
    tables = [tomllib.loads(data(f"cues_{lang}.toml")) for lang in LANGUAGES]
    tables.append(tomllib.loads(data("names.toml")))
    for table in tables:
        for family, phrases in table.items():
            for phrase in phrases:
                words = tuple(_bare(word) for word in _PHRASE_TOKEN.findall(fold(phrase)))
                if words:
                    index.setdefault(words[0].rstrip("*")[:2], []).append((family, words))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[1]))
    return index


def _at(words: tuple[str, ...], place: int, phrase: tuple[str, ...]) -> bool:
    if place + len(phrase) > len(words):
        return False
    return all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for word, part in zip(words[place:], phrase, strict=False)
    )


class Cues:
    """The families found in a line: ``starts`` those that open it, ``hits`` how often each is in it."""

    __slots__ = ("hits", "length", "starts")

    def __init__(self, words: tuple[str, ...]) -> None:
        self.starts: dict[str, int] = {}
        self.hits: dict[str, int] = {}
        self.length = len(words)
        index = _index()
        for place, word in enumerate(words):
            seen: set[str] = set()
            for family, phrase in index.get(word[:2], ()):
                if family not in seen and _at(words, place, phrase):
                    seen.add(family)
                    self.hits[family] = self.hits.get(family, 0) + 1
                    if place == 0:
                        self.starts[family] = len(phrase)

    def any(self, *families: str) -> bool:
        """Whether one of ``families`` is anywhere in the line."""
        return any(family in self.hits for family in families)

    def opens(self, *families: str) -> bool:
        """Whether the line begins with a phrase of one of ``families``."""
        return any(family in self.starts for family in families)
