"""How many sources could have reported a promise since it fell due, and did not.

As `marsad.observatory.ledger.listing.no_report` counts for one promise, for all of a page: who speaks of a party since
when is read once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from marsad.follow.ledger import passed
from marsad.observatory.counts import voice
from marsad.observatory.entities import SHOWN, group_of
from marsad.observatory.ledger.listing import LATEST
from marsad.observatory.models import Article, Dossier, DossierVoice, Entity, Fact, LedgerParty, Promise
from marsad.web.queries.timeline_wanted import midnight


def has_passed(row: Promise) -> bool:
    """Whether it fell due without a report."""
    return passed(row.due_on, row.status, timezone.localdate())


def silent_sources(rows: Iterable[Promise], dossier: Dossier | None) -> dict[str, int]:
    """By the ids of those whose date has passed without a report: the independent sources that published since, of the
    dossier, else in articles that name one of those who promised."""
    late = {row: midnight(row.due_on + timedelta(days=1)) for row in rows if row.due_on and has_passed(row)}
    if not late:
        return {}
    if dossier is not None:
        spoken = list(_in_dossier(dossier).values())
        return {row.pk: sum(at >= since for at in spoken) for row, since in late.items()}
    parties: dict[int, list[Entity]] = {row.root_id: [] for row in late}
    bound = LedgerParty.objects.filter(entry__in=parties, by=True).select_related("entity")
    for one in bound:
        parties[one.entry_id].append(one.entity)
    last = {entity: _naming(entity) for found in parties.values() for entity in found}
    return {
        row.pk: len({who for entity in parties[row.root_id] for who, at in last[entity].items() if at >= since})
        for row, since in late.items()
    }


def _in_dossier(dossier: Dossier) -> Mapping[int, datetime]:
    """When each voice of a dossier was heard last."""
    voices = DossierVoice.objects.filter(dossier=dossier, part=0).order_by("voice").values("voice")
    return dict(voices.annotate(last=Max("last_at")).values_list("voice", "last"))


def _naming(entity: Entity) -> Mapping[int, datetime]:
    """When each voice named an entity last, among the latest facts about it."""
    last: dict[int, datetime] = {}
    for id_ in group_of(entity):
        naming = Fact.objects.filter(entity=id_, state__in=SHOWN).order_by("-pk").values_list("article", flat=True)
        articles = Article.objects.filter(pk__in=list(naming[:LATEST]), current=True).order_by()
        for who, at in (
            articles.annotate(speaks=voice())
            .values("speaks")
            .annotate(last=Max("sort_at"))
            .values_list("speaks", "last")
        ):
            last[who] = max(at, last.get(who, at))
    return last
