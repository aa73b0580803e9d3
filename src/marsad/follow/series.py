"""Figures of one thing over time: which figures of different articles and languages belong in one series.

A series is a unit and what is counted, priced or shared out, by the concept of its words (*espectadores*, متفرج and
"spectators" are one), else by their stems. Durations, scores and bare numbers are in none: they tell of one thing once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from marsad.annotate.link.concepts import is_stop
from marsad.annotate.text import Passage
from marsad.follow.cues import Cue, Cues, concepts_of, unit_alike, vague_units
from marsad.follow.naming import dimension
from marsad.follow.points import PERSON
from marsad.follow.reading import word_meanings

_LONGEST_KEY = 64
_WORDS = 3
"""Words of what is counted that tell it from others."""
_ONCE = frozenset({"duration", "temperature"})
_SHARE = "%"
_ATTENDING = "participant"


@dataclass(frozen=True, slots=True)
class Series:
    """A unit (`marsad.model.Figure`) and what is counted, as concepts or stems; ``key`` names both."""

    key: str
    unit: str
    counted: str


def series_of(
    value: float | str,
    unit: str,
    about: str | None,
    lang: str | None,
    *,
    before: str = "",
    behind: str = "",
    attended: bool = False,
) -> Series | None:
    """The series of a figure, null where its words do not tell what it is a figure of.

    ``before`` and ``behind`` are the words around it, which say what a sum is for ("un budget de"); ``attended`` says
    that it is an event's attendance.
    """
    if isinstance(value, str) or dimension(unit) in _ONCE:
        return None
    counted = _counted(unit, about, lang, before, behind)
    if not counted and attended and unit == PERSON:
        counted = _ATTENDING
    if not counted:
        return None
    key = f"{unit}|{counted}"
    if len(key) > _LONGEST_KEY:
        key = f"{key[: _LONGEST_KEY - 17]}~{sha256(key.encode()).hexdigest()[:16]}"
    return Series(key, unit, counted)


def is_money(unit: str) -> bool:
    """Whether a unit is an ISO 4217 code."""
    return len(unit) == 3 and unit.isascii() and unit.isupper()


def _counted(unit: str, about: str | None, lang: str | None, before: str, behind: str) -> str:
    if is_money(unit):
        return _nearest("money", lang, before, behind) or _meaning(about, lang)
    if unit == _SHARE:
        return _nearest("share", lang, before, behind) or _meaning(about, lang)
    if unit == PERSON:
        return _people(about or "", lang)
    if unit in vague_units():
        return _meaning(about, lang) if dimension(unit) else ""
    return unit_alike(unit)


def _people(about: str, lang: str | None) -> str:
    """Who is counted, or what befell them; nothing where they are only people."""
    for table in ("counted", "fate"):
        if found := concepts_of(about, lang, table):
            return min(found)
    return "" if concepts_of(about, lang, "plain") else _meaning(about, lang)


def _nearest(table: str, lang: str | None, before: str, behind: str) -> str:
    """The concept of the nearest word of a table, before the figure or else behind it."""
    for words, place in ((before, -1), (behind, 0)):
        if found := _cues(words, lang, table):
            return found[place].concept
    return ""


def _cues(words: str, lang: str | None, table: str) -> Sequence[Cue]:
    passage = Passage.of(words, lang)
    return Cues.of(passage).within(0, len(passage.words), table)


def _meaning(about: str | None, lang: str | None) -> str:
    """What the words mean, those that tell most by their place, in no order."""
    words = [word for word in Passage.of(about or "", lang).folded if len(word) > 2 and not is_stop(word, lang)]
    return " ".join(sorted(min(word_meanings(word, lang)) for word in words[:_WORDS]))
