"""Whether a place is one that is known: by the gazetteer's key, else by name and country."""

from __future__ import annotations

from marsad.annotate.link.features import feature_of, same_features
from marsad.annotate.link.known import Known
from marsad.annotate.places import nearest, places_named
from marsad.annotate.sounds import name_likeness
from marsad.model import Entity

_ALIKE = 0.86
_ALIKE_ABROAD = 0.95
_SAME_KIND = 0.04


def key_of(entity: Entity, home: str | None) -> str | None:
    """The key of a place: the one given, else what the gazetteer has under its name, in its country if that is told."""
    if entity.key:
        return entity.key
    for name in dict.fromkeys((entity.name, *entity.names)):
        places = places_named(name)
        if entity.country:
            places = tuple(place for place in places if place.country == entity.country)
        if places:
            return nearest(places, [home] if home else []).key
    return None


def place_score(entity: Entity, lang: str | None, key: str | None, known: Known) -> float:
    """How surely a place is a known one; 0 where it is not to be taken for that one."""
    if key and known.key:
        return float(key == known.key)
    if entity.country and known.country and entity.country != known.country:
        return 0.0
    likely = max(
        (
            _likeness(name, other, lang, other_lang)
            for name in dict.fromkeys((entity.name, *entity.names))
            for other, other_lang in known.names
        ),
        default=0.0,
    )
    least = _ALIKE if entity.country == known.country is not None else _ALIKE_ABROAD
    return likely if likely >= least else 0.0


def _likeness(a: str, b: str, lang_a: str | None, lang_b: str | None) -> float:
    """How like two names sound, each without its words for a river or mountain where both have the same ones."""
    (kinds_a, own_a), (kinds_b, own_b) = feature_of(a, lang_a), feature_of(b, lang_b)
    if kinds_a and kinds_b:
        return _raised(name_likeness(own_a, own_b, lang_a, lang_b)) if same_features(kinds_a, kinds_b) else 0.0
    return name_likeness(a, b, lang_a, lang_b)


def _raised(likely: float) -> float:
    """The likeness of names that say the same kind of place, which tells of itself."""
    return min(1.0, likely + _SAME_KIND)
