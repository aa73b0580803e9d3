"""Things on a dossier's line of time as its overview shows them: the goal, statements, events."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from marsad.observatory.entities import SHOWN, group_of
from marsad.observatory.models import Dossier, DossierKind, DossierLine, Fact, LineKind, User
from marsad.web.queries.dossier_articles import midnight
from marsad.web.queries.told import ToldFact, told_fact
from marsad.web.queries.words import Shelf, with_details

LIMIT = 4
_READ = 5 * LIMIT
"""Lines that are read for `LIMIT`: the same thing may stand there for several stories."""
_OF_STORIES = 400


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One thing with the fact that stands for it, and how many articles and independent sources of its story tell of
    it."""

    fact: ToldFact
    articles: int
    independent_sources: int
    story: str


@dataclass(frozen=True, slots=True)
class ToldLines:
    """Some of a kind; ``hidden`` counts those that rest on words that a stranger may not read, ``more`` says that there
    are others."""

    items: tuple[ToldLine, ...] = ()
    hidden: int = 0
    more: bool = False


@dataclass(frozen=True, slots=True)
class Happened:
    """What a dossier tells: what the initiative is for, what was said, and events before and after today."""

    goals: ToldLines
    said: ToldLines
    past: ToldLines
    coming: ToldLines


def happened(dossier: Dossier, today: date, user: User | AnonymousUser) -> Happened:
    """The latest of each kind, the next events first, read together. Of an actor those that are its own."""
    own = group_of(dossier.entity) if dossier.entity and dossier.kind == DossierKind.ACTOR else []
    events = _lines(dossier, LineKind.EVENT)
    groups = (
        _lines(dossier, LineKind.GOAL),
        _lines(dossier, LineKind.STATEMENT, own),
        events.filter(at__lt=midnight(today)),
        events.filter(at__gte=midnight(today)).order_by("at", "langs", "pk"),
    )
    return Happened(*_read([_once(list(group.exclude(fact=None)[:_READ])) for group in groups], user))


def told_in(dossier: Dossier, stories: Collection[str], part: int, user: User | AnonymousUser) -> ToldLines:
    """What some stories say, promise and plan of one part."""
    kinds = (LineKind.STATEMENT, LineKind.EVENT, LineKind.COMMITMENT)
    rows = DossierLine.objects.filter(dossier=dossier, story__in=stories, kind__in=kinds).exclude(fact=None)
    ours = [row for row in rows.order_by("-at", "-pk")[:_OF_STORIES] if part in row.parts]
    return _read([_once(ours)], user)[0]


def _lines(dossier: Dossier, kind: LineKind, own: Sequence[str] = ()) -> QuerySet[DossierLine]:
    lines = DossierLine.objects.filter(dossier=dossier, kind=kind).order_by("-at", "-langs", "-pk")
    return lines.filter(entity__in=own) if own else lines


def _read(rows: Sequence[Sequence[DossierLine]], user: User | AnonymousUser) -> list[ToldLines]:
    shown = Fact.objects.filter(pk__in={row.fact_id for group in rows for row in group}, state__in=SHOWN)
    facts = {fact.pk: fact for fact in with_details(shown.select_related("decision"))}
    shelf = Shelf.of((fact.article_id for fact in facts.values()), user)
    return [_told(group, facts, shelf) for group in rows]


def _once(rows: Sequence[DossierLine]) -> list[DossierLine]:
    """Of several lines for one thing that which most independent sources tell."""
    best: dict[str, DossierLine] = {}
    for row in rows:
        if row.key not in best or row.voices > best[row.key].voices:
            best[row.key] = row
    return list(best.values())


def _told(rows: Sequence[DossierLine], facts: dict[int, Fact], shelf: Shelf) -> ToldLines:
    items: list[ToldLine] = []
    hidden = 0
    for row in rows:
        fact = facts.get(row.fact_id or 0)
        if fact is None:
            continue
        if len(items) == LIMIT:
            return ToldLines(tuple(items), hidden, more=True)
        if shelf.shows(fact.article_id, fact):
            items.append(ToldLine(told_fact(fact, shelf), row.articles, row.voices, row.story_id))
        else:
            hidden += 1
    return ToldLines(tuple(items), hidden)
