"""Which lines of a dossier a page of its line of time has: by its indexes alone, however long it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db.models import F, Q, QuerySet

from marsad.observatory.entities import final_entity, group_of
from marsad.observatory.models import Article, Dossier, DossierLine, DossierMember, FollowedWords, LineKind, Source
from marsad.web.queries.counting import COPIES
from marsad.web.queries.timeline_wanted import Place, Wanted, midnight
from marsad.web.queries.walking import Keep, Strand, Walked, walk

SELDOM = 1500
"""Articles up to which the stories of an outlet are listed, to go by them and not along the whole line."""


def lines_of(dossier: Dossier, wanted: Wanted, today: date, limit: int) -> Walked[Place]:
    """The lines of one page. Events that are still to come are left out where they stand apart."""
    lines = _spanned(dossier, wanted)
    if wanted.lang:
        lines = lines.annotate(told_in=F("langs").bitand(DossierLine.LANG_BITS[wanted.lang])).filter(told_in__gt=0)
    ways = [partial(_next, one, not wanted.oldest) for one in _strands(dossier, wanted, lines, today)]
    strands: list[Strand[Place]] = list(ways)
    return walk(strands, wanted.after, limit, _keep(dossier, wanted))


def _spanned(dossier: Dossier, wanted: Wanted) -> QuerySet[DossierLine]:
    lines = DossierLine.objects.filter(dossier=dossier)
    first, behind = wanted.span()
    if first:
        lines = lines.filter(at__gte=first)
    return lines.filter(at__lt=behind) if behind else lines


def _strands(
    dossier: Dossier, wanted: Wanted, lines: QuerySet[DossierLine], today: date
) -> list[QuerySet[DossierLine]]:
    """One for each kind; or for each of the ids of an actor; or one for the stories of an outlet that has few."""
    to_come = Q(kind=LineKind.EVENT, at__gte=midnight(today)) if wanted.whole else Q()
    if wanted.actor:
        ours = lines.filter(~to_come, kind__in=wanted.kinds) if wanted.whole else lines.filter(kind__in=wanted.kinds)
        return [ours.filter(entity=one) for one in _ids(wanted.actor)]
    if wanted.outlet and (stories := _stories_of(dossier, wanted.outlet)) is not None:
        return [lines.filter(~to_come, kind__in=wanted.kinds, story__in=stories)]
    past = lines.filter(at__lt=midnight(today)) if wanted.whole else lines
    return [(past if kind == LineKind.EVENT else lines).filter(kind=kind) for kind in wanted.kinds]


def _ids(actor: str) -> list[str]:
    """All the ids that an actor stands for."""
    entity = final_entity(actor)
    return group_of(entity) if entity else []


def _stories_of(dossier: Dossier, outlet: str) -> set[str] | None:
    """The stories of a dossier that an outlet has articles in; null where it has many articles there."""
    ours = DossierMember.objects.filter(dossier=dossier, source__key=outlet)
    stories = list(ours.order_by("-at").values_list("story_id", flat=True)[: SELDOM + 1])
    return {story for story in stories if story} if len(stories) <= SELDOM else None


def _next(lines: QuerySet[DossierLine], backwards: bool, after: Place | None, size: int) -> Sequence[Place]:
    """The next lines of an index, in its own order: at, langs, id."""
    if after:
        lines = lines.filter(_behind(after))
    order = ("-at", "langs", "pk") if backwards else ("at", "-langs", "-pk")
    rows = lines.order_by(*order).values_list("at", "langs", "pk")[:size]
    return [Place(at, langs, pk, backwards) for at, langs, pk in rows]


def _behind(place: Place) -> Q:
    at, langs, pk = place.at, place.langs, place.id
    if place.backwards:
        return Q(at__lte=at) & (Q(at__lt=at) | Q(langs__gt=langs) | Q(langs=langs, pk__gt=pk))
    return Q(at__gte=at) & (Q(at__gt=at) | Q(langs__lt=langs) | Q(langs=langs, pk__lt=pk))


def _keep(dossier: Dossier, wanted: Wanted) -> Keep[Place] | None:
    """What is asked of lines that no index answers: of which part they are, and whether an outlet tells them."""
    if not wanted.outlet and not wanted.part:
        return None

    source = Source.objects.filter(key=wanted.outlet).first() if wanted.outlet else None

    def keep(places: Sequence[Place]) -> Sequence[Place]:
        found = DossierLine.objects.filter(pk__in=[place.id for place in places])
        rows: list[dict[str, Any]] = [
            dict(row) for row in found.values("pk", "kind", "story", "source", "followed", "article__family", "parts")
        ]
        if wanted.part:
            rows = [row for row in rows if wanted.part in row["parts"]]
        if wanted.outlet:
            rows = _told_by(dossier, source, rows) if source else []
        right = {row["pk"] for row in rows}
        return [one for one in places if one.id in right]

    return keep


def _told_by(dossier: Dossier, source: Source, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines of which an outlet has the story, tells the thing with others, or carries a copy of what tells it."""
    every = {name: {row[name] for row in rows} - {None} for name in ("story", "followed", "article__family")}
    members = DossierMember.objects.filter(dossier=dossier, source=source, story__in=every["story"])
    words = FollowedWords.objects.filter(followed__in=every["followed"], article__source=source, article__current=True)
    families = Article.objects.filter(family__in=every["article__family"])
    copies = families.values_list("family_id", "story_id", "source_id", "current", "relation")
    stories = set(members.order_by().values_list("story_id", flat=True))
    said = set(words.values_list("followed_id", flat=True))
    # By family alone: by outlet too, a store may choose to read all that the outlet ever published.
    carried = {(family, story) for family, story, by, now, how in copies if by == source.pk and now and how in COPIES}
    return [
        row
        for row in rows
        if row["source"] == source.pk
        or (row["kind"] == LineKind.STORY and row["story"] in stories)
        or row["followed"] in said
        or (row["article__family"], row["story"]) in carried
    ]
