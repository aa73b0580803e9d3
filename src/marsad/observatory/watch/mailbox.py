"""The mailbox that people send newsletters to: visited every few minutes, each message taken once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from marsad.archive.page import Page
from marsad.collect.errors import FetchError
from marsad.collect.imap import MailboxError, MailboxSettings, Seen
from marsad.observatory.by_hand import pages_in_mailbox
from marsad.observatory.intake import Intake
from marsad.observatory.models import Notice, Setting
from marsad.observatory.pace import retry_after_failure

EVERY = timedelta(minutes=5)
NOTICE = "mailbox"
_KEY = "mailbox"
_MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Mail:
    """What one visit brought: pages, how far the folder is read with them, what cannot be taken, and whether there
    is more."""

    pages: tuple[Page, ...]
    seen: Seen
    problems: tuple[str, ...]
    more: bool


def visit(settings: MailboxSettings, seen: Seen) -> Mail:
    """The messages after ``seen``, as many as one should hold at a time. Raises :class:`FetchError`."""
    pages: list[Page] = []
    problems: list[str] = []
    size, before, more = 0, seen, False
    try:
        for now_seen, found in pages_in_mailbox(settings, seen):
            if now_seen != seen:
                if more := size > _MOST_BYTES:
                    break
                seen = now_seen
            if isinstance(found, Page):
                pages.append(found)
                size += len(found.data)
            else:
                problems.append(str(found))
    except MailboxError as error:
        if seen == before:
            raise FetchError(_address(settings), str(error)) from None
        more = True  # what came so far is kept; the next visit says what is wrong
    return Mail(tuple(pages), seen, tuple(problems), more)


class Mailbox:
    """When the mailbox is visited ``next`` (null: now), and what came of it. ``say`` is given what the operator should
    know, once."""

    def __init__(self, settings: MailboxSettings | None, intake: Intake, say: Callable[[str], None]) -> None:
        self.settings = settings
        self._intake = intake
        self._say = say
        self._failures = 0
        self.next: datetime | None = None

    def due(self, now: datetime) -> Seen | None:
        """From where on the mailbox is to be read now; null when it is not."""
        if self.settings is None or (self.next is not None and now < self.next):
            return None
        row = Setting.objects.filter(key=_KEY).first()
        if row is None or row.value.get("address") != _address(self.settings):
            return Seen()
        return Seen(row.value["validity"], row.value["uid"])

    def brought(self, mail: Mail, now: datetime) -> Callable[[], None]:
        """Take what a visit brought into the archive; what is to be written in the same transaction."""
        assert self.settings is not None
        address = _address(self.settings)
        for page in mail.pages:
            self._intake.add(page)
        for problem in mail.problems:
            self._say(f"{address}: {problem}")
        self._failures, self.next = 0, now if mail.more else now + EVERY

        def remember() -> None:
            value = {"address": address, "validity": mail.seen.validity, "uid": mail.seen.uid}
            Setting.objects.update_or_create(key=_KEY, defaults={"value": value})
            Notice.objects.filter(kind=NOTICE, done_at=None).update(done_at=now)

        return remember

    def failed(self, error: FetchError, now: datetime) -> None:
        """Say once that the mailbox cannot be read; it is visited again later and later."""
        pause = retry_after_failure(self._failures, EVERY.total_seconds(), error.url)
        self._failures, self.next = self._failures + 1, now + timedelta(seconds=pause)
        if not Notice.objects.filter(kind=NOTICE, done_at=None).exists():
            text = f"The mailbox {error.url} cannot be read: {error.reason}"[:1000]
            Notice.objects.create(at=now, kind=NOTICE, text=text)
            self._say(text)


def _address(settings: MailboxSettings) -> str:
    scheme = "imaps" if settings.implicit_tls else "imap"
    return f"{scheme}://{settings.user}@{settings.host}/{settings.folder}"
