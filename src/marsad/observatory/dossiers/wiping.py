"""The tables of dossiers and of the ledger, emptied before a rebuild makes them again."""

from __future__ import annotations

from marsad.observatory import models

_TABLES = (
    models.Weighed,
    models.TieWords,
    models.DossierTie,
    models.DossierActor,
    models.DossierSeries,
    models.DossierLine,
    models.DossierPart,
    models.DossierVoice,
    models.DossierDay,
    models.DossierMember,
    models.DossierHand,
    models.Dossier,
    models.PromiseMove,
    models.Promise,
    models.LedgerParty,
    models.LedgerKey,
    models.LedgerEntry,
)
"""What refers to another one comes before it."""


def wipe_followed() -> None:
    """Empty them; call inside a transaction."""
    models.LedgerEntry.objects.update(parent=None, promise=None)
    for table in _TABLES:
        table._default_manager.all().delete()
