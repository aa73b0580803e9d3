"""What a place of the gazetteer is, and words of a passage that may name one."""

from __future__ import annotations

from dataclasses import dataclass

MAGHREB = frozenset({"MA", "DZ", "TN", "LY", "MR", "EH"})
"""The countries whose small towns are known too, ISO 3166-1 alpha-2."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place with an id of the world's own.

    ``key`` is ISO 3166-1 alpha-2 for a country (``MA``), ``g`` and a GeoNames number for a town (``g2548851``), ISO
    3166-2 for a region (``MA-02``), else ``continent/AF`` or ``area/maghreb``. ``sort`` is ``country``, ``region``,
    ``city``, ``continent`` or ``area``; ``country`` is alpha-2, null over borders. ``weight`` is the prominence in this
    press before a text is read, about log10 of the inhabitants.
    """

    key: str
    name: str
    country: str | None
    sort: str
    weight: float


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """Tokens ``first`` to ``last`` (inclusive) of a passage that may name a place.

    ``start`` and ``end`` are code points of the passage's text, without Arabic proclitics and elided articles.
    ``places`` are candidates, most likely first; ``cased`` says that the words are written as a name; ``certain`` is
    how often words so written, and after a word such as ``ville`` or not, name a place at all.
    """

    first: int
    last: int
    start: int
    end: int
    places: tuple[Place, ...]
    cased: bool
    certain: float
