"""Trying whether outlets can be collected: their rules, their channels, and what discovery finds. No tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from marsad.collect.announced import ChannelKind
from marsad.collect.channels import parse_channel
from marsad.collect.errors import FeedError, FetchError
from marsad.observatory.asking import PoliteGet
from marsad.observatory.cures import Cure, cure_of
from marsad.observatory.finding import Found, discover_for
from marsad.observatory.sources import Undiscovered


@dataclass(frozen=True, slots=True)
class Target:
    """An outlet to be tried: its home pages, and its channels with their kinds."""

    key: str
    homes: tuple[str, ...]
    channels: tuple[tuple[str, ChannelKind], ...] = ()


@dataclass(frozen=True, slots=True)
class Tried:
    """How one address went: how many pages it announces and the latest of their dates, or the error with its cure."""

    url: str
    items: int = 0
    newest: str = ""
    error: str = ""
    cure: Cure | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """What trying an outlet showed. ``found`` is null where discovery was not tried, or failed (``home`` says why)."""

    target: Target
    home: Tried | None
    channels: tuple[Tried, ...]
    found: Found | None = None

    @property
    def ok(self) -> bool:
        """Whether it can be collected: some channel of it works, or can be followed from now on."""
        return any(not tried.error for tried in self.channels) or bool(self.found and self.found.chosen)


def verify(target: Target, get: PoliteGet, now: datetime) -> Verified:
    """Try an outlet's channels, and look for others at its home page where it has none or not all of them work."""
    tried = tuple(_try(url, kind, get) for url, kind in target.channels)
    if tried and not any(one.error for one in tried):
        return Verified(target, None, tried)
    home = target.homes[0]
    try:
        found = discover_for(Undiscovered(target.key, target.homes), get, now)
    except FetchError as error:
        return Verified(target, failed(home, error), tried)
    return Verified(target, Tried(home, len(found.offers)), tried, found)


def _try(url: str, kind: ChannelKind, get: PoliteGet) -> Tried:
    try:
        answer = get(url)
        said = parse_channel(
            answer.body, url=answer.final_url, content_type=answer.header("content-type") or "", kind=kind
        )
    except FetchError as error:
        return failed(url, error)
    except FeedError as error:
        return Tried(url, error=f"unreadable feed: {error.reason}", cure=cure_of("FeedError"))
    pages = len(said.items) + len(said.children)
    if not pages:
        return Tried(url, error="it announces nothing", cure=cure_of("FeedError"))
    return Tried(url, pages, newest(item.published for item in said.items))


def failed(url: str, error: FetchError) -> Tried:
    """An address that could not be had, with what helps."""
    words = f"{error.name}: {error.reason}"
    return Tried(url, error=words, cure=cure_of(type(error).__name__, error.reason))


def newest(dates: Iterable[str | None]) -> str:
    """The latest day of ISO dates; empty where there is none."""
    return max((date[:10] for date in dates if date), default="")
