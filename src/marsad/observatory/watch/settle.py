"""What came of the requests → archive and tables: the bytes first, then everything that follows, in one transaction."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, QuerySet

from marsad.archive.exchanges import pages_of
from marsad.archive.page import SameAs
from marsad.collect.errors import (
    BadAddress,
    FetchError,
    HttpStatus,
    RefusedByReservation,
    RefusedByRobots,
    TimedOut,
    TlsFailed,
    TooManyRedirects,
    Unreachable,
)
from marsad.collect.fetch import leads_to
from marsad.collect.response import Response, retry_after
from marsad.collect.rules import OriginRules, StoredRules, origin_of, robots_failed, robots_said, tdmrep_said
from marsad.collect.withdrawn import looks_withdrawn
from marsad.model import CaptureKind
from marsad.observatory.asking import note_refusal
from marsad.observatory.faults import boundary
from marsad.observatory.intake import Intake
from marsad.observatory.items import host_of
from marsad.observatory.models import Channel, Item, ItemState
from marsad.observatory.pace import DAY, GONE, item_retry
from marsad.observatory.rows import update_rows
from marsad.observatory.watch.channels import Channels
from marsad.observatory.watch.mailbox import Mailbox
from marsad.observatory.watch.manners import RULES_HOLD, Hosts, Origins
from marsad.observatory.watch.outlets import Outlets
from marsad.observatory.watch.tasks import (
    MAX_REDIRECTS,
    AskChannel,
    AskMailbox,
    AskPage,
    AskRules,
    Discover,
    Outcome,
    Subscribe,
    Task,
)
from marsad.observatory.watch.turns import Turns

_OF_THE_HOST = (Unreachable, TimedOut, TlsFailed)
_BUSY = frozenset({429, 503})

_SILENCE = (Unreachable, TimedOut)
_LONG = timedelta(minutes=5)
_OFFLINE = timedelta(minutes=5)

log = logging.getLogger("marsad.watch")

Write = Callable[[], None]


class Settler:
    """Writes outcomes down, and queues what follows from them at once (redirects, a tdmrep.json, subscriptions)."""

    def __init__(
        self,
        intake: Intake,
        outlets: Outlets,
        mailbox: Mailbox,
        origins: Origins,
        hosts: Hosts,
        turns: Turns,
        channels: Channels,
    ) -> None:
        self._intake = intake
        self._outlets = outlets
        self._mailbox = mailbox
        self._validated: list[Item] = []
        self._origins = origins
        self._hosts = hosts
        self._turns = turns
        self._channels = channels

    def settle(self, outcomes: Sequence[Outcome], now: datetime) -> None:
        """Write outcomes down: durable when this returns."""
        boundary("answers-home")
        for outcome in outcomes:
            if isinstance(outcome.task, Discover):
                self._outlets.settle(outcome, now)
        outcomes = [outcome for outcome in outcomes if not isinstance(outcome.task, Discover)]
        offline = self._is_offline(outcomes)
        writes = [
            write
            for outcome in outcomes
            for write in (self._offline(outcome, now) if offline else self._one(outcome, now))
        ]

        def all_of_them() -> None:
            for write in writes:
                write()
            update_rows(self._validated, ("etag", "modified"))
            self._validated.clear()
            boundary("answers-noted")

        self._intake.flush(also=all_of_them)

    def _is_offline(self, outcomes: Sequence[Outcome]) -> bool:
        """Whether it is this machine that reaches nobody; said when that begins and when it ends."""
        if any(outcome.answer is not None for outcome in outcomes):
            if self._hosts.heard():
                log.warning("sites can be reached again")
            return False
        silent = [outcome.task.host for outcome in outcomes if isinstance(outcome.error, _SILENCE)]
        before = self._hosts.nobody_answers(())
        offline = self._hosts.nobody_answers(silent)
        if offline and not before:
            log.warning("no site answers: this machine seems to be offline; all is asked again every few minutes")
        return offline

    def _offline(self, outcome: Outcome, now: datetime) -> list[Write]:
        """Nothing is held against a host or a page that cannot be reached from here."""
        task, error = outcome.task, outcome.error
        if not isinstance(error, _SILENCE) or outcome.unasked:
            return self._one(outcome, now)
        until = now + _OFFLINE
        said = {"error_kind": type(error).__name__, "error": f"{error.reason}; no other site answers", "due_at": until}
        self._turns.hold(task.host, until, now)
        if isinstance(task, AskChannel):
            return [lambda: _update(Channel.objects.filter(pk=task.channel), {**said, "tried_at": now})]
        if isinstance(task, AskPage):
            return [lambda: _update(Item.objects.filter(pk=task.item), said)]
        return []

    def _one(self, outcome: Outcome, now: datetime) -> list[Write]:
        task, answer = outcome.task, outcome.answer
        if outcome.mail is not None:
            return [self._mailbox.brought(outcome.mail, now)]
        writes = self._of_host(outcome, now)
        if answer is None or outcome.error is not None:
            return [*writes, *self._failed(outcome, outcome.error or FetchError(task.url, "no answer"), now)]
        try:
            followed = self._led_on(outcome, answer, now)
            return [*writes, *(self._answered(outcome, answer, now) if followed is None else followed)]
        except FetchError as error:
            return [*writes, *self._failed(outcome, error, now)]
        except ValueError as error:  # an address that no record can hold
            return [*writes, *self._failed(outcome, BadAddress(task.url, str(error)), now)]

    def _of_host(self, outcome: Outcome, now: datetime) -> list[Write]:
        """What an outcome tells of its host."""
        task, answer, error = outcome.task, outcome.answer, outcome.error
        if isinstance(error, _OF_THE_HOST) and answer is None and not outcome.unasked:
            return [lambda: self._hold(task.host, type(error).__name__, error.reason, now, None)]
        if answer is not None and answer.status in _BUSY:
            wait = retry_after(answer, now)
            return [lambda: self._hold(task.host, "HttpStatus", _words(answer), now, wait)]
        return [lambda: self._hosts.answered(task.host)] if answer is not None else []

    def _hold(self, host: str, kind: str, words: str, now: datetime, wait: float | None) -> None:
        self._turns.hold(host, self._hosts.failed(host, kind, words, now, wait), now)

    def _led_on(self, outcome: Outcome, answer: Response, now: datetime) -> list[Write] | None:
        """Follow a redirect at its host's turn; null where there is none. Raises :class:`FetchError` where it leads
        nowhere. Where that host is left alone for long, all of it is asked again when that is over."""
        task = outcome.task
        target = None if isinstance(task, Subscribe) else leads_to(answer)
        if target is None or (isinstance(task, AskPage) and looks_withdrawn(task.asked, target)):
            return None
        self._archive(answer, CaptureKind.REDIRECT)
        host = host_of(target)
        if target == task.url or target in task.trail:
            raise TooManyRedirects(task.asked, f"redirected in a circle at {target}")
        if len(task.trail) >= MAX_REDIRECTS:
            raise TooManyRedirects(task.asked, f"more than {MAX_REDIRECTS}")
        if (ready := self._turns.turn(host, now).ready) - now > _LONG:
            error = Unreachable(target, f"it leads to {host}, which is left alone until {ready:%Y-%m-%d %H:%M} UTC")
            return self._failed(replace(outcome, answer=None, unasked=True, until=ready), error, now)
        self._turns.queue(task.led_to(target, host), now, first=True)
        return []

    def _answered(self, outcome: Outcome, answer: Response, now: datetime) -> list[Write]:
        task = outcome.task
        if isinstance(task, AskRules):
            return self._rules(task, answer, now)
        if isinstance(task, AskChannel):
            return self._channel(outcome, task, answer, now)
        if isinstance(task, AskPage):
            return self._page(outcome, task, answer, now)
        if isinstance(task, Subscribe):
            return [lambda: self._channels.subscribed(task, answer)]
        raise AssertionError(task)

    def _rules(self, task: AskRules, answer: Response, now: datetime) -> list[Write]:
        self._archive(answer, CaptureKind.RULES, task)
        if task.robots is not None:
            stored = tdmrep_said(task.robots, answer)
            return [lambda: self._origins.said(task.origin, stored, now, now + RULES_HOLD)]
        robots = robots_said(answer)
        if not robots.bars_everything:
            delay = OriginRules.of(robots.robots_status, robots.robots, b"", "").crawl_delay
            self._turns.pace(self._turns.turn(host_of(task.origin), now), delay)
            if not robots.lets_tdmrep_be_asked(task.origin):
                return [lambda: self._origins.said(task.origin, robots, now, now + RULES_HOLD)]
            self._turns.queue(task.then_tdmrep(robots), now, first=True)
            return []
        error = RefusedByRobots(task.url, f"its robots.txt cannot be read: {_words(answer)}")
        return [lambda: self._barred(task.origin, robots, error, now, retry_after(answer, now))]

    def _channel(self, outcome: Outcome, task: AskChannel, answer: Response, now: datetime) -> list[Write]:
        if outcome.reservation is not None:
            return self._failed(outcome, RefusedByReservation(task.url, str(outcome.reservation)), now)
        if answer.status == 304 and (task.etag or task.modified):
            return [lambda: self._channels.unchanged(task, now)]
        if outcome.announced is None:
            return self._failed(outcome, HttpStatus(task.url, _words(answer)), now)
        announced, digest = outcome.announced, hashlib.sha256(answer.body).hexdigest()
        if digest == task.sha256:
            return [lambda: self._channels.unchanged(task, now, answer)]
        self._archive(answer, CaptureKind.CHANNEL, task)
        return [lambda: self._channels.read(task, answer, announced, digest, now)]

    def _page(self, outcome: Outcome, task: AskPage, answer: Response, now: datetime) -> list[Write]:
        known = task.known
        if outcome.reservation is not None:
            return self._failed(outcome, RefusedByReservation(task.url, str(outcome.reservation)), now)
        if answer.status == 304 and known is not None:
            same = SameAs(known.record_id, known.url, known.date, not_modified=True, sha256=known.sha256)
            self._archive(answer, CaptureKind.CHECK, task, same)
            return []
        if answer.status == 200:
            self._archive(answer, CaptureKind.PAGE, task)
            modified = (answer.header("last-modified") or "")[:100]
            self._validated.append(Item(pk=task.item, etag=answer.header("etag") or "", modified=modified))
            return []
        front = leads_to(answer)
        if known is not None and (answer.status in GONE or front):
            self._archive(answer, CaptureKind.CHECK, task)
            return []
        if front:  # as good as a page that is not there
            error = HttpStatus(task.url, f"it leads to {front}, which is no article")
            return [lambda: self._page_failed(task, error, 404, now, outcome)]
        return self._failed(outcome, HttpStatus(task.url, _words(answer)), now)

    def _failed(self, outcome: Outcome, error: FetchError, now: datetime) -> list[Write]:
        task, answer = outcome.task, outcome.answer
        status = answer.status if answer is not None else None
        if isinstance(task, AskRules):
            return [lambda: self._rules_failed(task, error, now)]
        if isinstance(task, AskChannel):
            return [lambda: self._channels.failed(task, error, now, outcome.refused)]
        if isinstance(task, AskPage):
            return [lambda: self._page_failed(task, error, status, now, outcome)]
        if isinstance(task, Subscribe):
            return [lambda: self._channels.not_subscribed(task, error)]
        if isinstance(task, AskMailbox):
            return [lambda: self._mailbox.failed(error, now)]
        raise AssertionError(task)

    def _rules_failed(self, task: AskRules, error: FetchError, now: datetime) -> None:
        if task.robots is not None:  # who has no readable tdmrep.json does not use the protocol
            self._origins.said(task.origin, task.robots, now, now + RULES_HOLD)
            return
        self._barred(task.origin, robots_failed(error), error, now, None)

    def _barred(self, origin: str, stored: StoredRules, error: FetchError, now: datetime, wait: float | None) -> None:
        """Leave all that is due of an origin until its robots.txt is asked for again; its channels say why.

        What another host led to is put off too, each page and channel where it stands in the tables.
        """
        host, until = host_of(origin), self._origins.barred(origin, stored, now, wait)
        due = {"host": host, "url__startswith": f"{origin}/", "due_at__lte": now}
        said = {"error_kind": type(error).__name__[:40], "error": error.reason[:500], "due_at": until}
        Channel.objects.filter(**due).update(tried_at=now, failures=F("failures") + 1, **said)
        Item.objects.filter(**due).update(**said)
        for task in self._turns.drop(host, origin):
            if task.trail:
                refused = type(error)(task.url, error.reason)
                for write in self._failed(Outcome(task, error=refused, unasked=True, until=until), refused, now):
                    write()

    def _page_failed(
        self, task: AskPage, error: FetchError, status: int | None, now: datetime, outcome: Outcome
    ) -> None:
        item = Item.objects.filter(pk=task.item).select_related("source").first()
        if item is None:
            return
        kind = type(error).__name__
        item.error_kind, item.error = kind[:40], error.reason[:500]
        ready = outcome.until or self._turns.turn(task.host, now).ready
        if outcome.unasked and not outcome.refused:  # the host's matter, not the page's
            item.due_at = max(ready, now + timedelta(seconds=60))
        else:
            item.tries += 1
            pause = item_retry(item.tries, kind, status)
            if pause is None and status in _BUSY:
                pause = DAY
            item.due_at = None if pause is None else max(now + timedelta(seconds=pause), ready)
        if isinstance(error, RefusedByReservation | RefusedByRobots) and (outcome.refused or not outcome.unasked):
            note_refusal(error, item.source, now)
        if item.capture_id is None and item.due_at is None:
            refused = isinstance(error, RefusedByReservation | RefusedByRobots)
            gone = status in GONE
            item.state = ItemState.REFUSED if refused else ItemState.GONE if gone else ItemState.FAILED
        item.save(update_fields=["error_kind", "error", "due_at", "tries", "state"])

    def _archive(
        self, answer: Response, kind: CaptureKind, task: Task | None = None, same: SameAs | None = None
    ) -> None:
        asked = task.asked if task is not None and task.trail else None
        for page in pages_of(answer, kind, asked=asked, same_as=same):
            self._intake.add(page)


def _update(rows: QuerySet[Any], said: dict[str, Any]) -> None:
    rows.update(**said)


def _words(answer: Response) -> str:
    return f"the server answers {answer.status} {answer.reason}".rstrip()


def origin_task(task: Task) -> AskRules:
    """What must be asked before a task may be done."""
    origin = origin_of(task.url)
    return AskRules(f"{origin}/robots.txt", task.host, origin=origin)
