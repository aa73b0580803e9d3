"""Where names are places: countries, towns and regions with their names in four languages."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.annotate.places.demonyms import demonym
from marsad.annotate.places.gazetteer import gazetteer
from marsad.annotate.places.matching import place_matches
from marsad.annotate.places.pieces import key_of
from marsad.annotate.places.place import Place, PlaceMatch

__all__ = ["Place", "PlaceMatch", "country_of", "demonym", "nearest", "place_matches", "places_named"]


def places_named(name: str) -> tuple[Place, ...]:
    """The places of a name in any of the languages and scripts, most likely first."""
    return gazetteer().places(key_of(name))


def country_of(name: str) -> str | None:
    """ISO 3166-1 alpha-2 of a country by any of its names; null for what names no country."""
    places = places_named(name)
    for place in places:
        if place.sort == "country":
            return place.country
    return places[0].country if places and places[0].key.startswith("GB-") else None


def nearest(places: Sequence[Place], countries: Sequence[str]) -> Place:
    """The likeliest of candidates (at least one, in their order) in a text that names these countries."""
    return next((place for place in places if place.country in countries), places[0])
