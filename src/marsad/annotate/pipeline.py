"""What looks for facts, in the order in which each may keep words from the next."""

from __future__ import annotations

from marsad.annotate.dates import date_facts
from marsad.annotate.figures import figure_facts
from marsad.annotate.names import named
from marsad.annotate.text import Passage
from marsad.annotate.topics import topics_of
from marsad.model import Annotations, Article, Fact


def annotated(article: Article) -> Annotations:
    """The facts of an article."""
    passage = Passage.of(article.text, article.lang)
    dates = date_facts(passage, article.published)
    figures = figure_facts(passage, dates)
    mentions, entities = named(passage, [*dates, *figures])
    facts: list[Fact] = [*dates, *figures, *mentions]
    facts.sort(key=lambda fact: (fact.start, fact.end, fact.kind))
    return Annotations(facts=tuple(facts), entities=entities, topics=topics_of(article))
