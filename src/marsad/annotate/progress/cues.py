"""Phrases that show how far something has come, found in the words of a sentence without parsing it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from marsad.annotate.lexicon import tables_of
from marsad.annotate.text import folded_word
from marsad.model import LANGUAGES

_GAP, _ANY = "_", "*"
_LONGEST_GAP = 3
_KEY = 2
"""Letters by which patterns are looked up that give a beginning only."""
_ARABIC = "\u0600"
_AND, _AT, _THE = ("و", "ف"), ("ب", "ل"), ("ال", "لل")
_HUNG = ("ال", "ب", "ل", "بال", "لل")
_SHORTEST, _LONG = 3, 5
"""Letters that remain where "and" is cut off, and where more is: شرب is no part of الشرب."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a pattern: one of some words, or one with one of some beginnings; a gap where it has neither."""

    words: frozenset[str]
    beginnings: tuple[str, ...]

    @classmethod
    def of(cls, written: str, *, first: bool) -> _Word:
        if written == _GAP:
            return cls(frozenset(), ())
        some = [folded_word(one.rstrip(_ANY)) + _ANY * one.endswith(_ANY) for one in written.split("|")]
        if not first:
            some += [f"{hung}{one}" for hung in _HUNG for one in some if one[0] >= _ARABIC]
        return cls(
            frozenset(one for one in some if not one.endswith(_ANY)),
            tuple(one.rstrip(_ANY) for one in some if one.endswith(_ANY)),
        )

    @property
    def is_gap(self) -> bool:
        return not self.words and not self.beginnings

    def fits(self, word: frozenset[str]) -> bool:
        return not self.words.isdisjoint(word) or any(one.startswith(self.beginnings) for one in word)


@dataclass(frozen=True, slots=True)
class Cues:
    """Patterns with the name of their table, by their first word, or by its first letters and ``*``."""

    patterns: Mapping[str, Sequence[tuple[str, tuple[_Word, ...]]]]

    @classmethod
    def of(cls, tables: Mapping[str, Sequence[str]]) -> Cues:
        """Read the patterns of some tables (``data/progress_cues_en.toml`` says how they are written)."""
        found: dict[str, list[tuple[str, tuple[_Word, ...]]]] = {}
        for name, patterns in tables.items():
            for pattern in patterns:
                words = tuple(_Word.of(one, first=not number) for number, one in enumerate(pattern.split()))
                for key in (*words[0].words, *{f"{one[:_KEY]}{_ANY}" for one in words[0].beginnings}):
                    found.setdefault(key, []).append((name, words))
        return cls(found)

    def at(self, words: Sequence[frozenset[str]], first: int, stop: int) -> Iterator[tuple[str, int]]:
        """The tables with a pattern that begins at a token, each with the pattern's last token."""
        for key in {key for one in words[first] for key in (one, f"{one[:_KEY]}{_ANY}") if key in self.patterns}:
            for name, pattern in self.patterns[key]:
                last = _end(pattern, words, first, stop)
                if last >= 0:
                    yield name, last


@dataclass(frozen=True, slots=True)
class CueLexicon:
    """What a language has: ``cues`` by status, ``parts`` and ``of`` for what is done in part, ``unreal`` for what is
    not so, ``doubts`` for what only may be, ``future`` for what is to come, ``nots`` for words of negation."""

    cues: Cues
    parts: Cues
    of: Cues
    unreal: Cues
    doubts: frozenset[str]
    future: frozenset[str]
    nots: frozenset[str]


@cache
def cues_of(lang: str | None) -> CueLexicon | None:
    """The cues of one of our languages; null for others."""
    if lang not in LANGUAGES:
        return None
    raw = tables_of(f"progress_cues_{lang}.toml")
    return CueLexicon(
        cues=Cues.of(raw["cues"]),
        parts=Cues.of({"part": raw["part"]["patterns"]}),
        of=Cues.of({"of": raw["part"]["of"]}),
        unreal=Cues.of({"unreal": [*raw["unreal"]["words"].split(), *raw["unreal"]["phrases"]]}),
        doubts=frozenset(map(folded_word, raw["unreal"]["doubt"].split())),
        future=frozenset(map(folded_word, raw["unreal"]["future"].split())),
        nots=frozenset(map(folded_word, raw["unreal"]["not"].split())),
    )


@lru_cache(maxsize=1 << 15)
def forms(folded: str) -> frozenset[str]:
    """A folded word, and an Arabic one without the letters hung before it, as far as the rest is no other word."""
    found = {folded}
    if folded[:1] >= _ARABIC:
        found |= {folded[1:]} if folded.startswith(_AND) and len(folded) > _SHORTEST else set()
        for hung in (_AT, _THE):
            cuts = [(one, cut) for one in found for cut in hung if one.startswith(cut)]
            found |= {one[len(cut) :] for one, cut in cuts if len(one) - len(cut) >= _LONG}
    return frozenset(found)


def _end(pattern: Sequence[_Word], words: Sequence[frozenset[str]], first: int, stop: int) -> int:
    """The last token of a pattern that begins at a token, or -1."""
    at = first
    for number, one in enumerate(pattern):
        if one.is_gap:
            continue
        reach = _LONGEST_GAP + 1 if number and pattern[number - 1].is_gap else 1
        fits = (place for place in range(at, min(at + reach, stop)) if one.fits(words[place]))
        place = next(fits, -1)
        if place < 0:
            return -1
        at = place + 1
    return at - 1
