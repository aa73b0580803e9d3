"""Rows of the ledger for commands and exports: each promise with the evidence of all that moved it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Max, Prefetch, Q, QuerySet
from django.utils import timezone

from marsad.follow.ledger import passed
from marsad.follow.ledger.recognising import RULE
from marsad.model import FactKind
from marsad.observatory.counts import voice
from marsad.observatory.entities import SHOWN, group_of
from marsad.observatory.models import (
    Article,
    Dossier,
    DossierVoice,
    Entity,
    Fact,
    LedgerEntry,
    LedgerParty,
    Promise,
    PromiseMove,
)

LATEST = 2000
"""Facts that name a party, the latest ones, among which articles since a day are looked for."""
_AT_ONCE = 100
_QUOTE = ("field", "start", "end", "exact", "text_sha256")


def promises_in(dossier: Dossier) -> QuerySet[Promise]:
    """The promises that a dossier's line of time has."""
    return Promise.objects.filter(pk__in=dossier.lines.exclude(promise=None).order_by().values("promise"))


def of_no_promise() -> Q:
    """The facts that are sentences which show a status, but speak of no promise: they tell a reader nothing."""
    return Q(kind=FactKind.PROGRESS, rule=RULE, entry__promise__isnull=True)


def rows(promises: QuerySet[Promise], today: date, dossier: Dossier | None = None) -> Iterator[dict[str, Any]]:
    """Each promise as JSON holds it, by when it was last told, the latest first.

    ``by`` and ``to`` are lists of ``id`` and ``name``; ``amounts`` of number and unit. ``first`` and, of each move,
    ``evidence`` are words with their capture's record, the hash of their text, address, outlet and date; a move that an
    editor said has a ``note`` in its place. ``no_report`` counts the sources that published since a due date that has
    passed without a report, null where it has not; with a dossier, those of its own articles.
    """
    related = PromiseMove.objects.order_by("number").select_related(
        "entry__fact", "entry__article__capture", "entry__article__source"
    )
    first = promises.select_related("root__fact", "root__article__capture", "root__article__source")
    listed = first.prefetch_related(
        Prefetch("moves", related),
        Prefetch("root__parties", LedgerParty.objects.select_related("entity").order_by("entity")),
    )
    for promise in listed.order_by("-last_at", "pk").iterator(chunk_size=_AT_ONCE):
        yield _row(promise, today, dossier)


def no_report(promise: Promise, today: date, dossier: Dossier | None = None) -> int | None:
    """How many independent sources published since the day on which a promise was due, where that has passed and none
    reported that it was kept or given up; null where it has not passed.

    With a dossier, sources of its articles; else of articles that name one of those who promised, among the `LATEST`
    facts about each.
    """
    if promise.due_on is None or not passed(promise.due_on, promise.status, today):
        return None
    since = timezone.make_aware(datetime.combine(promise.due_on + timedelta(days=1), time()))
    if dossier is not None:
        spoken = DossierVoice.objects.filter(dossier=dossier, part=0).order_by("voice").values("voice")
        return spoken.annotate(last=Max("last_at")).filter(last__gte=since).count()
    voices: set[int] = set()
    parties = Entity.objects.filter(ledger__entry=promise.root_id, ledger__by=True)
    for id_ in sorted({one for entity in parties for one in group_of(entity)}):
        naming = Fact.objects.filter(entity=id_, state__in=SHOWN).order_by("-pk").values_list("article", flat=True)
        articles = Article.objects.filter(pk__in=list(naming[:LATEST]), current=True, sort_at__gte=since)
        voices |= set(articles.annotate(speaks=voice()).values_list("speaks", flat=True))
    return len(voices)


def _row(promise: Promise, today: date, dossier: Dossier | None) -> dict[str, Any]:
    told, parties = promise.root.told, list(promise.root.parties.all())
    late = passed(promise.due_on, promise.status, today)
    return {
        "id": promise.pk,
        "by": [_party(one) for one in parties if one.by],
        "to": [_party(one) for one in parties if not one.by],
        "what": told["what"],
        "amounts": told["amounts"],
        "due": promise.due or None,
        "due_on": promise.due_on.isoformat() if promise.due_on else None,
        "status": promise.status,
        "status_at": promise.status_at.isoformat(),
        "due_passed": late,
        "no_report": no_report(promise, today, dossier) if late else None,
        "articles": promise.articles,
        "sources": promise.sources,
        "first_at": promise.first_at.isoformat(),
        "last_at": promise.last_at.isoformat(),
        "first": _evidence(promise.root),
        "moves": [_move(one) for one in promise.moves.all()],
    }


def _party(party: LedgerParty) -> dict[str, str]:
    return {"id": party.entity_id, "name": party.entity.name}


def _move(move: PromiseMove) -> dict[str, Any]:
    return {
        "key": move.key,
        "status": move.status,
        "at": move.at.isoformat(),
        "due": move.due or None,
        "confidence": move.confidence,
        "state": move.state,
        "by": move.by or None,
        "note": move.note or None,
        "evidence": _evidence(move.entry) if move.entry else None,
    }


def _evidence(entry: LedgerEntry) -> dict[str, Any]:
    article = entry.article
    return {
        "record": article.capture.record_id,
        "kind": entry.fact.kind,
        **{name: getattr(entry.fact, name) for name in _QUOTE},
        "url": article.url or article.capture.locator,
        "outlet": article.source.name,
        "title": article.title,
        "lang": article.lang or None,
        "date": article.sort_at.isoformat(),
        "confidence": entry.fact.confidence,
    }
