"""Named people, organisations, places and initiatives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from marsad.annotate.names.acting import acting
from marsad.annotate.names.again import confirmed, consistent, short_forms
from marsad.annotate.names.arabic import arabic_names, named_so
from marsad.annotate.names.arabic_persons import arabic_persons
from marsad.annotate.names.candidate import Candidate, chosen, covered
from marsad.annotate.names.capitals import capitalised
from marsad.annotate.names.dateline import dateline
from marsad.annotate.names.entities import countries_of, entities_of
from marsad.annotate.names.expanded import expanded
from marsad.annotate.names.heads import headed
from marsad.annotate.names.institutions import institutions
from marsad.annotate.names.learned import learned
from marsad.annotate.names.parts import listed_parts, part_name
from marsad.annotate.names.placed import placed, unlisted
from marsad.annotate.names.view import View
from marsad.annotate.recognisers import Recogniser, quick
from marsad.annotate.text import Passage
from marsad.model import Entity, Fact, FactKind, Mention


def named(
    passage: Passage, taken: Sequence[Fact], recogniser: Recogniser = quick
) -> tuple[list[Mention], tuple[Entity, ...]]:
    """Mentions and parts of initiatives, and the entities that they name, told apart within the article.

    No name lies in what the facts ``taken`` hold. ``recogniser`` adds names to those of the rules.
    """
    view = View.of(passage, taken)
    found = [one for one in _candidates(view, recogniser) if one.kind is not None]
    numbers, entities = entities_of(view, found)
    mentions = [_mention(passage, one, number) for one, number in zip(found, numbers, strict=True)]
    parts = list(_parts(passage, mentions))
    return [*mentions, *parts], _with_parts(passage, entities, parts)


def _parts(passage: Passage, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The parts that lists give; they belong to the initiative that is named last before the list."""
    named_at = [(one.start, one.entity) for one in mentions if one.kind is FactKind.INITIATIVE]
    listed: set[int] = set()
    for place, spans in listed_parts(passage.text, passage.lang) if named_at else ():
        entity = next((entity for start, entity in reversed(named_at) if start < place), named_at[0][1])
        if entity in listed:
            continue
        listed.add(entity)
        for start, end in spans:
            text = passage.text[start:end]
            yield Mention(
                kind=FactKind.PART, start=start, end=end, text=text, confidence=0.8, rule="listed", entity=entity
            )


def _with_parts(passage: Passage, entities: tuple[Entity, ...], parts: Sequence[Mention]) -> tuple[Entity, ...]:
    ours = list(entities)
    for part in parts:
        name = part_name(part.text, passage.lang or "")
        ours[part.entity] = replace(ours[part.entity], parts=(*ours[part.entity].parts, name))
    return tuple(ours)


def _candidates(view: View, recogniser: Recogniser) -> list[Candidate]:
    """Names in rounds: what words and capitals tell, short forms of it, places; what is taken stays taken."""
    arabic = view.passage.lang == "ar"
    told = chain(arabic_names(view), named_so(view)) if arabic else headed(view)
    opened = chosen(chain(dateline(view), institutions(view), expanded(view), told))
    held = covered(opened)
    people = arabic_persons(view, held) if arabic else capitalised(view, held)
    found = confirmed(view, chosen([*opened, *people]))
    found = chosen([*found, *short_forms(view, found, covered(found))])
    if not arabic:
        found = acting(view, found)
    found = chosen([*found, *placed(view, countries_of(view), covered(found))])
    found = chosen([*found, *learned(view, recogniser(view.passage, list(view.places.values())), covered(found))])
    if not arabic:
        found = chosen([*found, *unlisted(view, found, covered(found))])
    return consistent(view, found)


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
