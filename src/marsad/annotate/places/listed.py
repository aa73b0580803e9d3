"""Names that are other words as well, and sure in a list of places of the Maghreb: قفصة وقبلي, Taza, Rich et Midelt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from marsad.annotate.places.context import context_words
from marsad.annotate.places.gazetteer import gazetteer
from marsad.annotate.places.place import MAGHREB, Place, PlaceMatch
from marsad.annotate.text import Passage

_IN_LIST = 0.7
"""How often a name in a list of places is a place's."""
_DOUBTFUL = 0.3
"""A name must be so sure to be taken for the first of a list."""
_AND = "و"


def in_lists(passage: Passage, found: Sequence[PlaceMatch]) -> list[PlaceMatch]:
    """The matches, surer where a list of places of one country of the Maghreb has them, with the names it adds."""
    if not any(map(may_be_listed, found)):
        return list(found)
    raised: list[PlaceMatch] = []
    for match in _with_joined(passage, found):
        before = raised[-1] if raised and _follows(passage, raised[-1], match) else None
        if before is not None and may_be_listed(before):
            raised.append(_beside(match, before))
            continue
        if before is not None and before.certain >= _DOUBTFUL and may_be_listed(match):
            raised[-1] = _beside(before, match)
        raised.append(match)
    return [match for match in raised if match.certain]


def may_be_listed(match: PlaceMatch) -> bool:
    """Whether a match is surely a town or region of the Maghreb."""
    place = match.places[0]
    return match.certain >= 0.5 and place.country in MAGHREB and place.sort in {"city", "region"}


def _with_joined(passage: Passage, found: Sequence[PlaceMatch]) -> Iterator[PlaceMatch]:
    """The matches, and after each the names behind و that are too unsure to be read so elsewhere, of no certainty."""
    for match, following in zip(found, [*found[1:], None], strict=True):
        yield match
        token = match.last + 1
        while token < len(passage.words) and (following is None or token < following.first):
            word = passage.words[token]
            places = gazetteer().places(passage.folded[token][1:]) if word.startswith(_AND) else ()
            if not places:
                break
            yield PlaceMatch(token, token, passage.starts[token] + 1, passage.ends[token], places, True, 0.0)
            token += 1


def _follows(passage: Passage, before: PlaceMatch, match: PlaceMatch) -> bool:
    """Whether a match is the next member of a list after another."""
    between = match.first - before.last
    if between == 1:
        return passage.folded[match.first].startswith(_AND) and match.start > passage.starts[match.first]
    return between == 2 and passage.folded[before.last + 1] in context_words().joins


def _beside(match: PlaceMatch, sure: PlaceMatch) -> PlaceMatch:
    """A match as it is beside a sure one, where it may be a place of the same country."""
    near = tuple(place for place in match.places if _may_stand_beside(place, sure.places[0]))
    if not near:
        return match
    rest = tuple(place for place in match.places if place not in near)
    return replace(match, places=near + rest, certain=max(match.certain, _IN_LIST))


def _may_stand_beside(place: Place, other: Place) -> bool:
    return place.country == other.country and place.sort in {"city", "region"}
