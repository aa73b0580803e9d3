"""An article's mentions as somebody who reads along has them in mind: token, sentence, subject or not."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from marsad.annotate.known import Known
from marsad.annotate.names.arabic_words import arabic_words, cuts
from marsad.annotate.names.words import words_of
from marsad.annotate.reference.lexicon import ReferenceWords, reference_words
from marsad.model import FactKind, Mention

_NAMED = frozenset({FactKind.PERSON, FactKind.ORGANISATION, FactKind.PLACE, FactKind.INITIATIVE})
_STOPS = frozenset(',;:.!?()[]–—،؛؟«»“”"')


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention with its tokens ``first`` to ``last``, the number of its sentence and of its paragraph.

    ``subject``: nothing makes it an object or a complement. ``speaks``: it stands beside a verb of speech.
    """

    mention: Mention
    first: int
    last: int
    sentence: int
    paragraph: int
    subject: bool
    speaks: bool

    @property
    def entity(self) -> int:
        """The index of the entity that it names."""
        return self.mention.entity


@dataclass(frozen=True, slots=True)
class Scene:
    """An article's mentions in the order of the text, and by entity."""

    known: Known
    words: ReferenceWords
    speech: frozenset[str]
    seen: tuple[Seen, ...]
    paragraphs: tuple[int, ...]

    @classmethod
    def of(cls, known: Known) -> Scene:
        """Look at all named mentions."""
        passage = known.passage
        words = reference_words(passage.lang)
        speech = arabic_words().speech if words.lang == "ar" else words_of(passage.lang).speech
        firsts = [first for first, _ in passage.sentences]
        paragraphs, number = [], 0
        for at, first in enumerate(firsts):
            if at and "\n" in passage.text[passage.ends[first - 1] : passage.starts[first]]:
                number += 1
            paragraphs.append(number)
        seen = []
        for mention in known.mentions:
            if mention.kind not in _NAMED:
                continue
            first = known.token_at(mention.start)
            last = bisect_right(passage.starts, mention.end - 1) - 1
            sentence = bisect_right(firsts, first) - 1
            seen.append(
                Seen(
                    mention=mention,
                    first=first,
                    last=last,
                    sentence=sentence,
                    paragraph=paragraphs[sentence],
                    subject=_is_subject(known, words, first, firsts[sentence]),
                    speaks=_speaks(known, speech, words.lang, first, last),
                )
            )
        return cls(known, words, speech, tuple(seen), tuple(paragraphs))

    def sentence_at(self, place: int) -> int:
        """The number of the sentence at a code point."""
        passage = self.known.passage
        token = min(self.known.token_at(place), len(passage.words) - 1)
        return bisect_right(passage.sentences, (token, len(passage.words))) - 1

    def of_entity(self, entity: int) -> list[Seen]:
        """The mentions of one entity, in the order of the text."""
        return [one for one in self.seen if one.mention.entity == entity]


def _is_subject(known: Known, words: ReferenceWords, first: int, begin: int) -> bool:
    """Whether no preposition leads up to a name through an article or a noun ("par l'agence", "avec le ministre X")."""
    passage, at = known.passage, first - 1
    spelled = passage.text[known.passage.starts[first] - 1 : passage.starts[first]]
    if words.lang == "ar" and spelled and spelled in "بلك":
        return False
    for _ in range(6):
        if at < begin or passage.words[at] in _STOPS:
            return True
        word = passage.folded[at]
        if word in words.prepositions:
            return False
        if not (word in words.determiners or word in words.offices or word in words.bodies or word in words.empty):
            return True
        at -= 1
    return True


def _speaks(known: Known, speech: frozenset[str], lang: str, first: int, last: int) -> bool:
    folded = known.passage.folded
    for at in (first - 1, first - 2, last + 1, last + 2):
        if 0 <= at < len(folded):
            word = folded[at]
            if word in speech or (lang == "ar" and any(cut in speech for _, cut in cuts(word))):
                return True
    return False
