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

_Phrase = tuple[str, tuple[str, ...], bool]
"""Family, words, and whether a word of it is open (``*``)."""


def tokens(text: str) -> tuple[str, ...]:
    """The words of ``text``, folded, without the Arabic article."""
    found = _TOKEN.findall(fold(text))
    return tuple([_AL.sub("", token) if token[0] in "ال" else token for token in found])


def _bare(token: str) -> str:
    return _AL.sub("", token) if token[:1] in {"ا", "ل"} else token


_STEM = 3


@cache
def _index() -> tuple[dict[str, list[_Phrase]], dict[str, list[_Phrase]]]:
    """Phrases by their first word, and those with an open first word by its first letters; longest first."""
    exact: dict[str, list[_Phrase]] = {}
    opened: dict[str, list[_Phrase]] = {}
    tables = [tomllib.loads(data(f"cues_{lang}.toml")) for lang in LANGUAGES]
    tables.append(tomllib.loads(data("names.toml")))
    for family, phrase in ((name, phrase) for table in tables for name, phrases in table.items() for phrase in phrases):
        words = tuple(_bare(word) for word in _PHRASE_TOKEN.findall(fold(phrase)))
        if words and words[0].endswith("*"):
            opened.setdefault(words[0][:_STEM], []).append((family, words, True))
        elif words:
            open_word = any(word.endswith("*") for word in words)
            exact.setdefault(words[0], []).append((family, words, open_word))
    for entries in (*exact.values(), *opened.values()):
        entries.sort(key=lambda entry: -len(entry[1]))
    return exact, opened


def _at(words: tuple[str, ...], place: int, phrase: tuple[str, ...], has_open: bool) -> bool:
    here = words[place : place + len(phrase)]
    if not has_open:
        return here == phrase
    if len(here) < len(phrase):
        return False
    for word, part in zip(here, phrase, strict=True):
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
        exact, opened = _index()
        for place, word in enumerate(words):
            entries = exact.get(word)
            if entries:
                self._add(words, place, entries)
            entries = opened.get(word[:_STEM])
            if entries:
                self._add(words, place, entries)

    def _add(self, words: tuple[str, ...], place: int, entries: list[_Phrase]) -> None:
        seen: set[str] = set()
        for family, phrase, has_open in entries:
            if family not in seen and _at(words, place, phrase, has_open):
                seen.add(family)
                self.hits[family] = self.hits.get(family, 0) + 1
                if place == 0:
                    self.starts[family] = max(len(phrase), self.starts.get(family, 0))

    def any(self, *families: str) -> bool:
        """Whether one of ``families`` is anywhere in the line."""
        return bool(self.hits) and not self.hits.keys().isdisjoint(families)

    def opens(self, *families: str) -> bool:
        """Whether the line begins with a phrase of one of ``families``."""
        return bool(self.starts) and not self.starts.keys().isdisjoint(families)
