"""The subscriber's half of WebSub (W3C Recommendation of 2018-01-23): what a hub asks of us, and what it sends.

What a hub sends is a hint and nothing more: the channel is asked itself, at its publisher's, soon after.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta

from marsad.observatory.models import Channel

LEASES = (300, 30 * 86_400)
"""Seconds that a subscription is believed to last, at least and at most."""
PAUSE = 60.0
"""Seconds between two askings of a channel that follow from what its hub sends."""

_USUAL_LEASE = 10 * 86_400
_METHODS = frozenset({"sha1", "sha256", "sha384", "sha512"})
_LONGEST_WORDS = 500


def channel_of(token: str) -> Channel | None:
    """The channel whose hub knows that token."""
    return Channel.objects.select_related("source").filter(hub_token=token).first() if token else None


def verified(channel: Channel, asked: Mapping[str, str], now: datetime) -> str | None:
    """Answer whether a subscription is meant (§5.3): the challenge where it is, else null.

    What holds is written down: until when a hub sends, or that it will not. To be denied is acknowledged with nothing.
    """
    if asked.get("hub.topic") != (channel.topic or channel.url):
        return None
    mode, challenge = asked.get("hub.mode"), asked.get("hub.challenge", "")
    if mode == "denied":
        words = asked.get("hub.reason", "").strip() or "it gives no reason"
        _set(channel, hub_until=None, hub_error=f"the hub denies the subscription: {words}"[:_LONGEST_WORDS])
        return ""
    if not challenge:
        return None
    if mode == "subscribe" and channel.hub_asked_at is not None and _is_wanted(channel):
        _set(channel, hub_until=now + timedelta(seconds=_lease(asked.get("hub.lease_seconds", ""))), hub_error="")
        return challenge
    if mode == "unsubscribe" and not _is_wanted(channel):
        _set(channel, hub_until=None)
        return challenge
    return None


class Signature:
    """The signature that came with what a hub sends (§7.1), checked while its bytes come in."""

    def __init__(self, stated: str, secret: str) -> None:
        method, _, self._stated = stated.partition("=")
        known = method.lower() in _METHODS and bool(secret)
        self._sum = hmac.new(secret.encode(), digestmod=method.lower()) if known else None

    def update(self, data: bytes) -> None:
        """Take the next bytes."""
        if self._sum is not None:
            self._sum.update(data)

    def holds(self) -> bool:
        """Whether all of it was signed with our secret."""
        return self._sum is not None and hmac.compare_digest(
            self._sum.hexdigest().encode(), self._stated.strip().lower().encode()
        )


def announced(channel: Channel, now: datetime) -> None:
    """Have the channel asked soon, because its hub says that there is something new."""
    pause = timedelta(seconds=max(PAUSE, channel.least or 0))
    due = max(now, channel.tried_at + pause) if channel.tried_at else now
    if channel.due_at is None or due < channel.due_at:
        _set(channel, due_at=due)


def _is_wanted(channel: Channel) -> bool:
    return channel.active and bool(channel.hub) and not channel.source.paused


def _lease(stated: str) -> int:
    """Seconds; those that we ask for where a hub states none that can be read."""
    seconds = int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 10 else _USUAL_LEASE
    return min(max(seconds, LEASES[0]), LEASES[1])


def _set(channel: Channel, **fields: object) -> None:
    """Write some fields alone: the watch writes others at the same time."""
    Channel.objects.filter(pk=channel.pk).update(**fields)
