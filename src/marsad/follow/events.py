"""The same event over the articles of a story, with its fields gathered, each with the words that say so.

Two events are one by kind, date, place, organiser, initiative and what their names mean; a difference in one counts
against it, and does not rule it out: outlets differ on dates.
"""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from marsad.annotate.encoder import Encoder
from marsad.annotate.text import Passage
from marsad.follow.clusters import Cluster, clustered
from marsad.follow.reading import Reading, word_meanings
from marsad.follow.similarity import Similarity
from marsad.follow.told import Told
from marsad.model import Detail, DetailRole, Event, EventKind, FactAt, SharedEvent, SharedField

_LEAST = 0.65
_BASE = -1.5
_SAME_KIND, _NEAR_KIND = 1.0, 0.3
_SAME_DATE, _NEAR_DATE, _OTHER_DATE, _NEAR_DAYS = 1.5, -0.25, -2.0, 31
_SAME_PLACE, _OTHER_PLACE = 0.75, -1.0
_SAME_BODY, _SAME_INITIATIVE = 0.5, 0.75
_NAME, _MOST_NAME = 2.5, 1.5
_COSINE, _LEAST_COSINE = 3.0, 0.4
_NEAR_KINDS = (
    frozenset({EventKind.ANNOUNCEMENT, EventKind.PRESS_CONFERENCE, EventKind.CONFERENCE, EventKind.MEETING}),
    frozenset({EventKind.MEETING, EventKind.SIGNING, EventKind.VISIT}),
    frozenset({EventKind.OPENING, EventKind.PROGRAMME_START, EventKind.ANNOUNCEMENT}),
    frozenset({EventKind.ACCIDENT, EventKind.DISASTER, EventKind.CRIME}),
)
_BODIES = (DetailRole.ORGANISER, DetailRole.PATRON, DetailRole.PARTICIPANT)
_FIELDS = (
    DetailRole.PLACE,
    DetailRole.ORGANISER,
    DetailRole.PATRON,
    DetailRole.THEME,
    DetailRole.PROGRAMME,
    DetailRole.ATTENDANCE,
    DetailRole.PARTICIPANT,
)
_KEY_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Held:
    """An event as one article tells it; ``order`` is the article's place in the order of publication."""

    told: Told
    order: int
    place: int
    event: Event
    places: frozenset[str]
    bodies: frozenset[str]
    initiatives: frozenset[str]
    words: frozenset[str]

    def at(self, start: int, end: int) -> FactAt:
        """Words of the article that belong to the event."""
        text = self.told.text[start:end]
        return FactAt(article=self.told.id, fact=self.place, start=start, end=end, text=text, lang=self.told.lang)


def same_events(articles: Sequence[Told], encoder: Encoder | None = None) -> list[SharedEvent]:
    """The events that at least two articles tell of, in the order of publication."""
    return [_shared(cluster) for cluster in event_clusters(articles, Similarity(encoder)) if len(cluster.members) > 1]


def event_clusters(articles: Sequence[Told], similarity: Similarity) -> list[Cluster[Held]]:
    """The events of a story, each with the articles that tell of it, one or more."""
    ordered = sorted(articles, key=lambda told: (told.published or "~", told.id))
    held = [one for order, article in enumerate(ordered) for one in _held(article, order)]
    return clustered(held, lambda one: one.told.id, lambda one, other: _likeness(one, other, similarity), least=_LEAST)


def _held(article: Told, order: int) -> Iterator[Held]:
    reading: Reading | None = None
    for place, fact in enumerate(article.annotations.facts):
        if isinstance(fact, Event):
            reading = reading or Reading(article)
            words = Passage.of(fact.name, article.lang).folded
            yield Held(
                told=article,
                order=order,
                place=place,
                event=fact,
                places=_ids(article, fact, DetailRole.PLACE),
                bodies=_ids(article, fact, *_BODIES),
                initiatives=reading.context(fact).initiatives,
                words=frozenset(
                    key for word in words if word[0].isalnum() for key in word_meanings(word, article.lang)
                ),
            )


def _ids(article: Told, event: Event, *roles: DetailRole) -> frozenset[str]:
    return frozenset(article.ids[entity] for role in roles for entity in event.entities(role))


def _likeness(one: Held, other: Held, similarity: Similarity) -> float:
    weight = _kinds(one.event.event_kind, other.event.event_kind)
    if weight is None:
        return 0.0
    weight += _BASE + _dates(one.event, other.event)
    if one.places and other.places:
        weight += _SAME_PLACE if one.places & other.places else _OTHER_PLACE
    weight += _SAME_BODY * bool(one.bodies & other.bodies)
    weight += _SAME_INITIATIVE * bool(one.initiatives & other.initiatives)
    return 1 / (1 + math.exp(-weight - _names(one, other, similarity)))


def _kinds(one: EventKind, other: EventKind) -> float | None:
    if one is other:
        return _SAME_KIND
    near = EventKind.OTHER in (one, other) or any({one, other} <= kinds for kinds in _NEAR_KINDS)
    return _NEAR_KIND if near else None


def _dates(one: Event, other: Event) -> float:
    """Of two events, what their dates say; nothing where one has none."""
    pairs = [(one.start_date, other.start_date), (one.end_date, other.end_date)]
    said = [(a, b) for a, b in pairs if a and b]
    if not said:
        return 0.0
    if all(a.startswith(b) or b.startswith(a) for a, b in said):
        return _SAME_DATE
    apart = min(abs((_day(a) - _day(b)).days) for a, b in said)
    return _NEAR_DATE if apart <= _NEAR_DAYS else _OTHER_DATE


def _day(iso: str) -> date:
    """The first day of a date of any precision."""
    year, month, day = (*iso[:10].split("-"), "01", "01")[:3]
    return date(int(year), int(month), int(day))


def _names(one: Held, other: Held, similarity: Similarity) -> float:
    shared = len(one.words & other.words) / math.sqrt(len(one.words) * len(other.words)) if one.words else 0.0
    by_words = min(_MOST_NAME, _NAME * shared)
    cosine = similarity(one.event.name, other.event.name)
    return by_words if cosine is None else max(by_words, min(_MOST_NAME, _COSINE * (cosine - _LEAST_COSINE)))


def _shared(cluster: Cluster[Held]) -> SharedEvent:
    held = sorted(cluster.members, key=lambda one: one.order)
    first = held[0]
    kinds = [one.event.event_kind for one in held]
    words = f"{first.event.event_kind}|{first.told.id}|{first.event.start}|{first.event.end}"
    return SharedEvent(
        key=hashlib.sha256(words.encode()).hexdigest()[:_KEY_LENGTH],
        event_kind=max(kinds, key=lambda kind: (kinds.count(kind), kind is not EventKind.OTHER)),
        name=max((one.event.name for one in held), key=len),
        members=tuple(one.at(one.event.start, one.event.end) for one in held),
        fields=tuple(_fields(held)),
        confidence=round(min(0.99, cluster.confidence), 3),
    )


def _fields(held: Sequence[Held]) -> Iterator[SharedField]:
    """All that is told of an event, by role, the value that most outlets tell first."""
    yield from _by_value(DetailRole.DATE, ((one, *_dated(one)) for one in held if one.event.start_date))
    for role in _FIELDS:
        yield from _by_value(
            role, ((one, _value(one, detail), detail) for one in held for detail in one.event.told(role))
        )


def _dated(one: Held) -> tuple[str, Detail | None]:
    start, end = one.event.start_date, one.event.end_date
    said = one.event.told(DetailRole.DATE)
    value = start if end in (None, start) else f"{start}/{end}"
    return value or "", said[0] if said else None


def _value(one: Held, detail: Detail) -> str:
    """An entity's id, a number or date in its normal form, or else the words."""
    return one.told.ids[detail.entity] if detail.entity is not None else detail.value or detail.text


def _by_value(role: DetailRole, told: Iterable[tuple[Held, str, Detail | None]]) -> Iterator[SharedField]:
    found: defaultdict[str, list[tuple[Held, FactAt]]] = defaultdict(list)
    for one, value, detail in told:
        start, end = (detail.start, detail.end) if detail else (one.event.start, one.event.end)
        found[value].append((one, one.at(start, end)))
    for value, places in sorted(found.items(), key=lambda item: (-_sources(item[1]), item[1][0][0].order)):
        yield SharedField(role=role, value=value, told=tuple(at for _, at in places))


def _sources(places: Sequence[tuple[Held, FactAt]]) -> int:
    return len({one.told.family or one.told.outlet or one.told.id for one, _ in places})
