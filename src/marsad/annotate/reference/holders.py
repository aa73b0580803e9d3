"""Who of an article's persons holds an office that it speaks of: "la ministre", "its chairman", المدير."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from marsad.annotate.reference.cast import Cast, Held, Person
from marsad.annotate.reference.phrase import Phrase, Told
from marsad.model import FactKind

if TYPE_CHECKING:
    from marsad.annotate.reference.chain import Chain

_NEAR = 2


class Stranger(NamedTuple):
    """An office whose holder the article does not name: "le ministre de la Santé"."""

    lemma: str
    told: Told
    start: int


def holder(cast: Cast, chain: Chain, phrase: Phrase, place: int, strangers: Sequence[Stranger]) -> int | None:
    """The entity of who holds the office of a phrase at a place; null where the article names nobody who may.

    Of those whom the words allow it is the one spoken of last before, else the only one who comes after.
    """
    ranked = [(rank, person) for person in cast.persons.values() if (rank := _rank(phrase, person))]
    if not ranked:
        return _just_named(cast, chain, phrase, place)
    best = max(rank for rank, _ in ranked)
    people = {person.entity: person for rank, person in ranked if rank == best}
    if phrase.determined == "possessive":
        people = _of_owner(cast, chain, people, place)
    for one in chain.before(place, len(cast.scene.opens)):
        if one.entity in people:
            return None if _supplanted(phrase, one.start, place, strangers) else one.entity
    return next(iter(people)) if len(people) == 1 else None


def _rank(phrase: Phrase, person: Person) -> int:
    if phrase.gender is not None and person.gender is not None and phrase.gender != person.gender:
        return 0
    return max((_fit(phrase, held) for held in person.held), default=0)


def _fit(phrase: Phrase, held: Held) -> int:
    """How well an office that somebody holds is the one meant; 0 where it is not."""
    asked, told, own = phrase.noun, phrase.told, held.told
    if asked is None:
        return 0
    if held.noun.lemma != asked.lemma and not held.noun.classes & asked.classes and held.noun.lemma not in asked.wider:
        return 0
    if (told.stems or phrase.determined == "construct") and not told.stems & own.stems:
        return 0
    if told.lands and own.lands and not told.lands & own.lands:
        return 0
    if asked.state and held.noun.lemma != asked.lemma and own.stems:
        return 0  # the president of a club is no head of state
    return 1 + (held.noun.lemma == asked.lemma) + 2 * bool(told.stems) + bool(told.lands & own.lands)


def _of_owner(cast: Cast, chain: Chain, people: dict[int, Person], place: int) -> dict[int, Person]:
    """Of several holders the one of the body that "its" means."""
    if len(people) < 2:
        return people
    for one in chain.before(place, _NEAR):
        if one.kind is FactKind.ORGANISATION and one.entity is not None:
            stems = cast.bodies[one.entity].told.stems
            return {key: who for key, who in people.items() if any(stems & held.told.stems for held in who.held)}
    return {}


def _supplanted(phrase: Phrase, since: int, place: int, strangers: Sequence[Stranger]) -> bool:
    """Whether another holder of the same office, without a name, was spoken of since, so that he may be meant."""
    asked = phrase.noun
    return not phrase.told.stems and any(
        asked is not None and one.lemma == asked.lemma and since < one.start < place and bool(one.told.stems)
        for one in strangers
    )


def _just_named(cast: Cast, chain: Chain, phrase: Phrase, place: int) -> int | None:
    """The person without an office who is called by one next: "… lance X. La ministre a ajouté", "dit l'autrice"."""
    scene = cast.scene
    first = scene.known.token_at(place)
    opens = first == scene.opens[scene.sentence(first)]
    if phrase.determined != "definite" or not (opens or (first and scene.says(first - 1))):
        return None
    near = {one.entity for one in chain.before(place, _NEAR) if one.kind is FactKind.PERSON}
    people = [cast.persons[entity] for entity in near if entity is not None and not cast.persons[entity].held]
    if None in near or len(people) != 1:
        return None
    own = people[0].gender
    untold = None in {own, phrase.gender} and (opens or phrase.gender == "f")  # "el" may be said of any office
    return people[0].entity if own == phrase.gender or untold else None
