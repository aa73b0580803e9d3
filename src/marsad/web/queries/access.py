"""Who may read what: strangers get an extract unless the source is open."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from marsad.observatory.extracts import EXTRACT_LENGTH, extract
from marsad.observatory.models import User, Visibility

__all__ = ["EXTRACT_LENGTH", "OPENING_LENGTH", "extract", "may_read"]

OPENING_LENGTH = 600


def may_read(user: User | AnonymousUser, visibility: str) -> bool:
    """Whether this person sees the whole text of a source's articles."""
    return user.is_authenticated or visibility == Visibility.FULL
