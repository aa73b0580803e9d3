"""Whose turn it is: hosts take turns, each asked one thing at a time, with a pause between two."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from marsad.collect.polite import MAX_CRAWL_DELAY
from marsad.collect.rules import origin_of
from marsad.observatory.watch.tasks import Task

_SOON = timedelta(seconds=5)


@dataclass(slots=True)
class Turn:
    """A host: when it was asked last and may be asked again (``ready``), what is to be asked first, and whether it is
    being asked."""

    host: str
    asked: datetime
    ready: datetime
    pause: timedelta
    waiting: deque[Task] = field(default_factory=deque)
    due: datetime | None = None
    busy: bool = False


class Turns:
    """All hosts that have something due. ``spacing`` is the pause in seconds between two requests to one.

    A host that is new to the watch counts as having been asked just now: a restart must not hurry. ``in_hand`` are the
    marks of the tasks that are queued or being done.
    """

    def __init__(self, spacing: float) -> None:
        self.spacing = timedelta(seconds=spacing)
        self.in_hand: set[tuple[str, object]] = set()
        self._turns: dict[str, Turn] = {}
        self._heap: list[tuple[datetime, int, Turn]] = []
        self._number = count()

    def turn(self, host: str, now: datetime) -> Turn:
        """The turn of a host."""
        if (turn := self._turns.get(host)) is None:
            turn = self._turns[host] = Turn(host, now, now + self.spacing, self.spacing)
        return turn

    def due(self, hosts: Iterable[tuple[str, datetime]], now: datetime) -> None:
        """Hosts that have something due at a moment, by the tables."""
        for host, when in hosts:
            turn = self.turn(host, now)
            if turn.due is None or when < turn.due:
                turn.due = when
                self._enter(turn)

    def queue(self, task: Task, now: datetime, *, first: bool = False) -> None:
        """Something to be asked of a host before what the tables hold."""
        turn = self.turn(task.host, now)
        self.in_hand.add(task.mark)
        (turn.waiting.appendleft if first else turn.waiting.append)(task)
        self._enter(turn)

    def next(self, now: datetime) -> Turn | None:
        """The host that has been ready longest; it is busy from now on, until `done`."""
        while self._heap and self._heap[0][0] <= now:
            _, _, turn = heapq.heappop(self._heap)
            if turn.busy:
                continue
            when = self._when(turn)
            if when is None:
                continue
            if when > now:
                self._enter(turn)
                continue
            turn.busy = True
            return turn
        return None

    def done(self, turn: Turn, now: datetime, *, asked: bool) -> None:
        """A host has had its turn; ``asked`` where a request was made."""
        turn.busy = False
        if asked:
            turn.asked = now
            turn.ready = max(turn.ready, now + turn.pause)
        self._enter(turn)

    def pace(self, turn: Turn, crawl_delay: float | None) -> None:
        """Ask a host no faster than its rules want it, nor what comes next."""
        turn.pause = max(self.spacing, timedelta(seconds=min(crawl_delay or 0.0, MAX_CRAWL_DELAY)))
        turn.ready = max(turn.ready, turn.asked + turn.pause)

    def hold(self, host: str, until: datetime, now: datetime) -> None:
        """Leave a host alone until a moment."""
        turn = self.turn(host, now)
        turn.ready = max(turn.ready, until)

    def drop(self, host: str, origin: str) -> list[Task]:
        """Take back what is queued for one origin of a host."""
        if (turn := self._turns.get(host)) is None:
            return []
        dropped = [task for task in turn.waiting if origin_of(task.url) == origin]
        for task in dropped:
            turn.waiting.remove(task)
        self.in_hand -= {task.mark for task in dropped}
        return dropped

    def any_soon(self, hosts: Iterable[str], now: datetime) -> bool:
        """Whether one of those hosts, or one that has something queued, waits for no more than its usual pause."""
        turns = [self.turn(host, now) for host in hosts]
        turns += [turn for turn in self._turns.values() if turn.waiting]
        return any(turn.ready <= now + max(turn.pause, _SOON) for turn in turns)

    def earliest(self) -> datetime | None:
        """When the next host will be ready, as far as is known."""
        return self._heap[0][0] if self._heap else None

    def forget_idle(self, now: datetime) -> None:
        """Let go of hosts that have nothing to be asked."""
        idle = [
            host
            for host, turn in self._turns.items()
            if not turn.busy and not turn.waiting and turn.due is None and turn.ready <= now
        ]
        for host in idle:
            del self._turns[host]

    def _enter(self, turn: Turn) -> None:
        if not turn.busy and (when := self._when(turn)) is not None:
            heapq.heappush(self._heap, (when, next(self._number), turn))

    @staticmethod
    def _when(turn: Turn) -> datetime | None:
        if turn.waiting:
            return turn.ready
        return max(turn.ready, turn.due) if turn.due is not None else None
