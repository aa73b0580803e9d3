"""Decisions about promises → the ledger. In a rebuild they count once the entries that they speak of are there."""

from __future__ import annotations

from marsad.observatory.ledger.decided import Decided, settle_lost
from marsad.observatory.ledger.linking import Relinking
from marsad.observatory.ledger.promises import renew, write
from marsad.observatory.models import Decision, LedgerEntry


def apply_to_promises(decision: Decision) -> set[str]:
    """Let a decision take effect, or its being taken back; the stories with an entry that changed its promise."""
    record = decision.record
    if record["act"] == "undo":
        record = Decision.objects.get(pk=record["of"]).record
    decided, relinking = Decided.load(), Relinking()
    if record["act"] == "belongs":
        for pk in decided.all_spoken_of():
            relinking.anew(pk)
    relinking.run(decided.parents)
    stories = write(relinking, decided)
    about = LedgerEntry.objects.filter(key=record.get("entry") or record["promise"])
    renew({key for key in about.values_list("promise", flat=True) if key}, decided)
    settle_lost()
    return stories
