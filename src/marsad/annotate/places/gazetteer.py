"""The shipped list of places: which ones a name may mean, and how surely it names a place at all.

``data/places.txt.gz`` is made by benchmarks/make_places.py: a line for each place (key, name, country, sort, weight,
with tabs between), an empty line, and a line for each name (pieces, numbers of its places from the likeliest on,
certainty in tenths or the mark of an acronym).
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from marsad.annotate.lexicon import data_bytes
from marsad.annotate.places.place import Place

ACRONYM_MARK = "A"
_ACRONYM = 0.9
"""How surely an acronym in capitals is the country's."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names by their pieces (`marsad.annotate.places.pieces.key_of`), read lazily: most are never asked for."""

    rows: tuple[str, ...]
    names: dict[str, str]
    longest: dict[str, int]

    def places(self, key: str) -> tuple[Place, ...]:
        """The places of a name, most likely first; none where it is not known."""
        entry = self.names.get(key)
        return _places(entry[:-2]) if entry else ()

    def certain(self, key: str) -> float:
        """How often a known name, so spelled, names a place (0 to 1)."""
        mark = self.names[key][-1]
        return _ACRONYM if mark == ACRONYM_MARK else int(mark) / 10

    def is_acronym(self, key: str) -> bool:
        """Whether a known name is one in capitals only."""
        return self.names[key][-1] == ACRONYM_MARK

    def of_countries(self, countries: frozenset[str]) -> Iterator[Place]:
        """The regions and towns of some countries."""
        for number, row in enumerate(self.rows):
            _, _, country, sort, _ = row.split("\t")
            if country in countries and sort != "country":
                yield _place(number)


@cache
def gazetteer() -> Gazetteer:
    """The shipped gazetteer, read once a process."""
    places, _, names = gzip.decompress(data_bytes("places.txt.gz")).decode().partition("\n\n")
    entries = dict(line.split("\t", 1) for line in names.splitlines())
    longest: dict[str, int] = {}
    for key in entries:
        first, _, rest = key.partition(" ")
        count = 2 + rest.count(" ") if rest else 1
        if count > longest.get(first, 0):
            longest[first] = count
    return Gazetteer(tuple(places.splitlines()), entries, longest)


@cache
def _places(numbers: str) -> tuple[Place, ...]:
    return tuple(_place(int(number)) for number in numbers.split(" "))


@cache
def _place(number: int) -> Place:
    key, name, country, sort, weight = gazetteer().rows[number].split("\t")
    return Place(key, name, country or None, sort, float(weight))
