"""What has no feed → pages: mail messages with the PDF files attached to them, and clippings.

A message is called after its subject and its own id, so that the same message from a file and from a mailbox is one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from marsad.archive.page import Page
from marsad.collect.clippings import MEDIA_TYPE, Clipping, clippings_in
from marsad.collect.files import FileError
from marsad.collect.imap import MailboxSettings, Seen, unseen
from marsad.collect.mail import Message, attachments, messages_in

MAIL_SUFFIXES = (".eml", ".mbox")
TABLE_SUFFIXES = (".csv", ".tsv")

_NAME = 120


def pages_of_message(message: Message, *, fetched: datetime | None = None, by: str | None = None) -> Iterator[Page]:
    """The message as one page, and each PDF file attached to it as one more.

    ``fetched`` (aware) is when it came out of a mailbox; ``by`` the account that added it by hand.
    """
    name = f"{(message.subject or message.name)[:_NAME]} {message.id}"
    yield Page(data=message.data, name=name, fetched=fetched, media_type="message/rfc822", by=by)
    for one in attachments(message.data):
        yield Page(data=one.data, name=f"{name} {one.name}", fetched=fetched, media_type=one.media_type, by=by)


def page_of_clipping(clipping: Clipping, *, fetched: datetime | None = None, by: str | None = None) -> Page:
    """A clipping as a page: of its address, or else called after its title and its own words."""
    data = clipping.to_bytes()
    said = clipping.title or clipping.outlet or "clipping"
    name = f"{said[:_NAME]} {hashlib.sha256(data).hexdigest()[:12]}"
    return Page(data=data, url=clipping.url, name=None if clipping.url else name, fetched=fetched,
                media_type=MEDIA_TYPE, by=by)  # fmt: skip


def pages_in_mail(path: Path, *, max_bytes: int) -> Iterator[Page | FileError]:
    """The pages of every message in a mail file; a `FileError` for what cannot be taken."""
    for message in messages_in(path, max_bytes=max_bytes):
        if isinstance(message, FileError):
            yield message
            continue
        yield from pages_of_message(message)


def pages_in_mailbox(settings: MailboxSettings, seen: Seen | None = None) -> Iterator[tuple[Seen, Page | FileError]]:
    """The pages of every message that came after ``seen``, in as many visits as that takes.

    Each comes with what is to be remembered of its message once all of its pages are safe. Raises `MailboxError`.
    """
    came = True
    while came:
        came = False
        for taken in unseen(settings, seen):
            came, seen = True, taken.seen
            if isinstance(taken.message, FileError):
                yield seen, taken.message
                continue
            for page in pages_of_message(taken.message, fetched=datetime.now(UTC)):
                yield seen, page


def pages_in_table(path: Path, addresses: list[str]) -> Iterator[Page | FileError]:
    """The clippings of a table; what has an address and no text goes to ``addresses``."""
    try:
        for row in clippings_in(path):
            if row.problem:
                yield FileError(row.problem)
            if row.clipping:
                yield page_of_clipping(row.clipping)
            elif row.url:
                addresses.append(row.url)
    except (FileError, OSError) as error:
        yield FileError(str(error))
