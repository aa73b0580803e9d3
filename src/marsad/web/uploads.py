"""What a person hands over on the site → archive: files, pasted text, addresses. Archived before anything reads it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import IO

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from marsad.archive.page import Page
from marsad.collect.clippings import Clipping, is_clippings
from marsad.collect.errors import BadAddress
from marsad.collect.files import MAX_BYTES, FileError, Meta, is_page_file, page_id, read_page_file
from marsad.observatory.addresses import addresses_in
from marsad.observatory.by_hand import MAIL_SUFFIXES, TABLE_SUFFIXES, page_of_clipping, pages_in_table
from marsad.observatory.inputs import Refused, pages_of
from marsad.observatory.intake import Intake, Taken
from marsad.observatory.items import give
from marsad.observatory.models import Item

MOST_BYTES = 100_000_000
"""Bytes of one upload; what is larger goes by `marsad ingest`."""
MOST_LIST_BYTES = 20_000_000
MOST_ADDRESSES = 5_000
LONGEST_TEXT = 500_000
"""Characters of a text that is pasted."""

_ROOM_FOR_THE_FORM = 1_000_000
_SUFFIXES = (*MAIL_SUFFIXES, ".warc", ".warc.gz", ".warc.zst", ".arc", ".arc.gz", ".wacz")
_CHUNK = 1 << 16
_LONGEST_NAME = 150


@dataclass(slots=True)
class Handed:
    """What became of what was handed over: pages that are in the archive now, addresses that will be fetched, and what
    could not be taken, in words."""

    pages: list[Taken] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    def take(self, taken: Iterable[Taken]) -> None:
        """Note what became of pages; what was taken down before is refused."""
        for one in taken:
            if one.refused:
                self.refused.append(Refused(one.locator.removeprefix("file:")[:200], one.refused))
            else:
                self.pages.append(one)

    @property
    def new(self) -> int:
        """Pages that were not in the archive before."""
        return sum(taken.new for taken in self.pages)


def is_too_large(request: HttpRequest, most: int) -> bool:
    """Whether a form is over the limit, by what it says of itself, before any of it is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdigit() or int(length) > most + _ROOM_FOR_THE_FORM


def take_file(data_dir: Path, sent: UploadedFile, by: str, now: datetime, url: str | None = None) -> Handed:
    """Take an uploaded file, ``url`` being the address of the one page that it is, where somebody knows it."""
    handed = Handed()
    name = (Path(sent.name or "").name or "file")[-_LONGEST_NAME:]
    with tempfile.TemporaryDirectory(prefix="marsad-upload-") as folder:
        path = Path(folder) / name
        with path.open("wb") as file:
            _copy(sent, file)
        addresses: list[str] = []
        with Intake(data_dir) as intake:
            for page in _pages(path, url, addresses):
                if isinstance(page, Refused):
                    handed.refused.append(page)
                else:
                    handed.take(intake.add(replace(page, by=by)))
            handed.take(intake.flush())
    _give(addresses, by, now, handed)
    return handed


def take_text(data_dir: Path, clipping: Clipping, by: str, now: datetime) -> Handed:
    """Take a text that was pasted."""
    with Intake(data_dir) as intake:
        page = page_of_clipping(clipping, fetched=now, by=by)
        handed = Handed()
        handed.take([*intake.add(page), *intake.flush()])
        return handed


def _pages(path: Path, url: str | None, addresses: list[str]) -> Iterator[Page | Refused]:
    """The pages of a file; addresses that it lists go to ``addresses``, since nothing is fetched here."""
    name = path.name.lower()
    try:
        if name.endswith(TABLE_SUFFIXES) and is_clippings(_start(path)):
            for row in pages_in_table(path, addresses):
                yield Refused(path.name, str(row)) if isinstance(row, FileError) else row
            return
        if not name.endswith(_SUFFIXES):
            listed = addresses_in(path, read_page_file(path))
            if listed is not None:
                addresses += listed[0]
                yield from (Refused(path.name, problem) for problem in listed[1])
                return
        yield from pages_of(path, {page_id(path): Meta(url=url)} if is_page_file(path) else {}, max_bytes=MAX_BYTES)
    except (FileError, ValueError) as error:
        yield Refused(path.name, str(error))


def _give(addresses: Iterable[str], by: str, now: datetime, handed: Handed) -> None:
    for number, address in enumerate(dict.fromkeys(addresses)):
        if number == MOST_ADDRESSES:
            handed.refused.append(Refused(address, f"only the first {MOST_ADDRESSES} addresses of a list are taken"))
            return
        try:
            handed.items.append(give(address, now, by))
        except BadAddress as error:
            handed.refused.append(Refused(address[:200], error.reason))


def _copy(sent: UploadedFile, file: IO[bytes]) -> None:
    for chunk in sent.chunks(_CHUNK):
        file.write(chunk)


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_CHUNK)
