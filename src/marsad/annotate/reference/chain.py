"""Whom a text speaks of, one after another: names, phrases that stand for them, and people without a name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from marsad.annotate.reference.cast import Cast
from marsad.annotate.reference.extent import named_beside, stretched
from marsad.annotate.reference.holders import Stranger, holder
from marsad.annotate.reference.lexicon import Gender
from marsad.annotate.reference.meant import body_meant
from marsad.annotate.reference.phrase import may_head, phrase_of
from marsad.annotate.reference.scene import STOPS, Scene, Seen
from marsad.model import FactKind

_SUBJECT, _SPEAKER, _PARAGRAPH = 1.2, 0.8, 0.3
_ARTICLES: dict[str, Gender] = {"un": "m", "une": "f", "una": "f", "otro": "m", "otra": "f"}


@dataclass(slots=True)
class Chain:
    """What a reader has in mind at each place of a text; worked out when it is first asked for."""

    cast: Cast
    _seen: list[Seen] = field(default_factory=list)
    _strangers: list[Stranger] = field(default_factory=list)
    _done: bool = False

    def seen(self) -> list[Seen]:
        """Names and what stands for them, in the order of the text."""
        if not self._done:
            self._done = True
            self._read()
        return self._seen

    def strangers(self) -> list[Stranger]:
        """Offices of people whom the article does not name, in the order of the text."""
        self.seen()
        return self._strangers

    def before(self, place: int, reach: int) -> Iterator[Seen]:
        """Whom the text spoke of before a place, the last first, over at most ``reach`` sentences."""
        least = self.cast.scene.sentence_at(place) - reach
        for one in reversed(self.seen()):
            if one.end <= place:
                if one.sentence < least:
                    return
                yield one

    def most_salient(
        self,
        place: int,
        fits: Callable[[Seen], float | None],
        *,
        reach: int,
        blocks: Callable[[Seen], bool] = lambda _: False,
    ) -> Seen | None:
        """The one most in mind at a place: subjects and speakers before others, the later before the earlier.

        ``fits`` adds to the weight, or says null where one is no answer; ``blocks`` tells of whom without a name nobody
        before may be meant.
        """
        scene = self.cast.scene
        here = scene.sentence_at(place)
        best: tuple[float, Seen] | None = None
        for one in self.before(place, reach):
            if one.entity is None:
                if blocks(one) and (best is None or best[1].sentence < one.sentence):
                    return None
                continue
            if (extra := fits(one)) is None:
                continue
            weight = _SUBJECT * one.subject + _SPEAKER * one.speaks - (here - one.sentence) + extra
            weight -= _PARAGRAPH * (scene.paragraphs[here] - one.paragraph)
            if best is None or weight > best[0]:
                best = (weight, one)
        return best[1] if best else None

    def _read(self) -> None:
        scene, names = self.cast.scene, iter(self.cast.scene.seen)
        name = next(names, None)
        skip = -1
        for at, word in enumerate(scene.known.passage.folded):
            if name is not None and name.first == at:
                self._seen.append(name)
                name = next(names, None)
            if at <= skip or at in scene.held or not (may_head(scene.words, word) or word in scene.words.strangers):
                continue
            skip = self._read_phrase(scene, at)

    def _read_phrase(self, scene: Scene, at: int) -> int:
        """Take in the phrase whose noun is a token; the last token that it goes up to."""
        passage, words = scene.known.passage, scene.words
        first = _determiner(scene, at)
        if first is None:
            return at
        if words.lang != "ar" and words.determiners[passage.folded[first]].sort == "indefinite":
            one = passage.folded[first] in words.articles
            if one and not named_beside(scene, first, at) and word_for_people(scene, at):
                self._add(scene, None, FactKind.PERSON, first, at, _noun_gender(scene, first, at))
            return at
        phrase = phrase_of(passage, words, first, at)
        if phrase is None or phrase.plural or phrase.head != at or named_beside(scene, first, at):
            return at
        last = stretched(scene, at)
        phrase = phrase_of(passage, words, first, last) or phrase
        start = passage.starts[first]
        if phrase.sort == "office":
            entity = holder(self.cast, self, phrase, start, self._strangers)
            if entity is None and phrase.noun is not None:
                self._strangers.append(Stranger(phrase.noun.lemma, phrase.told, start))
            self._add(scene, entity, FactKind.PERSON, first, at, phrase.gender)
        elif phrase.sort == "body":
            entity = body_meant(self.cast, self, phrase, start)
            self._add(scene, entity, FactKind.ORGANISATION, first, at, phrase.gender)
        return last

    def _add(
        self, scene: Scene, entity: int | None, kind: FactKind, first: int, last: int, gender: Gender | None
    ) -> None:
        behind = bool(self._seen) and self._seen[-1].first >= scene.opens[scene.sentence(first)]
        one = scene.look(entity, kind, first, last, scene.known.passage.starts[first], behind=behind)
        if entity is not None or one.speaks or (one.subject and kind is FactKind.PERSON):
            self._seen.append(replace(one, gender=gender))


def _noun_gender(scene: Scene, first: int, at: int) -> Gender | None:
    """The gender that an indefinite noun for somebody or its article tells."""
    word = scene.known.passage.folded[at]
    noun = scene.words.offices.get(word) or scene.words.anybody.get(word)
    article = _ARTICLES.get(scene.known.passage.folded[first])
    return (noun.gender if noun else None) or article


def word_for_people(scene: Scene, at: int) -> bool:
    """Whether a token is a noun for people, no body."""
    word = scene.known.passage.folded[at]
    return word in scene.words.strangers or word in scene.words.offices or word in scene.words.anybody


def _determiner(scene: Scene, at: int) -> int | None:
    """Where the determiner of a noun stands; in Arabic the noun itself, which has its article on it."""
    passage, words = scene.known.passage, scene.words
    if words.lang == "ar":
        return None if at and _defined_noun(scene, at - 1) else at
    begin = scene.opens[scene.sentence(at)]
    for first in range(at - 1, max(begin, at - 4) - 1, -1):
        if passage.words[first] in STOPS or (first in scene.held and words.lang != "en"):
            return None
        if passage.folded[first] in words.determiners:
            return first
        if words.lang != "en" and passage.folded[first] not in words.before_noun:
            return None
    return None


def _defined_noun(scene: Scene, at: int) -> bool:
    """Whether an Arabic token is a noun with its article, so that the next is its adjective: المؤتمر الصحفي."""
    word = scene.known.passage.folded[at]
    return word.startswith(("ال", "وال", "بال", "لل")) and at not in scene.held
