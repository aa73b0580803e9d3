"""What a fetch brings home: the answer, the redirects before it, and what its headers say about asking again."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

Headers = tuple[tuple[str, str], ...]
"""Names and values in their order, as received or sent; bytes above ASCII are Latin-1 characters."""

MAX_RETRY_AFTER = 86_400.0
"""Longest wait in seconds that a ``Retry-After`` gets: a source is never given up for longer than a day."""

_MAX_VALIDATOR = 1024
_VISIBLE = re.compile(r"[\x20-\x7e\x80-\xff]+")


def first_header(headers: Iterable[tuple[str, str]], name: str) -> str | None:
    """The first value of that name, in whatever case; null where there is none."""
    return next((value for key, value in headers if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class Hop:
    """An exchange that redirected; its body is not read. The fields are those of :class:`Response`."""

    url: str
    status: int
    reason: str
    http_version: str
    headers: Headers
    request_headers: Headers
    ip: str | None
    fetched: datetime


@dataclass(frozen=True, slots=True)
class Response:
    """One answer. ``headers`` are as received; ``body`` is decompressed when ``Content-Encoding`` names a coding.

    ``url`` is the URL asked for, ``final_url`` the one that answered; ``fetched`` is the moment when the answer
    began; ``http_version`` is ``1.0``, ``1.1`` or ``2``. ``request_headers`` are those sent for ``final_url``,
    without credentials. ``ip`` is the address connected to, which is the proxy's where there is one. ``hops`` are
    the redirects before, in their order. ``wire_bytes`` counts the body as sent, before decompression.
    """

    url: str
    final_url: str
    status: int
    reason: str
    http_version: str
    headers: Headers
    body: bytes
    fetched: datetime
    request_headers: Headers = ()
    ip: str | None = None
    hops: tuple[Hop, ...] = ()
    wire_bytes: int = 0

    def header(self, name: str) -> str | None:
        """The first header of that name, in whatever case."""
        return first_header(self.headers, name)


def conditional(etag: str | None, modified: str | None) -> dict[str, str]:
    """Request headers that ask for a page only if it changed (RFC 9110 §13.1), from its last answer's
    ``ETag`` and ``Last-Modified``. What cannot be sent back as it came is left out.
    """
    validators = {"If-None-Match": etag, "If-Modified-Since": modified}
    return {name: value for name, value in validators.items() if value and _may_be_sent(value)}


def _may_be_sent(value: str) -> bool:
    return len(value) <= _MAX_VALIDATOR and _VISIBLE.fullmatch(value) is not None


def retry_after(response: Response, now: datetime) -> float | None:
    """Seconds until the server wants to be asked again (RFC 9110 §10.2.3), at most a day.

    Seconds and HTTP-dates are read; ``now`` is aware. Null where the header is missing or cannot be read; a moment
    that has passed is 0.
    """
    stated = (response.header("retry-after") or "").strip()
    if re.fullmatch(r"[0-9]{1,20}(\.[0-9]{1,20})?", stated):
        return min(float(stated), MAX_RETRY_AFTER)
    if not stated or len(stated) > 64:
        return None
    try:
        moment = parsedate_to_datetime(stated)
    except (ValueError, OverflowError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        seconds = (aware - now).total_seconds()
    except OverflowError:
        return None
    return min(max(seconds, 0.0), MAX_RETRY_AFTER) if math.isfinite(seconds) else None
