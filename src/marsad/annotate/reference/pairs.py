"""The two whom "les deux parties", "the two sides", الطرفان stand for."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from marsad.annotate.names.arabic_words import bare, cuts
from marsad.annotate.reference.cast import Cast
from marsad.annotate.reference.lexicon import Party
from marsad.annotate.reference.scene import STOPS, Seen
from marsad.model import FactKind

_REACH = 4
_APART = 16


def pair_before(cast: Cast, place: int, party: Party = "any", reach: int = _REACH) -> tuple[int, ...]:
    """The two of the nearest sentence before a place that has just two who do something together, or that "and" joins.

    Of ``any`` they are persons, else bodies, else countries; empty where there are none within ``reach`` sentences.
    """
    here = cast.scene.sentence_at(place)
    for test in _tests(cast, party):
        for sentence in range(here, max(-1, here - reach - 1), -1):
            seen = [one for one in cast.scene.seen if one.sentence == sentence and one.end <= place and test(one)]
            two = tuple(dict.fromkeys(one.entity for one in seen if one.entity is not None))
            if len(two) > 1 and (_together(cast, sentence) or (sentence >= here - 1 and _joined(cast, seen))):
                if len(two) == 2:
                    return two
                break
    return ()


def _tests(cast: Cast, party: Party) -> tuple[Callable[[Seen], bool], ...]:
    def person(one: Seen) -> bool:
        return one.kind is FactKind.PERSON

    def body(one: Seen) -> bool:
        return one.kind is FactKind.ORGANISATION

    def land(one: Seen) -> bool:
        return cast.is_country(one.entity)

    return {"any": (person, body, land), "persons": (person,), "bodies": (body,), "lands": (land,)}[party]


def _together(cast: Cast, sentence: int) -> bool:
    """Whether a sentence has a word for what two do: sign, meet, play."""
    passage, words = cast.scene.known.passage, cast.scene.words
    first, stop = passage.sentences[sentence]
    if words.lang != "ar":
        return not words.together.isdisjoint(passage.folded[first:stop])
    return any(
        form in words.together or form[:-1] in words.together or form[:-2] in words.together
        for word in passage.folded[first:stop]
        for form in (bare(cut) for _, cut in cuts(word))
    )


def _joined(cast: Cast, seen: list[Seen]) -> bool:
    """Whether an "and" or "with" alone stands between two, with what is said of the first."""
    passage, words = cast.scene.known.passage, cast.scene.words
    for one, other in pairwise(seen):
        if one.entity == other.entity or other.first - one.last > _APART:
            continue
        between = range(one.last + 1, other.first)
        if words.lang == "ar" and other.start > passage.starts[other.first]:
            return passage.text[other.start - 1] == "و" and not between
        joins = sum(passage.folded[at] in words.joins for at in between)
        stops = sum(passage.words[at] in STOPS and passage.words[at] not in {",", "،"} for at in between)
        verbs = any(cast.scene.says(at) or passage.folded[at] in words.clause for at in between)
        if joins and not stops and not verbs:
            return True
    return False
