"""How a collector behaved, read from the servers' own log."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from itertools import pairwise
from pathlib import Path
from urllib.robotparser import RobotFileParser

from tests.world.newsroom import World


@dataclass(frozen=True, slots=True)
class Row:
    """One request. ``start`` and ``end`` are monotonic seconds, ``world_start`` and ``world_end`` the world's;
    ``status`` is 0 where none was sent."""

    host: str
    scheme: str
    method: str
    path: str
    status: int
    start: float
    end: float
    world_start: float
    world_end: float
    etag: str
    since: str
    agent: str
    retry_after: str

    @property
    def conditional(self) -> bool:
        """Whether it asked only for what is new."""
        return bool(self.etag or self.since)

    @property
    def wait(self) -> float | None:
        """The world's seconds that its answer told to wait."""
        if not self.retry_after:
            return None
        if self.retry_after.isdigit():
            return float(self.retry_after)
        return parsedate_to_datetime(self.retry_after).timestamp() - self.world_end


def read_log(path: Path) -> list[Row]:
    """All requests, in the order in which they began."""
    with path.open(encoding="utf-8") as lines:
        return sorted((Row(**json.loads(line)) for line in lines if line.endswith("\n")), key=lambda row: row.start)


@dataclass(frozen=True, slots=True)
class Manners:
    """What the log proves. ``at_once``: most requests in flight to one host; ``pauses``: the world's seconds between
    the end of a request and the start of the next to that host, in order of size, 0 where they overlap;
    ``before_rules``: requests to an origin before its robots.txt was asked; ``against_rules``: requests that its
    robots.txt forbids; ``too_soon``: requests to a host within the time that a Retry-After told to wait; ``nameless``:
    requests without a user agent that names Marsad.
    """

    requests: int
    hosts: int
    at_once: int
    pauses: tuple[float, ...]
    before_rules: int
    against_rules: int
    too_soon: int
    nameless: int

    def shortest_pause(self) -> float:
        """The shortest pause to one host; infinite where no host was asked twice."""
        return self.pauses[0] if self.pauses else float("inf")

    def faults(self) -> dict[str, int]:
        """What should be 0, by name, with how often it was not."""
        more = max(0, self.at_once - 1)
        return {"more than one at once": more, "before robots.txt": self.before_rules,
                "against robots.txt": self.against_rules, "within Retry-After": self.too_soon,
                "without a name": self.nameless}  # fmt: skip


def manners(rows: Sequence[Row], world: World, agent: str = "Marsad") -> Manners:
    """The manners of all the requests in ``rows`` (see `read_log`)."""
    by_host: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_host[row.host].append(row)
    pauses = sorted(after.world_start - before.world_end for own in by_host.values() for before, after in pairwise(own))
    return Manners(
        requests=len(rows),
        hosts=len(by_host),
        at_once=max((_at_once(own) for own in by_host.values()), default=0),
        pauses=tuple(pauses),
        before_rules=sum(_before_rules(own) for own in by_host.values()),
        against_rules=sum(_against_rules(own, world, agent) for own in by_host.values()),
        too_soon=sum(_too_soon(own) for own in by_host.values()),
        nameless=sum(agent.lower() not in row.agent.lower() for row in rows),
    )


def _at_once(rows: Iterable[Row]) -> int:
    """The most that overlap: at equal times an end counts before a start."""
    ends = sorted([(row.end, -1) for row in rows] + [(row.start, 1) for row in rows])
    most = now = 0
    for _, step in ends:
        now += step
        most = max(most, now)
    return most


def _before_rules(rows: Iterable[Row]) -> int:
    """Requests to an origin before its robots.txt."""
    count, known = 0, set()
    for row in rows:
        if row.path == "/robots.txt":
            known.add(row.scheme)
        count += row.scheme not in known
    return count


def _against_rules(rows: Sequence[Row], world: World, agent: str) -> int:
    site = world.sites.get(rows[0].host)
    if site is None or site.robots is None:
        return 0
    rules = RobotFileParser()
    rules.parse(site.robots.decode().splitlines())
    return sum(row.path != "/robots.txt" and not rules.can_fetch(agent, row.path) for row in rows)


def _too_soon(rows: Iterable[Row]) -> int:
    """A second of grace, since the header counts whole ones."""
    count, until = 0, float("-inf")
    for row in rows:
        count += row.world_start < until - 1
        if row.wait is not None:
            until = max(until, row.world_end + row.wait)
    return count


def fetched(rows: Iterable[Row], world: World) -> Iterator[tuple[str, int, int]]:
    """For each article that was answered with its page: address when it was new, times whole (200), times "not
    modified" (304)."""
    whole: Counter[tuple[str, int]] = Counter()
    unchanged: Counter[tuple[str, int]] = Counter()
    places = {
        (host, path): (host, item.number)
        for host, site in world.sites.items()
        for item in site.items
        for path in ((item.path, item.moved_path) if item.moved is not None else (item.path,))
    }
    for row in rows:
        place = places.get((row.host, row.path)) or places.get((row.host, row.path.partition("?")[0]))
        if place is not None and row.status in (200, 304):
            (whole if row.status == 200 else unchanged)[place] += 1
    for host, number in sorted(whole.keys() | unchanged.keys()):
        site = world.sites[host]
        yield site.url(site.items[number]), whole[host, number], unchanged[host, number]
