"""Which parts of an initiative a text covers: those that it speaks of, not those that it only lists."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from marsad.annotate.text import folded_word
from marsad.follow.parts import WORD, Keys, Similarity, keys_of, name_keys

LISTED = 4
"""Parts that a sentence names at least where it only lists them."""
NEAR = 0.5
"""The least cosine of a sentence of the opening and a part's name where no word of its language is known."""

_PIECE = re.compile(rf"(?P<word>{WORD})|(?P<end>[.!?؟…]+(?=[\s»”\"')]|$))|(?P<line>\n+)")
_SENTENCES = 2
"""Sentences of the opening that the encoder sees, besides the title."""
_AGAIN = 2
"""Sentences that name a part of one word at least where the opening does not."""
_BULLET = 10
"""Words of a paragraph that is only an item of a list."""
_CUT = re.compile(r"(?<=[.!?؟…])\s+")

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

    def within(self, found: Collection[str]) -> bool:
        return all(not key.isdisjoint(found) for key in self.keys)


@dataclass(slots=True)
class _Sentence:
    """The keys of a sentence that names have, and where it stands."""

    opening: bool
    paragraph: int
    words: int = 0
    keys: set[str] = field(default_factory=set)


class Coverage:
    """The parts of an initiative by their numbers and names, ready to be looked for in many texts."""

    def __init__(self, parts: Mapping[int, Names], similarity: Similarity | None = None) -> None:
        self._parts = parts
        self._similarity = similarity
        self._names: dict[str, list[_Name]] = {}

    def of(self, text: Text) -> tuple[int, ...]:
        """The numbers of the parts that a text covers, going up."""
        names = self._known(text.lang)
        found = set(_named(text, names)) if names else set()
        nameless = [number for number, own in self._parts.items() if text.lang not in own]
        if nameless and not found:
            found |= self._near(text, nameless)
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
        """The part whose name is nearest to a sentence of the opening, if it is near."""
        if self._similarity is None:
            return set()
        best, nearest = NEAR, None
        for sentence in _openings(text):
            for number in numbers:
                for name in (name for names in self._parts[number].values() for name in names):
                    cosine = self._similarity(sentence, name)
                    if cosine is not None and cosine > best:
                        best, nearest = cosine, number
        return set() if nearest is None else {nearest}


def _translates(keys: Sequence[Keys]) -> bool:
    return all(all(":" not in one for one in key) for key in keys)


def _openings(text: Text) -> list[str]:
    lede = text.lede or text.body.partition("\n")[0]
    return [one for one in (text.title, *_CUT.split(lede, _SENTENCES)[:_SENTENCES]) if one.strip()]


def _named(text: Text, names: Sequence[_Name]) -> Iterator[int]:
    """The parts whose names stand in the text in so many words."""
    wanted = frozenset().union(*(key for name in names for key in name.keys))
    sentences = list(_unlisted(_sentences(text, wanted), names))
    times: defaultdict[_Name, int] = defaultdict(int)
    for sentence in sentences:
        for name in names:
            if name.within(sentence.keys):
                times[name] += 1
                if sentence.opening or len(name.keys) > 1 or times[name] == _AGAIN:
                    yield name.part


def _sentences(text: Text, wanted: frozenset[str]) -> Iterator[_Sentence]:
    """The sentences of title, lede and body with what they have of the wanted keys."""
    paragraph = 0
    for name in ("title", "lede", "body"):
        opening = name != "body" or not text.lede
        here = _Sentence(opening, paragraph)
        listed = [(start, end) for where, start, end in text.listed if where == name]
        for piece in _PIECE.finditer(getattr(text, name)):
            if word := piece["word"]:
                here.words += 1
                keys = keys_of(folded_word(word), text.lang) & wanted
                if keys and not any(start <= piece.start() < end for start, end in listed):
                    here.keys |= keys
                continue
            yield here
            if piece["line"]:
                paragraph += 1
                opening = opening and name == "lede"
            here = _Sentence(opening, paragraph)
        yield here
        paragraph += 1


def _unlisted(sentences: Iterator[_Sentence], names: Sequence[_Name]) -> Iterator[_Sentence]:
    """The sentences that name parts without those that only list them, in one sentence or an item each."""
    held: list[tuple[_Sentence, set[int]]] = []
    for one in sentences:
        parts = {name.part for name in names if one.keys and name.within(one.keys)}
        if not one.words:
            continue
        if one.words <= _BULLET and not one.opening and parts:
            held.append((one, parts))
            continue
        yield from _items(held)
        held = []
        if parts and len(parts) < LISTED:
            yield one
    yield from _items(held)


def _items(held: Sequence[tuple[_Sentence, set[int]]]) -> Iterator[_Sentence]:
    """Short lines one behind the other, unless they name so many parts that they are a list."""
    if len(set().union(*(parts for _, parts in held))) < LISTED:
        yield from (one for one, _ in held)
