"""Who may read what, and who may collect: strangers get an extract unless the source is open."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from marsad.observatory.extracts import EXTRACT_LENGTH, extract
from marsad.observatory.models import User, Visibility

__all__ = ["EXTRACT_LENGTH", "OPENING_LENGTH", "extract", "may_add", "may_collect", "may_read"]

OPENING_LENGTH = 600


def may_read(user: User | AnonymousUser, visibility: str) -> bool:
    """Whether this person sees the whole text of a source's articles."""
    return user.is_authenticated or visibility == Visibility.FULL


def may_collect(user: User | AnonymousUser) -> bool:
    """Whether this person sees how collecting goes, and decides what is collected: operators."""
    return user.has_perm("observatory.change_channel")


def may_add(user: User | AnonymousUser) -> bool:
    """Whether this person may add pages by hand: operators and editors."""
    return user.has_perm("observatory.add_item")
