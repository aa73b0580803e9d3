"""The rule of a dossier in the reader's words: what an article must have to belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from marsad.observatory.dossiers.rule import Rule
from marsad.observatory.models import DossierHand, Entity, Source
from marsad.web.queries.words import display_name

MOST_BY_HAND = 1000


@dataclass(frozen=True, slots=True)
class Said:
    """The conditions of a rule, all of which must hold; of several entities, outlets or languages any one is enough.
    ``entities`` and ``outlets`` are ids or keys with names, ``langs`` codes; ``added`` and ``left`` count what somebody
    put in or left out by hand."""

    query: str
    entities: tuple[tuple[str, str], ...]
    outlets: tuple[tuple[str, str], ...]
    langs: tuple[str, ...]
    since: date | None
    until: date | None
    added: int = 0
    left: int = 0


def said(rule: Rule, dossier_id: str = "") -> Said:
    """A rule in words, with what was done by hand to the dossier that it is of."""
    entities = {row.pk: display_name(row) for row in Entity.objects.filter(pk__in=rule.entities)}
    outlets = dict(Source.objects.filter(key__in=rule.sources).values_list("key", "name"))
    by_hand = list(DossierHand.objects.filter(dossier=dossier_id).values_list("included", flat=True)[:MOST_BY_HAND])
    return Said(
        query=rule.query,
        entities=tuple((pk, entities.get(pk, pk)) for pk in rule.entities),
        outlets=tuple((key, outlets.get(key) or key) for key in rule.sources),
        langs=rule.langs,
        since=rule.since,
        until=rule.until,
        added=sum(by_hand),
        left=len(by_hand) - sum(by_hand),
    )
