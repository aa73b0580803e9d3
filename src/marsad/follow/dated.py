"""What the dates of an article are of: the start, end or opening of something, as the words beside each say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from marsad.follow.cues import Cue
from marsad.follow.naming import noun_for
from marsad.follow.points import UNTOLD, Point
from marsad.follow.reading import Context, Reading
from marsad.follow.sources import Sources
from marsad.model import Claim, ContradictionKind, DateFact, DetailRole, Event, EventKind

_REACH = 9
"""Words between a date and the verb or noun that it belongs to, at most."""

_COMMA = 4
_DAY = len("2025-07-01")
_LONG_GONE, _FAR_OFF = 14, 400
_EARLY = 2
_ENDS = frozenset({"end", "deadline"})
_MOVES = frozenset({"departure", "arrival"})
_UNIT = "date"
_HELD = "held"
_UNPLANNED = frozenset({EventKind.ACCIDENT, EventKind.DISASTER, EventKind.CRIME, EventKind.OTHER})
"""Kinds of events of which an article tells several."""

_SUBJECTS = {
    EventKind.SPORT: "tournament",
    EventKind.CULTURE: "festival",
    EventKind.COURT: "trial",
    EventKind.PROGRAMME_START: "works",
}
"""Kinds of events by the words of the lexicon for what is held."""

_FIRST = frozenset({"premier", "primero", "first", "1er", "فاتح", "غره", "الفاتح", "اول", "الاول"})


def dated_points(reading: Reading, sources: Sources) -> list[Point]:
    """A point for each date, to the day, that words beside it make the start, end, opening … of something."""
    held = _held(reading)
    points = [point for date in reading.dates if (point := _point(reading, sources, date, held.get(date.start)))]
    count = Counter((role, point.claim.value) for point in points for role in point.role)
    values = Counter(role for role, _ in count)
    return [replace(point, alone=all(values[role] == 1 for role in point.role)) for point in points]


def _held(reading: Reading) -> dict[int, str]:
    """What is held on a date, by the place of the date: the kind of the event that it belongs to."""
    return {
        date.start: _SUBJECTS.get(event.event_kind, event.event_kind.value)
        for event in reading.told.annotations.facts
        if isinstance(event, Event) and event.event_kind not in _UNPLANNED
        for detail in event.told(DetailRole.DATE)
        for date in reading.dates
        if detail.start < date.end and date.start < detail.end
    }


def _point(reading: Reading, sources: Sources, date: DateFact, held: str | None) -> Point | None:
    context, told = reading.context(date), reading.told
    cues = reading.cues.within(context.first, context.last, "subject", "phase")
    first = reading.token_at(date.start)
    subjects = frozenset(cue.concept for cue in cues if cue.table == "subject")
    role = _role(reading, date, context)
    if (_is_range(date) and (role or subjects)) or (role is None and held):
        role, subjects = _HELD, subjects or frozenset({held} if held else ())
    day = _value(date, role)
    if day is None or not _is_calendar_day(reading, date) or (role is None and not _is_near(day, told.published)):
        return None
    return Point(
        claim=Claim(
            article=told.id,
            source=sources.source(told, day, _UNIT),
            value=day,
            unit=None,
            start=date.start,
            end=date.end,
            text=date.text,
            confidence=date.confidence,
            outlet=told.outlet,
            lang=told.lang,
            published=told.published,
        ),
        kind=ContradictionKind.DATE,
        unit=role or UNTOLD,
        about=noun_for((role,) if role else (), ContradictionKind.DATE, context.text, told.lang) or role or UNTOLD,
        context=context,
        counted=subjects,
        role=frozenset({role} if role else ()),
        phase="wanted" if any(cue.concept == "wanted" and cue.last < first for cue in cues) else None,
        updated=reading.is_new_count(context, first),
        main=reading.main,
        early=context.sentence < _EARLY,
    )


def _is_near(day: str, published: str | None) -> bool:
    """Whether a day that no word tells of is of the news: not long gone, nor far off, nor that of a dateline."""
    if not published or len(published) < _DAY or day == published[:_DAY]:
        return False
    ahead = (datetime.fromisoformat(day[:_DAY]) - datetime.fromisoformat(published[:_DAY])).days
    return -_LONG_GONE <= ahead <= _FAR_OFF


def _is_range(date: DateFact) -> bool:
    """Whether a date is of several days, both known."""
    start, end = date.start_date or "", date.end_date or ""
    return len(start) >= _DAY and len(end) >= _DAY and start[:_DAY] != end[:_DAY]


def _value(date: DateFact, role: str | None) -> str | None:
    """The day that counts for a role; both with a slash for what is held over several; null for no days."""
    start, end = (day[:_DAY] if day and len(day) >= _DAY else None for day in (date.start_date, date.end_date))
    if role in _ENDS:
        return end
    return f"{start}/{end}" if role == _HELD and _is_range(date) else start


def _is_calendar_day(reading: Reading, date: DateFact) -> bool:
    """Whether a date is said by its number: "Friday" is of another week in another article."""
    first, last = reading.span(date.start, date.end)
    words = reading.passage.folded[first : last + 1]
    return any(word[0].isdigit() or word in _FIRST for word in words) or any(
        character.isdigit() for character in date.text
    )


def _role(reading: Reading, date: DateFact, context: Context) -> str | None:
    """What a date is of by the nearest word that tells; the first departure or delivery is a start."""
    first, last = reading.span(date.start, date.end)
    others = [reading.span(other.start, other.end) for other in reading.dates if other.start != date.start]
    begin = max([context.first, first - _REACH, *(end + 1 for _, end in others if end < first)])
    end = min([context.last - 1, last + _REACH, *(start - 1 for start, _ in others if start > last)])
    near = sorted(_near(reading, reading.cues.within(begin, end, "dated"), first, last))
    role = next((concept for _, concept in near if concept != "first"), None)
    if role in _MOVES or role is None:
        return (
            "start"
            if any(concept == "first" for _, concept in near) or (role and _has_first(reading, context))
            else None
        )
    return role


def _near(reading: Reading, cues: Sequence[Cue], first: int, last: int) -> Iterator[tuple[int, str]]:
    folded = reading.passage.folded
    for cue in cues:
        begin, end = (cue.last + 1, first) if cue.last < first else (last + 1, cue.first)
        commas = sum(word in {",", "،", ";", "؛"} for word in folded[begin:end])
        yield max(0, end - begin) + _COMMA * commas, cue.concept


def _has_first(reading: Reading, context: Context) -> bool:
    return any(cue.concept == "first" for cue in reading.cues.within(context.first, context.last, "dated"))
