"""Articles that are gone from the tables and that the search index is still to forget: it has one writer of its own."""

from __future__ import annotations

from collections.abc import Iterable

from marsad.observatory.models import Setting

_KEY = "unindex"


def unindex(seqs: Iterable[int]) -> None:
    """Have the index forget articles; call inside the transaction that removes them."""
    Setting.objects.update_or_create(key=_KEY, defaults={"value": sorted({*take_unindexed(), *seqs})})


def take_unindexed() -> list[int]:
    """What the index is still to forget."""
    row = Setting.objects.filter(key=_KEY).first()
    return list(row.value) if row else []


def unindexed(seqs: Iterable[int]) -> None:
    """Note that the index has forgotten them; call inside a transaction."""
    if left := sorted(set(take_unindexed()) - set(seqs)):
        Setting.objects.filter(key=_KEY).update(value=left)
    else:
        Setting.objects.filter(key=_KEY).delete()
