"""What `marsad ingest` was given → pages, or the reason why one cannot be taken. One bad input never stops the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from marsad.archive.foreign import WarcError, pages_in_warc
from marsad.archive.page import Page
from marsad.collect.files import (
    MAX_BYTES,
    FileError,
    Meta,
    is_page_file,
    is_text_file,
    page_id,
    pages_below,
    read_page_file,
)
from marsad.observatory.addresses import addresses_in, is_address, pages_at

_WARC_SUFFIXES = (".warc", ".warc.gz")


@dataclass(frozen=True, slots=True)
class Refused:
    """An input that cannot be taken: its file or address, and the reason in words."""

    name: str
    reason: str


def expand(inputs: Iterable[str]) -> Iterator[str | Path]:
    """Addresses as they are, folders as the page and WARC files below them, files as they are."""
    for given in inputs:
        if is_address(given):
            yield given
            continue
        path = Path(given)
        if path.is_dir():
            yield from sorted([*pages_below(path), *_warcs_below(path)])
        else:
            yield path


def pages_of(given: str | Path, meta: Mapping[str, Meta], *, max_bytes: int = MAX_BYTES) -> Iterator[Page | Refused]:
    """The pages behind one input of `expand`."""
    if isinstance(given, str):
        yield from _collected([given])
    elif not given.exists():
        yield Refused(str(given), "no such file or folder")
    elif given.name.lower().endswith(_WARC_SUFFIXES):
        for taken in pages_in_warc(given, max_bytes=max_bytes):
            yield Refused(given.name, str(taken)) if isinstance(taken, WarcError) else taken
    else:
        yield from _file(given, meta, max_bytes)


def _file(path: Path, meta: Mapping[str, Meta], max_bytes: int) -> Iterator[Page | Refused]:
    try:
        data = read_page_file(path, max_bytes=max_bytes)
        listed = addresses_in(path, data)
        if listed is None and not is_page_file(path):
            raise FileError("not a page, WARC, feed, OPML or URL list that Marsad knows (.html .txt .warc.gz .xml …)")
        if listed is None:
            yield _page(path, data, meta.get(page_id(path), Meta()))
            return
    except (FileError, ValueError) as error:
        yield Refused(path.name, str(error))
        return
    addresses, bad_lines = listed
    yield from (Refused(path.name, reason) for reason in bad_lines)
    yield from _collected(addresses)


def _page(path: Path, data: bytes, meta: Meta) -> Page:
    return Page(
        data=data,
        url=meta.url,
        name=page_id(path),
        fetched=meta.fetched,
        media_type="text/plain" if is_text_file(path) else "text/html",
    )


def _collected(addresses: Iterable[str]) -> Iterator[Page | Refused]:
    for taken in pages_at(addresses):
        yield Refused(*taken) if isinstance(taken, tuple) else taken


def _warcs_below(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.name.lower().endswith(_WARC_SUFFIXES))
