"""When a person was last at a dossier: a signed cookie of that dossier's pages alone. Strangers get none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

GAP = timedelta(minutes=30)
"""Who comes back within it is still on the same visit."""
_COOKIE = "marsad-visit"
_SALT = "dossier"
_KEPT = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit: its time, and the latest capture that there was (`Capture.seq`)."""

    at: datetime
    seq: int


def last_visit(request: HttpRequest, dossier: str) -> Visit | None:
    """The visit before this one; null for strangers and for who is here for the first time."""
    before, latest = _read(request, dossier)
    return latest if latest and timezone.now() - latest.at > GAP else before


def remember(request: HttpRequest, response: HttpResponse, dossier: str, address: str, seq: int) -> None:
    """Write down that somebody with an account is here now; ``address`` is the dossier's own, below which the cookie is
    sent, and ``seq`` the latest capture."""
    if not request.user.is_authenticated:
        return
    before = last_visit(request, dossier)
    numbers = [*(_numbers(before) if before else ("", "")), *_numbers(Visit(timezone.now(), seq))]
    response.set_signed_cookie(
        _COOKIE,
        ".".join([dossier, *numbers]),
        salt=_salt(request),
        max_age=_KEPT,
        path=address,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _salt(request: HttpRequest) -> str:
    """Another one for each person, so that who signs in behind another on one machine has no visit yet."""
    return f"{_SALT}-{request.user.pk}"


def _numbers(visit: Visit) -> tuple[str, str]:
    return str(int(visit.at.timestamp())), str(visit.seq)


def _read(request: HttpRequest, dossier: str) -> tuple[Visit | None, Visit | None]:
    """The last two visits, the latest behind the one before it."""
    if not request.user.is_authenticated:
        return None, None
    told = (request.get_signed_cookie(_COOKIE, default="", salt=_salt(request), max_age=_KEPT) or "").split(".")
    if len(told) != 5 or told[0] != dossier:
        return None, None
    return _visit(told[1], told[2]), _visit(told[3], told[4])


def _visit(stamp: str, seq: str) -> Visit | None:
    return Visit(datetime.fromtimestamp(int(stamp), UTC), int(seq)) if stamp else None
