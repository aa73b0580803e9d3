"""The two whom "les deux parties", "the two sides", الطرفان stand for."""

from __future__ import annotations

from collections.abc import Callable

from marsad.annotate.reference.bodies import is_country
from marsad.annotate.reference.scene import Scene, Seen
from marsad.model import FactKind

_REACH = 6


def pair_before(scene: Scene, place: int) -> tuple[int, ...]:
    """Two persons, else bodies, else countries, of the nearest sentence where just two do something together."""
    here = scene.sentence_at(place)
    tests: tuple[Callable[[Seen], bool], ...] = (
        lambda one: one.mention.kind is FactKind.PERSON,
        lambda one: one.mention.kind is FactKind.ORGANISATION,
        lambda one: is_country(scene.known.entities[one.entity]),
    )
    for test in tests:
        for sentence in range(here, max(-1, here - _REACH), -1):
            two = _two(scene, sentence, place, test)
            if two and _together(scene, sentence):
                return two
    return ()


def _two(scene: Scene, sentence: int, place: int, test: Callable[[Seen], bool]) -> tuple[int, ...]:
    found = dict.fromkeys(
        one.entity for one in scene.seen if one.sentence == sentence and one.mention.end <= place and test(one)
    )
    return tuple(found) if len(found) == 2 else ()


def _together(scene: Scene, sentence: int) -> bool:
    first, stop = scene.known.passage.sentences[sentence]
    return not scene.words.together.isdisjoint(scene.known.passage.folded[first:stop])
