"""Whom a pronoun or a verb's hidden subject goes on with."""

from __future__ import annotations

from collections.abc import Collection

from marsad.annotate.reference.cast import Cast
from marsad.annotate.reference.chain import Chain
from marsad.annotate.reference.lexicon import Gender
from marsad.annotate.reference.phrase import Phrase
from marsad.annotate.reference.scene import STOPS, Seen
from marsad.model import FactKind

_REACH = 6
_PERSONS, _THINGS = 3, 1
_UNSURE = -0.4
_PERSON = frozenset({FactKind.PERSON})
_BODY = frozenset({FactKind.ORGANISATION})
_THING = frozenset({FactKind.ORGANISATION, FactKind.INITIATIVE})


def before(
    cast: Cast,
    chain: Chain,
    place: int,
    *,
    kinds: Collection[FactKind],
    gender: Gender | None = None,
    plural: bool = False,
    reach: int = _REACH,
) -> int | None:
    """See `marsad.annotate.reference.References.before`."""

    def fits(one: Seen) -> float | None:
        if one.kind not in kinds or (plural and one.kind is FactKind.PERSON):
            return None
        own = cast.gender(one.entity)
        if gender is not None and own is not None and own != gender:
            return None
        return 0.0 if gender is None or own == gender else _UNSURE

    def blocks(one: Seen) -> bool:
        return one.kind in kinds and not plural and (None in {gender, one.gender} or gender == one.gender)

    found = chain.most_salient(place, fits, reach=reach, blocks=blocks)
    return found.entity if found else None


def meant_by_pronoun(cast: Cast, chain: Chain, pronoun: Phrase, place: int) -> int | None:
    """The entity that a pronoun in the singular stands for."""
    if pronoun.plural:
        return None
    if pronoun.thing:
        return before(cast, chain, place, kinds=_BODY, reach=_THINGS) if _opens_clause(cast, place) else None
    found = before(cast, chain, place, kinds=_PERSON, gender=pronoun.gender, reach=_PERSONS)
    if cast.scene.words.lang == "en":
        return found
    if found is not None:
        body = _opening_body(cast, chain, pronoun.gender, place)
        return found if body is None else body
    return _thing(cast, chain, pronoun.gender, place)


def _opens_clause(cast: Cast, place: int) -> bool:
    """Whether a pronoun is the subject of its clause: first there, or behind a verb of speech."""
    scene = cast.scene
    passage, words = scene.known.passage, scene.words
    at = scene.known.token_at(place)
    if at == scene.opens[scene.sentence(at)] or passage.words[at - 1] in STOPS:
        return True
    if any(scene.says(near) for near in range(max(0, at - 3), at)):
        return True  # "said on Tuesday it …"
    return passage.folded[at - 1] in words.joins or passage.folded[at - 1] in words.clause


def _opening_body(cast: Cast, chain: Chain, gender: Gender | None, place: int) -> int | None:
    """The body of the gender that opens the sentence before, where none but it is spoken of: "La SRE …. Elle"."""
    scene = cast.scene
    here = scene.sentence_at(place)
    told = [one for one in chain.before(place, _THINGS) if one.kind in _THING or one.kind is FactKind.PERSON]
    if gender is None or not told or {(one.entity, one.sentence) for one in told} != {(told[-1].entity, here - 1)}:
        return None
    first, opens = told[-1], scene.opens[here - 1]
    led = first.first - opens
    article = scene.words.determiners.get(scene.known.passage.folded[opens]) if led == 1 else None
    apart = led > 1 or first.paragraph != scene.paragraphs[here]
    if first.kind is not FactKind.ORGANISATION or first.entity is None or apart:
        return None
    own = cast.gender(first.entity) or (article.gender if article else None)
    return first.entity if own == gender else None


def _thing(cast: Cast, chain: Chain, gender: Gender | None, place: int) -> int | None:
    """The body or programme that "il", "elle" stand for: the only one of the gender near, no noun between."""
    scene = cast.scene
    here = scene.sentence_at(place)
    near = {
        one.entity
        for one in chain.before(place, _THINGS)
        if one.kind in _THING and one.entity is not None and cast.gender(one.entity) in {gender, None}
    }
    if len(near) != 1 or _noun_between(cast, gender, here, place):
        return None
    entity = near.pop()
    return entity if cast.gender(entity) == gender else None


def _noun_between(cast: Cast, gender: Gender | None, here: int, place: int) -> bool:
    """Whether the sentence, or the one before, opens with a noun of that gender that may be meant: "La phrase …"."""
    scene = cast.scene
    passage, words = scene.known.passage, scene.words
    for sentence in (here, here - 1):
        if sentence < 0:
            continue
        first = scene.opens[sentence]
        if passage.starts[first] >= place or first + 1 >= len(passage.words) or first + 1 in scene.held:
            continue
        determiner = words.determiners.get(passage.folded[first])
        if determiner is None or passage.folded[first + 1] in words.bodies:
            continue
        if determiner.gender in {gender, None} and not passage.words[first + 1][0].isupper():
            return True
    return False
