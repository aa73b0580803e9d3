"""Whether the words beside a date tell of what is to come or of what was: the nearest verb in its sentence decides."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache

from marsad.annotate.lexicon import tables_of
from marsad.annotate.text import Passage

_REACH = 9
_COMMA = 3
"""A comma, a bracket, a quotation mark or a conjunction on the way counts as so many words."""
_BREAKS = frozenset(',،;:؛()«»“”"–—')
_SHORTEST = 4
_AUXILIARY = 3


@dataclass(frozen=True, slots=True)
class _Cues:
    future: frozenset[str]
    future_ends: tuple[str, ...]
    future_starts: tuple[str, ...]
    future_not: frozenset[str]
    past: frozenset[str]
    past_ends: tuple[str, ...]
    past_not: frozenset[str]
    determiners: frozenset[str]
    joins: frozenset[str]


@cache
def _cues(lang: str) -> _Cues:
    raw = tables_of(f"dates_{lang}.toml")["tense"]
    return _Cues(
        future=frozenset([*raw["future"], *raw["future_present"]]),
        future_ends=tuple(raw.get("future_ends", ())),
        future_starts=tuple(raw.get("future_starts", ())),
        future_not=frozenset(raw.get("future_not", ())),
        past=frozenset(raw["past"]),
        past_ends=tuple(raw.get("past_ends", ())),
        past_not=frozenset(raw.get("past_not", ())),
        determiners=frozenset(raw.get("determiners", ())),
        joins=frozenset(raw["joins"]),
    )


@lru_cache(maxsize=1 << 14)
def _tense(word: str, lang: str) -> str:
    cues = _cues(lang)
    lower = word.lower()
    if lower in cues.future or lower in cues.past:
        return "+" if lower in cues.future else "-"
    if len(word) < _SHORTEST or word[0].isupper():
        return ""
    if word not in cues.future_not and (
        (cues.future_ends and word.endswith(cues.future_ends))
        or (cues.future_starts and word.startswith(cues.future_starts) and len(word) > _SHORTEST)
    ):
        return "+"
    return "-" if cues.past_ends and word not in cues.past_not and word.endswith(cues.past_ends) else ""


def tense_beside(passage: Passage, lang: str, first: int, last: int) -> str:
    """``+`` or ``-`` by the verb nearest to the tokens ``first`` to ``last``, of two the one before; empty for none."""
    number = bisect_right(passage.sentences, first, key=lambda sentence: sentence[0]) - 1
    begin, end = passage.sentences[max(number, 0)]
    before = _nearest(passage.words, lang, range(first - 1, max(begin, first - _REACH) - 1, -1))
    after = _nearest(passage.words, lang, range(last + 1, min(end, last + _REACH + 1)))
    if before and after:
        return before[1] if before[0] <= after[0] else after[1]
    found = before or after
    return found[1] if found else ""


def _nearest(words: tuple[str, ...], lang: str, places: range) -> tuple[int, str] | None:
    distance, joins = 0, _cues(lang).joins
    for place in places:
        word = words[place]
        distance += _COMMA if word in _BREAKS or word in joins else 1
        if distance > _REACH:
            return None
        tense = _tense(word, lang)
        if tense == "-" and place and words[place - 1].lower() in _cues(lang).determiners:
            continue  # « la criée » is no verb
        if tense:
            return distance, "+" if tense == "-" and _to_be(words, lang, place) else tense
    return None


def _to_be(words: tuple[str, ...], lang: str, place: int) -> bool:
    """Whether a participle belongs to a verb to come: « seront publiés », "will be held"."""
    for word in reversed(words[max(0, place - _AUXILIARY) : place]):
        if word in _BREAKS:
            return False
        if tense := _tense(word, lang):
            return tense == "+"
    return False
