"""What looks for facts, in the order in which each may keep words from the next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from marsad.annotate.commitments import commitment_facts
from marsad.annotate.confidence import calibrated
from marsad.annotate.dates import date_facts
from marsad.annotate.events import event_facts
from marsad.annotate.figures import figure_facts
from marsad.annotate.goals import goal_facts
from marsad.annotate.known import Known
from marsad.annotate.names import named
from marsad.annotate.progress import progress_facts
from marsad.annotate.recognisers import Recogniser, quick
from marsad.annotate.reference import References
from marsad.annotate.statements import statement_facts
from marsad.annotate.text import Passage
from marsad.annotate.topics import topics_of
from marsad.model import Annotations, Article, Fact

if TYPE_CHECKING:
    from marsad.annotate.encoder import Encoder


def annotated(article: Article, *, recogniser: Recogniser | None = None, encoder: Encoder | None = None) -> Annotations:
    """The facts of an article; see `marsad.annotate.annotate`."""
    passage = Passage.of(article.text, article.lang)
    dates = date_facts(passage, article.published)
    figures = figure_facts(passage, dates)
    mentions, entities = named(passage, [*dates, *figures], recogniser or quick)
    known = Known.of(passage, article, dates, figures, mentions, entities)
    references = References.of(known)
    statements = statement_facts(known, references)
    commitments = commitment_facts(known, references, statements)
    progress = progress_facts(known, references, statements, commitments)
    told = [*statements, *event_facts(known, references), *commitments, *progress]
    goals = goal_facts(known, references)
    facts = [_calibrated(fact) for fact in (*dates, *figures, *mentions, *told, *goals)]
    facts.sort(key=lambda fact: (fact.start, fact.end, fact.kind))
    return Annotations(facts=tuple(facts), entities=entities, topics=topics_of(article, encoder))


def _calibrated(fact: Fact) -> Fact:
    """The fact with the confidence that its rule has earned where it was measured."""
    return replace(fact, confidence=calibrated(fact.kind, fact.rule, fact.confidence))
