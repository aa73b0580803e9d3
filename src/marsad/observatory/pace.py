"""When something is asked again: arithmetic alone, without tables, network or a clock of its own. Times in seconds.

A channel's pace is half the pause between two of its items, as far as that is known. What little was seen of a young
channel is weighed against two items at the pace that the channel states itself (or one an hour): a Gamma prior on a
Poisson rate, so that one lucky or empty day does not set the pace.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

MINUTE, HOUR, DAY = 60, 3600, 86_400

FLOOR = 5 * MINUTE
"""The shortest pause between two askings of a channel."""
CEILING = 6 * HOUR
"""The longest pause for a channel that answers."""
HUB_CEILING = DAY
"""The same while a WebSub subscription is live: the hub tells what is new, and asking only makes sure of it."""

_HUB_FACTOR = 6
_PRIOR_ITEMS = 2
_PRIOR_GAP = HOUR
_QUIET_PART = 12
_JITTER = 0.1
_LONGEST_HINT = 30 * DAY

RECHECKS = (HOUR, 4 * HOUR, 12 * HOUR, DAY, 2 * DAY, 4 * DAY, 7 * DAY)
"""When after it was first fetched an article is asked for again."""
OLD_RECHECKS = (7 * DAY,)
"""The same of a page that a back-fill found: what is old changes seldom."""

_ITEM_FIRST = 5 * MINUTE
_ITEM_TRIES = 40
_REFUSED_AGAIN = (DAY, 7 * DAY, 30 * DAY)
_ABSENT_AGAIN = (HOUR, DAY, 3 * DAY)
_NEVER = frozenset({"BadAddress", "RefusedByReservation", "NeedsScript"})
_ONCE_MORE = frozenset({"RefusedByRobots", "RefusedAddress", "TooLarge", "TooManyRedirects"})
GONE = frozenset({404, 410, 451})
"""Answers that say a page is no longer there, or never was."""


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """What the pace of a channel follows from.

    ``found`` new items came in the last ``watched`` seconds, the last of them at ``new_at`` (null: none yet). ``every``
    is the pause that the channel states itself, ``least`` the operator's own floor, ``hub`` whether a WebSub
    subscription is live.
    """

    url: str
    found: int = 0
    watched: float = 0.0
    new_at: datetime | None = None
    every: int | None = None
    least: int | None = None
    hub: bool = False


def next_interval(facts: ChannelFacts, now: datetime) -> int:
    """The pause until a channel is asked again; a little different for each address, always the same for one.

    It is never below `FLOOR` or the operator's ``least``, nor above `CEILING` (`HUB_CEILING`) unless ``least`` is.
    """
    stated = min(max(facts.every or _PRIOR_GAP, FLOOR), _LONGEST_HINT)
    rate = (facts.found + _PRIOR_ITEMS) / (max(facts.watched, 0.0) + _PRIOR_ITEMS * stated)
    pause = 1 / rate / 2
    if facts.new_at is not None:  # who has been quiet for days is seldom new within the hour
        pause = max(pause, (now - facts.new_at).total_seconds() / _QUIET_PART)
    if facts.hub:
        pause = max(pause, HOUR) * _HUB_FACTOR
    floor = max(FLOOR, facts.least or 0)
    ceiling = max(floor, HUB_CEILING if facts.hub else CEILING)
    return round(_between(pause * _jitter(facts.url), floor, ceiling, facts.url))


def first_pause(url: str, within: float = FLOOR) -> int:
    """When a channel that is new is first asked, so that a list of thousands is not asked in one moment."""
    return int(_fraction(url) * within)


def retry_after_failure(failures: int, interval: float = FLOOR, url: str = "") -> int:
    """The pause after so many failures in a row: twice the last one, up to a day, and never an end."""
    longest = max(DAY, interval)
    pause = min(max(interval, FLOOR) * 2.0 ** min(max(failures, 0), 30), longest)
    return round(min(pause * _jitter(url), longest))


def recheck_times(*, old: bool = False) -> tuple[int, ...]:
    """When after its first fetch an article is asked for again; few times where it was ``old`` when it was found."""
    return OLD_RECHECKS if old else RECHECKS


def next_recheck(fetched: datetime, checks: int, now: datetime, *, old: bool = False) -> datetime | None:
    """When an article is asked for again that was first fetched then and asked again ``checks`` times; null: never.

    Moments that went by while nobody was collecting are not made up for one upon the other: between two askings lies
    at least half the pause that the plan has there.
    """
    times = recheck_times(old=old)
    if checks >= len(times):
        return None
    pause = times[checks] - (times[checks - 1] if checks else 0)
    return max(fetched + timedelta(seconds=times[checks]), now + timedelta(seconds=pause / 2))


def item_retry(tries: int, error_kind: str, status: int | None = None) -> int | None:
    """The pause until a page is tried again after ``tries`` failures; null where that has no use any more.

    ``error_kind`` is the name of the error's class (`marsad.collect.errors`), ``status`` the answer's where there was
    one. A server that fails is tried for weeks, ever more seldom; a page that is not there, for some days (feeds
    announce pages before they are there); what a robots.txt forbids, now and
    then, since publishers change their minds; a reservation is final.
    """
    if error_kind in _NEVER:
        return None
    few = _ABSENT_AGAIN if status in GONE else _REFUSED_AGAIN if error_kind in _ONCE_MORE else None
    tried = max(tries, 1)
    if few is not None:
        return few[tried - 1] if tried <= len(few) else None
    return min(_ITEM_FIRST * 2 ** min(tried - 1, 20), DAY) if tried <= _ITEM_TRIES else None


def _between(pause: float, floor: float, ceiling: float, url: str) -> float:
    """``pause`` within its bounds, kept apart by address at either end of them."""
    spread = _JITTER * _fraction(url)
    return max(floor, min(max(pause, floor * (1 + spread)), ceiling * (1 - spread)))


def _jitter(url: str) -> float:
    return 1 + _JITTER * (2 * _fraction(url) - 1)


def _fraction(url: str) -> float:
    """A number from 0 up to 1 that an address always has."""
    return int.from_bytes(hashlib.blake2b(url.encode("utf-8", "replace"), digest_size=4).digest()) / 2**32
