"""Events: what an article is about and what is to come, with day, place, and the parts that the article tells."""

from __future__ import annotations

from marsad.annotate.events.choose import Chosen, chosen
from marsad.annotate.events.days import is_said
from marsad.annotate.events.details import details_of
from marsad.annotate.events.span import name_of, span_of
from marsad.annotate.events.triggers import Sort
from marsad.annotate.events.view import View
from marsad.annotate.known import Known
from marsad.annotate.reference import References
from marsad.model import Detail, Event, FactKind

__all__ = ["event_facts"]

_CONFIDENCE = {"lead": 0.8, "plain": 0.45, "noun-dated": 0.7, "verb-dated": 0.6, "start": 0.7, "end": 0.7}
_PLACED, _PLAIN_WEIGHT, _SURE_WEIGHT, _STEP = 0.05, 3.25, 5.5, 0.1
_LIGHT, _UNDATED, _SAID, _NEAR = 0.25, 0.3, 0.2, 2.0
_CLEAR, _LOOSE = frozenset({Sort.NOUN, Sort.VERB}), 8.0


def event_facts(known: Known, references: References) -> list[Event]:
    """The events of a text, in its order, each once."""
    if not known.passage.words:
        return []
    view = View.of(known)
    events = chosen(view)
    details = details_of(view, references, events)
    found = [_fact(view, event, parts) for event, parts in zip(events, details, strict=True)]
    return sorted(found, key=lambda fact: fact.start)


def _fact(view: View, event: Chosen, details: tuple[Detail, ...]) -> Event:
    passage = view.known.passage
    first, last = span_of(view, event)
    start, end = passage.starts[first], passage.ends[last]
    return Event(
        kind=FactKind.EVENT,
        start=start,
        end=end,
        text=passage.text[start:end],
        confidence=_confidence(view, event),
        rule=event.rule,
        details=details,
        event_kind=event.kind,
        name=name_of(view, event),
        start_date=event.start,
        end_date=event.end,
    )


def _confidence(view: View, event: Chosen) -> float:
    """How sure an event is by its rule; more with a place, and for the main event by its weight; less where its verb
    tells of much else too, its day is not known, or a verb of saying stands beside a date that is not beside its word.
    """
    sure = _CONFIDENCE[event.rule] + _PLACED * (event.place is not None)
    if event.rule == "lead":
        clear = event.main.trigger.sort in _CLEAR and event.main.far <= _LOOSE
        sure += _STEP * (clear and event.main.weight >= _SURE_WEIGHT)
    elif event.rule == "plain":
        sure -= _STEP * (event.main.weight < _PLAIN_WEIGHT)
    day, main = event.main.day, event.main
    if day is not None and main.far > _NEAR and is_said(view, day, main.begin, main.end):
        sure -= _SAID
    sure -= _LIGHT * event.main.trigger.light
    return sure - _UNDATED * (event.start is None and event.end is None)
