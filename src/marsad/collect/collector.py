"""Polite collecting: robots.txt asked first, one request at a time to a host, and a pause between two."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from marsad.collect.address import parse_url
from marsad.collect.errors import BadFeed, FeedError, FetchError, HttpStatus, RefusedAddress, RefusedByRobots
from marsad.collect.feeds import looks_like_feed, parse_feed
from marsad.collect.fetch import Response, fetch
from marsad.collect.policy import FetchPolicy, policy_from
from marsad.collect.robots import ALLOW_ALL, MAX_BYTES, Robots, parse_robots

MAX_CRAWL_DELAY = 30.0
"""Longest pause in seconds that a robots.txt gets; whoever asks for more is served at this pace."""


@dataclass(slots=True)
class _Host:
    """What is known of one host during a run: when it may be asked again, its rules by origin, and what waits."""

    ready: float = 0.0
    crawl_delay: float = 0.0
    rules: dict[str, Robots | FetchError] = field(default_factory=dict)
    waiting: deque[tuple[str, bool]] = field(default_factory=deque)


class Collector:
    """One run of collecting, under the operator's policy where none is given.

    ``spacing`` is the pause in seconds between two requests to one host; ``clock`` (monotonic seconds) and
    ``sleep`` are replaced in tests.
    """

    def __init__(
        self,
        policy: FetchPolicy | None = None,
        *,
        spacing: float = 1.0,
        get: Callable[..., Response] = fetch,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.policy = policy or policy_from()
        self.spacing = spacing
        self._get = get
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
        seen: set[str] = set()
        for url in urls:
            yield from self._queue(url, seen, may_be_feed=True)
        while host := self._next_host():
            url, may_be_feed = host.waiting.popleft()
            try:
                response = self._page(url)
                items = self._items(response) if may_be_feed and looks_like_feed(response.body) else None
            except FetchError as error:
                yield error
                continue
            if items is None:
                yield response
                continue
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
            self._host(target.url).waiting.append((url, may_be_feed))

    def _host(self, url: str) -> _Host:
        return self._hosts.setdefault(urlsplit(url).hostname or "", _Host())

    def _next_host(self) -> _Host | None:
        return min((host for host in self._hosts.values() if host.waiting), key=lambda host: host.ready, default=None)

    def _page(self, url: str) -> Response:
        response = self._get(url, policy=self.policy, permit=self._permit)
        self._hold(self._host(response.final_url))
        if not 200 <= response.status < 300:
            raise HttpStatus(response.final_url, f"the server answers {response.status} {response.reason}".rstrip())
        return response

    def _permit(self, url: str) -> None:
        """Called before each request, redirects too: obey the host's robots.txt, and wait for its turn."""
        host = self._host(url)
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in host.rules:
            self._wait(host)
            host.rules[origin] = self._read_robots(origin, host)
            self._hold(host)
        rules = host.rules[origin]
        if isinstance(rules, FetchError):
            raise type(rules)(url, rules.reason)
        if not rules.allows(url):
            raise RefusedByRobots(url, "the site does not want this page collected")
        self._wait(host)

    def _read_robots(self, origin: str, host: _Host) -> Robots | FetchError:
        """RFC 9309 §2.3.1: 4xx allows everything; 5xx, silence and unreadable answers allow nothing."""
        url = f"{origin}/robots.txt"
        try:
            answer = self._get(url, policy=replace(self.policy, max_redirects=5))
        except RefusedAddress as error:
            return error
        except FetchError as error:
            return type(error)(url, f"its robots.txt cannot be read: {error.reason}")
        if 200 <= answer.status < 300:
            robots = parse_robots(answer.body[:MAX_BYTES])
            host.crawl_delay = min(robots.crawl_delay or 0.0, MAX_CRAWL_DELAY)
            return robots
        if 400 <= answer.status < 500 and answer.status != 429:
            return ALLOW_ALL
        return RefusedByRobots(url, f"its robots.txt cannot be read: status {answer.status}")

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
