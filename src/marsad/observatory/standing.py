"""Whether the database stands for its archive: everything in the journal is in it, in the journalled order."""

from __future__ import annotations

from marsad.observatory.models import Setting

_BEGUN = "begun"


def begin() -> None:
    """Note that this database stands for its archive."""
    Setting.objects.get_or_create(key=_BEGUN, defaults={"value": True})


def begun() -> bool:
    """Whether the database stands for its archive; it does not while a rebuild is unfinished."""
    return Setting.objects.filter(key=_BEGUN).exists()


def unbegin() -> None:
    """Take back `begin`, until a rebuild is finished."""
    Setting.objects.filter(key=_BEGUN).delete()
