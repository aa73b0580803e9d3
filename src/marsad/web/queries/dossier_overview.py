"""A dossier at a glance: what is new, and the first of everything that its other pages have whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, Sum
from django.utils import timezone

from marsad.observatory.dossiers.rule import Rule
from marsad.observatory.entities import SHOWN, group_of
from marsad.observatory.models import Dossier, DossierDay, DossierKind, DossierLine, Followed, LineKind, User
from marsad.web.pictures import bars, lines
from marsad.web.pictures.canvas import Picture
from marsad.web.queries.disagreements import Disagreements, disagreed
from marsad.web.queries.dossier_articles import Line, latest
from marsad.web.queries.dossier_figures import FigureSeries, figures
from marsad.web.queries.dossier_news import News, news
from marsad.web.queries.dossier_numbers import Numbers, numbers
from marsad.web.queries.dossier_parts import PartRow, part_rows
from marsad.web.queries.dossier_people import Actor, Partner, actors, partners
from marsad.web.queries.dossier_rule import Said, said
from marsad.web.queries.dossier_told import Happened, happened
from marsad.web.queries.promises import Promised, promised
from marsad.web.queries.promises_asked import Asked, promises_of
from marsad.web.visits import Visit

DISAGREEMENTS, PROMISES, ACTORS, PARTNERS = 3, 3, 8, 8
SERIES, VALUES = 3, 24
_READ = 12
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Promises:
    """Commitments: those due next, those whose date has passed without a report, and, where there is neither, the
    latest; ``hidden`` counts those of them that rest on words that a stranger may not read."""

    next: tuple[Promised, ...]
    passed: tuple[Promised, ...]
    latest: tuple[Promised, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class Figures:
    """A series of figures, drawn where there is something to see: values of several days."""

    series: FigureSeries
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class People:
    """Who acts in a dossier. ``subject`` is the actor that it is about, null for other dossiers and where no article
    names it yet."""

    subject: Actor | None
    others: tuple[Actor, ...]
    partners: tuple[Partner, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first page of a dossier shows to one reader; ``picture`` is of the articles of its last year."""

    news: News
    parts: tuple[PartRow, ...]
    told: Happened
    promises: Promises
    disagreements: Disagreements
    figures: tuple[Figures, ...]
    people: People
    numbers: Numbers
    picture: Picture
    latest: tuple[Line, ...]
    rule: Said


def overview(dossier: Dossier, user: User | AnonymousUser, visit: Visit | None) -> Overview:
    """The dossier for one reader, who was last there at ``visit``."""
    today, fresh = timezone.localdate(), news(dossier, visit)
    new = {line.article.id for line in fresh.lines}
    return Overview(
        news=fresh,
        parts=part_rows(dossier, user),
        told=happened(dossier, today, user),
        promises=_promises(dossier, today, user),
        disagreements=_disagreements(dossier, user),
        figures=tuple(
            _figures(one, f"series{number}")
            for number, one in enumerate(figures(dossier, user, SERIES, VALUES))
            if len(one.values) > 1
        ),
        people=_people(dossier, user),
        numbers=numbers(dossier),
        picture=_picture(dossier),
        latest=tuple(line for line in latest(dossier) if line.article.id not in new),
        rule=said(Rule.from_json(dossier.rule), dossier.pk),
    )


def _promises(dossier: Dossier, today: date, user: User | AnonymousUser) -> Promises:
    """Of an actor's dossier those by which it is bound or that it was given."""
    party = dossier.entity_id or "" if dossier.kind == DossierKind.ACTOR else ""
    found: list[tuple[Promised, ...]] = []
    read: set[str] = set()
    for due in ("coming", "passed", ""):
        if due or not any(found):
            walked = promises_of(Asked(party=party, due=due), dossier, today, PROMISES)
            ids = [place.id for place in walked.found[:PROMISES]]
            read.update(ids)
            found.append(tuple(promised(ids, dossier, user, editable=False)))
    hidden = len(read - {one.id for some in found for one in some})
    coming, passed, *latest = found
    return Promises(coming, passed, latest[0] if latest else (), hidden)


def _figures(found: FigureSeries, name: str) -> Figures:
    if len({one.day for one in found.values}) < 2:
        return Figures(found, None)
    points = [lines.Point(one.day, one.value, one.cite.article.outlet, one.cite.address) for one in found.values]
    return Figures(found, lines.series(points, found.unit if found.unit.isupper() else found.name, name=name))


def _people(dossier: Dossier, user: User | AnonymousUser) -> People:
    ids = group_of(dossier.entity) if dossier.entity else []
    listed = actors(dossier, user, ACTORS + 1)
    subject = next((one for one in listed if one.entity.pk in ids), None)
    others = tuple(one for one in listed if one is not subject)[:ACTORS]
    bound = partners(dossier, user, PARTNERS) if dossier.kind == DossierKind.INITIATIVE else ()
    return People(subject if dossier.kind == DossierKind.ACTOR else None, others, bound)


def _picture(dossier: Dossier) -> Picture:
    days = DossierDay.objects.filter(dossier=dossier, part=0)
    last = days.aggregate(last=Max("day"))["last"]
    counts = days.filter(day__gt=last - _YEAR) if last else days
    rows = counts.order_by("day", "lang").values_list("day", "lang").annotate(n=Sum("articles"))
    return bars.coverage((bars.DayCount(*row) for row in rows), name="glance")


def _disagreements(dossier: Dossier, user: User | AnonymousUser) -> Disagreements:
    """The latest contradictions of which this reader may see two sides, and how many of them are not shown."""
    points = DossierLine.objects.filter(dossier=dossier, kind=LineKind.CONTRADICTION).order_by("-at", "-langs", "-pk")
    order = list(points.exclude(followed=None).values_list("followed", flat=True)[:_READ])
    rows = disagreed(Followed.objects.filter(pk__in=order, state__in=SHOWN), user)
    found = sorted((one for one in rows if one), key=lambda one: order.index(one.pk))
    return Disagreements(tuple(found[:DISAGREEMENTS]), len(rows) - len(found))
