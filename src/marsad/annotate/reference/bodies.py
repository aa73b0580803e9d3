"""Of which class the bodies, programmes and countries of an article are, and which of them a common noun stands for."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.annotate.names.arabic_words import bare, cuts
from marsad.annotate.reference.lexicon import BodyNoun, Gender
from marsad.annotate.reference.phrase import Phrase, stems
from marsad.annotate.reference.scene import Scene, Seen
from marsad.annotate.text import Passage, folded_word
from marsad.model import Entity, FactKind


@dataclass(frozen=True, slots=True)
class Body:
    """A body, programme or country: where it stands, the nouns of its names, the classes that they open, its gender."""

    entity: int
    kind: FactKind
    mentions: tuple[Seen, ...]
    nouns: frozenset[str]
    classes: frozenset[str]
    gender: Gender | None
    told: frozenset[str]


def bodies_of(scene: Scene) -> dict[int, Body]:
    """Everything but persons that the article names, by entity."""
    grouped: dict[int, list[Seen]] = {}
    for one in scene.seen:
        if one.mention.kind is not FactKind.PERSON:
            grouped.setdefault(one.entity, []).append(one)
    return {entity: _body(scene, scene.known.entities[entity], entity, seen) for entity, seen in grouped.items()}


def _body(scene: Scene, entity: Entity, number: int, mentions: list[Seen]) -> Body:
    passage, words = scene.known.passage, scene.words
    nouns: set[str] = set()
    classes: set[str] = set()
    told: set[str] = set()
    gender: Gender | None = None
    spans = [(one.first, one.last) for one in mentions]
    for first, last in spans:
        told |= stems(passage, words, first, last)
    beside = [at for one in mentions for at in (one.first - 1, one.first - 2) if at >= 0]
    inside = [at for first, last in spans for at in _noun_places(scene, first, last)]
    for at in [*inside, *beside] if entity.kind is not FactKind.PLACE else ():
        word = _noun(scene, passage, at)
        if word is None or (at in beside and _named_by_other(scene, at)):
            continue
        nouns.add(word)
        if (body := words.bodies.get(word)) is not None:
            classes |= body.opens or body.calls
            gender = gender or body.gender
        else:
            gender = gender or words.programmes.get(word)
    return Body(number, entity.kind, tuple(mentions), frozenset(nouns), frozenset(classes), gender, frozenset(told))


def _noun_places(scene: Scene, first: int, last: int) -> list[int]:
    """Where the noun of a name stands: in front; in English also at its end, before "of"."""
    if scene.words.lang != "en":
        return list(range(first, min(first + 2, last) + 1))
    return list(range(first, last + 1))


def _noun(scene: Scene, passage: Passage, at: int) -> str | None:
    words = scene.words
    for _, cut in cuts(passage.folded[at]) if words.lang == "ar" else ((0, passage.folded[at]),):
        word = bare(cut) if words.lang == "ar" else cut
        if word in words.bodies or word in words.programmes:
            return word
    return None


def _named_by_other(scene: Scene, at: int) -> bool:
    """Whether a token is part of another name."""
    return any(one.first <= at <= one.last for one in scene.seen)


def fits(body: Body, phrase: Phrase, word: str) -> int:
    """How well a noun stands for a body: 3 its own noun, 2 one for its class, 1 one for a body without any, 0 not."""
    if phrase.sort == "programme":
        return 3 if body.kind is FactKind.INITIATIVE and word in body.nouns else 0
    if body.kind is not FactKind.ORGANISATION or phrase.body is None:
        return 0
    if word in body.nouns:
        return 3
    if body.classes & phrase.body.calls:
        return 2
    return 1 if not body.classes and _calls_anything(phrase.body) else 0


def _calls_anything(noun: BodyNoun) -> bool:
    return "company" in noun.calls


def is_country(entity: Entity) -> bool:
    """Whether a place is a country: its key is then its code."""
    return entity.kind is FactKind.PLACE and entity.key is not None and len(entity.key) == 2


def word_at(scene: Scene, at: int) -> str:
    """The folded noun at a token, without what Arabic hangs on its front."""
    if scene.words.lang != "ar":
        return scene.known.passage.folded[at]
    words = scene.words
    for _, cut in cuts(scene.known.passage.folded[at]):
        word = bare(cut)
        if word in words.bodies or word in words.programmes or word in words.countries:
            return word
    return bare(folded_word(scene.known.passage.words[at]))
