"""Which body, programme, country or town of an article a common noun stands for."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from marsad.annotate.reference.cast import Body, Cast
from marsad.annotate.reference.phrase import Phrase
from marsad.annotate.reference.scene import Seen
from marsad.model import FactKind

if TYPE_CHECKING:
    from marsad.annotate.reference.chain import Chain

_OWN, _CLASS, _ANY = 3, 2, 1
_REACH = {_OWN: 1000, _CLASS: 6, _ANY: 3}
_PLACES = 4
_KINGDOMS = frozenset(
    {"MA", "SA", "JO", "BH", "ES", "GB", "BE", "NL", "NO", "SE", "DK", "TH", "KH", "BT", "LS", "SZ", "TO"}
)
_KINGDOM_WORDS = frozenset({"royaume", "reino", "kingdom", "مملكه"})
_REPUBLIC_WORDS = frozenset({"republique", "republica", "republic", "جمهوريه"})


def body_meant(cast: Cast, chain: Chain, phrase: Phrase, place: int) -> int | None:
    """The body or programme that a common noun stands for; null where none of the article may be meant.

    One whose own noun it is goes before one of its class, the later before the earlier; the only one may come after.
    """
    levels = {body.entity: level for body in cast.bodies.values() if (level := _level(body, phrase))}
    if not levels:
        return None

    for level, reach in _REACH.items():
        of_level = {entity for entity, one in levels.items() if one == level}
        found = _last_of(cast, chain, of_level, place, reach) if of_level else None
        if found is not None:
            return found
    best = max(levels.values())
    only = [entity for entity, level in levels.items() if level == best]
    if len(only) == 1 and best < _OWN and not phrase.told.stems and cast.bodies[only[0]].seen[0].start < place:
        return only[0]  # the only union of the article, however long ago
    own = [entity for entity, level in levels.items() if level == _OWN]
    return own[0] if len(own) == 1 and cast.bodies[own[0]].seen[0].start > place else None


def _last_of(cast: Cast, chain: Chain, bodies: Collection[int], place: int, reach: int) -> int | None:
    """Which of some bodies a reader has most in mind at a place, a club also by its town."""

    def whose(one: Seen) -> int | None:
        return one.entity if one.kind is not FactKind.PLACE else _club_of(cast, one, bodies)

    found = chain.most_salient(place, lambda one: 0.0 if whose(one) in bodies else None, reach=reach)
    return whose(found) if found else None


def _level(body: Body, phrase: Phrase) -> int:
    """How well a noun stands for a body: its own noun, one for its class, one for a body without any; 0 not at all."""
    told, own = phrase.told, body.told
    if (told.stems or phrase.determined == "construct") and not told.stems & own.stems:
        return 0
    if told.lands and own.lands and not told.lands & own.lands:
        return 0
    if phrase.sort == "programme":
        if body.kind is not FactKind.INITIATIVE:
            return 0
        return _OWN if phrase.word in body.nouns else _ANY if not body.nouns else 0
    if body.kind is not FactKind.ORGANISATION or phrase.body is None:
        return 0
    if phrase.word in body.nouns:
        return _OWN
    if body.classes & phrase.body.calls:
        return _CLASS
    return _ANY if not body.classes and "company" in phrase.body.calls else 0


def _club_of(cast: Cast, one: Seen, bodies: Collection[int]) -> int | None:
    """The club that its town's name stands for: "Figuig will receive …. The club …"."""
    if not one.subject or one.entity is None:
        return None
    town = cast.bodies[one.entity].told.stems
    clubs = [
        entity for entity in bodies if "club" in cast.bodies[entity].classes and town & cast.bodies[entity].told.stems
    ]
    return clubs[0] if len(clubs) == 1 else None


def place_meant(cast: Cast, chain: Chain, phrase: Phrase, place: int) -> int | None:
    """The country or town that "le pays", "the city", المملكة stand for: the one named last."""
    if phrase.told.stems or phrase.told.lands:
        return None
    wanted: Callable[[int], bool] = cast.is_country if phrase.sort == "country" else cast.is_town
    for one in chain.before(place, _PLACES):
        if one.kind is FactKind.PLACE and one.entity is not None and wanted(one.entity):
            kingdom = cast.entity(one.entity).key in _KINGDOMS
            if (phrase.word in _KINGDOM_WORDS and not kingdom) or (phrase.word in _REPUBLIC_WORDS and kingdom):
                continue
            return one.entity
    return None
