"""What one origin asks of crawlers: its robots.txt and its tdmrep.json, stored as they came and read anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from marsad.collect.errors import FetchError, RefusedAddress, RefusedByReservation, RefusedByRobots, kind_named
from marsad.collect.patterns import path_of
from marsad.collect.reservations import MAX_TDMREP, NOTHING_SAID, TDMREP_PATH, TdmRep, parse_tdmrep
from marsad.collect.response import Response
from marsad.collect.robots import ALLOW_ALL, MAX_BYTES, Robots, parse_robots

Get = Callable[[str], Response]
"""Fetches a URL, waiting for the host's turn; raises :class:`FetchError`."""


@dataclass(frozen=True, slots=True)
class StoredRules:
    """The answers of one origin. ``error`` says why there is no answer about robots.txt, the name of the failure
    first, and is empty where there is one; ``tdmrep`` is empty where there is none.
    """

    robots_status: int | None
    robots: bytes
    tdmrep: bytes
    error: str

    @property
    def bars_everything(self) -> bool:
        """Whether nothing may be fetched, because the robots.txt cannot be read."""
        return bool(OriginRules.of(self.robots_status, b"", b"", self.error).error)

    def lets_tdmrep_be_asked(self, origin: str) -> bool:
        """Whether the robots.txt allows to ask for the tdmrep.json: where it allows nothing, nothing more is asked."""
        rules = OriginRules.of(self.robots_status, self.robots, b"", self.error)
        return not rules.error and rules.robots.allows(origin + TDMREP_PATH)


@dataclass(frozen=True, slots=True)
class OriginRules:
    """The rules of one origin, as they hold for Marsad. ``error`` says why nothing may be fetched there."""

    robots: Robots = ALLOW_ALL
    tdmrep: TdmRep = NOTHING_SAID
    error: str = ""

    @classmethod
    def of(cls, robots_status: int | None, robots_body: bytes, tdmrep_body: bytes, error: str) -> OriginRules:
        """The rules of stored answers (RFC 9309 §2.3.1): 4xx allows everything; 5xx, 429 and silence nothing."""
        if error or robots_status is None:
            return cls(error=error or f"{RefusedByRobots.name}: not asked for yet")
        if robots_status == 429 or not (200 <= robots_status < 300 or 400 <= robots_status < 500):
            return cls(error=f"{RefusedByRobots.name}: its robots.txt cannot be read: status {robots_status}")
        robots = parse_robots(robots_body) if robots_status < 300 else ALLOW_ALL
        return cls(robots, parse_tdmrep(tdmrep_body))

    @property
    def crawl_delay(self) -> float | None:
        """The pause in seconds that the site asks for between two requests, or null."""
        return self.robots.crawl_delay

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps that robots.txt names, as they stand there."""
        return self.robots.sitemaps

    @property
    def problem(self) -> str | None:
        """What in the tdmrep.json could not be read, or null."""
        return self.tdmrep.problem

    def refusal(self, url: str) -> FetchError | None:
        """Why a URL of this origin may not be fetched, with the words that say so; null where it may."""
        if self.error:
            name, _, reason = self.error.partition(": ")
            return kind_named(name)(url, reason)
        if not self.robots.allows(url):
            line = self.robots.forbidding(url)
            return RefusedByRobots(url, f"robots.txt says {line}" if line else "robots.txt does not allow it")
        reservation = self.tdmrep.reserved(path_of(url))
        return RefusedByReservation(url, str(reservation)) if reservation else None


def origin_of(url: str) -> str:
    """Scheme, host and port of a URL in normal spelling: whose rules hold for it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def read_rules(origin: str, get: Get) -> tuple[StoredRules, tuple[Response, ...]]:
    """Ask an origin for its rules; the answers too, for the archive. Never raises :class:`FetchError`.

    A robots.txt that cannot be had is told in ``error``. A tdmrep.json that cannot be had means that the origin does
    not use the protocol (TDMRep, "TDM File on the Origin Server").
    """
    try:
        robots = get(f"{origin}/robots.txt")
    except FetchError as error:
        return robots_failed(error), ()
    stored = robots_said(robots)
    if not stored.lets_tdmrep_be_asked(origin):
        return stored, (robots,)
    try:
        tdmrep = get(f"{origin}{TDMREP_PATH}")
    except FetchError:
        return stored, (robots,)
    return tdmrep_said(stored, tdmrep), (robots, tdmrep)


def robots_failed(error: FetchError) -> StoredRules:
    """The rules of an origin that gave no answer about its robots.txt."""
    told = "" if isinstance(error, RefusedAddress) else "its robots.txt cannot be read: "
    return StoredRules(None, b"", b"", f"{error.name}: {told}{error.reason}")


def robots_said(robots: Response) -> StoredRules:
    """What is stored of the answer about a robots.txt."""
    found = robots.body[:MAX_BYTES] if 200 <= robots.status < 300 else b""
    return StoredRules(robots.status, found, b"", "")


def tdmrep_said(stored: StoredRules, tdmrep: Response) -> StoredRules:
    """The same with the answer about the tdmrep.json."""
    return StoredRules(stored.robots_status, stored.robots, _kept(tdmrep), stored.error)


def _kept(tdmrep: Response) -> bytes:
    """What is stored of a tdmrep.json: of a page that a site sends for everything, enough to see that it is one."""
    if not 200 <= tdmrep.status < 300:
        return b""
    return tdmrep.body[:100] if tdmrep.body.lstrip()[:1] == b"<" else tdmrep.body[: MAX_TDMREP + 1]
