"""One run of collecting: addresses and the items of feeds, each page once, host by host."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Unpack

from marsad.collect.address import parse_url
from marsad.collect.errors import BadFeed, FeedError, FetchError, HttpStatus, RefusedByReservation
from marsad.collect.feeds import looks_like_feed, parse_feed
from marsad.collect.policy import FetchPolicy
from marsad.collect.polite import Options, Polite
from marsad.collect.reservations import stated
from marsad.collect.response import Response, retry_after

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


class Collector:
    """One run of collecting; the arguments are those of :class:`~marsad.collect.polite.Polite`."""

    def __init__(self, policy: FetchPolicy | None = None, **options: Unpack[Options]) -> None:
        self._polite = Polite(policy, **options)
        self._waiting: dict[str, deque[_Wanted]] = {}

    def collect(self, url: str) -> Iterator[Response | FetchError]:
        """The pages that one address stands for: a feed's items, or the page itself."""
        return self.pages([url])

    def pages(self, urls: Iterable[str]) -> Iterator[Response | FetchError]:
        """Every page once, in the order in which its host was ready; feeds give the pages of their items.

        What cannot be had is yielded as the error that says why, and the rest goes on.
        """
        with self._polite.connections:
            seen: set[str] = set()
            for url in urls:
                yield from self._queue(url, seen, may_be_feed=True)
            while waiting := self._next_host():
                yield from self._take(waiting, waiting.popleft(), seen)

    def _take(self, waiting: deque[_Wanted], wanted: _Wanted, seen: set[str]) -> Iterator[Response | FetchError]:
        """Ask for one page: itself, the error, or nothing when it is a feed or must wait."""
        try:
            response = self._page(wanted)
            if response is None:
                waiting.appendleft(wanted)
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
            self._waiting.setdefault(target.host, deque()).append(_Wanted(url, may_be_feed))

    def _next_host(self) -> deque[_Wanted] | None:
        """What waits of the host that was ready first."""
        waiting = [queue for queue in self._waiting.values() if queue]
        return min(waiting, key=lambda queue: self._polite.ready(queue[0].url), default=None)

    def _page(self, wanted: _Wanted) -> Response | None:
        """The page, or null when its host wants to be asked again later, and soon enough for this run."""
        wanted.tries += 1
        response = self._polite.ask(wanted.url)
        if 200 <= response.status < 300:
            return response
        reason = f"the server answers {response.status} {response.reason}".rstrip()
        wait = retry_after(response, response.fetched) if response.status in _BUSY else None
        if wait is not None:
            if wait <= MAX_RETRY_WAIT and wanted.tries < _TRIES:
                for busy in (response.final_url, wanted.url):
                    self._polite.hold(busy, wait)
                return None
            reason += f", and wants to be asked again in {wait:.0f} s"
        raise HttpStatus(response.final_url, reason)

    def _items(self, response: Response) -> list[str]:
        try:
            feed = parse_feed(
                response.body, url=response.final_url, content_type=response.header("content-type") or "application/xml"
            )
        except FeedError as error:
            raise BadFeed(response.final_url, error.reason) from None
        return [item.url for item in feed.items]
