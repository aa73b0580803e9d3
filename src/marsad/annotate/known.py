"""What is known of a text before facts of several parts are looked for in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from marsad.annotate.text import Passage
from marsad.model import Article, DateFact, Entity, Fact, Figure, Mention

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, slots=True)
class Known:
    """A passage with its dates, figures and mentions, each in the order of the text, and the entities of the mentions.

    ``published`` is the article's date as the page gives it, ISO 8601, or null; ``title`` its title, which is no part
    of the passage and holds no facts, but may help to tell what they are.
    """

    passage: Passage
    published: str | None
    title: str | None
    dates: tuple[DateFact, ...]
    figures: tuple[Figure, ...]
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]

    @classmethod
    def of(
        cls,
        passage: Passage,
        article: Article,
        dates: Iterable[DateFact],
        figures: Iterable[Figure],
        mentions: Iterable[Mention],
        entities: tuple[Entity, ...],
    ) -> Known:
        """Put together what was found in an article's text."""
        return cls(
            passage=passage,
            published=article.published,
            title=article.title,
            dates=tuple(sorted(dates, key=lambda fact: fact.start)),
            figures=tuple(sorted(figures, key=lambda fact: fact.start)),
            mentions=tuple(sorted(mentions, key=lambda fact: fact.start)),
            entities=entities,
        )

    def token_at(self, place: int) -> int:
        """The number of the first token that ends behind a code point: the one there, or the next one."""
        return bisect_right(self.passage.ends, place)

    def sentence_of(self, place: int) -> tuple[int, int]:
        """The code points ``start, end`` of the sentence at a place of the text, without spaces around it."""
        passage, token = self.passage, min(self.token_at(place), len(self.passage.words) - 1)
        at = bisect_right(passage.sentences, (token, len(passage.words))) - 1
        first, stop = passage.sentences[at]
        return passage.starts[first], passage.ends[stop - 1]

    def mentions_in(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that lie whole within a span of code points."""
        return within(self.mentions, start, end)

    def dates_in(self, start: int, end: int) -> Sequence[DateFact]:
        """The dates that lie whole within a span."""
        return within(self.dates, start, end)

    def figures_in(self, start: int, end: int) -> Sequence[Figure]:
        """The figures that lie whole within a span."""
        return within(self.figures, start, end)


def within(facts: Sequence[F], start: int, end: int) -> Sequence[F]:
    """Those of facts in the order of their starts that lie whole within ``start:end``."""
    first = bisect_left(facts, start, key=lambda fact: fact.start)
    last = bisect_left(facts, end, key=lambda fact: fact.start)
    return [fact for fact in facts[first:last] if fact.end <= end]
