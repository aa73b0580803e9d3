"""Which entity of an article some of its words stand for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from marsad.annotate.known import Known
from marsad.annotate.reference.cast import Cast
from marsad.annotate.reference.chain import Chain
from marsad.annotate.reference.extent import named_beside, stretched
from marsad.annotate.reference.holders import holder
from marsad.annotate.reference.lexicon import Gender
from marsad.annotate.reference.meant import body_meant, place_meant
from marsad.annotate.reference.pairs import pair_before
from marsad.annotate.reference.phrase import Phrase, land_of, phrase_of, pronoun_of
from marsad.annotate.reference.pronouns import before, meant_by_pronoun
from marsad.annotate.reference.scene import Scene, Seen
from marsad.model import FactKind

_PEOPLE_AND_BODIES = frozenset({FactKind.PERSON, FactKind.ORGANISATION})
_PERSON = frozenset({FactKind.PERSON})
_PRONOUN_REACH = 1


@dataclass(frozen=True, slots=True)
class References:
    """The entities that words of one article stand for."""

    known: Known
    cast: Cast
    chain: Chain

    @classmethod
    def of(cls, known: Known) -> References:
        """Look at an article of which so much is known."""
        cast = Cast.of(Scene.of(known))
        return cls(known, cast, Chain(cast))

    def gender(self, entity: int) -> Gender | None:
        """Whether a person is a man (``m``) or a woman (``f``), or the gender of a body's noun; null if none tells."""
        return self.cast.gender(entity)

    def entity(self, start: int, end: int) -> int | None:
        """The entity that the words ``start:end`` stand for, by its index; null where the article names none.

        The words are a name, a noun phrase ("la ministre", "the agency", المكتب) or a pronoun ("elle", "he", "-t-il").
        """
        span = self._tokens(start, end)
        if span is None:
            return None
        first, last = span
        inside = [one for one in self.cast.scene.seen if one.first >= first and one.last <= last]
        if (
            not inside
            and (pronoun := pronoun_of(self.cast.scene.words, self.known.passage.text[start:end])) is not None
        ):
            return None if self._impersonal(end) else meant_by_pronoun(self.cast, self.chain, pronoun, start)
        phrase = phrase_of(self.known.passage, self.cast.scene.words, first, last)
        name = self._name(inside, first, last, phrase)
        if name is not None or phrase is None:
            return name
        if phrase.sort == "body" and self._unknown_name(last):
            return None
        if phrase.head == last and (further := stretched(self.cast.scene, last)) > last:
            phrase = phrase_of(self.known.passage, self.cast.scene.words, first, further) or phrase
        return self._stands_for(phrase, start)

    def body_in_mind(self, start: int, end: int) -> int | None:
        """The body that a noun like "the company" goes on with, though no name tells the adjective beside it.

        Null where `entity` finds one, where a name follows, or where the body last spoken of is of another class.
        """
        span = self._tokens(start, end)
        phrase = phrase_of(self.known.passage, self.cast.scene.words, *span) if span else None
        if span is None or phrase is None or phrase.sort != "body" or phrase.body is None or phrase.plural:
            return None
        named = any(span[0] <= one.first and one.last <= span[1] for one in self.cast.scene.seen)
        if phrase.determined in {None, "indefinite", "construct"} or named or self._unknown_name(span[1]):
            return None
        found = before(self.cast, self.chain, start, kinds=frozenset({FactKind.ORGANISATION}))
        body = self.cast.bodies.get(found) if found is not None else None
        return found if body and (not body.classes or body.classes & phrase.body.calls) else None

    def entities(self, start: int, end: int) -> tuple[int, ...]:
        """As `entity`, but for words in the plural too: both of a pair for "les deux parties", "ils"."""
        span = self._tokens(start, end)
        if span is None:
            return ()
        one = self.entity(start, end)
        if one is not None:
            return (one,)
        pronoun = pronoun_of(self.cast.scene.words, self.known.passage.text[start:end])
        if pronoun is not None:
            return pair_before(self.cast, start, reach=_PRONOUN_REACH) if pronoun.plural else ()
        phrase = phrase_of(self.known.passage, self.cast.scene.words, *span)
        if phrase is None or phrase.sort != "pair" or phrase.party is None:
            return ()
        return pair_before(self.cast, start, phrase.party)

    def before(
        self, place: int, *, kinds: Collection[FactKind], gender: Gender | None = None, plural: bool = False
    ) -> int | None:
        """The entity of ``kinds`` that a reader has in mind at a place: the last subject or speaker before it.

        Null where there is none in the last sentences, none that agrees with the gender, or where somebody whom the
        article does not name was spoken of since. ``plural`` asks for a body.
        """
        return before(self.cast, self.chain, place, kinds=kinds, gender=gender, plural=plural)

    def pair(self, place: int) -> tuple[int, ...]:
        """The two who met, signed or played before a place of the text: persons, else bodies, else countries."""
        return pair_before(self.cast, place)

    def _tokens(self, start: int, end: int) -> tuple[int, int] | None:
        passage = self.known.passage
        first = self.known.token_at(start)
        last = bisect_right(passage.starts, end - 1) - 1
        return (first, last) if first <= last else None

    def _unknown_name(self, last: int) -> bool:
        """Whether a name that is no mention follows a noun directly: "la asociación Campo Abierto"."""
        passage, at = self.known.passage, last + 1
        same = at < len(passage.words) and passage.text[passage.ends[last] : passage.starts[at]] == " "
        return same and passage.words[at][0].isupper() and land_of(passage.folded[at]) is None

    def _impersonal(self, end: int) -> bool:
        """Whether a verb without a subject follows: "il faut"."""
        passage, after = self.known.passage, self.known.token_at(end)
        words = self.cast.scene.words
        while after < len(passage.words):
            if passage.folded[after] in words.impersonal:
                return True
            if passage.folded[after] not in words.clitics:
                return False
            after += 1
        return False

    def _name(self, inside: Sequence[Seen], first: int, last: int, phrase: Phrase | None) -> int | None:
        """The name that the words are, or that they describe."""
        folded, words = self.known.passage.folded, self.cast.scene.words
        for one in inside:
            if phrase is not None and phrase.sort in {"office", "anybody"} and phrase.head < one.first:
                if one.kind is FactKind.PERSON and folded[one.first - 1] not in words.of:
                    return one.entity
                continue
            behind = phrase is not None and phrase.head > one.last and phrase.sort in {"office", "anybody", "body"}
            if behind and one.kind is not FactKind.PERSON:
                continue  # "Tunisia's secretary of state", "the Figuig club"
            led = not any(folded[at] in words.of for at in range(first, one.first))
            town = phrase is not None and phrase.sort in {"town", "country"} and one.kind is FactKind.PLACE
            if led or town:
                return one.entity
        if phrase is not None and phrase.sort == "office":
            beside = named_beside(self.cast.scene, first, last)
            return beside.entity if beside is not None and self._agrees(phrase.gender, beside.entity) else None
        return self._called(last) if phrase is not None and phrase.sort == "body" else None

    def _agrees(self, gender: Gender | None, entity: int | None) -> bool:
        return None in {gender, self.cast.gender(entity)} or self.cast.gender(entity) == gender

    def _called(self, last: int) -> int | None:
        """The body whose name follows its noun, over a nationality: "la société marocaine X"."""
        passage, at = self.known.passage, last + 1
        while at < len(passage.words) and land_of(passage.folded[at]) is not None:
            at += 1
        bodies = (one for one in self.cast.scene.seen if one.kind is FactKind.ORGANISATION)
        return next((one.entity for one in bodies if one.first == at), None)

    def _in_office(self, one: Seen) -> bool:
        """Whether a name is but part of an office: "directrice de l'Agence"."""
        passage, words = self.known.passage, self.cast.scene.words
        at = one.first - 1
        while at > 0 and (passage.folded[at] in words.tells or passage.folded[at] in words.determiners):
            at -= 1
        return 0 <= at < one.first - 1 and passage.folded[at] in words.offices

    def _stands_for(self, phrase: Phrase, place: int) -> int | None:
        if phrase.sort == "last":
            return self._latest(place, phrase.gender)
        if phrase.determined in {None, "indefinite"} or phrase.plural:
            return None
        if phrase.sort == "source":
            return before(self.cast, self.chain, place, kinds=_PEOPLE_AND_BODIES)
        if phrase.sort == "office":
            found = holder(self.cast, self.chain, phrase, place, self.chain.strangers())
            return found if found is not None else self._anybody(phrase, place)
        if phrase.sort == "anybody":
            return self._anybody(phrase, place)
        if phrase.sort in {"country", "town"}:
            return place_meant(self.cast, self.chain, phrase, place)
        return body_meant(self.cast, self.chain, phrase, place) if phrase.sort in {"body", "programme"} else None

    def _anybody(self, phrase: Phrase, place: int) -> int | None:
        """The person spoken of, where the noun may be said of anybody: "le responsable"."""
        if phrase.noun is None or phrase.noun.lemma not in self.cast.scene.words.anybody or phrase.told.stems:
            return None
        if phrase.determined == "construct":
            return None
        return before(self.cast, self.chain, place, kinds=_PERSON, gender=phrase.gender)

    def _latest(self, place: int, gender: Gender | None) -> int | None:
        """The person or body that is spoken of last before a place: "ce dernier", "the latter"."""
        for one in self.chain.before(place, _PRONOUN_REACH):
            if one.kind in _PEOPLE_AND_BODIES and not self._in_office(one):
                own = self.gender(one.entity) if one.entity is not None else None
                if one.entity is None or gender is None or own is None or own == gender:
                    return one.entity
        return None
