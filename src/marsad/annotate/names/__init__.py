"""Named people, organisations, places and initiatives."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from marsad.annotate.names.again import short_forms
from marsad.annotate.names.arabic import arabic_names, named_so
from marsad.annotate.names.arabic_persons import arabic_persons
from marsad.annotate.names.candidate import Candidate, chosen, covered
from marsad.annotate.names.entities import countries_of, entities_of
from marsad.annotate.names.heads import headed
from marsad.annotate.names.placed import placed, unlisted
from marsad.annotate.names.runs import capitalised
from marsad.annotate.names.view import View
from marsad.annotate.text import Passage
from marsad.model import Entity, Fact, Mention


def named(passage: Passage, taken: Sequence[Fact]) -> tuple[list[Mention], tuple[Entity, ...]]:
    """Mentions in the order of the text, and the entities that they name, told apart within the article."""
    view = View.of(passage, taken)
    found = [one for one in _candidates(view) if one.kind is not None]
    numbers, entities = entities_of(view, found)
    mentions = [_mention(passage, one, number) for one, number in zip(found, numbers, strict=True)]
    return mentions, entities


def _candidates(view: View) -> list[Candidate]:
    """Names in rounds: what words and capitals tell, short forms of it, places; what is taken stays taken."""
    arabic = view.passage.lang == "ar"
    opened = chosen(chain(arabic_names(view), named_so(view)) if arabic else headed(view))
    held = covered(opened)
    people = arabic_persons(view, held) if arabic else capitalised(view, held)
    found = chosen([*opened, *people])
    found = chosen([*found, *short_forms(view, found, covered([one for one in found if one.score >= 0.7]))])
    found = chosen([*found, *placed(view, countries_of(view), covered(found))])
    return found if arabic else chosen([*found, *unlisted(view, covered(found))])


def _mention(passage: Passage, one: Candidate, number: int) -> Mention:
    assert one.kind is not None
    return Mention(
        kind=one.kind,
        start=one.start,
        end=one.end,
        text=passage.text[one.start : one.end],
        confidence=one.score,
        rule=one.rule,
        entity=number,
    )
