"""Which entity of an article some of its words stand for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from marsad.annotate.known import Known
from marsad.annotate.reference.bodies import Body, bodies_of, fits, is_country, word_at
from marsad.annotate.reference.holders import Person, persons_of
from marsad.annotate.reference.lexicon import Gender, Noun
from marsad.annotate.reference.pairs import pair_before
from marsad.annotate.reference.phrase import Phrase, phrase_of
from marsad.annotate.reference.salience import most_salient
from marsad.annotate.reference.scene import Scene, Seen
from marsad.model import FactKind

PEOPLE_AND_BODIES = frozenset({FactKind.PERSON, FactKind.ORGANISATION})


@dataclass(frozen=True, slots=True)
class References:
    """The entities that words of one article stand for."""

    known: Known
    scene: Scene
    persons: dict[int, Person]
    bodies: dict[int, Body]

    @classmethod
    def of(cls, known: Known) -> References:
        """Look at an article of which so much is known."""
        scene = Scene.of(known)
        return cls(known, scene, persons_of(scene), bodies_of(scene))

    def gender(self, entity: int) -> Gender | None:
        """Whether a person is a man (``m``) or a woman (``f``), or the gender of a body's noun; null if none tells."""
        found = self.persons.get(entity) or self.bodies.get(entity)
        return found.gender if found else None

    def entity(self, start: int, end: int) -> int | None:
        """The entity that the words ``start:end`` stand for, by its index; null where the article names none.

        The words are a noun phrase ("la ministre", "the agency", المكتب) or a pronoun ("elle", "he").
        """
        passage = self.known.passage
        first = self.known.token_at(start)
        last = bisect_right(passage.starts, end - 1) - 1
        if not passage.words or first > last:
            return None
        inside = [one for one in self.scene.seen if one.first >= first and one.last <= last]
        phrase = phrase_of(passage, self.scene.words, first, last)
        if (name := self._name(inside, first, last, phrase)) is not None:
            return name
        return None if phrase is None else self._stands_for(phrase, start, end)

    def entities(self, start: int, end: int) -> tuple[int, ...]:
        """As `entity`, but for words in the plural too: both of a pair for "les deux parties"."""
        passage = self.known.passage
        first = self.known.token_at(start)
        last = bisect_right(passage.starts, end - 1) - 1
        if passage.words and first <= last:
            phrase = phrase_of(passage, self.scene.words, first, last)
            if phrase is not None and (phrase.sort == "pair" or (phrase.sort == "pronoun" and phrase.plural)):
                return self.pair(start)
        one = self.entity(start, end)
        return () if one is None else (one,)

    def before(
        self, place: int, *, kinds: Collection[FactKind], gender: Gender | None = None, plural: bool = False
    ) -> int | None:
        """The entity of ``kinds`` that a reader has in mind at a place: the last subject or speaker before it.

        Null where there is none in the last sentences, or none that agrees with the gender. ``plural`` asks for a body.
        """

        def fit(one: Seen) -> float | None:
            if one.mention.kind not in kinds or (plural and one.mention.kind is FactKind.PERSON):
                return None
            own = self.gender(one.entity)
            if gender is not None and own is not None and own != gender:
                return None
            return 0.0 if gender is None or own == gender else -0.4

        found = most_salient(self.scene, place, fit)
        return found.entity if found else None

    def pair(self, place: int) -> tuple[int, ...]:
        """The two who met, signed or played before a place of the text: persons, else bodies, else countries."""
        return pair_before(self.scene, place)

    def _name(self, inside: Sequence[Seen], first: int, last: int, phrase: Phrase | None) -> int | None:
        """The name that the words are, or that they describe."""
        folded, words = self.known.passage.folded, self.scene.words
        for one in inside:
            if phrase is not None and phrase.sort in {"office", "anybody"}:
                if one.mention.kind is FactKind.PERSON and (
                    one.first == first or folded[one.first - 1] not in words.of
                ):
                    return one.entity
                continue
            led = one.first == first or not any(folded[at] in words.of for at in range(first, one.first))
            if led or (phrase is not None and phrase.sort == "place" and one.mention.kind is FactKind.PLACE):
                return one.entity
        if phrase is not None and phrase.sort == "office":
            return self._apposed(last)
        return None

    def _apposed(self, last: int) -> int | None:
        """The person whose name follows an office: "la ministre de l'Eau, Tislit Amezzan"."""
        passage = self.known.passage
        at = last + 1
        if at < len(passage.words) and passage.words[at] in {",", "،"}:
            at += 1
        while at < len(passage.words) and (passage.folded[at] in self.scene.words.titles or passage.words[at] == "."):
            at += 1
        return next(
            (one.entity for one in self.scene.seen if one.first == at and one.mention.kind is FactKind.PERSON), None
        )

    def _stands_for(self, phrase: Phrase, start: int, end: int) -> int | None:
        if phrase.sort == "pronoun":
            return self._pronoun(phrase, start, end)
        if phrase.determined in {None, "indefinite"} and phrase.sort != "last":
            return None
        if phrase.sort == "last":
            return self._latest(start, phrase.gender)
        if phrase.plural:
            return None
        if phrase.sort == "office":
            return self._holder(phrase, start)
        if phrase.sort == "anybody":
            return None if phrase.told else self.before(start, kinds={FactKind.PERSON}, gender=phrase.gender)
        if phrase.sort == "place":
            return self._country(phrase, start)
        return self._body(phrase, start) if phrase.sort in {"body", "programme"} else None

    def _pronoun(self, phrase: Phrase, start: int, end: int) -> int | None:
        passage = self.known.passage
        after = self.known.token_at(end)
        if after < len(passage.words) and passage.folded[after] in self.scene.words.impersonal:
            return None
        if phrase.plural:
            return None
        if phrase.thing:
            return self.before(start, kinds={FactKind.ORGANISATION})
        found = self.before(start, kinds={FactKind.PERSON}, gender=phrase.gender)
        if self.scene.words.lang == "en" or found is not None:
            return found
        return self.before(start, kinds={FactKind.ORGANISATION}, gender=phrase.gender)

    def _latest(self, place: int, gender: Gender | None) -> int | None:
        """The person or body that is named last before a place."""
        for one in reversed(self.scene.seen):
            if one.mention.end <= place and one.mention.kind in PEOPLE_AND_BODIES:
                own = self.gender(one.entity)
                if gender is None or own is None or own == gender:
                    return one.entity
        return None

    def _holder(self, phrase: Phrase, place: int) -> int | None:
        """Who holds an office: of those whom the words allow the one named last before, else the only one after."""
        ranked = []
        for person in self.persons.values():
            level = max((_level(phrase, held.noun, held.told) for held in person.held), default=0)
            if level and (phrase.gender is None or person.gender is None or phrase.gender == person.gender):
                ranked.append((level, person))
        if not ranked:
            anybody = phrase.noun is not None and phrase.noun.lemma in self.scene.words.anybody and not phrase.told
            return self.before(place, kinds={FactKind.PERSON}, gender=phrase.gender) if anybody else None
        best = max(level for level, _ in ranked)
        people = [person for level, person in ranked if level == best]
        earlier = [one for person in people for one in person.mentions if one.mention.end <= place]
        if earlier:
            return max(earlier, key=lambda one: one.mention.start).entity
        return people[0].entity if len(people) == 1 else None

    def _body(self, phrase: Phrase, place: int) -> int | None:
        word = word_at(self.scene, phrase.head)
        levels = {body.entity: level for body in self.bodies.values() if (level := fits(body, phrase, word))}
        if phrase.told:
            levels = {entity: level for entity, level in levels.items() if phrase.told & self.bodies[entity].told}
        found = most_salient(
            self.scene, place, lambda one: 2.0 * levels[one.entity] if one.entity in levels else None, reach=100
        )
        return found.entity if found else None

    def _country(self, phrase: Phrase, place: int) -> int | None:
        if phrase.told or word_at(self.scene, phrase.head) not in self.scene.words.countries:
            return None
        found = most_salient(
            self.scene, place, lambda one: 0.0 if is_country(self.known.entities[one.entity]) else None
        )
        return found.entity if found else None


def _level(phrase: Phrase, noun: Noun, told: frozenset[str]) -> int:
    """How well an office that somebody holds is the one meant: 0 not, more for the same word and for what is told."""
    asked = phrase.noun
    if asked is None:
        return 0
    same = noun.lemma == asked.lemma
    if not same and not noun.classes & asked.classes:
        return 0
    if phrase.told and not phrase.told & told:
        return 0
    return 1 + same + 2 * bool(phrase.told)
