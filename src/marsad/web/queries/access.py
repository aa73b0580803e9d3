"""Who may read what: strangers get an extract unless the source is open."""

from __future__ import annotations

import re

from django.contrib.auth.models import AnonymousUser

from marsad.observatory.models import User, Visibility

EXTRACT_LENGTH = 300
OPENING_LENGTH = 600
_SPACES = re.compile(r"\s+")


def may_read(user: User | AnonymousUser, visibility: str) -> bool:
    """Whether this person sees the whole text of a source's articles."""
    return user.is_authenticated or visibility == Visibility.FULL


def extract(lede: str, body: str, limit: int = EXTRACT_LENGTH) -> str:
    """The first words of an article, at most ``limit`` code points and cut between words."""
    text = _SPACES.sub(" ", lede or body).strip()
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    words = cut.rpartition(" ")[0] if " " in cut[limit // 2 :] else cut
    return words.rstrip(" ,;:،؛-–—") + "…"
