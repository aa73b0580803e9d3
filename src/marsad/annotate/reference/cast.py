"""The persons, bodies, programmes and countries of an article: what each holds or is, and its gender."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from marsad.annotate.reference.gender import gender_of_person
from marsad.annotate.reference.lexicon import Gender, Noun, arabic_forms
from marsad.annotate.reference.phrase import Told, land_of, office_at, told_by
from marsad.annotate.reference.scene import COMMAS, STOPS, Scene, Seen
from marsad.annotate.text import Passage
from marsad.model import Entity, FactKind

_REACH = 14
_OPEN = 4
_DETERMINER = 8


@dataclass(frozen=True, slots=True)
class Held:
    """An office that somebody holds, with what the words around it tell of which it is."""

    noun: Noun
    told: Told


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the article names: where, which offices, man or woman."""

    entity: int
    seen: tuple[Seen, ...]
    held: tuple[Held, ...]
    gender: Gender | None


@dataclass(frozen=True, slots=True)
class Body:
    """A body, programme or place: the nouns of its names, the classes that they open, what else its names tell."""

    entity: int
    kind: FactKind
    seen: tuple[Seen, ...]
    nouns: frozenset[str]
    classes: frozenset[str]
    gender: Gender | None
    told: Told


@dataclass(frozen=True, slots=True)
class Cast:
    """All whom an article names, by entity."""

    scene: Scene
    persons: dict[int, Person]
    bodies: dict[int, Body]

    @classmethod
    def of(cls, scene: Scene) -> Cast:
        """Look at each entity and the words around its names."""
        grouped: dict[int, list[Seen]] = {}
        for one in scene.seen:
            if one.entity is not None:
                grouped.setdefault(one.entity, []).append(one)
        persons, bodies = {}, {}
        for entity, seen in grouped.items():
            if seen[0].kind is FactKind.PERSON:
                persons[entity] = _person(scene, entity, seen)
            else:
                bodies[entity] = _body(scene, entity, seen)
        return cls(scene, persons, bodies)

    def entity(self, number: int) -> Entity:
        """What is known of an entity."""
        return self.scene.known.entities[number]

    def gender(self, number: int | None) -> Gender | None:
        """A person's gender, or that of a body's noun; null where nothing tells it."""
        if number is None:
            return None
        found = self.persons.get(number) or self.bodies.get(number)
        return found.gender if found else None

    def is_country(self, number: int | None) -> bool:
        """Whether an entity is a country: its key is then its code."""
        entity = None if number is None else self.entity(number)
        return entity is not None and entity.kind is FactKind.PLACE and len(entity.key or "") == 2

    def is_town(self, number: int) -> bool:
        """Whether an entity is a town: its key is then a number behind a letter."""
        entity = self.entity(number)
        return entity.kind is FactKind.PLACE and (entity.key or "")[1:].isdigit()


def _person(scene: Scene, entity: int, seen: Sequence[Seen]) -> Person:
    passage, held = scene.known.passage, list[Held]()
    genders: list[Gender | None] = []
    if role := _own_role(scene, entity, seen):
        said = Passage.of(role, passage.lang)
        heads = [at for at in _heads(scene, said, 0, len(said.words) - 1) if _begins(scene, said, 0, at)]
        _hold(scene, said, heads, held, genders)
    for one in seen:
        for first, last in _before(scene, one):
            heads = [at for at in _heads(scene, passage, first, last) if _leads_to(scene, at, last, one.first)]
            _hold(scene, passage, heads, held, genders, (first, last))
        for first, last in _behind(scene, one):
            heads = [at for at in _heads(scene, passage, first, last) if _begins(scene, passage, first, at)]
            _hold(scene, passage, heads, held, genders, (first, last))
        held.extend(_done(scene, one))
    return Person(entity, tuple(seen), tuple(dict.fromkeys(held)), gender_of_person(scene, seen, genders))


def _own_role(scene: Scene, entity: int, seen: Sequence[Seen]) -> str | None:
    """A person's role without what is said of others before it ("كاتبة الدولة X والمفوض").

    Null where it is somebody else's, who speaks: "After a meeting with X, the president said".
    """
    role = scene.known.entities[entity].role
    if role and any(_speaks_itself(scene, one, role) for one in seen):
        return None
    for number, other in enumerate(scene.known.entities) if role else ():
        if number != entity and other.kind is FactKind.PERSON and role:
            for name in other.names:
                role = role.rpartition(name)[2]
    return role


def _speaks_itself(scene: Scene, one: Seen, role: str) -> bool:
    """Whether the role that stands behind a name's comma is the subject of a verb of speech."""
    known = scene.known
    end = known.passage.text.find(role, one.end, one.end + len(role) + _DETERMINER) + len(role)
    after = known.token_at(end)
    return end >= one.end + len(role) and after < len(known.passage.words) and scene.says(after)


def _before(scene: Scene, one: Seen) -> Iterator[tuple[int, int]]:
    """The words before a name, or before its comma, that may be an office: first and last token."""
    passage, words = scene.known.passage, scene.words
    begin, at = scene.opens[one.sentence], one.first - 1
    comma = at > begin and passage.words[at] in COMMAS
    last = at - 1 if comma else at
    at = last
    while at >= begin and one.first - at < _REACH:
        if passage.words[at] in STOPS or passage.folded[at] in words.clause or scene.says(at) or _is_person(scene, at):
            break
        at -= 1
    if last > at and (comma or passage.folded[last] not in words.of) and passage.folded[last] not in words.joins:
        yield at + 1, last


def _leads_to(scene: Scene, at: int, last: int, name: int) -> bool:
    """Whether nothing but its own complement stands between an office and a name that no comma parts from it."""
    passage, words = scene.known.passage, scene.words
    office = office_at(passage, words, at)
    if office is None or last + 1 < name:
        return True
    for after in range(office.last + 1, last + 1):
        word = passage.folded[after]
        if word in words.tells:
            return True
        attached = words.lang == "ar" and word.startswith(("ال", "لل", "وال"))
        if not (attached or after in scene.held or word in words.empty or word in words.titles or land_of(word)):
            return passage.words[after] == "." or passage.words[after][0].isupper()
    return True


def _done(scene: Scene, one: Seen) -> Iterator[Held]:
    """The office that a verb behind a name tells: "X préside l'Union", "X, qui dirige la coopérative"."""
    passage, words = scene.known.passage, scene.words
    at, stop = one.last + 1, passage.sentences[one.sentence][1]
    while at < stop and (passage.words[at] in COMMAS or passage.folded[at] in words.relatives):
        at += 1
    if at < stop and (noun := words.deeds.get(passage.folded[at])) is not None:
        yield Held(replace(noun, gender=None), told_by(passage, words, (at + 1, min(at + _REACH, stop - 1))))


def _behind(scene: Scene, one: Seen) -> Iterator[tuple[int, int]]:
    """The words behind a name's comma that may be an office, over an age: first and last token."""
    passage = scene.known.passage
    stop = passage.sentences[one.sentence][1]
    comma = one.last + 1
    for _ in range(2):
        if comma + 1 >= stop or passage.words[comma] not in COMMAS | {"("}:
            return
        last = comma + 1
        while last + 1 < stop and last - comma < _REACH and passage.words[last + 1] not in STOPS:
            last += 1
        if not passage.words[comma + 1][0].isdigit():
            if not any(scene.says(at) for at in range(comma + 2, last + 1)):
                yield comma + 1, last
            return
        comma = last + 1


def _begins(scene: Scene, passage: Passage, first: int, at: int) -> bool:
    """Whether an office opens some words, such as those behind a name's comma; in English nouns may lead up to it."""
    words, led = scene.words, passage.folded[first:at]
    if words.lang != "en":
        return all(word in words.determiners or word in words.before_noun for word in led)
    small = words.of | words.prepositions | words.clause
    verb = any(word in words.determiners and word != "'s" for word in led[1:])  # "welcomed the minister"
    return len(led) < _OPEN + 2 and not verb and small.isdisjoint(led)


def _is_person(scene: Scene, at: int) -> bool:
    one = scene.held.get(at)
    return one is not None and one.kind is FactKind.PERSON


def _hold(
    scene: Scene,
    passage: Passage,
    heads: Iterable[int],
    held: list[Held],
    genders: list[Gender | None],
    span: tuple[int, int] | None = None,
) -> None:
    """Add the offices that stand at some tokens, and what they and their articles tell of their holder."""
    words = scene.words
    first, last = span or (0, len(passage.words) - 1)
    for at in heads:
        office = office_at(passage, words, at)
        if office is None or office.noun.plural:
            continue
        genders.append(office.noun.gender)
        if at and office.noun.gender is None and (article := words.determiners.get(passage.folded[at - 1])) is not None:
            genders.append(article.gender)
        before = (first, at - 1) if words.lang == "en" else (at, at - 1)
        held.append(Held(office.noun, told_by(passage, words, before, (office.last + 1, last))))


def _heads(scene: Scene, passage: Passage, first: int, last: int) -> Iterator[int]:
    """Where offices stand that no "of" makes part of another: the first, and what an "and" joins to it."""
    words, open_, at = scene.words, True, first
    while at <= last:
        word = passage.folded[at]
        office = office_at(passage, words, at) if open_ else None
        if office is not None:
            follows = words.lang == "en" and office.last < last and office_at(passage, words, office.last + 1)
            if not follows:  # English means the last: "deputy minister", "team captain"
                yield at
                open_ = False
            at = office.last
        elif word in words.joins:
            open_ = True
        elif word in words.of if words.lang == "en" else at > first + _OPEN:
            open_ = False
        at += 1


def _body(scene: Scene, number: int, seen: Sequence[Seen]) -> Body:
    entity = scene.known.entities[number]
    passage, words = scene.known.passage, scene.words
    nouns: set[str] = set()
    classes: set[str] = set()
    gender: Gender | None = None
    for word in _nouns(scene, seen) if entity.kind is not FactKind.PLACE else ():
        nouns.add(word)
        if (body := words.bodies.get(word)) is not None:
            classes |= body.opens or body.calls
        gender = gender or (body.gender if body else words.programmes.get(word))
    inside = (at for one in seen for at in range(one.first, one.last + 1))
    named_so = entity.kind is FactKind.ORGANISATION and any(
        not words.clubs.isdisjoint(words_at(scene, at)) for at in inside
    )
    if named_so and scene.tells_sport():
        classes.add("club")
    told = told_by(passage, words, *((one.first, one.last) for one in seen))
    if entity.country:
        told = Told(told.stems, told.lands | {entity.country})
    return Body(number, entity.kind, tuple(seen), frozenset(nouns), frozenset(classes), gender, told)


def _nouns(scene: Scene, seen: Sequence[Seen]) -> Iterator[str]:
    """The nouns that a body's names open with, in English also end with, and those set before them: "la société X"."""
    for one in seen:
        last = one.last if scene.words.lang == "en" else min(one.first + 1, one.last)
        for at in range(one.first, last + 1):
            if scene.known.passage.folded[at] in scene.words.of:
                break
            if (word := noun_at(scene, at)) is not None:
                yield word
    for one in seen:
        at = _beside(scene, one.first)
        if at not in scene.held and (word := noun_at(scene, at)) is not None:
            yield word


def _beside(scene: Scene, first: int) -> int:
    """The token set before a name, over a nationality: "la société marocaine X"."""
    passage, at = scene.known.passage, first - 1
    return at - 1 if at > 0 and land_of(passage.folded[at]) is not None else at


def noun_at(scene: Scene, at: int) -> str | None:
    """The noun for bodies or programmes that a token is, without what Arabic hangs on its front; null for others."""
    words = scene.words
    return next((word for word in words_at(scene, at) if word in words.bodies or word in words.programmes), None)


def words_at(scene: Scene, at: int) -> tuple[str, ...]:
    """The folded word that a token is; in Arabic all that it may be without what hangs on its front."""
    folded = scene.known.passage.folded[at]
    return tuple(form for _, form in arabic_forms(folded)) if scene.words.lang == "ar" else (folded,)
