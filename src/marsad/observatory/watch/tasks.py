"""What a watch asks for: one request each, done in a thread that knows neither tables nor archive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self
from urllib.parse import urlencode, urlsplit

from marsad.collect.announced import Announced, ChannelKind
from marsad.collect.channels import parse_channel
from marsad.collect.errors import BadFeed, FeedError, FetchError
from marsad.collect.imap import MailboxSettings, Seen
from marsad.collect.reservations import TDMREP_PATH, Reservation, stated
from marsad.collect.response import Response, conditional
from marsad.collect.rules import StoredRules
from marsad.observatory.asking import PoliteGet
from marsad.observatory.finding import Found, discover_for
from marsad.observatory.sources import Undiscovered
from marsad.observatory.watch.mailbox import Mail, visit

Get = Callable[..., Response]
"""`marsad.collect.fetch.fetch`, with its policy and connections."""

MAX_REDIRECTS = 8


@dataclass(frozen=True, slots=True)
class Task:
    """One request. ``url`` is what is asked for now, ``trail`` the addresses that led there by redirects."""

    url: str
    host: str
    trail: tuple[str, ...] = ()

    @property
    def mark(self) -> tuple[str, object]:
        """What the task is about: never done twice at a time."""
        raise NotImplementedError

    @property
    def asked(self) -> str:
        """The address that was asked for first."""
        return self.trail[0] if self.trail else self.url

    def led_to(self, url: str, host: str) -> Self:
        """The same task one redirect further."""
        return replace(self, url=url, host=host, trail=(*self.trail, self.url))


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRules(Task):
    """An origin's robots.txt, or with ``robots`` known its tdmrep.json."""

    origin: str
    robots: StoredRules | None = None

    @property
    def mark(self) -> tuple[str, object]:
        return "rules", self.origin

    def then_tdmrep(self, robots: StoredRules) -> AskRules:
        """What is asked for when the robots.txt is known."""
        host = urlsplit(self.origin).hostname or ""
        return AskRules(self.origin + TDMREP_PATH, host, origin=self.origin, robots=robots)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskChannel(Task):
    """A channel; ``sha256`` is that of its last body."""

    channel: int
    kind: ChannelKind
    etag: str = ""
    modified: str = ""
    sha256: str = ""

    @property
    def mark(self) -> tuple[str, object]:
        return "channel", self.channel


@dataclass(frozen=True, slots=True)
class Known:
    """The latest version of a page in the archive, as a revisit refers to it."""

    record_id: str
    url: str
    date: datetime
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPage(Task):
    """A page for the first time, or again when ``known``."""

    item: int
    etag: str = ""
    modified: str = ""
    known: Known | None = None
    slow: bool = False

    @property
    def mark(self) -> tuple[str, object]:
        return "item", self.item


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribe(Task):
    """A WebSub subscription asked for at a hub (W3C Recommendation of 2018-01-23, §5.1)."""

    channel: int
    topic: str
    callback: str
    secret: str = field(repr=False)
    lease: int

    @property
    def mark(self) -> tuple[str, object]:
        return "hub", self.channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Discover(Task):
    """The channels of an outlet looked for, a dozen requests at the pace of one host."""

    outlet: Undiscovered
    at: datetime
    spacing: float

    @property
    def mark(self) -> tuple[str, object]:
        return "outlet", self.outlet.key


@dataclass(frozen=True, slots=True, kw_only=True)
class AskMailbox(Task):
    """The operator's mailbox visited; its host takes turns apart from that of a site."""

    settings: MailboxSettings = field(repr=False)
    seen: Seen

    @property
    def mark(self) -> tuple[str, object]:
        return "mailbox", self.host


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task: an answer or an error, and what a channel's or page's answer says.

    ``unasked`` where no request was made, because the origin's rules forbid it (``refused``), or cannot be read before
    ``until``.
    """

    task: Task
    answer: Response | None = None
    error: FetchError | None = None
    announced: Announced | None = None
    reservation: Reservation | None = None
    unasked: bool = False
    refused: bool = False
    until: datetime | None = None
    found: Found | None = None
    polite: PoliteGet | None = None
    mail: Mail | None = None


def perform(task: Task, get: Get) -> Outcome:
    """Do a task; never raises :class:`FetchError`."""
    if isinstance(task, Discover):
        return _discover(task, get)
    try:
        if isinstance(task, AskMailbox):
            return Outcome(task, mail=visit(task.settings, task.seen))
        answer = _ask(task, get)
    except FetchError as error:
        return Outcome(task, error=error)
    outcome = Outcome(task, answer)
    if answer.status != 200:
        return outcome
    if isinstance(task, AskChannel | AskPage) and (reservation := stated(answer)):
        return replace(outcome, reservation=reservation)
    if isinstance(task, AskChannel):
        return _read(outcome, task, answer)
    return outcome


def _ask(task: Task, get: Get) -> Response:
    if isinstance(task, Subscribe):
        form = {
            "hub.mode": "subscribe",
            "hub.topic": task.topic,
            "hub.callback": task.callback,
            "hub.secret": task.secret,
            "hub.lease_seconds": str(task.lease),
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return get(task.url, method="POST", body=urlencode(form).encode(), headers=headers, follow=False)
    if isinstance(task, AskChannel | AskPage):
        return get(task.url, headers=conditional(task.etag, task.modified), follow=False)
    return get(task.url, follow=False)


def _discover(task: Discover, get: Get) -> Outcome:
    ask = lambda url, *, policy, permit=None: get(url, permit=permit)  # noqa: ARG005, E731 - the policy is in ``get``
    with PoliteGet(spacing=task.spacing, get=ask) as polite:
        try:
            return Outcome(task, found=discover_for(task.outlet, polite, task.at), polite=polite)
        except FetchError as error:
            return Outcome(task, error=error, polite=polite)
        finally:
            polite.forget()


def _read(outcome: Outcome, task: AskChannel, answer: Response) -> Outcome:
    try:
        announced = parse_channel(
            answer.body,
            url=answer.final_url,
            content_type=answer.header("content-type") or "application/xml",
            kind=task.kind,
            link_header=answer.header("link"),
        )
    except FeedError as error:
        return replace(outcome, error=BadFeed(answer.final_url, error.reason))
    return replace(outcome, announced=announced)
