"""Asking one address after another for a person who waits: robots.txt, reservations and the pace of hosts obeyed.

What the origins said, and whom it kept out, is remembered, and `keep_findings` writes it down for the site's pages.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from types import TracebackType
from typing import Unpack
from urllib.parse import urlsplit

from marsad.collect.errors import FetchError, HttpStatus, RefusedByReservation, RefusedByRobots
from marsad.collect.policy import FetchPolicy
from marsad.collect.polite import Options, Polite
from marsad.collect.reservations import stated
from marsad.collect.response import Response
from marsad.collect.rules import StoredRules
from marsad.observatory.models import Origin, Refusal, Source

_RULES_HOLD = timedelta(days=1)
_SILENCE_HOLDS = timedelta(hours=1)


class PoliteGet:
    """``get(url)`` gives the answer, or raises :class:`FetchError`; an answer that is no page is one too.

    The arguments are those of `marsad.collect.polite.Polite`. What was answered is in ``answers`` and not asked for
    twice; `forget` lets go of it. A context manager that keeps connections.
    """

    def __init__(self, policy: FetchPolicy | None = None, **options: Unpack[Options]) -> None:
        self.refusals: list[FetchError] = []
        self.answers: dict[str, Response] = {}
        self._polite = Polite(policy, **options)

    @property
    def origins(self) -> dict[str, StoredRules]:
        """What the origins that were asked said about their rules."""
        return self._polite.origins

    def __enter__(self) -> PoliteGet:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._polite.connections.close()

    def __call__(self, url: str) -> Response:
        if (known := self.answers.get(url) or self._polite.said.get(url)) is None:
            try:
                known = self._answer(url)
            except (RefusedByRobots, RefusedByReservation) as error:
                self.refusals.append(error)
                raise
            self.answers[url] = known
        if not 200 <= known.status < 300:
            raise HttpStatus(known.final_url, f"the server answers {known.status} {known.reason}".rstrip())
        return known

    def forget(self) -> None:
        """Let go of what was answered."""
        self.answers.clear()

    def _answer(self, url: str) -> Response:
        response = self._polite.ask(url)
        if (reservation := stated(response)) and response.status < 300:
            raise RefusedByReservation(response.final_url, str(reservation))
        return response


def keep_findings(get: PoliteGet, source: Source | None, now: datetime) -> None:
    """Write down what origins said, and what was refused on behalf of an outlet; forgets both."""
    for name, rules in get.origins.items():
        holds = _SILENCE_HOLDS if rules.error else _RULES_HOLD
        said = {"robots_status": rules.robots_status, "robots": rules.robots, "tdmrep": rules.tdmrep}
        times = {"read_at": now, "good_until": now + holds}
        Origin.objects.update_or_create(name=name[:300], defaults={**said, **times, "error": rules.error})
    for error in get.refusals:
        note_refusal(error, source, now)
    get.origins.clear()
    get.refusals.clear()


def note_refusal(error: FetchError, source: Source | None, now: datetime) -> None:
    """Note a refusal, or that it was met again."""
    row, new = Refusal.objects.get_or_create(
        url=error.url,
        kind=type(error).__name__,
        defaults={
            "host": (urlsplit(error.url).hostname or "")[:255],
            "source": source,
            "words": error.reason,
            "first_at": now,
            "last_at": now,
        },
    )
    if not new:
        row.source, row.words, row.last_at, row.times = source or row.source, error.reason, now, row.times + 1
        row.save(update_fields=["source", "words", "last_at", "times"])
