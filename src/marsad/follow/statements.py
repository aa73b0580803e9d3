"""The same statement in several articles of a story: quoted in full, shortened, reported or translated.

Statements of one speaker are compared by their words within a language, where a shortened one is contained in a longer
one, and by what their words mean and the cosine of an encoder across languages.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from marsad.annotate.encoder import Encoder
from marsad.annotate.link.concepts import is_stop
from marsad.annotate.text import Passage
from marsad.follow.clusters import Cluster, clustered
from marsad.follow.reading import word_meanings
from marsad.follow.similarity import Similarity
from marsad.follow.told import Told
from marsad.model import DetailRole, FactAt, SharedStatement, Statement

_LEAST = 0.5
_FEW_WORDS = 3
"""Statements with fewer telling words are the same only word for word."""

_CONTAINED = 0.6
"""The share of the shorter one's words in the longer, from which on two of one language are one statement."""

_COSINE_FROM, _COSINE_TO = 0.4, 0.75
"""Cosines of an encoder that stand for a confidence of 0 and of 1, across languages."""

_CLEAR = 0.15
"""The most that a cosine counts more for being clear: greater than those with the speaker's other words there."""

_SHARED_MEANINGS = 3
_KEY_LENGTH = 16
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement with its article's number in the order of publication, and what its words mean."""

    at: FactAt
    order: int
    folded: str
    words: frozenset[str]


def same_statements(articles: Sequence[Told], encoder: Encoder | None = None) -> list[SharedStatement]:
    """The statements that at least two articles give, by speaker and in the order of publication.

    Statements without a speaker whom the article names are left out.
    """
    cosine = Similarity(encoder)
    by_speaker: defaultdict[str, list[_Said]] = defaultdict(list)
    for order, article in enumerate(sorted(articles, key=lambda told: (told.published or "~", told.id))):
        for place, fact in enumerate(article.annotations.facts):
            if isinstance(fact, Statement) and (speakers := fact.entities(DetailRole.SPEAKER)):
                by_speaker[article.ids[speakers[0]]].append(_said(article, order, place, fact))
    return [
        _shared(speaker, cluster)
        for speaker, said in by_speaker.items()
        for cluster in clustered(said, _article, partial(_likeness, clear=_Clear(said, cosine)), least=_LEAST)
        if len(cluster.members) > 1
    ]


def _article(said: _Said) -> str:
    return said.at.article


def _said(article: Told, order: int, place: int, fact: Statement) -> _Said:
    folded = [
        word
        for word in Passage.of(fact.text, article.lang).folded
        if word[0].isdigit() or (word[0].isalpha() and len(word) >= _SHORTEST and not is_stop(word, article.lang))
    ]
    return _Said(
        at=FactAt(article=article.id, fact=place, start=fact.start, end=fact.end, text=fact.text, lang=article.lang),
        order=order,
        folded=" ".join(folded),
        words=frozenset(meaning for word in folded for meaning in word_meanings(word, article.lang)),
    )


@dataclass(frozen=True, slots=True)
class _Clear:
    """Cosines of what one speaker said, with a bonus across languages where no other words of the speaker come near:
    translations that are alike by little are told by being alone in it.
    """

    said: Sequence[_Said]
    cosine: Similarity

    def __call__(self, one: _Said, other: _Said) -> float | None:
        found = self.cosine(one.at.text, other.at.text)
        if found is None or one.at.lang == other.at.lang:
            return found
        rivals = [*self._rivals(one, other), *self._rivals(other, one)]
        return found + max(0.0, min(_CLEAR, found - max(rivals, default=0.0)))

    def _rivals(self, one: _Said, other: _Said) -> Iterator[float]:
        """The cosines with what else the speaker says where the other stands."""
        for third in self.said:
            if third is not other and third.at.article == other.at.article:
                yield self.cosine(one.at.text, third.at.text) or 0.0


def _likeness(one: _Said, other: _Said, clear: _Clear) -> float:
    """How sure it is that two statements of one speaker are one."""
    if one.folded == other.folded:
        return 1.0
    shared = len(one.words & other.words)
    least = min(len(one.words), len(other.words))
    if one.at.lang == other.at.lang:
        contained = shared / least if least >= _FEW_WORDS else 0.0
        by_words = contained if contained >= _CONTAINED else 0.0
    else:
        by_words = min(1.0, 2 * shared / least) if shared >= _SHARED_MEANINGS else 0.0
    cosine = clear(one, other)
    if cosine is None:
        return by_words
    by_meaning = (cosine - _COSINE_FROM) / (_COSINE_TO - _COSINE_FROM)
    if one.at.lang == other.at.lang:
        return max(by_words, min(1.0, by_meaning) if cosine >= _COSINE_TO else 0.0)
    return max(min(1.0, by_meaning), 0.0)


def _shared(speaker: str, cluster: Cluster[_Said]) -> SharedStatement:
    said = sorted(cluster.members, key=lambda one: (one.order, one.at.start))
    first = said[0].at
    words = f"{speaker}|{first.article}|{first.start}|{first.end}"
    return SharedStatement(
        key=hashlib.sha256(words.encode()).hexdigest()[:_KEY_LENGTH],
        speaker=speaker,
        variants=tuple(one.at for one in said),
        confidence=round(min(0.99, cluster.confidence), 3),
    )
