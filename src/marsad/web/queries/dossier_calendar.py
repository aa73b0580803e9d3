"""What a dossier's calendar feed has: events with a day, and promises on the day by which they are due."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from marsad.model import DetailRole
from marsad.observatory.models import Dossier, DossierLine, LineKind, Story, User
from marsad.web.formats import stated
from marsad.web.ical import Day
from marsad.web.queries.promises import Promised, promised
from marsad.web.queries.promises_asked import Asked, promises_of
from marsad.web.queries.timeline_lines import TimeLine, timeline_lines
from marsad.web.queries.timeline_walk import lines_of
from marsad.web.queries.timeline_wanted import Wanted
from marsad.web.queries.words import Part

BACK = timedelta(days=366)
"""How long what is past stays in the feed."""
MOST = 150
"""Entries of either sort: the next ones, and the latest of those that are past."""
EVENTS, DUES = "events", "due"

Absolute = Callable[[str], str]
_DAY = len("2026-12-01")


def calendar_days(dossier: Dossier, user: User | AnonymousUser, only: str, absolute: Absolute) -> Iterator[Day]:
    """The entries for one reader, who is told no more of the articles' words than on any page; ``absolute`` makes an
    address of the site whole."""
    today = timezone.localdate()
    if only != DUES:
        yield from _events(dossier, user, today, absolute)
    if only != EVENTS:
        yield from _dues(dossier, user, today, absolute)


def _events(dossier: Dossier, user: User | AnonymousUser, today: date, absolute: Absolute) -> Iterator[Day]:
    wanted = Wanted(kinds=(LineKind.EVENT,))
    ahead = lines_of(dossier, replace(wanted, since=today, oldest=True), today, MOST).found
    behind = lines_of(dossier, replace(wanted, since=today - BACK), today, MOST).found
    ids = [place.id for place in (*ahead, *behind)]
    rows = DossierLine.objects.in_bulk(ids)
    told = dict(Story.objects.filter(pk__in={row.story_id for row in rows.values()}).values_list("pk", "last_at"))
    for line in timeline_lines(dossier, ids, user).lines:
        row, begin = rows[line.pk], _day(line.day)
        if begin is None or line.told is None:  # told by month or year: no day to stand on
            continue
        yield Day(
            key=f"event|{row.key}",
            begin=begin,
            end=max(begin, _day(row.end) or begin),
            summary=_plain(line.told.name or line.told.exact),
            description=_sources(line),
            url=absolute(line.told.cite.address if line.told.cite else reverse("story", args=(line.story,))),
            lang=line.told.lang,
            changed=told.get(row.story_id) or row.at,
            told=row.articles,
            place=_names(line.told.fields, DetailRole.PLACE),
            category=line.told.event_kind,
        )


def _dues(dossier: Dossier, user: User | AnonymousUser, today: date, absolute: Absolute) -> Iterator[Day]:
    ids = [
        place.id for due in ("coming", "passed") for place in promises_of(Asked(due=due), dossier, today, MOST).found
    ]
    for one in promised(ids, dossier, user, editable=False):
        if one.due_on is None or one.due_on < today - BACK:
            continue
        yield Day(
            key=f"promise|{one.id}",
            begin=one.due_on,
            end=one.due_on,
            summary=_due_summary(one),
            description=_course(one),
            url=absolute(reverse("commitment", args=(one.id,))),
            lang=one.told.lang,
            changed=one.last_at,
            told=1 + len(one.moves),
            category=gettext("Due date"),
        )


def _due_summary(one: Promised) -> str:
    """What is due and of whom; a due month or year is entered on its last day, and says so."""
    what, who = _plain(one.told.what or one.told.exact), ", ".join(_name(part) for part in one.told.promisers)
    exact = one.due_on is not None and one.due == stated(one.due_on.isoformat())
    if who:
        told = {"who": who, "what": what, "when": one.due}
        return (
            gettext("Due: %(what)s (%(who)s)") if exact else gettext("Due by the end of %(when)s: %(what)s (%(who)s)")
        ) % told
    told = {"what": what, "when": one.due}
    return (gettext("Due: %(what)s") if exact else gettext("Due by the end of %(when)s: %(what)s")) % told


def _course(one: Promised) -> str:
    """The status, and who told of it first."""
    lines = [gettext("Status: %(status)s") % {"status": one.status}]
    if one.told.cite:
        outlet, day = one.told.cite.article.outlet, timezone.localdate(one.first_at).isoformat()
        lines.append(gettext("First told by %(outlet)s on %(day)s") % {"outlet": outlet, "day": stated(day)})
    return "\n".join(lines)


def _sources(line: TimeLine) -> str:
    outlets = ", ".join(name for _key, name in line.outlets)
    words = f"“{_plain(line.told.exact)}”" if line.told else ""
    return "\n".join(part for part in (words, gettext("Told by %(outlets)s") % {"outlets": outlets}) if part)


def _names(fields: tuple[tuple[str, tuple[Part, ...]], ...], role: str) -> str:
    return ", ".join(_name(part) for _label, parts in fields for part in parts if part.role == role)


def _name(part: Part) -> str:
    return _plain(part.name or part.exact)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:_DAY]) if len(value) >= _DAY else None
    except ValueError:
        return None


def _plain(text: str) -> str:
    """On one line, without the characters that steer a terminal or a calendar program."""
    return " ".join("".join(char if char.isprintable() or char.isspace() else " " for char in text).split())
