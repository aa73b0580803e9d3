"""Words that tell a topic: the lexicon of ``data/topics_*.toml``, looked up in a text with light stemming."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from math import sqrt
from typing import Any

from marsad.annotate.lexicon import tables_of
from marsad.model import LANGUAGES
from marsad.read.fold import fold

_WORD = re.compile(r"[^\W_]+")
_STRONG, _HINT = 1.0, 0.35
_REMEMBERED = 1 << 16
_ARABIC = re.compile("[\u0620-\u064a]")
_ARTICLE = re.compile(r"^(?:[وف]?(?:[بك]?ال|لل))(?=\w{3})")
_PARTICLE = re.compile(r"^[وفبلك](?=\w{3})")
_ARABIC_END = re.compile(r"(?:(?<=\w{3})(?:هم|ها|نا|كم|ات|ون|ين|ان|يه|يا|ه)|(?<=\w{4})[يا])$")

_Phrase = tuple[str, ...]
_Worth = dict[str, float]
"""Of a phrase, by topic."""

_Index = dict[str, list[tuple[_Phrase, _Worth]]]


def terms_of(lang: str) -> Mapping[str, Any]:
    """The topics' names, definitions, scopes and words in one language, by code without its prefix."""
    return tables_of(f"topics_{lang}.toml")


@cache
def topic_codes() -> tuple[str, ...]:
    """The codes of the topics, without ``medtop:``."""
    return tuple(terms_of(LANGUAGES[0]))


def evidence(parts: Iterable[tuple[str, float]], lang: str) -> _Worth:
    """What the words of a text are worth to each topic. ``parts`` are pieces of text with how much their words weigh.

    A word that comes back counts with the square root of its weights.
    """
    index = _index(lang)
    counts: defaultdict[_Phrase, float] = defaultdict(float)
    worths: dict[_Phrase, _Worth] = {}
    for text, weight in parts:
        for phrase, worth in _found(stems(text, lang), index):
            counts[phrase] += weight
            worths[phrase] = worth
    total: defaultdict[str, float] = defaultdict(float)
    for phrase, count in counts.items():
        for topic, share in worths[phrase].items():
            total[topic] += share * sqrt(count)
    return dict(total)


def stems(text: str, lang: str) -> list[str]:
    """The words of a text without case, accents and common endings; in Arabic without article and particles."""
    return list(map(_stems(lang).__getitem__, _WORD.findall(fold(text))))


def _found(words: list[str], index: _Index) -> Iterator[tuple[_Phrase, _Worth]]:
    after = 0
    for place, word in enumerate(words):
        if place < after or word not in index:
            continue
        for phrase, worth in index[word]:
            if len(phrase) == 1 or tuple(words[place : place + len(phrase)]) == phrase:
                yield phrase, worth
                after = place + len(phrase)
                break


@cache
def _index(lang: str) -> _Index:
    """Phrases with their worth by topic, under their first word, the longest first."""
    weights: defaultdict[_Phrase, _Worth] = defaultdict(dict)
    for code, topic in terms_of(lang).items():
        for key, weight in (("hints", _HINT), ("words", _STRONG)):
            for term in topic[key].split():
                weights[tuple(stems(term.replace("-", " "), lang))][code] = weight
    index: _Index = {}
    for phrase, worth in weights.items():
        total = sum(worth.values())
        index.setdefault(phrase[0], []).append((phrase, {code: w * w / total for code, w in worth.items()}))
    for phrases in index.values():
        phrases.sort(key=lambda item: -len(item[0]))
    return index


@cache
def _heads() -> frozenset[str]:
    """The stems under which Arabic phrases are kept or that stand in them."""
    codes = terms_of("ar").values()
    terms = (term for topic in codes for key in ("words", "hints") for term in topic[key].replace("-", " ").split())
    return frozenset(_arabic_stem(fold(term)) for term in terms)


class _Stems(dict[str, str]):
    """Stems by folded word, remembered: words come back."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang

    def __missing__(self, word: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = stem = _stem(word, self._lang)
        return stem


@cache
def _stems(lang: str) -> _Stems:
    return _Stems(lang)


def _stem(word: str, lang: str) -> str:
    if not _ARABIC.search(word):
        return _latin_stem(word, lang)
    stem = _arabic_stem(word)
    if lang == "ar" and stem not in _heads() and (bare := _PARTICLE.sub("", word)) != word:
        shorter = _arabic_stem(bare)
        return shorter if shorter in _heads() else stem
    return stem


def _arabic_stem(word: str) -> str:
    return _ARABIC_END.sub("", _ARTICLE.sub("", word))


def _latin_stem(word: str, lang: str) -> str:
    if len(word) < 4:
        return word
    if word.endswith("aux") and len(word) > 5:
        return word[:-2] + "l"
    if lang == "en" and word.endswith("ies"):
        return word[:-2]
    if word[-1] in "sx":
        word = word[:-1]
    if word.endswith("ee"):
        word = word[:-1]
    if len(word) > 4 and word[-1] in "eao" and word[-2] not in "iu":
        word = word[:-1]
    if word[-1] == "y":
        word = word[:-1] + "i"
    return word[:-1] if len(word) > 5 and word[-1] == word[-2] else word
