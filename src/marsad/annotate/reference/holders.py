"""Which offices the persons of an article hold, by what it calls them and by the words around their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from marsad.annotate.reference.gender import gender_of_person
from marsad.annotate.reference.lexicon import Gender, Noun
from marsad.annotate.reference.phrase import office_at, stems
from marsad.annotate.reference.scene import Scene, Seen
from marsad.annotate.text import Passage
from marsad.model import FactKind

_BREAKS = frozenset('.;:!?()[]–—؛؟«»“”"')
_REACH = 14


@dataclass(frozen=True, slots=True)
class Held:
    """An office that somebody holds, with the stems of the words that say which."""

    noun: Noun
    told: frozenset[str]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the article names: where, which offices, man or woman."""

    entity: int
    mentions: tuple[Seen, ...]
    held: tuple[Held, ...]
    gender: Gender | None


def persons_of(scene: Scene) -> dict[int, Person]:
    """The article's persons by entity."""
    grouped: dict[int, list[Seen]] = {}
    for one in scene.seen:
        if one.mention.kind is FactKind.PERSON:
            grouped.setdefault(one.entity, []).append(one)
    return {entity: _person(scene, entity, mentions) for entity, mentions in grouped.items()}


def _person(scene: Scene, entity: int, mentions: Sequence[Seen]) -> Person:
    held: list[Held] = []
    genders: list[Gender | None] = []
    passage = scene.known.passage
    if role := scene.known.entities[entity].role:
        said = Passage.of(role, passage.lang)
        held.extend(_held(scene, said, 0, len(said.words) - 1, genders))
    for one in mentions:
        for first, last in _around(scene, one):
            held.extend(_held(scene, passage, first, last, genders))
    return Person(entity, tuple(mentions), tuple(dict.fromkeys(held)), gender_of_person(scene, mentions, genders))


def _around(scene: Scene, one: Seen) -> Iterator[tuple[int, int]]:
    """The words before a name up to it, and those behind its comma, that may be an office: first and last token."""
    passage = scene.known.passage
    begin, stop = passage.sentences[one.sentence]
    at, comma = one.first - 1, False
    while at >= begin and one.first - at < _REACH and passage.words[at] not in _BREAKS:
        if passage.words[at] in {",", "،"}:
            if comma or at != one.first - 1:
                break
            comma = True
        elif _ends_phrase(scene, at):
            break
        at -= 1
    if at + 1 < one.first:
        last = one.first - 2 if comma else one.first - 1
        if last >= at + 1 and (comma or passage.folded[last] not in scene.words.of):
            yield at + 1, last
    after = one.last + 1
    if after < stop and passage.words[after] in {",", "،", "("}:
        first = last = after + 1
        while last + 1 < stop and last - first < _REACH and passage.words[last + 1] not in _BREAKS | {",", "،"}:
            last += 1
        if first < stop:
            yield first, last


def _ends_phrase(scene: Scene, at: int) -> bool:
    word = scene.known.passage.folded[at]
    return word in scene.speech or word in scene.words.clause


def _held(scene: Scene, passage: Passage, first: int, last: int, genders: list[Gender | None]) -> Iterator[Held]:
    """The offices among some words whose noun heads them, and what its article tells of their holder."""
    words = scene.words
    for at in _heads(scene, passage, first, last):
        office = office_at(passage, words, at)
        if office is None:
            continue
        noun, end, _ = office
        genders.append(noun.gender)
        if at and noun.gender is None and (determiner := words.determiners.get(passage.folded[at - 1])) is not None:
            genders.append(determiner.gender)
        yield Held(noun, stems(passage, words, first, at - 1) | stems(passage, words, end + 1, last))


def _heads(scene: Scene, passage: Passage, first: int, last: int) -> Iterator[int]:
    """Where offices stand that no "of" makes part of another: the first, and what an "and" joins to it."""
    words, open_, at = scene.words, True, first
    while at <= last:
        word = passage.folded[at]
        if open_ and (office := office_at(passage, words, at)) is not None:
            if words.lang != "en" or not _another_follows(scene, passage, office[1] + 1, last):
                yield at
                open_ = False
            at = office[1]
        elif word in words.joins:
            open_ = True
        elif word in words.of if words.lang == "en" else at > first + 4:
            open_ = False
        at += 1


def _another_follows(scene: Scene, passage: Passage, at: int, last: int) -> bool:
    """Whether the next word is an office too, so that English means that one: "deputy minister", "team captain"."""
    return at <= last and office_at(passage, scene.words, at) is not None
