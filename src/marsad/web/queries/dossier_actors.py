"""Who is named in a dossier, who is named with whom, and the words that say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from marsad.observatory.models import Dossier, DossierActor, DossierTie, Entity, TieWords, User
from marsad.web.pictures import network
from marsad.web.pictures.canvas import Picture
from marsad.web.queries.words import Cite, Shelf, display_name

LISTED = 60
"""Actors that a page lists, those that the most articles name."""
STRONGEST = 3
"""Ties that are named beside an actor."""
PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Tied:
    """Another actor, in how many articles the two are named together, and the number of the tie."""

    name: str
    articles: int
    tie: int


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor as a line of the table; ``ties`` are its strongest ones, ``tied`` counts all among those listed."""

    entity: str
    name: str
    kind: str
    articles: int
    ties: tuple[Tied, ...]
    tied: int


@dataclass(frozen=True, slots=True)
class ActorsPage:
    """The graph of those named most, and the table of at most `LISTED` of ``total``."""

    picture: Picture
    rows: tuple[ActorRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class TiePage:
    """The evidence of a tie, the latest first. ``hidden`` counts the articles of this page whose words the reader may
    not see; ``page`` counts from 1."""

    first: Entity
    second: Entity
    names: tuple[str, str]
    articles: int
    words: tuple[Cite, ...]
    hidden: int
    page: int
    has_next: bool


def actors_page(dossier: Dossier) -> ActorsPage:
    """Who is named in a dossier, and the ties among them."""
    known = DossierActor.objects.filter(dossier=dossier, articles__gt=0)
    listed = list(known.select_related("entity").order_by("-articles", "entity")[:LISTED])
    ids = [one.entity_id for one in listed]
    ties = _ties(dossier, ids)
    return ActorsPage(
        picture=network.actors(
            [
                network.Actor(
                    one.entity_id,
                    display_name(one.entity),
                    one.kind,
                    one.articles,
                    reverse("entity", args=(one.entity_id,)),
                )
                for one in listed
            ],
            [network.Tie(one.first_id, one.second_id, one.articles, _address(dossier, one.pk)) for one in ties],
        ),
        rows=_rows(listed, ties),
        total=known.count() if len(listed) == LISTED else len(listed),
    )


def tie_page(tie: DossierTie, user: User | AnonymousUser, page: int) -> TiePage:
    """A page of the words that tie two actors; needs ``first`` and ``second`` loaded."""
    start = (page - 1) * PAGE_SIZE
    found = list(TieWords.objects.filter(tie=tie).order_by("-at", "-pk")[start : start + PAGE_SIZE + 1])
    shelf = Shelf.of((one.article_id for one in found[:PAGE_SIZE]), user)
    cited = [shelf.cite(one.article_id, one) for one in found[:PAGE_SIZE]]
    shown = tuple(one for one in cited if one)
    return TiePage(
        first=tie.first,
        second=tie.second,
        names=(display_name(tie.first), display_name(tie.second)),
        articles=tie.articles,
        words=shown,
        hidden=len(cited) - len(shown),
        page=page,
        has_next=len(found) > PAGE_SIZE,
    )


def _ties(dossier: Dossier, ids: Sequence[str]) -> list[DossierTie]:
    """The ties among some actors, the strongest first."""
    among = DossierTie.objects.filter(dossier=dossier, first__in=ids, second__in=ids, articles__gt=0)
    return sorted(among, key=lambda one: (-one.articles, one.first_id, one.second_id))


def _rows(listed: Sequence[DossierActor], ties: Sequence[DossierTie]) -> tuple[ActorRow, ...]:
    names = {one.entity_id: display_name(one.entity) for one in listed}
    tied: dict[str, list[Tied]] = defaultdict(list)
    for one in ties:
        tied[one.first_id].append(Tied(names[one.second_id], one.articles, one.pk))
        tied[one.second_id].append(Tied(names[one.first_id], one.articles, one.pk))
    return tuple(
        ActorRow(
            entity=one.entity_id,
            name=names[one.entity_id],
            kind=one.kind,
            articles=one.articles,
            ties=tuple(tied[one.entity_id][:STRONGEST]),
            tied=len(tied[one.entity_id]),
        )
        for one in listed
    )


def _address(dossier: Dossier, tie: int) -> str:
    return reverse("dossier-tie", args=(dossier.pk, tie))
