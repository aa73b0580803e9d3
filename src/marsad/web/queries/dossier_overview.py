"""A dossier at a glance: what is new, and the first of everything that its other pages have whole."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from marsad.observatory.dossiers.rule import Rule
from marsad.observatory.models import Dossier, DossierLine, Followed, LineKind, User
from marsad.web.queries.disagreements import Disagreement, disagreed
from marsad.web.queries.dossier_articles import Line, latest
from marsad.web.queries.dossier_news import News, news
from marsad.web.queries.dossier_numbers import Numbers, numbers
from marsad.web.queries.dossier_parts import PartRow, part_rows
from marsad.web.queries.dossier_rule import Said, said
from marsad.web.queries.dossier_told import Happened, happened
from marsad.web.visits import Visit

DISAGREEMENTS = 3
_READ = 12


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first page of a dossier shows to one reader."""

    news: News
    parts: tuple[PartRow, ...]
    told: Happened
    disagreements: tuple[Disagreement, ...]
    numbers: Numbers
    latest: tuple[Line, ...]
    rule: Said


def overview(dossier: Dossier, user: User | AnonymousUser, visit: Visit | None) -> Overview:
    """The dossier for one reader, who was last there at ``visit``."""
    return Overview(
        news=news(dossier, visit),
        parts=part_rows(dossier, user),
        told=happened(dossier, timezone.localdate(), user),
        disagreements=_disagreements(dossier, user),
        numbers=numbers(dossier),
        latest=latest(dossier),
        rule=said(Rule.from_json(dossier.rule), dossier.pk),
    )


def _disagreements(dossier: Dossier, user: User | AnonymousUser) -> tuple[Disagreement, ...]:
    """The latest contradictions of which this reader may see two sides."""
    lines = DossierLine.objects.filter(dossier=dossier, kind=LineKind.CONTRADICTION).order_by("-at", "-langs", "-pk")
    order = list(lines.exclude(followed=None).values_list("followed", flat=True)[:_READ])
    rows = disagreed(Followed.objects.filter(pk__in=order), user)
    found = sorted((one for one in rows if one), key=lambda one: order.index(one.pk))
    return tuple(found[:DISAGREEMENTS])
