"""Decisions about promises on the editors' desk: what was decided, about whose promise, and which lost its words."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from marsad.observatory.ledger.decided import ACTS, KIND
from marsad.observatory.models import Decision, LedgerEntry, User
from marsad.web.queries.words import Cite, Shelf
from marsad.web.told_labels import status_name

LATEST = 50


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A decision about a promise. ``cite`` are the words that it is about, null where they are not there any more;
    ``status`` what a move or an editor's word says, ``promise`` the id of the promise that they are in."""

    decision: Decision
    cite: Cite | None
    status: str
    promise: str

    @property
    def act(self) -> str:
        """``confirm``, ``strike``, ``say`` or ``belongs``."""
        return self.decision.act


def promise_decisions(user: User | AnonymousUser) -> tuple[PromiseRow, ...]:
    """Those that count, the lost ones first, then the latest."""
    live = Decision.objects.filter(Q(act__in=ACTS), kind=KIND, live=True)
    listed = [*live.filter(lost=True).order_by("number"), *live.filter(lost=False).order_by("-number")[:LATEST]]
    keys = {decision.pk: decision.record.get("entry") or decision.record.get("promise") or "" for decision in listed}
    entries = LedgerEntry.objects.filter(key__in=keys.values()).select_related("fact").defer("meaning", "told")
    by_key = {entry.key: entry for entry in entries}
    shelf = Shelf.of((entry.article_id for entry in by_key.values()), user)
    return tuple(_row(decision, by_key.get(keys[decision.pk]), shelf) for decision in listed)


def _row(decision: Decision, entry: LedgerEntry | None, shelf: Shelf) -> PromiseRow:
    return PromiseRow(
        decision=decision,
        cite=shelf.cite(entry.article_id, entry.fact) if entry else None,
        status=status_name(decision.record.get("status", "")),
        promise=(entry.promise_id if entry else None) or "",
    )
