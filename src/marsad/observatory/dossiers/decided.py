"""A dossier as its decisions have it: its row and what was put in or left out by hand follow from those that count.

So a decision, its undoing and a rebuild all end in the same rows, whatever came between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from marsad.observatory.entities import ensure
from marsad.observatory.models import Decision, Dossier, DossierHand

KIND = "dossier"
HANDS = {"add": True, "leave": False}
PARTS = ("part_add", "part_name", "part_remove")


def about(decision: Decision) -> Mapping[str, Any]:
    """The record of what a decision decides, or takes back."""
    undone = Decision.objects.get(pk=decision.record["of"]) if decision.act == "undo" else decision
    record: Mapping[str, Any] = undone.record
    return record


def decisions_of(dossier: str) -> QuerySet[Decision]:
    """The decisions about a dossier that count, in their order."""
    return Decision.objects.filter(kind=KIND, live=True, record__dossier=dossier).order_by("number")


def bring_up(dossier: str) -> Dossier | None:
    """Write a dossier's rows as its decisions have them; null where none makes it (any more), and then it is gone."""
    decisions = list(decisions_of(dossier))
    made = next((decision for decision in decisions if decision.act == "make"), None)
    if made is None:
        Dossier.objects.filter(pk=dossier).delete()
        return None
    told = dict(made.record)
    for decision in decisions:
        if decision.act == "change":
            told |= decision.record
    if told["entity"]:
        ensure([(told["entity"], told["entity_kind"], told["entity_name"])])
    last = next((one for one in reversed(decisions) if one.act in ("close", "reopen")), None)
    closed = last if last is not None and last.act == "close" else None
    row, _ = Dossier.objects.update_or_create(
        pk=dossier,
        defaults={
            "kind": told["follows"],
            "name": told["name"],
            "entity_id": told["entity"],
            "rule": told["rule"],
            "made_by": made.by,
            "made_at": datetime.fromisoformat(made.record["at"]),
            "closed": closed is not None,
            "closed_after": closed.after if closed else None,
        },
    )
    _bring_up_hands(dossier, decisions)
    return row


def _bring_up_hands(dossier: str, decisions: Iterable[Decision]) -> None:
    wanted = {one.capture_key: (HANDS[one.act], one.number) for one in decisions if one.act in HANDS}
    for row in DossierHand.objects.filter(dossier=dossier):
        if wanted.get(row.capture_key) == (row.included, row.decision_id):
            del wanted[row.capture_key]
        else:
            row.delete()
    DossierHand.objects.bulk_create(
        [DossierHand(dossier_id=dossier, capture_key=key, included=included, decision_id=number)
         for key, (included, number) in wanted.items()],
        batch_size=100,
    )  # fmt: skip
