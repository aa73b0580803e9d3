"""What `marsad ingest` was given → pages, or the reason why one cannot be taken. One bad input never stops the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from marsad.archive.foreign import WARC_SUFFIXES, WarcError, pages_in_warc
from marsad.archive.page import Page
from marsad.archive.wacz_in import pages_in_wacz
from marsad.collect.clippings import is_clippings
from marsad.collect.files import (
    MAX_BYTES,
    FileError,
    Meta,
    is_page_file,
    media_type_of,
    page_id,
    pages_below,
    read_page_file,
)
from marsad.collect.imap import MailboxError, is_mailbox, mailbox_from
from marsad.observatory.addresses import addresses_in, is_address, pages_at
from marsad.observatory.by_hand import (
    MAIL_SUFFIXES,
    TABLE_SUFFIXES,
    pages_in_mail,
    pages_in_mailbox,
    pages_in_table,
)

_ARCHIVE_SUFFIXES = (*WARC_SUFFIXES, ".wacz")


@dataclass(frozen=True, slots=True)
class Refused:
    """An input that cannot be taken: its file or address, and the reason in words."""

    name: str
    reason: str


def expand(inputs: Iterable[str]) -> Iterator[str | Path]:
    """Addresses as they are, folders as the page, mail and WARC files below them, files as they are."""
    for given in inputs:
        if is_address(given) or is_mailbox(given):
            yield given
            continue
        path = Path(given)
        if path.is_dir():
            yield from sorted([*pages_below(path), *_others_below(path)])
        else:
            yield path


def pages_of(given: str | Path, meta: Mapping[str, Meta], *, max_bytes: int = MAX_BYTES) -> Iterator[Page | Refused]:
    """The pages behind one input of `expand`."""
    if isinstance(given, str):
        yield from _mailbox(given) if is_mailbox(given) else _collected([given])
    elif not given.exists():
        yield Refused(str(given), "no such file or folder")
    elif given.name.lower().endswith(MAIL_SUFFIXES):
        yield from _named(given, pages_in_mail(given, max_bytes=max_bytes))
    elif given.name.lower().endswith(TABLE_SUFFIXES) and is_clippings(_start_of(given)):
        addresses: list[str] = []
        yield from _named(given, pages_in_table(given, addresses))
        yield from _collected(addresses)
    elif given.name.lower().endswith(_ARCHIVE_SUFFIXES):
        pages_in = pages_in_wacz if given.name.lower().endswith(".wacz") else pages_in_warc
        for taken in pages_in(given, max_bytes=max_bytes):
            yield Refused(given.name, str(taken)) if isinstance(taken, WarcError) else taken
    else:
        yield from _file(given, meta, max_bytes)


def _file(path: Path, meta: Mapping[str, Meta], max_bytes: int) -> Iterator[Page | Refused]:
    try:
        data = read_page_file(path, max_bytes=max_bytes)
        listed = addresses_in(path, data)
        if listed is None and not is_page_file(path):
            raise FileError(
                "not a page, PDF, mail, WARC, feed, OPML, clippings or URL list that Marsad knows (.html .pdf .eml …)"
            )
        if listed is None:
            yield _page(path, data, meta.get(page_id(path), Meta()))
            return
    except (FileError, ValueError) as error:
        yield Refused(path.name, str(error))
        return
    addresses, bad_lines = listed
    yield from (Refused(path.name, reason) for reason in bad_lines)
    yield from _collected(addresses)


def _mailbox(address: str) -> Iterator[Page | Refused]:
    try:
        settings = mailbox_from(address=address)
        assert settings is not None
        for _, one in pages_in_mailbox(settings):
            yield Refused(address, str(one)) if isinstance(one, FileError) else one
    except MailboxError as error:
        yield Refused(address, str(error))


def _named(path: Path, taken: Iterable[Page | FileError]) -> Iterator[Page | Refused]:
    """The pages of a file of several, its name before what cannot be taken."""
    return (Refused(path.name, str(one)) if isinstance(one, FileError) else one for one in taken)


def _start_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(1 << 16)
    except OSError:
        return b""


def _page(path: Path, data: bytes, meta: Meta) -> Page:
    return Page(
        data=data,
        url=meta.url,
        name=page_id(path),
        fetched=meta.fetched,
        media_type=media_type_of(path),
    )


def _collected(addresses: Iterable[str]) -> Iterator[Page | Refused]:
    for taken in pages_at(addresses):
        yield Refused(*taken) if isinstance(taken, tuple) else taken


def _others_below(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.name.lower().endswith((*_ARCHIVE_SUFFIXES, ".mbox")))
