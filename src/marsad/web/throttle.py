"""Brakes: on guessing passwords (a few failures for one name from one address, then a pause), and on hubs."""

from __future__ import annotations

from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest

FAILURES = 8
PAUSE_SECONDS = 15 * 60


def is_paused(request: HttpRequest) -> bool:
    """Whether this name has failed too often from this address in the last quarter of an hour."""
    return int(cache.get(_key(request), 0)) >= FAILURES


def note_failure(request: HttpRequest) -> None:
    """Count a failure; each keeps the count for another quarter of an hour."""
    key = _key(request)
    cache.set(key, int(cache.get(key, 0)) + 1, PAUSE_SECONDS)


def forget(request: HttpRequest) -> None:
    """Clear the count after a success."""
    cache.delete(_key(request))


def _key(request: HttpRequest) -> str:
    who = f"{request.META.get('REMOTE_ADDR', '')}\n{request.POST.get('username', '').strip().casefold()}"
    return f"sign-in:{sha256(who.encode()).hexdigest()}"


def too_many(what: str, most: int, seconds: int) -> bool:
    """Count one more of something; whether that is more than ``most`` within ``seconds``."""
    key = f"count:{sha256(what.encode()).hexdigest()}"
    if cache.add(key, 1, seconds):
        return False
    try:
        return int(cache.incr(key)) > most
    except ValueError:  # it ended just now
        return False
