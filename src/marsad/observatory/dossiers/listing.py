"""Dossiers as rows for commands and exports, with what is counted of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Max, Min, Sum

from marsad.observatory.models import Dossier, DossierDay, DossierVoice


def dossiers() -> Iterator[dict[str, Any]]:
    """`row_of` each dossier, those that are followed first."""
    for dossier in Dossier.objects.select_related("entity").order_by("closed", "made_at", "pk"):
        yield row_of(dossier)


def row_of(dossier: Dossier) -> dict[str, Any]:
    """``{id, kind, name, entity, rule, made_by, made_at, closed, filled, articles, independent_sources, first, last,
    parts}``; ``filled`` is true once all earlier articles were held against the rule, ``first`` and ``last`` are the
    days of its articles, ``parts`` their numbers with their names and how many articles cover each."""
    told = DossierDay.objects.filter(dossier=dossier, part=0).aggregate(
        articles=Sum("articles"), first=Min("day"), last=Max("day")
    )
    voices = DossierVoice.objects.filter(dossier=dossier, part=0).order_by().values("voice").distinct()
    return {
        "id": dossier.pk,
        "kind": dossier.kind,
        "name": dossier.name,
        "entity": dossier.entity_id,
        "rule": dossier.rule,
        "made_by": dossier.made_by,
        "made_at": dossier.made_at.isoformat(),
        "closed": dossier.closed,
        "filled": dossier.filled is None,
        "articles": told["articles"] or 0,
        "independent_sources": voices.count(),
        "first": told["first"].isoformat() if told["first"] else None,
        "last": told["last"].isoformat() if told["last"] else None,
        "parts": [
            {"number": part.number, "names": part.names, "articles": part.articles}
            for part in dossier.parts.order_by("number")
        ],
    }
