"""Polite collecting: a site's rules asked first, one request at a time to a host, and a pause between two."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from urllib.parse import urlsplit

from marsad.collect.address import parse_url
from marsad.collect.connections import Connections
from marsad.collect.errors import BadFeed, FeedError, FetchError, HttpStatus, RefusedByReservation
from marsad.collect.feeds import looks_like_feed, parse_feed
from marsad.collect.fetch import Response, fetch
from marsad.collect.policy import FetchPolicy, policy_from
from marsad.collect.reservations import stated
from marsad.collect.response import retry_after
from marsad.collect.rules import OriginRules, origin_of, read_rules

MAX_CRAWL_DELAY = 30.0
"""Longest pause in seconds that a robots.txt gets; whoever asks for more is served at this pace."""

MAX_RETRY_WAIT = 120.0
"""Longest ``Retry-After`` in seconds that a run waits for; a page that asks for more is reported."""

_BUSY = frozenset({429, 503})
_TRIES = 3


@dataclass(slots=True)
class _Wanted:
    """A page to ask for."""

    url: str
    may_be_feed: bool
    tries: int = 0


@dataclass(slots=True)
class _Host:
    """What is known of one host during a run: when it may be asked again, its rules by origin, and what waits."""

    ready: float = 0.0
    crawl_delay: float = 0.0
    rules: dict[str, OriginRules] = field(default_factory=dict)
    waiting: deque[_Wanted] = field(default_factory=deque)


class Collector:
    """One run of collecting, under the operator's policy where none is given.

    ``spacing`` is the pause in seconds between two requests to one host; ``get`` is called as
    :func:`~marsad.collect.fetch.fetch` is; ``clock`` (monotonic seconds) and ``sleep`` are replaced in tests.
    """

    def __init__(
        self,
        policy: FetchPolicy | None = None,
        *,
        spacing: float = 1.0,
        get: Callable[..., Response] | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.policy = policy or policy_from()
        self.spacing = spacing
        self._connections = Connections()
        self._get = get or partial(fetch, connections=self._connections)
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}

    def collect(self, url: str) -> Iterator[Response | FetchError]:
        """The pages that one address stands for: a feed's items, or the page itself."""
        return self.pages([url])

    def pages(self, urls: Iterable[str]) -> Iterator[Response | FetchError]:
        """Every page once, in the order in which its host was ready; feeds give the pages of their items.

        What cannot be had is yielded as the error that says why, and the rest goes on.
        """
        with self._connections:
            seen: set[str] = set()
            for url in urls:
                yield from self._queue(url, seen, may_be_feed=True)
            while host := self._next_host():
                yield from self._take(host, host.waiting.popleft(), seen)

    def _take(self, host: _Host, wanted: _Wanted, seen: set[str]) -> Iterator[Response | FetchError]:
        """Ask for one page: itself, the error, or nothing when it is a feed or must wait."""
        try:
            response = self._page(wanted)
            if response is None:
                host.waiting.appendleft(wanted)
                return
            items = self._items(response) if wanted.may_be_feed and looks_like_feed(response.body) else None
            if items is None and (reservation := stated(response)):
                raise RefusedByReservation(response.final_url, str(reservation))
        except FetchError as error:
            yield error
            return
        if items is None:
            yield response
            return
        for item in items:
            yield from self._queue(item, seen, may_be_feed=False)

    def _queue(self, url: str, seen: set[str], *, may_be_feed: bool) -> Iterator[FetchError]:
        try:
            target = parse_url(url)
        except FetchError as error:
            yield error
            return
        if target.url not in seen:
            seen.add(target.url)
            self._host(target.url).waiting.append(_Wanted(url, may_be_feed))

    def _host(self, url: str) -> _Host:
        return self._hosts.setdefault(urlsplit(url).hostname or "", _Host())

    def _next_host(self) -> _Host | None:
        return min((host for host in self._hosts.values() if host.waiting), key=lambda host: host.ready, default=None)

    def _page(self, wanted: _Wanted) -> Response | None:
        """The page, or null when its host wants to be asked again later, and soon enough for this run."""
        wanted.tries += 1
        response = self._get(wanted.url, policy=self.policy, permit=self._permit)
        host = self._host(response.final_url)
        self._hold(host)
        if 200 <= response.status < 300:
            return response
        reason = f"the server answers {response.status} {response.reason}".rstrip()
        wait = retry_after(response, response.fetched) if response.status in _BUSY else None
        if wait is not None:
            if wait <= MAX_RETRY_WAIT and wanted.tries < _TRIES:
                for busy in (host, self._host(wanted.url)):
                    busy.ready = max(busy.ready, self._clock() + wait)
                return None
            reason += f", and wants to be asked again in {wait:.0f} s"
        raise HttpStatus(response.final_url, reason)

    def _permit(self, url: str) -> None:
        """Called before each request, redirects too: obey the origin's rules, and wait for the host's turn."""
        host = self._host(url)
        origin = origin_of(url)
        if origin not in host.rules:
            host.rules[origin] = self._read_rules(origin, host)
        if refusal := host.rules[origin].refusal(url):
            raise refusal
        self._wait(host)

    def _read_rules(self, origin: str, host: _Host) -> OriginRules:
        def get(url: str) -> Response:
            self._wait(host)
            try:
                return self._get(url, policy=replace(self.policy, max_redirects=5))
            finally:
                self._hold(host)

        kept, _ = read_rules(origin, get)
        rules = OriginRules.of(kept.robots_status, kept.robots, kept.tdmrep, kept.error)
        host.crawl_delay = max(host.crawl_delay, min(rules.crawl_delay or 0.0, MAX_CRAWL_DELAY))
        self._hold(host)
        return rules

    def _wait(self, host: _Host) -> None:
        pause = host.ready - self._clock()
        if pause > 0:
            self._sleep(pause)
        self._hold(host)

    def _hold(self, host: _Host) -> None:
        host.ready = self._clock() + max(self.spacing, host.crawl_delay)

    def _items(self, response: Response) -> list[str]:
        try:
            feed = parse_feed(
                response.body, url=response.final_url, content_type=response.header("content-type") or "application/xml"
            )
        except FeedError as error:
            raise BadFeed(response.final_url, error.reason) from None
        return [item.url for item in feed.items]
