"""What hosts and origins are known to want: their rules, and to be left alone for a while. Kept in the tables."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime, timedelta

from marsad.collect.rules import OriginRules, StoredRules
from marsad.observatory.models import Host, Origin
from marsad.observatory.pace import DAY

RULES_HOLD = timedelta(days=1)
"""How long a robots.txt holds (RFC 9309 §2.4)."""

_MOST_KEPT = 500
"""Origins whose rules are kept as they were read, some 18 KB each; those of others are read anew from the tables."""
_NOBODY = 5
"""Hosts in a row that do not answer, from which on it is this machine that is taken to be offline."""
_FIRST_PAUSE = 60.0
"""Seconds that a host is left alone after a failure; twice as long after each further one, up to a day."""


class Origins:
    """The rules of origins, as far as they are known and still hold."""

    def __init__(self) -> None:
        self._rules: OrderedDict[str, tuple[OriginRules, datetime]] = OrderedDict()

    def rules(self, origin: str, now: datetime) -> OriginRules | None:
        """The rules of an origin; null where it must be asked."""
        kept = self._rules.get(origin)
        if (kept is None or kept[1] <= now) and (row := Origin.objects.filter(name=origin[:300]).first()) is not None:
            stored = _stored(row)
            said = OriginRules.of(stored.robots_status, stored.robots, stored.tdmrep, stored.error)
            kept = self._keep(origin, said, row.good_until)
        if kept is None or kept[1] <= now:
            return None
        self._rules.move_to_end(origin)
        return kept[0]

    def until(self, origin: str) -> datetime | None:
        """Until when the rules of an origin hold that were just looked at."""
        return kept[1] if (kept := self._rules.get(origin)) is not None else None

    def barred(self, origin: str, stored: StoredRules, now: datetime, wait: float | None = None) -> datetime:
        """Keep that an origin's robots.txt cannot be read; until when, which is longer each time. ``wait`` is what the
        server asked for, in seconds."""
        row = Origin.objects.filter(name=origin[:300]).first()
        pause = _FIRST_PAUSE if wait is None else wait
        if wait is None and row is not None and _stored(row).bars_everything:
            pause = min(2 * (row.good_until - row.read_at).total_seconds(), DAY)
        until = now + timedelta(seconds=max(pause, 1.0))
        self.said(origin, stored, now, until)
        return until

    def said(self, origin: str, stored: StoredRules, now: datetime, until: datetime) -> None:
        """Keep what an origin said, or that it said nothing, until a moment."""
        self._keep(origin, OriginRules.of(stored.robots_status, stored.robots, stored.tdmrep, stored.error), until)
        said = {"robots_status": stored.robots_status, "robots": stored.robots, "tdmrep": stored.tdmrep}
        times = {"read_at": now, "good_until": until}
        Origin.objects.update_or_create(name=origin[:300], defaults={**said, **times, "error": stored.error})

    def _keep(self, origin: str, rules: OriginRules, until: datetime) -> tuple[OriginRules, datetime]:
        if len(self._rules) >= _MOST_KEPT:
            self._rules.popitem(last=False)
        self._rules[origin] = rules, until
        return rules, until


def _stored(row: Origin) -> StoredRules:
    return StoredRules(row.robots_status, bytes(row.robots), bytes(row.tdmrep), row.error)


class Hosts:
    """Hosts that fail or asked for patience, and until when each is left alone."""

    def __init__(self) -> None:
        self._silent: set[str] = set()
        self._failures = dict(Host.objects.filter(failures__gt=0).values_list("name", "failures"))

    def heard(self) -> bool:
        """Somebody answered; whether nobody did before."""
        alone, self._silent = len(self._silent) >= _NOBODY, set()
        return alone

    def nobody_answers(self, hosts: Iterable[str]) -> bool:
        """Whether these are the last of several hosts, none of which has answered since one did: the fault is here."""
        self._silent.update(hosts)
        return len(self._silent) >= _NOBODY

    @staticmethod
    def held(now: datetime) -> list[tuple[str, datetime]]:
        """The hosts that are left alone still."""
        rows = Host.objects.filter(not_before__gt=now).values_list("name", "not_before")
        return [(name, until) for name, until in rows if until is not None]

    def failed(self, host: str, kind: str, words: str, now: datetime, wait: float | None = None) -> datetime:
        """Note a failure that is the host's; until when it is left alone. ``wait`` is what it asked for, in seconds."""
        failures = self._failures[host] = self._failures.get(host, 0) + 1
        pause = min(_FIRST_PAUSE * 2.0 ** min(failures - 1, 20), DAY) if wait is None else wait
        until = now + timedelta(seconds=pause)
        said = {"not_before": until, "failures": failures, "error_kind": kind[:40], "error": words[:500]}
        Host.objects.update_or_create(name=host, defaults=said)
        return until

    def answered(self, host: str) -> None:
        """A host that answers again is trusted again."""
        if self._failures.pop(host, 0):
            Host.objects.filter(name=host).update(not_before=None, failures=0, error_kind="", error="")
