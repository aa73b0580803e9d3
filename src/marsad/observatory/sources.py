"""What an operator decides about a source: journalled first, so that it survives a rebuild."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from marsad.archive.journal import Journal
from marsad.archive.locks import Lock
from marsad.observatory.models import Source
from marsad.observatory.paths import journal_dir, locks_dir

_PATIENCE = 10.0
FIELDS = ("name", "home", "lang", "visibility")


def change_source(data_dir: Path, key: str, **fields: str) -> None:
    """Set some of `FIELDS` of a source. Raises `ValueError` for another field."""
    unknown = sorted(set(fields) - set(FIELDS))
    if unknown:
        raise ValueError(f"a source has no field {', '.join(unknown)} that can be set")
    one_at_a_time = Lock(
        locks_dir(data_dir) / "operator.lock", wait=_PATIENCE
    )  # one journal keeps the order of changes
    with one_at_a_time, transaction.atomic():
        Source.objects.update_or_create(key=key, defaults=fields, create_defaults={"name": key, **fields})
        journal = Journal(journal_dir(data_dir), "operator")
        journal.append([{"kind": "source", "key": key, **fields}])
        journal.close()
