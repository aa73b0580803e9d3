"""Manners of a run that somebody waits for: a site's rules asked first, one request at a time, a pause between two."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypedDict
from urllib.parse import urlsplit

from marsad.collect.connections import Connections
from marsad.collect.fetch import fetch
from marsad.collect.policy import FetchPolicy, policy_from
from marsad.collect.response import Response
from marsad.collect.rules import OriginRules, StoredRules, origin_of, read_rules

MAX_CRAWL_DELAY = 30.0
"""Longest pause in seconds that a robots.txt gets; whoever asks for more is served at this pace."""

_RULES_REDIRECTS = 5


class Options(TypedDict, total=False):
    """What may be told to a run beside its policy; see :class:`Polite`."""

    spacing: float
    get: Callable[..., Response] | None
    clock: Callable[[], float]
    sleep: Callable[[float], None]


class Polite:
    """Asks for addresses as a guest does, under the operator's policy where none is given.

    ``spacing`` is the pause in seconds between two requests to a host, longer where its robots.txt asks for it;
    ``get`` is called as :func:`~marsad.collect.fetch.fetch` is; ``clock`` (monotonic seconds) and ``sleep`` are
    replaced in tests. ``origins`` is what the origins that were asked said about their rules, ``said`` their answers
    by address.
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
        self.origins: dict[str, StoredRules] = {}
        self.said: dict[str, Response] = {}
        self.connections = Connections()
        self._get = get or partial(fetch, connections=self.connections)
        self._clock = clock
        self._sleep = sleep
        self._rules: dict[str, OriginRules] = {}
        self._ready: dict[str, float] = {}
        self._delays: dict[str, float] = {}

    def ask(self, url: str) -> Response:
        """The answer, when its host's turn has come and its rules allow it, redirects too. Raises
        :class:`~marsad.collect.errors.FetchError`."""
        response = self._get(url, policy=self.policy, permit=self._permit)
        self.hold(response.final_url)
        return response

    def ready(self, url: str) -> float:
        """When the host of an address may be asked again, by the clock."""
        return self._ready.get(_host(url), 0.0)

    def hold(self, url: str, seconds: float | None = None) -> None:
        """Leave a host alone, for its usual pause unless told."""
        host = _host(url)
        usual = max(self.spacing, self._delays.get(host, 0.0))
        until = self._clock() + (usual if seconds is None else seconds)
        self._ready[host] = max(self._ready.get(host, 0.0), until)

    def _permit(self, url: str) -> None:
        """Called before each request, redirects too: obey the origin's rules, and wait for the host's turn."""
        origin = origin_of(url)
        if (rules := self._rules.get(origin)) is None:
            rules = self._rules[origin] = self._read_rules(origin)
        if refusal := rules.refusal(url):
            raise refusal
        self._wait(url)

    def _read_rules(self, origin: str) -> OriginRules:
        kept, _ = read_rules(origin, self._plain)
        self.origins[origin] = kept
        rules = OriginRules.of(kept.robots_status, kept.robots, kept.tdmrep, kept.error)
        host = _host(origin)
        self._delays[host] = max(self._delays.get(host, 0.0), min(rules.crawl_delay or 0.0, MAX_CRAWL_DELAY))
        self.hold(origin)
        return rules

    def _plain(self, url: str) -> Response:
        """A file of rules, which no rules forbid."""
        self._wait(url)
        try:
            answer = self.said[url] = self._get(url, policy=replace(self.policy, max_redirects=_RULES_REDIRECTS))
            return answer
        finally:
            self.hold(url)

    def _wait(self, url: str) -> None:
        """Wait for the host's turn, and take it."""
        pause = self.ready(url) - self._clock()
        if pause > 0:
            self._sleep(pause)
        self.hold(url)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
