"""Looking for an outlet's channels while somebody waits for the page: within seconds, and few at a time.

What was found travels in the form, signed, so that what is saved is what was shown.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django.core import signing
from django.utils import timezone

from marsad.collect.announced import ChannelKind
from marsad.collect.errors import TimedOut
from marsad.collect.policy import policy_from
from marsad.collect.response import Response
from marsad.observatory.asking import PoliteGet, keep_findings
from marsad.observatory.finding import Found, find
from marsad.observatory.models import Source
from marsad.observatory.sources import NewChannel

SECONDS = 25.0
"""How long somebody waits; what was found by then is shown."""

_ANSWER_SECONDS = 10.0
_PAUSE = 1.0
_AT_ONCE = threading.BoundedSemaphore(2)
_SALT = "marsad.found"
_HOLDS = 3600


class BusyFinding(RuntimeError):  # noqa: N818 - named for the reason
    """Others look for channels already."""


class StaleOffer(ValueError):  # noqa: N818 - named for the reason
    """What the form brought back was not what was shown, or was shown long ago."""


@dataclass(frozen=True, slots=True)
class Offered:
    """An outlet that was found, as it waits for being saved."""

    key: str
    home: str
    name: str
    lang: str
    channels: tuple[NewChannel, ...]


def looked(url: str) -> Found:
    """What an address offers. Raises `FetchError` where it cannot be had, `BusyFinding` where others look already."""
    if not _AT_ONCE.acquire(blocking=False):
        raise BusyFinding
    try:
        policy = replace(policy_from(), total_timeout=_ANSWER_SECONDS, read_timeout=_ANSWER_SECONDS)
        now, ends = timezone.now(), time.monotonic() + SECONDS
        with PoliteGet(policy, spacing=0.1 if policy.allow else _PAUSE) as get:

            def within(address: str) -> Response:
                if time.monotonic() > ends:
                    raise TimedOut(address, f"not asked: {SECONDS:.0f} seconds had passed")
                return get(address)

            try:
                return find(url, within, now)
            finally:
                keep_findings(get, None, now)
    finally:
        _AT_ONCE.release()


def sealed(found: Found) -> str:
    """What was found and can be read, for a hidden field."""
    usable = [offer.candidate for offer in found.offers if not offer.candidate.error]
    channels = [
        {
            "url": one.url,
            "kind": one.kind.value,
            "title": (one.title or "")[:500],
            "lang": (one.lang or found.lang)[:20],
            "hub": one.hub or "",
        }
        for one in usable
    ]
    told = {"key": found.key, "home": found.home, "name": found.name, "lang": found.lang, "channels": channels}
    return signing.dumps(told, salt=_SALT, compress=True)


def opened(seal: str) -> Offered:
    """What `sealed` held. Raises `StaleOffer`."""
    try:
        told: dict[str, Any] = signing.loads(seal, salt=_SALT, max_age=_HOLDS)
    except signing.BadSignature as error:
        raise StaleOffer from error
    channels = told.pop("channels")
    kinds = [ChannelKind(one.pop("kind")) for one in channels]
    new = (NewChannel(kind=kind, **one) for kind, one in zip(kinds, channels, strict=True))
    return Offered(**told, channels=tuple(new))


def to_save(
    offered: Offered, chosen: Collection[str], said: dict[str, str], folder: str
) -> tuple[dict[str, Any], list[NewChannel]]:
    """The fields of the outlet and the channels of it that were chosen; of a known outlet only what was ``said``."""
    known = Source.objects.filter(key=offered.key).first()
    fields = {} if known and known.name != known.key else {"name": offered.name, "lang": offered.lang}
    fields |= {} if known and known.home else {"home": offered.home}
    fields |= {name: value for name, value in said.items() if value}
    channels = [replace(one, folder=folder[:255]) for one in offered.channels if one.url in chosen]
    return {name: value for name, value in fields.items() if value} | {"discover": False}, channels
