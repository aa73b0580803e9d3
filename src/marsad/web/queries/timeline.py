"""A dossier's line of time: what is still to come on top, then what was, by months and days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, Min
from django.utils import timezone

from marsad.observatory.models import Dossier, DossierDay, LineKind, User
from marsad.web.queries.promises import Promised, dues_of
from marsad.web.queries.timeline_lines import TimeLine, timeline_lines
from marsad.web.queries.timeline_walk import lines_of
from marsad.web.queries.timeline_wanted import KINDS, Place, Wanted, month_ends

PAGE_SIZE = 40
TO_COME = 12
"""Events, and promises that fall due, that stand on top."""
_ORDER = tuple(KINDS)


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one day; of a month or a year where an event is told no more exactly. ``stated`` is ISO 8601; ``when``
    is ``past``, ``today`` or ``coming``."""

    stated: str
    when: str
    lines: tuple[TimeLine, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """The groups of one month, which is named by its first day."""

    first: date
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Jump:
    """The years of a dossier, and the months of one of them, each with where it leads."""

    years: tuple[tuple[str, str], ...]
    months: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """One page. ``more_to_come`` where not all coming events are shown; ``next`` is the address of the next page, and
    ``stopped`` says that looking for the wanted lines ended before the page was full. ``hidden`` counts those whose
    words a stranger may not read."""

    coming: tuple[Group, ...]
    more_to_come: bool
    due: tuple[Promised, ...]
    months: tuple[Month, ...]
    next: str
    stopped: bool
    hidden: int
    jump: Jump
    today: date


def timeline_page(dossier: Dossier, wanted: Wanted, user: User | AnonymousUser) -> TimelinePage:
    """What a reader sees of a dossier's line of time."""
    today = timezone.localdate()
    walked = lines_of(dossier, wanted, today, PAGE_SIZE)
    apart = wanted.whole and wanted.after is None
    events = _events_to_come(dossier, wanted, today) if apart else []
    shown = timeline_lines(dossier, [place.id for place in (*events[:TO_COME], *walked.found)], user)
    ahead = {place.id for place in events}
    coming = [line for line in shown.lines if line.pk in ahead]
    return TimelinePage(
        coming=tuple(_groups(coming, today)),
        more_to_come=len(events) > TO_COME,
        due=_dues(dossier, wanted, user) if apart else (),
        months=tuple(_months([line for line in shown.lines if line.pk not in ahead], today)),
        next=wanted.query(after=walked.after) if walked.after else "",
        stopped=walked.stopped,
        hidden=shown.hidden,
        jump=_jump(dossier, wanted, walked.found),
        today=today,
    )


def _events_to_come(dossier: Dossier, wanted: Wanted, today: date) -> list[Place]:
    if LineKind.EVENT not in wanted.kinds:
        return []
    since = max(wanted.since, today) if wanted.since else today
    ahead = replace(wanted, kinds=(LineKind.EVENT,), since=since, oldest=True)
    return list(lines_of(dossier, ahead, today, TO_COME + 1).found)


def _dues(dossier: Dossier, wanted: Wanted, user: User | AnonymousUser) -> tuple[Promised, ...]:
    """What was promised and falls due; not where an outlet or a part is asked for, because a promise has none."""
    if LineKind.COMMITMENT not in wanted.kinds or wanted.outlet or wanted.part:
        return ()
    return dues_of(dossier, user, lang=wanted.lang, actor=wanted.actor, limit=TO_COME)


def _months(lines: Iterable[TimeLine], today: date) -> Iterator[Month]:
    for first, group in groupby(_groups(lines, today), key=lambda one: f"{one.stated}-01"[:7]):
        yield Month(date.fromisoformat(f"{first}-01"[:10]), tuple(group))


def _groups(lines: Iterable[TimeLine], today: date) -> Iterator[Group]:
    together = (line for _at, same in groupby(lines, key=lambda line: line.at) for line in sorted(same, key=_sort))
    for stated, group in groupby(together, key=lambda line: line.day):
        yield Group(stated, when_of(stated, today), tuple(group))


def _sort(line: TimeLine) -> int:
    """Of what was told in one moment a story stands before what it tells."""
    return _ORDER.index(line.kind)


def when_of(stated: str, today: date) -> str:
    """Whether a day, month or year is past, holds today, or is to come."""
    now = today.isoformat()[: len(stated)]
    return "today" if stated == now else "past" if stated < now else "coming"


def _jump(dossier: Dossier, wanted: Wanted, found: Sequence[Place]) -> Jump:
    """Ways to the years that the dossier has articles of, and to the months of the year that is shown."""
    ends = DossierDay.objects.filter(dossier=dossier, part=0).aggregate(first=Min("day"), last=Max("day"))
    if not ends["first"]:
        return Jump((), ())
    first, last = ends["first"], ends["last"]
    year = int(wanted.month[:4]) if wanted.month else timezone.localdate(found[0].at).year if found else last.year
    years = [str(one) for one in range(last.year, first.year - 1, -1)]
    months = [f"{year}-{month:02d}" for month in range(1, 13)]
    there = [one for one in months if _overlaps(one, first, last)]
    return Jump(
        tuple((one, wanted.query(month=one)) for one in years), tuple((one, wanted.query(month=one)) for one in there)
    )


def _overlaps(month: str, first: date, last: date) -> bool:
    begin, end = month_ends(month)
    return begin <= last and end >= first
