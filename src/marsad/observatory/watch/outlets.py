"""Outlets without channels: looked into at longer and longer times, until there is something to follow."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from marsad.collect.errors import FetchError
from marsad.observatory.asking import keep_findings
from marsad.observatory.finding import Found
from marsad.observatory.items import host_of
from marsad.observatory.models import Notice, Source
from marsad.observatory.pace import DAY, HOUR
from marsad.observatory.sources import save_source, undiscovered
from marsad.observatory.tombstones import TakenDownError
from marsad.observatory.watch.tasks import Discover, Outcome

NOTICE = "undiscovered"
_AT_ONCE = 200

log = logging.getLogger("marsad.watch")


class Outlets:
    """What is to be looked into, and what came of it. ``spacing`` is the pause in seconds between two requests to one
    host; ``say`` is given what the operator should know, once.

    When each is looked into again is not in the tables: a new watch tries each at once.
    """

    def __init__(self, data_dir: Path, spacing: float, say: Callable[[str], None]) -> None:
        self._data_dir = data_dir
        self._spacing = spacing
        self._say = say
        self._tried: dict[str, tuple[int, datetime]] = {}

    def due(self, now: datetime) -> list[Discover]:
        """Those whose time has come."""
        never = (0, now)
        waiting = [one for one in undiscovered() if self._tried.get(one.key, never)[1] <= now]
        return [
            Discover(one.homes[0], host_of(one.homes[0]), outlet=one, at=now, spacing=self._spacing)
            for one in waiting[:_AT_ONCE]
        ]

    def _follow(self, key: str, found: Found) -> bool:
        """Follow what was found, unless that is of an outlet that was taken down."""
        try:
            save_source(self._data_dir, key, {}, found.channels())
        except TakenDownError as error:
            log.warning("the channels of %s are not followed: %s", key, error)
            return False
        return True

    def settle(self, outcome: Outcome, now: datetime) -> None:
        """Follow the channels that were found; where there are none, say why, once, and look again later."""
        task, found = outcome.task, outcome.found
        assert isinstance(task, Discover)
        key = task.outlet.key
        source = Source.objects.filter(key=key).first()
        if source is None:
            return
        with transaction.atomic():
            if outcome.polite is not None:
                keep_findings(outcome.polite, source, now)
        if found is not None and found.chosen and self._follow(key, found):
            Notice.objects.filter(source=source, kind=NOTICE, done_at=None).update(done_at=now)
            self._tried.pop(key, None)
            return
        tries = self._tried.get(key, (0, now))[0]
        self._tried[key] = tries + 1, now + timedelta(seconds=min(HOUR * 2.0 ** min(tries, 10), DAY) - 1)
        text = f"{source.name}: no channel to follow was found at {task.url}: {_why(outcome.error)}"
        _, new = Notice.objects.get_or_create(
            source=source, channel=None, kind=NOTICE, done_at=None, defaults={"at": now, "text": text[:1000]}
        )
        if new:
            self._say(text)


def _why(error: FetchError | None) -> str:
    if error is None:
        return "nothing there is worth following. `marsad sources add` takes the address of a feed or section page"
    return f"{error.name}: {error.reason}. It is tried again"
