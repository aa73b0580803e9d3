"""The loop of the watch: hosts take turns, threads ask, and what they bring home is written down."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from marsad.archive.locks import Lock
from marsad.collect.connect import Opener, open_socket
from marsad.collect.connections import Connections
from marsad.collect.errors import FetchError
from marsad.collect.fetch import fetch
from marsad.collect.imap import MailboxSettings
from marsad.collect.names import Resolver, system_resolver
from marsad.collect.policy import FetchPolicy, policy_from
from marsad.collect.rules import origin_of
from marsad.observatory.intake import Intake
from marsad.observatory.paths import locks_dir
from marsad.observatory.source_notices import notices
from marsad.observatory.watch.channels import Channels
from marsad.observatory.watch.clock import Clock, SystemClock
from marsad.observatory.watch.due import all_channels_due, hosts_due, next_due, next_of, tasks_of
from marsad.observatory.watch.mailbox import Mailbox
from marsad.observatory.watch.manners import Hosts, Origins
from marsad.observatory.watch.outlets import Outlets
from marsad.observatory.watch.settle import Settler, origin_task
from marsad.observatory.watch.tasks import (
    AskMailbox,
    AskPage,
    AskRules,
    Discover,
    Get,
    Outcome,
    Subscribe,
    Task,
    perform,
)
from marsad.observatory.watch.turns import Turn, Turns

THREADS = 32
SPACING = 2.0
_AHEAD = timedelta(seconds=60)
_LOOK_EVERY = timedelta(seconds=5)
_NOTICE_EVERY = timedelta(hours=1)
_AT_ONCE = 64
_PATIENCE = 0.5
_GATHER = 0.05
"""Seconds that answers are waited for which may be written down together with one that is there."""

_SECOND_LOOK = 1.0
"""Seconds that the lock is tried for: who only asks whether a watch runs holds it for a moment."""
_LAST_WAIT = 15.0
"""Seconds that a watch which was told to end waits for what is being asked; the rest is asked again by the next one."""

log = logging.getLogger("marsad.watch")


@dataclass(frozen=True, slots=True)
class Settings:
    """How an observatory is watched. ``spacing`` is the pause in seconds between two requests to a host (longer where
    its robots.txt asks for it), ``threads`` how many hosts are asked at once, ``public_url`` where WebSub hubs reach
    the site, ``mailbox`` the one that is read, ``say`` is given each line for the operator.
    """

    policy: FetchPolicy = field(default_factory=policy_from)
    spacing: float = SPACING
    threads: int = THREADS
    public_url: str = ""
    mailbox: MailboxSettings | None = None
    resolver: Resolver = system_resolver
    opener: Opener = open_socket
    say: Callable[[str], None] = log.warning


def watch(
    data_dir: Path,
    stop: threading.Event,
    settings: Settings | None = None,
    clock: Clock | None = None,
    *,
    once: bool = False,
) -> None:
    """Collect until ``stop`` is set; the observatory must be open. Raises `BusyError` where another watch runs.

    ``once``: ask every channel now, fetch what is due then, and end.
    """
    settings, clock = settings or Settings(), clock or SystemClock()
    with Lock(locks_dir(data_dir) / "watch.lock", wait=_SECOND_LOOK), Intake(data_dir) as intake:
        if once:
            all_channels_due(clock.now())
        loop = Watch(data_dir, intake, settings, clock)
        try:
            loop.run(stop, once=once)
        finally:
            loop.close()


class Watch:
    """One process that collects. Tables and archive are written by the loop alone; threads only ask and parse."""

    def __init__(self, data_dir: Path, intake: Intake, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._turns = Turns(settings.spacing)
        self._origins = Origins()
        hosts = Hosts()
        now = clock.now()
        for host, until in hosts.held(now):
            self._turns.hold(host, until, now)
        channels = Channels(settings.public_url, self._subscribe)
        self._outlets = Outlets(data_dir, settings.spacing, settings.say)
        self._mailbox = Mailbox(settings.mailbox, intake, settings.say)
        self._settler = Settler(intake, self._outlets, self._mailbox, self._origins, hosts, self._turns, channels)
        self._connections = Connections()
        self._get: Get = partial(
            fetch,
            policy=settings.policy,
            connections=self._connections,
            resolver=settings.resolver,
            opener=settings.opener,
        )
        self._out: queue.SimpleQueue[tuple[Turn, Task]] = queue.SimpleQueue()
        self._home: queue.SimpleQueue[tuple[Turn, Outcome]] = queue.SimpleQueue()
        self._threads = self._flying = 0
        self._unseen = False
        self._looked = self._noticed = datetime.min.replace(tzinfo=now.tzinfo)

    def run(self, stop: threading.Event, *, once: bool = False) -> None:
        """Collect until ``stop`` is set, or ``once`` what is due is done; what is being asked is still brought home."""
        while not stop.is_set():
            now = self._clock.now()
            self._look(now)
            self._send_out(now)
            if self._flying:
                self._bring_home()
            elif not self._ready_soon(now):
                if once and not self._turns.any_soon((host for host, _ in hosts_due(now)), now):
                    break
                self._clock.sleep(self._wake(now), stop)
        ends = time.monotonic() + _LAST_WAIT
        while self._flying and time.monotonic() < ends:
            self._bring_home()

    def close(self) -> None:
        """Let go of the connections; the threads end with the process."""
        self._connections.close()

    def _look(self, now: datetime) -> None:
        """What has fallen due, by the tables, which others write to as well; and what the operator should know."""
        if now - self._noticed >= _NOTICE_EVERY:
            self._noticed = now
            for notice in notices(now):
                self._settings.say(notice.text)
            self._discover(now)
        if now - self._looked < _LOOK_EVERY:
            return
        self._looked, self._unseen = now, False
        self._turns.forget_idle(now)
        self._visit(now)
        self._turns.due(hosts_due(now + _AHEAD), now)

    def _send_out(self, now: datetime) -> None:
        while self._flying < self._settings.threads and (turn := self._turns.next(now)) is not None:
            task = self._task(turn, now)
            if task is None:
                self._turns.done(turn, now, asked=False)
                continue
            self._flying += 1
            self._out.put((turn, task))
            if self._threads < self._flying:
                self._threads += 1
                threading.Thread(target=self._fly, name=f"ask {self._threads}", daemon=True).start()

    def _fly(self) -> None:
        while True:
            turn, task = self._out.get()
            try:
                outcome = perform(task, self._get)
            except Exception as error:  # a fault of ours must not silence a host
                log.exception("asking for %s failed", task.url)
                words = f"internal error: {type(error).__name__}: {error}"
                outcome = Outcome(task, error=FetchError(task.url, words))
            self._home.put((turn, outcome))

    def _bring_home(self) -> None:
        """Wait for an answer, and settle all that are there soon after."""
        home: list[tuple[Turn, Outcome]] = []
        try:
            home.append(self._home.get(timeout=_PATIENCE))
            ends = time.monotonic() + _GATHER
            while len(home) < min(_AT_ONCE, self._flying):
                home.append(self._home.get(timeout=max(ends - time.monotonic(), 0.0)))
        except queue.Empty:
            if not home:
                return
        self._flying -= len(home)
        now, self._unseen = self._clock.now(), True
        self._turns.in_hand -= {outcome.task.mark for _, outcome in home}
        self._settler.settle([outcome for _, outcome in home], now)
        for turn, _ in home:
            self._turns.done(turn, now, asked=True)

    def _task(self, turn: Turn, now: datetime) -> Task | None:
        """What a host is asked next, if its rules allow it; rules that are not known are asked for first."""
        while turn.waiting or self._load(turn, now):
            task = turn.waiting.popleft()
            if isinstance(task, AskRules | Subscribe | Discover | AskMailbox):
                return task
            rules = self._origins.rules(origin_of(task.url), now)
            if rules is None:
                turn.waiting.appendleft(task)
                ask = origin_task(task)
                if ask.mark in self._turns.in_hand:  # it was led to another host, whose turn has to come first
                    self._turns.hold(turn.host, now + _LOOK_EVERY, now)
                    return None
                self._turns.in_hand.add(ask.mark)
                return ask
            self._turns.pace(turn, rules.crawl_delay)
            if turn.ready > now:
                turn.waiting.appendleft(task)
                return None
            if (refusal := rules.refusal(task.url)) is None:
                return task
            self._turns.in_hand.discard(task.mark)
            until = self._origins.until(origin_of(task.url)) if rules.error else None
            outcome = Outcome(task, error=refusal, unasked=True, refused=not rules.error, until=until)
            self._settler.settle([outcome], now)
        return None

    def _load(self, turn: Turn, now: datetime) -> bool:
        """Fill a host's queue from the tables; false where nothing is due."""
        tasks = tasks_of(turn.host, now, self._turns.in_hand)
        if tasks and all(isinstance(task, AskPage) and task.slow for task in tasks):
            tasks = tasks[:1]  # the past waits whenever there is anything else
        self._turns.in_hand |= {task.mark for task in tasks}
        turn.waiting.extend(tasks)
        turn.due = now if tasks else next_of(turn.host, now)
        if turn.due is not None and turn.due > now + _AHEAD:
            turn.due = None
        return bool(tasks)

    def _discover(self, now: datetime) -> None:
        """Look for the channels of outlets that have none yet."""
        for task in self._outlets.due(now):
            if task.mark not in self._turns.in_hand:
                self._turns.queue(task, now)

    def _visit(self, now: datetime) -> None:
        """Have the mailbox visited when it is time."""
        box = self._mailbox.settings
        if box is None or (seen := self._mailbox.due(now)) is None:
            return
        task = AskMailbox(box.host, f"mailbox {box.host}", settings=box, seen=seen)
        if task.mark not in self._turns.in_hand:
            self._turns.queue(task, now)

    def _subscribe(self, task: Subscribe) -> None:
        self._turns.queue(task, self._clock.now())

    def _ready_soon(self, now: datetime) -> bool:
        earliest = self._turns.earliest()
        return earliest is not None and earliest <= now

    def _wake(self, now: datetime) -> datetime | None:
        """When there will be something to do, as far as is known."""
        look = self._looked + _LOOK_EVERY if self._unseen else None  # what was found may be another host's
        known = (self._turns.earliest(), next_due(now), self._noticed + _NOTICE_EVERY, look, self._mailbox.next)
        return min((when for when in known if when is not None and when > now), default=None)
