"""An iCalendar feed (RFC 5545, RFC 7986) of days: what happens on some, what falls due on others.

What an article states as a date has no time zone, so that every entry is a whole day (``VALUE=DATE``), whose end is the
day behind the last one. Nothing in it is of the moment of asking: the same rows give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from icalendar import Calendar, Event
from icalendar.prop import vDatetime, vDuration, vText

PRODUCT = "-//Marsad//press observatory//EN"
_NAMESPACE = UUID("3c0d4a0e-6f64-5d0b-9d5e-2f7d6a1f8f35")
_ASK_AGAIN = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Day:
    """An entry: ``begin`` to ``end``, both inclusive. ``key`` is the same for the same thing whenever it is found;
    ``changed`` when it was told last, and ``told`` how often it was, which goes up as it changes."""

    key: str
    begin: date
    end: date
    summary: str
    description: str
    url: str
    lang: str
    changed: datetime
    told: int
    place: str = ""
    category: str = ""


def feed(name: str, address: str, lang: str, days: Iterable[Day]) -> bytes:
    """The calendar as bytes, lines ended by CRLF and folded at 75 octets, entries in order of time.

    Args:
        name: What calendar programs call it.
        address: Of the page that it is about.
        lang: The language of ``name``, BCP 47.
        days: Its entries; of several with one key the one that was told last stands.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", vText(name, params={"LANGUAGE": lang}))
    calendar.add("x-wr-calname", vText(name))
    calendar.add("url", address)
    calendar.add("refresh-interval", vDuration(_ASK_AGAIN), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_ASK_AGAIN))
    latest: dict[str, Day] = {}
    for one in sorted(days, key=lambda one: (one.changed, one.told, one.begin)):
        latest[one.key] = one
    for one in sorted(latest.values(), key=lambda one: (one.begin, one.end, one.key)):
        calendar.add_component(_event(one))
    return bytes(calendar.to_ical())


def uid(key: str) -> str:
    """The identifier of an entry, the same in every observatory and in every dossier that has the thing."""
    return f"urn:uuid:{uuid5(_NAMESPACE, key)}"


def _event(one: Day) -> Event:
    event, language = Event(), {"LANGUAGE": one.lang} if one.lang else {}
    event.add("uid", uid(one.key))
    stamp = vDatetime(one.changed.astimezone(UTC).replace(microsecond=0))
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", max(0, one.told - 1))
    event.add("dtstart", one.begin)
    event.add("dtend", one.end + timedelta(days=1))
    event.add("summary", vText(one.summary, params=language))
    if one.description:
        event.add("description", vText(one.description, params=language))
    if one.place:
        event.add("location", vText(one.place, params=language))
    if one.category:
        event.add("categories", [one.category])
    event.add("url", one.url)
    event.add("transp", "TRANSPARENT")
    return event
