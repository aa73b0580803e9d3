"""Which parts of an initiative a text covers: those that it speaks of, not those that it only lists.

A name of several words is spoken of where a sentence has them all. One word is not enough ("for reasons of health"): it
counts in title and lede, in two sentences, or where it is called a part ("le volet santé"); as the name of an office
("le ministre de la Santé") it never does.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

from marsad.annotate.link.concepts import forms, stem
from marsad.annotate.text import folded_word
from marsad.follow.parts import WORD, Keys, Similarity, keys_of, name_keys
from marsad.model import LANGUAGES

LISTED = 4
"""Parts that a sentence names at least where it only lists them."""
NEAR, CLEAR = 0.28, 0.13
"""The least cosine of a sentence of the opening and a part's name where no name in the text's language is known, and by
how much it is nearer than the next part; set on the invented articles of ``tests/follow/coverage*.toml``."""

_PIECE = re.compile(rf"(?P<word>{WORD})|(?P<end>[.!?؟…]+(?=[\s»”\"')]|$))|(?P<line>\n+)")
_CUT = re.compile(r"(?<=[.!?؟…])\s+")
_SENTENCES = 2
"""Sentences of the opening that the encoder sees, besides the title."""
_AGAIN = 2
"""Sentences that name a part of one word at least where nothing else says that it is spoken of."""
_ITEM = 10
"""Words of a line that may be an item of a list."""
_REACH = {"part": (4, 2), "office": (3, 1)}
"""How many words before and behind a name a word of a table tells what it is."""

Names = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Text:
    """An article: ``listed`` are spans of its fields that a listing of the parts takes, as (field, start, end)."""

    lang: str
    title: str
    lede: str
    body: str
    listed: Collection[tuple[str, int, int]] = ()


@dataclass(frozen=True, slots=True)
class _Name:
    part: int
    keys: tuple[Keys, ...]

    def within(self, found: Keys) -> bool:
        return all(not key.isdisjoint(found) for key in self.keys)


@dataclass(slots=True)
class _Sentence:
    """The folded words of a sentence, each with the keys that names have of it; none where a listing takes it."""

    head: bool
    words: list[tuple[str, Keys]] = field(default_factory=list)

    @property
    def keys(self) -> Keys:
        return frozenset().union(*(keys for _, keys in self.words))

    def beside(self, place: int, table: str, lang: str) -> bool:
        """Whether a word of a table stands beside that at a place."""
        before, behind = _REACH[table]
        near = self.words[max(0, place - before) : place + behind + 1]
        return any(_is_cue(word, table, lang) for word, _ in near)

    def names_part(self, name: _Name, lang: str) -> bool:
        """Whether the sentence calls a part of one word so."""
        return any(
            keys & name.keys[0] and self.beside(place, "part", lang) for place, (_, keys) in enumerate(self.words)
        )


class Coverage:
    """The parts of an initiative by their numbers and names, ready to be looked for in many texts."""

    def __init__(self, parts: Mapping[int, Names], similarity: Similarity | None = None) -> None:
        self._parts = parts
        self._similarity = similarity
        self._names: dict[str, list[_Name]] = {}

    def of(self, text: Text) -> tuple[int, ...]:
        """The numbers of the parts that a text covers, going up."""
        names = self._known(text.lang)
        found = _named(text, names) if names else set()
        nameless = [number for number, own in self._parts.items() if text.lang not in own]
        if nameless and not found:
            found = self._near(text, nameless)
        return tuple(sorted(found))

    def _known(self, lang: str) -> list[_Name]:
        """The names to look for in texts of a language: its own, or those whose words all have a meaning in any."""
        if lang not in self._names:
            names: list[_Name] = []
            for number, own in self._parts.items():
                told = {lang: own[lang]} if lang in own else own
                for each in sorted(told):
                    keys = [name_keys(name, each) for name in told[each]]
                    names += [_Name(number, one) for one in keys if one and (each == lang or _translates(one))]
            self._names[lang] = names
        return self._names[lang]

    def _near(self, text: Text, numbers: Sequence[int]) -> set[int]:
        """The part whose name is nearest to a sentence of the opening, if it is one of these and clearly so."""
        if self._similarity is None:
            return set()
        nearness = dict.fromkeys(self._parts, 0.0)
        for sentence in _openings(text):
            for number, own in self._parts.items():
                cosines = (self._similarity(sentence, name) or 0.0 for names in own.values() for name in names)
                nearness[number] = max(nearness[number], *cosines)
        nearest, *others = sorted(nearness, key=lambda number: -nearness[number])
        least = max(NEAR, nearness[others[0]] + CLEAR if others else 0.0)
        return {nearest} if nearest in numbers and nearness[nearest] >= least else set()


def _translates(keys: Sequence[Keys]) -> bool:
    return all(":" not in one for key in keys for one in key)


def _openings(text: Text) -> list[str]:
    lede = text.lede or text.body.partition("\n")[0]
    return [one for one in (text.title, *_CUT.split(lede)[:_SENTENCES]) if one.strip()]


def _named(text: Text, names: Sequence[_Name]) -> set[int]:
    """The parts whose names stand in the text in so many words."""
    wanted = frozenset().union(*(key for name in names for key in name.keys))
    found: set[int] = set()
    times: dict[int, int] = {}
    for sentence in _unlisted(_sentences(text, wanted), names):
        told: set[int] = set()
        for name in names:
            if not name.within(sentence.keys):
                continue
            if len(name.keys) > 1 or sentence.head or sentence.names_part(name, text.lang):
                found.add(name.part)
            told.add(name.part)
        for part in told:
            times[part] = times.get(part, 0) + 1
    return found | {part for part, count in times.items() if count >= _AGAIN}


def _sentences(text: Text, wanted: Keys) -> Iterator[_Sentence]:
    """The sentences of title, lede and body; the words of offices have no keys."""
    for where in ("title", "lede", "body"):
        listed = [(start, end) for name, start, end in text.listed if name == where]
        here = _Sentence(where != "body")
        for piece in _PIECE.finditer(getattr(text, where)):
            if word := piece["word"]:
                folded = folded_word(word)
                keys = keys_of(folded, text.lang) & wanted
                if keys and any(piece.start() < end and start < piece.end() for start, end in listed):
                    keys = frozenset()
                here.words.append((folded, keys))
                continue
            yield _without_offices(here, text.lang)
            here = _Sentence(where != "body")
        yield _without_offices(here, text.lang)


def _without_offices(sentence: _Sentence, lang: str) -> _Sentence:
    offices = [
        place for place, (_, keys) in enumerate(sentence.words) if keys and sentence.beside(place, "office", lang)
    ]
    for place in offices:
        sentence.words[place] = sentence.words[place][0], frozenset()
    return sentence


def _unlisted(sentences: Iterable[_Sentence], names: Sequence[_Name]) -> Iterator[_Sentence]:
    """The sentences that name parts, without those that only list them: in one sentence, or an item each."""
    items: list[_Sentence] = []
    for one in sentences:
        if not one.words:
            continue
        if not one.keys:
            yield from _spoken(items, names)
            items = []
        elif len(one.words) <= _ITEM and not one.head:
            items.append(one)
        else:
            yield from _spoken(items, names)
            items = []
            yield from _spoken([one], names)
    yield from _spoken(items, names)


def _spoken(sentences: Sequence[_Sentence], names: Sequence[_Name]) -> Sequence[_Sentence]:
    """Sentences one behind the other, none of them where they name so many parts that they are a list."""
    parts = {name.part for one in sentences for name in names if name.within(one.keys)}
    return sentences if len(parts) < LISTED else ()


@lru_cache(maxsize=1 << 15)
def _is_cue(word: str, table: str, lang: str) -> bool:
    return lang in LANGUAGES and any(stem(form, lang) in _cues(lang)[table] for form in forms(word))


@cache
def _cues(lang: str) -> Mapping[str, frozenset[str]]:
    data = tomllib.loads(files("marsad.follow").joinpath("data", "coverage.toml").read_text(encoding="utf-8"))[lang]
    return {table: frozenset(stem(folded_word(word), lang) for word in words) for table, words in data.items()}
