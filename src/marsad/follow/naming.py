"""What a figure or a date is, in a noun that a reader understands: *coût*, *length*, افتتاح."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from marsad.annotate.text import Passage
from marsad.model import LANGUAGES, ContradictionKind

_DIMENSIONS = {
    "length": ("km", "m", "cm", "mm", "foot", "yard", "mile", "nautical mile", "inch"),
    "area": ("m2", "km2", "hectare", "acre"),
    "weight": ("ton", "kg", "g", "quintal", "pound"),
    "volume": ("m3", "litre", "barrel"),
    "duration": ("year", "month", "week", "day", "hour", "minute", "second"),
    "energy": ("kWh", "MWh", "GWh"),
    "power": ("kW", "MW", "GW"),
    "temperature": ("celsius", "degree"),
}
_DIMENSION = {unit: name for name, units in _DIMENSIONS.items() for unit in units}


def dimension(unit: str) -> str | None:
    """What a unit of measure measures (``length``, ``area``, ``weight`` …), null for others."""
    return _DIMENSION.get(unit)


def noun_for(concepts: Iterable[str], kind: ContradictionKind, said: str, lang: str | None) -> str | None:
    """The noun for the first concept that has one, else for the kind; the one that ``said`` names, if any does.

    Null for a language that has no nouns.
    """
    if lang not in LANGUAGES:
        return None
    nouns = _nouns(lang)
    listed = next((nouns[one] for one in (*concepts, kind.value) if one in nouns), None)
    if not listed:
        return None
    words = " ".join(("", *Passage.of(said, lang).folded, ""))
    return next((noun for noun, key in listed.items() if key in words), next(iter(listed)))


@cache
def _nouns(lang: str) -> Mapping[str, Mapping[str, str]]:
    """By concept the nouns of a language, each with how it stands in a folded text."""
    data = tomllib.loads(files("marsad.follow").joinpath("data", "nouns.toml").read_text(encoding="utf-8"))[lang]
    return {
        concept: {noun: f" {' '.join(Passage.of(noun, lang).folded)} " for noun in entries.split(", ")}
        for concept, entries in data.items()
    }
